"""Printing: which forms there are, filling them from the ledger, PDF, preview pages, filled workbooks.

Import this module when printing begins, not at the start of the program: reportlab and its fonts take 0.3 s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from threading import Lock

from fupin_desk.actions import own_forms, print_log
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.print_order import HOUSEHOLD, PERSON, VILLAGE, Copies, Order, usual_year
from fupin_desk.actions.print_parts import Findings, load_paper, stamp_of, uses_year
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.forms import catalog, pdf, xlsx
from fupin_desk.forms.documents import loading
from fupin_desk.forms.names import listed_names
from fupin_desk.forms.values import PrintResult
from fupin_desk.ledgers.team import TEAM_MEMBER, TeamMember
from fupin_desk.store.queries import lists

FormInfo = catalog.FormInfo
__all__ = ["HOUSEHOLD", "PERSON", "VILLAGE", "Copy", "FormInfo", "Order", "Run", "usual_year"]
_YEARS_OFFERED = 6
PRINTER, PDF, EXCEL = print_log.PRINTER, print_log.PDF, print_log.EXCEL
_pdfium = Lock()
"""PDFium is not made for threads: the preview and the printer take turns."""


@dataclass(frozen=True)
class Copy:
    """One copy of a form: whose it is (a household's id, "" for the village or a blank form), its pages, what is wrong.

    ``findings`` are (cell with the name of its value, what does not fit or cannot be printed there).
    """

    household: str
    title: str = field(repr=False)
    pages: int = 1
    findings: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Run:
    """A PDF in memory with the copies it consists of, in order: what goes to the printer page by page."""

    pdf: bytes = field(repr=False)
    copies: tuple[Copy, ...]


def forms(session: Session | None = None) -> tuple[FormInfo, ...]:
    """Every form and document shipped, and those that were added to this ledger, by group and name."""
    found = catalog.list_forms() if session is None else own_forms.forms_of(session)
    taken = {info.name for info in found}  # a form of the county's own takes the place of a document too
    documents = [info for info in loading.list_documents() if info.name not in taken]
    return tuple(sorted((*found, *documents), key=lambda info: (info.group, info.title, info.years)))


def form_info(name: str, session: Session | None = None) -> FormInfo:
    """A form by file name or title. Raises DeskError that lists the forms there are."""
    return catalog.find_form(name, forms(session))


def field_names(subject: str) -> Sequence[str]:
    """The placeholders a form about 户 or 村 may use."""
    return listed_names(subject)


def print_pdf(session: Session, order: Order, out: Path, *, task: Task = QUIET) -> PrintResult:
    """Print into one PDF, a bookmark for each household. The file appears whole or not at all."""
    form = _load(order.form, session)
    copies = Copies(session, order, form).some()
    return pdf.print_pdf(form, copies, out, stamp_of(session, order.watermark), task, fresh_sheet=order.fresh_sheet)


def preview(session: Session, order: Order) -> bytes:
    """The same pages as a PDF in memory (never on disk): what the preview shows and the printer gets."""
    form = _load(order.form, session)
    out = BytesIO()
    pdf.print_pdf(form, Copies(session, order, form).some(), out, stamp_of(session, order.watermark), fresh_sheet=order.fresh_sheet)
    return out.getvalue()


def run_of(session: Session, order: Order, *, task: Task = QUIET) -> Run:
    """Every copy in one PDF in memory, with the pages of each: to be laid out on sheets of paper by the printer."""
    out = BytesIO()
    printer = pdf.PdfPrinter(out, stamp_of(session, order.watermark))
    copies = tuple(_added(session, order, printer, task))
    if not copies:
        Copies(session, order, _load(order.form, session)).some()
    printer.finish()
    return Run(out.getvalue(), copies)


def measure(session: Session, order: Order, *, task: Task = QUIET) -> tuple[Copy, ...]:
    """How many pages each copy will take and what does not fit, household by household. Nothing is written."""
    return tuple(_added(session, order, pdf.PdfPrinter(BytesIO(), stamp_of(session, order.watermark)), task))


def _added(session: Session, order: Order, printer: pdf.PdfPrinter, task: Task) -> Iterator[Copy]:
    form = _load(order.form, session)
    datas = Copies(session, order, form)
    of_year = uses_year(form)
    for n, (household, data, dated) in enumerate(datas.owned()):
        task.step(n, len(datas), "正在排版")
        findings = Findings(printer)
        pages = printer.add(form, data)
        yield Copy(household, data.title, pages, findings.found(datas.year if of_year and not dated else None))
    task.step(len(datas), len(datas), "正在排版")  # the last copy too can be cancelled


def page_png(data: bytes, page: int, scale: float) -> bytes:
    """One page of a preview as PNG; ``scale`` 1 is 72 dots an inch. May be called on any thread."""
    with _pdfium:
        return pdf.page_png(data, page, scale)


def page_count(data: bytes) -> int:
    """How many pages a preview has. May be called on any thread."""
    with _pdfium:
        return pdf.page_count(data)


def years(session: Session) -> list[int]:
    """The years that can be printed, the newest first: those that households have their latest figures of, the years
    before, and this year."""
    with session.file.read() as connection:
        held = {int(year) for year in lists.count_by(connection, session.village, "year") if year}
    newest = max(held, default=session.today.year)
    return sorted({*held, *range(newest - _YEARS_OFFERED + 1, newest + 1), session.today.year}, reverse=True)


def fit_check(session: Session, order: Order, *, task: Task = QUIET) -> PrintResult:
    """What printing would report: texts too long, characters no font has, pages. Nothing is written."""
    form = _load(order.form, session)
    return pdf.fit_check(form, Copies(session, order, form), stamp_of(session, order.watermark), task)


def fill_xlsx(session: Session, order: Order, out: Path) -> None:
    """The filled form as a workbook, for one household (or the village)."""
    form = _load(order.form, session)
    if loading.is_document(form.info.path):
        raise DeskError(f"“{form.info.title}”是文书，不能存为 Excel 表。没有写文件。请存为 PDF 或纯文本。")
    copies = Copies(session, order, form).some()
    if len(copies) != 1:
        raise DeskError(f"存为 Excel 表一次只能填一户，现在选了 {len(copies)} 户。没有写文件。请只选一户，或存为 PDF。")
    xlsx.to_xlsx(form, copies, out)


def note(session: Session, order: Order, way: str, pages: int, sheets: int | None = None) -> None:
    """Put a printing into the log. Blank papers hold nothing about anybody and are not noted."""
    if order.blank:
        return
    info = form_info(order.form, session)
    ids = VillageSource(session, 0, households=order.households).ids if info.subject == HOUSEHOLD else order.households or ()
    print_log.note_printing(session, info.title, way, ids, pages, sheets=sheets, masked=order.masked or info.public)


def team_members(session: Session, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of team members by name. Raises DeskError for one that is not in the team."""
    with session.file.read() as connection:
        team: list[TeamMember] = lists.list_records(connection, TEAM_MEMBER)
    known = {member.name: member.id for member in team}
    for name in names:
        if name not in known:
            raise DeskError(f"工作队里没有叫“{name}”的队员。没有打印。现有：{'、'.join(known)}。")
    return tuple(known[name] for name in names)


def check_form(name: str, session: Session | None = None) -> None:
    """Load a form as printing would. Raises DeskError or Invalid naming what is wrong and in which cell."""
    _load(name, session)


def _load(name: str, session: Session | None = None) -> catalog.Form:
    return load_paper(form_info(name, session))
