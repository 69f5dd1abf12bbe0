"""Finding or making the household and the group (组) that a row of a file is about."""

from __future__ import annotations

from collections.abc import Iterable

from fupin_desk.ledgers.household import HEAD
from fupin_desk.sheets.draft import Draft, Entry
from fupin_desk.sheets.match import People, citizen_number, group_number, plain_name
from fupin_desk.sheets.rowread import RowRead


class HomeTaker:
    """``numbers`` are all household numbers of the import: one that is missing there may have been given anew."""

    def __init__(self, draft: Draft, people: People) -> None:
        self.draft, self.people = draft, people
        self.numbers: set[str] = set()
        self._groups = list(draft.of("village_group"))

    def home(self, read: RowRead) -> Entry | None:
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
            if home.before is not None and home.get("number") and home.get("number") not in self.numbers
        ]  # fmt: skip
        if renumbered:
            held = renumbered[0].get("number")
            words = f"户主的证件号码与台账里户编号 {held} 的一户相同，但户编号不同，没有导入这一行，请核对户编号"
            column = read.source.column("household", "number")
            self.draft.report(read.source, column, words, "renumbered", level="E", who=read.who)
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

    def group(self, home: Entry, read: RowRead) -> None:
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


def _number_of(group: Entry) -> int | None:
    number: int | None = group.get("number")
    return number if number is not None else group_number(str(group.get("name")))
