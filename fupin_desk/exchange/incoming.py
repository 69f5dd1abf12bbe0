"""Reading packages: looked at, checked from outside, then opened and handed on frame by frame.

A package counts only when ``read`` has returned: whoever takes the frames does so in one transaction and commits after.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

import pyrage

from fupin_desk.core.files import file_faults
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.exchange.certificates import Place
from fupin_desk.exchange.directory import Directory, Known
from fupin_desk.exchange.frames import Frame, FrameReader, Limits, SignedManifest, count_name
from fupin_desk.exchange.identity import Identity
from fupin_desk.exchange.package import HEADER_BYTES, Header, Manifest, SignedHeader, read_header, read_manifest
from fupin_desk.exchange.refusals import (
    Damaged,
    MissingPart,
    OtherVillageInside,
    SameNumberTwice,
    Truncated,
    WrongReceiver,
    WrongWrapping,
)

Deliver = Callable[[Frame], None]
Opening = Callable[[Path], BinaryIO]
_PIECE = 1 << 20
LIMITS = Limits()


def plainly(path: Path) -> BinaryIO:
    """Open a file for reading as usual."""
    return path.open("rb")


@dataclass(frozen=True, slots=True)
class Checked:
    """A package whose outer signatures and hashes hold: its files in order, its first header, its sender."""

    paths: tuple[Path, ...]
    headers: tuple[Header, ...]
    sender: Known

    @property
    def name(self) -> str:
        """The SHA-256 of the first payload: the name of the package in logs and receipts."""
        return self.headers[0].sha256

    @property
    def seq(self) -> int:
        """The sender's number of the package."""
        return self.headers[0].seq

    @property
    def size(self) -> int:
        """Bytes of all payloads."""
        return sum(header.length for header in self.headers)


def look(path: Path) -> SignedHeader:
    """The header of a file, believed by nobody yet. Raises DeskError: not a package, other version, damaged …"""
    with file_faults(path), path.open("rb") as file:
        return read_header(file.read(HEADER_BYTES))


def check(paths: Sequence[Path], directory: Directory, on: date, task: Task = QUIET) -> Checked:
    """All parts of one package: known sender, entitled on this day, signatures and hashes right. Nothing is opened.

    Raises a Refused with its own sentence, DeskError for what the stick does, Cancelled.
    """
    looked = sorted(((look(path), path) for path in paths), key=lambda one: one[0].header.part)
    headers = tuple(signed.header for signed, _ in looked)
    sender = directory.sender(headers[0].sender)
    for signed, _ in looked:
        # Before any other word of the header is believed.
        signed.require(sender.card.signing)
    directory.require_entitled(sender, headers[0].seq, on)
    _require_whole(headers)
    total, done = sum(header.length for header in headers), 0
    for signed, path in looked:
        with file_faults(path), path.open("rb") as file:
            file.seek(HEADER_BYTES)
            tally = _Tally(file, task, done, total, "正在核对数据包")
            while tally.read(_PIECE):
                pass
        tally.require(signed.header)
        done += signed.header.length
    return Checked(tuple(path for _, path in looked), headers, sender)


def read(
    checked: Checked, identity: Identity, directory: Directory, deliver: Deliver,
    *, on_manifest: Callable[[Manifest], None] | None = None, limits: Limits = LIMITS, task: Task = QUIET,
) -> Manifest:  # fmt: skip
    """Open every part and hand on its frames, the manifest first. Only when this returns were they right.

    Raises a Refused with its own sentence, DeskError for what the stick does, Cancelled, or what ``deliver`` raises.
    """
    reading = _Reading(checked, identity, directory.village.name, deliver, on_manifest, limits, task)
    for part in range(len(checked.paths)):
        reading.part(part, plainly)
    return reading.result()


def preview(checked: Checked, identity: Identity, directory: Directory, limits: Limits = LIMITS) -> Manifest:
    """Only the manifest, from the first bytes of the payload. Raises like ``read``."""

    def enough(manifest: Manifest) -> None:
        raise _Enough(manifest)

    try:
        return read(checked, identity, directory, lambda frame: None, on_manifest=enough, limits=limits)
    except _Enough as found:
        return found.manifest


def verify_own(paths: Sequence[Path], identity: Identity, opening: Opening = plainly, task: Task = QUIET) -> Manifest:
    """Read back what was just written with the own keys: header, signature, hash and every frame, in one pass."""
    own = Directory(identity.card, Place("", ""))
    headers = []
    for path in paths:
        with file_faults(path), opening(path) as file:
            signed = read_header(_exactly(file, HEADER_BYTES))
        signed.require(identity.card.signing)
        headers.append(signed.header)
    _require_whole(tuple(headers))
    checked = Checked(tuple(paths), tuple(headers), own.sender(identity.card.key_id))
    reading = _Reading(checked, identity, "", lambda frame: None, None, LIMITS, task)
    reading.label = "正在核对写好的内容"
    for part in range(len(paths)):
        reading.part(part, opening)
    return reading.result()


def require_new(known: str, checked: Checked) -> bool:
    """Whether a package is new, given the name kept for its sender's number ("" for none); False for a repeat.

    Raises SameNumberTwice where another package was taken under this number (exchange.md 4.2).
    """
    if known and known != checked.name:
        raise SameNumberTwice(seq=checked.seq)
    return not known


class _Enough(Exception):
    def __init__(self, manifest: Manifest) -> None:
        super().__init__()
        self.manifest = manifest


class _Reading:
    """One package being opened."""

    def __init__(
        self, checked: Checked, identity: Identity, own: str, deliver: Deliver,
        on_manifest: Callable[[Manifest], None] | None, limits: Limits, task: Task,
    ) -> None:  # fmt: skip
        self._checked, self._identity, self._own = checked, identity, own
        self._deliver, self._on_manifest = deliver, on_manifest
        self._limits, self._task = limits, task
        self._manifest: Manifest | None = None
        self._counts: Counter[str] = Counter()
        self._header = checked.headers[0]
        self._opened = False
        self._done = 0
        self.label = "正在读取数据包"

    def part(self, at: int, opening: Opening) -> None:
        """Open one part and hand on its frames."""
        self._header, self._opened = self._checked.headers[at], False
        path = self._checked.paths[at]
        if self._header.to and self._identity.card.short_id not in self._header.to:
            raise self._not_for_us()
        with file_faults(path), opening(path) as file:
            _exactly(file, HEADER_BYTES)
            tally = _Tally(file, self._task, self._done, self._checked.size, self.label)
            parts = self._decrypt(tally)
        tally.require(self._header)
        self._done += self._header.length
        last = self._header.part == self._header.parts
        if parts != ([header.sha256 for header in self._checked.headers[:at]] if last else []):
            raise Damaged("the last part names other parts")

    def result(self) -> Manifest:
        """The manifest, once every part has been read. Raises Damaged when the counts differ."""
        if self._manifest is None or self._counts != Counter(self._manifest.counts):
            raise Damaged("other frames than the manifest counts")
        return self._manifest

    def _decrypt(self, tally: _Tally) -> list[str]:
        frames = FrameReader(self._take, self._limits)
        sink = _Feed(frames)
        try:
            pyrage.decrypt_io(tally, sink, [self._identity.opening])
        except (pyrage.DecryptError, OSError) as error:
            # It wraps what its reader and writer raise into text; a damaged piece is an OSError of its own.
            found = tally.error or sink.error
            if found is not None:
                raise found from None
            if "No matching keys" in str(error):
                raise self._not_for_us() from None
            raise Damaged("decryption") from None
        while tally.read(_PIECE):
            pass
        return frames.finish()

    def _take(self, frame: Frame) -> None:
        if isinstance(frame, SignedManifest):
            self._open(read_manifest(frame, self._checked.sender.card.signing))
        else:
            self._counts[count_name(frame)] += 1
            self._deliver(frame)

    def _open(self, manifest: Manifest) -> None:
        header, sender = self._header, self._checked.sender
        outside = (header.sender, header.seq, header.prev, header.part)
        if (manifest.sender.key_id, manifest.seq, manifest.prev, manifest.part) != outside:
            raise WrongWrapping("sender or numbers")
        if manifest.sender != sender.card:
            raise WrongWrapping("another card")
        if self._identity.card.sealing not in manifest.to:
            raise WrongWrapping("receivers")
        if sender.village.code and manifest.village != sender.village.code:
            raise OtherVillageInside(sender=sender.village.name)
        if self._manifest is None:
            self._manifest = manifest
            if self._on_manifest is not None:
                self._on_manifest(manifest)
        elif replace(manifest, part=1) != self._manifest:
            raise WrongWrapping("parts that differ")

    def _not_for_us(self) -> WrongReceiver:
        return WrongReceiver(sender=self._checked.sender.village.name, own=self._own)


def _require_whole(headers: tuple[Header, ...]) -> None:
    """All parts of one package, each once, in order. Raises MissingPart, WrongWrapping."""
    first = headers[0]
    same = {(header.sender, header.seq, header.prev, header.parts, header.to) for header in headers}
    if len(same) > 1:
        raise WrongWrapping("parts of different packages")
    lacking = set(range(1, first.parts + 1)) - {header.part for header in headers}
    if lacking:
        raise MissingPart(parts=first.parts, missing="、".join(map(str, sorted(lacking))))
    if len(headers) != first.parts:
        raise WrongWrapping("a part twice")


def _exactly(file: BinaryIO, size: int) -> bytes:
    """So many bytes, fewer only at the end of the file."""
    found = b""
    while len(found) < size and (more := file.read(size - len(found))):
        found += more
    return found


class _Tally(RawIOBase):
    """A payload as it is read: counted, hashed, reported."""

    def __init__(self, file: BinaryIO, task: Task, done: int, total: int, label: str) -> None:
        self._file, self._task, self._done, self._total, self._label = file, task, done, total, label
        self._hash = hashlib.sha256()
        self._held = memoryview(b"")
        self.length = 0
        self.error: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            if not self._held:
                self._fill()
        except BaseException as error:  # whatever it is, the caller gets it back unchanged
            self.error = error
            raise
        found = bytes(self._held[:size] if size >= 0 else self._held)
        self._held = self._held[len(found) :]
        return found

    def require(self, header: Header) -> None:
        """Raises Truncated or Damaged unless all that was read is what the header names."""
        if self.length < header.length:
            raise Truncated("payload")
        if self.length != header.length or self._hash.hexdigest() != header.sha256:
            raise Damaged("payload hash")

    def _fill(self) -> None:
        data = self._file.read(_PIECE)
        self._hash.update(data)
        self.length += len(data)
        self._held = memoryview(data)
        self._task.step(min(self._done + self.length, self._total), self._total, self._label)


class _Feed:
    """The decrypted stream on its way to the frames."""

    def __init__(self, frames: FrameReader) -> None:
        self._frames = frames
        self.error: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            self._frames.feed(data)
        except BaseException as error:  # as above
            self.error = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back here."""
