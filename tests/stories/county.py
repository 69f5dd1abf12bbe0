"""Three small files as a county sends them: households, people and helpers of six invented families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fupin_desk.ledgers import idnumber
from tests.sheets import tables

CODE = "511799105203"
YEAR = date.today().year
"""The page of a household opens with the newest year, so the files are this year's."""


@dataclass(frozen=True)
class Family:
    """A household as the county knows it: short number, head, others with their relation, wages in yuan, helper."""

    number: str
    head: str
    others: tuple[tuple[str, str], ...]
    wages: int
    helper: str = ""

    @property
    def full_number(self) -> str:
        """The household's number of 16 digits."""
        return CODE + self.number


FAMILIES = (
    Family("0137", "王秀兰", (("陈建国", "配偶"), ("陈小雨", "之女")), 14400, "周明远"),
    Family("0007", "吴晓玲", (("刘志强", "配偶"),), 21000, "周明远"),
    Family("0045", "韦小兵", (), 6000, "李文静"),
    Family("0093", "王喜来", (("赵桂芳", "配偶"), ("王磊", "之子")), 9800, "李文静"),
    Family("0152", "刘小满", (("刘大山", "之父"),), 12000),
    Family("0160", "单国庆", (("仇玉梅", "配偶"),), 16500, "周明远"),
)
_HOMES = ["户编号", "户主姓名", "户主证件号码", "家庭人口数", "年度", "工资性收入", "低保金", "生产经营性支出", "识别标准", "主要致贫原因"]
_PEOPLE = ["户编号", "姓名", "性别", "出生日期", "证件类型", "证件号码", "民族", "与户主关系", "健康状况", "政治面貌", "是否享受低保"]
_PAIRS = ["户编号", "户主姓名", "帮扶责任人", "所属单位", "职务", "帮扶责任人电话", "开始帮扶时间"]
_UNIT, _SINCE = "县农业农村局", f"{YEAR - 1}-01-15"
_HELPERS = {"周明远": ("第一书记", "13900001001"), "李文静": ("科员", "13900001002")}
_WOMEN = "秀兰小雨晓玲桂芳玉梅"


def write_files(folder: Path) -> list[Path]:
    """户信息, 家庭成员信息 and 结对帮扶花名册 as workbooks; one household has no helper."""
    return [
        tables.save(folder / "户信息.xlsx", _HOMES, *map(_home_row, FAMILIES)),
        tables.save(folder / "家庭成员信息.xlsx", _PEOPLE, *(row for family in FAMILIES for row in _people_rows(family))),
        tables.save(folder / "结对帮扶花名册.xlsx", _PAIRS, *(_pair_row(f) for f in FAMILIES if f.helper)),
    ]


def _identity(family: Family, at: int) -> tuple[date, str]:
    """Birthday and ID number of the head (0) or another; a man's sequence is odd."""
    birth = date(1966 + 3 * at, 1 + int(family.number) % 12, 5 + at)
    name = family.head if at == 0 else family.others[at - 1][0]
    return birth, idnumber.make("511799", birth, 2 * (int(family.number) + at) + (0 if _is_woman(name) else 1))


def _is_woman(name: str) -> bool:
    return name[1:] in _WOMEN


def _home_row(family: Family) -> list[object]:
    return [
        family.full_number, family.head, _identity(family, 0)[1], 1 + len(family.others), YEAR, family.wages, 1200, 2600,
        "国家标准", "因病",
    ]  # fmt: skip


def _people_rows(family: Family) -> list[list[object]]:
    found: list[list[object]] = []
    for at, (name, relation) in enumerate(((family.head, "户主"), *family.others)):
        birth, number = _identity(family, at)
        sex = "女" if _is_woman(name) else "男"
        found.append([family.full_number, name, sex, f"{birth:%Y%m%d}", "居民身份证", number, "汉族", relation, "健康", "群众", "否"])
    return found


def _pair_row(family: Family) -> list[object]:
    duty, phone = _HELPERS[family.helper]
    return [family.full_number, family.head, family.helper, _UNIT, duty, phone, _SINCE]
