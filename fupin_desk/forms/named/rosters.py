"""Names of rosters of the village: households, people, monitored households, the team and the units that send it."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.forms.named.household import OF_HOUSEHOLD
from fupin_desk.ledgers.helping import HELPING_UNIT
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.monitoring import MONITORING
from fupin_desk.ledgers.team import TEAM_MEMBER
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR

OF_PERSON = ("户主姓名", "组", "家庭人口", "户编号", "家庭住址", "电话", "年龄", "务工地点", "务工区域", "文化或在校", "健康分行")
"""Named values of a person in a roster: the household, a telephone to reach the person, age on the day of printing,
the place of work, how far away in a word (县内), the class at school or else the education, and the states of health on a
line each."""
OF_SPELL = (
    "户主姓名", "户主性别", "户主证件号码", "组", "家庭人口", "户编号", "电话", "帮扶人", "风险1", "风险2", "风险3", "风险4", "风险5",
    "其他风险", "已消除", "识别月", "消除月",
)  # fmt: skip
"""Named values of a spell of monitoring: the household, the risks one by one and all but the first, whether the risk is gone, months
as 2024.05."""
HOME = Group((HOUSEHOLD, HOUSEHOLD_YEAR), (*OF_HOUSEHOLD, "证件号后四位"))
PERSON = Group((MEMBER,), OF_PERSON)

WORDS: Words = {"村": {"建档": Group((), ("户数", "人口"))}}
"""建档 counts the households that were ever registered as poor, without those struck off."""
ROWS: Words = {
    "村": {
        "建档户": HOME, "在册户": HOME, "在册人": PERSON, "监测对象": Group((MONITORING,), OF_SPELL),
        "驻村队员": Group((TEAM_MEMBER,), ("单位", "驻村时间", "起止时间")),
        "驻村单位": Group((HELPING_UNIT,), ("帮扶时间", "派驻人数")),
    },
}  # fmt: skip
PUBLIC: frozenset[str] = frozenset()
