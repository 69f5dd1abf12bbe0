"""农历: the days everybody knows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fupin_desk.core.lunar import lunar_day


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 11, 20), "十月廿四"), (date(2020, 1, 25), "正月初一"), (date(2020, 1, 24), "腊月三十"),
        (date(2020, 5, 23), "闰四月初一"), (date(2020, 5, 22), "四月三十"), (date(2023, 3, 22), "闰二月初一"),
        (date(2024, 9, 17), "八月十五"), (date(2025, 6, 25), "六月初一"), (date(2025, 7, 25), "闰六月初一"),
        (date(2018, 11, 8), "十月初一"), (date(2026, 2, 17), "正月初一"), (date(2033, 12, 22), "闰冬月初一"),
        (date(2019, 11, 16), "十月二十"), (date(2014, 1, 30), ""), (date(2051, 3, 1), ""),
    ],
)  # fmt: skip
def test_known_days_have_their_lunar_names(day: date, name: str) -> None:
    assert lunar_day(day) == name


def test_every_day_of_the_table_has_a_name_and_months_follow_one_another() -> None:
    day, before = date(2014, 1, 31), ""
    while day < date(2051, 1, 1):
        name = lunar_day(day)
        assert name
        if name.endswith("初一"):
            assert before == "" or before.endswith(("廿九", "三十"))
        before, day = name, day + timedelta(days=1)
