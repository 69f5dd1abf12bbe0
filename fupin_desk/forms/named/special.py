"""Names of the fourteen books of particular groups of people (domain 5.2 (26))."""

from __future__ import annotations

from collections.abc import Mapping

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.forms.named.rosters import HOME, OF_SPELL, PERSON
from fupin_desk.ledgers.monitoring import MONITORING

SUBSIDIES: Mapping[str, tuple[str, ...]] = {
    "地力": ("d6b",), "玉米大豆": ("d6a",), "生态": ("d5",), "计生": ("d1",), "高龄": ("d6d",), "残疾": ("d6f",),
    "优抚": ("d6e",), "取暖物价": ("d6k", "d6l"), "救灾救济": ("d6h", "d6m"),
}  # fmt: skip
"""Columns of the book of subsidies -> the items of income they sum (domain 1.5). 低保金, 特困供养金 and pensions have
books of their own; what a family or an insurer pays is no subsidy."""
WORDS: Words = {}
ROWS: Words = {
    "村": {
        "居民册": PERSON, "脱贫户册": HOME, "监测户册": Group((MONITORING,), OF_SPELL),
        "低保册": HOME.joined(Group((), ("保障人数", "保障对象", "年低保金"))), "特困册": PERSON, "残疾人册": PERSON, "党员册": PERSON,
        "退役军人册": PERSON.joined(Group((), ("对象类别", "年优抚金"))), "务工册": PERSON,
        "医保册": PERSON.joined(Group((), ("居民", "职工", "大病", "商业", "参保情况"))),
        "养老册": PERSON.joined(Group((), ("居民", "职工", "满六十"))),
        "惠民补贴册": HOME.joined(Group((), (*SUBSIDIES, "补贴合计"))), "教育资助册": PERSON,
        "医疗救助册": PERSON.joined(Group((), ("救助类别",))),
    },
}  # fmt: skip
PUBLIC: frozenset[str] = frozenset()
