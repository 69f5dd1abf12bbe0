"""The bar at the foot of 一户一档: how many changes and which, undo, redo, give up, save."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from fupin_desk.gui.header import UnsavedDot
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.theme.current import set_role, theme

_HEIGHT = 50


class Elided(QWidget):
    """A line of words that is cut at the end where the room ends; the whole stands in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._text = text
        self.setAccessibleName(text)
        self._tip()
        self.update()

    def text(self) -> str:
        """The whole text."""
        return self._text

    def _tip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self._text) > self.width()
        self.setToolTip(self._text if cut else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tip()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(100), theme().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font())
        painter.setPen(theme().color("ink2"))
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


class SaveBar(QFrame):
    """Always there, so that typing the first letter moves nothing."""

    undo_asked = Signal()
    redo_asked = Signal()
    drop_asked = Signal()
    save_asked = Signal()

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = book
        set_role(self, "foot")
        self.setProperty("stacked", True)  # toasts lie above the bar and leave its buttons free
        self.dot, self.count, self.names = UnsavedDot(self), label("", "b"), Elided(self)
        self.drafted = label("", "hint")
        self.undo_button = push("撤销", icon="undo-2", key="Ctrl+Z")
        self.redo_button = push("重做", icon="redo-2")
        self.redo_button.setToolTip("重做 Ctrl+Y")
        self.drop_button = push("放弃改动", "link")
        self.save_button = push("保存", "primary", key="Ctrl+S", big=True)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(theme().px(8))
        for part in (self.dot, self.count):
            self._row.addWidget(part)
        self._row.addWidget(self.names, 1)
        for button in (self.drafted, self.undo_button, self.redo_button, self.drop_button, self.save_button):
            self._row.addWidget(button)
        self.undo_button.clicked.connect(self.undo_asked)
        self.redo_button.clicked.connect(self.redo_asked)
        self.drop_button.clicked.connect(self.drop_asked)
        self.save_button.clicked.connect(self.save_asked)
        book.opened.connect(self.show_state)
        book.edited.connect(lambda _spot: self.show_state())
        theme().changed.connect(self._fit)
        self._fit()
        self.show_state()

    def _fit(self) -> None:
        edge = theme().px(16)
        self._row.setContentsMargins(edge, 0, edge, 0)
        self.setFixedHeight(theme().px(_HEIGHT))

    def show_state(self) -> None:
        """Say what is unsaved."""
        edits = self.book.edits
        dirty = edits.dirty()
        self.dot.setVisible(dirty)
        self.count.setText(f"{edits.count()} 处改动未保存" if dirty else "")
        self.count.setVisible(dirty)
        new = "新建的户，填好户主就可以保存。" if self.book.is_new else "没有未保存的改动。"
        self.names.set_text(self.book.changes_in_words() if dirty else new)
        self.undo_button.setEnabled(edits.can_undo())
        self.redo_button.setEnabled(edits.can_redo())
        self.drop_button.setEnabled(dirty)
        self.save_button.setEnabled(dirty)
        if not dirty:
            self.say_drafted(None)

    def say_drafted(self, at: datetime | None) -> None:
        """When the draft was kept last."""
        self.drafted.setText(f"{at:%H:%M} 已存草稿" if at is not None else "")
        self.drafted.setVisible(at is not None)
