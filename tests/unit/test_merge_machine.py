"""Laptops, a county, lost sticks, mad clocks, restored backups: whatever happens, nothing anyone wrote is lost.

Of exchange.md 4.5: properties 1 to 3 in ``check_algebra``, 4 and 9 in ``teardown``, 5, 6 and 8 in
``check_against_journal``, 7 in ``check``, 10 in ``edit`` and ``teardown``. 11 and 12 need a store.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from fupin_desk.core.change import ALIAS, PUT, REMOVE, RESTORE, BadBlock, Change, Dot, canonical_json, decode_block
from fupin_desk.core.hlc import Clock
from fupin_desk.core.merge import CloneFound, Row, State, removed_before, values_before
from tests.unit.merge_network import (
    GROUPS,
    HOUSEHOLD,
    PAYMENT,
    START_MS,
    YEAR_MS,
    ForgetfulRow,
    HastyRemovalRow,
    Journal,
    Key,
    Laptop,
    LastWriterRow,
    Package,
    WallClockRow,
    check_against_journal,
    check_algebra,
    check_by_definition,
    folded,
    on_screen,
    same,
    total_fen,
)

COUNTY, LATE = 3, 4
ROWS = [(HOUSEHOLD, f"0190a000-0000-7000-8000-00000000000{n}") for n in (1, 2, 3)]
a_laptop = st.integers(0, 2)
a_holder = st.integers(0, 4)
a_row = st.sampled_from(ROWS)
a_group = st.sampled_from(GROUPS)
a_pick = st.integers(0, 9999)


class PulledPlug(Exception):
    """The process dies."""


class Network(RuleBasedStateMachine):
    """Three laptops of a village, the county, and a laptop that joins late."""

    row_type: ClassVar[type[Row]] = Row
    new_id_after_restore: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.now = START_MS
        self.count = 0
        self.ids = 0
        self.journal = Journal()
        self.state_type = type("Ledger", (State,), {"row_type": self.row_type})
        self.holders = [self.fresh() for _ in range(4)]
        self.sticks: list[Package] = []
        self.backups: dict[int, Laptop] = {}

    # ------------------------------------------------------------------------------------------ what people do

    @rule(who=a_laptop, key=a_row, group=a_group, alike=st.booleans())
    def edit(self, who: int, key: Key, group: str, alike: bool) -> None:
        laptop = self.laptop(who)
        row = laptop.row(key)
        if row is None:
            self.write(laptop, PUT, key, {name: self.fields(laptop) for name in GROUPS}, None)
        elif not row.removed:
            before = row.values(group)
            fields = {"value": "相同"} if alike else self.fields(laptop)
            change = self.write(laptop, PUT, key, {group: row.over(group, fields)}, row)
            if laptop.schema == 1 and "grown" in before:
                assert canonical_json(change.values[group]["grown"]) == canonical_json(before["grown"])
        self.check(laptop)

    @rule(who=a_laptop, key=a_row, groups=st.lists(a_group, min_size=1, max_size=3, unique=True))
    def edit_more(self, who: int, key: Key, groups: list[str]) -> None:
        for group in groups:
            self.edit(who, key, group, False)

    @rule(who=a_laptop, pick=a_pick)
    def resolve(self, who: int, pick: int) -> None:
        laptop = self.laptop(who)
        for key, row in laptop.state.rows.items():
            for conflict in [] if row.removed else row.conflicts():
                version = [conflict.shown, *conflict.others][pick % (1 + len(conflict.others))]
                self.write(laptop, PUT, key, {conflict.group: dict(version.values)}, row)
                assert conflict.group not in {left.group for left in row.conflicts()}
                self.check(laptop)
                return

    @rule(who=a_laptop, key=a_row, back=st.booleans())
    def remove_or_restore(self, who: int, key: Key, back: bool) -> None:
        laptop = self.laptop(who)
        row = laptop.row(key)
        if row is not None and (row.removals() or not back):
            self.write(laptop, RESTORE if back else REMOVE, key, {}, row)
            assert row.removed is (not back) and not row.removed_in_conflict
            self.check(laptop)

    @rule(who=a_laptop, pick=a_pick)
    def undo(self, who: int, pick: int) -> None:
        laptop = self.laptop(who)
        log = [change for change in laptop.state.log.values() if change.ledger == HOUSEHOLD and change.action != ALIAS]
        if not log:
            return
        change = log[pick % len(log)]
        key = (change.ledger, change.row)
        row = laptop.state.rows[key]
        history = [other for other in laptop.state.log.values() if (other.ledger, other.row) == key]
        values = values_before(history, {change.dot})
        if values is None or (change.action != PUT and removed_before(history, {change.dot})):
            self.write(laptop, REMOVE, key, {}, row)
            assert row.removed
        elif change.action != PUT:
            self.write(laptop, RESTORE, key, {}, row)
            assert not row.removed
        elif values:
            self.write(laptop, PUT, key, values, row)
            assert {group: row.values(group) for group in values} == values
        self.check(laptop)

    @rule(who=a_laptop, left=a_row, right=a_row, back=st.booleans())
    def merge_rows(self, who: int, left: Key, right: Key, back: bool) -> None:
        laptop = self.laptop(who)
        row = laptop.row(left)
        if row is None:
            return
        if back:
            self.write(laptop, ALIAS, left, {"alias": {"of": None}}, row)
            assert not row.same_as()
        elif left != right:
            self.write(laptop, ALIAS, left, {"alias": {"of": right[1]}}, None)
            assert laptop.state.canonical(HOUSEHOLD)[left[1]] <= min(left[1], right[1])

    @rule(who=a_laptop, fen=st.integers(-500_000, 500_000))
    def pay(self, who: int, fen: int) -> None:
        laptop = self.laptop(who)
        key = (PAYMENT, f"{laptop.replica}-{laptop.seq}")
        self.write(laptop, PUT, key, {"entry": {"amount_fen": fen}}, None)

    @rule(who=a_laptop)
    def upgrade(self, who: int) -> None:
        laptop = self.laptop(who)
        laptop.schema = 2
        key = ("survey_of_2027", f"{laptop.replica}-{laptop.seq}")
        self.write(laptop, PUT, key, {"all": self.fields(laptop)}, None)

    # ----------------------------------------------------------------------------------------- what sticks do

    @rule(giver=a_holder, taker=a_holder)
    def exchange(self, giver: int, taker: int) -> None:
        """A package there and a receipt back, at once."""
        here, there = self.holder(giver), self.holder(taker)
        there.take(here.package(there.replica), self.now)
        here.receipts[there.replica] = there.state.held()
        self.check(there)

    @rule(giver=a_holder, taker=a_holder, pick=a_pick)
    def read_half_of_a_stick(self, giver: int, taker: int, pick: int) -> None:
        """Some blocks arrive and others do not, in any order: gaps."""
        package = self.holder(giver).package(None)
        random.Random(pick).shuffle(package)
        self.holder(taker).take(package[: (len(package) + 1) // 2], self.now)
        self.check(self.holder(taker))

    @rule(giver=a_holder, taker=st.none() | a_holder)
    def export(self, giver: int, taker: int | None) -> None:
        laptop = self.holder(giver)
        self.sticks.append(laptop.package(None if taker is None else self.holder(taker).replica))

    @rule(giver=a_holder, taker=a_holder)
    def receipt(self, giver: int, taker: int) -> None:
        self.holder(taker).receipts[self.holder(giver).replica] = self.holder(giver).state.held()

    @precondition(lambda self: self.sticks)
    @rule(taker=a_holder, pick=a_pick, mixed=st.booleans())
    def deliver(self, taker: int, pick: int, mixed: bool) -> None:
        """Now, later or again; the blocks as they were written, or each twice in any order."""
        package = self.stick(pick)
        if mixed:
            package = random.Random(pick).sample(package * 2, len(package) * 2)
        self.holder(taker).take(package, self.now)
        self.check(self.holder(taker))

    @precondition(lambda self: self.sticks)
    @rule(taker=a_holder, pick=a_pick, how=st.sampled_from(["cut", "flip", "kill"]))
    def deliver_damaged(self, taker: int, pick: int, how: str) -> None:
        laptop, package = self.holder(taker), self.stick(pick)
        if not package:
            return
        before = laptop.copy(laptop.replica)
        if how == "kill":
            with pytest.raises(PulledPlug):
                laptop.state.receive(dying(package, pick))
        else:
            block = package[pick % len(package)]
            harmed = block[: pick % len(block)] if how == "cut" else flipped(block, pick)
            # The unused bits at the very end of a compressed block carry nothing.
            if how == "flip" and harmless(block, harmed):
                return
            with pytest.raises(BadBlock):
                laptop.take([*package, harmed], self.now)
        assert same(laptop.state, before.state)

    @precondition(lambda self: self.sticks)
    @rule(pick=a_pick)
    def lose_stick(self, pick: int) -> None:
        self.sticks.pop(pick % len(self.sticks))

    # -------------------------------------------------------------------------------------- what machines do

    @rule(who=a_holder, years=st.integers(-12, 12))
    def clock_jumps(self, who: int, years: int) -> None:
        self.holder(who).offset_ms = years * YEAR_MS

    @rule(who=a_laptop)
    def back_up(self, who: int) -> None:
        self.backups[who] = self.laptop(who).copy(self.laptop(who).replica)

    @precondition(lambda self: self.backups)
    @rule(who=a_laptop)
    def restore(self, who: int) -> None:
        """Whatever only this laptop had since is gone, unless it travels on a stick."""
        if who in self.backups:
            old = self.backups[who]
            self.holders[who] = old.copy(self.new_id() if self.new_id_after_restore else old.replica)

    @rule(who=a_laptop, key=a_row)
    def clone(self, who: int, key: Key) -> None:
        """A copied disk goes on under the same id: found at the first meeting, then it takes an id of its own."""
        laptop = self.laptop(who)
        if not self.new_id_after_restore:
            return
        twin = laptop.copy(laptop.replica)
        for writer in (laptop, twin):
            writer.write(PUT, ("visit", f"{self.new_id()}"), {"note": self.fields(writer)}, (), self.now)
        clash = laptop.state.log[(laptop.replica, laptop.seq)]
        self.journal.note(clash, (), ())
        before = laptop.copy(laptop.replica)
        with pytest.raises(CloneFound):
            laptop.take(twin.package(None), self.now)
        assert same(laptop.state, before.state) and laptop.state.log[clash.dot] == clash
        other = folded(twin.state, [change for change in twin.state.log.values() if change.dot != clash.dot])
        renamed = Laptop(self.new_id(), other, Clock(twin.clock.last, START_MS))
        self.write(renamed, PUT, key, {"name": self.fields(renamed)}, renamed.row(key))
        self.sticks.append(renamed.package(None))

    @precondition(lambda self: len(self.holders) == LATE)
    @rule()
    def join(self) -> None:
        self.holders.append(self.fresh())

    # ------------------------------------------------------------------------------------------- the reckoning

    def teardown(self) -> None:
        rnd = random.Random(self.count)
        for laptop in self.holders:
            check_against_journal(laptop.state, self.journal)
        check_algebra(self.holders, rnd)
        for _ in range(2):
            for number in rnd.sample(range(len(self.holders)), len(self.holders)):
                self.exchange(number, COUNTY)
        for number in range(len(self.holders)):
            self.exchange(COUNTY, number)
        states = [laptop.state for laptop in self.holders]
        assert all(same(state, states[0]) for state in states), "ledgers differ after everyone met"
        check_against_journal(states[0], self.journal)
        paid = [write for dot, write in self.journal.writes.items() if write.key[0] == PAYMENT and states[0].holds(dot)]
        assert not self.holders[COUNTY].take(self.holders[0].package(None), self.now), "a full package brought news"
        assert len({total_fen(state) for state in states}) == 1
        assert len(paid) == sum(ledger == PAYMENT for ledger, _ in states[0].rows)
        for change in states[0].log.values():
            written = self.journal.writes[change.dot].texts
            assert {group: canonical_json(fields) for group, fields in change.values.items()} == written

    def check(self, laptop: Laptop) -> None:
        """What was folded step by step is what a recomputation gives, and what the definition says."""
        changes = list(laptop.state.log.values())
        random.Random(self.count).shuffle(changes)
        assert same(laptop.state, folded(laptop.state, changes)), "step by step and at once differ"
        if self.row_type is Row:
            check_by_definition(laptop.state)

    def fresh(self) -> Laptop:
        return Laptop(self.new_id(), self.state_type(), Clock(floor_ms=START_MS))

    def new_id(self) -> str:
        self.ids += 1
        return f"{random.Random(self.ids).getrandbits(128):032x}"

    def holder(self, number: int) -> Laptop:
        return self.holders[number % len(self.holders)]

    def laptop(self, number: int) -> Laptop:
        """Who may write: not the county; the late one stands in for the first now and then."""
        self.now += 1000
        return self.holders[LATE if number == 0 and len(self.holders) > LATE and self.count % 2 else number]

    def stick(self, pick: int) -> Package:
        return self.sticks[pick % len(self.sticks)]

    def fields(self, laptop: Laptop) -> dict[str, object]:
        self.count += 1
        fields: dict[str, object] = {"value": f"值{self.count}"}
        return fields if laptop.schema == 1 else {**fields, "grown": {"新": [self.count, None, True]}}

    def write(
        self, laptop: Laptop, action: str, key: Key, values: dict[str, dict[str, object]], row: Row | None
    ) -> Change:
        """Write what a person sees fit, having seen the row; None if it is not there, or for one more alias."""
        base: set[Dot] = set()
        if row is not None and action == PUT:
            base = {dot for group in values for dot in row.heads(group)}
        elif row is not None:
            base = set(row.alias_heads() if action == ALIAS else row.seen())
        knew, saw = (set(row.dots), on_screen(row)) if row is not None else (set(), set())
        change = laptop.write(action, key, values, base, self.now)
        self.journal.note(change, knew, saw)
        return change


def dying(package: Package, pick: int) -> Iterator[Change]:
    """The changes of a package, until the plug is pulled."""
    changes = [change for block in package for change in decode_block(block)]
    yield from changes[: pick % len(changes)]
    raise PulledPlug


def flipped(block: bytes, pick: int) -> bytes:
    """The block with one bit turned."""
    at, bit = divmod(pick % (len(block) * 8), 8)
    return block[:at] + bytes([block[at] ^ (1 << bit)]) + block[at + 1 :]


def harmless(block: bytes, harmed: bytes) -> bool:
    """Whether a damaged block still says the same, to the letter."""
    try:
        return decode_block(harmed) == decode_block(block)
    except BadBlock:
        return False


def run(machine: type[Network], runs: int, steps: int = 60, *, shrink: bool = True, fixed: bool = True) -> None:
    """Let the machine run; raises what the checks found."""
    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=fixed,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_is_lost_whatever_happens_to_laptops_and_sticks() -> None:
    run(Network, 500)


@pytest.mark.long
def test_nothing_is_lost_in_twenty_thousand_runs() -> None:
    for _ in range(10):  # in parts, because what has been tried is remembered
        run(Network, 2_000, fixed=False)


WRONG: list[tuple[str, dict[str, object]]] = [
    ("the last by wall clock wins", {"row_type": WallClockRow}),
    ("the last by hybrid clock wins", {"row_type": LastWriterRow}),
    ("a restored backup keeps its id", {"new_id_after_restore": False}),
    ("a removal hides what nobody saw", {"row_type": HastyRemovalRow}),
    ("what is replaced before it comes is forgotten", {"row_type": ForgetfulRow}),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG, ids=[name for name, _ in WRONG])
def test_the_checks_find_every_rule_that_loses_data(name: str, wrong: dict[str, object]) -> None:
    machine = type("Wrong", (Network,), wrong)
    with pytest.raises((AssertionError, CloneFound)):
        run(machine, 500, shrink=False)
