"""Every form that cannot be printed well is refused with a sentence that says what is wrong and in which cell."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.core.errors import DeskError, Invalid
from fupin_desk.forms.catalog import load_form
from fupin_desk.forms.opening import notes_of
from fupin_desk.forms.pdf import page_text
from tests.forms.sheets import NAMES, data, form, printed, save, sheet

SHEET, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
SENTENCE = re.compile(r"表样“test_form\.xlsx”[^。]+。(没有打印，台账没有变。[^。]+。)?|表样“test_form\.xlsx”里有几处要改，没有打印。")


def altered(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The same workbook with its parts changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return path


def replaced(path: Path, part: str, old: bytes, new: bytes) -> Path:
    def change(parts: dict[str, bytes]) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)

    return altered(path, change)


def refusal(path: Path) -> str:
    """What loading the form says; it is a DeskError whose text is a sentence of three parts."""
    with pytest.raises(DeskError) as caught:
        load_form(path, NAMES)
    text = str(caught.value)
    assert SENTENCE.match(text), text
    assert not re.search(r"Error|Traceback|None|openpyxl", text), text
    return text


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return save(sheet({"A1": "表", "B2": "{{姓名}}"}), tmp_path)


def drawn(folder: Path, change: Callable[[Worksheet], object]) -> Path:
    made = sheet({"A1": "表", "B2": "{{姓名}}"})
    change(made)
    return save(made, folder)


# ------------------------------------------------------------------------------------------------ merges


@pytest.mark.parametrize(
    ("first", "second", "where"), [("A1:C3", "B2:D4", "B2"), ("A1:C3", "C3:E5", "C3"), ("A1:F1", "C1:C9", "C1"), ("A1:B2", "A1:B2", "A1")]
)
def test_merges_over_one_another_are_refused(plain: Path, first: str, second: str, where: str) -> None:
    merges = f'<mergeCells count="2"><mergeCell ref="{first}"/><mergeCell ref="{second}"/></mergeCells><pageMargins'
    text = refusal(replaced(plain, SHEET, b"<pageMargins", merges.encode()))
    assert f"{first} 和 {second} 两处合并在 {where} 重叠" in text


def test_a_merge_over_the_whole_sheet_is_refused_at_once(plain: Path) -> None:
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><pageMargins'
    assert "A1:XFD1048576 合并了 1048576 行 16384 列，太大" in refusal(replaced(plain, SHEET, b"<pageMargins", merge))


def test_many_merges_side_by_side_are_printed(tmp_path: Path) -> None:
    made = sheet({"A1": "表"})
    for row in range(2, 60):
        made.merge_cells(start_row=row, start_column=1 + row % 2, end_row=row, end_column=3)
        made.cell(row, 1 + row % 2).value = f"第{row}行"
    pdf, result = printed(form(made, tmp_path), data())
    assert result.pages == 2
    assert all(f"第{row}行" in page_text(pdf) for row in range(2, 60))


# ------------------------------------------------------------------------------------------------ size


def test_five_hundred_columns_and_ten_thousand_rows_are_refused(tmp_path: Path) -> None:
    assert "500 列，不像一张表样" in refusal(drawn(tmp_path, lambda made: made.cell(1, 500, "远")))
    assert "有 10000 行" in refusal(drawn(tmp_path, lambda made: made.cell(10_000, 1, "深")))


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    assert "第一张表是空的" in refusal(save(sheet({}), tmp_path))
    assert "第一张表是空的" in refusal(save(sheet({"A1": "  "}), tmp_path))


def test_a_workbook_of_notes_only_is_refused(tmp_path: Path) -> None:
    made = sheet({"A1": "名称"})
    made.title = "说明"
    assert "里面没有表样" in refusal(save(made, tmp_path))


def test_hidden_sheets_are_passed_over(tmp_path: Path) -> None:
    made = sheet({"A1": "旧表"})
    made.parent.create_sheet("新表")["A1"] = "新表样"
    made.sheet_state = "hidden"
    made.parent.active = 1
    pdf, _ = printed(form(made, tmp_path), data())
    assert "新表样" in page_text(pdf)


# ------------------------------------------------------------------------------------------------ what cannot be printed


@pytest.mark.parametrize("formula", ["=SUM(A1:A2)", "=NOW()", '=HYPERLINK("http://x")'])
def test_a_formula_is_refused_with_its_cell(tmp_path: Path, formula: str) -> None:
    assert "的 C7 是公式" in refusal(drawn(tmp_path, lambda made: made.__setitem__("C7", formula)))


def test_a_chart_in_the_sheet_is_refused_with_its_cell(tmp_path: Path) -> None:
    def change(made: Worksheet) -> None:
        chart = BarChart()
        chart.add_data(Reference(made, 1, 1, 1, 3))
        made.add_chart(chart, "D5")

    assert "的 D5 有图表，打印不出来" in refusal(drawn(tmp_path, change))


def test_a_text_box_in_the_sheet_is_refused_with_its_cell(tmp_path: Path) -> None:
    def change(made: Worksheet) -> None:
        made.add_chart(BarChart(), "D5")

    path = drawn(tmp_path, change)

    def to_box(parts: dict[str, bytes]) -> None:
        part = parts["xl/drawings/drawing1.xml"]
        parts["xl/drawings/drawing1.xml"] = re.sub(rb"<((?:\w+:)?)graphicFrame.*graphicFrame>", rb"<\1sp/>", part, flags=re.DOTALL)

    assert "的 D5 有文本框或图形，打印不出来" in refusal(altered(path, to_box))


def test_a_pivot_table_is_refused_with_its_place(plain: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/pivotTable"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"

    def change(parts: dict[str, bytes]) -> None:
        relation = f'<Relationships xmlns="{space}"><Relationship Id="rId1" Type="{kind}" Target="../pivotTables/pivotTable1.xml"/></Relationships>'
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relation.encode()
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        parts["xl/pivotTables/pivotTable1.xml"] = f'<pivotTableDefinition xmlns="{main}"><location ref="A3:C9"/></pivotTableDefinition>'.encode()

    assert "的 A3:C9 是数据透视表" in refusal(altered(plain, change))


def test_what_stands_in_hidden_rows_or_columns_is_not_lost_silently(tmp_path: Path) -> None:
    def rows(made: Worksheet) -> None:
        made.row_dimensions[2].hidden = True

    def columns(made: Worksheet) -> None:
        made.column_dimensions["B"].hidden = True

    for change in (rows, columns):
        assert "B2：在隐藏的行或列里" in refusal(drawn(tmp_path, change))


def test_hidden_rows_without_placeholders_are_left_out(tmp_path: Path) -> None:
    made = sheet({"A1": "见", "A2": "不见", "A3": "又见"})
    made.row_dimensions[2].hidden = True
    text = page_text(printed(form(made, tmp_path), data())[0])
    assert "又见" in text
    assert "不见" not in text


# ------------------------------------------------------------------------------------------------ placeholders


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("户主：{{姓名", "有 {{ 而没有 }}"),
        ("户主：姓名}}", "有 }} 而没有 {{"),
        ("{{ {{姓名}} }}", "{{ 里面又有 {{"),
        ("{{姓名{{姓名}}", "有 {{ 而没有 }}"),
        ("{{姓名}} {{金额", "有 {{ 而没有 }}"),
        ("｛｛姓名｝｝", "用了中文的花括号"),
        ("{{姓名｝｝", "用了中文的花括号"),
    ],
)
def test_braces_that_do_not_pair_are_named_with_their_cell(tmp_path: Path, text: str, said: str) -> None:
    assert f"C4：{said}" in refusal(drawn(tmp_path, lambda made: made.__setitem__("C4", text)))


def test_every_faulty_cell_is_said_at_once(tmp_path: Path) -> None:
    path = save(sheet({"A1": "{{姓名", "B2": "金额}}", "C3": "｛｛日期｝｝"}), tmp_path)
    with pytest.raises(Invalid) as caught:
        load_form(path, NAMES)
    assert [problem.where for problem in caught.value.problems] == ["A1", "B2", "C3"]


@pytest.mark.parametrize("text", ["{姓名}", "a}b{c", "{{{姓名}}}", "集合{1,2}"])
def test_single_braces_are_text(tmp_path: Path, text: str) -> None:
    printed(form(sheet({"A1": text}), tmp_path), data(姓名="王秀兰"))


# ------------------------------------------------------------------------------------------------ page


@pytest.mark.parametrize(("side", "name"), [("left", "左"), ("right", "右"), ("top", "上"), ("bottom", "下")])
def test_negative_margins_are_refused(tmp_path: Path, side: str, name: str) -> None:
    text = refusal(drawn(tmp_path, lambda made: setattr(made.page_margins, side, -1.0)))
    assert f"的{name}边距是 -2.5 厘米，不能小于 0" in text


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_margins_that_leave_no_paper_are_refused(tmp_path: Path, side: str) -> None:
    assert "页边距太大" in refusal(drawn(tmp_path, lambda made: setattr(made.page_margins, side, 40.0)))


def test_a_scale_that_makes_type_unreadable_is_refused(tmp_path: Path) -> None:
    def change(made: Worksheet) -> None:
        made.sheet_properties.pageSetUpPr.fitToPage = True
        made.page_setup.fitToHeight = 1
        made.cell(900, 1, "很长")

    text = refusal(drawn(tmp_path, change))
    assert re.search(r"A1：缩到一页后只有 \d\.\d 磅（缩放 \d+%），看不清", text)


@pytest.mark.parametrize("scale", [5000, 1, -100])
def test_an_absurd_scale_is_refused(tmp_path: Path, scale: int) -> None:
    text = refusal(drawn(tmp_path, lambda made: setattr(made.page_setup, "scale", scale)))
    assert "缩放" in text


def test_columns_beyond_the_paper_are_refused(tmp_path: Path) -> None:
    def change(made: Worksheet) -> None:
        made["F1"] = "远"
        for letter in "ABCDEF":
            made.column_dimensions[letter].width = 40

    assert re.search(r"比纸宽 [\d.]+ 厘米，从 C 列起印不到纸上", refusal(drawn(tmp_path, change)))


def test_a_row_taller_than_the_page_is_refused(tmp_path: Path) -> None:
    def change(made: Worksheet) -> None:
        made.page_setup.paperSize = "70"
        made.row_dimensions[2].height = 409
        for letter in "ABCDEF":
            made.column_dimensions[letter].width = 8

    assert "第 2 行：这一行高 14.4 厘米，一页只放得下" in refusal(drawn(tmp_path, change))


@pytest.mark.parametrize("angle", ["181", "300", "-45"])
def test_text_turned_beyond_what_there_is_is_refused_with_its_cell(tmp_path: Path, angle: str) -> None:
    def change(made: Worksheet) -> None:
        made["C3"] = "斜"
        made["C3"].alignment = Alignment(textRotation=45)

    path = replaced(drawn(tmp_path, change), STYLES, b'textRotation="45"', f'textRotation="{angle}"'.encode())
    assert f"的 C3 的文字方向是 {angle} 度" in refusal(path)


# ------------------------------------------------------------------------------------------------ the file


def test_macros_are_refused_whatever_the_file_is_called(plain: Path) -> None:
    assert "带有宏" in refusal(altered(plain, lambda parts: parts.update({"xl/vbaProject.bin": b"macro"})))
    macro = plain.with_name("带宏.xlsm")
    plain.rename(macro)
    with pytest.raises(DeskError, match=r"“带宏.xlsm”带有宏。没有打印"):
        load_form(macro, NAMES)


def test_old_and_locked_workbooks_are_told_apart(tmp_path: Path) -> None:
    path, head = tmp_path / "test_form.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    path.write_bytes(head)
    assert "是旧的 .xls 或 .et 格式" in refusal(path)
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le"))
    assert "设有打开密码" in refusal(path)
    with pytest.raises(DeskError, match="设有打开密码"):
        notes_of(path)


def test_a_zip_with_a_password_is_refused(plain: Path) -> None:
    data = bytearray(plain.read_bytes())
    for at in (found.start() for found in re.finditer(b"PK\x01\x02", data)):
        data[at + 8] |= 1
    plain.write_bytes(data)
    assert "设有密码" in refusal(plain)


@pytest.mark.parametrize("kept", [0.05, 0.5, 0.9, 0.999])
def test_a_cut_off_file_is_refused(plain: Path, kept: float) -> None:
    data = plain.read_bytes()
    plain.write_bytes(data[: int(len(data) * kept)])
    assert "已损坏，可能没有拷完" in refusal(plain)


def test_a_zip_bomb_is_refused_before_it_unfolds(plain: Path) -> None:
    bomb = altered(plain, lambda parts: parts.update({"xl/theme/theme9.xml": b" " * 60_000_000}))
    assert bomb.stat().st_size < 200_000
    assert "解开后有 60.0 MB" in refusal(bomb)


def test_a_sheet_of_megabytes_is_refused(plain: Path) -> None:
    text = refusal(replaced(plain, SHEET, b"<pageMargins", b" " * 9_000_000 + b"<pageMargins"))
    assert f"里的 {SHEET} 有 9.0 MB" in text


@pytest.mark.parametrize("part", [BOOK, SHEET, STYLES, "[Content_Types].xml"])
def test_definitions_that_unfold_are_refused(plain: Path, part: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 100 + b'"><!ENTITY c "&b;&b;&b;">]>'

    def change(parts: dict[str, bytes]) -> None:
        body = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", parts[part])
        parts[part] = b'<?xml version="1.0"?>' + bomb + body

    assert "带有自定义实体" in refusal(altered(plain, change))


def test_a_definition_far_behind_the_head_is_refused_too(plain: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        body = re.sub(rb"^<\?xml[^>]*\?>\s*", b"", parts[SHEET])
        parts[SHEET] = b"<!--" + b"-" * 3_000 + b"-->" + b'<!DOCTYPE a [<!ENTITY b "x">]>' + body

    refusal(altered(plain, change))


def test_the_strict_kind_of_workbook_is_named(plain: Path) -> None:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    assert "Strict" in refusal(replaced(plain, BOOK, main, b"http://purl.oclc.org/ooxml/spreadsheetml/main"))


def test_a_form_without_notes_is_printed_under_its_file_name(plain: Path) -> None:
    made = load_form(plain, NAMES)
    assert made.info.title == "test_form"
    assert "王秀兰" in page_text(printed(made, data(姓名="王秀兰"))[0])


def test_whatever_happens_to_a_file_there_is_a_sentence(plain: Path) -> None:
    """Bytes within the parts are changed at random: the form is printed or refused, never anything else."""
    with zipfile.ZipFile(plain) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    rng, refused = random.Random(11), 0
    for _ in range(150):
        name = rng.choice([*parts])
        content = bytearray(parts[name])
        for _ in range(rng.randrange(1, 4)):
            content[rng.randrange(len(content))] = rng.choice(b'<>"/=&a9-\0\xff')
        with zipfile.ZipFile(plain, "w") as new:
            for key, value in {**parts, name: bytes(content)}.items():
                new.writestr(key, value)
        try:
            load_form(plain, NAMES)
        except DeskError as error:
            refused += 1
            assert "test_form.xlsx" in str(error) or "没有打印" in str(error)
    assert refused > 20


def test_whatever_happens_to_the_packed_bytes_there_is_a_sentence(plain: Path) -> None:
    good, rng = plain.read_bytes(), random.Random(5)
    for _ in range(120):
        content = bytearray(good)
        for _ in range(rng.randrange(1, 6)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        plain.write_bytes(content)
        try:
            load_form(plain, NAMES)
        except DeskError as error:
            assert "没有打印" in str(error)
