"""Invented people: names, families and places that belong to nobody. Area code 511799 is not assigned."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.household import HEAD, Member

AREA = "511799"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆"
    "郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单仇解覃滕"
)
_MEN = [
    "建国", "国富", "大山", "长根", "有田", "小军", "文斌", "明远", "春生", "石头", "天成", "福来",
    "金水", "志强", "德福", "光明", "长江", "大成", "有才", "家贵", "小满", "永刚", "立新", "德全",
]  # fmt: skip
_WOMEN = ["秀兰", "桂香", "爱莲", "凤仙", "春花", "丽娟", "素芳", "翠平", "玉梅", "晓玲", "金花", "桂英", "雪莲", "小雨", "文静", "佳慧"]
_RARE = ["䶮", "𬭎", "㛃", "𫍯"]
_MAN, _WOMAN = "1", "2"


class Families:
    """Makes families one after another from a seed; every ID number is used once."""

    def __init__(self, seed: int, today: date) -> None:
        self._random = random.Random(seed)
        self._today = today
        self._used: set[str] = set()

    def name(self, sex: str, surname: str = "") -> str:
        """A name of the given sex; one in sixty has a rare character."""
        r = self._random
        given = r.choice(_RARE) if r.random() < 1 / 60 else r.choice(_MEN if sex == _MAN else _WOMEN)
        return (surname or r.choice(_SURNAMES)) + given

    def family(self, household: str) -> Iterator[Member]:
        """A head of 34 to 78 with spouse, children and perhaps a parent: one to six people."""
        r = self._random
        age = r.randint(34, 78)
        sex = _MAN if r.random() < 0.7 else _WOMAN
        head = self._person(household, HEAD, sex, age, "")
        yield head
        if r.random() < 0.72:
            yield self._person(household, "02", _WOMAN if sex == _MAN else _MAN, max(30, age + r.randint(-5, 4)), "")
        father = head.name[0] if sex == _MAN else r.choice(_SURNAMES)
        oldest = min(age - 22, 40)
        for born in sorted(r.sample(range(max(1, oldest - 14), max(4, oldest) + 1), k=r.choice([0, 1, 1, 2])), reverse=True):
            child = r.choice([_MAN, _WOMAN])
            yield self._person(household, "03" if child == _MAN else "04", child, born, father)
        if age < 58 and r.random() < 0.45:
            parent = r.choice([_MAN, _WOMAN])
            yield self._person(household, "11" if parent == _MAN else "12", parent, age + r.randint(22, 30), head.name[0])

    def _person(self, household: str, relation: str, sex: str, age: int, surname: str) -> Member:
        r = self._random
        birth = self._today.replace(month=r.randint(1, 12), day=r.randint(1, 28), year=self._today.year - age)
        school, education = _schooling(r, age)
        sick = age >= 16 and r.random() < (0.32 if age > 55 else 0.1)
        health = ("02",) if sick and r.random() < 0.7 else ("03",) if sick else ("01",)
        labour = "04" if age < 16 or school or age > 75 else "05" if sick or age > 62 else "02" if r.random() < 0.12 else "01"
        away = labour in ("01", "02") and r.random() < 0.38 and relation != HEAD
        return Member(
            household=household, name=self.name(sex, surname), relation=relation, sex=sex, birth=birth, id_kind="01",
            id_number=self._number(birth, sex), nation="15" if r.random() < 0.2 else "01",
            politics="01" if age > 30 and r.random() < 0.05 else "13", education=education, school=school, health=health,
            labour=labour, work_area=r.choice(["02", "03", "04", "04"]) if away else None,
            work_place=r.choice(["广东省东莞市", "浙江省宁波市", "重庆市渝北区", "本县城关镇"]) if away else None,
            work_months=r.randint(6, 11) if away else None, mandarin=True, soldier=False, resident_medical=True,
            worker_medical=False, serious_illness=True, commercial_medical=False, resident_pension=age >= 16,
            low_income=False, extreme_poverty=False, state="1",
        )  # fmt: skip

    def _number(self, birth: date, sex: str) -> str:
        while True:
            sequence = self._random.randint(1, 998)
            sequence += (sequence % 2 == 1) != (sex == _MAN)
            number = idnumber.make(AREA, birth, sequence)
            if number not in self._used:
                self._used.add(number)
                return number


def _schooling(r: random.Random, age: int) -> tuple[str | None, str | None]:
    """(school, education): exactly one is filled, as the form wants."""
    if age < 7:
        return ("02" if age >= 3 else None), (None if age >= 3 else "06")
    if age < 13:
        return "03", None
    if age < 16:
        return {13: "04", 14: "05", 15: "06"}[age], None
    if age < 19:
        return r.choice(["07", "08", "10"]), None
    return None, r.choices(["01", "02", "03", "04", "05"], [8 if age > 50 else 0, 45 if age > 45 else 15, 34, 9, 4])[0]
