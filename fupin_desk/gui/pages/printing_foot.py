"""打印中心: what to know before printing; the totals and the verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import LOW_HEIGHT


@dataclass(frozen=True)
class Note:
    """Something to know before printing. ``tone``: "hint" or "warn"; ``verb`` is the link behind it, ``key`` what it means."""

    tone: str
    text: str
    verb: str = ""
    key: Any = None


class NotesBox(QScrollArea):
    """The notes above the totals; more than fit are scrolled."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes: tuple[Note, ...] = ()
        self._inner = QFrame()
        set_role(self._inner, "foot")  # with its rule above
        self._rows = QVBoxLayout(self._inner)
        self._rows.setSpacing(theme().px(6))
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("打印前要知道的")
        self._inner.installEventFilter(self)
        self.hide()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these; none hides the box."""
        if tuple(notes) == self.notes:
            return
        self.notes = tuple(notes)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for note in self.notes:
            self._rows.addWidget(self._line(note))
        self._rows.addStretch(1)
        self.setVisible(bool(notes))
        self.fit()

    def _line(self, note: Note) -> QWidget:
        line = QWidget(self._inner)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        mark = label()
        name, token = ("triangle-alert", "amber") if note.tone == "warn" else ("info", "ink3")
        icons.set_icon(mark, name, token, 16)
        words = WrapLabel(note.text)
        set_role(words, note.tone)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        if note.verb:
            link = push(note.verb, "link")
            link.clicked.connect(lambda _on=False: self.asked.emit(note.key))
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()  # the words have learnt how many lines they are
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Be as high as the notes, up to what the window can spare."""
        edge = theme().px(16)
        self._rows.setContentsMargins(edge, theme().px(10), edge, theme().px(8))
        self._rows.activate()
        low = self.window().height() / theme().scale < LOW_HEIGHT
        self.setFixedHeight(min(self._rows.totalMinimumSize().height(), theme().px(118 if low else 240)))


class Foot(QFrame):
    """Pages and sheets of paper, 打印, 存为 PDF, and 存为 Excel (of a document: 存为文本)."""

    print_asked = Signal()
    pdf_asked = Signal()
    xlsx_asked = Signal()
    """Or the text of a document."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")
        self._text = False
        self.total, self.detail = label("", "b"), label("合计", "sec")
        self.print_button = push("打印", "primary", icon="printer", key="Ctrl+P", big=True)
        self.pdf_button = push("存为 PDF")
        self.xlsx_button = push("", "icon")
        icons.set_icon(self.xlsx_button, "file-spreadsheet", "ink2")
        self.xlsx_button.setAccessibleName("存为 Excel")
        for button in (self.pdf_button, self.xlsx_button):
            button.setFixedHeight(theme().px(38))  # as high as 打印, without the wide edges of a big button
        self.print_button.clicked.connect(self.print_asked)
        self.pdf_button.clicked.connect(self.pdf_asked)
        self.xlsx_button.clicked.connect(self.xlsx_asked)
        line, verbs = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self.detail)
        line.addStretch(1)
        line.addWidget(self.total)
        verbs.setSpacing(theme().px(8))
        verbs.addWidget(self.print_button, 1)
        verbs.addWidget(self.pdf_button)
        verbs.addWidget(self.xlsx_button)
        down = QVBoxLayout(self)
        px = theme().px
        down.setContentsMargins(px(16), px(10), px(16), px(12))
        down.setSpacing(px(8))
        down.addLayout(line)
        down.addLayout(verbs)

    def show_total(self, total: str, detail: str) -> None:
        """``6 页，3 张纸`` at the right end, what it is the sum of at the left."""
        self.total.setText(total)
        self.detail.setText(detail)

    def show_kind(self, *, document: bool, folder: bool) -> None:
        """A form is had as a workbook, a document as text, a folder as neither."""
        icons.set_icon(self.xlsx_button, "file-text" if document else "file-spreadsheet", "ink2")
        self.xlsx_button.setAccessibleName("存为文本" if document else "存为 Excel")
        self.xlsx_button.setVisible(not folder)
        self._text = document

    def set_ready(self, *, can_print: bool, can_save: bool, one: str) -> None:
        """Which verbs can be used; ``one`` is what 存为 Excel would save."""
        self.print_button.setEnabled(can_print)
        self.pdf_button.setEnabled(can_save)
        kind = "文本，可以粘贴到别处" if self._text else " Excel"
        self.xlsx_button.setEnabled(bool(one) and (can_save or not self._text))
        self.xlsx_button.setToolTip(f"把{one}存为{kind}" if one else "先选一户")
