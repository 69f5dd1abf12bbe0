"""Refuse a hostile, broken or locked file before anything parses it (safety.md 2.9, promises 15 and 16)."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults, show_size

MAX_FILE = 50_000_000
MAX_UNPACKED = 300_000_000
MAX_RATIO = 200
RATIO_MATTERS = 20_000_000
"""Below this size a high packing ratio is ordinary: sheets of blank formatted rows pack very well."""
MAX_ENTRIES = 2_000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_CELLS = 4_000_000
MAX_SHEETS = 64
MAX_SECONDS = 60.0
MAX_CHILD_BYTES = 500_000_000

_CHUNK = 1 << 20
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_NAMED = (
    (b"%PDF", "PDF文件"),
    (b"\xff\xd8\xff", "图片"),
    (b"\x89PNG", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"SQLite format 3\x00", "数据库文件"),
)


@dataclass(frozen=True)
class Checked:
    """A file that may be parsed: its path, its real kind (xlsx, xlsb, xls, ods, csv or html) and its size in bytes."""

    path: Path
    kind: str
    size: int


def check(path: Path) -> Checked:
    """Judge a file by its content, never by its suffix. Raises DeskError with a sentence; changes nothing."""
    with file_faults(path):
        if not path.is_file():
            raise refuse(path, "不是一个可以读的文件", "请选择一个表格文件")
        size = path.stat().st_size
        if size > MAX_FILE:
            raise refuse(path, f"有 {show_size(size)}，超过了 {show_size(MAX_FILE)}", "请把它拆成几个小一些的文件")
        with path.open("rb") as source:
            head = source.read(4096)
    if not head.strip(b"\x00 \r\n\t"):
        raise refuse(path, "是空的", "请向发文件的人再要一份")
    return Checked(path, _kind_of(path, head), size)


def refuse(path: Path, what: str, do: str) -> DeskError:
    """The sentence for a file that is not taken: what is wrong with it, that nothing changed, what to do."""
    return DeskError(f"“{path.name}”{what}，没有导入。台账没有变。{do}，再导入。")


def _kind_of(path: Path, head: bytes) -> str:
    if head.startswith(b"PK"):
        return _check_zip(path)
    if head.startswith(_OLE):
        return _check_ole(path)
    for magic, what in _NAMED:
        if head.startswith(magic):
            raise refuse(path, f"是{what}，不是表格", "请选择 xlsx、xls、ods 或 csv 文件")
    return _check_text(path, head)


def _check_ole(path: Path) -> str:
    """The old Office container: a workbook, an encrypted new workbook, or something else altogether."""
    with file_faults(path):
        data = path.read_bytes()
    if _utf16("Workbook") in data:
        return "xls"
    if _utf16("EncryptedPackage") in data or _utf16("EncryptionInfo") in data:
        raise locked(path)
    if _utf16("WordDocument") in data:
        raise refuse(path, "是Word文档，不是表格", "请把里面的表格复制到WPS表格，另存为 xlsx")
    if _utf16("Book") in data:
        return "xls"
    raise refuse(path, "不是完整的表格文件", "请用WPS或Excel打开它，另存为 xlsx")


def locked(path: Path) -> DeskError:
    """The sentence for a workbook with an opening password."""
    return refuse(path, "加了打开密码", "请用WPS或Excel打开它，取消密码后另存一份")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _check_text(path: Path, head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    # An odd share of zero bytes is UTF-16 without its mark; a stray one is a binary file.
    zeros = head.count(0)
    if zeros and not 0.2 < zeros / len(head) < 0.6:
        raise refuse(path, "不是表格文件", "请选择 xlsx、xls、ods 或 csv 文件")
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t\x00")[:1024].replace(b"\x00", b"").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head.lower() and start.startswith(b"<?xml"):
        raise refuse(path, "是XML表格（2003格式）", "请用WPS或Excel打开它，另存为 xlsx")
    if start.startswith(b"mime-version:"):
        raise refuse(path, "是单个网页文件，不是表格", "请用WPS或Excel打开它，另存为 xlsx")
    if start.startswith((b"<html", b"<table", b"<!doctype html", b"<head", b"<meta", b"<style", b"<body", b"<div")):
        return "html"
    if start.startswith(b"<"):
        return "html" if b"<table" in head.lower() else _not_a_table(path)
    return "csv"


def _not_a_table(path: Path) -> str:
    raise refuse(path, "里面没有表格", "请选择 xlsx、xls、ods 或 csv 文件")


def _check_zip(path: Path) -> str:
    try:
        with file_faults(path), zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            kind = _packed_kind(path, archive, {entry.filename for entry in entries})
            _check_sizes(path, entries)
            total = 0
            for entry in entries:
                total = _check_entry(path, archive, entry, total)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, RuntimeError, zlib.error) as error:
        raise refuse(path, "不完整或已损坏", "请向发文件的人再要一份") from error
    return kind


def _packed_kind(path: Path, archive: zipfile.ZipFile, names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        if b"spreadsheet" in archive.read("mimetype")[:200]:
            return "ods"
        raise refuse(path, "是文字文档，不是表格", "请把里面的表格复制到WPS表格，另存为 xlsx")
    if any(name.startswith("word/") for name in names):
        raise refuse(path, "是Word文档，不是表格", "请把里面的表格复制到WPS表格，另存为 xlsx")
    raise refuse(path, "是压缩包，不是表格", "请先解压，再选里面的表格文件")


def _check_sizes(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """What the file says of itself; what it really unpacks to is counted in ``_check_entry``."""
    if len(entries) > MAX_ENTRIES:
        raise refuse(path, "里面的部件太多", "请用WPS或Excel打开它，另存一份")
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked(path)
    names = [entry.filename.lower() for entry in entries]
    if len(names) != len(set(names)):
        raise refuse(path, "里面有重复的部件", "请用WPS或Excel打开它，另存一份")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _too_big(path)


def _too_big(path: Path) -> DeskError:
    return refuse(path, f"解开后超过了 {show_size(MAX_UNPACKED)}", "请删掉空白的行和图片后另存一份")


def _check_entry(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, total: int) -> int:
    """Unpack one part without keeping it: counts real bytes, and looks for document types and entities."""
    is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    before, size, tail = total, 0, b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            size += len(chunk)
            if before + size > MAX_UNPACKED:
                raise _too_big(path)
            if is_xml:
                _check_markup(path, chunk, tail, first=size == len(chunk))
                tail = chunk[-16:]
    if size > RATIO_MATTERS and size > MAX_RATIO * max(entry.compress_size, 1):
        raise _too_big(path)
    return before + size


def _check_markup(path: Path, chunk: bytes, tail: bytes, *, first: bool) -> None:
    """A workbook never needs a document type; other encodings than UTF-8 would hide one, so they are refused."""
    joined = tail + chunk
    hidden = first and (chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:64])
    if hidden or any(word in joined for word in _FORBIDDEN):
        what = "里面有不该有的内容（实体或文档类型），可能是有害文件"
        raise refuse(path, what, "请不要打开它，向发文件的人核实后另要一份")
