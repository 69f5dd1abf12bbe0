"""The shipped fonts: as pinned, small enough, without hinting, loadable, and wide enough for every name."""

from __future__ import annotations

import math
import struct
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFontDatabase
from reportlab.pdfbase.ttfonts import TTFont as PdfFont

import font_faces
import font_outlines
import fonts
from fupin_desk.core.resources import resource

FOLDER = resource("fonts")
RECIPE = fonts.read_recipe(FOLDER)
FACES: list[dict[str, Any]] = RECIPE["font"]
FILES = [face["file"] for face in FACES]

# Every part of GB 18030-2022 that holds ideographs, radicals or signs: code points from its ends and its middle.
PARTS = {
    "two bytes, signs": "、。·ˉˇ〃々—～‖…《》〔〕【】±×÷∶∧∨∑∏√⊥∥∠⌒⊙∫∮≡≌≈∽∝≠≮≯≤≥∞∵∴♂♀°′″℃＄¤￠￡‰§№☆★○●◎◇◆□■△▲※→←↑↓〓",
    "two bytes, numbers": "⒈⒛⑴⒇①⑩㈠㈩ⅠⅫⅰⅹ",
    "two bytes, letters": "ΑΩαωАЯаяāǖǜêɑḿńǹɡㄅㄩ",
    "two bytes, kana": "ぁんァヶ",
    "two bytes, frames": "─┋┌╋═╬▁█▔▕◢◥〒〡〩㎎㎏㎡㏄㏑㏕",
    "vertical signs": "︐︙︰﹁﹏﹐﹫",
    "radicals": "⺀⻳⼀⿕⿰⿻㇀㇣",
    "compatibility": "郎凉秊裏隣兀嗀﨎﨏﨑﨓﨔礼﨟蘒﨡﨣﨤﨧﨨﨩",
    "extension A": "㐀㛃䌹䲟䶮䶵",
    "unified": "一扶贫丨囍龥龦鿏鿫鿯",
    "extension B": "𠀀𠮷𡸣𣗋𤧛𥔲𦙶𧿹𨱔𪚥𪛖",
    "extension C": "𪜀𪟝𫍯𫓹𫚖𫜴",
    "extension D": "𫝀𫞩𫠜𫠝",
    "extension E": "𫠠𫮃𬀩𬍛𬭎𬶋𬺡",
    "extension F": "𬺰𭄿𮩝𮯠",
    "Arabic letters": "ئۇيغۇرﯘﻼﻼ",
    "Tibetan": "ཀཱིྐ༄",
    "Mongolian, Todo, Sibe, Manchu, birga": "ᠠᡃᡞᡳᢐ𑙠",
    "Tai Le, New Tai Lue, Tai Tham": "ᥐᥴᦀ᧟ᨠ᪭",
    "Yi and Lisu": "ꀀꒌ꒐ꓐ꓿",
    "Miao": "𖼀𖽑𖾟",
    "Hangul": "가뷁힣각ㄱㅣ",
}
# What no face has: newer than the standard or, of its ranges, not asked for. README.md of the fonts names it.
KNOWN_GAPS = "\U0002ebf0\U000323af\u1113\u061d"


@cache
def covered(file: str) -> frozenset[int]:
    """The code points of one face."""
    with TTFont(FOLDER / file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def covered_by_role(*roles: str) -> set[int]:
    """The code points the faces of some roles have together; of all faces when none is named."""
    return {code for face in FACES if not roles or face["role"] in roles for code in covered(face["file"])}


def missing(text: str, have: set[int]) -> list[str]:
    """The characters of a text that a set lacks."""
    return [letter for letter in text if ord(letter) not in have]


def gb2312_row(lead: int) -> str:
    """The characters whose GB 18030 codes are two bytes long and start with this one, private use left out."""
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    letters = (bytes((lead, trail)).decode("gb18030", errors="ignore") for trail in trails)
    return "".join(x for x in letters if x and not 0xE000 <= ord(x) <= 0xF8FF)


def test_files_are_those_pinned() -> None:
    assert fonts.faults(FOLDER, RECIPE) == []
    assert fonts.main(["check"]) == 0


def test_a_changed_or_missing_file_is_named(tmp_path: Path) -> None:
    entry = dict(RECIPE["licence"][0])
    (tmp_path / entry["file"]).write_bytes(b"another text")
    assert "pinned" in fonts.faults(tmp_path, {"font": [], "licence": [entry]})[0]
    (tmp_path / entry["file"]).unlink()
    (tmp_path / "unknown.ttf").write_bytes(b"")
    wrong = fonts.faults(tmp_path, {"font": [], "licence": [entry]})
    assert wrong == [f"{entry['file']}: missing", "unknown.ttf: not in fonts.toml"]


def test_together_they_stay_under_60_mb() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 60_000_000


def test_every_role_has_one_face_and_every_face_its_licence() -> None:
    assert [face["role"] for face in FACES] == ["hei", "hei_bold", "song", "kai", "fang", "rare", "scripts", "hangul"]
    licences = {entry["file"] for entry in RECIPE["licence"]}
    for face in FACES:
        assert face["licence_file"] in licences
        assert "icense" in (FOLDER / face["licence_file"]).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES)
def test_no_hinting_and_no_needless_table(file: str) -> None:
    with TTFont(FOLDER / file, lazy=True) as font:
        assert set(font.keys()) <= font_faces.KEPT_TABLES
        offsets = list(font["loca"].locations)
        outlines = font.reader["glyf"]
        for number, (offset, end) in enumerate(pairwise(offsets)):
            if offset == end:
                continue
            (contours,) = struct.unpack_from(">h", outlines, offset)
            if contours < 0:  # made of other glyphs
                assert not hasattr(font["glyf"][font.getGlyphName(number)], "program")
                continue
            (instructions,) = struct.unpack_from(">H", outlines, offset + 10 + 2 * contours)
            assert instructions == 0


@pytest.mark.parametrize("face", FACES, ids=FILES)
def test_reportlab_loads_and_subsets_it(face: dict[str, Any]) -> None:
    sample = {"rare": "𠮷𪚥", "scripts": "ꀀꁱ", "hangul": "가뷁힣"}.get(face["role"], "扶贫工作台☑")
    width = {"scripts": 6, "hangul": 9.5}.get(face["role"], 10)
    font = PdfFont(face["file"], str(FOLDER / face["file"]))
    assert font.face.familyName.decode() == face["family"]
    assert font.stringWidth(sample, 10) == pytest.approx(width * len(sample), rel=0.02)
    assert len(font.face.makeSubset([ord(letter) for letter in sample])) < 40_000


@pytest.mark.parametrize("face", FACES, ids=FILES)
def test_the_window_loads_it_under_its_family_name(face: dict[str, Any], qapp: object) -> None:
    number = QFontDatabase.addApplicationFont(str(FOLDER / face["file"]))
    assert QFontDatabase.applicationFontFamilies(number) == [face["family"]]


def test_changed_fonts_carry_no_reserved_name() -> None:
    reserved = ("LXGW", "霞鹜", "Source", "Hana", "花园", "花園", "Nanum", "나눔")
    for file in FILES:
        with TTFont(FOLDER / file, lazy=True) as font:
            shown = [font["name"].getDebugName(number) for number in (1, 3, 4, 6)]
        assert not [name for name in shown for word in reserved if word in name]


def test_rare_names_are_covered_by_both_main_faces() -> None:
    for role in ("song", "hei"):
        assert not missing("䶮𬭎㛃𫍯", covered_by_role(role))


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_gb18030_is_covered(part: str) -> None:
    letters = [letter for letter in PARTS[part] if letter.isprintable()]
    assert not missing("".join(letters), covered_by_role())


def test_every_ideograph_of_gb18030_is_covered() -> None:
    wanted = font_faces.spread(font_faces.GB18030_HAN)
    assert len(wanted) == 87_887 + 9
    assert not wanted - covered_by_role("song", "rare"), "forms"
    assert not wanted - covered_by_role("hei", "rare"), "the window"


def test_level_2_is_covered_by_song_and_hei_alone() -> None:
    level_1 = {*range(0x3400, 0x4DB6), *range(0x4E00, 0x9FF0)}
    for role in ("song", "hei"):
        assert not level_1 - covered_by_role(role)
        two_bytes = "".join(gb2312_row(lead) for lead in range(0x81, 0xFF))
        assert len(two_bytes) > 21_000
        assert missing(two_bytes, covered_by_role(role)) == ["≒"]


def test_marks_of_forms_are_in_every_text_face() -> None:
    for role in ("song", "hei", "hei_bold", "kai", "fang"):
        assert not missing("☐☑☒□■√△○×①⑩—《》", covered_by_role(role))


def test_today_s_common_characters_are_in_bold_and_kai() -> None:
    common = "".join(chr(code) for code in font_faces.gb2312_han())
    assert len(common) == 6_763
    for role in ("hei_bold", "kai", "fang"):
        assert not missing(common, covered_by_role(role))


def test_known_gaps_are_still_gaps() -> None:
    assert missing(KNOWN_GAPS, covered_by_role()) == list(KNOWN_GAPS), "README.md of the fonts says otherwise"


def test_a_polygon_of_straight_sides_is_redrawn_as_it_is() -> None:
    square = [(0.0, 0.0), (0.0, 100.0), (50.0, 100.0), (100.0, 100.0), (100.0, 0.0)]
    assert font_outlines.redraw(square, 1.0) == [(0, 0, True), (0, 100, True), (100, 100, True), (100, 0, True)]


def test_a_circle_of_many_sides_becomes_few_curves_near_it() -> None:
    circle = [(300 * math.cos(k * math.pi / 60), 300 * math.sin(k * math.pi / 60)) for k in range(120)]
    nodes = font_outlines.redraw(circle, 1.0)
    assert len(nodes) < 30
    assert [on for _, _, on in nodes] == [True, False] * (len(nodes) // 2)
    for start in range(0, len(nodes), 2):
        (x0, y0, _), (x1, y1, _), (x2, y2, _) = nodes[start], nodes[start + 1], nodes[(start + 2) % len(nodes)]
        for t in (0.0, 0.25, 0.5, 0.75):
            x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2
            y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2
            assert math.hypot(x, y) == pytest.approx(300, abs=1.8)  # half a unit of rounding each way comes on top


def test_a_contour_without_area_vanishes() -> None:
    assert font_outlines.redraw([(1.0, 1.0), (1.0, 1.0), (5.0, 5.0)], 1.0) == []
