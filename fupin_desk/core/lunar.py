"""农历: the lunar day beside today's date, as village people count market days and feasts."""

from __future__ import annotations

from datetime import date, timedelta

_FIRST_YEAR = 2014
_LEAP = "闰"
# Month and day of 正月初一, the month that is doubled (0: none), and a 1 for every month of 30 days, else 29.
# Computed astronomically for Beijing (GB/T 33661-2017) and compared day by day with two kept calendars.
_YEARS = """
0131 9 0101010110101|0219 0 010010111010|0208 0 101001011011|0128 6 0101001010111|0216 0 010100101011
0205 0 101010010011|0125 4 0111010010101|0212 0 011010101010|0201 0 101011010101|0122 2 0100110110101
0210 0 010010110110|0129 6 1010010101110|0217 0 101001001110|0206 0 110100100110|0126 5 1110100100110
0213 0 110101010011|0203 0 010110101010|0123 3 0110101101010|0211 0 100101101101|0131 11 0100101011101
0219 0 010010101101|0208 0 101001001101|0128 6 1101001001011|0215 0 110100100101|0204 0 110101010010
0124 5 1101101010100|0212 0 101101011010|0201 0 010101101101|0122 2 0100101011011|0210 0 010010011011
0130 7 1010010010111|0217 0 101001001011|0206 0 101010100101|0126 5 1011010100101|0214 0 011011010010
0202 0 101011011010|0123 3 0101010110110
"""
_TABLE = [entry.split() for entry in _YEARS.replace("\n", "|").split("|") if entry]
_MONTHS = "正二三四五六七八九十冬腊"
_DIGITS = "一二三四五六七八九十"


def lunar_day(day: date) -> str:
    """``十月廿四``; an empty text outside the years this table holds (2014 to 2050)."""
    found = next((year for year in (day.year, day.year - 1) if _has(year) and _first(year) <= day), None)
    if found is None:
        return ""
    left = (day - _first(found)).days
    doubled, lengths = int(_TABLE[found - _FIRST_YEAR][1]), _TABLE[found - _FIRST_YEAR][2]
    for at, long in enumerate(lengths):
        size = 30 if long == "1" else 29
        if left < size:
            return _month_name(at, doubled) + _day_name(left + 1)
        left -= size
    return ""


def _has(year: int) -> bool:
    return 0 <= year - _FIRST_YEAR < len(_TABLE)


def _first(year: int) -> date:
    start = _TABLE[year - _FIRST_YEAR][0]
    return date(year, int(start[:2]), 1) + timedelta(days=int(start[2:]) - 1)


def _month_name(at: int, doubled: int) -> str:
    """The name of the month at this place of the year; the doubled month comes twice, the second time as 闰."""
    if doubled and at == doubled:
        return f"{_LEAP}{_MONTHS[doubled - 1]}月"
    return f"{_MONTHS[at - (doubled > 0 and at > doubled)]}月"


def _day_name(number: int) -> str:
    if number in (20, 30):
        return "二十" if number == 20 else "三十"
    return ("初", "十", "廿")[(number - 1) // 10] + _DIGITS[(number - 1) % 10]
