"""Documents keep the figures of GB/T 9704-2012 (domain 6) to half a millimetre, measured in the PDF."""

from __future__ import annotations

import ctypes
import itertools
import re
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.forms.papers import MM, Letter, document, letters, lines, printed

NEAR = 0.5
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
PITCH, ADVANCE = HEIGHT / 22, WIDTH / 28
BODY, HEADING, SMALL = 16.0, 22.0, 14.0
ASCENT = 0.86
LONG = "\n".join(["# 关于测试版式的通知", "各村民小组：", *["驻村帮扶工作队扎实开展入户走访核实收入" * 12] * 14])


def first_baseline(size: float = BODY) -> float:
    """Where the first line of the text area stands: its type in the middle of its line."""
    return TOP + (PITCH - size / MM) / 2 + ASCENT * size / MM


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Letter]:
    pdf, result = printed(document(tmp_path_factory.mktemp("papers"), LONG))
    assert result.pages >= 3
    return letters(pdf)


def text_of(line: list[Letter]) -> str:
    return "".join(letter.text for letter in line)


def test_the_paper_is_a4(tmp_path: Path) -> None:
    pdf, _ = printed(document(tmp_path, LONG))
    with pypdfium2.PdfDocument(pdf) as opened:
        assert {tuple(round(side / MM) for side in page.get_size()) for page in opened} == {(210, 297)}


def test_a_full_page_has_22_lines_that_fill_225_millimetres(pages: list[Letter]) -> None:
    *body, number = lines(pages, 1)
    assert len(body) == 22
    places = [line[0].y for line in body]
    assert places[0] == pytest.approx(first_baseline(), abs=NEAR)
    assert places[-1] - places[0] == pytest.approx(21 * PITCH, abs=0.1)
    for above, below in itertools.pairwise(places):
        assert below - above == pytest.approx(PITCH, abs=0.1)
    # The last line ends where the text area does, 35 mm above the paper's edge.
    assert places[-1] + (PITCH - BODY / MM) / 2 + (1 - ASCENT) * BODY / MM == pytest.approx(TOP + HEIGHT, abs=NEAR)
    assert re.fullmatch(r"—2—", text_of(number))


def test_a_line_has_28_characters_between_28_millimetres_and_26(pages: list[Letter]) -> None:
    full = [line for page in (0, 1, 2) for line in lines(pages, page) if len(line) == 28]
    assert len(full) > 30
    for line in full:
        assert line[0].x == pytest.approx(LEFT, abs=0.1)
        assert line[-1].x + ADVANCE == pytest.approx(LEFT + WIDTH, abs=0.1)
        for n, letter in enumerate(line):
            assert letter.x == pytest.approx(LEFT + n * ADVANCE, abs=0.1)


def test_paragraphs_begin_two_characters_in(pages: list[Letter]) -> None:
    first = [line for line in lines(pages, 1) if line[0].x > LEFT + 1 and len(line) > 5]
    assert first
    for line in first:
        assert line[0].x == pytest.approx(LEFT + 2 * ADVANCE, abs=0.1)
        assert len(line) == 26


def test_type_sizes(pages: list[Letter]) -> None:
    title, addressee, *body, number = lines(pages, 0)
    assert {letter.size for letter in title} == {HEADING}
    assert {letter.size for line in (addressee, *body) for letter in line} == {BODY}
    assert {letter.size for letter in number} == {SMALL}


def test_title_and_addressee(pages: list[Letter]) -> None:
    title, addressee, first, *_ = lines(pages, 0)
    middle = (title[0].x + title[-1].x + HEADING / MM) / 2
    assert middle == pytest.approx(LEFT + WIDTH / 2, abs=NEAR)
    assert addressee[0].x == pytest.approx(LEFT, abs=0.1)
    assert addressee[0].y == pytest.approx(first_baseline() + 2 * PITCH, abs=NEAR), "one empty line below the title"
    assert first[0].y - addressee[0].y == pytest.approx(PITCH, abs=0.1)


def test_page_numbers_stand_on_the_outer_side_seven_millimetres_below(pages: list[Letter]) -> None:
    for page in (0, 1, 2):
        number = lines(pages, page)[-1]
        assert text_of(number) == f"—{page + 1}—"
        dash = number[0]
        assert dash.middle == pytest.approx(TOP + HEIGHT + 7, abs=NEAR)
        if page % 2:
            assert number[0].x == pytest.approx(LEFT + SMALL / MM, abs=NEAR), "even pages: left, one character in"
        else:
            assert number[-1].right == pytest.approx(LEFT + WIDTH - SMALL / MM, abs=NEAR)


def test_sealed_papers_end_the_day_four_characters_from_the_right(tmp_path: Path) -> None:
    made = document(tmp_path, "# 通知\n特此通知。\n落款：石桥村村民委员会\n成文日期：2019年3月5日\n盖章：是")
    *_, name, day, _ = lines(letters(printed(made)[0]), 0)
    assert text_of(day) == "2019年3月5日"
    assert day[-1].x + ADVANCE == pytest.approx(LEFT + WIDTH - 4 * ADVANCE, abs=NEAR)
    middles = [(line[0].x + line[-1].x + ADVANCE) / 2 for line in (name, day)]
    assert middles[0] == pytest.approx(middles[1], abs=NEAR)


def test_unsealed_papers_end_the_name_two_from_the_right(tmp_path: Path) -> None:
    made = document(tmp_path, "# 通知\n特此通知。\n落款：石桥村村民委员会\n成文日期：2019年3月5日")
    *_, text, name, day, _ = lines(letters(printed(made)[0]), 0)
    assert name[-1].x + ADVANCE == pytest.approx(LEFT + WIDTH - 2 * ADVANCE, abs=NEAR)
    assert day[0].x - name[0].x == pytest.approx(2 * ADVANCE, abs=NEAR)
    assert name[0].y - text[0].y == pytest.approx(2 * PITCH, abs=NEAR)


def test_attachments_stand_below_one_another(tmp_path: Path) -> None:
    made = document(tmp_path, "# 通知\n特此通知。\n附件：1. 名单\n附件：2. " + "长长的附件名" * 6)
    _, text, first, second, third, _ = lines(letters(printed(made)[0]), 0)
    assert first[0].y - text[0].y == pytest.approx(2 * PITCH, abs=NEAR), "one empty line above"
    assert first[0].x == pytest.approx(LEFT + 2 * ADVANCE, abs=NEAR)
    assert first[3].x == pytest.approx(second[0].x, abs=NEAR), "the numbers below one another"
    assert third[0].x == pytest.approx(next(o.x for o in second if o.text == "长"), abs=NEAR)


def test_the_red_head_begins_35_millimetres_down(tmp_path: Path) -> None:
    made = document(tmp_path, "发文机关：石桥村文件\n发文字号：石村〔2019〕5号\n# 通知\n特此通知。")
    pdf, _ = printed(made)
    mark, number, title, *_ = lines(letters(pdf), 0)
    size = mark[0].size
    assert mark[0].y - ASCENT * size / MM == pytest.approx(TOP + 35, abs=NEAR)
    assert size / MM <= 22
    middle = (number[0].x + number[-1].x + ADVANCE / 2) / 2
    assert middle == pytest.approx(LEFT + WIDTH / 2, abs=ADVANCE / 2)
    below = number[0].y + (PITCH - BODY / MM) / 2 + (1 - ASCENT) * BODY / MM
    rules = strokes(pdf, 0)
    assert len(rules) == 1
    assert rules[0][1] == pytest.approx(below + 4, abs=NEAR), "the red rule 4 mm below the number"
    assert title[0].y > rules[0][1] + 2 * PITCH


def strokes(pdf: bytes, page: int) -> list[tuple[float, float, float]]:
    """The level rules of a page: length, distance from the paper's top, weight; all in millimetres."""
    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for thing in opened[page].get_objects([raw.FPDF_PAGEOBJ_PATH]):
            left, low, right, high = thing.get_bounds()
            width = ctypes.c_float()
            raw.FPDFPageObj_GetStrokeWidth(thing.raw, width)
            found.append(((right - left) / MM, 297 - (low + high) / 2 / MM, width.value / MM))
    return sorted(found, key=lambda rule: rule[1])


def test_the_closing_block_stands_at_the_foot_between_rules(tmp_path: Path) -> None:
    made = document(tmp_path, "# 通知\n特此通知。\n抄送：县农业农村局。\n印发：石桥村村民委员会 | 2019年11月20日")
    pdf, _ = printed(made)
    rules = strokes(pdf, 0)
    assert [round(weight, 2) for _, _, weight in rules] == [0.35, 0.25, 0.35]
    # The bounds of a rule reach a little beyond its ends.
    assert all(length == pytest.approx(WIDTH, abs=2 * NEAR) for length, _, _ in rules)
    assert rules[-1][1] == pytest.approx(TOP + HEIGHT, abs=NEAR)
    *_, copies, printed_by, _ = lines(letters(pdf), 0)
    assert {letter.size for letter in (*copies, *printed_by)} == {SMALL}
    assert copies[0].x == pytest.approx(LEFT + SMALL / MM, abs=NEAR)
    assert text_of(printed_by).endswith("2019年11月20日印发")
    assert printed_by[-1].x + SMALL / MM == pytest.approx(LEFT + WIDTH - SMALL / MM, abs=NEAR)
