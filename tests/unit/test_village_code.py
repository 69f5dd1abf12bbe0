"""A village code is explained part by part, or the wrong part is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.core.errors import Problem
from fupin_desk.ledgers import village_code
from fupin_desk.ledgers.village_code import VillageCode, explain


def test_a_good_code_is_explained() -> None:
    found = explain("５１１７９９ 105203")
    assert isinstance(found, VillageCode)
    assert found.text == "四川省，县 511799，镇 105，村民委员会 203"
    assert (found.county, found.township, found.code) == ("511799", "511799105", "511799105203")


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("", "12位"),
        ("51179910520", "11位"),
        ("51179910520X", "全是数字"),
        ("991799105203", "省级代码"),
        ("510099105203", "市和县"),
        ("511700105203", "市和县"),
        ("511799600203", "乡镇代码"),
        ("511799000203", "乡镇代码"),
        ("511799105000", "村代码"),
        ("511799105400", "村代码"),
    ],
)
def test_the_wrong_part_is_named(code: str, part: str) -> None:
    found = explain(code)
    assert isinstance(found, Problem) and part in found.message and found.level == "E"
    assert not village_code.is_sound(code)


def test_all_34_provinces_are_known() -> None:
    assert len(village_code.PROVINCES) == 34


@given(st.sampled_from(sorted(village_code.PROVINCES)), st.integers(1, 599), st.integers(1, 399))
def test_every_code_in_range_is_sound(province: str, township: int, village: int) -> None:
    assert village_code.is_sound(f"{province}1799{township:03d}{village:03d}")


@given(st.text(max_size=15))
def test_no_text_makes_it_fail(text: str) -> None:
    explain(text)
