"""设置: how the program looks, who may open the ledger and when it locks, backups, ready phrases, what it is made of."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import Section as Line
from fupin_desk.gui.kit.card import SectionList
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.settings_about import AboutSection
from fupin_desk.gui.pages.settings_backup import BackupSection
from fupin_desk.gui.pages.settings_display import DisplaySection
from fupin_desk.gui.pages.settings_lock import LockSection
from fupin_desk.gui.pages.settings_people import PeopleSection
from fupin_desk.gui.pages.settings_phrases import PhrasesSection
from fupin_desk.gui.pages.settings_section import Section
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import LOW_HEIGHT
from fupin_desk.ledgers.changes import Changes

_SECTIONS: tuple[type[Section], ...] = (
    DisplaySection, LockSection, PeopleSection, BackupSection, PhrasesSection, AboutSection,
)  # fmt: skip


class SettingsPage(Page):
    """Section list at the left, the section at the right. Sections are made when they are first looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.sections: dict[str, Section] = {}
        self.list = SectionList(self)
        self.list.setAccessibleName("设置的各部分")
        self.stack = QStackedWidget(self)
        self.list.picked.connect(self.show_section)
        frame = QFrame(self)
        set_role(frame, "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        self._row = QHBoxLayout(self)
        self._row.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.stack, 1)
        QShortcut(QKeySequence("Ctrl+S"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
            lambda: self.section().save()
        )
        theme().changed.connect(self._fit)
        self._fit()
        self._tell()
        self.show_section(_SECTIONS[0].key)

    def _fit(self) -> None:
        px = theme().px
        low = self.window().height() / theme().scale < LOW_HEIGHT
        side, top = (16, 12) if low else (20, 16)
        self._row.setContentsMargins(px(side), px(top), px(side), px(top))
        self._row.setSpacing(px(12))
        self.list.setFixedWidth(px(168))

    def _tell(self) -> None:
        unsaved = {key for key, section in self.sections.items() if section.unsaved()}
        self.list.show_sections([Line(s.key, s.title, changed=s.key in unsaved) for s in _SECTIONS])

    def section(self) -> Section:
        """The section in front."""
        return self.sections[self.list.current()]

    def show_section(self, key: str) -> None:
        """Bring a section to the front."""
        if key not in self.sections:
            made = next(s for s in _SECTIONS if s.key == key)(self.desk)
            made.changed.connect(self._on_changed)
            self.sections[key] = made
            self.stack.addWidget(made)
        self.list.set_current(key)
        self.stack.setCurrentWidget(self.sections[key])
        self.sections[key].refresh()
        self.titled.emit()

    def _on_changed(self) -> None:
        self._tell()
        self.titled.emit()

    # What the window asks

    def title(self) -> str:
        return "设置"

    def context(self) -> str:
        return next(s.title for s in _SECTIONS if s.key == self.list.current())

    def refresh(self) -> None:
        self.section().refresh()

    def concerns(self, changes: Changes) -> bool:
        return self.list.current() in ("backup", "about") and not changes.empty

    def unsaved(self) -> bool:
        return any(section.unsaved() for section in self.sections.values())

    def editing(self) -> bool:
        return self.section().unsaved()

    def leave(self) -> bool:
        unsaved = [section for section in self.sections.values() if section.unsaved()]
        if not unsaved:
            return True
        names = "、".join(section.title for section in unsaved)
        verbs = [Verb("drop", "不要这些改动", "danger-link"), Verb("back", "回去接着改", "primary")]
        answer = ConfirmDialog.ask(self.window(), f"设置里的{names}还没做完", "离开的话，刚才填的就不留了。", verbs,
                                   default="back")  # fmt: skip
        if answer != "drop":
            return False
        for section in unsaved:
            self.stack.removeWidget(section)
            section.deleteLater()
            del self.sections[section.key]
        self.show_section(self.list.current())
        self._tell()
        return True

    def show_target(self, target: Any) -> None:
        if isinstance(target, str) and target in {s.key for s in _SECTIONS}:
            self.show_section(target)

    def place(self) -> Any:
        return self.list.current()

    def panes(self) -> list[QWidget]:
        first = self.section().first()
        return [self.list, first] if first is not None else [self.list]

    def keys(self) -> list[tuple[str, str]]:
        return [("↑、↓", "换一部分"), ("Tab、F6", "到右边的内容"), ("Alt+V", "显示或遮住口令"), ("Ctrl+S", "保存常用语")]


def make(desk: Desk) -> Page:
    """The page for the main window."""
    return SettingsPage(desk)
