"""打印中心: year, printer, copies, sides, ID numbers; what to know before printing; the totals and the verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.choices import ChoiceBox, Option
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.printing_machine import Machine
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import LOW_HEIGHT

ONE, BOTH = "one", "both"
_MOST_COPIES = 500
_NO_PRINTER = "没有装打印机"


class OptionsPanel(QWidget):
    """How to print. ``machine`` is what is chosen, None while this computer has no printer."""

    changed = Signal()
    """Year or masking: the forms look different."""
    counted = Signal()
    """Copies or sides: the totals are different."""
    printer_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.machine: Machine | None = None
        self.year = ChoiceBox(parent=self)
        self.printer = ChoiceBox(parent=self)
        self.copies = QSpinBox(self)
        self.copies.setRange(1, _MOST_COPIES)
        self.copies_hint = label("每户 1 份", "mut")
        self.sides = Segments([(ONE, "单面"), (BOTH, "手动双面")], self)
        self.masked = Segments([("full", "全号"), ("mask", "遮中间")], self)
        for widget, name in ((self.year, "年度"), (self.printer, "打印机"), (self.copies, "份数"), (self.sides, "双面"), (self.masked, "身份证号")):
            widget.setAccessibleName(name)
        self._per = "每户"
        self._build()
        self.year.edited.connect(self.changed)
        self.masked.edited.connect(self.changed)
        self.copies.valueChanged.connect(self._on_copies)
        self.sides.edited.connect(self.counted)
        self.printer.edited.connect(lambda: self.printer_chosen.emit(self.printer.value() or ""))
        theme().changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        copies = QHBoxLayout()
        copies.setSpacing(theme().px(10))
        copies.addWidget(self.copies)
        copies.addWidget(self.copies_hint)
        copies.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        rows: list[tuple[str, Any]] = [
            ("年度", self.year), ("打印机", self.printer), ("份数", copies), ("双面", self.sides), ("身份证号", self.masked),
        ]  # fmt: skip
        for at, (name, part) in enumerate(rows):
            self._grid.addWidget(label(name, "sec"), at, 0)
            if isinstance(part, QWidget):
                self._grid.addWidget(part, at, 1)
            else:
                self._grid.addLayout(part, at, 1)
        self._grid.setColumnStretch(1, 1)

    def _fit(self) -> None:
        self._grid.setVerticalSpacing(theme().px(7))
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setColumnMinimumWidth(0, theme().px(62))
        self.copies.setFixedSize(theme().px(86), theme().px(34))

    # Values

    def both_sides(self) -> bool:
        """Whether paper is printed on both sides."""
        return self.sides.key_chosen() == BOTH

    def by_hand(self) -> bool:
        """Whether the person has to turn the stack."""
        return self.both_sides() and not (self.machine is not None and self.machine.turns)

    def is_masked(self) -> bool:
        """Whether ID numbers, telephones and bank cards are hidden."""
        return self.masked.key_chosen() == "mask"

    def show_years(self, years: Sequence[int], usual: int) -> None:
        """Offer these years; the chosen one stays."""
        self.year.set_options([Option(year, f"{year}年") for year in years])
        if self.year.value() not in years:
            self.year.set_value(usual)

    def show_machines(self, machines: Sequence[Machine], current: Machine | None) -> None:
        """Offer the printers there are."""
        self.printer.set_options([Option(machine.name, machine.label) for machine in machines])
        self.printer.setPlaceholderText("" if machines else _NO_PRINTER)
        self.printer.set_locked(not machines)
        self.show_machine(current)

    def show_machine(self, machine: Machine | None) -> None:
        """Another printer: its name, and whether it turns the paper itself."""
        self.machine = machine
        self.printer.set_value(machine.name if machine else None)
        turns = machine is not None and machine.turns
        self.sides.set_texts([(ONE, "单面"), (BOTH, "双面" if turns else "手动双面")])

    def show_subject(self, per: str, *, public: bool) -> None:
        """What one copy is for (每户, 空白表, 全村); forms posted in public are always masked."""
        self._per = per
        if public:
            self.masked.set_value("mask")
        self.masked.set_locked(public)
        self._say_copies()

    def _on_copies(self) -> None:
        self._say_copies()
        self.counted.emit()

    def _say_copies(self) -> None:
        self.copies_hint.setText(f"{self._per} {self.copies.value()} 份")


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
    """Pages and sheets of paper, 打印, 存为 PDF, 存为 Excel."""

    print_asked = Signal()
    pdf_asked = Signal()
    xlsx_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")
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

    def set_ready(self, *, can_print: bool, can_save: bool, one: str) -> None:
        """Which verbs can be used; ``one`` is what 存为 Excel would save."""
        self.print_button.setEnabled(can_print)
        self.pdf_button.setEnabled(can_save)
        self.xlsx_button.setEnabled(bool(one))
        self.xlsx_button.setToolTip(f"把{one}存为 Excel" if one else "先选一户")
