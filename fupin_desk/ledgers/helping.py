"""结对帮扶: helping units, helpers, and the dated relation between helper and household (domain 4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desk.core.errors import Problem
from fupin_desk.ledgers.kinds import Choice, Choices, Day, IdNumber, Money, Phone, Ref, Text, YesNo
from fupin_desk.ledgers.record import Around, Ledger, Record, field

MAIN = "1"
"""The code of 主要 in the list of pairing roles."""


@dataclass(frozen=True, kw_only=True)
class HelpingUnit(Record):
    """帮扶单位: the organisation that sends helpers or teams."""

    name: str = field("单位名称", Text(), required=True, national="AAP001")
    unit_kind: str | None = field("单位类型", Choice("unit_kind"))
    affiliation: str | None = field("隶属关系", Choice("affiliation"), national="AAP004")
    address: str | None = field("单位地址", Text(), national="AAR013")
    contact: str | None = field("联系人", Text())
    phone: str | None = field("联系电话", Phone())
    pairing_kind: str | None = field("帮扶方式", Choice("pairing_kind"))
    since: date | None = field("帮扶开始时间", Day())
    until: date | None = field("帮扶结束时间", Day())
    invested_fen: int | None = field("当年投入（元）", Money())


@dataclass(frozen=True, kw_only=True)
class Helper(Record):
    """帮扶责任人: the named cadre answerable for households; told apart by name, unit and phone."""

    name: str = field("姓名", Text(most=50), required=True, national="AAB002")
    unit: str | None = field("单位", Ref("helping_unit"), national="AAP001")
    duty: str | None = field("职务", Text())
    phone: str | None = field("联系电话", Phone(), national="AAB031")
    rank: str | None = field("职务级别", Choice("rank"), national="AAF031")
    sex: str | None = field("性别", Choice("sex"), national="AAB003")
    id_number: str | None = field("证件号码", IdNumber(), national="AAB004")
    politics: str | None = field("政治面貌", Choice("politics"), national="AAK033")
    degree: str | None = field("学历", Choice("degree"), national="AAK036")
    skills: tuple[str, ...] | None = field("技术特长", Choices("skill"), national="AAK037")
    in_team: bool | None = field("是否驻村队员", YesNo(), national="AAK039")
    first_secretary: bool | None = field("是否第一书记", YesNo())
    team_leader: bool | None = field("是否工作队队长", YesNo())
    since: date | None = field("开始帮扶时间", Day(), national="AAR020")
    until: date | None = field("结束帮扶时间", Day(), national="AAR021")


@dataclass(frozen=True, kw_only=True)
class Pairing(Record):
    """结对: from one day to another, one helper answers for one household, as main or deputy."""

    household: str = field("农户", Ref("household"), required=True)
    helper: str = field("帮扶责任人", Ref("helper"), required=True)
    role: str | None = field("主次", Choice("pairing_role"))
    pairing_kind: str | None = field("帮扶类型", Choice("pairing_kind"))
    since: date | None = field("开始时间", Day(), group="term", national="AAR020")
    until: date | None = field("结束时间", Day(), group="term", national="AAR021")
    end_reason: str | None = field("变动原因", Choice("pairing_end_reason"), group="term")
    main_measures: str | None = field("主要帮扶措施", Text(lines=2))


def is_current(pairing: Pairing, on: date) -> bool:
    """Whether the pairing holds on this day."""
    started = pairing.since is None or pairing.since <= on
    return started and (pairing.until is None or pairing.until > on)


def main_pairing(pairings: Iterable[Pairing], on: date) -> Pairing | None:
    """The pairing with the main helper on a day; a single deputy does not count as main."""
    current = [p for p in pairings if is_current(p, on) and p.role in (None, MAIN)]
    return min(current, key=lambda p: (p.since or date.min, p.id), default=None)


def helper_cap(caps: dict[str, int], rank: str | None) -> int:
    """How many households a helper of this rank may take (parameter helper_caps; 默认 where the rank is not named)."""
    return caps.get(rank or "", caps.get("default", 12))


def term_in_order(pairing: Pairing, around: Around) -> Iterable[Problem]:
    """A pairing ends after it begins."""
    if pairing.since and pairing.until and pairing.until < pairing.since:
        yield Problem("结束时间", f"结束（{pairing.until}）不能早于开始（{pairing.since}）。")


def one_main_helper(pairing: Pairing, around: Around) -> Iterable[Problem]:
    """A household has at most one main helper at a time."""
    if pairing.role not in (None, MAIN) or not is_current(pairing, around.today):
        return
    same: Sequence[Pairing] = around.related("pairing", "household", pairing.household)
    others = [p for p in same if p.id != pairing.id and p.role in (None, MAIN) and is_current(p, around.today)]
    if others:
        helper = around.get("helper", others[0].helper)
        name = getattr(helper, "name", "") or "另一位帮扶人"
        yield Problem("帮扶责任人", f"这一户的主要帮扶责任人现在是{name}。请先结束原来的结对，再换人。")


def within_cap(pairing: Pairing, around: Around) -> Iterable[Problem]:
    """A helper takes no more households than the cap of the rank (a warning: the county may allow more)."""
    if not is_current(pairing, around.today):
        return
    helper = around.get("helper", pairing.helper)
    held: Sequence[Pairing] = around.related("pairing", "helper", pairing.helper)
    count = len({p.household for p in held if is_current(p, around.today)})
    caps = around.parameter("helper_caps", around.today.year)
    limit = helper_cap(caps, getattr(helper, "rank", None))
    if count > limit:
        yield Problem("帮扶责任人", f"{getattr(helper, 'name', '')}名下已有 {count} 户，上限 {limit} 户。", "W")


HELPING_UNIT = Ledger(
    "helping_unit", "帮扶单位", HelpingUnit, key=("name",), theme="结对", titles=("name",), searched=("name", "contact")
)
HELPER = Ledger(
    "helper", "帮扶责任人", Helper, key=("name", "unit", "phone"), theme="结对", titles=("name",), searched=("name", "phone")
)
PAIRING = Ledger(
    "pairing", "结对帮扶", Pairing, key=("household", "helper", "since"), theme="结对", titles=("since",),
    rules=(term_in_order, one_main_helper, within_cap),
)  # fmt: skip
