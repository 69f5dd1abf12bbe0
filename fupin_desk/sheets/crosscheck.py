"""What only the whole of an import can tell: heads, shared numbers, family sizes, sums that do not come out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fupin_desk.core.money import show_yuan
from fupin_desk.ledgers import income
from fupin_desk.ledgers.household import HEAD, is_present
from fupin_desk.ledgers.year import items_of, totals_of
from fupin_desk.sheets.draft import Draft, Entry
from fupin_desk.sheets.match import People
from fupin_desk.sheets.take import Stated
from fupin_desk.sheets.take_people import source_of

_ROUNDING_FEN = 1
"""A file's per-capita figure may be cut instead of rounded."""


class CrossCheck:
    """Checks a draft after every sheet was taken, and reports at the cells that the user would mend."""

    def __init__(self, draft: Draft, people: People, today: date) -> None:
        self.draft, self.people, self.today = draft, people, today
        self._families: dict[str, list[Entry]] = {}
        self._years = {(year.get("household"), year.get("year")): year for year in draft.touched("household_year")}

    def run(self, stated: Iterable[Stated]) -> None:
        for home in self.draft.touched("household"):
            self._heads(home)
        self._shared_numbers()
        for figure in stated:
            if figure.field == "reported_size":
                self._size(figure)
            else:
                self._sum(figure)

    def _family(self, home: Entry) -> list[Entry]:
        """The people of a household today, as the import would leave them."""
        if home.id not in self._families:
            people = self.people.family(home)
            self._families[home.id] = [p for p in people if is_present(p.after(), self.today)]  # type: ignore[arg-type]  # entries of the ledger member hold Members
        return self._families[home.id]

    def _known_family(self, home: Entry) -> list[Entry]:
        """The people, or nobody while only the head's name is known."""
        family = self._family(home)
        return [] if all(person.implied for person in family) else family

    def _heads(self, home: Entry) -> None:
        family = self._known_family(home)
        if not any(person.sources for person in family):
            return
        heads = [person for person in family if person.get("relation") == HEAD]
        number = home.get("number") or ""
        if not heads:
            first = next(person for person in family if person.sources)
            self._at(first, "relation", f"户编号 {number} 这一户没有户主", "no_head", number)
        if len(heads) > 1:
            names = "、".join(str(person.get("name")) for person in heads)
            for person in heads:
                words = f"户编号 {number} 这一户有 {len(heads)} 个户主：{names}"
                self._at(person, "relation", words, "two_heads", number)

    def _at(self, person: Entry, name: str, message: str, rule: str, who: str) -> None:
        source = source_of(person, name)
        if source is not None:
            self.draft.report(source, source.column("member", name), message, rule, who=who)

    def _shared_numbers(self) -> None:
        for _, people in self.people.shared_numbers():
            present = [person for person in people if is_present(person.after(), self.today)]  # type: ignore[arg-type]  # as above
            if len(present) < 2:
                continue
            for person in present:
                others = "；".join(self._place(other) for other in present if other is not person)
                words = f"证件号码与另一个人相同：{others}。两条都已登记，请核对"
                if person.sources:
                    self._at(person, "id_number", words, "same_person_in_two_households", str(person.get("name")))

    def _place(self, person: Entry) -> str:
        home = self.draft.get("household", person.get("household"))
        number = home.get("number") if home else None
        return f"户编号 {number or '（没有编号）'} 的{person.get('name')}"

    def _size(self, figure: Stated) -> None:
        family = self._known_family(figure.home)
        if family and len(family) != figure.value:
            words = f"写的是 {figure.value} 人，成员有 {len(family)} 人"
            self._wrong(figure, words, "family_size_wrong")

    def _sum(self, figure: Stated) -> None:
        record = self._years.get((figure.home.id, figure.year))
        if record is None:
            return
        year = record.after()
        totals = totals_of(year)  # type: ignore[arg-type]  # entries of the ledger household_year hold HouseholdYears
        if totals.empty:
            return
        if figure.field == "reported_gross_fen":
            self._total(figure, totals.gross)
        elif figure.field == "reported_net_fen":
            self._total(figure, totals.net)
        else:
            self._per_capita(figure, record, totals)

    def _total(self, figure: Stated, computed: int) -> None:
        if abs(computed - figure.value) > _ROUNDING_FEN:
            words = f"写的是 {show_yuan(figure.value)} 元，按各项相加是 {show_yuan(computed)} 元"
            self._wrong(figure, words, "total_wrong")

    def _per_capita(self, figure: Stated, record: Entry, totals: income.Totals) -> None:
        """Against the file's own net income where the file has one, so that a table with few items can be checked."""
        net = _net(record, totals)
        size = len(self._known_family(figure.home)) or record.get("reported_size")
        if not size:
            return
        computed = income.per_capita_fen(net, size)
        if abs(computed - figure.value) > _ROUNDING_FEN:
            should = f"按 {income.written_out(net, size)} 应是 {show_yuan(computed)} 元"
            words = f"写的是 {show_yuan(figure.value)} 元，{should}"
            self._wrong(figure, words, "per_capita_wrong")

    def _wrong(self, figure: Stated, words: str, rule: str) -> None:
        number = figure.home.get("number") or ""
        self.draft.report(figure.source, figure.column, words, rule, who=str(number))


def _net(record: Entry, totals: income.Totals) -> int:
    items = items_of(record.after())  # type: ignore[arg-type]  # as above
    reported: int | None = record.get("reported_net_fen")
    if reported is not None:
        return reported
    gross: int | None = record.get("reported_gross_fen")
    return totals.net if gross is None else gross - (income.amount(items, income.EXPENSE) or 0)
