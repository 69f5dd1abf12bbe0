"""The pictures that lie on a form's sheet, such as an emblem or a sample stamp: where they lie, and that they are safe."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter
from PIL import Image

from fupin_desk.core.files import show_size
from fupin_desk.forms.package import Package, SheetPart, refuse

MAX_BYTES = 5_000_000
MAX_PIXELS = 16_000_000
"""A picture of more points than this is not decoded: an emblem on paper needs a hundredth of it."""
MAX_PICTURES = 20
FORMATS = ("PNG", "JPEG", "GIF", "BMP")
_POINTS = 1 / 12_700  # an EMU in points
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_NOT_DRAWN = {
    "graphicFrame": "图表",
    "sp": "文本框或图形",
    "grpSp": "组合图形",
    "cxnSp": "线条",
    "AlternateContent": "特殊图形",
}


@dataclass(frozen=True)
class Mark:
    """A place on the sheet: column and row from 0, and how far into them in points."""

    column: int = 0
    row: int = 0
    across: float = 0.0
    down: float = 0.0

    @property
    def cell(self) -> str:
        return f"{get_column_letter(self.column + 1)}{self.row + 1}"


@dataclass(frozen=True)
class Anchor:
    """A picture on the sheet: where it begins, where it ends or how large it is in points, its file."""

    start: Mark
    end: Mark | None
    size: tuple[float, float]
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Picture:
    """A picture on the layout: the row it hangs from, how far right of the first column and below that row's top it
    begins, its size; all in points."""

    row: int
    x: float
    drop: float
    width: float
    height: float
    data: bytes = field(repr=False)


def anchors_of(package: Package, sheet: SheetPart, *, strict: bool) -> list[Anchor]:
    """The pictures of a sheet. Raises DeskError naming the cell of a picture that cannot be printed or is dangerous;
    when ``strict`` also for charts, text boxes and shapes, which a form cannot print."""
    found: list[Anchor] = []
    for relation in package.relations(sheet.part).values():
        if relation.kind == "drawing" and relation.target in package.sizes:
            found += _anchors(package, sheet, relation.target, strict)
    if len(found) > MAX_PICTURES:
        raise refuse(package.path, f"里有 {len(found)} 张图片，最多 {MAX_PICTURES} 张", "请删掉一些，再试一次")
    return found


def _anchors(package: Package, sheet: SheetPart, part: str, strict: bool) -> Iterator[Anchor]:
    related = package.relations(part)
    for anchor in package.tree(part):
        kind = _tag(anchor)
        if kind not in _ANCHORS and kind != "AlternateContent":
            continue
        start = _mark(anchor.find("{*}from"))
        where = start.cell if strict else f"“{sheet.title}”表 {start.cell}"
        for child in anchor:
            if strict and _tag(child) in _NOT_DRAWN:
                told = f"的 {where} 有{_NOT_DRAWN[_tag(child)]}，打印不出来"
                raise refuse(package.path, told, "请删掉它，或者把它另存为图片再插入")
        for blip in anchor.iterfind(".//{*}blip"):
            key = next((value for name, value in blip.attrib.items() if name.endswith("}embed")), "")
            relation = related.get(key)
            if relation is None or relation.outside or relation.target not in package.sizes:
                raise refuse(package.path, f"的 {where} 的图片不在文件里", "请删掉它，重新插入图片文件")
            data = _checked(package, relation.target, where)
            end = anchor.find("{*}to")
            yield Anchor(start, None if end is None else _mark(end), _size(anchor), data)


def _checked(package: Package, part: str, where: str) -> bytes:
    """The file of a picture, after its head was read and, only if that is harmless, its points."""
    size = package.sizes[part]
    if size > MAX_BYTES:
        told = f"的 {where} 的图片有 {show_size(size)}，超过了 {show_size(MAX_BYTES)}"
        raise refuse(package.path, told, "请把图片缩小后重新插入")
    data = package.opened.read(part)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                fault = _fault(picture, where)
                if fault is not None:
                    raise refuse(package.path, *fault)
                picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise refuse(package.path, *_unread(error, where)) from error
    return data


def _fault(picture: Image.Image, where: str) -> tuple[str, str] | None:
    if picture.format not in FORMATS:
        return f"的 {where} 的图片是 {picture.format} 格式，打印不出来", "请另存为 PNG 或 JPG 再插入"
    if picture.width * picture.height > MAX_PIXELS:
        return _too_many(f"{picture.width}×{picture.height} 个点", where)
    return None


def _unread(error: Exception, where: str) -> tuple[str, str]:
    if isinstance(error, Image.DecompressionBombError):
        return _too_many("上亿个点", where)
    return f"的 {where} 的图片已损坏或不是图片，打印不出来", "请删掉它，重新插入 PNG 或 JPG 图片"


def _too_many(points: str, where: str) -> tuple[str, str]:
    return f"的 {where} 的图片有 {points}，解开后太大", "请把图片缩小后重新插入"


def pictures_on(
    anchors: Sequence[Anchor],
    edges: Sequence[float],
    heights: Sequence[float],
    top: int,
    first_column: int,
    scale: float,
) -> tuple[Picture, ...]:
    """The pictures within the printed area, measured on it: ``edges`` and ``heights`` are those of the layout."""
    tops = [sum(heights[:n]) for n in range(len(heights) + 1)]
    found = []
    for anchor in anchors:
        start = _moved(anchor.start, top, first_column)
        if not (0 <= start.row < len(heights) and 0 <= start.column < len(edges) - 1):
            continue
        x, y = _at(edges, start.column, start.across * scale), _at(tops, start.row, start.down * scale)
        width, height = anchor.size[0] * scale, anchor.size[1] * scale
        if anchor.end is not None:
            end = _moved(anchor.end, top, first_column)
            width = _at(edges, end.column, end.across * scale) - x
            height = _at(tops, end.row, end.down * scale) - y
        if width > 0.5 and height > 0.5:
            found.append(Picture(start.row, x, y - tops[start.row], width, height, anchor.data))
    return tuple(found)


def _moved(mark: Mark, top: int, first_column: int) -> Mark:
    return Mark(mark.column - first_column + 1, mark.row - top + 1, mark.across, mark.down)


def _at(borders: Sequence[float], n: int, more: float) -> float:
    """A place measured from the borders of columns or rows; never beyond the last, nor beyond the cell it is in."""
    if n >= len(borders) - 1:
        return borders[-1]
    return min(borders[max(n, 0)] + more, borders[max(n, 0) + 1])


def _mark(found: Any) -> Mark:
    if found is None:
        return Mark()
    column, row, across, down = (
        int(found.findtext(f"{{*}}{name}", "0") or 0) for name in ("col", "row", "colOff", "rowOff")
    )
    return Mark(max(column, 0), max(row, 0), across * _POINTS, down * _POINTS)


def _size(anchor: Any) -> tuple[float, float]:
    """The size in points where the anchor tells it; else that of the picture itself."""
    found = anchor.find("{*}ext")
    if found is None:
        found = anchor.find(".//{*}xfrm/{*}ext")
    if found is None:
        return 0.0, 0.0
    return int(found.get("cx", 0)) * _POINTS, int(found.get("cy", 0)) * _POINTS


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
