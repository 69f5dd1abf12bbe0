"""Python's garbage is collected in the window's thread only.

Left to itself Python collects wherever it happens to be, also on a worker thread. Widgets that lie in a cycle (a button
whose slot holds its page) would be destroyed there, and Qt ends the program when a widget dies on another thread.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_WHOLE_EVERY_S = 60.0
"""A whole collection takes tens of milliseconds, so it is rare."""
_LONGEST_PUT_OFF_S = 20.0
"""While work is being done its values are alive and many: to look through them would hold up the window."""


def _idle() -> bool:
    return False


class Sweeper(QObject):
    """While any worker thread lives, automatic collecting is off and this object collects by Python's own counts."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Callable[[], bool]] = []
        self._whole = self._last = 0.0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.sweep)

    def hold(self, working: Callable[[], bool] = _idle) -> None:
        """A worker thread begins; while it is ``working`` collecting waits. Call it in the window's thread."""
        self._held.append(working)
        gc.disable()
        self._timer.start()

    def release(self, working: Callable[[], bool] = _idle) -> None:
        """A worker thread has ended. Call it in the window's thread."""
        self._held.remove(working)
        if not self._held:
            self._timer.stop()
            gc.enable()

    def sweep(self) -> None:
        """Collect what is due, between pieces of work if they end soon."""
        now = time.monotonic()
        if any(working() for working in self._held) and now - self._last < _LONGEST_PUT_OFF_S:
            return
        self._last = now
        for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
            if count <= limit:
                continue
            if generation < 2:
                gc.collect(generation)
            elif time.monotonic() - self._whole > _WHOLE_EVERY_S:
                self._whole = time.monotonic()
                gc.collect()


@cache
def sweeper() -> Sweeper:
    """The one of the program."""
    return Sweeper()
