"""The file of one backup, NAME-YYYYMMDD-HHMM.fbk: a tar of the encrypted parts of a ledger and a list of their hashes.

manifest.json   when, why, version, row counts, hash and size of each part; nothing about any person
keys.json       the wrapped data key: the backup opens with the passwords of its day, or with the recovery code
ledger.db       a clean SQLCipher copy
photos.db       all pictures, in a backup that stands alone (on a stick)
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults, sync_folder, with_retry
from fupin_desk.store.faults import Damaged

SUFFIX: Final = ".fbk"
MANIFEST: Final = "manifest.json"
PARTS: Final = ("keys.json", "ledger.db", "photos.db")
_FORMAT: Final = 1
_MOST_MANIFEST: Final = 1_000_000
_CHUNK: Final = 1 << 20

_BROKEN = "这份备份坏了或没有写完，不能用。台账和别的备份没有变。请换一份更早的备份。"
_NO_BACKUP = "这个文件不是本程序的备份。没有改动任何内容。请选择名字以“.fbk”结尾的备份文件。"
_NEWER = "这份备份是更新的程序做的，本程序读不了。备份没有变。请先把程序升级到最新，再恢复。"


@dataclass(frozen=True)
class Backup:
    """One backup as its manifest tells; ``counts`` are rows per table, ``size`` is bytes on disk."""

    path: Path
    when: datetime
    why: str
    size: int
    schema: str
    counts: dict[str, int]
    photos: int
    stands_alone: bool
    """True when the pictures are inside; else they lie in photos.db beside the file."""
    state: str
    """Names the state of the ledger that was saved, to tell whether anything has changed since."""


def write_parts(target: Path, parts: dict[str, Path], about: dict[str, Any]) -> None:
    """Write the backup under a temporary name, flush it, read it back, and only then give it its name.

    Raises DeskError (disk full, stick gone, read-back failed); nothing is left behind then. Never replaces a file.
    """
    sizes = {name: {"size": path.stat().st_size, "sha256": hash_of(path)} for name, path in parts.items()}
    content = {"format": _FORMAT, **about, "parts": sizes}
    manifest = json.dumps({**content, "sum": _sum(content)}, ensure_ascii=False, indent=1).encode()
    part = target.with_name(target.name + ".part")
    with file_faults(target):
        try:
            with part.open("wb") as out:
                _write_tar(out, manifest, parts)
                out.flush()
                os.fsync(out.fileno())
                _forget_cache(out.fileno())
            check_parts(part)
            with_retry(lambda: os.rename(part, target))
            sync_folder(target.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise


def _write_tar(out: IO[bytes], manifest: bytes, parts: dict[str, Path]) -> None:
    with tarfile.open(fileobj=out, mode="w") as tar:
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(manifest)
        tar.addfile(head, io.BytesIO(manifest))
        for name, path in parts.items():
            info = tarfile.TarInfo(name)
            info.size = path.stat().st_size
            with path.open("rb") as source:
                tar.addfile(info, source)


def _forget_cache(file: int) -> None:
    """Let the read-back come from the medium, not from memory, where the system offers it."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def read_manifest(path: Path) -> Backup:
    """What a backup says about itself; its parts are not read. Raises DeskError."""
    with _opened(path) as tar:
        return _described(path, _manifest(tar))


def check_parts(path: Path) -> Backup:
    """Read every byte of a backup and hold it against the hashes. Raises DeskError when anything differs."""
    return unpack(path, lambda name: None)


def unpack(path: Path, place: Callable[[str], Path | None]) -> Backup:
    """Hand out the parts: each goes to the file ``place`` names for it, or nowhere, and is held against its hash.

    Only the known names are ever asked for. Raises DeskError; files written so far are then the caller's to remove.
    """
    with _opened(path) as tar:
        manifest = _manifest(tar)
        missing = set(manifest["parts"])
        for member in tar:
            expected = manifest["parts"].get(member.name)
            if expected is None or member.name not in PARTS:
                continue
            source = tar.extractfile(member)
            if source is None or member.size != expected["size"]:
                raise Damaged(_BROKEN)
            if _copy(source, place(member.name)) != expected["sha256"]:
                raise Damaged(_BROKEN)
            missing.discard(member.name)
        if missing:
            raise Damaged(_BROKEN)
        return _described(path, manifest)


def _copy(source: IO[bytes], target: Path | None) -> str:
    """Copy to ``target``, flushed, or only read; gives the SHA-256 of what was read."""
    digest = hashlib.sha256()
    if target is None:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
        return digest.hexdigest()
    with file_faults(target), target.open("wb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def hash_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    with file_faults(path):
        try:
            with tarfile.open(path, mode="r:") as tar:
                yield tar
        except tarfile.ReadError as error:
            raise Damaged(_BROKEN if path.suffix == SUFFIX else _NO_BACKUP) from error
        except (tarfile.TarError, EOFError) as error:
            raise Damaged(_BROKEN) from error


def _manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    member = tar.next()
    if member is None or member.name != MANIFEST or member.size > _MOST_MANIFEST:
        raise Damaged(_NO_BACKUP)
    source = tar.extractfile(member)
    try:
        manifest = json.loads(source.read() if source else b"")
        if manifest["format"] > _FORMAT:
            raise DeskError(_NEWER)
        if manifest.pop("sum") != _sum(manifest):
            raise Damaged(_BROKEN)
        if not all({"size", "sha256"} <= set(part) for part in manifest["parts"].values()):
            raise Damaged(_BROKEN)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(_BROKEN) from error
    assert isinstance(manifest, dict)
    return manifest


def _sum(content: dict[str, Any]) -> str:
    plain = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _described(path: Path, manifest: dict[str, Any]) -> Backup:
    try:
        return Backup(
            path=path, when=datetime.fromisoformat(manifest["when"]), why=manifest["why"], size=path.stat().st_size,
            schema=manifest["schema"], counts=dict(manifest["counts"]), photos=int(manifest["photos"]),
            stands_alone=bool(manifest["stands_alone"]), state=manifest["state"],
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(_BROKEN) from error
