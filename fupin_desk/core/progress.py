"""Progress and cancelling of long work."""

from __future__ import annotations

from collections.abc import Callable

from fupin_desk.core.errors import Cancelled

OnStep = Callable[[int, int, str], None]


class Task:
    """Handed to every long action: it reports its steps here and learns here that it was cancelled."""

    def __init__(self, on_step: OnStep | None = None) -> None:
        self._on_step = on_step
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop at its next step (may be called from another thread)."""
        self._cancelled = True

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def step(self, done: int, total: int, label: str) -> None:
        """Report ``done`` of ``total`` with a Chinese label. Raises Cancelled when the person has stopped the work."""
        if self._cancelled:
            raise Cancelled
        if self._on_step is not None:
            self._on_step(done, total, label)


QUIET = Task()
"""A task that reports nowhere and is never cancelled."""
