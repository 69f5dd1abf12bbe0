"""The household that lies open on the page: what was read, what was changed over it, and what is doubtful in both."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from fupin_desk.actions.household_page import PageData
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.pages.household_edits import Edits, Key, Spot
from fupin_desk.gui.pages.household_words import SECTIONS, field_label, section_of, spot_of
from fupin_desk.ledgers.checks import check_household
from fupin_desk.ledgers.family import Doubt, HouseholdFile
from fupin_desk.ledgers.household import Household, Member, people_on
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.ledgers.year import HouseholdYear

CHECK_MS = 150
"""After the last change, doubts are worked out anew."""
_EDITED = ("household", "member", "household_year", "monitoring")
_OWN_WORDS = frozenset({"D001", "D002"})
"""What the field for ID numbers says by itself, letter by letter."""


class Book(QObject):
    """Shared by the sections of the page. Widgets ask it and put changes into ``edits``; nothing here is a widget."""

    opened = Signal()
    """Another household, or the same one read anew: show everything."""
    edited = Signal(object)
    """A Spot was changed; None: anything may have been (undo, rows added or taken away)."""
    doubted = Signal()
    """The doubts were worked out anew."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.edits = Edits()
        self.data: PageData | None = None
        self.doubts: tuple[Doubt, ...] = ()
        self.twins: dict[str, str] = {}
        self.year = 0
        self._timer = QTimer(self, singleShot=True, interval=CHECK_MS)
        self._timer.timeout.connect(self.check)
        self.edits.watch(self._on_edit)

    # Opening

    def open(self, data: PageData, *, year: int = 0) -> None:
        """Lay a household open, with nothing changed; ``year`` is shown if there is one, else the latest."""
        self.data, self.twins = data, {}
        years = {y.year for y in data.file.years}
        self.year = year if year in years else max(years, default=data.today.year)
        begun = self._records(data.file) if data.new else []
        self.edits.start([] if data.new else self._records(data.file), begun)
        self.check()
        self.opened.emit()

    def read_anew(self, data: PageData) -> None:
        """Take the household as it stands in the ledger now, under whatever is typed on the page."""
        self.data = data
        self.edits.load(self._records(data.file))
        self.check()
        self.opened.emit()

    def _records(self, file: HouseholdFile) -> list[Any]:
        return [file.household, *file.members, *file.years, *file.monitoring]

    @property
    def today(self) -> date:
        """The day of the ledger."""
        return self.data.today if self.data is not None else date.today()

    @property
    def is_new(self) -> bool:
        """Whether the household is not in the ledger yet."""
        return self.data is not None and self.data.new

    # Asking

    def household_key(self) -> Key:
        """The key of the household itself."""
        return Key("household", self.data.file.household.id if self.data is not None else "")

    def household(self) -> Household:
        """The household as it stands on the page."""
        found: Household = self.edits.record(self.household_key())
        return found

    def members(self) -> list[Member]:
        """Everybody, in the order of the table: those present, the new ones, then those who left."""
        everybody: list[Member] = [_named(m) for m in self.edits.records("member")]
        new = [m for m in everybody if self.edits.is_made(Key("member", m.id))]
        here = people_on((m for m in everybody if m not in new), self.today)
        return [*here, *new, *(m for m in everybody if m not in here and m not in new)]

    def people(self) -> list[Member]:
        """Those who belong to the household today."""
        return people_on((_named(m) for m in self.edits.records("member")), self.today)

    def years(self) -> list[HouseholdYear]:
        """The years on the page, the latest first."""
        return sorted(self.edits.records("household_year"), key=lambda y: y.year or 0, reverse=True)

    def year_record(self, year: int | None = None) -> HouseholdYear | None:
        """The record of a year, by default of the one that is chosen."""
        wanted = self.year if year is None else year
        return next((y for y in self.years() if y.year == wanted), None)

    def file(self) -> HouseholdFile:
        """The file of the household with everything that is changed on the page."""
        assert self.data is not None
        return dataclasses.replace(
            self.data.file, household=self.household(), members=tuple(map(_named, self.edits.records("member"))),
            years=tuple(self.years()), monitoring=tuple(self.edits.records("monitoring")),
        )  # fmt: skip

    def head_name(self) -> str:
        """What the household is called."""
        return self.file().head_name(self.today) if self.data is not None else ""

    def choose_year(self, year: int) -> None:
        """Show another year in 收入 and 生产生活条件."""
        if year != self.year:
            self.year = year
            self.opened.emit()

    # Doubts

    def _on_edit(self, spot: Spot | None) -> None:
        if self.data is None:
            return
        years = self.years()
        if years and self.year not in {y.year for y in years}:
            self.year = years[0].year  # the chosen one was taken away, or its adding was taken back
        self._timer.start()
        self.edited.emit(spot)

    def check(self) -> None:
        """Ask every rule about the household as it stands on the page."""
        self._timer.stop()
        if self.data is None:
            return
        found = check_household(self.file(), self.today, self._parameter)
        if self.is_new:
            found = [d for d in found if d.level == "E" and self._is_filled(d)]  # not everything that is still to come
        # A person without a name has only just been added: nothing is missing yet.
        nameless = {m.id for m in self.members() if not m.name}
        self.doubts = tuple(d for d in found if d.record not in nameless or self._is_filled(d))
        self.doubted.emit()

    def _is_filled(self, doubt: Doubt) -> bool:
        record = self.edits.record(Key(doubt.ledger, doubt.record))
        return getattr(record, doubt.field, None) not in (None, "", ())

    def _parameter(self, name: str, year: int) -> Any:
        return self.desk.peek(lambda session: session.parameter(name, year))

    def doubts_at(self, spot: Spot) -> list[Doubt]:
        """What is doubtful at one place, leaving out what the field's editor says itself."""
        return [d for d in self.doubts if spot_of(d) == spot and d.rule not in _OWN_WORDS]

    def note_twins(self, member: str, words: str) -> None:
        """Keep who else has a person's new ID number, to be shown at the field."""
        self.twins[member] = words
        self.doubted.emit()

    def spots_to_visit(self) -> list[Spot]:
        """Where Ctrl+↓ goes in turn: unreadable texts, errors and warnings in the order of the page."""
        spots = [*self.edits.unreadable(), *(spot_of(d) for d in self.doubts if d.level in "EW")]
        order = {member.id: at for at, member in enumerate(self.members())}
        sections = [key for key, _title in SECTIONS]

        def place(spot: Spot) -> tuple[int, int, int]:
            fields = [f.name for f in BY_NAME[spot.key.ledger].fields]
            at = fields.index(spot.field) if spot.field in fields else 0
            return sections.index(section_of(spot)), order.get(spot.key.id, 0), at

        return sorted(dict.fromkeys(spots), key=place)

    def count_doubts(self) -> int:
        """Errors and warnings, as the tag of the header counts them."""
        return sum(d.level in "EW" for d in self.doubts)

    def sections_with(self, levels: str) -> set[str]:
        """Sections that hold a doubt of one of these levels."""
        return {section_of(spot_of(d)) for d in self.doubts if d.level in levels}

    # Words

    def name_of(self, key: Key) -> str:
        """How a record is named in the save bar: 陈小雨, 2019年, 基本情况."""
        record = self.edits.record(key) or self.edits.original(key)
        if key.ledger == "member":
            return (record.name if record is not None else "") or "新成员"
        if key.ledger == "household_year":
            return f"{record.year}年" if record is not None else "年度"
        return {"household": "基本情况", "monitoring": "监测"}.get(key.ledger, BY_NAME[key.ledger].label)

    def changes_in_words(self) -> str:
        """What the save bar lists: 陈小雨 身份证号、在校情况，2019年 工资性收入."""
        parts = []
        for key, fields in self.edits.told():
            if fields:
                words = "、".join(field_label(key.ledger, name) for name in fields)
                parts.append(f"{self.name_of(key)} {words}")
            else:
                parts.append(f"{'去掉' if self.edits.record(key) is None else '添加'} {self.name_of(key)}")
        return "，".join(parts)

    def changed_sections(self) -> set[str]:
        """Sections with something unsaved."""
        found = set()
        for key, fields in self.edits.told():
            found |= {section_of(Spot(key, name)) for name in fields or ("",)}
        return found


def _named(member: Member) -> Member:
    """Rules expect a name; one that is still to be typed is empty."""
    return member if member.name is not None else dataclasses.replace(member, name="")
