"""结对帮扶: who answers for whom, since when, and handing households over without a gap."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.card import Card, CardFilter, Condition
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.helping import (
    HELPER,
    HELPING_UNIT,
    MAIN,
    PAIRING,
    Helper,
    HelpingUnit,
    Pairing,
    helper_cap,
    is_current,
)
from fupin_desk.ledgers.record import Ledger
from fupin_desk.store.queries import families, lists

_NAMED = 2
"""So many helpers are named in the words of a step; more are counted."""


@dataclass(frozen=True)
class Load:
    """One helper with the households he or she answers for now and the cap of the rank."""

    helper: Helper
    unit: str
    households: int
    cap: int

    @property
    def over(self) -> bool:
        return self.households > self.cap


def loads(session: Session) -> list[Load]:
    """Every helper still helping, fewest households first: that is who can take more."""
    today = session.today
    caps = session.parameter("helper_caps")
    with session.file.read() as connection:
        helpers: list[Helper] = lists.list_records(connection, HELPER)
        units = {u.id: u.name for u in lists.list_records(connection, HELPING_UNIT)}
        pairings: list[Pairing] = lists.list_records(connection, PAIRING)
    held: dict[str, set[str]] = {}
    for pairing in pairings:
        if is_current(pairing, today):
            held.setdefault(pairing.helper, set()).add(pairing.household)
    found = [
        Load(h, units.get(h.unit or "", ""), len(held.get(h.id, ())), helper_cap(caps, h.rank))
        for h in helpers
        if h.until is None or h.until > today
    ]
    return sorted(found, key=lambda load: (load.households, load.helper.id))


def without_helper(session: Session) -> list[Card]:
    """Households nobody answers for."""
    with session.file.read() as connection:
        ids = lists.card_ids(connection, session.village, CardFilter(without_helper=True))
        known = lists.cards(connection, ids)
    return [known[i] for i in ids]


def households_of(session: Session, helper_id: str) -> list[Card]:
    """The households a helper answers for now, by number."""
    with session.file.read() as connection:
        pairings = lists.list_records(connection, PAIRING, [Condition("helper", "=", helper_id)])
        ids = [p.household for p in pairings if is_current(p, session.today)]
        known = lists.cards(connection, ids)
    return sorted((known[i] for i in set(ids) if i in known), key=lambda c: c.number or "")


def assign(session: Session, households: Sequence[str], helper_id: str, *, since: date | None = None,
           reason: str | None = None, kind: str | None = None) -> Changes:  # fmt: skip
    """Make this helper the main helper of these households from a day on; the former pairing ends that day.

    Raises DeskError when the day lies before the start of the pairing it would end, or in the future. Over the cap is
    only warned of.
    """
    return assign_each(session, dict.fromkeys(households, helper_id), since=since, reason=reason, kind=kind)


def assign_each(session: Session, chosen: Mapping[str, str], *, since: date | None = None, reason: str | None = None,
                kind: str | None = None) -> Changes:  # fmt: skip
    """Give each household (its id) its own main helper (their id) in one step; see ``assign``."""
    day = since or session.today
    if day > session.today:
        raise DeskError(f"生效日期 {day} 还没有到。没有改动任何内容。请改成今天或以前的日期，到了那天再指派。")
    with session.file.read() as connection:
        known = {i: lists.record_by_id(connection, HELPER, i) for i in set(chosen.values())}
        files = families.load_files(connection, list(chosen), visits=False)
    if any(helper is None or helper.meta.removed for helper in known.values()):
        raise DeskError("没有找到这位帮扶责任人，可能已被删除。没有改动任何内容。")
    changed, records = [], []
    for file in files:
        current, helper_id = file.main_pairing(session.today), chosen[file.household.id]
        if current is not None and current.helper == helper_id:
            continue
        if current is not None:
            records.append(_ended(file.head_name(session.today), current, day, reason))
        records.append(Pairing(household=file.household.id, helper=helper_id, role=MAIN, since=day, pairing_kind=kind))
        changed.append(file)
    if not records:
        return Changes("这些户本来就由这位帮扶责任人负责，没有改动。")
    names = changed[0].head_name(session.today) if len(changed) == 1 else f"{len(changed)} 户"
    whom = "、".join(h.name for h in known.values()) if len(known) <= _NAMED else f"{len(known)} 位帮扶责任人"
    words = code_list("pairing_end_reason").label(reason) if reason else ""
    with session.file.work(f"指派 {names} 给 {whom}", reason=words) as work:
        work.put_many(records)
    return dataclasses.replace(work.result, summary=f"{names}已由{whom}负责")


def _ended(head: str, pairing: Pairing, day: date, reason: str | None) -> Pairing:
    if pairing.since is not None and day < pairing.since:
        raise DeskError(f"{head}户原来的结对从 {pairing.since} 开始，新的生效日期不能早于它。没有改动任何内容。请改生效日期。")
    return dataclasses.replace(pairing, until=day, end_reason=reason)


def end_pairing(session: Session, pairing_id: str, day: date, reason: str | None) -> Changes:
    """End one pairing; the household may then be without a helper, which 首页 shows."""
    with session.file.read() as connection:
        pairing = lists.record_by_id(connection, PAIRING, pairing_id)
    with session.file.work("结束结对") as work:
        work.put(dataclasses.replace(pairing, until=day, end_reason=reason))
    return work.result


def hand_over(session: Session, from_helper: str, to_helper: str, *, only: Sequence[str] = (),
              since: date | None = None, reason: str | None = None) -> Changes:  # fmt: skip
    """整体移交: the households a helper is the main one of go to another in one step, all of them or ``only`` these.

    Where the helper is a deputy, nothing is changed and the summary says so.
    """
    held = households_of(session, from_helper)
    wanted = [card for card in held if not only or card.household in only]
    homes = [card.household for card in wanted if card.helper_id == from_helper]
    if not homes:
        return Changes("这位帮扶责任人没有可以移交的户，没有改动。")
    done = assign(session, homes, to_helper, since=since, reason=reason)
    left = len(wanted) - len(homes)
    return dataclasses.replace(done, summary=done.summary + (f"，协助的 {left} 户没有动" if left else ""))


def suggest(session: Session) -> dict[str, str]:
    """按片区自动建议: for every household without helper one who has room, preferably one already in the same group.

    Returns household id -> helper id; writes nothing.
    """
    waiting = without_helper(session)
    room = {load.helper.id: load.cap - load.households for load in loads(session)}
    with session.file.read() as connection:
        ids = lists.card_ids(connection, session.village, CardFilter())
        known = lists.cards(connection, ids)
    near: dict[str | None, dict[str, int]] = {}
    for card in known.values():
        if card.helper_id in room:
            in_group = near.setdefault(card.group_id, {})
            in_group[card.helper_id or ""] = in_group.get(card.helper_id or "", 0) + 1
    chosen: dict[str, str] = {}
    for card in waiting:
        fitting = [h for h, left in room.items() if left > 0]
        if not fitting:
            break
        best = max(fitting, key=lambda h: (near.get(card.group_id, {}).get(h, 0), room[h]))
        chosen[card.household] = best
        room[best] -= 1
    return chosen


def helpers(session: Session) -> list[Helper]:
    """Every helper on record."""
    with session.file.read() as connection:
        found: list[Helper] = lists.list_records(connection, HELPER)
    return found


def units(session: Session) -> list[HelpingUnit]:
    """Every helping unit on record."""
    with session.file.read() as connection:
        found: list[HelpingUnit] = lists.list_records(connection, HELPING_UNIT)
    return found


def remove_helper(session: Session, helper_id: str) -> Changes:
    """Remove a helper entered by mistake. Raises DeskError when there are pairings: those must keep their name."""
    return _remove(session, HELPER, helper_id, PAIRING, "helper", "结对记录", "请改填结束帮扶时间")


def remove_unit(session: Session, unit_id: str) -> Changes:
    """Remove a helping unit entered by mistake. Raises DeskError when helpers belong to it."""
    return _remove(session, HELPING_UNIT, unit_id, HELPER, "unit", "帮扶责任人", "请改填帮扶结束时间")


def _remove(session: Session, ledger: Ledger, record_id: str, other: Ledger, column: str, what: str, do: str) -> Changes:
    with session.file.read() as connection:
        used = lists.count_records(connection, other, [Condition(column, "=", record_id)])
        record = lists.record_by_id(connection, ledger, record_id)
    if record is None or record.meta.removed:
        raise DeskError(f"没有找到这条{ledger.label}，可能已被删除。没有改动任何内容。")
    if used:
        raise DeskError(f"{record.name}还有 {used} 条{what}，没有删除。没有改动任何内容。{do}。")
    with session.file.work(f"删除{ledger.label} {record.name}") as work:
        work.remove(ledger, record_id)
    return dataclasses.replace(work.result, summary=f"已删除{ledger.label}{record.name}")
