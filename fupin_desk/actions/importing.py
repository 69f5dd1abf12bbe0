"""Taking the county's files into the ledger: first a plan that writes nothing, then one step that can be undone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from fupin_desk.actions.backups import back_up_if_changed
from fupin_desk.actions.session import Session, village_of
from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.sheets import layouts, plan, problems, recognise, years
from fupin_desk.sheets.draft import FILL_BLANKS, MODES, NEW_ONLY, UPDATE
from fupin_desk.store.queries import lists

__all__ = [
    "FILL_BLANKS", "MODES", "NEW_ONLY", "UPDATE", "Count", "FileRead", "ImportPlan", "PlannedRecord", "RowProblem",
    "SourceFile", "apply_import", "layout_titles", "plan_import", "plan_read", "read_files",
]  # fmt: skip

Count = plan.Count
ImportPlan = plan.ImportPlan
PlannedRecord = plan.PlannedRecord
RowProblem = problems.RowProblem
SourceFile = plan.SourceFile

_AT_ONCE = 500


def layout_titles() -> dict[str, str]:
    """The tables that are known, by short name: what --layout and the list in the window offer."""
    return {layout.name: layout.title for layout in layouts.layouts()}


@dataclass(frozen=True)
class FileRead:
    """One file that was read, or the sentence why it was refused; its sheets are for ``plan_read`` only."""

    path: Path
    sheets: tuple[recognise.Recognised, ...] = ()
    refused: str = ""


def read_files(paths: Sequence[Path], *, layout: str | None = None, task: Task = QUIET) -> tuple[FileRead, ...]:
    """Read files and tell what each is; a refused one does not hold up the others. Raises Cancelled."""
    found = []
    for number, path in enumerate(_each_once(paths)):
        task.step(number, len(paths), f"读取 {path.name}")
        try:
            found.append(FileRead(path, tuple(recognise.recognise_all(path, task, layout=layout))))
        except DeskError as refusal:
            found.append(FileRead(path, refused=str(refusal)))
    return tuple(found)


def plan_read(
    session: Session, files: Sequence[FileRead], *, year: int | None = None, mode: str = UPDATE, keep_unknown: bool = True,
    task: Task = QUIET,
) -> ImportPlan:  # fmt: skip
    """What importing files that were read would do, as ``plan_import`` says it; refused ones are passed over."""
    sheets = [sheet for file in files for sheet in file.sheets]
    return _plan(session, sheets, year=year, mode=mode, keep_unknown=keep_unknown, task=task)


def plan_import(
    session: Session, paths: Sequence[Path], *, layout: str | None = None, year: int | None = None, mode: str = UPDATE,
    keep_unknown: bool = True, task: Task = QUIET,
) -> ImportPlan:  # fmt: skip
    """What importing these files together would do; nothing is written. The order of the files does not matter.

    ``layout`` names the table instead of recognising it, ``year`` is that of files which do not say it. Raises
    DeskError when a file is refused, Cancelled when the person stops.
    """
    if mode not in MODES:
        raise DeskError(f"没有“{mode}”这种导入方式。台账没有变。可以用：{'、'.join(MODES)}。")
    files = _each_once(paths)
    if not files:
        raise DeskError("还没有选文件。台账没有变。请选择要导入的表格文件。")
    sheets: list[recognise.Recognised] = []
    for number, path in enumerate(files):
        task.step(number, len(files), f"读取 {path.name}")
        sheets += recognise.recognise_all(path, task, layout=layout)
    return _plan(session, sheets, year=year, mode=mode, keep_unknown=keep_unknown, task=task)


def _each_once(paths: Sequence[Path]) -> list[Path]:
    return list({path.resolve(): path for path in paths}.values())


def _plan(session: Session, sheets: Sequence[recognise.Recognised], *, year: int | None, mode: str, keep_unknown: bool,
          task: Task) -> ImportPlan:  # fmt: skip
    known = _known(session)
    dated, said = years.settle_years(sheets, known["household"], known["household_year"], year)
    return plan.make_plan(
        dated, known, mode=mode, village=village_of(session).name, today=session.today, keep_unknown=keep_unknown,
        problems=said, task=task,
    )  # fmt: skip


def _known(session: Session) -> dict[str, list[Any]]:
    """Every living record an import may meet, read in one consistent state."""
    with session.file.read() as connection:
        return {name: lists.list_records(connection, BY_NAME[name]) for name in plan.WRITE_ORDER}


def apply_import(session: Session, planned: ImportPlan, *, task: Task = QUIET) -> Changes:
    """Write a plan as one step, which ``records.undo`` takes back whole. The ledger is backed up before.

    Raises Stale when one of its records was changed after the plan was made, Cancelled when the person stops; then
    nothing of it is written.
    """
    if planned.empty:
        return Changes(planned.summary)
    task.step(0, len(planned.records), "导入前备份")
    back_up_if_changed(session, "导入前")
    done = 0
    with session.file.work(planned.title, strict=False, kind="import") as work:
        for name, group in groupby(planned.records, key=lambda item: item.ledger):
            records = [item.record for item in group]
            for at in range(0, len(records), _AT_ONCE):
                task.step(done, len(planned.records), f"写入{BY_NAME[name].label}")
                work.put_many(records[at : at + _AT_ONCE])
                done += len(records[at : at + _AT_ONCE])
        task.step(done, len(planned.records), "核对疑点")
    return dataclasses.replace(work.result, summary=f"{planned.title}：{planned.summary}")
