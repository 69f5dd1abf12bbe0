"""Taking the rows of recognised sheets into the draft, layout by layout, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desk.core.progress import Task
from fupin_desk.ledgers.household import HEAD
from fupin_desk.sheets.cells import show
from fupin_desk.sheets.draft import Draft, Entry, Source
from fupin_desk.sheets.layouts import ADD, CHECK, KEY, LIST
from fupin_desk.sheets.match import People, citizen_number, group_number, plain_name, same_village
from fupin_desk.sheets.problems import RowProblem
from fupin_desk.sheets.recognise import Column, Recognised
from fupin_desk.sheets.rowread import Read, RowRead, SheetReader
from fupin_desk.sheets.take_helping import HelpingTaker
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
        self._groups = list(draft.of("village_group"))
        self._years = {(y.get("household"), y.get("year")): y for y in draft.of("household_year")}
        self._spells: dict[str, list[Entry]] = {}
        for spell in draft.of("monitoring"):
            self._spells.setdefault(spell.get("household"), []).append(spell)
        self._lists: dict[tuple[str, str, str], tuple[Source, dict[str, None]]] = {}
        self._said: set[tuple[int, str, str, str]] = set()
        self._numbers: set[str] = set()

    def take_all(self, sheets: Iterable[Recognised], task: Task) -> None:
        """Take every sheet, those of the most authoritative layout first."""
        ordered = sorted(sheets, key=lambda s: (s.layout.order, -(s.year or 0), s.file, s.sheet))
        readers = [SheetReader(sheet) for sheet in ordered]
        everything = [[reader.read(row) for row in reader.sheet.rows] for reader in readers]
        self._numbers = {read.key("household.number") for reads in everything for read in reads}
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
        home = self._home(read)
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
        self._group(home, read)
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
                    key = (id(read.source.sheet), found.column.letter, home.id, show(found.cell))
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
                self.draft.keep(entry, declared.label, show(found.cell).strip())
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

    def _home(self, read: RowRead) -> Entry | None:
        """The household of a row, found or new. None, with a problem, when it cannot be told."""
        number = read.key("household.number")
        home = self.people.home_numbered(number)
        if home is not None:
            return home
        if number:
            return self._by_head_without_number(read) or self._new_home(read, number)
        return self._unnumbered(read)

    def _head_numbers(self, read: RowRead) -> list[str]:
        """Identity numbers in the row that are the head's."""
        numbers = [read.value("head.id_number")]
        if read.value("member.relation") == HEAD:
            numbers.append(read.value("member.id_number"))
        return [number for text in numbers if (number := citizen_number(text))]

    def _by_head_without_number(self, read: RowRead) -> Entry | None:
        """A household of the ledger that has no number yet and whose head is this row's head gets the number."""
        found = self._homes_of(self._head_numbers(read))
        bare = [home for home in found if not home.get("number")]
        if len(bare) == 1:
            self.draft.offer(bare[0], "number", read.key("household.number"), read.source, who=read.who)
            self.people.note_home(bare[0])
            return bare[0]
        return None

    def _homes_of(self, numbers: Iterable[str]) -> list[Entry]:
        found = [self.draft.get("household", p.get("household")) for n in numbers for p in self.people.holders(n)]
        return list(dict.fromkeys(home for home in found if home is not None))

    def _new_home(self, read: RowRead, number: str) -> Entry | None:
        renumbered = [
            home for home in self._homes_of(self._head_numbers(read))
            if home.before is not None and home.get("number") and home.get("number") not in self._numbers
        ]  # fmt: skip
        if renumbered:
            words = f"户主的证件号码与台账里户编号 {renumbered[0].get('number')} 的一户相同，但户编号不同，没有导入这一行，请核对户编号"
            self.draft.report(read.source, read.source.column("household", "number"), words, "renumbered", level="E", who=read.who)
            return None
        home = self.draft.new("household", read.source)
        if number:
            self.draft.offer(home, "number", number, read.source)
        self.people.note_home(home)
        return home

    def _unnumbered(self, read: RowRead) -> Entry | None:
        """A row without 户编号: by the head's number, by the person's own, by the head's name, in that order."""
        own = citizen_number(read.value("member.id_number"))
        for numbers in (self._head_numbers(read), [own] if own else []):
            homes = self._homes_of(numbers)
            if len(homes) == 1:
                return homes[0]
        name = read.key("head.name") or (read.key("member.name") if read.value("member.relation") == HEAD else "")
        homes = self.people.heads_named(name) if name else []
        if len(homes) == 1:
            return homes[0]
        column = read.source.column("household", "number") or read.source.column("member", "name")
        if homes:
            words = f"没有户编号，台账里户主叫“{name}”的有 {len(homes)} 户，分不清是哪一户，没有导入这一行"
            self.draft.report(read.source, column, words, "ambiguous", level="E", who=read.who)
            return None
        if not name:
            words = "没有户编号，也没有户主，放不进任何一户，没有导入这一行"
            self.draft.report(read.source, column, words, "no_household", level="E", who=read.who)
            return None
        self.draft.report(read.source, column, "没有户编号，按户主姓名登记", "no_number", level="H", who=read.who)
        return self._new_home(read, "")

    def _group(self, home: Entry, read: RowRead) -> None:
        found = read.find("group.name")
        name = read.key("group.name")
        if found is None or not name:
            return
        number = group_number(name)
        group = next((g for g in self._groups if plain_name(g.get("name")) == plain_name(name)), None)
        if group is None and number is not None:
            group = next((g for g in self._groups if _number_of(g) == number), None)
        if group is None:
            group = self.draft.new("village_group", read.source, name=name)
            if number is not None:
                group.values["number"] = number
            self._groups.append(group)
        group.sources.append(read.source)
        self.draft.offer(home, "group", group.id, read.source, use=found.column.target.use, who=read.who)

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
        if entry is None or not self._keep_unknown:
            return
        for column in sheet.unknown_columns:
            cell = read.source.row.cells[column.index] if column.index < len(read.source.row.cells) else None
            text = show(cell).strip()
            if text:
                self.draft.keep(entry, column.shown, text)


def _number_of(group: Entry) -> int | None:
    number: int | None = group.get("number")
    return number if number is not None else group_number(str(group.get("name")))
