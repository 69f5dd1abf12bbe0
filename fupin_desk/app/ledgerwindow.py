"""One unlocked ledger with its window: status line, automatic backups, the day's refresh, locking, closing."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from fupin_desk.actions import backups, preferences
from fupin_desk.actions import session as sessions
from fupin_desk.app import facts, pages
from fupin_desk.app.facts import Facts
from fupin_desk.app.idle import IdleWatch, LockNotice
from fupin_desk.app.screen import PersonMemory
from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import show_size
from fupin_desk.core.log import log
from fupin_desk.core.sticks import sticks
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow, Shell
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb, show_toast
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.pages.printing_recent import recent_forms
from fupin_desk.gui.start.closing import ClosingCard
from fupin_desk.gui.start.shelf import Known
from fupin_desk.ledgers.changes import Changes

BACKUP_MINUTES = 30
_HOUR_MS = 3_600_000
_STICK_MS = 20_000
_WARM_MS = 600
_BUSY_RETRY_MS = 60_000


def _nothing(_answer: object) -> None:
    """For what is read only to be ready."""


class LedgerWindow(MainWindow):
    """The main window; closing it asks first and is done by whoever opened it. ``close_asked``: it may be closed."""

    close_asked = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.closing = False

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.closing:
            event.accept()
            return
        event.ignore()
        if self.may_close():
            self.close_asked.emit()


class Prepared:
    """The window as far as it can be made while the ledger is still locked: frame and first page, nothing read.

    It is made while the person types the password, so that unlocking only has to fill it.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = PersonMemory(memory)
        self.desk = Desk(None, memory=self.memory)
        self.window = LedgerWindow(self.desk, Shell("", "", "", "", "", pages.factories(), facts.search))

    def make_first_page(self) -> None:
        """The second half, apart from the first so that neither keeps a key press waiting."""
        self.window.prepare(pages.FIRST)
        self.window.stack.setCurrentWidget(self.window.pages[pages.FIRST])

    def draw_once(self, size: QSize) -> None:
        """Draw it into nothing: style, layout, fonts and icons then are ready for the first real paint."""
        self.window.resize(size)
        self.window.grab()

    def open(self, session: Any, parent: QObject) -> OpenLedger:
        """Give it to an unlocked ledger."""
        return OpenLedger(session, self, parent)

    def drop(self) -> None:
        """Nobody unlocked."""
        self.desk.stop()
        self.window.closing = True
        self.window.deleteLater()


class OpenLedger(QObject):
    """From unlocking to locking. ``usable`` once: the first page stands with its numbers.

    ``locked(why, drafts)``: window and desk are gone, the session still has to be closed (``session``).
    ``closed``: all is closed.
    """

    usable = Signal()
    locked = Signal(str, bool)
    closed = Signal()

    def __init__(self, session: Any, prepared: Prepared, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.folder, self.user = session, Path(session.folder), str(session.user)
        prepared.memory.belong_to(self.folder, self.user)
        self.desk, self.window = prepared.desk, prepared.window
        self.desk.setParent(self)
        self.desk.session = session
        self._front = names = facts.front(session)
        self.window.set_shell(dataclasses.replace(
            self.window.shell, village=names.village, town=names.town, year=names.year, user=session.user,
            duty=session.duty,
        ))  # fmt: skip
        self.known = Known(f"{names.village} {names.year}", names.town)
        self.watch = IdleWatch(self)
        self._notice = LockNotice(self.window)
        self.left_at: tuple[str, Any] = (pages.FIRST, None)
        """Page and place to come back to after unlocking."""
        self._usable = False
        self._timers: list[QTimer] = []
        self._connect()

    def _connect(self) -> None:
        self.window.lock_asked.connect(lambda: self.lock(""))
        self.window.close_asked.connect(self.close)
        self.desk.changed.connect(self._on_changes)
        self.desk.ended.connect(self._on_ended)
        self.watch.soon.connect(self._notice.count)
        self.watch.back.connect(self._notice.hide)
        self.watch.idle.connect(self._on_idle)

    def open(self, page: str = pages.FIRST, place: Any = None) -> None:
        """Show the first page (or the one before locking), then see to the rest behind it."""
        self.window.go(page, place)
        if not self.desk.busy():
            QTimer.singleShot(0, self, self._on_ended)

    def _on_ended(self, _job: object = None) -> None:
        """The first page has read all it shows: now there is time for what nobody waits for."""
        if self._usable or self.desk.busy():
            return
        self._usable = True
        self.usable.emit()
        QTimer.singleShot(0, self, self._settle_in)

    def _settle_in(self) -> None:
        if self.window.closing:
            return
        self._read_facts()
        self.watch.start(preferences.idle_minutes(self.session), self.window)
        self._bring_up()
        self._tell_stick()
        self.window.warmed.connect(self._warm_up)
        QTimer.singleShot(_WARM_MS, self.window, self.window.warm)
        for interval, act in ((BACKUP_MINUTES * 60_000, self._back_up), (_HOUR_MS, self._bring_up),
                              (_STICK_MS, self._tell_stick)):  # fmt: skip
            timer = QTimer(self, interval=interval)
            timer.timeout.connect(act)
            timer.start()
            self._timers.append(timer)

    def _warm_up(self) -> None:
        recent = recent_forms(self.desk.memory)
        self.desk.read(self.window, lambda session: facts.warm_up(session, recent), _nothing, slot="warm", slow=True)

    # Status line and the work behind the window

    def _read_facts(self) -> None:
        self.desk.read(self.window, facts.facts, self._show_facts, slot="facts")

    def _show_facts(self, found: Facts) -> None:
        counts = f"{found.households} 户 {found.people} 人"
        self.window.status.say_counts(f"{self._front.village} {counts}")
        self.window.status.say_backup(found.last_backup)
        self.known = Known(self.known.title, f"{self._front.town}，{counts}".strip("，"))

    def _on_changes(self, _changes: Changes) -> None:
        self._read_facts()
        self.watch.set_minutes(preferences.idle_minutes(self.session))

    def _tell_stick(self) -> None:
        self.desk.read(self.window, lambda _session: sticks(), self._show_stick, slot="stick")

    def _show_stick(self, found: list[Any]) -> None:
        words = f"U盘 {found[0].name} 可用 {show_size(found[0].free_bytes)}" if found else ""
        self.window.status.say_stick(words)

    def _bring_up(self) -> None:
        """Households' lines depend on the day: 43天前, overdue, ages."""
        self.desk.run(self.window, lambda s, _task: sessions.bring_up_to_date(s), self._brought_up)

    def _brought_up(self, done: bool) -> None:
        if not done:
            return
        for page in self.window.pages.values():
            page.stale = True
        front = self.window.page()
        if front is not None and not front.editing():
            front.stale = False
            self.window.refresh_now()

    def _back_up(self) -> None:
        self.desk.run(self.window, lambda s, _task: backups.back_up_if_changed(s, "定时"),
                      lambda _made: self._read_facts())  # fmt: skip

    # Locking

    def _on_idle(self) -> None:
        self._notice.hide()
        if self.desk.running() is not None:
            QTimer.singleShot(_BUSY_RETRY_MS, self, self._on_idle)  # an import is finished before the ledger locks
            return
        minutes = preferences.idle_minutes(self.session)
        self.lock(f"{datetime.now():%H:%M} 离开 {minutes} 分钟，自动锁上")

    def lock(self, why: str) -> None:
        """Keep drafts, take the window down and forget the key; the person comes back with the password."""
        if self.window.closing:
            return
        if self.desk.running() is not None and not why:
            show_toast(self.window, "正在做的还没做完，做完再锁。")
            return
        _close_what_lies_over()
        self.window.closing = True
        drafts = any(page.unsaved() for page in self.window.pages.values())
        for page in self.window.pages.values():
            if page.unsaved():
                page.keep_draft()
        self.desk.wait_idle()
        front = self.window.page()
        self.left_at = (self.window.name, front.place() if front is not None else None)
        self.take_down()
        self.locked.emit(why or f"{datetime.now():%H:%M} 锁上", drafts)

    def take_down(self) -> None:
        """End the watch, the timers and the threads, and take the window away; the session is still open."""
        self.window.closing = True
        self.watch.stop()
        for timer in self._timers:
            timer.stop()
        self.desk.stop()
        self.window.hide()
        self.window.deleteLater()

    # Closing

    def close(self) -> None:
        """Back up what changed, then end. A backup that fails asks what to do."""
        if self.window.closing:
            return
        self.window.closing = True
        self._card = ClosingCard(self.window)
        self._card.start()
        self._back_up_and_end()

    def _back_up_and_end(self) -> None:
        def act(session: Any, _task: object) -> str:
            try:
                backups.back_up_if_changed(session, "关闭时")
            except DeskError as error:
                return str(error)
            return ""

        self.desk.run(self.window, act, self._backed_up)

    def _backed_up(self, problem: str) -> None:
        if problem:
            self._card.stop()
            verbs = [Verb("leave", "不备份，直接关", "danger-link"), Verb("back", "先不关"), Verb("again", "再试一次", "primary")]
            answer = ConfirmDialog.ask(self.window, "关闭前的备份没有做成", problem, verbs, default="again")
            if answer == "again":
                self._card.start()
                self._back_up_and_end()
                return
            if answer != "leave":
                self.window.closing = False
                return
        self.take_down()
        self.end()
        self.closed.emit()

    def end(self) -> None:
        """Close the session without another backup; also when the program ends unasked. Calling it again is safe."""
        session, self.session = self.session, None
        if session is None:
            return
        try:
            sessions.close(session, with_backup=False)
        except DeskError:
            log.warning("closing the ledger failed")


def _close_what_lies_over() -> None:
    """Menus and dialogs would keep the locked window alive: each is answered as Esc does."""
    for _ in range(10):
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if over is None:
            return
        over.close()
