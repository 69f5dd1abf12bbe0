"""Fills a document: its lines with the values of one copy, lines of lists once for each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fupin_desk.forms.documents.outline import Kind, Line
from fupin_desk.forms.fill import FormCell, Slot, tidy, value_of
from fupin_desk.forms.values import NOTHING, FormData

UNKNOWN = "＿＿＿"
"""Room for the pen where prose names a value that is not known."""
_PEN_ROWS = 5
"""Empty rows that a table offers when its list has no item: a form to be filled by hand."""
_NO_PAGE = {"空白": "", "续页": "", "页码": "", "页数": ""}
_PLAIN = frozenset({Kind.ROW, Kind.RULER})


@dataclass(frozen=True)
class Part:
    """One line ready to be set. ``number`` is its line in the file, ``texts`` its cells."""

    kind: Kind
    texts: tuple[str, ...] = field(repr=False)
    number: int = 0

    @property
    def text(self) -> str:
        return self.texts[0] if self.texts else ""


def parts_of(lines: Iterable[Line], data: FormData) -> list[Part]:
    """Every line of a copy, in order."""
    return [part for line in lines for part in _filled(line, data)]


def _filled(line: Line, data: FormData) -> Iterator[Part]:
    if line.kind is Kind.BLANK_ROWS:
        yield from [Part(Kind.BLANK_ROWS, (), line.number)] * int(line.cells[0].place.text)
        return
    if not line.listed:
        yield from _paragraphs(
            Part(line.kind, tuple(_text(cell, data, 0, line.kind) for cell in line.cells), line.number)
        )
        return
    count = len(data.lists.get(line.listed, ()))
    for n in range(count):
        yield from _paragraphs(
            Part(line.kind, tuple(_text(cell, data, n, line.kind) for cell in line.cells), line.number)
        )
    if not count and line.kind is Kind.ROW:
        yield from [Part(Kind.BLANK_ROWS, (), line.number)] * _PEN_ROWS


def _paragraphs(part: Part) -> Iterator[Part]:
    """A value may hold several lines: each is a paragraph of its own, but in a table they stay in their cell."""
    if part.kind in (Kind.TEXT, Kind.FIRST, Kind.SECOND) and "\n" in part.text:
        first, *rest = [line.strip() for line in part.text.split("\n") if line.strip()] or [""]
        yield Part(part.kind, (first,), part.number)
        yield from (Part(Kind.TEXT, (line,), part.number) for line in rest)
    else:
        yield part


def _text(cell: FormCell, data: FormData, item: int, kind: Kind) -> str:
    return "".join(_shown(piece, data, item, kind) if isinstance(piece, Slot) else piece for piece, _ in cell.pieces)


def _shown(slot: Slot, data: FormData, item: int, kind: Kind) -> str:
    value = value_of(slot, data, item, _NO_PAGE) or NOTHING
    text = tidy(slot.show.text(value))
    return text if text.strip() or kind in _PLAIN else UNKNOWN
