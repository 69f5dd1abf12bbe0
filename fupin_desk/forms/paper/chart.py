"""A plain bar chart in a cell: hatched black on white, so that a photocopy says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fupin_desk.forms.fit import width_of
from fupin_desk.forms.fonts import Font
from fupin_desk.forms.paper.pdffile import number
from fupin_desk.forms.styles import Point, show_number

NO_FIGURES = "暂无数据"
Write = Callable[[str, Font, float, float], None]
"""Writes a text whose baseline begins at a place in points from the paper's bottom left."""
_MARGIN, _GAP = 4.0, 3.0
_LARGEST, _SMALLEST = 9.0, 6.0
_BAR = 0.62  # of the room of one point that its bar takes
_THICKEST = 60.0
_LABELS = 0.42  # of the width that labels beside lying bars may take
_VALUES = 0.2  # of the width that values may take on either side
_HATCH = 3.0  # points between the lines of the hatching
_LINE = 1.25  # of the type size that a line of labels takes


@dataclass(frozen=True)
class Area:
    """A room on paper in points, from its lower left corner."""

    x: float
    y: float
    width: float
    height: float


def draw_chart(points: Sequence[Point], area: Area, font: Font, write: Write) -> str:
    """Operators for a chart of these points in a cell, upright bars or, where labels are long, lying ones."""
    font = Font(font.role, min(font.size, _LARGEST), font.bold)
    inner = Area(area.x + _MARGIN, area.y + _MARGIN, area.width - 2 * _MARGIN, area.height - 2 * _MARGIN)
    if inner.width < 20 or inner.height < 12:
        return ""
    if not points:
        _write_in(
            NO_FIGURES,
            font,
            inner.x + inner.width / 2,
            inner.y + inner.height / 2 - font.size * 0.36,
            inner.width,
            inner,
            write,
        )
        return f".5 w {_rect(inner)} S"
    widest = max(_width(text, font) for label, value in points for text in (label, show_number(value)))
    room = inner.height / len(points)
    if widest > inner.width / len(points) and room >= _SMALLEST * 1.1:
        return _lying(points, inner, font.at(min(1.0, room / 1.1 / font.size)), write)
    return _upright(points, inner, font, write)


def _upright(points: Sequence[Point], area: Area, font: Font, write: Write) -> str:
    """Bars that stand on a line, labels below it, values at their ends."""
    low, high = _span(points)
    line = font.size * _LINE
    floor, room = area.y + line, area.height - 2 * line - (line if low < 0 else 0)
    base = floor + (line if low < 0 else 0) + room * -low / (high - low)
    step = area.width / len(points)
    thick = min(step * _BAR, _THICKEST)
    # Where they would run together, only every second or third label is written.
    every = max(
        1, -(-int(max(_width(label, font.at(_SMALLEST / font.size)) for label, _ in points)) // max(int(step), 1))
    )
    parts = []
    for n, (label, value) in enumerate(points):
        middle, tall = area.x + step * (n + 0.5), room * float(value) / (high - low)
        parts.append(_bar(Area(middle - thick / 2, base + min(tall, 0), thick, abs(tall))))
        end = base + tall + 2 if value >= 0 else base + tall - font.size
        if n % every == 0:
            _write_in(label, font, middle, area.y + font.size * 0.2, step * every - 1, area, write)
            _write_in(show_number(value), font, middle, end, step * every - 1, area, write)
    parts.append(f".7 w {number(area.x)} {number(base)} m {number(area.x + area.width)} {number(base)} l S")
    return "\n".join(parts)


def _lying(points: Sequence[Point], area: Area, font: Font, write: Write) -> str:
    """Bars that begin at a line on the left, labels before it, values behind their ends."""
    low, high = _span(points)
    labels = min(max(_width(label, font) for label, _ in points), area.width * _LABELS)
    widest = max((show_number(value) for _, value in points), key=lambda text: _width(text, font))
    figures = _fitted(widest, font, area.width * _VALUES)
    values = _width(widest, figures)
    room = max(area.width - labels - values * (2 if low < 0 else 1) - 3 * _GAP, 1.0)
    base = area.x + labels + _GAP + (values + _GAP if low < 0 else 0) + room * -low / (high - low)
    step = area.height / len(points)
    thick = min(step * _BAR, _THICKEST)
    parts = []
    for n, (label, value) in enumerate(points):
        middle, long = area.y + area.height - step * (n + 0.5), room * float(value) / (high - low)
        parts.append(_bar(Area(base + min(long, 0), middle - thick / 2, abs(long), thick)))
        shown, at = show_number(value), middle - font.size * 0.36
        fitted = _fitted(label, font, labels)
        write(label, fitted, area.x + labels - _width(label, fitted), at)
        write(shown, figures, base + long + _GAP if value >= 0 else base + long - _GAP - _width(shown, figures), at)
    parts.append(f".7 w {number(base)} {number(area.y)} m {number(base)} {number(area.y + area.height)} l S")
    return "\n".join(parts)


def _span(points: Sequence[Point]) -> tuple[float, float]:
    """The least and the largest value with zero among them; never the same."""
    low, high = min(0.0, *(float(value) for _, value in points)), max(0.0, *(float(value) for _, value in points))
    return (low, high) if high > low else (0.0, 1.0)


def _bar(area: Area) -> str:
    """A bar with its hatching, clipped to it."""
    if area.width < 0.3 or area.height < 0.3:
        return ""
    lines, at = [], area.x - area.height
    while at < area.x + area.width:
        lines.append(f"{number(at)} {number(area.y)} m {number(at + area.height)} {number(area.y + area.height)} l")
        at += _HATCH
    box = _rect(area)
    return f"q {box} W n .4 w {' '.join(lines)} S Q .5 w {box} S"


def _rect(area: Area) -> str:
    return f"{number(area.x)} {number(area.y)} {number(area.width)} {number(area.height)} re"


def _width(text: str, font: Font) -> float:
    return width_of(((text, font),))


def _fitted(text: str, font: Font, room: float) -> Font:
    length = _width(text, font)
    return font if length <= room else font.at(max(room / length, 0.1))


def _write_in(text: str, font: Font, middle: float, base: float, room: float, area: Area, write: Write) -> None:
    """Write a text around its middle, smaller where it is wider than its room, within its area."""
    fitted = _fitted(text, font, min(room, area.width))
    length = _width(text, fitted)
    write(text, fitted, min(max(middle - length / 2, area.x), area.x + area.width - length), base)
