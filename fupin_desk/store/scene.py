"""Where and by whom a Work is done: the village, the installation, the person, the clocks, the county's parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fupin_desk.core.hlc import Clock
from fupin_desk.store.identity import Craft


@dataclass
class Scene:
    """``now`` is the local wall clock (a label and the source of 'today'); ``clock`` orders changes whatever it says."""

    village: str
    replica: str
    author: str
    clock: Clock
    now: Callable[[], datetime]
    parameter: Callable[[str, int], Any]
    craft: Craft = field(default_factory=Craft)

    @property
    def today(self) -> date:
        return self.now().date()

    @property
    def wall(self) -> str:
        """The time as it is written into the log, to the second."""
        return self.now().isoformat(timespec="seconds")
