"""Reads a document: a plain text whose lines are known by their form, with placeholders bound to names.

The file begins with lines such as ``名称：…`` (the same as the 说明 of a form) and an empty line. Then every line is a
paragraph; ``# `` begins a title, ``一、`` ``（一）`` ``1.`` ``（1）`` are headings, ``| a | b |`` is a row of a table, and
a word of ``DIRECTIVES`` with a colon says what else a line is. A line or row that uses a list is repeated for each item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

from fupin_desk.core.errors import DeskError, Problem
from fupin_desk.core.files import file_faults
from fupin_desk.forms.catalog import Form
from fupin_desk.forms.documents.gbt9704 import BODY, HEIGHT, LEFT, PAPER_HEIGHT, PAPER_WIDTH, TOP, WIDTH
from fupin_desk.forms.fill import FormCell, Slot
from fupin_desk.forms.sheet import Cell, Look, Paper, Row, Run
from fupin_desk.forms.styles import CHART

_MOST_BYTES, _MOST_LINES, _MOST_CELLS = 1_000_000, 5_000, 30


class Kind(Enum):
    """What a line of a document is; the value is the word that says so, "" where its form does."""

    TITLE = "标题"
    SUBTITLE = "副题"
    ADDRESSEE = "主送"
    FIRST = "一级"
    SECOND = "二级"
    TEXT = "正文"
    FLUSH = "顶格"
    CAPTION = "表题"
    ROW = "表格"
    RULER = "列宽"
    BLANK_ROWS = "空行"
    CHART = "图表"
    ATTACHMENT = "附件"
    ISSUER = "落款"
    DATE = "成文日期"
    SEALED = "盖章"
    SIGN = "签字"
    RULED = "横线"
    BREAK = "换页"
    MARK = "发文机关"
    REFERENCE = "发文字号"
    SIGNER = "签发人"
    COPY_TO = "抄送"
    PRINTED_BY = "印发"


_BY_FORM = {Kind.TITLE, Kind.ADDRESSEE, Kind.FIRST, Kind.SECOND, Kind.TEXT, Kind.ROW, Kind.RULER}
DIRECTIVES: Mapping[str, Kind] = MappingProxyType({kind.value: kind for kind in Kind if kind not in _BY_FORM})
"""Words that begin a line and say what it is."""
_DIRECTIVE = re.compile(rf"({'|'.join(DIRECTIVES)})[：:]\s*(.*)")
_BAR = re.compile(r"\|(?![^{}]*\}\})")
_RULER = re.compile(r":?-{2,}:?")
_FIRST_RANK = re.compile(r"[一二三四五六七八九十]+、")
_SECOND_RANK = re.compile(r"（[一二三四五六七八九十]+）")
_COUNT = re.compile(r"[1-9]\d?|1\d\d|200", re.ASCII)
_NOTE = re.compile(r"\s*([^：:]{1,8})[：:]\s*(.*?)\s*")
_PARTED = frozenset({Kind.SIGN, Kind.PRINTED_BY, Kind.CHART})
_COUNTED = frozenset({Kind.BLANK_ROWS, Kind.RULED})
PAPER = Paper(
    PAPER_WIDTH, PAPER_HEIGHT, LEFT, PAPER_WIDTH - LEFT - WIDTH, TOP, PAPER_HEIGHT - TOP - HEIGHT, middle=False
)


@dataclass(frozen=True)
class Line:
    """One line: its number in the file (from 1), what it is, its text; a row of a table has several cells."""

    number: int
    kind: Kind
    cells: tuple[FormCell, ...]

    @property
    def listed(self) -> str:
        """The list that the line is repeated for; "" for none."""
        return next((slot.listed for cell in self.cells for slot in cell.slots if slot.listed), "")


@dataclass(frozen=True)
class Document(Form):
    """A document ready to be filled: a form whose rows are lines of prose."""

    lines: tuple[Line, ...] = ()


def read_outline(path: Path) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """What the file says of itself, and its numbered lines without the empty ones. Raises DeskError."""
    with file_faults(path):
        data = path.read_bytes()
    text = _decoded(path, data)
    lines = text.splitlines()
    told = list(takewhile(lambda found: found is not None, map(_NOTE.fullmatch, lines)))
    notes = {found[1].strip(): found[2] for found in told if found is not None}
    if not notes.get("名称") or not notes.get("对象"):
        raise DeskError(
            f"“{path.name}”的开头没有说明。没有打印。请在最前面写“名称：”“分组：”“对象：”几行，空一行再写正文。"
        )
    body = [(n, line.strip()) for n, line in enumerate(lines, 1) if n > len(told) and line.strip()]
    if len(body) > _MOST_LINES:
        raise DeskError(f"“{path.name}”有 {len(body)} 行，太长了。没有打印。一份文书最多 {_MOST_LINES} 行。")
    return notes, body


def _decoded(path: Path, data: bytes) -> str:
    if len(data) <= _MOST_BYTES and b"\0" not in data:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise DeskError(f"“{path.name}”不是文书的文本文件。没有打印。请用记事本或 WPS 另存为“纯文本（UTF-8）”。")


def kinds_of(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, Kind, tuple[str, ...]]]:
    """Every line with what it is and the texts of its cells."""
    before: Kind | None = None
    for number, text in lines:
        kind, cells = _kind(text, before)
        before = kind
        yield number, kind, cells


def _kind(text: str, before: Kind | None) -> tuple[Kind, tuple[str, ...]]:
    if text.startswith("#"):
        return Kind.TITLE, (text.lstrip("#").strip(),)
    if text.startswith("|"):
        cells = tuple(cell.strip() for cell in _BAR.split(text[1:].removesuffix("|")))
        return (Kind.RULER if all(map(_RULER.fullmatch, cells)) else Kind.ROW), cells
    if text == Kind.BREAK.value:
        return Kind.BREAK, ("",)
    found = _DIRECTIVE.fullmatch(text)
    if found is not None:
        kind = DIRECTIVES[found[1]]
        parts = _BAR.split(found[2]) if kind in _PARTED else [found[2]]
        return kind, tuple(part.strip() for part in parts)
    if before in (Kind.TITLE, Kind.SUBTITLE) and text.endswith(("：", ":")):
        return Kind.ADDRESSEE, (text,)
    if _FIRST_RANK.match(text):
        return Kind.FIRST, (text,)
    return (Kind.SECOND if _SECOND_RANK.match(text) else Kind.TEXT), (text,)


def row_of(number: int, kind: Kind, cells: tuple[str, ...]) -> Row:
    """A line as a row of a sheet, so that placeholders mean the same in documents and forms."""
    look = Look()
    made = tuple(Cell(f"第 {number} 行", number, n, 1, 1, (Run(t, BODY),), look) for n, t in enumerate(cells))
    return Row(0.0, made, (), (), ())


def one_item(cell: FormCell) -> FormCell:
    """A cell whose slots all stand for the item that its line is repeated for."""
    pieces = tuple((replace(p, item=0) if isinstance(p, Slot) else p, font) for p, font in cell.pieces)
    return FormCell(cell.place, pieces)


def problems_of(line: Line) -> Iterator[Problem]:
    """What a line says that cannot be printed, beyond unknown names."""
    where = f"第 {line.number} 行"
    slots = [slot for cell in line.cells for slot in cell.slots]
    lists = sorted({slot.listed for slot in slots if slot.listed})
    if len(lists) > 1:
        yield Problem(where, f"一行里只能用一个清单，这里用了{'、'.join(lists)}。请分成几行。")
    for slot in slots:
        if slot.show.drawn and not (slot.show.name == CHART and line.kind is Kind.CHART):
            yield Problem(where, f"文书里不能用“{slot.show.name}”的写法。请去掉，或改用表格。")
    if line.kind in _COUNTED and not _COUNT.fullmatch(line.cells[0].place.text):
        yield Problem(where, f"“{line.kind.value}：”后面要写 1 到 200 的数。")
    if len(line.cells) > _MOST_CELLS:
        yield Problem(where, f"一行有 {len(line.cells)} 格，最多 {_MOST_CELLS} 格。")
