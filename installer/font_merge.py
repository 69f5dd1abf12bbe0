"""Join the characters of several source fonts in one face, whose units and line heights are those of the first."""

from __future__ import annotations

import unicodedata
from array import array
from itertools import pairwise
from statistics import median_low
from typing import Any

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

_CIRCLE = 0x25CC  # ◌, which holds the place of a letter
_SEATED = -100  # a mark whose middle lies left of this stands over the letter before it already

Point = tuple[int, int]


def merge(parts: list[TTFont]) -> TTFont:
    """Put the glyphs and characters of all parts into the first and give it; a character of two parts is the first's.

    The parts are cut already and have TrueType outlines. Glyphs made of others stay so.
    """
    for part in parts:
        seat_marks(part)
    whole = parts[0]
    cmap = dict(whole.getBestCmap())
    for number, part in enumerate(parts[1:], 1):
        if part["head"].unitsPerEm != whole["head"].unitsPerEm:
            scale_upem(part, whole["head"].unitsPerEm)
        names = _take_glyphs(whole, part, number)
        cmap = {code: names[name] for code, name in part.getBestCmap().items()} | cmap
    _set_cmap(whole, cmap)
    return whole


def _take_glyphs(whole: TTFont, part: TTFont, number: int) -> dict[str, str]:
    """Copy the glyphs of a part under names of their own; give its name -> name in the whole."""
    names = {name: f"part{number}.{name}" for name in part.getGlyphOrder()[1:]}
    names[part.getGlyphOrder()[0]] = whole.getGlyphOrder()[0]
    order = whole.getGlyphOrder() + [names[name] for name in part.getGlyphOrder()[1:]]
    for name in part.getGlyphOrder()[1:]:
        glyph = part["glyf"][name]
        glyph.expand(part["glyf"])
        if glyph.isComposite():
            for piece in glyph.components:
                piece.glyphName = names[piece.glyphName]
        whole["glyf"].glyphs[names[name]] = glyph
        whole["hmtx"].metrics[names[name]] = part["hmtx"][name]
    whole.setGlyphOrder(order)
    whole["glyf"].glyphOrder = order
    return names


def _set_cmap(font: TTFont, cmap: dict[int, str]) -> None:
    """Replace the character table: format 4, and format 12 when there are characters beyond U+FFFF."""
    font["cmap"] = newTable("cmap")
    font["cmap"].tableVersion = 0
    font["cmap"].tables = [_subtable(4, 1, {code: name for code, name in cmap.items() if code <= 0xFFFF})]
    if any(code > 0xFFFF for code in cmap):
        font["cmap"].tables.append(_subtable(12, 10, cmap))


def _subtable(form: int, encoding: int, cmap: dict[int, str]) -> Any:
    table = CmapSubtable.newSubtable(form)
    table.platformID, table.platEncID, table.language = 3, encoding, 0
    table.cmap = cmap
    return table


def _marks(font: TTFont) -> list[Any]:
    """Give the names of the glyphs of marks set on letters."""
    cmap = font.getBestCmap()
    return sorted({name for code, name in cmap.items() if unicodedata.category(chr(code)) in ("Mn", "Mc")})


def drop_circles(font: TTFont) -> None:
    """Take the dotted circle out of the marks that are drawn with one; the letter before them is printed there."""
    glyphs, circle = font["glyf"], font.getBestCmap().get(_CIRCLE)
    if circle is None:
        return
    dots = {shape for shape, _, _ in _contours(glyphs, circle)}
    for name in _marks(font):
        contours = _contours(glyphs, name)
        kept = [contour for contour in contours if contour[0] not in dots]
        if not kept or len(kept) == len(contours):
            continue
        glyph = glyphs[name]
        glyph.coordinates = GlyphCoordinates([point for _, points, _ in kept for point in points])
        glyph.flags = array("B", [flag for _, _, flags in kept for flag in flags])
        glyph.numberOfContours = len(kept)
        glyph.endPtsOfContours = [sum(len(c[1]) for c in kept[: n + 1]) - 1 for n in range(len(kept))]
        glyph.recalcBounds(glyphs)


def _contours(glyphs: Any, name: str) -> list[tuple[tuple[Point, ...], list[Point], list[int]]]:
    """Give the contours of a simple glyph: the shape wherever it stands, the points, their flags."""
    glyph = glyphs[name]
    glyph.expand(glyphs)
    if glyph.numberOfContours < 1:
        return []
    found = []
    for last, end in pairwise([-1, *glyph.endPtsOfContours]):
        points = list(glyph.coordinates[last + 1 : end + 1])
        x0, y0 = points[0]
        found.append((tuple((x - x0, y - y0) for x, y in points), points, list(glyph.flags[last + 1 : end + 1])))
    return found


def seat_marks(font: TTFont) -> None:
    """Move marks without width back over the middle of a letter of usual width, where they are drawn right of it.

    Such a font counts on a shaping program that places each mark; printed as they are, they would stand on the next
    letter.
    """
    cmap, glyphs, widths = font.getBestCmap(), font["glyf"], font["hmtx"]
    letters = [widths[name][0] for code, name in cmap.items() if unicodedata.category(chr(code)) == "Lo"]
    if not letters:
        return
    middle = -(median_low(letters) // 2)
    for name in _marks(font):
        glyph = glyphs[name]
        if widths[name][0] or not glyph.numberOfContours:
            continue
        glyph.expand(glyphs)
        glyph.recalcBounds(glyphs)
        if (at := (glyph.xMin + glyph.xMax) // 2) > _SEATED:
            _move(glyph, middle - at)


def _move(glyph: Any, by: int) -> None:
    """Shift a glyph to the side."""
    if glyph.isComposite():
        for piece in glyph.components:
            piece.x += by
    else:
        glyph.coordinates.translate((by, 0))
