"""The shows of a placeholder: each writes what a county's paper would have there."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fupin_desk.forms.styles import ALL_SHOWS, parse_show
from fupin_desk.forms.values import Value
from tests.forms.samples import id_number

CHOICES = ("因病", "因残", "缺资金")


@pytest.mark.parametrize(
    ("show", "value", "text"),
    [
        ("", Value("<b>=1+1</b>"), "<b>=1+1</b>"),
        ("元", Value("6134", raw=613400), "6,134.00"),
        ("元", Value("未知"), "未知"),
        ("元", Value(), ""),
        ("万元", Value("", raw=38_500_000), "38.5"),
        ("亩", Value("", raw=320), "3.2"),
        ("大写", Value("", raw=1440_00), "壹仟肆佰肆拾元整"),
        ("年月日", Value("", raw=date(2019, 3, 5)), "2019年3月5日"),
        ("年月日", Value("", raw=datetime(2019, 3, 5, 15, 30)), "2019年3月5日"),
        ("年月日", Value(), "　　年　月　日"),
        ("年月", Value("2019-06"), "2019年6月"),
        ("年月", Value("", raw=date(2019, 6, 1)), "2019年6月"),
        ("空白", Value("王秀兰"), "王秀兰"),
        ("空白", Value(), "＿" * 6),
        ("空白:省", Value(), "＿＿＿省"),
        ("空白:省", Value("四川省"), "四川省"),
        ("勾选", Value("因病", CHOICES), "☑因病　□因残　□缺资金"),
        ("勾选", Value("因病、缺资金", CHOICES), "☑因病　□因残　☑缺资金"),
        ("勾选", Value("", CHOICES), "□因病　□因残　□缺资金"),
        ("勾选", Value("因洪水", CHOICES), "□因病　□因残　□缺资金　☑因洪水"),
        ("方格:18", Value("511799"), "511799"),
        ("二维码", Value("FP-0137"), "FP-0137"),
        ("照片", Value("IMG_0001.jpg", raw=b"jpeg"), ""),
    ],
)
def test_a_show_writes_its_value(show: str, value: Value, text: str) -> None:
    found = parse_show(show)
    assert found is not None
    assert found.text(value) == text


def test_masking_hides_the_birth_date_and_leaves_nothing_to_guess() -> None:
    masked = parse_show("遮盖")
    assert masked is not None
    number = id_number("19500618", 100)
    assert "19500618" not in masked.text(Value(number))
    assert "50061" not in masked.text(Value(number))
    assert masked.text(Value("13900002087")) == "139****2087"
    assert masked.text(Value("6228480461234567890")).endswith("7890")
    assert "622848" not in masked.text(Value("6228480461234567890"))
    assert masked.text(Value("王秀兰")) == "王＊＊"
    assert masked.text(Value()) == ""


def test_the_set_is_closed() -> None:
    assert set(ALL_SHOWS) == {
        "遮盖", "勾选", "方格", "元", "万元", "亩", "年月日", "年月", "大写", "二维码", "照片", "图表", "空白",
    }  # fmt: skip
    assert parse_show("eval") is None


def test_a_value_is_not_shown_in_tracebacks() -> None:
    assert "王秀兰" not in repr(Value("王秀兰"))
