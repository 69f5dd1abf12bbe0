"""What every command shares: the ledger and the person, JSON or words, exit codes."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import Task
from fupin_desk.ledgers.record import Ledger, Record, to_plain

REFUSED, LISTED, BUG = 1, 3, 70
"""Exit codes besides 0 and click's 2: refused with nothing changed; done with problems listed; a bug."""


@dataclasses.dataclass
class Way:
    """How to get into the ledger, as said on the command line or in the environment."""

    folder: Path | None
    user: str
    password_file: Path | None
    as_json: bool

    def password(self) -> str:
        """From the file, the environment or a prompt that shows nothing."""
        if self.password_file is not None:
            return self.password_file.read_text(encoding="utf-8").strip("\r\n")
        text: str = click.get_current_context().find_root().obj["password"] or click.prompt("口令", hide_input=True, err=True)
        return text

    @contextmanager
    def session(self, *, keep: bool = True) -> Iterator[Session]:
        """The unlocked ledger for one command; ``keep`` backs up changes on closing."""
        if self.folder is None:
            raise click.UsageError("请用 --ledger 指出台账文件夹，或设置 FUPIN_LEDGER。")
        session = sessions.open_ledger(self.folder, self.user, self.password())
        try:
            session.file.bring_up_to_date()
            yield session
        finally:
            sessions.close(session, with_backup=keep)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --ledger, --user, --password-file and --json to a command, handed on as one Way."""

    @click.option("--ledger", "folder", type=click.Path(path_type=Path), envvar="FUPIN_LEDGER", help="台账文件夹")
    @click.option("--user", default="", envvar="FUPIN_USER", help="谁在用；只有一个人时不用写")
    @click.option("--password-file", type=click.Path(exists=True, path_type=Path), help="第一行是口令的文件")
    @click.option("--json", "as_json", is_flag=True, help="结果写成 JSON")
    @wraps(command)
    def wrapped(folder: Path | None, user: str, password_file: Path | None, as_json: bool, **rest: Any) -> Any:
        return command(way=Way(folder, user, password_file, as_json), **rest)

    return wrapped


def say(text: str) -> None:
    """A message for the person, on stderr so that stdout stays clean for JSON."""
    click.echo(text, err=True)


def answer(way: Way, value: object, words: str) -> None:
    """The result: one JSON value on stdout, or the words."""
    click.echo(json.dumps(jsonable(value), ensure_ascii=False) if way.as_json else words)


def jsonable(value: Any) -> Any:
    """Records, dates and paths as JSON values; keys are code names."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: jsonable(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [jsonable(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def record_json(ledger: Ledger, record: Record, fields: tuple[str, ...] = ()) -> dict[str, object]:
    """A record with its id and plain values; ``fields`` limits them."""
    plain = to_plain(ledger, record)
    names = fields or tuple(f.name for f in ledger.fields)
    shown: dict[str, object] = {"id": record.id, "village": record.village}
    shown.update({name: plain.get(name) for name in names})
    if not fields and record.extra:
        shown["extra"] = dict(record.extra)
    return shown


def progress() -> Task:
    """A task that writes its steps to stderr when that is a terminal."""

    def show(done: int, total: int, label: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{label} {done}/{total}", nl=False, err=True)

    return Task(show)


def exit_for(error: DeskError) -> int:
    """Print the sentence; nothing was changed."""
    say(str(error))
    return REFUSED
