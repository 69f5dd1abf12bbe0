"""The window before a ledger is open: the wizard, or the unlock page with its status line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from fupin_desk.core.dates import show_moment
from fupin_desk.core.files import show_size
from fupin_desk.core.sticks import sticks
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.start import verbs
from fupin_desk.gui.start.footline import FootLine
from fupin_desk.gui.start.shelf import Shelf
from fupin_desk.gui.start.tries import Tries
from fupin_desk.gui.start.unlock import UnlockPage
from fupin_desk.gui.start.verbs import Standing
from fupin_desk.gui.theme.current import theme

_NO_LEDGER = "“{name}”不是台账文件夹，或者已经被移走。没有改动任何内容。请重新选择。"


class StartWindow(QMainWindow):
    """``opened``: an open session, from the wizard or the unlock page."""

    opened = Signal(object)

    def __init__(self, memory: Memory, home: Path) -> None:
        super().__init__()
        self.memory, self.home, self.shelf = memory, home, Shelf(memory)
        self.desk = Desk(None, self, memory=memory)
        self.wizard: Any = None
        self.unlock = UnlockPage(self.desk, self)
        self.foot = FootLine(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.unlock)
        middle = QWidget(self)
        down = QVBoxLayout(middle)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.stack, 1)
        down.addWidget(self.foot)
        self.setCentralWidget(middle)
        self.setMinimumSize(1024, 600)
        self._folder: Path | None = None
        self.unlock.opened.connect(self.opened)
        self.unlock.other_asked.connect(self._offer_others)
        self.unlock.told.connect(self._on_standing)
        self.foot.scale_asked.connect(lambda: self.change_scale(1 if theme().scale < 1.5 else 0))
        self.foot.dark_asked.connect(self.toggle_dark)
        for keys, act in (("Ctrl+=", lambda: self.change_scale(1)), ("Ctrl++", lambda: self.change_scale(1)),
                          ("Ctrl+-", lambda: self.change_scale(-1)), ("Ctrl+0", lambda: self.change_scale(0)),
                          ("Ctrl+D", self.toggle_dark)):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # What is shown

    def show_unlock(self, folder: Path, *, user: str = "", note: tuple[str, str] = ("", ""), offered: str = "") -> None:
        """Ask for the password of this ledger."""
        self._folder = folder
        self.setWindowTitle("扶贫工作台")
        self.stack.setCurrentWidget(self.unlock)
        self.foot.show()
        self.foot.say_stick(_stick_words())
        self.unlock.show_ledger(folder, self.shelf.known(folder), Tries(self.memory, folder), user=user, note=note,
                                offered=offered)  # fmt: skip

    def show_wizard(self, *, restoring: bool = False) -> None:
        """Make a ledger, or restore one."""
        from fupin_desk.gui.start.wizard import Wizard  # noqa: PLC0415  printing and steps: nobody unlocking waits for it

        if self.wizard is not None:
            self.stack.removeWidget(self.wizard)
            self.wizard.deleteLater()
        self.setWindowTitle("新建台账 — 扶贫工作台")
        self.foot.hide()
        self.wizard = Wizard(self.desk, self.home, self, leave_word="返回" if self._folder else "退出")
        self.wizard.made.connect(self.opened)
        self.wizard.restored.connect(self._on_restored)
        self.wizard.left.connect(self._leave_wizard)
        self.stack.addWidget(self.wizard)
        self.stack.setCurrentWidget(self.wizard)
        if restoring:
            self.wizard.show_restore()
        else:
            self.wizard.step().start()

    def _leave_wizard(self) -> None:
        if self._folder is not None:
            self.show_unlock(self._folder)
        else:
            self.close()

    def _on_restored(self, folder: Path, notes: str) -> None:
        self.show_unlock(folder)
        show_toast(self, f"已恢复成一本新台账。{notes}")

    def _on_standing(self, standing: Standing) -> None:
        self.foot.say_backup(f"上次备份 {_when(standing.last_backup)}" if standing.last_backup else "还没有备份")

    # Other ledgers

    def _offer_others(self, link: QWidget) -> None:
        self.other_menu().popup(link.mapToGlobal(QPoint(0, link.height())))

    def other_menu(self) -> QMenu:
        """Ledgers opened before, choosing a folder, a new one, restoring."""
        menu = QMenu(self)
        for folder in self.shelf.recent():
            if folder != self._folder:
                known = self.shelf.known(folder)
                menu.addAction(f"{known.title}　{known.line}".rstrip("　"), lambda there=folder: self.show_unlock(there))
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction("选择台账文件夹", self._choose)
        menu.addAction("新建一本台账", self.show_wizard)
        menu.addAction("从备份恢复", lambda: self.show_wizard(restoring=True))
        return menu

    def _choose(self) -> None:
        place = QFileDialog.getExistingDirectory(self, "选择台账文件夹（名字以 .fupin 结尾）", str(self.home))
        if place:
            self.take_folder(Path(place))

    def take_folder(self, folder: Path) -> None:
        """Unlock the ledger in this folder, or say that there is none."""
        if verbs.is_ledger(folder):
            self.show_unlock(folder)
        else:
            show_error(self, _NO_LEDGER.format(name=folder.name))

    # Screen

    def change_scale(self, step: int) -> None:
        """大字, kept for the next start."""
        self.memory.put("scale", theme().step_scale(step))

    def toggle_dark(self) -> None:
        """Dark or light, kept for the next start."""
        theme().use(dark=not theme().palette.dark)
        self.memory.put("dark", theme().palette.dark)
        self.memory.put("follow_system", False)

    def stop(self) -> None:
        """End the threads."""
        self.desk.stop()


def _when(moment: datetime) -> str:
    today = date.today()
    return f"{moment:%H:%M}" if moment.date() == today else show_moment(moment, today)


def _stick_words() -> str:
    found = sticks()
    return f"U盘 {found[0].name} 可用 {show_size(found[0].free_bytes)}" if found else ""
