"""Dates as people type them and as screens and papers show them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from fupin_desk.core.halfwidth import half_width, squeeze

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside this range are typing errors, not dates."""

_WORDS = {"大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2}
_WEEKDAYS = "一二三四五六日"
_FAR_AHEAD = 270
"""A month and day without a year further away than this many days belongs to the neighbouring year."""

_CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_SHIFT = re.compile(r"([+-])(\d{1,4})$")
_AGO = re.compile(r"(\d{1,4})[天日](前|后)$")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_PARTED = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$")
_FOUR = re.compile(r"(\d{2})(\d{2})$")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?$")
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))$")
_YEAR = re.compile(r"(\d{4})(?:年度?|\.0)?$")


def _day(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _shifted(day: date, days: int) -> date | None:
    try:
        moved = day + timedelta(days=days)
    except OverflowError:
        return None
    return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else None


def _without_year(month: int, day: int, today: date) -> date | None:
    """This year's date; in January ``1230`` is last year's, in December ``0105`` next year's."""
    found = _day(today.year, month, day)
    if found is None:
        return None
    ahead = (found - today).days
    if abs(ahead) <= _FAR_AHEAD:
        return found
    return _day(today.year + (-1 if ahead > 0 else 1), month, day) or found


def _relative(text: str, today: date) -> date | None:
    if text in _WORDS:
        return _shifted(today, _WORDS[text])
    if match := _SHIFT.match(text):
        return _shifted(today, int(match[1] + match[2]))
    if match := _AGO.match(text):
        return _shifted(today, int(match[1]) * (-1 if match[2] == "前" else 1))
    return None


def parse_day(text: str, today: date) -> date | None:
    """The day meant by what was typed or read from a cell; None when it is no date (or blank).

    Takes 20191120, 2019-11-20, 2019/11/20, 2019.11.20, 2019年11月20日 (also with a time of day behind it), and, counted
    from ``today``, 1120, 11-20, 11月20日, 今天, 昨天, -1, +7, 3天前 (looks.md 7).
    """
    plain = squeeze(_CLOCK.sub("", half_width(text).strip()))
    if plain in _WORDS or plain[:1] in ("+", "-") or plain[-1:] in ("前", "后"):
        return _relative(plain, today)
    if match := _EIGHT.match(plain) or _PARTED.match(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _FOUR.match(plain) or _MONTH_DAY.match(plain):
        return _without_year(int(match[1]), int(match[2]), today)
    return None


def parse_month(text: str) -> str | None:
    """A month as ``2019-11``; None when it is none. Takes 201911, 2019-11, 2019.11, 2019年11月 and any full date."""
    plain = squeeze(_CLOCK.sub("", half_width(text).strip()))
    if match := _EIGHT.match(plain) or _PARTED.match(plain):
        found = _day(int(match[1]), int(match[2]), int(match[3]))
    elif match := _MONTH.match(plain):
        found = _day(int(match[1]), int(match[2] or match[3]), 1)
    else:
        found = None
    return f"{found:%Y-%m}" if found else None


def parse_year(text: str) -> int | None:
    """A year as 2018, 2018年, 2018年度, 2018.0 (a spreadsheet's number), or the year of a month or date."""
    if match := _YEAR.match(squeeze(text)):
        return int(match[1]) if FIRST_YEAR <= int(match[1]) <= LAST_YEAR else None
    month = parse_month(text)
    return int(month[:4]) if month else None


def show_day(day: date) -> str:
    """``2019-11-20``: fields, tables of people and paper (looks.md 9)."""
    return day.isoformat()[:10]


def show_day_short(day: date, today: date) -> str:
    """``11月20日`` in this year, ``2018年12月`` in another: lists and cards (looks.md 9)."""
    if day.year == today.year:
        return f"{day.month:02d}月{day.day:02d}日"
    return f"{day.year}年{day.month:02d}月"


def show_day_signed(day: date) -> str:
    """``2019年3月5日``: under a signature and in official papers (GB/T 15835, no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日"


def show_month(month: str) -> str:
    """``2019年11月`` for the stored ``2019-11``; anything that is no month comes back unchanged."""
    known = parse_month(month)
    return f"{known[:4]}年{int(known[5:])}月" if known else month


def show_moment(moment: datetime, today: date) -> str:
    """``11月20日 20:41`` in this year, with the year in front in another; 24 hours."""
    start = show_day_short(moment.date(), today) if moment.year == today.year else show_day(moment.date())
    return f"{start} {moment:%H:%M}"


def show_weekday(day: date) -> str:
    """``周二``."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def days_ago(day: date, today: date) -> str:
    """The age of an event: ``今天``, ``43天前``; what lies ahead is ``7天后``."""
    days = (today - day).days
    if days == 0:
        return "今天"
    return f"{days}天前" if days > 0 else f"{-days}天后"


def overdue(due: date, today: date) -> str:
    """``超 13 天`` when the day has passed, else an empty text."""
    days = (today - due).days
    return f"超 {days} 天" if days > 0 else ""


def age_on(birth: date, day: date) -> int:
    """Full years on ``day`` (周岁); -1 before the birth. Born on 29 February: a year older on 1 March."""
    if day < birth:
        return -1
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def month_of(day: date) -> str:
    """``2019-11``, the stored form of a month."""
    return f"{day.year:04d}-{day.month:02d}"


def days_of_month(month: str) -> tuple[date, ...]:
    """All days of ``2019-11``. Raises ValueError when it is no month."""
    known = parse_month(month)
    if known is None:
        raise ValueError("看不懂这个月份。")
    year, number = int(known[:4]), int(known[5:])
    return tuple(date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1))
