"""Finds the forms that are there and loads one: its sheet, its 说明, its placeholders bound to names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from fupin_desk.core.errors import DeskError, Invalid, Problem
from fupin_desk.core.files import file_faults
from fupin_desk.core.resources import resource
from fupin_desk.forms.fill import FormCell, bind
from fupin_desk.forms.opening import notes_of
from fupin_desk.forms.pages import Plan
from fupin_desk.forms.paper.cards import PER_SHEET, Grid, grid_of
from fupin_desk.forms.sheet import Layout, read_layout
from fupin_desk.forms.soundness import check_layout
from fupin_desk.forms.values import Names

_YEARS = re.compile(r"(\d{4})?\s*(?:[-—–~至到]\s*(\d{4})?)?")
_YES = frozenset({"是", "公开", "1", "true"})
FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_COPIES = 99
MM = 72 / 25.4


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
    per_sheet: int = 1

    def serves(self, year: int) -> bool:
        """Whether the form is the one of this year."""
        return self.years[0] <= year <= self.years[1]


@dataclass(frozen=True)
class Form:
    """A form ready to be filled: its sheet, its cells by row, the plan of its pages; ``grid`` when it is a card of which
    several lie on one sheet of A4."""

    info: FormInfo
    layout: Layout
    rows: tuple[tuple[FormCell, ...], ...]
    plan: Plan
    grid: Grid | None = None


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
    check_layout(path, layout)
    info = info_of(path, layout.notes)
    rows = bind(layout, names, public=info.public)
    form = Form(info, layout, rows, Plan(layout, rows), _grid(info, layout))
    while len(_loaded) >= _MOST_LOADED:
        _loaded.pop(next(iter(_loaded), path), None)
    _loaded[path] = changed, names, form
    return form


def info_of(path: Path, notes: Mapping[str, str]) -> FormInfo:
    """The 说明 of a form; what it does not say is taken from the file's place and name."""
    return FormInfo(
        path.stem, notes.get("名称") or path.stem, notes.get("分组") or path.parent.name, notes.get("对象", ""), path,
        _years(notes.get("年度", "")), notes.get("依据", ""), notes.get("公开", "") in _YES,
        min(_count(notes.get("份数", "")), MOST_COPIES), notes.get("装订") or "左", notes.get("版本", ""),
        _count(notes.get("拼版", "")),
    )  # fmt: skip


def _count(text: str) -> int:
    """A number of 1 or more at the beginning of what the 说明 says (3, 3份); 1 for anything else."""
    match = re.match(r"\d{1,4}", text)
    return max(1, int(match[0])) if match else 1


def _grid(info: FormInfo, layout: Layout) -> Grid | None:
    """How the form's cards lie on a sheet; None for one on its own paper. Raises Invalid when so many do not fit."""
    if info.per_sheet == 1:
        return None
    grid = grid_of(layout.paper, info.per_sheet) if info.per_sheet in PER_SHEET else None
    if grid is None:
        size = f"{layout.paper.width / MM:.0f}×{layout.paper.height / MM:.0f} 毫米"
        told = f"一张 A4 上放不下 {info.per_sheet} 张 {size} 的卡片。2 张用 A5 纸，4 张用 A6 纸；也可以删掉这一行。"
        raise Invalid([Problem("说明 拼版", told)], f"表样“{info.path.name}”的拼版不对，没有打印。")
    return grid


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


def form_at(path: Path, group: str = "") -> FormInfo:
    """The form in a file, in the group it was put into. Raises DeskError for a file that cannot be opened."""
    info = _info(path, path.stat().st_mtime_ns)
    return replace(info, group=group) if group else info


def find_form(text: str, among: Iterable[FormInfo] | None = None) -> FormInfo:
    """A form by file name or title. Raises DeskError that lists the forms there are."""
    known = list_forms() if among is None else tuple(among)
    for info in known:
        if text in (info.name, info.title):
            return info
    names = "、".join(f"{info.name}（{info.title}）" for info in known)
    raise DeskError(f"没有叫“{text}”的表。没有打印。可以用的有：{names}。")
