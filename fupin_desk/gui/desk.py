"""Desk: the only way from a widget into work. Lanes for actions, short reads and long reads, results in the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from fupin_desk.core.errors import Cancelled, DeskError, Invalid
from fupin_desk.core.log import log
from fupin_desk.core.progress import Task
from fupin_desk.gui.bug import show_bug
from fupin_desk.gui.kit.busy import ProgressOverlay
from fupin_desk.gui.kit.toast import show_error
from fupin_desk.gui.lane import Job, Lane
from fupin_desk.gui.memory import Memory
from fupin_desk.ledgers.changes import Changes

_LET_GO_MS = 50
SLOW_MS = 600
"""After this long a running action shows its progress."""

T = TypeVar("T")


class Desk(QObject):
    """Holds the open session (opaque here: importing its type would load the database before the first window).

    Lanes of their own, because a long import must not keep a person from reading (the ledger's reads see the last
    committed state while a write is going on), nor may a list of 2,000 households or a picture nobody waits for. Reads
    go to their own thread and not inline, so that a slow disk never freezes a key press; only what the painter needs at
    once (a page of rows) is read inline with ``peek``.
    """

    changed = Signal(object)
    """Changes: something was written. Views refresh when visible and not being edited, else mark themselves stale."""
    slow = Signal(object)
    """A Job has been running for 0.6 s."""
    stepped = Signal(object)
    ended = Signal(object)

    def __init__(self, session: Any = None, parent: QObject | None = None, *, memory: Memory | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.memory = memory or Memory()
        self._writer, self._reader, self._slow = Lane("actions", self), Lane("reads", self), Lane("long reads", self)
        self._open: dict[int, Job] = {}
        self._slots: dict[tuple[int, str], Job] = {}
        self._overlays: dict[int, ProgressOverlay] = {}
        for lane in (self._writer, self._reader, self._slow):
            lane.ended.connect(self._on_ended)
            lane.stepped.connect(self._on_stepped)

    # Asking

    def run(
        self,
        widget: QWidget,
        action: Callable[[Any, Task], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Invalid], object] | None = None,
        label: str = "",
        *,
        always: Callable[[], object] | None = None,
    ) -> Job:
        """Do ``action(session, task)`` on the worker thread, then ``done(result)`` here if the widget still lives.

        ``failed`` gets Invalid with all its problems; other DeskErrors are shown in a bar that stays; cancelling is
        silent; anything else is a bug and opens one dialog. ``always`` is called last in every case. ``label`` is
        what the progress says from 0.6 s on, e.g. 正在导入.
        """
        job = Job(widget, action, self.session, label=label, slot="")
        job.done, job.failed, job.always = done, failed, always
        self._open[id(job)] = job
        QTimer.singleShot(SLOW_MS, self, lambda: self._show_slow(job))
        self._writer.put(job)
        return job

    def read(
        self,
        widget: QWidget,
        query: Callable[[Any], T],
        done: Callable[[T], object],
        *,
        slot: str = "",
        label: str = "",
        slow: bool = False,
        failed: Callable[[Invalid], object] | None = None,
    ) -> Job:
        """Do ``query(session)`` on the reading thread, then ``done(result)`` here; ``failed`` as for ``run``.

        Of reads of one widget with the same ``slot`` only the last is answered: a search need not cancel itself.
        ``slow`` reads, of seconds or that nobody waits for, go one after another on a thread of their own.
        """
        job = Job(widget, lambda session, _task: query(session), self.session, label=label, slot=slot)
        job.name, job.done, job.failed = getattr(query, "__qualname__", "read"), done, failed
        if slot:
            before = self._slots.get((id(widget), slot))
            if before is not None:
                before.cancel()
            self._slots[id(widget), slot] = job
        self._open[id(job)] = job
        (self._slow if slow else self._reader).put(job)
        return job

    def peek(self, query: Callable[[Any], T]) -> T:
        """``query(session)`` at once on this thread: only for what takes under 5 ms and is needed to paint."""
        return query(self.session)

    # State

    def busy(self) -> bool:
        """Whether anything is running or queued."""
        return bool(self._open)

    def running(self) -> Job | None:
        """The action that is running or next, None when there is none."""
        return next((job for job in self._open.values() if not job.slot), None)

    def wait_idle(self, most_ms: int = 10_000) -> bool:
        """Let the window live until nothing runs (before closing or locking); False when it took too long."""
        loop, timer = QEventLoop(), QTimer(self, singleShot=True)
        timer.timeout.connect(loop.quit)
        self.ended.connect(loop.quit)
        timer.start(most_ms)
        while self._open and timer.isActive():
            loop.exec()
        self.ended.disconnect(loop.quit)
        return not self._open

    def stop(self) -> None:
        """Cancel what runs and end the threads; nothing is delivered any more."""
        for job in self._open.values():
            job.cancel()
        self._writer.stop()
        self._reader.stop()
        self._slow.stop()
        self._open.clear()
        self._slots.clear()

    # Delivering

    def _on_stepped(self, job: Job) -> None:
        overlay = self._overlays.get(id(job))
        if overlay is not None and shiboken6.isValid(overlay):
            overlay.show_step(job.step_label, job.at, job.total)
        self.stepped.emit(job)

    def _show_slow(self, job: Job) -> None:
        if id(job) not in self._open or not shiboken6.isValid(job.widget):
            return
        if isinstance(job.widget, QWidget) and job.label:
            overlay = ProgressOverlay(job.widget.window(), job.cancel)
            overlay.show_step(job.step_label, job.at, job.total)
            self._overlays[id(job)] = overlay
        self.slow.emit(job)

    def _on_ended(self, job: Job) -> None:
        job.finished = True
        # The thread that did it may still hold it: its last reference, and with it a widget, must go in this thread.
        QTimer.singleShot(_LET_GO_MS, self, partial(_let_go, job))
        if self._open.pop(id(job), None) is None:
            return
        overlay = self._overlays.pop(id(job), None)
        if overlay is not None and shiboken6.isValid(overlay):
            overlay.close()
            overlay.deleteLater()
        superseded = bool(job.slot) and self._slots.get((id(job.widget), job.slot)) is not job
        if job.slot and not superseded:
            del self._slots[id(job.widget), job.slot]
        if not superseded:
            self._deliver(job)
        self.ended.emit(job)

    def _deliver(self, job: Job) -> None:
        alive = shiboken6.isValid(job.widget)
        if job.error is None:
            if alive and job.done is not None:
                job.done(job.result)
        elif not isinstance(job.error, Cancelled):
            self._report(job, alive=alive)
        if alive and job.always is not None:
            job.always()
        if job.error is None and isinstance(job.result, Changes):
            self.changed.emit(job.result)

    def _report(self, job: Job, *, alive: bool) -> None:
        error = job.error
        window = job.widget.window() if alive and isinstance(job.widget, QWidget) else None
        if isinstance(error, Invalid) and job.failed is not None:
            if alive:
                job.failed(error)
        elif isinstance(error, DeskError):
            log.info("%s refused: %s", job.name, type(error).__name__)
            if window is not None:
                show_error(window, str(error))
        elif error is not None:
            show_bug(window, job.name, error)


def _let_go(_job: Job) -> None:
    """Being called is all: whoever calls held the job until now."""
