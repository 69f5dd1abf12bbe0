"""登记走访: the fields that only this form has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.core.dates import show_day
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.cells import MultiChoice
from fupin_desk.gui.kit.choices import ChipBox, ChoiceBox, Option
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.days import DateEdit, TimeEdit
from fupin_desk.gui.kit.inputs.line import LongText, TextEdit
from fupin_desk.gui.kit.items import Item, PopupList
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme.current import theme

_DAYS_FOR_A_STEP = 7
_TYPED_NAME = 2


class FormField(FieldFrame):
    """A field of a new record: filling a blank form is no change to be marked; changing a former record is."""

    marking = False

    def _set_changed(self, changed: bool) -> None:
        super()._set_changed(changed and self.marking)


class WhenEdit(QWidget):
    """Day and time of the visit, with 今天 and 昨天."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day, self.clock = DateEdit(self), TimeEdit(self)
        self.today = date.today()
        self.clock.setAccessibleName("走访时间，几点几分")
        links = [push("今天", "link"), push("昨天", "link")]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self.day)
        row.addWidget(self.clock)
        for ago, link in enumerate(links):
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard types -1: Enter goes on to the next field
            link.clicked.connect(lambda _on=False, days=ago: self._put_day(days))
            row.addWidget(link)
        row.addWidget(label("也可以打 -1、1118", "hint"))
        row.addStretch(1)
        for part in (self.day, self.clock):
            part.edited.connect(self.edited)
            part.left.connect(self.left)
        self.setFocusProxy(self.day)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.day.setFixedWidth(theme().px(150))
        self.clock.setFixedWidth(theme().px(84))

    def _put_day(self, ago: int) -> None:
        self.day.set_value(self.today - timedelta(days=ago))
        self.edited.emit()
        self.left.emit()

    def value(self) -> datetime | None:
        """Day and time together; None while either is missing."""
        day, clock = self.day.value(), self.clock.value()
        return datetime.combine(day, time.fromisoformat(clock)) if day and clock else None

    def set_value(self, value: datetime | None) -> None:
        self.day.set_value(value.date() if value else None)
        self.clock.set_value(f"{value:%H:%M}" if value else None)

    def shown(self) -> str:
        value = self.value()
        return f"{value:%Y-%m-%d %H:%M}" if value else ""

    def problem(self) -> str:
        return self.day.problem() or self.clock.problem()

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.day.set_locked(locked)
        self.clock.set_locked(locked)

    def set_state(self, state: str) -> None:
        clock_only = state == "error" and bool(self.clock.problem()) and not self.day.problem()
        self.day.set_state("" if clock_only else state)
        self.clock.set_state(state if clock_only else "")


class AloneChoice(MultiChoice):
    """Several of a list, one of which (无, 家里没人) stands alone: choosing it clears the others and the reverse."""

    def __init__(self, options: Sequence[Option], alone: str, *, columns: int = 0, boxed: bool = True) -> None:
        self._alone = alone
        super().__init__(options, columns=columns, boxed=boxed)

    def choose(self, row: int) -> None:
        super().choose(row)
        if self._alone in self._chosen:
            code = self.options[row].code
            self._chosen = [self._alone] if code == self._alone else [c for c in self._chosen if c != self._alone]

    def cell_width(self, row: int) -> int:
        # Ten needs stand in two rows of five even at 1366 px.
        return super().cell_width(row) - (theme().px(13) if self._boxed else 0)


class PeopleBox(ChipBox):
    """Who came along: offered by initials; a name written in characters that nobody has yet is offered too."""

    def open_options(self) -> list[Option]:
        typed = self.line.text().strip()
        found = super().open_options()
        known = any(typed == option.label for option in self.options) or typed in self._chosen
        if len(typed) >= _TYPED_NAME and not typed.isascii() and not known:
            found.append(Option(typed, f"加上“{typed}”"))
        return found


class NoteEdit(QWidget):
    """情况记录: the text, how long it is, and the way to 常用语."""

    edited = Signal()
    left = Signal()
    phrases_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = LongText(self)
        self.text.document().setDocumentMargin(2)  # two lines in 62 px
        self._count = label("", "hint")
        phrases = push("常用语 F9", "link")
        phrases.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F9 opens it: Tab goes on to the needs
        phrases.clicked.connect(self.phrases_asked)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self._count)
        below.addStretch(1)
        below.addWidget(phrases)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.text)
        down.addLayout(below)
        self.setFocusProxy(self.text)
        self.text.edited.connect(self._on_edited)
        self.text.left.connect(self.left)
        self._show_count()

    def _on_edited(self) -> None:
        self._show_count()
        self.edited.emit()

    def _show_count(self) -> None:
        length = len(self.text.value() or "")
        self._count.setText(f"{length} 字，每 10 秒自动存草稿" if length else "每 10 秒自动存草稿")

    def to_end(self) -> None:
        """Put the caret behind what is written."""
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert(self, words: str) -> None:
        """Write words where the caret stands, as if they had been typed."""
        self.text.insertPlainText(words)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> str | None:
        """The text, None when there is none."""
        return self.text.value()

    def set_value(self, value: str | None) -> None:
        self.text.set_value(value)
        self._show_count()

    def shown(self) -> str:
        return self.text.shown()

    def problem(self) -> str:
        return self.text.problem()

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.text.set_locked(locked)

    def set_state(self, state: str) -> None:
        self.text.set_state(state)


class OfferLine(TextEdit):
    """A line of words with ready ones below while it is empty: Down and Enter take one, typing goes past them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[str, ...] = ()
        self.popup = PopupList(self)
        self.popup.picked.connect(lambda item: self._take(item.key))
        self.composed.connect(lambda text: self.popup.hide() if text else None)
        self.set_offers(())

    def set_offers(self, offers: Sequence[str]) -> None:
        """What may be taken from now on."""
        self._offers = tuple(offers)
        self.setPlaceholderText(f"可选：{offers[0]}" if offers else "接下来要办什么，没有就留空")

    def offer(self) -> None:
        """Show what may be taken, nothing chosen yet, so that Enter still goes past."""
        self.popup.offer([Item(text, text) for text in self._offers])
        self.popup.list.setCurrentIndex(QModelIndex())

    def stays(self) -> bool:
        """Enter takes what is chosen below before it goes on."""
        return self.popup.isVisible() and self.popup.list.current() is not None

    def _take(self, text: str) -> None:
        self.popup.hide()
        self.set_value(text)
        self.edited.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        skipped = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if not self.text() and self._offers and event.reason() not in skipped:
            QTimer.singleShot(0, self, self._offer_if_here)  # when a scroll area has moved the line into view

    def _offer_if_here(self) -> None:
        if self.hasFocus() and not self.text():
            self.offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        current = self.popup.list.current() if self.popup.isVisible() else None
        if steps and self._offers and not self.popup.isVisible() and not self.text():
            self.offer()
        elif steps and self.popup.isVisible():
            self.popup.list.step(steps)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self._take(current.key)
        elif event.key() == Qt.Key.Key_Escape and self.popup.isVisible():
            self.popup.hide()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True)
class NextStep:
    """What is to be done next, by whom and by when; ``promise``: it becomes a 待办."""

    text: str = ""
    owner: str = ""
    by: date | None = None
    promise: bool = False


class NextEdit(QWidget):
    """下一步: words, who, by when, and 记为待办, which ticks itself when there is something to do."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.owner = OfferLine(self), ChoiceBox((), self, free=True)
        self.by, self.tick = DateEdit(self), QCheckBox("记为待办", self)
        self._told = False
        self.owner.setAccessibleName("由谁办")
        self.by.setAccessibleName("在哪天前办")
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme().px(8))
        parts: tuple[QWidget, ...] = (label("由", "mut"), self.owner, label("在", "mut"), self.by, label("前办", "mut"))
        for part in parts:
            below.addWidget(part)
        below.addStretch(1)
        below.addWidget(self.tick)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme().px(6))
        down.addWidget(self.words)
        down.addLayout(below)
        self.setFocusProxy(self.words)
        for editor in (self.words, self.owner, self.by):
            editor.edited.connect(self._on_edited)
            editor.left.connect(self.left)
        self.tick.clicked.connect(self._on_tick)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.owner.setFixedWidth(theme().px(112))
        self.by.setFixedWidth(theme().px(150))

    def _on_edited(self) -> None:
        if not self._told:
            self.tick.setChecked(bool(self.words.value()))
        self.edited.emit()

    def _on_tick(self) -> None:
        self._told = True
        self.edited.emit()

    def value(self) -> NextStep | None:
        """The step, None when no words stand there."""
        words = self.words.value()
        if not words:
            return None
        return NextStep(words, self.owner.value() or "", self.by.value(), self.tick.isChecked())

    def set_value(self, value: NextStep | None) -> None:
        step = value or NextStep()
        self.words.set_value(step.text or None)
        self.owner.set_value(step.owner or None)
        self.by.set_value(step.by)
        self.tick.setChecked(step.promise and bool(step.text))
        self._told = bool(step.text)

    def begin(self, owner: str, today: date) -> None:
        """Empty, standing at the person at work and a week from now."""
        self.set_value(NextStep(owner=owner, by=today + timedelta(days=_DAYS_FOR_A_STEP)))

    def shown(self) -> str:
        step = self.value()
        return " ".join(filter(None, [step.text, step.owner, show_day(step.by) if step.by else ""])) if step else ""

    def problem(self) -> str:
        return self.by.problem() or self.owner.problem() or self.words.problem()

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        for part in (self.words, self.owner, self.by):
            part.set_locked(locked)

    def set_state(self, state: str) -> None:
        wrong: Any = next((part for part in (self.by, self.owner) if part.problem()), self.words)
        for part in (self.words, self.owner, self.by):
            part.set_state(state if part is wrong else "")
