"""打印中心: year or month, printer, copies, sides, ID numbers, watermark."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSpinBox, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.choices import ChoiceBox, Option
from fupin_desk.gui.kit.inputs.days import MonthEdit
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.printing_machine import Machine
from fupin_desk.gui.theme.current import theme

ONE, BOTH = "one", "both"
_MOST_COPIES = 500
_NO_PRINTER = "没有装打印机"
_NO_WORD = "不加"
_WORDS = (_NO_WORD, "内部资料", "仅供核对")
_LONGEST_WORD = 12
_BY_HAND = "这台打印机不能自动双面。先打正面，再按提示把纸放回打反面。"


class OptionsPanel(QWidget):
    """How to print. ``machine`` is what is chosen, None while this computer has no printer."""

    changed = Signal()
    """Year, masking or watermark: the forms look different."""
    month_changed = Signal()
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
        self.month = MonthEdit(self)
        self.watermark = ChoiceBox([Option(word, word) for word in _WORDS], self, free=True)
        self.watermark.set_value(_NO_WORD)
        self.watermark.setToolTip("每一页上淡淡的几个字，也可以自己打")
        self.more_link = push("水印…", "link")
        self._public, self._before_public = False, "full"
        self._low, self._unfolded = False, False
        named = {
            "年度": self.year, "月份": self.month, "打印机": self.printer, "份数": self.copies, "双面": self.sides,
            "身份证号": self.masked, "水印": self.watermark,
        }  # fmt: skip
        for name, widget in named.items():
            widget.setAccessibleName(name)
        self._per, self._told_month = "每户", ""
        self._build()
        self.year.edited.connect(self.changed)
        self.masked.edited.connect(self.changed)
        self.watermark.edited.connect(self._on_word)
        self.month.left.connect(self._on_month)
        self.month.edited.connect(self._on_month)
        self.more_link.clicked.connect(self.unfold)
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
        masked = QHBoxLayout()
        masked.addWidget(self.masked, 1)
        masked.addWidget(self.more_link)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        rows: tuple[tuple[str, QWidget | QHBoxLayout], ...] = (
            ("年度", self.year), ("月份", self.month), ("打印机", self.printer), ("份数", copies), ("双面", self.sides),
            ("身份证号", masked), ("水印", self.watermark),
        )  # fmt: skip
        self._names: dict[str, QLabel] = {}
        for at, (name, part) in enumerate(rows):
            self._names[name] = label(name, "sec")
            self._grid.addWidget(self._names[name], at, 0)
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

        self._show_word()

    # Folding

    def set_low(self, low: bool) -> None:
        """In a low window the watermark folds away behind 水印…, unless there is one."""
        if low != self._low:
            self._low = low
            self._show_word()

    def unfold(self) -> None:
        """Show the watermark and go there."""
        self._unfolded = True
        self._show_word()
        self.watermark.setFocus()

    def _show_word(self) -> None:
        shown = not self._low or self._unfolded or bool(self.word())
        self._names["水印"].setVisible(shown)
        self.watermark.setVisible(shown)
        self.more_link.setVisible(not shown)

    # Values

    def word(self) -> str:
        """The watermark, "" for none."""
        value = str(self.watermark.value() or "").strip()[:_LONGEST_WORD]
        return "" if value == _NO_WORD else value

    def _on_word(self) -> None:
        if not self.watermark.value():
            self.watermark.set_value(_NO_WORD)
        self.changed.emit()

    def month_chosen(self) -> str:
        """The month (2019-11), "" while the form goes by none."""
        return "" if self.month.isHidden() else str(self.month.value() or "")

    def show_period(self, *, monthly: bool, month: str) -> None:
        """Whether the form is of a month or of a year; ``month`` is the present one."""
        if not self.month.value():
            self.month.set_value(month)
            self._told_month = month
        for name, widget, shown in (("年度", self.year, not monthly), ("月份", self.month, monthly)):
            self._names[name].setVisible(shown)
            widget.setVisible(shown)

    def _on_month(self) -> None:
        if self.month.value() and not self.month.problem() and self.month.value() != self._told_month:
            self._told_month = self.month.value()
            self.month_changed.emit()

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
        self.sides.setToolTip("" if turns or machine is None else _BY_HAND)

    def show_subject(self, per: str, *, public: bool) -> None:
        """What one copy is for (每户, 空白表, 全村); forms posted in public are always masked."""
        self._per = per
        if public and not self._public:
            self._before_public = self.masked.key_chosen()
            self.masked.set_value("mask")
        elif self._public and not public:
            self.masked.set_value(self._before_public)
        self._public = public
        self.masked.set_locked(public)
        self._say_copies()

    def _on_copies(self) -> None:
        self._say_copies()
        self.counted.emit()

    def _say_copies(self) -> None:
        self.copies_hint.setText(f"{self._per} {self.copies.value()} 份")
