"""Python's garbage is collected in the window's thread only.

Left to itself Python collects wherever it happens to be, also on a worker thread. Widgets that lie in a cycle (a button
whose slot holds its page) would be destroyed there, and Qt ends the program when a widget dies on another thread.
"""

from __future__ import annotations

import gc
import time
from functools import cache

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000
_WHOLE_EVERY_S = 60.0
"""A whole collection takes tens of milliseconds, so it is rare."""


class Sweeper(QObject):
    """While any worker thread lives, automatic collecting is off and this object collects by Python's own counts."""

    def __init__(self) -> None:
        super().__init__()
        self._held, self._whole = 0, 0.0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.sweep)

    def hold(self) -> None:
        """A worker thread begins. Call it in the window's thread."""
        self._held += 1
        gc.disable()
        self._timer.start()

    def release(self) -> None:
        """A worker thread has ended. Call it in the window's thread."""
        self._held -= 1
        if self._held == 0:
            self._timer.stop()
            gc.enable()

    def sweep(self) -> None:
        """Collect what is due."""
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
