"""Record, Field and Ledger: how one kind of record is declared, once, for every layer above."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Protocol

from fupin_desk.core.errors import Problem
from fupin_desk.ledgers.kinds import Kind, Text

_KEY = "fupin"
NO_EXTRA: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Field:
    """One declared value of a record.

    ``section`` groups fields on screen and paper; ``national`` is the code of the national system (AAC001);
    ``group`` names the fields that are merged as one unit (exchange 4.3); ``years`` bounds the label's validity.
    """

    name: str
    label: str
    kind: Kind
    required: bool = False
    section: str = ""
    national: str = ""
    group: str = ""
    years: tuple[int, int] | None = None


def field(label: str, kind: Kind, *, required: bool = False, section: str = "", national: str = "",
          group: str = "", years: tuple[int, int] | None = None) -> Any:  # fmt: skip
    """Declare a field of a Record. A required one has no default and must be given when the record is made."""
    declared = Field("", label, kind, required, section, national, group, years)
    if required:
        return dataclasses.field(metadata={_KEY: declared})
    return dataclasses.field(default=None, metadata={_KEY: declared})


@dataclass(frozen=True)
class Meta:
    """What the ledger keeps about a record besides its values: who wrote it, when, and whether it is removed."""

    version: int = 0
    created_at: datetime | None = None
    created_by: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""
    removed: bool = False


NO_META = Meta()


@dataclass(frozen=True, kw_only=True)
class Record:
    """A value of one ledger at one moment. To change it, ``dataclasses.replace`` it and put it through a Work.

    ``id`` is a UUIDv7 ("" until first written); ``village`` the 12-digit code; ``extra`` holds values of fields
    this program does not declare, which are kept and carried.
    """

    id: str = ""
    village: str = ""
    note: str | None = field("备注", Text(lines=3))
    extra: Mapping[str, object] = dataclasses.field(default_factory=lambda: NO_EXTRA)
    meta: Meta = dataclasses.field(default=NO_META, compare=False)


class Around(Protocol):
    """What a rule may ask about the rest of the ledger while a change is being checked."""

    @property
    def today(self) -> date: ...

    def get(self, ledger: str, record_id: str) -> Record | None:
        """The living record with this id."""

    def related(self, ledger: str, field_name: str, value: object) -> Sequence[Any]:
        """All living records of a ledger whose field equals the value."""

    def parameter(self, name: str, year: int) -> Any:
        """A value of the county's parameters (ledgers.params) for a year."""


Rule = Callable[[Any, Around], Iterable[Problem]]


@dataclass(frozen=True, eq=False)
class Ledger:
    """One kind of record kept over time: its code name, label, record class, what names a record, its rules."""

    name: str
    label: str
    record: type[Record]
    key: tuple[str, ...]
    theme: str
    titles: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every declared field in the order of the record class, the free note last."""
        found = []
        for item in dataclasses.fields(self.record):
            declared: Field | None = item.metadata.get(_KEY)
            if declared is not None:
                group = declared.group or item.name
                found.append(dataclasses.replace(declared, name=item.name, group=group))
        found.sort(key=lambda f: f.name == "note")
        return tuple(found)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        return {f.name: f for f in self.fields}

    @cached_property
    def by_label(self) -> Mapping[str, Field]:
        return {f.label: f for f in self.fields}

    @cached_property
    def groups(self) -> Mapping[str, tuple[Field, ...]]:
        """Field group -> its fields; a change writes a group as a whole."""
        found: dict[str, list[Field]] = {}
        for f in self.fields:
            found.setdefault(f.group, []).append(f)
        return {name: tuple(members) for name, members in found.items()}

    def find(self, text: str) -> Field | None:
        """A field by code name, label or national code."""
        direct = self.by_name.get(text) or self.by_label.get(text)
        if direct is not None:
            return direct
        return next((f for f in self.fields if f.national and f.national == text.upper()), None)

    def title(self, record: Record) -> str:
        """How one record is named to a person, e.g. the member's name."""
        parts = (self.by_name[name].kind.show(getattr(record, name)) for name in self.titles)
        return " ".join(part for part in parts if part) or self.label


def check_values(ledger: Ledger, record: Record) -> list[Problem]:
    """Problems of the single values: E where a required one is missing, W where the kind doubts the value."""
    problems = []
    for f in ledger.fields:
        value = getattr(record, f.name)
        if value in (None, "", ()):
            if f.required:
                problems.append(Problem(f.label, "还没有填。"))
            continue
        doubt = f.kind.check(value)
        if doubt:
            problems.append(Problem(f.label, doubt, "W"))
    return problems


def to_plain(ledger: Ledger, record: Record) -> dict[str, object]:
    """The record's values as JSON values by field name; empty values are left out; extra values under their names."""
    plain: dict[str, object] = {}
    for f in ledger.fields:
        value = getattr(record, f.name)
        if value not in (None, "", ()):
            plain[f.name] = f.kind.to_plain(value)
    plain.update({f"+{name}": value for name, value in record.extra.items() if value not in (None, "")})
    return plain


def from_plain(ledger: Ledger, record_id: str, village: str, plain: Mapping[str, object], meta: Meta = NO_META) -> Any:
    """The record of these JSON values; names this program does not know go to ``extra``."""
    known: dict[str, object] = {}
    for f in ledger.fields:
        value = plain.get(f.name)
        known[f.name] = None if value is None else f.kind.from_plain(value)
    extra = {name.removeprefix("+"): value for name, value in plain.items() if name not in ledger.by_name}
    return ledger.record(id=record_id, village=village, extra=MappingProxyType(extra), meta=meta, **known)  # type: ignore[arg-type]  # known holds exactly the declared fields
