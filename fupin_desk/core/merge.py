"""How changes come together: a row is a pure function of the set of its changes (exchange.md 4.3).

Order, repetition and gaps of delivery therefore never matter. Every value that nobody has knowingly replaced stays:
one is shown, the others are listed as conflicts until a person decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from fupin_desk.core.change import ALIAS, PUT, REMOVE, Change, Dot, canonical_json
from fupin_desk.core.errors import DeskError
from fupin_desk.core.hlc import Stamp
from fupin_desk.core.spans import Span, Spans

Heads = dict[Dot, Change]
# Being removed and being the same as another row are kept like groups of fields; no real group starts with NUL.
LIFE, SAME = "\0life", "\0same"


class CloneFound(DeskError):
    """Two different changes under one dot: a copied or restored ledger went on under its old replica id."""

    def __init__(self, held: Change, arrived: Change) -> None:
        super().__init__(
            "两台电脑使用了同一编号，这份数据包没有导入。原有台账没有变化。请在复制或恢复过台账的那台电脑上换用新编号，再重新导出。"
        )
        self.dot = held.dot
        self.held = held
        self.arrived = arrived


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values that a group of fields has at the same time, and where it comes from."""

    values: Mapping[str, object] = field(repr=False)
    author: str = field(repr=False)
    reason: str = field(repr=False)
    wall: str
    stamp: Stamp
    dot: Dot
    batch: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """不一致: people changed one group of fields without knowing of each other, with different results."""

    group: str
    shown: Version
    others: tuple[Version, ...]


@dataclass(slots=True)
class Row:
    """One record as its changes make it.

    ``created`` is the change that made the row; it stands for every group not edited since, so ``edited`` holds heads
    only for the others. ``awaited`` are dots that somebody replaced but that have not arrived here yet, each with the
    groups it is replaced in.
    """

    ledger: str
    row: str
    created: Change | None = None
    edited: dict[str, Heads] = field(default_factory=dict)
    awaited: dict[Dot, set[str]] = field(default_factory=dict)
    dots: set[Dot] = field(default_factory=set)

    def add(self, change: Change) -> bool:
        """Take in one more change of this row, in whatever order they come. False if it was here already."""
        dot = (change.replica, change.seq)
        if dot in self.dots:
            return False
        self.dots.add(dot)
        if change.action == PUT and not change.base:
            self._create(change, dot)
        else:
            self._replace(change, dot)
        return True

    def groups(self) -> list[str]:
        """Names of the groups that have a value, sorted."""
        written = {group for group in self.edited if group[0] != "\0"}
        return sorted(written.union(self.created.values) if self.created else written)

    def heads(self, group: str) -> tuple[Dot, ...]:
        """The dots of all values the group has now: the base of whoever writes it next, having seen them.

        A group that nobody wrote is covered by the change that created the row.
        """
        heads = self.edited.get(group)
        if heads is not None:
            return tuple(sorted(heads))
        return (self.created.dot,) if self.created else ()

    def seen(self) -> tuple[Dot, ...]:
        """The dots of everything the row consists of now: the base of a removal or a restoration."""
        dots = set(self._content())
        for group in (LIFE, SAME):
            dots.update(self.edited.get(group, ()))
        return tuple(sorted(dots))

    def values(self, group: str) -> dict[str, object]:
        """The fields of one group as shown; empty if nobody wrote it."""
        winner = self._winner(group)
        return dict(winner.values[group]) if winner else {}

    def over(self, group: str, fields: Mapping[str, object]) -> dict[str, object]:
        """The whole group to write when ``fields`` change: those this version of the program does not know stay."""
        return {**self.values(group), **fields}

    def shown(self) -> dict[str, object]:
        """Field to value, as the screen has it: of concurrent values the latest by (stamp, replica, number)."""
        winners = [(change, group) for group in self.groups() if (change := self._winner(group))]
        out: dict[str, object] = {}
        count = 0
        for change, group in winners:
            out.update(change.values[group])
            count += len(change.values[group])
        if count > len(out):
            # A field that moved to another group from one version of the program to the next: the latest counts.
            for change, group in sorted(winners, key=lambda pair: (*_rank(pair[0]), pair[1])):
                out.update(change.values[group])
        return out

    def conflicts(self) -> list[Conflict]:
        """Groups with several different values, by name. The same value written twice is no conflict."""
        found = []
        for group in sorted(self.edited):
            heads = self.edited[group]
            if len(heads) > 1 and group[0] != "\0":
                distinct: dict[str, Version] = {}
                for change in sorted(heads.values(), key=_rank, reverse=True):
                    distinct.setdefault(canonical_json(change.values[group]), _version(change, group))
                shown, *others = distinct.values()
                if others:
                    found.append(Conflict(group, shown, tuple(others)))
        return found

    @property
    def removed(self) -> bool:
        """Somebody removed the row, and whoever did had seen everything in it."""
        return self._unseen() == set()

    @property
    def removed_in_conflict(self) -> bool:
        """删改冲突: removed by somebody while somebody else changed it; the row stays until a person decides."""
        return bool(self._unseen())

    def removals(self) -> tuple[Version, ...]:
        """Who removed the row and why, the latest first; empty once it was restored."""
        gone = [change for change in self.edited.get(LIFE, {}).values() if change.action == REMOVE]
        return tuple(_version(change, "") for change in sorted(gone, key=_rank, reverse=True))

    def same_as(self) -> tuple[str, ...]:
        """Ids of the rows this one was declared the same as (疑似重复, merged)."""
        targets = (change.values["alias"]["of"] for change in self.edited.get(SAME, {}).values())
        return tuple(sorted({target for target in targets if isinstance(target, str)}))

    def alias_heads(self) -> tuple[Dot, ...]:
        """The dots behind ``same_as``. To declare one more, name no base; ``of`` null takes back those in its base."""
        return tuple(sorted(self.edited.get(SAME, ())))

    def _create(self, change: Change, dot: Dot) -> None:
        first = self.created
        if first is not None:
            # The same row made twice: the earlier one created it, the other is an edit of all its groups.
            if _rank(first) < _rank(change):
                self._replace(change, dot)
                return
            for group in first.values:
                self.edited.setdefault(group, {first.dot: first})
        self.created = change
        replaced = self.awaited.pop(dot, set())
        for group in change.values:
            if group in self.edited and group not in replaced:
                self.edited[group][dot] = change

    def _replace(self, change: Change, dot: Dot) -> None:
        replaced = self.awaited.pop(dot, ())
        for group in _written(change):
            heads = self.edited.get(group)
            if heads is None:
                heads = self.edited[group] = self._covered(group)
            for seen in change.base:
                if heads.pop(seen, None) is None and seen not in self.dots:
                    self.awaited.setdefault(seen, set()).add(group)
            if group not in replaced:
                heads[dot] = change

    def _covered(self, group: str) -> Heads:
        first = self.created
        return {first.dot: first} if first is not None and group in first.values else {}

    def _winner(self, group: str) -> Change | None:
        heads = self.edited.get(group)
        if heads is None:
            return self.created if self.created is not None and group in self.created.values else None
        if len(heads) == 1:
            return next(iter(heads.values()))
        return max(heads.values(), key=_rank, default=None)

    def _content(self) -> Iterator[Dot]:
        """Dots of what a removal must have seen: every value that stands, and every restoration."""
        first = self.created
        if first is not None and (not first.values or any(group not in self.edited for group in first.values)):
            yield first.dot
        for group, heads in self.edited.items():
            if group == LIFE:
                yield from (dot for dot, change in heads.items() if change.action != REMOVE)
            elif group != SAME:
                yield from heads

    def _unseen(self) -> set[Dot] | None:
        """What those who removed the row had not seen; None if nobody removed it."""
        removals = [change for change in self.edited.get(LIFE, {}).values() if change.action == REMOVE]
        return set(self._content()).difference(*(change.base for change in removals)) if removals else None


def apply(row: Row | None, change: Change) -> Row:
    """Add one change to a row, or begin the row with it; the row is altered in place and returned.

    The result is the same in every order, and a change that is there already alters nothing.
    """
    if row is None:
        row = Row(change.ledger, change.row)
    row.add(change)
    return row


def fold(changes: Iterable[Change]) -> Row:
    """The row that these changes of one row make, in any order. Raises ValueError if there are none."""
    row: Row | None = None
    for change in changes:
        row = apply(row, change)
    if row is None:
        raise ValueError("a row begins with a change")
    return row


def values_before(changes: Collection[Change], undo: Collection[Dot]) -> dict[str, dict[str, object]] | None:
    """What to write to undo these dots of one row: each group they wrote, as it was before them.

    Fields that were blank come as None. What was built on the undone changes counts as after them. None if the row
    did not exist before: undo it by removing it. For a removal or restoration see ``removed_before``.
    """
    kept = [change for change in changes if change.dot not in undo]
    if any(_creates(change) for change in changes) and not any(_creates(change) for change in kept):
        return None
    out: dict[str, dict[str, object]] = {}
    for change in changes:
        if change.dot in undo and change.action == PUT:
            for group, fields in change.values.items():
                out.setdefault(group, {}).update(dict.fromkeys(fields))
    for group, blank in out.items():
        earlier = _before(changes, undo, group)
        blank.update(fold(earlier).values(group) if earlier else {})
    return out


def removed_before(changes: Collection[Change], undo: Collection[Dot]) -> bool:
    """Whether the row was removed before these dots and what was built on them: to undo a removal or restoration."""
    earlier = _before(changes, undo, LIFE)
    return any(change.action == REMOVE for change in fold(earlier).edited[LIFE].values()) if earlier else False


def canonical_row(aliases: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each row in these pairs of same rows, the one that stands for it: the smallest id of all that hang together.

    So two people who merge the same rows crosswise arrive at the same one.
    """
    parent: dict[str, str] = {}

    def root(row: str) -> str:
        while (above := parent.setdefault(row, row)) != row:
            parent[row] = parent.setdefault(above, above)
            row = parent[row]
        return row

    for left, right in aliases:
        low, high = sorted((root(left), root(right)))
        parent[high] = low
    return {row: root(row) for row in list(parent)}


class State:
    """Every row of one holder, and which changes are held. Gaps are named and never waited for."""

    row_type: ClassVar[type[Row]] = Row

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self.log: dict[Dot, Change] = {}
        self._held: dict[str, Spans] = {}
        self._named: dict[str, int] = {}  # the highest number of a replica that any base mentions

    def apply(self, change: Change) -> bool:
        """Take in one change. False if it is held already; raises CloneFound if its dot stands for another one."""
        dot = (change.replica, change.seq)
        held = self.log.get(dot)
        if held is not None:
            if held != change:
                raise CloneFound(held, change)
            return False
        self.log[dot] = change
        spans = self._held.get(change.replica)
        if spans is None:
            spans = self._held[change.replica] = Spans()
        spans.add(change.seq)
        for replica, seq in change.base:
            if seq > self._named.get(replica, 0):
                self._named[replica] = seq
        key = (change.ledger, change.row)
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = self.row_type(*key)
        row.add(change)
        return True

    def receive(self, changes: Iterable[Change]) -> list[Change]:
        """Take in a whole package or nothing; the new ones among its changes.

        Raises CloneFound, and whatever the iterable raises, before anything has been taken in.
        """
        arrived: dict[Dot, Change] = {}
        for change in changes:
            held = self.log.get(change.dot) or arrived.setdefault(change.dot, change)
            if held is not change and held != change:
                raise CloneFound(held, change)
        return [change for change in arrived.values() if self.apply(change)]

    def holds(self, dot: Dot) -> bool:
        """Whether this change has arrived."""
        return dot in self.log

    def held(self) -> dict[str, tuple[Span, ...]]:
        """Per replica the spans of numbers held: what a receipt says."""
        return {replica: tuple(spans) for replica, spans in sorted(self._held.items())}

    def gaps(self) -> dict[str, list[Span]]:
        """Per replica the numbers that must exist, because later ones or a base say so, and that are not held."""
        out = {}
        for replica in sorted({*self._held, *self._named}):
            spans = self._held.get(replica, Spans())
            last = max([self._named.get(replica, 0), *(last for _, last in spans)])
            if missing := spans.missing(last):
                out[replica] = missing
        return out

    def beyond(self, receipt: Mapping[str, Iterable[Span]]) -> list[Change]:
        """Every change that a receipt does not confirm, by replica and number; all of them for an empty receipt."""
        confirmed = {replica: Spans(spans) for replica, spans in receipt.items()}
        nothing = Spans()
        return [self.log[dot] for dot in sorted(self.log) if dot[1] not in confirmed.get(dot[0], nothing)]

    def canonical(self, ledger: str) -> dict[str, str]:
        """For each row of the ledger that was merged with others, the row that stands for it."""
        rows = (row for (name, _), row in self.rows.items() if name == ledger)
        return canonical_row((row.row, other) for row in rows for other in row.same_as())


def _rank(change: Change) -> tuple[Stamp, str, int]:
    return (change.stamp, change.replica, change.seq)


def _creates(change: Change) -> bool:
    return change.action == PUT and not change.base


def _written(change: Change) -> Collection[str]:
    if change.action == PUT:
        return change.values
    return (SAME,) if change.action == ALIAS else (LIFE,)


def _version(change: Change, group: str) -> Version:
    values = change.values.get(group, {})
    return Version(values, change.author, change.reason, change.wall, change.stamp, change.dot, change.batch)


def _before(changes: Collection[Change], undo: Collection[Dot], group: str) -> list[Change]:
    """The changes of one group without the undone ones and everything built on them."""
    rest = [change for change in changes if group in _written(change)]
    after = set(undo)
    while found := {c.dot for c in rest if c.dot not in after and not after.isdisjoint(c.base)}:
        after |= found
    return [change for change in rest if change.dot not in after]
