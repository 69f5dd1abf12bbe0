"""The placeholders a form may use for one object: the labels of the ledgers' fields, and a few named values.

``{{户.户编号}}``, ``{{收入.a1}}`` and ``{{村.名称}}`` stand for one value each; ``{{成员.姓名}}`` is a slot of a list.
What has to be computed is a named value (``年度.人均纯收入``, ``户.家庭人口``, ``填报单位``): a form never computes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fupin_desk.core.errors import DeskError
from fupin_desk.forms.values import Names
from fupin_desk.ledgers.helping import HELPER, HELPING_UNIT, PAIRING
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.kinds import Ref
from fupin_desk.ledgers.monitoring import MONITORING
from fupin_desk.ledgers.record import Field, Ledger
from fupin_desk.ledgers.team import TASK, TEAM_MEMBER, VISIT
from fupin_desk.ledgers.village import VILLAGE
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR

GENERAL = ("表名", "年度", "打印日期", "打印人", "填表人", "填表人电话", "填表日期", "填报单位", "审核人", "编号")
"""Named values of every form. 表名 is the title by era (贫困户… to 2020, 脱贫户… after), 编号 the short code."""
OF_HOUSEHOLD = (
    "户主姓名",
    "户主证件号码",
    "户主性别",
    "户主出生日期",
    "家庭人口",
    "劳动力人数",
    "帮扶人",
    "帮扶人电话",
    "帮扶单位",
)
"""Named values of a household: its head, the people and workers on the day of printing, its main helper."""
OF_PAIRING = ("户主姓名", "户编号", "户类型", "组", "家庭人口", "帮扶人", "单位", "起止时间")
"""Named values of a pairing in a roster: the household it belongs to, the helper, from when to when."""
OF_VISIT = ("走访日期", "走访内容", "帮扶干部")
"""Named values of a visit: its day, what was recorded, who called."""
OF_VILLAGE = ("名称", "户数", "人口", "帮扶户数")
YEAR, INCOME = "年度", "收入"
_SHORTER: Mapping[str, str] = {
    "居民医保": "是否参加新型农村合作医疗（城乡居民基本医疗保险）",
    "职工医保": "是否参加城镇职工基本医疗保险",
    "大病保险": "是否参加大病保险",
    "商业补充医保": "是否参加商业补充医疗保险",
    "居民养老": "是否参加城乡居民基本养老保险",
    "职工养老": "是否参加城镇职工基本养老保险",
    "低保": "是否享受低保",
    "特困供养": "是否特困供养人员",
    "普通话": "是否会讲普通话",
    "现役军人": "是否现役军人",
    "意外保险补贴": "人身意外保险补贴",
}
"""Short names that forms may use for labels too long for a narrow column."""
_PUBLIC = ("户主姓名", "户主性别", "组", "家庭人口", "户类型", "备注", "序号", "名称", "性别", "户数", "人口")
"""What may stand on a paper posted in public (domain 5.6): no ID, telephone, bank, illness, cause, child or address."""
_UNIT = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True)
class _Group:
    """Values that share a prefix: the ledgers whose labels they are, and named values."""

    ledgers: tuple[Ledger, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def fields(self) -> list[Field]:
        """The fields that can be written as one value; a later ledger's field of the same label is left out."""
        found: dict[str, Field] = {}
        for ledger in self.ledgers:
            for f in ledger.fields:
                if not (isinstance(f.kind, Ref) and f.kind.ledger == "household"):
                    found.setdefault(f.label, f)
        return list(found.values())

    @property
    def labels(self) -> frozenset[str]:
        return frozenset([*(f.label for f in self.fields), *self.named])


_MEMBERS = _Group((MEMBER,))
_PAIRINGS = _Group((PAIRING, HELPER, HELPING_UNIT), OF_PAIRING)
_HOUSEHOLD = _Group((HOUSEHOLD,), OF_HOUSEHOLD)
_SCALARS: Mapping[str, Mapping[str, _Group]] = {
    "户": {"户": _HOUSEHOLD, YEAR: _Group((HOUSEHOLD_YEAR,)), "村": _Group((VILLAGE,), OF_VILLAGE)},
    "村": {"村": _Group((VILLAGE,), OF_VILLAGE)},
}
_LISTS: Mapping[str, Mapping[str, _Group]] = {
    "户": {
        "成员": _MEMBERS, "结对": _PAIRINGS, "走访": _Group((VISIT,), OF_VISIT), "监测": _Group((MONITORING,)),
        "待办": _Group((TASK,)),
    },
    "村": {
        "户": _Group((HOUSEHOLD, HOUSEHOLD_YEAR), OF_HOUSEHOLD),
        "成员": _Group((MEMBER,), ("户主姓名", "户编号", "组")),
        "结对": _PAIRINGS, "队员": _Group((TEAM_MEMBER,)), "单位": _Group((HELPING_UNIT,)),
    },
}  # fmt: skip
OBJECTS = tuple(_SCALARS)
"""What a form can be about (对象 of its 说明)."""


@cache
def names_of(subject: str) -> Names:
    """The names for forms about 户 or 村. Raises DeskError for another object."""
    if subject not in _SCALARS:
        raise DeskError(f"没有叫“{subject}”的对象。没有打印。表样说明里的“对象”可以填：{'、'.join(OBJECTS)}。")
    single, listed = _SCALARS[subject], _LISTS[subject]
    scalars = frozenset([*GENERAL, *(f"{prefix}.{label}" for prefix, g in single.items() for label in g.labels)])
    lists = {prefix: g.labels for prefix, g in listed.items()}
    aliases: dict[str, str] = {}
    for prefix, group in [*listed.items(), *single.items()]:
        aliases.update(_aliases(prefix, group))
    aliases.update(_bare(single, scalars))
    public = frozenset(
        [*GENERAL, *(f"{p}.{name}" for p in [*single, *listed] for name in _PUBLIC if p not in ("成员", YEAR))]
    )
    return Names(scalars, lists, {k: v for k, v in aliases.items() if k not in scalars}, public)


def _aliases(prefix: str, group: _Group) -> dict[str, str]:
    """Other spellings of a group's names: code names, labels without their unit, short names; 收入 for the year's."""
    found: dict[str, str] = {}
    for f in group.fields:
        short = [f.name, f.name.removesuffix("_fen"), _UNIT.sub("", f.label)]
        short += [name for name, label in _SHORTER.items() if label == f.label]
        for name in short:
            for start in (prefix, INCOME, "户") if prefix == YEAR else (prefix,):
                found.setdefault(f"{start}.{name}", f"{prefix}.{f.label}")
        if prefix == YEAR:
            found[f"{INCOME}.{f.label}"] = f"{prefix}.{f.label}"
    return found


def _bare(single: Mapping[str, _Group], scalars: Iterable[str]) -> dict[str, str]:
    """Names without their object, the first object winning: 户主姓名 for 户.户主姓名."""
    known = set(scalars)
    found: dict[str, str] = {}
    for prefix, group in single.items():
        for label in sorted(group.labels):
            if label not in known:
                found.setdefault(label, f"{prefix}.{label}")
    return found


def listed_names(subject: str) -> Sequence[str]:
    """Every name for an object, sorted, as ``fupin-desk forms fields 户`` prints them."""
    return names_of(subject).all
