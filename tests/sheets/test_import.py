"""The rules of an import, one by one, on small tables: nobody is lost, doubled or guessed at."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from fupin_desk.actions import importing, records
from fupin_desk.actions.import_problems import write_problems
from fupin_desk.actions.importing import FILL_BLANKS, NEW_ONLY, ImportPlan
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import Cancelled, DeskError, Stale
from fupin_desk.core.progress import Task
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.household import Household, Member
from fupin_desk.sheets.cells import Damaged
from fupin_desk.sheets.read import read
from tests.sheets import hostile, tables

PEOPLE = ["户编号", "姓名", "证件号码", "与户主关系", "性别", "健康状况", "政治面貌", "户联系电话"]
HOMES = ["户编号", "户主姓名", "户主证件号码", "家庭人口数", "年度", "年收入", "工资性收入", "识别标准", "主要致贫原因"]
PAIRS = ["户编号", "户主姓名", "帮扶责任人", "所属单位", "职务", "帮扶责任人电话", "帮扶类型"]


def number(day: int, sequence: int = 1) -> str:
    """A sound number of an invented person born in January 1970."""
    return idnumber.make("511799", date(1970, 1, day), sequence)


def take(session: Session, *paths: Path, **how: Any) -> ImportPlan:
    """Plan and apply."""
    planned = importing.plan_import(session, paths, **how)
    importing.apply_import(session, planned)
    return planned


def people(session: Session) -> dict[str, Any]:
    return {member.name: member for member in tables.records(session, "member")}


def homes(session: Session) -> dict[str, Any]:
    return {home.number: home for home in tables.records(session, "household")}


def rules(planned: ImportPlan) -> list[str]:
    return [problem.rule for problem in planned.problems if problem.level != "H"]


def row(home: Any, name: str, number: Any, relation: Any, *rest: Any) -> list[Any]:
    return [home, name, number, relation, *rest]


def test_a_blank_never_overwrites(session: Session, tmp_path: Path) -> None:
    take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主", "男", "健康", "群众", "13900000001")))
    before = tables.picture(session)
    for blank in (None, "", "无", "/", "-", " "):
        later = tables.save(tmp_path / "2.xlsx", PEOPLE, row("1", "王一", blank, blank, blank, blank, blank, blank))
        assert take(session, later).empty
    assert tables.picture(session) == before


def test_the_three_modes(session: Session, tmp_path: Path) -> None:
    take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主", "男", "健康")))
    later = tables.save(
        tmp_path / "2.xlsx", PEOPLE, row("1", "王一", number(1), "户主", "男", "残疾", "群众"), row("1", "王二", number(2), "配偶", "女"),
    )  # fmt: skip
    for mode, health, politics in ((NEW_ONLY, ("01",), None), (FILL_BLANKS, ("01",), "13"), ("update", ("04",), "13")):
        take(session, later, mode=mode)
        first = people(session)["王一"]
        assert (first.health, first.politics) == (health, politics)
        assert people(session)["王二"].sex == "2"
    with pytest.raises(DeskError, match="这种导入方式"):
        importing.plan_import(session, [later], mode="guess")


@pytest.mark.parametrize("nothing", ["无", "0", 0, "/", "暂无", None])
def test_nothing_is_no_key(session: Session, tmp_path: Path, nothing: Any) -> None:
    take(session, tables.save(
        tmp_path / "1.xlsx", PEOPLE, row("1", "王一", nothing, "户主"), row("2", "李一", nothing, "户主"), row("2", "李二", nothing, "之子"),
    ))  # fmt: skip
    assert len(homes(session)) == 2 and set(people(session)) == {"王一", "李一", "李二"}
    assert all(person.id_number is None for person in people(session).values())
    take(session, tables.save(
        tmp_path / "2.xlsx", PAIRS, ["1", "王一", "赵帮", nothing, "科员", nothing, "结对"], ["2", "李一", "钱帮", nothing, "科员", nothing, "结对"],
    ))  # fmt: skip
    assert {helper.name for helper in tables.records(session, "helper")} == {"赵帮", "钱帮"}


def test_a_person_without_number_keeps_the_place_and_gets_the_number_later(session: Session, tmp_path: Path) -> None:
    take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", "无", "户主", "男")))
    before = people(session)["王一"]
    take(session, tables.save(tmp_path / "2.xlsx", PEOPLE, row("1", "王一", number(3), "户主", "男")))
    after = people(session)["王一"]
    assert (after.id, after.id_number, after.birth) == (before.id, number(3), date(1970, 1, 3))


def test_a_corrected_number_follows_the_person(session: Session, tmp_path: Path) -> None:
    wrong = number(1)[:-1] + ("0" if number(1)[-1] != "0" else "1")
    planned = take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", wrong, "户主"), row("1", "王二", number(9), "之子")))
    assert rules(planned) == ["id_check_digit"]
    before = people(session)["王一"]
    assert before.id_number == wrong
    planned = take(session, tables.save(tmp_path / "2.xlsx", PEOPLE, row("1", "王一", number(1), "户主")))
    assert (people(session)["王一"].id, people(session)["王一"].id_number) == (before.id, number(1))
    assert planned.records[0].edits[0].before == wrong and not rules(planned)


def test_a_lost_number_never_replaces_a_good_one(session: Session, tmp_path: Path) -> None:
    take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主")))
    for lost in ("5.11799E+17", 511799197001010011):
        planned = take(session, tables.save(tmp_path / "2.xlsx", PEOPLE, row("1", "王一", lost, "户主")))
        assert rules(planned) == ["id_damaged"] and planned.empty
    assert people(session)["王一"].id_number == number(1)


@pytest.mark.parametrize("son_first", [True, False])
@pytest.mark.parametrize("father_number", ["sound", "无"])
def test_father_and_son_of_one_name_stay_two(session: Session, tmp_path: Path, son_first: bool, father_number: str) -> None:
    known = number(1) if father_number == "sound" else "无"
    home = tables.save(tmp_path / "户信息.xlsx", HOMES, ["1", "王一", known, 2, 2019, 100, 100, "国家标准", "因病"])
    lines = [row("1", "王一", known, "户主", "男"), row("1", "王一", idnumber.make("511799", date(1995, 5, 5), 3), "之子", "男")]
    roster = tables.save(tmp_path / "家庭成员信息.xlsx", PEOPLE, *(reversed(lines) if son_first else lines))
    take(session, home, roster)
    found = sorted((m.relation, m.id_number or "无") for m in tables.records(session, "member"))
    assert found == [("01", known), ("03", idnumber.make("511799", date(1995, 5, 5), 3))]
    assert importing.plan_import(session, [roster, home]).empty


def test_one_number_in_two_households_is_two_records_and_a_problem(session: Session, tmp_path: Path) -> None:
    planned = take(session, tables.save(
        tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主"), row("2", "李一", number(2), "户主"),
        row("2", "王一", number(1), "之父"),
    ))  # fmt: skip
    told = [p for p in planned.problems if p.rule == "same_person_in_two_households"]
    assert [(p.row, p.column, p.who) for p in told] == [(2, "C", "王一"), (4, "C", "王一")]
    assert "户编号 2" in told[0].message and len(tables.records(session, "member")) == 3


def test_a_person_listed_twice_is_entered_once(session: Session, tmp_path: Path) -> None:
    line = row("1", "王一", number(1), "户主", "男", "健康")
    planned = take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, line, [*line[:5], "残疾"]))
    assert rules(planned) == ["listed_twice", "conflict"]
    assert len(tables.records(session, "member")) == 1 and people(session)["王一"].health == ("01",)


def test_a_household_without_number_is_found_by_its_head(session: Session, tmp_path: Path) -> None:
    with session.file.work("手工录入", strict=False) as work:
        home = work.put(Household(address="河边"))
        work.put(Member(household=home.id, name="王一", relation="01", id_number=number(1)))
    take(session, tables.save(tmp_path / "1.xlsx", HOMES, ["1", "王一", number(1), 1, 2019, 100, 100, "国家标准", "因病"]))
    assert [(h.id, h.number, h.address) for h in tables.records(session, "household")] == [(home.id, "1", "河边")]


def test_namesakes_without_number_are_asked_not_guessed(session: Session, tmp_path: Path) -> None:
    take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主"), row("2", "王一", number(2), "户主")))
    planned = importing.plan_import(session, [tables.save(tmp_path / "2.xlsx", PAIRS, [None, "王一", "赵帮", "某局", "科员", "13900000001", "结对"])])
    assert [(p.rule, p.level, p.row) for p in planned.problems] == [("ambiguous", "E", 2)]
    assert planned.empty


def test_another_household_number_for_a_known_head_is_asked(session: Session, tmp_path: Path) -> None:
    take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主")))
    planned = importing.plan_import(session, [tables.save(tmp_path / "2.xlsx", PEOPLE, row("77", "王一", number(1), "户主"))])
    assert [(p.rule, p.level) for p in planned.problems] == [("renumbered", "E")]
    assert planned.empty


def test_two_files_that_differ_are_told_and_the_proper_one_wins(session: Session, tmp_path: Path) -> None:
    roster = tables.save(
        tmp_path / "花名册.xlsx", ["户编号", "自然村", "姓名", "证件号码", "与户主关系", "民族", "贫困户属性", "健康状况"],
        ["1", "一组", "王一", number(1), "户主", "汉", "一般贫困户", "残疾"],
    )  # fmt: skip
    table = tables.save(tmp_path / "家庭成员信息.xlsx", [*PEOPLE, "民族"], [*row("1", "王一", number(1), "户主", "男", "健康", "群众", None), "土家族"])
    planned = take(session, roster, table)
    assert [(p.file, p.label) for p in planned.problems] == [("花名册.xlsx", "民族"), ("花名册.xlsx", "健康状况")]
    assert "《家庭成员信息.xlsx》第 2 行" in planned.problems[0].message
    person = people(session)["王一"]
    assert (person.nation, person.health, homes(session)["1"].household_kind) == ("15", ("01",), "01")
    planned = take(session, roster)
    assert people(session)["王一"].nation == "15" and people(session)["王一"].health == ("04",)
    assert rules(planned) == ["echo"]


def test_a_change_of_helper_closes_one_pairing_and_opens_the_next(session: Session, tmp_path: Path) -> None:
    take(session, tables.save(tmp_path / "1.xlsx", PAIRS, ["1", "王一", "赵帮", "某局", "科员", "13900000001", "结对"]))
    planned = take(session, tables.save(tmp_path / "2.xlsx", PAIRS, ["1", "王一", "钱帮", "某局", "股长", "13900000002", "结对"]))
    names = {helper.id: helper.name for helper in tables.records(session, "helper")}
    found = {names[p.helper]: (p.since, p.until) for p in tables.records(session, "pairing")}
    assert found == {"赵帮": (None, session.today), "钱帮": (session.today, None)}
    assert rules(planned) == ["second_helper"]


def test_a_head_that_no_roster_lists_is_told_not_entered(session: Session, tmp_path: Path) -> None:
    home = tables.save(tmp_path / "户信息.xlsx", HOMES, ["1", "王兰", "无", 1, 2019, 100, 100, "国家标准", "因病"])
    roster = tables.save(tmp_path / "家庭成员信息.xlsx", [*PEOPLE, "户主姓名"], [*row("1", "王蘭", number(1), "户主"), *[None] * 4, "王兰"])
    planned = take(session, home, roster)
    assert set(people(session)) == {"王蘭"}
    told = [(p.file, p.row, p.header, p.who) for p in planned.problems if p.rule == "head_differs"]
    assert told == [("户信息.xlsx", 2, "户主姓名", "王兰")]
    assert set(rules(take(session, home))) == {"no_id", "head_differs"} and set(people(session)) == {"王蘭"}


def test_helpers_are_told_apart_by_unit_and_telephone(session: Session, tmp_path: Path) -> None:
    path = tables.save(
        tmp_path / "1.xlsx", PAIRS, ["1", "王一", "赵帮", "某局", "科员", "13900000001", "结对"],
        ["2", "李一", "赵帮", "某局", "股长", "13900000002", "结对"], ["3", "孙一", "赵帮", "别局", "科员", "13900000003", "结对"],
        ["4", "周一", "赵帮", "某局", "科员", "13900000001", "结对"], ["4", "周一", "钱帮", "别局", "科员", "13900000004", "结对"],
        ["5", "吴一", "无", None, None, None, None],
    )  # fmt: skip
    planned = take(session, path)
    assert len(tables.records(session, "helper")) == 4 and len(tables.records(session, "helping_unit")) == 2
    assert sorted(p.role for p in tables.records(session, "pairing")) == ["1", "1", "1", "1", "2"]
    assert rules(planned) == ["second_helper", "no_helper"]
    assert importing.plan_import(session, [path]).empty


def test_rows_of_other_villages_are_left_out_and_told(session: Session, tmp_path: Path) -> None:
    path = tables.save(
        tmp_path / "1.xlsx", ["行政村", *PEOPLE], ["石桥村", *row("1", "王一", number(1), "户主")],
        ["柳树村", *row("2", "李一", number(2), "户主")],
    )  # fmt: skip
    planned = take(session, path)
    assert set(people(session)) == {"王一"}
    assert [(p.rule, "柳树村" in p.message) for p in planned.problems] == [("other_village", True)]


def test_a_year_that_cannot_be_told_is_not_guessed(session: Session, tmp_path: Path) -> None:
    heading = ["户编号", "姓名", "身份证号", "低保金", "工资性收入", "家庭总收入", "人均纯收入"]
    path = tables.save(tmp_path / "收入.xlsx", heading, ["1", "王一", number(1), 0, 8000, 8000, 8000])
    planned = importing.plan_import(session, [path])
    assert [(p.rule, p.level) for p in planned.problems] == [("year", "E")]
    assert "household_year" not in planned.counts and planned.counts["household"].new == 1
    take(session, path, year=2018)
    assert [(y.year, y.a_fen, y.d2_fen) for y in tables.records(session, "household_year")] == [(2018, 800000, 0)]
    # Now the ledger itself shows of which year these figures are.
    again = importing.plan_import(session, [path])
    assert again.empty and [(p.rule, p.level) for p in again.problems] == [("year", "H")]
    titled = tables.save(tmp_path / "表.xlsx", ["某乡2017年度收入明细表"], heading, ["1", "王一", number(1), 0, 7000, 7000, 7000])
    take(session, titled)
    assert {y.year for y in tables.records(session, "household_year")} == {2017, 2018}


def test_an_unknown_code_is_kept_beside_and_goes_when_it_is_mended(session: Session, tmp_path: Path) -> None:
    line = ["1", "王一", number(1), 1, 2019, 100, 100, "国家标准", "因懒"]
    planned = take(session, tables.save(tmp_path / "1.xlsx", HOMES, line))
    assert [(p.rule, p.row, p.column, p.header, p.label, p.who) for p in planned.problems] == [
        ("code_unknown", 2, "I", "主要致贫原因", "主要致贫原因", "王一")
    ]
    assert dict(homes(session)["1"].extra) == {"主要致贫原因": "因懒"}
    take(session, tables.save(tmp_path / "2.xlsx", HOMES, [*line[:8], "因病"]))
    assert homes(session)["1"].cause == "01" and not homes(session)["1"].extra


def test_unknown_columns_are_kept_with_the_record(session: Session, tmp_path: Path) -> None:
    path = tables.save(tmp_path / "1.xlsx", [*PEOPLE, "星级", "组长意见"], [*row("1", "王一", number(1), "户主"), None, None, None, None, 5, "勤快"])
    planned = importing.plan_import(session, [path], keep_unknown=False)
    assert planned.sources[0].unknown_columns == ("星级", "组长意见")
    take(session, path)
    assert dict(people(session)["王一"].extra) == {"星级": "5", "组长意见": "勤快"}
    assert importing.plan_import(session, [path]).empty


def test_items_of_a_wide_income_table_add_up(session: Session, tmp_path: Path) -> None:
    heading = ["户编号", "姓名", "身份证号", "低保金", "伤残军人", "参战", "奖扶金", "转移性收入合计", "家庭总收入"]
    path = tables.save(tmp_path / "2019年收入.xlsx", heading, ["1", "王一", number(1), 1000, 200, 50.5, "/", 1250.5, 1250.5])
    take(session, path)
    year = tables.records(session, "household_year")[0]
    assert (year.d2_fen, year.d6e_fen, year.d1_fen, year.d_fen) == (100000, 25050, None, 125050)


def test_sums_that_do_not_come_out_are_told_at_the_cell(session: Session, tmp_path: Path) -> None:
    heading = ["户编号", "户主姓名", "家庭人口数", "年度", "年收入", "工资性收入", "生产经营性支出", "纯收入", "人均纯收入"]
    planned = importing.plan_import(session, [tables.save(
        tmp_path / "户信息.xlsx", heading, ["1", "王一", 2, 2019, 1000, 1000, 100, 900, 450], ["2", "李一", 2, 2019, 1001, 1000, 100, 900, 500],
    )])  # fmt: skip
    assert [(p.rule, p.row, p.column) for p in planned.problems] == [("total_wrong", 3, "E"), ("per_capita_wrong", 3, "I")]
    assert "450.00" in planned.problems[1].message


def test_two_header_rows_sections_sums_and_signatures(session: Session, tmp_path: Path) -> None:
    path = tables.save(
        tmp_path / "花名册.xlsx", ["石桥村建档立卡人口花名册"], ["填报单位：柳河乡", None, None, "填报时间：2018年3月"],
        ["序号", "户编号", "户主\n姓名", "家庭成员", None, None, None, "人数", "贫困户属性"],
        [None, None, None, "姓名", "身份证\n号码", "与户主关系", "健 康 状 况", None, None],
        [1, "0001", "王一", "王一", number(1).lower(), "户主", "残疾，长期慢性病", 2, "低保贫困户"],
        [None, None, None, "王 二", "’" + number(2), "配偶", "健康", None, None],
        [2, "0002", "李一", "李一", number(3), "户主", "健康", 1, "一般贫困户"],
        ["合计", None, None, None, None, None, None, 4, None], ["审核人：            填表人：李四"],
        merged=["A1:I1", "D3:G3", "A3:A4", "B3:B4", "C3:C4", "H3:H4", "I3:I4", "A5:A6", "B5:B6", "C5:C6", "H5:H6", "I5:I6"],
    )  # fmt: skip
    planned = take(session, path)
    assert planned.sources[0].header_row == 4 and planned.sources[0].unknown_columns == ()
    found = people(session)
    assert set(found) == {"王一", "王二", "李一"}
    assert found["王一"].health == ("04", "02") and found["王二"].household == found["王一"].household
    assert sorted(homes(session)) == ["0001", "0002"] and homes(session)["0001"].household_kind == "04"
    assert [(p.rule, p.row, p.column) for p in planned.problems if p.level == "W"] == [("sheet", 8, "H")]


def test_a_number_written_once_a_household_covers_its_people(session: Session, tmp_path: Path) -> None:
    lines = ["户编号,姓名,身份证号,与户主关系,健康状况,贫困户属性", f"1,王一,{number(1)},户主,健康,一般贫困户", f",王二,{number(2)},之子,健康,"]
    lines += [f"2,李一,{number(3)},户主,健康,一般贫困户", f",李二,{number(4)},配偶,健康,"]
    path = tmp_path / "花名册.csv"
    path.write_bytes("\n".join(lines).encode("gb18030"))
    take(session, path)
    found = people(session)
    assert found["王二"].household == found["王一"].household != found["李二"].household == found["李一"].household


def test_a_person_without_household_is_not_put_into_the_one_above(session: Session, tmp_path: Path) -> None:
    path = tables.save(
        tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主"), row("1", "王二", number(2), "之子"),
        row(None, "李一", number(3), "之女"), row("2", "孙一", number(4), "户主"),
    )  # fmt: skip
    planned = take(session, path)
    assert set(people(session)) == {"王一", "王二", "孙一"}
    assert [(p.rule, p.level, p.row, p.who) for p in planned.problems] == [("no_household", "E", 4, "李一")]


def test_every_sheet_of_a_workbook_is_taken(session: Session, tmp_path: Path) -> None:
    book = Workbook()
    for number_, name in enumerate(("一组", "二组", "说明页")):
        sheet = book.create_sheet(name)
        sheet.append(PEOPLE if name != "说明页" else ["填表要求", "如下"])
        sheet.append(row(str(number_), f"王{number_}", number(number_ + 1), "户主"))
    path = tmp_path / "花名册.xlsx"
    book.save(path)
    planned = take(session, path)
    assert [source.sheet for source in planned.sources] == ["一组", "二组"] and len(people(session)) == 2


def test_a_refused_file_stops_the_others_and_nothing_happens(session: Session, tmp_path: Path) -> None:
    good = tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主"))
    steps = len(records.recent_steps(session))
    for name in ("bomb_of_blanks.xlsx", "entities_in_sheet.xlsx", "locked.xlsx", "truncated.xlsx", "no_table.csv"):
        with pytest.raises(DeskError, match="台账没有变"):
            importing.plan_import(session, [good, hostile.write(tmp_path, name)])
    assert len(records.recent_steps(session)) == steps and not people(session)
    with pytest.raises(DeskError, match="没有叫"):
        importing.plan_import(session, [good], layout="L99")
    with pytest.raises(DeskError, match="户信息"):
        importing.plan_import(session, [good], layout="户信息")
    with pytest.raises(DeskError, match="还没有选文件"):
        importing.plan_import(session, [])


def test_stopping_leaves_nothing_and_a_stale_plan_is_refused(session: Session, tmp_path: Path) -> None:
    path = tables.save(tmp_path / "1.xlsx", PEOPLE, *(row(str(i), f"王{i}", "无", "户主") for i in range(1, 1200)))
    planned = importing.plan_import(session, [path])

    def stop(done: int, total: int, label: str) -> None:
        if done:
            task.cancel()

    task = Task(stop)
    with pytest.raises(Cancelled):
        importing.apply_import(session, planned, task=task)
    assert not people(session)
    importing.apply_import(session, planned)
    later = importing.plan_import(session, [tables.save(tmp_path / "2.xlsx", PEOPLE, row("1", "王1", number(1), "户主"))])
    person = people(session)["王1"]
    records.save(session, "改名", [dataclasses.replace(person, name="王一")])
    with pytest.raises(Stale):
        importing.apply_import(session, later)
    assert people(session)["王一"].id_number is None


def test_the_plan_shows_every_value_before_and_after(session: Session, tmp_path: Path) -> None:
    take(session, tables.save(tmp_path / "1.xlsx", PEOPLE, row("1", "王一", number(1), "户主", "男", "健康")))
    planned = importing.plan_import(session, [tables.save(tmp_path / "2.xlsx", PEOPLE, row("1", "王一", None, "户主", None, "残疾"))])
    (changed,) = planned.records
    assert (changed.ledger, changed.title, changed.state, changed.rows) == ("member", "王一", "changed", (("2.xlsx", 2),))
    assert [(e.label, e.before, e.after) for e in changed.edits] == [("健康状况", "健康", "残疾")]
    assert planned.summary == "更新 家庭成员 1。"


def test_the_problems_can_be_taken_along_as_a_workbook(session: Session, county_files: list[Path], tmp_path: Path) -> None:
    planned = importing.plan_import(session, county_files)
    out = tmp_path / "问题.xlsx"
    assert write_problems(session, planned, out) == len(planned.problems)
    listed, notes = read(out).sheets
    assert listed.rows[1] == ["文件", "工作表", "行", "列", "表头", "台账字段", "姓名或户", "程度", "问题"]
    lost = next(line for line in listed.rows if line[:4] == ["家庭成员信息.xlsx", "人员", 147, "K"])
    assert lost[6] == "萧丽娟" and "科学计数法" in str(lost[8]) and not isinstance(lost[8], Damaged)
    assert ["制表人", "周明远"] in notes.rows
