"""Read comma, tab or semicolon separated text in whatever encoding a county office saved it."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice

from fupin_desk.sheets.cells import Cell, settle_text

_SEPARATORS = ",\t;"
_LOOKED_AT = 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes) -> str:
    """The text, by byte order mark, else strict UTF-8, else GB18030; unreadable bytes become U+FFFD, never a guess."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    if b"\x00" in data[:4096]:
        # Without its mark: a comma or a line end has its zero byte second (little) or first (big end).
        little = data[:4096:2].count(0) <= data[1:4096:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def text_rows(text: str) -> Iterator[list[Cell]]:
    """The rows of separated text. Raises csv.Error for a field longer than 128 KB (an unclosed quotation mark)."""
    separator = _declared(text) or _separator(text)
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
        if number == 0 and _declared(text):
            yield []
            continue
        cells = [settle_text(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield cells


def _declared(text: str) -> str | None:
    """Excel's own first line ``sep=;``."""
    first = text[:8].splitlines()[0].strip() if text[:8].strip() else ""
    return first[4] if first.lower().startswith("sep=") and len(first) == 5 else None


def _separator(text: str) -> str:
    """The mark that cuts the first lines into the most equal rows; a comma when none does."""
    lines = [line for line in islice(text.splitlines(), _LOOKED_AT) if line.strip()]

    def weight(mark: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
        commonest = max(set(widths), key=widths.count, default=1)
        return (widths.count(commonest) * (commonest - 1), commonest)

    return max(_SEPARATORS, key=weight)
