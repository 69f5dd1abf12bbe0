"""How a placeholder may show its value, after the bar in ``{{户.住房面积|亩}}``: a closed set, no expressions."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from fupin_desk.core.dates import show_day_signed, show_month
from fupin_desk.core.money import capital_yuan, show_hundredths, show_wan, show_yuan
from fupin_desk.core.shown import mask_card, mask_phone
from fupin_desk.forms.fonts import EMPTY_BOX, TICKED_BOX
from fupin_desk.forms.values import Value
from fupin_desk.ledgers import idnumber

_PARTS = re.compile("[、，,；;]")
_ID = re.compile(
    r"\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?:\d\d(?:[A-Za-z]\d)?)?"
    r"|\d{8}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}"
)
_MOST_SQUARES = 40
_MOBILE = re.compile(r"1\d{10}")
_LINE = "＿" * 6
_SHORT_LINE = "＿" * 3
_BLANK_DAY, _BLANK_MONTH = "　　年　月　日", "　　年　月"


def _plain(value: Value) -> str:
    return value.text


def _masked(value: Value) -> str:
    """ID numbers without the birth date, telephones without their middle, cards with four digits, names with one."""
    text = value.text.strip()
    if _ID.fullmatch(text):
        return idnumber.mask(text)
    if _MOBILE.fullmatch(text):
        return mask_phone(text).replace(" ", "")
    if len(text) >= 8 and text.isdigit():
        return mask_card(text)
    return text[:1] + "＊" * (len(text) - 1)


def _ticked(value: Value) -> str:
    """Every label of the code list with its box, the chosen ones ticked; a value off the list follows at the end."""
    return _ticks(value.text, value.options)


@lru_cache(2000)
def _ticks(text: str, options: tuple[str, ...]) -> str:
    chosen = [text] if text in options else [part.strip() for part in _PARTS.split(text) if part.strip()]
    shown = [(TICKED_BOX if label in chosen else EMPTY_BOX) + label for label in options]
    return "　".join([*shown, *(TICKED_BOX + part for part in chosen if part not in options)])


def _amount(show: Callable[[int], str]) -> Callable[[Value], str]:
    """A show of a whole number in ``raw`` (分 or hundredths); anything else is written as it reads."""

    def shown(value: Value) -> str:
        return show(value.raw) if isinstance(value.raw, int) and not isinstance(value.raw, bool) else value.text

    return shown


def _area(hundredths: int) -> str:
    return show_hundredths(hundredths)


def _day(value: Value) -> str:
    """2019年3月5日; nothing known leaves room to write the date."""
    if isinstance(value.raw, datetime):
        return show_day_signed(value.raw.date())
    if isinstance(value.raw, date):
        return show_day_signed(value.raw)
    return value.text or _BLANK_DAY


def _month(value: Value) -> str:
    if isinstance(value.raw, date):
        return f"{value.raw.year}年{value.raw.month}月"
    return show_month(value.text) if value.text else _BLANK_MONTH


Point = tuple[str, int | float | Decimal]
_MOST_POINTS = 200


def points_of(value: Value) -> tuple[Point, ...]:
    """The points of a chart: pairs of label and number in ``raw``; what is no such pair is left out."""
    if not isinstance(value.raw, list | tuple):
        return ()
    found = (pair for pair in value.raw if isinstance(pair, list | tuple) and len(pair) == 2)
    return tuple((tidy_line(label), figure) for label, figure in found if _is_figure(figure))[:_MOST_POINTS]


def _is_figure(found: object) -> bool:
    return isinstance(found, int | float | Decimal) and not isinstance(found, bool) and math.isfinite(found)


def tidy_line(text: object) -> str:
    """A label on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def show_number(figure: int | float | Decimal) -> str:
    """A number at its bar: thousands parted, at most two decimals."""
    text = f"{figure:,.2f}"
    return text.rstrip("0").rstrip(".")


def _points(value: Value) -> str:
    """A chart where it cannot be drawn: 2019年 6,134；2020年 8,210."""
    return "；".join(f"{label} {show_number(figure)}" for label, figure in points_of(value))


def _line(value: Value) -> str:
    """A line to write on when nothing is known."""
    return value.text or _LINE


WRITTEN: Mapping[str, Callable[[Value], str]] = MappingProxyType({
    "": _plain, "遮盖": _masked, "勾选": _ticked,
    "元": _amount(show_yuan), "万元": _amount(show_wan), "亩": _amount(_area), "大写": _amount(capital_yuan),
    "年月日": _day, "年月": _month, "空白": _line,
})  # fmt: skip
"""Shows that write a text."""
SQUARES, QR, PHOTO, CHART, LINE = "方格", "二维码", "照片", "图表", "空白"
DRAWN = frozenset({SQUARES, QR, PHOTO, CHART})
"""Shows that are drawn over the whole cell: one square per digit, a QR code, a picture, a bar chart."""
ALL_SHOWS = (*(name for name in WRITTEN if name), *sorted(DRAWN))
KEEPS_ROOM = frozenset({"年月日", "年月", "空白", "勾选"})
"""Shows that print something for the pen when there is no value."""


@dataclass(frozen=True)
class Show:
    """A show with what follows its colon: the number of squares (方格:18 draws 18 even when the value is shorter), the
    word behind the line when there is no value (空白:省 leaves ＿＿＿省)."""

    name: str = ""
    extra: str = ""

    @property
    def squares(self) -> int:
        """The least number of squares; 0 follows the value."""
        return int(self.extra or 0)

    @property
    def drawn(self) -> bool:
        return self.name in DRAWN

    def text(self, value: Value) -> str:
        """The text to write; for a drawn show the text that stands for it in a spreadsheet."""
        if self.name == PHOTO:
            return ""
        if self.name == CHART:
            return _points(value)
        if self.name == LINE and self.extra and not value.text:
            return _SHORT_LINE + self.extra
        return WRITTEN.get(self.name, _plain)(value)


def parse_show(text: str) -> Show | None:
    """The show of a placeholder, e.g. 年月日 or 方格:18; None when it is not one of the set."""
    name, _, extra = text.strip().replace("：", ":").partition(":")
    if name == SQUARES and extra and not (extra.isascii() and extra.isdigit() and int(extra) <= _MOST_SQUARES):
        return None
    if extra and name not in (SQUARES, LINE):
        return None
    return Show(name, extra) if name in WRITTEN or name in DRAWN else None
