"""A package arrives to the letter, at whom it was sent to, as often as it is brought."""

from __future__ import annotations

import hashlib
import json
import os
import random
import struct
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desk.core.envelope import Held, open_block
from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.progress import Task
from fupin_desk.exchange import package
from fupin_desk.exchange.certificates import READER
from fupin_desk.exchange.frames import (
    CARRY,
    Attachment,
    CarriedList,
    Frame,
    FrameReader,
    Limits,
    Unknown,
    encode_end,
    encode_frame,
)
from fupin_desk.exchange.identity import Identity, PublicCard
from fupin_desk.exchange.incoming import check, look, preview, read, require_new, verify_own
from fupin_desk.exchange.outgoing import Packer
from fupin_desk.exchange.package import FULL, HEADER_BYTES, Header, file_name
from fupin_desk.exchange.refusals import (
    BadInnerSignature,
    Damaged,
    MissingPart,
    NotEntitled,
    Refused,
    SameNumberTwice,
    Truncated,
    UnknownSender,
    WrongReceiver,
    WrongVillage,
    WrongWrapping,
)
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
    everything,
    photo,
    plan,
    receive,
    send,
)


@pytest.fixture
def county() -> tuple[County, Laptop, Laptop]:
    made, (one, two) = county_with(STONE, STONE)
    return made, one, two


def test_every_kind_of_frame_arrives_to_the_letter_at_the_county_and_at_the_other_laptop(
    county: tuple[County, Laptop, Laptop], tmp_path: Path
) -> None:
    made, one, two = county
    sent = everything(one)
    written = send(tmp_path, one, (made.desk, two), sent, prev="ab" * 32)
    for reader in (made.desk, two, one):
        manifest, frames = receive(written.paths, reader)
        assert frames == sent
        assert (manifest.sender, manifest.seq, manifest.prev) == (one.card, 7, "ab" * 32)
        assert manifest.after == Held({one.card.replica: ((1, 3),)}) and manifest.village == STONE.code
        signed = frames[0]
        assert len(open_block(signed, reader.directory.verify_block)) == 3  # type: ignore[arg-type]


def test_a_preview_reads_who_and_how_much_without_opening_the_rest(
    county: tuple[County, Laptop, Laptop], tmp_path: Path
) -> None:
    made, one, _ = county
    written = send(tmp_path, one, [made.desk], [photo(os.urandom(50_000)) for _ in range(20)], part_bytes=200_000)
    assert len(written.paths) > 3
    checked = check(written.paths, made.desk.directory, TODAY)
    assert preview(checked, made.desk.identity, made.desk.directory).counts == {"attachment": 20}
    assert checked.name == written.name and checked.sender.village == STONE


def test_the_header_holds_numbers_and_keys_and_nothing_else(
    county: tuple[County, Laptop, Laptop], tmp_path: Path
) -> None:
    made, one, _ = county
    [path] = send(tmp_path, one, [made.desk], everything(one)).paths
    data = path.read_bytes()
    assert data[:8] == b"JZBAO\0\x00\x01"
    (length,) = struct.unpack(">H", data[8:10])
    header = json.loads(data[10 : 10 + length])
    assert header.keys() == {"length", "part", "parts", "prev", "sender", "seq", "sha256", "suite", "to"}
    assert header["sha256"] == hashlib.sha256(data[1024:]).hexdigest() and header["length"] == len(data) - 1024
    assert data[1024:].startswith(b"age-encryption.org/v1\n")
    assert path.name == f"SM012-0007-给县-20260301-{header['sha256'][:4].upper()}.jzb"


def test_no_name_and_no_id_number_is_ever_readable_in_a_file(
    county: tuple[County, Laptop, Laptop], tmp_path: Path
) -> None:
    made, one, _ = county
    seen = 0

    def scan(done: int, total: int, label: str) -> None:
        nonlocal seen
        for path in tmp_path.iterdir():
            seen += 1
            content = path.read_bytes() + path.name.encode()
            assert NAME.encode() not in content and ID_NUMBER.encode() not in content

    plain = photo((NAME + ID_NUMBER).encode() * 5000)
    send(tmp_path, one, [made.desk], [block(one.identity), plain], task=Task(scan))
    scan(0, 0, "")
    assert seen > 8


@given(st.lists(st.integers(1, 90), min_size=1, max_size=12), st.binary(min_size=400, max_size=400))
@settings(max_examples=60)
def test_frames_read_in_any_pieces_are_the_frames_written(sizes: list[int], content: bytes) -> None:
    sent: list[Frame] = [photo(content), CarriedList(content[:100]), Unknown(9, bytes([CARRY, 1]))]
    identity = FIXED[1][0].identity
    first = plan(FIXED[1][0], [], sent).manifest(identity, 1).sign(identity)
    raw = b"".join(map(encode_frame, [first, *sent]))
    stream = BytesIO(raw + encode_end(4, hashlib.sha256(raw).hexdigest(), []))
    got: list[Frame] = []
    reader = FrameReader(got.append, Limits())
    at = 0
    while piece := stream.read(sizes[at % len(sizes)]):
        reader.feed(piece)
        at += 1
    assert reader.finish() == [] and got == [first, *sent]


FIXED = county_with(STONE)


def test_a_package_in_parts_needs_every_part_of_the_same_writing(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made, (one,) = county_with(STONE)
    sent: list[Frame] = [block(one.identity), *(photo(os.urandom(30_000)) for _ in range(12))]
    paths = send(tmp_path, one, [made.desk], sent, part_bytes=110_000, purpose=FULL).paths
    assert len(paths) >= 4 and all(path.stat().st_size <= 110_000 for path in paths)
    assert paths[1].name.endswith(f"-2of{len(paths)}.jzb")
    assert receive(list(reversed(paths)), made.desk)[1] == sent
    with pytest.raises(MissingPart, match="缺第 2、3 份"):
        receive([paths[0], *paths[3:]], made.desk)
    with pytest.raises(WrongWrapping):
        receive([*paths, paths[1]], made.desk)
    again = send(tmp_path_factory.mktemp("other"), one, [made.desk], sent, part_bytes=110_000).paths
    for at in range(len(paths)):
        with pytest.raises(Refused):
            receive([*paths[:at], again[at], *paths[at + 1 :]], made.desk)


def test_the_same_package_again_is_known_and_another_under_its_number_is_an_alarm(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    first = check(send(tmp_path, one, [made.desk], everything(one)).paths, made.desk.directory, TODAY)
    clone = check(send(tmp_path, one, [made.desk], everything(one)).paths, made.desk.directory, TODAY)
    assert require_new("", first) is True
    assert require_new(first.name, first) is False
    with pytest.raises(SameNumberTwice, match="两台电脑使用了同一编号"):
        require_new(first.name, clone)


def test_who_may_send_to_whom_holds_for_five_senders_five_receivers_and_three_roles(tmp_path: Path) -> None:
    made, (stone, stone2, creek) = county_with(STONE, STONE, CREEK)
    looking = Laptop(Identity.create(), STONE)
    made.certify(looking, READER)
    made.publish()
    stranger = Laptop(Identity.create(), STONE)
    stranger.directory.take_county(made.card_data)
    stranger.directory.take_list(made.list_data())
    everyone = [made.desk, stone, stone2, creek, stranger]
    expected: dict[tuple[PublicCard, PublicCard], type[Refused] | None]
    expected = {(made.desk.card, reader.card): None for reader in everyone}
    for sender in (stone, stone2):
        expected |= {(sender.card, one.card): None for one in everyone if one is not creek}
        expected[sender.card, creek.card] = WrongVillage
    expected |= {(creek.card, one.card): WrongVillage for one in everyone}
    expected |= {(creek.card, one.card): None for one in (made.desk, creek)}
    expected |= {(stranger.card, one.card): UnknownSender for one in everyone}
    expected[stranger.card, stranger.card] = None
    expected |= {(looking.card, one.card): NotEntitled for one in everyone}
    for at, sender in enumerate([*everyone, looking]):
        folder = tmp_path / str(at)
        folder.mkdir()
        paths = send(folder, sender, everyone, everything(sender)).paths
        for reader in everyone:
            why = expected[sender.card, reader.card]
            if why is None:
                assert receive(paths, reader)[0].sender == sender.card
            else:
                with pytest.raises(why):
                    receive(paths, reader)


def test_a_package_for_many_receivers_opens_for_each_and_for_no_one_else(tmp_path: Path) -> None:
    made, laptops = county_with(*[STONE] * 30)
    paths = send(tmp_path, made.desk, laptops[:29], [CarriedList(made.list_data())]).paths
    assert look(paths[0]).header.to == ()
    assert receive(paths, laptops[28])[0].village == ""
    with pytest.raises(WrongReceiver, match="“青山县”发出的，没有发给本机（石桥村）"):
        receive(paths, laptops[29])


def test_a_stick_that_fails_while_reading_says_so_and_nothing_counts(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    paths = send(tmp_path, one, [made.desk], [photo(os.urandom(3_000_000))]).paths
    checked = check(paths, made.desk.directory, TODAY)
    paths[0].unlink()
    with pytest.raises(DeskError, match="U盘是否还插着"):
        read(checked, made.desk.identity, made.desk.directory, lambda frame: None)


def test_a_file_that_changes_between_checking_and_reading_is_noticed(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made, (one,) = county_with(STONE)
    [path] = send(tmp_path, one, [made.desk], [block(one.identity)]).paths
    [other] = send(tmp_path_factory.mktemp("other"), one, [made.desk], [block(one.identity, 4)]).paths
    checked = check([path], made.desk.directory, TODAY)
    path.write_bytes(path.read_bytes()[:HEADER_BYTES] + other.read_bytes()[HEADER_BYTES:])
    with pytest.raises((Damaged, Truncated)):
        read(checked, made.desk.identity, made.desk.directory, lambda frame: None)


def test_reading_can_be_stopped_and_what_the_receiver_raises_comes_through(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    paths = send(tmp_path, one, [made.desk], everything(one)).paths
    checked = check(paths, made.desk.directory, TODAY)
    stopped = Task()
    stopped.cancel()
    with pytest.raises(Cancelled):
        read(checked, made.desk.identity, made.desk.directory, lambda frame: None, task=stopped)

    def full(frame: Frame) -> None:
        raise DeskError("磁盘满了。")

    with pytest.raises(DeskError, match="磁盘满了"):
        read(checked, made.desk.identity, made.desk.directory, full)


def test_names_of_files_take_nothing_that_could_be_personal_or_lead_elsewhere() -> None:
    header = Header("ab" * 16, (), 12, "", 1, "7f3a" + "0" * 60)
    assert file_name("SM012", header, "给县", TODAY) == "SM012-0012-给县-20260301-7F3A.jzb"
    for label, purpose in (("../x", "给县"), ("王秀兰", "给县"), ("SM012", NAME), ("CON:", "给县"), ("", "给县")):
        with pytest.raises(ValueError, match="file name"):
            file_name(label, header, purpose, TODAY)


def test_what_is_signed_for_one_purpose_serves_no_other() -> None:
    identity = Identity.create()
    frame = plan(Laptop(identity, STONE), [], []).manifest(identity, 1).sign(identity)
    forged = replace(frame, signature=identity.sign(b"jzbao-header-v1\0", frame.body))
    package.read_manifest(frame, identity.card.signing)
    with pytest.raises(BadInnerSignature):
        package.read_manifest(forged, identity.card.signing)
    for domain in (b"jzbao-header-v1", b"other\0", b"jzbao-a\0b\0"):
        with pytest.raises(ValueError, match="domain"):
            identity.sign(domain, b"")


def pictures(count: int, size: int) -> Iterator[Attachment]:
    chance = random.Random(1)
    for _ in range(count):
        yield photo(chance.randbytes(size))


_BIG = """
import sys, resource
from pathlib import Path
from tests.exchange.test_packages import big_journey
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
big_journey(Path(sys.argv[1]))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def big_journey(folder: Path) -> None:
    """300 MB of pictures to the stick and off it."""
    made, (one,) = county_with(STONE)
    counts = {"attachment": 1500}
    planned = plan(one, [made.desk], [], counts=counts, expected_bytes=300_000_000)
    packer = Packer(planned, one.identity, pictures(1500, 200_000))
    path = folder / "big.jzb"
    with path.open("xb") as out:
        packer.write_part(out)
        packer.write_header(out, 1)
    assert verify_own([path], one.identity).counts == counts
    checked = check([path], made.desk.directory, TODAY)
    read(checked, made.desk.identity, made.desk.directory, lambda frame: None)


@pytest.mark.long
def test_300_mb_of_pictures_need_little_memory(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    found = subprocess.run(
        [sys.executable, "-c", _BIG, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert int(found.stdout) < 25


def test_a_package_of_20_mb_needs_no_more_memory_than_one_of_its_pictures(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    planned = plan(one, [made.desk], [], counts={"attachment": 100})
    path = tmp_path / "x.jzb"
    tracemalloc.start()
    try:
        packer = Packer(planned, one.identity, pictures(100, 200_000))
        with path.open("xb") as out:
            packer.write_part(out)
            packer.write_header(out, 1)
        checked = check([path], made.desk.directory, TODAY)
        read(checked, made.desk.identity, made.desk.directory, lambda frame: None)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 6_000_000
