"""The years of a household: the switch over 收入 and 生产生活条件, and adding a year."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fupin_desk.core.ids import new_id
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_dialogs import AskDialog, year_dialog
from fupin_desk.gui.pages.household_edits import Key
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR, HouseholdYear

_CARRIED = ("土地", "生产生活条件")
"""Sections of the year that a new year begins with; income and the guarantees are found out anew."""
_MOST_SHOWN = 5


class YearSwitch(Segments):
    """2018年 | 2019年: the chosen year of the page. Older years than the last five are reached with the arrows."""

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__((), parent)
        self._book = book
        self.setAccessibleName("年度")
        self.chosen_key.connect(lambda key: book.choose_year(int(key)))

    def show_years(self) -> None:
        """Offer the years there are."""
        years = sorted({y.year for y in self._book.years()})[-_MOST_SHOWN:]
        self.set_texts([(str(year), f"{year}年") for year in years])
        self.set_value(str(self._book.year))
        self.setVisible(bool(years))
        self.updateGeometry()

    def cell_height(self) -> int:
        return 30


def carried_forward(household: str, village: str, year: int, before: HouseholdYear | None) -> HouseholdYear:
    """A new year with the land and living conditions of an earlier one (None: empty)."""
    names = [f.name for f in HOUSEHOLD_YEAR.fields if f.section in _CARRIED]
    values = {name: getattr(before, name) for name in names} if before is not None else {}
    return HouseholdYear(id=new_id(), household=household, village=village, year=year, **values)


def ask_for_year(parent: QWidget, book: Book) -> AskDialog:
    """Ask which year to add and add it to the page."""
    years = book.years()
    dialog = year_dialog(parent, [y.year for y in years], book.today)

    def add(answer: dict[str, object]) -> None:
        wanted = answer["year"]
        assert isinstance(wanted, int)
        before = years[0] if years and answer.get("copy") else None
        home = book.household()
        book.year = wanted
        book.edits.make([carried_forward(home.id, home.village, wanted, before)])
        book.opened.emit()

    dialog.answered.connect(add)
    dialog.open()
    return dialog


def drop_year(book: Book) -> bool:
    """Take the chosen year away (undone by Ctrl+Z until it is saved); False when there is none."""
    record = book.year_record()
    if record is None:
        return False
    book.edits.drop(Key("household_year", record.id))
    rest = book.years()
    book.year = rest[0].year if rest else book.today.year
    book.opened.emit()
    return True
