"""Names of papers of the work team and of procedure: members, the month's days, logs and calls, reports, public lists."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.ledgers.team import TEAM_MEMBER, WORK_LOG

_DAYS = tuple(f"{number}日" for number in range(1, 32))
_COUNTS = ("驻村天数", "出差天数", "请假天数", "缺勤天数", "住村天数")
"""Days by their mark (√ ○ △ ×), and the nights spent in the village."""
_PERIOD = (
    "期间", "起止", "队员人数", *_COUNTS[:4], "工作日志篇数", "走访户数", "走访户次", "走访脱贫户数", "走访监测户数",
    "反映需求件数", "解决需求件数", "新识别户数", "新识别人数", "风险消除户数", "风险消除人数", "办结待办件数",
)  # fmt: skip
"""What was done in the month, quarter, half year or year that is printed; 走访户数 counts a household once, 走访户次 each call."""
_STANDING = (
    "户数", "人口", "脱贫户数", "脱贫人口", "监测户数", "监测人口", "脱贫不稳定户数", "脱贫不稳定户人口", "边缘易致贫户数",
    "边缘易致贫户人口", "突发严重困难户数", "突发严重困难户人口", "已消除户数", "已结对户数", "未结对户数", "帮扶责任人数",
    "劳动力人数", "务工人数", "乡镇内务工人数", "县内务工人数", "省内务工人数", "省外务工人数", "公益岗人数",
)  # fmt: skip
"""How the village stands at the end of the month that is printed, without households that were struck off."""
_PERSON = ("期间", *_COUNTS, "走访户数", "走访次数", "日志篇数", "请假事由", "办实事", "困难问题", "下月打算")
_LISTED = ("户主姓名", "性别", "组", "人口", "类别")
_NOTICES = ("识别名单", "消除名单", "退出名单")
_NOTICE_COUNTS = tuple(f"{kind}{unit}" for kind in ("识别", "消除", "退出") for unit in ("户数", "人数"))
_PLACE = ("省", "市", "县", "乡", "行政村", "工作队名称")

WORDS: Words = {
    "村": {
        "月历": Group((), _DAYS), "本月": Group((), _PERIOD), "本季": Group((), _PERIOD), "本半年": Group((), _PERIOD),
        "全年": Group((), _PERIOD),
        "现状": Group((), _STANDING), "公示": Group((), _NOTICE_COUNTS),
    },
    "队员": {
        "队员": Group((TEAM_MEMBER,), ("起止时间",)), "本月": Group((), _PERSON), "本年": Group((), _PERSON),
    },
}  # fmt: skip
ROWS: Words = {
    "村": {
        "考勤": Group((), ("姓名", "派出单位", "单位职务", *_DAYS, *_COUNTS, "事由")),
        "日志": Group((WORK_LOG,), ("星期",)),
        "工作": Group((), ("日期", "记录人", "地点", "工作内容", "走访户", "群众诉求", "解决情况")),
        **{name: Group((), _LISTED) for name in _NOTICES},
        "评议名单": Group((), (*_LISTED, "评议事项")),
    },
    "队员": {"纪实": Group((), ("日期", "星期", "考勤", "地点", "工作内容", "走访户"))},
}
PUBLIC: frozenset[str] = frozenset([
    # Names of places and of the team: whoever stands before the notice knows them.
    *(f"村.{name}" for name in _PLACE),
    # The kind of a listed household (domain 5.6 allows 类别) and how many are listed.
    *(f"{name}.{label}" for name in _NOTICES for label in ("类别", "人口")),
    *(f"公示.{name}" for name in _NOTICE_COUNTS),
    # Which quarter the village's accounts are posted for.
    "本季.期间",
])  # fmt: skip
