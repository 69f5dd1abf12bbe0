"""Stamps follow what was seen, whatever the laptop's clock says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.core.hlc import DAY_MS, MAX_COUNT, MAX_MS, ZERO, Clock, Stamp

NOW = 1_772_000_000_000
YEAR_MS = 365 * DAY_MS
stamps = st.builds(Stamp, st.integers(0, MAX_MS), st.integers(0, MAX_COUNT))
walls = st.integers(NOW - 12 * YEAR_MS, NOW + 12 * YEAR_MS)


@given(stamps, stamps)
def test_the_text_of_a_stamp_reads_back_and_sorts_like_it(left: Stamp, right: Stamp) -> None:
    assert Stamp.decode(left.encode()) == left
    assert (left < right) == (left.encode() < right.encode())


@pytest.mark.parametrize(
    "text",
    [
        "", "1.2", "1772000000000", "1772000000000.00000x", "-772000000000.000000", "1772000000000.0000001",
        " 1772000000000.000000", "1772000000000.000000\n", "１７７２０００００００００.000000",
    ],
)  # fmt: skip
def test_what_is_no_stamp_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a stamp"):
        Stamp.decode(text)


@given(st.lists(st.tuples(walls, st.none() | stamps), max_size=30))
def test_every_new_stamp_is_later_than_all_given_and_seen_before(events: list[tuple[int, Stamp | None]]) -> None:
    clock, latest = Clock(floor_ms=NOW), ZERO
    for wall, seen in events:
        if seen is None or seen.ms == MAX_MS:
            stamp = clock.tick(wall)
            assert stamp > latest
            latest = stamp
        else:
            clock.observe(seen, wall)
            latest = max(latest, seen)


def test_a_laptop_set_to_2035_gets_at_most_a_day_and_one_set_to_2014_loses_nothing() -> None:
    signed = Clock(floor_ms=NOW)
    assert signed.tick(NOW + 9 * YEAR_MS) == Stamp(NOW + DAY_MS, 0)
    assert Clock(floor_ms=NOW).tick(NOW - 12 * YEAR_MS) == Stamp(NOW, 0)
    assert Clock(floor_ms=NOW).tick(NOW + 5000) == Stamp(NOW + 5000, 0)


def test_a_clock_put_back_goes_on_counting() -> None:
    clock = Clock(floor_ms=NOW)
    assert [clock.tick(NOW + 10), clock.tick(NOW + 3), clock.tick(NOW + 10), clock.tick(NOW + 11)] == [
        Stamp(NOW + 10, 0), Stamp(NOW + 10, 1), Stamp(NOW + 10, 2), Stamp(NOW + 11, 0),
    ]  # fmt: skip


def test_a_newer_signature_moves_the_day_and_an_older_one_does_not() -> None:
    clock = Clock(floor_ms=NOW)
    clock.trust(NOW + 30 * DAY_MS)
    clock.trust(NOW)
    assert clock.tick(NOW) == Stamp(NOW + 30 * DAY_MS, 0)
    assert clock.tick(NOW + 90 * DAY_MS) == Stamp(NOW + 31 * DAY_MS, 0)


def test_with_nothing_signed_known_stamps_only_count() -> None:
    clock = Clock(ZERO)
    assert clock.tick(NOW).next() == clock.tick(NOW - YEAR_MS)


def test_a_clock_goes_on_where_its_ledger_left_off() -> None:
    last = Stamp(NOW + 10 * DAY_MS, 7)
    assert Clock(last, NOW).tick(NOW) == Stamp(NOW + 10 * DAY_MS, 8)


def test_a_full_millisecond_flows_into_the_next_and_the_end_of_time_stops_nobody() -> None:
    assert Stamp(5, MAX_COUNT).next() == Stamp(6, 0)
    end = Stamp(MAX_MS, MAX_COUNT)
    clock = Clock(floor_ms=NOW)
    clock.observe(end, NOW)
    assert clock.tick(NOW) == end == Stamp.decode(end.encode())
