"""The state the ledger would have after an import: every value with the row it came from, nothing written yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fupin_desk.core.ids import new_id
from fupin_desk.ledgers.record import Ledger, Record
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.sheets.layouts import ECHO, REAL_LEDGER, WRITE
from fupin_desk.sheets.problems import RowProblem
from fupin_desk.sheets.recognise import Column, Recognised, SourceRow

UPDATE, FILL_BLANKS, NEW_ONLY = "update", "fill-blanks", "new-only"
MODES = (UPDATE, FILL_BLANKS, NEW_ONLY)
"""更新: the file's values replace others; 只填空白: only blanks are filled; 只新增: known records stay as they are."""

NEW, CHANGED, SAME = "new", "changed", "same"
_NOTHING: tuple[object, ...] = (None, "", ())
_ROLES: Mapping[str, tuple[str, ...]] = {
    ledger: (ledger, *(role for role, real in REAL_LEDGER.items() if real == ledger)) for ledger in BY_NAME
}


class Source(NamedTuple):
    """One row of one file: where a value came from."""

    sheet: Recognised
    row: SourceRow

    def column(self, ledger: str, name: str) -> Column | None:
        """The file's column that carries this field, whatever role it plays there."""
        wanted = {f"{role}.{name}" for role in _ROLES[ledger]}
        return next((column for column in self.sheet.columns if column.target.name in wanted), None)


@dataclass(eq=False)
class Entry:
    """One record as it is and as it would be. ``before`` is None for a record that the import adds."""

    ledger: Ledger
    id: str
    before: Record | None
    values: dict[str, Any]
    extra: dict[str, object]
    set_by: dict[str, Source] = field(default_factory=dict)
    sources: list[Source] = field(default_factory=list)
    implied: bool = False
    """True while all that is known of a person is the name in a household's column 户主姓名."""

    @property
    def state(self) -> str:
        """new, changed or same."""
        if self.before is None:
            return NEW
        same = all(getattr(self.before, name) == value for name, value in self.values.items())
        return SAME if same and self.extra == dict(self.before.extra) else CHANGED

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def after(self) -> Record:
        """The record as it would be written."""
        if self.before is None:
            return self.ledger.record(id=self.id, extra=self.extra, **self.values)
        return dataclasses.replace(self.before, extra=self.extra, **self.values)


class Draft:
    """All records an import may meet: the ledger's own and the new ones. ``offer`` is how a value gets in."""

    def __init__(self, known: Mapping[str, Iterable[Record]], mode: str = UPDATE) -> None:
        self.mode = mode
        self.problems: list[RowProblem] = []
        self.entries: dict[str, dict[str, Entry]] = {name: {} for name in BY_NAME}
        for name, records in known.items():
            for record in records:
                self._add(_entry_of(BY_NAME[name], record))

    def of(self, ledger: str) -> Iterable[Entry]:
        """All entries of a ledger, the ledger's own first."""
        return self.entries[ledger].values()

    def get(self, ledger: str, record_id: str | None) -> Entry | None:
        return self.entries[ledger].get(record_id or "")

    def new(self, ledger: str, source: Source, **required: Any) -> Entry:
        """A record that the ledger does not have yet."""
        entry = Entry(BY_NAME[ledger], new_id(), None, dict(required), {})
        entry.set_by = dict.fromkeys(required, source)
        self._add(entry)
        return entry

    def _add(self, entry: Entry) -> None:
        self.entries[entry.ledger.name][entry.id] = entry

    def discard(self, entry: Entry) -> None:
        """Take back a record that ``new`` made."""
        del self.entries[entry.ledger.name][entry.id]

    def touched(self, ledger: str) -> Sequence[Entry]:
        """Entries that some row of the import is about."""
        return [entry for entry in self.of(ledger) if entry.sources]

    def offer(self, entry: Entry, name: str, value: Any, source: Source, *, use: str = WRITE, who: str = "") -> bool:
        """Give a field the value of a cell. True when the field has that value afterwards.

        A blank never overwrites. Of two rows of one import the first keeps its value and the second becomes a problem;
        rows come in the order of their layouts, so the order in which files were chosen does not matter. What a column
        only repeats (``ECHO``) fills a blank and gives way to the column whose own matter it is.
        """
        if value in _NOTHING:
            return False
        current = entry.values.get(name)
        if current == value:
            if use != ECHO:
                entry.set_by.setdefault(name, source)
            return True
        earlier = entry.set_by.get(name)
        if earlier is not None:
            self._differs(entry, name, value, source, earlier, who)
            return False
        if not self._may_write(entry, current, use):
            if use == ECHO and current not in _NOTHING:
                self._differs(entry, name, value, source, None, who)
            return False
        entry.values[name] = value
        if use != ECHO:
            entry.set_by[name] = source
        entry.extra.pop(entry.ledger.by_name[name].label, None)
        return True

    def _may_write(self, entry: Entry, current: Any, use: str) -> bool:
        if entry.before is not None and self.mode == NEW_ONLY:
            return False
        return current in _NOTHING or (use != ECHO and (self.mode == UPDATE or entry.before is None))

    def keep(self, entry: Entry, label: str, text: str) -> None:
        """Keep a text that no field can hold among the record's extra values; never over another one in other modes."""
        if entry.before is not None and self.mode != UPDATE and (self.mode == NEW_ONLY or label in entry.extra):
            return
        entry.extra[label] = text

    def _differs(
        self, entry: Entry, name: str, value: Any, source: Source, earlier: Source | None, who: str
    ) -> None:
        declared = entry.ledger.by_name[name]
        here, held = declared.kind.show(value), declared.kind.show(entry.values[name])
        if earlier is None:
            words, rule = f"本表写“{here}”，台账是“{held}”，没有改", "echo"
        elif earlier.sheet is source.sheet:
            place = f"第 {earlier.row.number} 行"
            words, rule = f"写“{here}”，与{place}的“{held}”不同，按{place}", "conflict"
        else:
            place = f"《{earlier.sheet.file}》第 {earlier.row.number} 行"
            words, rule = f"本表写“{here}”，{place}是“{held}”，按后者", "conflict"
        self.report(source, source.column(entry.ledger.name, name), words, rule, label=declared.label, who=who)

    def report(
        self, source: Source, column: Column | None, message: str, rule: str, *, level: str = "W", label: str = "",
        who: str = "",
    ) -> None:  # fmt: skip
        """Note a problem at a cell (or, without a column, at a row)."""
        declared = column.target.field if column else None
        self.problems.append(RowProblem(
            file=source.sheet.file, sheet=source.sheet.sheet, row=source.row.number,
            column=column.letter if column else "", header=column.header if column else "",
            label=label or (declared.label if declared else ""), who=who, message=message, rule=rule, level=level,
        ))  # fmt: skip


def _entry_of(ledger: Ledger, record: Record) -> Entry:
    values = {f.name: value for f in ledger.fields if (value := getattr(record, f.name)) not in _NOTHING}
    return Entry(ledger, record.id, record, values, dict(record.extra))
