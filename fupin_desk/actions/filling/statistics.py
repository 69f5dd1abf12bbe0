"""Values of village statistics (domain 5.5): the village and each of its groups, charts, and the balance checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from fupin_desk.actions.filling.counts import Figures, Home, figures_of, rate, unknown_counts
from fupin_desk.actions.filling.people import ORDINARY
from fupin_desk.actions.filling.periods import counted
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.special import has_low_income
from fupin_desk.actions.filling.words import Values, money_value
from fupin_desk.core.money import show_hundredths
from fupin_desk.forms.named.statistics import EXIT_YEARS
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.village import VILLAGE_GROUP, VillageGroup
from fupin_desk.store.queries import lists

_FIRST_YEAR = EXIT_YEARS[0]
"""Who was registered by then was poor at the end of 2013 (the first registration took the figures of 2013)."""
_OUT, _BACK = "1", "3"
_POOR = frozenset({"0", "2", _BACK})
_AREA, _RATE = 13, 3
"""The least area of a person in ㎡ and the rate of poverty to stay below, where this place's parameters set none."""
_NO_GROUP = "未分组"
_LABOUR_KINDS = ("普通劳动力", "技能劳动力", "弱劳动力", "丧失劳动力", "无劳动力")
_EXITS = (*(f"脱贫{year}" for year in EXIT_YEARS), "脱贫以后")


def _homes(source: VillageSource) -> list[Home]:
    return [
        Home(file, file.people(source.today), file.year(source.year), file.household.household_kind != ORDINARY)
        for file in counted(source)
    ]  # fmt: skip


def _floor(source: VillageSource) -> int:
    """The least area of a person in hundredths of ㎡."""
    return round(_parameter(source, "house_area_person", _AREA) * 100)


def _parameter(source: VillageSource, name: str, usual: int) -> Decimal:
    """A limit of this place; ``usual`` where its parameters set none."""
    try:
        return Decimal(str(source.session.parameter(name, source.year)))
    except KeyError:
        return Decimal(usual)


# --------------------------------------------------------------------------------- 贫困发生率
def poverty_of(homes: Iterable[Home], year: int, rural: int | None) -> Figures:
    """The lines of 贫困发生率统计表 at the end of ``year``, in people who belong to the households today.

    Exits are counted by their year, the poor by their state: where the two contradict each other, the table does not
    balance (``imbalance``).
    """
    known = [home for home in homes if home.registered and (home.file.household.identified_year or _FIRST_YEAR) <= year]
    gone = [(home.file.household.exit_year, len(home.people)) for home in known]
    exits: dict[str, int] = {f"脱贫{at}": sum(n for then, n in gone if then == at and at <= year) for at in EXIT_YEARS}
    exits["脱贫以后"] = sum(n for then, n in gone if then and EXIT_YEARS[-1] < then <= year)
    early = sum(n for then, n in gone if then and then < _FIRST_YEAR)
    base = sum(len(h.people) for h in known if (h.file.household.identified_year or _FIRST_YEAR) <= _FIRST_YEAR)
    poor = sum(len(home.people) for home in known if _is_poor(home, year))
    return {
        "乡村人口": rural, "底数": base - early, **exits, "脱贫合计": sum(exits.values()),
        "新增": sum(len(home.people) for home in known) - base,
        "返贫": sum(len(home.people) for home in known if home.file.household.state == _BACK),
        "贫困人口": poor, "发生率": rate(poor, rural or 0),
    }  # fmt: skip


def _is_poor(home: Home, year: int) -> bool:
    household = home.file.household
    return household.state in _POOR or (household.state == _OUT and (household.exit_year or 0) > year)


def imbalance(found: Figures) -> str:
    """核验时贫困人口 = 2013 年底贫困人口 − 各年脱贫 + 新增 + 返贫 (domain 5.5); a sentence when it is not."""
    base, gone, new, back, poor = (int(found[name] or 0) for name in ("底数", "脱贫合计", "新增", "返贫", "贫困人口"))
    due = base - gone + new + back
    if due == poor:
        return ""
    return (
        f"不平衡：2013年底 {base} 人 − 各年脱贫 {gone} 人 + 新增 {new} 人 + 返贫 {back} 人 = {due} 人，"
        f"核验时贫困人口是 {poor} 人，相差 {abs(poor - due)} 人。"
    )


def _contradictions(homes: Iterable[Home], year: int) -> str:
    """Which households make the table not balance, by what is wrong with them."""
    found = [home.file.household for home in homes if home.registered and (home.file.household.identified_year or 0) <= year]
    counts = {
        "已脱贫没有填脱贫年度": sum(h.state == _OUT and not h.exit_year for h in found),
        "未脱贫却填了脱贫年度": sum(h.state in _POOR - {_BACK} and bool(h.exit_year) for h in found),
        "返贫没有填脱贫年度": sum(h.state == _BACK and not h.exit_year for h in found),
        "没有填脱贫属性": sum(h.state is None for h in found),
    }
    told = [f"{what}的 {count} 户" for what, count in counts.items() if count]
    return f"请核对：{'、'.join(told)}。" if told else ""


def _poverty_check(found: Figures, homes: Sequence[Home], groups: Sequence[Figures], year: int) -> str:
    told = imbalance(found)
    told += _contradictions(homes, year) if told else ""
    rural = found["乡村人口"]
    if not rural:
        told += "村情里没有填乡村人口，贫困发生率空着。"
    parts = [group["乡村人口"] for group in groups]
    if rural and parts and None not in parts and sum(int(part or 0) for part in parts) != rural:
        told += f"各组人口合计 {sum(int(part or 0) for part in parts)} 人，村情里的乡村人口是 {rural} 人。"
    return told


# --------------------------------------------------------------------------------- 各表的核对
def _checks(source: VillageSource, homes: Sequence[Home], found: Figures) -> dict[str, str]:
    unknown = unknown_counts(homes)
    poor = [home for home in homes if home.registered]
    unnamed = sum(has_low_income(source, home.file) and not any(m.low_income for m in home.people) for home in poor)
    year = source.year
    return {
        "劳动力校验": _told(f"有 {{}} 人没有填劳动技能，五类劳动力合计比人口少 {unknown['劳动技能']} 人。", unknown["劳动技能"])
        + _told("有 {} 名务工人员没有填务工区域（或填的是“其他”），没有计入四个区域。", unknown["务工区域"]),
        "低保校验": _told("有 {} 户是低保户而没有登记享受低保的人，低保人数没有计入。", unnamed),
        "医保校验": _told("有 {} 人没有填是否参加基本医疗保险，算作未参加。", unknown["参保"]),
        "住房校验": _told(f"有 {{}} 户没有填 {year} 年住房面积或是否危房，达标、未达标都没有计入。", int(found["住房未登记"] or 0)),
        "饮水校验": _told(f"有 {{}} 户没有填 {year} 年是否解决安全饮用水，达标、未达标都没有计入。", int(found["饮水未登记"] or 0))
        + _told("有 {} 户饮水安全而没有填饮水状况，没有计入各种水源。", unknown["饮水状况"]),
    }  # fmt: skip


def _told(sentence: str, count: int) -> str:
    return sentence.format(count) if count else ""


# ------------------------------------------------------------------------------------- 合计与分组
def _all_figures(source: VillageSource, homes: Sequence[Home], rural: int | None) -> Figures:
    return {**figures_of(source, homes, _floor(source)), **poverty_of(homes, source.year, rural)}


def _grouped(source: VillageSource, homes: Sequence[Home]) -> list[tuple[str, Figures]]:
    """The figures of each group in the order of their numbers; households without a group last."""
    with source.session.file.read() as connection:
        groups: list[VillageGroup] = lists.list_records(connection, VILLAGE_GROUP, ())
    held: dict[str, list[Home]] = {group.id: [] for group in groups}
    loose: list[Home] = []
    for home in homes:
        held.get(home.file.household.group or "", loose).append(home)
    found = [
        (group.name, _all_figures(source, held[group.id], group.people))
        for group in sorted(groups, key=lambda g: (g.number or 999, g.name))
        if held[group.id] or source.households is None
    ]  # fmt: skip
    return [*found, *([(_NO_GROUP, _all_figures(source, loose, None))] if loose else [])]


def _shown(name: str, figure: int | Decimal | None) -> Value:
    if name == "年低保金":
        return money_value(None if figure is None else int(figure))
    return Value("" if figure is None else str(figure), raw=figure)


def _values(figures: Figures) -> Values:
    return {name: _shown(name, figure) for name, figure in figures.items()}


def statistic_values(source: VillageSource) -> Values:
    """The village's figures with charts, limits and checks."""
    homes = _homes(source)
    found = _all_figures(source, homes, source.village.rural_people)
    groups = [figures for _, figures in _grouped(source, homes)]
    checks = {"校验": _poverty_check(found, homes, groups, source.year), **_checks(source, homes, found)}
    exits = tuple((name.removeprefix("脱贫"), found[name] or 0) for name in _EXITS)
    return {
        **_values(found), **{name: Value(sentence) for name, sentence in checks.items()},
        "脱贫图": Value(raw=tuple((f"{label}年" if label.isdigit() else "2021年以来", count) for label, count in exits)),
        "劳动力图": Value(raw=tuple((name, found[name] or 0) for name in _LABOUR_KINDS)),
        "人均面积标准": Value(show_hundredths(_floor(source))),
        "发生率标准": Value(str(_parameter(source, "poverty_rate_percent", _RATE))),
    }  # fmt: skip


def _group_rows(source: VillageSource) -> list[Values]:
    return [{"组": Value(name), **_values(figures)} for name, figures in _grouped(source, _homes(source))]


SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {"统计": statistic_values}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {"分组统计": _group_rows}
