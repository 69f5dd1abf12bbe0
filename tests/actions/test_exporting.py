"""Workbooks out: numbers stay text, nothing runs on opening, and what leaves comes back unchanged."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import openpyxl

from fupin_desk.actions import exporting, households, importing, records
from fupin_desk.actions.session import Session
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.household import MEMBER


def test_a_roster_lists_every_household_with_full_numbers_as_text(session: Session, tmp_path: Path) -> None:
    done = exporting.export(session, "household_roster", tmp_path / "花名册.xlsx")
    sheet = openpyxl.load_workbook(done.path).worksheets[0]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert done.rows == 50
    assert all(isinstance(row[1], str) and len(row[1]) == 16 for row in rows[:50])
    assert all(isinstance(row[5], str) and len(row[5]) == 18 for row in rows[:50])
    assert rows[50][0] == "合计"


def test_masked_means_no_full_number_anywhere_in_the_file(session: Session, tmp_path: Path) -> None:
    exporting.export(session, "member_roster", tmp_path / "m.xlsx", masked=True)
    text = str([row for ws in openpyxl.load_workbook(tmp_path / "m.xlsx") for row in ws.iter_rows(values_only=True)])
    for person in records.list_records(session, MEMBER):
        assert person.id_number not in text


def test_a_name_that_looks_like_a_formula_stays_a_name(session: Session, tmp_path: Path) -> None:
    person = records.list_records(session, MEMBER)[0]
    records.save(session, "改名", [dataclasses.replace(person, name="=HYPERLINK(1)")])
    exporting.export(session, "member_roster", tmp_path / "m.xlsx")
    cells = [c for row in openpyxl.load_workbook(tmp_path / "m.xlsx").worksheets[0].iter_rows() for c in row]
    found = next(c for c in cells if c.value == "=HYPERLINK(1)")
    assert found.data_type == "s"


def test_the_list_on_screen_leaves_with_its_columns_and_order(session: Session, tmp_path: Path) -> None:
    ids = households.card_ids(session, CardFilter(order=(("head", False),)))[:5]
    exporting.export_cards(session, ["number", "head", "per_capita_fen", "head_id_number"], ids, tmp_path / "l.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True))
    assert rows[0] == ("户编号", "户主", "人均纯收入（元）", "户主证件号")
    known = households.cards(session, ids)
    assert [row[1] for row in rows[1:]] == [known[i].head for i in ids]
    assert all("*" in str(row[3]) for row in rows[1:])


def test_the_county_tables_come_back_without_a_change(session: Session, tmp_path: Path) -> None:
    paths = [tmp_path / "L4.xlsx", tmp_path / "L3.xlsx"]
    for path in paths:
        exporting.export(session, path.stem, path)
    plan = importing.plan_import(session, paths)
    assert plan.counts["household"].changed == plan.counts["member"].changed == 0
    assert plan.counts["household"].new == plan.counts["member"].new == 0
