"""表样包: forms of a county's own in one file, to be carried on a stick to other villages.

A pack is a zip: 表样包.json names the forms with the hash of each sheet, forms/CODE.xlsx are the sheets. It holds no
personal data. What is read from a stick is checked like a clerk's own file before anything is taken.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fupin_desk.actions.own_forms import GOOD_NAME, LARGEST, CheckedForm, add_own_form, check_own_form, own_forms
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults, write_atomic
from fupin_desk.ledgers.papers import OwnForm

SUFFIX = ".bypack"
"""The ending of a pack's file name (表样 pack)."""
MOST_FORMS = 200
_LIST = "表样包.json"
_FORMAT = 1
_BROKEN = "这个文件不是表样包，或者已经坏了。没有添加任何表样。请重新从县里拷一份。"

_READ_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, KeyError, ValueError, TypeError, AttributeError, EOFError, RuntimeError,
)  # fmt: skip
"""What reading a pack that was cut, altered or made by hand raises (RuntimeError: a password, lists without end)."""


@dataclass(frozen=True)
class PackLine:
    """A form in a pack: held against the ledger (``checked``), and whether the very same form is there already."""

    name: str
    title: str
    checked: CheckedForm
    known: bool


def write_pack(session: Session, names: Sequence[str], out: Path) -> int:
    """Write these forms of the ledger's own (none named: all) into a pack; returns how many. Raises DeskError."""
    held = own_forms(session)
    chosen = [form for form in held if not names or form.name in names or form.title in names]
    if not chosen:
        raise DeskError("没有可以打包的自带表样。没有写文件。请先添加县里的表。")
    sheets = {form.name: session.file.photos.get(form.content) for form in chosen}
    told = [{"name": f.name, "title": f.title, "group": f.group, "sha256": f.content} for f in chosen]
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(_LIST, json.dumps({"format": _FORMAT, "forms": told}, ensure_ascii=False, indent=1))
        for name, data in sheets.items():
            pack.writestr(f"forms/{name}.xlsx", data)
    write_atomic(out, packed.getvalue())
    return len(chosen)


def look_into_pack(session: Session, path: Path) -> list[PackLine]:
    """What a pack would bring, form by form, with its problems; nothing is taken. Raises DeskError for no pack."""
    held = {form.name: form for form in own_forms(session)}
    with tempfile.TemporaryDirectory(prefix="fupin-forms-") as folder:  # forms hold no personal data
        return [_line(session, sheet, title, held) for sheet, title in _unpacked(path, Path(folder))]


def _line(session: Session, sheet: Path, title: str, held: dict[str, OwnForm]) -> PackLine:
    known = held.get(sheet.stem)
    same = known is not None and known.content == hashlib.sha256(sheet.read_bytes()).hexdigest()
    return PackLine(sheet.stem, title, check_own_form(session, sheet), same)


def take_pack(session: Session, path: Path) -> list[OwnForm]:
    """Take every form of a pack that is not here already; all of them or, when one is faulty, none.

    Raises DeskError for no pack, Invalid naming the cells of a faulty form.
    """
    with tempfile.TemporaryDirectory(prefix="fupin-forms-") as folder:
        sheets = [sheet for sheet, _ in _unpacked(path, Path(folder))]
        held = {form.name: form.content for form in own_forms(session)}
        fresh = [sheet for sheet in sheets if held.get(sheet.stem) != hashlib.sha256(sheet.read_bytes()).hexdigest()]
        for sheet in fresh:
            if check_own_form(session, sheet).problems:
                raise DeskError(f"表样“{sheet.stem}”里有没有看懂的地方。没有添加任何表样。请先看检查结果，让县里改好再发。")
        return [add_own_form(session, sheet) for sheet in fresh]


def _unpacked(path: Path, folder: Path) -> list[tuple[Path, str]]:
    """The sheets of a pack as files in a folder, with their titles. Raises DeskError."""
    try:
        with file_faults(path), zipfile.ZipFile(path) as pack:
            told = json.loads(_bounded(pack, _LIST, 1_000_000))
            if told.get("format") != _FORMAT:
                raise DeskError("这个表样包是更新的程序做的，本程序读不了。没有添加任何表样。请先升级程序。")
            found = []
            for form in told["forms"][:MOST_FORMS]:
                found.append((_sheet(pack, form, folder), str(form["title"])))
            return found
    except _READ_FAULTS as error:
        raise DeskError(_BROKEN) from error


def _sheet(pack: zipfile.ZipFile, form: dict[str, str], folder: Path) -> Path:
    name = form["name"]
    if not GOOD_NAME.fullmatch(name):
        raise DeskError(_BROKEN)
    data = _bounded(pack, f"forms/{name}.xlsx", LARGEST)
    if hashlib.sha256(data).hexdigest() != form["sha256"]:
        raise DeskError(_BROKEN)
    path = folder / f"{name}.xlsx"
    path.write_bytes(data)
    return path


def _bounded(pack: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One part of the pack, never more than ``most`` bytes of it whatever the pack claims."""
    with pack.open(name) as part:
        data = part.read(most + 1)
    if len(data) > most:
        raise DeskError(_BROKEN)
    return data
