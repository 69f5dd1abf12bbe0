"""Kinds of value: how each is parsed, shown, checked, kept, and how sensitive it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from fupin_desk.core import dates, money
from fupin_desk.ledgers import codes, idnumber

_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ．，－（）　", "0123456789Xx.,-() ")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_FIXED_LINE = re.compile(r"0\d{9,11}|\d{7,8}")


def tidy(text: str) -> str:
    """The text without invisible characters and outer blanks; the words inside stay as written."""
    return _INVISIBLE.sub("", text).strip()


def half_width(text: str) -> str:
    """Digits and signs typed with a Chinese input method as plain ones."""
    return tidy(text).translate(_FULL_WIDTH).strip()


@dataclass(frozen=True)
class Kind:
    """What all kinds share. ``sensitive``: "" shown freely, "mask" hidden in lists, "private" left out of public forms.

    ``parse`` raises ValueError with a Chinese sentence; ``check`` returns a doubt about a value that may be saved.
    """

    sensitive: ClassVar[str] = ""

    def parse(self, text: str) -> Any:
        return tidy(text) or None

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)

    def masked(self, value: Any) -> str:
        """As shown in lists and previews."""
        return self.show(value)

    def check(self, value: Any) -> str | None:
        return None

    def to_plain(self, value: Any) -> object:
        return value

    def from_plain(self, plain: Any) -> Any:
        return plain


@dataclass(frozen=True)
class Text(Kind):
    """Words: a name, an address; several ``lines`` make a text box. ``most`` characters."""

    lines: int = 1
    most: int = 2000
    private: bool = False

    def parse(self, text: str) -> str | None:
        found = tidy(text)
        if len(found) > self.most:
            raise ValueError(f"最多写 {self.most} 个字，现在有 {len(found)} 个。")
        return (found if self.lines > 1 else " ".join(found.split())) or None


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number with its unit, e.g. 月; values outside low..high are doubted, not refused."""

    unit: str = ""
    low: int = 0
    high: int = 10**9

    def parse(self, text: str) -> int | None:
        found = half_width(text).replace(",", "").removesuffix(self.unit).strip()
        if not found:
            return None
        if not re.fullmatch(r"[-+]?\d+(\.0+)?", found):
            raise ValueError(f"“{found}”不是整数。")
        return int(found.split(".")[0])

    def check(self, value: int) -> str | None:
        return None if self.low <= value <= self.high else f"应在 {self.low} 到 {self.high} 之间，现在是 {value}。"


@dataclass(frozen=True)
class Year(Kind):
    """A calendar year as a whole number; accepts 2018, 2018年, 201806."""

    def parse(self, text: str) -> int | None:
        found = half_width(text)
        if not found:
            return None
        match = re.match(r"((?:19|20)\d\d)(?:\D|\.0*$|\d\d?$|$)", found)
        if match is None:
            raise ValueError(f"“{found}”不像年度，应写成 2019 这样。")
        return int(match[1])


@dataclass(frozen=True)
class Money(Kind):
    """An amount in integer 分, shown in 元; 1.44万 is understood."""

    def parse(self, text: str) -> int | None:
        return money.parse_fen(half_width(text)) if half_width(text) else None

    def show(self, value: int | None) -> str:
        return "" if value is None else money.show_yuan_short(value)


@dataclass(frozen=True)
class Area(Kind):
    """An area or length in integer hundredths of its unit (亩, ㎡, 公里)."""

    unit: str = "亩"
    high: int = 100_000_00

    def parse(self, text: str) -> int | None:
        found = half_width(text).removesuffix(self.unit).strip()
        return money.parse_hundredths(found) if found else None

    def show(self, value: int | None) -> str:
        return "" if value is None else money.show_hundredths(value)

    def check(self, value: int) -> str | None:
        if value < 0:
            return "不能小于 0。"
        return None if value <= self.high else f"大得不寻常（{self.show(value)} {self.unit}），请核对。"


@dataclass(frozen=True)
class Day(Kind):
    """A calendar day; typed as 20191120, 1120, 今天, -1; written 2019-11-20."""

    def parse(self, text: str) -> date | None:
        found = half_width(text)
        if not found:
            return None
        day = dates.parse_day(found, date.today())
        if day is None:
            raise ValueError(f"“{found}”不像日期，应写成 2019-11-20 这样。")
        return day

    def show(self, value: date | None) -> str:
        return "" if value is None else value.isoformat()

    def to_plain(self, value: date) -> str:
        return value.isoformat()

    def from_plain(self, plain: str) -> date:
        return date.fromisoformat(plain)


@dataclass(frozen=True)
class Moment(Kind):
    """A day with a time of day, local clock, to the minute."""

    def parse(self, text: str) -> datetime | None:
        found = half_width(text)
        if not found:
            return None
        day_text, _, time_text = found.replace("T", " ").partition(" ")
        day = dates.parse_day(day_text, date.today())
        clock = re.fullmatch(r"(\d{1,2})[:：](\d{2})(?::\d{2})?", time_text.strip() or "0:00")
        if day is None or clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
            raise ValueError(f"“{found}”不像时间，应写成 2019-11-20 18:30 这样。")
        return datetime(day.year, day.month, day.day, int(clock[1]), int(clock[2]))

    def show(self, value: datetime | None) -> str:
        return "" if value is None else value.strftime("%Y-%m-%d %H:%M")

    def to_plain(self, value: datetime) -> str:
        return value.isoformat(timespec="minutes")

    def from_plain(self, plain: str) -> datetime:
        return datetime.fromisoformat(plain)


@dataclass(frozen=True)
class Month(Kind):
    """A month kept as text 2019-06; accepts 201906, 2019年6月, 2018.6."""

    def parse(self, text: str) -> str | None:
        found = half_width(text)
        if not found:
            return None
        month = dates.parse_month(found)
        if month is None:
            raise ValueError(f"“{found}”不像年月，应写成 2019-06 这样。")
        return month


@dataclass(frozen=True)
class YesNo(Kind):
    """是 or 否; empty means nobody has said."""

    YES: ClassVar[frozenset[str]] = frozenset({"是", "有", "1", "√", "✓", "☑", "y", "yes", "true", "已", "享受", "参加"})
    NO: ClassVar[frozenset[str]] = frozenset({"否", "无", "0", "×", "✗", "n", "no", "false", "未", "没有", "不享受", "未享受", "未参加"})

    def parse(self, text: str) -> bool | None:
        found = half_width(text).lower()
        if not found:
            return None
        if found in self.YES:
            return True
        if found in self.NO:
            return False
        raise ValueError(f"“{found}”应写“是”或“否”。")

    def show(self, value: bool | None) -> str:
        return "" if value is None else ("是" if value else "否")


@dataclass(frozen=True)
class Choice(Kind):
    """One code of a code list; kept as the national code, shown as the label on paper."""

    list_name: str = ""
    private: bool = False

    def parse(self, text: str) -> str | None:
        found = half_width(text)
        if not found:
            return None
        code = codes.code_list(self.list_name).find(found)
        if code is None:
            raise ValueError(f"“{found}”不在“{codes.code_list(self.list_name).title}”的选项里。")
        return code.code

    def show(self, value: str | None) -> str:
        return "" if not value else codes.code_list(self.list_name).label(value)

    def check(self, value: str) -> str | None:
        known = codes.code_list(self.list_name).find(value)
        return None if known else f"“{value}”不在选项里。"


@dataclass(frozen=True)
class Choices(Kind):
    """Several codes of a list, at most ``most``; kept in the order given."""

    list_name: str = ""
    most: int = 9
    private: bool = False

    def parse(self, text: str) -> tuple[str, ...] | None:
        parts = [part for part in re.split(r"[,，、;；/|+\s]+", half_width(text)) if part]
        chosen: list[str] = []
        for part in parts:
            code = Choice(self.list_name).parse(part)
            if code is not None and code not in chosen:
                chosen.append(code)
        if len(chosen) > self.most:
            raise ValueError(f"最多选 {self.most} 项，现在有 {len(chosen)} 项。")
        return tuple(chosen) or None

    def show(self, value: Sequence[str] | None) -> str:
        return "、".join(Choice(self.list_name).show(code) for code in value or ())

    def check(self, value: Sequence[str]) -> str | None:
        return next((doubt for code in value if (doubt := Choice(self.list_name).check(code))), None)

    def to_plain(self, value: Sequence[str]) -> list[str]:
        return list(value)

    def from_plain(self, plain: Sequence[str]) -> tuple[str, ...]:
        return tuple(plain)


@dataclass(frozen=True)
class Ref(Kind):
    """The id of a record of another ledger; references never cascade."""

    ledger: str = ""


@dataclass(frozen=True)
class IdNumber(Kind):
    """公民身份号码 (GB 11643-1999) or 残疾人证号; a wrong one may be kept and is doubted."""

    sensitive: ClassVar[str] = "mask"

    def parse(self, text: str) -> str | None:
        return idnumber.normalise(text) or None

    def masked(self, value: str | None) -> str:
        return idnumber.mask(value) if value else ""

    def check(self, value: str) -> str | None:
        problems = idnumber.inspect(value, date.today()).problems
        return problems[0] if problems else None


@dataclass(frozen=True)
class Phone(Kind):
    """A mobile or fixed-line number, digits only."""

    sensitive: ClassVar[str] = "mask"

    def parse(self, text: str) -> str | None:
        return re.sub(r"[\s\-()]", "", half_width(text)).removeprefix("+86") or None

    def masked(self, value: str | None) -> str:
        return f"{value[:3]} **** {value[-4:]}" if value and len(value) >= 8 else ("****" if value else "")

    def check(self, value: str) -> str | None:
        if _MOBILE.fullmatch(value) or _FIXED_LINE.fullmatch(value):
            return None
        return "不像电话号码：手机应是 11 位，1 开头。"


@dataclass(frozen=True)
class BankCard(Kind):
    """A bank account or 一卡通 number of 12 to 19 digits, kept as text."""

    sensitive: ClassVar[str] = "mask"

    def parse(self, text: str) -> str | None:
        return re.sub(r"[\s\-']", "", half_width(text)) or None

    def masked(self, value: str | None) -> str:
        return f"**** {value[-4:]}" if value else ""

    def check(self, value: str) -> str | None:
        return None if re.fullmatch(r"\d{12,19}", value) else f"银行卡号应是 12 到 19 位数字，现在是 {len(value)} 位。"


@dataclass(frozen=True)
class VillageCode(Kind):
    """The 12-digit code of an administrative village (GB/T 2260 and GB/T 10114)."""

    def parse(self, text: str) -> str | None:
        found = half_width(text).replace(" ", "")
        if found and not re.fullmatch(r"\d{12}", found):
            raise ValueError("行政村代码应是 12 位数字。")
        return found or None


@dataclass(frozen=True)
class Photo(Kind):
    """The SHA-256 of a picture kept in photos.db, 64 hex digits."""

    sensitive: ClassVar[str] = "private"

    def check(self, value: str) -> str | None:
        return None if re.fullmatch(r"[0-9a-f]{64}", value) else "照片编号不对。"


ALL_KINDS: tuple[type[Kind], ...] = (
    Text, Whole, Year, Money, Area, Day, Moment, Month, YesNo, Choice, Choices, Ref,
    IdNumber, Phone, BankCard, VillageCode, Photo,
)  # fmt: skip
"""Every kind; each outer layer's dict from kind to its own thing must cover them (tests/test_completeness.py)."""
