"""The plan of an import: what would be new, changed and the same, and every problem. Making it writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desk.core.progress import QUIET, Task
from fupin_desk.ledgers.record import Record
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.sheets.clean import forget_numbers
from fupin_desk.sheets.crosscheck import CrossCheck
from fupin_desk.sheets.draft import CHANGED, NEW, SAME, UPDATE, Draft, Entry
from fupin_desk.sheets.problems import RowProblem, summed_up
from fupin_desk.sheets.recognise import Recognised
from fupin_desk.sheets.take import Taker

WRITE_ORDER = (
    "village_group", "helping_unit", "helper", "household", "member", "household_year", "monitoring", "pairing",
    "village",
)  # fmt: skip
"""Ledgers an import may write, those that others refer to first."""


@dataclass(frozen=True)
class Count:
    """How many records of one ledger the import adds, changes, and finds as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0

    @property
    def all(self) -> int:
        return self.new + self.changed + self.same


@dataclass(frozen=True)
class FieldEdit:
    """One value of the preview: what it is called, what stands there now, what the file says."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PlannedRecord:
    """One record of the plan. ``state`` is new, changed or same; ``record`` is what would be written."""

    ledger: str
    state: str
    record: Record
    before: Record | None
    rows: tuple[tuple[str, int], ...]
    """(file, row) of every row that the record comes from."""

    @property
    def title(self) -> str:
        """How the record is named to a person."""
        return BY_NAME[self.ledger].title(self.record)

    @property
    def edits(self) -> list[FieldEdit]:
        """Every value that would be written, as it is shown now and then; worked out when asked for."""
        found = []
        for f in BY_NAME[self.ledger].fields:
            old, new = getattr(self.before, f.name, None), getattr(self.record, f.name)
            if old != new:
                found.append(FieldEdit(f.label, _shown(f.kind, old), _shown(f.kind, new)))
        held: Mapping[str, object] = self.before.extra if self.before else {}
        differing = [label for label, text in self.record.extra.items() if held.get(label) != text]
        return found + [FieldEdit(label, str(held.get(label, "")), str(self.record.extra[label])) for label in differing]


@dataclass(frozen=True)
class SourceFile:
    """How one sheet was understood: for the person to look over before the import is applied."""

    file: str
    sheet: str
    layout: str
    title: str
    confidence: float
    header_row: int
    year: int | None
    region: Mapping[str, str]
    rows: int
    columns: tuple[tuple[str, str, str], ...]
    """(letter, heading, field's label) of every column that is taken."""
    unknown_columns: tuple[str, ...]


@dataclass(frozen=True)
class ImportPlan:
    """Everything an import would do. ``records`` holds new and changed records in the order they are written."""

    sources: tuple[SourceFile, ...]
    mode: str
    counts: Mapping[str, Count]
    records: tuple[PlannedRecord, ...]
    problems: tuple[RowProblem, ...]

    @property
    def empty(self) -> bool:
        """True when the ledger already says what the files say."""
        return not self.records

    @property
    def title(self) -> str:
        """The words of the step in the history, e.g. 导入 户信息.xlsx 等 6 份."""
        files = list(dict.fromkeys(source.file for source in self.sources))
        return f"导入 {files[0]}" + (f" 等 {len(files)} 份" if len(files) > 1 else "")

    @property
    def summary(self) -> str:
        """What would happen, counted: 新增 农户 300、家庭成员 986；更新 …；… 处问题."""
        parts = []
        for state, word in ((NEW, "新增"), (CHANGED, "更新")):
            named = [f"{BY_NAME[n].label} {getattr(c, state)}" for n, c in self.counts.items() if getattr(c, state)]
            if named:
                parts.append(f"{word} {'、'.join(named)}")
        if not parts:
            parts.append("没有要改的：台账里已经是这些内容")
        serious = sum(problem.level != "H" for problem in self.problems)
        if serious:
            parts.append(f"{serious} 处问题")
        return "；".join(parts) + "。"


def make_plan(
    sheets: Sequence[Recognised], known: Mapping[str, Iterable[Record]], *, mode: str = UPDATE, village: str = "",
    today: date, keep_unknown: bool = True, problems: Iterable[RowProblem] = (), task: Task = QUIET,
) -> ImportPlan:  # fmt: skip
    """Hold sheets against the records a ledger has. ``known`` maps ledger names to their living records."""
    draft = Draft(known, mode)
    draft.problems += problems
    for sheet in sheets:
        draft.problems += _sheet_problems(sheet)
    try:
        taker = Taker(draft, village=village, today=today, keep_unknown=keep_unknown)
        taker.take_all(sheets, task)
        taker.finish()
        CrossCheck(draft, taker.people, today).run(taker.stated)
    finally:
        forget_numbers()
    states = {name: [(entry, entry.state) for entry in draft.touched(name)] for name in WRITE_ORDER}
    return ImportPlan(
        sources=tuple(_source_file(sheet) for sheet in sheets),
        mode=mode,
        counts={name: _count(state for _, state in found) for name, found in states.items() if found},
        records=tuple(_planned(entry, state) for name in WRITE_ORDER for entry, state in states[name] if state != SAME),
        problems=tuple(summed_up(draft.problems)),
    )


def _sheet_problems(sheet: Recognised) -> list[RowProblem]:
    headers = {column.letter: column.header for column in sheet.columns}
    found = []
    for p in sheet.problems:
        header = headers.get(p.column, "")
        found.append(
            RowProblem(sheet.file, sheet.sheet, p.row, p.column, header, "", "", p.message, "sheet", p.level)
        )
    return found


def _count(states: Iterable[str]) -> Count:
    found = list(states)
    return Count(found.count(NEW), found.count(CHANGED), found.count(SAME))


def _planned(entry: Entry, state: str) -> PlannedRecord:
    rows = dict.fromkeys((source.sheet.file, source.row.number) for source in entry.sources)
    return PlannedRecord(entry.ledger.name, state, entry.after(), entry.before, tuple(rows))


def _shown(kind: Any, value: Any) -> str:
    return "" if value is None else str(kind.show(value))


def _source_file(sheet: Recognised) -> SourceFile:
    columns = [(c.letter, c.header, c.target.field.label if c.target.field else "") for c in sheet.columns]
    return SourceFile(
        sheet.file, sheet.sheet, sheet.layout.name, sheet.layout.title, sheet.confidence, sheet.header_row, sheet.year,
        dict(sheet.region), len(sheet.rows), tuple(columns), tuple(column.shown for column in sheet.unknown_columns),
    )  # fmt: skip
