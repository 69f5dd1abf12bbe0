"""Taking the rows of recognised sheets into the draft, layout by layout, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desk.core.progress import Task
from fupin_desk.ledgers.kinds import tidy
from fupin_desk.sheets.cells import show
from fupin_desk.sheets.clean import key_text
from fupin_desk.sheets.draft import Draft, Entry, Source
from fupin_desk.sheets.layouts import ADD, CHECK, KEY, LIST
from fupin_desk.sheets.match import People, plain_name, same_village
from fupin_desk.sheets.problems import RowProblem
from fupin_desk.sheets.recognise import Column, Recognised
from fupin_desk.sheets.rowread import Read, RowRead, SheetReader
from fupin_desk.sheets.take_helping import HelpingTaker
from fupin_desk.sheets.take_home import HomeTaker
from fupin_desk.sheets.take_people import PeopleTaker, settle_facts, settle_heads

_STATED = frozenset({"reported_size", "reported_gross_fen", "reported_net_fen", "reported_per_capita_fen"})
_SHARED_ROLES = frozenset({"household", "head", "group", "household_year", "monitoring", "village"})
"""What is repeated on every row of a household: a problem there is told once a household."""


@dataclass(frozen=True)
class Stated:
    """A figure that a file gives and the ledger computes: 家庭人口数, 年收入, 纯收入, 人均纯收入."""

    home: Entry
    year: int | None
    field: str
    value: int
    source: Source
    column: Column


class Taker:
    """Takes sheets in the order they come; ``finish`` settles what only all of them together can tell."""

    def __init__(self, draft: Draft, *, village: str, today: date, keep_unknown: bool = True) -> None:
        self.draft = draft
        self.people = People(draft)
        self.stated: list[Stated] = []
        self._village, self._keep_unknown = village, keep_unknown
        self._persons = PeopleTaker(draft, self.people)
        self._helping = HelpingTaker(draft, today)
        self._homes = HomeTaker(draft, self.people)
        self._years = {(y.get("household"), y.get("year")): y for y in draft.of("household_year")}
        self._spells: dict[str, list[Entry]] = {}
        for spell in draft.of("monitoring"):
            self._spells.setdefault(spell.get("household"), []).append(spell)
        self._lists: dict[tuple[str, str, str], tuple[Source, dict[str, None]]] = {}
        self._said: set[tuple[int, str, str, str]] = set()

    def take_all(self, sheets: Iterable[Recognised], task: Task) -> None:
        """Take every sheet, those of the most authoritative layout first."""
        ordered = sorted(sheets, key=lambda s: (s.layout.order, -(s.year or 0), s.file, s.sheet))
        readers = [SheetReader(sheet) for sheet in ordered]
        everything = [[reader.read(row) for row in reader.sheet.rows] for reader in readers]
        self._homes.numbers = {read.key("household.number") for reads in everything for read in reads}
        done, total = 0, sum(map(len, everything))
        for sheet, reads in zip(ordered, everything, strict=True):
            self._persons.begin_sheet(reads)
            here = self._in_this_village(sheet, reads)
            for read in here:
                if done % 100 == 0:
                    task.step(done, total, f"核对 {sheet.file}")
                self._row(read)
                done += 1
            done += len(reads) - len(here)
            self._persons.end_sheet()

    def finish(self) -> None:
        """Fields with several entries, heads known by name, facts that numbers tell."""
        for (ledger, record_id, name), (source, values) in self._lists.items():
            entry = self.draft.get(ledger, record_id)
            if entry is not None:
                most = getattr(entry.ledger.by_name[name].kind, "most", len(values))
                self.draft.offer(entry, name, tuple(values)[:most], source)
        settle_heads(self.draft, self.people)
        settle_facts(self.draft)

    def _in_this_village(self, sheet: Recognised, reads: list[RowRead]) -> list[RowRead]:
        """The rows of the ledger's own village; a file of one other name is taken, but the difference told."""
        column = next((c for c in sheet.columns if c.target.name == "region.village"), None)
        names = Counter(name for read in reads if (name := read.key("region.village")))
        if column is None or not names or not self._village:
            return reads
        others = {name: count for name, count in names.items() if not same_village(name, self._village)}
        if not others:
            return reads
        if len(names) == 1:
            name = next(iter(names))
            self._whole(sheet, column, f"这份表是“{name}”的，台账是“{self._village}”的，请核对", "other_village", "W")
            return reads
        for name, count in others.items():
            words = f"“{name}”的 {count} 行不是“{self._village}”的，没有导入"
            self._whole(sheet, column, words, "other_village", "E" if len(others) == len(names) else "H")
        return [read for read in reads if read.key("region.village") not in others]

    def _whole(self, sheet: Recognised, column: Column, message: str, rule: str, level: str) -> None:
        self.draft.problems.append(
            RowProblem(sheet.file, sheet.sheet, 0, column.letter, column.header, "", "", message, rule, level)
        )

    def _row(self, read: RowRead) -> None:
        home = self._homes.home(read)
        self._say(read, home)
        if home is None:
            return
        home.sources.append(read.source)
        self._persons.note_head(home, read)
        entries: dict[str, Entry | None] = {"household": home}
        entries["member"] = self._persons.member(home, read)
        entries |= self._helping.take(home, read)
        if read.of("monitoring"):
            entries["monitoring"] = self._spell(home, read)
        self._homes.group(home, read)
        for role, entry in entries.items():
            if entry is not None:
                self._offer(entry, read, read.of(role))
        if entries["member"] is not None:
            self.people.note_citizen(entries["member"])
        self._year_values(home, read, entries)
        self._village_values(read)
        self._unknown(read, entries)

    def _say(self, read: RowRead, home: Entry | None) -> None:
        """Tell what is wrong with single cells of the row."""
        for role, reads in read.roles.items():
            for found in reads:
                if not found.reading.problem or role == "region":
                    continue
                if role in _SHARED_ROLES and home is not None:
                    key = (id(read.source.sheet), found.column.letter, home.id, key_text(found.cell) or show(found.cell))
                    if key in self._said:
                        continue
                    self._said.add(key)
                reading = found.reading
                self.draft.report(
                    read.source, found.column, reading.problem, reading.rule, level=reading.level, who=read.who
                )  # fmt: skip

    def _offer(self, entry: Entry, read: RowRead, reads: Iterable[Read]) -> None:
        """Give a record the values of its cells in this row."""
        sums: dict[str, int] = {}
        for found in reads:
            target, reading = found.column.target, found.reading
            declared = target.field
            if declared is None or target.use in (CHECK, KEY):
                continue
            if reading.lost:
                self.draft.keep(entry, declared.label, tidy(show(found.cell)))
            elif reading.value is None:
                continue
            elif target.use == ADD:
                sums[declared.name] = sums.get(declared.name, 0) + reading.value
            elif target.use == LIST:
                self._list(entry, declared.name, reading.value, read.source)
            elif not (declared.name == "name" and entry.get("name") == plain_name(reading.value)):
                self.draft.offer(entry, declared.name, reading.value, read.source, use=target.use, who=read.who)
        for name, total in sums.items():
            self.draft.offer(entry, name, total, read.source, who=read.who)

    def _list(self, entry: Entry, name: str, values: Iterable[str], source: Source) -> None:
        _, known = self._lists.setdefault((entry.ledger.name, entry.id, name), (source, {}))
        known.update(dict.fromkeys(values))

    def _spell(self, home: Entry, read: RowRead) -> Entry:
        """The spell of monitoring a row is about: by its month, else the one that is not cleared."""
        month = read.value("monitoring.identified_month")
        spells = self._spells.setdefault(home.id, [])
        same = [s for s in spells if s.get("identified_month") == month]
        same = same or [s for s in spells if not s.get("cleared") and not (month and s.get("identified_month"))]
        if same:
            spell = same[-1]
        else:
            spell = self.draft.new("monitoring", read.source, household=home.id)
            spells.append(spell)
        spell.sources.append(read.source)
        return spell

    def _year_values(self, home: Entry, read: RowRead, entries: dict[str, Entry | None]) -> None:
        by_year: dict[int | None, list[Read]] = {}
        row_year = read.value("year") or read.source.sheet.year
        for found in read.of("household_year"):
            by_year.setdefault(found.column.year or row_year, []).append(found)
        for year, reads in by_year.items():
            self._note_stated(home, year, read.source, reads)
            if year is None or all(found.column.target.use == CHECK for found in reads):
                continue
            entry = self._years.get((home.id, year))
            if entry is None:
                entry = self.draft.new("household_year", read.source, household=home.id, year=year)
                self._years[home.id, year] = entry
            entry.sources.append(read.source)
            self._offer(entry, read, reads)
            entries.setdefault("household_year", entry)

    def _note_stated(self, home: Entry, year: int | None, source: Source, reads: Iterable[Read]) -> None:
        for found in reads:
            value: Any = found.reading.value
            if found.field in _STATED and isinstance(value, int):
                key = (id(source.sheet), found.column.letter, home.id, f"={value}")
                if key not in self._said:
                    self._said.add(key)
                    self.stated.append(Stated(home, year, found.field, value, source, found.column))

    def _village_values(self, read: RowRead) -> None:
        village = next(iter(self.draft.of("village")), None)
        if village is not None and read.of("village"):
            village.sources.append(read.source)
            self._offer(village, read, read.of("village"))

    def _unknown(self, read: RowRead, entries: Mapping[str, Entry | None]) -> None:
        """What stands in columns nobody knows is kept with the record that the row is about."""
        sheet = read.source.sheet
        entry = entries.get(sheet.layout.extra) or entries.get("member") or entries.get("household")
        if entry is None or not self._keep_unknown or sheet.ours:
            return
        for column in sheet.unknown_columns:
            cell = read.source.row.cells[column.index] if column.index < len(read.source.row.cells) else None
            text = tidy(show(cell))
            if text:
                self.draft.keep(entry, column.shown, text)

