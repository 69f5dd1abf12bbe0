"""Two commands for a fresh clone, with nothing installed but Python 3.11: `run` to see the program, `test` to check it.

    python3 installer/dev.py run            open the window on an invented village (without a display: fill ./out)
    python3 installer/dev.py test           lint, types, import contracts and all quick tests
    python3 installer/dev.py test --long    the slow tests too; further arguments go to pytest
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

import checks
import environment
import machine
import tryout

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Prepare the machine and do what the first argument says; the exit code is that of the work done."""
    parser = argparse.ArgumentParser(prog="dev.py", description="扶贫工作台：看一看（run），查一查（test）。")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="run|test")
    verbs.add_parser("run", help="在一个虚构的村里打开窗口；没有显示器时把成果写进 ./out")
    test = verbs.add_parser("test", help="代码检查、类型、分层与全部快速测试；其余参数交给 pytest", allow_abbrev=False)
    test.add_argument("--long", action="store_true", help="连同耗时的测试")
    options, others = parser.parse_known_args(arguments)
    if others and options.verb == "run":
        parser.error("run 没有其他参数：" + " ".join(others))
    try:
        machine.go_on_with_the_right_python([__file__, *arguments])
        machine.prepare()
        python = environment.ensure(ROOT)
        if options.verb == "run":
            return tryout.run(ROOT, python)
        return checks.run(ROOT, python, long=options.long, pytest_arguments=others)
    except machine.Unfit as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def speak_any_terminal() -> None:
    """A terminal that cannot show Chinese gets question marks instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    speak_any_terminal()
    sys.exit(main(sys.argv[1:]))
