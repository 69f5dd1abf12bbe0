"""What county scripts rely on: records are listed, added, set, removed and undone with JSON alone on stdout."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Ask = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("ledger")


def test_a_list_has_every_record_with_its_code_names(ask: Ask) -> None:
    found = ask("list", "household")
    assert len(found) == 8
    assert {"id", "village", "number", "state"} <= found[0].keys()
    assert ask("list", "household", "--limit", "3") == found[:3]
    assert set(ask("list", "household", "--fields", "户编号,state")[0]) == {"id", "village", "number", "state"}


def test_conditions_take_labels_and_code_names_and_codes_or_their_labels(ask: Ask) -> None:
    homes = ask("list", "household")
    out = [h for h in homes if h["state"] == "1"]
    assert ask("list", "household", "--where", "state=1") == out
    assert ask("list", "household", "--where", "脱贫属性=已脱贫") == out
    assert len(ask("list", "household", "--where", "state!=1")) == len(homes) - len(out)
    assert len(ask("list", "household_year", "--where", f"year>{date.today().year - 1}")) == 8


def test_people_are_found_by_pinyin(ask: Ask) -> None:
    from_list = ask("list", "member", "--limit", "1")[0]
    found = ask("list", "member", "--find", from_list["name"])
    assert from_list["id"] in [m["id"] for m in found]


def test_a_csv_has_labels_and_quotes_what_a_spreadsheet_would_run(run: Run, ask: Ask) -> None:
    head = ask("list", "member", "--limit", "1")[0]
    run("set", "member", head["id"], "name==1+1", "--why", "试")
    rows = list(csv.reader(io.StringIO(run("list", "member", "--fields", "name", "--csv").stdout)))
    assert rows[0] == ["id", "姓名"]
    assert [head["id"], "'=1+1"] in rows


def test_set_is_one_audited_change_that_undo_takes_back(ask: Ask) -> None:
    home = ask("list", "household", "--limit", "1")[0]
    done = ask("set", "household", home["id"], "address=石桥村二组 9号", "--why", "户口本")
    assert ask("list", "household", "--where", "address=石桥村二组 9号")[0]["id"] == home["id"]
    newest = ask("history", "household", home["id"])[0]
    assert newest["batch"] == done["batch"]
    assert (newest["before"], newest["after"]) == (home["address"], "石桥村二组 9号")
    assert newest["why"].endswith("户口本")
    ask("undo", "--change", done["batch"])
    assert ask("list", "household", "--where", f"number={home['number']}")[0]["address"] == home["address"]


def test_a_record_is_added_and_removed_into_the_trash(ask: Ask, run: Run) -> None:
    made = ask("add", "helper", "name=柏青山", "phone=13900002222", "--why", "新到")["id"]
    assert [h["name"] for h in ask("list", "helper", "--where", "name=柏青山")] == ["柏青山"]
    ask("remove", "helper", made, "--why", "重复")
    assert ask("list", "helper", "--where", "name=柏青山") == []
    assert [h["id"] for h in ask("list", "helper", "--removed")] == [made]
    run("set", "helper", made, "name=柏青", "--why", "试", code=1)


def test_the_past_is_read_as_it_stood(ask: Ask, run: Run) -> None:
    tomorrow, yesterday = (date.today() + timedelta(days=1), date.today() - timedelta(days=1))
    assert len(ask("list", "household", "--as-of", tomorrow.isoformat())) == 8
    assert ask("list", "household", "--as-of", yesterday.isoformat()) == []
    number = ask("list", "household", "--limit", "1")[0]["number"]
    run("show", "household", number, "--as-of", yesterday.isoformat(), code=1)
    assert "不像日期" in run("list", "household", "--as-of", "下周", code=1).stderr


def test_the_whole_file_of_a_household_is_one_object(ask: Ask) -> None:
    number = ask("list", "household", "--limit", "1")[0]["number"]
    file = ask("show", "household", number)
    assert file["household"]["number"] == number
    assert file["size"] == len(file["members"])
    assert file["head"] in [m["name"] for m in file["members"]]
    assert file["years"][0]["per_capita_fen"] > 0
    assert {"pairings", "helpers", "visits", "doubts", "tasks"} <= file.keys()
    assert ask("show", "household", number[-4:])["household"]["id"] == file["household"]["id"]


def test_doubts_are_listed_with_their_rule_and_exit_code_3_when_they_are_to_be_cleared(ask: Ask) -> None:
    assert all(d["level"] == "H" for d in ask("check"))
    member = ask("list", "member", "--limit", "1")[0]
    wrong = member["id_number"][:17] + ("1" if member["id_number"][17] != "1" else "2")
    ask("set", "member", member["id"], f"id_number={wrong}", "--why", "试")
    found = ask("check", code=3)
    mine = [d for d in found if d["household"] == member["household"] and d["level"] in "EW"]
    assert mine
    assert ask("check", "--rule", mine[0]["rule"], code=3) == [d for d in found if d["rule"] == mine[0]["rule"]]


REFUSED = (
    (("list", "nothing"), "台账"),
    (("list", "household", "--where", "颜色=红"), "没有“颜色”"),
    (("list", "household", "--where", "红"), "看不懂条件"),
    (("add", "helper", "name", "--why", "试"), "看不懂"),
    (("add", "helper", "phone=1", "--why", "试"), "姓名"),
    (("add", "visit", "content=去了", "--why", "试"), "还没有填"),
    (("set", "helper", "no-such-id", "name=甲", "--why", "试"), "没有找到"),
    (("show", "household", "999999"), "对得上"),
    (("undo", "--change", "no-such-batch"), "没有"),
)


def test_what_cannot_be_done_is_one_sentence_with_exit_code_1_and_changes_nothing(run: Run, ask: Ask) -> None:
    before = ask("info")["counts"]
    for arguments, sentence in REFUSED:
        result = run(*arguments, code=1)
        assert sentence in result.stderr, arguments
        assert result.stdout == "", arguments
    assert ask("info")["counts"] == before


def test_two_ledgers_one_terminal(run: Run, ledger: Path, tmp_path: Path) -> None:
    """What stands before the command wins over the environment, and only for that command."""
    run("--ledger", str(tmp_path / "elsewhere"), "info", code=1)
    assert "石桥村" in run("info").stdout
    assert "石桥村" in run("info", "--ledger", str(ledger)).stdout
