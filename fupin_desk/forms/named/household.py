"""Names of forms about one household: itself, its year, its people, helpers, visits, monitoring and tasks."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.ledgers.helping import HELPER, HELPING_UNIT, PAIRING
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.monitoring import MONITORING
from fupin_desk.ledgers.team import TASK, VISIT
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR

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
    "帮扶人职务",
)
"""Named values of a household: its head, the people and workers on the day of printing, its main helper."""
OF_PAIRING = ("户主姓名", "户编号", "户类型", "组", "家庭人口", "帮扶人", "单位", "起止时间")
"""Named values of a pairing in a roster: the household it belongs to, the helper, from when to when."""
OF_VISIT = ("走访日期", "走访内容", "帮扶干部")
"""Named values of a visit: its day, what was recorded, who called."""
HOUSE, PAIRS = Group((HOUSEHOLD,), OF_HOUSEHOLD), Group((PAIRING, HELPER, HELPING_UNIT), OF_PAIRING)

WORDS: Words = {"户": {"户": HOUSE, "年度": Group((HOUSEHOLD_YEAR,)), "上年": Group((HOUSEHOLD_YEAR,))}}
"""上年 is the year before the one that is printed; 当前监测 the spell of monitoring that is still open, else the last."""
ROWS: Words = {
    "户": {
        "成员": Group((MEMBER,)), "结对": PAIRS, "走访": Group((VISIT,), OF_VISIT), "监测": Group((MONITORING,)),
        "待办": Group((TASK,)),
    },
}  # fmt: skip
PUBLIC: frozenset[str] = frozenset()
