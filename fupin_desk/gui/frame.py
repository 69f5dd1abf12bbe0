"""The main window: navigation, header and pages. It knows pages by name only; what does not exist is not offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from fupin_desk.core import pinyin
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.header import Header
from fupin_desk.gui.idle import IdleWatch
from fupin_desk.gui.keysdialog import KeysDialog
from fupin_desk.gui.kit.items import Item
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.lane import Job
from fupin_desk.gui.navigation import ENTRIES, Navigation
from fupin_desk.gui.page import Page
from fupin_desk.gui.statusline import StatusLine
from fupin_desk.gui.theme import fonts
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import LOW_HEIGHT, NARROW_WIDTH
from fupin_desk.ledgers.changes import Changes

ALT_MS = 400
WARM_MS = 120
MOST_FOUND = 8
Factory = Callable[[Desk], Page]


@dataclass(frozen=True)
class Shell:
    """What the window is told about the ledger it stands on.

    ``search(session, text)`` finds households and members as Items whose key is the household's id; ``year`` is the
    ledger's year in the window title.
    """

    village: str
    town: str
    year: str
    user: str
    duty: str
    pages: Mapping[str, Factory]
    search: Callable[[Any, str], Sequence[Item]] | None = None
    found_page: str = "household"


class MainWindow(QMainWindow):
    """One window on one open ledger."""

    lock_asked = Signal()
    shown = Signal(str)
    """A page came to the front."""
    warmed = Signal()
    """Every page has been made: there is time for what only the first print or import needs."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self.desk, self.shell = desk, shell
        self.pages: dict[str, Page] = {}
        self.name = ""
        self._past: list[tuple[str, Any]] = []
        self._idle: IdleWatch | None = None
        entries = [e for e in ENTRIES if e.name in shell.pages or e.name == "help"]
        self.navigation = Navigation(entries, shell.village, shell.town, self)
        self.header = Header(shell.user, shell.duty, self)
        self.stack = QStackedWidget(self)
        self.status = StatusLine(self)
        self._build()
        self._connect()
        self._keys()
        self._alt = QTimer(self, singleShot=True, interval=ALT_MS)
        self._alt.timeout.connect(lambda: self.navigation.show_digits(True))
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one when widgets are
        self.setMinimumSize(1024, 600)
        QTimer.singleShot(1500, self, fonts.load_rare)

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self.stack, 1)
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        across.addLayout(right, 1)
        middle = QWidget(self)
        down = QVBoxLayout(middle)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(across, 1)
        down.addWidget(self.status)
        self.setCentralWidget(middle)

    def _connect(self) -> None:
        self.navigation.picked.connect(self._on_navigation)
        self.header.lock_asked.connect(self.lock_asked)
        self.header.crumb_picked.connect(self._up)
        self.header.search.query.connect(self._search)
        self.header.search.picked.connect(self._found)
        self.header.search.picked_alt.connect(self._found_visit)
        self.header.search.cleared.connect(self._focus_page)
        self.status.scale_asked.connect(lambda: self.change_scale(1 if theme().scale < 1.5 else 0))
        self.desk.changed.connect(self._on_changes)
        self.desk.slow.connect(self.status.show_job)
        self.desk.stepped.connect(self._on_step)
        self.desk.ended.connect(lambda _job: self.status.job_ended())
        theme().changed.connect(self._fit)

    def _keys(self) -> None:
        pairs: list[tuple[str, Callable[[], object]]] = [
            ("F1", self.show_keys),
            ("F3", lambda: self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)),
            ("F5", self.refresh_now),
            ("F6", lambda: self.next_pane(1)),
            ("Shift+F6", lambda: self.next_pane(-1)),
            ("Ctrl+F", self._focus_find),
            ("Ctrl+L", self.lock_asked.emit),
            ("Ctrl+=", lambda: self.change_scale(1)),
            ("Ctrl++", lambda: self.change_scale(1)),
            ("Ctrl+-", lambda: self.change_scale(-1)),
            ("Ctrl+0", lambda: self.change_scale(0)),
            ("Ctrl+D", self.toggle_dark),
            ("Alt+Left", self.back),
        ]
        if "printing" in self.shell.pages:
            pairs.append(("Ctrl+P", self._print_selected))
        for number, name in enumerate(self.navigation.numbered(), 1):
            pairs.append((f"Alt+{number}", lambda page=name: self.go(page)))  # type: ignore[misc]
        for keys, act in pairs:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(act)

    def set_shell(self, shell: Shell) -> None:
        """The ledger is known now: a window made while it was still locked learns whose it is."""
        self.shell = shell
        self.navigation.set_place(shell.village, shell.town)
        self.header.set_person(shell.user, shell.duty)

    # Pages

    def prepare(self, name: str) -> None:
        """Make a page before it is shown; nothing is read for it yet."""
        if name not in self.pages:
            self._make(name)

    def page(self) -> Page | None:
        """The page in front."""
        return self.pages.get(self.name)

    def go(self, name: str, target: Any = None, *, remember: bool = True) -> bool:
        """Show a page (made on first use) with a target; False when the present page does not let go."""
        present = self.page()
        if present is not None and name != self.name and not present.leave():
            self.navigation.set_current(self._marked(self.name))
            return False
        if present is not None and remember and (name != self.name or target is not None):
            self._past.append((self.name, present.place()))
        page = self.pages.get(name) or self._make(name)
        self.name = name
        self.navigation.set_current(self._marked(name))
        self.stack.setCurrentWidget(page)
        if target is not None:
            page.show_target(target)
        if page.stale:
            page.stale = False
            page.refresh()
        self._write_words()
        page.start_focus()
        for toast in self.findChildren(Toast):
            QTimer.singleShot(0, toast, toast.place)  # another page has another foot
        self.shown.emit(name)
        return True

    def _make(self, name: str) -> Page:
        page = self.pages[name] = self.shell.pages[name](self.desk)
        page.titled.connect(self._write_words)
        page.go.connect(lambda to, target: self.go(to, target))
        self.stack.addWidget(page)
        return page

    def _marked(self, name: str) -> str:
        """The navigation line a page belongs to: its own, or that of the page above it."""
        page = self.pages.get(name)
        crumb = page.crumb() if page is not None and name not in self.navigation.items else None
        return crumb[0] if crumb else name

    def back(self) -> None:
        """The page before, with the same row and scroll place."""
        while self._past:
            name, place = self._past.pop()
            if name in self.shell.pages:
                if not self.go(name, place, remember=False):
                    self._past.append((name, place))
                return

    def _up(self) -> None:
        page = self.page()
        crumb = page.crumb() if page is not None else None
        if crumb:
            self.go(crumb[0])

    def _on_navigation(self, name: str) -> None:
        if name in self.shell.pages:
            self.go(name)
        else:
            self.navigation.set_current(self._marked(self.name))
            self.show_keys()

    def _print_selected(self) -> None:
        page = self.page()
        self.go("printing", page.selected() if page is not None else None)

    def refresh_now(self) -> None:
        """F5: read the ledger again."""
        page = self.page()
        if page is not None:
            page.refresh()
            self._write_words()

    def _on_changes(self, changes: Changes) -> None:
        self.status.say_saved(datetime.now())
        for page in self.pages.values():
            if not page.concerns(changes):
                continue
            if page.isVisible() and not page.editing():
                page.refresh()
            else:
                page.stale = True
        self._write_words()

    def _write_words(self) -> None:
        page = self.page()
        if page is None:
            return
        crumb = page.crumb()
        unsaved = page.unsaved()
        self.header.show_page(page.title(), page.context(), crumb[1] if crumb else "", unsaved=unsaved)
        subject = page.subject()
        start = f"{subject} * " if unsaved and subject else "* " if unsaved else f"{subject} " if subject else ""
        self.setWindowTitle(f"{start}{self.shell.village} {self.shell.year} — 扶贫工作台")

    # Search

    def _search(self, text: str) -> None:
        if self.shell.search is None or not text:
            self._offer([], text)
            return
        find = self.shell.search
        self.desk.read(self, lambda session: find(session, text), lambda found: self._offer(found, text), slot="find")

    def _offer(self, found: Sequence[Item], text: str) -> None:
        items = list(found[:MOST_FOUND])
        if text:
            titles = [item.entry for item in self.navigation.items.values() if item.entry.name in self.shell.pages]
            hits = [entry for entry in titles if pinyin.matches(text, entry.title)]
            items += [Item(("page", entry.name), entry.title, detail="页面") for entry in hits]
            if not items:
                items = [Item(None, f"没有找到“{text}”", detail="换成姓名、户编号，或少打一个字母", heading=True)]
        self.header.search.show_results(items[: MOST_FOUND + 2])

    def _found(self, item: Item) -> None:
        self.header.search.clear_all()
        if isinstance(item.key, tuple):
            self.go(*item.key[1:])
        elif self.shell.found_page in self.shell.pages:
            self.go(self.shell.found_page, item.key)

    def _found_visit(self, item: Item) -> None:
        self.header.search.clear_all()
        if not isinstance(item.key, tuple) and "visit" in self.shell.pages:
            self.go("visit", item.key)

    # Focus

    def _focus_page(self) -> None:
        page = self.page()
        if page is not None:
            page.start_focus()

    def _focus_find(self) -> None:
        page = self.page()
        box = page.find_box() if page is not None else None
        (box or self.header.search).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def next_pane(self, step: int) -> None:
        """F6: navigation, the page's panes, status bar, round."""
        page = self.page()
        current = self.navigation.items.get(self._marked(self.name)) or next(iter(self.navigation.items.values()))
        panes: list[QWidget] = [current, *(page.panes() if page else []), self.status.scale_button]
        panes = [pane for pane in panes if pane.isVisible()]
        focused = self.focusWidget()
        at = next((n for n, p in enumerate(panes) if focused is p or (focused and p.isAncestorOf(focused))), -step)
        panes[(at + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Theme

    def change_scale(self, step: int) -> None:
        """大字: one step up, down or (0) back to 100 %; kept for the next start."""
        self.shed_pages()
        self.desk.memory.put("scale", theme().step_scale(step))

    def toggle_dark(self) -> None:
        """Dark or light; kept for the next start."""
        self.shed_pages()
        theme().use(dark=not theme().palette.dark)
        self.desk.memory.put("dark", theme().palette.dark)

    def shed_pages(self) -> None:
        """Give up pages that are not in front and hold nothing unsaved: restyling hundreds of fields takes seconds."""
        for name, page in list(self.pages.items()):
            if name != self.name and not page.unsaved():
                del self.pages[name]
                self.stack.removeWidget(page)
                page.deleteLater()
                QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete.value)

    def warm(self) -> None:
        """Make the pages not seen yet, one at a time while nothing else happens, so that no first click waits."""
        name = next((name for name in self.shell.pages if name not in self.pages), None)
        if name is None or not self.isVisible():
            self.warmed.emit()
            return
        if not self.desk.busy():
            page = self._make(name)
            page.resize(self.stack.size())
            page.grab()  # styles, fonts and layouts of every part are worked out now, not at the first click
        QTimer.singleShot(WARM_MS, self, self.warm)

    def show_keys(self) -> None:
        """F1: the keys of this page and of the whole program."""
        page = self.page()
        KeysDialog(self, page.title() if page else "", page.keys() if page else [], self.navigation).open()

    def _fit(self) -> None:
        scale = theme().scale
        self.navigation.set_narrow(self.width() / scale < NARROW_WIDTH)
        self.header.set_low(self.height() / scale < LOW_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_step(self, job: Job) -> None:
        if job.label:
            self.status.show_job(job)

    # Whole window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Alt:
            if self.isActiveWindow() and not self._alt.isActive():
                self._alt.start()
        elif event.type() in (QEvent.Type.KeyRelease, QEvent.Type.WindowDeactivate, QEvent.Type.MouseButtonPress):
            self._alt.stop()
            self.navigation.show_digits(False)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.back()
            return
        super().keyPressEvent(event)

    def watch_idle(self, minutes: int) -> None:
        """Ask for the lock after so many minutes without a key or a click; 0 never. A running action holds it off."""
        if self._idle is None:
            self._idle = IdleWatch(self, minutes)
            self._idle.expired.connect(self._on_idle)
        self._idle.set_minutes(minutes)

    def _on_idle(self) -> None:
        if self.desk.running() is not None and self._idle is not None:
            self._idle.touch()
        else:
            self.lock_asked.emit()

    def may_close(self) -> bool:
        """Ask the page in front whether it can be left."""
        page = self.page()
        return page is None or page.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            event.accept()
        else:
            event.ignore()
