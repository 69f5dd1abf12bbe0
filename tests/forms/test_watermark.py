"""A watermark lies under the whole page: it is seen, hides nothing, and stands in nobody's way."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from openpyxl.styles import PatternFill
from PIL import Image, ImageChops

from fupin_desk.forms.catalog import Form
from fupin_desk.forms.pdf import PdfPrinter, page_text, print_pdf
from fupin_desk.forms.values import Stamp
from tests.forms.samples import STAMP
from tests.forms.sheets import data, form, sheet

WORDS = "内部资料　严禁外传"


def printed(made: Form, stamp: Stamp, copies: int = 1) -> bytes:
    out = io.BytesIO()
    print_pdf(made, [data(姓名=f"王秀兰{n}") for n in range(copies)], out, stamp)
    return out.getvalue()


def picture(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=2).to_pil().convert("L")


@pytest.fixture
def made(tmp_path: Path) -> Form:
    drawn = sheet({f"{column}{row}": f"格{row}" for column in "ABCD" for row in range(1, 20)} | {"A20": "{{姓名}}"})
    drawn["B5"].fill = PatternFill("solid", fgColor="FFCCCCCC")
    for row in range(1, 21):
        drawn.row_dimensions[row].height = 33
    return form(drawn, tmp_path)


def test_words_lie_light_and_diagonal_across_the_page(made: Form) -> None:
    plain, marked = picture(printed(made, STAMP)), picture(printed(made, replace(STAMP, watermark=WORDS)))
    difference = ImageChops.difference(plain, marked)
    left, top, right, bottom = difference.getbbox() or (0, 0, 0, 0)
    assert right - left > plain.width * 0.5
    assert bottom - top > plain.height * 0.5
    assert max(difference.tobytes()) < 60, "light grey: nothing dark is added"
    assert sum(1 for d in difference.tobytes() if d > 10) > 5_000
    # It rises from the lower left to the upper right, as one reads.
    corner = plain.width // 4, plain.height // 4
    assert difference.crop((left, top, left + corner[0], top + corner[1])).getbbox() is None


def test_nothing_written_is_hidden(made: Form) -> None:
    plain, marked = picture(printed(made, STAMP)), picture(printed(made, replace(STAMP, watermark=WORDS)))
    dark = [n for n, tone in enumerate(plain.tobytes()) if tone < 128]
    after = marked.tobytes()
    assert len(dark) > 3_000
    assert all(after[n] <= 140 for n in dark)


def test_it_is_written_once_in_the_file_and_marked_as_no_content(made: Form) -> None:
    one = printed(made, replace(STAMP, watermark=WORDS))
    many = printed(made, replace(STAMP, watermark=WORDS), copies=5)
    assert len(many) - len(one) < 5_000
    text = page_text(many, [2])
    assert "王秀兰2" in text
    assert text.count("严禁外传") <= 1
    with pypdfium2.PdfDocument(many) as document:
        objects = [o for o in document[2].get_objects() if o.type == pypdfium2.raw.FPDF_PAGEOBJ_FORM]
    assert len(objects) == 3, "the watermark, the form itself and its foot"


def test_each_size_of_page_has_its_own(made: Form, tmp_path: Path) -> None:
    across = sheet({"A1": "横"})
    across.page_setup.orientation = "landscape"
    out = io.BytesIO()
    printer = PdfPrinter(out, replace(STAMP, watermark="样本"))
    second = form(across, tmp_path / ".." / tmp_path.name)
    for one in (made, second, made):
        printer.add(one, data(姓名="甲"))
    printer.finish()
    assert sorted(printer.watermarks.known) == [(595.28, 841.89), (841.89, 595.28)]


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_no_words_no_watermark(made: Form, words: str) -> None:
    assert printed(made, replace(STAMP, watermark=words)) == printed(made, STAMP)


@pytest.mark.parametrize("words", ["密", "石桥村驻村工作队" * 12, "一\n二\t三"])
def test_long_and_short_words_stay_on_the_page(made: Form, words: str) -> None:
    plain, marked = picture(printed(made, STAMP)), picture(printed(made, replace(STAMP, watermark=words)))
    left, top, right, bottom = ImageChops.difference(plain, marked).getbbox() or (0, 0, 0, 0)
    assert left > 10
    assert top > 10
    assert right < plain.width - 10
    assert bottom < plain.height - 10
