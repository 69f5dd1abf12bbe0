"""Policy numbers depend on year and region, name their source, and a county lays its own over them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.params import Params, national_params

PARAMS = national_params()
YEARS = range(2014, 2031)


def test_every_shipped_value_has_a_label_and_a_source() -> None:
    assert len(PARAMS.parameters) >= 25
    for parameter in PARAMS.parameters:
        assert parameter.label and parameter.unit and parameter.settings
        assert all(setting.source and setting.first <= setting.last for setting in parameter.settings)
        assert all(s.region == "" or s.region.isdecimal() for s in parameter.settings)


def test_the_numbers_of_daily_work() -> None:
    for year in YEARS:
        assert PARAMS.value("visit_days", year) == 30
        assert PARAMS.value("village_days_month", year) == 20
        assert PARAMS.value("income_change_percent", year) == 50
        assert PARAMS.value("helper_caps", year)["default"] == 12


def test_income_lines_by_year_are_in_fen() -> None:
    assert [PARAMS.value("poverty_line_fen", year) // 100 for year in range(2010, 2021)] == [
        2300, 2536, 2625, 2736, 2800, 2855, 2952, 2952, 2995, 3218, 4000,
    ]  # fmt: skip
    assert PARAMS.value("reference_line_fen", 2019) == 374_700
    assert all(PARAMS.find("reference_line_fen", year) for year in YEARS)


def test_a_line_that_no_longer_exists_is_not_made_up() -> None:
    assert PARAMS.find("poverty_line_fen", 2021) is None and PARAMS.find("no_such", 2020) is None
    with pytest.raises(KeyError):
        PARAMS.value("poverty_line_fen", 2021)
    with pytest.raises(KeyError):
        PARAMS.value("no_such", 2020)


def test_the_closest_region_wins() -> None:
    assert PARAMS.value("monitoring_line_fen", 2024, "530102") == 870_000
    assert PARAMS.value("monitoring_line_fen", 2023, "530102") == 600_000
    assert PARAMS.value("monitoring_line_fen", 2024, "410581105203") == 750_000
    assert PARAMS.value("monitoring_line_fen", 2024, "410582105203") == 600_000
    assert PARAMS.value("poverty_rate_percent", 2019, "511799105203") == 3
    assert PARAMS.value("poverty_rate_percent", 2019, "360902105203") == 2
    assert "林州" in PARAMS.source("monitoring_line_fen", 2024, "410581")


def test_caps_are_by_known_ranks() -> None:
    ranks = code_list("rank")
    for setting in PARAMS.parameter("helper_caps").settings:
        assert "default" in setting.value
        assert all(rank == "default" or ranks.get(rank) for rank in setting.value)
    assert PARAMS.value("helper_caps", 2018, "451223105203")["131"] == 8


def test_a_county_lays_its_own_over() -> None:
    own = PARAMS.laid_over(
        {
            "visit_days": {"values": [{"from": 2019, "value": 15, "region": "511799", "source": "县文件"}]},
            "village_days_month": {"values": [{"value": 22, "source": "县文件"}]},
            "monitoring_line_fen": {"unit": "元", "values": [{"from": 2024, "value": 8000, "source": "县文件"}]},
            "tea_subsidy_fen": {"label": "茶园补助", "unit": "元", "values": [{"value": 500, "source": "县文件"}]},
        }
    )
    assert own.value("visit_days", 2019, "511799105203") == 15 and own.value("visit_days", 2018, "511799105203") == 30
    assert own.value("visit_days", 2019, "360902105203") == 30
    assert own.value("village_days_month", 2019) == 22
    assert own.value("monitoring_line_fen", 2024) == 800_000 and own.value("monitoring_line_fen", 2023) == 600_000
    assert own.value("tea_subsidy_fen", 2019) == 50_000 and own.parameter("visit_days").label == "两次走访最多间隔"
    assert PARAMS.value("visit_days", 2019, "511799105203") == 30


def test_amounts_laid_over_without_their_unit_are_still_yuan() -> None:
    own = PARAMS.laid_over({"monitoring_line_fen": {"values": [{"from": 2024, "value": 8000, "source": "县文件"}]}})
    assert own.value("monitoring_line_fen", 2024) == 800_000


@pytest.mark.parametrize(
    "body",
    [
        5,
        {"values": 5},
        {"values": [5]},
        {"values": [{"value": 5}]},
        {"values": [{"source": "县文件"}]},
        {"values": [{"value": 5, "source": "县文件", "from": "早"}]},
        {"unit": "元", "values": [{"value": 0.5, "source": "县文件"}]},
    ],
)
def test_malformed_parameters_are_refused(body: Any) -> None:
    with pytest.raises(ValueError):
        PARAMS.laid_over({"visit_days": body})


@given(st.lists(st.tuples(st.integers(2010, 2030), st.sampled_from(["", "51", "5117", "511799"])), min_size=1))
def test_what_applies_is_always_one_that_was_set(entries: list[tuple[int, str]]) -> None:
    values = [
        {"from": year, "region": region, "value": place, "source": "样"} for place, (year, region) in enumerate(entries)
    ]
    own = Params([]).laid_over({"x": {"values": values}})
    found = own.find("x", 2020, "511799105203")
    holding = [place for place, (year, _) in enumerate(entries) if year <= 2020]
    assert (found in holding) if holding else found is None
    if found is not None:
        assert len(entries[found][1]) == max(len(entries[place][1]) for place in holding)
