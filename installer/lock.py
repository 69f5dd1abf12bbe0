"""Write requirements.lock again: every dependency with its version and the hash of one wheel for each system.

    .venv/bin/python installer/lock.py                    today's versions, completed from pyproject.toml
    .venv/bin/python installer/lock.py --upgrade [NAME…]  the newest that pyproject.toml allows, of all or of these
    .venv/bin/python installer/lock.py --check            writes nothing; fails if the lock does not fit some system

pip alone talks to the package index (set PIP_INDEX_URL for a mirror). It picks wheels for another system when told its
tags, but judges environment markers by the system it runs on, so that a dependency which only Windows needs would be
missed in silence. Therefore the markers are judged here and pip is asked without dependencies, level by level. The tags
name the oldest system we promise: everyone gets the same file, also where a newer one would fit.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PYTHON = "3.11"
HEAD = """\
# Every dependency with its version and the hashes of its wheels for Linux x86_64, Linux aarch64 and Windows amd64.
# Written by installer/lock.py from pyproject.toml. Used as: pip install --require-hashes --no-deps -r requirements.lock
"""


@dataclass(frozen=True)
class Target:
    """One system: its wheel tags, its values for environment markers, and the marker that means just this system."""

    name: str
    tags: tuple[str, ...]
    environment: dict[str, str]
    marker: str


@dataclass(frozen=True)
class Pinned:
    """One wheel that pip chose for one system."""

    name: str
    version: str
    sha256: str
    requires: tuple[str, ...]


def _linux(machine: str, newest: int) -> Target:
    """Linux with glibc 2.`newest` or later."""
    tags = [f"manylinux_2_{minor}_{machine}" for minor in range(newest, 4, -1)]
    tags += [f"{old}_{machine}" for old in ("manylinux2014", "manylinux2010", "manylinux1")]
    environment = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": machine}
    marker = f"(sys_platform == 'linux' and platform_machine == '{machine}')"
    return Target(f"linux-{machine}", tuple(tags), environment, marker)


def _windows() -> Target:
    environment = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
    return Target("windows-amd64", ("win_amd64",), environment, "sys_platform == 'win32'")


# UOS 20 and Kylin V10 have glibc 2.28; on arm64 PySide6 has no wheel for less than 2.31 (Kylin V10 SP1).
TARGETS = (_linux("x86_64", 28), _linux("aarch64", 31), _windows())


def applies(requirement: Requirement, target: Target) -> bool:
    """Whether this requirement counts on that system, outside of any extra."""
    environment = {"python_version": PYTHON, "python_full_version": PYTHON + ".0", "extra": "", **target.environment}
    return requirement.marker is None or requirement.marker.evaluate(environment)


def direct_requirements() -> list[Requirement]:
    """What pyproject.toml asks for, to run and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [Requirement(text) for text in [*project["dependencies"], *project["optional-dependencies"]["dev"]]]


def locked(target: Target) -> list[str]:
    """Today's pins for that system, without hashes."""
    if not LOCK.exists():
        return []
    lines = LOCK.read_text("utf-8").splitlines()
    pins = [Requirement(line.rstrip(" \\")) for line in lines if "==" in line and not line.startswith("#")]
    return [f"{pin.name}{pin.specifier}" for pin in pins if applies(pin, target)]


def ask_pip(requirements: Iterable[str], target: Target, *, constraints: Iterable[str] = ()) -> list[Pinned]:
    """The wheels pip would install there for just these, without dependencies; CalledProcessError if it finds none."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "asked.txt").write_text("\n".join(requirements), "utf-8")
        (place / "kept.txt").write_text("\n".join(constraints), "utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps"]
        command += ["--only-binary", ":all:", "--implementation", "cp", "--python-version", PYTHON]
        command += [part for abi in ("cp311", "abi3", "none") for part in ("--abi", abi)]
        command += [part for tag in target.tags for part in ("--platform", tag)]
        command += ["--target", str(place / "nowhere"), "--report", str(place / "report.json")]
        command += ["-r", str(place / "asked.txt"), "-c", str(place / "kept.txt")]
        subprocess.run(command, check=True, env=_index_only())
        report = json.loads((place / "report.json").read_text("utf-8"))
    return [_pinned(item) for item in report["install"]]


def _index_only() -> dict[str, str]:
    """pip's environment without the wheels that happen to lie on this machine: their hashes help nobody else."""
    own = ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT")
    return {key: value for key, value in os.environ.items() if key not in own} | {"PIP_CONFIG_FILE": os.devnull}


def _pinned(item: dict[str, Any]) -> Pinned:
    about = item["metadata"]
    sha256 = item["download_info"]["archive_info"]["hashes"]["sha256"]
    return Pinned(about["name"], about["version"], sha256, tuple(about.get("requires_dist", ())))


def resolve(target: Target, *, constraints: Iterable[str]) -> dict[str, Pinned]:
    """Everything that system needs, by normalised name; each round asks pip for what the round before brought up."""
    wanted: dict[str, set[str]] = {}
    found: dict[str, Pinned] = {}
    pending = direct_requirements()
    while pending:
        news = set()
        for requirement in pending:
            name, specifiers = canonicalize_name(requirement.name), {str(part) for part in requirement.specifier}
            if applies(requirement, target) and (name not in wanted or specifiers - wanted[name]):
                wanted.setdefault(name, set()).update(specifiers)
                news.add(name)
        asked = [name + ",".join(sorted(wanted[name])) for name in sorted(news)]
        chosen = ask_pip(asked, target, constraints=constraints) if asked else []
        found |= {canonicalize_name(pin.name): pin for pin in chosen}
        pending = [Requirement(text) for pin in chosen for text in pin.requires]
    return found


def lines_of(name: str, resolved: dict[str, dict[str, Pinned]]) -> Iterable[str]:
    """The lock's lines for one package: one per version, with the systems it is for and the hashes of its wheels."""
    by_version: dict[str, list[tuple[Target, Pinned]]] = {}
    for target in TARGETS:
        if pin := resolved[target.name].get(name):
            by_version.setdefault(pin.version, []).append((target, pin))
    for version, uses in sorted(by_version.items()):
        everywhere = len(uses) == len(TARGETS)
        marker = "" if everywhere else " ; " + " or ".join(target.marker for target, _ in uses)
        hashes = sorted({pin.sha256 for _, pin in uses})
        yield f"{uses[0][1].name}=={version}{marker} \\\n    " + " \\\n    ".join(f"--hash=sha256:{h}" for h in hashes)


def write(freed: set[str]) -> None:
    """Resolve for every system and write the lock; the packages named in `freed` may leave today's version."""
    resolved = {}
    for target in TARGETS:
        kept = [pin for pin in locked(target) if canonicalize_name(Requirement(pin).name) not in freed]
        resolved[target.name] = resolve(target, constraints=kept)
        print(f"{target.name}: {len(resolved[target.name])} packages", file=sys.stderr)
    names = sorted({name for pins in resolved.values() for name in pins})
    text = HEAD + "".join(f"{line}\n" for name in names for line in lines_of(name, resolved))
    LOCK.write_text(text, "utf-8", newline="\n")


def check() -> bool:
    """Whether the lock is just what pyproject.toml needs, and the index serves each wheel with the locked hash."""
    text, good = LOCK.read_text("utf-8"), True
    for target in TARGETS:
        needed = resolve(target, constraints=locked(target))
        pins = {canonicalize_name(Requirement(pin).name) for pin in locked(target)}
        strange = [pin.name for pin in needed.values() if f"sha256:{pin.sha256}" not in text]
        wrong = sorted(pins ^ needed.keys()) + strange
        print(f"{target.name}: {', '.join(wrong) if wrong else f'{len(pins)} packages, complete'}", file=sys.stderr)
        good = good and not wrong
    return good


def main() -> int:
    """Write or check the lock; 0 when it is good."""
    parser = argparse.ArgumentParser(description="Write requirements.lock again.")
    parser.add_argument("--upgrade", nargs="*", metavar="NAME", help="let all packages, or these, move on")
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    options = parser.parse_args()
    if options.check:
        return 0 if check() else 1
    if options.upgrade == []:
        LOCK.unlink(missing_ok=True)
    write({canonicalize_name(name) for name in options.upgrade or []})
    return 0


if __name__ == "__main__":
    sys.exit(main())
