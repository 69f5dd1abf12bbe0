"""What two people who do not know of each other do to the same record stays, and a person decides."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desk.core.change import ALIAS, PUT, REMOVE, RESTORE, Change, Dot
from fupin_desk.core.errors import DeskError
from fupin_desk.core.hlc import Stamp
from fupin_desk.core.merge import CloneFound, Row, State, apply, canonical_row, fold, removed_before, values_before
from fupin_desk.core.spans import Spans
from tests.unit.merge_network import check_by_definition, same

A, B, C = "a" * 32, "b" * 32, "c" * 32
ROW = "0190a000-0000-7000-8000-000000000001"
Fields = dict[str, object]


class Pen:
    """Writes changes of one row, numbering and stamping them by itself."""

    def __init__(self) -> None:
        self.numbers = {A: 0, B: 0, C: 0}
        self.time = 0

    def __call__(
        self, who: str, action: str, base: Iterable[Dot] = (), row: str = ROW, author: str = "李明", **values: Fields
    ) -> Change:
        self.numbers[who] += 1
        self.time += 1
        wall = f"2026-03-01T10:00:{self.time:02d}"
        dot = (who, self.numbers[who])
        return Change(*dot, action, "household", row, values, tuple(base), author, "电话核实", wall,
                      Stamp(self.time, 0), "批1", 1)  # fmt: skip


@pytest.fixture
def pen() -> Pen:
    return Pen()


def in_every_order(changes: list[Change]) -> Row:
    """The row, after making sure that order and repetition alter nothing."""
    row = fold(changes)
    for order in itertools.permutations(changes):
        assert fold([*order, *order[:2]]) == row
    return row


def test_a_record_shows_what_was_written_last_by_whoever_had_seen_the_rest(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王秀兰"}, income={"wage_fen": 100, "farm_fen": 5})
    edit = pen(B, PUT, [born.dot], income={"wage_fen": 200, "farm_fen": 5})
    again = pen(A, PUT, [edit.dot], income={"wage_fen": 300, "farm_fen": 5})
    row = in_every_order([born, edit, again])
    assert row.shown() == {"name": "王秀兰", "wage_fen": 300, "farm_fen": 5}
    assert row.conflicts() == [] and row.created == born
    assert row.heads("income") == (again.dot,) and row.heads("name") == (born.dot,)
    assert row.seen() == (born.dot, again.dot)


def test_heads_are_kept_only_for_groups_edited_since_the_record_was_made(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王秀兰"}, income={"wage_fen": 100})
    assert fold([born]).edited == {}
    assert list(fold([born, pen(A, PUT, [born.dot], income={"wage_fen": 1})]).edited) == ["income"]


def test_two_who_did_not_know_of_each_other_leave_a_conflict_that_says_who_when_and_why(pen: Pen) -> None:
    born = pen(A, PUT, account={"bank": "农信", "number": "1"})
    left = pen(A, PUT, [born.dot], author="李明", account={"bank": "农信", "number": "2"})
    right = pen(B, PUT, [born.dot], author="张伟", account={"bank": "邮储", "number": "3"})
    row = in_every_order([born, left, right])
    assert row.shown() == {"bank": "邮储", "number": "3"}
    [conflict] = row.conflicts()
    [other] = conflict.others
    assert (conflict.group, conflict.shown.dot, conflict.shown.author) == ("account", right.dot, "张伟")
    assert (other.values, other.author, other.reason, other.wall) == (
        {"bank": "农信", "number": "2"}, "李明", "电话核实", "2026-03-01T10:00:02",
    )  # fmt: skip
    assert row.heads("account") == (left.dot, right.dot)
    settled = pen(C, PUT, row.heads("account"), account=dict(other.values))
    assert in_every_order([born, left, right, settled]).conflicts() == []
    assert fold([born, left, right, settled]).shown() == {"bank": "农信", "number": "2"}


def test_the_same_value_written_twice_is_no_conflict(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王秀蓝"})
    row = in_every_order([born, *(pen(who, PUT, [born.dot], name={"name": "王秀兰"}) for who in (A, B))])
    assert row.conflicts() == [] and len(row.heads("name")) == 2


def test_yes_and_one_are_different_values(pen: Pen) -> None:
    born = pen(A, PUT, name={"alone": None})
    row = fold([born, pen(A, PUT, [born.dot], name={"alone": True}), pen(B, PUT, [born.dot], name={"alone": 1})])
    assert len(row.conflicts()) == 1


def test_different_groups_changed_by_different_people_come_together(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王秀兰"}, income={"wage_fen": 1})
    left, right = pen(A, PUT, [born.dot], name={"name": "王秀蓝"}), pen(B, PUT, [born.dot], income={"wage_fen": 2})
    row = in_every_order([born, left, right])
    assert row.shown() == {"name": "王秀蓝", "wage_fen": 2} and row.conflicts() == []


def test_a_group_left_blank_at_first_is_covered_by_the_change_that_made_the_record(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王秀兰"})
    assert fold([born]).heads("income") == (born.dot,)
    left, right = (pen(who, PUT, [born.dot], income={"wage_fen": fen}) for who, fen in ((A, 1), (B, 2)))
    assert len(in_every_order([born, left, right]).conflicts()) == 1


def test_the_same_record_made_twice_is_one_with_conflicts(pen: Pen) -> None:
    left = pen(A, PUT, name={"name": "王秀兰"}, income={"wage_fen": 1})
    right = pen(B, PUT, name={"name": "王秀蓝"})
    later = pen(B, PUT, [right.dot], name={"name": "王秀岚"})
    row = in_every_order([left, right, later])
    assert row.created == left
    assert [conflict.others[0].values for conflict in row.conflicts()] == [{"name": "王秀兰"}]
    assert in_every_order([right, left]).created == left


def test_a_field_that_moved_to_another_group_shows_its_latest_value(pen: Pen) -> None:
    old = pen(A, PUT, a={"phone": "1"}, z={"name": "王"})
    moved = pen(A, PUT, [old.dot], b={"phone": "2"})
    back = pen(A, PUT, [old.dot], a={"phone": "3"})
    assert fold([old, moved]).shown() == {"phone": "2", "name": "王"}
    assert fold([old, moved, back]).shown() == {"phone": "3", "name": "王"}


def test_an_older_program_carries_the_fields_it_does_not_know(pen: Pen) -> None:
    born = pen(A, PUT, income={"wage_fen": 1, "of_2027": {"深": [1, None]}})
    row = fold([born])
    assert row.over("income", {"wage_fen": 2}) == {"wage_fen": 2, "of_2027": {"深": [1, None]}}
    assert row.over("nobody", {"x": 1}) == {"x": 1}


def test_before_the_change_that_made_it_arrives_a_record_is_known_to_be_incomplete(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王"}, income={"wage_fen": 1})
    edit = pen(A, PUT, [born.dot], income={"wage_fen": 2})
    row = fold([edit])
    assert row.created is None and row.shown() == {"wage_fen": 2} and row.awaited == {born.dot: {"income"}}
    assert apply(row, born).shown() == {"name": "王", "wage_fen": 2} and row.awaited == {}


def test_with_a_change_missing_in_between_the_later_value_is_shown_and_the_doubt_goes_when_it_arrives(pen: Pen) -> None:
    first = pen(A, PUT, name={"name": "一"})
    second = pen(B, PUT, [first.dot], name={"name": "二"})
    third = pen(A, PUT, [second.dot], name={"name": "三"})
    row = fold([first, third])
    assert row.shown() == {"name": "三"}
    assert apply(row, second).conflicts() == [] and row.shown() == {"name": "三"}


# ------------------------------------------------------------------------------------------------- removing


def test_a_removed_record_keeps_its_values_for_the_bin(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王"})
    gone = pen(B, REMOVE, fold([born]).seen(), author="张伟")
    row = in_every_order([born, gone])
    assert row.removed and not row.removed_in_conflict and row.shown() == {"name": "王"}
    assert [(version.author, version.reason) for version in row.removals()] == [("张伟", "电话核实")]
    back = pen(A, RESTORE, row.seen())
    row = in_every_order([born, gone, back])
    assert not row.removed and not row.removed_in_conflict and row.removals() == ()


@pytest.mark.parametrize("decision", [REMOVE, RESTORE])
def test_an_edit_the_remover_had_not_seen_keeps_the_record_until_a_person_decides(pen: Pen, decision: str) -> None:
    born = pen(A, PUT, name={"name": "王"}, income={"wage_fen": 1})
    gone = pen(B, REMOVE, [born.dot])
    edit = pen(A, PUT, [born.dot], income={"wage_fen": 2})
    row = in_every_order([born, gone, edit])
    assert not row.removed and row.removed_in_conflict and row.shown()["wage_fen"] == 2
    row = in_every_order([born, gone, edit, pen(C, decision, row.seen())])
    assert row.removed == (decision == REMOVE) and not row.removed_in_conflict


def test_two_removals_that_together_saw_everything_remove(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王"}, income={"wage_fen": 1})
    left = pen(A, PUT, [born.dot], name={"name": "汪"})
    right = pen(B, PUT, [born.dot], income={"wage_fen": 2})
    gone = [pen(A, REMOVE, fold([born, left]).seen()), pen(B, REMOVE, fold([born, right]).seen())]
    assert in_every_order([born, left, right, *gone]).removed


def test_a_restoration_the_second_remover_had_not_seen_is_a_conflict(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王"})
    gone = pen(A, REMOVE, [born.dot])
    back = pen(A, RESTORE, [born.dot, gone.dot])
    again = pen(B, REMOVE, [born.dot, gone.dot])
    assert in_every_order([born, gone, back, again]).removed_in_conflict


def test_with_a_restoration_missing_in_between_the_record_is_shown_and_the_doubt_goes_when_it_arrives(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王"})
    gone = pen(A, REMOVE, [born.dot])
    back = pen(A, RESTORE, [born.dot, gone.dot])
    again = pen(A, RESTORE, [born.dot, back.dot])
    row = fold([born, gone, again])
    assert row.removed_in_conflict and not row.removed
    assert not apply(row, back).removed_in_conflict and not row.removed


def test_a_record_made_without_any_value_can_be_removed_too(pen: Pen) -> None:
    born = pen(A, PUT)
    assert fold([born]).seen() == (born.dot,)
    assert fold([born, pen(A, REMOVE, [born.dot])]).removed
    assert fold([born, pen(B, REMOVE)]).removed_in_conflict


# --------------------------------------------------------------------------------------------- the same person


def test_merging_crosswise_ends_at_one_record(pen: Pen) -> None:
    state = State()
    for row in ("r1", "r2", "r3", "r9"):
        state.apply(pen(A, PUT, row=row, name={"name": "王"}))
    there = pen(A, ALIAS, row="r1", alias={"of": "r3"})
    state.receive([there, pen(B, ALIAS, row="r3", alias={"of": "r1"}), pen(B, ALIAS, row="r3", alias={"of": "r2"})])
    assert state.canonical("household") == {"r1": "r1", "r2": "r1", "r3": "r1"}
    assert state.canonical("visit") == {}
    assert state.rows[("household", "r3")].same_as() == ("r1", "r2")
    assert state.rows[("household", "r3")].conflicts() == []


def test_a_merge_can_be_taken_back(pen: Pen) -> None:
    born, link = pen(A, PUT, name={"name": "王"}), pen(A, ALIAS, alias={"of": "r9"})
    back = pen(B, ALIAS, fold([born, link]).alias_heads(), alias={"of": None})
    assert in_every_order([born, link, back]).same_as() == ()


def test_a_merge_is_no_edit_that_would_bring_a_removed_record_back(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王"})
    gone, link = pen(A, REMOVE, [born.dot]), pen(B, ALIAS, alias={"of": "r9"})
    row = in_every_order([born, gone, link])
    assert row.removed and row.same_as() == ("r9",) and link.dot in row.seen()


def test_the_smallest_id_stands_for_all_that_hang_together() -> None:
    pairs = [("d", "c"), ("b", "d"), ("f", "e"), ("g", "g")]
    wanted = {"b": "b", "c": "b", "d": "b", "e": "e", "f": "e", "g": "g"}
    for order in itertools.permutations(pairs):
        assert canonical_row(order) == wanted
    chain = [(f"{n:05d}", f"{n + 1:05d}") for n in range(20_000)]
    assert set(canonical_row(reversed(chain)).values()) == {"00000"}


# -------------------------------------------------------------------------------------------------------- undo


def test_undoing_brings_back_what_a_group_was_and_blanks_what_was_blank(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王"})
    edit = pen(A, PUT, [born.dot], name={"name": "汪"}, income={"wage_fen": 2})
    again = pen(A, PUT, [edit.dot], income={"wage_fen": 3})
    history = [born, edit, again]
    assert values_before(history, {again.dot}) == {"income": {"wage_fen": 2}}
    assert values_before(history, {edit.dot}) == {"name": {"name": "王"}, "income": {"wage_fen": None}}
    assert values_before(history, {edit.dot, again.dot}) == values_before(history, {edit.dot})
    assert values_before(history, {born.dot}) is None
    assert values_before(history, {(C, 1)}) == {}
    assert values_before([edit, again], {again.dot}) == {"income": {"wage_fen": 2}}, "the birth has not arrived yet"


def test_undoing_a_decision_brings_the_value_back_that_was_shown(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "一"})
    left, right = (pen(who, PUT, [born.dot], name={"name": name}) for who, name in ((A, "二"), (B, "三")))
    settled = pen(A, PUT, [left.dot, right.dot], name={"name": "二"})
    assert values_before([born, left, right, settled], {settled.dot}) == {"name": {"name": "三"}}


def test_undoing_a_removal_or_restoration_knows_the_state_before(pen: Pen) -> None:
    born = pen(A, PUT, name={"name": "王"})
    gone = pen(A, REMOVE, [born.dot])
    back = pen(A, RESTORE, [born.dot, gone.dot])
    history = [born, gone, back]
    assert values_before(history, {gone.dot}) == {}
    assert removed_before(history, {back.dot}) and not removed_before(history, {gone.dot})
    assert not removed_before(history, {born.dot, gone.dot, back.dot})


# ----------------------------------------------------------------------------------------------------- ledgers


def test_gaps_are_named_and_nothing_waits_for_them(pen: Pen) -> None:
    changes = [pen(A, PUT, row=f"r{number}", name={"name": "王"}) for number in range(1, 10)]
    far = pen(B, PUT, [(C, 4)], row="r1", name={"name": "汪"})
    state = State()
    assert state.receive([changes[0], changes[4], changes[6], far]) == [changes[0], changes[4], changes[6], far]
    assert state.gaps() == {A: [(2, 4), (6, 6)], C: [(1, 4)]}
    assert state.held() == {A: ((1, 1), (5, 5), (7, 7)), B: ((1, 1),)}
    assert state.holds((A, 5)) and not state.holds((A, 2))
    assert len(state.rows) == 3
    state.receive(changes)
    assert state.gaps() == {C: [(1, 4)]} and state.held()[A] == ((1, 9),)


def test_a_package_for_somebody_holds_all_his_receipt_does_not_confirm(pen: Pen) -> None:
    changes = [pen(who, PUT, row=f"r{who}", name={"name": "王"}) for who in (A, A, A, B)]
    state = State()
    state.receive(changes)
    assert state.beyond({A: [(1, 1), (3, 3)], C: [(1, 5)]}) == [changes[1], changes[3]]
    assert state.beyond({}) == changes and state.beyond(state.held()) == []


def test_a_second_import_alters_nothing(pen: Pen) -> None:
    changes = [pen(A, PUT, name={"name": "王"}), pen(A, PUT, [(A, 1)], name={"name": "汪"})]
    state, once = State(), State()
    assert state.receive([*changes, *changes]) == once.receive(changes) == changes
    assert state.receive(changes) == [] and not state.apply(changes[0]) and same(state, once)


def test_two_laptops_under_one_id_are_found_and_nothing_of_the_package_is_taken_in(pen: Pen) -> None:
    mine, other = pen(A, PUT, name={"name": "王"}), pen(B, PUT, row="r2", name={"name": "李"})
    twin = Change(*mine.dot, PUT, "household", "r3", {"name": {"name": "赵"}}, (), "", "", "", mine.stamp, "", 1)
    state = State()
    state.apply(mine)
    for attempt in (lambda: state.receive([other, twin]), lambda: state.apply(twin)):
        with pytest.raises(CloneFound) as found:
            attempt()
        assert found.value.dot == mine.dot and (found.value.held, found.value.arrived) == (mine, twin)
        assert isinstance(found.value, DeskError) and "王" not in str(found.value)
        assert list(state.log) == [mine.dot] and len(state.rows) == 1
    with pytest.raises(CloneFound):
        State().receive([mine, twin])


def test_an_empty_row_is_no_row() -> None:
    with pytest.raises(ValueError, match="begins"):
        fold([])


@given(st.sets(st.integers(1, 40)), st.randoms(use_true_random=False))
def test_spans_are_the_set_of_their_numbers(numbers: set[int], rnd: random.Random) -> None:
    spans = Spans()
    for number in rnd.sample(sorted(numbers), len(numbers)) + sorted(numbers)[:3]:
        spans.add(number)
    held = [number for first, last in spans for number in range(first, last + 1)]
    assert held == sorted(numbers)
    assert all(after > last + 1 for (_, last), (after, _) in itertools.pairwise(spans))
    assert {number for number in range(50) if number in spans} == numbers
    assert [n for a, b in spans.missing(45) for n in range(a, b + 1)] == sorted(set(range(1, 46)) - numbers)
    assert list(Spans(spans)) == list(Spans([(n, n) for n in sorted(numbers, reverse=True)])) == list(spans)
    overlapping = [(max(1, n - 2), n + 1) for n in numbers] + [(n, n + 9) for n in list(numbers)[:2]]
    assert {n for a, b in Spans(overlapping) for n in range(a, b + 1)} == {
        n for a, b in overlapping for n in range(a, b + 1)
    }


def history(rnd: random.Random, count: int) -> list[Change]:
    """Three people at one row, each knowing some of what the others did."""
    pen, known, made = Pen(), {who: State() for who in (A, B, C)}, list[Change]()
    for _ in range(count):
        who = rnd.choice((A, B, C))
        known[who].receive(rnd.sample(made, rnd.randint(0, len(made))))
        row = known[who].rows.get(("household", ROW), Row("household", ROW))
        action = rnd.choice((PUT, PUT, PUT, PUT, REMOVE, RESTORE, ALIAS))
        written = rnd.sample(("name", "income", "account"), rnd.randint(1, 3))
        values: dict[str, Fields] = {group: {"value": rnd.randint(1, 4)} for group in written}
        base = {dot for group in written for dot in row.heads(group)}
        if action == ALIAS:
            values, base = {"alias": {"of": rnd.choice(("r7", "r8", None))}}, set(rnd.choice(((), row.alias_heads())))
        elif action != PUT:
            values, base = {}, set(row.seen())
        made.append(pen(who, action, base, **values))  # type: ignore[arg-type]
        known[who].apply(made[-1])
    return made


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 14))
def test_any_part_of_any_history_in_any_order_is_what_the_definition_says(rnd: random.Random, count: int) -> None:
    made = history(rnd, count)
    part = rnd.sample(made, rnd.randint(1, len(made)))
    states = [State() for _ in range(3)]
    for state in states:
        for change in rnd.sample(part, len(part)) + rnd.sample(part, len(part) // 2):
            state.apply(change)
        check_by_definition(state)
    assert same(states[0], states[1]) and same(states[0], states[2])
    assert fold(part) == states[0].rows[("household", ROW)]
