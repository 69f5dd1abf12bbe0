"""Names of a household's income papers, of the monitoring papers and of the measures card."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.ledgers.household import MEMBER
from fupin_desk.ledgers.monitoring import MONITORING

RISKS = tuple(f"风险{place}" for place in range(1, 6))
OF_SPELL = (*RISKS, "自然灾害类型", "在册风险", "在册风险备注")
"""Named values of the current spell: its risks one by one, the kinds of disaster among them; 在册风险 and its note only of a
spell that is still open, so that a cleared risk is not ticked on a new application."""
OF_ACCOUNT = (
    "公益性岗位", "其他工资性", "其他财产性", "政策性收入", "民政补助", "农业补助", "林业补助", "其他政策性", "其他收入",
    "乡镇内务工", "乡外县内务工", "县外省内务工", "省外务工", "其他务工", "收入参考范围", "人均收入参考范围",
)  # fmt: skip
"""Lines of the accounting sheet that take several items of the year together; people and months of work by area."""
LETTERS = ("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "R", "S", "T")
OF_CARD = (*LETTERS, "S算式", "T算式")
"""Lines of the plain-words card: A people, B to J incomes, K their sum, L to O costs, R their sum, S = K − R, T = S ÷ A."""
OF_MEASURES = ("产业", "就业", "易地搬迁", "公益性岗位", "健康", "综合保障", "生态", "搬迁人数")
"""Measures that the ledger's other facts show, each with the boxes of its kind."""
OF_PLAN = ("在校学生", "患病成员", "低保成员", "六十岁以上成员", "务工成员", "有培训意愿的成员")
"""Who of the family each block of the yearly plan is about, in one line."""

WORDS: Words = {
    "户": {
        "当前监测": Group((MONITORING,), OF_SPELL), "核算": Group((), OF_ACCOUNT), "明白卡": Group((), OF_CARD),
        "享受措施": Group((), OF_MEASURES), "计划": Group((), OF_PLAN),
    },
}  # fmt: skip
ROWS: Words = {
    "户": {
        "监测成员": Group((MEMBER,), ("务工地点", "易地搬迁人口")), "成年成员": Group((MEMBER,)),
        "成效": Group((), ("联系事项", "成效", "取得成效时间", "联系人")),
    },
}  # fmt: skip
PUBLIC: frozenset[str] = frozenset()
