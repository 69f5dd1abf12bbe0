"""The figures of village statistics (domain 5.5) for any set of households: counted from people, years, kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fupin_desk.actions.filling.people import works_away
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.special import EXTREME_KINDS, has_low_income, year_amount
from fupin_desk.core.dates import age_on
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import Member
from fupin_desk.ledgers.year import HouseholdYear

Figures = dict[str, int | Decimal | None]
_LABOUR = {"01": "普通劳动力", "02": "技能劳动力", "05": "弱劳动力", "03": "丧失劳动力", "04": "无劳动力"}
_WORKERS, _FULL, _NONE = frozenset({"01", "02", "05"}), frozenset({"01", "02"}), frozenset({"03", "04"})
_AREAS = {"01": "乡镇内务工", "02": "县内务工", "03": "省内务工", "04": "省外务工"}
_AWAY = frozenset({"02", "03", "04"})
_LONG_MONTHS = 6
_CHRONIC, _SERIOUS = "02", "03"
_UNSAFE = frozenset({"3", "4"})
_WATER = {"1": "自来水", "2": "井泉水", "5": "集雨水"}
_SCHOOL_FROM, _SCHOOL_TO = 6, 14
_NO_SCHOOL = frozenset({None, "01", "17"})
_PENSION_FROM = 16
_TWO = Decimal("0.01")


@dataclass(frozen=True)
class Home:
    """A household as statistics see it: its people on the day of printing, its year, whether it was ever poor."""

    file: HouseholdFile
    people: Sequence[Member]
    year: HouseholdYear | None
    registered: bool


def rate(part: int, whole: int) -> Decimal | None:
    """Percent with two decimals; None of nothing."""
    return (Decimal(part) * 100 / Decimal(whole)).quantize(_TWO, ROUND_HALF_UP) if whole else None


def figures_of(source: VillageSource, homes: Sequence[Home], floor: int) -> Figures:
    """Every figure but those of the rate of poverty. ``floor`` is the least area of a person in hundredths of ㎡."""
    poor = [home for home in homes if home.registered]
    return {
        "户数": len(homes), "人口": _heads(homes), "建档户数": len(poor), "建档人口": _heads(poor),
        **_labour(poor), **_illness(poor), **_allowances(source, poor), **_insurance(homes, source.today), **_houses(homes, floor),
        **_water(homes), **_living(homes), **_children(homes, source.today),
    }  # fmt: skip


def _heads(homes: Iterable[Home]) -> int:
    return sum(len(home.people) for home in homes)


def _people(homes: Iterable[Home]) -> list[Member]:
    return [member for home in homes for member in home.people]


def has_no_worker(home: Home) -> bool:
    """无劳动能力户: everybody is recorded as having lost the ability to work or never had it."""
    return bool(home.people) and all(member.labour in _NONE for member in home.people)


def works_far(home: Home) -> bool:
    """主要劳动力长期外出务工户: every full worker works outside the township, six months of the year or more."""
    full = [member for member in home.people if member.labour in _FULL]
    return bool(full) and all(m.work_area in _AWAY and (m.work_months or 0) >= _LONG_MONTHS for m in full)


def _labour(homes: Sequence[Home]) -> Figures:
    people = _people(homes)
    kinds = Counter(member.labour for member in people)
    areas = Counter(member.work_area for member in people)
    none, far = [h for h in homes if has_no_worker(h)], [h for h in homes if works_far(h)]
    return {
        **{label: kinds[code] for code, label in _LABOUR.items()}, "劳动力人数": sum(kinds[code] for code in _WORKERS),
        "无劳力户数": len(none), "无劳力户人口": _heads(none), "外出户数": len(far), "外出户人口": _heads(far),
        "两类户数": len(none) + len(far), "两类户人口": _heads(none) + _heads(far),
        "务工人数": sum(works_away(member) for member in people), **{label: areas[code] for code, label in _AREAS.items()},
    }  # fmt: skip


def _illness(homes: Sequence[Home]) -> Figures:
    ill = [m for m in _people(homes) if {_CHRONIC, _SERIOUS} & set(m.health or ())]
    return {
        "患病户数": len({member.household for member in ill}), "患病人数": len(ill),
        "大病人数": sum(_SERIOUS in (m.health or ()) for m in ill), "慢性病人数": sum(_CHRONIC in (m.health or ()) for m in ill),
        "患病参保人数": sum(map(has_medical, ill)), "救助人数": sum(bool(m.medical_aid or m.health_help) for m in ill),
    }  # fmt: skip


def _allowances(source: VillageSource, homes: Sequence[Home]) -> Figures:
    held = [home for home in homes if has_low_income(source, home.file)]
    amounts = [year_amount(source, home.file, "d2") for home in held]
    return {
        "低保户数": len(held), "低保人数": sum(bool(member.low_income) for member in _people(held)),
        "特困户数": sum(_is_extreme(home) for home in homes), "年低保金": sum(fen or 0 for fen in amounts),
    }  # fmt: skip


def _is_extreme(home: Home) -> bool:
    return home.file.household.household_kind in EXTREME_KINDS or any(m.extreme_poverty for m in home.people)


def has_medical(member: Member) -> bool:
    return bool(member.resident_medical or member.worker_medical)


def _insured(member: Member) -> bool:
    return has_medical(member) or bool(member.commercial_medical)


def _insurance(homes: Sequence[Home], today: date) -> Figures:
    """A household counts when all its people are insured. Where nobody was asked about commercial insurance, that stays
    unknown."""
    people, own = _people(homes), [home for home in homes if home.people]
    asked = any(m.commercial_medical is not None for m in people)
    covered: dict[str, int | None] = {
        "参保户数": sum(all(map(_insured, home.people)) for home in own),
        "医保户数": sum(all(map(has_medical, home.people)) for home in own),
        "商保户数": sum(all(m.commercial_medical for m in home.people) for home in own) if asked else None,
    }
    insured, pension = sum(map(_insured, people)), sum(bool(m.resident_pension or m.worker_pension) for m in people)
    return {
        **covered, **{name.replace("户数", "率"): None if count is None else rate(count, len(homes)) for name, count in covered.items()},
        "医保人数": sum(map(has_medical, people)), "商保人数": sum(bool(m.commercial_medical) for m in people) if asked else None,
        "参保人数": insured, "未参保人数": len(people) - insured, "养老参保率": rate(pension, _due(people, today)),
    }  # fmt: skip


def _due(people: Sequence[Member], today: date) -> int:
    """How many should pay for a pension: of 16 and more and no longer at school, and whoever does."""
    return sum(
        bool(m.resident_pension or m.worker_pension)
        or (m.school in _NO_SCHOOL and m.birth is not None and age_on(m.birth, today) >= _PENSION_FROM)
        for m in people
    )


def _houses(homes: Sequence[Home], floor: int) -> Figures:
    """A house is up to standard when it is safe and each person has the least area; what was not written down is apart."""
    unsafe, narrow, unknown, short = 0, 0, 0, 0
    for home in homes:
        danger, area = is_unsafe(home.year), home.year.house_area if home.year else None
        is_narrow = area is not None and area < floor * len(home.people)
        unsafe, narrow, short = unsafe + bool(danger), narrow + is_narrow, short + bool(danger or is_narrow)
        unknown += not (danger or is_narrow) and (danger is None or area is None)
    good = len(homes) - short - unknown
    found = {
        "住房达标": good, "住房未达标": short, "房屋不稳固": unsafe, "面积不足": narrow, "住房率": rate(good, len(homes)),
        "危房户数": unsafe,
    }  # fmt: skip
    return {**_told(found, unknown < len(homes) or not homes), "住房未登记": unknown}


def _told(found: Figures, known: bool) -> Figures:
    """The figures, or unknown ones where nothing was written down of any household: a nought would be an answer."""
    return found if known else dict.fromkeys(found)


def is_unsafe(year: HouseholdYear | None) -> bool | None:
    """Whether the house is one of danger (危房, C or D); None where the year does not say."""
    if year is None or (year.danger_house is None and year.danger_level is None):
        return None
    return bool(year.danger_house) or year.danger_level in _UNSAFE


def _water(homes: Sequence[Home]) -> Figures:
    safe = [home.year for home in homes if home.year and home.year.safe_water]
    kinds = Counter(_WATER.get(year.drinking_water or "", "其他水源") for year in safe if year.drinking_water)
    without = sum(home.year is not None and home.year.safe_water is False for home in homes)
    unknown = len(homes) - len(safe) - without
    found: Figures = {
        "安全饮水": len(safe), **{name: kinds[name] for name in (*_WATER.values(), "其他水源")}, "饮水未达标": without,
        "饮水率": rate(len(safe), len(homes)),
    }  # fmt: skip
    return {**_told(found, unknown < len(homes) or not homes), "饮水未登记": unknown}


def _living(homes: Sequence[Home]) -> Figures:
    power = [home.year.power for home in homes if home.year and home.year.power is not None]
    seen = [home.year.broadcast for home in homes if home.year and home.year.broadcast is not None]
    return {
        **_told({"通电户数": sum(power), "通电率": rate(sum(power), len(homes))}, bool(power) or not homes),
        **_told({"电视户数": sum(seen), "电视率": rate(sum(seen), len(homes))}, bool(seen) or not homes),
        "搬迁户数": sum(bool(home.file.household.moved) for home in homes),
    }  # fmt: skip


def _children(homes: Sequence[Home], today: date) -> Figures:
    """Children of the age of compulsory school on the last 31 August: 6 to 14."""
    start = date(today.year if (today.month, today.day) >= (9, 1) else today.year - 1, 8, 31)
    due = [m for m in _people(homes) if m.birth and m.birth <= start and _SCHOOL_FROM <= age_on(m.birth, start) <= _SCHOOL_TO]
    at_school = sum(member.school not in _NO_SCHOOL for member in due)
    return {"适龄儿童": len(due), "在校儿童": at_school, "失学儿童": sum(bool(m.dropout_reason) for m in due)}


def unknown_counts(homes: Sequence[Home]) -> Mapping[str, int]:
    """What the ledger does not say, for the balance checks."""
    poor = _people(home for home in homes if home.registered)
    people = _people(homes)
    no_water = [h for h in homes if h.year and h.year.safe_water and not h.year.drinking_water]
    return {
        "劳动技能": sum(member.labour is None for member in poor), "饮水状况": len(no_water),
        "参保": sum(m.resident_medical is None and m.worker_medical is None for m in people),
        "务工区域": sum(works_away(m) and m.work_area not in _AREAS for m in poor),
    }  # fmt: skip
