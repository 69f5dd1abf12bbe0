"""Hybrid logical clock: stamps that always follow what was seen, whatever the laptop's own clock says."""

from __future__ import annotations

import re
from dataclasses import dataclass

DAY_MS = 86_400_000
MAX_MS = 9_999_999_999_999  # 13 digits, the year 2286
MAX_COUNT = 999_999
_TEXT = re.compile(r"([0-9]{13})\.([0-9]{6})", re.ASCII)


@dataclass(frozen=True, order=True, slots=True)
class Stamp:
    """A point of the hybrid clock: physical milliseconds since 1970 (UTC) and a counter within one millisecond."""

    ms: int
    count: int

    def encode(self) -> str:
        """Fixed-width text ``ms.count`` that sorts like the stamp itself."""
        return f"{self.ms:013d}.{self.count:06d}"

    @classmethod
    def decode(cls, text: str) -> Stamp:
        """Read what ``encode`` wrote. Raises ValueError for anything else."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise ValueError("not a stamp")
        return cls(int(found[1]), int(found[2]))

    def next(self) -> Stamp:
        """The stamp right after this one; the very last stamp follows itself.

        A forged stamp at the end of time must not stop anyone from working. What replaces what is decided by the
        base of a change, not by its stamp, so standing still there costs nothing but the choice of what is shown.
        """
        if self.count < MAX_COUNT:
            return Stamp(self.ms, self.count + 1)
        return Stamp(self.ms + 1, 0) if self.ms < MAX_MS else self


ZERO = Stamp(0, 0)


class Clock:
    """One replica's clock.

    ``floor_ms`` is the newest time known from a signature (a county's receipt, the program's own build). The wall
    clock counts only within one day after it, so a laptop set to 2035 wins no more often than the others, and one set
    to 2014 loses no more often. With ``floor_ms`` 0 nothing signed is known and stamps merely count.
    Times are milliseconds since 1970, UTC.
    """

    def __init__(self, last: Stamp = ZERO, floor_ms: int = 0) -> None:
        self.last = last
        self.floor_ms = floor_ms

    def tick(self, wall_ms: int) -> Stamp:
        """The stamp for a new change: later than every stamp given or observed before."""
        physical = self._clamp(wall_ms)
        self.last = Stamp(physical, 0) if physical > self.last.ms else self.last.next()
        return self.last

    def observe(self, other: Stamp, wall_ms: int) -> None:
        """Take note of a stamp that came from elsewhere, so that whatever is written here next is later than it.

        The stamp itself is not clamped: its replica may know a newer signed time than this one does.
        """
        self.last = max(self.last, other, Stamp(self._clamp(wall_ms), 0))

    def trust(self, signed_ms: int) -> None:
        """A signature proves that this time has been reached; earlier times than already known change nothing."""
        self.floor_ms = max(self.floor_ms, signed_ms)

    def _clamp(self, wall_ms: int) -> int:
        return min(max(wall_ms, self.floor_ms), self.floor_ms + DAY_MS, MAX_MS)
