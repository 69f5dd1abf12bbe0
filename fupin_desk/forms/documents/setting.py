"""Sets prose in lines on the grid of 28 characters: which marks may stand where, how a line is filled to its end.

No line begins with a closing mark or ends with an opening one. A mark that does not fit is pressed into the line when
its marks have room to give (half their square); else it takes its character along and the line is spread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from fupin_desk.forms.fonts import Font, chain_of

Spans = Sequence[tuple[str, Font]]
_CLOSING = frozenset("，。、；：？！）》〉」』】〕〗”’％‰℃·,.;:?!)]}%")
_OPENING = frozenset("（《〈「『【〔〖“‘([{￥¥")
_GIVES_RIGHT = frozenset("，。、；：）》〉」』】〕〗”’")
_GIVES_LEFT = frozenset("（《〈「『【〔〖“‘")
_PAIRED = "—…"
PEN = "＿"
"""A line for the pen, one character long; several are one line, drawn as a rule."""
_PEN_WHOLE = 6
"""A longer line for the pen may go on in the next line of text."""
_GIVEN = 0.6
"""The part of their room that the marks within a line give; the last one gives all of it."""
_SPACES = " \u3000"
_SLACK = 0.05
_MOST_SPREAD = 4.0
"""A line that lacks more than so many characters of its width is left as it is: a long number went to the next."""


class Piece(NamedTuple):
    """A text in one font whose baseline begins at x; ``spacing`` points are added after each character."""

    x: float
    text: str
    font: Font
    spacing: float


class SetLine(NamedTuple):
    """One line: its pieces from the left edge of the column, its natural width in points, its text."""

    pieces: tuple[Piece, ...]
    width: float
    text: str


class _Glyph(NamedTuple):
    letter: str
    font: Font
    width: float
    gives: float = 0.0


Joins = Callable[[_Glyph, _Glyph], bool]


def set_lines(spans: Spans, width: float, *, first: float = 0.0, rest: float = 0.0, spacing: float = 0.0,
              spread: bool = True) -> list[SetLine]:  # fmt: skip
    """Break a paragraph into lines no wider than ``width`` points. ``first`` and ``rest`` are indents, ``spacing`` is
    added to every character, ``spread`` fills every line but the last to its end."""
    lines: list[SetLine] = []
    line: list[_Glyph] = []
    used, indent = 0.0, first
    for unit in _cut(_units(_glyphs(spans, spacing)), width - max(first, rest)):
        length = _length(unit)
        over = indent + used + length - width
        if over > _SLACK and line:
            if unit[-1].letter in _CLOSING and over <= _room(line + unit):
                lines.append(_made(_pressed(line + unit, over), indent, spacing, 0.0))
                line, used, indent = [], 0.0, rest
                continue
            lines.append(_made(line, indent, spacing, width if spread else 0.0))
            line, used, indent = [], 0.0, rest
        if not line and lines and unit[0].letter in _SPACES:
            continue
        line = line + unit
        used += length
    if line or not lines:
        lines.append(_made(line, indent, spacing, 0.0))
    return lines


def natural_width(text: str, font: Font, spacing: float = 0.0) -> float:
    """The length of a text on one line."""
    return _length(list(_glyphs(((text, font),), spacing)))


def balanced(text: str, font: Font, width: float) -> list[str]:
    """A title in as few lines as the width allows, of about equal length, not parted before a closing word."""
    total = natural_width(text, font)
    count = max(1, -(-int(total - _SLACK) // int(width)))
    units = ["".join(glyph.letter for glyph in unit) for unit in _units(_glyphs(((text, font),), 0.0))]
    lines: list[str] = []
    while count > 1 and units:
        goal = natural_width("".join(units), font) / count
        cut = min(range(1, len(units)), key=lambda n: _fault(units, n, goal, width, font), default=len(units))
        lines.append("".join(units[:cut]).strip(_SPACES))
        units, count = units[cut:], count - 1
    return [*lines, "".join(units).strip(_SPACES)]


def _fault(units: list[str], cut: int, goal: float, width: float, font: Font) -> float:
    """How bad it is to end a line of a title after so many units: points off the goal, and words torn apart."""
    length = natural_width("".join(units[:cut]), font)
    torn = 3 * font.size if units[cut][0] in "的了和与及、）》”度名书单" + PEN else 0.0
    better = -2 * font.size if units[cut - 1][-1] in "的》”）、 " or units[cut][0] in "关（《“" else 0.0
    return abs(length - goal) + torn + better + (1e6 if length > width else 0.0)


def _glyphs(spans: Spans, spacing: float) -> Iterator[_Glyph]:
    for text, font in spans:
        widths = chain_of(font).widths
        for letter in text:
            width = widths[letter] * font.size / 1000
            full = widths[letter] >= 1000
            gives = font.size / 2 if full and letter in (_GIVES_RIGHT | _GIVES_LEFT) else 0.0
            yield _Glyph(letter, font, width + spacing if width else 0.0, gives)


def _units(glyphs: Iterator[_Glyph], together: Joins | None = None) -> Iterator[list[_Glyph]]:
    """What may not be parted: a word or number, a character with the marks that cling to it, a pair of dashes."""
    unit: list[_Glyph] = []
    for glyph in glyphs:
        if unit and not (together or _together)(unit[-1], glyph):
            yield unit
            unit = []
        unit.append(glyph)
    if unit:
        yield unit


def _together(before: _Glyph, glyph: _Glyph) -> bool:
    last, letter = before.letter, glyph.letter
    if letter in _CLOSING or last in _OPENING or not glyph.width:
        return True
    if last == letter and letter in _PAIRED + PEN:
        return True
    return last.isascii() and letter.isascii() and not last.isspace() and not letter.isspace()


def _apart(before: _Glyph, glyph: _Glyph) -> bool:
    """Whether two characters of a long line for the pen, or beside it, must stay together."""
    return not before.letter == glyph.letter == PEN


def _cut(units: Iterator[list[_Glyph]], room: float) -> Iterator[list[_Glyph]]:
    """Units no longer than a line; a long line for the pen may go on in the next."""
    for unit in units:
        if sum(glyph.letter == PEN for glyph in unit) > _PEN_WHOLE:
            yield from _units(iter(unit), _apart)
            continue
        if _length(unit) <= room:
            yield unit
            continue
        part: list[_Glyph] = []
        for glyph in unit:
            if part and _length(part) + glyph.width > room:
                yield part
                part = []
            part.append(glyph)
        yield part


def _length(glyphs: Sequence[_Glyph]) -> float:
    return sum(glyph.width for glyph in glyphs)


def _room(glyphs: Sequence[_Glyph]) -> float:
    """How much narrower the marks of a line can be made."""
    return _given(glyphs[:-1]) + glyphs[-1].gives


def _given(glyphs: Sequence[_Glyph]) -> float:
    return sum(glyph.gives for glyph in glyphs) * _GIVEN


def _pressed(glyphs: Sequence[_Glyph], over: float) -> list[_Glyph]:
    """The line made narrower: its last mark first, then all others alike."""
    last = glyphs[-1]
    taken = min(over, last.gives)
    share = (over - taken) / max(_given(glyphs[:-1]), 0.001) * _GIVEN
    found = [glyph._replace(width=glyph.width - glyph.gives * share) for glyph in glyphs[:-1]]
    return [*found, last._replace(width=last.width - taken)]


def _made(glyphs: Sequence[_Glyph], indent: float, spacing: float, width: float) -> SetLine:
    """The pieces of a line; one that has a ``width`` is spread to it."""
    shown = list(glyphs)
    while shown and shown[-1].letter in _SPACES:
        shown.pop()
    natural, gaps = _length(shown), len(shown) - 1
    lacks = width - indent - natural
    extra = lacks / gaps if gaps > 0 and 0 < lacks <= _MOST_SPREAD * shown[0].font.size else 0.0
    return SetLine(tuple(_pieces(shown, indent, spacing, extra)), natural, "".join(g.letter for g in shown))


def _pieces(glyphs: Sequence[_Glyph], x: float, spacing: float, extra: float) -> Iterator[Piece]:
    """Runs of one font; a mark that was pressed is a run of its own, and so is a line for the pen."""
    for (font, tight, _, _), group in groupby(_keyed(glyphs, spacing), key=lambda pair: pair[0]):
        run = [glyph for _, glyph in group]
        text = "".join(glyph.letter for glyph in run)
        lost = chain_of(font).width(text, font.size) + spacing - run[0].width if tight else 0.0
        yield Piece(x - lost if text in _GIVES_LEFT else x, text, font, spacing + extra)
        x += _length(run) + extra * len(run)


def _keyed(glyphs: Sequence[_Glyph], spacing: float) -> Iterator[tuple[tuple[Font, bool, int, bool], _Glyph]]:
    for n, glyph in enumerate(glyphs):
        natural = chain_of(glyph.font).width(glyph.letter, glyph.font.size)
        tight = bool(glyph.gives) and glyph.width < natural + spacing - _SLACK
        yield (glyph.font, tight, n if tight else -1, glyph.letter == PEN), glyph
