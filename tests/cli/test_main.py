"""The program from outside: exit codes, clean streams, Chinese words, and what is not loaded."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import click
import pytest
from click.testing import CliRunner

from fupin_desk.actions import demo
from fupin_desk.app import words
from fupin_desk.app.commands import commands
from fupin_desk.app.main import Opening, window_asked

ROOT = Path(__file__).parents[2]


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program in a process of its own, its output in pipes."""
    return subprocess.run(
        [sys.executable, "-m", "fupin_desk", *arguments],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_json_alone_stands_on_stdout_as_utf_8(ledger: Path) -> None:
    done = program("list", "member", "--limit", "2", "--json", PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert len(json.loads(done.stdout.decode("utf-8"))) == 2
    assert done.stderr == b""


def test_refused_and_wrong_usage_have_their_own_codes(ledger: Path) -> None:
    refused = program("info", FUPIN_PASSWORD="wrong-password-1")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode().startswith("口令不对")
    assert program("info", "--nothing").returncode == 2


def test_where_there_is_no_screen_the_window_says_so() -> None:
    environment = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")
    done = program(**environment)
    if sys.platform.startswith("linux"):
        assert done.returncode == 1
        assert "没有找到显示器" in done.stderr.decode()


def test_commands_load_no_window_and_the_window_no_commands() -> None:
    ask = "import sys; {}; print([m for m in {} if m in sys.modules])"
    heavy = ["PySide6", "reportlab", "openpyxl", "alembic"]
    for load, unwanted in (
        ("import fupin_desk.app.commands", heavy),
        ("import fupin_desk.app.window", ["click", "sqlalchemy", "sqlcipher3", "cryptography", *heavy[1:]]),
    ):
        done = subprocess.run(
            [sys.executable, "-c", ask.format(load, unwanted)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "[]", load


def test_a_bug_ends_with_70_and_a_log_without_anybodys_data(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> NoReturn:
        raise RuntimeError("王秀兰 511799198001010015")

    monkeypatch.setattr("fupin_desk.actions.records.list_records", broken)
    result = CliRunner().invoke(commands, ["list", "household"])
    assert result.exit_code == 70
    assert "程序出错了" in result.stderr
    assert "Traceback" not in result.output
    log = Path(result.stderr.strip().rpartition("：")[2]).read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "王秀兰" not in log
    assert "511799198001010015" not in log


@pytest.mark.parametrize(
    ("arguments", "opening"),
    [
        ([], Opening()),
        (["--ledger", "a.fupin"], Opening(Path("a.fupin"))),
        (["--ledger=a.fupin", "--user", "周明远"], Opening(Path("a.fupin"), "周明远")),
        (["--ledger", "a.fupin", "info"], None),
        (["--ledger"], None),
        (["--help"], None),
        (["list"], None),
    ],
)
def test_the_window_opens_where_no_command_is_given(arguments: list[str], opening: Opening | None) -> None:
    assert window_asked(arguments) == opening


def everything(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    """A command and all below it, with what is typed to reach them."""
    found = [(path, command)]
    for name, child in getattr(command, "commands", {}).items():
        found += everything(child, (*path, name))
    return found


def test_every_command_and_option_is_explained_in_chinese() -> None:
    for path, command in everything(commands):
        text = CliRunner().invoke(commands, [*path, "--help"]).output
        assert text.startswith("用法："), path
        for english in ("Usage", "Options", "OPTIONS", "Commands", "COMMAND", "Show ", "TEXT", "PATH", "INTEGER"):
            assert english not in text, (path, english)
        assert any("\u4e00" <= c <= "\u9fff" for c in command.help or ""), path
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, (path, option.name)


def test_whatever_click_says_to_a_user_has_chinese_words() -> None:
    """A newer click must not bring English sentences in."""
    for name in ("core", "exceptions", "formatting", "parser", "types"):
        source = Path(click.__file__).with_name(f"{name}.py").read_text(encoding="utf-8")
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext"):
                for said in call.args:
                    if isinstance(said, ast.Constant) and said.value not in FOR_PROGRAMMERS:
                        assert said.value in words.WORDS, (name, said.value)


FOR_PROGRAMMERS = {
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you mean to "
    "pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})",
    # kinds of argument no command of ours has
    "Choice({choices})",
    "{value!r} does not match the format {format}.",
    "{value!r} does not match the formats {formats}.",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
    "{value!r} is not a valid UUID.",
}


def test_a_sample_village_is_made_from_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "样本.fupin"
    runner = CliRunner()
    made = runner.invoke(commands, ["demo", str(folder), "--households", "3", "--json"])
    assert made.exit_code == 0
    assert json.loads(made.stdout)["households"] == 3
    told = runner.invoke(commands, ["info", "--ledger", str(folder), "--json"], env={"FUPIN_PASSWORD": demo.PASSWORD})
    assert json.loads(told.stdout)["counts"]["household"] == 3
