"""自带表样: a form the county's clerk has drawn is checked, added, taken away, and carried on as a form pack.

The sheet is kept in photos.db under its hash, so that backups and packages hold it; the record in the ledger says that
it is used. A form of its own with the code name of a shipped one takes its place: so a county corrects what we drew.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from fupin_desk.actions.print_order import Copies, Order
from fupin_desk.actions.print_parts import load_paper, stamp_of
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError, Invalid, Problem
from fupin_desk.core.files import file_faults, show_size, write_atomic
from fupin_desk.forms import catalog, pdf
from fupin_desk.forms.catalog import Form, FormInfo
from fupin_desk.forms.names import OBJECTS
from fupin_desk.forms.opening import notes_of
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.papers import OWN_FORM, OwnForm
from fupin_desk.store.queries import lists

LARGEST = 5_000_000
"""Bytes of one form's file; a drawn form has some ten thousand."""
GOOD_NAME = re.compile(
    r"(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))(?=[\w（(])[\w\-（）()·. ]{1,40}(?<![. ])", re.IGNORECASE
)
"""What the code name of a form may consist of: it becomes a file name, on Windows too."""
OWN_GROUP = "县里的表"
"""The group of forms whose 说明 names none."""


@dataclass(frozen=True)
class CheckedForm:
    """A file held against what forms can be: what is wrong (cell and sentence), and if nothing is, its first look.

    ``replaces`` is the title of the form whose place it takes, "" for a new one.
    """

    path: Path
    info: FormInfo
    problems: tuple[Problem, ...] = ()
    replaces: str = ""
    pages: int = 0
    preview: bytes = field(default=b"", repr=False)


def check_own_form(session: Session, path: Path) -> CheckedForm:
    """Read a form as printing would and print one blank copy of it into memory. Raises DeskError when the file is no
    form at all; unknown placeholders and the like are listed as problems, with cell and nearest names."""
    info = _info(path)
    try:
        form = load_paper(info)
    except Invalid as error:
        return CheckedForm(path, info, tuple(error.problems))
    known = {known.name: known.title for known in forms_of(session)}
    pages, preview = _sample(session, form)
    return CheckedForm(path, info, (), known.get(info.name, ""), pages, preview)


def _info(path: Path) -> FormInfo:
    with file_faults(path):
        size = path.stat().st_size
    if size > LARGEST:
        raise DeskError(f"表样“{path.name}”有 {show_size(size)}，太大了。没有添加。请去掉图片和多余的表，再试一次。")
    if not GOOD_NAME.fullmatch(path.stem):
        raise DeskError(f"表样“{path.name}”的文件名里有不能用的符号或太长。没有添加。请改成 40 个字以内的汉字、字母和数字，再试一次。")
    notes = notes_of(path)
    info = dataclasses.replace(catalog.info_of(path, notes), group=notes.get("分组") or OWN_GROUP)
    if info.subject not in OBJECTS:
        said = f"写的是“{info.subject}”" if info.subject else "没有写"
        raise DeskError(
            f"表样“{path.name}”的“说明”表里，“对象”{said}。没有添加。请加一张名叫“说明”的表，第一列写“对象”，第二列写：{'、'.join(OBJECTS)} 中的一个。"
        )
    return info


def _sample(session: Session, form: Form) -> tuple[int, bytes]:
    out = BytesIO()
    order = Order(form.info.name, blank=1)
    result = pdf.print_pdf(form, Copies(session, order, form), out, stamp_of(session))
    return result.pages, out.getvalue()


def add_own_form(session: Session, path: Path) -> OwnForm:
    """Add a form, or put it in the place of the one with the same code name. Raises DeskError, Invalid."""
    info = _info(path)
    load_paper(info)
    with file_faults(path):
        data = path.read_bytes()
    return put_own_form(session, info, data)


def put_own_form(session: Session, info: FormInfo, data: bytes) -> OwnForm:
    """Keep a form that was checked: its sheet first, then the record that points to it."""
    content = session.file.photos.put(data)
    fresh = OwnForm(name=info.name, title=info.title, content=content)
    held = next((known for known in own_forms(session) if known.name == info.name), fresh)
    record = dataclasses.replace(
        held, content=content, title=info.title, group=info.group, subject=info.subject, edition=info.version or None
    )
    with session.file.work(f"添加表样 {info.title}") as work:
        written: OwnForm = work.put(record)
    return written


def remove_own_form(session: Session, name: str) -> Changes:
    """Take a form of the county's away again; a shipped form with its name comes back. Raises DeskError."""
    held = next((form for form in own_forms(session) if name in (form.name, form.title)), None)
    if held is None:
        raise DeskError(f"没有叫“{name}”的自带表样。没有改动任何内容。")
    with session.file.work(f"去掉表样 {held.title}") as work:
        work.remove(OWN_FORM, held.id)
    return work.result


def own_forms(session: Session) -> list[OwnForm]:
    """The forms added to this ledger, by group and title."""
    with session.file.read() as connection:
        found: list[OwnForm] = lists.list_records(connection, OWN_FORM)
    return sorted(found, key=lambda form: (form.group or "", form.title))


def forms_of(session: Session) -> tuple[FormInfo, ...]:
    """Every form of this ledger: the shipped ones and its own, by group and title."""
    own = [(form, _file_of(session, form)) for form in own_forms(session)]
    infos = [catalog.form_at(path, form.group or OWN_GROUP) for form, path in own if path is not None]
    names = {info.name for info in infos}
    shipped = [info for info in catalog.list_forms() if info.name not in names]
    return tuple(sorted([*shipped, *infos], key=lambda info: (info.group, info.title, info.years)))


def _file_of(session: Session, form: OwnForm) -> Path | None:
    """The form's sheet as a file beside the ledger; written anew where it is missing. None when it is lost."""
    path = session.folder / "forms" / form.content[:16] / f"{form.name}.xlsx"
    if path.exists() and _hash(path) == form.content:
        return path
    if not session.file.photos.has(form.content):
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, session.file.photos.get(form.content))
    return path


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
