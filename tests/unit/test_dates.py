"""Typed dates are understood, and shown as the design says."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.core import dates

TODAY = date(2019, 11, 20)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20191120", date(2019, 11, 20)),
        ("2019-11-20", date(2019, 11, 20)),
        ("2019/1/5", date(2019, 1, 5)),
        ("2019.11.20", date(2019, 11, 20)),
        ("2019年11月20日", date(2019, 11, 20)),
        ("2019年3月5号", date(2019, 3, 5)),
        ("２０１９－１１－２０", date(2019, 11, 20)),
        (" 2019 年 11 月 20 日 ", date(2019, 11, 20)),
        ("2019-11-20 00:00:00", date(2019, 11, 20)),
        ("2019-11-20T08:30", date(2019, 11, 20)),
        ("1120", date(2019, 11, 20)),
        ("1118", date(2019, 11, 18)),
        ("11-8", date(2019, 11, 8)),
        ("11月8日", date(2019, 11, 8)),
        ("今天", TODAY),
        ("昨天", date(2019, 11, 19)),
        ("前天", date(2019, 11, 18)),
        ("明天", date(2019, 11, 21)),
        ("-1", date(2019, 11, 19)),
        ("－１", date(2019, 11, 19)),
        ("+7", date(2019, 11, 27)),
        ("43天前", date(2019, 10, 8)),
        ("3天后", date(2019, 11, 23)),
    ],
)
def test_a_typed_day_is_understood(text: str, day: date) -> None:
    assert dates.parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", " ", "无", "20190230", "2019-13-01", "1350", "18991231", "22001231", "19-11-20", "5.1E+17", "201911"]
)
def test_what_is_no_day_is_not_guessed_at(text: str) -> None:
    assert dates.parse_day(text, TODAY) is None


def test_a_day_without_a_year_crosses_new_year() -> None:
    assert dates.parse_day("1230", date(2020, 1, 4)) == date(2019, 12, 30)
    assert dates.parse_day("0105", date(2019, 12, 28)) == date(2020, 1, 5)
    assert dates.parse_day("0105", date(2019, 6, 1)) == date(2019, 1, 5)
    assert dates.parse_day("0229", date(2019, 6, 1)) is None


@given(DAYS)
def test_every_shown_day_is_read_back(day: date) -> None:
    dotted = f"{day.year}.{day.month}.{day.day}"
    for shown in (dates.show_day(day), dates.show_day_signed(day), f"{day:%Y%m%d}", dotted):
        assert dates.parse_day(shown, TODAY) == day


@given(DAYS, DAYS)
def test_the_age_of_an_event_is_read_back(day: date, today: date) -> None:
    if abs((day - today).days) < 10_000:
        assert dates.parse_day(dates.days_ago(day, today), today) == day


@given(st.text(max_size=12), DAYS)
def test_no_text_makes_reading_fail(text: str, today: date) -> None:
    assert dates.parse_day(text, today) is None or isinstance(dates.parse_day(text, today), date)
    dates.parse_month(text)
    dates.parse_year(text)


@pytest.mark.parametrize(
    "text", ["201806", "2018-06", "2018/6", "2018.6", "2018年6月", "2018年06月", "2018-06-15", "20180615"]
)
def test_months_are_understood(text: str) -> None:
    assert dates.parse_month(text) == "2018-06"


def test_what_is_no_month_is_none() -> None:
    assert [dates.parse_month(text) for text in ("", "2018", "201813", "六月", "2018-00")] == [None] * 5


def test_years_are_understood() -> None:
    assert [dates.parse_year(t) for t in ("2018", "2018年", "2018年度", "2018.0", "201806")] == [2018] * 5
    assert [dates.parse_year(t) for t in ("", "18", "3018", "第2018")] == [None] * 4


def test_days_are_shown_as_on_the_pictures() -> None:
    assert dates.show_day(date(2019, 3, 5)) == "2019-03-05"
    assert dates.show_day_short(date(2019, 10, 8), TODAY) == "10月08日"
    assert dates.show_day_short(date(2018, 12, 3), TODAY) == "2018年12月"
    assert dates.show_day_signed(date(2024, 3, 5)) == "2024年3月5日"
    assert dates.show_month("2019-01") == "2019年1月"
    assert dates.show_moment(datetime(2019, 11, 20, 20, 41), TODAY) == "11月20日 20:41"
    assert dates.show_moment(datetime(2018, 11, 20, 8, 5), TODAY) == "2018-11-20 08:05"
    assert dates.show_weekday(date(2019, 10, 8)) == "周二"


def test_how_long_ago_and_how_much_overdue() -> None:
    assert dates.days_ago(date(2019, 10, 8), TODAY) == "43天前"
    assert dates.days_ago(TODAY, TODAY) == "今天"
    assert dates.overdue(date(2019, 11, 7), TODAY) == "超 13 天"
    assert dates.overdue(TODAY, TODAY) == ""


def test_age_changes_on_the_birthday() -> None:
    birth = date(2008, 3, 12)
    assert dates.age_on(birth, date(2019, 3, 11)) == 10
    assert dates.age_on(birth, date(2019, 3, 12)) == 11
    assert dates.age_on(birth, date(2008, 3, 11)) == -1
    assert dates.age_on(date(2004, 2, 29), date(2005, 2, 28)) == 0
    assert dates.age_on(date(2004, 2, 29), date(2005, 3, 1)) == 1


@given(DAYS)
def test_a_month_holds_its_days(day: date) -> None:
    days = dates.days_of_month(dates.month_of(day))
    assert day in days and days[0].day == 1 and (days[-1] + timedelta(days=1)).day == 1
    with pytest.raises(ValueError):
        dates.days_of_month("六月")
