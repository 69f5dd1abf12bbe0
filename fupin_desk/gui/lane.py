"""One thread that does jobs one after another and tells the window about them by signals."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QThread, Signal

from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.progress import Task
from fupin_desk.gui.sweeper import sweeper

_STEP_SECONDS = 0.05


class Job:
    """Work that was asked for: what to do, for which widget, and how it ended."""

    def __init__(
        self, widget: QObject, work: Callable[[Any, Task], Any], session: Any, *, label: str, slot: str
    ) -> None:
        self.widget, self.session, self.label, self.slot = widget, session, label, slot
        self.name = getattr(work, "__qualname__", type(work).__name__)
        self.done: Callable[[Any], object] | None = None
        self.failed: Callable[[Any], object] | None = None
        self.always: Callable[[], object] | None = None
        self.result: Any = None
        self.error: BaseException | None = None
        self.finished = False
        self.at, self.total, self.step_label = 0, 0, label
        self.task = Task(self._on_step)
        self._work, self._told = work, 0.0
        self._tell: Callable[[Job], None] | None = None

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that has not begun never begins."""
        self.task.cancel()

    def percent(self) -> int:
        """Whole percent done, 0 while the total is unknown."""
        return min(100, self.at * 100 // self.total) if self.total > 0 else 0

    def perform(self, tell: Callable[[Job], None]) -> None:
        """Do the work on the present thread; whatever happens is kept in ``result`` or ``error``."""
        self._tell = tell
        try:
            if self.task.cancelled:
                raise Cancelled
            self.result = self._work(self.session, self.task)
        except (Cancelled, DeskError) as error:
            self.error = error
        except Exception as error:  # noqa: BLE001  a bug must reach the person as one dialog, not end the thread
            self.error = error

    def _on_step(self, done: int, total: int, label: str) -> None:
        self.at, self.total, self.step_label = done, total, label or self.label
        moment = time.monotonic()
        # A bulk action reports thousands of steps; the window needs twenty a second.
        if self._tell is not None and (moment - self._told >= _STEP_SECONDS or done >= total):
            self._told = moment
            self._tell(self)


class Lane(QThread):
    """A worker thread with a queue. Signals arrive in the window's thread."""

    stepped = Signal(object)
    ended = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._stopped = self._held = self._working = False

    def put(self, job: Job) -> None:
        """Queue a job; the thread starts with the first one. After ``stop`` every job counts as cancelled."""
        if self._stopped:
            job.error = Cancelled()
            if shiboken6.isValid(self):  # a late timer may ask after the window and its desk are gone
                self.ended.emit(job)
            return
        self._queue.put(job)
        if not self.isRunning():
            self._hold(on=True)
            self.start()

    def stop(self) -> None:
        """Finish the jobs that are queued, then end the thread for good."""
        self._stopped = True
        self._queue.put(None)
        if self.isRunning():
            self.wait()
        self._hold(on=False)

    def _hold(self, *, on: bool) -> None:
        """From the first job to the end no garbage may be collected on this thread."""
        if on != self._held:
            self._held = on
            sweeper().hold(self.working) if on else sweeper().release(self.working)

    def working(self) -> bool:
        """Whether a job is being done at this moment."""
        return self._working

    def run(self) -> None:
        while (job := self._queue.get()) is not None:
            self._working = True
            job.perform(self.stepped.emit)
            self._working = False
            self.ended.emit(job)
            del job  # the thread must not keep a page's callbacks alive while it waits
