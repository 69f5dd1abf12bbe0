"""A text is set on one line, else smaller, else wrapped; what still does not fit is said, never silently cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.forms.fit import PAD, Box, Spans, lay, width_of, wrap
from fupin_desk.forms.fonts import SONG, Font
from fupin_desk.forms.sheet import FLOOR, STACKED, Look

SONG_9 = Font(SONG, 9)
CHARACTERS = st.text("王秀兰县农业局，。（）、「」 abcXYZ0123456789-□☑　", min_size=1, max_size=60)


def spans(text: str, size: float = 9) -> Spans:
    return ((text, Font(SONG, size)),)


def text_of(lines: list[Spans]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_a_short_text_keeps_its_size() -> None:
    laid = lay(spans("王秀兰"), Box(80, 20, Look("left", "center")))
    assert [line.spans[0][1].size for line in laid.lines] == [9]
    assert laid.lines[0].x == PAD


def test_alignment_places_the_line() -> None:
    width = width_of(spans("王秀兰"))
    assert width == 27
    places = {a: lay(spans("王秀兰"), Box(80, 20, Look(a, "center"))).lines[0].x for a in ("left", "center", "right")}
    assert places == {"left": 2, "center": (80 - 27) / 2, "right": 80 - 2 - 27}


def test_a_distributed_title_reaches_both_ends() -> None:
    line = lay(spans("贫困户登记表", 20), Box(244, 40, Look("distributed", "center"))).lines[0]
    assert line.spread == pytest.approx((240 - 120) / 5)


def test_a_line_too_long_is_made_smaller_but_not_below_the_floor() -> None:
    look = Look("left", "center")
    assert lay(spans("县农业农村局"), Box(50, 20, look)).lines[0].spans[0][1].size < 9
    small = lay(spans("县农业农村局农技推广中心"), Box(60, 40, look))
    assert len(small.lines) > 1
    assert all(font.size >= FLOOR for line in small.lines for _, font in line.spans)


def test_a_cell_that_wraps_wraps_before_it_shrinks() -> None:
    laid = lay(spans("县农业农村局农技推广"), Box(60, 40, Look("left", "center", wrap=True)))
    assert len(laid.lines) == 2
    assert {font.size for line in laid.lines for _, font in line.spans} == {9}


def test_what_does_not_fit_is_counted() -> None:
    laid = lay(spans("走访时查看住房和饮水情况" * 10), Box(60, 20, Look("left", "center", wrap=True)))
    assert laid.overflows
    assert laid.needed > laid.fits == len(laid.lines)


def test_a_number_is_made_smaller_rather_than_broken() -> None:
    laid = lay(spans("511799195006181003"), Box(80, 30, Look("center", "center", wrap=True)))
    assert len(laid.lines) == 1


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    for width in range(40, 90, 3):
        lines, _ = wrap(spans("户主（王秀兰），家住二组：核对收入、住房。"), width)
        for line in text_of(lines)[1:]:
            assert line[0] not in "，。、：）"
        for line in text_of(lines)[:-1]:
            assert line[-1] != "（"


def test_a_box_to_tick_stays_with_its_label() -> None:
    lines, broken = wrap(spans("□一般贫困户　☑低保贫困户　□五保户"), 70)
    assert text_of(lines) == ["□一般贫困户", "☑低保贫困户", "□五保户"]
    assert not broken


def test_line_breaks_of_the_writer_are_kept() -> None:
    assert text_of(wrap(spans("一\n二\n\n三"), 100)[0]) == ["一", "二", "", "三"]


def test_stacked_text_runs_down() -> None:
    laid = lay(spans("基本情况"), Box(20, 80, Look(turn=STACKED)))
    assert [line.spans[0][0] for line in laid.lines] == list("基本情况")
    heights = [line.y for line in laid.lines]
    assert heights == sorted(heights)
    assert heights[-1] < 80


@given(CHARACTERS, st.integers(12, 200))
def test_wrapping_loses_no_character_and_keeps_to_the_width(text: str, width: int) -> None:
    lines, _ = wrap(spans(text), width)
    bare = "".join(text.split())
    assert "".join("".join(text_of(lines)).split()) == bare
    assert all(width_of(line) <= width + 1 or len(text_of([line])[0]) <= 2 for line in lines)


@given(CHARACTERS, st.integers(15, 200), st.integers(8, 90), st.booleans())
def test_set_text_never_leaves_its_cell_unnoticed(text: str, width: int, height: int, wraps: bool) -> None:
    laid = lay(spans(text), Box(width, height, Look("left", "center", wrap=wraps)))
    assert all(font.size >= FLOOR - 0.01 for line in laid.lines for _, font in line.spans)
    if laid.overflows:
        return
    shown = "".join(piece for line in laid.lines for piece, _ in line.spans)
    assert "".join(shown.split()) == "".join(text.split())


def test_a_box_stays_with_its_label() -> None:
    lines, broken = wrap(spans("□一般贫困户　□低保贫困户　□五保户"), 100)
    assert text_of(lines) == ["□一般贫困户", "□低保贫困户　□五保户"]
    assert not broken


def test_a_sentence_behind_a_box_is_broken_like_any_other() -> None:
    lines, broken = wrap(spans("□本人已经听明白工作人员当面讲解的每一项帮扶政策和申请办法"), 100)
    assert text_of(lines)[0] == "□本人已经听明白工作人"
    assert not broken
