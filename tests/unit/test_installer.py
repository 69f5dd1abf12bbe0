"""The two commands of a fresh clone: what they say when something is missing, what they keep, what they end with."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import checks
import environment
import machine

INSTALLER = Path(__file__).parents[2] / "installer"


@pytest.mark.parametrize("name", ["dev", "machine", "environment", "checks", "tryout"])
def test_an_old_python_can_read_the_scripts_far_enough_to_say_what_it_needs(name: str) -> None:
    ast.parse((INSTALLER / f"{name}.py").read_text("utf-8"), feature_version=(3, 7))


def test_the_scripts_need_nothing_but_the_standard_library() -> None:
    own = {path.stem for path in INSTALLER.glob("*.py")}
    for name in ("dev", "machine", "environment", "checks", "tryout"):
        for node in ast.walk(ast.parse((INSTALLER / f"{name}.py").read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {part.split(".")[0] for part in names} <= sys.stdlib_module_names | own, name


def test_another_python_without_ours_beside_it_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "VERSION", (3, 99))
    monkeypatch.setattr(machine, "VERSION_TEXT", "3.99")
    with pytest.raises(machine.Unfit, match=r"需要 Python 3\.99，现在运行的是 3\.11"):
        machine.go_on_with_the_right_python([])


def test_who_may_not_install_gets_the_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(machine.LIBRARIES, "libnowhere.so.7", "libnowhere7")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(machine, "_is_debian_like", lambda: True)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(machine.Unfit, match=r"(?m)^    sudo apt-get install -y --no-install-recommends .*libnowhere7$"):
        machine.prepare()


@pytest.mark.long
def test_an_environment_is_completed_in_place_and_then_left_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "石桥 村"
    root.mkdir()
    (root / "own_module.py").write_text("answer = 42\n")
    (root / "requirements.lock").write_text("# nothing\n")
    python = environment.ensure(root)
    kept = root / ".venv" / "somebody's file"
    kept.write_text("")
    found = subprocess.run([python, "-X", "utf8", "-c", "import own_module"], cwd=tmp_path)
    assert found.returncode == 0
    assert "正在准备运行环境" in capfd.readouterr().out

    environment.ensure(root)
    assert capfd.readouterr().out == ""

    (root / "requirements.lock").write_text("# nothing new\n")
    environment.ensure(root)
    assert "正在准备运行环境" in capfd.readouterr().out
    assert kept.exists()


def test_the_last_line_is_the_test_runner_s_and_any_failed_step_fails_the_whole(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.mypy]\nfiles = ['test_it.py']\n")
    (tmp_path / "test_it.py").write_text("def test_it() -> None:\n    x: int = 'not a number'\n    print(x)\n")
    code = checks.run(tmp_path, Path(sys.executable), long=False, pytest_arguments=["-p", "no:cacheprovider"])
    lines = capfd.readouterr().out.splitlines()
    assert "1 passed in" in lines[-1]
    assert any(line.startswith("失败") and "mypy" in line for line in lines)
    assert any(line.startswith("通过") and "pytest" in line for line in lines)
    assert code == 1
