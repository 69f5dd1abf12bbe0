"""What a page shows besides the texts of its cells: foot line, running titles, squares, QR codes, pictures."""

from __future__ import annotations

from collections.abc import Iterator

from fupin_desk.forms.catalog import Form
from fupin_desk.forms.fill import Slot
from fupin_desk.forms.fit import width_of
from fupin_desk.forms.fonts import SONG, Font
from fupin_desk.forms.paper.draw import PageText, Strings, TextDrawer
from fupin_desk.forms.paper.frame import Placed
from fupin_desk.forms.paper.pdffile import PdfFile
from fupin_desk.forms.paper.pictures import Pictures, draw_qr, draw_squares
from fupin_desk.forms.sheet import Paper
from fupin_desk.forms.styles import PHOTO, QR
from fupin_desk.forms.values import Stamp, Value

INTERNAL = "内部资料"
_FOOT, _RUNNING = Font(SONG, 7.0), Font(SONG, 9.0)
_FOOT_AT = 17.0  # points from the paper's edge: printers cannot reach the outer 4 mm
_QR_SIDE, _QR_AT = 27.0, 8.0
_KEPT = 5_000


class Extras:
    """Draws the foot and the drawn cells of every page of one PDF."""

    def __init__(self, pdf: PdfFile, text: TextDrawer, pictures: Pictures, stamp: Stamp) -> None:
        self.pdf, self.text, self.pictures, self.stamp = pdf, text, pictures, stamp
        self.lines: dict[tuple[str, float, bool], Strings] = {}

    def foot(self, form: Form, code: str, at: int, of: int) -> Iterator[Strings]:
        """The small line at the foot: form and version, printing person, time, page; 内部资料 unless it is public."""
        info, stamp, edge = form.info, self.stamp, form.layout.left
        mark = "" if info.public else f"{INTERNAL}　"
        left = "　".join(part for part in (f"{mark}{info.title}", info.version, stamp.version, code) if part)
        right = f"打印：{stamp.person}　{stamp.time:%Y-%m-%d %H:%M}　第 {at} 页　共 {of} 页"
        yield self._line(left, edge + (_QR_SIDE + 6 if code else 0), ends=False)
        yield self._line(right, form.layout.paper.width - edge, ends=True)

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
        return draw_qr(code, form.layout.left, _QR_AT, _QR_SIDE) if code else ""

    def running_titles(self, paper: Paper) -> Iterator[Strings]:
        """The sheet's own header and footer."""
        for three, y in ((paper.header, paper.height - paper.header_at - 9), (paper.footer, paper.footer_at)):
            for text, part in zip(three, (0.0, 0.5, 1.0), strict=True):
                plain = _without_codes(text)
                if plain:
                    free = paper.width - paper.left - paper.right - width_of(((plain, _RUNNING),))
                    yield self.text.at(plain, _RUNNING, paper.left + free * part, y)

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


def _without_codes(text: str) -> str:
    """A spreadsheet's header or footer without its page and date codes: the program's own foot says these."""
    plain, skip = "", False
    for n, letter in enumerate(text):
        if skip:
            skip = False
        elif letter == "&" and n + 1 < len(text):
            skip = True
        else:
            plain += letter
    return plain.strip() if "&" not in text or plain.strip(" 第页共/") else ""
