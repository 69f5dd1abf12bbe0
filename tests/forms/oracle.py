"""The oracle of the printed forms: LibreOffice prints a filled workbook with the bundled faces, and the words of both
PDFs are laid side by side."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from fontTools.ttLib import TTFont

from fupin_desk.core.resources import resource

MM = 72 / 25.4
NEAR = 2.0
"""How far, in mm, a word may stand from where LibreOffice puts it."""
_NEEDED = (
    "要用 LibreOffice 对照打印，这台机器上没有 soffice。安装：apt-get install libreoffice-calc-nogui"
)
_FACES = {
    "Noto Serif SC": ("宋体", "SimSun", "新宋体", "NSimSun", "方正小标宋简体", "方正小标宋_GBK", "华文中宋", "STZhongsong"),
    "Fupin Fang": ("仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312"),
    "Fupin Kai": ("楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312"),
    "Noto Sans SC": ("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "Arial", "Calibri"),
}
"""Which of the faces stands for which font name, as in ``forms.fonts``."""
_ALIAS = """<match target="pattern"><test name="family" compare="eq"><string>{name}</string></test>
<edit name="family" mode="assign" binding="same"><string>{face}</string></edit></match>"""
_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
{aliases}
</fontconfig>"""
_ASCENT, _DESCENT = 0.97, 0.25
"""Height of a line above and below its baseline, as parts of the type size: what spreadsheets make of 宋体, 仿宋 and 黑体,
13.5 points for 11. The faces that stand for them are drawn as large, but say 1.44, so that the copies that LibreOffice is
given are told the height of the official ones; their glyphs and widths are as they are."""
_SHOWN = 6
_LONGEST = 900  # seconds
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="DefaultLocale_CJK" oor:op="fuse"><value>zh-CN</value></prop></item>
</oor:items>"""
"""A Chinese LibreOffice, whose marks that begin no line are those of Chinese."""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub PrintAll(listing As String)
  Dim number As Integer, book As String, pdf As String
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  filter(0).Name = "FilterName" : filter(0).Value = "calc_pdf_Export"
  number = FreeFile()
  Open listing For Input As #number
  Do While Not Eof(number)
    Line Input #number, book
    Line Input #number, pdf
    document = StarDesktop.loadComponentFromURL(book, "_blank", 0, hidden())
    For n = 0 To document.Sheets.Count - 1
      document.Sheets.getByIndex(n).ParaIsForbiddenRules = True
    Next
    document.storeToURL(pdf, filter())
    document.close(True)
  Loop
  Close #number
End Sub
</script:module>"""
"""Prints every workbook with the rule that no line begins with a comma: a spreadsheet of Excel or WPS always follows it,
a workbook cannot say so, and LibreOffice leaves it off for cells unless told."""


class Oracle:
    """LibreOffice with a home of its own that knows the bundled faces and no others."""

    def __init__(self, folder: Path) -> None:
        found = shutil.which("soffice")
        if found is None:
            raise RuntimeError(_NEEDED)
        self.soffice, self.folder = found, folder
        self.fonts = folder / "fonts"
        self._fonts()
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, "utf-8")
        self._run("--terminate_after_init")  # lays out the rest of the profile
        (user / "basic" / "Standard" / "Module1.xba").write_text(_MODULE, "utf-8")

    def _fonts(self) -> None:
        """Copies of the faces whose lines are as high as those of 宋体 in a spreadsheet; see ``_ASCENT``."""
        self.fonts.mkdir(parents=True)
        for source in resource("fonts").glob("*.ttf"):
            with TTFont(source, lazy=True, recalcTimestamp=False) as font:
                _official_lines(font)
                font.save(self.fonts / source.name)
        with TTFont(resource("fonts", "FandolFang-Regular.ttf"), recalcTimestamp=False) as font:
            _as_times(font)
            font.save(self.fonts / "unit.ttf")
        aliases = "\n".join(
            _ALIAS.format(name=name, face=face) for face, names in _FACES.items() for name in names
        )
        config = _CONFIG.format(fonts=self.fonts, cache=self.folder / "cache", aliases=aliases)
        (self.folder / "fonts.conf").write_text(config, "utf-8")

    def _run(self, order: str) -> str:
        """Start LibreOffice for one order; returns what it said."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        environment = {
            **os.environ, "HOME": str(home), "FONTCONFIG_FILE": str(self.folder / "fonts.conf"), "LC_ALL": "C.UTF-8",
            "SAL_USE_VCLPLUGIN": "svp",
        }  # fmt: skip
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        command = [self.soffice, profile, "--headless", "--norestore", order]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=_LONGEST, check=False)
        return done.stderr + done.stdout

    def printed(self, books: Sequence[Path]) -> dict[Path, Path]:
        """The PDF that LibreOffice prints of each workbook. Raises RuntimeError naming those it did not print."""
        out = self.folder / "pdf"
        out.mkdir(exist_ok=True)
        found = {book: out / f"{book.stem}.pdf" for book in books}
        listing = self.folder / "books.txt"
        listing.write_text("".join(f"{book.as_uri()}\n{pdf.as_uri()}\n" for book, pdf in found.items()), "utf-8")
        said = self._run(f'macro:///Standard.Module1.PrintAll("{listing}")')
        lost = [book.name for book, pdf in found.items() if not pdf.exists()]
        if lost:
            raise RuntimeError(f"LibreOffice 没有打印 {'、'.join(lost)}：{said}")
        return found


def _official_lines(font: TTFont) -> None:
    """Give a face the line height of ``_ASCENT`` and ``_DESCENT``."""
    unit, os2 = font["head"].unitsPerEm, font["OS/2"]
    up, down = round(_ASCENT * unit), round(_DESCENT * unit)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = up, -down, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = up, -down, 0
    os2.usWinAscent, os2.usWinDescent = up, down


def _as_times(font: TTFont) -> None:
    """Turn 仿宋, whose digits are half of the type size too, into Times New Roman for what a form takes from it: the width
    of a digit (columns) and of a space (indents). Nothing is written in it."""
    for record in font["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "Times New Roman"
    space = font.getBestCmap()[0x20]
    font["hmtx"][space] = (font["head"].unitsPerEm // 4, 0)


@dataclass(frozen=True)
class Word:
    """A word or a Chinese character: its text, its page (from 0), its place in points from the paper's top left."""

    text: str
    page: int
    x: float
    y: float
    size: float


def words_of(pdf: bytes | Path) -> tuple[int, list[Word]]:
    """The number of pages, and the words on them. A Chinese character or sign is a word of its own."""
    found: list[Word] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            found += _joined(_letters(document[number], number))
        return len(document), found


def _letters(page: pypdfium2.PdfPage, number: int) -> Iterator[Word]:
    text = page.get_textpage()
    height = page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    for n in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, n) == 1:
            continue
        letter = chr(pdfium.FPDFText_GetUnicode(text, n))
        if letter.isspace() or letter in "\x00\ufffe\ufffd":
            continue
        pdfium.FPDFText_GetCharOrigin(text, n, x, y)
        plain = unicodedata.normalize("NFKC", letter)
        yield Word(plain, number, x.value, height - y.value, pdfium.FPDFText_GetFontSize(text, n))


def _joined(letters: Iterable[Word]) -> Iterator[Word]:
    """Letters and digits that follow each other on a line, as one word."""
    word: Word | None = None
    last = 0.0
    for letter in letters:
        joins = letter.text.isascii() and letter.text.isalnum()
        if word is not None and joins and abs(letter.y - word.y) < 1 and 0 < letter.x - last < 1.0 * letter.size:
            word = Word(word.text + letter.text, word.page, word.x, word.y, word.size)
        else:
            if word is not None:
                yield word
                word = None
            if joins:
                word = letter
            else:
                yield letter
        last = letter.x
    if word is not None:
        yield word


Box = tuple[int, str, float, float, float, float]
"""A cell on paper: page, name on the form, left, top, right and bottom in points from the paper's top left."""


@dataclass(frozen=True)
class Miss:
    """A word that does not stand where LibreOffice puts it; ``other`` is the nearest of the same text, if any."""

    word: Word
    other: Word | None = None
    ours: bool = True

    def reason(self, cells: Iterable[Box]) -> str:
        """What the difference looks like, in words."""
        if self.other is None:
            return "只有我们印了" if self.ours else "只有 LibreOffice 印了"
        dx, dy = (self.word.x - self.other.x) / MM, (self.word.y - self.other.y) / MM
        far = f"横差 {dx:+.1f}，竖差 {dy:+.1f} 毫米"
        if abs(dx) > NEAR and cell_at(self.word, cells) == cell_at(self.other, cells):
            return f"换行的地方不同（{far}）"
        return f"位置不同（{far}）"


def cell_at(word: Word, cells: Iterable[Box]) -> str:
    """The cell of the form in which a word stands; "" outside all."""
    middle = word.y - word.size * 0.4
    for page, name, left, top, right, bottom in cells:
        if page == word.page and left <= word.x < right and top <= middle < bottom:
            return name
    return ""


@dataclass
class Agreement:
    """How two prints of one form agree."""

    pages: tuple[int, int]
    cells: Sequence[Box] = ()
    words: int = 0
    near: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of all words that stands within ``NEAR`` of where LibreOffice puts it."""
        return self.near / self.words if self.words else 1.0

    @property
    def worst(self) -> list[str]:
        """The cells with the most words elsewhere, each with the reason of its first."""
        by_cell: dict[str, list[Miss]] = defaultdict(list)
        for miss in self.misses:
            by_cell[f"第 {miss.word.page + 1} 页 {cell_at(miss.word, self.cells) or '格外'}"].append(miss)
        most = sorted(by_cell.items(), key=lambda pair: -len(pair[1]))[:_SHOWN]
        return [
            f"{where}：{len(found)} 个，如“{''.join(miss.word.text for miss in found[:8])}”{found[0].reason(self.cells)}"
            for where, found in most
        ]

    def __str__(self) -> str:
        ours, theirs = self.pages
        counted = f"{ours} 页对 {theirs} 页，{self.words} 字词，{NEAR:g} 毫米以内 {self.share:.2%}"
        return "\n    ".join([counted, *self.worst])


def compare(
    ours: Sequence[Word], theirs: Sequence[Word], pages: tuple[int, int], cells: Sequence[Box] = ()
) -> Agreement:
    """Lay the words of both prints side by side: each is paired with the nearest of the same text on its page."""
    result = Agreement(pages, cells)
    sides: tuple[dict[tuple[int, str], list[Word]], ...] = (defaultdict(list), defaultdict(list))
    for side, words in zip(sides, (ours, theirs), strict=True):
        for word in words:
            side[word.page, word.text].append(word)
    for key in {**sides[0], **sides[1]}:
        _pair(sides[0].get(key, []), sides[1].get(key, []), result)
    return result


def _pair(mine: list[Word], other: list[Word], result: Agreement) -> None:
    result.words += max(len(mine), len(other))
    distances = sorted(
        (max(abs(a.x - b.x), abs(a.y - b.y)), n, m) for n, a in enumerate(mine) for m, b in enumerate(other)
    )
    left, right = dict(enumerate(mine)), dict(enumerate(other))
    for distance, n, m in distances:
        if n in left and m in right:
            a, b = left.pop(n), right.pop(m)
            if distance <= NEAR * MM:
                result.near += 1
            else:
                result.misses.append(Miss(a, b))
    result.misses += [Miss(word) for word in left.values()]
    result.misses += [Miss(word, ours=False) for word in right.values()]
