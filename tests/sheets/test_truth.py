"""The county's six files, unchanged: what a correct import must find, and nothing else."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest

from fupin_desk.actions import importing, records
from fupin_desk.actions import session as sessions
from fupin_desk.actions.importing import ImportPlan
from fupin_desk.actions.session import Session
from fupin_desk.ledgers.household import HEAD
from fupin_desk.ledgers.year import totals_of
from tests.sheets import tables
from tests.sheets.conftest import COUNTY_FILES, STONE_BRIDGE

TRUTH: dict[str, Any] = json.loads((COUNTY_FILES / "truth.json").read_text(encoding="utf-8"))


def test_counts_totals_and_names_are_the_truth(session: Session, county_files: list[Path]) -> None:
    planned = importing.plan_import(session, county_files)
    assert not any(tables.records(session, name) for name in ("household", "member", "helper"))
    changes = importing.apply_import(session, planned)
    counts = sessions.info(session).counts
    assert (counts["household"], counts["member"]) == (TRUTH["households"], TRUTH["members"])
    assert (counts["helper"], counts["pairing"]) == (TRUTH["helpers"], TRUTH["pairings"])
    assert {name: count.new for name, count in planned.counts.items() if name in counts} == {
        name: counts[name] for name in planned.counts if name in counts
    }
    assert changes.batch and len(changes.records) == len(planned.records)
    paired = {pairing.household for pairing in tables.records(session, "pairing")}
    assert counts["household"] - len(paired) == TRUTH["households_without_helper"]
    watched = {m.household for m in tables.records(session, "monitoring")}
    assert len(watched) == counts["monitoring"] == TRUTH["monitored_households"]
    years = tables.records(session, "household_year")
    assert {year.year for year in years} == {TRUTH["year"]}
    assert sum(totals_of(year).gross for year in years) == TRUTH["gross_total"] * 100
    assert sum(totals_of(year).net for year in years) == TRUTH["net_total"] * 100
    names = {member.name for member in tables.records(session, "member")}
    assert sorted(name for name in names if re.search("[䶮𬭎㛃𫍯]", name)) == TRUTH["rare_names"]
    assert not any(name != name.strip() for name in names)


@pytest.mark.parametrize("rule", sorted(TRUTH["faults"]))
def test_every_fault_is_a_problem_with_file_row_and_column(
    rule: str, all_problems: dict[str, list[importing.RowProblem]], rows_of: dict[str, list[tuple[str, int]]]
) -> None:
    found = all_problems[rule]
    for who in TRUTH["faults"][rule]:
        told = [p for p in found if (p.file, p.row) in rows_of[who] and p.message and p.header and p.column]
        assert told, who


@pytest.fixture(scope="module")
def county_plan(tmp_path_factory: pytest.TempPathFactory) -> ImportPlan:
    """The plan for the six files in an empty ledger."""
    folder = tmp_path_factory.mktemp("truth") / "a.fupin"
    opened, _ = sessions.new_ledger(folder, STONE_BRIDGE, user="周明远", duty="", password="x", any_password=True)
    try:
        return importing.plan_import(opened, [p for p in COUNTY_FILES.iterdir() if p.suffix != ".json"])
    finally:
        sessions.close(opened, with_backup=False)


@pytest.fixture(scope="module")
def all_problems(county_plan: ImportPlan) -> dict[str, list[importing.RowProblem]]:
    """Problems by rule."""
    found: dict[str, list[importing.RowProblem]] = {}
    for problem in county_plan.problems:
        found.setdefault(problem.rule, []).append(problem)
    return found


@pytest.fixture(scope="module")
def rows_of(county_plan: ImportPlan) -> dict[str, list[tuple[str, int]]]:
    """Name, household number or identity number -> the rows of the files that the record comes from."""
    found: dict[str, list[tuple[str, int]]] = {}
    numbers = {item.record.id: str(getattr(item.record, "number", "")) for item in county_plan.records}
    for item in county_plan.records:
        keys = {getattr(item.record, "name", None), getattr(item.record, "id_number", None)}
        keys |= {numbers.get(getattr(item.record, "household", "")), numbers.get(item.record.id)}
        for key in filter(None, keys):
            found.setdefault(str(key), []).extend(item.rows)
    return found


def test_faulty_numbers_are_kept_as_written_and_lost_ones_left_empty(
    session: Session, county_files: list[Path]
) -> None:
    importing.apply_import(session, importing.plan_import(session, county_files))
    members = tables.records(session, "member")
    by_name: dict[str, list[Any]] = {}
    for member in members:
        by_name.setdefault(member.name, []).append(member)
    homes = {home.id: home.number for home in tables.records(session, "household")}
    assert [m.id_number for m in by_name["朱有田"] if homes[m.household] == "5117990146"] == ["51179919400823177"]
    assert sorted(m.id_number or "" for m in by_name["萧丽娟"]) == ["", "511799194704058382"]
    assert any(m.id_number == "511799194605109439" for m in by_name["曾国富"])
    assert any(m.id_number == "51179919720424138743" for m in by_name["解秀兰"])
    assert [m.id_number for m in by_name["郑翠平"]] == [None]
    twice = [homes[m.household] for m in members if m.id_number == "511799197509295992"]
    assert sorted(twice) == ["5117990074", "5117990270"]
    heads = {number: sum(m.relation == HEAD and homes[m.household] == number for m in members) for number in homes.values()}
    assert {number for number, count in heads.items() if count != 1} == {"5117990080", "5117990025"}
    assert (heads["5117990080"], heads["5117990025"]) == (0, 2)
    odd = next(home for home in tables.records(session, "household") if home.number == "5117990240")
    assert odd.cause is None and odd.extra["主要致贫原因"] == "因懒"


def test_importing_again_in_any_order_and_one_by_one_changes_nothing(
    session: Session, county_files: list[Path]
) -> None:
    importing.apply_import(session, importing.plan_import(session, county_files))
    before = tables.picture(session)
    again = importing.plan_import(session, county_files[::-1])
    assert again.empty and all(count.new == count.changed == 0 for count in again.counts.values())
    assert importing.apply_import(session, again).empty
    for path in county_files:
        assert importing.plan_import(session, [path]).empty, path.name
    assert tables.picture(session) == before


def test_files_taken_one_after_another_give_the_same_ledger(
    session: Session, county_files: list[Path], tmp_path: Path
) -> None:
    together, _ = sessions.new_ledger(
        tmp_path / "together.fupin", STONE_BRIDGE, user="周明远", duty="", password="x", any_password=True,
        now=session.file.scene.now,
    )  # fmt: skip
    importing.apply_import(together, importing.plan_import(together, county_files))
    for path in random.Random(3).sample(county_files, len(county_files)):
        # Alone and first, the income table cannot be told of which year it is.
        importing.apply_import(session, importing.plan_import(session, [path], year=2019))
    assert tables.picture(session) == tables.picture(together)
    sessions.close(together, with_backup=False)


def test_one_undo_takes_the_whole_import_back(session: Session, county_files: list[Path]) -> None:
    before = tables.picture(session)
    changes = importing.apply_import(session, importing.plan_import(session, county_files))
    records.undo(session, changes.batch)
    assert tables.picture(session) == before
    redone = importing.plan_import(session, county_files)
    assert redone.counts["member"].new == TRUTH["members"]
