"""Values of the ledgers of jobs, schooling and other work for people, as far as the members' fields tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from fupin_desk.actions.filling.household import head_values
from fupin_desk.actions.filling.people import Chosen, in_school, person_row, registered, works_away
from fupin_desk.actions.filling.periods import Held, Span, counted, is_watched
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values, number_value, record_values
from fupin_desk.core.dates import age_on
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPING_UNIT, HelpingUnit, is_current
from fupin_desk.ledgers.household import HOUSEHOLD, Member
from fupin_desk.ledgers.team import Visit
from fupin_desk.store.queries import lists

_ABLE = frozenset({"01", "02", "05"})
"""普通、技能、弱或半劳动力: those who can work."""
_POST, _OWN_BUSINESS = "6", "8"
"""Job channels 公益性岗位 and 自主创业: they have registers of their own."""
_VOCATIONAL = frozenset({"10", "11", "12", "13", "14", "15", "18", "19", "20", "21"})
"""中职、高职高专、技师学院: whom 雨露计划 pays for (doubt D041)."""
_WORKING_AGES = range(16, 60)
_COMPANIES = frozenset({"5", "6"})
_BY_COMPANY = "5"
_BY_TELEPHONE, _NO_NEED = "2", "0"
_NOTHING = frozenset({"", "无", "没有", "暂无", "无诉求", "无需求", "没有需求"})


def is_able(member: Member) -> bool:
    return member.labour in _ABLE


def holds_post(member: Member) -> bool:
    """Whether somebody works in a post of public welfare, by its kind, its months or the job channel."""
    return bool(member.post_kind or member.post_months) or member.job_channel == _POST


def runs_business(member: Member) -> bool:
    return member.job_channel == _OWN_BUSINESS


def is_transferred(member: Member) -> bool:
    """Works for wages elsewhere than in a post of public welfare or a business of one's own."""
    return works_away(member) and member.job_channel not in (_POST, _OWN_BUSINESS)


def seeks_work(member: Member, on: date) -> bool:
    """Able, from 16 to 59 (or of unknown age), not at school, and without any work the ledger knows of."""
    of_age = member.birth is None or age_on(member.birth, on) in _WORKING_AGES
    busy = works_away(member) or holds_post(member) or bool(member.job_channel)
    return is_able(member) and of_age and not in_school(member) and not busy


def _workers(source: VillageSource, chosen: Chosen) -> list[Values]:
    """People of the counted households, household by household, each with the kind of the household."""
    rows = []
    for file in counted(source):
        people = [member for member in file.people(source.today) if chosen(file, member)]
        if people:
            home, kind = head_values(file, source.today), _kind_of(file)
            rows += [{**person_row(source, file, member, home), "户类型": kind} for member in people]
    return rows


def _kind_of(file: HouseholdFile) -> Value:
    return Value(HOUSEHOLD.by_name["household_kind"].kind.show(file.household.household_kind))


def _poor(source: VillageSource) -> frozenset[str]:
    """Households registered as poor, and those that are watched at the end of the month that is printed."""
    watched = [f for f in counted(source) if any(is_watched(spell, source.month) for spell in f.monitoring)]
    return frozenset(file.household.id for file in (*registered(source), *watched))


def _poor_workers(source: VillageSource, chosen: Callable[[Member], bool]) -> list[Values]:
    poor = _poor(source)
    return _workers(source, lambda file, member: file.household.id in poor and chosen(member))


def _all(chosen: Callable[[Member], bool]) -> Callable[[VillageSource], list[Values]]:
    return lambda source: _workers(source, lambda file, member: chosen(member))


def _seekers(source: VillageSource) -> list[Values]:
    return _workers(source, lambda file, member: seeks_work(member, source.today))


# ------------------------------------------------------------------------------------------------- 诉求
def _requests(source: VillageSource) -> list[Values]:
    """What households asked for at the calls of the year that is printed, by day."""
    span = Span(date(source.year, 1, 1), date(source.year, 12, 31), f"{source.year}年度")
    wanted = set(source.ids)
    asked = [v for v in Held(source, span).visits if v.household in wanted and request_of(v)]
    with source.session.file.read() as connection:
        cards = lists.cards(connection, sorted({visit.household for visit in asked}))
    rows = []
    for visit in asked:
        card = cards.get(visit.household)
        head, group = (card.head, card.group_name or "") if card else ("", "")
        rows.append({"反映人": Value(head), "组": Value(group), **_request(visit)})
    return rows


def request_of(visit: Visit) -> str:
    """What was asked for, in words, or else the ticked needs; "" for 无."""
    told = (visit.request or "").strip().rstrip("。")
    if told not in _NOTHING:
        return (visit.request or "").strip()
    needs = [code_list("need").label(code) for code in visit.needs or () if code != _NO_NEED]
    return "、".join(needs)


def _request(visit: Visit) -> Values:
    day, due = visit.at.date(), visit.next_by
    return {
        "日期": Value(f"{day.month}月{day.day}日", raw=day), "渠道": Value("电话" if visit.visit_kind == _BY_TELEPHONE else "入户走访"),
        "内容": Value(request_of(visit)), "承办人": Value(visit.next_owner or ""),
        "时限": Value(f"{due:%Y.%m.%d}" if due else "", raw=due), "办结情况": Value(visit.solved or ""),
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------- 企业
def _companies(source: VillageSource) -> list[Values]:
    """The helping units that are companies or help as such, with the households their people answer for."""
    helped: dict[str, set[str]] = defaultdict(set)
    for file in counted(source):
        for unit in _units_of(source, file):
            helped[unit].add(file.household.id)
    found = [u for u in source.units if u.unit_kind in _COMPANIES or u.pairing_kind == _BY_COMPANY]
    return [_company(source, unit, len(helped[unit.id])) for unit in found]


def _units_of(source: VillageSource, file: HouseholdFile) -> set[str]:
    helpers = (file.helpers.get(p.helper) for p in file.pairings if is_current(p, source.today))
    return {helper.unit for helper in helpers if helper and helper.unit}


def _company(source: VillageSource, unit: HelpingUnit, households: int) -> Values:
    row = record_values(HELPING_UNIT, unit)
    row["对接村"], row["带动户数"] = Value(source.village.name), number_value(households or None)
    return row


SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {
    "诉求": _requests,
    "劳动力": _all(is_able),
    "贫困劳动力": lambda s: _poor_workers(s, is_able),
    "培训对象": _all(lambda member: bool(member.training_wish)),
    "转移就业": _all(is_transferred),
    "自主创业": _all(runs_business),
    "公益岗人员": _all(holds_post),
    "求职人": _seekers,
    "雨露学生": lambda s: _poor_workers(s, lambda member: member.school in _VOCATIONAL),
    "帮扶企业": _companies,
}
