"""The filled form as a workbook: the same pages and words as the print, every value a text."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Alignment

from fupin_desk.core.errors import Cancelled
from fupin_desk.core.progress import Task
from fupin_desk.forms.catalog import find_form, load_form
from fupin_desk.forms.names import names_of
from fupin_desk.forms.pdf import page_text
from fupin_desk.forms.xlsx import to_xlsx
from tests.forms import samples
from tests.forms.sheets import data, form, printed, sheet


def test_values_stand_where_the_placeholders_stood(tmp_path: Path) -> None:
    info = find_form("household_survey")
    made, copy = load_form(info.path, names_of("户")), samples.household()
    to_xlsx(made, copy, tmp_path / "表.xlsx", samples.STAMP)
    book = load_workbook(tmp_path / "表.xlsx")
    assert book.sheetnames == ["王秀兰 0137"]
    cells = [str(cell.value) for row in book.active for cell in row if cell.value not in (None, "")]
    assert "511799195006181003" in cells
    assert not any("{{" in text for text in cells)
    assert {cell.data_type for row in book.active for cell in row if cell.value is not None} == {"s"}
    words = set("".join(page_text(printed(made, copy)[0])))
    assert set("".join(cells)) - words <= set("\n ")
    assert "内部资料" in book.active.oddFooter.left.text


def test_a_long_family_gets_its_continuation_page_behind_a_break(tmp_path: Path) -> None:
    made = load_form(find_form("household_survey").path, names_of("户"))
    to_xlsx(made, samples.household(people=8), tmp_path / "表.xlsx")
    active = load_workbook(tmp_path / "表.xlsx").active
    assert len(active.row_breaks.brk) == 2
    assert any("续页1" in str(cell.value) for row in active for cell in row)
    assert active.print_title_rows == "$3:$3"


def test_values_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    made = form(sheet({"A1": "{{姓名}}", "A2": "{{户.金额}}"}), tmp_path)
    to_xlsx(made, data(姓名="=HYPERLINK(1)", 金额="+86"), tmp_path / "out.xlsx")
    active = load_workbook(tmp_path / "out.xlsx").active
    assert (active["A1"].value, active["A1"].data_type) == ("=HYPERLINK(1)", "s")
    assert active["A1"].quotePrefix
    assert active["A2"].value == "+86"


def test_each_household_has_a_sheet_of_its_own_name(tmp_path: Path) -> None:
    made = form(sheet({"A1": "{{姓名}}"}), tmp_path)
    copies = [data(姓名=name) for name in ("甲", "乙", "丙")]
    to_xlsx(made, copies, tmp_path / "out.xlsx")
    assert load_workbook(tmp_path / "out.xlsx").sheetnames == ["王秀兰", "王秀兰 2", "王秀兰 3"]


def test_a_filled_form_looks_like_its_sheet(tmp_path: Path) -> None:
    info = find_form("visit_record")
    to_xlsx(load_form(info.path, names_of("户")), samples.household(), tmp_path / "out.xlsx")
    filled, source = load_workbook(tmp_path / "out.xlsx").active, load_workbook(info.path).active
    assert {str(m) for m in filled.merged_cells.ranges} == {str(m) for m in source.merged_cells.ranges}
    assert filled.row_dimensions[8].height == source.row_dimensions[8].height
    assert filled.column_dimensions["C"].width == source.column_dimensions["A"].width
    assert filled["A3"].border.left.style == "medium"
    assert filled.page_setup.paperSize == source.page_setup.paperSize


def test_a_cancelled_workbook_leaves_no_file(tmp_path: Path) -> None:
    made = form(sheet({"A1": "{{姓名}}"}), tmp_path)
    task = Task()
    task.cancel()
    with pytest.raises(Cancelled):
        to_xlsx(made, [data(姓名="甲")], tmp_path / "out.xlsx", task=task)
    assert [path.name for path in tmp_path.iterdir()] == ["test_form.xlsx"]


def test_a_text_made_smaller_on_paper_is_as_small_in_the_workbook(tmp_path: Path) -> None:
    drawn = sheet({"A1": "{{姓名}}", "A2": "{{户.金额}}"})
    drawn.column_dimensions["A"].width = 10
    drawn.row_dimensions[2].height = 40
    for place in ("B1", "B2"):
        drawn[place] = "尾"
    made = form(drawn, tmp_path)
    to_xlsx(made, data(姓名="青山县农业局", 金额="青山县农业农村局农业技术推广中心"), tmp_path / "out.xlsx")
    active = load_workbook(tmp_path / "out.xlsx").active
    assert 7 <= active["A1"].font.sz < 12
    assert active["A2"].font.sz >= 7
    assert active["A2"].alignment.wrap_text, "what is printed on two lines stands on two"
    assert not active["A1"].alignment.wrap_text


def test_lines_of_boxes_to_tick_are_broken_as_on_paper(tmp_path: Path) -> None:
    drawn = sheet({"A1": "{{姓名}}", "B1": "□有劳动力　□无劳动力　□弱劳动力"})
    drawn.row_dimensions[1].height = 60
    for place in ("A1", "B1"):
        drawn[place].alignment = Alignment("left", "center", wrap_text=True)
    made = form(drawn, tmp_path)
    to_xlsx(made, data(姓名="☑一般农户　□监测户　□边缘易致贫户"), tmp_path / "out.xlsx")
    active = load_workbook(tmp_path / "out.xlsx").active
    assert active["A1"].value == "☑一般农户\n□监测户\n□边缘易致贫户"
    assert active["B1"].value == "□有劳动力\n□无劳动力\n□弱劳动力"
