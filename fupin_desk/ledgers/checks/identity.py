"""Doubts about who people are and how the household is made up (domain 7.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.checks.asked import Asked, Checks, Hit, age_on
from fupin_desk.ledgers.household import HEAD, Member

_SPOUSE = "02"
_MALE, _FEMALE = "1", "2"
_MEN = frozenset({"03", "06", "07", "09", "11", "13", "15", "17", "19"})
_WOMEN = frozenset({"04", "05", "08", "10", "12", "14", "16", "18", "20"})
_NAME = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+(·[\u3400-\u9fff\U00020000-\U000323af]+)*")
_PLACEHOLDER_AREA = "999999"
_OLDEST = 100


def _facts(member: Member, asked: Asked) -> idnumber.IdFacts | None:
    return idnumber.inspect(member.id_number, asked.today) if member.id_number else None


def id_wrong_length(asked: Asked) -> Iterator[Hit]:
    """D001: an ID number has 18 characters, a disability certificate 20 or 22."""
    for m in asked.people:
        if m.id_number and len(m.id_number) not in (18, 20, 22):
            yield Hit(m, "id_number", f"{m.name}的证件号码是 {len(m.id_number)} 位，应是 18、20 或 22 位。请对照户口本核对。")


def id_wrong_digits(asked: Asked) -> Iterator[Hit]:
    """D002: check digit or birth date inside the number are impossible."""
    for m in asked.people:
        facts = _facts(m, asked)
        if facts and m.id_number and len(m.id_number) in (18, 20, 22) and facts.problems:
            yield Hit(m, "id_number", f"{m.name}的证件号码：{facts.problems[0]}")


def id_missing(asked: Asked) -> Iterator[Hit]:
    """D003: no number, or a placeholder instead of one."""
    for m in asked.people:
        if not m.id_number:
            yield Hit(m, "id_number", f"{m.name}没有证件号码。请对照户口本补填；没有证的请到派出所甄别。")
        elif m.id_number.startswith(_PLACEHOLDER_AREA):
            yield Hit(m, "id_number", f"{m.name}的证件号码是占位号（{_PLACEHOLDER_AREA} 开头）。请补填真实号码。")


def id_twice(asked: Asked) -> Iterator[Hit]:
    """D004: the same first 18 characters stand for another person of this ledger."""
    for m in asked.people:
        others = [i for i in asked.file.twins.get((m.id_number or "")[:18], ()) if i != m.id] if m.id_number else []
        if others:
            here = any(other.id in others for other in asked.file.members)
            where = "同一户里另有一人" if here else "另一户里也有一人"
            yield Hit(m, "id_number", f"{m.name}的证件号码，{where}登记了同一个号。请核对是不是同一个人、该在哪一户。")


def sex_against_id(asked: Asked) -> Iterator[Hit]:
    """D005: the 17th digit is odd for men, even for women."""
    for m in asked.people:
        facts = _facts(m, asked)
        if facts and facts.sex and m.sex in (_MALE, _FEMALE) and facts.sex != m.sex:
            words = "女" if facts.sex == _FEMALE else "男"
            yield Hit(m, "sex", f"{m.name}的性别与证件号码不一致：按第17位应是{words}。请对照户口本核对。")


def birth_against_id(asked: Asked) -> Iterator[Hit]:
    """D005: the birth date is part of the number."""
    for m in asked.people:
        facts = _facts(m, asked)
        if facts and facts.birth and m.birth and facts.birth != m.birth:
            yield Hit(m, "birth", f"{m.name}的出生日期 {m.birth} 与证件号码里的 {facts.birth} 不一致。请对照户口本核对。")


def no_head(asked: Asked) -> Iterator[Hit]:
    """D006: every household has a 户主."""
    if asked.people and not any(m.relation == HEAD for m in asked.people):
        yield Hit(asked.file.household, "number", "这一户没有户主。请在家庭成员里指定一个人为户主。")


def several_heads(asked: Asked) -> Iterator[Hit]:
    """D006: and only one."""
    heads = [m for m in asked.people if m.relation == HEAD]
    for m in heads[1:]:
        yield Hit(m, "relation", f"这一户有 {len(heads)} 个户主（{'、'.join(h.name for h in heads)}）。请只留一个，改正其他人的关系。")


def size_differs(asked: Asked) -> Iterator[Hit]:
    """D007: the reported family size is not the number of people on record."""
    year = asked.year
    if year is not None and year.reported_size is not None:
        size = asked.file.size_in(year, asked.today)
        if size and size != year.reported_size:
            yield Hit(year, "reported_size", f"{year.year} 年上报家庭人口 {year.reported_size} 人，台账里在册 {size} 人。请核对成员增减。")


def nobody(asked: Asked) -> Iterator[Hit]:
    """D008: a household without people."""
    if not asked.people:
        yield Hit(asked.file.household, "number", "这一户没有在册的家庭成员。请补录成员，或按程序销户。")


def no_relation(asked: Asked) -> Iterator[Hit]:
    """D010: the relation to the 户主 is empty."""
    for m in asked.people:
        if not m.relation:
            yield Hit(m, "relation", f"{m.name}没有填与户主关系。")


def relation_against_sex(asked: Asked) -> Iterator[Hit]:
    """D011: sons are men, daughters are women."""
    for m in asked.people:
        if (m.relation in _MEN and m.sex == _FEMALE) or (m.relation in _WOMEN and m.sex == _MALE):
            yield Hit(m, "relation", f"{m.name}的与户主关系和性别对不上。请核对是关系填错还是性别填错。")


def couple_of_one_sex(asked: Asked) -> Iterator[Hit]:
    """D012: 户主 and 配偶 have the same sex."""
    head = next((m for m in asked.people if m.relation == HEAD), None)
    for m in asked.people:
        if head and m.relation == _SPOUSE and m.sex and m.sex == head.sex:
            yield Hit(m, "relation", f"户主{head.name}和配偶{m.name}性别相同。请核对性别或关系。")


def several_spouses(asked: Asked) -> Iterator[Hit]:
    """D013: more than one 配偶."""
    spouses = [m for m in asked.people if m.relation == _SPOUSE]
    for m in spouses[1:]:
        yield Hit(m, "relation", f"这一户有 {len(spouses)} 个配偶。请核对{m.name}的与户主关系。")


def odd_name(asked: Asked) -> Iterator[Hit]:
    """D015: a name with digits, spaces or signs, or of one character."""
    for m in asked.people:
        if not _NAME.fullmatch(m.name) or len(m.name) < 2:
            yield Hit(m, "name", f"姓名“{m.name}”里有不常见的符号，或只有一个字。请对照户口本核对。")


def very_old(asked: Asked) -> Iterator[Hit]:
    """D016: over 100 and still on record as present."""
    for m in asked.people:
        if m.birth and age_on(m.birth, asked.today) > _OLDEST:
            yield Hit(m, "birth", f"{m.name}已满 {age_on(m.birth, asked.today)} 岁。请核实是否健在。")


def no_group(asked: Asked) -> Iterator[Hit]:
    """D018: the group is empty."""
    if not asked.file.household.group:
        yield Hit(asked.file.household, "group", "这一户没有填组。")


def odd_phone(asked: Asked) -> Iterator[Hit]:
    """D019: no phone at all, or one that cannot be."""
    home = asked.file.household
    if not home.phone and not any(m.phone for m in asked.people):
        yield Hit(home, "phone", "这一户没有联系电话。")
    elif home.phone and not re.fullmatch(r"1[3-9]\d{9}|0\d{9,11}", home.phone):
        yield Hit(home, "phone", "联系电话不像电话号码：手机应是 11 位，1 开头。")


def odd_card(asked: Asked) -> Iterator[Hit]:
    """D021: a bank card of an unusual length."""
    card = asked.file.household.bank_card
    if card and not re.fullmatch(r"\d{15,19}", card):
        yield Hit(asked.file.household, "bank_card", f"银行卡号是 {len(card)} 位，一般是 15 到 19 位数字。请对照存折核对。")


def unknown_codes(asked: Asked) -> Iterator[Hit]:
    """D022: a word from outside that is in no code list was kept beside the field."""
    for record in (asked.file.household, *asked.people, *asked.file.years):
        for name, value in record.extra.items():
            if name.startswith("?"):
                yield Hit(record, name.removeprefix("?"), f"“{value}”不在选项里，没有填进去。请选一个对应的选项。")


def no_nation(asked: Asked) -> Iterator[Hit]:
    """D023: the nationality is empty."""
    for m in asked.people:
        if not m.nation:
            yield Hit(m, "nation", f"{m.name}没有填民族。")


def no_health(asked: Asked) -> Iterator[Hit]:
    """D024: the state of health is empty."""
    for m in asked.people:
        if not m.health:
            yield Hit(m, "health", f"{m.name}没有填健康状况。")


def young_party_member(asked: Asked) -> Iterator[Hit]:
    """D025: party members are 18 or older."""
    for m in asked.people:
        if m.birth and m.politics in ("01", "02") and age_on(m.birth, asked.today) < 18:
            yield Hit(m, "politics", f"{m.name}未满 18 岁，政治面貌填了党员。请核对。")


CHECKS: Checks = (
    ("D001", "E", id_wrong_length), ("D002", "E", id_wrong_digits), ("D003", "W", id_missing), ("D004", "E", id_twice),
    ("D005", "E", sex_against_id), ("D005", "E", birth_against_id), ("D006", "E", no_head), ("D006", "E", several_heads),
    ("D007", "E", size_differs), ("D008", "E", nobody), ("D010", "E", no_relation), ("D011", "E", relation_against_sex),
    ("D012", "E", couple_of_one_sex), ("D013", "E", several_spouses), ("D015", "W", odd_name), ("D016", "H", very_old),
    ("D018", "H", no_group), ("D019", "W", odd_phone), ("D021", "H", odd_card), ("D022", "E", unknown_codes),
    ("D023", "H", no_nation), ("D024", "H", no_health), ("D025", "W", young_party_member),
)  # fmt: skip
