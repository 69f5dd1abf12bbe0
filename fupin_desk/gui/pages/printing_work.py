"""打印中心: what is read and drawn on the threads. Nothing here touches a widget."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from fupin_desk.actions import households, paper_sheets
from fupin_desk.actions.session import Session
from fupin_desk.core.progress import Task
from fupin_desk.ledgers.card import Card, CardFilter

if TYPE_CHECKING:
    from fupin_desk.actions.printing import Copy, Order, Run

POINTS_PER_INCH = 72
_IN_LIST_ORDER = (("group_name", False), ("number", False))
_SAMPLE_SCALE = 0.5


@dataclass(frozen=True)
class FormLine:
    """One form of the list. ``village``: it is about the whole village, not one household."""

    name: str
    title: str
    group: str
    village: bool
    binding: str = "左"
    years: tuple[int, int] = (1900, 2199)
    public: bool = False


@dataclass(frozen=True)
class Shelf:
    """Every form, and the years that can be printed with the usual one."""

    forms: tuple[FormLine, ...]
    years: tuple[int, ...]
    usual_year: int


@dataclass(frozen=True)
class Around:
    """Whom one can print: the groups with their households, those not visited for long, everyone."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    overdue: tuple[str, ...]
    everyone: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What to fill, before the number of copies and the sides of the paper. ``households`` None is the village."""

    form: str
    households: tuple[str, ...] | None = None
    blank: bool = False
    year: int | None = None
    masked: bool = False


@dataclass(frozen=True)
class Drawn:
    """A filled copy as the preview shows it: its PDF, one page already drawn, its page size in points."""

    wanted: Wanted
    pdf: bytes = field(repr=False)
    copy: Copy = field(repr=False)
    page: int
    image: QImage = field(repr=False)
    scale: float


@dataclass(frozen=True)
class Sample:
    """A form's look: its first page, empty and small, how many pages it has, and the paper in points."""

    image: QImage = field(repr=False)
    pages: int
    width: float
    height: float

    def paper(self) -> str:
        """A4, A3 …, with 横 for paper lying across."""
        short, long = sorted((self.width, self.height))
        name = next((n for n, (w, h) in _PAPERS.items() if abs(w - short) < 9 and abs(h - long) < 9), "")
        return (name or "自定纸") + ("横" if self.width > self.height else "")


_PAPERS = {"A3": (842, 1191), "A4": (595, 842), "A5": (420, 595), "B5": (516, 729), "16开": (522, 737)}


def read_shelf(session: Session) -> Shelf:
    """The forms and years there are."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # reportlab takes 0.3 s, on this thread and only here

    forms = tuple(
        FormLine(f.name, f.title, f.group, f.subject != printing.HOUSEHOLD, f.binding, f.years, f.public)
        for f in printing.forms()
    )
    return Shelf(forms, tuple(printing.years(session)), printing.usual_year(session))


def read_around(session: Session) -> Around:
    """Groups, overdue households and everyone, in the order of printing."""
    everyone = households.card_ids(session, CardFilter(order=_IN_LIST_ORDER))
    late = households.overdue_before(session)
    overdue = households.card_ids(session, CardFilter(order=_IN_LIST_ORDER, overdue_before=late))
    groups = [
        (g.name, tuple(households.card_ids(session, CardFilter(order=_IN_LIST_ORDER, group_id=g.id))))
        for g in households.groups(session)
    ]
    return Around(tuple(g for g in groups if g[1]), tuple(overdue), tuple(everyone))


def read_cards(session: Session, ids: tuple[str, ...]) -> list[Card]:
    """Cards in the order asked for; households that are gone are left out."""
    known = households.cards(session, ids)
    return [known[i] for i in ids if i in known]


def order_of(wanted: Wanted, *, blank: int = 1, fresh_sheet: bool = False) -> Order:
    """The order for the actions; ``blank`` is the number of empty copies when they are what is wanted."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    return printing.Order(wanted.form, None if wanted.blank else wanted.households, blank if wanted.blank else 0,
                          wanted.year, fresh_sheet, wanted.masked)  # fmt: skip


def draw(session: Session, wanted: Wanted, page: int, scale: float) -> Drawn:
    """Fill one copy and draw one of its pages (the last one when it has fewer)."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    run = printing.run_of(session, order_of(wanted))
    copy = run.copies[0]
    page = max(0, min(page, copy.pages - 1))
    return Drawn(wanted, run.pdf, copy, page, image_of(run.pdf, page, scale), scale)


def image_of(pdf: bytes, page: int, scale: float) -> QImage:
    """One page as a picture; ``scale`` 1 is 72 dots an inch."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    return QImage.fromData(printing.page_png(pdf, page, scale))


def draw_sample(session: Session, form: str) -> Sample:
    """How a form looks, from its blank."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    run = printing.run_of(session, printing.Order(form, blank=1))
    image = image_of(run.pdf, 0, _SAMPLE_SCALE)
    return Sample(image, run.copies[0].pages, image.width() / _SAMPLE_SCALE, image.height() / _SAMPLE_SCALE)


def measure(session: Session, wanted: Wanted) -> tuple[Copy, ...]:
    """Pages and findings of each copy."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    return printing.measure(session, order_of(wanted))


def lay_out(session: Session, task: Task, wanted: Wanted, times: int, *, both_sides: bool) -> tuple[Run, list[paper_sheets.Sheet]]:
    """Everything to print as one PDF in memory, and its pages on sheets."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    run = printing.run_of(session, order_of(wanted), task=task)
    return run, paper_sheets.sheets_of([c.pages for c in run.copies], times, both_sides=both_sides)


def save_pdf(session: Session, task: Task, wanted: Wanted, blank: int, out: Path, *, both_sides: bool) -> int:
    """Write everything into one PDF; returns its pages."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    return printing.print_pdf(session, order_of(wanted, blank=blank, fresh_sheet=both_sides), out, task=task).pages


def save_xlsx(session: Session, wanted: Wanted, out: Path) -> None:
    """Write one filled copy as a workbook."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    printing.fill_xlsx(session, order_of(wanted), out)
