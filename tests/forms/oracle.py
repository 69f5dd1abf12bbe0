"""Lays the words of two PDFs of one form side by side: where each stands, which stand elsewhere, in which cell and how."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
NEAR = 2.0
"""How far, in mm, a word may stand from where LibreOffice puts it."""
_SHOWN = 6


@dataclass(frozen=True)
class Word:
    """A word or a Chinese character: its text, its page (from 0), its place in points from the paper's top left."""

    text: str
    page: int
    x: float
    y: float
    size: float


def words_of(pdf: bytes | Path) -> tuple[int, list[Word]]:
    """The number of pages, and the words on them. A Chinese character or sign is a word of its own."""
    found: list[Word] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            found += _joined(_letters(document[number], number))
        return len(document), found


def _letters(page: pypdfium2.PdfPage, number: int) -> Iterator[Word]:
    text = page.get_textpage()
    height = page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    for n in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, n) == 1:
            continue
        letter = chr(pdfium.FPDFText_GetUnicode(text, n))
        if letter.isspace() or letter in "\x00\ufffe\ufffd":
            continue
        pdfium.FPDFText_GetCharOrigin(text, n, x, y)
        plain = unicodedata.normalize("NFKC", letter)
        yield Word(plain, number, x.value, height - y.value, pdfium.FPDFText_GetFontSize(text, n))


def _joined(letters: Iterable[Word]) -> Iterator[Word]:
    """Letters and digits that follow each other on a line, as one word."""
    word: Word | None = None
    last = 0.0
    for letter in letters:
        joins = letter.text.isascii() and letter.text.isalnum()
        if word is not None and joins and abs(letter.y - word.y) < 1 and 0 < letter.x - last < 1.0 * letter.size:
            word = Word(word.text + letter.text, word.page, word.x, word.y, word.size)
        else:
            if word is not None:
                yield word
                word = None
            if joins:
                word = letter
            else:
                yield letter
        last = letter.x
    if word is not None:
        yield word


Box = tuple[int, str, float, float, float, float]
"""A cell on paper: page, name on the form, left, top, right and bottom in points from the paper's top left."""


@dataclass(frozen=True)
class Miss:
    """A word that does not stand where LibreOffice puts it; ``other`` is the nearest of the same text, if any."""

    word: Word
    other: Word | None = None
    ours: bool = True

    def reason(self, cells: Iterable[Box]) -> str:
        """What the difference looks like, in words."""
        if self.other is None:
            return "只有我们印了" if self.ours else "只有 LibreOffice 印了"
        dx, dy = (self.word.x - self.other.x) / MM, (self.word.y - self.other.y) / MM
        far = f"横差 {dx:+.1f}，竖差 {dy:+.1f} 毫米"
        if abs(dx) > NEAR and cell_at(self.word, cells) == cell_at(self.other, cells):
            return f"换行的地方不同（{far}）"
        return f"位置不同（{far}）"


def cell_at(word: Word, cells: Iterable[Box]) -> str:
    """The cell of the form in which a word stands; "" outside all."""
    middle = word.y - word.size * 0.4
    for page, name, left, top, right, bottom in cells:
        if page == word.page and left <= word.x < right and top <= middle < bottom:
            return name
    return ""


@dataclass
class Agreement:
    """How two prints of one form agree."""

    pages: tuple[int, int]
    cells: Sequence[Box] = ()
    words: int = 0
    near: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of all words that stands within ``NEAR`` of where LibreOffice puts it."""
        return self.near / self.words if self.words else 1.0

    @property
    def worst(self) -> list[str]:
        """The cells with the most words elsewhere, each with the reason of its first."""
        by_cell: dict[str, list[Miss]] = defaultdict(list)
        for miss in self.misses:
            by_cell[f"第 {miss.word.page + 1} 页 {cell_at(miss.word, self.cells) or '格外'}"].append(miss)
        most = sorted(by_cell.items(), key=lambda pair: -len(pair[1]))[:_SHOWN]
        return [
            f"{where}：{len(found)} 个，如“{''.join(miss.word.text for miss in found[:8])}”{found[0].reason(self.cells)}"
            for where, found in most
        ]

    def __str__(self) -> str:
        ours, theirs = self.pages
        counted = f"{ours} 页对 {theirs} 页，{self.words} 字词，{NEAR:g} 毫米以内 {self.share:.2%}"
        return "\n    ".join([counted, *self.worst])


def compare(
    ours: Sequence[Word], theirs: Sequence[Word], pages: tuple[int, int], cells: Sequence[Box] = ()
) -> Agreement:
    """Lay the words of both prints side by side: each is paired with the nearest of the same text on its page."""
    result = Agreement(pages, cells)
    sides: tuple[dict[tuple[int, str], list[Word]], ...] = (defaultdict(list), defaultdict(list))
    for side, words in zip(sides, (ours, theirs), strict=True):
        for word in words:
            side[word.page, word.text].append(word)
    for key in {**sides[0], **sides[1]}:
        _pair(sides[0].get(key, []), sides[1].get(key, []), result)
    return result


def _pair(mine: list[Word], other: list[Word], result: Agreement) -> None:
    result.words += max(len(mine), len(other))
    distances = sorted(
        (max(abs(a.x - b.x), abs(a.y - b.y)), n, m) for n, a in enumerate(mine) for m, b in enumerate(other)
    )
    left, right = dict(enumerate(mine)), dict(enumerate(other))
    for distance, n, m in distances:
        if n in left and m in right:
            a, b = left.pop(n), right.pop(m)
            if distance <= NEAR * MM:
                result.near += 1
            else:
                result.misses.append(Miss(a, b))
    result.misses += [Miss(word) for word in left.values()]
    result.misses += [Miss(word, ours=False) for word in right.values()]
