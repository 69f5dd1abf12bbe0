"""What is typed on a household's page: steps, drafts, what comes from elsewhere, the sums, rows from a table."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from types import MappingProxyType

import pytest

from fupin_desk.actions.pasting import pasted_people, pasted_table
from fupin_desk.gui.pages.household_edits import STEPS_KEPT, Edits, Key, Spot
from fupin_desk.gui.pages.household_member_form import id_fills, id_settles
from fupin_desk.gui.pages.household_sums import rows_of, shown_codes, values_with
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import Household, Member
from fupin_desk.ledgers.record import Meta
from fupin_desk.ledgers.year import HouseholdYear

HOME, WANG = Key("household", "h"), Key("member", "m")
NAME, PHONE = Spot(WANG, "name"), Spot(HOME, "phone")
TODAY = date(2019, 11, 20)


def _records(version: int = 1, **changed: str) -> list[Household | Member]:
    return [
        Household(id="h", number="0137", meta=Meta(version=version)),
        Member(**{"id": "m", "household": "h", "name": "王秀兰", **changed}, meta=Meta(version=version)),  # type: ignore[arg-type]
    ]


@pytest.fixture
def edits() -> Edits:
    """Edits over one household with one person."""
    made = Edits()
    made.start(_records())
    return made


def test_letters_typed_in_one_field_are_one_step(edits: Edits) -> None:
    for text in ("王秀", "王秀英"):
        edits.put(NAME, text)
    edits.seal()
    edits.put(NAME, "王秀华")
    assert edits.undo() == NAME
    assert edits.record(WANG).name == "王秀英"
    edits.undo()
    assert edits.record(WANG).name == "王秀兰"
    assert not edits.dirty()
    edits.redo()
    edits.redo()
    assert edits.record(WANG).name == "王秀华"


def test_fifty_steps_can_be_taken_back(edits: Edits) -> None:
    for number in range(STEPS_KEPT + 5):
        edits.put(PHONE, f"138000000{number:02d}")
        edits.seal()
    for _ in range(STEPS_KEPT):
        assert edits.undo() is not None
    assert edits.undo() is None
    assert edits.record(HOME).phone == "13800000004"


def test_a_value_typed_back_is_no_change(edits: Edits) -> None:
    edits.put(NAME, "王秀")
    edits.put(NAME, "王秀兰")
    edits.put(PHONE, None)
    assert not edits.dirty()
    assert edits.count() == 0


def test_what_is_typed_stays_over_records_read_anew(edits: Edits) -> None:
    edits.put(NAME, "王秀英")
    fresh = _records(2, note="新的备注")
    edits.load(fresh)
    member = edits.record(WANG)
    assert (member.name, member.note, member.meta.version) == ("王秀英", "新的备注", 2)
    assert not edits.changed_elsewhere
    edits.load(_records(3, name="王秀莲"))
    assert edits.changed_elsewhere == (NAME,)
    assert edits.record(WANG).name == "王秀英"


def test_a_draft_comes_back_after_the_program_was_cut_off(edits: Edits) -> None:
    edits.put_many(NAME, {"name": "王秀英", "birth": date(1975, 6, 18), "health": ("01", "04")})
    edits.make([Member(id="new", household="h", name="陈浩", relation="03")])
    kept = json.loads(json.dumps(edits.to_draft()))
    later = Edits()
    later.start(_records())
    assert later.from_draft(kept)
    assert later.record(WANG).birth == date(1975, 6, 18)
    assert later.record(WANG).health == ("01", "04")
    assert [m.name for m in later.records("member")] == ["王秀英", "陈浩"]
    later.undo()
    assert not later.dirty()


def test_a_draft_of_what_is_saved_already_is_none(edits: Edits) -> None:
    edits.put(NAME, "王秀英")
    later = Edits()
    later.start(_records(2, name="王秀英"))
    assert not later.from_draft(edits.to_draft())


def test_a_new_record_is_forgotten_and_an_old_one_removed(edits: Edits) -> None:
    edits.make([Member(id="new", household="h", name="")])
    edits.drop(Key("member", "new"))
    assert not edits.dirty()
    edits.drop(WANG)
    records, removals = edits.to_save()
    assert not records
    assert [(ledger.name, i) for ledger, i in removals] == [("member", "m")]
    edits.undo()
    assert edits.record(WANG) is not None


def test_text_that_cannot_be_read_waits_and_goes_first(edits: Edits) -> None:
    edits.put(NAME, "王秀英")
    edits.spoil(PHONE, "看不清")
    assert edits.dirty()
    assert edits.count() == 2
    assert edits.undo() == PHONE
    assert edits.record(WANG).name == "王秀英"


def test_a_word_from_a_file_goes_when_its_field_is_filled() -> None:
    words = MappingProxyType({"?cause": "因懒", "旧编号": "7"})
    edits = Edits()
    edits.start([Household(id="h", extra=words)])
    edits.put(Spot(HOME, "cause"), "01")
    saved = edits.to_save()[0][0]
    assert dict(saved.extra) == {"旧编号": "7"}


def test_giving_up_keeps_the_empty_head_of_a_new_household() -> None:
    edits = Edits()
    edits.start([], _records(0))
    edits.put(NAME, "李四")
    assert edits.dirty()
    edits.give_up()
    assert not edits.dirty()
    assert edits.record(WANG).name == "王秀兰"


# Sums


def _year(**amounts: int) -> HouseholdYear:
    return HouseholdYear(id="y", household="h", year=2019, **{f"{code}_fen": fen for code, fen in amounts.items()})  # type: ignore[arg-type]


def test_a_typed_sum_follows_its_parts() -> None:
    year = _year(a=9600_00)
    first = values_with(year, year, "a1", 5000_00)
    assert first == {"a1_fen": 5000_00, "a_fen": 5000_00}
    parted = dataclasses.replace(year, **first)
    assert values_with(parted, year, "a1", None) == {"a1_fen": None, "a_fen": 9600_00}


def test_parts_of_the_third_level_reach_the_group() -> None:
    year = _year(d=100_00, d5=100_00)
    values = values_with(year, year, "d5a", 70_00)
    assert values == {"d5a_fen": 70_00, "d5_fen": 70_00, "d_fen": 70_00}


def test_rows_write_their_sums_out() -> None:
    now, before = _year(a=14400_00, b=9200_00, c=300_00, d=4236_00, e=3600_00), _year(a=9600_00, b=8450_00)
    file = HouseholdFile(Household(id="h"), years=(now,))
    rows = {
        row.code: row
        for row in rows_of(file, now, before, unfolded=(), percent=50, line=3747_00, size=4, size_before=4)
    }
    assert rows["a"].change == 4800_00
    assert rows["net"].now == 24536_00
    assert rows["net"].words == "收入合计 28,136 减 支出 3,600"
    assert rows["per_capita"].now == 6134_00
    assert rows["per_capita"].words == "24,536 ÷ 4 人，高于参考线 3,747 元"


def test_a_large_change_asks_for_grounds_until_they_are_written() -> None:
    now, before = _year(a=14400_00), _year(a=9000_00)
    file = HouseholdFile(Household(id="h"))

    def words(year: HouseholdYear) -> str:
        return rows_of(file, year, before, unfolded=(), percent=50, line=None, size=1, size_before=1)[0].words

    assert "请在下面写明依据" in words(now)
    assert words(dataclasses.replace(now, basis="工资流水")) == ""


def test_folded_groups_hide_their_parts() -> None:
    assert shown_codes(()) == ["a", "b", "c", "d", "e"]
    assert "d5a" not in shown_codes(("d",))
    assert "d5a" in shown_codes(("d", "d5"))


# What an ID number says


def test_an_id_number_fills_and_settles_sex_and_birth() -> None:
    number = idnumber.make("511799", date(2008, 3, 12), 452)
    member = Member(household="h", name="陈小雨", id_number=number)
    fills = id_fills(member, TODAY)
    assert fills == {"sex": "2", "birth": date(2008, 3, 12), "id_kind": "01"}
    assert id_settles(dataclasses.replace(member, **fills), TODAY) == {"sex", "birth"}
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    doubtful = dataclasses.replace(member, **fills, id_number=wrong)
    assert id_fills(doubtful, TODAY)["birth"] == date(2008, 3, 12)
    assert id_settles(doubtful, TODAY) == set()


# Rows from a table


def test_columns_are_known_by_the_names_county_files_use() -> None:
    number = idnumber.make("511799", date(1990, 1, 1), 123)
    table = pasted_table(f"姓名\t与户主关系\t身份证号码\t是否享受低保\t门牌\r\n张三\t长子\t{number}\t是\t12\r\n")
    assert [column.field for column in table.columns] == ["name", "relation", "id_number", "low_income", None]
    person = pasted_people(table, [column.field for column in table.columns])[0]
    assert dict(person.values) == {"name": "张三", "relation": "03", "id_number": number, "low_income": True}
    assert not person.problems


def test_columns_without_a_heading_are_known_by_their_values() -> None:
    number = idnumber.make("511799", date(1990, 1, 1), 123)
    table = pasted_table(f"张三\t男\t{number}\t汉族\n李四\t女\t\t苗族\n")
    assert [column.field for column in table.columns] == ["name", "sex", "id_number", "nation"]
    assert len(table.rows) == 2


def test_cells_with_line_breaks_stay_one_cell() -> None:
    table = pasted_table('姓名\t备注\n"张\n三"\t好\n')
    assert table.rows == (("张 三", "好"),)


def test_what_cannot_be_read_is_named_and_never_guessed() -> None:
    table = pasted_table("姓名\t身份证号\t文化程度\n张三\t5.11799E+17\t小学\n\t\t\n")
    people = pasted_people(table, [column.field for column in table.columns])
    assert len(people) == 1
    assert "id_number" not in people[0].values
    assert people[0].problems[0].startswith("第 1 行“证件号码”：")
