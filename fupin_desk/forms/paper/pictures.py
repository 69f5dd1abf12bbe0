"""QR codes, pictures and digit squares as PDF drawing."""

from __future__ import annotations

import hashlib
import io
import warnings
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageOps, UnidentifiedImageError
from reportlab.graphics.barcode import qrencoder

from fupin_desk.forms.paper.pdffile import PdfFile, number

MAX_PIXELS = 40_000_000
"""A picture larger than this is not decoded: it is a mistake or an attack."""
_QR_MASK = 4  # any of the eight masks is valid; choosing the prettiest costs twenty times the drawing
_LONGEST_SIDE = 1600
_FEW_COLOURS = 256
_ORIENTATION = 0x0112  # the EXIF entry that says how the camera was held


@lru_cache(512)
def qr_rows(text: str) -> tuple[str, ...]:
    """The modules of a QR code (level M) as rows of hexadecimal digits, padded to bytes; a set bit is dark."""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    code.makeImpl(False, _QR_MASK)
    size = code.getModuleCount()
    pad = -size % 8
    rows = ("".join("1" if code.isDark(r, c) else "0" for c in range(size)) + "0" * pad for r in range(size))
    return tuple(f"{int(row, 2):0{len(row) // 4}x}" for row in rows)


def qr_size(text: str) -> int:
    """The number of modules along one side."""
    return len(qr_rows(text))


def draw_qr(text: str, x: float, y: float, side: float) -> str:
    """PDF operators that draw a QR code with its lower left corner at (x, y), ``side`` points long."""
    rows = qr_rows(text)
    count = len(rows)
    return (
        f"q {number(side)} 0 0 {number(side)} {number(x)} {number(y)} cm BI/W {count}/H {count}/IM true/BPC 1/D[1 0]"
        f"/F/AHx ID {''.join(rows)}> EI Q"
    )


def draw_squares(count: int, x: float, y: float, width: float, height: float) -> tuple[str, float]:
    """Operators for a row of squares in a cell whose top left is (x, y), and the side of one square in points."""
    side = min((width - 4) / max(count, 1), height - 4)
    left, low = x + (width - side * count) / 2, y - (height + side) / 2
    boxes = " ".join(f"{number(left + n * side)} {number(low)} {number(side)} {number(side)} re" for n in range(count))
    return f".4 w {boxes} S", side


class Packed(NamedTuple):
    """A picture as PDF holds it: its bytes, whether they are a JPEG, its size, whether it is grey, its opacity."""

    data: bytes
    jpeg: bool
    width: int
    height: int
    grey: bool
    opacity: bytes = b""


class Pictures:
    """The pictures of one PDF; each is written once, however often it is drawn."""

    def __init__(self) -> None:
        self.known: dict[bytes, tuple[str, int, int, int] | None] = {}

    def draw(self, pdf: PdfFile, data: bytes, x: float, y: float, width: float, height: float) -> str:
        """Operators that draw a picture as large as fits a cell whose top left is (x, y); empty for no picture."""
        found = self._found(pdf, data)
        if found is None:
            return ""
        _, _, across, down = found
        scale = min((width - 4) / across, (height - 4) / down)
        w, h = across * scale, down * scale
        return self.place(pdf, data, x + (width - w) / 2, y - (height + h) / 2, w, h)

    def place(self, pdf: PdfFile, data: bytes, left: float, low: float, width: float, height: float) -> str:
        """Operators that draw a picture over just this room, its lower left at (left, low); empty for no picture."""
        found = self._found(pdf, data)
        if found is None:
            return ""
        return f"q {number(width)} 0 0 {number(height)} {number(left)} {number(low)} cm /{found[0]} Do Q"

    def _found(self, pdf: PdfFile, data: bytes) -> tuple[str, int, int, int] | None:
        mark = hashlib.sha256(data).digest()
        if mark not in self.known:
            packed = _packed(data)
            name = f"I{len(self.known) + 1}"
            self.known[mark] = None if packed is None else (name, _write(pdf, packed), packed.width, packed.height)
        return self.known[mark]

    @property
    def resources(self) -> bytes:
        """The pictures' entries in the page resources."""
        return b"".join(b"/%b %d 0 R" % (p[0].encode(), p[1]) for p in self.known.values() if p is not None)


def _write(pdf: PdfFile, packed: Packed) -> int:
    size = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % (packed.width, packed.height)
    mask = b""
    if packed.opacity:
        mask = b"/SMask %d 0 R" % pdf.stream(packed.opacity, size + b"/ColorSpace/DeviceGray")
    colours = b"/ColorSpace" + (b"/DeviceGray" if packed.grey else b"/DeviceRGB")
    if packed.jpeg:
        return pdf.stream(packed.data, size + colours + b"/Filter/DCTDecode" + mask, packed=True)
    return pdf.stream(packed.data, size + colours + mask)


def _packed(data: bytes) -> Packed | None:
    """The picture with at most 1600 points a side; None when it is no picture or a giant one.

    Photos are JPEG; drawings of a few colours, and what can be seen through (a stamp), keep every point as it is.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as found:
                if found.width * found.height > MAX_PIXELS:
                    return None
                if (
                    found.format == "JPEG"
                    and found.mode in ("RGB", "L")
                    and max(found.size) <= _LONGEST_SIDE
                    and _stands(found)
                ):
                    return Packed(data, True, found.width, found.height, found.mode == "L")
                clear = found.has_transparency_data
                plain = ImageOps.exif_transpose(found).convert("RGBA" if clear else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    plain.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if clear:
        return Packed(plain.convert("RGB").tobytes(), False, *plain.size, False, plain.getchannel("A").tobytes())
    if plain.getcolors(_FEW_COLOURS) is not None:
        return Packed(plain.tobytes(), False, *plain.size, False)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=85)
    return Packed(out.getvalue(), True, *plain.size, False)


def _stands(found: Image.Image) -> bool:
    """Whether a photo is kept the way up it is looked at."""
    return bool(found.getexif().get(_ORIENTATION, 1) == 1)
