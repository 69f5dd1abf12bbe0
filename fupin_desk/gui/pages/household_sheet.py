"""The sections of 一户一档 in one scrolled sheet, and the list beside it that jumps and follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.actions.household_page import HistoryLine
from fupin_desk.gui.kit.card import Section, SectionList
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_edits import Key, Spot
from fupin_desk.gui.pages.household_fields import BoundFields, SectionCard
from fupin_desk.gui.pages.household_forms import BasicSection, LivingSection, MonitoringSection
from fupin_desk.gui.pages.household_history import HistorySection
from fupin_desk.gui.pages.household_income import IncomeSection
from fupin_desk.gui.pages.household_members import MembersSection
from fupin_desk.gui.pages.household_photos import PhotosSection
from fupin_desk.gui.pages.household_records import PairingSection, TasksSection, VisitsSection
from fupin_desk.gui.pages.household_sums import field_of
from fupin_desk.gui.pages.household_words import SECTIONS, section_of
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, LOW_HEIGHT
from fupin_desk.ledgers.attachment import Attachment
from fupin_desk.ledgers.helping import is_current
from fupin_desk.ledgers.year import HouseholdYear

_GUARANTEES = ("enough_food", "enough_clothing", "school_guaranteed", "medical_guaranteed", "house_guaranteed",
               "water_guaranteed")  # fmt: skip
_NOT_READ: int | None = None


class Sheet(QWidget):
    """Knows where every field stands, how to bring it to light, and how each section is doing."""

    moved = Signal()
    """Another section has come into view."""

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self._photo_count, self._line_count = 0, _NOT_READ
        self._make_sections()
        self.contents = SectionList(self)
        self.contents.setAccessibleName("各节")
        self._build()
        self._picked = False
        self._jumping: tuple[str, bool] | None = None
        self._builder = QTimer(self, singleShot=True, interval=15)
        self._builder.timeout.connect(self._build_next)
        self.contents.picked.connect(lambda key: self.jump(key, focus=False))
        self.area.verticalScrollBar().valueChanged.connect(self._follow)
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._finish_jump())
        book.opened.connect(self._on_opened)
        book.edited.connect(lambda _spot: self.show_marks())
        book.doubted.connect(self.show_marks)
        theme().changed.connect(self._fit)

    def _make_sections(self) -> None:
        titles = dict(SECTIONS)
        self.basic = BasicSection(self.book, "basic", titles["basic"], self)
        self.members = MembersSection(self.book, "members", titles["members"], self)
        self.income = IncomeSection(self.book, "income", titles["income"], self)
        self.living = LivingSection(self.book, "living", titles["living"], self)
        self.pairing = PairingSection(self.book, "pairing", titles["pairing"], self)
        self.visits = VisitsSection(self.book, "visits", titles["visits"], self)
        self.tasks = TasksSection(self.book, "tasks", titles["tasks"], self)
        self.monitoring = MonitoringSection(self.book, "monitoring", titles["monitoring"], self)
        self.history = HistorySection(self.book, "history", titles["history"], self)
        self.photos = PhotosSection(self.book, "photos", titles["photos"], self)
        self.sections: dict[str, SectionCard] = {
            section.key: section
            for section in (self.basic, self.members, self.income, self.living, self.pairing, self.visits, self.tasks,
                            self.monitoring, self.history, self.photos)
        }  # fmt: skip

    def _build(self) -> None:
        side = QFrame(self)
        set_role(side, "card")
        box = QVBoxLayout(side)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(self.contents)
        box.addStretch(1)
        self._side = QScrollArea(self)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setWidget(side)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._page = QWidget(self)
        set_role(self._page, "scrolled")
        self._down = QVBoxLayout(self._page)
        self._down.setContentsMargins(0, 0, 0, 0)
        for section in self.sections.values():
            self._down.addWidget(section)
        self._down.addStretch(1)
        self.area.setWidget(self._page)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._list_foot = QVBoxLayout()
        self._list_foot.addWidget(self._side)
        row.addLayout(self._list_foot)
        row.addWidget(self.area, 1)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        window = self.window()
        low, roomy = window.height() / theme().scale < LOW_HEIGHT, window.width() / theme().scale >= FULL_WIDTH
        gap = px(10 if low else 12)
        self._row.setSpacing(gap)
        self._down.setSpacing(gap)
        self._side.setFixedWidth(px(168 if roomy else 152))

    def set_margins(self, side: int, foot: int) -> None:
        """How far the cards stay from the page's right edge, scroll bar included, and the sheet from its foot."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        self._down.setContentsMargins(0, 0, max(0, side - bar), foot)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._list_foot.setContentsMargins(0, 0, 0, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Making

    def _on_opened(self) -> None:
        if not self.basic.built:
            self.basic.build_some()
        if any(not section.built for section in self.sections.values()):
            self._builder.start()
        self.show_marks()

    def _build_next(self) -> None:
        """One more part of the sections; when all are made, the fields behind 更多, which cost most on first sight."""
        waiting = [section for section in self.sections.values() if not section.built]
        if waiting:
            waiting[0].build_some()
            self._builder.start()
        elif self.members.form.make_more():
            self._builder.start()

    def ensure_down_to(self, key: str) -> None:
        """Make every section as far as this one, so that it stands where it will stay."""
        for name, section in self.sections.items():
            section.ensure()
            if name == key:
                return

    # Jumping and following

    def current(self) -> str:
        """The key of the section the list marks."""
        return self.contents.current()

    def scrolled(self) -> int:
        """How far the sheet is scrolled."""
        return self.area.verticalScrollBar().value()

    def start(self, section: str, scroll: int) -> None:
        """Begin with a household: at the place that was asked for, else at the top."""
        if section == "doubts":
            spots = self.book.spots_to_visit()
            if spots:
                self.go_to(spots[0])
                return
            section = ""
        if section in self.sections and scroll < 0:
            self.jump(section, focus=False)
        else:
            self.contents.set_current(section or "basic")
            self.area.verticalScrollBar().setValue(max(0, scroll))

    def jump(self, key: str, *, focus: bool = True) -> None:
        """Bring a section to the top and, unless told otherwise, the focus into it."""
        self.ensure_down_to(key)
        self._jumping = (key, focus)
        self._finish_jump()
        QTimer.singleShot(0, self, self._end_jump)

    def history_in_sight(self) -> bool:
        """Whether the person has come to the history."""
        return self.current() in ("history", "photos")

    def _finish_jump(self) -> None:
        """Scroll to the section; again when layouts have settled and the range has changed."""
        if self._jumping is None:
            return
        key = self._jumping[0]
        self._picked = True
        self.area.verticalScrollBar().setValue(self.sections[key].y())
        self._picked = False
        self.contents.set_current(key)

    def _end_jump(self) -> None:
        if self._jumping is None:
            return
        self._page.layout().activate()  # type: ignore[union-attr]  # it has one
        self._finish_jump()
        (key, focus), self._jumping = self._jumping, None
        target = self.sections[key].first_focus() if focus else None
        if target is not None:
            self._picked = True
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._picked = False
        self.contents.set_current(key)
        self.moved.emit()

    def _follow(self, value: int) -> None:
        """Scrolling by hand: the list marks the section at the top of the view."""
        if self._picked or self._jumping is not None:
            return
        line = value + min(theme().px(120), self.area.viewport().height() // 3)
        above = [key for key, section in self.sections.items() if section.y() <= line]
        at_end = value >= self.area.verticalScrollBar().maximum() > 0
        self.contents.set_current(list(self.sections)[-1] if at_end else above[-1] if above else "basic")
        self.moved.emit()

    def go_to(self, spot: Spot) -> None:
        """Focus a field wherever it is hidden."""
        key = section_of(spot)
        self.ensure_down_to(key)
        if self.sections[key].go_to(spot):
            self.contents.set_current(key)
            QTimer.singleShot(0, self, self._show_focus)
        else:
            self.jump(key)

    def _show_focus(self) -> None:
        """Unfolding has moved things: bring the focused field into view again."""
        focused = QApplication.focusWidget()
        if focused is not None and self._page.isAncestorOf(focused):
            self._page.layout().activate()  # type: ignore[union-attr]  # it has one
            self.area.ensureWidgetVisible(focused, theme().px(24), theme().px(60))

    def pane(self) -> QWidget:
        """The sheet as F6 goes to it: its focus is that of the first field of the section in view."""
        section = self.sections.get(self.current())
        target = section.first_focus() if section is not None and section.built else None
        self.area.setFocusProxy(target or self.contents)
        return self.area

    def enter_section(self) -> bool:
        """Enter in the list goes into the section it marks; elsewhere it is not for the sheet."""
        if not self.contents.hasFocus():
            return False
        self.jump(self.current())
        return True

    def spot_of_focus(self) -> Spot | None:
        """The field that has the focus."""
        focused = QApplication.focusWidget()
        if focused is None or not self._page.isAncestorOf(focused):
            return None
        code = self.income.table.focused() if self.income.built else ""
        record = self.book.year_record()
        if code and record is not None:
            return Spot(Key("household_year", record.id), field_of(code))
        for fields in self.findChildren(BoundFields):
            for name, frame in fields.frames.items():
                if fields.key is not None and frame.isAncestorOf(focused):
                    return Spot(fields.key, name)
        section = self.section_of_focus()
        if section == "members":
            key = self.members.current()
            return Spot(key) if key is not None else None
        return None

    def section_of_focus(self) -> str:
        """The section that has the focus, else the one the list marks."""
        focused = QApplication.focusWidget()
        for key, section in self.sections.items():
            if focused is not None and section.isAncestorOf(focused):
                return key
        return self.current()

    def insert_row(self) -> bool:
        """Insert: one more row of the section that has the focus."""
        return self.sections[self.section_of_focus()].insert_row()

    def remove_row(self) -> bool:
        """Ctrl+Delete: take the current row of that section away."""
        return self.sections[self.section_of_focus()].remove_row()

    # How the sections are doing

    def show_photos(self, photos: Sequence[Attachment]) -> None:
        """The photos have been read (none yet: another household)."""
        self._photo_count = len(photos)
        if photos or self.photos.built:
            self.photos.show_photos(photos)
        self.show_marks()

    def show_history(self, lines: Sequence[HistoryLine] | None) -> None:
        """The history has been read (None: another household, not read yet)."""
        self._line_count = None if lines is None else len(lines)
        if lines is not None or self.history.built:
            self.history.show_lines(None if lines is None else tuple(lines))
        self.show_marks()

    def show_marks(self) -> None:
        """Ticks, error circles, counts and unsaved dots of the list."""
        if self.book.data is None:
            return
        wrong, doubtful = self.book.sections_with("E"), self.book.sections_with("EWH")
        wrong |= {section_of(spot) for spot in self.book.edits.unreadable()}
        changed = self.book.changed_sections()
        marks = []
        for key, title in SECTIONS:
            fine = key not in doubtful and key not in changed and self._complete(key)
            mark = "error" if key in wrong else "ok" if fine else ""
            marks.append(Section(key, title, mark=mark, count=self._count(key), changed=key in changed))
        self.contents.show_sections(marks)

    def _complete(self, key: str) -> bool:
        data, year = self.book.data, self.book.year_record()
        assert data is not None
        checks: dict[str, Callable[[], bool]] = {
            "basic": lambda: bool(self.book.household().number and self.book.household().household_kind),
            "members": lambda: bool(self.book.people()) and all(m.name for m in self.book.people()),
            "income": lambda: year is not None and self.book.file().per_capita_fen(year, data.today) is not None,
            "living": lambda: year is not None and _guarantees_told(year),
            "pairing": lambda: any(is_current(p, data.today) for p in data.file.pairings),
        }
        return key in checks and checks[key]()

    def _count(self, key: str) -> int | None:
        data = self.book.data
        assert data is not None
        waiting = sum(t.state in (None, "1", "2") for t in data.file.tasks)
        counts = {"visits": len(data.file.visits), "tasks": waiting, "monitoring": len(data.file.monitoring)}
        counts |= {"history": self._line_count or 0, "photos": self._photo_count}
        return counts.get(key) or (0 if key == "visits" else None)


def _guarantees_told(year: HouseholdYear) -> bool:
    return all(getattr(year, name) is not None for name in _GUARANTEES)
