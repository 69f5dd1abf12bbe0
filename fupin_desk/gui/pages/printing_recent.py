"""打印中心: which forms were chosen lately, the newest first: the list opens on it, and they are made ready beforehand."""

from __future__ import annotations

from fupin_desk.gui.memory import Memory

_KEPT, _MOST = "printing.recent", 5


def recent_forms(memory: Memory) -> list[str]:
    """Names of forms, the newest first; empty before the first visit."""
    held = memory.get(_KEPT, [])
    return [name for name in held if isinstance(name, str)] if isinstance(held, list) else []


def keep_recent(memory: Memory, name: str) -> None:
    """This form has been chosen."""
    memory.put(_KEPT, [name, *(other for other in recent_forms(memory) if other != name)][:_MOST])
