"""The command line put together: every command of cli, who may do what with which exit code."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from fupin_desk import __version__
from fupin_desk.app import places
from fupin_desk.app.words import speak_chinese
from fupin_desk.cli import exchange, ledger, own_forms, records
from fupin_desk.cli.frame import BUG, REFUSED, exit_for, say
from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.files import world_fault
from fupin_desk.core.log import log, start_log

MODULES: tuple[ModuleType, ...] = (ledger, records, exchange, own_forms)
"""The modules of commands, in the order of the help; what a module defines is offered."""

_BUG = "程序出错了，这一步没有做成。台账没有变。请把日志发给维护人员，里面没有农户资料：{path}"


class Commands(click.Group):
    """The group of all commands. It turns every end into the exit codes of the command line (0, 1, 2, 3, 70)."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DeskError as error:
            ctx.exit(exit_for(error))
        except Cancelled:
            say("已停下，没有改动任何内容。")
            ctx.exit(REFUSED)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            ctx.exit(exit_for(world_fault(error, Path(str(error.filename or "")))))
        except Exception:  # noqa: BLE001  a bug ends as exit code 70 and a log without values, never as a traceback
            start_log(places.log_folder())
            log.exception("command %s", ctx.invoked_subcommand)
            say(_BUG.format(path=places.log_folder() / "fupin_desk.log"))
            ctx.exit(BUG)


def _tops(module: ModuleType) -> list[click.Command]:
    """The commands of a module that stand in no group of the same module."""
    found = [value for value in vars(module).values() if isinstance(value, click.Command)]
    inner = {id(child) for one in found if isinstance(one, click.Group) for child in one.commands.values()}
    return [one for one in found if id(one) not in inner]


@contextmanager
def _environment(given: dict[str, str | None]) -> Iterator[None]:
    """What stands before the command counts like the variable of that name, for as long as the command runs."""
    before = {name: os.environ.get(name) for name in given}
    os.environ.update({name: value for name, value in given.items() if value})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


speak_chinese()


@click.group(
    cls=Commands, help="扶贫工作台：不写命令就打开窗口；写命令就在这里做完。", subcommand_metavar="命令 [参数]…",
    options_metavar="[选项]", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="每个命令都可以写 --json。退出码：0 做好；1 没有做，原因见提示；2 写法不对；3 做好，另有问题列出；70 程序出错。",
)  # fmt: skip
@click.option("--ledger", "folder", type=click.Path(), help="台账文件夹，也可以写在命令后面")
@click.option("--user", help="谁在用")
@click.version_option(__version__, message="扶贫工作台 %(version)s")
@click.pass_context
def commands(context: click.Context, folder: str | None, user: str | None) -> None:
    """Take what stands before the command, and the password from the environment."""
    context.obj = {"password": os.environ.get("FUPIN_PASSWORD", "")}
    context.with_resource(_environment({"FUPIN_LEDGER": folder, "FUPIN_USER": user}))


def _dress(command: click.Command) -> click.Command:
    """Give a command and those below it the Chinese of their usage lines."""
    command.options_metavar = "[选项]"
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            parameter.type.name = "路径"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for child in command.commands.values():
            _dress(child)
    return command


for _module in MODULES:
    for _command in _tops(_module):
        commands.add_command(_dress(_command))
