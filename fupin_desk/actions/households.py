"""Households: the list with its filters and counts, the whole file of one, what a typed word finds."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fupin_desk.actions.session import Session
from fupin_desk.core.dates import show_day_signed
from fupin_desk.core.errors import DeskError
from fupin_desk.core.papercodes import PaperCode, read_code
from fupin_desk.ledgers.attachment import ATTACHMENT, Attachment
from fupin_desk.ledgers.card import Card, CardFilter, Condition
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import Doubt, HouseholdFile
from fupin_desk.ledgers.household import HOUSEHOLD
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.ledgers.village import VILLAGE_GROUP, VillageGroup
from fupin_desk.store import fold
from fupin_desk.store.queries import doubts, families, history, lists

_ENTRIES_SHOWN = 200


@dataclass(frozen=True)
class Found:
    """One line of the global search: a household, by its head, another of its people or the code of a paper about it.

    ``form`` is the sign of the form whose code was scanned, "" for what was typed.
    """

    household: str
    title: str
    detail: str
    form: str = ""


def overdue_before(session: Session) -> date:
    """A household not visited since this day is overdue (parameter visit_days)."""
    return session.today - timedelta(days=int(session.parameter("visit_days")))


def card_ids(session: Session, wanted: CardFilter) -> list[str]:
    """Household ids in list order."""
    with session.file.read() as connection:
        return lists.card_ids(connection, session.village, wanted)


def cards(session: Session, households: Sequence[str]) -> dict[str, Card]:
    """Cards of these households, by id."""
    with session.file.read() as connection:
        return lists.cards(connection, households)


def counts(session: Session, wanted: CardFilter) -> tuple[int, int]:
    """Households and people that a filter lets through."""
    with session.file.read() as connection:
        return lists.counts(connection, session.village, wanted)


def count_by(session: Session, column: str) -> dict[object, int]:
    """Households by the value of one column of the card."""
    with session.file.read() as connection:
        return lists.count_by(connection, session.village, column)


def household_file(session: Session, household: str, *, as_of: date | None = None) -> HouseholdFile:
    """Everything about one household, now or as it stood at the end of a day. Raises DeskError when unknown."""
    with session.file.read() as connection:
        if as_of is not None:
            return _file_as_of(session, household, as_of)
        found = families.load_files(connection, [household])
    if not found:
        raise DeskError("没有找到这一户，可能已被删除。没有改动任何内容。")
    return found[0]


def household_files(session: Session, households: Sequence[str]) -> list[HouseholdFile]:
    """Several files at once, in the order asked for."""
    with session.file.read() as connection:
        return families.load_files(connection, households)


def household_by_number(session: Session, number: str) -> str:
    """The id of the household with this 户编号 (or its last digits, if only one fits). Raises DeskError."""
    with session.file.read() as connection:
        exact = lists.list_records(connection, HOUSEHOLD, [Condition("number", "=", number)])
        found = exact or lists.list_records(connection, HOUSEHOLD, [Condition("number", "~", number)])
    fitting = [h for h in found if (h.number or "").endswith(number)]
    if len(fitting) != 1:
        many = f"有 {len(fitting)} 户" if fitting else "没有一户"
        raise DeskError(f"户编号“{number}”{many}对得上。没有改动任何内容。请写全户编号。")
    household: str = fitting[0].id
    return household


def _file_as_of(session: Session, household: str, day: date) -> HouseholdFile:
    """The file folded from the log as it stood; helpers and units are read as they stood too."""
    with session.file.read() as connection:
        past = {n: fold.as_of(connection, session.village, BY_NAME[n], day) for n in _PARTS}
    home = next((h for h in past["household"] if h.id == household), None)
    if home is None:
        raise DeskError(f"{day.isoformat()} 时台账里还没有这一户。没有改动任何内容。")
    own = {n: tuple(r for r in past[n] if getattr(r, "household", None) == household) for n in _PARTS}
    return HouseholdFile(
        household=home, members=own["member"], pairings=own["pairing"], tasks=own["task"],
        years=tuple(sorted(own["household_year"], key=lambda y: y.year, reverse=True)),
        visits=tuple(sorted(own["visit"], key=lambda v: v.at, reverse=True)), monitoring=own["monitoring"],
        helpers={h.id: h for h in past["helper"]}, units={u.id: u for u in past["helping_unit"]},
        group=next((g for g in past["village_group"] if g.id == home.group), None),
    )  # fmt: skip


_PARTS = (
    "household", "member", "household_year", "pairing", "visit", "monitoring", "task", "helper", "helping_unit", "village_group",
)  # fmt: skip


def doubts_of(session: Session, household: str) -> list[Doubt]:
    """The doubts of one household."""
    with session.file.read() as connection:
        return doubts.doubts_of(connection, household)


def all_doubts(session: Session, rules: Sequence[str] = (), ledger: str | None = None) -> list[tuple[str, Doubt]]:
    """(household id, doubt) of the whole village."""
    with session.file.read() as connection:
        return doubts.all_doubts(connection, session.village, rules=rules, ledger=ledger)


def search(session: Session, text: str, limit: int = 8) -> list[Found]:
    """Households a typed word finds: heads first, then other people as 韦小兵家 吴雪莲, then numbers and phones."""
    if not text.strip():
        return []
    code = read_code(text)
    if code is not None:
        return _by_paper(session, code)
    with session.file.read() as connection:
        people = lists.find_people(connection, session.village, text, limit * 3)
        ids = lists.card_ids(connection, session.village, CardFilter(text=text))[: limit * 3]
        known = lists.cards(connection, list(dict.fromkeys([*(home for home, _, _ in people), *ids])))
    relations = code_list("relation")
    found: dict[tuple[str, str], Found] = {}
    for home, name, relation in people:
        card = known.get(home)
        if card is not None:
            own = name == card.head
            title = name if own else f"{card.head}家 {name}"
            detail = " ".join(filter(None, [card.short_number, card.group_name, "" if own else relations.label(relation or "")]))
            found.setdefault((home, title), Found(home, title, detail))
    covered = {home for home, _ in found}
    for home in ids:
        if home not in covered and home in known:
            card = known[home]
            detail = " ".join(filter(None, [card.short_number, card.group_name]))
            found[(home, card.head)] = Found(home, card.head, detail)
    return list(found.values())[:limit]


def _by_paper(session: Session, code: PaperCode) -> list[Found]:
    """The household that a paper with this code was printed for."""
    with session.file.read() as connection:
        known = lists.cards(connection, lists.households_ending(connection, session.village, code.ending))
    told = f"纸上的码，{show_day_signed(code.day)}打印" if code.day else "纸上的码"
    return [Found(home, card.head, f"{card.short_number} {told}", code.form) for home, card in known.items()]


def groups(session: Session) -> list[VillageGroup]:
    """The village's groups by number."""
    with session.file.read() as connection:
        found: list[VillageGroup] = lists.list_records(connection, VILLAGE_GROUP)
    return sorted(found, key=lambda g: (g.number is None, g.number or 0, g.name))


def attachments(session: Session, household: str) -> list[Attachment]:
    """The photos that belong to a household or to its records."""
    with session.file.read() as connection:
        return lists.list_records(connection, ATTACHMENT, [Condition("household", "=", household)])


def household_history(session: Session, household: str) -> list[history.Entry]:
    """Changes of the household and of everything in it, the latest first."""
    file = household_file(session, household)
    owned = [("household", household)]
    owned += [("member", m.id) for m in file.members]
    owned += [("household_year", y.id) for y in file.years]
    owned += [("pairing", p.id) for p in file.pairings]
    owned += [("visit", v.id) for v in file.visits]
    with session.file.read() as connection:
        entries = [e for name, i in owned for e in history.history_of(connection, BY_NAME[name], i)]
    return sorted(entries, key=lambda e: (e.when, e.batch), reverse=True)[:_ENTRIES_SHOWN]


def put_back(session: Session, entry: history.Entry) -> object:
    """Write one field back to what it was before one change: a new change with its own line."""
    ledger = BY_NAME[entry.ledger]
    with session.file.read() as connection:
        record = lists.record_by_id(connection, ledger, entry.record)
    value = ledger.by_name[entry.field].kind.parse(entry.before) if entry.before else None
    title = f"恢复{ledger.label}“{entry.label}”"
    with session.file.work(title, reason=f"改回 {entry.when:%Y-%m-%d %H:%M} 之前的值") as work:
        work.put(dataclasses.replace(record, **{entry.field: value}))
    return work.result


