"""Every kind of file a county office saves is read to the same plain cells."""

from __future__ import annotations

import codecs
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from fupin_desk.sheets.cells import Damaged, RawSheet, column_letter, settle, show
from fupin_desk.sheets.read import read
from tests.sheets import hostile

HERE = Path(__file__).parent
_PEOPLE = "户编号,姓名,备注\r\n5117990001,张䶮,\"一,二\r\n三\"\r\n5117990002,陈𬭎,\r\n"
_CELLS = [["户编号", "姓名", "备注"], ["5117990001", "张䶮", "一,二\r\n三"], ["5117990002", "陈𬭎"]]


def _sheet(path: Path) -> RawSheet:
    return read(path).sheets[0]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("gb18030", b""), ("utf-8", b""), ("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE), ("utf-16-le", b""), ("utf-16-be", b""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separated_text_in_any_encoding(tmp_path: Path, encoding: str, mark: bytes, separator: str) -> None:
    path = tmp_path / "人.csv"
    path.write_bytes(mark + _PEOPLE.replace(",", separator).encode(encoding))
    expected = [[cell.replace(",", separator) for cell in row] for row in _CELLS]
    assert _sheet(path).rows == expected


def test_excel_names_its_separator_in_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "人.csv"
    path.write_text("sep=;\n户编号;姓名\n1;王一\n", encoding="utf-8")
    assert _sheet(path).rows == [[], ["户编号", "姓名"], ["1", "王一"]]


def test_protected_numbers_are_unwrapped_and_lost_ones_marked() -> None:
    assert settle('="51179919710921388X"') == "51179919710921388X"
    assert settle("=\"'511799194605109439\"") == "'511799194605109439"
    for lost in ("5.11799E+17", "5.1E+17", "5e17", 511799197109213888.0, 6228236108786597296, "#REF!", "张\ufffd"):
        assert isinstance(settle(lost), Damaged)
    for kept in ("E17", "5.5", "1E", "3E幢", 0.1, 123456789012345, "#1楼"):
        assert not isinstance(settle(kept), Damaged)
    assert settle("　 ") is None and settle("") is None
    assert settle(3.0) == 3 and isinstance(settle(3.0), int)
    assert show(settle(0.1 + 0.2)) == "0.3" and show(2019.0) == "2019" and show(True) == "是"
    assert [column_letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_workbook_keeps_texts_numbers_days_and_row_numbers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet["B3"], sheet["C3"], sheet["D3"] = "0012", 4.8, date(1971, 9, 21)
    sheet["B4"], sheet["C4"], sheet["D4"] = "'511799194605109439", 2019, True
    sheet.merge_cells("B5:B7")
    sheet["B5"] = "合并"
    path = tmp_path / "表.xlsx"
    book.save(path)
    found = _sheet(path)
    assert found.rows == [
        [], [], [None, "0012", 4.8, date(1971, 9, 21)], [None, "'511799194605109439", 2019, True], [None, "合并"],
    ]  # fmt: skip
    assert found.merged == ((4, 1, 6, 1),)


def test_the_suffix_is_not_believed(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='gb2312'><style>td{color:red}</style><body><table><tr><td rowspan=2>户<br>编号</td>"
        "<th colspan='2'>家庭成员</th></tr><tr><td>姓名</td><td>证件&nbsp;号码</td></tr>"
        "<tr><td>1<td>张&#x4dae;<td>51179919710921388X</table></body></html>"
    )
    names = {"页.xls": page.encode("gb18030"), "书.csv": hostile.workbook(), "文.xlsx": _PEOPLE.encode("gb18030")}
    for name, data in names.items():
        (tmp_path / name).write_bytes(data)
    web = read(tmp_path / "页.xls")
    assert web.kind == "html"
    assert web.sheets[0].rows == [
        ["户\n编号", "家庭成员", None], [None, "姓名", "证件 号码"], ["1", "张䶮", "51179919710921388X"],
    ]  # fmt: skip
    assert web.sheets[0].merged == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert read(tmp_path / "书.csv").kind == "xlsx"
    assert read(tmp_path / "文.xlsx").kind == "csv"


def test_old_workbooks_and_open_document_are_read(tmp_path: Path) -> None:
    old = read(HERE / "county_files" / "建档立卡人口花名册.xls")
    assert old.kind == "xls"
    assert old.sheets[0].rows[2][2:7] == ["5117990001", "陈爱莲", "陈爱莲", "51179919710921388X", 3]
    assert len(old.sheets[0].merged) == 2821
    path = tmp_path / "表.ods"
    with zipfile.ZipFile(path, "w") as short, zipfile.ZipFile(hostile.write(tmp_path, "endless.ods")) as endless:
        for name in endless.namelist():
            short.writestr(name, endless.read(name).replace(b"1048575", b"2"))
    assert _sheet(path).rows == [["户编号"], ["户编号"]]


def test_unreadable_bytes_are_marked_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "坏.csv"
    path.write_bytes("户编号,姓名\n1,王".encode("gb18030") + b"\xff\xff" + "二\n2,李四\n".encode("gb18030"))
    rows = _sheet(path).rows
    assert isinstance(rows[1][1], Damaged)
    assert rows[2] == ["2", "李四"]


def test_hidden_sheets_are_known_as_such(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["户编号"])
    book.create_sheet("码表").sheet_state = "hidden"
    path = tmp_path / "表.xlsx"
    book.save(path)
    assert [(sheet.name, sheet.hidden) for sheet in read(path).sheets] == [("Sheet", False), ("码表", True)]
