"""Laptops and a county that carry packages to each other, and a journal of what people saw when they wrote.

The journal knows nothing of bases, heads or stamps: it notes what stood on the screen. What the merge does is held
against it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fupin_desk.core.change import (
    ALIAS,
    PUT,
    REMOVE,
    RESTORE,
    Change,
    Dot,
    canonical_json,
    decode_block,
    encode_block,
    split_blocks,
)
from fupin_desk.core.hlc import Clock, Stamp
from fupin_desk.core.merge import LIFE, SAME, Row, State
from fupin_desk.core.spans import Span

Key = tuple[str, str]
Package = list[bytes]
HOUSEHOLD, PAYMENT = "household", "payment"
GROUPS = ("name", "account", "income")
START_MS = 1_772_000_000_000
YEAR_MS = 365 * 86_400_000


@dataclass(frozen=True)
class Write:
    """One acknowledged act: what was written, and everything of that row that stood on the author's screen."""

    dot: Dot
    key: Key
    action: str
    texts: dict[str, str]  # group to canonical text
    saw: frozenset[tuple[str, str]]  # groups and texts on the screen
    knew: frozenset[Dot]  # what had reached the author of this row


@dataclass
class Journal:
    """Every acknowledged act, by its dot."""

    writes: dict[Dot, Write] = field(default_factory=dict)

    def note(self, change: Change, knew: Iterable[Dot], saw: Iterable[tuple[str, str]]) -> None:
        """Remember an act, and what the author had received and saw of this row before it."""
        texts = {group: canonical_json(fields) for group, fields in change.values.items()}
        key = (change.ledger, change.row)
        self.writes[change.dot] = Write(change.dot, key, change.action, texts, frozenset(saw), frozenset(knew))


def on_screen(row: Row) -> set[tuple[str, str]]:
    """Every value a person can see in the row, shown or listed as a conflict: (group, canonical text)."""
    seen = {(group, canonical_json(row.values(group))) for group in row.groups()}
    for conflict in row.conflicts():
        seen.update((conflict.group, canonical_json(other.values)) for other in conflict.others)
    return seen


class Laptop:
    """One installation: its ledger, its clock, its schema."""

    def __init__(self, replica: str, state: State, clock: Clock) -> None:
        self.replica = replica
        self.state = state
        self.clock = clock
        self.seq = 0
        self.schema = 1
        self.offset_ms = 0
        self.receipts: dict[str, dict[str, tuple[Span, ...]]] = {}

    def row(self, key: Key) -> Row | None:
        """The row as this laptop has it."""
        return self.state.rows.get(key)

    def write(
        self, action: str, key: Key, values: dict[str, dict[str, object]], base: Iterable[Dot], now: int
    ) -> Change:
        """Save one change, as the store will do it."""
        self.seq += 1
        wall = now + self.offset_ms
        label = datetime.fromtimestamp(wall / 1000, UTC).isoformat()
        stamp = self.clock.tick(wall)
        dot = (self.replica, self.seq)
        change = Change(*dot, action, *key, values, tuple(base), "李明", "", label, stamp, "批", self.schema)
        self.state.apply(change)
        return change

    def package(self, receiver: str | None) -> Package:
        """Everything beyond the receiver's last receipt; everything there is for an unknown one."""
        known = self.receipts.get(receiver, {}) if receiver else {}
        parts = split_blocks(self.state.beyond(known))
        # Blocks of a few changes, so that a package is many of them.
        return [encode_block(part[at : at + 3]) for part in parts for at in range(0, len(part), 3)]

    def take(self, package: Package, now: int) -> list[Change]:
        """Import a package, whole or not at all."""
        changes = [change for block in package for change in decode_block(block)]
        new = self.state.receive(changes)
        for change in new:
            self.clock.observe(change.stamp, now + self.offset_ms)
        return new

    def copy(self, replica: str) -> Laptop:
        """The same ledger on another disk: a backup, a restored one, a clone."""
        state = type(self.state)()
        state.receive(self.state.log.values())
        other = Laptop(replica, state, Clock(self.clock.last, self.clock.floor_ms))
        other.seq = self.seq if replica == self.replica else 0
        other.schema, other.offset_ms = self.schema, self.offset_ms
        return other


def same(left: State, right: State) -> bool:
    """Whether two ledgers hold the same and show the same."""
    if left.log != right.log or left.rows != right.rows:
        return False
    return left.held() == right.held() and left.gaps() == right.gaps()


def folded(like: State, changes: Iterable[Change]) -> State:
    """A new ledger of the same kind made of these changes."""
    state = type(like)()
    state.receive(changes)
    return state


def check_by_definition(state: State) -> None:
    """The rows are what exchange.md 4.3 says, spelled out without any shortcut."""
    for key, row in state.rows.items():
        changes = [change for change in state.log.values() if (change.ledger, change.row) == key]
        puts = [change for change in changes if change.action == PUT]
        content: set[Dot] = set()
        assert set(row.groups()) == {group for change in puts for group in change.values}
        for group in row.groups():
            heads = not_replaced(change for change in puts if group in change.values)
            content.update(change.dot for change in heads)
            assert set(row.heads(group)) == {change.dot for change in heads}
            assert row.values(group) == max(heads, key=rank).values[group]
        assert row.created == min((change for change in puts if not change.base), key=rank, default=None)
        content.update(change.dot for change in puts if change == row.created and not change.values)
        check_life_by_definition(row, changes, content)


def check_life_by_definition(row: Row, changes: list[Change], content: set[Dot]) -> None:
    """Removed is what a removal saw the whole of; merged rows are those nobody took back."""
    acts = not_replaced(change for change in changes if change.action in (REMOVE, RESTORE))
    links = not_replaced(change for change in changes if change.action == ALIAS)
    removals = [change for change in acts if change.action == REMOVE]
    content |= {change.dot for change in acts if change.action == RESTORE}
    unseen = content - {dot for change in removals for dot in change.base}
    assert {version.dot for version in row.removals()} == {change.dot for change in removals}
    assert row.removed == (bool(removals) and not unseen)
    assert row.removed_in_conflict == (bool(removals) and bool(unseen))
    assert set(row.seen()) == content | {change.dot for change in (*acts, *links)}
    assert set(row.same_as()) == {change.values["alias"]["of"] for change in links} - {None}


def not_replaced(changes: Iterable[Change]) -> list[Change]:
    """Those that no other of them names in its base."""
    found = list(changes)
    replaced = {dot for change in found for dot in change.base}
    return [change for change in found if change.dot not in replaced]


def rank(change: Change) -> tuple[Stamp, str, int]:
    """What decides which of concurrent values is shown."""
    return (change.stamp, change.replica, change.seq)


def check_against_journal(state: State, journal: Journal) -> None:
    """No value lost, none invented, none beaten by the one that replaced it."""
    complete = not state.gaps()
    for key, row in state.rows.items():
        everyone = [write for write in journal.writes.values() if write.key == key]
        writes = [write for write in everyone if state.holds(write.dot)]
        puts = [write for write in writes if write.action == PUT]
        standing = [
            (write, group)
            for write in puts
            for group in write.texts
            if not any(group in later.texts and took_in(later, write, group, everyone) for later in puts)
        ]
        values = {(group, write.texts[group]) for write, group in standing}
        screen = on_screen(row)
        assert values <= screen, "a value was lost without anyone having replaced it"
        assert screen <= {pair for write in puts for pair in write.texts.items()}, "a value nobody wrote"
        # With a change missing in between, what it replaced may be seen again until it arrives.
        assert screen <= values or not complete, "a value came back that was replaced by someone who saw it"
        removals = standing_removals(writes)
        flagged = row.removed or row.removed_in_conflict
        assert flagged or not removals, "a removal was lost"
        assert removals or not row.removed, "a row is hidden that somebody restored"
        assert removals or not flagged or not complete, "a removal came back that somebody had put right"
        # While a restoration is missing in between, the removal it ended may count until it arrives.
        acts = removals if complete else [write for write in writes if write.action == REMOVE]
        for write, group in standing if row.removed else []:
            assert any(took_in(act, write, group, everyone) for act in acts), "a removal hid what nobody saw"


def took_in(later: Write, write: Write, group: str, everyone: list[Write]) -> bool:
    """Whether the author of ``later`` had this value on his screen, or a value that somebody had put in its place."""
    if write.dot not in later.knew:
        return False
    pair = (group, write.texts[group])
    between = (other for other in everyone if other.dot in later.knew and group in other.texts)
    return pair in later.saw or any(write.dot in other.knew and pair in other.saw for other in between)


def standing_removals(writes: list[Write]) -> list[Write]:
    """The removals of one row that nobody who knew of them has put right or repeated since."""
    ended = {dot for write in writes if write.action in (REMOVE, RESTORE) for dot in write.knew}
    return [write for write in writes if write.action == REMOVE and write.dot not in ended]


def check_algebra(laptops: list[Laptop], rnd: random.Random) -> None:
    """Packages may come in any order, grouped in any way and as often as one likes."""
    first, second, third = (list(laptop.state.log.values()) for laptop in rnd.sample(laptops, 3))
    state = laptops[0].state
    straight = folded(state, first)
    for package in (second, third):
        straight.receive(package)
    together = folded(state, third)
    together.receive([*second, *first])
    mixed = [*first, *second, *third, *first]
    rnd.shuffle(mixed)
    one_by_one = type(state)()
    for change in mixed:
        one_by_one.apply(change)
    assert same(straight, together) and same(straight, one_by_one), "the order of packages mattered"


def total_fen(state: State) -> int:
    """The sum of all payments."""
    amounts = (row.shown()["amount_fen"] for (ledger, _), row in state.rows.items() if ledger == PAYMENT)
    return sum(amount for amount in amounts if isinstance(amount, int))


# Rules that lose data: with any of them in place of the real one, the checks must find a counterexample.


class LastWriterRow(Row):
    """One value per group: the last by the hybrid clock."""

    def rank(self, change: Change) -> tuple[Stamp | str, str, int]:
        """What decides."""
        return (change.stamp, change.replica, change.seq)

    def add(self, change: Change) -> bool:
        """Keep the winner, forget the others."""
        if change.dot in self.dots:
            return False
        self.dots.add(change.dot)
        act = SAME if change.action == ALIAS else LIFE
        for group in change.values if change.action == PUT else (act,):
            heads = self.edited.setdefault(group, {})
            winner = max([*heads.values(), change], key=self.rank)
            self.edited[group] = {winner.dot: winner}
        return True


class WallClockRow(LastWriterRow):
    """One value per group: the last by the author's own clock."""

    def rank(self, change: Change) -> tuple[Stamp | str, str, int]:
        """What decides."""
        return (change.wall, change.replica, change.seq)


class HastyRemovalRow(Row):
    """A removal hides the row whatever others changed meanwhile."""

    @property
    def removed(self) -> bool:
        """Whether anybody removed it."""
        return bool(self.removals())


class ForgetfulRow(Row):
    """What replaces a change that has not arrived yet is forgotten: wrong when packages come in the wrong order."""

    def add(self, change: Change) -> bool:
        """Take in the change and forget what is still to come."""
        new = Row.add(self, change)
        self.awaited.clear()
        return new
