"""Which ledgers were opened on this computer, the latest first, and what may be told of them before unlocking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fupin_desk.gui.memory import Memory
from fupin_desk.gui.start import verbs

_NAME, _MOST = "ledgers", 8


@dataclass(frozen=True)
class Known:
    """What is remembered of a ledger: the village and its numbers, nothing about persons."""

    title: str
    line: str = ""


class Shelf:
    """The list, kept in the program's settings."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def _held(self) -> list[dict[str, str]]:
        held = self._memory.get(_NAME, [])
        if not isinstance(held, list):
            return []
        return [one for one in held if isinstance(one, dict) and isinstance(one.get("folder"), str)]

    def recent(self) -> list[Path]:
        """Ledger folders that are still there, the latest first."""
        return [Path(one["folder"]) for one in self._held() if verbs.is_ledger(Path(one["folder"]))]

    def known(self, folder: Path) -> Known:
        """What to show of a ledger that is locked; its folder's name when it was never open here."""
        for one in self._held():
            if Path(one["folder"]) == folder:
                return Known(str(one.get("title", folder.stem)), str(one.get("line", "")))
        return Known(folder.stem)

    def put_first(self, folder: Path, known: Known) -> None:
        """Note a ledger that was opened."""
        others = [one for one in self._held() if Path(one["folder"]) != folder]
        first = {"folder": str(folder), "title": known.title, "line": known.line}
        self._memory.put(_NAME, [first, *others][:_MOST])
