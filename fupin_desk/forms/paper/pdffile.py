"""Writes a PDF object by object as it is made, so that memory stays flat however many pages there are.

reportlab keeps every page until it saves; here only the place of each object is kept (ISO 32000-1, 7.5).
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LEVEL = 6


def text_string(text: str) -> bytes:
    """A text of the document's own (title, bookmark) as a PDF string."""
    data = b"\xfe\xff" + text.encode("utf-16-be", "replace")
    for byte in (b"\\", b"(", b")"):
        data = data.replace(byte, b"\\" + byte)
    return b"(" + data.replace(b"\r", b"\\r") + b")"


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
        self.outline: list[tuple[str, int]] = []
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

    def page(self, content: bytes, width: float, height: float) -> int:
        """Write one page of the shared resources. Sizes in points."""
        stream = self.stream(content)
        box = f"[0 0 {number(width)} {number(height)}]".encode()
        self.box = self.box or box
        own = b"" if box == self.box else b"/MediaBox" + box
        key = self.put(b"<</Type/Page/Parent 2 0 R%b/Contents %d 0 R>>" % (own, stream))
        self.kids.append(key)
        return key

    def form(self, content: bytes, width: float, height: float) -> int:
        """Write what several pages share as one form object (8.10), drawn by name."""
        box = f"0 0 {number(width)} {number(height)}".encode()
        return self.stream(content, b"/Type/XObject/Subtype/Form/BBox[%b]/Resources 3 0 R" % box)

    def bookmark(self, title: str, page: int) -> None:
        """A line of the outline that leads to a page."""
        self.outline.append((title, page))

    def close(self, resources: bytes, title: str, creator: str, time: datetime) -> None:
        """Write what stands at the end of the file: resources, page tree, outline, catalogue, table of objects."""
        self.put(resources, self.RESOURCES)
        kids = b" ".join(b"%d 0 R" % kid for kid in self.kids)
        shared = b"/MediaBox%b/Resources 3 0 R" % (self.box or b"[0 0 595 842]")
        self.put(b"<</Type/Pages/Count %d/Kids[%b]%b>>" % (len(self.kids), kids, shared), self.PAGES)
        outline = self._outline()
        extra = b"/Outlines %d 0 R/PageMode/UseOutlines" % outline if outline else b""
        self.put(b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)%b>>" % extra, self.CATALOGUE)
        stamp = f"(D:{time:%Y%m%d%H%M%S})".encode()
        info = self.put(b"<</Title%b/Creator%b/CreationDate%b>>" % (text_string(title), text_string(creator), stamp))
        self._table(info)

    def _outline(self) -> int:
        if len(self.outline) < 2:
            return 0
        root = self.reserve()
        keys = [self.reserve() for _ in self.outline]
        for n, (title, page) in enumerate(self.outline):
            links = _link(b"Prev", keys, n - 1) + _link(b"Next", keys, n + 1)
            self.put(
                b"<</Title%b/Parent %d 0 R/Dest[%d 0 R/Fit]%b>>" % (text_string(title), root, page, links), keys[n]
            )
        self.put(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (keys[0], keys[-1], len(keys)), root)
        return root

    def _table(self, info: int) -> None:
        start, count = self.at, len(self.offsets)
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        self._write(b"".join(b"%010d 00000 n \n" % offset for offset in self.offsets[1:]))
        mark = self.digest.hexdigest().encode()
        self._write(
            b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, info, mark, mark, start)
        )


def _link(name: bytes, keys: Sequence[int], n: int) -> bytes:
    return b"/%b %d 0 R" % (name, keys[n]) if 0 <= n < len(keys) else b""
