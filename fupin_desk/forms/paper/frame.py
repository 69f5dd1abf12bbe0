"""The frame of a page: where each cell of its rows lies, and its rules joined into the longest lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fupin_desk.forms.fill import FormCell
from fupin_desk.forms.fit import Box
from fupin_desk.forms.pages import Page
from fupin_desk.forms.sheet import Layout, Rule, stronger


@dataclass(frozen=True)
class Stroke:
    """A straight line from (x0, y0) to (x1, y1) in points from the paper's bottom left."""

    x0: float
    y0: float
    x1: float
    y1: float
    rule: Rule


@dataclass(frozen=True)
class Placed:
    """A cell on paper: its top left corner in points from the paper's bottom left, its room, the row it begins in."""

    cell: FormCell
    x: float
    y: float
    box: Box
    row: int


@dataclass(frozen=True)
class Frame:
    """Everything of a page that does not depend on who it is printed for."""

    cells: tuple[Placed, ...]
    strokes: tuple[Stroke, ...]


def frame_of(layout: Layout, rows: Sequence[tuple[FormCell, ...]], page: Page) -> Frame:
    """The frame of a page's rows at their heights."""
    paper = layout.paper
    left = layout.left
    tops = [paper.height - paper.top]
    for height in page.heights:
        tops.append(tops[-1] - height)
    placed = tuple(_placed(layout, rows, page, tops, left))
    xs = [left + edge for edge in layout.edges]
    strokes = [*_across(layout, page, xs, tops), *_upright(layout, page, xs, tops)]
    return Frame(placed, tuple(strokes))


def _placed(
    layout: Layout, rows: Sequence[tuple[FormCell, ...]], page: Page, tops: list[float], left: float
) -> Iterator[Placed]:
    for n, row in enumerate(page.rows):
        for cell in rows[row]:
            end = n + rows_covered(page.rows, n, cell)
            x0, x1 = (layout.edges[c] for c in (cell.place.column, cell.place.column + cell.place.columns))
            width, height = x1 - x0, tops[n] - tops[end]
            if width > 0.5 and height > 0.5:
                more = 0.0 if cell.place.columns > 1 else _free_width(layout, rows[row], cell)
                yield Placed(
                    cell,
                    left + x0,
                    tops[n],
                    Box(round(width + more, 2), round(height, 2), cell.place.look, layout.floor),
                    n,
                )


def rows_covered(rows: Sequence[int], n: int, cell: FormCell) -> int:
    """How many rows of a page a cell that begins in its ``n``-th covers: those that belong to its merge, also where the
    rows of a list are repeated or left out."""
    end = n + 1
    while end < len(rows) and rows[n] < rows[end] < rows[n] + cell.place.rows:
        end += 1
    return end - n


def _free_width(layout: Layout, cells: tuple[FormCell, ...], cell: FormCell) -> float:
    """How far a text may run on to the right over empty cells that no rule parts from it."""
    look = cell.place.look
    if look.wrap or look.across not in ("general", "left") or not cell.pieces:
        return 0.0
    taken = {c.place.column for c in cells}
    end = cell.place.column + 1
    upright = layout.rows[cell.place.row].upright
    while end < len(layout.edges) - 1 and end not in taken and upright[end] is None:
        end += 1
    return layout.edges[end] - layout.edges[cell.place.column + 1]


def _across(layout: Layout, page: Page, xs: list[float], tops: list[float]) -> Iterator[Stroke]:
    for n in range(len(page.rows) + 1):
        above = layout.rows[page.rows[n - 1]].below if n else ()
        below = layout.rows[page.rows[n]].above if n < len(page.rows) else ()
        rules = [stronger(above[c] if above else None, below[c] if below else None) for c in range(len(xs) - 1)]
        if page.continued:
            rules = _edge_of_table(layout, page, n, rules)
        for first, last, rule in _runs(rules):
            yield Stroke(xs[first], tops[n], xs[last], tops[n], rule)


def _edge_of_table(layout: Layout, page: Page, n: int, rules: list[Rule | None]) -> list[Rule | None]:
    """On a 续页 the rows at the upper and lower end of the table get the rule of its sides."""
    above = layout.rows[page.rows[n - 1]] if n else None
    below = layout.rows[page.rows[n]] if n < len(page.rows) else None
    inside, outside = (above, below) if above is not None and above.ruled else (below, above)
    if inside is None or not inside.ruled or (outside is not None and outside.ruled):
        return rules
    return [stronger(rule, inside.upright[0]) if rule else None for rule in rules]


def _upright(layout: Layout, page: Page, xs: list[float], tops: list[float]) -> Iterator[Stroke]:
    for c in range(len(xs)):
        rules = [layout.rows[row].upright[c] for row in page.rows]
        for first, last, rule in _runs(rules):
            yield Stroke(xs[c], tops[first], xs[c], tops[last], rule)


def _runs(rules: Sequence[Rule | None]) -> Iterator[tuple[int, int, Rule]]:
    """Neighbouring equal rules as one: first, behind the last, the rule."""
    start = 0
    for n in range(1, len(rules) + 1):
        if n == len(rules) or rules[n] != rules[start]:
            found = rules[start] if rules else None
            if found is not None:
                yield start, n, found
            start = n
