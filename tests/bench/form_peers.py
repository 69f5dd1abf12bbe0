"""The same filled forms drawn by other libraries, each in the way that is usual for it, to hold our own speed against.

Every peer gets pages that are ready: rectangles with their texts and type sizes, and the rules. Finding values, names,
breaks and continuation pages is left out of their time and is part of ours.
"""

from __future__ import annotations

import html
import importlib.util
import io
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPageSize, QPainter, QPdfWriter
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from fupin_desk.core.resources import resource
from fupin_desk.forms.catalog import Form
from fupin_desk.forms.fill import BLANK, CONTINUED, PAGE, PAGES, spans_of
from fupin_desk.forms.pages import Page
from fupin_desk.forms.paper.frame import Stroke, frame_of, rows_covered
from fupin_desk.forms.values import FormData
from fupin_desk.forms.xlsx import to_xlsx

FONT, FAMILY = "NotoSerifSC-Regular.ttf", "Noto Serif SC"


@dataclass(frozen=True)
class Text:
    """A text in its rectangle, in points from the upper left of the page; where it stands in the table of the page."""

    x: float
    y: float
    width: float
    height: float
    text: str
    size: float
    place: tuple[int, int, int, int]


@dataclass(frozen=True)
class Ready:
    """A filled page: its texts, its rules, the widths of its columns and the heights of its rows."""

    texts: tuple[Text, ...]
    strokes: tuple[Stroke, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def ready_pages(form: Form, data: FormData) -> list[Ready]:
    """The pages of a copy as other libraries want them."""
    pages = form.plan.pages(data)
    return [_ready(form, data, page, n, len(pages)) for n, page in enumerate(pages, 1)]


def _ready(form: Form, data: FormData, page: Page, at: int, of: int) -> Ready:
    paper, edges = form.layout.paper, form.layout.edges
    named = {CONTINUED: f"（续页{page.continued}）" if page.continued else "", PAGE: str(at), PAGES: str(of), BLANK: ""}
    frame, texts = frame_of(form.layout, form.rows, page), []
    for placed in frame.cells:
        spans = spans_of(placed.cell, data, page.shifts[placed.row], named)
        text, cell = "".join(part for part, _ in spans), placed.cell.place
        if text:
            covered = rows_covered(page.rows, placed.row, placed.cell)
            place = (cell.column, placed.row, cell.column + cell.columns - 1, placed.row + covered - 1)
            size = max(font.size for _, font in spans)
            texts.append(Text(placed.x, paper.height - placed.y, placed.box.width, placed.box.height, text, size, place))
    widths = tuple(b - a for a, b in pairwise(edges))
    return Ready(tuple(texts), frame.strokes, widths, page.heights)


def qt(form: Form, copies: Sequence[Sequence[Ready]]) -> bytes:
    """QPainter on a QPdfWriter."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(720)
    painter, fonts, high = QPainter(writer), {}, form.layout.paper.height
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere
    for n, page in enumerate(page for pages in copies for page in pages):
        if n:
            writer.newPage()
        painter.drawLines([QLineF(s.x0 * 10, (high - s.y0) * 10, s.x1 * 10, (high - s.y1) * 10) for s in page.strokes])
        for t in page.texts:
            if t.size not in fonts:
                fonts[t.size] = QFont(FAMILY)
                fonts[t.size].setPixelSize(round(t.size * 10))
            painter.setFont(fonts[t.size])
            painter.drawText(QRectF(t.x * 10, t.y * 10, t.width * 10, t.height * 10), flags, t.text)
    painter.end()
    return bytes(buffer.data().data())


def typst(form: Form, copies: Sequence[Sequence[Ready]]) -> bytes:
    """Typst with its data as JSON: rules drawn once as a function of the page's kind, texts placed in boxes."""
    import typst as compiler  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # an optional peer

    kinds: dict[tuple[Stroke, ...], int] = {}
    data = [
        [kinds.setdefault(page.strokes, len(kinds)), [[t.x, t.y, t.width, t.height, t.size, t.text] for t in page.texts]]
        for pages in copies for page in pages
    ]  # fmt: skip
    high = form.layout.paper.height
    rules = "".join(
        f"#let rules{n} = {{" + "".join(
            f"place(line(start: ({s.x0:.2f}pt, {high - s.y0:.2f}pt), end: ({s.x1:.2f}pt, {high - s.y1:.2f}pt), stroke: {s.rule.width}pt));"
            for s in strokes) + "}\n"
        for strokes, n in kinds.items()
    )  # fmt: skip
    called = ", ".join(f"rules{n}" for n in kinds.values())
    source = f"""#set page(paper: "a4", margin: 0pt)
#set text(font: "{FAMILY}", lang: "zh")
{rules}#let rules = ({called},)
#for (n, p) in json("data.json").enumerate() {{
  if n > 0 {{ pagebreak() }}
  rules.at(p.at(0))
  for (x, y, w, h, s, t) in p.at(1) {{
    place(dx: x * 1pt, dy: y * 1pt, box(width: w * 1pt, height: h * 1pt, align(center + horizon, text(size: s * 1pt, t))))
  }}
}}
"""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        main = Path(folder) / "main.typ"
        main.write_text(source, encoding="utf-8")
        return bytes(compiler.compile(str(main), font_paths=[str(resource("fonts"))], ignore_system_fonts=True))


def platypus(form: Form, copies: Sequence[Sequence[Ready]]) -> bytes:
    """reportlab's flowing layout: one table with merges for each page, a paragraph in each cell."""
    if FAMILY not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FAMILY, str(resource("fonts", FONT))))
    out, paper, styles = io.BytesIO(), form.layout.paper, {}
    document = SimpleDocTemplate(out, pagesize=(paper.width, paper.height), leftMargin=0, rightMargin=0, topMargin=20, bottomMargin=0)
    story: list[object] = []
    for page in (page for pages in copies for page in pages):
        cells: list[list[object]] = [[""] * len(page.widths) for _ in page.heights]
        look: list[tuple[object, ...]] = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        look += [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
        for t in page.texts:
            if t.size not in styles:
                styles[t.size] = ParagraphStyle(str(t.size), fontName=FAMILY, fontSize=t.size, leading=t.size * 1.2, wordWrap="CJK", alignment=TA_CENTER)
            left, top, right, bottom = t.place
            cells[top][left] = Paragraph(html.escape(t.text), styles[t.size])
            if (left, top) != (right, bottom):
                look.append(("SPAN", (left, top), (right, bottom)))
        story += [Table(cells, page.widths, page.heights, style=TableStyle(look)), PageBreak()]
    document.build(story)
    return out.getvalue()


def libreoffice(form: Form, copies: Sequence[FormData]) -> bytes:
    """Our own filled workbook printed by LibreOffice; making the workbook is part of its time."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "filled.xlsx"
        to_xlsx(form, copies, book)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, str(book)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return book.with_suffix(".pdf").read_bytes()


def prepare() -> None:
    """What a program does once at its start: fonts for Qt."""
    QGuiApplication.instance() or QGuiApplication(["bench", "-platform", "offscreen"])
    QFontDatabase.addApplicationFont(str(resource("fonts", FONT)))


DRAWERS: dict[str, tuple[Callable[[Form, Sequence[Sequence[Ready]]], bytes], int]] = {
    "Qt QPdfWriter": (qt, 300), "typst": (typst, 300), "reportlab Platypus": (platypus, 60),
}  # fmt: skip
"""Each peer and how many households it draws; what is slow draws fewer and is reckoned by the household."""


def missing(name: str) -> bool:
    """Whether a peer is not installed here."""
    if name == "typst":
        return importlib.util.find_spec("typst") is None
    return name == "LibreOffice" and shutil.which("soffice") is None
