"""The real command line, in this process, on an invented village made once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fupin_desk.actions import demo
from fupin_desk.actions import session as sessions
from fupin_desk.app.commands import commands

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample ledger of eight households; tests work on copies."""
    folder = tmp_path_factory.mktemp("cli") / "石桥村.fupin"
    session, _ = demo.make_demo(folder, households=8)
    sessions.close(session, with_backup=False)
    return folder


@pytest.fixture
def ledger(village: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample ledger, named in the environment with its password."""
    folder = tmp_path / "石桥村.fupin"
    shutil.copytree(village, folder)
    monkeypatch.setenv("FUPIN_LEDGER", str(folder))
    monkeypatch.setenv("FUPIN_PASSWORD", demo.PASSWORD)
    return folder


@pytest.fixture
def run() -> Run:
    """``run("list", "household", "--json")`` as typed in a terminal; the code it must end with is ``code=0``."""

    def call(*arguments: str, code: int = 0, typed: str | None = None) -> Result:
        result = CliRunner().invoke(commands, list(arguments), prog_name="fupin-desk", input=typed)
        assert result.exit_code == code, f"{result.exit_code}: {result.stdout}{result.stderr}"
        return result

    return call


@pytest.fixture
def ask(run: Run) -> Callable[..., Any]:
    """The JSON a command answers; anything else on stdout fails."""

    def call(*arguments: str, code: int = 0) -> Any:
        return json.loads(run(*arguments, "--json", code=code).stdout)

    return call
