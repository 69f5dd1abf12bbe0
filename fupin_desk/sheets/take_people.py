"""Taking the persons of a row into the draft: members from rosters, the head from a household's own columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fupin_desk.ledgers.household import HEAD
from fupin_desk.sheets.cells import show
from fupin_desk.sheets.clean import facts_of, name_text
from fupin_desk.sheets.draft import Draft, Entry, Source
from fupin_desk.sheets.layouts import ECHO
from fupin_desk.sheets.match import People, citizen_number, plain_name
from fupin_desk.sheets.rowread import RowRead

SEX_MALE, SEX_FEMALE = "1", "2"


@dataclass
class PeopleTaker:
    """``names`` counts how often a name stands in a household within the sheet being taken."""

    draft: Draft
    people: People
    names: dict[tuple[str, str], int] = field(default_factory=dict)
    heads: dict[str, RowRead] = field(default_factory=dict)
    """Household id -> the first row that names its head; looked at when the whole sheet has been taken."""

    def begin_sheet(self, reads: Iterable[RowRead]) -> None:
        """Learn which names a household has twice, before the first row is taken."""
        self.names.clear()
        self.heads.clear()
        for read in reads:
            if name := read.key("member.name"):
                key = (plain_name(read.key("household.number") or read.key("head.name")), plain_name(name))
                self.names[key] = self.names.get(key, 0) + 1

    def member(self, home: Entry, read: RowRead) -> Entry | None:
        """The person of a row, found or new; None when the row names nobody or could mean two people."""
        found = read.find("member.name")
        name = name_text(found.cell) if found else ""
        column = read.source.column("member", "name")
        if not name:
            if read.find("member.id_number"):
                self.draft.report(read.source, column, "没有姓名，这个人没有导入", "no_name", level="E")
            return None
        number = read.value("member.id_number")
        relation = read.value("member.relation")
        key = (plain_name(read.key("household.number") or read.key("head.name")), plain_name(name))
        alone = self.names.get(key, 0) < 2
        birth = read.value("member.birth")
        person, several = self.people.person_in(home, name, number, birth, relation, alone=alone)
        if several:
            words = "这一户有几个同名的人，按证件号码和出生日期分不清是谁，没有导入"
            self.draft.report(read.source, column, words, "ambiguous", level="E", who=name)
            return None
        if person is None:
            person = self.draft.new("member", read.source, household=home.id, name=name)
            self.people.note_person(person)
        self._note_source(person, read, name)
        self._against_id(read, number, name)
        return person

    def _note_source(self, person: Entry, read: RowRead, name: str) -> None:
        earlier = next((s for s in person.sources if s.sheet is read.source.sheet), None)
        if earlier is not None:
            words = f"与第 {earlier.row.number} 行是同一个人，只登记一次"
            column = read.source.column("member", "name")
            self.draft.report(read.source, column, words, "listed_twice", who=name)
        person.implied = False
        person.sources.append(read.source)

    def _against_id(self, read: RowRead, number: str | None, name: str) -> None:
        """Sex and birthday of the row against a number that is itself sound (rule D005)."""
        facts = facts_of(number or "")
        if not facts.sound:
            return
        sex, birth = read.find("member.sex"), read.find("member.birth")
        if sex and sex.reading.value in (SEX_MALE, SEX_FEMALE) and facts.sex and sex.reading.value != facts.sex:
            words = f"写的是“{show(sex.cell).strip()}”，与证件号码不一致"
            self.draft.report(read.source, sex.column, words, "sex_against_id", who=name)
        if birth and birth.reading.value and facts.birth and birth.reading.value != facts.birth:
            words = f"写的是 {birth.reading.value}，证件号码里是 {facts.birth}"
            self.draft.report(read.source, birth.column, words, "birth_against_id", who=name)

    def note_head(self, home: Entry, read: RowRead) -> None:
        """Remember who a row says heads the household."""
        if read.key("head.name") and home.id not in self.heads:
            self.heads[home.id] = read

    def end_sheet(self) -> None:
        """Now that all its rows are taken: a head the sheet names but does not list is kept with the name alone."""
        for home_id, read in self.heads.items():
            home = self.draft.get("household", home_id)
            if home is not None:
                self._head(home, read)

    def _head(self, home: Entry, read: RowRead) -> None:
        name, number = read.key("head.name"), read.value("head.id_number")
        person, several = self.people.person_in(home, name, number, None, HEAD, alone=True)
        if several:
            return
        if person is None:
            if self.people.family(home):
                not_among_them(self.draft, read.source, name)
                return
            person = self._new_head(home, name, number, read)
        elif number and not _one_citizen(number, person.get("id_number")):
            self.draft.offer(person, "id_number", number, read.source, use=ECHO, who=name)
            self.people.note_citizen(person)
        if head_number := read.value("head.number"):
            self.draft.offer(person, "number", head_number, read.source, use=ECHO, who=name)

    def _new_head(self, home: Entry, name: str, number: str | None, read: RowRead) -> Entry:
        """A person known from the line of the household only. What a roster says later replaces it without a word."""
        person = self.draft.new("member", read.source, household=home.id, name=name)
        person.set_by.clear()
        person.implied = True
        person.sources.append(read.source)
        if number:
            person.values["id_number"] = number
        self.people.note_person(person)
        return person


def _one_citizen(one: str, other: str | None) -> bool:
    """Whether an identity number and a disability card number are of one person."""
    return bool(citizen_number(one)) and citizen_number(one) == citizen_number(other)


def settle_heads(draft: Draft, people: People) -> None:
    """A head known by name only is entered as 户主; where a roster lists the people and not this one, he is no person.

    A name misspelt in the household table, or of a head who died, would otherwise become one more inhabitant.
    """
    for person in draft.touched("member"):
        home = draft.get("household", person.get("household"))
        if not person.implied or home is None:
            continue
        if any(not other.implied for other in people.family(home)):
            not_among_them(draft, person.sources[0], str(person.get("name")))
            people.forget(person)
            draft.discard(person)
        elif not person.get("relation"):
            draft.offer(person, "relation", HEAD, person.sources[0])


def not_among_them(draft: Draft, source: Source, name: str) -> None:
    """Tell that a household's table names a head whom its people do not include."""
    words = f"户主写的是“{name}”，这一户的成员里没有这个人，没有登记，请核对"
    draft.report(source, source.column("member", "name"), words, "head_differs", who=name)


def settle_facts(draft: Draft) -> None:
    """Sex and birthday that nobody has written down are read from a sound identity number."""
    for person in draft.touched("member"):
        if person.get("sex") and person.get("birth"):
            continue
        facts = facts_of(person.get("id_number") or "")
        if facts.sound:
            draft.offer(person, "sex", person.get("sex") or facts.sex, person.sources[0])
            draft.offer(person, "birth", person.get("birth") or facts.birth, person.sources[0])


def source_of(person: Entry, name: str) -> Source | None:
    """The row that gave a person this field, or the first row about the person."""
    return person.set_by.get(name) or next(iter(person.sources), None)
