"""The 12-digit code of an administrative village: its parts, their ranges, and what is wrong with a typed one.

Two digits each for province, city and county (GB/T 2260), three for the township and three for the village
(GB/T 10114 and the statistical division codes). Only the form is checked: no list of places ships with the program.
"""

from __future__ import annotations

from dataclasses import dataclass

from fupin_desk.core.errors import Problem
from fupin_desk.core.halfwidth import squeeze

PROVINCES = {
    "11": "北京市", "12": "天津市", "13": "河北省", "14": "山西省", "15": "内蒙古自治区",
    "21": "辽宁省", "22": "吉林省", "23": "黑龙江省",
    "31": "上海市", "32": "江苏省", "33": "浙江省", "34": "安徽省", "35": "福建省", "36": "江西省", "37": "山东省",
    "41": "河南省", "42": "湖北省", "43": "湖南省", "44": "广东省", "45": "广西壮族自治区", "46": "海南省",
    "50": "重庆市", "51": "四川省", "52": "贵州省", "53": "云南省", "54": "西藏自治区",
    "61": "陕西省", "62": "甘肃省", "63": "青海省", "64": "宁夏回族自治区", "65": "新疆维吾尔自治区",
    "71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区",
}  # fmt: skip
"""The 34 province-level divisions by their first two digits (GB/T 2260)."""

_TOWNSHIPS = ((1, 99, "街道"), (100, 199, "镇"), (200, 399, "乡"), (400, 599, "政企合一单位"))
_VILLAGES = ((1, 199, "居民委员会"), (200, 399, "村民委员会"))


@dataclass(frozen=True)
class VillageCode:
    """The parts of a well-formed code and what kind of township and village its numbers stand for."""

    code: str
    province: str
    township_kind: str
    village_kind: str

    @property
    def county(self) -> str:
        """The six digits of the county."""
        return self.code[:6]

    @property
    def township(self) -> str:
        """The nine digits of the township."""
        return self.code[:9]

    @property
    def text(self) -> str:
        """One line for the form: ``四川省，县 511799，镇 105，村民委员会 203``."""
        low = f"{self.township_kind} {self.code[6:9]}，{self.village_kind} {self.code[9:]}"
        return f"{self.province}，县 {self.county}，{low}"


def _kind(number: int, ranges: tuple[tuple[int, int, str], ...]) -> str:
    return next((name for first, last, name in ranges if first <= number <= last), "")


def normalise(text: str) -> str:
    """The code as it is kept: half-width digits without spaces, apostrophes or quotes."""
    return squeeze(text).strip("'’\"“”=")


def explain(code: str) -> VillageCode | Problem:
    """The parts of a 12-digit code, or the first thing wrong with it (level E: a ledger needs a well-formed code).

    Ranges: township 001-099 街道, 100-199 镇, 200-399 乡, 400-599 政企合一单位; village 001-199 居委会, 200-399 村委会.
    """
    plain = normalise(code)
    if len(plain) != 12:
        return Problem("", f"行政村代码应是12位数字，现在是{len(plain)}位。")
    if not (plain.isascii() and plain.isdigit()):
        return Problem("", "行政村代码应全是数字。")
    province = PROVINCES.get(plain[:2])
    if province is None:
        return Problem("", "前2位不是省级代码，例如四川省是51。")
    if "00" in (plain[2:4], plain[4:6]):
        return Problem("", "第3至6位是市和县的代码，不能是00。")
    township, village = _kind(int(plain[6:9]), _TOWNSHIPS), _kind(int(plain[9:]), _VILLAGES)
    if not township:
        return Problem("", "第7至9位是乡镇代码，应在001到599之间。")
    if not village:
        return Problem("", "后3位是村代码：居委会001到199，村委会200到399。")
    return VillageCode(plain, province, township, village)


def is_sound(code: str) -> bool:
    """True for a code of the right form."""
    return isinstance(explain(code), VillageCode)
