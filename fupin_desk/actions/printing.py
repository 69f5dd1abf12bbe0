"""Printing: which forms there are, filling them from the ledger, PDF, preview pages, filled workbooks.

Import this module when printing begins, not at the start of the program: reportlab and its fonts take 0.3 s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fupin_desk import __version__
from fupin_desk.actions.filling import blank_data, household_data, village_data
from fupin_desk.actions.session import Session, village_of
from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.forms import catalog, pdf, xlsx
from fupin_desk.forms.names import listed_names, names_of
from fupin_desk.forms.values import FormData, PrintResult, Stamp
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.team import TEAM_MEMBER
from fupin_desk.store.queries import families, lists

FormInfo = catalog.FormInfo
_AT_ONCE = 100
HOUSEHOLD, VILLAGE = "户", "村"
"""What a form can be about (对象)."""


@dataclass(frozen=True)
class Order:
    """What to print: a form, for which households (None = all), or ``blank`` empty copies; of which year.

    ``fresh_sheet``: every household begins on a front page, for printing on both sides.
    """

    form: str
    households: tuple[str, ...] | None = None
    blank: int = 0
    year: int | None = None
    fresh_sheet: bool = False


def forms() -> tuple[FormInfo, ...]:
    """Every form shipped, by group and name."""
    return catalog.list_forms()


def form_info(name: str) -> FormInfo:
    """A form by file name or title. Raises DeskError that lists the forms there are."""
    return catalog.find_form(name)


def field_names(subject: str) -> Sequence[str]:
    """The placeholders a form about 户 or 村 may use."""
    return listed_names(subject)


def print_pdf(session: Session, order: Order, out: Path, *, task: Task = QUIET) -> PrintResult:
    """Print into one PDF, a bookmark for each household. The file appears whole or not at all."""
    form = _load(order.form)
    return pdf.print_pdf(form, _Datas(session, order, form), out, _stamp(session), task, fresh_sheet=order.fresh_sheet)


def preview(session: Session, order: Order) -> bytes:
    """The same pages as a PDF in memory (never on disk): what the preview shows and the printer gets."""
    form = _load(order.form)
    out = BytesIO()
    pdf.print_pdf(form, _Datas(session, order, form), out, _stamp(session), fresh_sheet=order.fresh_sheet)
    return out.getvalue()


def page_png(data: bytes, page: int, scale: float) -> bytes:
    """One page of a preview as PNG; ``scale`` 1 is 72 dots an inch."""
    return pdf.page_png(data, page, scale)


def page_count(data: bytes) -> int:
    """How many pages a preview has."""
    return pdf.page_count(data)


def fit_check(session: Session, order: Order, *, task: Task = QUIET) -> PrintResult:
    """What printing would report: texts too long, characters no font has, pages. Nothing is written."""
    form = _load(order.form)
    return pdf.fit_check(form, _Datas(session, order, form), _stamp(session), task)


def fill_xlsx(session: Session, order: Order, out: Path) -> None:
    """The filled form as a workbook, for one household (or the village)."""
    form = _load(order.form)
    datas = list(_Datas(session, order, form))
    if len(datas) != 1:
        raise DeskError(f"存为 Excel 表一次只能填一户，现在选了 {len(datas)} 户。没有写文件。请只选一户，或存为 PDF。")
    xlsx.to_xlsx(form, datas[0], out)


def check_form(name: str) -> None:
    """Load a form as printing would. Raises DeskError or Invalid naming what is wrong and in which cell."""
    _load(name)


def _load(name: str) -> catalog.Form:
    info = form_info(name)
    return catalog.load_form(info.path, names_of(info.subject))


def _stamp(session: Session) -> Stamp:
    return Stamp(session.user, session.now, __version__)


class _Datas:
    """The copies to print, read from the ledger a hundred households at a time, so that memory does not grow."""

    def __init__(self, session: Session, order: Order, form: catalog.Form) -> None:
        self._session, self._order, self._form = session, order, form
        self._village = village_of(session)
        self._year = order.year or session.today.year
        self._households = self._chosen()

    def _chosen(self) -> list[str]:
        if self._order.blank or self._form.info.subject != HOUSEHOLD:
            return []
        if self._order.households is not None:
            return list(self._order.households)
        with self._session.file.read() as connection:
            return lists.card_ids(connection, self._session.village, CardFilter(order=_BY_GROUP))

    def __len__(self) -> int:
        if self._form.info.subject != HOUSEHOLD:
            return 1
        return self._order.blank or len(self._households)

    def __iter__(self) -> Iterator[FormData]:
        session, today = self._session, self._session.today
        if self._form.info.subject != HOUSEHOLD:
            yield self._whole_village()
            return
        for _ in range(self._order.blank):
            yield blank_data(self._village, self._year, today, session.user)
        for at in range(0, len(self._households), _AT_ONCE):
            with session.file.read() as connection:
                files = families.load_files(connection, self._households[at : at + _AT_ONCE])
            for file in files:
                yield household_data(file, self._village, self._year, today, session.user)

    def _whole_village(self) -> FormData:
        with self._session.file.read() as connection:
            chosen = self._order.households
            ids = lists.card_ids(connection, self._session.village, CardFilter(order=_BY_GROUP, households=chosen))
            files = families.load_files(connection, ids, visits=False)
            team = lists.list_records(connection, TEAM_MEMBER)
        return village_data(self._village, files, team, self._year, self._session.today, self._session.user)


_BY_GROUP = (("group_name", False), ("number", False))
