"""What leaves the ledger as a workbook: no cell that runs, no number that loses digits, no trace outside the file."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.actions import demo, importing
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.sheets.layouts import layout_named, layouts
from fupin_desk.sheets.outgoing import layout_sheet
from fupin_desk.sheets.read import read
from fupin_desk.sheets.write import OutCell, OutColumn, OutSheet, workbook_bytes, write_workbook
from fupin_desk.store.queries import families, lists

PAYLOADS = [
    f"{start}{rest}"
    for start in ("=", "+", "-", "@", "\t=", "\r=", " =", "'=", "＝", "%", "|", "{=", "=-+", "=@", "\n=")
    for rest in ("cmd|'/c calc'!A0", 'HYPERLINK("http://x","y")', "1+1", "SUM(A1:A9)*cmd|' /C x'!A0")
]


def _cells(data: bytes, sheet: int = 0) -> list[list[object]]:
    """Every cell's value, after checking that none is a formula."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = list(book.worksheets[sheet].iter_rows())
    assert all(cell.data_type != "f" for row in rows for cell in row)
    texts = [cell for row in rows for cell in row if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" and cell.quotePrefix and cell.number_format == "@" for cell in texts)
    return [[cell.value for cell in row] for row in rows]


def test_no_text_ever_becomes_a_formula() -> None:
    assert len(PAYLOADS) >= 60
    columns = [OutColumn(payload) for payload in PAYLOADS[:3]]
    rows = [[payload, payload, payload] for payload in PAYLOADS]
    data = workbook_bytes([OutSheet("=1+1", columns, rows, title="=cmd", sums=["=1", None, None])], [("=a", "=b")])
    written = _cells(data)
    assert [row[0] for row in written[2:-1]] == [payload.replace("\r", "\n") for payload in PAYLOADS]
    _cells(data, 1)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_can_be_written_and_is_only_text(texts: list[str]) -> None:
    _cells(workbook_bytes([OutSheet("表", [OutColumn("名")], [[text] for text in texts])]))


def test_nothing_is_written_outside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gibt es nicht"))
    rows: list[list[OutCell]] = [["51179919710921388X", Decimal("12.50")]] * 3000
    write_workbook(tmp_path / "表.xlsx", [OutSheet("表", [OutColumn("证件号码"), OutColumn("金额", "0.00")], rows)], [("村", "石桥村")])
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsx"]


def test_long_numbers_days_and_amounts_come_back_as_they_were(tmp_path: Path) -> None:
    line: list[OutCell] = ["51179919720424138743", "6228236108786597296", "0012", Decimal("7888.50"), date(1971, 9, 21), 3, None, "是"]
    columns = [OutColumn(str(at)) for at in range(7)] + [OutColumn("危房", choices=("是", "否"))]
    path = tmp_path / "表.xlsx"
    write_workbook(path, [OutSheet("户信息", columns, [line])], [("截至", "2019-11-30")])
    first, notes = read(path).sheets
    assert first.rows[1] == [*line[:3], 7888.5, *line[4:]]
    assert notes.rows[1] == ["截至", "2019-11-30"] and notes.rows[2][0] == "制表程序"
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert sheet.page_setup.paperSize == 9 and sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.column_dimensions["B"].width > 19
    assert [rule.formula1 for rule in sheet.data_validations.dataValidation] == ['"是,否"']


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="找不到"):
        write_workbook(tmp_path / "没有" / "表.xlsx", [OutSheet("表", [OutColumn("名")], [])])


def _files(session: Session) -> list[HouseholdFile]:
    with session.file.read() as connection:
        ids = [home.id for home in lists.list_records(connection, BY_NAME["household"])]
        return families.load_files(connection, ids, visits=False)


def _exported(session: Session, folder: Path, names: Sequence[str], year: int) -> list[Path]:
    found = []
    for name in names:
        layout = layout_named(name)
        assert layout is not None
        sheet = layout_sheet(layout, sessions.village_of(session), _files(session), year=year, today=session.today)
        assert [column.header for column in sheet.columns] == list(layout.export)
        path = folder / f"{name}.xlsx"
        write_workbook(path, [sheet], [("截至", str(session.today))])
        found.append(path)
    return found


def test_every_layout_goes_out_and_comes_back_unchanged(session: Session, county_files: list[Path], tmp_path: Path) -> None:
    importing.apply_import(session, importing.plan_import(session, county_files))
    paths = _exported(session, tmp_path, [layout.name for layout in layouts()], 2019)
    for path in paths:
        planned = importing.plan_import(session, [path], year=2019)
        assert planned.sources[0].layout == path.stem
        assert [(item.ledger, item.title, item.edits) for item in planned.records] == [], path.name
    assert importing.plan_import(session, paths, year=2019).empty


def test_a_ledger_kept_by_hand_goes_out_and_comes_back_unchanged(tmp_path: Path) -> None:
    session, _ = demo.make_demo(tmp_path / "样本.fupin", households=20)
    try:
        for path in _exported(session, tmp_path, ["L4", "L3", "L1", "L5", "L7"], session.today.year):
            planned = importing.plan_import(session, [path], year=session.today.year)
            assert [(item.ledger, item.title, item.edits) for item in planned.records] == [], path.name
    finally:
        sessions.close(session, with_backup=False)


def test_what_goes_out_makes_the_same_village_elsewhere(session: Session, county_files: list[Path], tmp_path: Path) -> None:
    importing.apply_import(session, importing.plan_import(session, county_files))
    paths = _exported(session, tmp_path, ["L4", "L3", "L1", "L5", "L8"], 2019)
    other, _ = sessions.new_ledger(
        tmp_path / "别处.fupin", sessions.village_of(session), user="李文静", duty="", password="x", any_password=True,
        now=session.file.scene.now,
    )  # fmt: skip
    try:
        importing.apply_import(other, importing.plan_import(other, paths))
        wanted = {name: sessions.info(session).counts[name] for name in ("household", "member", "household_year", "pairing", "helper")}
        assert {name: sessions.info(other).counts[name] for name in wanted} == wanted
    finally:
        sessions.close(other, with_backup=False)


def test_a_masked_sheet_holds_no_whole_number(session: Session, county_files: list[Path], tmp_path: Path) -> None:
    importing.apply_import(session, importing.plan_import(session, county_files[:1]))
    layout = layout_named("L3")
    assert layout is not None
    village = sessions.village_of(session)
    sheet = layout_sheet(layout, village, _files(session), year=2019, today=session.today, masked=True)
    digits = [cell for row in sheet.rows for cell in row if isinstance(cell, str) and sum(c.isdigit() for c in cell) > 12]
    assert digits == []
