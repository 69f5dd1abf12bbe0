"""LibreOffice as a second printer of filled forms: with a home of its own and the bundled faces under official names."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from fontTools.ttLib import TTFont

from fupin_desk.core.resources import resource

_NEEDED = "要用 LibreOffice 对照打印，这台机器上没有 soffice。安装：apt-get install libreoffice-calc-nogui"
_FACES = {
    "Noto Serif SC": (
        "宋体",
        "SimSun",
        "新宋体",
        "NSimSun",
        "方正小标宋简体",
        "方正小标宋_GBK",
        "华文中宋",
        "STZhongsong",
    ),
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
        aliases = "\n".join(_ALIAS.format(name=name, face=face) for face, names in _FACES.items() for name in names)
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
