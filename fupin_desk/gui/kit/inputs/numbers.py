"""Numbers: money in 分, areas in hundredths, whole numbers and years."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fupin_desk.gui.kit.inputs.line import ValueEdit
from fupin_desk.ledgers.kinds import Area, Kind, Money, Whole, Year, half_width

_LATIN = Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhFormattedNumbersOnly


class NumberEdit(ValueEdit):
    """A number of any numeric kind. ``right`` aligns it for tables; an input method is asked for plain digits."""

    def __init__(self, kind: Kind, parent: QWidget | None = None, *, suffix: str = "", right: bool = False) -> None:
        super().__init__(kind, parent, suffix=suffix)
        self.setInputMethodHints(_LATIN)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class MoneyEdit(NumberEdit):
    """An amount of money: 14400, 14,400 and 1.44万 all become ``14,400``; the value is in 分."""

    def __init__(self, parent: QWidget | None = None, *, suffix: str = "", right: bool = False) -> None:
        super().__init__(Money(), parent, suffix=suffix, right=right)


class AreaEdit(NumberEdit):
    """An area or length in hundredths of its unit (亩, ㎡, 公里)."""

    def __init__(self, parent: QWidget | None = None, *, unit: str = "亩", right: bool = False) -> None:
        super().__init__(Area(unit=unit), parent, suffix=unit, right=right)


class WholeEdit(NumberEdit):
    """A whole number with its unit."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        unit: str = "",
        low: int = 0,
        high: int = 10**9,
        right: bool = False,
    ) -> None:
        super().__init__(Whole(unit=unit, low=low, high=high), parent, suffix=unit, right=right)


class YearEdit(NumberEdit):
    """A calendar year; Up and Down step it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Year(), parent, suffix="年")

    def parse_text(self, text: str) -> int | None:
        """2018, 2018年 or 201806. Raises ValueError."""
        year: int | None = self.kind.parse(half_width(text))
        return year
