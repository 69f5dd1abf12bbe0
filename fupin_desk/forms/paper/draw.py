"""Turns laid text and rules into PDF operators; a text drawn once in a cell of the same room is kept ready."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from fupin_desk.forms.fit import Box, Laid, Line, Spans, lay
from fupin_desk.forms.fonts import Font, chain_of, missing_glyphs
from fupin_desk.forms.paper.embed import PdfFonts
from fupin_desk.forms.paper.frame import Placed, Stroke
from fupin_desk.forms.paper.pdffile import number
from fupin_desk.forms.sheet import STACKED

_KEPT = 20_000
"""Texts kept ready: what a village repeats, and no more memory for two thousand households than for three hundred."""


class Block(NamedTuple):
    """A text ready to be placed: baseline places from the cell's top left with operators, underlines, findings."""

    lines: tuple[tuple[float, float, str, str], ...]
    underlines: tuple[tuple[float, float, float], ...] = ()
    needed: int = 1
    fits: int = 1
    missing: tuple[str, ...] = ()

    @property
    def faulty(self) -> bool:
        return self.needed > self.fits or bool(self.missing)


Strings = tuple[tuple[int, int, str, str], ...]
"""Texts ready to draw: the place of each in tenths of a point from the paper's bottom left, the operator that sets its
font ("" when it sets several by itself) and the rest of its operators."""


class Drawn(NamedTuple):
    """A cell's text on paper: strings that run across, text turned by its own matrix, underlines."""

    strings: Strings
    turned: str
    lines: str


class TextDrawer:
    """Sets and encodes the texts of one PDF."""

    def __init__(self, fonts: PdfFonts) -> None:
        self.fonts = fonts
        self.blocks: dict[object, Block] = {}

    def block(self, key: object, spans: Spans, box: Box) -> Block:
        """The text ready to draw; ``key`` stands for the text, its fonts and its box."""
        found = self.blocks.get(key)
        if found is None:
            if len(self.blocks) >= _KEPT:
                self.blocks.clear()
            found = self.blocks[key] = self._made(spans, box)
        return found

    def _made(self, spans: Spans, box: Box) -> Block:
        laid = lay(spans, box)
        missing = [letter for text, font in spans for letter in missing_glyphs(text, font)]
        lines = tuple([(line.x, line.y, *self._line(line)) for line in laid.lines])
        underlines = tuple(_underlines(laid)) if any(font.underline for _, font in spans) else ()
        return Block(lines, underlines, laid.needed, laid.fits, tuple(dict.fromkeys(missing)))

    def _line(self, line: Line) -> tuple[str, str]:
        """The operator that sets the font, if it is one, and the operators that write the line."""
        pieces = [self._piece(text, font) for text, font in line.spans]
        if line.spread:
            return "", f"{line.spread:.3f} Tc {' '.join(font + text for font, text in pieces)} 0 Tc"
        if len(pieces) == 1:
            return pieces[0]
        return "", " ".join(font + text for font, text in pieces)

    def _piece(self, text: str, font: Font) -> tuple[str, str]:
        faces = chain_of(font)
        pieces = [(_font_set(name, font.size), f"({code})Tj") for name, code in self.fonts.pieces(text, faces)]
        if len(pieces) == 1 and not faces.stroke and not font.colour:
            return pieces[0]
        drawn = " ".join(font_set + written for font_set, written in pieces)
        if faces.stroke:
            drawn = f"2 Tr {faces.stroke * font.size:.2f} w {drawn} 0 Tr"
        if font.colour:
            drawn = f"{ink(font.colour)} rg {ink(font.colour)} RG {drawn} 0 g 0 G"
        return "", drawn

    def at(self, text: str, font: Font, x: float, y: float) -> Strings:
        """A text whose baseline begins at (x, y) in points from the paper's bottom left."""
        return ((round(x * 10), round(y * 10), *self._piece(text, font)),)


class PageText:
    """The texts of one page as one text object. Each is placed from the one before: shorter to write than from the
    corner of the paper, and a tenth smaller when packed. Places are whole tenths of a point, so nothing adds up."""

    def __init__(self) -> None:
        self.parts = ["BT"]
        self.x = self.y = 0
        self.font = ""

    def add(self, strings: Strings) -> None:
        """Add texts by their places."""
        for x, y, font, drawn in strings:
            change = "" if font and font == self.font else font
            self.parts.append(f"{_tenths(x - self.x)} {_tenths(y - self.y)} Td{change or ' '}{drawn}")
            self.x, self.y, self.font = x, y, font

    def turn(self, drawn: str) -> None:
        """Add text that brings its own matrix."""
        if drawn:
            self.parts.append(f"{drawn}\n1 0 0 1 0 0 Tm")
            self.x = self.y = 0
            self.font = ""

    def done(self) -> str:
        """The operators of the whole text object."""
        return "\n".join([*self.parts, "ET"])


@lru_cache(1_000)
def _font_set(name: str, size: float) -> str:
    return f"/{name} {number(size)} Tf"


@lru_cache(20_000)
def _tenths(count: int) -> str:
    whole, rest = divmod(abs(count), 10)
    return ("-" if count < 0 else "") + (f"{whole or ''}.{rest}" if rest else str(whole))


def place(block: Block, placed: Placed) -> Drawn:
    """A block in its cell on paper."""
    x, y = placed.x, placed.y
    lines = draw_underlines(block, placed) if block.underlines else ""
    turn = placed.box.look.turn
    if turn and turn != STACKED:
        return Drawn((), _place_turned(block, placed, turn), lines)
    strings = ((round((x + dx) * 10), round((y - dy) * 10), font, text) for dx, dy, font, text in block.lines)
    return Drawn(tuple(strings), "", lines)


def _place_turned(block: Block, placed: Placed, turn: int) -> str:
    """Text that runs upwards (1 to 90 degrees in a spreadsheet's counting) or downwards (91 to 180)."""
    if turn <= 90:
        left, low = placed.x, placed.y - placed.box.height
        return "\n".join(
            f"0 1 -1 0 {left + dy:.2f} {low + dx:.2f} Tm {font} {text}" for dx, dy, font, text in block.lines
        )
    right, top = placed.x + placed.box.width, placed.y
    return "\n".join(f"0 -1 1 0 {right - dy:.2f} {top - dx:.2f} Tm {font} {text}" for dx, dy, font, text in block.lines)


def draw_underlines(block: Block, placed: Placed) -> str:
    """Operators (outside BT and ET) for the underlines of a block."""
    lines = (
        f"{placed.x + x:.2f} {placed.y - y:.2f} m {placed.x + x + width:.2f} {placed.y - y:.2f} l"
        for x, y, width in block.underlines
    )
    return ".5 w " + " ".join(lines) + " S"


def _underlines(laid: Laid) -> Iterable[tuple[float, float, float]]:
    for line in laid.lines:
        x = line.x
        for text, font in line.spans:
            width = chain_of(font).width(text, font.size)
            if font.underline and width:
                yield x, line.y + font.size * 0.14, width
            x += width


def draw_strokes(strokes: Iterable[Stroke]) -> str:
    """Operators for rules, those of one weight together."""
    by_rule: dict[tuple[float, tuple[float, ...]], list[str]] = {}
    for s in strokes:
        line = f"{number(s.x0)} {number(s.y0)} m {number(s.x1)} {number(s.y1)} l"
        by_rule.setdefault((s.rule.width, s.rule.dashes), []).append(line)
    parts = []
    for (width, dashes), lines in sorted(by_rule.items()):
        pattern = " ".join(number(d) for d in dashes)
        # Square ends close the corners of heavy rules; dashed ones would run together.
        parts.append(f"{number(width)} w {2 if width >= 1 and not dashes else 0} J [{pattern}] 0 d {' '.join(lines)} S")
    return "q " + "\n".join(parts) + " Q" if parts else ""


def draw_shade(placed: Placed) -> str:
    """Operators for the ground of a cell."""
    box = placed.box
    return (
        f"{ink(placed.cell.place.shade)} rg {number(placed.x)} {number(placed.y - box.height)} "
        f"{number(box.width)} {number(box.height)} re f 0 g"
    )


def ink(colour: str) -> str:
    """RRGGBB as three parts from 0 to 1."""
    return " ".join(number(int(colour[n : n + 2], 16) / 255) for n in (0, 2, 4))
