"""Faces by role and, character by character, a face that has the glyph; nothing is printed as a blank or a box."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops

from fupin_desk.forms.fonts import (
    CROSSED_BOX,
    EMPTY_BOX,
    FANG,
    HEI,
    KAI,
    RARE,
    SANS_BOLD,
    SERIF,
    SONG,
    TICKED_BOX,
    TITLE,
    Font,
    chain,
    missing_glyphs,
    role_of,
)  # fmt: skip
from fupin_desk.forms.pdf import page_text
from tests.forms import samples
from tests.forms.sheets import data, form, printed, sheet

NEWEST = "\U0002ebf0\U000323af"
"""The first character of CJK extension I and the last of H: in no bundled face, and newer than Python's own tables."""


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("宋体", SONG), ("SimSun", SONG), ("Times New Roman", SONG), ("仿宋_GB2312", FANG), ("FangSong", FANG), ("黑体", HEI),
        ("微软雅黑", HEI), ("等线", HEI), ("楷体_GB2312", KAI), ("KaiTi", KAI), ("方正小标宋简体", TITLE), ("华文中宋", TITLE), ("", SONG),
    ],
)  # fmt: skip
def test_the_sheets_font_picks_the_role(name: str, role: str) -> None:
    assert role_of(name) == role


@pytest.mark.parametrize("role", [SONG, FANG, HEI, KAI, TITLE])
@pytest.mark.parametrize("bold", [False, True])
def test_every_role_has_a_face_for_rare_names(role: str, bold: bool) -> None:
    faces = chain(role, bold).faces
    assert all(faces[letter] for letter in "王" + samples.RARE + "㎡①〇·～" + EMPTY_BOX + TICKED_BOX + CROSSED_BOX)


def test_the_bold_of_headings_is_a_cut_of_its_own_and_of_the_rest_a_stroke() -> None:
    assert chain(HEI, True).faces["王"] == SANS_BOLD
    assert chain(HEI, True).stroke == 0
    assert chain(SONG, True).faces["王"] == SERIF
    assert chain(SONG, True).stroke > 0
    assert chain(TITLE, False).stroke > chain(SONG, True).stroke


def test_a_character_of_the_wide_face_only_falls_back_to_it() -> None:
    assert chain(SONG, False).faces["\U00029d3e"] == RARE


def test_characters_that_no_face_has_are_named() -> None:
    assert missing_glyphs(f"王{NEWEST}兰\u200d\ufe00", Font(SONG, 9)) == tuple(NEWEST)


def test_rare_names_are_drawn_with_their_own_glyphs_and_copied_as_they_are(tmp_path: Path) -> None:
    made = form(sheet({"A1": "{{姓名}}"}), tmp_path)
    pictures = []
    for letter in samples.RARE + "〓":
        pdf, result = printed(made, data(姓名=letter))
        assert not result.missing_glyphs
        assert letter in page_text(pdf)
        with pypdfium2.PdfDocument(pdf) as document:
            picture = document[0].render(scale=4, crop=(40, 760, 500, 40)).to_pil().convert("L")
        assert sum(picture.histogram()[:128]) > 100, "drawn, not blank"
        pictures.append(picture)
    for n, one in enumerate(pictures):
        for other in pictures[n + 1 :]:
            assert ImageChops.difference(one, other).getbbox(), "each its own shape, not one box for all"


def test_a_character_without_glyph_is_printed_as_geta_and_reported(tmp_path: Path) -> None:
    pdf, result = printed(form(sheet({"B2": "{{姓名}}"}), tmp_path), data(姓名=f"王{NEWEST[0]}兰"))
    assert "王〓兰" in page_text(pdf)
    (found,) = result.missing_glyphs
    assert (found.cell, found.character) == ("B2", NEWEST[0])
    assert "U+2EBF0" in str(found)


def test_boxes_to_tick_are_copied_as_boxes(tmp_path: Path) -> None:
    pdf, _ = printed(form(sheet({"A1": "□甲☑乙☒丙"}), tmp_path), data())
    assert "□甲☑乙☒丙" in page_text(pdf)


def test_many_characters_of_one_face_keep_their_order(tmp_path: Path) -> None:
    # More than 256, so that numbers with bytes that a PDF string would have to escape are passed.
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))
    made = sheet({f"A{n + 1}": letters[n * 30 : n * 30 + 30] for n in range(30)})
    made.column_dimensions["A"].width = 80
    pdf, _ = printed(form(made, tmp_path), data())
    text = page_text(pdf)
    assert all(letters[n * 30 : n * 30 + 30] in text for n in range(30))


def test_no_font_is_left_outside_the_file(tmp_path: Path) -> None:
    pdf, _ = printed(form(sheet({"A1": "王{{姓名}}"}), tmp_path), data(姓名="䶮"))
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == 1
    assert io.BytesIO(pdf).read(8) == b"%PDF-1.7"
