"""The process that parses a strange file, so that nothing in it can hang, exhaust or end the program itself.

Started by ``read`` as ``python -m fupin_desk.sheets.child KIND PATH``; writes one JSON value per line to stdout.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, PasswordError, XmlError, ZipError

from fupin_desk.sheets.cap import cap_memory
from fupin_desk.sheets.cells import Area, Cell, Damaged
from fupin_desk.sheets.excel import TooLarge, open_sheets
from fupin_desk.sheets.limits import MAX_CELLS, MAX_CHILD_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from fupin_desk.sheets.text import decode, text_rows
from fupin_desk.sheets.webpage import page_tables

_BATCH = 500
Send = Callable[[object], None]


def main(arguments: list[str]) -> int:
    """Parse one file. The last line sent is ``{"end": true}`` or ``{"fault": NAME}``; anything else is a crash."""
    kind, path = arguments[0], Path(arguments[1])
    cap_memory(MAX_CHILD_BYTES)
    out = sys.stdout.buffer

    def send(value: object) -> None:
        out.write(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n")

    try:
        _READERS[kind](path, send)
        send({"end": True})
    except PasswordError:
        send({"fault": "locked"})
    except (TooLarge, MemoryError, RecursionError):
        send({"fault": "large"})
    except (CalamineError, XmlError, ZipError, csv.Error, OSError, ValueError, LookupError):
        send({"fault": "broken"})
    out.flush()
    return 0


def _plain(value: object) -> list[str]:
    """The two kinds of cell JSON does not know."""
    if isinstance(value, Damaged):
        return ["x", value.shown, value.why]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    raise TypeError(type(value).__name__)


def _send_sheet(
    send: Send, name: str, rows: Iterable[list[Cell]], *, merged: Iterable[Area] = (), hidden: bool = False
) -> None:
    send({"sheet": name, "merged": list(merged), "hidden": hidden})
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        send(batch)


def _send_excel(path: Path, send: Send) -> None:
    for sheet in open_sheets(path):
        _send_sheet(send, sheet.name, sheet.rows, merged=sheet.merged, hidden=sheet.hidden)


def _send_text(path: Path, send: Send) -> None:
    _send_sheet(send, path.stem, _capped(text_rows(decode(path.read_bytes()))))


def _send_page(path: Path, send: Send) -> None:
    for number, table in enumerate(page_tables(decode(path.read_bytes()))[:MAX_SHEETS], 1):
        _send_sheet(send, f"表{number}", _capped(table.rows), merged=table.merged[:MAX_ROWS])


def _capped(rows: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    """The rows, refusing what is beyond the limits that ``excel`` checks from a sheet's extent."""
    cells = 0
    for number, row in enumerate(rows):
        cells += len(row)
        if number >= MAX_ROWS or len(row) > MAX_COLUMNS or cells > MAX_CELLS:
            raise TooLarge
        yield row


_READERS: dict[str, Callable[[Path, Send], None]] = {
    "xlsx": _send_excel,
    "xlsb": _send_excel,
    "xls": _send_excel,
    "ods": _send_excel,
    "csv": _send_text,
    "html": _send_page,
}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
