"""A sheet's own header and footer with the codes a spreadsheet knows: page, pages, day, time, names, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from fupin_desk.forms.fit import LEADING, width_of
from fupin_desk.forms.fonts import SONG, Font, role_of
from fupin_desk.forms.sheet import Paper

_CODE = re.compile(
    r'&(?:"(?P<font>[^"]*)"|(?P<size>\d{1,3}) ?|K(?P<ink>[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\[(?P<word>\w+)\]'
    r"|P(?P<more>[+-]\d+)(?!\d)|(?P<sign>.))",
    re.DOTALL,
)
_WORDS = {"Page": "P", "Pages": "N", "Date": "D", "Time": "T", "Tab": "A", "File": "F"}
_SIZE = 9.0
_LEAST, _MOST = 5.0, 40.0
_FOOT_LINE = 27.0  # points: a footer stays above the program's own small line
_TOP = 9.0
_OF_PAGE = frozenset("PN")


@dataclass(frozen=True)
class Running:
    """One line of a header or footer: texts and codes in their order, its font, where it stands (0 left, 0.5 middle,
    1 right) and its baseline in points from the paper's bottom."""

    pieces: tuple[str | tuple[str, int], ...]
    font: Font
    part: float
    y: float

    @property
    def changes(self) -> bool:
        """Whether it says something else on every page."""
        return any(isinstance(piece, tuple) and piece[0] in _OF_PAGE for piece in self.pieces)

    def text(self, told: Mapping[str, str | int]) -> str:
        """The line as it is printed; ``told`` gives what each code stands for."""
        return "".join(piece if isinstance(piece, str) else _shown(piece, told) for piece in self.pieces).strip()

    def begins(self, text: str, paper: Paper) -> float:
        """Where the text begins, in points from the paper's left."""
        return paper.left + (paper.width - paper.left - paper.right - width_of(((text, self.font),))) * self.part


def _shown(code: tuple[str, int], told: Mapping[str, str | int]) -> str:
    found = told.get(code[0], "")
    return str(found + code[1]) if isinstance(found, int) else found


@lru_cache(64)
def running_lines(paper: Paper) -> tuple[Running, ...]:
    """Every line of the sheet's header and footer."""
    return tuple(_lines(paper))


def _lines(paper: Paper) -> Iterator[Running]:
    for three, foot in ((paper.header, False), (paper.footer, True)):
        for text, part in zip(three, (0.0, 0.5, 1.0), strict=True):
            pieces, font = _read(text)
            rows = _rows(pieces)
            for n, row in enumerate(rows):
                pitch = font.size * LEADING
                up = max(paper.footer_at, _FOOT_LINE) + (len(rows) - 1 - n) * pitch
                y = up if foot else paper.height - paper.header_at - max(font.size, _TOP) - n * pitch
                if any(isinstance(piece, tuple) or piece.strip() for piece in row):
                    yield Running(tuple(row), font, part, y)


def _read(text: str) -> tuple[list[str | tuple[str, int]], Font]:
    """Texts and codes, and the font: the first size, face and colour that are told hold for the whole."""
    pieces: list[str | tuple[str, int]] = []
    name, size, ink, at = "", 0.0, "", 0
    bold = underline = False
    for code in _CODE.finditer(text):
        pieces.append(text[at : code.start()])
        at = code.end()
        sign = _WORDS.get(code["word"] or "", code["sign"] or "")
        name, size, ink = name or code["font"] or "", size or float(code["size"] or 0), ink or code["ink"] or ""
        bold, underline = bold or sign == "B" or "bold" in (code["font"] or "").lower(), underline or sign in ("U", "E")
        if code["more"]:
            pieces.append(("P", int(code["more"])))
        elif sign == "&":
            pieces.append("&")
        elif sign and sign in "PNDTAF":
            pieces.append((sign, 0))
    pieces.append(text[at:])
    colour = ink.upper() if len(ink) == 6 and ink[2:3] not in "+-" and ink != "000000" else ""
    role = role_of(name) if name and not name.startswith("-") else SONG
    return pieces, Font(role, min(max(size or _SIZE, _LEAST), _MOST), bold, underline, colour)


def _rows(pieces: list[str | tuple[str, int]]) -> list[list[str | tuple[str, int]]]:
    found: list[list[str | tuple[str, int]]] = [[]]
    for piece in pieces:
        if isinstance(piece, tuple):
            found[-1].append(piece)
            continue
        first, *rest = piece.replace("\r\n", "\n").split("\n")
        found[-1].append(first)
        found += [[part] for part in rest]
    return found
