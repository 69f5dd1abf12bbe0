"""Prints forms to PDF, checks what fits, and shows pages of what was printed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence, Sized
from pathlib import Path
from typing import BinaryIO

import pypdfium2

from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.forms.catalog import Form
from fupin_desk.forms.paper.saving import partial_file
from fupin_desk.forms.printer import PdfPrinter
from fupin_desk.forms.values import FormData, PrintResult, Stamp

__all__ = ["PdfPrinter", "fit_check", "page_count", "page_png", "page_text", "print_pdf"]


def print_pdf(
    form: Form,
    datas: Iterable[FormData],
    out: BinaryIO | Path,
    stamp: Stamp,
    task: Task = QUIET,
    *,
    fresh_sheet: bool = False,
) -> PrintResult:
    """Print one form for many households into one PDF, a bookmark for each. A file appears whole or not at all.

    Raises DeskError when the file cannot be written, Cancelled when the person stops it.
    """
    if isinstance(out, Path):
        with partial_file(out) as target:
            return print_pdf(form, datas, target, stamp, task, fresh_sheet=fresh_sheet)
    total = len(datas) if isinstance(datas, Sized) else 0
    printer = PdfPrinter(out, stamp)
    for n, data in enumerate(datas):
        task.step(n, max(total, n + 1), "打印")
        printer.add(form, data, fresh_sheet=fresh_sheet)
    result = printer.finish()
    task.step(result.households, max(result.households, 1), "打印")
    return result


class _Discard(io.RawIOBase):
    """Where a fit check prints to."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return len(data) if isinstance(data, Sized) else 0


def fit_check(form: Form, datas: Iterable[FormData], stamp: Stamp, task: Task = QUIET) -> PrintResult:
    """What printing would report (texts too long, characters without glyph, pages) without making a file."""
    return print_pdf(form, datas, io.BufferedWriter(_Discard()), stamp, task)


def page_png(pdf: bytes, page: int, scale: float) -> bytes:
    """One page (from 0) as PNG; ``scale`` 1 is 72 dots per inch. Raises DeskError for a page that is not there."""
    with pypdfium2.PdfDocument(pdf) as document:
        if not 0 <= page < len(document):
            raise DeskError("没有这一页。")
        image = document[page].render(scale=scale).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_text(pdf: bytes, pages: Sequence[int] = ()) -> str:
    """The text of the pages (all by default), as a reader would copy it."""
    with pypdfium2.PdfDocument(pdf) as document:
        wanted = pages or range(len(document))
        return "\n".join(document[n].get_textpage().get_text_range() for n in wanted)
