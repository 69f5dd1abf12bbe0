"""Draws a document's pages into a PDF, among the forms of the same print when there are any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from fupin_desk.forms.documents.gbt9704 import (
    CELL,
    DASH_HEIGHT,
    HEIGHT,
    LEFT,
    NUMBER,
    NUMBER_BELOW,
    PAPER_HEIGHT,
    PAPER_WIDTH,
    TOP,
    WIDTH,
)
from fupin_desk.forms.documents.layout import OnPage, Page, pages_of
from fupin_desk.forms.documents.outline import Document
from fupin_desk.forms.documents.parts import Part, parts_of
from fupin_desk.forms.documents.rows import Chart, Stroke
from fupin_desk.forms.documents.setting import natural_width
from fupin_desk.forms.fonts import SONG, Font, missing_glyphs
from fupin_desk.forms.paper.chart import Area, draw_chart
from fupin_desk.forms.paper.draw import PageText, Strings, TextDrawer, ink
from fupin_desk.forms.paper.extras import INTERNAL
from fupin_desk.forms.paper.pdffile import number
from fupin_desk.forms.values import FormData, MissingGlyph, Stamp

if TYPE_CHECKING:
    from fupin_desk.forms.printer import PdfPrinter

_FOOT, _FOOT_AT = Font(SONG, 7.0), 17.0
_FRAME, _INNER = 1.0, 0.5


def add_document(
    printer: PdfPrinter, document: Document, data: FormData, *, fresh_sheet: bool = False, parent: str = ""
) -> int:
    """Print one copy among others; returns its number of pages. ``fresh_sheet`` and ``parent`` as for a form."""
    info = document.info
    printer.title = printer.title or info.title
    if fresh_sheet:
        printer.sheets.fresh()
    parts = parts_of(document.lines, data)
    pages = pages_of(parts)
    for n, page in enumerate(pages):
        texts = PageText()
        for strings in _texts(page, printer.text):
            texts.add(strings)
        for strings in (*_page_number(printer.text, n + 1), *_foot(printer.text, document, printer.stamp, data.code)):
            texts.add(strings)
        drawn = [_drawn_chart(chart, at.y, printer.text, texts) for at in page for chart in at.row.charts]
        under = printer.watermarks.draw(PAPER_WIDTH, PAPER_HEIGHT)
        content = "\n".join(part for part in (under, _strokes(page), *drawn, texts.done()) if part)
        key = printer.sheets.page(content, PAPER_WIDTH, PAPER_HEIGHT)
        if n == 0:
            printer.first_page = printer.sheets.index
            printer.pdf.bookmark(info.title if parent else data.title or info.title, key, parent)
    for found in _missing(parts, info.title, data.title):
        printer.missing[found] = None
    printer.households += 1
    return len(pages)


def _texts(page: Page, drawer: TextDrawer) -> Iterator[Strings]:
    for y, row in page:
        for text in row.texts:
            for x, low, font, drawn in drawer.at(text.text, text.font, LEFT + text.x, PAPER_HEIGHT - TOP - y - text.y):
                yield ((x, low, font, f" {text.spacing:.3f} Tc {drawn} 0 Tc" if text.spacing else drawn),)


def _page_number(drawer: TextDrawer, page: int) -> Iterator[Strings]:
    """The number between dashes on the outer side: right on odd pages, left on even ones, one character in."""
    text = f"— {page} —"
    width = natural_width(text, NUMBER)
    x = LEFT + WIDTH - NUMBER.size - width if page % 2 else LEFT + NUMBER.size
    yield drawer.at(text, NUMBER, x, PAPER_HEIGHT - TOP - HEIGHT - NUMBER_BELOW - DASH_HEIGHT * NUMBER.size)


def _foot(drawer: TextDrawer, document: Document, stamp: Stamp, code: str) -> Iterator[Strings]:
    """The small line at the paper's edge: what it is, who printed it and when; 内部资料 unless it is posted."""
    info = document.info
    mark = "" if info.public else f"{INTERNAL}　"
    left = "　".join(part for part in (f"{mark}{info.title}", info.version, stamp.version, code) if part)
    right = f"打印：{stamp.person}　{stamp.time:%Y-%m-%d %H:%M}"
    yield drawer.at(left, _FOOT, LEFT, _FOOT_AT)
    yield drawer.at(right, _FOOT, LEFT + WIDTH - natural_width(right, _FOOT), _FOOT_AT)


def _drawn_chart(chart: Chart, y: float, drawer: TextDrawer, texts: PageText) -> str:
    """Operators for a chart; its texts are added to the page's."""

    def write(text: str, font: Font, x: float, base: float) -> None:
        texts.add(drawer.at(text, font, x, base))

    low = PAPER_HEIGHT - TOP - y - chart.height
    return draw_chart(chart.points, Area(LEFT, low, WIDTH, chart.height), CELL, write)


def _strokes(page: Page) -> str:
    """Rules of all rows, and of tables their frames and inner rules."""
    strokes = [_moved(stroke, at.y) for at in page for stroke in at.row.strokes]
    for edges, run in groupby(page, key=lambda at: at.row.edges):
        if edges:
            strokes += _table(edges, list(run))
    return "q " + " ".join(map(_drawn, strokes)) + " Q" if strokes else ""


def _moved(stroke: Stroke, y: float) -> Stroke:
    return Stroke(stroke.x0, stroke.y0 + y, stroke.x1, stroke.y1 + y, stroke.width, stroke.colour)


def _table(edges: Sequence[float], rows: Sequence[OnPage]) -> Iterator[Stroke]:
    """What a page holds of a table: a stronger frame around it, thin rules within."""
    top, bottom = rows[0].y, rows[-1].y + rows[-1].row.height
    for x in edges:
        yield Stroke(x, top, x, bottom, _FRAME if x in (edges[0], edges[-1]) else _INNER)
    for y in [at.y for at in rows] + [bottom]:
        outer = y in (top, bottom)
        reach = _FRAME / 2 if outer else 0.0
        yield Stroke(edges[0] - reach, y, edges[-1] + reach, y, _FRAME if outer else _INNER)


def _drawn(stroke: Stroke) -> str:
    x0, x1 = LEFT + stroke.x0, LEFT + stroke.x1
    y0, y1 = PAPER_HEIGHT - TOP - stroke.y0, PAPER_HEIGHT - TOP - stroke.y1
    colour = f"{ink(stroke.colour)} RG"
    return f"{colour} {number(stroke.width)} w {number(x0)} {number(y0)} m {number(x1)} {number(y1)} l S"


def _missing(parts: Iterable[Part], form: str, household: str) -> Iterator[MissingGlyph]:
    for part in parts:
        for text in part.texts:
            for letter in missing_glyphs(text, NUMBER):
                yield MissingGlyph(form, household, f"第 {part.number} 行", letter)
