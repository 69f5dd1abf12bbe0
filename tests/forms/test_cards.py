"""Small cards: two or four lie on one sheet of A4, each whole, with marks to cut along."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from fupin_desk.core.errors import Invalid
from fupin_desk.forms.catalog import Form
from fupin_desk.forms.pdf import PdfPrinter, fit_check, page_count, page_text, print_pdf
from fupin_desk.forms.values import FormData, Value
from tests.forms.samples import STAMP
from tests.forms.sheets import data, form, sheet

A4, A4_ACROSS = (595, 842), (842, 595)


def card(folder: Path, count: str, paper: str, *, across: bool = False, tall: bool = False) -> Form:
    """A card with a name; ``tall`` gives it two pages."""
    made = sheet({"A1": "帮扶明白卡", "A2": "户主：{{姓名}}", **({"A9": "背面"} if tall else {})}, notes={"名称": "明白卡", "拼版": count})
    made.page_setup.paperSize = paper
    made.page_setup.orientation = "landscape" if across else "portrait"
    for letter in "ABCDEF":
        made.column_dimensions[letter].width = 10
    if tall:
        for row in range(1, 10):
            made.row_dimensions[row].height = 45
    folder.mkdir(exist_ok=True)
    return form(made, folder)


def people(count: int) -> list[FormData]:
    return [FormData(f"第{n}户", {"户.姓名": Value(f"王{n}秀")}, {}, code=f"FP-{n:04d}") for n in range(1, count + 1)]


def printed(made: Form, count: int, *, fresh_sheet: bool = False) -> bytes:
    out = io.BytesIO()
    print_pdf(made, people(count), out, STAMP, fresh_sheet=fresh_sheet)
    return out.getvalue()


def size(pdf: bytes, page: int = 0) -> tuple[int, int]:
    with pypdfium2.PdfDocument(pdf) as document:
        width, height = document[page].get_size()
    return round(width), round(height)


def place_of(pdf: bytes, page: int, text: str) -> tuple[float, float]:
    """Where a text begins, in points from the paper's bottom left."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[page].get_textpage()
        finder = found.search(text)
        index, _ = finder.get_next() or (0, 0)
        left, low, _, _ = found.get_charbox(index)
    return left, low


@pytest.mark.parametrize(
    ("count", "paper", "across", "sheet_size"),
    [("2", "11", False, A4_ACROSS), ("2", "11", True, A4), ("4", "70", False, A4), ("4", "70", True, A4_ACROSS), ("2", "70", False, A4)],
)
def test_cards_of_successive_households_share_a_sheet(tmp_path: Path, count: str, paper: str, across: bool, sheet_size: tuple[int, int]) -> None:
    made, number = card(tmp_path, count, paper, across=across), int(count)
    pdf = printed(made, number + 1)
    assert page_count(pdf) == 2, "the last sheet is only partly used"
    assert size(pdf) == sheet_size
    assert size(pdf, 1) == sheet_size
    for n in range(1, number + 1):
        assert f"王{n}秀" in page_text(pdf, [0])
    assert f"王{number + 1}秀" in page_text(pdf, [1])
    assert "王1秀" not in page_text(pdf, [1])


def test_four_cards_lie_in_reading_order_each_in_its_own_quarter(tmp_path: Path) -> None:
    pdf = printed(card(tmp_path, "4", "70"), 4)
    places = [place_of(pdf, 0, f"王{n}秀") for n in range(1, 5)]
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = places
    assert x2 - x1 == pytest.approx(297.64, abs=0.8)
    assert y1 == pytest.approx(y2, abs=0.8)
    assert y1 - y3 == pytest.approx(419.53, abs=0.8)
    assert x3 == pytest.approx(x1, abs=0.8)
    assert y4 == pytest.approx(y3, abs=0.8)
    assert x4 == pytest.approx(x2, abs=0.8)
    assert y1 > 421 > y3


def test_marks_to_cut_along_lie_between_the_cards(tmp_path: Path) -> None:
    pdf = printed(card(tmp_path, "4", "70"), 4)
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=4).to_pil().convert("L")
    middle, half = round(297.64 * 4), picture.height // 2
    # A mark at the upper edge on the middle line, a cross in the middle, nothing elsewhere along the line.
    column = [min(picture.crop((middle - 3, y, middle + 3, y + 1)).tobytes()) for y in range(picture.height)]
    assert min(column[30:90]) < 200
    assert min(column[half - 20 : half + 20]) < 200
    assert min(column[120 : half - 40]) == 255


def test_every_household_has_a_bookmark_to_the_sheet_its_card_is_on(tmp_path: Path) -> None:
    pdf = printed(card(tmp_path, "4", "70"), 6)
    with pypdfium2.PdfDocument(pdf) as document:
        marks = [(m.get_title(), m.get_dest().get_index()) for m in document.get_toc()]
    assert marks == [("第1户", 0), ("第2户", 0), ("第3户", 0), ("第4户", 0), ("第5户", 1), ("第6户", 1)]


def test_copies_say_how_many_pages_begin_with_them(tmp_path: Path) -> None:
    made, plain = card(tmp_path, "2", "11"), form(sheet({"A1": "{{姓名}}"}), tmp_path)
    printer = PdfPrinter(io.BytesIO(), STAMP)
    begun = []
    for one in (made, made, made, plain, made):
        begun.append((printer.add(one, data(姓名="甲")), printer.first_page))
    assert begun == [(1, 0), (0, 0), (1, 1), (1, 2), (1, 3)], "a form of its own closes the sheet of cards"
    result = printer.finish()
    assert (result.pages, result.households) == (4, 5)
    assert fit_check(made, people(5), STAMP).pages == 3


def test_a_card_of_two_pages_takes_two_places_and_counts_them(tmp_path: Path) -> None:
    pdf = printed(card(tmp_path, "4", "70", tall=True), 2)
    assert page_count(pdf) == 1
    text = page_text(pdf)
    assert text.count("第 2 页") == 2
    assert text.count("共 2 页") == 4
    assert "页" not in page_text(printed(card(tmp_path / "single", "4", "70"), 2)).replace("续页", "")


def test_the_foot_of_a_narrow_card_does_not_run_into_itself(tmp_path: Path) -> None:
    pdf = printed(card(tmp_path, "4", "70"), 1)
    with pypdfium2.PdfDocument(pdf) as document:
        found = document[0].get_textpage()
        boxes = sorted(
            box
            for n in range(found.count_chars())
            if (box := found.get_charbox(n))[3] < 421 + 30 and found.get_text_range(n, 1).strip()
        )
    assert len(boxes) > 10
    assert all(a[2] <= b[0] + 0.8 for a, b in pairwise(boxes))
    assert boxes[-1][2] < 297.64


def test_cards_do_not_begin_fresh_sheets(tmp_path: Path) -> None:
    assert page_count(printed(card(tmp_path, "4", "70"), 8, fresh_sheet=True)) == 2


@pytest.mark.parametrize(("count", "paper"), [("4", "11"), ("2", "9"), ("3", "70"), ("40", "70")])
def test_cards_that_do_not_fit_a_sheet_are_refused(tmp_path: Path, count: str, paper: str) -> None:
    with pytest.raises(Invalid, match=rf"说明 拼版：一张 A4 上放不下 {count} 张"):
        card(tmp_path, count, paper)


@pytest.mark.parametrize("count", ["", "1", "两张", "0", "-2"])
def test_a_form_that_asks_for_nothing_keeps_its_own_paper(tmp_path: Path, count: str) -> None:
    assert size(printed(card(tmp_path, count, "11"), 2)) == (420, 595)


@pytest.mark.parametrize(("told", "copies"), [("3", 3), ("2份", 2), ("", 1), ("²", 1), ("许多", 1), ("0", 1), ("99999", 99), ("-4", 1)])
def test_copies_of_the_notes_are_a_sane_number(tmp_path: Path, told: str, copies: int) -> None:
    assert form(sheet({"A1": "表"}, notes={"份数": told}), tmp_path).info.copies == copies
