"""QR codes, pictures and digit squares as PDF drawing."""

from __future__ import annotations

import hashlib
import io
import warnings
from functools import lru_cache

from PIL import Image, UnidentifiedImageError
from reportlab.graphics.barcode import qrencoder

from fupin_desk.forms.paper.pdffile import PdfFile, number

MAX_PIXELS = 40_000_000
"""A picture larger than this is not decoded: it is a mistake or an attack."""
_QR_MASK = 4  # any of the eight masks is valid; choosing the prettiest costs twenty times the drawing
_LONGEST_SIDE = 1600


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


class Pictures:
    """The pictures of one PDF; each is written once, however often it is drawn."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, int, int, int] | None] = {}

    def draw(self, pdf: PdfFile, data: bytes, x: float, y: float, width: float, height: float) -> str:
        """Operators that draw a picture as large as fits a cell whose top left is (x, y); empty for no picture."""
        mark = hashlib.sha256(data).hexdigest()
        if mark not in self.known:
            self.known[mark] = self._write(pdf, data)
        found = self.known[mark]
        if found is None:
            return ""
        name, _, across, down = found
        scale = min((width - 4) / across, (height - 4) / down)
        w, h = across * scale, down * scale
        left, low = x + (width - w) / 2, y - (height + h) / 2
        return f"q {number(w)} 0 0 {number(h)} {number(left)} {number(low)} cm /{name} Do Q"

    def _write(self, pdf: PdfFile, data: bytes) -> tuple[str, int, int, int] | None:
        found = _jpeg(data)
        if found is None:
            return None
        packed, across, down, grey = found
        colours = b"/DeviceGray" if grey else b"/DeviceRGB"
        entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%b/BitsPerComponent 8/Filter/DCTDecode" % (
            across, down, colours,
        )  # fmt: skip
        return f"I{len(self.known) + 1}", pdf.stream(packed, entries, packed=True), across, down

    @property
    def resources(self) -> bytes:
        """The pictures' entries in the page resources."""
        return b"".join(b"/%b %d 0 R" % (p[0].encode(), p[1]) for p in self.known.values() if p is not None)


def _jpeg(data: bytes) -> tuple[bytes, int, int, bool] | None:
    """The picture as a JPEG of at most 1600 pixels with its size; None when it is no picture or a giant one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as found:
                if found.width * found.height > MAX_PIXELS:
                    return None
                if found.format == "JPEG" and found.mode in ("RGB", "L") and max(found.size) <= _LONGEST_SIDE:
                    return data, found.width, found.height, found.mode == "L"
                plain = found.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    plain.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=85)
    return out.getvalue(), plain.width, plain.height, False
