"""Making a photo fit to be kept: decoded under limits, turned upright, scaled, everything but the picture dropped."""

from __future__ import annotations

import io
import struct
import warnings
from datetime import datetime
from typing import Final

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from fupin_desk.core.errors import DeskError

MOST_BYTES: Final = 40_000_000
MOST_PIXELS: Final = 40_000_000
LONG_SIDE: Final = 1600
_QUALITY: Final = 82
_HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"})

_TOO_BIG = "这张照片超过 40 MB，没有添加。其他内容没有变。请先用手机或看图软件把它缩小，再添加。"
_TOO_MANY_PIXELS = "这张照片超过 4000 万像素，没有添加。其他内容没有变。请先把它缩小，再添加。"
_HEIC = "这是 HEIC 格式的照片，没有添加。其他内容没有变。请在手机相机设置里选“兼容性最佳”，或转成 JPG 再添加。"
_NO_PHOTO = "这个文件不是 JPG 或 PNG 照片，没有添加。其他内容没有变。请换一张照片。"
_BROKEN = "这张照片已经损坏，读不出来，没有添加。其他内容没有变。请重新从手机或相机拷一份。"


def prepare(data: bytes) -> tuple[bytes, int, int, datetime | None]:
    """JPEG bytes without EXIF and GPS, width and height in pixels, and when it was taken by the camera's clock.

    Raises DeskError: over 40 MB or 40 million pixels, neither JPEG nor PNG, damaged.
    """
    if len(data) > MOST_BYTES:
        raise DeskError(_TOO_BIG)
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        raise DeskError(_HEIC)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a decompression bomb below twice its limit
            return _decode(data)
    except DeskError:
        raise
    except UnidentifiedImageError as error:
        raise DeskError(_NO_PHOTO) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DeskError(_TOO_MANY_PIXELS) from error
    # What Pillow's decoders let through on broken files; found by fuzzing, none of them is a fault of this program.
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, IndexError, KeyError, TypeError, AttributeError,
            OverflowError, ZeroDivisionError, MemoryError, RuntimeError, Warning) as error:  # fmt: skip
        raise DeskError(_BROKEN) from error


def _decode(data: bytes) -> tuple[bytes, int, int, datetime | None]:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise DeskError(_TOO_MANY_PIXELS)
        taken_at = _taken_at(opened)
        opened.draft("RGB", (LONG_SIDE * 2, LONG_SIDE * 2))  # lets the JPEG decoder halve a large photo at once
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    upright = _on_white(upright)
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    clean = Image.frombytes("RGB", upright.size, upright.tobytes())  # a new picture carries no metadata over
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue(), clean.width, clean.height, taken_at


def _on_white(picture: Image.Image) -> Image.Image:
    """RGB, what is transparent shown on white paper."""
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.point(lambda level: level / 256).convert("L").convert("RGB")
    return picture.convert("RGB")


def _taken_at(picture: Image.Image) -> datetime | None:
    """EXIF DateTimeOriginal, else DateTime; a camera clock that makes no sense gives None."""
    exif = picture.getexif()
    texts = (
        exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal.value),
        exif.get(ExifTags.Base.DateTime.value),
    )
    for text in texts:
        try:
            taken = datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        return taken if taken.year >= 1990 else None
    return None
