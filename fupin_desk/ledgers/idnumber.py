"""Identity numbers (GB 11643) and disability card numbers: tidied, checked, read, masked, grouped.

A wrong number never stops anybody from saving: every finding here is a doubt (level W). A number that a spreadsheet has
cut to ``5.1E+17`` is told apart and never guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from fupin_desk.core.halfwidth import squeeze
from fupin_desk.ledgers.village_code import PROVINCES

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
"""Weighted sum of the first 17 digits modulo 11 picks the 18th character (GB 11643-1999)."""

CITIZEN = "citizen"
"""Kind of a number of 18 characters."""
DISABILITY = "disability"
"""20 characters: identity number, disability kind and grade; 22 with the mark of a replaced card."""
OLD = "old"
"""15 digits, issued before 1999."""
PLACEHOLDER = "placeholder"
"""999999...: written down for somebody who has no card yet (rule D003)."""
DAMAGED = "damaged"
"""Cut to scientific notation by a spreadsheet."""
OTHER = "other"
"""Blank, or of no known form."""

ADVICE = "请对照户口本改正；暂时核不了也能保存，会记成疑点。"
"""What a form adds behind the first problem of a number (looks.md 7)."""

DISABILITY_KINDS = {"1": "视力", "2": "听力", "3": "言语", "4": "肢体", "5": "智力", "6": "精神", "7": "多重"}
DISABILITY_GRADES = {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}

_NO_NUMBER = frozenset(["", "无", "无证", "没有", "暂无", "未办", "空", "0", "/", "\\", "-", "NULL", "NONE"])
_DAMAGED = re.compile(r"\d(?:\.\d+)?E\+?\d+$")
_WRAPPER = re.compile(r"^=?[\"“”]+|[\"“”]+$")
_APOSTROPHES = "'’‘`´"
_LOOKALIKES = str.maketrans({"×": "X", "Χ": "X", "Х": "X"})


@dataclass(frozen=True, kw_only=True, repr=False)
class IdFacts:
    """What a number says about its holder. ``problems`` is empty when nothing is wrong; a blank number has none."""

    number: str
    """The tidied number: upper case, no spaces, quotes or apostrophes."""
    kind: str
    area: str = ""
    """The first six digits (GB/T 2260), empty when the number is not of a known form."""
    birth: date | None = None
    sex: str = ""
    """National code: ``1`` 男, ``2`` 女, empty when unknown."""
    disability_kind: str = ""
    """``1`` to ``7`` (``DISABILITY_KINDS``), only for 20 or 22 characters."""
    disability_grade: str = ""
    problems: tuple[str, ...] = ()
    """Chinese sentences, the most important first; each is a doubt."""

    @property
    def citizen_number(self) -> str:
        """The first 18 characters: what two cards of one person have in common (rule D004)."""
        return self.number[:18] if self.kind in (CITIZEN, DISABILITY) else ""

    @property
    def sound(self) -> bool:
        """True for a number that is present and has no problem."""
        return bool(self.number) and not self.problems

    def __repr__(self) -> str:
        # A number is personal data: it must not reach a log through a traceback.
        return f"IdFacts({self.kind}, {len(self.number)} characters, {len(self.problems)} problems)"


def normalise(text: str) -> str:
    """The number as it is kept: half-width, upper case, without spaces, apostrophes, ``="…"`` or hyphens.

    ``无``, ``0``, ``/`` and the like become an empty text: they are no number and match nobody.
    """
    plain = squeeze(text).upper().translate(_LOOKALIKES)
    previous = ""
    while plain != previous:
        previous = plain
        plain = _WRAPPER.sub("", plain).strip(_APOSTROPHES)
    if plain in _NO_NUMBER:
        return ""
    return plain.replace("-", "") if plain[:1].isdigit() and "E" not in plain else plain


def check_digit(first17: str) -> str:
    """The 18th character for 17 digits (GB 11643). Raises ValueError for anything else."""
    if len(first17) != 17 or not (first17.isascii() and first17.isdigit()):
        raise ValueError("前17位应全是数字。")
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first17, strict=True))
    return CHECK_DIGITS[total % 11]


def make(area: str, birth: date, sequence: int) -> str:
    """A well-formed number for an invented person: area 6 digits, sequence 0-999 (odd is male).

    Raises ValueError for an area or sequence of another form. Invented people use an area that is not assigned.
    """
    if len(area) != 6 or not 0 <= sequence <= 999:
        raise ValueError("地址码应是6位，顺序码应在0到999之间。")
    first17 = f"{area}{birth:%Y%m%d}{sequence:03d}"
    return first17 + check_digit(first17)


def widen(old: str) -> str:
    """The 18 characters of a 15-digit number issued before 1999 (births 19xx). Raises ValueError for another form."""
    if len(old) != 15 or not (old.isascii() and old.isdigit()):
        raise ValueError("不是15位旧号码。")
    first17 = f"{old[:6]}19{old[6:]}"
    return first17 + check_digit(first17)


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _read_citizen(first18: str, today: date, kind: str, number: str) -> IdFacts:
    """Facts of 18 characters whose first 17 are digits."""
    problems: list[str] = []
    if first18[:2] not in PROVINCES:
        problems.append("前2位不是省级地址码。")
    birth = _birth(first18[6:14])
    if birth is None:
        problems.append("第7至14位不是有效的出生日期。")
    elif birth > today:
        problems.append("第7至14位的出生日期在今天以后。")
    elif birth.year < 1900:
        problems.append("第7至14位的出生日期早于1900年。")
    due = check_digit(first18[:17])
    if first18[17] != due:
        problems.append(f"第18位校验码不对：按前17位应是 {due}，现在是 {first18[17]}。")
        if first18.endswith("000"):
            problems.append("后3位都是0，可能被表格软件改坏了，请对照户口本重新填写。")
    sex = "1" if int(first18[16]) % 2 else "2"
    usable = birth if birth and birth.year >= 1900 and birth <= today else None
    return IdFacts(number=number, kind=kind, area=first18[:6], birth=usable, sex=sex, problems=tuple(problems))


def _read_disability(number: str, today: date) -> IdFacts:
    """20 characters: identity number, kind, grade; 22 with the mark of a replaced card (B1, B2, ...) behind."""
    facts = _read_citizen(number[:18], today, DISABILITY, number)
    problems = list(facts.problems)
    kind, grade = number[18], number[19]
    if kind not in DISABILITY_KINDS:
        problems.append(f"第19位是残疾类别，应在1到7之间，现在是 {kind}。")
    if grade not in DISABILITY_GRADES:
        problems.append(f"第20位是残疾等级，应在1到4之间，现在是 {grade}。")
    if len(number) == 22 and not re.fullmatch(r"[A-Z]\d|\d\d", number[20:]):
        problems.append("第21、22位应是补换证标记，例如 B1。")
    return IdFacts(
        number=number,
        kind=DISABILITY,
        area=facts.area,
        birth=facts.birth,
        sex=facts.sex,
        disability_kind=kind if kind in DISABILITY_KINDS else "",
        disability_grade=grade if grade in DISABILITY_GRADES else "",
        problems=tuple(problems),
    )


def _read_old(number: str, today: date) -> IdFacts:
    """15 digits, issued before 1999: no check digit, births 19xx, the last digit tells the sex."""
    problems = ["这是15位旧号码，请换成18位。"]
    birth = _birth("19" + number[6:12])
    if birth is None:
        problems.append("第7至12位不是有效的出生日期。")
    if number[:2] not in PROVINCES:
        problems.append("前2位不是省级地址码。")
    sex = "1" if int(number[14]) % 2 else "2"
    usable = birth if birth and birth <= today else None
    return IdFacts(number=number, kind=OLD, area=number[:6], birth=usable, sex=sex, problems=tuple(problems))


def _unreadable(number: str) -> IdFacts:
    """A number of no known form: says why, reads nothing from it."""
    if _DAMAGED.match(number):
        return IdFacts(number=number, kind=DAMAGED, problems=("号码被表格软件改成了科学计数，无法还原，请重新填写。",))
    if len(number) not in (15, 18, 20, 22):
        message = f"身份证号应是18位，残疾人证号应是20位或22位，现在是{len(number)}位。"
    else:
        bad = next(place for place, sign in enumerate(number, 1) if not (sign.isascii() and sign.isdigit()))
        message = f"第{bad}位应是数字，现在是 {number[bad - 1]}。"
    return IdFacts(number=number, kind=OTHER, problems=(message,))


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def inspect(text: str, today: date) -> IdFacts:
    """Everything a number says and everything wrong with it, whatever was typed (GB 11643; rules D001-D003).

    ``today`` bounds births.
    """
    number = normalise(text)
    if not number:
        return IdFacts(number="", kind=OTHER)
    if number.startswith("999999") and len(number) in (15, 18, 20):
        return IdFacts(number=number, kind=PLACEHOLDER, problems=("这是没有证件时的占位号，办到证件后请换成真号码。",))
    if len(number) == 18 and _digits(number[:17]):
        return _read_citizen(number, today, CITIZEN, number)
    if len(number) in (20, 22) and _digits(number[:17]):
        return _read_disability(number, today)
    if len(number) == 15 and _digits(number):
        return _read_old(number, today)
    return _unreadable(number)


def mask(number: str) -> str:
    """``511799 ******** 5421``: lists and previews. Of a number of another length only the last two characters stay."""
    plain = normalise(number)
    if len(plain) >= 18:
        return f"{plain[:6]} ******** {plain[14:]}"
    if len(plain) == 15:
        return f"{plain[:6]} ****** {plain[12:]}"
    return "*" * max(len(plain) - 2, 0) + plain[-2:] if plain else ""


def group(number: str) -> str:
    """``511799 19750618 5421``: groups of 6-8-4 for reading against a card, the disability digits apart."""
    plain = normalise(number)
    if len(plain) == 15:
        return f"{plain[:6]} {plain[6:12]} {plain[12:]}"
    parts = (plain[:6], plain[6:14], plain[14:18], plain[18:])
    return " ".join(part for part in parts if part)
