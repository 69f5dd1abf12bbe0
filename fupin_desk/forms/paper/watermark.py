"""The words that lie large and light grey across a page, under everything that is written on it."""

from __future__ import annotations

import math

from fupin_desk.forms.fill import tidy
from fupin_desk.forms.fit import width_of
from fupin_desk.forms.fonts import HEI, Font
from fupin_desk.forms.paper.draw import TextDrawer
from fupin_desk.forms.paper.pdffile import PdfFile

GREY = "DEDEDE"
"""Light enough that nine-point type over it is read, and that a photocopy still shows it."""
_LONGEST = 40
_LARGEST, _SMALLEST = 90.0, 9.0
_PART = 0.68  # of the page's diagonal that the words take
_HALF_HEIGHT = 0.36  # of the type size, from the baseline to the middle of a Chinese character


class Watermarks:
    """Draws one text across every page: a form object for each size of page, called before all else (ISO 32000, 14.8.2.2:
    marked as an artifact, so that readers leave it out of what the page says)."""

    def __init__(self, pdf: PdfFile, text: TextDrawer, words: str) -> None:
        self.pdf, self.text = pdf, text
        self.words = " ".join(tidy(words).split())[:_LONGEST]
        self.known: dict[tuple[float, float], str] = {}
        self.shared: dict[str, int] = {}

    def draw(self, width: float, height: float) -> str:
        """The operator that draws it on a page of this size in points; empty without words."""
        if not self.words:
            return ""
        found = self.known.get((width, height))
        if found is None:
            name = f"W{len(self.known) + 1}"
            self.shared[name] = self.pdf.form(self._content(width, height).encode("latin-1"), width, height)
            found = self.known[width, height] = f"/{name} Do"
        return found

    def _content(self, width: float, height: float) -> str:
        diagonal = math.hypot(width, height)
        length = width_of(((self.words, Font(HEI, 1.0, bold=True)),))
        font = Font(HEI, round(max(_SMALLEST, min(_LARGEST, diagonal * _PART / length)), 1), True, colour=GREY)
        across, up = width / diagonal, height / diagonal
        back, down = length * font.size / 2, font.size * _HALF_HEIGHT
        x = width / 2 - back * across + down * up
        y = height / 2 - back * up - down * across
        ((_, _, font_set, drawn),) = self.text.at(self.words, font, 0, 0)
        matrix = f"{across:.4f} {up:.4f} {-up:.4f} {across:.4f} {x:.2f} {y:.2f} Tm"
        return f"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC BT {matrix} {font_set} {drawn} ET EMC"
