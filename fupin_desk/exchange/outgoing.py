"""Writing a package: frames in, encrypted parts out, in one pass and with little memory."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import RawIOBase
from typing import BinaryIO

import pyrage

from fupin_desk.core.envelope import Held
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.exchange.certificates import Place
from fupin_desk.exchange.frames import Frame, count_name, encode_end, encode_frame
from fupin_desk.exchange.identity import Identity, PublicCard, require_sealing_key
from fupin_desk.exchange.package import HEADER_BYTES, READER, Header, Manifest, short_ids

PART_BYTES = 2_000_000_000
"""Where a package is cut into parts: FAT32 takes no file above 4 GB."""
_CHUNK, _TAG = 65_536, 16
"""age adds a tag of 16 bytes to each 64 KiB."""
_FIXED = HEADER_BYTES + 1024
"""Bytes of a part besides frames: header, age's own header for a few receivers, end frame."""
_STANZA = 110


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package is to be. ``counts`` are the frames by name (``frames.count_name``), known before they are made."""

    village: Place
    purpose: str
    receivers: tuple[PublicCard, ...]
    seq: int
    prev: str
    schema: int
    made: str
    before: Held
    after: Held
    counts: Mapping[str, int]
    certificates: tuple[str, ...] = field(default=(), repr=False)
    min_reader: int = READER
    expected_bytes: int = 0
    """An estimate of all frames, for the room needed and the progress."""

    def manifest(self, identity: Identity, part: int) -> Manifest:
        """The manifest of one part."""
        own = identity.card
        return Manifest(
            own, tuple(sorted(card.sealing for card in self.everyone(own))), self.seq, self.prev, self.purpose,
            self.village.code, self.schema, self.min_reader, self.made, self.before, self.after, self.counts,
            self.certificates, part,
        )  # fmt: skip

    def everyone(self, own: PublicCard) -> tuple[PublicCard, ...]:
        """The receivers and the sender itself, each once: it must be able to check what it has written."""
        return tuple({card.sealing: card for card in (*self.receivers, own)}.values())


@dataclass(frozen=True, slots=True)
class WrittenPart:
    """The payload of one part as it was written."""

    length: int
    sha256: str


class Packer:
    """Writes the parts of one package one after the other; each ``out`` is an empty file open for writing."""

    def __init__(
        self, plan: Plan, identity: Identity, frames: Iterable[Frame], *, part_bytes: int = PART_BYTES, task: Task = QUIET
    ) -> None:
        self._plan, self._identity, self._task = plan, identity, task
        self._frames = iter(frames)
        self._next: bytes | None = None
        self._part_bytes = part_bytes
        self._counts: Counter[str] = Counter()
        self._written_bytes = 0
        self.parts: list[WrittenPart] = []
        self._advance()

    @property
    def more(self) -> bool:
        """Whether another part is to be written; true before the first."""
        return not self.parts or self._next is not None

    def write_part(self, out: BinaryIO) -> None:
        """The next part, its header still empty. Raises OSError, Cancelled, or what making the frames raises."""
        out.write(bytes(HEADER_BYTES))
        sink = _Sink(out, self)
        source = _Source(self._stream())
        everyone = self._plan.everyone(self._identity.card)
        try:
            pyrage.encrypt_io(source, sink, [require_sealing_key(card.sealing) for card in everyone])
        except pyrage.EncryptError:
            # It wraps what its reader and writer raise into text.
            raise (source.error or sink.error or OSError("encryption failed")) from None
        self.parts.append(WrittenPart(sink.length, sink.hash.hexdigest()))
        if self._next is None and self._counts != Counter(self._plan.counts):
            raise ValueError("the plan counts other frames")

    def write_header(self, out: BinaryIO, part: int) -> Header:
        """Once all parts are written: the header of one (from 1), at the start of its file."""
        written, plan, own = self.parts[part - 1], self._plan, self._identity.card
        header = Header(
            own.key_id, short_ids(plan.everyone(own)), plan.seq, plan.prev, written.length, written.sha256, part,
            len(self.parts),
        )  # fmt: skip
        out.seek(0)
        out.write(header.to_bytes(self._identity))
        return header

    def report(self, length: int) -> None:
        """Progress by bytes. Raises Cancelled."""
        self._written_bytes += length
        self._task.step(self._written_bytes, max(self._plan.expected_bytes, self._written_bytes), "正在写入U盘")

    def _stream(self) -> Iterator[bytes]:
        """The frames of one part."""
        digest, count = hashlib.sha256(), 0
        first = encode_frame(self._plan.manifest(self._identity, len(self.parts) + 1).sign(self._identity))
        room = self._room() - len(first)
        digest.update(first)
        yield first
        while self._next is not None and (count == 0 or len(self._next) <= room):
            frame = self._next
            digest.update(frame)
            room -= len(frame)
            count += 1
            yield frame
            self._advance()
        before = [part.sha256 for part in self.parts] if self._next is None else []
        yield encode_end(count + 1, digest.hexdigest(), before)

    def _room(self) -> int:
        fixed = _FIXED + _STANZA * len(self._plan.everyone(self._identity.card)) + 67 * len(self.parts)
        return (self._part_bytes - fixed) * _CHUNK // (_CHUNK + _TAG) - _CHUNK // 1024

    def _advance(self) -> None:
        frame = next(self._frames, None)
        self._next = None
        if frame is not None:
            self._counts[count_name(frame)] += 1
            self._next = encode_frame(frame)


class _Source(RawIOBase):
    """Frames as a stream for the encryption to read."""

    def __init__(self, frames: Iterator[bytes]) -> None:
        self._frames = frames
        self._held = bytearray()
        self.error: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while size < 0 or len(self._held) < size:
                frame = next(self._frames, None)
                if frame is None:
                    break
                self._held += frame
        except BaseException as error:  # whatever it is, the caller gets it back unchanged
            self.error = error
            raise
        end = len(self._held) if size < 0 else size
        found = bytes(memoryview(self._held)[:end])
        del self._held[:end]
        return found


class _Sink:
    """The encrypted stream on its way to the file: counted and hashed."""

    def __init__(self, out: BinaryIO, packer: Packer) -> None:
        self._out, self._packer = out, packer
        self.hash = hashlib.sha256()
        self.length = 0
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self._out.write(data)
            self._packer.report(len(data))
        except BaseException as error:  # as above
            self.error = error
            raise
        self.hash.update(data)
        self.length += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""
