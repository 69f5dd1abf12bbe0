"""What to print, and the copies it comes to, read from the ledger a hundred households at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fupin_desk.actions.filling.copies import blank_data, household_data, person_data, village_data, wanted_by
from fupin_desk.actions.filling.source import HouseholdSource, PersonSource, VillageSource
from fupin_desk.actions.session import Session
from fupin_desk.core.dates import parse_month, show_month
from fupin_desk.core.errors import DeskError
from fupin_desk.core.papercodes import short_code
from fupin_desk.forms.catalog import FIRST_YEAR, LAST_YEAR, Form
from fupin_desk.forms.values import FormData
from fupin_desk.ledgers.team import TeamMember
from fupin_desk.store.queries import lists

MOST_BLANKS = 2_000
"""Empty copies in one print."""
HOUSEHOLD, VILLAGE, PERSON = "户", "村", "队员"
"""What a form can be about (对象)."""


@dataclass(frozen=True)
class Order:
    """What to print: a form, for which households (None = all), or ``blank`` empty copies; of which year and month.

    ``fresh_sheet``: every household begins on a front page, for printing on both sides. ``masked`` hides ID numbers,
    telephones and bank cards; forms that are posted in public are masked always. Without a ``year`` it is the newest
    that the ledger has, without a ``month`` (2019-11) the present one. ``people`` are ids of team members for forms
    about them (None = all who served in the month). ``watermark`` is a word across every page.
    """

    form: str
    households: tuple[str, ...] | None = None
    blank: int = 0
    year: int | None = None
    fresh_sheet: bool = False
    masked: bool = False
    month: str = ""
    people: tuple[str, ...] | None = None
    watermark: str = ""


class Copies:
    """The copies of one form to print; memory does not grow with their number."""

    def __init__(self, session: Session, order: Order, form: Form) -> None:
        check_time(order.year, order.month)
        if not 0 <= order.blank <= MOST_BLANKS:
            raise DeskError(f"空白表的份数要在 1 到 {MOST_BLANKS} 之间，现在是 {order.blank}。没有打印。请改一改份数。")
        self.order, self.form, self.year = order, form, order.year or usual_year(session)
        self.source = VillageSource(
            session, self.year, order.month, order.households, masked=order.masked, posted=form.info.public
        )
        self._wanted = wanted_by(form)

    def __len__(self) -> int:
        if self.order.blank:
            return self.order.blank
        subject = self.form.info.subject
        return len(self.source.ids) if subject == HOUSEHOLD else len(self._people()) if subject == PERSON else 1

    def some(self) -> Copies:
        """These copies. Raises DeskError when there is none: paper with nothing on it is no print."""
        if len(self):
            return self
        if self.form.info.subject == PERSON:
            month = show_month(self.source.month)
            told = f"{month}没有在队的队员" if self.order.people is None else "没有选中任何一名队员"
            raise DeskError(f"{told}。没有打印。请换一个月份，或先登记队员的驻村时间。")
        told = "台账里还没有农户" if self.order.households is None else "没有选中任何一户"
        raise DeskError(f"{told}。没有打印。请先选好要打印的户，或打印空白表。")

    def __iter__(self) -> Iterator[FormData]:
        return (data for _, data, _ in self.owned())

    def owned(self) -> Iterator[tuple[str, FormData, bool]]:
        """Every copy with the id of its household ("" for a blank form, a person's or the village's), and whether the
        household has figures of the year."""
        subject = self.form.info.subject
        for _ in range(self.order.blank):
            yield "", blank_data(self.source, subject, self._wanted), True
        if self.order.blank:
            return
        if subject == HOUSEHOLD:
            yield from self._households()
        elif subject == PERSON:
            for member in self._people():
                yield "", person_data(PersonSource(member, self.source), self._wanted), True
        else:
            yield "", village_data(self.source, self._wanted), True

    def _people(self) -> list[TeamMember]:
        chosen = self.order.people
        return [m for m in self.source.month_team if chosen is None or m.id in chosen]

    def _households(self) -> Iterator[tuple[str, FormData, bool]]:
        ids = self.source.ids if self.order.households is None else list(self.order.households)
        for file in self.source.whole_files(ids):
            code = "" if self.form.info.public else short_code(file.household.id)
            data = household_data(HouseholdSource(file, self.source), self._wanted, code)
            yield file.household.id, data, file.year(self.year) is not None


def check_time(year: int | None, month: str) -> None:
    """Raises DeskError for a year or month that papers cannot speak of (0 or None is the usual year, "" this month)."""
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        raise DeskError(f"年度要在 {FIRST_YEAR} 到 {LAST_YEAR} 之间，现在是 {year}。没有打印。请改一改年度。")
    if month and parse_month(month) != month:
        raise DeskError(f"月份“{month}”不对。没有打印。请写成 2019-11 这样。")


def usual_year(session: Session) -> int:
    """The newest year that any household has figures of; this year in a new ledger."""
    with session.file.read() as connection:
        held = [int(year) for year in lists.count_by(connection, session.village, "year") if year]
    return max((year for year in held if year <= session.today.year), default=session.today.year)
