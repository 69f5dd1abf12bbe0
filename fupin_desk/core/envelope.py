"""Blocks signed by the laptop that wrote them, and which blocks somebody holds: what the store and the packages share.

Signing and verifying are handed in, so that this needs no library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fupin_desk.core.change import BadBlock, Change, Dot, decode_block, encode_block
from fupin_desk.core.spans import Span, Spans

BLOCK_DOMAIN = b"jzbao-block-v1\0"
"""Stands before the block in what is signed, so that the signature serves for nothing else (exchange.md 4.2)."""
SIGNATURE_BYTES = 64

_REPLICA = re.compile(r"[0-9a-f]{32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SignedBlock:
    """Consecutive changes of one replica, as ``core.change.encode_block`` packed them, with that replica's signature.

    Forwarded to the letter. ``replica``, ``first`` and ``last`` repeat what stands in ``data``; ``open_block`` holds
    them against it.
    """

    replica: str
    first: int
    last: int
    data: bytes = field(repr=False)
    signature: bytes = field(repr=False)


Sign = Callable[[bytes, bytes], bytes]
"""Takes the domain (``BLOCK_DOMAIN``) and the data, gives the 64 bytes of an Ed25519 signature over both joined."""
Verify = Callable[[SignedBlock], None]
"""Raises DeskError when the signature is not the replica's, or the replica was not entitled to these numbers."""


def seal_block(changes: Sequence[Change], sign: Sign) -> SignedBlock:
    """Pack and sign own changes that fit one block (see ``split_blocks``). Raises like ``encode_block``."""
    data = encode_block(changes)
    return SignedBlock(changes[0].replica, changes[0].seq, changes[-1].seq, data, sign(BLOCK_DOMAIN, data))


def open_block(block: SignedBlock, verify: Verify) -> list[Change]:
    """The changes of a block, once its signature holds and it is what it says. Raises BadBlock or what verify raises."""
    verify(block)
    changes = decode_block(block.data)
    if (block.replica, block.first, block.last) != (changes[0].replica, changes[0].seq, changes[-1].seq):
        raise BadBlock("a block that is labelled as another")
    return changes


@dataclass(frozen=True, slots=True)
class Held:
    """Which changes somebody holds: per replica the numbers from - to, sorted, neither touching nor overlapping."""

    ranges: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, spans: Iterable[tuple[str, int, int]]) -> Held:
        """From any (replica, first, last), in any order, touching or overlapping."""
        found: dict[str, list[Span]] = {}
        for replica, first, last in spans:
            found.setdefault(replica, []).append((first, last))
        return cls({replica: tuple(Spans(found[replica])) for replica in sorted(found)})

    @classmethod
    def from_plain(cls, plain: object) -> Held:
        """Read what ``plain`` wrote. Raises ValueError for anything else."""
        if not isinstance(plain, dict):
            raise ValueError("ranges expected")
        held = cls.of((_replica(name), *_span(pair)) for name, pairs in plain.items() for pair in _list(pairs))
        if held.plain() != plain:
            raise ValueError("ranges that overlap or are not in order")
        return held

    def plain(self) -> dict[str, list[list[int]]]:
        """As plain JSON, for manifests and receipts."""
        return {name: [list(span) for span in spans] for name, spans in self.ranges.items()}

    def __contains__(self, dot: Dot) -> bool:
        replica, seq = dot
        return any(first <= seq <= last for first, last in self.ranges.get(replica, ()))

    def __iter__(self) -> Iterator[tuple[str, int, int]]:
        """Every (replica, first, last)."""
        return ((name, first, last) for name, spans in self.ranges.items() for first, last in spans)

    def joined(self, other: Held) -> Held:
        """What the two hold together."""
        return Held.of((*self, *other))

    def beyond(self, other: Held) -> Held:
        """What is held here and not by the other: what an incremental package must bring."""
        found = []
        for name, first, last in self:
            lacking = Spans(other.ranges.get(name, ())).missing(last)
            found += [(name, max(first, start), end) for start, end in lacking if end >= first]
        return Held.of(found)

    def gaps(self) -> Held:
        """The numbers below the highest held of each replica that are missing."""
        return Held.of((name, *span) for name, own in self.ranges.items() for span in Spans(own).missing(own[-1][1]))

    def count(self) -> int:
        """How many changes are held."""
        return sum(last - first + 1 for _, first, last in self)


def _replica(value: object) -> str:
    if not isinstance(value, str) or _REPLICA.fullmatch(value) is None:
        raise ValueError("a replica expected")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list) or not value:
        raise ValueError("a list expected")
    return value


def _span(value: object) -> Span:
    first, last = value if isinstance(value, list) and len(value) == 2 else (0, 0)
    if type(first) is not int or type(last) is not int or not 1 <= first <= last:
        raise ValueError("a first and a last number expected")
    return (first, last)
