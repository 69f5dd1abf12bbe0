"""Pairs a layout with the names of values: finds placeholders and list slots, refuses unknown names at load."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from fupin_desk.core.errors import Invalid, Problem
from fupin_desk.forms.fonts import Font
from fupin_desk.forms.sheet import Cell, Layout, Run
from fupin_desk.forms.styles import ALL_SHOWS, Show, parse_show
from fupin_desk.forms.values import NOTHING, FormData, Names, Value

_LIKE = 0.34
_PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
CONTINUED, PAGE, PAGES, BLANK, NUMBER = "续页", "页码", "页数", "空白", "序号"
PAGE_NAMES = frozenset({CONTINUED, PAGE, PAGES, BLANK})
"""Names that every form may use: （续页） on a continuation, the page's number and count, an empty value."""
_NO_CHARACTERS = [plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)]
"""Numbers that Unicode gives to no character: a spreadsheet with one of them is read no further."""
_CONTROL = {code: " " for code in [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), *_NO_CHARACTERS] if code != 0x0A}


@dataclass(frozen=True)
class Slot:
    """A placeholder: the name it stands for, how it is shown; for a list which of its items on the sheet."""

    name: str
    show: Show
    listed: str = ""
    item: int = 0


@dataclass(frozen=True)
class FormCell:
    """A cell with its text parted into literal pieces and slots."""

    place: Cell
    pieces: tuple[tuple[str | Slot, Font], ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(piece for piece, _ in self.pieces if isinstance(piece, Slot))

    @property
    def drawn(self) -> Slot | None:
        """The slot that is drawn over the whole cell (QR code, picture, squares)."""
        return next((slot for slot in self.slots if slot.show.drawn), None)


@dataclass(frozen=True)
class ListBlock:
    """The slots of one list: row ranges (first, last), each with ``per_group`` items beside one another."""

    name: str
    groups: tuple[tuple[int, int], ...]
    per_group: int

    @property
    def slots(self) -> int:
        return len(self.groups) * self.per_group

    @property
    def first(self) -> int:
        return self.groups[0][0]

    @property
    def last(self) -> int:
        return self.groups[-1][1]


def bind(layout: Layout, names: Names, *, public: bool) -> tuple[tuple[FormCell, ...], ...]:
    """The cells of each row with their placeholders resolved. Raises Invalid naming every faulty cell at once."""
    problems: list[Problem] = []
    counts: dict[str, tuple[int, set[str]]] = {}
    rows: list[tuple[FormCell, ...]] = []
    for row in layout.rows:
        bound = []
        for cell in row.cells:
            pieces = tuple(_pieces(cell, names, counts, problems, public))
            bound.append(FormCell(cell, pieces))
        rows.append(tuple(bound))
    if problems:
        raise Invalid(problems, "表样里有几处没有看懂，没有打印。")
    return tuple(rows)


def _pieces(
    cell: Cell, names: Names, counts: dict[str, tuple[int, set[str]]], problems: list[Problem], public: bool
) -> Iterator[tuple[str | Slot, Font]]:
    for run in _whole_placeholders(cell.runs):
        for n, part in enumerate(_PLACEHOLDER.split(run.text)):
            if n % 2 == 0:
                if part:
                    yield part, run.font
                continue
            slot = _slot(cell, part, names, problems, public)
            if slot is not None:
                yield _numbered(slot, counts), run.font


def _whole_placeholders(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs as they are; one run where an editor has parted a placeholder between two fonts."""
    if any(run.text.count("{{") != run.text.count("}}") for run in runs):
        return (Run("".join(run.text for run in runs), runs[0].font),)
    return runs


def _slot(cell: Cell, text: str, names: Names, problems: list[Problem], public: bool) -> Slot | None:
    written, _, shown = text.partition("|")
    show = parse_show(shown)
    if show is None:
        problems.append(Problem(cell.name, f"没有叫“{shown.strip()}”的写法，可以用：{'、'.join(ALL_SHOWS)}。"))
        return None
    written = written.strip()
    if written in PAGE_NAMES:
        return Slot(written, show)
    name = _resolve(written, names)
    if name is None:
        problems.append(Problem(cell.name, f"没有叫“{written}”的内容。{_nearest(written, names.all)}"))
        return None
    if public and name not in names.public:
        problems.append(Problem(cell.name, f"“{written}”不能出现在公开张贴的表上。请去掉这一格，或改成内部表。"))
        return None
    listed, _, item = name.partition(".")
    return Slot(item, show, listed) if listed in names.lists and name not in names.scalars else Slot(name, show)


def _resolve(written: str, names: Names) -> str | None:
    found = names.resolve(written)
    listed, _, item = written.partition(".")
    return written if found is None and item == NUMBER and listed in names.lists else found


def _nearest(written: str, known: Iterable[str]) -> str:
    """The sentence with up to three known names that look most like what was written."""
    scored = sorted(((_likeness(written, name), name) for name in known), reverse=True)
    near = [name for score, name in scored[:3] if score >= _LIKE]
    return f"相近的有：{'、'.join(near)}。" if near else "请对照可用名称的清单改一改。"


def _likeness(written: str, name: str) -> float:
    """From 0 up; a like word of the same list comes before the very word of another, which its slots could not show."""
    (own, _, word), (other, _, known) = written.rpartition("."), name.rpartition(".")
    tails = SequenceMatcher(None, word, known).ratio()
    nearness = 0.3 if own and own == other and tails >= _LIKE else 0.0
    return max(SequenceMatcher(None, written, name).ratio(), tails - 0.01) + nearness


def _numbered(slot: Slot, counts: dict[str, tuple[int, set[str]]]) -> Slot:
    """Slots of a list are counted in reading order: a name that comes again begins the next item."""
    if not slot.listed:
        return slot
    item, seen = counts.get(slot.listed, (0, set()))
    if slot.name in seen:
        item, seen = item + 1, set()
    seen.add(slot.name)
    counts[slot.listed] = (item, seen)
    return Slot(slot.name, slot.show, slot.listed, item)


def blocks_of(rows: tuple[tuple[FormCell, ...], ...]) -> tuple[ListBlock, ...]:
    """The lists of a form with the rows of their slots, from the top."""
    spans: dict[str, dict[int, tuple[int, int]]] = {}
    for cells in rows:
        for cell in cells:
            for slot in cell.slots:
                if slot.listed:
                    first, last = cell.place.row, cell.place.row + cell.place.rows - 1
                    items = spans.setdefault(slot.listed, {})
                    low, high = items.get(slot.item, (first, last))
                    items[slot.item] = (min(low, first), max(high, last))
    return tuple(_block(name, items) for name, items in spans.items())


def _block(name: str, items: Mapping[int, tuple[int, int]]) -> ListBlock:
    groups = sorted(set(items.values()))
    return ListBlock(name, tuple(groups), max(1, len(items) // len(groups)))


def value_of(slot: Slot, data: FormData, shift: int, page: Mapping[str, str]) -> Value | None:
    """The value of a slot, ``shift`` items further on; None for a slot of a list that has no such item."""
    if not slot.listed:
        return Value(page[slot.name]) if slot.name in page else data.scalars.get(slot.name, NOTHING)
    items = data.lists.get(slot.listed, ())
    number = slot.item + shift
    if number >= len(items):
        return None
    found = items[number].get(slot.name)
    if found is None:
        return Value(str(number + 1)) if slot.name == NUMBER else NOTHING
    return found


def spans_of(cell: FormCell, data: FormData, shift: int, page: Mapping[str, str]) -> tuple[tuple[str, Font], ...]:
    """The text of a cell for one copy, in its fonts; empty when there is nothing to write."""
    found: list[tuple[str, Font]] = []
    for piece, font in cell.pieces:
        if isinstance(piece, str):
            text = piece
        else:
            value = value_of(piece, data, shift, page)
            text = "" if value is None else tidy(piece.show.text(value))
        if found and found[-1][1] is font:
            found[-1] = (found[-1][0] + text, font)
        elif text:
            found.append((text, font))
    return tuple(found)


def tidy(text: str) -> str:
    """A value without control characters and what is no character at all; line breaks stay."""
    return text if text.isprintable() else text.replace("\r\n", "\n").translate(_CONTROL)
