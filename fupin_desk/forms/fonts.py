"""The faces of official papers by role, and which face has a glyph for which character.

Roles: 宋 (body of forms), 仿宋 (documents), 黑 (headings), 楷, 小标宋 (titles); the sheet's font name picks the role.
A rare character falls back glyph by glyph, so that all of GB 18030-2022 is drawn; the letters of its other scripts
come from faces of their own, read only when one is met. What no face has is printed as 〓 and reported, never a blank
or a box. Text is set letter by letter: Arabic and Mongolian letters stand unjoined.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase.ttfonts import TTFontFile

from fupin_desk.core.resources import resource

SONG, FANG, HEI, KAI, TITLE = "宋", "仿宋", "黑", "楷", "小标宋"
_NAMED = (
    (TITLE, ("小标宋", "大标宋", "xiaobiaosong", "xbs", "中宋", "zhongsong")),
    (FANG, ("仿宋", "fangsong", "simfang", "fandolfang", "stfangso")),
    (KAI, ("楷", "kai")),
    (HEI, ("黑", "雅黑", "等线", "圆", "hei", "yahei", "dengxian", "sans", "gothic", "arial", "calibri", "helvetica")),
    (SONG, ("宋", "song", "sun", "serif", "times")),
)
SERIF, SANS, SANS_BOLD, KAI_FACE, FANG_FACE, RARE, MARKS = "serif", "sans", "sans-bold", "kai", "fang", "rare", "marks"
SCRIPTS, HANGUL = "scripts", "hangul"
_FILES = {
    SERIF: "NotoSerifSC-Regular.ttf", SANS: "NotoSansSC-Regular.ttf", SANS_BOLD: "NotoSansSC-Bold.ttf",
    KAI_FACE: "LXGWWenKai-Regular.ttf", FANG_FACE: "FandolFang-Regular.ttf", RARE: "HanaMinB-Rare.ttf",
    SCRIPTS: "NotoScripts-Regular.ttf", HANGUL: "NanumMyeongjo-Hangul.ttf",
}  # fmt: skip
_HOMES = (
    (0x0600, 0x06FF, SCRIPTS),  # Arabic letters of Uygur, Kazak, Kirgiz
    (0x0F00, 0x0FDA, SCRIPTS),  # Tibetan
    (0x1100, 0x11FF, HANGUL),  # letters to be composed
    (0x1800, 0x18AF, SCRIPTS),  # Mongolian, Todo, Sibe, Manchu, Ali Gali
    (0x1950, 0x19DF, SCRIPTS),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF, SCRIPTS),  # Tai Tham
    (0xA000, 0xA4FF, SCRIPTS),  # Yi, Lisu
    (0xAC00, 0xD7A3, HANGUL),
    (0xFB50, 0xFDFF, SCRIPTS),  # Arabic letters in their joined forms
    (0xFE70, 0xFEFE, SCRIPTS),
    (0x11660, 0x1166C, SCRIPTS),  # Mongolian birga
    (0x16F00, 0x16F9F, SCRIPTS),  # Miao
)
"""First and last character of a script, and the face whose only use it is."""
_FIRST = {SONG: (SERIF,), TITLE: (SERIF,), FANG: (FANG_FACE,), HEI: (SANS,), KAI: (KAI_FACE,)}
_REST = (SERIF, SANS, KAI_FACE, RARE)
_STROKE = {SONG: 0.022, TITLE: 0.032, FANG: 0.022, KAI: 0.022}
"""Bold of a face that has no bold cut: the outline is stroked with this part of the type size."""
EMPTY_BOX, TICKED_BOX, CROSSED_BOX = "□", "☑", "☒"
DRAWN_MARKS = EMPTY_BOX + TICKED_BOX + CROSSED_BOX
"""Boxes to tick, which no text face draws well; forms draw their own (``embed``)."""
GETA = "〓"
"""Stands for a character that no bundled face has, as in printers' proofs."""
_MOVED = {
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16,
    0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4,
    0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F, 0xE843: 0x9FB9,
    0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}  # fmt: skip
"""Private code points of GB 18030-2005, still in older files -> where GB 18030-2022 has the character."""
_UNSEEN = frozenset(map(chr, [
    *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F, 0x180B, 0x180C, 0x180D, 0x180F,  # selectors of variants
    0x115F, 0x1160, 0x3164, 0xFFA0, *range(0x16F8F, 0x16F93),  # fillers of Hangul, places of Miao's tone marks
    0x200B, 0x200C, 0x200D, 0xFEFF, 0xAD,
]))  # fmt: skip
_SEEN_FORMATS = frozenset(map(chr, [*range(0x0600, 0x0606), 0x06DD]))
"""Arabic signs that enclose the digits after them: "format" to Unicode, yet drawn."""
_NOT_DRAWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Font:
    """The type of a piece of text: role, size in points, weight, underline, colour as RRGGBB ("" for black)."""

    role: str
    size: float
    bold: bool = False
    underline: bool = False
    colour: str = ""

    def at(self, scale: float) -> Font:
        """The same type at another size."""
        return Font(self.role, round(self.size * scale, 2), self.bold, self.underline, self.colour)


@cache
def role_of(name: str) -> str:
    """The role a spreadsheet's font name stands for; 宋 for one that says nothing."""
    plain = name.lower().replace(" ", "").replace("_", "")
    for role, words in _NAMED:
        if any(word in plain for word in words):
            return role
    return SONG


class Face:
    """One font file: its glyphs and widths (1/1000 of the type size). Loaded when first asked."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.file = TTFontFile(str(resource("fonts", _FILES[key])))
        for old, new in _MOVED.items():
            if new in self.file.charToGlyph and old not in self.file.charToGlyph:
                self.file.charToGlyph[old] = self.file.charToGlyph[new]
                self.file.charWidths[old] = self.file.charWidths[new]

    def has(self, letter: str) -> bool:
        return ord(letter) in self.file.charToGlyph

    def width(self, letter: str) -> float:
        return float(self.file.charWidths.get(ord(letter), self.file.defaultWidth))


class Marks:
    """The face of the boxes to tick: drawn by the program, a full square each."""

    key = MARKS

    def has(self, letter: str) -> bool:
        return letter in DRAWN_MARKS

    def width(self, letter: str) -> float:
        return 1000.0


@cache
def face(key: str) -> Face | Marks:
    """A face by its key; each font file is read once in the life of the program."""
    return Marks() if key == MARKS else Face(key)


class Chain:
    """The faces that a role tries in order, and what it found for each character asked so far."""

    def __init__(self, role: str, bold: bool) -> None:
        first = (SANS_BOLD, *_FIRST[role]) if role == HEI and bold else _FIRST[role]
        self.keys = (MARKS, *first, *(key for key in _REST if key not in first))
        self.stroke = _STROKE.get(role, 0.0) if bold or role == TITLE else 0.0
        self.faces = _Found(self.keys)
        self.widths = _Widths(self.faces)

    def width(self, text: str, size: float) -> float:
        """The length of a text in points."""
        return sum(map(self.widths.__getitem__, text)) * size / 1000


class _Found(dict[str, str]):
    """Character -> key of the face that draws it; "" when no face does or there is nothing to see."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__()
        self.keys_in_order = keys

    def __missing__(self, letter: str) -> str:
        found = ""
        if not is_unseen(letter):
            found = next((key for key in (*home_of(letter), *self.keys_in_order) if face(key).has(letter)), "")
        self[letter] = found
        return found


class _Widths(dict[str, float]):
    """Character -> width in 1/1000 of the type size; a missing character is as wide as its 〓."""

    def __init__(self, faces: _Found) -> None:
        super().__init__()
        self.faces = faces

    def __missing__(self, letter: str) -> float:
        key = self.faces[letter]
        self[letter] = width = face(key).width(letter) if key else (0.0 if is_unseen(letter) else 1000.0)
        return width


@cache
def chain(role: str, bold: bool) -> Chain:
    """The chain of faces for a role and weight."""
    return Chain(role, bold)


def chain_of(font: Font) -> Chain:
    """The chain of faces for a font."""
    return chain(font.role, font.bold)


def is_unseen(letter: str) -> bool:
    """Whether a character draws nothing and needs no glyph: selectors, joiners, control characters.

    Characters newer than Python's own Unicode tables are unassigned to it, yet they are names: they are not unseen.
    """
    return letter in _UNSEEN or (unicodedata.category(letter) in _NOT_DRAWN and letter not in _SEEN_FORMATS)


def home_of(letter: str) -> tuple[str, ...]:
    """The face made for the script of a letter; none for those that the faces of the roles have."""
    code = ord(letter)
    return tuple(key for first, last, key in _HOMES if first <= code <= last)


def missing_glyphs(text: str, font: Font) -> tuple[str, ...]:
    """The characters of a text that no bundled face has, each once, in order."""
    faces = chain_of(font).faces
    if all(map(faces.__getitem__, text)):
        return ()
    return tuple(dict.fromkeys(c for c in text if not faces[c] and not is_unseen(c)))
