"""Finds the forms that are there and loads one: its sheet, its 说明, its placeholders bound to names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults
from fupin_desk.core.resources import resource
from fupin_desk.forms.fill import FormCell, bind
from fupin_desk.forms.opening import notes_of
from fupin_desk.forms.pages import Plan
from fupin_desk.forms.sheet import Layout, read_layout
from fupin_desk.forms.values import Names

_YEARS = re.compile(r"(\d{4})?\s*(?:[-—–~至到]\s*(\d{4})?)?")
_YES = frozenset({"是", "公开", "1", "true"})
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class FormInfo:
    """What the 说明 sheet of a form says. ``name`` is the file's name, by which the command line calls it."""

    name: str
    title: str
    group: str
    subject: str
    path: Path
    years: tuple[int, int] = (FIRST_YEAR, LAST_YEAR)
    basis: str = ""
    public: bool = False
    copies: int = 1
    binding: str = "左"
    version: str = ""

    def serves(self, year: int) -> bool:
        """Whether the form is the one of this year."""
        return self.years[0] <= year <= self.years[1]


@dataclass(frozen=True)
class Form:
    """A form ready to be filled: its sheet, its cells by row, the plan of its pages."""

    info: FormInfo
    layout: Layout
    rows: tuple[tuple[FormCell, ...], ...]
    plan: Plan


_MOST_LOADED = 32
_loaded: dict[Path, tuple[int, Names, Form]] = {}
"""Forms read before, with the time of their file's last change: the preview asks for the same form again and again."""


def load_form(path: Path, names: Names) -> Form:
    """Load a form for values of these names. Raises DeskError for a file that is no form, Invalid for placeholders that
    are not among the names (each with its cell and the nearest names) or may not be posted in public (domain 5.6)."""
    with file_faults(path):
        changed = path.stat().st_mtime_ns
    known = _loaded.get(path)
    if known is not None and known[0] == changed and known[1] is names:
        return known[2]
    layout = read_layout(path)
    info = info_of(path, layout.notes)
    rows = bind(layout, names, public=info.public)
    form = Form(info, layout, rows, Plan(layout, rows))
    while len(_loaded) >= _MOST_LOADED:
        _loaded.pop(next(iter(_loaded)))
    _loaded[path] = changed, names, form
    return form


def info_of(path: Path, notes: Mapping[str, str]) -> FormInfo:
    """The 说明 of a form; what it does not say is taken from the file's place and name."""
    copies = notes.get("份数", "")
    return FormInfo(
        path.stem, notes.get("名称") or path.stem, notes.get("分组") or path.parent.name, notes.get("对象", ""), path,
        _years(notes.get("年度", "")), notes.get("依据", ""), notes.get("公开", "") in _YES,
        int(copies) if copies.isdigit() and int(copies) > 0 else 1, notes.get("装订") or "左", notes.get("版本", ""),
    )  # fmt: skip


def _years(text: str) -> tuple[int, int]:
    """From 2014-2020, 2021-, -2020 or 2019."""
    match = _YEARS.fullmatch(text.strip())
    if match is None:
        return FIRST_YEAR, LAST_YEAR
    first = int(match[1]) if match[1] else FIRST_YEAR
    if match[2]:
        return first, int(match[2])
    return first, first if match[1] and text.strip() == match[1] else LAST_YEAR


def forms_folder() -> Path:
    """Where the forms that ship with the program lie, a folder for each group."""
    return resource("forms")


def list_forms(folders: Iterable[Path] = ()) -> tuple[FormInfo, ...]:
    """Every form of the program and of further folders (a county's own), by group and title. Raises DeskError for a
    file that cannot be opened."""
    found = []
    for folder in (forms_folder(), *folders):
        for path in sorted(folder.rglob("*.xlsx")):
            if not path.name.startswith(("~$", ".")):
                found.append(_info(path, path.stat().st_mtime_ns))
    return tuple(sorted(found, key=lambda info: (info.group, info.title, info.years)))


@lru_cache(256)
def _info(path: Path, _changed: int) -> FormInfo:
    return info_of(path, notes_of(path))


def find_form(text: str, folders: Iterable[Path] = ()) -> FormInfo:
    """A form by file name or title. Raises DeskError that lists the forms there are."""
    known = list_forms(folders)
    for info in known:
        if text in (info.name, info.title):
            return info
    names = "、".join(f"{info.name}（{info.title}）" for info in known)
    raise DeskError(f"没有叫“{text}”的表。没有打印。可以用的有：{names}。")
