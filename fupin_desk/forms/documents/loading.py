"""Finds the documents that are there and loads one: its lines, their placeholders bound to names, the plan of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from fupin_desk.core.errors import DeskError, Invalid
from fupin_desk.core.files import file_faults
from fupin_desk.core.resources import resource
from fupin_desk.forms.catalog import FormInfo, info_of
from fupin_desk.forms.documents.gbt9704 import WIDTH
from fupin_desk.forms.documents.layout import pages_of
from fupin_desk.forms.documents.outline import (
    PAPER,
    Document,
    Kind,
    Line,
    kinds_of,
    one_item,
    problems_of,
    read_outline,
    row_of,
)
from fupin_desk.forms.documents.parts import parts_of
from fupin_desk.forms.fill import bind
from fupin_desk.forms.names import names_of
from fupin_desk.forms.pages import Page, Plan
from fupin_desk.forms.sheet import Layout
from fupin_desk.forms.values import FormData

SUFFIX = ".txt"
"""A document is a plain text file; every other form is a workbook."""
_FAULTY = "文书里有几处没有看懂，没有打印。"


class LinePlan(Plan):
    """The pages of a document follow from how its lines are set, not from rows of a sheet."""

    def __init__(self, layout: Layout, lines: tuple[Line, ...]) -> None:
        super().__init__(layout, tuple(line.cells for line in lines))
        self.lines = lines

    def pages(self, data: FormData) -> list[Page]:
        """A page of no rows for each page that the copy takes: they are counted, not drawn from."""
        return [Page((), (), ()) for _ in pages_of(parts_of(self.lines, data))]


def is_document(path: Path) -> bool:
    """Whether a file is a document and no workbook."""
    return path.suffix.lower() == SUFFIX


def documents_folder() -> Path:
    """Where the documents that ship with the program lie, a folder for each group."""
    return resource("documents")


def list_documents(folders: Iterable[Path] = ()) -> tuple[FormInfo, ...]:
    """Every document of the program and of further folders, by group and title. Raises DeskError for a file that
    cannot be read."""
    found = []
    for folder in (documents_folder(), *folders):
        for path in sorted(folder.rglob(f"*{SUFFIX}")):
            if not path.name.startswith(("~$", ".")):
                found.append(_info(path, path.stat().st_mtime_ns))
    return tuple(sorted(found, key=lambda info: (info.group, info.title, info.years)))


@lru_cache(256)
def _info(path: Path, _changed: int) -> FormInfo:
    return info_of(path, read_outline(path)[0])


def find_document(text: str, folders: Iterable[Path] = ()) -> FormInfo:
    """A document by file name or title. Raises DeskError that lists those there are."""
    known = list_documents(folders)
    for info in known:
        if text in (info.name, info.title):
            return info
    names = "、".join(f"{info.name}（{info.title}）" for info in known)
    raise DeskError(f"没有叫“{text}”的文书。没有打印。可以用的有：{names}。")


def load_document(path: Path) -> Document:
    """Load a document. Raises DeskError for a file that is none, Invalid for placeholders that are not among the names
    of its object (each with its line and the nearest names) or may not be posted in public (domain 5.6)."""
    with file_faults(path):
        changed = path.stat().st_mtime_ns
    return _loaded(path, changed)


@lru_cache(64)
def _loaded(path: Path, _changed: int) -> Document:
    notes, told = read_outline(path)
    info = info_of(path, notes)
    names = names_of(info.subject)
    kinds = list(kinds_of(told))
    if not any(kind is Kind.TITLE for _, kind, _ in kinds):
        raise DeskError(f"“{path.name}”里没有标题。没有打印。请写一行以“# ”开头的标题。")
    layout = Layout(PAPER, (0.0, WIDTH), tuple(row_of(*line) for line in kinds), (), frozenset(), notes)
    try:
        bound = bind(layout, names, public=info.public)
    except Invalid as error:
        raise Invalid(error.problems, _FAULTY) from None
    # A form numbers the slots of a list down the sheet; here every line stands for one item.
    rows = tuple(tuple(one_item(cell) for cell in row) for row in bound)
    lines = tuple(Line(n, kind, row) for (n, kind, _), row in zip(kinds, rows, strict=True))
    problems = [problem for line in lines for problem in problems_of(line)]
    if problems:
        raise Invalid(problems, _FAULTY)
    return Document(info, layout, rows, LinePlan(layout, lines), None, lines)
