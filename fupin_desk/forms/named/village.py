"""Names of every form, and of forms about the village: its fields, its work team, its households and people in rosters."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.forms.named.household import HOUSE, OF_HOUSEHOLD, PAIRS
from fupin_desk.ledgers.helping import HELPING_UNIT
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.team import TEAM_MEMBER
from fupin_desk.ledgers.village import VILLAGE
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR

GENERAL = (
    "表名", "年度", "月份", "季度", "半年", "打印日期", "打印人", "填表人", "填表人电话", "填表日期", "填报单位", "审核人", "编号",
)  # fmt: skip
"""Named values of every form. 表名 is the title by era (贫困户… to 2020, 脱贫户… after), 编号 the short code; 月份 is
2019年11月, 季度 第四季度 and 半年 下半年 of the month that is printed."""
OF_VILLAGE = ("名称", "户数", "人口", "帮扶户数", "第一书记", "第一书记电话", "工作队长", "工作队长电话")
"""Named values of the village: counts of the printed households, and who leads the work team on the day of printing."""
_VILLAGE = Group((VILLAGE,), OF_VILLAGE)

WORDS: Words = {"户": {"村": _VILLAGE}, "村": {"村": _VILLAGE}, "队员": {"村": _VILLAGE}}
ROWS: Words = {
    "村": {
        "户": Group((HOUSEHOLD, HOUSEHOLD_YEAR), OF_HOUSEHOLD), "成员": Group((MEMBER,), ("户主姓名", "户编号", "组")),
        "结对": PAIRS, "队员": Group((TEAM_MEMBER,)), "单位": Group((HELPING_UNIT,)),
    },
}  # fmt: skip
PUBLIC = frozenset({"村.第一书记", "村.工作队长"})
__all__ = ["GENERAL", "HOUSE", "OF_VILLAGE", "PUBLIC", "ROWS", "WORDS"]
