"""Every character of GB 18030-2022 has a glyph in every role: nothing is printed as a blank or a box.

The ranges are those of GB 18030-2022《信息技术 中文编码字符集》: table 1 and 2 for one and two bytes, table 3 for four bytes,
with the numbers of characters the standard states there. Level 1 (9.2) asks for the one- and two-byte parts, extension A
and the 66 + 8 later unified ideographs, level 2 (9.3) adds 通用规范汉字表, level 3 (9.4, government and public services) all
ideographs to extension F and the Kangxi radicals; the scripts of table 3 are for products that claim them. Extensions G,
H and I are no part of the 2022 edition: they stand in the drafts of its first amendment.

Python's codec has the 2005 edition. The 2022 edition moved 18 characters of the two-byte part from private code points to
those of Unicode (annex D: 10 upright marks, 8 components) and lets the 6 others of the 24 private ones be written with
their extension B characters. Where the standard states fewer characters than Unicode has assigned within a range, all
that Unicode 13 has are asked for, but for two ranges with a named part: the letters of modern Korean.
"""

from __future__ import annotations

import io
import struct
import unicodedata
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from fupin_desk.core.resources import resource
from fupin_desk.forms import fonts
from fupin_desk.forms.fonts import FANG, HANGUL, HEI, KAI, MARKS, RARE, SCRIPTS, SONG, TITLE, chain, face, is_unseen
from fupin_desk.forms.pdf import page_text
from fupin_desk.forms.values import FormData
from tests.forms.sheets import form, printed, sheet

FOUR_BYTES = {  # first code, last code, characters as the standard counts them
    "维吾尔、哈萨克、柯尔克孜文": ("81318132", "81319934", 42),
    "维吾尔、哈萨克、柯尔克孜文 2": ("8430BA32", "8430FE35", 59),
    "维吾尔、哈萨克、柯尔克孜文 3": ("84318730", "84319530", 84),
    "藏文": ("8132E834", "8132FD31", 193),
    "蒙古文（包括满文、托忒文、锡伯文和阿礼嘎礼字）": ("8134D238", "8134E337", 149),
    "蒙古文 BIRGA": ("9034C538", "9034C730", 13),
    "德宏傣文": ("8134F434", "8134F830", 35),
    "西双版纳新傣文": ("8134F932", "81358437", 83),
    "西双版纳老傣文": ("81358B32", "81359935", 127),
    "彝文": ("82359833", "82369435", 1_215),
    "傈僳文": ("82369535", "82369A32", 48),
    "滇东北苗文": ("9232C636", "9232D635", 133),
    "朝鲜文字母": ("81339D36", "8133B635", 69),
    "朝鲜文兼容字母": ("8139A933", "8139B734", 51),
    "朝鲜文音节": ("8237CF35", "8336BE36", 3_431),
    "康熙部首": ("81398B32", "8139A135", 214),
    "CJK 统一汉字扩充 A": ("8139EE39", "82358738", 6_530),
    "CJK 统一汉字": ("82358F33", "82359636", 66),
    "CJK 统一汉字扩充 B": ("95328236", "9835F336", 42_711),
    "CJK 统一汉字扩充 C": ("9835F738", "98399E36", 4_149),
    "CJK 统一汉字扩充 D": ("98399F38", "9839B539", 222),
    "CJK 统一汉字扩充 E": ("9839B632", "9933FE33", 5_762),
    "CJK 统一汉字扩充 F": ("99348138", "9939F730", 7_473),
}
MODERN_KOREAN = {
    "朝鲜文字母": {*range(0x1100, 0x1113), *range(0x115F, 0x1176), *range(0x11A8, 0x11C3)},
    "朝鲜文兼容字母": {*range(0x3131, 0x3164)},
}
NEWER = {0x61D, *range(0xFBC2, 0xFBD3), *range(0xFD40, 0xFD50), 0xFD90, 0xFD91, *range(0xFDC8, 0xFDD0)}
"""Arabic signs of Unicode 14 and later within the standard's ranges."""
TWO_BYTES = 728 + 166 + 6_763 + 6_080 + 8_145
MOVED_2022 = dict(
    zip(
        [*range(0xE78D, 0xE797), 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864],
        "︐︒︑︓︔︕︖︗︘︙龴龵龶龷龸龹龺龻",
        strict=True,
    )
)
IN_EXTENSION_B = dict(zip([0xE816, 0xE817, 0xE818, 0xE831, 0xE83B, 0xE855], "𠂇𠂉𠃌𡗗𢦏𤇾", strict=True))
NAMED_COMPATIBILITY = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"
"""Unified ideographs in spite of their names."""
ROLES = [SONG, FANG, HEI, KAI, TITLE]
CELLS = [f"{column}{row}" for row in range(1, 9) for column in "ABCDEF"]
SCALE = 3
Place = tuple[int, int, int, int]
EXAMPLES = {name: part for name, part in FOUR_BYTES.items() if not name.startswith("CJK")}


@cache
def four_bytes(name: str) -> str:
    """The characters of a range of table 3."""
    first, last = (ord(bytes.fromhex(code).decode("gb18030")) for code in FOUR_BYTES[name][:2])
    wanted = MODERN_KOREAN.get(name, range(first, last + 1))
    return "".join(chr(code) for code in wanted if code not in NEWER and unicodedata.category(chr(code)) != "Cn")


@cache
def one_and_two_bytes() -> str:
    """ASCII and the two-byte part as the 2022 edition maps it; users' own areas and unused codes are left out."""
    letters = {chr(code) for code in range(0x20, 0x7F)}
    moved = MOVED_2022 | IN_EXTENSION_B
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            letter = bytes((lead, trail)).decode("gb18030", errors="ignore")
            letters.add(moved.get(ord(letter), letter) if letter else " ")
    return "".join(sorted(letter for letter in letters if unicodedata.category(letter) != "Co"))


@cache
def repertoire() -> str:
    """All of GB 18030-2022."""
    return one_and_two_bytes() + "".join(map(four_bytes, FOUR_BYTES))


def is_drawn(letter: str) -> bool:
    return not is_unseen(letter) and unicodedata.category(letter) != "Zs"


def test_the_repertoire_is_as_large_as_the_standard_says() -> None:
    assert len(one_and_two_bytes()) - 95 >= TWO_BYTES
    for name, (_, _, count) in FOUR_BYTES.items():
        assert len(four_bytes(name)) >= count, name
    assert len(set(repertoire())) > 103_000
    unified = {c for c in repertoire() if unicodedata.name(c, "").startswith("CJK UNIFIED") or c in NAMED_COMPATIBILITY}
    assert len(unified) == 87_887


@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_a_face_for_every_character(role: str) -> None:
    faces = chain(role, bold=False).faces
    assert [letter for letter in repertoire() if not faces[letter] and not is_unseen(letter)] == []
    assert set(chain(role, bold=False).keys) <= set(chain(role, bold=True).keys), "bold only adds faces"


def test_what_is_not_drawn_is_a_space_or_a_sign_that_only_steers() -> None:
    unseen = "".join(letter for letter in repertoire() if not is_drawn(letter))
    assert unseen == " \u3000\u061c\u180b\u180c\u180d\u180e\u180f\U00016f8f\U00016f90\U00016f91\U00016f92\u115f\u1160"


@pytest.mark.parametrize("key", [*fonts._FILES])
def test_no_glyph_that_is_used_is_empty_or_the_box_of_missing_ones(key: str) -> None:
    path = resource("fonts", fonts._FILES[key])
    with TTFont(path, lazy=True) as font:
        starts, outlines = list(font["loca"].locations), font.reader["glyf"]
    box = outlines[starts[0] : starts[1]]
    glyph_of = face(key).file.charToGlyph  # type: ignore[union-attr]  # not the marks
    for letter in filter(is_drawn, repertoire()):
        if (number := glyph_of.get(ord(letter))) is None:
            continue
        shape = outlines[starts[number] : starts[number + 1]]
        assert shape, f"{letter!r} is blank"
        assert struct.unpack_from(">h", shape)[0] != 0, f"{letter!r} is blank"
        assert number, f"{letter!r} is the box"
        assert shape != box, f"{letter!r} looks like the box"


def test_private_code_points_of_the_2005_edition_are_drawn_as_what_they_became() -> None:
    for old, new in (MOVED_2022 | IN_EXTENSION_B).items():
        key = chain(SONG, bold=False).faces[chr(old)]
        assert key == chain(SONG, bold=False).faces[new]
        assert face(key).file.charToGlyph[old] == face(key).file.charToGlyph[ord(new)]  # type: ignore[union-attr]
        assert chain(SONG, bold=False).widths[chr(old)] == chain(SONG, bold=False).widths[new]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The keys of the faces that a new chain asks for from now on."""
    keys: set[str] = set()

    def noted(key: str) -> fonts.Face | fonts.Marks:
        keys.add(key)
        return face(key)

    monkeypatch.setattr(fonts, "face", noted)
    return keys


def test_other_scripts_come_from_one_face_in_every_role_and_read_no_other(asked: set[str]) -> None:
    for role in ROLES:
        faces = fonts.Chain(role, bold=False).faces
        assert [faces[letter] for letter in "ئཀᠠᥐᦀᨠꀀꓐ𖼀"] == [SCRIPTS] * 9
        assert [faces[letter] for letter in "가힣ᄀ"] == [HANGUL] * 3
    assert asked == {SCRIPTS, HANGUL}


def test_chinese_text_reads_none_of_the_wide_faces(asked: set[str]) -> None:
    faces = fonts.Chain(SONG, bold=False).faces
    assert all(faces[letter] for letter in "王秀兰 2019 年㎡①䶮")
    assert not asked & {RARE, SCRIPTS, HANGUL, KAI, FANG} - {MARKS}


def page(letters: list[str], folder: Path) -> tuple[bytes, Image.Image, float]:
    """A printed page with one text in each cell, its picture, and its height in points."""
    made = sheet(dict(zip(CELLS, letters, strict=False)))
    for row in range(1, 9):
        made.row_dimensions[row].height = 40
    for column in "ABCDEF":
        made.column_dimensions[column].width = 14
    pdf, result = printed(form(made, folder), FormData("字样", {}, {}))
    assert not result.missing_glyphs
    with pypdfium2.PdfDocument(pdf) as document:
        return pdf, document[0].render(scale=SCALE).to_pil().convert("L"), document[0].get_height()


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> list[Place]:
    """Where the cells' texts stand on the picture, found by printing a black square in each."""
    pdf, _, height = page(["■"] * len(CELLS), tmp_path_factory.mktemp("squares"))
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1) == "■"]
    assert len(boxes) == len(CELLS)
    return [on_picture((x0 - 9, y0 - 12, x1 + 9, y1 + 12), height) for x0, y0, x1, y1 in boxes]


def on_picture(box: tuple[float, float, float, float], height: float) -> Place:
    """A box of the page (points, from the bottom left) on its picture."""
    x0, y0, x1, y1 = box
    return int(x0 * SCALE), int((height - y1) * SCALE), int(x1 * SCALE), int((height - y0) * SCALE)


def ink(picture: Image.Image, place: Place) -> int:
    return sum(picture.crop(place).histogram()[:240])


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_printed_page_of_each_script_has_ink_in_every_cell(name: str, places: list[Place], tmp_path: Path) -> None:
    letters = [c for c in four_bytes(name) if is_drawn(c) and unicodedata.category(c) not in ("Mn", "Mc")]
    step = max(1, len(letters) // len(CELLS))
    sample = letters[::step][: len(CELLS)]
    pdf, picture, _ = page(sample, tmp_path)
    blank = [c for c, place in zip(sample, places, strict=False) if ink(picture, place) < 4]
    assert not blank
    text = page_text(pdf)
    # PDFium gives the joined forms of Arabic letters back as the letters they are forms of.
    plain = [unicodedata.normalize("NFKC", c).strip() or c for c in sample]
    assert [c for c, p in zip(sample, plain, strict=True) if c not in text and not set(p) <= set(text)] == []


@pytest.mark.parametrize(
    ("base", "name"),
    [
        ("د", "维吾尔、哈萨克、柯尔克孜文"),
        ("ཀ", "藏文"),
        ("ᨠ", "西双版纳老傣文"),
        ("𖼀", "滇东北苗文"),
        ("ᢐ", "蒙古文（包括满文、托忒文、锡伯文和阿礼嘎礼字）"),
    ],
)
def test_marks_set_on_letters_are_printed(base: str, name: str, places: list[Place], tmp_path: Path) -> None:
    marks = [c for c in four_bytes(name) if is_drawn(c) and unicodedata.category(c) in ("Mn", "Mc")]
    for start in range(0, len(marks), len(CELLS) - 1):
        some = marks[start : start + len(CELLS) - 1]
        _, picture, _ = page([base, *(base + mark for mark in some)], tmp_path)
        plain, *marked = (ink(picture, place) for place in places)
        assert [hex(ord(mark)) for mark, dark in zip(some, marked, strict=False) if dark <= plain] == []


def test_korean_syllables_are_told_apart(tmp_path: Path) -> None:
    # They are put together of parts: a part left out or misplaced in the subset would make two of them equal.
    sample = list("가각간감갑강거겨고교구기나다라마바사아자차카타파하한")
    pdf, picture, height = page(sample, tmp_path)
    assert "".join(page_text(pdf).split()).startswith("".join(sample))
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars()) if text.get_text_range(n, 1) in sample]
    assert len({picture.crop(on_picture(box, height)).tobytes() for box in boxes}) == len(sample)
