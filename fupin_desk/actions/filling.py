"""From the ledger to the placeholders of forms: every value by the label it has on screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from fupin_desk.core import money
from fupin_desk.forms.values import FormData, Value
from fupin_desk.ledgers import income
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import HELPER, HELPING_UNIT, PAIRING, Pairing, is_current
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Member
from fupin_desk.ledgers.kinds import Choice, Choices, Ref, YesNo
from fupin_desk.ledgers.monitoring import MONITORING
from fupin_desk.ledgers.record import Field, Ledger, Record
from fupin_desk.ledgers.team import TASK, TEAM_MEMBER, VISIT, TeamMember
from fupin_desk.ledgers.village import VILLAGE, Village
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR, HouseholdYear, items_of, totals_of

LAST_POOR_YEAR = 2020
"""Up to this year the form is 贫困户信息采集表, after it 脱贫户信息采集表 (domain 1.1)."""
_WORKERS = frozenset({"01", "02", "05"})
Values = dict[str, Value]


def value_of(f: Field, raw: Any, year: int | None = None) -> Value:
    """One field's value as a form shows it, with the labels its code list has in that year for ticking."""
    return Value(f.kind.show(raw), _options(f, raw, year), raw)


def _options(f: Field, raw: Any, year: int | None) -> tuple[str, ...]:
    if isinstance(f.kind, YesNo):
        return ("是", "否")
    if isinstance(f.kind, Choice | Choices):
        return _labels(f.kind.list_name, year, raw if isinstance(raw, tuple) else (raw,))
    return ()


@lru_cache(4096)
def _labels(list_name: str, year: int | None, chosen: tuple[str | None, ...]) -> tuple[str, ...]:
    """The labels of a year, and those of what was chosen."""
    listed = code_list(list_name)
    offered = {code.code for code in (listed.options(year) if year else listed.codes)}
    return tuple(code.label for code in listed.codes if code.code in offered or code.code in chosen)


def record_values(ledger: Ledger, record: Record | None, year: int | None = None) -> Values:
    """Label -> value of every field; empty values keep their options, so that a blank form can still be ticked."""
    fields = [f for f in ledger.fields if not isinstance(f.kind, Ref)]
    return {f.label: value_of(f, getattr(record, f.name) if record else None, year) for f in fields}


def _prefixed(prefix: str, values: Mapping[str, Value]) -> Values:
    return {f"{prefix}.{name}": value for name, value in values.items()}


def _money(fen: int | None) -> Value:
    return Value("" if fen is None else money.show_yuan(fen), raw=fen)


def year_values(file: HouseholdFile, year: HouseholdYear | None, today: date) -> Values:
    """The year's values with every computed row: group totals, 年收入, 纯收入, 人均纯收入."""
    values = record_values(HOUSEHOLD_YEAR, year)
    if year is None:
        return values
    items, totals = items_of(year), totals_of(year)
    for item in income.ITEMS:
        label = HOUSEHOLD_YEAR.by_name[f"{item.code}_fen"].label
        values[label] = _money(income.amount(items, item.code))
    values["家庭人口数"] = Value(str(file.size_in(year, today)))
    if not totals.empty:
        values["年收入"], values["纯收入"] = _money(totals.gross), _money(totals.net)
        values["人均纯收入"] = _money(file.per_capita_fen(year, today))
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
        "户主出生日期": own["birth"], "家庭人口": Value(str(len(people)), raw=len(people)),
        "劳动力人数": Value(str(sum(m.labour in _WORKERS for m in people))), "帮扶人": Value(helper.name if helper else ""),
        "帮扶人电话": Value((helper.phone or "") if helper else ""), "帮扶单位": Value(unit.name if unit else ""),
        "组": Value(file.group.name if file.group else ""),
    }  # fmt: skip


def _numbered(rows: Iterable[Values]) -> list[Values]:
    return [{**row, "序号": Value(str(at))} for at, row in enumerate(rows, 1)]


def _member_rows(people: Sequence[Member]) -> list[Values]:
    return _numbered(record_values(MEMBER, m) for m in people)


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


def _visit_rows(file: HouseholdFile, most: int) -> list[Values]:
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
    return _numbered(rows)


def general_values(village: Village, year: int | None, today: date, person: str) -> Values:
    """Named values of every form."""
    era = "贫困户信息采集表" if (year or today.year) <= LAST_POOR_YEAR else "脱贫户信息采集表"
    where = "".join(filter(None, [village.county, village.township, village.name]))
    return {
        "表名": Value(era), "年度": Value(str(year) if year else ""), "打印日期": Value(today.isoformat(), raw=today),
        "打印人": Value(person), "填表人": Value(person), "填表人电话": Value(""), "填表日期": Value("", raw=None),
        "填报单位": Value(f"{where}村民委员会" if not where.endswith("委员会") else where), "审核人": Value(""),
    }  # fmt: skip


def village_values(village: Village, households: int = 0, people: int = 0, helped: int = 0) -> Values:
    """The village's fields and counts."""
    values = record_values(VILLAGE, village)
    values.update({"名称": Value(village.name), "户数": Value(str(households)), "人口": Value(str(people)), "帮扶户数": Value(str(helped))})
    return _prefixed("村", values)


def household_data(file: HouseholdFile, village: Village, year: int, today: date, person: str, *,
                   visits: int = 3, code: str = "") -> FormData:  # fmt: skip
    """Everything a form about one household may show. ``visits`` limits how many, so that rows stay free for the pen."""
    chosen = file.year(year)  # a year without figures stays empty: another year's would be false under this title
    scalars = {
        **general_values(village, year, today, person), **village_values(village),
        **_prefixed("户", {**record_values(HOUSEHOLD, file.household, year), **head_values(file, today)}),
        **_prefixed("年度", year_values(file, chosen, today)), "编号": Value(code),
    }  # fmt: skip
    current = [p for p in file.pairings if is_current(p, today)] or list(file.pairings)
    lists: dict[str, list[Values]] = {
        "成员": _member_rows(file.people(today)),
        "结对": _numbered(pairing_row(file, p, today) for p in current),
        "走访": _visit_rows(file, visits),
        "监测": _numbered(record_values(MONITORING, m) for m in file.monitoring),
        "待办": _numbered(record_values(TASK, t) for t in file.tasks),
    }
    return FormData(f"{file.head_name(today)} {(file.household.number or '')[-4:]}".strip(), scalars, lists, code)


def blank_data(village: Village, year: int, today: date, person: str) -> FormData:
    """An empty household form with the village's heading, to be filled by hand."""
    empty = {**record_values(HOUSEHOLD, None, year)}
    scalars = {**general_values(village, year, today, person), **village_values(village), **_prefixed("户", empty)}
    scalars.update(_prefixed("年度", record_values(HOUSEHOLD_YEAR, None)))
    return FormData("空白表", scalars, {})


def village_data(village: Village, files: Sequence[HouseholdFile], team: Sequence[TeamMember], year: int, today: date,
                 person: str, *, listed: Collection[str] = ("户", "成员", "结对", "队员")) -> FormData:  # fmt: skip
    """Everything a form about the village may show: its households, people, pairings, team. Lists that are not asked
    for stay empty: every value of 2,000 households takes seconds."""
    homes, members, pairings = [], [], []
    people = helped = 0
    for file in files:
        present, paired = file.people(today), [p for p in file.pairings if is_current(p, today)]
        people, helped = people + len(present), helped + len(paired)
        if "户" in listed or "成员" in listed:
            home = {**record_values(HOUSEHOLD, file.household), **head_values(file, today)}
            homes.append({**year_values(file, file.year(year), today), **home} if "户" in listed else home)
            own = {name: home[name] for name in ("户主姓名", "户编号", "组")}
            members += [{**record_values(MEMBER, m), **own} for m in present if "成员" in listed]
        pairings += [pairing_row(file, p, today) for p in paired if "结对" in listed]
    scalars = {**general_values(village, year, today, person), **village_values(village, len(files), people, helped)}
    lists = {
        "户": _numbered(homes), "成员": _numbered(members), "结对": _numbered(pairings),
        "队员": _numbered(record_values(TEAM_MEMBER, t) for t in team),
    }  # fmt: skip
    return FormData(village.name, scalars, lists)
