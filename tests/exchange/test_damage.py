"""A package that was damaged, forged or made to harm is refused, each for its reason and in plain words."""

from __future__ import annotations

import hashlib
import os
import random
import struct
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import x25519

from fupin_desk.exchange.frames import (
    CARRY,
    CRITICAL,
    CarriedList,
    Limits,
    Unknown,
    encode_end,
    encode_frame,
)
from fupin_desk.exchange.identity import Identity
from fupin_desk.exchange.incoming import look
from fupin_desk.exchange.package import HEADER_BYTES, Header, read_header
from fupin_desk.exchange.refusals import (
    BadInnerSignature,
    BadSignature,
    Damaged,
    MissingPart,
    NeedsUpgrade,
    NotAPackage,
    OtherSuite,
    OtherVersion,
    OtherVillageInside,
    Refused,
    TooLarge,
    Truncated,
    UnknownSender,
    WrongReceiver,
    WrongWrapping,
)
from tests.exchange.county_kit import (
    CREEK,
    NAME,
    STONE,
    Laptop,
    county_with,
    everything,
    photo,
    plan,
    receive,
    send,
)


def flipped(data: bytes, at: int, mask: int) -> bytes:
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def refill(path: Path, data: bytes) -> None:
    """Other content in the same file; emptying it first costs milliseconds on some file systems."""
    with path.open("r+b") as file:
        file.write(data)
        file.truncate()


def test_no_damage_is_ever_taken_and_every_refusal_speaks_plainly(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    [path] = send(tmp_path, one, [made.desk], everything(one)).paths
    data = path.read_bytes()
    chance = random.Random(5)
    places = [*range(HEADER_BYTES), *(chance.randrange(HEADER_BYTES, len(data)) for _ in range(1200))]
    cases = [flipped(data, at, 1 << chance.randrange(8)) for at in places]
    cases += [data[: chance.randrange(len(data))] for _ in range(400)]
    cases += [data + os.urandom(chance.randrange(1, 300)) for _ in range(50)]
    cases += [data[:at] + bytes(200) + data[at + 200 :] for at in range(0, len(data) - 200, 97)]
    cases = [case for case in cases if case != data]  # zeros over the padding change nothing
    spoken: Counter[str] = Counter()
    bad = tmp_path / "坏的.jzb"
    bad.touch()
    for case in cases:
        refill(bad, case)
        with pytest.raises(Refused) as refusal:
            receive([bad], made.desk)
        spoken[type(refusal.value).__name__] += 1
        assert "台账没有任何变化" in str(refusal.value) and NAME not in str(refusal.value)
    assert len(cases) > 2600
    assert spoken.keys() >= {"NotAPackage", "OtherVersion", "Damaged", "Truncated", "BadSignature"}
    assert receive([path], made.desk)[1] == everything(one)


@pytest.mark.long
def test_a_hundred_thousand_mutations_are_refused_without_a_crash(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    data = send(tmp_path, one, [made.desk], everything(one)).paths[0].read_bytes()
    chance, bad = random.Random(), tmp_path / "bad.jzb"
    bad.touch()
    for _ in range(100_000):
        case = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(case))
            piece = chance.randbytes(chance.randint(0, 8))
            case[at : at + chance.randint(0, 8)] = piece
        if case != data:
            refill(bad, bytes(case))
            with pytest.raises(Refused):
                receive([bad], made.desk)


@given(st.binary(max_size=3000), st.booleans())
@settings(max_examples=200)
def test_any_bytes_at_all_are_refused_without_a_crash(data: bytes, magic: bool) -> None:
    made, _ = FIXED
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.jzb"
        path.write_bytes((b"JZBAO\0\x00\x01" if magic else b"") + data)
        with pytest.raises(Refused):
            receive([path], made.desk)


def resigned(data: bytes, signer: Identity, **other: object) -> bytes:
    """The same payload under a header that somebody else has changed and signed."""
    header = replace(read_header(data[:HEADER_BYTES]).header, sender=signer.card.key_id, **other)  # type: ignore[arg-type]
    return header.to_bytes(signer) + data[HEADER_BYTES:]


def test_attacks_with_real_keys_are_refused_each_for_its_reason(tmp_path: Path) -> None:
    made, (one, two) = county_with(STONE, STONE)
    [path] = send(tmp_path, one, [made.desk], everything(one)).paths
    data, bad = path.read_bytes(), tmp_path / "bad.jzb"

    def refused(content: bytes, why: type[Refused], reader: Laptop | None = None) -> None:
        bad.write_bytes(content)
        with pytest.raises(why) as refusal:
            receive([bad], reader or made.desk)
        assert type(refusal.value) is why

    refused(resigned(data, two.identity), BadInnerSignature)
    refused(resigned(data, Identity.create()), UnknownSender)
    refused(resigned(data, one.identity, seq=9), WrongWrapping)
    refused(resigned(data, one.identity, prev="cd" * 32), WrongWrapping)
    refused(resigned(data, one.identity, suite=2), OtherSuite)
    refused(resigned(data, one.identity, part=1, parts=2), MissingPart)
    refused(data, WrongReceiver, two)
    refused(resigned(data, one.identity, to=(two.card.short_id,)), WrongReceiver)
    refused(resigned(data, one.identity, to=()), WrongReceiver, two)
    refused(data[:6] + b"\x00\x02" + data[8:], OtherVersion)
    refused(b"PK\x03\x04" + data, NotAPackage)
    refused(data[:500], Truncated)
    refused(data[:-1], Truncated)


def test_what_was_opened_and_sealed_anew_for_somebody_else_is_refused(tmp_path: Path) -> None:
    """The county cannot pass a village's package on as if the village had sent it to another county."""
    made, (one,) = county_with(STONE)
    other, _ = county_with()
    other.certify(Laptop(one.identity, STONE))
    other.publish()
    [path] = send(tmp_path, one, [made.desk], everything(one)).paths
    inside = pyrage.decrypt(path.read_bytes()[HEADER_BYTES:], [made.desk.identity.opening])
    payload = pyrage.encrypt(inside, [x25519.Recipient.from_str(other.desk.card.sealing)])
    header = replace(look(path).header, sha256=hashlib.sha256(payload).hexdigest(), length=len(payload), to=())
    forwarded = tmp_path / "forwarded.jzb"
    forwarded.write_bytes(header.to_bytes(made.desk.identity) + payload)
    with pytest.raises(BadSignature):
        receive([forwarded], other.desk)
    forwarded.write_bytes(header.to_bytes(one.identity) + payload)
    with pytest.raises(WrongWrapping):
        receive([forwarded], other.desk)


def payload_of(sender: Laptop, reader: Laptop, frames: list[bytes]) -> bytes:
    """A package whose sender writes any frames he likes."""
    raw = b"".join(frames)
    keys = [x25519.Recipient.from_str(one.card.sealing) for one in (sender, reader)]
    payload = bytes(pyrage.encrypt(raw, keys))
    header = Header(sender.card.key_id, (), 7, "", len(payload), hashlib.sha256(payload).hexdigest())
    return header.to_bytes(sender.identity) + payload


def test_a_sender_who_cheats_inside_is_refused(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    good = photo(b"one")
    first = encode_frame(plan(one, [made.desk], [good]).manifest(one.identity, 1).sign(one.identity))
    other = plan(one, [made.desk], [good], village=CREEK).manifest(one.identity, 1).sign(one.identity)
    later = plan(one, [made.desk], [good], min_reader=99).manifest(one.identity, 1).sign(one.identity)
    lied = encode_frame(good)[:-3] + b"two"

    def end(*frames: bytes, more: int = 0) -> list[bytes]:
        return [*frames, encode_end(len(frames) + more, hashlib.sha256(b"".join(frames)).hexdigest(), [])]

    cases: list[tuple[list[bytes], type[Refused]]] = [
        (end(first, encode_frame(good)), Refused),
        (end(encode_frame(good), first), Damaged),
        (end(first, first, encode_frame(good)), Damaged),
        (end(first, encode_frame(good), more=1), Damaged),
        (end(first), Damaged),
        (end(first, encode_frame(good), encode_frame(good)), Damaged),
        ([first, encode_frame(good)], Damaged),
        ([*end(first, encode_frame(good)), encode_frame(good)], Damaged),
        (end(first, lied), Damaged),
        (end(first, b"\x02\x00\x00\x00\x03abc"), Damaged),
        (end(first, b"\x00\x00\x00\x00\x01\x01"), Damaged),
        (end(first, encode_frame(Unknown(200, bytes([CRITICAL, 1])))), NeedsUpgrade),
        (end(encode_frame(other), encode_frame(good)), OtherVillageInside),
        (end(encode_frame(later), encode_frame(good)), OtherVersion),
        (end(first, struct.pack(">BI", 3, 2**31)), TooLarge),
    ]
    path = tmp_path / "x.jzb"
    for at, (frames, why) in enumerate(cases):
        path.write_bytes(payload_of(one, made.desk, frames))
        if at == 0:
            assert receive([path], made.desk)[1] == [good]
            continue
        with pytest.raises(why):
            receive([path], made.desk)


def test_a_sender_who_signs_a_payload_that_is_no_age_file_is_refused(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    payload = send(tmp_path, one, [made.desk], everything(one)).paths[0].read_bytes()[HEADER_BYTES:]
    chance, path = random.Random(8), tmp_path / "x.jzb"
    for at in chance.sample(range(len(payload)), 300):
        bad = flipped(payload, at, 1 << chance.randrange(8))
        header = Header(one.card.key_id, (), 7, "", len(bad), hashlib.sha256(bad).hexdigest())
        path.write_bytes(header.to_bytes(one.identity) + bad)
        with pytest.raises(Refused):
            receive([path], made.desk)


def test_unknown_frames_are_kept_when_marked_so_and_left_out_otherwise(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    kept, left = Unknown(99, bytes([CARRY]) + b"kept"), Unknown(98, b"\0left")
    raw = [encode_frame(plan(one, [made.desk], [kept]).manifest(one.identity, 1).sign(one.identity))]
    raw += [encode_frame(left), encode_frame(kept)]
    raw.append(encode_end(3, hashlib.sha256(b"".join(raw)).hexdigest(), []))
    path = tmp_path / "x.jzb"
    path.write_bytes(payload_of(one, made.desk, raw))
    assert receive([path], made.desk)[1] == [kept]


def test_more_than_the_limits_is_refused_before_it_is_held(tmp_path: Path) -> None:
    made, (one,) = county_with(STONE)
    paths = send(tmp_path, one, [made.desk], [photo(os.urandom(40_000)) for _ in range(5)]).paths
    for limits in (Limits(total=150_000), Limits(frame=30_000), Limits(frames=4)):
        with pytest.raises(TooLarge, match="少选一些照片"):
            receive(paths, made.desk, limits=limits)
    with pytest.raises(ValueError, match="too large"):
        encode_frame(CarriedList(bytes(16_000_001)))


FIXED = county_with(STONE)
