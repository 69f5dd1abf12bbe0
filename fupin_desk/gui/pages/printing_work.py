"""打印中心: what is read and drawn on the threads. Nothing here touches a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage

from fupin_desk.actions import households, paper_sheets
from fupin_desk.actions.session import Session
from fupin_desk.core import pinyin
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.ledgers.card import Card, CardFilter

if TYPE_CHECKING:
    from fupin_desk.actions.print_folder import FolderOrder
    from fupin_desk.actions.printing import Copy, Order, Run

POINTS_PER_INCH = 72
FOLDER = "*folder"
"""The name of 一户一档全套 among the forms; no file can be called so."""
FOLDER_TITLE, FOLDER_GROUP = "一户一档全套", "成套"
HOUSEHOLD, VILLAGE, PERSON = "户", "村", "队员"
PRINTER = "1"
"""Where papers went: to a printer (print_way)."""
TEAM_GROUP = "队伍与台账"
"""Papers of the work team: those about the village are about no households."""
STATISTICS_GROUP = "村级统计"
_GROUPS = (FOLDER_GROUP, "户级", "程序文书", "程序文书与公示", "花名册", STATISTICS_GROUP, TEAM_GROUP)
"""The order of the groups in the list; others follow."""
_IN_LIST_ORDER = (("group_name", False), ("number", False))
_SAMPLE_SCALE, _SAMPLE_HEIGHT = 0.5, 132
"""A sample is drawn at half size, so that its lines are seen, and kept as small as the list can ever show it."""
_SIZING = 0.2
"""A page this small is drawn in a few milliseconds and tells its paper."""


@dataclass(frozen=True)
class FormLine:
    """One paper of the list: what its 说明 says, whether it was added to this ledger, whether it is prose."""

    name: str
    title: str
    group: str
    subject: str
    binding: str = "左"
    years: tuple[int, int] = (1900, 2199)
    public: bool = False
    copies: int = 1
    per_sheet: int = 1
    own: bool = False
    document: bool = False
    drawn_from: str = ""
    """The file it is drawn from and when that was changed: its picture is drawn anew when this is another."""

    @property
    def village(self) -> bool:
        """One copy is about the whole village, or about several of its households."""
        return self.subject == VILLAGE

    @property
    def folder(self) -> bool:
        """It is 一户一档全套."""
        return self.name == FOLDER


@dataclass(frozen=True)
class Shelf:
    """Every form, and the years that can be printed with the usual one; how many forms a folder holds."""

    forms: tuple[FormLine, ...]
    years: tuple[int, ...]
    usual_year: int
    folder: tuple[tuple[str, str, bool], ...] = ()
    """(name, title, usual) of every form that can be bound into a folder."""


@dataclass(frozen=True)
class Around:
    """Whom one can print: the groups with their households, those not visited for long, everyone."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    overdue: tuple[str, ...]
    everyone: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What to fill, before the number of copies and the sides of the paper. ``households`` None is the village;
    ``people`` are team members; ``bound`` the forms of a folder (none: the usual ones)."""

    form: str
    households: tuple[str, ...] | None = None
    blank: bool = False
    year: int | None = None
    masked: bool = False
    month: str = ""
    people: tuple[str, ...] | None = None
    watermark: str = ""
    bound: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A filled copy as the preview shows it: its PDF, one page already drawn, its page size in points.

    ``part``: what it holds for the moment, until the whole of it is there; "" when it is the whole.
    """

    wanted: Wanted
    pdf: bytes = field(repr=False)
    copy: Copy = field(repr=False)
    page: int
    image: QImage = field(repr=False)
    scale: float
    part: str = ""


@dataclass(frozen=True)
class Sample:
    """A form's look: its first page, empty and small, how many pages it has, and the paper in points."""

    image: QImage = field(repr=False)
    pages: int
    width: float
    height: float
    monthly: bool = False

    def paper(self) -> str:
        """A4, A3 …, with 横 for paper lying across."""
        short, long = sorted((self.width, self.height))
        name = next((n for n, (w, h) in _PAPERS.items() if abs(w - short) < 9 and abs(h - long) < 9), "")
        return (name or "自定纸") + ("横" if self.width > self.height else "")


_PAPERS = {"A3": (842, 1191), "A4": (595, 842), "A5": (420, 595), "A6": (297, 420), "B5": (516, 729), "16开": (522, 737)}


def read_shelf(session: Session) -> Shelf:
    """The forms and years there are, 一户一档全套 first."""
    from fupin_desk.actions import print_shelf, printing  # noqa: PLC0415  # reportlab takes 0.3 s, on this thread and only here

    bound = tuple(print_shelf.folder_titles(session))
    folder = FormLine(FOLDER, FOLDER_TITLE, FOLDER_GROUP, HOUSEHOLD)
    forms = tuple(
        FormLine(
            info.name, info.title, info.group, info.subject, info.binding, info.years, info.public, info.copies,
            info.per_sheet, paper.own, paper.document, f"{info.path} {info.path.stat().st_mtime_ns}",
        )
        for paper in print_shelf.papers(session)
        for info in (paper.info,)
    )  # fmt: skip
    return Shelf((folder, *sorted(forms, key=_place)), tuple(printing.years(session)), printing.usual_year(session), bound)


def _place(form: FormLine) -> tuple[int, str, str, tuple[int, int]]:
    at = _GROUPS.index(form.group) if form.group in _GROUPS else len(_GROUPS)
    return at, form.group, pinyin.sort_key(form.title), form.years


def read_team(session: Session, month: str) -> list[tuple[str, str, str]]:
    """(id, name, post) of everybody who served in a month."""
    from fupin_desk.actions import print_shelf  # noqa: PLC0415  # see above

    return [(person.id, person.name, person.post) for person in print_shelf.team_of(session, month)]


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

    return printing.Order(
        wanted.form, None if wanted.blank else wanted.households, blank if wanted.blank else 0, wanted.year, fresh_sheet,
        wanted.masked, wanted.month, wanted.people, wanted.watermark,
    )  # fmt: skip


def folder_order(wanted: Wanted, *, fresh_sheet: bool = False) -> FolderOrder:
    """The order for the actions that bind folders."""
    from fupin_desk.actions import print_folder  # noqa: PLC0415  # see above

    return print_folder.FolderOrder(
        wanted.households, wanted.bound, wanted.year, wanted.month, wanted.masked, fresh_sheet, wanted.watermark
    )


def run_of(session: Session, wanted: Wanted, task: Task = QUIET) -> Run:
    """Everything wanted as one PDF in memory."""
    from fupin_desk.actions import print_folder, printing  # noqa: PLC0415  # see above

    if wanted.form == FOLDER:
        return print_folder.folder_run(session, folder_order(wanted), task)
    return printing.run_of(session, order_of(wanted), task=task)


def draw(session: Session, wanted: Wanted, page: int, scale: Callable[[QSizeF], float], *, village: bool = False) -> Drawn:
    """Fill one copy and draw one of its pages (the last one when it has fewer); of a large village, its beginning."""
    from fupin_desk.actions import print_shelf  # noqa: PLC0415  # see above

    first = print_shelf.first_households(session, wanted.households) if village and not wanted.blank else None
    run = run_of(session, replace(wanted, households=first) if first else wanted)
    part = f"先看前 {len(first)} 户排出来的样子，其余的正在排，排好自动换上。" if first else ""
    return drawn_of(wanted, run, page, scale, part=part)


def draw_cover(session: Session, wanted: Wanted, scale: Callable[[QSizeF], float]) -> Drawn:
    """The beginning of a folder: cover, contents and one form. The others may have to be read from their sheets first."""
    from fupin_desk.actions import print_folder  # noqa: PLC0415  # see above

    one = wanted.bound[:1] or tuple(info.name for info in print_folder.folder_forms(session)[:1])
    run = run_of(session, replace(wanted, bound=one))
    return drawn_of(wanted, run, 0, scale, part="先看封面，其余的表正在排，排好自动换上。")


def draw_whole(session: Session, wanted: Wanted, page: int, scale: Callable[[QSizeF], float]) -> Drawn:
    """The whole of what was drawn in part. Takes seconds."""
    return drawn_of(wanted, run_of(session, wanted), page, scale)


def read_problems(session: Session, wanted: Wanted) -> tuple[str, ...]:
    """What does not balance in a village's statistic; nothing for other forms."""
    from fupin_desk.actions import print_checks  # noqa: PLC0415  # see above

    if wanted.blank:
        return ()
    return tuple(print_checks.statistic_problems(session, wanted.form, year=wanted.year, households=wanted.households))


def drawn_of(wanted: Wanted, run: Run, page: int, scale: Callable[[QSizeF], float], *, part: str = "") -> Drawn:
    """A filled copy with one of its pages drawn as large as the view wants it."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    copy = run.copies[0] if run.copies else printing.Copy("", "", printing.page_count(run.pdf))
    pages = max(1, copy.pages)  # a card on a sheet begun before counts none
    page = max(0, min(page, pages - 1))
    small = image_of(run.pdf, page, _SIZING)
    dots = scale(QSizeF(small.width() / _SIZING, small.height() / _SIZING))
    return Drawn(wanted, run.pdf, replace(copy, pages=pages), page, image_of(run.pdf, page, dots), dots, part)


def image_of(pdf: bytes, page: int, scale: float) -> QImage:
    """One page as a picture; ``scale`` 1 is 72 dots an inch."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    return QImage.fromData(printing.page_png(pdf, page, scale))


def draw_sample(session: Session, form: str) -> Sample:
    """How a form looks, from its blank."""
    from fupin_desk.actions import print_shelf, printing  # noqa: PLC0415  # see above

    look = print_shelf.look_of(session, form)
    run = printing.run_of(session, printing.Order(form, blank=1))
    image = image_of(run.pdf, 0, _SAMPLE_SCALE)
    width, height = image.width() / _SAMPLE_SCALE, image.height() / _SAMPLE_SCALE
    smooth = Qt.TransformationMode.SmoothTransformation
    return Sample(image.scaledToHeight(_SAMPLE_HEIGHT, smooth), run.copies[0].pages, width, height, look.monthly)


def measure(session: Session, wanted: Wanted) -> tuple[Copy, ...]:
    """Pages and findings of each copy."""
    from fupin_desk.actions import print_folder, printing  # noqa: PLC0415  # see above

    if wanted.form == FOLDER:
        return print_folder.measure_folder(session, folder_order(wanted))
    return printing.measure(session, order_of(wanted))


def lay_out(session: Session, task: Task, wanted: Wanted, times: int, *, both_sides: bool) -> tuple[Run, list[paper_sheets.Sheet]]:
    """Everything to print as one PDF in memory, and its pages on sheets."""
    run = run_of(session, wanted, task)
    return run, paper_sheets.sheets_of([c.pages for c in run.copies], times, both_sides=both_sides)


def save_pdf(session: Session, task: Task, wanted: Wanted, blank: int, out: Path, *, both_sides: bool) -> int:
    """Write everything into one PDF and note it; returns its pages."""
    from fupin_desk.actions import print_folder, printing  # noqa: PLC0415  # see above

    if wanted.form == FOLDER:
        order = folder_order(wanted, fresh_sheet=both_sides)
        pages = print_folder.print_folder_pdf(session, order, out, task=task).pages
    else:
        pages = printing.print_pdf(session, order_of(wanted, blank=blank, fresh_sheet=both_sides), out, task=task).pages
    note(session, wanted, printing.PDF, pages)
    return pages


def save_xlsx(session: Session, wanted: Wanted, out: Path) -> None:
    """Write one filled copy as a workbook and note it."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # see above

    printing.fill_xlsx(session, order_of(wanted), out)
    note(session, wanted, printing.EXCEL, 1)


def save_text(session: Session, task: Task, wanted: Wanted, out: Path) -> None:
    """Write a document as plain text and note it."""
    from fupin_desk.actions import documenting, print_log  # noqa: PLC0415  # see above

    documenting.save_text(session, order_of(wanted), out, task=task)
    note(session, wanted, print_log.TEXT, 1)


def note(session: Session, wanted: Wanted, way: str, pages: int, sheets: int | None = None) -> None:
    """Put a printing into the log."""
    from fupin_desk.actions import print_log, printing  # noqa: PLC0415  # see above

    if wanted.form == FOLDER:
        ids = wanted.households or ()
        print_log.note_printing(session, FOLDER_TITLE, way, ids, pages, sheets=sheets, masked=wanted.masked)
    else:
        printing.note(session, order_of(wanted), way, pages, sheets)
