"""Names of the ledgers of jobs, schooling and other work for people, as far as the members' fields tell (domain 5.4)."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.forms.named.rosters import PERSON
from fupin_desk.ledgers.helping import HELPING_UNIT

_WORKER = PERSON.joined(Group((), ("户类型",)))
_REQUEST = ("日期", "反映人", "组", "渠道", "内容", "承办人", "时限", "办结情况")
"""What a household asked for at a call: the day, the head, how it was heard, who sees to it until when, what was done."""

WORDS: Words = {}
ROWS: Words = {
    "村": {
        "诉求": Group((), _REQUEST),
        **dict.fromkeys(("劳动力", "贫困劳动力", "培训对象", "转移就业", "自主创业", "公益岗人员", "求职人", "雨露学生"), _WORKER),
        "帮扶企业": Group((HELPING_UNIT,), ("对接村", "带动户数")),
    },
}  # fmt: skip
PUBLIC: frozenset[str] = frozenset()
