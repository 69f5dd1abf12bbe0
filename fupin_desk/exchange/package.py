"""The outer side of a package: file name, signed header, and the manifest that is signed again inside.

The first 1024 bytes are magic and format (8), length of the header (2, big-endian), header as canonical JSON, Ed25519
signature over ``jzbao-header-v1\\0`` + header (64), zeros. The payload, an age file, follows to the end (exchange.md 4.2).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fupin_desk.core.envelope import Held
from fupin_desk.exchange.frames import SignedManifest
from fupin_desk.exchange.identity import Identity, PublicCard, holds
from fupin_desk.exchange.plain import exactly, hexes, many, read_canonical, text, whole, write_canonical
from fupin_desk.exchange.refusals import (
    BadInnerSignature,
    BadSignature,
    Damaged,
    NotAPackage,
    OtherSuite,
    OtherVersion,
    Truncated,
)

ENDING = ".jzb"
HEADER_BYTES = 1024
FORMAT = 1
SUITE = 1
"""age with X25519 and ChaCha20-Poly1305, Ed25519, SHA-256. 2 is kept for SM2, SM3 and SM4-GCM."""
READER = 1
"""Which manifests this program understands: those whose ``min_reader`` is not higher."""
TO_COUNTY, TO_VILLAGE, FULL, FROM_COUNTY, REPLY = "给县", "给本村", "全量", "县发", "回执"
PURPOSES = (TO_COUNTY, TO_VILLAGE, FULL, FROM_COUNTY, REPLY)
"""What a file name may say of the purpose: never anything personal."""

_MAGIC = b"JZBAO\0"
_FRONT = struct.Struct(">6sHH")
_HEADER_DOMAIN, _MANIFEST_DOMAIN = b"jzbao-header-v1\0", b"jzbao-manifest-v1\0"
_SIGNATURE = 64
_LABEL = re.compile(r"[0-9A-Za-z]{1,16}", re.ASCII)
_MOST_NAMED = 24
"""More receivers than these would not fit the header; then none is named there and opening decides."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands outside, readable by everyone: no names, no personal data."""

    sender: str
    """Key id of the sender (32 hex digits)."""
    to: tuple[str, ...]
    """Short ids of the receivers, () for many."""
    seq: int
    prev: str
    """SHA-256 of the payload of the sender's package before; "" for the first."""
    length: int
    sha256: str
    """Of the payload: the name of the package everywhere."""
    part: int = 1
    parts: int = 1
    suite: int = SUITE

    def to_bytes(self, identity: Identity) -> bytes:
        """The first 1024 bytes of the file."""
        body = write_canonical(self._plain())
        head = _FRONT.pack(_MAGIC, FORMAT, len(body)) + body + identity.sign(_HEADER_DOMAIN, body)
        if len(head) > HEADER_BYTES:
            raise ValueError("too much for the header")
        return head.ljust(HEADER_BYTES, b"\0")

    def _plain(self) -> dict[str, object]:
        return {
            "length": self.length, "part": self.part, "parts": self.parts, "prev": self.prev, "sender": self.sender,
            "seq": self.seq, "sha256": self.sha256, "suite": self.suite, "to": list(self.to),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignedHeader:
    """A header as read, with what is needed to check its signature."""

    header: Header
    body: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def require(self, signing: str) -> None:
        """Raises BadSignature unless this key (64 hex digits) has signed."""
        if not holds(signing, _HEADER_DOMAIN, self.body, self.signature):
            raise BadSignature


def short_ids(receivers: tuple[PublicCard, ...]) -> tuple[str, ...]:
    """The receivers as the header names them."""
    return tuple(sorted(card.short_id for card in receivers)) if len(receivers) <= _MOST_NAMED else ()


def read_header(data: bytes) -> SignedHeader:
    """The first 1024 bytes taken apart; the signature is not checked yet.

    Raises NotAPackage, OtherVersion, OtherSuite, Truncated, Damaged.
    """
    if data[:6] != _MAGIC:
        raise NotAPackage("magic")
    if len(data) >= _FRONT.size and _FRONT.unpack_from(data)[1] != FORMAT:
        raise OtherVersion("format")
    if len(data) < HEADER_BYTES:
        raise Truncated("header")
    end = _FRONT.size + _FRONT.unpack_from(data)[2]
    if end + _SIGNATURE > HEADER_BYTES or data[end + _SIGNATURE : HEADER_BYTES].strip(b"\0"):
        raise Damaged("length or padding of the header")
    body = data[_FRONT.size : end]
    try:
        header = _header(read_canonical(body))
    except ValueError as error:
        raise Damaged(str(error)) from None
    return SignedHeader(header, body, data[end : end + _SIGNATURE])


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself inside the encryption; the same in each of its parts but for ``part``."""

    sender: PublicCard
    to: tuple[str, ...]
    """The sealing keys of all receivers, sorted."""
    seq: int
    prev: str
    purpose: str
    village: str
    """Code of the village whose data these are; "" from the county."""
    schema: int
    min_reader: int
    made: str
    """Local time of the sender as a label; it decides nothing."""
    before: Held
    """What the receiver was known to hold."""
    after: Held
    """What he holds afterwards."""
    counts: Mapping[str, int]
    """Frames by name: block, attachment, receipt, list, other."""
    certificates: tuple[str, ...] = field(default=(), repr=False)
    part: int = 1

    def sign(self, identity: Identity) -> SignedManifest:
        """As the first frame."""
        body = write_canonical(self._plain())
        return SignedManifest(identity.sign(_MANIFEST_DOMAIN, body), body)

    def _plain(self) -> dict[str, object]:
        held: dict[str, object] = {"after": self.after.plain(), "before": self.before.plain()}
        lists = {"certificates": list(self.certificates), "counts": dict(self.counts), "to": list(self.to)}
        return {
            **held, **lists, "made": self.made, "min_reader": self.min_reader, "part": self.part, "prev": self.prev,
            "purpose": self.purpose, "schema": self.schema, "sender": self.sender.plain(), "seq": self.seq,
            "village": self.village,
        }  # fmt: skip


def read_manifest(frame: SignedManifest, signing: str) -> Manifest:
    """The manifest of this sender (64 hex digits). Raises BadInnerSignature, OtherVersion, Damaged."""
    if not holds(signing, _MANIFEST_DOMAIN, frame.body, frame.signature):
        raise BadInnerSignature
    try:
        body = read_canonical(frame.body)
        if whole(body.get("min_reader"), 1) > READER:
            raise OtherVersion("min_reader")
        return _manifest(body)
    except ValueError as error:
        raise Damaged(str(error)) from None


def file_name(label: str, header: Header, purpose: str, day: date, first_sha256: str = "") -> str:
    """SM012-0007-给县-20260301-7F3A.jzb; of several parts -2of3 follows. Raises ValueError for what may not stand there."""
    require_nameable(label, purpose)
    sign = (first_sha256 or header.sha256)[:4].upper()
    part = f"-{header.part}of{header.parts}" if header.parts > 1 else ""
    return f"{label}-{header.seq:04d}-{purpose}-{day:%Y%m%d}-{sign}{part}{ENDING}"


def require_nameable(label: str, purpose: str) -> None:
    """Raises ValueError for what may not stand in a file name."""
    if _LABEL.fullmatch(label) is None or purpose not in PURPOSES:
        raise ValueError("not for a file name")


def _header(found: dict[str, Any]) -> Header:
    if whole(found.get("suite"), 1) != SUITE:
        raise OtherSuite(suite=found["suite"])
    exactly(found, "length", "part", "parts", "prev", "sender", "seq", "sha256", "suite", "to")
    part, parts = whole(found["part"], 1), whole(found["parts"], 1)
    if part > parts:
        raise ValueError("a part beyond the last")
    to = tuple(hexes(one, 16) for one in many(found["to"]))
    numbers = hexes(found["sender"], 32), to, whole(found["seq"], 1), _link(found["prev"]), whole(found["length"], 1)
    return Header(*numbers, hexes(found["sha256"], 64), part, parts)


def _manifest(body: dict[str, Any]) -> Manifest:
    names = "after", "before", "certificates", "counts", "made", "min_reader", "part", "prev", "purpose", "schema"
    found = exactly(body, *names, "sender", "seq", "to", "village")
    counts = found["counts"]
    if not isinstance(counts, dict) or any(whole(number) < 0 for number in counts.values()):
        raise ValueError("counts expected")
    before, after = Held.from_plain(found["before"]), Held.from_plain(found["after"])
    certificates = tuple(text(one, 10_000) for one in many(found["certificates"]))
    return Manifest(
        PublicCard.from_plain(found["sender"]), tuple(text(one) for one in many(found["to"])), whole(found["seq"], 1),
        _link(found["prev"]), text(found["purpose"]), text(found["village"]), whole(found["schema"]),
        found["min_reader"], text(found["made"]), before, after, counts, certificates, whole(found["part"], 1),
    )  # fmt: skip


def _link(value: object) -> str:
    return hexes(value, 64) if value else text(value)
