"""Reading plain JSON of unknown origin: one text per value, every field named, nothing left over."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NoReturn

from fupin_desk.core.change import canonical_json

_HEX = re.compile(r"[0-9a-f]*", re.ASCII)
_LONGEST = 200
"""Characters in a name or a label."""


def read_canonical(data: bytes) -> dict[str, Any]:
    """The object whose canonical JSON these bytes are. Raises ValueError for any other spelling or value."""
    try:
        value = json.loads(data, parse_float=_refuse, parse_constant=_refuse)
        # One spelling only: what was signed and what is read cannot differ.
        if not isinstance(value, dict) or canonical_json(value).encode() != data:
            raise ValueError("not canonical")
    except (RecursionError, UnicodeError, TypeError):
        raise ValueError("not JSON") from None
    except json.JSONDecodeError:
        # Its message could quote what stands there.
        raise ValueError("not JSON") from None
    return value


def write_canonical(value: Mapping[str, object]) -> bytes:
    """The canonical JSON of an object as bytes."""
    return canonical_json(dict(value)).encode()


def exactly(value: object, *names: str) -> dict[str, Any]:
    """An object with these fields and no others. Raises ValueError."""
    if not isinstance(value, dict) or value.keys() != set(names):
        raise ValueError("fields missing or unknown")
    return value


def text(value: object, longest: int = _LONGEST) -> str:
    """A text without control characters. Raises ValueError."""
    if not isinstance(value, str) or len(value) > longest or any(ord(sign) < 32 for sign in value):
        raise ValueError("text expected")
    return value


def whole(value: object, least: int = 0) -> int:
    """A whole number from ``least`` on. Raises ValueError."""
    if type(value) is not int or value < least:
        raise ValueError("a whole number expected")
    return value


def hexes(value: object, digits: int) -> str:
    """So many lower-case hex digits. Raises ValueError."""
    if not isinstance(value, str) or len(value) != digits or _HEX.fullmatch(value) is None:
        raise ValueError("hex digits expected")
    return value


def day(value: object) -> date:
    """A date as YYYY-MM-DD. Raises ValueError."""
    found = date.fromisoformat(text(value))
    if found.isoformat() != value:
        raise ValueError("a date expected")
    return found


def moment(value: object) -> datetime:
    """A time as 2026-03-01T08:00:00Z. Raises ValueError."""
    return datetime.strptime(text(value), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def show_moment(value: datetime) -> str:
    """A time as ``moment`` reads it: UTC, whole seconds."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def many(value: object) -> list[Any]:
    """A list. Raises ValueError."""
    if not isinstance(value, list):
        raise ValueError("a list expected")
    return value


def row(value: object, length: int) -> list[Any]:
    """A list of so many. Raises ValueError."""
    found = many(value)
    if len(found) != length:
        raise ValueError("a list of another length")
    return found


def _refuse(found: str) -> NoReturn:
    raise ValueError("a number that is not whole")
