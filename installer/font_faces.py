"""Cut a source font to a stated repertoire and dress it for the product: no hinting, plain tables, fixed dates."""

from __future__ import annotations

import bz2
from array import array
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.ttLib.tables.ttProgram import Program

from font_merge import drop_circles, merge
from font_outlines import Node, Point, flatten, redraw

FIXED_DATE = 3_786_912_000  # 2024-01-01 00:00 UTC in seconds since 1904: the same bytes on every day
KEPT_TABLES = {"head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf", "name", "post", "GlyphOrder"}

# Everything printed in a form or shown in a window that is neither an ideograph nor of one of SCRIPTS.
SIGNS = (
    (0x0020, 0x024F),  # ASCII, Latin-1, pinyin vowels
    (0x0250, 0x02FF),  # the two phonetic letters and tone marks of GB 18030
    (0x0300, 0x036F),  # accents set above and below
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x04FF),  # Cyrillic
    (0x1E00, 0x1EFF),  # ḿ and other letters with marks
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x20CF),  # superscripts, currencies
    (0x2100, 0x27BF),  # numero, Roman and circled numbers, arrows, mathematics, boxes, shapes, ticks
    (0x2E80, 0x2FFF),  # radicals, description characters
    (0x3000, 0x33FF),  # Chinese punctuation, kana, bopomofo, strokes, units
    (0xFE10, 0xFE1F),  # punctuation of vertical lines, under the codes GB 18030-2022 moved it to
    (0xFE30, 0xFE6F),  # the same, and small forms
    (0xFF00, 0xFFEF),  # full-width forms
)
# The 87,887 ideographs of GB 18030-2022 (its level 3) and the 9 compatibility ideographs of its two-byte part.
GB18030_HAN = (
    (0x3400, 0x4DB5),
    (0x4E00, 0x9FEF),
    *((code, code) for code in (0xF92C, 0xF979, 0xF995, 0xF9E7, 0xF9F1, 0xFA0C, 0xFA0D, 0xFA0E, 0xFA0F, 0xFA11)),
    *((code, code) for code in (0xFA13, 0xFA14, 0xFA18, 0xFA1F, 0xFA20, 0xFA21, 0xFA23, 0xFA24)),
    *((code, code) for code in (0xFA27, 0xFA28, 0xFA29)),
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
)
# The other scripts of GB 18030-2022, by the name fonts.toml gives them: its ranges, whole blocks where it names a part.
SCRIPTS = {
    "arabic": ((0x0600, 0x06FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),  # Uygur, Kazak, Kirgiz
    "tibetan": ((0x0F00, 0x0FDA),),
    "mongolian": ((0x1800, 0x18AF), (0x11660, 0x1166C)),  # Todo, Sibe, Manchu, Ali Gali; birga
    "tai_le": ((0x1950, 0x197F),),  # 德宏傣文
    "new_tai_lue": ((0x1980, 0x19DF),),  # 西双版纳新傣文
    "tai_tham": ((0x1A20, 0x1AAF),),  # 西双版纳老傣文
    "yi": ((0xA000, 0xA4C6),),
    "lisu": ((0xA4D0, 0xA4FF),),
    "miao": ((0x16F00, 0x16F9F),),  # 滇东北苗文
    "hangul": ((0xAC00, 0xD7A3),),
    "jamo": ((0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2)),  # those of modern Korean, as in the standard
}
# Newer than the standard; kept where a source has them.
OTHER_HAN = ((0x4DB6, 0x4DBF), (0x9FF0, 0x9FFF), (0x2A6D7, 0x2A6DF), (0x30000, 0x323AF))

_BOX, _TICKS, _CROSS = 0x25A1, (0x2713, 0x221A), 0x00D7  # □, ✓ or √, ×


def spread(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    """Give every code point of some ranges, both ends included."""
    return {code for first, last in ranges for code in range(first, last + 1)}


class Repertoires:
    """Which characters a face is cut to."""

    def __init__(self, unihan_mappings: bytes) -> None:
        """Take Unihan_OtherMappings.txt.bz2, whose kTGH lines are the 8,105 characters of 通用规范汉字表 (2013)."""
        lines = bz2.decompress(unihan_mappings).decode("utf-8").splitlines()
        self.standard = {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}
        self._covered: dict[str, set[int]] = {}

    def note(self, role: str, covered: set[int]) -> None:
        """Remember what a finished face covers."""
        self._covered[role] = covered

    def named(self, name: str) -> set[int]:
        """Give the code points of a repertoire named in fonts.toml; raise KeyError for an unknown name."""
        signs, han = spread(SIGNS), spread(GB18030_HAN)
        if name == "all":  # all of GB 18030-2022 and the few newer ideographs the source happens to have
            return signs | han | spread(OTHER_HAN)
        if name == "standard":  # what names and texts are written with today; the rest falls back glyph by glyph
            return signs | self.standard | gb2312_han()
        if name == "rest":  # what the 宋 or the 黑 face lacks: forms start from one, the window from the other
            return han - (self._covered["song"] & self._covered["hei"])
        return spread(SCRIPTS[name])


def gb2312_han() -> set[int]:
    """Give the 6,763 ideographs of GB 2312-80."""
    codes: set[int] = set()
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            codes.update(ord(char) for char in bytes((row, cell)).decode("gb2312", errors="ignore"))
    return codes


def make_face(sources: list[tuple[BytesIO, set[int]]], entry: dict[str, Any], out: Path) -> set[int]:
    """Write one face of fonts.toml, made of source fonts and the code points wanted of each, to `out`.

    Gives the code points it covers.
    """
    fonts = []
    for source, codes in sources:
        fonts.append(TTFont(source, recalcTimestamp=False))
        if len(sources) > 1:
            drop_circles(fonts[-1])
        _cut(fonts[-1], codes)
    font = fonts[0] if len(fonts) == 1 else merge(fonts)
    if "redraw" in entry:
        _redraw(font, int(entry["redraw"]["units_per_em"]), float(entry["redraw"]["tolerance"]))
    _add_boxes(font)
    _dress(font, entry)
    font.save(out)
    return set(font.getBestCmap())


def _cut(font: TTFont, codes: set[int]) -> None:
    """Keep only the characters, without hinting and layout features."""
    for tag in set(font.keys()) - KEPT_TABLES - {"CFF ", "prep", "fpgm", "cvt "}:
        del font[tag]
    options = Options(hinting=False, glyph_names=False, notdef_outline=True, recalc_average_width=False)
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes & set(font.getBestCmap()))
    subsetter.subset(font)


class _PolygonPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Collects a glyph's contours as closed polygons."""

    def __init__(self, glyphs: Any, scale: float) -> None:
        super().__init__(glyphs)
        self.contours: list[list[Point]] = []
        self._scale = scale

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale

    def _moveTo(self, point: Point) -> None:
        self.contours.append([self._at(point)])

    def _lineTo(self, point: Point) -> None:
        self.contours[-1].append(self._at(point))

    def _curveToOne(self, one: Point, two: Point, end: Point) -> None:
        self.contours[-1] += flatten((self.contours[-1][-1], self._at(one), self._at(two), self._at(end)))


def _redraw(font: TTFont, units: int, tolerance: float) -> None:
    """Put TrueType outlines on a grid of `units` in the place of the source's."""
    glyphs = font.getGlyphSet()
    scale = units / font["head"].unitsPerEm
    cubic = "CFF " in font
    drawn: dict[str, Glyph] = {}
    for name in font.getGlyphOrder():
        pen = _PolygonPen(glyphs, scale)
        glyphs[name].draw(pen)
        # PostScript outlines run the other way round.
        drawn[name] = _glyph([redraw(c[::-1] if cubic else c, tolerance) for c in pen.contours])
    if cubic:
        _become_truetype(font)
    if scale != 1:
        scale_upem(font, units)
    font["glyf"].glyphs = drawn
    for glyph in drawn.values():
        glyph.recalcBounds(font["glyf"])


def _glyph(contours: list[list[Node]]) -> Glyph:
    """Make a glyph of contours; those of fewer than three points enclose nothing."""
    contours = [nodes for nodes in contours if len(nodes) > 2]
    glyph = Glyph()
    glyph.numberOfContours = len(contours)
    glyph.program = Program()
    glyph.program.fromBytecode(b"")
    if not contours:
        return glyph
    nodes = [node for contour in contours for node in contour]
    glyph.coordinates = GlyphCoordinates([(x, y) for x, y, _ in nodes])
    glyph.flags = array("B", [int(on) for _, _, on in nodes])
    glyph.endPtsOfContours = [sum(map(len, contours[: i + 1])) - 1 for i in range(len(contours))]
    return glyph


def _become_truetype(font: TTFont) -> None:
    """Swap the CFF table for empty glyf and loca tables."""
    order = font.getGlyphOrder()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, {}
    font["maxp"].tableVersion = 0x00010000
    for field in ("maxComponentElements", "maxComponentDepth"):
        setattr(font["maxp"], field, 0)
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"


def _add_boxes(font: TTFont) -> None:
    """Draw ☐ ☑ ☒ from □ and the ticks where the face lacks them: the official forms are full of them."""
    cmap = font.getBestCmap()
    tick = next((code for code in _TICKS if code in cmap), None)
    if _BOX not in cmap or tick is None:
        return
    for code, mark in ((0x2610, None), (0x2611, tick), (0x2612, _CROSS)):
        if code in cmap:
            continue
        name = f"box{code:X}"
        pen = TTGlyphPen(None)
        box = font["glyf"][cmap[_BOX]]
        font.getGlyphSet()[cmap[_BOX]].draw(pen)
        if mark is not None:
            _draw_within(font, cmap[mark], box, pen)
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font["glyf"][name] = glyph
        font["hmtx"][name] = (font["hmtx"][cmap[_BOX]][0], glyph.xMin)
        for table in font["cmap"].tables:
            table.cmap[code] = name


def _draw_within(font: TTFont, name: str, box: Any, pen: TTGlyphPen) -> None:
    """Draw a mark in the middle of a box, 78 % as large as the box."""
    mark = font["glyf"][name]
    scale = 0.78 * (box.xMax - box.xMin) / max(mark.xMax - mark.xMin, mark.yMax - mark.yMin)
    dx = (box.xMin + box.xMax - scale * (mark.xMin + mark.xMax)) / 2
    dy = (box.yMin + box.yMax - scale * (mark.yMin + mark.yMax)) / 2
    font.getGlyphSet()[name].draw(TransformPen(pen, (scale, 0, 0, scale, dx, dy)))


def _dress(font: TTFont, entry: dict[str, Any]) -> None:
    """Set names, dates and the tables that speak of hinting; keep one Unicode cmap per plane range."""
    head, maxp, post = font["head"], font["maxp"], font["post"]
    head.created = head.modified = FIXED_DATE
    head.flags &= ~0b10100  # no instructions that depend on the point size or change the advance
    maxp.maxZones = 1
    for field in ("Points", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions"):
        setattr(maxp, "maxTwilightPoints" if field == "Points" else f"max{field}", 0)
    post.formatType = 3.0
    beyond = any(code > 0xFFFF for code in font.getBestCmap())
    wanted = {(3, 1), (3, 10)} if beyond else {(3, 1)}
    font["cmap"].tables = [t for t in font["cmap"].tables if (t.platformID, t.platEncID) in wanted]
    for name, glyph in font["glyf"].glyphs.items():
        glyph.expand(font["glyf"])
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    _name(font, entry)


def _name(font: TTFont, entry: dict[str, Any]) -> None:
    """Leave the copyright as it was; name the face as fonts.toml says, as its licence asks of a changed font."""
    table = font["name"]
    copyright_notice = table.getDebugName(0) or ""
    style = "Bold" if entry["role"].endswith("bold") else "Regular"
    postscript = f"{entry['family'].replace(' ', '')}-{style}"
    made = f"Version 1.000; from {entry['package']} {entry['version']}, cut and unhinted for fupin_desk"
    texts = {
        0: copyright_notice,
        1: entry["family"],
        2: style,
        3: f"{postscript};fupin_desk;{entry['version']}",
        4: f"{entry['family']}{'' if style == 'Regular' else ' Bold'}",
        5: made,
        6: postscript,
        13: entry["licence"],
        14: entry["licence_url"],
    }
    table.names = []
    for number, text in texts.items():
        table.setName(text, number, 3, 1, 0x409)
