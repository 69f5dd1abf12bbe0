"""Random villages in random, dirty sheets: nobody is lost, doubled or changed, and a second import finds nothing to do."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from fupin_desk.actions import importing
from fupin_desk.actions.session import Session
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.record import Record
from fupin_desk.sheets.cells import Cell, RawSheet, settle, show
from fupin_desk.sheets.cells import Workbook as Book
from fupin_desk.sheets.layouts import layout_named
from fupin_desk.sheets.plan import ImportPlan, make_plan
from fupin_desk.sheets.read import read
from fupin_desk.sheets.recognise import Recognised, recognise_all, recognise_sheet
from tests.sheets import tables

DAY = date(2019, 11, 30)
FAMILY = "王李孙周吴郑单仇解曾欧䶮𬭎㛃𫍯"
GIVEN = "一二三四五六七八秀兰德福䶮𬭎㛃𫍯"
ALIASES = {
    "户编号": ["户编号", "户 编 号", "户编号\n", "*户编号", "户编码"],
    "姓名": ["姓名", "姓　名", "家庭成员姓名", "姓\n名"],
    "证件号码": ["证件号码", "身份证号", "公民身份证号码（必填）", "身份证\n号码"],
    "与户主关系": ["与户主关系", "与户主的关系", "与户主关系："],
    "健康状况": ["健康状况", "健康状况(多选)"],
    "政治面貌": ["政治面貌"],
    "性别": ["性别"],
}
HEALTH = {"01": ["健康"], "04,02": ["残疾,长期慢性病", "残疾、长期慢性病", "残疾 长期慢性病"], "03": ["患有大病"]}


@dataclass
class Person:
    """Somebody invented; ``number`` None for one without papers."""

    home: str
    name: str
    number: str | None
    relation: str
    health: str


@dataclass
class Dirt:
    """Writes values the way county files carry them."""

    rng: random.Random
    names: dict[str, str] = field(default_factory=dict)

    def text(self, value: str) -> str:
        return self.rng.choice([value, f" {value}", f"{value}　", f"{value}\u200b", value])

    def number(self, value: str | None) -> Any:
        if value is None:
            return self.rng.choice([None, "无", "/", "", " "])
        wide = value.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789X"})
        return self.rng.choice([value, value.lower(), f"'{value}", f'="{value}"', f" {value}\t", wide])

    def home(self, value: str) -> Any:
        return self.rng.choice([value, int(value), float(value), f" {value}"])

    def row(self, person: Person) -> dict[str, Any]:
        return {
            "户编号": self.home(person.home), "姓名": self.text(person.name), "证件号码": self.number(person.number),
            "与户主关系": self.text("户主" if person.relation == "01" else "之子"), "政治面貌": "群众",
            "健康状况": self.rng.choice(HEALTH[person.health]), "性别": self.rng.choice(["男", "1", 1, " 男"]),
        }  # fmt: skip


@st.composite
def villages(draw: st.DrawFn) -> list[Person]:
    """Households of one to four; names may repeat inside one only where a number tells the people apart."""
    found: list[Person] = []
    sequence = 1
    for home in range(1, draw(st.integers(1, 6)) + 1):
        names: list[str] = []
        for place in range(draw(st.integers(1, 4))):
            name = draw(st.sampled_from(FAMILY)) + draw(st.text(GIVEN, min_size=1, max_size=2))
            birth = date(1950 + draw(st.integers(0, 60)), draw(st.integers(1, 12)), draw(st.integers(1, 28)))
            number = idnumber.make("511799", birth, sequence) if name in names or draw(st.booleans()) else None
            sequence += 2
            if name in names and not all(p.number for p in found if p.home == str(home) and p.name == name):
                continue
            names.append(name)
            found.append(Person(str(home), name, number, "01" if place == 0 else "03", draw(st.sampled_from(list(HEALTH)))))
    return found


def grid(people: list[Person], rng: random.Random) -> list[list[Any]]:
    """A sheet of these people: titles, shuffled columns, strange columns, blank rows, sums and signatures."""
    dirt = Dirt(rng)
    columns = [*ALIASES, "组长意见", "星级"]
    rng.shuffle(columns)
    titles: list[list[Any]] = [["某县某表"], ["填报单位：", None, "填报时间：2019年11月"]]
    rows = titles[: rng.randint(0, 2)]
    rows.append([rng.choice(ALIASES.get(column, [column])) for column in columns])
    for person in people:
        if rng.random() < 0.1:
            rows.append([None] * len(columns))
        values = dirt.row(person)
        rows.append([values.get(column, rng.choice([None, "好"])) for column in columns])
    if rng.random() < 0.5:
        rows += [["合计", None, len(people)], ["审核人：　　　　填表人："]]
    return rows


def understood(rows: list[list[Any]]) -> Recognised:
    cells: list[list[Cell]] = [[settle(value) for value in row] for row in rows]
    sheet = RawSheet("人员", cells)
    found = recognise_sheet(Book("家庭成员信息.xlsx", "xlsx", [sheet]), sheet)
    assert found is not None
    return found


def held(planned: ImportPlan, known: dict[str, list[Record]] | None = None) -> dict[str, list[Any]]:
    """The records after a plan, by ledger."""
    found: dict[str, dict[str, Any]] = {}
    for name, records in (known or {}).items():
        found[name] = {record.id: record for record in records}
    for item in planned.records:
        found.setdefault(item.ledger, {})[item.record.id] = item.record
    return {name: list(records.values()) for name, records in found.items()}


def picture(records: dict[str, list[Any]]) -> Counter[tuple[Any, ...]]:
    homes = {home.id: home.number for home in records["household"]}
    return Counter(
        (homes[m.household], m.name, m.id_number, m.relation, ",".join(m.health or ()), m.sex) for m in records["member"]
    )


@given(villages(), st.randoms(use_true_random=False))
def test_everybody_arrives_once_and_as_written(people: list[Person], rng: random.Random) -> None:
    sheet = understood(grid(people, rng))
    assert sheet.layout.name == "L3"
    planned = make_plan([sheet], {}, today=DAY)
    records = held(planned)
    assert picture(records) == Counter((p.home, p.name, p.number, p.relation, p.health, "1") for p in people)
    assert {p.level for p in planned.problems} <= {"W", "H"}
    shuffled = rng.sample(people, len(people))
    again = make_plan([understood(grid(shuffled, rng))], records, today=DAY, keep_unknown=False)
    assert [(item.title, item.edits) for item in again.records] == []


@given(villages(), st.randoms(use_true_random=False))
def test_two_halves_in_any_order_make_the_whole(people: list[Person], rng: random.Random) -> None:
    # Whole households: the people of one are told apart within one sheet.
    first = [p for p in people if int(p.home) % 2]
    second = [p for p in people if not int(p.home) % 2]
    halves = [understood(grid(half, rng)) for half in (first, second) if half]
    whole = picture(held(make_plan(halves, {}, today=DAY)))
    assert picture(held(make_plan(halves[::-1], {}, today=DAY))) == whole
    known: dict[str, list[Record]] = {}
    for half in halves:
        known = held(make_plan([half], known, today=DAY), known)
    assert picture(known) == whole == Counter((p.home, p.name, p.number, p.relation, p.health, "1") for p in people)


def dirty_copy(path: Path, out: Path, rng: random.Random) -> Path:
    """A county file written anew: columns in another order and under other names, a title, strange columns, sums."""
    (sheet,) = recognise_all(path)
    source = read(path).sheets[0]
    header = source.rows[sheet.header_row - 1]
    order = rng.sample(range(len(header)), len(header))
    book = Workbook()
    book.active.append(["某年某月某表"])
    book.active.append([" " + show(header[at]).replace("（", "(").replace("）", ") ") for at in order] + ["组别意见"])
    for row in sheet.rows:
        filled: dict[int, Cell] = dict(enumerate(row.cells))
        cells = [filled.get(at) for at in order]
        book.active.append([_again(cell, rng) for cell in cells] + [None])
    book.active.append(["合计"])
    book.save(out)
    return out


def _again(cell: Cell, rng: random.Random) -> Any:
    if isinstance(cell, str) and rng.random() < 0.2:
        return rng.choice([f" {cell}", f"{cell}　", f"{cell}\u200b"])
    return show(cell) if cell is not None and rng.random() < 0.2 else getattr(cell, "shown", cell)


@pytest.mark.parametrize("seed", [7])
def test_county_files_written_anew_with_other_dirt_change_nothing(
    session: Session, county_files: list[Path], tmp_path: Path, seed: int
) -> None:
    importing.apply_import(session, importing.plan_import(session, county_files))
    before = tables.picture(session)
    rng = random.Random(seed)
    copies = [dirty_copy(path, tmp_path / f"{path.stem}_{seed}.xlsx", rng) for path in county_files]
    planned = importing.plan_import(session, copies)
    assert [(item.ledger, item.title, item.edits) for item in planned.records] == []
    assert tables.picture(session) == before
    told = Counter(problem.rule for problem in planned.problems)
    original = Counter(problem.rule for problem in importing.plan_import(session, county_files).problems)
    assert told.keys() >= original.keys() - {"sheet"}
    assert {rule: told[rule] for rule in ("two_heads", "no_head", "code_unknown", "family_size_wrong", "id_damaged")} == {
        rule: original[rule] for rule in ("two_heads", "no_head", "code_unknown", "family_size_wrong", "id_damaged")
    }


def test_the_layouts_of_the_sample_are_all_there() -> None:
    assert all(layout_named(name) for name in ("L1", "L3", "L4", "L5", "L7", "L8"))
