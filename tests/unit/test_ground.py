"""The ground: data are found wherever the program runs, the lock is tight, the checkout tidy, Qt keeps references."""

from __future__ import annotations

import ast
import fnmatch
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import fupin_desk
from fupin_desk.core.resources import resource

ROOT = Path(__file__).parents[2]
TOP = {
    "fupin_desk", "resources", "installer", "tests", ".ci",
    "pyproject.toml", "requirements.lock", "README.md", "LICENSE", ".gitignore", ".gitattributes",
}  # fmt: skip


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def asked_for() -> list[str]:
    project = pyproject()["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["dev"]]


def test_data_of_the_product_are_found() -> None:
    assert resource("fonts").is_dir()
    assert resource("codes").is_dir()
    assert resource("codes").parent == ROOT / "resources"


def test_the_top_of_the_checkout_holds_what_was_agreed_and_nothing_else() -> None:
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").splitlines() if line]
    there = {path.name for path in ROOT.iterdir()} - {".git"}
    assert {name for name in there if not any(fnmatch.fnmatch(name, pattern) for pattern in ignored)} == TOP


def test_every_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    for asked in asked_for():
        at = next(number for number, line in enumerate(lines) if f'"{asked}"' in line)
        assert "  # " in lines[at] or lines[at - 1].strip().startswith("# "), asked


def test_every_dependency_has_an_upper_bound() -> None:
    for asked in asked_for():
        specifier = str(Requirement(asked).specifier)
        assert "==" in specifier or "<" in specifier, asked


def test_the_lock_gives_every_package_an_exact_version_and_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = [entry for entry in text.replace("\\\n", " ").splitlines() if not entry.startswith("#")]
    for entry in entries:
        pin, *hashes = re.split(r"\s+--hash=sha256:", entry)
        assert re.fullmatch(r"==[^=*]+", str(Requirement(pin).specifier)), entry
        assert hashes and all(re.fullmatch(r"[0-9a-f]{64}", digest.strip()) for digest in hashes), entry


def test_the_lock_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text and " @ " not in text and "--index" not in text and "--find-links" not in text


def test_the_lock_covers_everything_asked_for() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pins = [Requirement(line.rstrip("\\ ")) for line in text.splitlines() if "==" in line and line[0] != "#"]
    for requirement in map(Requirement, asked_for()):
        versions = [
            next(iter(pin.specifier)).version
            for pin in pins
            if canonicalize_name(pin.name) == canonicalize_name(requirement.name)
        ]
        assert any(requirement.specifier.contains(version) for version in versions), requirement


def test_this_environment_is_the_locked_one() -> None:
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps", "--no-index"]
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pins = [line.rstrip("\\ ") for line in text.splitlines() if "==" in line and line[0] != "#"]
    done = subprocess.run([*command, *pins], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("package", ["core", "ledgers"])
def test_core_and_ledgers_import_the_standard_library_only(package: str) -> None:
    for path in (ROOT / "fupin_desk" / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names | {"fupin_desk"}, f"{path.name}: {name}"


COUNT_REFERENCES = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

class Bell(QObject):
    rung = Signal(bool)

application, thing, label, line, bell = QApplication([]), QObject(), QLabel(), QLineEdit(), Bell()
heard = []
bell.rung.connect(lambda loud: None)

def lost(value, action, times=1000):
    action()  # what is made once on first use does not count
    before = sys.getrefcount(value)
    for _ in range(times):
        action()
    return before - sys.getrefcount(value)

print(max(
    lost(None, lambda: label.setText("石桥村")), lost(None, lambda: thing.setObjectName("村")),
    lost(None, lambda: line.setText("村")), lost(None, lambda: bell.rung.emit(True)),
    lost(True, lambda: bell.rung.emit(True)), lost(False, lambda: bell.rung.emit(False)),
    lost(True, lambda: line.textChanged.emit("村")),
))
"""


def test_qt_loses_no_references_in_void_calls_and_signals() -> None:
    """PySide6 6.12 on CPython 3.11 gives one reference to None away per void call, and the process dies of it."""
    done = subprocess.run([sys.executable, "-c", COUNT_REFERENCES], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 10


@pytest.mark.long
def test_a_wheel_carries_the_data_and_finds_them(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = ["wheel", str(ROOT), "--no-deps", "--no-build-isolation", "-w", str(tmp_path)]
    subprocess.run([*pip, *build], check=True, cwd=tmp_path)
    wheel = next(tmp_path.glob(f"fupin_desk-{fupin_desk.__version__}-*.whl"))
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()}
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {f"fupin_desk/{name}" for name in shipped} <= inside
    assert any(name.endswith("licenses/LICENSE") for name in inside)

    site = tmp_path / "site"
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", str(site), str(wheel)], check=True)
    ask = "from fupin_desk.core.resources import resource; print(resource('codes'), resource('fonts').is_dir())"
    environment = {**os.environ, "PYTHONPATH": str(site)}
    said = subprocess.run(
        [sys.executable, "-c", ask], check=True, cwd=tmp_path, env=environment, capture_output=True, text=True
    ).stdout.split()
    assert said == [str(site / "fupin_desk" / "resources" / "codes"), "True"]
    assert (site / "bin" / "fupin-desk").exists()
