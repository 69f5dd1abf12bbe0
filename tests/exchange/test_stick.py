"""Writing to a stick: what stands there under its final name is whole, and nothing that was there is ever lost."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from fupin_desk.core.envelope import Held
from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.progress import Task
from fupin_desk.exchange.frames import Frame
from fupin_desk.exchange.package import TO_COUNTY, file_name, read_header
from fupin_desk.exchange.receipt import Arrived, Receipt
from fupin_desk.exchange.refusals import NotAPackage, Truncated
from fupin_desk.exchange.stick import clear_confirmed, clear_unfinished, list_packages
from tests.exchange.county_kit import (
    CREEK,
    ID_NUMBER,
    NAME,
    STONE,
    TODAY,
    County,
    Laptop,
    block,
    county_with,
    photo,
    receive,
    send,
)


class Failing(FileIO):
    """A stick that does not take its n-th piece of data, or hands it over changed."""

    def __init__(self, path: Path, pieces: int, error: int = 0, act: Callable[[], None] | None = None) -> None:
        super().__init__(path, "xb")
        self._left, self._error, self._act = pieces, error, act

    def write(self, data: Any) -> int:
        self._left -= 1
        if self._left == 0:
            if self._act is not None:
                self._act()
            if self._error:
                super().write(bytes(data)[: len(data) // 2])
                raise OSError(self._error, "the stick does not answer")
        return super().write(data)


def failing(pieces: int, error: int = 0, act: Callable[[], None] | None = None) -> Callable[[Path], BinaryIO]:
    return lambda path: cast(BinaryIO, Failing(path, pieces, error, act))


@pytest.fixture
def people() -> tuple[County, Laptop]:
    county, [laptop] = county_with(STONE)
    return county, laptop


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def pictures(count: int = 6, size: int = 60_000) -> list[Any]:
    return [photo(os.urandom(size)) for _ in range(count)]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.ENODEV, errno.EROFS, errno.EFBIG, errno.EACCES])
def test_a_stick_that_fails_at_any_piece_keeps_what_it_had_and_shows_no_new_package(
    people: tuple[County, Laptop], stick: Path, error: int
) -> None:
    county, laptop = people
    old = send(stick, laptop, [county.desk], [block(laptop.identity)], seq=6)
    before = content(stick)
    said = set()
    for pieces in range(1, 10):
        with pytest.raises(DeskError, match="U盘上原有的文件也没有变") as refusal:
            send(stick, laptop, [county.desk], pictures(), open_part=failing(pieces, error))
        said.add(str(refusal.value))
        assert content(stick) == before
    assert len(said) == 1 and NAME not in said.pop()
    assert receive(old.paths, county.desk)[1]


def test_every_kind_of_fault_has_its_own_sentence(people: tuple[County, Laptop], stick: Path) -> None:
    county, laptop = people
    said = set()
    for error in (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EFBIG, errno.EACCES):
        with pytest.raises(DeskError) as refusal:
            send(stick, laptop, [county.desk], pictures(), open_part=failing(3, error))
        said.add(str(refusal.value))
    assert len(said) == 5


def test_a_stick_pulled_out_in_mid_write_is_told_and_can_be_tried_again(
    people: tuple[County, Laptop], stick: Path
) -> None:
    county, laptop = people
    pulled = failing(4, act=lambda: shutil.rmtree(stick))
    with pytest.raises(DeskError, match="可能被拔掉了，数据包没有写完"):
        send(stick, laptop, [county.desk], pictures(), open_part=pulled)
    assert not stick.exists()
    with pytest.raises(DeskError, match="可能被拔掉了"):
        send(stick, laptop, [county.desk], pictures())
    stick.mkdir()
    assert receive(send(stick, laptop, [county.desk], pictures()).paths, county.desk)


def test_what_the_stick_changed_is_found_by_reading_back_and_never_called_finished(
    people: tuple[County, Laptop], stick: Path
) -> None:
    county, laptop = people

    class Changing(Failing):
        def write(self, data: Any) -> int:
            self._left -= 1
            piece = bytearray(data)
            if self._left == 0:
                piece[len(piece) // 2] ^= 4
            return FileIO.write(self, piece)

    for pieces in range(2, 9):  # the first piece is written over when the header is known
        with pytest.raises(DeskError, match="核对不上，这个U盘可能坏了"):
            send(stick, laptop, [county.desk], pictures(), open_part=lambda path, n=pieces: Changing(path, n))
        assert content(stick) == {}


@contextlib.contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Any file may grow to this size only, as on a full disk."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


def test_a_medium_that_really_takes_no_more_leaves_nothing_half_done(
    people: tuple[County, Laptop], stick: Path
) -> None:
    county, laptop = people
    frames = pictures()
    for size in (10, 1000, 1024, 5000, 100_000, 300_000):
        with largest_file(size), pytest.raises(DeskError, match="U盘放不下这么大的文件"):
            send(stick, laptop, [county.desk], frames)
        assert content(stick) == {}
    assert send(stick, laptop, [county.desk], frames)


def test_too_little_room_is_said_before_a_byte_is_written(people: tuple[County, Laptop], stick: Path) -> None:
    county, laptop = people
    with pytest.raises(DeskError, match="这一步要"):
        send(stick, laptop, [county.desk], pictures(), expected_bytes=10**15)
    assert content(stick) == {}


def test_a_file_that_exists_is_never_written_over(people: tuple[County, Laptop], stick: Path) -> None:
    county, laptop = people
    names = set()
    for _ in range(5):
        names |= {path.name for path in send(stick, laptop, [county.desk], [block(laptop.identity)]).paths}
    assert len(names) == len(content(stick)) == 5

    class Racing(FileIO):
        """Somebody else writes a file of the same name at the last moment."""

        def write(self, data: Any) -> int:
            if bytes(data[:5]) == b"JZBAO":
                header = read_header(bytes(data)).header
                (stick / file_name("SM012", header, TO_COUNTY, TODAY)).write_bytes(b"another's")
            return super().write(data)

    before = content(stick)
    with pytest.raises(DeskError, match="已有同名的文件"):
        send(stick, laptop, [county.desk], pictures(1), open_part=lambda path: cast(BinaryIO, Racing(path, "xb")))
    after = content(stick)
    assert before.items() <= after.items()
    assert [after[name] for name in after.keys() - before.keys()] == [b"another's"]


def test_what_an_earlier_attempt_left_half_done_is_not_touched_by_the_next_and_can_be_cleared(
    people: tuple[County, Laptop], stick: Path
) -> None:
    county, laptop = people
    left = stick / "SM012-0007-1-1.jzb.part"
    left.write_bytes(b"half")
    written = send(stick, laptop, [county.desk], pictures())
    assert left.read_bytes() == b"half"
    assert [one.paths for one in list_packages(stick)] == [written.paths]
    assert clear_unfinished(stick) == 1 and not left.exists() and written.paths[0].exists()


def test_writing_and_checking_can_be_stopped_at_any_step_and_leave_nothing(
    people: tuple[County, Laptop], stick: Path
) -> None:
    county, laptop = people
    frames = pictures()
    steps: list[tuple[int, int, str]] = []
    send(stick, laptop, [county.desk], frames, task=Task(lambda *step: steps.append(step)), expected_bytes=360_000)
    labels = [label for _, _, label in steps]
    assert list(dict.fromkeys(labels)) == ["正在写入U盘", "正在核对写好的内容"]
    assert all(0 <= done <= total for done, total, _ in steps) and steps[-1][0] == steps[-1][1]
    before = content(stick)
    for stop in range(len(steps)):
        seen: list[int] = []

        def step(done: int, total: int, label: str, stop: int = stop, seen: list[int] = seen) -> None:
            seen.append(done)
            if len(seen) > stop:
                raise Cancelled

        with pytest.raises(Cancelled):
            send(stick, laptop, [county.desk], frames, task=Task(step))
        assert content(stick) == before


def test_parts_stand_under_final_names_together_or_not_at_all(people: tuple[County, Laptop], stick: Path) -> None:
    county, laptop = people
    opened: list[Path] = []

    def third_fails(path: Path) -> BinaryIO:
        opened.append(path)
        return failing(2 if len(opened) == 3 else 10**6, errno.EIO)(path)

    with pytest.raises(DeskError):
        send(stick, laptop, [county.desk], pictures(), part_bytes=150_000, open_part=third_fails)
    assert len(opened) == 3 and content(stick) == {}
    written = send(stick, laptop, [county.desk], pictures(), part_bytes=150_000)
    assert len(written.paths) >= 3 and written.size == sum(path.stat().st_size - 1024 for path in written.paths)


def test_packages_are_listed_by_sender_and_number_and_bad_files_with_their_reason(tmp_path: Path, stick: Path) -> None:
    county, laptops = county_with(STONE, CREEK)
    chance = random.Random(2)
    orders = [(laptop, seq) for laptop in laptops for seq in (1, 2, 10)]
    chance.shuffle(orders)
    for laptop, seq in orders:
        size = 200_000 if seq == 2 else 2_000_000_000
        send(stick, laptop, [county.desk], pictures(), seq=seq, part_bytes=size)
    below = stick / "清溪村"
    below.mkdir()
    single = next(path for path in stick.iterdir() if "-0001-" in path.name)
    shutil.copy(single, below / "副本.jzb")
    (stick / "照片.jzb").write_bytes(b"\xff\xd8 no package")
    (stick / "half.jzb").write_bytes(single.read_bytes()[:700])
    (stick / "link.jzb").symlink_to(single)
    (stick / "folder.jzb").mkdir()
    (stick / "花名册.xlsx").write_bytes(b"PK")
    found = list_packages(stick)
    good = [one for one in found if one.header]
    senders = sorted(laptop.card.key_id for laptop in laptops)
    assert [(one.header.sender, one.header.seq) for one in good if one.header] == [
        (sender, seq) for sender in senders for seq in (1, 2, 10)
    ]
    for one in good:
        assert receive(one.paths, county.desk)[0].seq == one.header.seq  # type: ignore[union-attr]
        assert one.size == sum(path.stat().st_size - 1024 for path in one.paths)
    assert sorted(type(one.trouble).__name__ for one in found[len(good) :]) == sorted(
        [NotAPackage.__name__, Truncated.__name__]
    )
    with pytest.raises(DeskError, match="U盘是否还插着"):
        list_packages(tmp_path / "gone")


def test_only_what_a_receipt_confirms_is_cleared_from_the_stick(people: tuple[County, Laptop], stick: Path) -> None:
    county, laptop = people
    done = send(stick, laptop, [county.desk], pictures(), seq=1, part_bytes=150_000)
    open_ = send(stick, laptop, [county.desk], pictures(), seq=2)
    (stick / "别的.txt").write_text("留着", encoding="utf-8")
    arrived = (Arrived(laptop.card.replica, 1, done.name),)
    when = datetime(2026, 3, 2, tzinfo=UTC)
    receipt = Receipt(county.desk.card.signing, STONE.code, Held(), arrived, (), None, when, 1)
    assert sorted(clear_confirmed(list_packages(stick), receipt)) == sorted(done.paths)
    assert set(content(stick)) == {"别的.txt", open_.paths[0].name}


def test_a_failed_attempt_leaves_no_readable_word_behind(people: tuple[County, Laptop], stick: Path) -> None:
    county, laptop = people
    marked: list[Frame] = [block(laptop.identity), *(photo((NAME + ID_NUMBER).encode() * 3000 + os.urandom(4)) for _ in range(4))]
    seen = []

    def look_at_it() -> None:
        for name, data in content(stick).items():
            seen.append(len(data))
            assert NAME not in name and NAME.encode() not in data and ID_NUMBER.encode() not in data

    for pieces in range(2, 8):
        with pytest.raises(DeskError):
            send(stick, laptop, [county.desk], marked, open_part=failing(pieces, errno.EIO, look_at_it))
    assert max(seen) > 60_000
