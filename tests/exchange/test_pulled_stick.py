"""A stick pulled out at any moment holds the old package, and the new one once it was called finished.

The operations are those the program really made, recorded; the states are those a FAT stick may be left in: what was
not flushed has arrived in part, in any order, or as rubbish, and a rename before the folder's flush may be half done.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from fupin_desk.core.progress import Task
from fupin_desk.exchange.frames import Frame
from fupin_desk.exchange.incoming import check, read
from fupin_desk.exchange.refusals import Refused
from fupin_desk.exchange.stick import list_packages
from tests.exchange.county_kit import STONE, TODAY, Laptop, block, county_with, photo, send

Operation = tuple[Any, ...]


class Recording(FileIO):
    """A file that notes every piece it is given."""

    def __init__(self, path: Path, log: list[Operation]) -> None:
        super().__init__(path, "xb")
        self._log = log
        log.append(("new", path.name))

    def write(self, data: Any) -> int:
        self._log.append(("write", Path(os.fsdecode(self.name)).name, self.tell(), bytes(data)))
        return super().write(data)


def recorded(folder: Path, laptop: Laptop, county: Laptop, monkeypatch: pytest.MonkeyPatch) -> list[Operation]:
    """What writing one package does to the stick, in order; everything is really done as well."""
    log: list[Operation] = []
    fsync, rename = os.fsync, os.rename

    def flushed(handle: int) -> None:
        fsync(handle)
        target = Path(os.readlink(f"/proc/self/fd/{handle}"))
        log.append(("flush folder",) if target == folder else ("flush", target.name))

    def renamed(source: Path, target: Path) -> None:
        rename(source, target)
        log.append(("rename", Path(source).name, Path(target).name))

    def step(done: int, total: int, label: str) -> None:
        if log[-1] != ("read back",) and "核对" in label:
            log.append(("read back",))

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "rename", renamed)
    frames: list[Frame] = [block(laptop.identity), *(photo(os.urandom(6_000)) for _ in range(6))]
    opening = {"open_part": lambda path: cast(BinaryIO, Recording(path, log)), "task": Task(step)}
    send(folder, laptop, [county], frames, seq=2, **opening)
    monkeypatch.undo()
    return [*log, ("told",)]


def sectors(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(data), 4096):
        yield at + start, data[start : start + 4096]


def pulled(log: list[Operation], cut: int, chance: random.Random) -> dict[str, bytes]:
    """What may lie on the stick, besides the old package, when it is pulled out before operation ``cut``."""
    safe: dict[str, bytearray] = {}
    loose: dict[str, list[tuple[int, bytes]]] = {}
    renaming: tuple[str, str] | None = None
    for operation in log[:cut]:
        match operation:
            case ("new", name):
                loose[name] = []
            case ("write", name, at, data):
                loose[name] += sectors(data, at)
            case ("flush", name):
                safe[name] = whole(loose.pop(name))
                loose[name] = []
            case ("rename", source, target):
                renaming = (source, target)
            case ("flush folder",) if renaming:
                safe[renaming[1]] = safe.pop(renaming[0])
                loose.pop(renaming[0], None)
                renaming = None
    state = {name: bytes(data) for name, data in safe.items()}
    for name, pieces in loose.items():
        if pieces and chance.random() > 0.15:
            state[name] = torn(pieces, chance)
    if renaming and renaming[0] in state:
        kept = state.pop(renaming[0])
        # The entry under the new name is there, or the old one still is, or the folder lost both.
        for name in chance.choice(([renaming[1]], [renaming[0]], [])):
            state[name] = kept
    return state


def whole(pieces: list[tuple[int, bytes]]) -> bytearray:
    data = bytearray(max(at + len(piece) for at, piece in pieces))
    for at, piece in pieces:
        data[at : at + len(piece)] = piece
    return data


def torn(pieces: list[tuple[int, bytes]], chance: random.Random) -> bytes:
    size, share = len(whole(pieces)), chance.random()
    data = bytearray(chance.randbytes(size) if chance.random() < 0.5 else size)
    for at, piece in pieces:
        if chance.random() < share:
            data[at : at + len(piece)] = piece
    return bytes(data[: chance.randrange(size + 1)] if chance.random() < 0.3 else data)


def good(folder: Path, county: Laptop) -> set[int]:
    """The numbers of the packages that can be imported whole; all others are refused."""
    found = set()
    for one in list_packages(folder):
        if one.trouble is None:
            try:
                checked = check(one.paths, county.directory, TODAY)
                found.add(read(checked, county.identity, county.directory, lambda frame: None).seq)
            except Refused:
                continue
    return found


@pytest.mark.parametrize("states", [5000, pytest.param(20_000, marks=pytest.mark.long)])
def test_no_moment_of_pulling_out_loses_or_feigns_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, states: int
) -> None:
    county, [laptop] = county_with(STONE)
    folder, state_folder = tmp_path / "stick", tmp_path / "state"
    folder.mkdir()
    state_folder.mkdir()
    [old] = send(folder, laptop, [county.desk], [block(laptop.identity)], seq=1).paths
    log = recorded(folder, laptop, county.desk, monkeypatch)
    order = [operation[0] for operation in log]
    assert order[0] == "new" and order[-5:] == ["flush", "rename", "flush folder", "read back", "told"]
    (state_folder / old.name).write_bytes(old.read_bytes())
    chance = random.Random(states)
    arrived = 0
    for _ in range(states):
        cut = chance.choice((chance.randint(0, len(log)), len(log) - chance.randint(0, 4)))
        state = pulled(log, cut, chance)
        assert old.name not in state
        for name, data in state.items():
            (state_folder / name).write_bytes(data)
        numbers = good(state_folder, county.desk)
        assert 1 in numbers
        assert 2 in numbers or cut < len(log)
        arrived += 2 in numbers
        for name in state:
            (state_folder / name).unlink()
    assert 0 < arrived < states
