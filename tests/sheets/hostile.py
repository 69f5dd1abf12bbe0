"""Files that mean harm, are broken, or are no workbooks: built small, so that only reading them could be expensive."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def workbook() -> bytes:
    """A harmless workbook that looks like a list of people."""
    book = Workbook()
    for row in (["户编号", "姓名", "证件号码", "与户主关系"], ["1", "王一", "无", "户主"]):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def packed(parts: Mapping[str, bytes], base: bytes | None = None) -> bytes:
    """The harmless workbook with some parts replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(base or workbook()))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, parts.get(name, source.read(name)))
        for name in parts.keys() - set(source.namelist()):
            target.writestr(name, parts[name])
    return kept.getvalue()


def sheet(inner: str, before: str = "") -> bytes:
    """The XML of a sheet with these rows; ``before`` stands in front of the root element."""
    return f'<?xml version="1.0"?>{before}<worksheet {_NS}><sheetData>{inner}</sheetData></worksheet>'.encode()


def _text_cell(text: str) -> str:
    return f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def _laughs() -> str:
    entities = "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    return f'<!DOCTYPE x [<!ENTITY a "lol">{entities}]>'


def _rows(count: int) -> str:
    return "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, count + 1))


def _blanks(megabytes: int) -> bytes:
    whole = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    return whole.replace(b"</sheetData>", b" " * (megabytes * 1_000_000) + b"</sheetData>")


def _lying_bomb() -> bytes:
    """Says in its directory that the sheet unpacks to 100 bytes."""
    data = bytearray(packed({_SHEET: _blanks(30)}))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if bytes(data[at + 46 : at + 46 + length]).decode() == _SHEET:
            struct.pack_into("<I", data, at + 24, 100)
        at += 46
    return bytes(data)


def _locked_zip() -> bytes:
    data = bytearray(workbook())
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            data[at + flag] |= 1
            at += 30
    return bytes(data)


def _zip(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return kept.getvalue()


def _twice() -> bytes:
    kept = io.BytesIO(packed({}))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr(_SHEET.upper(), sheet(_text_cell("别的内容")))
    return kept.getvalue()


def _endless_ods() -> bytes:
    spaces = " ".join(
        f"xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'" for name in ("office", "table", "text")
    )
    cell = "<table:table-cell office:value-type='string'><text:p>户编号</text:p></table:table-cell>"
    content = (
        f"<?xml version='1.0'?><office:document-content {spaces}><office:body><office:spreadsheet>"
        f"<table:table table:name='S'><table:table-row table:number-rows-repeated='1048575'>{cell}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest xmlns='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>")
        archive.writestr("content.xml", content)
    return kept.getvalue()


_ENTITY_FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
_ENTITY_DTD = '<!DOCTYPE x SYSTEM "file:///etc/hostname">'
_STRINGS = "xl/sharedStrings.xml"
_MERGED = sheet("").replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD20000"/></mergeCells>')
_HUGE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

FILES: Mapping[str, Callable[[], bytes]] = {
    "entities_in_sheet.xlsx": lambda: packed({_SHEET: sheet(_text_cell("&j;"), _laughs())}),
    "entities_in_strings.xlsx": lambda: packed({_STRINGS: sheet(_text_cell("&j;"), _laughs())}),
    "entity_reads_file.xlsx": lambda: packed({_SHEET: sheet(_text_cell("&a;"), _ENTITY_FILE)}),
    "external_dtd.xlsx": lambda: packed({_SHEET: sheet(_text_cell("k"), _ENTITY_DTD)}),
    "dtd_in_utf16.xlsx": lambda: packed({_SHEET: sheet(_text_cell("&j;"), _laughs()).decode().encode("utf-16")}),
    "dtd_far_inside.xlsx": lambda: packed({_SHEET: sheet("", f"<!--{'x' * 1_048_560}-->{_ENTITY_FILE}")}),
    "bomb_400_mb.xlsx": lambda: packed({_SHEET: _blanks(400)}),
    "bomb_of_blanks.xlsx": lambda: packed({_SHEET: _blanks(60)}),
    "bomb_that_lies.xlsx": _lying_bomb,
    "far_cell.xlsx": lambda: packed({_SHEET: sheet(_HUGE_CELL)}),
    "far_column.xlsx": lambda: packed({_SHEET: sheet('<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZ1"><v>1</v></c></row>')}),
    "many_rows.xlsx": lambda: packed({_SHEET: sheet(_rows(150_000))}),
    "negative_row.xlsx": lambda: packed({_SHEET: sheet('<row r="-5"><c r="A-5"><v>1</v></c></row>')}),
    "merged_bomb.xlsx": lambda: packed({_SHEET: _MERGED}),
    "endless.ods": _endless_ods,
    "truncated.xlsx": lambda: workbook()[:900],
    "half_a_zip.xlsx": lambda: workbook()[:-200],
    "program.xlsx": lambda: b"MZ" + bytes(2000),
    "paper.xlsx": lambda: b"%PDF-1.7\n" + bytes(500),
    "picture.xls": lambda: b"\x89PNG\r\n\x1a\n" + bytes(500),
    "locked.xlsx": lambda: _OLE + "EncryptionInfo".encode("utf-16-le") + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "locked_parts.xlsx": _locked_zip,
    "letter.xls": lambda: _OLE + "WordDocument".encode("utf-16-le") + bytes(600),
    "truncated.xls": lambda: _OLE + "Workbook".encode("utf-16-le") + bytes(2000),
    "letter.xlsx": lambda: _zip("[Content_Types].xml", "word/document.xml"),
    "archive.xlsx": lambda: _zip("a.txt", "b.txt"),
    "part_twice.xlsx": _twice,
    "many_parts.xlsx": lambda: packed({f"xl/media/{i}.bin": b"" for i in range(2_100)}),
    "empty.csv": lambda: b"",
    "zeros.csv": lambda: bytes(5000),
    "binary.csv": lambda: bytes(range(256)) * 20,
    "open_quote.csv": lambda: '户编号,姓名\n1,"'.encode() + b"x" * 200_000,
    "web_page.xls": lambda: "<html><body><p>请登录</p></body></html>".encode("gb18030"),
    "xml_2003.xls": lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "one_file_page.xls": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n",
    "no_table.csv": lambda: "今天下雨\n明天晴\n".encode(),
}


def write(folder: Path, name: str) -> Path:
    """Put one file of the corpus into a folder."""
    path = folder / name
    path.write_bytes(FILES[name]())
    return path
