"""How often a wrong password may be tried: five times, then after a wait that grows. Kept, so that starting the
program again gives no new tries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fupin_desk.gui.memory import Memory

FREE = 5
WAITS_S = (30, 60, 120, 300, 600, 900)
"""Seconds to wait after the fifth, sixth … wrong password."""


class Tries:
    """The count for one ledger folder. The folder is kept as a hash: its path may hold a person's name."""

    def __init__(self, memory: Memory, folder: Path, now: Callable[[], datetime] = datetime.now) -> None:
        self._memory, self._now = memory, now
        self._name = "tries." + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]

    def _kept(self) -> tuple[int, datetime | None]:
        held = self._memory.get(self._name)
        try:
            return int(held["wrong"]), datetime.fromisoformat(held["at"])
        except (KeyError, TypeError, ValueError):
            return 0, None

    def left(self) -> int:
        """How many tries are free of any wait."""
        return max(0, FREE - self._kept()[0])

    def wait_s(self) -> int:
        """Seconds until the next try is taken, 0 for now. A clock set back does not shorten the wait."""
        wrong, at = self._kept()
        if wrong < FREE or at is None:
            return 0
        whole = WAITS_S[min(wrong - FREE, len(WAITS_S) - 1)]
        gone = (self._now() - at).total_seconds()
        return whole if gone < 0 else max(0, round(whole - gone))

    def failed(self) -> None:
        """A wrong password was given."""
        self._memory.put(self._name, {"wrong": self._kept()[0] + 1, "at": self._now().isoformat(timespec="seconds")})

    def passed(self) -> None:
        """The ledger was opened."""
        if self._kept()[0]:
            self._memory.put(self._name, None)
