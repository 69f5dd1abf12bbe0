"""Writes a PDF object by object as it is made, so that memory stays flat however many pages there are.

reportlab keeps every page until it saves; here only the place of each object is kept (ISO 32000-1, 7.5).
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from datetime import datetime
from typing import BinaryIO

from fupin_desk.forms.paper.outline import text_string, write_outline

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LEVEL = 6


def number(value: float) -> str:
    """A length as PDF writes it: at most two decimals, no useless zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class PdfFile:
    """A PDF being written. Object 1 is the catalogue, 2 the page tree, 3 the resources that all pages share."""

    CATALOGUE, PAGES, RESOURCES = 1, 2, 3

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.at = 0
        self.offsets = array("Q", [0] * 4)
        self.kids: list[int] = []
        self.outline: list[tuple[str, str, int]] = []
        self.box = b""
        self.digest = hashlib.md5(usedforsecurity=False)
        self._write(_HEAD)

    def _write(self, data: bytes) -> None:
        self.out.write(data)
        self.digest.update(data)
        self.at += len(data)

    def reserve(self) -> int:
        """The number of an object that will be written afterwards."""
        self.offsets.append(0)
        return len(self.offsets) - 1

    def put(self, body: bytes, at: int = 0) -> int:
        """Write one object and forget it; ``at`` is a reserved number. Returns its number."""
        key = at or self.reserve()
        self.offsets[key] = self.at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (key, body))
        return key

    def stream(self, data: bytes, entries: bytes = b"", *, at: int = 0, packed: bool = False) -> int:
        """Write a stream; ``packed`` data (a JPEG) are written as they are."""
        if not packed:
            data, entries = zlib.compress(data, _LEVEL), entries + b"/Filter/FlateDecode"
        return self.put(b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), entries, data), at)

    def page(self, content: bytes, width: float, height: float, *, at: int = 0) -> int:
        """Write one page of the shared resources; ``at`` is a reserved number. Sizes in points."""
        stream = self.stream(content)
        box = f"[0 0 {number(width)} {number(height)}]".encode()
        self.box = self.box or box
        own = b"" if box == self.box else b"/MediaBox" + box
        key = self.put(b"<</Type/Page/Parent 2 0 R%b/Contents %d 0 R>>" % (own, stream), at)
        self.kids.append(key)
        return key

    def form(self, content: bytes, width: float, height: float) -> int:
        """Write what several pages share as one form object (8.10), drawn by name."""
        box = f"0 0 {number(width)} {number(height)}".encode()
        return self.stream(content, b"/Type/XObject/Subtype/Form/BBox[%b]/Resources 3 0 R" % box)

    def bookmark(self, title: str, page: int, parent: str = "") -> None:
        """A line of the outline that leads to a page; those that follow one another with the same ``parent`` hang below
        one line of that name, which leads to the first of them."""
        self.outline.append((parent, title, page))

    def close(self, resources: bytes, title: str, creator: str, time: datetime) -> None:
        """Write what stands at the end of the file: resources, page tree, outline, catalogue, table of objects."""
        self.put(resources, self.RESOURCES)
        kids = b" ".join(b"%d 0 R" % kid for kid in self.kids)
        shared = b"/MediaBox%b/Resources 3 0 R" % (self.box or b"[0 0 595 842]")
        self.put(b"<</Type/Pages/Count %d/Kids[%b]%b>>" % (len(self.kids), kids, shared), self.PAGES)
        outline = write_outline(self, self.outline)
        extra = b"/Outlines %d 0 R/PageMode/UseOutlines" % outline if outline else b""
        self.put(b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)%b>>" % extra, self.CATALOGUE)
        stamp = f"(D:{time:%Y%m%d%H%M%S})".encode()
        info = self.put(b"<</Title%b/Creator%b/CreationDate%b>>" % (text_string(title), text_string(creator), stamp))
        self._table(info)

    def _table(self, info: int) -> None:
        start, count = self.at, len(self.offsets)
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        self._write(b"".join(b"%010d 00000 n \n" % offset for offset in self.offsets[1:]))
        mark = self.digest.hexdigest().encode()
        self._write(
            b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, info, mark, mark, start)
        )
