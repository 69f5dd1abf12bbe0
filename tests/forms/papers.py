"""Documents for tests: written as text files, printed, and read back character by character."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from fupin_desk.forms.documents.loading import load_document
from fupin_desk.forms.documents.outline import Document
from fupin_desk.forms.names import names_of
from fupin_desk.forms.pdf import print_pdf
from fupin_desk.forms.values import FormData, Item, PrintResult, Value
from tests.forms.samples import STAMP

MM = 72 / 25.4
PAPER_HEIGHT = 841.89


class Letter(NamedTuple):
    """A character of a PDF: where its baseline begins in millimetres from the paper's upper left corner, its type size
    in points, the right and vertical middle of its ink."""

    page: int
    text: str
    x: float
    y: float
    size: float
    right: float
    middle: float


def document(folder: Path, body: str, **notes: str) -> Document:
    """A document about the village unless the notes say otherwise."""
    told = {"名称": "试用文书", "分组": "文书", "对象": "村", "公开": "否", **notes}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "test_document.txt"
    path.write_text("".join(f"{k}：{v}\n" for k, v in told.items()) + "\n" + body, encoding="utf-8")
    return load_document(path)


def printed(made: Document, *copies: FormData) -> tuple[bytes, PrintResult]:
    """The PDF of these copies; one empty copy when none is given."""
    out = io.BytesIO()
    result = print_pdf(made, copies or (FormData("石桥村", {}),), out, STAMP)
    return out.getvalue(), result


def letters(pdf: bytes) -> list[Letter]:
    """Every character that can be seen, page by page."""
    found: list[Letter] = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for number in range(len(opened)):
            page = opened[number]
            text = page.get_textpage()
            for n in range(text.count_chars()):
                letter = chr(raw.FPDFText_GetUnicode(text.raw, n))
                if raw.FPDFText_IsGenerated(text.raw, n) or letter.isspace():
                    continue
                x, y = ctypes.c_double(), ctypes.c_double()
                raw.FPDFText_GetCharOrigin(text.raw, n, x, y)
                _, low, right, high = text.get_charbox(n)
                size = raw.FPDFText_GetFontSize(text.raw, n)
                found.append(Letter(number, letter, x.value / MM, (PAPER_HEIGHT - y.value) / MM, size, right / MM,
                                    (PAPER_HEIGHT - (low + high) / 2) / MM))  # fmt: skip
    return found


def lines(found: list[Letter], page: int) -> list[list[Letter]]:
    """The characters of a page in lines from the top, without the small foot."""
    rows: dict[int, list[Letter]] = {}
    for letter in found:
        if letter.page == page and letter.size > 8:
            key = next((k for k in rows if abs(k - letter.y * 10) < 8), round(letter.y * 10))
            rows.setdefault(key, []).append(letter)
    return [sorted(rows[key], key=lambda one: one.x) for key in sorted(rows)]


def rich(subject: str) -> FormData:
    """A copy in which every name has a value of its own: what is not on paper is missed."""
    names = names_of(subject)
    day = Value("2019-11-20", raw=date(2019, 11, 20))
    scalars = {name: day if "日期" in name else Value(f"{n}号值") for n, name in enumerate(sorted(names.scalars), 101)}
    scalars["年度"] = Value("2019")
    # Charts are drawn from figures.
    scalars.update(
        {name: Value(str(n)) for n, name in enumerate(sorted(names.scalars), 101) if name.startswith("现状.")}
    )
    lists: dict[str, list[Item]] = {
        listed: [{label: Value(f"{item}甲{n}") for n, label in enumerate(sorted(labels), 1)} for item in range(1, 4)]
        for listed, labels in names.lists.items()
    }
    return FormData("石桥村", scalars, lists)


def values(texts: Mapping[str, str]) -> dict[str, Value]:
    """Values that are plain texts."""
    return {name: Value(text) for name, text in texts.items()}
