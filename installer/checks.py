"""Everything that has to be green before a change may land, with the time each step took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

STEPS = (
    ("代码检查 ruff", ("-m", "ruff", "check", ".")),
    ("类型 mypy", ("-m", "mypy")),
    ("分层 import-linter", ("-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache")),
)

# A window that waits in a test for an answer nobody gives would wait for ever: after ten minutes in one test pytest
# shows where every thread stands and ends. No quick test takes a tenth of that.
GUARD = ["-o", "faulthandler_timeout=600", "-o", "faulthandler_exit_on_timeout=true"]

# Long tests measure time, and therefore run one after another.
ON_ALL_CORES = ["-n", "auto", "--maxprocesses", "4"]


def run(root: Path, python: Path, *, long: bool, pytest_arguments: list[str]) -> int:
    """Run all steps, also after one failed; 0 when all are green. The last line printed is pytest's own summary."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")
    results = []
    for name, arguments in STEPS:
        print(f"== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.call([str(python), *arguments], cwd=root, env=environment)
        results.append((name, code, time.monotonic() - started))
        print(flush=True)
    started = time.monotonic()
    chosen = ["-m", "long or not long"] if long else [*GUARD, *ON_ALL_CORES]
    command = [str(python), "-m", "pytest", *chosen, *pytest_arguments]
    code, summary = _all_but_last_line(command, root, environment)
    results.append(("测试 pytest", code, time.monotonic() - started))
    for name, result, seconds in results:
        print(f"{'通过' if result == 0 else '失败'}  {seconds:6.1f} 秒  {name}")
    print(summary, flush=True)
    return 0 if all(result == 0 for _, result, _ in results) else 1


def _all_but_last_line(command: list[str], root: Path, environment: dict[str, str]) -> tuple[int, str]:
    """Run pytest, passing its output on but for the last line, which is kept back to be the last of everything."""
    if sys.stdout.isatty():
        command = [*command, "--color=yes"]
    kept = ""
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        errors="replace",
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            print(kept, end="", flush=True)
            kept = line
    return process.returncode, kept.rstrip("\n")
