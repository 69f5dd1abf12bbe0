"""附件: a photo that belongs to a record; the picture itself lies in photos.db under its hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fupin_desk.ledgers.kinds import Choice, Moment, Photo, Ref, Text, Whole
from fupin_desk.ledgers.record import Ledger, Record, field


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """附件: which picture, of which household and record, taken when; the name it came with is only a label."""

    household: str | None = field("农户", Ref("household"))
    of_ledger: str = field("所属台账", Text(), required=True, group="owner")
    of_record: str = field("所属记录", Text(), required=True, group="owner")
    photo: str = field("照片", Photo(), required=True)
    photo_kind: str | None = field("照片内容", Choice("photo_kind"))
    caption: str | None = field("说明", Text())
    taken_at: datetime | None = field("拍摄时间", Moment())
    original_name: str | None = field("原文件名", Text(most=100))
    width: int | None = field("宽", Whole("像素"))
    height: int | None = field("高", Whole("像素"))


ATTACHMENT = Ledger(
    "attachment", "附件", Attachment, key=("of_record", "photo"), theme="系统", titles=("caption", "taken_at")
)
