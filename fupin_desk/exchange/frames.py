"""What stands in the payload of a package: frames of one type, a length and data, and how they are read with suspicion.

type (1 byte), length (4, big-endian), data; types as in exchange.md 4.2. The last frame, 255, holds the number of the
frames before it and the SHA-256 over all their bytes. From type 6 on the first byte of the data carries marks.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from fupin_desk.core.envelope import SIGNATURE_BYTES, SignedBlock
from fupin_desk.exchange.plain import exactly, hexes, many, read_canonical, whole, write_canonical
from fupin_desk.exchange.refusals import Damaged, NeedsUpgrade, TooLarge

MANIFEST, BLOCK, ATTACHMENT, RECEIPT, LIST, END = 1, 2, 3, 4, 5, 255
CARRY, CRITICAL = 1, 2
"""Marks of types that are not known here: keep and forward; refuse the package."""
FRAME_LIMIT = 16_000_000
_HEAD = struct.Struct(">BI")
_BLOCK_HEAD = struct.Struct(">16sQQ64s")
_KIND = re.compile(r"[a-z0-9_]{1,16}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken: bytes of the decrypted stream, bytes of one frame, number of frames (each part)."""

    total: int = 4_300_000_000
    frame: int = FRAME_LIMIT
    frames: int = 5_000_000


@dataclass(frozen=True, slots=True)
class SignedManifest:
    """The first frame: who sends what to whom, signed once more inside the encryption. Not checked yet."""

    signature: bytes = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo or another file, named by the SHA-256 of its bytes; ``kind`` is jpg, png, pdf or a word like these."""

    sha256: str
    kind: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CarriedReceipt:
    """A signed receipt (``receipt.read_receipt`` opens it)."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CarriedList:
    """A signed document of the county: its list, a certificate or its card."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A frame of a later version; only one marked to be kept and forwarded is handed on. ``data`` begins with its marks."""

    type: int
    data: bytes = field(repr=False)


Frame = SignedManifest | SignedBlock | Attachment | CarriedReceipt | CarriedList | Unknown
_NAMES = {BLOCK: "block", ATTACHMENT: "attachment", RECEIPT: "receipt", LIST: "list"}


def frame_type(frame: Frame) -> int:
    """The type of a frame."""
    if isinstance(frame, Unknown):
        return frame.type
    types = {SignedManifest: MANIFEST, SignedBlock: BLOCK, Attachment: ATTACHMENT, CarriedReceipt: RECEIPT}
    return types.get(type(frame), LIST)


def count_name(frame: Frame) -> str:
    """Under which name the manifest counts a frame."""
    return _NAMES.get(frame_type(frame), "other")


def encode_frame(frame: Frame) -> bytes:
    """The bytes of a frame. Raises ValueError for one that no reader would take."""
    data = _data(frame)
    if len(data) > FRAME_LIMIT:
        raise ValueError("too large for a frame")
    return _HEAD.pack(frame_type(frame), len(data)) + data


def encode_end(count: int, sha256: str, parts: list[str]) -> bytes:
    """The end frame; in the last part of several ``parts`` names the payloads of those before it."""
    data = write_canonical({"count": count, "parts": list(parts), "sha256": sha256})
    return _HEAD.pack(END, len(data)) + data


class FrameReader:
    """Takes the decrypted stream piece by piece and hands on each whole frame. Nothing is kept but one frame.

    What it hands on is to be believed only when ``finish`` has been passed.
    """

    def __init__(self, deliver: Callable[[Frame], None], limits: Limits) -> None:
        self._deliver = deliver
        self._limits = limits
        self._held = bytearray()
        self._hash = hashlib.sha256()
        self._count = self._total = 0
        self._parts: list[str] | None = None

    def feed(self, data: bytes) -> None:
        """The next bytes. Raises Damaged, TooLarge, NeedsUpgrade, or what the receiver raises."""
        self._total += len(data)
        if self._total > self._limits.total:
            raise TooLarge("total")
        self._held += data
        while len(self._held) >= _HEAD.size:
            type_, length = _HEAD.unpack_from(self._held)
            if length > self._limits.frame:
                raise TooLarge("frame")
            end = _HEAD.size + length
            if len(self._held) < end:
                return
            whole_frame = bytes(memoryview(self._held)[:end])
            del self._held[:end]
            self._take(type_, whole_frame)

    def finish(self) -> list[str]:
        """At the end of the stream: the payloads of the parts before, as the end frame names them. Raises Damaged."""
        if self._parts is None or self._held:
            raise Damaged("no end frame")
        return self._parts

    def _take(self, type_: int, whole_frame: bytes) -> None:
        data = memoryview(whole_frame)[_HEAD.size :]
        if self._parts is not None:
            raise Damaged("frames after the end")
        if type_ == END:
            self._parts = self._end(bytes(data))
            return
        self._count += 1
        if self._count > self._limits.frames:
            raise TooLarge("frames")
        if (type_ == MANIFEST) != (self._count == 1):
            raise Damaged("a manifest in the wrong place")
        self._hash.update(whole_frame)
        try:
            frame = _parse(type_, data)
        except (ValueError, struct.error) as error:
            raise Damaged(str(error)) from None
        if frame is not None:
            self._deliver(frame)

    def _end(self, data: bytes) -> list[str]:
        try:
            found = exactly(read_canonical(data), "count", "parts", "sha256")
            parts = [hexes(one, 64) for one in many(found["parts"])]
        except ValueError as error:
            raise Damaged(str(error)) from None
        if found["count"] != self._count or found["sha256"] != self._hash.hexdigest():
            raise Damaged("the end frame counts otherwise")
        return parts


def _data(frame: Frame) -> bytes:
    if isinstance(frame, SignedManifest):
        return frame.signature + frame.body
    if isinstance(frame, SignedBlock):
        return _BLOCK_HEAD.pack(bytes.fromhex(frame.replica), frame.first, frame.last, frame.signature) + frame.data
    if isinstance(frame, Attachment):
        if _KIND.fullmatch(frame.kind) is None or hashlib.sha256(frame.data).hexdigest() != frame.sha256:
            raise ValueError("an attachment under a wrong name")
        head = write_canonical({"kind": frame.kind, "sha256": frame.sha256, "size": len(frame.data)})
        return struct.pack(">H", len(head)) + head + frame.data
    if isinstance(frame, Unknown) and (not LIST < frame.type < END or not frame.data):
        raise ValueError("a frame without a type or marks")
    return frame.data


def _parse(type_: int, data: memoryview) -> Frame | None:
    """A frame; None for one that may be left out. Raises ValueError, struct.error, NeedsUpgrade."""
    if type_ == MANIFEST:
        return SignedManifest(bytes(data[:SIGNATURE_BYTES]), bytes(data[SIGNATURE_BYTES:]))
    if type_ == BLOCK:
        replica, first, last, signature = _BLOCK_HEAD.unpack_from(data)
        if not 1 <= first <= last:
            raise ValueError("numbers of a block")
        return SignedBlock(replica.hex(), first, last, bytes(data[_BLOCK_HEAD.size :]), signature)
    if type_ == ATTACHMENT:
        return _attachment(data)
    if type_ == RECEIPT:
        return CarriedReceipt(bytes(data))
    if type_ == LIST:
        return CarriedList(bytes(data))
    if not data or not type_:
        raise ValueError("a frame without a type or marks")
    if data[0] & CRITICAL:
        raise NeedsUpgrade(f"type {type_}")
    return Unknown(type_, bytes(data)) if data[0] & CARRY else None


def _attachment(data: memoryview) -> Attachment:
    (length,) = struct.unpack_from(">H", data)
    head = exactly(read_canonical(bytes(data[2 : 2 + length])), "kind", "sha256", "size")
    content = bytes(data[2 + length :])
    if not isinstance(head["kind"], str) or _KIND.fullmatch(head["kind"]) is None:
        raise ValueError("an attachment of no kind")
    if whole(head["size"]) != len(content) or hashlib.sha256(content).hexdigest() != head["sha256"]:
        raise ValueError("an attachment that is not what its name says")
    return Attachment(hexes(head["sha256"], 64), head["kind"], content)
