"""Many forms in one print: bookmarks in two levels, fresh sheets of paper, the sheet's own header and footer."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from fupin_desk.forms.catalog import Form
from fupin_desk.forms.pdf import PdfPrinter, page_text
from fupin_desk.forms.values import FormData, Value
from tests.forms.samples import STAMP
from tests.forms.sheets import data, form, printed, sheet


def titled(folder: Path, title: str, paper: str = "9", **setup: str) -> Form:
    made = sheet({"A1": title, "A2": "{{姓名}}"}, notes={"名称": title})
    made.page_setup.paperSize = paper
    for name, value in setup.items():
        setattr(made.page_setup, name, value)
    (folder / title).mkdir(exist_ok=True)
    for letter in "ABCDEF":
        made.column_dimensions[letter].width = 8
    return form(made, folder / title)


def toc(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page of every bookmark, as a viewer reads them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(m.level, m.get_title(), m.get_dest().get_index()) for m in document.get_toc()]


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [tuple(map(round, page.get_size())) for page in document]


def of(name: str) -> FormData:
    return FormData(name, {"户.姓名": Value(name)}, {})


@pytest.fixture
def forms(tmp_path: Path) -> list[Form]:
    return [titled(tmp_path, title) for title in ("采集表", "走访记录", "承诺书")]


def test_a_households_forms_hang_below_its_bookmark(forms: list[Form]) -> None:
    out = io.BytesIO()
    printer = PdfPrinter(out, STAMP)
    for name in ("王秀兰 0137", "李(国)\\福 0138"):
        for one in forms:
            printer.add(one, of(name), parent=name)
    printer.finish()
    wanted = []
    for at, name in enumerate(("王秀兰 0137", "李(国)\\福 0138")):
        wanted += [(0, name, at * 3), *((1, one.info.title, at * 3 + n) for n, one in enumerate(forms))]
    assert toc(out.getvalue()) == wanted


def test_single_copies_and_folders_stand_beside_one_another(forms: list[Form]) -> None:
    out = io.BytesIO()
    printer = PdfPrinter(out, STAMP)
    printer.add(forms[0], of("封面"))
    printer.add(forms[1], of("甲"), parent="甲")
    printer.add(forms[0], of("乙"), parent="乙")
    printer.add(forms[2], of("封底"))
    printer.finish()
    levels = [(level, title) for level, title, _ in toc(out.getvalue())]
    assert levels == [(0, "封面"), (0, "甲"), (1, "走访记录"), (0, "乙"), (1, "采集表"), (0, "封底")]


def test_a_village_of_folders_has_an_outline_of_its_households(forms: list[Form]) -> None:
    out = io.BytesIO()
    printer = PdfPrinter(out, STAMP)
    for n in range(300):
        for one in forms:
            printer.add(one, of(f"第{n}户"), parent=f"第{n}户")
    assert printer.finish().pages == 900
    marks = toc(out.getvalue())
    assert [title for level, title, _ in marks if level == 0] == [f"第{n}户" for n in range(300)]
    assert [page for level, _, page in marks if level == 1] == [*range(900)]
    assert b"/Count 300" in out.getvalue(), "the households are shown, their forms folded in"


# ------------------------------------------------------------------------------------------------ both sides


def test_a_blank_page_has_the_size_of_the_page_before(tmp_path: Path) -> None:
    tall, across, small = titled(tmp_path, "竖"), titled(tmp_path, "横", orientation="landscape"), titled(tmp_path, "小", "11")
    out = io.BytesIO()
    printer = PdfPrinter(out, STAMP)
    begun = [(printer.add(one, data(姓名="甲"), fresh_sheet=True), printer.first_page) for one in (tall, across, small, tall)]
    printer.finish()
    assert begun == [(1, 0), (1, 2), (1, 4), (1, 6)]
    assert sizes(out.getvalue()) == [(595, 842)] * 2 + [(842, 595)] * 2 + [(420, 595)] * 2 + [(595, 842)]


def test_a_form_of_another_paper_begins_on_a_fresh_sheet_where_both_sides_are_printed(tmp_path: Path) -> None:
    tall, small = titled(tmp_path, "竖"), titled(tmp_path, "小", "11")

    def pages(*, both_sides: bool) -> list[tuple[int, int]]:
        out = io.BytesIO()
        printer = PdfPrinter(out, STAMP)
        for at, one in enumerate((tall, small, small, tall)):
            printer.add(one, data(姓名="甲"), fresh_sheet=both_sides and at == 0)
        printer.finish()
        return sizes(out.getvalue())

    a4, a5 = (595, 842), (420, 595)
    assert pages(both_sides=True) == [a4, a4, a5, a5, a4]
    assert pages(both_sides=False) == [a4, a5, a5, a4]


# ------------------------------------------------------------------------------------------------ header and footer


def headed(folder: Path, **parts: str) -> Form:
    made = sheet({"A1": "{{姓名}}"}, notes={"名称": "走访表"})
    for name, text in parts.items():
        where, side = name.split("_")
        getattr(getattr(made, f"odd{where.capitalize()}"), side).text = text
    return form(made, folder)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("第 &P 页，共 &N 页", "第 2 页，共 2 页"),
        ("&[Page]/&[Pages]", "2/2"),
        ("续 &P+10 页", "续 12 页"),
        ("打印于 &D &T", "打印于 2019-11-20 20:41"),
        ("&A", "走访表"),
        ("&F", "test_form.xlsx"),
        ("甲&&乙", "甲&乙"),
        ("&B粗&B &I斜&I", "粗 斜"),
        ("附件1", "附件1"),
    ],
)
def test_the_codes_of_a_header_are_honoured(tmp_path: Path, told: str, shown: str) -> None:
    made = sheet({"A1": "{{姓名}}", "A9": "次页"}, notes={"名称": "走访表"})
    made.oddHeader.center.text = told
    for row in range(1, 10):
        made.row_dimensions[row].height = 100
    text = page_text(printed(form(made, tmp_path), data(姓名="甲"))[0], [1])
    assert shown in text
    assert "&" not in text.replace("甲&乙", "")


def test_the_path_of_the_file_is_never_printed(tmp_path: Path) -> None:
    text = page_text(printed(headed(tmp_path, header_left="&Z&F"), data())[0])
    assert "test_form.xlsx" in text
    assert str(tmp_path) not in text


def test_three_parts_stand_left_in_the_middle_and_right(tmp_path: Path) -> None:
    made = headed(tmp_path, header_left="左上", header_center="中上", header_right="右上", footer_left="左下", footer_right="右下")
    pdf, _ = printed(made, data())
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[0].get_textpage()
        boxes = {}
        for text in ("左上", "中上", "右上", "左下", "右下"):
            first, count = found.search(text).get_next() or (0, 1)
            boxes[text] = (*found.get_charbox(first)[:2], found.get_charbox(first + count - 1)[2])
    paper = made.layout.paper
    assert boxes["左上"][0] == pytest.approx(paper.left, abs=1)
    assert boxes["右上"][2] == pytest.approx(paper.width - paper.right, abs=1)
    middle = paper.left + (paper.width - paper.left - paper.right) / 2
    assert (boxes["中上"][0] + boxes["中上"][2]) / 2 == pytest.approx(middle, abs=1)
    assert boxes["左上"][1] > paper.height - paper.top
    assert boxes["左下"][1] < paper.bottom


def test_the_sheets_footer_and_the_programs_own_line_are_both_read(tmp_path: Path) -> None:
    made = headed(tmp_path, footer_left="本表一式三份", footer_center="第 &P 页", footer_right="县扶贫办制")
    pdf, _ = printed(made, FormData("甲", {}, {}, code="FP-0137"))
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[0].get_textpage()
        lines = sorted({round(found.get_charbox(n)[1]) // 3 for n in range(found.count_chars()) if found.get_charbox(n)[3] < 60})
    text = page_text(pdf)
    assert all(part in text for part in ("本表一式三份", "县扶贫办制", "内部资料", "打印：周明远", "FP-0137"))
    assert max(b - a for a, b in pairwise(lines)) >= 2, "two lines, one above the other"


def test_size_and_face_of_a_header_are_kept(tmp_path: Path) -> None:
    made = sheet({"A1": "表"})
    made.oddHeader.center.text, made.oddHeader.center.size, made.oddHeader.center.font = "大字", 20, "黑体,Bold"
    pdf, _ = printed(form(made, tmp_path), data())
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[0].get_textpage()
        first, _ = found.search("大字").get_next() or (0, 0)
        left, low, right, high = found.get_charbox(first)
    assert right - left > 15
    assert high - low > 15
