"""How one record becomes the values of a form: label by label, with the options its boxes offer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from fupin_desk.core import money
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.kinds import Choice, Choices, Ref, YesNo
from fupin_desk.ledgers.record import Field, Ledger, Record

Values = dict[str, Value]


def value_of(f: Field, raw: Any, year: int | None = None) -> Value:
    """One field's value as a form shows it, with the labels its code list has in that year for ticking."""
    return Value(f.kind.show(raw), _options(f, raw, year), raw)


def _options(f: Field, raw: Any, year: int | None) -> tuple[str, ...]:
    if isinstance(f.kind, YesNo):
        return ("是", "否")
    if isinstance(f.kind, Choice | Choices):
        return _labels(f.kind.list_name, year, raw if isinstance(raw, tuple) else (raw,))
    return ()


@lru_cache(4096)
def _labels(list_name: str, year: int | None, chosen: tuple[str | None, ...]) -> tuple[str, ...]:
    """The labels of a year, and those of what was chosen."""
    listed = code_list(list_name)
    offered = {code.code for code in (listed.options(year) if year else listed.codes)}
    return tuple(code.label for code in listed.codes if code.code in offered or code.code in chosen)


def record_values(ledger: Ledger, record: Record | None, year: int | None = None) -> Values:
    """Label -> value of every field; empty values keep their options, so that a blank form can still be ticked."""
    fields = [f for f in ledger.fields if not isinstance(f.kind, Ref)]
    return {f.label: value_of(f, getattr(record, f.name) if record else None, year) for f in fields}


def prefixed(prefix: str, values: Mapping[str, Value]) -> Values:
    return {f"{prefix}.{name}": value for name, value in values.items()}


def money_value(fen: int | None) -> Value:
    return Value("" if fen is None else money.show_yuan(fen), raw=fen)


def number_value(count: int | None) -> Value:
    """A count; nothing for None."""
    return Value("" if count is None else str(count), raw=count)


def numbered(rows: Iterable[Values]) -> list[Values]:
    """Rows with their 序号, from 1."""
    return [{**row, "序号": Value(str(at))} for at, row in enumerate(rows, 1)]


def blanked(values: Mapping[str, Value]) -> Values:
    """The same names with nothing written: only the boxes to tick stay."""
    return {name: Value("", value.options) for name, value in values.items()}
