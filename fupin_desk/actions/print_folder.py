"""一户一档: a household's folder as one print: cover, contents with the pages of the folder, its forms in official order.

    FOLDER_FORMS: tuple[str, ...]                            the usual forms by file name, in official order
    folder_forms(session) -> tuple[FormInfo, ...]            those of them that there are: what the window offers ticked
    choosable_forms(session) -> tuple[FormInfo, ...]         every form that may be put in, the usual ones first
    FolderOrder(households, forms, year, month, masked, fresh_sheet, watermark)
    folder_run(session, order, task=QUIET) -> printing.Run   PDF in memory, one Copy for each household
    measure_folder(session, order, task=QUIET) -> tuple[printing.Copy, ...]
    print_folder_pdf(session, order, out, task=QUIET) -> PrintResult
    note_folders(session, order, way, pages, sheets=None)    one line of the print log; ways in print_log

Sheets of paper before printing: ``paper_sheets.count((c.pages for c in measure_folder(…)), times, both_sides=…)``.
Import this module when printing begins, as ``printing``: reportlab and its fonts take 0.3 s.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from fupin_desk.actions import print_log
from fupin_desk.actions.filling.copies import Wanted, household_data, wanted_by
from fupin_desk.actions.filling.source import HouseholdSource, VillageSource
from fupin_desk.actions.filling.words import number_value
from fupin_desk.actions.print_order import HOUSEHOLD, check_time, usual_year
from fupin_desk.actions.print_parts import Findings, load_paper, stamp_of, uses_year
from fupin_desk.actions.printing import Copy, Run, form_info, forms
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.core.papercodes import short_code
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.forms import catalog, pdf
from fupin_desk.forms.paper.saving import partial_file
from fupin_desk.forms.values import FormData, PrintResult, Value
from fupin_desk.ledgers.family import HouseholdFile

COVER, CONTENTS = "folder_cover", "folder_contents"
LISTED = "目录"
"""The list of the contents: 文件题名, 日期, 页号, 备注."""
FOLDER_FORMS = (
    "monitoring_application",
    "household_survey",
    "monitoring_survey",
    "monitoring_check",
    "helping_agreement",
    "helping_plan",
    "helping_results",
    "visit_record",
    "income_account",
    "income_card",
    "double_recognition",
    "single_standards",
    "exit_application",
    "exit_confirmation",
    "risk_clearing_check",
    "risk_clearing_approval",
)
"""The usual forms of a folder in the order of the archive (domain 3.5): some twelve in the folder of one household, for
those of monitoring and of leaving poverty concern few."""
_OF_MONITORED = frozenset(name for name in FOLDER_FORMS if name.startswith(("monitoring_", "risk_")))
_OF_LEAVING = frozenset({"double_recognition", "single_standards", "exit_application", "exit_confirmation"})
_LEAVING = frozenset({"1", "2"})
"""已脱贫 and 拟脱贫 in the list of 脱贫属性 (AAR010)."""
_AT_ONCE = 100


@dataclass(frozen=True)
class FolderOrder:
    """Whose folders to print, and what is in them.

    ``households`` are ids (None = all, by group and number); ``forms`` file names in the order they are bound, without
    cover and contents (empty = the usual ones, those that do not concern a household left out of its folder).
    ``fresh_sheet``: every folder begins on a front page, for printing on both sides (print_folder_pdf; the window lays
    the copies of a Run on sheets itself). ``masked`` hides ID numbers, telephones and bank cards. Without a ``year`` it
    is the newest that the ledger has.
    """

    households: tuple[str, ...] | None = None
    forms: tuple[str, ...] = ()
    year: int | None = None
    month: str = ""
    masked: bool = False
    fresh_sheet: bool = False
    watermark: str = ""


@dataclass(frozen=True)
class _Folder:
    """One household's folder ready to be drawn: every form with its data, cover and contents first."""

    household: str
    title: str = field(repr=False)
    papers: tuple[tuple[catalog.Form, FormData], ...] = field(repr=False)
    dated: bool = True


class _Folders:
    """The folders of an order one after another; memory does not grow with their number."""

    def __init__(self, session: Session, order: FolderOrder) -> None:
        check_time(order.year, order.month)
        self._order = order
        self.year = order.year or usual_year(session)
        self.source = VillageSource(session, self.year, order.month, order.households, masked=order.masked)
        self.ids = list(order.households) if order.households is not None else self.source.ids
        if not self.ids:
            raise DeskError("没有选中任何一户。没有打印。请先选好要打印的户。")
        infos = [_fitting(session, name) for name in order.forms] if order.forms else folder_forms(session)
        bound = [form_info(name, session) for name in (COVER, CONTENTS)]
        self._cover, self._contents, *self._forms = (load_paper(info) for info in [*bound, *infos])
        self._wanted = _all_wanted([self._cover, self._contents, *self._forms])

    def __iter__(self) -> Iterator[_Folder]:
        return map(self._folder, self.source.whole_files(self.ids))

    def _folder(self, file: HouseholdFile) -> _Folder:
        data = household_data(HouseholdSource(file, self.source), self._wanted, short_code(file.household.id))
        forms = [f for f in self._forms if self._order.forms or _concerns(f.info, file, self.year)]
        pages = [len(form.plan.pages(data)) for form in forms]
        rows = contents_of([_titled(form, data) for form in forms], pages, f"{self.source.today:%Y%m%d}")
        counts = {"户档.件数": number_value(len(forms)), "户档.页数": number_value(sum(pages))}
        whole = replace(data, scalars={**data.scalars, **counts}, lists={**data.lists, LISTED: rows})
        return _Folder(
            file.household.id, data.title, tuple((form, whole) for form in (self._cover, self._contents, *forms)),
            file.year(self.year) is not None or not any(map(uses_year, forms)),
        )  # fmt: skip


def folder_forms(session: Session) -> tuple[catalog.FormInfo, ...]:
    """The usual forms of a folder that there are, in official order."""
    return tuple(info for info in choosable_forms(session) if info.name in FOLDER_FORMS)


def choosable_forms(session: Session) -> tuple[catalog.FormInfo, ...]:
    """Every form that may be put into a folder: the usual ones in official order, then the others by group and name."""
    known = [info for info in forms(session) if _fits(info)]
    usual = {name: n for n, name in enumerate(FOLDER_FORMS)}
    return tuple(sorted(known, key=lambda info: usual.get(info.name, len(usual))))


def contents_of(titles: Sequence[str], pages: Sequence[int], day: str) -> list[Mapping[str, Value]]:
    """The lines of the contents from the forms' titles and numbers of pages: each form with its first page, counted from
    the first page behind the contents; the last with first and last page, as 卷内目录 are written."""
    rows: list[Mapping[str, Value]] = []
    first = 1
    for n, (title, count) in enumerate(zip(titles, pages, strict=True), 1):
        last = first + count - 1
        where = f"{first}—{last}" if n == len(titles) and last > first else str(first)
        row = {"序号": str(n), "文件题名": title, "日期": day, "页号": where, "备注": ""}
        rows.append({name: Value(text) for name, text in row.items()})
        first = last + 1
    return rows


def folder_run(session: Session, order: FolderOrder, task: Task = QUIET) -> Run:
    """Every folder in one PDF in memory, a Copy for each household: to be laid out on sheets of paper by the printer."""
    out = BytesIO()
    printer = pdf.PdfPrinter(out, stamp_of(session, order.watermark))
    copies = tuple(_drawn(_Folders(session, order), printer, task))
    printer.finish()
    return Run(out.getvalue(), copies)


def measure_folder(session: Session, order: FolderOrder, task: Task = QUIET) -> tuple[Copy, ...]:
    """How many pages each folder will take and what does not fit, household by household. Nothing is written."""
    with open(os.devnull, "wb") as nowhere:
        return tuple(_drawn(_Folders(session, order), pdf.PdfPrinter(nowhere, stamp_of(session, order.watermark)), task))


def print_folder_pdf(session: Session, order: FolderOrder, out: Path, task: Task = QUIET) -> PrintResult:
    """Print the folders into one PDF, a bookmark for each household with its forms below. The file is written as it is
    made and appears whole or not at all. Raises DeskError when it cannot be written, Cancelled when it is stopped."""
    folders = _Folders(session, order)
    with partial_file(out) as target:
        printer = pdf.PdfPrinter(target, stamp_of(session, order.watermark))
        count = sum(1 for _ in _drawn(folders, printer, task, fresh_sheet=order.fresh_sheet))
        return replace(printer.finish(), households=count)


def note_folders(session: Session, order: FolderOrder, way: str, pages: int, sheets: int | None = None) -> None:
    """Put a printing of folders into the log."""
    ids = order.households if order.households is not None else VillageSource(session, 0).ids
    print_log.note_printing(session, "一户一档", way, ids, pages, sheets=sheets, masked=order.masked)


def _drawn(folders: _Folders, printer: pdf.PdfPrinter, task: Task, *, fresh_sheet: bool = False) -> Iterator[Copy]:
    for n, folder in enumerate(folders):
        task.step(n, len(folders.ids), "正在排一户一档")
        findings, pages = Findings(printer, named=True), 0
        for at, (form, data) in enumerate(folder.papers):
            pages += printer.add(form, data, fresh_sheet=fresh_sheet and at == 0, parent=folder.title)
        yield Copy(folder.household, folder.title, pages, findings.found(None if folder.dated else folders.year))
    task.step(len(folders.ids), len(folders.ids), "正在排一户一档")  # the last folder too can be cancelled


def _fits(info: catalog.FormInfo) -> bool:
    """Whether a form is bound into folders: about one household, on a sheet of its own (cards are cut and handed out)."""
    return info.subject == HOUSEHOLD and info.per_sheet == 1 and info.name not in (COVER, CONTENTS)


def _fitting(session: Session, name: str) -> catalog.FormInfo:
    info = form_info(name, session)
    if not _fits(info):
        why = "不是一户一份、装进户档案的表"
        raise DeskError(f"“{info.title}”{why}，放不进一户一档。没有打印。请去掉这张表，需要时单独打印。")
    return info


def _all_wanted(forms: Sequence[catalog.Form]) -> Wanted:
    """What all forms of a folder use together: it is computed once for each household."""
    found = [wanted_by(form) for form in forms]
    prefixes = [wanted.prefixes or frozenset() for wanted in found]
    return Wanted(frozenset().union(*prefixes), frozenset().union(*(wanted.lists or frozenset() for wanted in found)))


def _uses(form: catalog.Form, start: str) -> bool:
    return any(slot.name.startswith(start) for row in form.rows for cell in row for slot in cell.slots)


def _concerns(info: catalog.FormInfo, file: HouseholdFile, year: int) -> bool:
    """Whether a usual form has to do with this household: one of the year, papers of monitoring only where there was
    any, of leaving poverty only where the household left it or is about to."""
    if not info.serves(year) or (info.name in _OF_MONITORED and not file.monitoring):
        return False
    return info.name not in _OF_LEAVING or file.household.state in _LEAVING


def _titled(form: catalog.Form, data: FormData) -> str:
    """A form's title as the contents name it: by era where the form has two names, with the year where it is of one."""
    named = data.scalars["表名"].text if _uses(form, "表名") else form.info.title
    year = data.scalars["年度"].text
    return f"{named}（{year}年度）" if year and _uses(form, "年度") else named
