"""Packages on a stick: written so that nothing half done ever looks finished, and listed in the order to import.

The way of writing (exchange.md 4.4) is the one that lost nothing in 5,000 simulated pulls: room for 1.1 times the size,
``*.jzb.part``, flush, rename to a name that did not exist, flush of the folder, reading back everything from the stick.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults, require_space, sync_folder, with_retry
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.exchange.frames import Frame
from fupin_desk.exchange.identity import Identity
from fupin_desk.exchange.incoming import look, verify_own
from fupin_desk.exchange.outgoing import PART_BYTES, Packer, Plan
from fupin_desk.exchange.package import ENDING, Header, file_name, require_nameable
from fupin_desk.exchange.receipt import Receipt
from fupin_desk.exchange.refusals import Refused
from fupin_desk.exchange.uncached import forget, open_uncached

PART = ".part"
ROOM = 1.1
MOST_FILES = 10_000
"""More packages than these on one stick are not listed."""
_SAFE = "台账没有变，U盘上原有的文件也没有变。"
_FAULTS = {
    errno.ENOSPC: "U盘满了，数据包没有写成。" + _SAFE + "请腾出空间，或换一个U盘再写。",
    errno.EFBIG: "U盘放不下这么大的文件，数据包没有写成。" + _SAFE + "请换一个U盘，或少选一些照片再写。",
    errno.EROFS: "U盘是只读的，数据包没有写成。" + _SAFE + "请打开U盘上的写保护开关，或换一个U盘。",
    errno.EEXIST: "U盘上已有同名的文件，没有盖掉它，数据包没有写成。" + _SAFE + "请再写一次。",
    errno.EACCES: "没有权限写这个U盘，数据包没有写成。" + _SAFE + "请换一个文件夹或U盘再写。",
}
_GONE = "U盘没有回应，可能被拔掉了，数据包没有写完。" + _SAFE + "请重新插好U盘，再写一次。"
_WRONG = "写到U盘上的内容核对不上，这个U盘可能坏了，刚写的文件已作废。" + _SAFE + "请换一个U盘再写。"

OpenPart = Callable[[Path], BinaryIO]


@dataclass(frozen=True, slots=True)
class Delivered:
    """A package that lies on the stick and was read back whole: it may be pulled out now."""

    paths: tuple[Path, ...]
    name: str
    """SHA-256 of the first payload."""
    size: int


def write_package(
    folder: Path, plan: Plan, identity: Identity, frames: Iterable[Frame], label: str, day: date,
    *, part_bytes: int = PART_BYTES, task: Task = QUIET, open_part: OpenPart | None = None,
) -> Delivered:  # fmt: skip
    """Write a package into a folder of a stick under new names and read it back.

    ``label`` is the village's short sign in the name (SM012), ``day`` the label of the date. Raises DeskError with the
    person's sentence, Cancelled; in either case nothing stays that looks like a package.
    """
    require_nameable(label, plan.purpose)
    with _stick_faults():
        require_space(folder, round(plan.expected_bytes * ROOM))
    writing = _Writing(folder, plan, identity, label, day, task)
    try:
        with _stick_faults():
            writing.write(frames, part_bytes, open_part or _new_file)
            writing.rename()
        writing.verify()
    except BaseException:
        writing.undo()
        raise
    return writing.delivered()


@dataclass(frozen=True, slots=True)
class Found:
    """One package on a stick: all its files, its header (believed by nobody yet), or why it cannot be one."""

    paths: tuple[Path, ...]
    header: Header | None
    size: int = 0
    """Bytes of the payloads that are there."""
    trouble: DeskError | None = None


def list_packages(folder: Path) -> list[Found]:
    """The packages in a folder and one level below: by sender and number, those in trouble last. Raises DeskError."""
    groups: dict[tuple[str, int, str, int], dict[tuple[int, str], tuple[Header, Path]]] = {}
    trouble = []
    for path in _files(folder, ENDING):
        try:
            header = look(path).header
        except DeskError as error:
            trouble.append(Found((path,), None, trouble=error))
            continue
        # Parts of one package share the link to the one before; a file that was merely copied twice counts once.
        mark = header.sha256 if header.parts == 1 else header.prev
        parts = groups.setdefault((header.sender, header.seq, mark, header.parts), {})
        parts.setdefault((header.part, header.sha256), (header, path))
    whole = []
    for _, parts in sorted(groups.items()):
        members = [member for _, member in sorted(parts.items())]
        whole.append(Found(tuple(path for _, path in members), members[0][0], sum(one.length for one, _ in members)))
    return whole + trouble


def clear_unfinished(folder: Path) -> int:
    """Remove what a pulled stick has left half written; how many there were. Raises DeskError."""
    left = _files(folder, ENDING + PART)
    with file_faults(folder):
        for path in left:
            path.unlink()
    return len(left)


def clear_confirmed(found: Iterable[Found], receipt: Receipt) -> list[Path]:
    """Remove packages whose arrival a receipt confirms, and nothing else; the files removed. Raises DeskError."""
    gone: list[Path] = []
    confirmed = [one for one in found if one.header and one.header.part == 1 and receipt.confirms(one.header.sha256)]
    for path in (path for one in confirmed for path in one.paths):
        with file_faults(path):
            path.unlink()
        gone.append(path)
    return gone


class _Writing:
    """One package on its way to the stick."""

    def __init__(self, folder: Path, plan: Plan, identity: Identity, label: str, day: date, task: Task) -> None:
        self._folder, self._plan, self._identity = folder, plan, identity
        self._label, self._day, self._task = label, day, task
        self._unfinished: list[Path] = []
        self._finished: list[Path] = []
        self._headers: list[Header] = []

    def write(self, frames: Iterable[Frame], part_bytes: int, open_part: OpenPart) -> None:
        """All parts under unfinished names; headers last, when the number of parts is known."""
        packer = Packer(self._plan, self._identity, frames, part_bytes=part_bytes, task=self._task)
        with contextlib.ExitStack() as stack:
            files: list[BinaryIO] = []
            while packer.more:
                path = self._unfinished_name(len(files) + 1)
                file = stack.enter_context(open_part(path))
                self._unfinished.append(path)
                files.append(file)
                packer.write_part(file)
            for at, file in enumerate(files):
                self._headers.append(packer.write_header(file, at + 1))
                file.flush()
                os.fsync(file.fileno())

    def rename(self) -> None:
        """Give every part its final name, which must not exist yet, and make the names durable."""
        first = self._headers[0].sha256
        for header in self._headers:
            part, final = self._unfinished[0], self._folder / file_name(
                self._label, header, self._plan.purpose, self._day, first
            )
            if os.path.lexists(final):
                raise FileExistsError(errno.EEXIST, "a package of this name exists")
            with_retry(lambda part=part, final=final: os.rename(part, final))  # type: ignore[misc]
            self._unfinished.pop(0)
            self._finished.append(final)
        sync_folder(self._folder)

    def verify(self) -> None:
        """Read everything back from the stick. Raises DeskError when it is not what was written, Cancelled."""
        try:
            with _stick_faults():
                for path in self._finished:
                    forget(path)
                verify_own(self._finished, self._identity, open_uncached, self._task)
        except Refused as error:
            raise DeskError(_WRONG) from error

    def undo(self) -> None:
        """Leave nothing behind, as far as the stick still answers."""
        for path in (*self._unfinished, *self._finished):
            with contextlib.suppress(OSError):
                path.unlink()

    def delivered(self) -> Delivered:
        """What now lies on the stick."""
        size = sum(header.length for header in self._headers)
        return Delivered(tuple(self._finished), self._headers[0].sha256, size)

    def _unfinished_name(self, part: int) -> Path:
        for attempt in range(1, 1000):
            path = self._folder / f"{self._label}-{self._plan.seq:04d}-{part}-{attempt}{ENDING}{PART}"
            if not os.path.lexists(path):
                return path
        raise FileExistsError(errno.EEXIST, "too many unfinished packages")


def _new_file(path: Path) -> BinaryIO:
    return path.open("xb")


@contextlib.contextmanager
def _stick_faults() -> Iterator[None]:
    """Turn an OSError inside into the person's sentence."""
    try:
        yield
    except OSError as error:
        raise DeskError(_FAULTS.get(error.errno or 0, _GONE)) from error


def _files(folder: Path, ending: str) -> list[Path]:
    """Plain files with this ending, in the folder and one level below, in the order of their names. Raises DeskError."""
    with file_faults(folder):
        inside = [Path(entry) for entry in os.scandir(folder)]
        below = [Path(entry) for one in inside if _plain_folder(one) for entry in os.scandir(one)]
    found = [path for path in (*inside, *below) if path.name.endswith(ending)][:MOST_FILES]
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


def _plain_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and os.access(path, os.R_OK | os.X_OK)
