"""What a page shows besides the texts of its cells: foot line, running titles, squares, QR codes, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fupin_desk.core.papercodes import scanned_code
from fupin_desk.forms.catalog import Form
from fupin_desk.forms.fill import Slot
from fupin_desk.forms.fit import width_of
from fupin_desk.forms.fonts import SONG, Font
from fupin_desk.forms.paper.chart import Area, draw_chart
from fupin_desk.forms.paper.draw import PageText, Strings, TextDrawer
from fupin_desk.forms.paper.frame import Placed
from fupin_desk.forms.paper.pdffile import PdfFile
from fupin_desk.forms.paper.pictures import Pictures, draw_qr, draw_squares
from fupin_desk.forms.paper.running import running_lines
from fupin_desk.forms.styles import CHART, PHOTO, QR, points_of
from fupin_desk.forms.values import Stamp, Value

INTERNAL = "内部资料"
_FOOT = Font(SONG, 7.0)
_FOOT_AT = 17.0  # points from the paper's edge: printers cannot reach the outer 4 mm
_QR_SIDE, _QR_AT = 27.0, 8.0
_NARROW = 500.0  # points: on A4 there is room for everything
_ALIKE = 4  # pages: copies of longer forms differ in their number of pages, and share no feet
_KEPT = 5_000


class Extras:
    """Draws the foot and the drawn cells of every page of one PDF."""

    def __init__(self, pdf: PdfFile, text: TextDrawer, pictures: Pictures, stamp: Stamp) -> None:
        self.pdf, self.text, self.pictures, self.stamp = pdf, text, pictures, stamp
        self.lines: dict[tuple[str, float, bool], Strings] = {}
        self.feet: dict[tuple[int, float, int, int], tuple[str, float]] = {}
        self.shared: dict[str, int] = {}

    def foot(self, form: Form, code: str, at: int, of: int) -> tuple[str, list[Strings]]:
        """The small line at the foot: form and version, printing person, time, page; 内部资料 unless it is public.

        As operators that call what many pages share, and the texts of this page alone. A card of one page does not
        count its pages; on narrow paper the less needed is left out.
        """
        info, stamp, paper, edge = form.info, self.stamp, form.layout.paper, form.layout.left
        begins = edge + (_QR_SIDE + 6 if code else 0)
        key = (id(form), begins, at, of)
        if key in self.feet:
            name, ends = self.feet[key]
            return name, [self._line(code, ends, ends=False)] if code else []
        mark = "" if info.public else f"{INTERNAL}　"
        parts = [part for part in (f"{mark}{info.title}", info.version, stamp.version) if part]
        pages = "" if form.grid and of == 1 else f"　第 {at} 页　共 {of} 页"
        right = f"打印：{stamp.person}　{stamp.time:%Y-%m-%d %H:%M}{pages}"
        if paper.width >= _NARROW and of <= _ALIKE:
            left = "　".join([*parts, ""]) if code else "　".join(parts)
            self.feet[key] = self._shared_foot(form, left, right, begins), begins + width_of(((left, _FOOT),))
            return self.foot(form, code, at, of)
        left = "　".join([*parts, code] if code else parts)
        if paper.width < _NARROW:
            shorter = (f"{stamp.person}　{stamp.time:%Y-%m-%d}{pages}", f"{stamp.time:%Y-%m-%d}{pages}")
            lefts = (left, "　".join(part for part in (parts[0], code) if part), code or mark.strip())
            left, right = _fitting(paper.width - edge - begins, lefts, (right, *shorter))
        found = [self._line(left, begins, ends=False)]
        return "", [*found, self._line(right, paper.width - edge, ends=True)] if right else found

    def _shared_foot(self, form: Form, left: str, right: str, begins: float) -> str:
        """A foot as a form object, written once for the same page of every copy."""
        paper, texts = form.layout.paper, PageText()
        texts.add(self._line(left, begins, ends=False))
        texts.add(self._line(right, paper.width - form.layout.left, ends=True))
        name = f"P{len(self.shared) + 1}"
        self.shared[name] = self.pdf.form(texts.done().encode("latin-1"), paper.width, paper.height)
        return f"/{name} Do"

    def _line(self, text: str, x: float, *, ends: bool) -> Strings:
        """A foot text that begins, or ``ends``, at x points."""
        key = (text, x, ends)
        found = self.lines.get(key)
        if found is None:
            if len(self.lines) >= _KEPT:
                self.lines.clear()
            begins = x - width_of(((text, _FOOT),)) if ends else x
            found = self.lines[key] = self.text.at(text, _FOOT, begins, _FOOT_AT)
        return found

    def corner(self, form: Form, code: str) -> str:
        """The QR code at the foot by which a scanner finds the record again."""
        if not code:
            return ""
        return draw_qr(scanned_code(code, form.info.name, self.stamp.time.date()), form.layout.left, _QR_AT, _QR_SIDE)

    def running(self, form: Form, at: int = 0, of: int = 0) -> Iterator[Strings]:
        """The sheet's own header and footer: with a page number ``at`` the lines that say it, without the others."""
        paper, time = form.layout.paper, self.stamp.time
        told: dict[str, str | int] = {"P": at, "N": of, "D": f"{time:%Y-%m-%d}", "T": f"{time:%H:%M}",
                "A": form.info.title, "F": form.info.path.name}  # fmt: skip
        for line in running_lines(paper):
            if line.changes == bool(at) and (text := line.text(told)):
                yield self.text.at(text, line.font, line.begins(text, paper), line.y)

    def cell(self, placed: Placed, slot: Slot, value: Value, texts: PageText) -> str:
        """A cell that is drawn as a whole; texts in it are added to ``texts``, the rest comes back as operators."""
        x, y, box = placed.x, placed.y, placed.box
        if slot.show.name == PHOTO:
            data = value.raw if isinstance(value.raw, bytes) else b""
            return self.pictures.draw(self.pdf, data, x, y, box.width, box.height) if data else ""
        if slot.show.name == QR:
            side = min(box.width, box.height) - 6
            left, low = x + (box.width - side) / 2, y - (box.height + side) / 2
            return draw_qr(value.text, left, low, side) if value.text else ""
        if slot.show.name == CHART and value.raw is None:
            return ""  # a blank form leaves room for the pen
        if slot.show.name == CHART:
            font, area = placed.cell.pieces[0][1], Area(x, y - box.height, box.width, box.height)
            return draw_chart(points_of(value), area, font, lambda *text: texts.add(self.text.at(*text)))
        return self._squares(placed, slot, value.text, texts)

    def _squares(self, placed: Placed, slot: Slot, text: str, texts: PageText) -> str:
        """One square per character, so that a number written by hand is read by everyone."""
        count = max(slot.show.squares, len(text))
        if not count:
            return ""
        drawn, side = draw_squares(count, placed.x, placed.y, placed.box.width, placed.box.height)
        font = placed.cell.pieces[0][1]
        font = Font(font.role, round(min(font.size, side * 0.85), 2), font.bold)
        left = placed.x + (placed.box.width - side * count) / 2
        base = placed.y - placed.box.height / 2 - font.size * 0.36
        for n, letter in enumerate(text):
            middle = left + side * n + (side - width_of(((letter, font),))) / 2
            texts.add(self.text.at(letter, font, middle, base))
        return drawn


@lru_cache(512)
def _fitting(room: float, lefts: tuple[str, ...], rights: tuple[str, ...]) -> tuple[str, str]:
    """The longest left and right foot that lie beside one another within ``room`` points; the short code always stays."""
    for left in lefts:
        for right in rights:
            if width_of(((f"{left}　{right}", _FOOT),)) <= room:
                return left, right
    return lefts[-1], ""
