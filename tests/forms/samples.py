"""Invented households as form data, made from the ledgers' own records and labels. IDs lie on area code 511799."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from fupin_desk.forms.named.household import OF_HOUSEHOLD
from fupin_desk.forms.names import names_of
from fupin_desk.forms.values import FormData, Item, Stamp, Value
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.helping import HELPER, PAIRING
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER
from fupin_desk.ledgers.idnumber import CHECK_DIGITS, WEIGHTS
from fupin_desk.ledgers.kinds import Choice, Choices, Money, YesNo
from fupin_desk.ledgers.record import Field, Ledger
from fupin_desk.ledgers.team import VISIT
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR

STAMP = Stamp("周明远", datetime(2019, 11, 20, 20, 41), "0.1.0")
RARE = "䶮𬭎㛃𫍯"


def value(f: Field, given: object) -> Value:
    """A field's value as the program hands it to a form."""
    options: tuple[str, ...] = ()
    if isinstance(f.kind, YesNo):
        options = ("是", "否")
    elif isinstance(f.kind, Choice | Choices):
        options = tuple(code.label for code in code_list(f.kind.list_name).options(2019))
    if given is None:
        return Value("", options)
    text = given if isinstance(given, str) and not isinstance(f.kind, Choice) else f.kind.show(given)
    return Value(str(text), options, given)


def item(ledger: Ledger, given: Mapping[str, object]) -> dict[str, Value]:
    """A record's values by label; ``given`` is by code name."""
    return {f.label: value(f, given.get(f.name)) for f in ledger.fields}


def id_number(birth: str, order: int) -> str:
    digits = f"511799{birth}{order:03d}"
    return digits + CHECK_DIGITS[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


_PEOPLE: tuple[tuple[str, str, str, str], ...] = (
    ("01", "1", "19500618", "秀兰"), ("02", "2", "19720903", "建国"), ("03", "1", "19970214", "浩"), ("04", "2", "20080312", "小雨"),
    ("11", "1", "19451008", "福贵"), ("12", "2", "19470101", "桂英"), ("07", "1", "20150506", "子涵"), ("08", "2", "20170809", "梓萱"),
    ("21", "1", "19601212", "建军"), ("22", "1", "20190101", "一"),
)  # fmt: skip


def members(count: int, surname: str = "王", rare: str = "") -> list[Item]:
    found: list[Item] = []
    for n in range(count):
        relation, sex, birth, name = _PEOPLE[n % len(_PEOPLE)]
        found.append(item(MEMBER, {
            "name": (surname + (rare[n % len(rare)] if rare else "") + name), "relation": relation, "sex": sex,
            "id_number": id_number(birth, 100 + n), "nation": "15" if n == 1 else "01", "politics": "13",
            "education": ("01", "03", "04", None)[n % 4], "school": None if n % 4 != 3 else "03", "health": ("02", "04") if n == 0 else ("01",),
            "labour": ("01", "02", "03", "04")[n % 4], "work_area": ("02", "04", None, None)[n % 4], "work_months": (10, 11, None, None)[n % 4],
            "employer": "东莞市华强电子厂" if n % 4 == 1 else None, "soldier": False, "mandarin": n != 4, "resident_medical": True,
            "serious_illness": True, "commercial_medical": n % 2 == 0, "resident_pension": n < 3, "low_income": False,
            "extreme_poverty": False, "accident_insurance": True, "phone": f"1390000{2000 + n}" if n < 3 else None,
        }))  # fmt: skip
    return found


def village() -> dict[str, Value]:
    texts = {"省": "四川省", "市": "达州市", "县": "青山县", "乡": "柳河乡", "行政村": "石桥村", "名称": "石桥村"}
    return {f"村.{label}": Value(text) for label, text in texts.items()}


def year_values() -> dict[str, Value]:
    given: dict[str, object] = {}
    for n, f in enumerate(HOUSEHOLD_YEAR.fields):
        if isinstance(f.kind, Money):
            given[f.name] = 123_456 + n * 31_700
        elif isinstance(f.kind, YesNo):
            given[f.name] = n % 3 != 0
    given.update({"farmland": 320, "irrigated": 110, "forest": 600, "returned_forest": 0, "orchard": 50, "pasture": 0, "water_area": 12,
                  "road_distance": 140, "house_area": 8650, "house_structure": "3", "built_year": 2008, "road": "03", "fuel": "01",
                  "reported_size": 4, "danger_house": False, "drinking_water": "1", "industry_help": ("1", "2")})  # fmt: skip
    return {f"年度.{label}": found for label, found in item(HOUSEHOLD_YEAR, given).items()}


def pairing(n: int, **more: str) -> dict[str, Value]:
    given = {"since": date(2016, 3, 1), "role": "1" if n == 0 else "2"}
    helper = {"name": "周明远" if n == 0 else "李大山", "duty": "驻石桥村第一书记" if n == 0 else "科员", "phone": f"1382184{1000 + n}",
              "sex": "1", "politics": "01", "degree": "20", "in_team": n == 0, "rank": "142"}  # fmt: skip
    found = {**item(PAIRING, given), **item(HELPER, helper)}
    extra = {"帮扶人": str(helper["name"]), "单位": "县农业农村局", "隶属关系": "县(区)", "起止时间": "2016.3—", **more}
    return {**found, **{label: Value(text) for label, text in extra.items()}}


def visits(count: int, *, long: bool = False) -> list[Item]:
    found: list[Item] = []
    for n in range(count):
        at = datetime(2019, 1 + n % 12, 5 + n % 20, 15, 30)
        told = "查看住房和饮水，核对务工收入，宣传医保参保政策；户主反映腰腿疼痛，准备到县医院检查。"
        content = told * (4 if long and n % 3 == 0 else 1)
        one = item(
            VISIT,
            {
                "at": at,
                "visit_kind": "1",
                "content": content,
                "request": "希望办理慢性病门诊卡",
                "solved": "已联系乡卫生院",
            },
        )
        found.append(
            {
                **one,
                "走访日期": Value(f"{at:%Y-%m-%d}", raw=at),
                "走访内容": Value(content),
                "帮扶干部": Value("周明远"),
            }
        )
    return found


def household(
    *,
    people: int = 4,
    name: str = "王秀兰",
    rare: str = "",
    visited: int = 3,
    long: bool = False,
    number: str = "5299211052030137",
) -> FormData:
    """A household with everything written down."""
    given = {
        "number": number, "address": "柳河乡石桥村二组17号", "phone": "13900002087", "household_kind": "01", "standard": "1",
        "identified_year": 2014, "state": "1", "cause": "01", "other_causes": ("07", "09"), "planned_exit_year": 2019,
        "exit_year": 2019, "bank": "柳河乡农村信用社", "bank_card": "6228480461234567890", "martyr_family": False, "only_child": False,
        "two_daughters": True, "left_behind": True, "moved": False, "settle_way": "1",
    }  # fmt: skip
    own = {f"户.{label}": found for label, found in item(HOUSEHOLD, given).items()}
    named = dict(zip(OF_HOUSEHOLD, (name, id_number("19500618", 100), "男", "1950-06-18", str(people), "2", "周明远", "13821841000",
                                    "县农业农村局", "科员"), strict=True))  # fmt: skip
    scalars = {
        **general(), **village(), **own, "户.组": Value("二组"), **year_values(),
        **{f"户.{label}": Value(text) for label, text in named.items()},
    }  # fmt: skip
    family = members(people, name[:1], rare)
    lists: dict[str, list[Item]] = {
        "成员": family,
        "结对": [pairing(0), pairing(1)],
        "走访": visits(visited, long=long),
    }
    return FormData(f"{name} {number[-4:]}", scalars, lists, code=f"FP-0137-{number[-4:]}-20191120")


def general() -> dict[str, Value]:
    texts = {
        "表名": "贫困户信息采集表",
        "年度": "2019",
        "填表人": "周明远",
        "填表人电话": "13821841000",
        "填报单位": "柳河乡石桥村",
        "审核人": "李大山",
    }
    return {**{k: Value(v) for k, v in texts.items()}, "填表日期": Value("2019-11-20", raw=date(2019, 11, 20))}


def nearly_empty() -> FormData:
    """A household of which little is known: choices are offered, nothing is filled in."""
    scalars = {name: Value() for name in names_of("户").scalars}
    for prefix, ledger in (("户", HOUSEHOLD), ("年度", HOUSEHOLD_YEAR)):
        scalars.update({f"{prefix}.{label}": found for label, found in item(ledger, {}).items()})
    scalars.update({"表名": Value("脱贫户信息采集表"), "年度": Value("2021"), "户.户主姓名": Value("陈国富")})
    return FormData("陈国富", scalars, {})


def roster(count: int) -> FormData:
    """A village's pairings."""
    rows = [
        pairing(
            n % 2,
            户主姓名=f"王{'秀建福桂'[n % 4]}{'兰国贵英'[n % 3]}",
            户编号=f"529921105203{n:04d}",
            组="二组",
            家庭人口=str(1 + n % 6),
        )
        for n in range(count)
    ]
    return FormData("石桥村", {**general(), **village()}, {"结对": rows})
