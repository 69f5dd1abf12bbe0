"""Change records, and the compressed blocks in which the log keeps and the packages carry them."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from types import NoneType
from typing import Any, NoReturn

from fupin_desk.core.errors import DeskError
from fupin_desk.core.hlc import Stamp

Shared = tuple[str, str, str, str, int, str]
Dot = tuple[str, int]
"""Which change: the replica that made it (32 hex digits) and its number there (from 1, without gaps)."""

PUT, REMOVE, RESTORE, ALIAS = "put", "remove", "restore", "alias"
ACTIONS = frozenset((PUT, REMOVE, RESTORE, ALIAS))
BLOCK_LIMIT = 1_000_000
"""The most bytes one block may hold unpacked."""
BLOCK_FORMAT = 1

_REPLICA = re.compile(r"[0-9a-f]{32}", re.ASCII)
_SHARED = ("author", "batch", "ledger", "reason", "schema", "wall")
_HEADER = frozenset((*_SHARED, "block", "count", "first", "replica", "stamp"))
_OWN = frozenset(("action", "base", "row", "stamp", "values"))
_LINE = _OWN.union(_SHARED)
_PLAIN = (str, int, NoneType)
_SCALARS = frozenset((str, int, bool, NoneType))
_TEXT_ONLY = frozenset((str,))
_LONGEST = 128  # characters in an id, a ledger's name or a label that is not free text


class BadBlock(DeskError):
    """A block that is damaged, too large or no block at all. ``detail`` is for the diagnosis and holds no values."""

    def __init__(self, detail: str) -> None:
        super().__init__("这份数据已损坏或不完整。原有台账没有变化。请重新拷贝一次，或者请对方重新导出。")
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Change:
    """One thing one person did to one record (exchange.md 4.3). Never altered after it was made.

    ``values`` maps field groups to their fields as plain JSON; a group is one unit and always whole. ``base`` are the
    dots the author saw for what is written here: these, and only these, are replaced. ``wall`` is a label in local
    time and decides nothing; ``stamp`` only decides which of several concurrent values is shown. What a person wrote
    is left out of ``repr``, so that it cannot slip into a log.
    """

    replica: str
    seq: int
    action: str
    ledger: str
    row: str
    values: Mapping[str, Mapping[str, object]] = field(repr=False)
    base: tuple[Dot, ...]
    author: str = field(repr=False)
    reason: str = field(repr=False)
    wall: str
    stamp: Stamp
    batch: str
    schema: int

    def __post_init__(self) -> None:
        # One order only, so that a change equals itself after a journey through a block.
        if len(self.base) > 1:
            object.__setattr__(self, "base", tuple(sorted(set(self.base))))

    @property
    def dot(self) -> Dot:
        """The replica and its number: the name of this change everywhere."""
        return (self.replica, self.seq)


def canonical_json(value: object) -> str:
    """The one JSON text of a plain value: sorted keys, no spaces. Raises TypeError for floats and other non-plain ones.

    Floats are refused because their digits do not survive every journey; money and areas are whole numbers.
    """
    _require_plain(value)
    return _ENCODER.encode(value)


def encode_block(changes: Sequence[Change]) -> bytes:
    """Pack changes of one replica, numbered without gaps, into one compressed block.

    What they share stands once in a header line. Raises ValueError when they do not belong in one block or exceed
    ``BLOCK_LIMIT`` (use ``split_blocks``), TypeError for values that are not plain JSON.
    """
    if not changes:
        raise ValueError("a block holds at least one change")
    first = changes[0]
    lines = [_header(first, len(changes))]
    stamp: Stamp | None = None
    for at, change in enumerate(changes):
        if change.replica != first.replica or change.seq != first.seq + at:
            raise ValueError("a block holds consecutive changes of one replica")
        lines.append(_line(change, first, stamp))
        stamp = change.stamp
    plain = "\n".join(lines).encode()
    if len(plain) > BLOCK_LIMIT:
        raise ValueError("too much for one block")
    return zlib.compress(plain, 6)


def split_blocks(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Cut changes into lists that each fit one block: one replica, consecutive numbers, at most ``BLOCK_LIMIT``.

    Raises ValueError for a single change that fits no block.
    """
    held: list[Change] = []
    size = 0
    for change in changes:
        follows = held and change.replica == held[0].replica and change.seq == held[-1].seq + 1
        if follows:
            more = _size(_line(change, held[0], held[-1].stamp))
            if size + more <= BLOCK_LIMIT:
                held.append(change)
                size += more
                continue
        if held:
            yield held
        held = [change]
        # The header's count grows with the block; twelve bytes leave room for any.
        size = _size(_header(change, 1)) + 12 + _size(_line(change, change, None))
        if size > BLOCK_LIMIT:
            raise ValueError("a change too large for any block")
    if held:
        yield held


def decode_block(block: bytes, limit: int = BLOCK_LIMIT) -> list[Change]:
    """Unpack a block of at most ``limit`` bytes, checking everything. Raises BadBlock, and nothing else."""
    try:
        head, *lines = _unpack(block, limit).decode().split("\n")
        return _parse(head, lines)
    except UnicodeError:
        raise BadBlock("not UTF-8") from None
    except (ValueError, TypeError, RecursionError, zlib.error) as error:
        raise BadBlock(str(error)) from None


def _refuse(text: str) -> NoReturn:
    raise ValueError("a number that is not whole")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse)
_shared = attrgetter(*_SHARED)


def _require_plain(value: object) -> None:
    if isinstance(value, _PLAIN):
        return
    if isinstance(value, dict):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a key that is not text")
        for inner in value.values():
            _require_plain(inner)
    elif isinstance(value, list):
        for inner in value:
            _require_plain(inner)
    else:
        raise TypeError(f"not a plain value: {type(value).__name__}")


def _require_values(values: Mapping[str, Mapping[str, object]], action: str) -> None:
    """Groups of fields as the action wants them: the same rule for writing and for reading."""
    for group, fields in values.items():
        if not group or group[0] == "\0" or not isinstance(fields, dict):
            raise ValueError("a group of fields expected")
    if action == PUT:
        return
    if action != ALIAS:
        if values:
            raise ValueError("a removal carries no values")
        return
    fields = values.get("alias", {})
    if len(values) != 1 or fields.keys() != {"of"}:
        raise ValueError("an alias expected")
    if fields["of"] is not None:
        _name(fields["of"])


def _size(line: str) -> int:
    return len(line.encode()) + 1


def _header(first: Change, count: int) -> str:
    replica, seq = _dot(first.replica, first.seq)
    shared = dict(zip(_SHARED, _require_shared(_shared(first)), strict=True))
    own = {"block": BLOCK_FORMAT, "count": count, "first": seq, "replica": replica}
    return _ENCODER.encode({**shared, **own, "stamp": first.stamp.encode()})


def _line(change: Change, first: Change, before: Stamp | None) -> str:
    """Only what differs from the header, and a stamp only where it does not simply follow the one before."""
    line: dict[str, object] = {"row": _name(change.row)}
    shared = _shared(change)
    if shared != (usual := _shared(first)):
        _require_shared(shared)
        line.update((name, own) for name, own, other in zip(_SHARED, shared, usual, strict=True) if own != other)
    if change.action != PUT:
        line["action"] = _action(change.action)
    if change.values:
        line["values"] = change.values
    _require_values(change.values, change.action)
    for fields in change.values.values():
        # The common case without a call per field: keys are text, values are scalars.
        if not (_TEXT_ONLY.issuperset(map(type, fields)) and _SCALARS.issuperset(map(type, fields.values()))):
            _require_plain(fields)
    if change.base:
        line["base"] = [seq if replica == change.replica else [replica, seq] for replica, seq in change.base]
        _base(line["base"], change.replica, change.seq)
    if before is not None and change.stamp != before.next():
        line["stamp"] = change.stamp.encode()
    return _ENCODER.encode(line)


def _unpack(block: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj()
    plain = unpacker.decompress(block, limit + 1)
    if len(plain) > limit:
        raise ValueError("larger than allowed")
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("cut short or followed by something else")
    return plain


def _parse(head: str, lines: list[str]) -> list[Change]:
    header = _object(head, _HEADER)
    if _whole(header.get("block")) != BLOCK_FORMAT or _whole(header.get("count")) != len(lines) or not lines:
        raise ValueError("not a block of this format, or incomplete")
    replica, seq = _dot(header.get("replica"), header.get("first"))
    usual = _require_shared(tuple(map(header.get, _SHARED)))
    stamp = Stamp.decode(_text(header.get("stamp")))
    found = []
    for at, text in enumerate(lines):
        line = _object(text, _LINE)
        if "stamp" in line:
            stamp = Stamp.decode(_text(line["stamp"]))
        elif at:
            stamp = stamp.next()
        shared = usual
        if not line.keys() <= _OWN:
            shared = _require_shared(tuple(line.get(name, other) for name, other in zip(_SHARED, usual, strict=True)))
        found.append(_change((replica, seq + at), line, shared, stamp))
    return found


def _change(dot: Dot, line: dict[str, Any], shared: Shared, stamp: Stamp) -> Change:
    author, batch, ledger, reason, schema, wall = shared
    action = _action(line["action"]) if "action" in line else PUT
    values = line.get("values", {})
    if not isinstance(values, dict):
        raise ValueError("values expected")
    _require_values(values, action)
    base = _base(line["base"], *dot) if "base" in line else ()
    row = _name(line.get("row"))
    return Change(*dot, action, ledger, row, values, base, author, reason, wall, stamp, batch, schema)


def _object(text: str, known: frozenset[str]) -> dict[str, Any]:
    try:
        value, end = _DECODER.raw_decode(text)
    except json.JSONDecodeError:
        # Its message could quote what stands in the line.
        raise ValueError("not JSON") from None
    if end != len(text) or not isinstance(value, dict) or not value.keys() <= known:
        raise ValueError("a line that does not belong here")
    if "\\u" in text:
        # An escape may smuggle in half a character, which no store and no later block could take.
        _ENCODER.encode(value).encode()
    return value


def _require_shared(values: tuple[Any, ...]) -> Shared:
    author, batch, ledger, reason, schema, wall = values
    return (_text(author), _text(batch), _name(ledger), _text(reason), _whole(schema), _text(wall))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text expected")
    return value


def _name(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        raise ValueError("a name expected")
    return value


def _action(value: object) -> str:
    if value not in ACTIONS:
        raise ValueError("an action that is not known")
    return str(value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("a whole number expected")
    return value


def _dot(replica: object, seq: object) -> Dot:
    if not isinstance(replica, str) or _REPLICA.fullmatch(replica) is None or _whole(seq) < 1:
        raise ValueError("a dot expected")
    return (replica, _whole(seq))


def _base(value: object, replica: str, seq: int) -> tuple[Dot, ...]:
    if not isinstance(value, list):
        raise ValueError("a list of dots expected")
    base = []
    for entry in value:
        if isinstance(entry, list):
            if len(entry) != 2:
                raise ValueError("a dot expected")
            dot = _dot(*entry)
        else:
            dot = (replica, _whole(entry))
        # Nobody has seen what he has not written yet; such a base would make two changes replace each other.
        if dot[1] < 1 or (dot[0] == replica and dot[1] >= seq):
            raise ValueError("a base that cannot be")
        base.append(dot)
    return tuple(base)
