"""打印中心's shelf: what the list tells of each paper before it is chosen, and what only its sheet can tell.

Import this module when printing begins, as ``printing``: reportlab and its fonts take 0.3 s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desk.actions import own_forms, print_folder, printing
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.print_order import PERSON, usual_year
from fupin_desk.actions.session import Session
from fupin_desk.forms import catalog
from fupin_desk.forms.catalog import Form, FormInfo
from fupin_desk.forms.documents import loading
from fupin_desk.forms.names import names_of

_MONTHLY = frozenset({"月份", "季度", "半年", "月历", "本月", "本季", "本半年", "考勤", "日志", "工作", "纪实"})
"""Names whose values are those of the month that is printed."""
_HOUSEHOLDS_READ = 40
"""So many households of a village are drawn first when it has more: some 50 ms instead of seconds."""


@dataclass(frozen=True)
class Paper:
    """A form or document of the list. ``own``: added to this ledger; ``document``: prose, to be had as plain text."""

    info: FormInfo
    own: bool = False
    document: bool = False


@dataclass(frozen=True)
class Look:
    """What only the sheet tells: its paper in points, whether it is of a month, of a year, or goes by neither."""

    width: float
    height: float
    monthly: bool
    yearly: bool


@dataclass(frozen=True)
class Person:
    """A team member for whom a paper can be printed."""

    id: str
    name: str
    post: str


def papers(session: Session) -> tuple[Paper, ...]:
    """Every form and document, those of the ledger's own marked."""
    own = {form.name for form in own_forms.own_forms(session)}
    return tuple(Paper(info, info.name in own, loading.is_document(info.path)) for info in printing.forms(session))


def look_of(session: Session, name: str) -> Look:
    """What the sheet of a paper tells. Raises DeskError, Invalid for one that cannot be read."""
    info = printing.form_info(name, session)
    form = _form(info)
    heads = {slot.name.partition(".")[0] for row in form.rows for cell in row for slot in cell.slots}
    heads |= {slot.listed for row in form.rows for cell in row for slot in cell.slots if slot.listed}
    monthly = info.subject == PERSON or bool(heads & _MONTHLY)
    paper = form.layout.paper
    return Look(paper.width, paper.height, monthly, not monthly)


def _form(info: FormInfo) -> Form:
    return loading.load_document(info.path) if loading.is_document(info.path) else catalog.load_form(info.path, names_of(info.subject))


def folder_titles(session: Session) -> list[tuple[str, str, bool]]:
    """(name, title, usual) of every form that may be bound into a folder, in the order of binding."""
    return [(info.name, info.title, info.name in print_folder.FOLDER_FORMS) for info in print_folder.choosable_forms(session)]


def first_households(session: Session, households: Sequence[str] | None) -> tuple[str, ...] | None:
    """The households with which a village's paper is drawn at once, None when there are few enough to take them all."""
    ids = VillageSource(session, usual_year(session)).ids if households is None else list(households)
    return tuple(ids[:_HOUSEHOLDS_READ]) if len(ids) > 2 * _HOUSEHOLDS_READ else None


def team_of(session: Session, month: str) -> tuple[Person, ...]:
    """Who served on any day of a month (2019-11, "" the present one), as papers about members are printed."""
    team = VillageSource(session, usual_year(session), month).month_team
    return tuple(Person(m.id, m.name, "第一书记" if m.first_secretary else "队长" if m.leader else "队员") for m in team)
