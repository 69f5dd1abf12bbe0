"""Sets a text into its cell: on one line, else smaller down to the floor, else wrapped, else reported as too long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from fupin_desk.forms.fonts import DRAWN_MARKS, Font, chain_of
from fupin_desk.forms.sheet import FLOOR, STACKED, Look

PAD = 2.0
"""Points kept free at the left and right of a cell where the text leaves them."""
EDGE = 1.1
"""The least points kept free there: lines are broken where LibreOffice breaks them, which keeps 0.35 mm free."""
LEADING = 1.22
"""Line pitch as a part of the type size."""
_BASELINE = 0.86  # of the type size, from the top of a line: where Chinese type stands in its square
_TENTHS = 10
_STEP = 0.5  # points by which type is made smaller until it fits
_SLACK = 0.05  # points by which sums of widths may be off
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕〗”’％‰℃·…—,.;:?!)]}%")
_SPACES = " \u3000"
_LABEL = re.compile(f"[{DRAWN_MARKS}](?:[^\\s，。；：、{DRAWN_MARKS}]{{1,14}}(?![^\\s，。；：、{DRAWN_MARKS}]))?")
"""A box to tick with its label; a whole sentence behind a box is no label and is broken like any other."""
_NOT_LAST = frozenset("（《〈「『【〔〖“‘([{￥¥")

Spans = tuple[tuple[str, Font], ...]


@dataclass(frozen=True)
class Box:
    """The room of a cell in points, how text is set in it, the smallest type size it may be set in."""

    width: float
    height: float
    look: Look
    floor: float = FLOOR


class Line(NamedTuple):
    """One line: its left end and baseline from the cell's top left corner in points, its pieces, its width, and the
    extra space after each character (distributed text)."""

    x: float
    y: float
    spans: Spans
    width: float
    spread: float = 0.0


class Laid(NamedTuple):
    """A text set into its cell. ``needed`` is larger than ``fits`` when lines had to be left out."""

    lines: tuple[Line, ...]
    needed: int
    fits: int

    @property
    def overflows(self) -> bool:
        return self.needed > self.fits


def lay(spans: Spans, box: Box) -> Laid:
    """Set a text. It is never made smaller than the box's floor, unless the sheet's own type is smaller."""
    floor = box.floor
    if box.look.turn == STACKED:
        return _stacked(spans, box, floor)
    if box.look.turn:
        look = Look(box.look.across, box.look.down, box.look.wrap, box.look.shrink)
        box = Box(box.height, box.width, look, floor)
    width = room_of(box.width, box.look)
    single = all("\n" not in text for text, _ in spans)
    if single and (found := _on_one_line(spans, box, width, floor)) is not None:
        return found
    size = max(font.size for _, font in spans)
    at = size
    while True:
        sized = scaled(spans, at / size)
        lines, broken = wrap(sized, width)
        fits = _lines_in(box.height, at)
        last = at <= floor or at - _STEP < min(floor, size)
        if (len(lines) <= fits and not broken) or last:
            return _place(lines[: max(fits, 1)], box, len(lines), fits, at)
        at = max(at - _STEP, floor)


def room_of(width: float, look: Look) -> float:
    """The points a line may take in a cell of a width."""
    return width - 2 * EDGE - look.indent


def _on_one_line(spans: Spans, box: Box, width: float, floor: float) -> Laid | None:
    """The text on one line, made smaller unless the cell wraps; None when it has to be wrapped."""
    natural = width_of(spans)
    size = max(font.size for _, font in spans)
    scale = 1.0
    if natural > width + _SLACK:
        # Down to a tenth of a point: a size that a spreadsheet can be given too.
        scale = int(size * width / natural * _TENTHS) / _TENTHS / size
        if (box.look.wrap and not box.look.shrink) or size * scale < floor:
            return None
    size *= scale
    y = _top(box, size) + size * _BASELINE
    wide = natural * scale
    return Laid((_line(scaled(spans, scale), box, y, wide, _pad(box, wide), last=True),), 1, 1)


def scaled(spans: Spans, scale: float) -> Spans:
    """The same text at another size."""
    return spans if scale >= 1 else tuple((text, _at(font, round(scale, 4))) for text, font in spans)


@lru_cache(2000)
def _at(font: Font, scale: float) -> Font:
    return font.at(scale)


def width_of(spans: Spans) -> float:
    """The length in points of a text set on one line."""
    return sum(chain_of(font).width(text, font.size) for text, font in spans)


def _lines_in(height: float, size: float) -> int:
    """How many lines of a type size go into a height."""
    return max(0, int((height - size * 1.04) / (size * LEADING) + 1.001))


def height_of(lines: int, size: float) -> float:
    """The height in points that a row needs for so many lines."""
    return (lines - 1) * size * LEADING + size * 1.3 + 2


def _place(lines: Sequence[Spans], box: Box, needed: int, fits: int, size: float) -> Laid:
    pitch = size * LEADING
    block = (len(lines) - 1) * pitch + size
    y = _top(box, block) + size * _BASELINE
    last = len(lines) - 1
    wide = [width_of(spans) for spans in lines]
    pad = _pad(box, max(wide))
    placed = [_line(spans, box, y + n * pitch, wide[n], pad, last=n == last) for n, spans in enumerate(lines)]
    return Laid(tuple(placed), needed, max(fits, 1) if needed <= fits else fits)


def _top(box: Box, block: float) -> float:
    """Where lines of this height together begin, in points below the upper edge of the cell."""
    down = box.look.down
    if down in ("center", "distributed"):
        return (box.height - block) / 2
    return 1.5 if down in ("top", "justify") else box.height - block - 1.5


def _pad(box: Box, width: float) -> float:
    """The points kept free beside lines of which the longest has a width: ``PAD``, less where it needs the room."""
    return min(PAD, max(EDGE, (box.width - box.look.indent - width) / 2))


def _line(spans: Spans, box: Box, y: float, width: float, pad: float, *, last: bool) -> Line:
    look = box.look
    room = box.width - 2 * pad - look.indent
    count = sum(len(text) for text, _ in spans)
    if look.across == "distributed" and count > 1 and width < room:
        return Line(pad + look.indent, y, spans, width, (room - width) / (count - 1))
    if look.across == "justify" and not last and count > 1 and room * 0.8 < width < room:
        return Line(pad + look.indent, y, spans, width, (room - width) / (count - 1))
    if look.across in ("center", "centerContinuous", "distributed"):
        return Line((box.width - width) / 2, y, spans, width)
    if look.across == "right":
        return Line(box.width - pad - look.indent - width, y, spans, width)
    return Line(pad + look.indent, y, spans, width)


def wrap(spans: Spans, width: float) -> tuple[list[Spans], bool]:
    """Break a text into lines no wider than ``width`` points; true when a word or number had to be broken.

    No line begins with a closing mark or ends with an opening one; words and numbers stay whole where they can.
    """
    lines: list[Spans] = []
    broken = False
    for paragraph in _paragraphs(spans):
        line: list[tuple[str, Font]] = []
        used = 0.0
        for unit, font in _units(paragraph):
            length = chain_of(font).width(unit, font.size)
            if used + length > width + _SLACK and line:
                lines.append(_joined(line))
                line, used = [], 0.0
                unit = unit.lstrip(_SPACES)
                length = chain_of(font).width(unit, font.size)
            if length > width + _SLACK and len(unit) > 1:
                broken = True
                *full, rest = _cut(unit, font, width)
                lines.extend(((piece, font),) for piece in full)
                unit, length = rest, chain_of(font).width(rest, font.size)
            line.append((unit, font))
            used += length
        lines.append(_joined(line))
    return lines, broken


def _paragraphs(spans: Spans) -> list[list[tuple[str, Font]]]:
    found: list[list[tuple[str, Font]]] = [[]]
    for text, font in spans:
        first, *rest = text.split("\n")
        found[-1].append((first, font))
        found.extend([(part, font)] for part in rest)
    return found


def _units(paragraph: list[tuple[str, Font]]) -> list[tuple[str, Font]]:
    """What may not be parted: a word or number, a character with the marks that cling to it, a box and its label."""
    found: list[tuple[str, Font]] = []
    open_word = False
    for text, font in paragraph:
        labelled = 0
        for n, letter in enumerate(text):
            word = letter.isascii() and not letter.isspace()
            box = letter in DRAWN_MARKS
            ticked = n < labelled and not box
            if box:
                labelled = _LABEL.match(text, n).end()  # type: ignore[union-attr] # it matches the box itself
            clings = bool(found) and found[-1][1] is font and not box
            if clings and (ticked or (word and open_word) or letter in _NOT_FIRST or found[-1][0][-1] in _NOT_LAST):
                found[-1] = (found[-1][0] + letter, font)
            else:
                found.append((letter, font))
            open_word = word
    return found


def _cut(unit: str, font: Font, width: float) -> list[str]:
    faces, pieces, used = chain_of(font), [""], 0.0
    for letter in unit:
        length = faces.widths[letter] * font.size / 1000
        if used + length > width and pieces[-1]:
            pieces.append("")
            used = 0.0
        pieces[-1] += letter
        used += length
    return pieces


def _joined(line: list[tuple[str, Font]]) -> Spans:
    found: list[tuple[str, Font]] = []
    for text, font in line:
        if found and found[-1][1] is font:
            found[-1] = (found[-1][0] + text, font)
        else:
            found.append((text, font))
    if found:
        found[-1] = (found[-1][0].rstrip(_SPACES), found[-1][1])
    return tuple(found)


def _stacked(spans: Spans, box: Box, floor: float) -> Laid:
    """One character below the other, as at the left edge of a table."""
    letters = [((letter, font),) for text, font in spans for letter in text if not letter.isspace()]
    size = max(font.size for _, font in spans)
    at = max(min(size, box.height / max(len(letters), 1) / 1.08), min(floor, size))
    fits = int(box.height / (at * 1.05))
    pitch = at * 1.12 if len(letters) * at * 1.12 <= box.height else at * 1.05
    y = (box.height - (len(letters) - 1) * pitch - at) / 2 + at * _BASELINE
    lines = [scaled(letter, at / size) for letter in letters[: max(fits, 1)]]
    placed = [
        Line((box.width - width_of(line)) / 2, y + n * pitch, line, width_of(line)) for n, line in enumerate(lines)
    ]
    return Laid(tuple(placed), len(letters), max(fits, 1))
