"""The parts of a workbook's file as they lie in its package, read without a spreadsheet library: small, safe, exact."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import show_size

WORKBOOK = "xl/workbook.xml"
NOTES_SHEET = "说明"
MAX_PART = 8_000_000
"""Bytes of one part that is read: thirty thousand cells with all their formats take three million."""


def refuse(path: Path, what: str, do: str) -> DeskError:
    """The sentence for a form that cannot be taken."""
    return DeskError(f"表样“{path.name}”{what}。没有打印，台账没有变。{do}。")


@dataclass(frozen=True)
class SheetPart:
    """A sheet of the workbook: its name, its part, whether it is shown."""

    title: str
    part: str
    shown: bool


@dataclass(frozen=True)
class Relation:
    """What a part leads to: the last word of its kind (drawing, image, pivotTable), the part, whether it lies outside."""

    kind: str
    target: str
    outside: bool


class Package:
    """An open workbook file. Raises DeskError for a part too large, the XML library's ValueError for a malicious one."""

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self.path = path
        self.opened = opened
        self.sizes = {entry.filename: entry.file_size for entry in opened.infolist()}

    def read(self, part: str) -> bytes:
        """The content of a part."""
        if self.sizes[part] > MAX_PART:
            size = show_size(self.sizes[part])
            raise refuse(
                self.path,
                f"里的 {part} 有 {size}，超过了 {show_size(MAX_PART)}",
                "请删掉表外多余的行、列和格式，再试一次",
            )
        return self.opened.read(part)

    def tree(self, part: str) -> Any:
        """A part as an XML tree; entities are refused."""
        return ElementTree.fromstring(self.read(part))

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part leads to, by id."""
        folder, name = posixpath.split(part)
        listed = f"{folder}/_rels/{name}.rels"
        if listed not in self.sizes:
            return {}
        found = {}
        for entry in self.tree(listed):
            target, outside = entry.get("Target", ""), entry.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[entry.get("Id", "")] = Relation(entry.get("Type", "").rpartition("/")[2], target, outside)
        return found

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """The worksheets in their order; sheets that hold nothing but a chart are left out."""
        related = self.relations(WORKBOOK)
        found = []
        for entry in self.tree(WORKBOOK).iterfind("{*}sheets/{*}sheet"):
            key = next((value for name, value in entry.attrib.items() if name.endswith("}id")), "")
            relation = related.get(key)
            if relation is not None and relation.kind == "worksheet" and relation.target in self.sizes:
                shown = entry.get("state", "visible") == "visible"
                found.append(SheetPart(entry.get("name", ""), relation.target, shown))
        return tuple(found)


_STRINGS = "xl/sharedStrings.xml"


def text_rows(package: Package, title: str, most: int) -> list[tuple[str, str]]:
    """The texts of the first two columns of a sheet, at most ``most`` rows; empty when there is no such sheet."""
    sheet = next((sheet for sheet in package.sheets if sheet.title == title), None)
    if sheet is None:
        return []
    strings: list[str] = []
    if _STRINGS in package.sizes:
        strings = ["".join(t.text or "" for t in entry.iterfind(".//{*}t")) for entry in package.tree(_STRINGS)]
    rows = []
    for row in list(package.tree(sheet.part).iterfind("{*}sheetData/{*}row"))[:most]:
        cells = {(cell.get("r") or "").rstrip("0123456789"): _text(cell, strings) for cell in row.iterfind("{*}c")}
        rows.append((cells.get("A", ""), cells.get("B", "")))
    return rows


def _text(cell: Any, strings: list[str]) -> str:
    """What a cell shows: a shared text, a text of its own, or a number as it was written."""
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iterfind(".//{*}t"))
    value = cell.findtext("{*}v") or ""
    return strings[int(value)] if cell.get("t") == "s" and value else value


_MERGES = re.compile(rb"<(\w+:)?mergeCells\b.*?</(\w+:)?mergeCells>|<(\w+:)?mergeCells\b[^>]*/>", re.DOTALL)
_REF = re.compile(rb"""\bref\s*=\s*["']([A-Za-z0-9:$]+)["']""")


def without_merges(package: Package) -> tuple[io.BytesIO, dict[str, list[str]]]:
    """The same workbook without its merges, and the merges of each sheet by its title.

    openpyxl gives every cell of a merge the borders of its first cell: that loses the heavy rules at a table's edge, and
    takes four fifths of the time of reading a form.
    """
    parts = {sheet.part: sheet.title for sheet in package.sheets}
    merges: dict[str, list[str]] = {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for name in package.sizes:
            data = package.opened.read(name)
            if name in parts:
                found = [ref.decode() for block in _MERGES.finditer(data) for ref in _REF.findall(block[0])]
                merges[parts[name]] = found
                data = _MERGES.sub(b"", data)
            copy.writestr(name, data)
    out.seek(0)
    return out, merges
