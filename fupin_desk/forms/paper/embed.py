"""Embeds in one PDF the glyphs it uses: a subset of each face, with the table that gives the text back when copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from fupin_desk.forms.fonts import CROSSED_BOX, EMPTY_BOX, GETA, MARKS, TICKED_BOX, Chain, Face, face
from fupin_desk.forms.paper.pdffile import PdfFile, number

_BOX = "60 w 120 -40 760 760 re S"
_MARK_SHAPES = {
    EMPTY_BOX: f"1000 0 d0 {_BOX}",
    TICKED_BOX: f"1000 0 d0 {_BOX} 110 w 240 330 m 440 110 l 810 620 l S",
    CROSSED_BOX: f"1000 0 d0 {_BOX} 90 w 260 100 m 740 580 l 260 580 m 740 100 l S",
}
_MARK_CODES = {mark: code for code, mark in enumerate(_MARK_SHAPES, 1)}
_ESCAPED = frozenset(b"()\\\n\r")
_PER_BLOCK = 100  # the most entries that a block of a ToUnicode table may have


class _Codes(dict[int, int]):
    """Character -> number in this PDF, given when first asked. Numbers whose bytes would have to be escaped within a
    PDF string (brackets, backslash, line ends) are left out, so that no string is ever searched for them."""

    last = 0

    def __missing__(self, letter: int) -> int:
        code = self.last + 1
        while code >> 8 in _ESCAPED or code & 255 in _ESCAPED or 0xD800 <= code < 0xE000:
            code += 1
        self[letter] = self.last = code
        return code


class Embedding:
    """The characters of one face that one PDF uses, numbered in the order they were first written."""

    def __init__(self, key: str, resource_name: str) -> None:
        self.key = key
        self.name = resource_name
        self.codes = _Codes()

    def string(self, text: str) -> str:
        """The text as the bytes of a PDF string without its brackets, two for each character."""
        return text.translate(self.codes).encode("utf-16-be", "surrogatepass").decode("latin-1")

    def write(self, pdf: PdfFile) -> int:
        """Write the subset and its tables; returns the number of the font object."""
        found = face(self.key)
        assert isinstance(found, Face)
        letters = list(self.codes)
        base = f"{_tag(letters)}+{found.file.name.decode('ascii', 'replace')}".encode()
        data = found.file.makeSubset(letters)
        program = pdf.stream(data, b"/Length1 %d" % len(data))
        child = pdf.put(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R"
            b"/CIDToGIDMap %d 0 R/DW 1000/W[1[%b]]>>"
            % (
                base,
                self._descriptor(pdf, found, base, program),
                pdf.stream(_glyphs(found, self.codes)),
                _widths(found, self.codes),
            )
        )
        table = pdf.stream(_to_unicode((code, chr(letter)) for letter, code in self.codes.items()))
        return pdf.put(
            b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (base, child, table)
        )

    def _descriptor(self, pdf: PdfFile, found: Face, base: bytes, program: int) -> int:
        f = found.file
        box = " ".join(number(edge) for edge in f.bbox)
        return pdf.put(
            f"<</Type/FontDescriptor/FontName/{base.decode()}/Flags 4/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {number(f.ascent)}/Descent {number(f.descent)}"
            f"/CapHeight {number(f.capHeight or 700)}/StemV {number(f.stemV)}"
            f"/FontFile2 {program} 0 R>>".encode()
        )


class MarkEmbedding:
    """The boxes to tick as a small font of drawn shapes (Type 3), so that they too can be searched and copied."""

    key, name = MARKS, "M"

    def string(self, text: str) -> str:
        """The text as the bytes of a PDF string, one for each mark."""
        return "".join(chr(_MARK_CODES[letter]) for letter in text)

    def write(self, pdf: PdfFile) -> int:
        """Write the shapes; returns the number of the font object."""
        shapes = [pdf.stream(shape.encode()) for shape in _MARK_SHAPES.values()]
        names = [b"/m%d" % code for code in _MARK_CODES.values()]
        procedures = b"".join(b"%b %d 0 R" % pair for pair in zip(names, shapes, strict=True))
        table = pdf.stream(_to_unicode(((code, mark) for mark, code in _MARK_CODES.items()), digits=2))
        return pdf.put(
            b"<</Type/Font/Subtype/Type3/FontBBox[0 -120 1000 880]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1"
            b"/LastChar %d/Widths[%b]/CharProcs<<%b>>"
            b"/Encoding<</Type/Encoding/Differences[1 %b]>>/Resources<<>>/ToUnicode %d 0 R>>"
            % (len(shapes), b" ".join([b"1000"] * len(shapes)), procedures, b"".join(names), table)
        )


class PdfFonts:
    """All faces of one PDF."""

    def __init__(self) -> None:
        self.used: dict[str, Embedding | MarkEmbedding] = {}

    def _embedding(self, key: str) -> Embedding | MarkEmbedding:
        if key not in self.used:
            self.used[key] = MarkEmbedding() if key == MARKS else Embedding(key, f"F{len(self.used) + 1}")
        return self.used[key]

    def pieces(self, text: str, faces: Chain) -> Sequence[tuple[str, str]]:
        """The text as (font's name in the PDF, bytes of a string), one piece for each change of face."""
        keys = set(map(faces.faces.__getitem__, text))
        if len(keys) == 1 and "" not in keys:
            used = self._embedding(keys.pop())
            return ((used.name, used.string(text)),)
        return tuple(self._mixed(text, faces))

    def _mixed(self, text: str, faces: Chain) -> Iterator[tuple[str, str]]:
        shown = [
            (letter if key else GETA, key or faces.faces[GETA])
            for letter in text
            if (key := self._key(letter, faces)) is not None
        ]
        for key, group in groupby(shown, key=lambda pair: pair[1]):
            used = self._embedding(key)
            yield used.name, used.string("".join(letter for letter, _ in group))

    @staticmethod
    def _key(letter: str, faces: Chain) -> str | None:
        """The face of a character; "" when no face has it, None when there is nothing to draw."""
        key = faces.faces[letter]
        return None if not key and not faces.widths[letter] else key

    def write(self, pdf: PdfFile) -> bytes:
        """Write every face; returns the font dictionary of the page resources."""
        return b"".join(b"/%b %d 0 R" % (used.name.encode(), used.write(pdf)) for used in self.used.values())


def _tag(letters: list[int]) -> str:
    """The six capital letters that mark a subset; the same characters give the same tag."""
    value, tag = sum((n + 1) * letter for n, letter in enumerate(letters)) + len(letters), ""
    for _ in range(6):
        value, rest = divmod(value, 26)
        tag += chr(65 + rest)
    return tag


def _glyphs(found: Face, codes: Mapping[int, int]) -> bytes:
    """Character number -> glyph number in the subset, whose glyphs stand in the order of first use."""
    order: dict[int, int] = {0: 0}
    table = [0] * (max(codes.values(), default=0) + 1)
    for letter, code in codes.items():
        table[code] = order.setdefault(found.file.charToGlyph.get(letter, 0), len(order))
    return b"".join(n.to_bytes(2, "big") for n in table)


def _widths(found: Face, codes: Mapping[int, int]) -> bytes:
    table = ["1000"] * max(codes.values(), default=0)
    for letter, code in codes.items():
        table[code - 1] = number(found.width(chr(letter)))
    return " ".join(table).encode()


def _to_unicode(pairs: Iterator[tuple[int, str]], digits: int = 4) -> bytes:
    """The ToUnicode table (9.10.3). Characters beyond U+FFFF are written as two UTF-16 units; five or six hex digits,
    as reportlab writes them, give another character when the text is copied."""
    lines = [f"<{code:0{digits}x}><{letter.encode('utf-16-be').hex()}>" for code, letter in pairs]
    blocks = [lines[n : n + _PER_BLOCK] for n in range(0, len(lines), _PER_BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)"
        "/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange"
        f"<{'0' * digits}><{'f' * digits}>endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict/CMap defineresource pop end end"
    ).encode()
