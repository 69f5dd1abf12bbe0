"""A photo is kept upright, small and without a trace of place or camera; a broken or giant one is a sentence."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from fupin_desk.core.errors import DeskError
from fupin_desk.store import photos
from fupin_desk.store.engine import writing
from fupin_desk.store.faults import Damaged
from fupin_desk.store.photos import PhotoStore, prepare_photo

KEY = bytes(range(32))
RED, BLUE = (200, 30, 30), (30, 30, 200)


def _scene(width: int = 400, height: int = 300) -> Image.Image:
    """Red on top, blue below: shows which way is up."""
    picture = Image.new("RGB", (width, height), BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, width, height // 2), fill=RED)
    return picture


def _camera_file(orientation: int = 1, size: tuple[int, int] = (400, 300)) -> bytes:
    """A JPEG as a phone writes it, with GPS, maker and time; its pixels stand as the sensor saw them."""
    turn = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    picture = _scene(*size)
    if turn[orientation] is not None:
        picture = picture.transpose(turn[orientation])  # type: ignore[arg-type]
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRETMAKER"
    exif[0x0132] = "2020:05:01 08:00:00"
    exif.get_ifd(0x8769)[0x9003] = "2020:03:28 09:45:12"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 52.0, 11.0), 3: "E", 4: (107.0, 44.0, 3.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return out.getvalue()


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _open(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    return picture


def _close_to(found: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(found, tuple)
    return all(abs(a - b) < 25 for a, b in zip(found, wanted, strict=True))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PhotoStore]:
    opened = PhotoStore(tmp_path, KEY)
    yield opened
    opened.close()


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_held_any_way_is_upright(orientation: int) -> None:
    prepared = prepare_photo(_camera_file(orientation))
    picture = _open(prepared.jpeg)
    assert picture.size == (prepared.width, prepared.height) == (400, 300)
    assert _close_to(picture.getpixel((200, 20)), RED) and _close_to(picture.getpixel((200, 280)), BLUE)


def test_place_camera_and_comment_are_gone_and_the_time_is_read() -> None:
    original = _camera_file(6)
    assert b"SECRETMAKER" in original
    prepared = prepare_photo(original)
    assert prepared.taken_at == datetime(2020, 3, 28, 9, 45, 12)
    picture = _open(prepared.jpeg)
    assert not picture.getexif() and "exif" not in picture.info and "comment" not in picture.info
    for secret in (b"SECRET", b"Exif", b"2020", b"GPS"):
        assert secret not in prepared.jpeg


def test_a_large_photo_is_scaled_to_1600_and_a_small_one_left() -> None:
    assert (prepare_photo(_camera_file(1, (4000, 3000))).width, prepare_photo(_camera_file()).width) == (1600, 400)
    tall = prepare_photo(_camera_file(6, (1000, 3200)))
    assert (tall.width, tall.height) == (500, 1600)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16", "CMYK"])
def test_every_kind_of_picture_becomes_a_plain_jpeg(mode: str) -> None:
    if mode == "CMYK":
        out = io.BytesIO()
        _scene().convert("CMYK").save(out, "JPEG")
        data = out.getvalue()
    elif mode == "I;16":
        data = _png(Image.new("I;16", (40, 30), 40_000))
    else:
        data = _png(_scene(40, 30).convert(mode))
    picture = _open(prepare_photo(data).jpeg)
    assert (picture.format, picture.mode) == ("JPEG", "RGB")


def test_what_is_transparent_is_white() -> None:
    picture = _open(prepare_photo(_png(Image.new("RGBA", (50, 50), (0, 0, 0, 0)))).jpeg)
    assert _close_to(picture.getpixel((25, 25)), (255, 255, 255))


def test_a_camera_without_a_sensible_clock_gives_no_time() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    out = io.BytesIO()
    _scene().save(out, "JPEG", exif=exif)
    assert prepare_photo(out.getvalue()).taken_at is None
    assert prepare_photo(_png(_scene())).taken_at is None


def _bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims to be enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_bomb(7000, 6000), "4000 万像素"),
        (_bomb(10_000, 9_500), "4000 万像素"),
        (_bomb(60_000, 60_000), "4000 万像素"),
        (b"\xff\xd8" + b"\0" * 40_000_001, "40 MB"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"", "不是 JPG 或 PNG"),
        (b"GIF89a" + b"\0" * 100, "不是 JPG 或 PNG"),
        (b"%PDF-1.7 ...", "不是 JPG 或 PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是 JPG 或 PNG"),
        (b"MZ\x90\0" * 50, "不是 JPG 或 PNG"),
        (_camera_file()[:2000], "损坏"),
        (_png(_scene())[:60], "损坏"),
        (_bomb(300, 300), "损坏"),
    ],
)
def test_what_is_no_good_photo_is_refused_with_its_reason(data: bytes, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        prepare_photo(data)


def _mutate(data: bytes, chosen: random.Random) -> bytes:
    bad = bytearray(data)
    for _ in range(chosen.randint(1, 12)):
        kind = chosen.randrange(4)
        at = chosen.randrange(len(bad))
        if kind == 0:
            bad[at] = chosen.randrange(256)
        elif kind == 1:
            del bad[at : at + chosen.randint(1, 50)]
        elif kind == 2:
            bad[at:at] = bytes(chosen.randrange(256) for _ in range(chosen.randint(1, 20)))
        else:
            bad[at : at + 2] = b"\xff\xff"
        if not bad:
            bad = bytearray(b"\0")
    return bytes(bad)


def test_300_damaged_photos_end_in_a_photo_or_a_sentence() -> None:
    chosen = random.Random(511799)
    originals = [_camera_file(6, (160, 120)), _png(_scene(60, 40)), _png(_scene(60, 40).convert("P"))]
    refused = 0
    for number in range(300):
        bad = _mutate(originals[number % 3], chosen)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                assert b"Exif" not in prepare_photo(bad).jpeg
            except DeskError:
                refused += 1
    assert 50 < refused < 300


def test_a_picture_is_kept_once_and_comes_back_byte_for_byte(store: PhotoStore, tmp_path: Path) -> None:
    jpeg = prepare_photo(_camera_file()).jpeg
    assert not store.path.exists() and not store.has("0" * 64) and store.names() == set()
    name = store.put(jpeg, width=400, height=300)
    assert store.put(jpeg) == name and store.names() == {name}
    assert store.get(name) == jpeg and store.has(name)
    store.close()
    again = PhotoStore(tmp_path, KEY)
    assert again.get(name) == jpeg
    again.close()
    assert all(jpeg[100:140] not in p.read_bytes() for p in tmp_path.iterdir())


def test_a_lost_picture_and_a_changed_one_are_sentences(store: PhotoStore) -> None:
    with pytest.raises(DeskError, match="不在台账里"):
        store.get("0" * 64)
    good, bad = store.put(b"one"), store.put(b"two")
    engine = store.engine()
    assert engine is not None
    with writing(engine) as connection:
        connection.execute(photos.PHOTO.update().where(photos.PHOTO.c.sha256 == bad).values(bytes=b"changed"))
    with pytest.raises(Damaged, match="坏了"):
        store.get(bad)
    with pytest.raises(DeskError, match="不在台账里"):
        store.get("0" * 64)
    found = [name for share in range(7) for name in store.damaged(share, 7)]
    assert found == [bad] and store.get(good) == b"one"
