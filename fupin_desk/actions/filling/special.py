"""Values of the fourteen books of particular groups of people: who belongs to each is what the ledger's fields say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fupin_desk.actions.filling.household import head_values
from fupin_desk.actions.filling.people import (
    Chosen,
    home_row,
    in_school,
    people_of,
    person_row,
    person_rows,
    works_away,
)
from fupin_desk.actions.filling.periods import counted, is_watched
from fupin_desk.actions.filling.rosters import monitored_row
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values, money_value, number_value
from fupin_desk.core.dates import age_on
from fupin_desk.forms.named.special import SUBSIDIES
from fupin_desk.forms.values import Value
from fupin_desk.ledgers import idnumber, income
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import HEAD, Member
from fupin_desk.ledgers.year import items_of

LOW_INCOME_KINDS = frozenset({"02", "04", "14"})
EXTREME_KINDS = frozenset({"03", "06", "16"})
_OUT = "1"
_DISABLED = "04"
_PARTY = frozenset({"01", "02"})
_SERVING, _MARTYR, _CARED = "现役军人", "军烈属", "享受优抚金"
_PENSION_AGE = 60


def year_amount(source: VillageSource, file: HouseholdFile, code: str) -> int | None:
    """One item of the household's income in the year that is printed, in 分; None when it was not written down."""
    year = file.year(source.year)
    return income.amount(items_of(year), code) if year else None


def has_low_income(source: VillageSource, file: HouseholdFile) -> bool:
    """低保户: by its kind, by a person who receives it, or by 低保金 in the year."""
    flagged = any(member.low_income for member in file.people(source.today))
    return file.household.household_kind in LOW_INCOME_KINDS or flagged or bool(year_amount(source, file, "d2"))


def is_disabled(member: Member) -> bool:
    """By the kind of disability, by health, or by a disability card as ID number (domain 6: 20 characters and more)."""
    return bool(member.disability) or _DISABLED in (member.health or ()) or len(member.id_number or "") in (20, 22)


def _low_income(source: VillageSource) -> list[Values]:
    rows = []
    for file in counted(source):
        if has_low_income(source, file):
            names = [member.name for member in file.people(source.today) if member.low_income]
            row = home_row(source, file)
            row["保障人数"], row["保障对象"] = number_value(len(names) or None), Value("、".join(names))
            row["年低保金"] = money_value(year_amount(source, file, "d2") or None)
            rows.append(row)
    return rows


def _extreme(source: VillageSource) -> list[Values]:
    """The people who are flagged; where nobody is, everybody of a household of that kind."""

    def chosen(file: HouseholdFile, member: Member) -> bool:
        people = file.people(source.today)
        anybody = any(m.extreme_poverty for m in people)
        return bool(member.extreme_poverty) or (not anybody and file.household.household_kind in EXTREME_KINDS)

    return person_rows(source, chosen)


def _disabled(source: VillageSource) -> list[Values]:
    rows = []
    for file, member in people_of(source):
        if is_disabled(member):
            row = person_row(source, file, member, head_values(file, source.today))
            facts = idnumber.inspect(member.id_number or "", source.today)
            if not row["残疾类别"].text:
                row["残疾类别"] = Value(idnumber.DISABILITY_KINDS.get(facts.disability_kind, ""))
            if not row["残疾等级"].text:
                row["残疾等级"] = Value(idnumber.DISABILITY_GRADES.get(facts.disability_grade, ""))
            rows.append(row)
    return rows


def _cared(source: VillageSource) -> list[Values]:
    """Soldiers, and the heads of families of soldiers or of those who receive 优抚金. Who has left the army is not in
    the ledger: rows stay free for them."""
    rows = []
    for file, member in people_of(source):
        money = year_amount(source, file, "d6e")
        family = _MARTYR if file.household.martyr_family else _CARED if money else ""
        kind = _SERVING if member.soldier else family if member.relation == HEAD else ""
        if kind:
            row = person_row(source, file, member, head_values(file, source.today))
            row["对象类别"], row["年优抚金"] = Value(kind), money_value(money if member.relation == HEAD else None)
            rows.append(row)
    return rows


def _insured(source: VillageSource) -> list[Values]:
    """Everybody, with a tick for each insurance: who has none is what a village looks for."""
    rows = person_rows(source, lambda file, member: True)
    for row, (_, member) in zip(rows, people_of(source), strict=True):
        row["居民"], row["职工"] = _tick(member.resident_medical), _tick(member.worker_medical)
        row["大病"], row["商业"] = _tick(member.serious_illness), _tick(member.commercial_medical)
        known = (member.resident_medical, member.worker_medical)
        row["参保情况"] = Value("未参保" if not any(known) and False in known else "")
    return rows


def _pensioned(source: VillageSource) -> list[Values]:
    """Those who pay for an old age pension, and everybody of 60 and more."""
    rows = []
    for file, member in people_of(source):
        old = member.birth is not None and age_on(member.birth, source.today) >= _PENSION_AGE
        if member.resident_pension or member.worker_pension or old:
            row = person_row(source, file, member, head_values(file, source.today))
            row["居民"], row["职工"] = _tick(member.resident_pension), _tick(member.worker_pension)
            row["满六十"] = _tick(old)
            rows.append(row)
    return rows


def _tick(known: bool | None) -> Value:
    return Value("√" if known else "")


def _subsidised(source: VillageSource) -> list[Values]:
    """Households with subsidies among their income of the year; the columns are those of the book, 合计 their sum."""
    rows = []
    for file in counted(source):
        year = file.year(source.year)
        items = items_of(year) if year else {}
        amounts = {name: sum(income.amount(items, code) or 0 for code in codes) for name, codes in SUBSIDIES.items()}
        if any(amounts.values()):
            row = home_row(source, file)
            row.update({name: money_value(fen or None) for name, fen in amounts.items()})
            row["补贴合计"] = money_value(sum(amounts.values()))
            rows.append(row)
    return rows


def _aided(source: VillageSource) -> list[Values]:
    rows = []
    for file, member in people_of(source):
        kinds = [name for name, known in (("大病医疗救助", member.medical_aid), ("其他健康帮扶", member.health_help)) if known]
        if kinds:
            row = person_row(source, file, member, head_values(file, source.today))
            row["救助类别"] = Value("、".join(kinds))
            rows.append(row)
    return rows


def _watched(source: VillageSource) -> list[Values]:
    """The households whose spell of monitoring is open at the end of the month that is printed."""
    month = source.month
    found = ((file, [m for m in file.monitoring if is_watched(m, month)]) for file in counted(source))
    return [monitored_row(source, file, spells[0]) for file, spells in found if spells]


def _out_of_poverty(source: VillageSource) -> list[Values]:
    return [home_row(source, file) for file in counted(source) if file.household.state == _OUT]


def _people(chosen: Chosen) -> Callable[[VillageSource], list[Values]]:
    return lambda source: person_rows(source, chosen)


SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {
    "居民册": _people(lambda file, member: True),
    "脱贫户册": _out_of_poverty,
    "监测户册": _watched,
    "低保册": _low_income,
    "特困册": _extreme,
    "残疾人册": _disabled,
    "党员册": _people(lambda file, member: member.politics in _PARTY),
    "退役军人册": _cared,
    "务工册": _people(lambda file, member: works_away(member)),
    "医保册": _insured,
    "养老册": _pensioned,
    "惠民补贴册": _subsidised,
    "教育资助册": _people(lambda file, member: in_school(member)),
    "医疗救助册": _aided,
}
