"""The county's own layouts as data: which column means which field, and which layout a sheet is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from fupin_desk.core.resources import resource
from fupin_desk.ledgers.kinds import Kind
from fupin_desk.ledgers.record import Field
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.sheets.header import HeaderColumn, plain_header, readings

WRITE, ECHO, CHECK, ADD, LIST, KEY = "write", "echo", "check", "add", "list", "key"
"""How a column's value is used: changes the field; fills it when blank, else only compared; compared with what the
ledger computes; added to the other columns of the same field; one entry of a field with several; identifies only."""

REAL_LEDGER = {"head": "member", "unit": "helping_unit", "group": "village_group"}
"""Roles in a row that stand for a record of another ledger's name."""

_LEAST_CONFIDENCE = 0.3


@dataclass(frozen=True)
class Target:
    """Where a column's values go: ``ledger.field`` by code names, and how they are used there."""

    name: str
    use: str
    values: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def role(self) -> str:
        """What the value belongs to: household, member, head, helper, unit, group, region, year, ignore …"""
        return self.name.partition(".")[0]

    @cached_property
    def field_name(self) -> str:
        """The part behind the dot; '' for year and ignored columns."""
        return self.name.partition(".")[2]

    @cached_property
    def field(self) -> Field | None:
        """The ledger's field; None for region, year and ignored columns."""
        ledger = BY_NAME.get(REAL_LEDGER.get(self.role, self.role))
        return ledger.by_name.get(self.field_name) if ledger and self.field_name else None

    @cached_property
    def kind(self) -> Kind | None:
        return self.field.kind if self.field else None


@dataclass(frozen=True)
class Layout:
    """One table the county hands out. ``row`` is what a row is: household, person or pairing.

    ``order`` ranks the layouts of one import: what a lower one says of a field is not changed by a higher one.
    """

    name: str
    title: str
    row: str
    order: int
    titles: tuple[str, ...]
    marks: tuple[str, ...]
    required: tuple[tuple[str, ...], ...]
    columns: Mapping[str, Target]
    person_is_head: bool = False
    extra: str = "member"
    """The ledger whose records keep what unknown columns hold."""
    export: tuple[str, ...] = ()
    """The headings of an exported file, in the county's order and wording."""

    @cached_property
    def lookup(self) -> Mapping[str, str]:
        """Every plain name a heading may have -> the layout's own name of the column; own names beat aliases."""
        found: dict[str, str] = {}
        for own in self.columns:
            found.setdefault(plain_header(own), own)
        for own in self.columns:
            for other in _aliases().get(plain_header(own), ()):
                found.setdefault(other, own)
        return found

    def target_of(self, heading: str) -> Target:
        """What a heading of ``export`` means. Raises KeyError for one that the layout does not know."""
        return self.columns[next(self.lookup[name] for name in readings(heading) if name in self.lookup)]

    def column_name(self, column: HeaderColumn) -> str | None:
        """The layout's name for a heading of a file, or None when it is not one of its columns."""
        return next((self.lookup[name] for name in column.names if name in self.lookup), None)


@dataclass(frozen=True)
class Match:
    """How well a heading fits a layout: 0 to 1, and the layout's name for each of the heading's columns."""

    layout: Layout
    confidence: float
    names: Mapping[int, str]


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    """Plain name -> the plain names that mean the same column."""
    with resource("layouts", "aliases.toml").open("rb") as source:
        groups: list[list[str]] = tomllib.load(source)["groups"]
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        plain = tuple(dict.fromkeys(plain_header(name) for name in group))
        for name in plain:
            found[name] = found.get(name, ()) + tuple(other for other in plain if other != name)
    return found


@cache
def layouts() -> tuple[Layout, ...]:
    """Every layout shipped, in the order in which an import takes them. Read once."""
    folder = resource("layouts")
    found = [_load(path) for path in sorted(folder.glob("*.toml")) if path.name != "aliases.toml"]
    return tuple(sorted(found, key=lambda layout: (layout.order, layout.name)))


def layout_named(name: str) -> Layout | None:
    """A layout by its short name or its title."""
    return next((layout for layout in layouts() if name in (layout.name, layout.title)), None)


def _load(path: Path) -> Layout:
    with path.open("rb") as source:
        data: dict[str, Any] = tomllib.load(source)
    values: dict[str, dict[str, str]] = data.get("values", {})
    return Layout(
        name=data["name"],
        title=data["title"],
        row=data["row"],
        order=data["order"],
        titles=tuple(data["titles"]),
        marks=tuple(data["marks"]),
        required=tuple(tuple(group) for group in data["required"]),
        columns={own: _target(text, values.get(own, {})) for own, text in data["columns"].items()},
        person_is_head=bool(data.get("person_is_head")),
        extra=data["extra"],
        export=tuple(data["export"]),
    )


def _target(text: str, values: Mapping[str, str]) -> Target:
    use, _, name = text.rpartition(" ")
    role = name.partition(".")[0]
    return Target(name, use or (KEY if role in ("head", "region", "year", "ignore") else WRITE), values)


@cache
def known_names() -> frozenset[str]:
    """Every plain name that is a column in some layout: what a heading is found by."""
    return frozenset(name for layout in layouts() for name in layout.lookup)


def is_known(name: str) -> bool:
    return name in known_names()


def rank(columns: Iterable[HeaderColumn], words: Iterable[str]) -> list[Match]:
    """The layouts a heading fits, best first. ``words``: sheet and file name, title rows."""
    heading = list(columns)
    text = "".join(words)
    found = [match for layout in layouts() if (match := fit(layout, heading, text)).confidence >= _LEAST_CONFIDENCE]
    return sorted(found, key=lambda match: -match.confidence)


def fit(layout: Layout, heading: list[HeaderColumn], text: str) -> Match:
    """How one layout fits: share of the columns it knows, of its telling columns, and a word of the title."""
    names = {column.index: name for column in heading if (name := layout.column_name(column))}
    present = set(names.values())
    if not heading or not all(present & set(group) for group in layout.required):
        return Match(layout, 0.0, names)
    known = len(names) / len(heading)
    telling = len(present & set(layout.marks)) / len(layout.marks)
    titled = any(readings(title)[0] in plain_header(text) for title in layout.titles)
    return Match(layout, round(0.5 * known + 0.35 * telling + 0.15 * titled, 3), names)
