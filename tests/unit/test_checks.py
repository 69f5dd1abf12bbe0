"""疑点: a sound household raises none, and every check has a household that it finds and one that it leaves alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fupin_desk.ledgers.checks import ALL_CHECKS, check_household
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import Helper, HelpingUnit, Pairing
from fupin_desk.ledgers.household import Household
from fupin_desk.ledgers.params import national_params
from fupin_desk.ledgers.village import VillageGroup
from fupin_desk.ledgers.year import HouseholdYear
from tests.ledger_kit import person

TODAY = date(2019, 11, 20)
HOME = Household(
    id="h", number="5117991052030137", group="g", phone="13912342087", state="0", household_kind="01", cause="01",
    bank_card="6228236108786597296",
)  # fmt: skip
PEOPLE = (
    person("h", "王秀兰", "01", "2", date(1975, 6, 18), 542),
    person("h", "陈建国", "02", "1", date(1972, 9, 3), 541),
    person("h", "陈小雨", "04", "2", date(2008, 3, 12), 452),
)
YEAR = HouseholdYear(id="y", household="h", year=2019, a_fen=14400_00, b_fen=9200_00, e_fen=3600_00, reported_size=3, danger_house=False)
SOUND = HouseholdFile(
    household=HOME,
    members=PEOPLE,
    years=(YEAR,),
    pairings=(Pairing(id="p", household="h", helper="w", role="1", since=date(2019, 1, 1)),),
    helpers={"w": Helper(id="w", name="周明远", unit="u", duty="第一书记", phone="13900002087")},
    units={"u": HelpingUnit(id="u", name="县审计局")},
    group=VillageGroup(id="g", name="二组"),
)


def rules(file: HouseholdFile) -> set[str]:
    return {d.rule for d in check_household(file, TODAY, national_params().value)}


def with_member(at: int, **values: Any) -> HouseholdFile:
    changed = list(PEOPLE)
    changed[at] = dataclasses.replace(changed[at], **values)
    return dataclasses.replace(SOUND, members=tuple(changed))


def with_home(**values: Any) -> HouseholdFile:
    return dataclasses.replace(SOUND, household=dataclasses.replace(HOME, **values))


def with_year(**values: Any) -> HouseholdFile:
    return dataclasses.replace(SOUND, years=(dataclasses.replace(YEAR, **values),))


FAULTS: list[tuple[str, Callable[[], HouseholdFile]]] = [
    ("D001", lambda: with_member(2, id_number="51179920080312452")),
    ("D002", lambda: with_member(2, id_number=(PEOPLE[2].id_number or "")[:17] + ("0" if (PEOPLE[2].id_number or "")[17] != "0" else "1"))),
    ("D003", lambda: with_member(2, id_number=None)),
    ("D003", lambda: with_member(2, id_number="999999200803124528")),
    ("D004", lambda: dataclasses.replace(SOUND, twins={(PEOPLE[1].id_number or "")[:18]: (PEOPLE[1].id, "another")})),
    ("D005", lambda: with_member(2, sex="1")),
    ("D005", lambda: with_member(2, birth=date(2008, 3, 13))),
    ("D006", lambda: with_member(0, relation="12")),
    ("D006", lambda: with_member(1, relation="01")),
    ("D007", lambda: with_year(reported_size=4)),
    ("D008", lambda: dataclasses.replace(SOUND, members=())),
    ("D010", lambda: with_member(2, relation=None)),
    ("D011", lambda: with_member(2, relation="03")),
    ("D012", lambda: with_member(1, sex="2")),
    ("D013", lambda: with_member(2, relation="02")),
    ("D015", lambda: with_member(2, name="陈小雨1")),
    ("D015", lambda: with_member(2, name="雨")),
    ("D016", lambda: with_member(1, birth=date(1915, 1, 1), id_number=None)),
    ("D018", lambda: with_home(group=None)),
    ("D019", lambda: with_home(phone=None)),
    ("D019", lambda: with_home(phone="1391234208")),
    ("D021", lambda: with_home(bank_card="12345")),
    ("D022", lambda: with_home(extra={"?cause": "因懒"})),
    ("D023", lambda: with_member(2, nation=None)),
    ("D024", lambda: with_member(2, health=None)),
    ("D025", lambda: with_member(2, politics="01")),
    ("D030", lambda: with_member(2, school="03")),
    ("D051", lambda: with_member(2, labour="01")),
    ("D058", lambda: with_member(1, id_number=(PEOPLE[1].id_number or "") + "43")),
    ("D060", lambda: with_member(1, work_months=6)),
    ("D060", lambda: with_member(1, work_area="04")),
    ("D061", lambda: with_member(1, work_area="04", work_months=13)),
    ("D086", lambda: with_year(danger_house=True)),
    ("D086", lambda: with_year(danger_level="4")),
    ("D100", lambda: with_year(reported_per_capita_fen=9177_60)),
    ("D100", lambda: with_year(reported_gross_fen=1_00)),
    ("D101", lambda: with_year(a1_fen=1_00)),
    ("D102", lambda: with_year(a_fen=1_00)),
    ("D150", lambda: dataclasses.replace(SOUND, pairings=())),
    ("D152", lambda: dataclasses.replace(SOUND, pairings=(dataclasses.replace(SOUND.pairings[0], until=date(2018, 1, 1)),))),
    ("D153", lambda: dataclasses.replace(SOUND, helpers={"w": Helper(id="w", name="周明远")})),
]


def test_a_sound_household_raises_no_doubt() -> None:
    assert rules(SOUND) == set()


@pytest.mark.parametrize(("rule", "make"), FAULTS, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(FAULTS)])
def test_each_fault_is_found(rule: str, make: Callable[[], HouseholdFile]) -> None:
    assert rule in rules(make())


def test_every_check_has_a_household_that_it_finds() -> None:
    assert {rule for rule, _ in FAULTS} == {rule for rule, _, _ in ALL_CHECKS}


def test_a_person_who_left_is_no_longer_asked_about() -> None:
    gone = with_member(2, id_number=None, state="2", left_on=date(2019, 5, 1))
    assert "D003" not in rules(gone)


def test_a_doubt_says_who_and_what_to_do_and_names_the_field() -> None:
    found = [d for d in check_household(with_member(2, sex="1"), TODAY, national_params().value) if d.rule == "D005"]
    assert found[0].ledger == "member"
    assert found[0].field == "sex"
    assert "陈小雨" in found[0].message
    assert found[0].message.endswith("。")
