"""From a cell of a county file to a value of a field's kind: what is repaired, what is blank, what stays a problem."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from fupin_desk.core import money
from fupin_desk.core.halfwidth import half_width, squeeze
from fupin_desk.ledgers import idnumber, kinds
from fupin_desk.ledgers.kinds import Kind
from fupin_desk.sheets.cells import Cell, Damaged, show

_EMPTY = frozenset(["无", "没有", "暂无", "空", "/", "\\", "-", "--", "—", "——", "－", "NULL", "NONE", "N/A", "#", "*"])
_NO_KEY = _EMPTY | {"0", "00", "无证", "无号", "未办", "不详"}
_APOSTROPHE = re.compile("^['’‘`´]+")
_SERIAL = (10_000, 80_000)
"""Excel's day numbers from 1927 to 2119; a plain number in this range in a date column is one."""
_EPOCH = date(1899, 12, 30)
_AMBIGUOUS_MONTH = re.compile(r"((?:19|20)\d\d)\.1")


@dataclass(frozen=True)
class Reading:
    """What a cell means for a field. With ``problem`` the value may be None: it is then neither kept nor guessed.

    ``level`` is W for something to look into and H for a repair that needs no answer; ``rule`` names the problem.
    ``lost`` is True where the text itself should be kept beside the fields, because no field could take it.
    """

    value: Any = None
    problem: str = ""
    level: str = "W"
    rule: str = ""

    @property
    def lost(self) -> bool:
        return bool(self.problem) and self.value is None and self.rule in ("code_unknown", "unreadable")


BLANK = Reading()


@lru_cache(maxsize=100_000)
def facts_of(number: str) -> idnumber.IdFacts:
    """What a tidied number says; remembered while an import lasts, since each stands in several files."""
    return idnumber.inspect(number, date.today())


def forget_numbers() -> None:
    """Drop what ``facts_of`` remembers: identity numbers are not kept longer than the import they came with."""
    facts_of.cache_clear()


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, 无, /, - and the like."""
    return not text or text.upper() in _EMPTY


def key_text(cell: Cell) -> str:
    """A cell as a key (户编号, name, telephone), tidied; '' for blank, 无, 0 and damaged cells, which match nobody."""
    if cell is None or isinstance(cell, Damaged):
        return ""
    text = _APOSTROPHE.sub("", squeeze(show(cell)))
    return "" if text.upper() in _NO_KEY else text


def name_text(cell: Cell) -> str:
    """A person's name: without invisible characters and blanks inside; 𫍯 and other rare characters stay."""
    return key_text(cell) if not isinstance(cell, int | float) else ""


def read_cell(cell: Cell, kind: Kind) -> Reading:
    """The value of one cell for a field of this kind. Never raises, never guesses."""
    if cell is None:
        return BLANK
    if isinstance(cell, Damaged):
        rule = "id_damaged" if isinstance(kind, kinds.IdNumber) else "damaged"
        return Reading(None, f"“{cell.shown}”{cell.why}，没有采用。请改正后再导入", rule=rule)
    reader = _READERS.get(type(kind), _read_plain)
    try:
        return reader(cell, kind)
    except ValueError as error:
        rule = "code_unknown" if isinstance(kind, kinds.Choice | kinds.Choices) else "unreadable"
        return Reading(None, str(error).rstrip("。"), rule=rule)


def _read_plain(cell: Cell, kind: Kind) -> Reading:
    text = half_width(show(cell)).strip()
    return BLANK if is_blank(text) else Reading(kind.parse(text))


def _read_text(cell: Cell, kind: Kind) -> Reading:
    text = kinds.tidy(show(cell))
    return BLANK if is_blank(text) else Reading(kind.parse(text))


def _read_choice(cell: Cell, kind: Kind) -> Reading:
    """The list is asked first: 无 is a label in some lists, and means nothing in the others."""
    text = half_width(show(cell)).strip()
    if not text:
        return BLANK
    try:
        return Reading(kind.parse(text))
    except ValueError:
        if is_blank(text):
            return BLANK
        raise


def _read_id(cell: Cell, kind: Kind) -> Reading:
    text = show(cell)
    number = idnumber.normalise(text)
    if not number:
        problem = "没有证件号码，按户编号和姓名登记"
        return Reading(None, problem, rule="no_id") if text.strip() else BLANK
    facts = facts_of(number)
    if facts.kind == idnumber.DAMAGED:
        return Reading(None, f"“{text.strip()}”{facts.problems[0].rstrip('。')}", rule="id_damaged")
    if facts.problems:
        return Reading(number, facts.problems[0].rstrip("。"), rule=_id_rule(facts))
    if facts.kind == idnumber.DISABILITY:
        return Reading(number, f"是{len(number)}位残疾人证号，前18位按身份证号核对", "H", "disability_number")
    if _APOSTROPHE.match(text.strip()):
        return Reading(number, "号码前有撇号，已去掉", "H", "id_repairable")
    return Reading(number)


def _id_rule(facts: idnumber.IdFacts) -> str:
    """The code name of what is wrong with a number."""
    if facts.kind == idnumber.PLACEHOLDER:
        return "id_placeholder"
    if len(facts.number) not in (18, 20, 22):
        return "id_length"
    usable = facts.kind in (idnumber.CITIZEN, idnumber.DISABILITY)
    return "id_check_digit" if usable and idnumber.check_digit(facts.number[:17]) != facts.number[17] else "id_form"


def _read_number_text(cell: Cell, kind: Kind) -> Reading:
    """Telephones and cards: 无 and 0 are blanks, and a kind's doubt about what is left is passed on."""
    text = key_text(cell)
    if not text:
        return BLANK
    value = kind.parse(text)
    return _doubted(value, kind)


def _read_money(cell: Cell, kind: Kind) -> Reading:
    text = half_width(show(cell)).strip()
    return BLANK if is_blank(text) else Reading(money.parse_fen(text, exact=False))


def _read_area(cell: Cell, kind: Kind) -> Reading:
    text = half_width(show(cell)).strip().removesuffix(getattr(kind, "unit", ""))
    return BLANK if is_blank(text) else Reading(money.parse_hundredths(text, exact=False))


def _read_whole(cell: Cell, kind: Kind) -> Reading:
    text = half_width(show(cell)).strip()
    if is_blank(text):
        return BLANK
    value = kind.parse(text)
    return _doubted(value, kind)


def _doubted(value: Any, kind: Kind) -> Reading:
    """A value that is taken although its kind doubts it."""
    doubt = kind.check(value) if value is not None else None
    return Reading(value, doubt.rstrip("。"), rule="value_doubt") if doubt else Reading(value)


def _read_day(cell: Cell, kind: Kind) -> Reading:
    if isinstance(cell, datetime):
        return Reading(cell.date())
    if isinstance(cell, date):
        return Reading(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _SERIAL[0] <= cell < _SERIAL[1]:
        return Reading(_EPOCH + timedelta(days=int(cell)))
    text = half_width(show(cell)).strip()
    # A bare month and day has no year of its own; in a file it is never counted from today.
    if is_blank(text):
        return BLANK
    if len(text) < 6 or text[0] in "+-":
        raise ValueError(f"“{text}”不像日期，应写成 2019-11-20 这样。")
    return Reading(kind.parse(text))


def _read_month(cell: Cell, kind: Kind) -> Reading:
    if isinstance(cell, date):
        return Reading(f"{cell:%Y-%m}")
    if isinstance(cell, int) and not isinstance(cell, bool) and _SERIAL[0] <= cell < _SERIAL[1]:
        return Reading(f"{_EPOCH + timedelta(days=cell):%Y-%m}")
    text = half_width(show(cell)).strip()
    if isinstance(cell, float) and _AMBIGUOUS_MONTH.fullmatch(text):
        raise ValueError(f"“{text}”分不清是1月还是10月。")
    return BLANK if is_blank(text) else Reading(kind.parse(text))


def _read_year(cell: Cell, kind: Kind) -> Reading:
    if isinstance(cell, date):
        return Reading(cell.year)
    text = half_width(show(cell)).strip()
    return BLANK if is_blank(text) or text == "0" else Reading(kind.parse(text))


def _read_yes_no(cell: Cell, kind: Kind) -> Reading:
    text = half_width(show(cell)).strip()
    if text in ("无", "没有"):
        return Reading(False)
    return BLANK if is_blank(text) else Reading(kind.parse(text))


_READERS: dict[type[Kind], Callable[[Cell, Kind], Reading]] = {
    kinds.Text: _read_text,
    kinds.Choice: _read_choice,
    kinds.Choices: _read_choice,
    kinds.IdNumber: _read_id,
    kinds.Phone: _read_number_text,
    kinds.BankCard: _read_number_text,
    kinds.Money: _read_money,
    kinds.Area: _read_area,
    kinds.Whole: _read_whole,
    kinds.Day: _read_day,
    kinds.Month: _read_month,
    kinds.Year: _read_year,
    kinds.YesNo: _read_yes_no,
}
