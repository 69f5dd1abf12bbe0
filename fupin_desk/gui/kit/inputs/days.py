"""Days, months and moments: typed as 20191120, 1120, 今天 or -1, or picked from a calendar."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fupin_desk.gui.kit.inputs.calendar import CalendarPopup
from fupin_desk.gui.kit.inputs.line import ValueEdit
from fupin_desk.ledgers.kinds import Day, Kind, Moment, Month


class DayLine(ValueEdit):
    """What day, month and moment editors share: the calendar behind F4, Alt+Down and the icon."""

    def __init__(self, kind: Kind, parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(kind, parent, placeholder=placeholder)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)
        self.set_icon_button("calendar", self.open_calendar)
        self.popup: CalendarPopup | None = None

    def start_day(self) -> date:
        """The day the calendar opens on."""
        value = self.value()
        return value if isinstance(value, date) else date.today()

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        if self.isReadOnly():
            return
        if self.popup is None:
            self.popup = CalendarPopup(self)
            self.popup.picked.connect(self.pick)
        self.popup.show_at(self.start_day())

    def pick(self, day: date) -> None:
        """Take a day from the calendar as if it had been typed."""
        self.set_value(day)
        self.edited.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or alt_down:
            self.open_calendar()
            return
        super().keyPressEvent(event)


class DateEdit(DayLine):
    """A calendar day, shown ``2019-11-20``."""

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(Day(), parent, placeholder=placeholder)


class MonthEdit(DayLine):
    """A month, kept and shown ``2019-06``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Month(), parent)

    def start_day(self) -> date:
        value = self.value()
        return date.fromisoformat(f"{value}-01") if value else date.today()

    def pick(self, day: date) -> None:
        self.set_value(f"{day:%Y-%m}")
        self.edited.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class MomentEdit(DayLine):
    """A day with a time, shown ``2019-11-20 19:10``; 今天 19:10 and 1120 1910 are understood."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Moment(), parent)

    def parse_text(self, text: str) -> datetime | None:
        """A day, a blank and a clock time, with or without its colon. Raises ValueError."""
        day, _, clock = text.strip().partition(" ")
        clock = clock.strip()
        if clock.isdigit() and len(clock) in (3, 4):
            clock = f"{clock[:-2]}:{clock[-2:]}"
        moment: datetime | None = self.kind.parse(f"{day} {clock}".strip())
        return moment

    def start_day(self) -> date:
        value = self.value()
        return value.date() if isinstance(value, datetime) else date.today()

    def pick(self, day: date) -> None:
        held = self.value()
        clock = held.time() if isinstance(held, datetime) else datetime.now().replace(second=0, microsecond=0).time()
        self.set_value(datetime.combine(day, clock))
        self.edited.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)


class TimeEdit(ValueEdit):
    """A clock time as text ``19:10``; 1910 and 19：10 are understood."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Moment(), parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin)

    def parse_text(self, text: str) -> str | None:
        """Hours and minutes. Raises ValueError."""
        plain = text.strip().replace("：", ":")
        if plain.isdigit() and len(plain) in (3, 4):
            plain = f"{plain[:-2]}:{plain[-2:]}"
        if not plain:
            return None
        try:
            return datetime.strptime(plain, "%H:%M").strftime("%H:%M")
        except ValueError:
            raise ValueError(f"“{plain}”不像时间，应写成 19:10 这样。") from None

    def show_value(self, value: str | None) -> str:
        return value or ""

    def doubt(self) -> str:
        return ""
