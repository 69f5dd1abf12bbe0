"""A form is a spreadsheet: what its maker drew is what the layout holds, and what is no form is refused in words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.pagebreak import Break

from fupin_desk.core.errors import DeskError
from fupin_desk.forms.sheet import STACKED, digit_pixels, indent_points, read_layout
from tests.forms.sheets import MEDIUM, RULED, THIN, save, sheet


def test_lengths_are_points_on_paper(tmp_path: Path) -> None:
    made = sheet({"A1": "题", "B2": "值"})
    made.row_dimensions[2].height = 31.5
    made.page_setup.orientation = "landscape"
    made.page_margins.left = 0.5
    layout = read_layout(save(made, tmp_path))
    assert (round(layout.paper.width, 1), round(layout.paper.height, 1)) == (841.9, 595.3)
    assert layout.paper.left == 36
    assert layout.rows[1].height == 31.5
    # 20 digits of 7 pixels (Calibri 11), a pixel being three quarters of a point.
    assert layout.edges[1] == 20 * 7 * 0.75


@pytest.mark.parametrize(
    ("font", "size", "pixels"), [("Calibri", 11, 7), ("Arial", 10, 7), ("宋体", 11, 8), ("宋体", 12, 8)]
)
def test_the_normal_font_decides_how_wide_a_column_is(font: str, size: float, pixels: int) -> None:
    assert digit_pixels(font, size) == pixels


@pytest.mark.parametrize(("font", "size", "points"), [("Times New Roman", 12, 9.0), ("宋体", 12, 18.0), ("Arial", 10, 8.34)])
def test_an_indent_is_three_spaces_of_the_normal_font(font: str, size: float, points: float) -> None:
    assert indent_points(font, size) == pytest.approx(points)


def test_rows_are_whole_pixels_high_as_in_every_spreadsheet(tmp_path: Path) -> None:
    made = sheet({"A1": "一", "A2": "二", "A3": "三"})
    for row, height in ((1, 22), (2, 15.5), (3, 31.5)):
        made.row_dimensions[row].height = height
    assert [row.height for row in read_layout(save(made, tmp_path)).rows] == [21.75, 15, 31.5]


def test_a_sheet_wider_than_the_paper_is_brought_to_its_width(tmp_path: Path) -> None:
    made = sheet({"A1": "左", "F1": "右"})
    made.sheet_properties.pageSetUpPr.fitToPage = True
    made.page_setup.fitToHeight = 0
    layout = read_layout(save(made, tmp_path))
    room = layout.paper.width - layout.paper.left - layout.paper.right
    assert layout.scale == int(layout.scale * 100 + 0.5) / 100, "spreadsheets scale in whole percent"
    assert room * 0.99 < layout.edges[-1] <= room
    assert layout.rows[0].cells[0].runs[0].font.size == pytest.approx(12 * layout.scale)


def test_heavy_rules_survive_at_the_edge_of_a_merge(tmp_path: Path) -> None:
    made = sheet({"A1": "合并"})
    for place in ("A1", "B1", "C1"):
        made[place].border = Border(top=THIN, bottom=THIN)
    made.merge_cells("A1:C1")
    # Rules set after the merge, as spreadsheet programs do.
    made["A1"].border = Border(left=THIN, top=THIN, bottom=THIN)
    made["C1"].border = Border(right=MEDIUM, top=THIN, bottom=THIN)
    row = read_layout(save(made, tmp_path)).rows[0]
    widths = [rule.width if rule else 0 for rule in row.upright]
    assert widths == [0.5, 0, 0, 1.25]


def test_rules_inside_a_merge_are_not_drawn(tmp_path: Path) -> None:
    made = sheet({"A1": "合并"})
    made.merge_cells("A1:B2")
    for place in ("A1", "B1", "A2", "B2"):
        # As spreadsheet programs often leave it: every cell of the merge keeps a border all around.
        made[place].border = RULED
    layout = read_layout(save(made, tmp_path))
    assert (layout.rows[0].cells[0].rows, layout.rows[0].cells[0].columns) == (2, 2)
    assert [bool(rule) for rule in layout.rows[0].upright] == [True, False, True]
    assert not any(layout.rows[0].below)
    assert not any(layout.rows[1].above)


def test_fonts_alignment_shade_and_runs_are_kept(tmp_path: Path) -> None:
    made = sheet({"A1": "标题", "A2": "竖排", "A3": "灰底"})
    made["A1"].font = Font("方正小标宋简体", 22, bold=True)
    made["A1"].alignment = Alignment("distributed", "center", wrap_text=True, indent=1)
    made["A2"].alignment = Alignment(textRotation=STACKED)
    made["A3"].fill = PatternFill("solid", fgColor="FFD9D9D9")
    made["A4"] = CellRichText("普通", TextBlock(InlineFont(rFont="黑体", sz=9, b=True), "加粗"))
    made["A4"].font = Font("楷体", 12)
    cells = {cell.name: cell for cell in read_layout(save(made, tmp_path)).cells()}
    title = cells["A1"].runs[0].font
    assert (title.role, title.size, title.bold) == ("小标宋", 22, True)
    assert (cells["A1"].look.across, cells["A1"].look.wrap, cells["A1"].look.indent) == ("distributed", True, indent_points("Calibri", 11))
    assert cells["A2"].look.turn == STACKED
    assert cells["A3"].shade == "D9D9D9"
    assert [(run.text, run.font.role) for run in cells["A4"].runs] == [("普通", "楷"), ("加粗", "黑")]


def test_print_area_titles_and_breaks_are_kept(tmp_path: Path) -> None:
    made = sheet({f"B{n}": str(n) for n in range(2, 9)})
    made["F20"] = "表外"
    made.print_area = "B2:C8"
    made.print_title_rows = "2:3"
    made.row_breaks.append(Break(id=5))
    layout = read_layout(save(made, tmp_path))
    assert (layout.top, layout.first_column, len(layout.rows)) == (2, 2, 7)
    assert layout.titles == (0, 1)
    assert layout.breaks == {4}


def test_the_notes_sheet_is_read_and_never_printed(tmp_path: Path) -> None:
    layout = read_layout(save(sheet({"A1": "表"}, notes={"名称": "走访表", "最小字号": "6"}), tmp_path))
    assert layout.notes == {"名称": "走访表", "最小字号": "6"}
    assert layout.floor == 6
    assert [cell.text for cell in layout.cells()] == ["表"]


def test_a_sheet_without_borders_or_notes_is_still_a_form(tmp_path: Path) -> None:
    layout = read_layout(save(sheet({"C3": "独一格"}), tmp_path))
    assert layout.notes == {}
    assert [cell.name for cell in layout.cells()] == ["C3"]


def test_a_formula_is_refused_with_its_cell(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"B3 是公式.*没有打印"):
        read_layout(save(sheet({"B3": "=SUM(A1:A2)"}), tmp_path))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "假.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(DeskError, match=r"“假.xlsx”不是 .xlsx 表格"):
        read_layout(path)
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "x")
    with pytest.raises(DeskError, match=r"不是 .xlsx 表格"):
        read_layout(path)
    with pytest.raises(DeskError, match="找不到"):
        read_layout(tmp_path / "没有.xlsx")


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = save(sheet({"A1": "x"}), tmp_path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, b"<broken" if name == "xl/worksheets/sheet1.xml" else content)
    with pytest.raises(DeskError, match="已损坏"):
        read_layout(path)


def test_macros_are_refused(tmp_path: Path) -> None:
    path = save(sheet({"A1": "x"}), tmp_path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(DeskError, match="带有宏"):
        read_layout(path)


def test_a_sheet_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    path = save(sheet({"A1": "x"}), tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bomb.bmp", b"\0" * 40_000_000)
    with pytest.raises(DeskError, match=r"解开后有 40\.0 MB"):
        read_layout(path)


def test_five_hundred_columns_are_refused(tmp_path: Path) -> None:
    made = sheet({"A1": "x"})
    made.cell(1, 500).value = "远"
    with pytest.raises(DeskError, match="500 列"):
        read_layout(save(made, tmp_path))


def test_dashes_and_weights_are_told_apart(tmp_path: Path) -> None:
    made = sheet({"A1": "x"})
    made["A1"].border = Border(left=Side("dashed"), right=Side("thick"), top=Side("hair"), bottom=Side("double"))
    row = read_layout(save(made, tmp_path)).rows[0]
    assert row.upright[0] is not None
    assert row.upright[0].dashes
    assert row.upright[1] is not None
    assert row.upright[1].width == 2.0
    assert row.above[0] is not None
    assert row.above[0].width == 0.25
