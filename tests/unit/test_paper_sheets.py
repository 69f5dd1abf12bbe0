"""Pages on sheets: every page once on its own sheet, whichever way the stack goes through the printer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.actions import paper_sheets
from fupin_desk.actions.paper_sheets import Sheet, Side

PAGES = st.lists(st.integers(1, 5), max_size=6)
TIMES = st.integers(1, 3)


def owner(pages: list[int], page: int) -> int:
    """Which copy a page belongs to."""
    start = 0
    for copy, count in enumerate(pages):
        if start <= page < start + count:
            return copy
        start += count
    raise AssertionError(page)


@given(PAGES, TIMES, st.booleans())
def test_every_page_is_printed_as_often_as_asked_and_counted_so(pages: list[int], times: int, both: bool) -> None:
    sheets = paper_sheets.sheets_of(pages, times, both_sides=both)
    printed = [side for sheet in sheets for side in (sheet.front, sheet.back) if side is not None]
    assert sorted(printed) == sorted([page for page in range(sum(pages)) for _ in range(times)])
    assert paper_sheets.count(pages, times, both_sides=both) == (len(printed), len(sheets))


@given(PAGES, TIMES)
def test_two_households_never_share_a_sheet(pages: list[int], times: int) -> None:
    for sheet in paper_sheets.sheets_of(pages, times, both_sides=True):
        if sheet.back is not None:
            assert sheet.back == sheet.front + 1
            assert owner(pages, sheet.back) == owner(pages, sheet.front)


@given(PAGES, TIMES, st.booleans())
def test_turned_by_hand_every_back_lands_on_its_front(pages: list[int], times: int, last_first: bool) -> None:
    sheets = paper_sheets.sheets_of(pages, times, both_sides=True)
    # The fronts come out in order; put back, the printer takes the sheets from one end of the stack or the other.
    stack = list(paper_sheets.fronts(sheets))
    entering = stack[::-1] if last_first else stack
    made = list(zip(entering, paper_sheets.backs(sheets, last_first=last_first), strict=True))
    assert sorted(made, key=str) == sorted([(sheet.front, sheet.back) for sheet in sheets], key=str)


@given(PAGES, TIMES)
def test_a_printer_that_turns_paper_gets_sides_in_pairs(pages: list[int], times: int) -> None:
    sheets = paper_sheets.sheets_of(pages, times, both_sides=True)
    sides: list[Side] = paper_sheets.straight(sheets, both_sides=True)
    if len(sides) % 2:
        sides.append(None)
    made = [Sheet(front, back) for front, back in zip(sides[::2], sides[1::2], strict=True) if front is not None]
    assert made == sheets


def test_nothing_is_fed_a_second_time_for_single_pages() -> None:
    assert not paper_sheets.has_backs(paper_sheets.sheets_of([1, 1, 1], 2, both_sides=True))
    assert paper_sheets.has_backs(paper_sheets.sheets_of([1, 2], 1, both_sides=True))
