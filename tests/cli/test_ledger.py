"""A ledger as a whole from the command line: made, looked at, backed up, restored, and who may open it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from fupin_desk.actions import demo

Run = Callable[..., Result]
Ask = Callable[..., Any]
CODE = "511799105203"


def test_a_new_ledger_is_made_and_its_recovery_code_shown_once(
    ask: Ask, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "新村.fupin"
    monkeypatch.setenv("FUPIN_PASSWORD", "qiaotoulaoshu2019")
    made = ask("new", str(folder), "--village", CODE, "--name", "新村", "--user", "柏青山")
    assert len(made["recovery_code"].split("-")) == 8
    told = ask("info", "--ledger", str(folder))
    assert (told["village"], told["village_name"], told["users"]) == (CODE, "新村", ["柏青山"])
    assert told["counts"]["household"] == 0
    assert made["recovery_code"] not in run("info", "--ledger", str(folder)).stdout
    assert "已经有东西" in run("new", str(folder), "--village", CODE, "--name", "新村", "--user", "甲", code=1).stderr


def test_a_weak_password_or_a_wrong_code_makes_no_ledger(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "村.fupin"
    monkeypatch.setenv("FUPIN_PASSWORD", "12345678")
    run("new", str(folder), "--village", CODE, "--name", "村", "--user", "柏青山", code=1)
    monkeypatch.setenv("FUPIN_PASSWORD", "qiaotoulaoshu2019")
    made = ("new", str(folder), "--name", "村", "--user", "柏青山", "--village")
    run(*made, "123", code=1)
    assert not (folder / "ledger.db").exists()
    run(*made, CODE)


def test_the_password_is_asked_for_and_not_shown(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FUPIN_PASSWORD")
    result = run("info", "--json", typed=demo.PASSWORD + "\n")
    assert json.loads(result.stdout)["village_name"] == "石桥村"
    assert "口令" in result.stderr
    assert demo.PASSWORD not in result.stdout + result.stderr


def test_a_password_file_will_do(ask: Ask, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FUPIN_PASSWORD")
    held = tmp_path / "password.txt"
    held.write_text(demo.PASSWORD + "\n", encoding="utf-8")
    assert ask("info", "--password-file", str(held))["counts"]["household"] == 8


def test_a_wrong_password_is_refused_in_one_sentence(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPIN_PASSWORD", "wrong-password-1")
    result = run("info", code=1)
    assert result.stderr.startswith("口令不对")
    assert "台账没有受影响" in result.stderr


def test_no_ledger_named_is_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--ledger" in run("info", code=2).stderr
    assert "没有命令" in run("unheard-of", code=2).stderr
    assert "少了参数" in run("list", code=2).stderr


def test_every_ledger_and_field_is_told_without_opening_one(run: Run) -> None:
    told = {ledger["name"]: ledger for ledger in json.loads(run("ledgers", "--json").stdout)}
    assert {"household", "member", "visit", "pairing"} <= told.keys()
    state = next(f for f in told["household"]["fields"] if f["name"] == "state")
    assert (state["kind"], state["list"]) == ("Choice", "poverty_state")
    identity = next(f for f in told["member"]["fields"] if f["name"] == "id_number")
    assert identity["sensitive"]


def test_backups_are_listed_carried_and_restored_into_a_new_folder(ask: Ask, run: Run, ledger: Path, tmp_path: Path) -> None:
    made = ask("backup")
    assert made["path"] in [b["path"] for b in ask("backups")]
    stick = tmp_path / "stick"
    carried = ask("backup", "-o", str(stick))["path"]
    ask("add", "helper", "name=柏青山", "--why", "备份以后")
    again = tmp_path / "恢复.fupin"
    assert ask("restore", carried, "--to", str(again))["folder"] == str(again)
    there = ask("info", "--ledger", str(again))["counts"]["helper"]
    assert there == ask("info")["counts"]["helper"] - 1
    assert "已经有内容" in run("restore", carried, "--to", str(again), code=1).stderr
    assert ask("info", "--ledger", str(again))["device"] != ask("info")["device"]


def test_a_sound_ledger_passes_its_check_up(ask: Ask, ledger: Path) -> None:
    told = ask("verify", code=3)["findings"]
    assert len(told) == 1
    assert "还没有任何备份" in told[0]
    ask("backup")
    assert ask("verify") == {"findings": []}


def test_people_come_and_go(ask: Ask, run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FUPIN_NEW_PASSWORD", "xiaohebian2020shu")
    ask("users", "add", "李文静", "--duty", "队员", "--user", "周明远")
    assert [u["name"] for u in ask("users", "list", "--user", "周明远")] == ["周明远", "李文静"]
    assert "可以选" in run("info", code=1).stderr  # two people now: who is it
    monkeypatch.setenv("FUPIN_PASSWORD", "xiaohebian2020shu")
    assert ask("info", "--user", "李文静")["counts"]["household"] == 8
    monkeypatch.setenv("FUPIN_NEW_PASSWORD", "shanpodeshu2020")
    ask("users", "passwd", "--user", "李文静")
    run("info", "--user", "李文静", code=1)
    monkeypatch.setenv("FUPIN_PASSWORD", "shanpodeshu2020")
    ask("users", "disable", "周明远", "--user", "李文静")
    monkeypatch.setenv("FUPIN_PASSWORD", demo.PASSWORD)
    assert "停用" in run("info", "--user", "周明远", code=1).stderr


def test_the_recovery_code_gives_a_new_password(ask: Ask, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "村.fupin"
    monkeypatch.setenv("FUPIN_PASSWORD", "qiaotoulaoshu2019")
    code = ask("new", str(folder), "--village", CODE, "--name", "村", "--user", "柏青山")["recovery_code"]
    monkeypatch.setenv("FUPIN_NEW_PASSWORD", "xiaohebian2020shu")
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    assert "第8组" in run("recover", "--ledger", str(folder), "--code", wrong, code=1).stderr
    assert ask("recover", "--ledger", str(folder), "--code", code) == {"user": "柏青山"}
    run("info", "--ledger", str(folder), code=1)
    monkeypatch.setenv("FUPIN_PASSWORD", "xiaohebian2020shu")
    run("info", "--ledger", str(folder))


def test_a_ledger_open_elsewhere_is_not_opened_twice(run: Run, ledger: Path) -> None:
    from fupin_desk.actions import session as sessions  # noqa: PLC0415  only this test opens one itself

    held = sessions.open_ledger(ledger, "", demo.PASSWORD)
    try:
        assert "另一个窗口" in run("info", code=1).stderr
    finally:
        sessions.close(held, with_backup=False)
    run("info")
