"""Parts a filled form into pages: breaks, 续页 for lists longer than their slots, rows that grow, signatures kept."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from fupin_desk.forms.fill import PAGE_NAMES, FormCell, ListBlock, blocks_of, spans_of
from fupin_desk.forms.fit import height_of, room_of, wrap
from fupin_desk.forms.sheet import PIXEL, Layout
from fupin_desk.forms.values import FormData

GROWS = "可增高"
APART, RUNNING = "另页", "接排"
_NO_PAGE: Mapping[str, str] = dict.fromkeys(PAGE_NAMES, "")
_FULL_WIDTH = 0.95
_SPARE = 0.02  # points by which sums may be off; a spreadsheet breaks the page, or makes it smaller, for less than that


@dataclass(frozen=True)
class Page:
    """A page: rows of the sheet from top to bottom, how many items each is shifted, heights in points where they grew.

    ``continued`` is the number of the 续页, 0 for a page of the form itself.
    """

    rows: tuple[int, ...]
    shifts: tuple[int, ...]
    heights: tuple[float, ...]
    grown: bool = False
    continued: int = 0


class Plan:
    """How one form is parted into pages; computed once when the form is loaded."""

    def __init__(self, layout: Layout, rows: Sequence[tuple[FormCell, ...]]) -> None:
        self.layout = layout
        self.rows = rows
        self.blocks = blocks_of(tuple(rows))
        self.grows = layout.notes.get("行高") == GROWS
        self.heights = tuple(row.height for row in layout.rows)
        self.ruled = tuple(row.ruled for row in layout.rows)

    @cached_property
    def leaves(self) -> tuple[tuple[int, ...], ...]:
        """The pages of the form when every list fits its slots."""
        found, start = [], 0
        for stop in [*sorted(self.layout.breaks), len(self.heights)]:
            while start < stop:
                end = self._leaf_end(start, stop)
                found.append(self._titled(range(start, end)))
                start = end
        return tuple(found)

    def _titled(self, rows: range) -> tuple[int, ...]:
        """The rows of a page with the print titles above, unless they stand on it already."""
        titles = self.layout.titles
        return (*titles, *rows) if titles and rows.start > titles[-1] else tuple(rows)

    def _leaf_end(self, start: int, stop: int) -> int:
        """Where the page ends that begins at ``start``: no merge is cut, a signature takes the last data row along."""
        titles = self.layout.titles
        room = self.layout.paper.room - (self._sum(titles) if titles and start > titles[-1] else 0)
        end, used = start, 0.0
        while end < stop and used + self.heights[end] <= room + _SPARE:
            used += self.heights[end]
            end += 1
        if end == stop:
            return stop
        best = max(end, start + 1)
        if not any(self.ruled[best:stop]):
            last_ruled = max((n for n in range(start, best) if self.ruled[n]), default=best)
            best = last_ruled if last_ruled > start else best
        while best > start + 1 and best in self._inside_merges:
            best -= 1
        return best

    @cached_property
    def _inside_merges(self) -> frozenset[int]:
        """Rows that a merge reaches into from above."""
        return frozenset(
            n for cells in self.rows for c in cells for n in range(c.place.row + 1, c.place.row + c.place.rows)
        )

    def _sum(self, rows: Sequence[int]) -> float:
        return sum(self.heights[n] for n in rows)

    def pages(self, data: FormData) -> list[Page]:
        """The pages of one copy, at least one."""
        found = [self._page(leaf, (0,) * len(leaf), data) for leaf in self.leaves]
        running = next((block for block in self.blocks if self._runs_on(block)), None)
        if running is not None:
            count = len(data.lists.get(running.name, ()))
            if count > running.slots or not self._fits(found[-1]):
                found[-1:] = self._running(running, count, data)
        found = [part for page in found for part in ([page] if self._fits(page) else self._split(page))]
        extra: list[Page] = []
        for block in self.blocks:
            if block is not running and len(data.lists.get(block.name, ())) > block.slots:
                extra += self._apart(block, data, len(extra))
        return found + extra

    def _fits(self, page: Page) -> bool:
        return not page.grown or sum(page.heights) <= self.layout.paper.room + _SPARE

    def _split(self, page: Page) -> list[Page]:
        """A page whose rows grew beyond the paper, parted between rows; no merge is cut."""
        titles, parts, used = self.layout.titles, [[0]], page.heights[0]
        title_height = self._sum(titles)
        for n in range(1, len(page.rows)):
            used += page.heights[n]
            if used > self.layout.paper.room + _SPARE and page.rows[n] not in self._inside_merges:
                parts.append([])
                used = title_height + page.heights[n]
            parts[-1].append(n)
        first, *rest = [tuple(part) for part in parts]
        top = Page(titles, (0,) * len(titles), tuple(self.heights[n] for n in titles))
        later = [_joined(top, _part(page, part)) for part in rest]
        return [_part(page, first), *later]

    def _page(self, rows: tuple[int, ...], shifts: tuple[int, ...], data: FormData, continued: int = 0) -> Page:
        if not self.grows:
            return Page(rows, shifts, tuple(self.heights[n] for n in rows), continued=continued)
        heights = tuple(self.height(n, shift, data) for n, shift in zip(rows, shifts, strict=True))
        grown = any(height > self.heights[n] for n, height in zip(rows, heights, strict=True))
        return Page(rows, shifts, heights, grown, continued)

    def height(self, row: int, shift: int, data: FormData) -> float:
        """The height of a row, grown to its longest wrapped text but never beyond half a page."""
        height = self.heights[row]
        if not self.grows or not height:
            return height
        for cell in self.rows[row]:
            if cell.place.look.wrap and cell.place.rows == 1 and cell.slots and not cell.drawn:
                height = max(height, self._text_height(cell, shift, data))
        return min(height, max(self.layout.paper.room / 2, self.heights[row]))

    def _text_height(self, cell: FormCell, shift: int, data: FormData) -> float:
        spans = spans_of(cell, data, shift, _NO_PAGE)
        if not spans:
            return 0.0
        edges, place = self.layout.edges, cell.place
        width = room_of(edges[place.column + place.columns] - edges[place.column], place.look)
        needed = height_of(len(wrap(spans, width)[0]), max(font.size for _, font in spans))
        step = PIXEL * self.layout.scale
        return math.ceil(needed / step) * step

    def _runs_on(self, block: ListBlock) -> bool:
        """Whether the list simply goes on over pages: nothing ruled follows its slots (a roster, a record)."""
        told = self.layout.notes.get("续页")
        if told in (APART, RUNNING):
            return told == RUNNING and block.last in self.leaves[-1]
        return block.last in self.leaves[-1] and not any(self.ruled[block.last + 1 :])

    def _running(self, block: ListBlock, count: int, data: FormData) -> list[Page]:
        """Pages of a list that goes on: titles, rows to the foot of the page, the foot rows under the last of them."""
        leaf = self.leaves[-1]
        head, foot = tuple(n for n in leaf if n < block.first), tuple(n for n in leaf if n > block.last)
        found: list[Page] = []
        shift = 0
        while True:
            top = head if not found else (self.layout.titles or head)
            room = self.layout.paper.room - sum(self.height(n, 0, data) for n in top)
            foot_room = room - sum(self.height(n, 0, data) for n in foot)
            full, _ = self._fill(block, shift, room, data)
            short, is_last = self._fill(block, shift, foot_room, data, stop=count)
            if is_last:
                rows, below = short, foot
            else:
                # A page without the foot leaves at least one item for the page that has it.
                rest = -(-(count - shift) // block.per_group)
                rows, below = full[: max(1, min(len(full), rest - 1))] or [0], ()
            found.append(self._assembled(block, top, rows, below, shift, data, len(found)))
            shift += len(rows) * block.per_group
            if is_last:
                return found

    def _fill(self, block: ListBlock, shift: int, room: float, data: FormData, stop: int = 0) -> tuple[list[int], bool]:
        """The sheet's groups (by number) that fill ``room``; whether they take all items up to ``stop``."""
        found: list[int] = []
        used = 0.0
        while len(found) < 500:
            group = _like(len(found), len(block.groups))
            first, last = block.groups[group]
            moved = shift + (len(found) - group) * block.per_group
            used += sum(self.height(n, moved, data) for n in range(first, last + 1))
            if used > room + _SPARE:
                break
            found.append(group)
        return found, shift + len(found) * block.per_group >= stop

    def _assembled(
        self, block: ListBlock, top: Sequence[int], groups: Sequence[int], below: Sequence[int], shift: int,
        data: FormData, continued: int,
    ) -> Page:  # fmt: skip
        rows, shifts = list(top), [0] * len(top)
        last = len(block.groups) - 1
        for n, group in enumerate(groups):
            # The lowest row of the table carries the heavy rule below.
            group = last if n == len(groups) - 1 else group
            first_row, last_row = block.groups[group]
            rows += range(first_row, last_row + 1)
            shifts += [shift + (n - group) * block.per_group] * (last_row - first_row + 1)
        rows += below
        shifts += [0] * len(below)
        return self._page(tuple(rows), tuple(shifts), data, continued)

    def _apart(self, block: ListBlock, data: FormData, before: int) -> list[Page]:
        """续页 of a list within a larger form: titles, the list's own heading, rows to the foot of the page."""
        titles = tuple(n for n in self.layout.titles if n < block.first)
        top = (*titles, *(n for n in self._heading(block) if n not in titles))
        found: list[Page] = []
        shift, count = block.slots, len(data.lists.get(block.name, ()))
        while shift < count:
            room = self.layout.paper.room - self._sum(top)
            groups, _ = self._fill(block, shift, room, data)
            groups = groups or [0]
            found.append(self._assembled(block, top, groups, (), shift, data, before + len(found) + 1))
            shift += len(groups) * block.per_group
        return found

    def _heading(self, block: ListBlock) -> tuple[int, ...]:
        """The rows above a list that name its columns, up to the section's heading across the whole table."""
        found: list[int] = []
        width = self.layout.edges[-1]
        for n in range(block.first - 1, -1, -1):
            cells = self.rows[n]
            across = any(
                self.layout.edges[c.place.column + c.place.columns] - self.layout.edges[c.place.column]
                > width * _FULL_WIDTH
                for c in cells
            )
            if not self.ruled[n] or (any(c.slots for c in cells) and not across):
                break
            found.insert(0, n)
            if across:
                break
        return tuple(found)


def _part(page: Page, places: Sequence[int]) -> Page:
    """Some rows of a page as a page of their own."""
    return Page(
        tuple(page.rows[n] for n in places), tuple(page.shifts[n] for n in places),
        tuple(page.heights[n] for n in places), page.grown, page.continued,
    )  # fmt: skip


def _joined(top: Page, below: Page) -> Page:
    return Page(top.rows + below.rows, top.shifts + below.shifts, top.heights + below.heights, grown=True)


def _like(number: int, groups: int) -> int:
    """Which of the sheet's groups the ``number``-th row of a longer list looks like: first, then the middle ones."""
    if number < max(groups - 1, 1):
        return number
    return 1 + (number - 1) % (groups - 2) if groups > 2 else 0
