"""Filter chips with counts, groups of them, and the segmented switch over a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from fupin_desk.gui.kit.cells import Option, OptionRow
from fupin_desk.gui.theme.current import set_role, theme


class Chip(QPushButton):
    """A rounded toggle: name and, behind it, how many rows it would show."""

    removed = Signal()

    def __init__(self, key: str, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self._text, self._count = key, text, count
        self.setCheckable(True)
        self.setAutoDefault(False)
        set_role(self, "chip")
        theme().changed.connect(self.updateGeometry)
        self._name_it()

    def set_count(self, count: int | None) -> None:
        """Show another number."""
        self._count = count
        self._name_it()
        self.updateGeometry()
        self.update()

    def _name_it(self) -> None:
        self.setAccessibleName(self._text if self._count is None else f"{self._text} {self._count}")

    def _number(self) -> str:
        return "" if self._count is None else f"{self._count:,}"

    def sizeHint(self) -> QSize:
        now = theme()
        # Always as wide as when chosen (bold), so that choosing moves nothing.
        width = _advance(self._text, bold=True) + now.px(26)
        if self._number():
            width += _advance(self._number(), bold=False) + now.px(6)
        return QSize(width, now.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now, painter, on = theme(), QPainter(self), self.isChecked()
        number = self._number()
        wide = _advance(number, bold=False) + now.px(6) if number else 0
        text_width = _advance(self._text, bold=on)
        x = (self.width() - text_width - wide) / 2
        painter.setFont(now.font(bold=on))
        painter.setPen(now.color("primary" if on else "ink2" if self.isEnabled() else "disabled"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(x, 0, text_width + 2, self.height()), middle, self._text)
        if number:
            painter.setFont(now.font())
            painter.setPen(now.color("primary" if on else "ink3"))
            painter.drawText(QRectF(x + text_width + now.px(6), 0, wide, self.height()), middle, number)


class ChipGroup(QWidget):
    """Chips side by side. ``exclusive``: always exactly one; else any, none included."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None, *, exclusive: bool = True) -> None:
        super().__init__(parent)
        self._exclusive = exclusive
        self._group = QButtonGroup(self)
        self._group.setExclusive(exclusive)
        self.chips: dict[str, Chip] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def set_chips(self, chips: Sequence[tuple[str, str]]) -> None:
        """Keys and names; with ``exclusive`` the first is chosen."""
        for key, text in chips:
            chip = Chip(key, text, parent=self)
            self.chips[key] = chip
            self._group.addButton(chip)
            self._row.addWidget(chip)
            chip.clicked.connect(lambda _on=False: self.chosen.emit())
        if self._exclusive and chips:
            self.chips[chips[0][0]].setChecked(True)

    def keys(self) -> list[str]:
        """The keys of the chosen chips."""
        return [key for key, chip in self.chips.items() if chip.isChecked()]

    def choose(self, keys: Sequence[str]) -> None:
        """Choose exactly these without telling."""
        for key, chip in self.chips.items():
            if key in keys or not self._exclusive:
                chip.setChecked(key in keys)

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show these numbers behind the names."""
        for key, count in counts.items():
            if key in self.chips:
                self.chips[key].set_count(count)


class Segments(OptionRow):
    """A small switch over a list: 本月 9 / 我的 6 / 已办结 31. Always one is chosen."""

    chosen_key = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__([Option(*pair) for pair in options], parent, digits=False, clearable=False)
        if options:
            self.set_value(options[0][0])
        self.edited.connect(lambda: self.chosen_key.emit(self.value()))

    def set_texts(self, options: Sequence[tuple[str, str]]) -> None:
        """Change the words (counts), keeping the choice."""
        self.set_options([Option(*pair) for pair in options])

    def cell_height(self) -> int:
        return 32

    def key_chosen(self) -> str:
        """The key of the chosen segment."""
        return str(self.value() or "")


def _advance(text: str, *, bold: bool) -> int:
    return QFontMetrics(theme().font(bold=bold)).horizontalAdvance(text)
