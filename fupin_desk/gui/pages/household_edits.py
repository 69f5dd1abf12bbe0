"""What a person has changed on a page and not saved: fields over the records that were read, undo, draft. No Qt."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from fupin_desk.ledgers.record import Ledger, Record, from_plain, to_plain
from fupin_desk.ledgers.registry import BY_NAME, ledger_of

STEPS_KEPT = 50
"""So many steps can be taken back before saving (looks 7)."""
UNREAD = "?"
"""Mark before a field's name in ``extra``: a word from a file that was in no code list (ledgers.checks, D022)."""


class Key(NamedTuple):
    """A record by its ledger's code name and its id."""

    ledger: str
    id: str


class Spot(NamedTuple):
    """A field of a record: where a step happened, where a doubt points to. An empty field means the whole record."""

    key: Key
    field: str = ""


@dataclass(frozen=True)
class _State:
    values: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    made: Mapping[Key, Record] = field(default_factory=dict)
    gone: frozenset[Key] = frozenset()


class _Step(NamedTuple):
    state: _State
    spot: Spot


def key_of(record: Record) -> Key:
    """The key of a record."""
    return Key(ledger_of(record).name, record.id)


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field are alike; nothing, an empty text and an empty choice are."""
    return bool((None if one in ("", ()) else one) == (None if other in ("", ()) else other))


class Edits:
    """Changed values lie over the records as they were read, so that records read anew keep what was typed over them.

    ``watch`` is called with the Spot of every change, and with None when everything may have changed.
    """

    def __init__(self) -> None:
        self._read: dict[Key, Record] = {}
        self._state = _State()
        self._begun: frozenset[Key] = frozenset()
        self._past: list[_Step] = []
        self._future: list[_Step] = []
        self._open: Spot | None = None
        self._unreadable: dict[Spot, str] = {}
        self._watchers: list[Callable[[Spot | None], None]] = []
        self.changed_elsewhere: tuple[Spot, ...] = ()

    def watch(self, told: Callable[[Spot | None], None]) -> None:
        """Call ``told`` after every change."""
        self._watchers.append(told)

    def _tell(self, spot: Spot | None) -> None:
        for told in self._watchers:
            told(spot)

    # Records

    def load(self, records: Iterable[Record]) -> None:
        """Take the records as they stand in the ledger now. What was typed stays over them.

        ``changed_elsewhere`` then names the fields that were typed here and changed in the ledger meanwhile.
        """
        before, self._read = self._read, {key_of(record): record for record in records}
        values = {key: held for key, held in self._state.values.items() if key in self._read or key in self._state.made}
        self.changed_elsewhere = tuple(
            Spot(key, name)
            for key, held in values.items()
            for name in held
            if key in before and key in self._read and getattr(before[key], name) != getattr(self._read[key], name)
        )
        kept: dict[Key, Mapping[str, Any]] = {}
        for key, held in values.items():
            under = self._under(key)
            rest = {name: value for name, value in held.items() if not same(getattr(under, name, None), value)}
            if rest:
                kept[key] = rest
        self._state = dataclasses.replace(self._state, values=kept)

    def start(self, records: Iterable[Record], made: Iterable[Record] = ()) -> None:
        """Begin anew: nothing is changed. ``made`` are records that are new from the start (a new household)."""
        self._read, self.changed_elsewhere = {}, ()
        self._state = _State(made={key_of(record): record for record in made})
        self._begun = frozenset(self._state.made)
        self._past, self._future, self._open = [], [], None
        self._unreadable.clear()
        self.load(records)

    def _under(self, key: Key) -> Record | None:
        return self._read.get(key) or self._state.made.get(key)

    def original(self, key: Key) -> Any:
        """The record as it was read or made; None when it is not here."""
        return self._under(key)

    def record(self, key: Key) -> Any:
        """The record as it stands on the page; None when it is not here or is to be removed."""
        under = self._under(key)
        if under is None or key in self._state.gone:
            return None
        held = self._state.values.get(key)
        return dataclasses.replace(under, **held) if held else under

    def records(self, ledger: str) -> list[Any]:
        """The records of a ledger as they stand on the page, those made here last."""
        keys = [*self._read, *self._state.made]
        return [self.record(key) for key in keys if key.ledger == ledger and key not in self._state.gone]

    def is_made(self, key: Key) -> bool:
        """Whether the record was made on this page and is not in the ledger yet."""
        return key in self._state.made

    # Changing

    def put(self, spot: Spot, value: Any) -> None:
        """Change one field. Further changes of the same field belong to the same step until ``seal``."""
        self.put_many(spot, {spot.field: value})

    def put_many(self, spot: Spot, values: Mapping[str, Any]) -> None:
        """Change several fields of one record as one step that happened at ``spot``."""
        now, under = self.record(spot.key), self._under(spot.key)
        kept = [at for at in self._unreadable if at.key != spot.key or at.field not in values]
        self._unreadable = {at: self._unreadable[at] for at in kept}
        if now is None or all(same(getattr(now, name), value) for name, value in values.items()):
            self._tell(spot)
            return
        self._remember(spot)
        held = {**self._state.values.get(spot.key, {}), **values}
        held = {name: value for name, value in held.items() if not same(getattr(under, name), value)}
        whole = {key: fields for key, fields in self._state.values.items() if key != spot.key}
        if held:
            whole[spot.key] = held
        self._state = dataclasses.replace(self._state, values=whole)
        self._tell(spot)

    def spoil(self, spot: Spot, text: str) -> None:
        """A text stands in the field that cannot be read: nothing is changed, but saving must wait."""
        self._unreadable[spot] = text
        self._tell(spot)

    def unreadable(self) -> Mapping[Spot, str]:
        """Fields whose text cannot be read."""
        return MappingProxyType(self._unreadable)

    def make(self, records: Sequence[Record]) -> None:
        """Add new records as one step."""
        self._remember(Spot(key_of(records[0])), alone=True)
        fresh = {key_of(record): record for record in records}
        self._state = dataclasses.replace(self._state, made={**self._state.made, **fresh})
        self._tell(None)

    def lay(self, made: Sequence[Record], values: Mapping[Key, Mapping[str, Any]]) -> None:
        """Add records and change others as one step (rows pasted from a table)."""
        first = key_of(made[0]) if made else next(iter(values), None)
        if first is None:
            return
        self._remember(Spot(first), alone=True)
        whole = dict(self._state.values)
        for key, fresh in values.items():
            under = self._under(key)
            held = {**whole.get(key, {}), **fresh}
            whole[key] = {name: value for name, value in held.items() if not same(getattr(under, name, None), value)}
        whole = {key: held for key, held in whole.items() if held}
        every = {**self._state.made, **{key_of(record): record for record in made}}
        self._state = dataclasses.replace(self._state, values=whole, made=every)
        self._tell(None)

    def drop(self, key: Key) -> None:
        """Take a record away: one made here is forgotten, one of the ledger is removed with the next save."""
        self._remember(Spot(key), alone=True)
        values = {other: held for other, held in self._state.values.items() if other != key}
        made = {other: record for other, record in self._state.made.items() if other != key}
        gone = self._state.gone | {key} if key in self._read else self._state.gone
        self._state = _State(values, made, gone)
        self._unreadable = {at: text for at, text in self._unreadable.items() if at[0] != key}
        self._tell(None)

    def _remember(self, spot: Spot, *, alone: bool = False) -> None:
        if alone or self._open != spot:
            self._past = [*self._past, _Step(self._state, spot)][-STEPS_KEPT:]
        self._open = None if alone else spot
        self._future = []

    def seal(self) -> None:
        """The person left the field: what is typed next is a step of its own."""
        self._open = None

    # Undo

    def can_undo(self) -> bool:
        return bool(self._past or self._unreadable)

    def can_redo(self) -> bool:
        return bool(self._future)

    def undo(self) -> Spot | None:
        """Take back the last step; returns where it happened. Text that cannot be read goes first."""
        if self._unreadable:
            spot = next(reversed(self._unreadable))
            del self._unreadable[spot]
            self._tell(None)
            return spot
        return self._travel(self._past, self._future)

    def redo(self) -> Spot | None:
        """Do the step again that was taken back last."""
        return self._travel(self._future, self._past)

    def _travel(self, source: list[_Step], target: list[_Step]) -> Spot | None:
        if not source:
            return None
        step = source.pop()
        target.append(_Step(self._state, step.spot))
        self._state, self._open = step.state, None
        self._tell(None)
        return step.spot

    def give_up(self) -> None:
        """Drop every change (the records a new household began with stay)."""
        self._state = _State(made={key: record for key, record in self._state.made.items() if key in self._begun})
        self._past, self._future, self._open = [], [], None
        self._unreadable.clear()
        self._tell(None)

    # What was changed

    def dirty(self) -> bool:
        """Whether anything differs from the ledger."""
        return bool(self._state.values or self._made_later() or self._state.gone or self._unreadable)

    def _made_later(self) -> list[Key]:
        """Records made here, without the empty ones a new household begins with."""
        return [key for key in self._state.made if key not in self._begun]

    def changed_fields(self, key: Key) -> frozenset[str]:
        """The fields of a record that differ from the ledger; unreadable ones count."""
        spoilt = {spot.field for spot in self._unreadable if spot.key == key}
        return frozenset(self._state.values.get(key, {})) | spoilt

    def changed_keys(self) -> set[Key]:
        """Records that were changed, made or taken away."""
        return {*self._state.values, *self._made_later(), *self._state.gone, *(s.key for s in self._unreadable)}

    def count(self) -> int:
        """How many changes the save bar speaks of: fields, and whole records made or taken away."""
        fresh = self._made_later()
        fields = sum(len(self.changed_fields(key)) for key in self.changed_keys() if key not in fresh)
        return fields + len(fresh) + len(self._state.gone)

    def told(self) -> list[tuple[Key, tuple[str, ...]]]:
        """Every changed record with its changed fields in the ledger's order; none for records made or taken away."""
        fresh, found = self._made_later(), []
        keys = [key for key in (*self._read, *self._state.made) if key in self.changed_keys()]
        for key in keys:
            names = self.changed_fields(key)
            whole = key in fresh or key in self._state.gone
            found.append((key, () if whole else tuple(f.name for f in BY_NAME[key.ledger].fields if f.name in names)))
        return found

    def to_save(self) -> tuple[list[Record], list[tuple[Ledger, str]]]:
        """What one save writes: records new or changed, and records to remove.

        A field that was filled by hand loses the unknown word a file had left beside it.
        """
        keys = [*self._state.made, *(key for key in self._state.values if key in self._read)]
        records = [_without_words(self.record(key), self._state.values.get(key, {})) for key in keys]
        return records, [(BY_NAME[key.ledger], key.id) for key in self._state.gone]

    # Draft

    def to_draft(self) -> dict[str, Any]:
        """All of it as JSON values; ``from_draft`` lays it over the ledger again."""
        made = [(key, _without_words(record, {})) for key, record in self._state.made.items()]
        return {
            "made": [[*key, to_plain(BY_NAME[key.ledger], record), record.village] for key, record in made],
            "values": [[*key, _plain_values(key, held)] for key, held in self._state.values.items()],
            "gone": [list(key) for key in self._state.gone],
        }

    def from_draft(self, draft: Mapping[str, Any]) -> bool:
        """Lay a draft over the records read, as one step; False when nothing of it fits any more."""
        before = self._state
        made = dict(before.made)
        for ledger, record_id, plain, village in draft.get("made", ()):
            if ledger in BY_NAME:
                made[Key(ledger, record_id)] = from_plain(BY_NAME[ledger], record_id, village, plain)
        values: dict[Key, Mapping[str, Any]] = {}
        for ledger, record_id, plain in draft.get("values", ()):
            key = Key(ledger, record_id)
            under = self._read.get(key) or made.get(key)
            if under is not None:
                held = _from_plain_values(key, plain)
                held = {name: value for name, value in held.items() if not same(getattr(under, name), value)}
                values |= {key: held} if held else {}
        gone = frozenset(Key(*key) for key in draft.get("gone", ()) if Key(*key) in self._read)
        state = _State(values, made, gone)
        if state == before:
            return False
        self._past, self._future, self._open = [_Step(before, Spot(Key("", "")))], [], None
        self._state = state
        self._tell(None)
        return True


def _plain_values(key: Key, held: Mapping[str, Any]) -> dict[str, Any]:
    fields = BY_NAME[key.ledger].by_name
    blank = (None, "", ())
    return {name: None if value in blank else fields[name].kind.to_plain(value) for name, value in held.items()}


def _from_plain_values(key: Key, plain: Mapping[str, Any]) -> dict[str, Any]:
    fields = BY_NAME[key.ledger].by_name
    return {
        name: None if value is None else fields[name].kind.from_plain(value)
        for name, value in plain.items()
        if name in fields
    }


def _without_words(record: Any, held: Mapping[str, Any]) -> Any:
    words = {UNREAD + name for name in held}
    if not words & set(record.extra):
        return record
    return dataclasses.replace(record, extra={name: value for name, value in record.extra.items() if name not in words})
