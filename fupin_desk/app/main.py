"""The program's one entrance: with a command it does the work in the terminal, without one it opens the window."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_NO_DISPLAY = "没有找到显示器，窗口打不开。台账没有受影响。没有显示器时可以用命令来做，见 fupin-desk --help。"


@dataclass(frozen=True)
class Opening:
    """What the window is started with: a ledger folder and a person, both optional."""

    folder: Path | None = None
    user: str = ""


def window_asked(arguments: Sequence[str]) -> Opening | None:
    """What to open the window with, or None when the arguments name a command (or ask for help)."""
    found = {"--ledger": os.environ.get("FUPIN_LEDGER", ""), "--user": os.environ.get("FUPIN_USER", "")}
    rest = list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in found or (not equals and not rest):
            return None
        found[name] = value if equals else rest.pop(0)
    return Opening(Path(found["--ledger"]) if found["--ledger"] else None, found["--user"])


def main() -> int:
    """Start the program as a shell or an icon does; the result is the exit code."""
    _speak_any_terminal()
    opening = window_asked(sys.argv[1:])
    if opening is None:
        from fupin_desk.app.commands import commands  # noqa: PLC0415  click and the database: 0.6 s no window needs

        commands.main(sys.argv[1:], prog_name="fupin-desk")  # ends the process with the command's exit code
        return 0
    if not _has_display():
        sys.stderr.write(_NO_DISPLAY + "\n")
        return 1
    from fupin_desk.app.window import run_window  # noqa: PLC0415  Qt, which no command needs and servers may lack

    return run_window(opening.folder, opening.user)


def _has_display() -> bool:
    """Where Qt would find no screen it would end the process with an English message instead of an answer."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _speak_any_terminal() -> None:
    """Files and pipes get UTF-8, as JSON wants; a terminal keeps its own code and shows ? for what it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")
