"""Tables and charts of a document: rows with rules, a head that is repeated on every page, bars with their figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from fupin_desk.forms.documents.gbt9704 import ASCENT, CAPTION, CELL, CELL_HEAD, PITCH, WIDTH
from fupin_desk.forms.documents.outline import Kind
from fupin_desk.forms.documents.parts import Part
from fupin_desk.forms.documents.rows import Chart, Row, Text, centred, kept
from fupin_desk.forms.documents.setting import SetLine, balanced, natural_width, set_lines
from fupin_desk.forms.fonts import Font
from fupin_desk.forms.styles import Point

_PAD = 4.0
_LINE = 16.0
_LEAST = 25.5
"""The least height of a row: room to write in it with a pen."""
_ABOVE = 5.0
"""Points between a table and the line above it."""
_MOST_LINES = 34
"""A cell of more lines is parted into several rows, so that no row is taller than a page."""
_FEWEST, _WIDEST = 2.0, 14.0
"""The least and greatest width, in characters, that a column asks for by what stands in it."""
_LEAST_CHART, _BAR_ROOM, _MOST_BARS = 5 * PITCH, 20.0, 30
"""The least height of a chart in points, the room of a bar, and how many bars a chart grows for."""
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def table_rows(parts: Sequence[Part]) -> list[Row]:
    """A table from its lines. The rows above the line of dashes are its head; without such a line the first row is."""
    ruler = next((part for part in parts if part.kind is Kind.RULER), None)
    lines = [part for part in parts if part.kind is not Kind.RULER]
    heads = parts.index(ruler) if ruler in parts and ruler is not None else min(1, len(lines) - 1)
    count = max((len(part.texts) for part in lines), default=1)
    edges = _edges(lines, heads, ruler, count)
    looks = _looks(ruler, count)
    head = tuple(kept([row for part in lines[:heads] for row in _rows(part, edges, ["c"] * count, CELL_HEAD)]))
    body = [replace(row, head=head) for part in lines[heads:] for row in _rows(part, edges, looks, CELL)]
    return [Row(_ABOVE, keep=True), *head, *body, Row(height=0.0, snap=True)]


def _looks(ruler: Part | None, count: int) -> list[str]:
    """How each column sets its text: l, c or r, as the colons of the line of dashes say."""
    found = []
    for text in ruler.texts if ruler else ():
        found.append({(True, False): "l", (False, True): "r"}.get((text.startswith(":"), text.endswith(":")), "c"))
    return (found + ["c"] * count)[:count]


def _edges(lines: Sequence[Part], heads: int, ruler: Part | None, count: int) -> list[float]:
    """The upright rules: columns as wide as their dashes say, else as what stands in them asks for."""
    if ruler is not None and len({len(text) for text in ruler.texts}) > 1:
        shares = [float(len(text)) for text in ruler.texts][:count]
        shares += [min(shares)] * (count - len(shares))
    else:
        shares = [_FEWEST] * count
        for part in lines:
            for n, text in enumerate(part.texts):
                longest = max((natural_width(line, CELL) for line in text.split("\n")), default=0.0)
                shares[n] = max(shares[n], min(_WIDEST, longest / CELL.size + 0.8))
    scale = WIDTH / sum(shares)
    return [sum(shares[:n]) * scale for n in range(count + 1)]


def _rows(part: Part, edges: list[float], looks: Sequence[str], font: Font) -> list[Row]:
    """One line of a table; several rows when a cell is very long."""
    texts = [*part.texts, *[""] * (len(edges) - 1 - len(part.texts))]
    cells = [_cell(text, edges[n + 1] - edges[n], font) for n, text in enumerate(texts)]
    most = max(map(len, cells))
    rows = []
    for start in range(0, max(most, 1), _MOST_LINES):
        shown = [cell[start : start + _MOST_LINES] for cell in cells]
        height = max(_LEAST, max(map(len, shown)) * _LINE + 2 * _PAD)
        pieces = [t for n, lines in enumerate(shown) for t in _placed(lines, edges[n], edges[n + 1], looks[n], height)]
        rows.append(Row(height, tuple(pieces), edges=tuple(edges)))
    return rows


def _cell(text: str, width: float, font: Font) -> list[SetLine]:
    """A cell's text in lines; a word slightly too wide for its column is pressed rather than broken."""
    room = width - 2 * _PAD
    found: list[SetLine] = []
    for line in text.split("\n"):
        wide = natural_width(line, font)
        tight = (room - wide) / max(len(line), 1) if room < wide <= room * 1.08 else 0.0
        found += set_lines([(line, font)], room, spacing=tight, spread=False)
    return found if text else []


def _placed(lines: Sequence[SetLine], left: float, right: float, look: str, height: float) -> list[Text]:
    """The lines of a cell, in its middle from top to bottom."""
    found = []
    for n, line in enumerate(lines):
        spare = right - left - 2 * _PAD - line.width
        x = left + _PAD + {"l": 0.0, "c": spare / 2, "r": spare}[look]
        top = (height - len(lines) * _LINE) / 2 + n * _LINE
        for piece in line.pieces:
            y = top + (_LINE - piece.font.size) / 2 + piece.font.size * ASCENT
            found.append(Text(x + piece.x, y, piece.text, piece.font, piece.spacing))
    return found


def chart_rows(title: str, points: Sequence[Point]) -> list[Row]:
    """A chart below its title: lying bars for many points or long labels, upright ones for few."""
    height = max(_LEAST_CHART, min(len(points), _MOST_BARS) * _BAR_ROOM)
    heads = kept([centred(line, CAPTION) for line in balanced(title, CAPTION, WIDTH)]) if title else []
    return [*heads, Row(height, charts=(Chart(tuple(points), height),)), Row(height=0.0, snap=True)]


def points_in(parts: Sequence[Part]) -> list[Point]:
    """The points of a chart from the rows below its title: a name and a figure each."""
    rows = [part.texts for part in parts if part.kind is Kind.ROW and len(part.texts) > 1]
    return [(name, figure) for name, text in rows if (figure := _figure(text)) is not None]


def points_told(text: str) -> list[Point]:
    """The points of a value shown as a chart, from what stands for it in plain text: 2019年 6,134；2020年 8,210."""
    pairs = [pair.rpartition(" ") for pair in text.split("；")]
    return [(name, figure) for name, _, told in pairs if (figure := _figure(told)) is not None]


def _figure(text: str) -> Decimal | None:
    found = _NUMBER.search(text)
    return Decimal(found[0].replace(",", "")) if found else None
