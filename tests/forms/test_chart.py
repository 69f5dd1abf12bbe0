"""A chart is drawn in its cell with labels and values, in black and white, also when there is little to draw."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from fupin_desk.forms.catalog import Form
from fupin_desk.forms.fonts import SONG, Font
from fupin_desk.forms.paper.chart import Area, draw_chart
from fupin_desk.forms.pdf import page_text
from fupin_desk.forms.styles import parse_show, points_of
from fupin_desk.forms.values import Value
from fupin_desk.forms.xlsx import to_xlsx
from tests.forms.sheets import data, form, printed, sheet

YEARS = [("2015年", 2800), ("2016年", 3450), ("2017年", Decimal("4120.50")), ("2018年", 5230), ("2019年", 12345)]
CAUSES = [("因病", 31), ("因残", 12), ("自身发展动力不足", 3), ("交通条件落后", 7), ("缺劳力", 15), ("因学", 9)]


@pytest.fixture
def made(tmp_path: Path) -> Form:
    drawn = sheet({"A1": "{{户.金额|图表}}", "A2": "表脚"})
    drawn.merge_cells("A1:C1")
    drawn.row_dimensions[1].height = 160
    return form(drawn, tmp_path)


def chart(points: object, text: str = "") -> Value:
    return Value(text, raw=points)


def picture(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=3).to_pil()


@pytest.mark.parametrize("points", [YEARS, CAUSES, [("一", 5)]])
def test_labels_and_values_stand_at_the_bars(made: Form, points: list[tuple[str, int]]) -> None:
    pdf, _ = printed(made, data(金额=chart(points)))
    text = page_text(pdf)
    for label, figure in points:
        assert label in text
        assert f"{figure:,}".removesuffix("0") in text


@pytest.mark.parametrize("labels", [("甲", "乙"), ("自身发展动力不足和交通条件落后", "其他")])
def test_a_longer_bar_stands_for_a_larger_number(labels: tuple[str, str]) -> None:
    points = list(zip(labels, (100, 50), strict=True))
    operators = draw_chart(points, Area(0, 0, 200, 160), Font(SONG, 9), lambda *text: None)
    sides = [list(map(float, found)) for found in re.findall(r"w (\S+) (\S+) (\S+) (\S+) re S", operators)]
    long = 3 if len(labels[0]) == 1 else 2  # upright bars are tall, lying ones wide
    assert sides[0][long] == pytest.approx(2 * sides[1][long], abs=0.02)
    assert sides[0][5 - long] == sides[1][5 - long]
    assert sides[0][long] > 60


def test_it_needs_no_colours_and_not_much_ink(made: Form) -> None:
    pdf, _ = printed(made, data(金额=chart(YEARS)))
    drawn = picture(pdf).convert("RGB")
    red, green, blue = (band.tobytes() for band in drawn.split())
    assert all(max(pixel) - min(pixel) < 12 for pixel in zip(red, green, blue, strict=True))
    dark = sum(tone < 100 for tone in drawn.convert("L").tobytes())
    assert 2_000 < dark < drawn.width * drawn.height * 0.05


@pytest.mark.parametrize("points", [[], "不是数", [("缺数", None)], [("是非", True)], [("无穷", float("inf"))]])
def test_no_figures_leave_a_frame_that_says_so(made: Form, points: object) -> None:
    pdf, result = printed(made, data(金额=chart(points)))
    assert "暂无数据" in page_text(pdf)
    assert not result.missing_glyphs


def test_a_blank_form_leaves_the_room_of_a_chart_to_the_pen(made: Form) -> None:
    assert "暂无数据" not in page_text(printed(made, data(金额=chart(None)))[0])


def test_zeros_and_losses_are_drawn(made: Form) -> None:
    for points in ([("甲", 0), ("乙", 0)], [("收入", 300), ("支出", -120)], [("亏", -5)]):
        text = page_text(printed(made, data(金额=chart(points)))[0])
        assert all(label in text for label, _ in points)
        assert str(points[-1][1]) in text


@given(
    points=st.lists(
        st.tuples(st.text("一二组年户2019（）", max_size=14), st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2)),
        min_size=1, max_size=60,
    ),
    width=st.floats(60, 560),
    height=st.floats(40, 700),
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_of_a_chart_leaves_its_cell(points: list[tuple[str, int]], width: float, height: float) -> None:
    placed: list[tuple[str, Font, float, float]] = []
    operators = draw_chart(points, Area(100, 50, width, height), Font(SONG, 10.5), lambda *text: placed.append(text))
    assert "nan" not in operators
    for _, font, x, y in placed:
        assert 99 <= x <= 101 + width
        assert 49 <= y <= 51 + height
        assert font.size <= 9
    boxes = [part.split()[-5:-1] for part in operators.replace(" re", " re\n").splitlines() if part.endswith(" re")]
    for x, y, w, h in (map(float, box) for box in boxes):
        assert x >= 99
        assert x + w <= 101 + width
        assert y >= 49
        assert y + h <= 51 + height


def test_in_a_workbook_it_is_read_as_text(made: Form, tmp_path: Path) -> None:
    to_xlsx(made, data(金额=chart(YEARS)), tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert book.worksheets[0]["A1"].value == "2015年 2,800；2016年 3,450；2017年 4,120.5；2018年 5,230；2019年 12,345"


def test_a_chart_takes_no_word_behind_a_colon() -> None:
    assert parse_show("图表") is not None
    assert parse_show("图表:饼") is None
    assert points_of(Value(raw=[("甲\n乙", 3)])) == (("甲 乙", 3),)
