"""Draws filled forms to PDF: what every copy shares once per page as a form object, per household only its data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from fupin_desk.forms.catalog import Form
from fupin_desk.forms.documents.draw import add_document
from fupin_desk.forms.documents.outline import Document
from fupin_desk.forms.fill import BLANK, CONTINUED, PAGE, PAGES, FormCell, Slot, spans_of, tidy, value_of
from fupin_desk.forms.fit import Box, Spans
from fupin_desk.forms.fonts import Font
from fupin_desk.forms.pages import Page
from fupin_desk.forms.paper.cards import Sheets
from fupin_desk.forms.paper.draw import Block, Drawn, PageText, TextDrawer, draw_shade, draw_strokes, place
from fupin_desk.forms.paper.embed import PdfFonts
from fupin_desk.forms.paper.extras import Extras
from fupin_desk.forms.paper.frame import Frame, Placed, frame_of
from fupin_desk.forms.paper.pdffile import PdfFile
from fupin_desk.forms.paper.pictures import Pictures
from fupin_desk.forms.paper.running import running_lines
from fupin_desk.forms.paper.watermark import Watermarks
from fupin_desk.forms.values import NOTHING, FormData, MissingGlyph, Overflow, PrintResult, Stamp

CREATOR = "扶贫工作台"
_FRAMES_KEPT = 64
_READY_KEPT = 20_000


class _Filled(NamedTuple):
    """A cell that is filled for each copy. ``place`` numbers it within the document (0 where rows grew), ``room`` stands
    for its box and font; ``slot`` is set when the cell is one placeholder and nothing else."""

    placed: Placed
    row: int
    place: int
    room: object
    slot: Slot | None
    font: Font


@dataclass(frozen=True)
class _Sheet:
    """A page of a form made ready: operators that call what all copies share, and the cells to fill; whether its own
    header or footer tells the number of the page."""

    shared: str
    filled: tuple[_Filled, ...]
    drawn: tuple[tuple[Placed, Slot], ...]
    tells_page: bool


class PdfPrinter:
    """Prints copies of one or more forms into one PDF; only what is being drawn is in memory.

    Use as: ``add`` for every copy, then ``finish`` once. ``out`` receives the file as it is made.
    """

    def __init__(self, out: BinaryIO, stamp: Stamp) -> None:
        self.pdf = PdfFile(out)
        self.stamp = stamp
        self.fonts = PdfFonts()
        self.text = TextDrawer(self.fonts)
        self.pictures = Pictures()
        self.extras = Extras(self.pdf, self.text, self.pictures, stamp)
        self.shared: dict[str, int] = {}
        self.sheets = Sheets(self.pdf)
        self.watermarks = Watermarks(self.pdf, self.text, stamp.watermark)
        self.frames: dict[tuple[int, tuple[int, ...]], _Sheet] = {}
        self.forms: dict[int, Form] = {}
        self.rooms: dict[tuple[Box, Font], int] = {}
        self.ready: dict[tuple[int, str], Drawn] = {}
        self.places = 0
        self.overflows: list[Overflow] = []
        self.missing: dict[MissingGlyph, None] = {}
        self.households = 0
        self.title = ""
        self.first_page = 0

    def add(self, form: Form, data: FormData, *, fresh_sheet: bool = False, parent: str = "") -> int:
        """Print one copy; returns the number of pages that begin with it: 0 for a card on a sheet begun before.

        ``fresh_sheet`` begins it on the front of a sheet of paper (cards follow one another all the same). Copies that
        follow one another with the same ``parent`` hang below one bookmark of that name, each by its form's title.
        ``first_page`` is then where it begins.
        """
        if isinstance(form, Document):
            return add_document(self, form, data, fresh_sheet=fresh_sheet, parent=parent)
        self.forms.setdefault(id(form), form)
        self.title = self.title or form.info.title
        before, paper, sheets = self.sheets.begun, form.layout.paper, self.sheets
        if fresh_sheet and form.grid is None:
            sheets.fresh()
        pages = form.plan.pages(data)
        for n, page in enumerate(pages):
            content = self._page(form, data, page, n + 1, len(pages))
            key = sheets.card(content, form.grid) if form.grid else sheets.page(content, paper.width, paper.height)
            if n == 0:
                self.first_page = sheets.index
                self.pdf.bookmark(form.info.title if parent else data.title or form.info.title, key, parent)
        self.households += 1
        return sheets.begun - before

    def finish(self) -> PrintResult:
        """Write the end of the file; returns what was printed and what did not fit."""
        self.sheets.close()
        named = {**self.shared, **self.watermarks.shared, **self.extras.shared}
        shared = b"".join(b"/%b %d 0 R" % (name.encode(), key) for name, key in named.items())
        fonts = self.fonts.write(self.pdf)
        resources = b"<</Font<<%b>>/XObject<<%b%b>>>>" % (fonts, shared, self.pictures.resources)
        self.pdf.close(resources, self.title, CREATOR, self.stamp.time)
        return PrintResult(len(self.pdf.kids), self.households, tuple(self.overflows), tuple(self.missing))

    def _page(self, form: Form, data: FormData, page: Page, at: int, of: int) -> str:
        named = {
            CONTINUED: f"（续页{page.continued}）" if page.continued else "",
            PAGE: str(at),
            PAGES: str(of),
            BLANK: "",
        }
        sheet = self._sheet(form, page)
        texts, after = PageText(), []
        for filled in sheet.filled:
            drawn = self._cell(form, filled, data, page.shifts[filled.row], named)
            if drawn is not None:
                texts.add(drawn.strings)
                texts.turn(drawn.turned)
                after.append(drawn.lines)
        foot, strings_of_foot = self.extras.foot(form, data.code, at, of)
        for strings in strings_of_foot:
            texts.add(strings)
        if sheet.tells_page:
            for strings in self.extras.running(form, at, of):
                texts.add(strings)
        for placed, slot in sheet.drawn:
            value = value_of(slot, data, page.shifts[placed.row], named) or NOTHING
            after.append(self.extras.cell(placed, slot, value, texts))
        after.append(self.extras.corner(form, data.code))
        paper = form.layout.paper
        under = self.watermarks.draw(paper.width, paper.height)
        return "\n".join(part for part in (under, sheet.shared, foot, texts.done(), *after) if part)

    def _cell(self, form: Form, filled: _Filled, data: FormData, shift: int, named: Mapping[str, str]) -> Drawn | None:
        """What a cell draws for one copy; None when it stays empty."""
        slot = filled.slot
        if slot is None:
            spans = spans_of(filled.placed.cell, data, shift, named)
            return self._placed(form, filled, data, spans) if spans else None
        value = value_of(slot, data, shift, named)
        if value is None:
            return None
        text = slot.show.text(value) if slot.show.name else value.text
        if not text:
            return None
        found = self.ready.get((filled.place, text))
        return found or self._placed(form, filled, data, ((tidy(text), filled.font),), text)

    def _placed(self, form: Form, filled: _Filled, data: FormData, spans: Spans, text: str = "") -> Drawn:
        block = self.text.block((filled.room, text or spans), spans, filled.placed.box)
        drawn = place(block, filled.placed)
        if block.faulty:
            self._report(form, data.title, filled.placed.cell, block)
        elif text and filled.place:
            if len(self.ready) >= _READY_KEPT:
                self.ready.clear()
            self.ready[filled.place, text] = drawn
        return drawn

    def _sheet(self, form: Form, page: Page) -> _Sheet:
        """The page made ready; pages of the same rows share it, pages whose rows grew are drawn out in full."""
        key = (id(form), page.rows)
        if page.grown:
            return self._ready(form, page, "")
        if key not in self.frames:
            if len(self.frames) >= _FRAMES_KEPT:
                self.frames.clear()
            self.frames[key] = self._ready(form, page, f"S{len(self.shared) + 1}")
        return self.frames[key]

    def _ready(self, form: Form, page: Page, name: str) -> _Sheet:
        frame = frame_of(form.layout, form.rows, page)
        shared = self._shared(form, page, frame)
        if name:
            paper = form.layout.paper
            self.shared[name] = self.pdf.form(shared.encode("latin-1"), paper.width, paper.height)
            shared = f"/{name} Do"
        filled = tuple(self._filled(p, bool(name)) for p in frame.cells if p.cell.slots and p.cell.drawn is None)
        drawn = tuple((p, slot) for p in frame.cells if (slot := p.cell.drawn) is not None)
        return _Sheet(shared, filled, drawn, any(line.changes for line in running_lines(form.layout.paper)))

    def _filled(self, placed: Placed, kept: bool) -> _Filled:
        pieces = placed.cell.pieces
        first, font = pieces[0]
        slot = first if len(pieces) == 1 and isinstance(first, Slot) else None
        self.places += kept
        room: object = (placed.box, font)
        if kept:
            room = self.rooms.setdefault((placed.box, font), len(self.rooms))
        return _Filled(placed, placed.row, self.places if kept else 0, room, slot, font)

    def _shared(self, form: Form, page: Page, frame: Frame) -> str:
        """Grounds, rules, literal texts and pictures of a page, and the sheet's own header and footer."""
        texts, lines = PageText(), []
        for placed in frame.cells:
            spans = _literal(placed.cell)
            if spans:
                block = self.text.block((placed.box, spans), spans, placed.box)
                drawn = place(block, placed)
                texts.add(drawn.strings)
                texts.turn(drawn.turned)
                lines.append(drawn.lines)
                if block.faulty:
                    self._report(form, "表样", placed.cell, block)
        for strings in self.extras.running(form):
            texts.add(strings)
        shades = [draw_shade(p) for p in frame.cells if p.cell.place.shade]
        parts = [*shades, texts.done(), *lines, draw_strokes(frame.strokes), *self._pictures(form, page)]
        return "\n".join(part for part in parts if part)

    def _pictures(self, form: Form, page: Page) -> Iterator[str]:
        """The pictures of the sheet that hang from the rows of a page."""
        layout, paper = form.layout, form.layout.paper
        for found in layout.pictures:
            if found.row in page.rows:
                top = paper.height - paper.top - sum(page.heights[: page.rows.index(found.row)])
                low = top - found.drop - found.height
                yield self.pictures.place(self.pdf, found.data, layout.left + found.x, low, found.width, found.height)

    def _report(self, form: Form, household: str, cell: FormCell, block: Block) -> None:
        where, title = cell.place.name, form.info.title
        if block.needed > block.fits:
            names = "、".join(slot.name for slot in cell.slots)
            self.overflows.append(Overflow(title, household, where, names, block.needed, block.fits))
        for letter in block.missing:
            self.missing[MissingGlyph(title, household, where, letter)] = None


def _literal(cell: FormCell) -> Spans:
    """The text of a cell without slots; empty for one that is filled."""
    return () if cell.slots else tuple((piece, font) for piece, font in cell.pieces if isinstance(piece, str))
