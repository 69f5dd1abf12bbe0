"""The bookmarks of a PDF in one or two levels: a household, and below it its forms (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple, Protocol


class Objects(Protocol):
    """Where objects are written: a PDF file being made."""

    def reserve(self) -> int: ...

    def put(self, body: bytes, at: int = 0) -> int: ...


class _Line(NamedTuple):
    title: str
    page: int
    below: tuple[tuple[str, int], ...] = ()


def text_string(text: str) -> bytes:
    """A text of the document's own (title, bookmark) as a PDF string."""
    data = b"\xfe\xff" + text.encode("utf-16-be", "replace")
    for byte in (b"\\", b"(", b")"):
        data = data.replace(byte, b"\\" + byte)
    return b"(" + data.replace(b"\r", b"\\r") + b")"


def write_outline(pdf: Objects, lines: Sequence[tuple[str, str, int]]) -> int:
    """Write the outline of (parent, title, page's object number); returns its number, 0 where one line would be all.

    Lines of the first level are shown, those below them closed: a village's file has hundreds of households.
    """
    if len(lines) < 2:
        return 0
    root, found = pdf.reserve(), _levels(lines)
    keys = [pdf.reserve() for _ in found]
    for n, line in enumerate(found):
        _write(pdf, keys, n, root, line.title, line.page, _below(pdf, keys[n], line))
    pdf.put(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (keys[0], keys[-1], len(keys)), root)
    return root


def _levels(lines: Sequence[tuple[str, str, int]]) -> list[_Line]:
    found: list[_Line] = []
    for parent, group in groupby(lines, key=lambda line: line[0]):
        entries = tuple((title, page) for _, title, page in group)
        found += [_Line(parent, entries[0][1], entries)] if parent else [_Line(*entry) for entry in entries]
    return found


def _below(pdf: Objects, parent: int, line: _Line) -> bytes:
    """Write the lines below one; returns what leads to them, counted as closed."""
    if not line.below:
        return b""
    keys = [pdf.reserve() for _ in line.below]
    for n, (title, page) in enumerate(line.below):
        _write(pdf, keys, n, parent, title, page, b"")
    return b"/First %d 0 R/Last %d 0 R/Count -%d" % (keys[0], keys[-1], len(keys))


def _write(pdf: Objects, keys: Sequence[int], n: int, parent: int, title: str, page: int, below: bytes) -> None:
    links = _link(b"Prev", keys, n - 1) + _link(b"Next", keys, n + 1)
    entry = b"<</Title%b/Parent %d 0 R/Dest[%d 0 R/Fit]%b%b>>" % (text_string(title), parent, page, links, below)
    pdf.put(entry, keys[n])


def _link(name: bytes, keys: Sequence[int], n: int) -> bytes:
    return b"/%b %d 0 R" % (name, keys[n]) if 0 <= n < len(keys) else b""
