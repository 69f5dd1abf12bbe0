"""The placeholders a form may use for one object: the labels of the ledgers' fields, and a few named values.

``{{户.户编号}}``, ``{{收入.a1}}`` and ``{{村.名称}}`` stand for one value each; ``{{成员.姓名}}`` is a slot of a list.
What has to be computed is a named value (``年度.人均纯收入``, ``户.家庭人口``, ``填报单位``): a form never computes.
Each theme declares its names in ``forms/named`` and computes them in the module of the same name in ``actions/filling``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from fupin_desk.core.errors import DeskError
from fupin_desk.forms.named import household, income, rosters, special, standards, statistics, team, village, works
from fupin_desk.forms.named.group import Group, Words
from fupin_desk.forms.values import Names

_THEMES = (household, village, income, standards, rosters, special, statistics, team, works)
YEAR, LAST_YEAR, INCOME = "年度", "上年", "收入"
_SHORTER: Mapping[str, str] = {
    "联系电话": "成员联系电话",
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
_PUBLIC = ("户主姓名", "户主性别", "组", "家庭人口", "户类型", "序号", "名称", "性别", "户数", "人口")
"""What may stand on a paper posted in public (domain 5.6): no ID, telephone, bank, illness, cause, child or address. A
remark of the ledger is not among it: whoever wrote it may have named an illness or a telephone; 备注 is left to the pen."""
_POSTED = frozenset({
    "户", "村", "建档户", "在册户", "脱贫户册", "监测户册", "监测对象", "当前监测", "识别名单", "消除名单", "退出名单", "评议名单",
    "主要结对", "结对", "队员", "驻村队员", "单位", "驻村单位", "建档", "统计", "分组统计", "现状", "公示",
})  # fmt: skip
"""Lists and prefixes that may be posted. Not the books of the disabled, the ill, pupils: to stand in one tells enough."""
_NEVER = frozenset({"填表人电话", "编号"})
"""Named values of every form that no posted paper carries: a telephone, the code that leads to a household."""
_UNIT = re.compile(r"（[^（）]*）$")


def _merged(tables: Iterable[Words]) -> dict[str, dict[str, Group]]:
    found: dict[str, dict[str, Group]] = {}
    for table in tables:
        for subject, groups in table.items():
            known = found.setdefault(subject, {})
            for prefix, group in groups.items():
                known[prefix] = known[prefix].joined(group) if prefix in known else group
    return found


_SCALARS = _merged(theme.WORDS for theme in _THEMES)
_LISTS = _merged(theme.ROWS for theme in _THEMES)
OBJECTS = tuple(_SCALARS)
"""What a form can be about (对象 of its 说明)."""


@cache
def names_of(subject: str) -> Names:
    """The names for forms about 户, 村 or 队员. Raises DeskError for another object."""
    if subject not in _SCALARS:
        raise DeskError(f"没有叫“{subject}”的对象。没有打印。表样说明里的“对象”可以填：{'、'.join(OBJECTS)}。")
    single, listed = _SCALARS[subject], _LISTS.get(subject, {})
    general = village.GENERAL
    scalars = frozenset([*general, *(f"{prefix}.{label}" for prefix, g in single.items() for label in g.labels)])
    lists = {prefix: g.labels for prefix, g in listed.items()}
    aliases: dict[str, str] = {}
    for prefix, group in [*listed.items(), *single.items()]:
        aliases.update(_aliases(prefix, group))
    aliases.update(_bare(single, scalars))
    posted = frozenset(f"{p}.{name}" for p in [*single, *listed] for name in _PUBLIC if p in _POSTED)
    public = frozenset(general) - _NEVER | posted | frozenset(name for theme in _THEMES for name in theme.PUBLIC)
    return Names(scalars, lists, {k: v for k, v in aliases.items() if k not in scalars}, public)


def _aliases(prefix: str, group: Group) -> dict[str, str]:
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


def _bare(single: Mapping[str, Group], scalars: Iterable[str]) -> dict[str, str]:
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
