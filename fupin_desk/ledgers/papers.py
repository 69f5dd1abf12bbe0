"""打印登记 and 自带表样: what was printed or saved by whom, and the forms a county or village has added of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fupin_desk.ledgers.kinds import Choice, Moment, Photo, Ref, Text, Whole, YesNo
from fupin_desk.ledgers.record import Ledger, Record, field


@dataclass(frozen=True, kw_only=True)
class PrintLog(Record):
    """打印登记: one printing or saving of papers with personal data (who took what out, domain 6 个人信息).

    ``households`` is how many of them it was about; ``household`` names the one when it was only one.
    """

    at: datetime = field("时间", Moment(), required=True)
    person: str = field("打印人", Text(most=50), required=True)
    form: str = field("表名", Text(), required=True)
    way: str | None = field("去向", Choice("print_way"))
    household: str | None = field("农户", Ref("household"))
    households: int | None = field("户数", Whole("户"))
    pages: int | None = field("页数", Whole("页"))
    sheets: int | None = field("张数", Whole("张"))
    masked: bool | None = field("证件号是否遮盖", YesNo())


@dataclass(frozen=True, kw_only=True)
class OwnForm(Record):
    """自带表样: a form that came from the county's clerk; the sheet itself lies in photos.db under its hash."""

    name: str = field("代号", Text(most=60), required=True)
    title: str = field("名称", Text(most=60), required=True)
    group: str | None = field("分组", Text(most=30))
    subject: str | None = field("对象", Text(most=10))
    edition: str | None = field("版本", Text(most=30))
    content: str = field("表样文件", Photo(), required=True)


PRINT_LOG = Ledger(
    "print_log", "打印登记", PrintLog, key=("at", "form"), theme="系统", titles=("at", "form"), searched=("form", "person")
)
OWN_FORM = Ledger("own_form", "自带表样", OwnForm, key=("name",), theme="系统", titles=("title",), searched=("title",))
