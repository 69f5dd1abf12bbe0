"""Values of forms about one household: itself, its years, its people, helpers, visits, monitoring and tasks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fupin_desk.actions.filling.source import HouseholdSource
from fupin_desk.actions.filling.words import Values, money_value, number_value, record_values, value_of
from fupin_desk.forms.values import Value
from fupin_desk.ledgers import income
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPER, HELPING_UNIT, PAIRING, Pairing, is_current
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.monitoring import MONITORING
from fupin_desk.ledgers.team import TASK, VISIT
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR, HouseholdYear, items_of, totals_of

_WORKERS = frozenset({"01", "02", "05"})


def year_values(file: HouseholdFile, year: HouseholdYear | None, today: date) -> Values:
    """The year's values with every computed row: group totals, 年收入, 纯收入, 人均纯收入."""
    values = record_values(HOUSEHOLD_YEAR, year)
    if year is None:
        return values
    items, totals = items_of(year), totals_of(year)
    for item in income.ITEMS:
        label = HOUSEHOLD_YEAR.by_name[f"{item.code}_fen"].label
        values[label] = money_value(income.amount(items, item.code))
    values["家庭人口数"] = Value(str(file.size_in(year, today)))
    if not totals.empty:
        values["年收入"], values["纯收入"] = money_value(totals.gross), money_value(totals.net)
        values["人均纯收入"] = money_value(file.per_capita_fen(year, today))
    return values


def head_values(file: HouseholdFile, today: date) -> Values:
    """户主 and helper, and the counts, of a household."""
    head, people = file.head(today), file.people(today)
    pairing = file.main_pairing(today)
    helper = file.helpers.get(pairing.helper) if pairing else None
    unit = file.units.get(helper.unit or "") if helper else None
    own = {name: value_of(MEMBER.by_name[name], getattr(head, name, None)) for name in ("id_number", "sex", "birth")}
    return {
        "户主姓名": Value(file.head_name(today)), "户主证件号码": own["id_number"], "户主性别": own["sex"],
        "户主出生日期": own["birth"], "家庭人口": number_value(len(people)),
        "劳动力人数": number_value(sum(m.labour in _WORKERS for m in people)), "帮扶人": Value(helper.name if helper else ""),
        "帮扶人电话": Value((helper.phone or "") if helper else ""), "帮扶单位": Value(unit.name if unit else ""),
        "帮扶人职务": Value((helper.duty or "") if helper else ""),
        "组": Value(file.group.name if file.group else ""),
    }  # fmt: skip


def pairing_row(file: HouseholdFile, pairing: Pairing, today: date) -> Values:
    """One pairing as a line of a roster: household, helper, unit, from when to when."""
    helper = file.helpers.get(pairing.helper)
    unit = file.units.get(helper.unit or "") if helper else None
    term = f"{pairing.since:%Y.%m}—{pairing.until:%Y.%m}" if pairing.since and pairing.until else ""
    employer, head = record_values(HELPING_UNIT, unit), head_values(file, today)
    row = {**employer, **record_values(HELPER, helper), **record_values(PAIRING, pairing)}
    row["隶属关系"] = employer["隶属关系"]
    row.update({name: head[name] for name in ("户主姓名", "组", "家庭人口")})
    for f in (HOUSEHOLD.by_name["number"], HOUSEHOLD.by_name["household_kind"]):
        row[f.label] = value_of(f, getattr(file.household, f.name))
    row["帮扶人"], row["单位"] = Value(helper.name if helper else ""), Value(unit.name if unit else "")
    row["起止时间"] = Value(term or (f"{pairing.since:%Y.%m} 起" if pairing.since else ""))
    return row


def visit_rows(file: HouseholdFile, most: int) -> list[Values]:
    """The latest visits, the oldest of them first, as they would stand on paper."""
    rows = []
    for visit in reversed(file.visits[:most]):
        row = record_values(VISIT, visit)
        row["走访日期"] = Value(visit.at.date().isoformat(), raw=visit.at.date())
        row["走访内容"] = Value(visit.content or "")
        needs = row["发现的需求"].text
        row["反映需求"] = Value("；".join(filter(None, [visit.request or "", needs])))
        row["解决情况"] = Value("；".join(filter(None, [visit.solved or "", visit.next_step or ""])))
        row["帮扶干部"] = Value(visit.visitors or "")
        rows.append(row)
    return rows


def _house(source: HouseholdSource) -> Values:
    return {**record_values(HOUSEHOLD, source.file.household, source.year), **head_values(source.file, source.today)}


def _year(source: HouseholdSource) -> Values:
    # A year without figures stays empty: another year's would be false under this title.
    return year_values(source.file, source.file.year(source.year), source.today)


def _last_year(source: HouseholdSource) -> Values:
    return year_values(source.file, source.file.year(source.year - 1), source.today)


def _pairings(source: HouseholdSource) -> list[Values]:
    file, today = source.file, source.today
    current: Sequence[Pairing] = [p for p in file.pairings if is_current(p, today)] or file.pairings
    return [pairing_row(file, p, today) for p in current]


SCALARS: Mapping[str, Callable[[HouseholdSource], Values]] = {"户": _house, "年度": _year, "上年": _last_year}
LISTS: Mapping[str, Callable[[HouseholdSource], list[Values]]] = {
    "成员": lambda s: [record_values(MEMBER, m) for m in s.file.people(s.today)],
    "结对": _pairings,
    "走访": lambda s: visit_rows(s.file, s.visits),
    "监测": lambda s: [record_values(MONITORING, m) for m in s.file.monitoring],
    "待办": lambda s: [record_values(TASK, t) for t in s.file.tasks],
}
