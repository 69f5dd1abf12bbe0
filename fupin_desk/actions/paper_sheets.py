"""Pages on sheets of paper: what goes on which side, in which order they pass through a printer, how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Side = int | None
"""A page by its number in the PDF (from 0); None is an empty side."""


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: the page on its front and the one on its back."""

    front: int
    back: Side = None


def sheets_of(pages: Iterable[int], times: int, *, both_sides: bool) -> list[Sheet]:
    """The sheets of copies with so many ``pages`` each, one after another in the PDF, every copy ``times`` times.

    A copy always begins on a fresh sheet, so that the papers of two households never hang together.
    """
    found: list[Sheet] = []
    start = 0
    for count in pages:
        step = 2 if both_sides else 1
        copy = [
            Sheet(at, at + 1 if both_sides and at + 1 < start + count else None)
            for at in range(start, start + count, step)
        ]
        found += copy * times
        start += count
    return found


def count(pages: Iterable[int], times: int, *, both_sides: bool) -> tuple[int, int]:
    """(printed pages, sheets of paper) of the same copies."""
    known = list(pages)
    return sum(known) * times, sum(-(-n // 2) if both_sides else n for n in known) * times


def straight(sheets: Sequence[Sheet], *, both_sides: bool) -> list[Side]:
    """The sides for a printer that prints one side, or turns the paper itself: then fronts and backs take turns."""
    if not both_sides:
        return [sheet.front for sheet in sheets]
    sides = [side for sheet in sheets for side in (sheet.front, sheet.back)]
    return sides[:-1] if sides and sides[-1] is None else sides


def fronts(sheets: Sequence[Sheet]) -> list[Side]:
    """The first pass of printing both sides by hand."""
    return [sheet.front for sheet in sheets]


def backs(sheets: Sequence[Sheet], *, last_first: bool) -> list[Side]:
    """The second pass; empty sides are fed too, or all later backs would land on the wrong sheets.

    ``last_first``: the stack was put back so that the sheet printed last enters the printer first.
    """
    sides = [sheet.back for sheet in sheets]
    return sides[::-1] if last_first else sides


def has_backs(sheets: Sequence[Sheet]) -> bool:
    """Whether there is anything to print in a second pass."""
    return any(sheet.back is not None for sheet in sheets)
