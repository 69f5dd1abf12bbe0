"""Several small cards on one sheet of A4: where each lies, the marks to cut along, the pages of a print in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fupin_desk.forms.paper.pdffile import PdfFile, number
from fupin_desk.forms.sheet import PAPERS, Paper

PER_SHEET = (1, 2, 4)
"""How many cards a sheet may carry (拼版 of the 说明)."""
_SLACK = 1.0  # points: two A5 are a hair smaller than one A4
_MARK, _CROSS = 24.0, 6.0  # points: printers leave the outer 4 mm white, and enough of a mark must be left
_THIN = ".25 w"


@dataclass(frozen=True)
class Grid:
    """How cards lie on their sheet, all in points: the sheet's size, how many beside and below one another, the size of
    one, and the lower left corner of them all."""

    width: float
    height: float
    across: int
    down: int
    card_width: float
    card_height: float

    @property
    def count(self) -> int:
        return self.across * self.down

    @property
    def left(self) -> float:
        return (self.width - self.across * self.card_width) / 2

    @property
    def low(self) -> float:
        return (self.height - self.down * self.card_height) / 2

    def corner(self, n: int) -> tuple[float, float]:
        """The lower left corner of the ``n``-th card, counted as one reads."""
        row, column = divmod(n, self.across)
        return self.left + column * self.card_width, self.low + (self.down - 1 - row) * self.card_height


def grid_of(paper: Paper, count: int) -> Grid | None:
    """How ``count`` cards of this paper lie on A4, upright or across; None when they do not fit."""
    short, long = PAPERS["9"]
    for width, height in ((short, long), (long, short)):
        for across in range(1, count + 1):
            down, rest = divmod(count, across)
            fits = across * paper.width <= width + _SLACK and down * paper.height <= height + _SLACK
            if not rest and fits:
                return Grid(width, height, across, down, paper.width, paper.height)
    return None


def cut_marks(grid: Grid) -> str:
    """Operators for thin marks at the sheet's edges, and small crosses where four cards meet."""
    xs = [grid.left + n * grid.card_width for n in range(grid.across + 1)]
    ys = [grid.low + n * grid.card_height for n in range(grid.down + 1)]
    lines = [line for x in _cut(xs, grid.width) for line in _ticks(x, grid.low, ys[-1], grid.height)]
    marks = [f"{number(x)} {number(a)} m {number(x)} {number(b)} l" for x, a, b in lines]
    lines = [line for y in _cut(ys, grid.height) for line in _ticks(y, grid.left, xs[-1], grid.width)]
    marks += [f"{number(a)} {number(y)} m {number(b)} {number(y)} l" for y, a, b in lines]
    for x in xs[1:-1]:
        for y in ys[1:-1]:
            marks.append(f"{number(x - _CROSS)} {number(y)} m {number(x + _CROSS)} {number(y)} l")
            marks.append(f"{number(x)} {number(y - _CROSS)} m {number(x)} {number(y + _CROSS)} l")
    return f"q {_THIN} {' '.join(marks)} S Q" if marks else ""


def _cut(places: list[float], size: float) -> list[float]:
    """The places along one side where a cut is needed: not at the paper's own edge."""
    return [place for place in places if 2 < place < size - 2]


def _ticks(place: float, first: float, last: float, size: float) -> Iterator[tuple[float, float, float]]:
    """A mark at each end of a cut: from the paper's edge to a little within the cards."""
    yield place, 0.0, max(first, _MARK)
    yield place, min(last, size - _MARK), size


class Sheets:
    """The pages of one PDF in their order: forms on sheets of their own, cards together on sheets they share.

    Printing on both sides begins when a fresh sheet is first asked for: from then on a form of another paper size too
    begins on a front page, behind a blank page of the size of the page before. ``begun`` counts pages other than blank
    ones, ``index`` (from 0) is the page last drawn on.
    """

    def __init__(self, pdf: PdfFile) -> None:
        self.pdf = pdf
        self.size = (0.0, 0.0)
        self.both_sides = False
        self.begun = 0
        self.index = 0
        self.grid: Grid | None = None
        self.key = 0
        self.cards: list[str] = []

    def fresh(self) -> None:
        """What comes next begins on the front of a sheet of paper."""
        self.both_sides = True
        self.close()
        self._to_front()

    def page(self, content: str, width: float, height: float) -> int:
        """One page of its own; returns its object's number."""
        self.close()
        self._turn_to(width, height)
        self.begun += 1
        self.index = len(self.pdf.kids)
        return self.pdf.page(content.encode("latin-1"), width, height)

    def card(self, content: str, grid: Grid) -> int:
        """One card on the next free place of its sheet; returns the number of the sheet's page."""
        if self.grid != grid or len(self.cards) == grid.count:
            self.close()
            self._turn_to(grid.width, grid.height)
            self.grid, self.key = grid, self.pdf.reserve()
            self.begun += 1
        self.index = len(self.pdf.kids)
        x, y = grid.corner(len(self.cards))
        # Nothing of a card reaches into its neighbour.
        clip = f"0 0 {number(grid.card_width)} {number(grid.card_height)} re W n"
        self.cards.append(f"q 1 0 0 1 {number(x)} {number(y)} cm {clip}\n{content}\nQ")
        return self.key

    def close(self) -> None:
        """Write the sheet of cards that is begun, full or not."""
        if self.grid is not None:
            content = "\n".join([*self.cards, cut_marks(self.grid)])
            self.pdf.page(content.encode("latin-1"), self.grid.width, self.grid.height, at=self.key)
            self.cards, self.grid = [], None

    def _turn_to(self, width: float, height: float) -> None:
        if self.both_sides and self.size != (width, height):
            self._to_front()
        self.size = (width, height)

    def _to_front(self) -> None:
        if len(self.pdf.kids) % 2:
            self.pdf.page(b"", *self.size)
