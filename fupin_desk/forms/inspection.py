"""Looks at a workbook's file before a spreadsheet library reads it: what would hang it, hide something or be printed
wrong is refused with a sentence that names the cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from openpyxl.utils import get_column_letter, range_boundaries

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import show_size
from fupin_desk.forms.drawings import Anchor, anchors_of
from fupin_desk.forms.package import NOTES_SHEET, WORKBOOK, Package, SheetPart, refuse

MAX_UNPACKED = 30_000_000
"""Bytes; a form is a few hundred cells. More is a mistake or an attack."""
MAX_PARTS = 2_000
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 1_000, 200, 30_000
_SAVE_AS = "请用WPS或Excel打开它另存为 .xlsx，再试一次"
_MACROS = "xl/vbaProject.bin"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STRICT = b"http://purl.oclc.org/ooxml/"
_HEAD = 1_024
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)[\"']")
_ROTATION = re.compile(rb"textRotation\s*=\s*[\"']([^\"']*)[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_ATTRIBUTE = re.compile(rb"\s(r|s)\s*=\s*[\"']([^\"']*)[\"']")
_STACKED, _STEEPEST = 255, 180


def check_package(path: Path, opened: zipfile.ZipFile) -> None:
    """Refuse what is no plain, small workbook, from its table of contents alone."""
    entries = opened.infolist()
    names, size = {entry.filename for entry in entries}, sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse(path, "设有密码，打不开", "请去掉密码另存一份，再试一次")
    if size > MAX_UNPACKED:
        raise refuse(path, f"解开后有 {show_size(size)}，超过了 {show_size(MAX_UNPACKED)}", "请去掉图片和多余的表")
    if len(entries) > MAX_PARTS:
        raise refuse(path, f"里面有 {len(entries)} 个部件，不像一张表样", "请只留下要打印的表，再试一次")
    if WORKBOOK not in names:
        raise refuse(path, "不是 .xlsx 表格", _SAVE_AS)
    if _MACROS in names:
        raise refuse(path, "带有宏", "请另存为不带宏的 .xlsx，再试一次")


def no_package(path: Path) -> DeskError:
    """The sentence for a file that is no package of parts: an old workbook, one with a password, a cut-off one."""
    with path.open("rb") as source:
        head = source.read(MAX_UNPACKED)
    if head.startswith(_OLD_OFFICE):
        if _ENCRYPTED in head:
            return refuse(path, "设有打开密码，打不开", "请去掉密码另存一份，再试一次")
        return refuse(path, "是旧的 .xls 或 .et 格式，不是 .xlsx 表格", _SAVE_AS)
    if head.startswith(b"PK"):
        return refuse(path, "已损坏，可能没有拷完", "请重新拷一份，或用WPS、Excel打开它另存为 .xlsx，再试一次")
    return refuse(path, "不是 .xlsx 表格", _SAVE_AS)


def inspect(path: Path, opened: zipfile.ZipFile) -> tuple[Anchor, ...]:
    """Refuse what may not be read further; returns the pictures on the form's sheet."""
    package = Package(path, opened)
    _check_heads(package)
    form = next((s for s in package.sheets if s.shown and s.title != NOTES_SHEET), None)
    if form is None:
        raise refuse(path, "里面没有表样", f"请在“{NOTES_SHEET}”之前放一张画好的表")
    found: tuple[Anchor, ...] = ()
    for sheet in package.sheets:
        data = package.read(sheet.part)
        _check_merges(path, sheet, [ref.decode() for ref in _MERGE.findall(data)], is_form=sheet is form)
        anchors = anchors_of(package, sheet, strict=sheet is form)
        if sheet is form:
            found = tuple(anchors)
            _check_rotation(package, data)
            _check_pivots(package, sheet)
    return found


def _check_heads(package: Package) -> None:
    """No part may bring definitions of its own (a few lines of them unfold to gigabytes), nor be of the strict kind."""
    for part in package.sizes:
        if part.endswith((".xml", ".rels")):
            with package.opened.open(part) as source:
                head = source.read(_HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise refuse(package.path, f"里的 {part} 带有自定义实体，可能有害", _SAVE_AS)
            if part == WORKBOOK and _STRICT in head:
                raise refuse(package.path, "是“Strict Open XML”格式", "请另存为普通的 .xlsx，再试一次")


def _check_merges(path: Path, sheet: SheetPart, refs: Iterable[str], *, is_form: bool) -> None:
    """No merge may be larger than a form or lie over another one."""
    place = "" if is_form else f"“{sheet.title}”表"
    owners: dict[tuple[int, int], str] = {}
    for ref in refs:
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(ref))
        rows, columns = bottom - top + 1, right - left + 1
        if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns + len(owners) > MAX_CELLS:
            raise refuse(path, f"的 {place}{ref} 合并了 {rows} 行 {columns} 列，太大", "请取消合并，只合并表里的格子")
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                other = owners.setdefault((row, column), ref)
                if other is not ref:
                    cell = f"{get_column_letter(column)}{row}"
                    told = f"的 {place}{other} 和 {ref} 两处合并在 {cell} 重叠"
                    raise refuse(path, told, "请取消这两处合并，重新合并一次")


def _check_rotation(package: Package, data: bytes) -> None:
    """Text may stand at 0 to 180 degrees or be stacked; a spreadsheet library takes no file with other angles."""
    styles = "xl/styles.xml"
    if styles not in package.sizes:
        return
    if not any(_odd_turn(angle.decode()) for angle in _ROTATION.findall(package.read(styles))):
        return
    odd: dict[str, str] = {}
    for n, style in enumerate(package.tree(styles).iterfind("{*}cellXfs/{*}xf")):
        angle = next((a.get("textRotation", "0") for a in style.iterfind("{*}alignment")), "0")
        if _odd_turn(angle):
            odd[str(n)] = angle
    for cell in _CELL.findall(data):
        told = {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(cell)}
        if told.get("s", "") in odd:
            angle = odd[told["s"]]
            raise refuse(
                package.path,
                f"的 {told.get('r', '')} 的文字方向是 {angle} 度，只能是 -90 到 90 度或竖排",
                "请在“设置单元格格式—对齐”里改一改",
            )
    raise refuse(package.path, "有一种样式的文字方向超出了 -90 到 90 度", _SAVE_AS)


def _odd_turn(angle: str) -> bool:
    return not angle.isdecimal() or (int(angle) > _STEEPEST and int(angle) != _STACKED)


def _check_pivots(package: Package, sheet: SheetPart) -> None:
    for relation in package.relations(sheet.part).values():
        if relation.kind == "pivotTable" and relation.target in package.sizes:
            location = package.tree(relation.target).find("{*}location")
            where = "" if location is None else location.get("ref", "")
            raise refuse(
                package.path, f"的 {where} 是数据透视表，打印时不会计算", "请把它复制成数值，或换成 {{ }} 里的名称"
            )
