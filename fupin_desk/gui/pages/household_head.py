"""The head of 一户一档: who it is, how it stands, six facts, previous and next in the list, print, log a visit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desk.core.dates import days_ago, show_day_short
from fupin_desk.core.shown import group_household_number, short_household_number
from fupin_desk.gui.kit.card import Tag, label
from fupin_desk.gui.kit.push import Push, push
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_words import STATE_TONES
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, NARROW_WIDTH
from fupin_desk.ledgers.household import HOUSEHOLD

_FACTS = (
    ("kind", "户类型"), ("cause", "主要致贫原因"), ("people", "家庭人口"), ("address", "住址"), ("helper", "帮扶责任人"),
    ("visit", "最近走访"),
)  # fmt: skip
_WIDE_ONLY = ("address",)
_NOT_NARROW = ("kind", "people")
_LONGEST_FACT = 12


class Fact(QWidget):
    """A grey name over what it is, with an age in red when it is too old."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._late = label("", ""), label("", "red")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._text)
        row.addWidget(self._late)
        row.addStretch(1)
        box.addWidget(label(title, "small"))
        box.addLayout(row)

    def show_fact(self, text: str, late: str = "", *, role: str = "") -> None:
        """Show a fact; a long one is cut, the whole stands in its tool tip."""
        short = text if len(text) <= _LONGEST_FACT else text[: _LONGEST_FACT - 1] + "…"
        self._text.setText(short)
        set_role(self._text, role)
        self._late.setText(late)
        self._late.setVisible(bool(late))
        self.setToolTip(text if short != text else "")

    def text(self) -> str:
        """What is shown."""
        return f"{self._text.text()} {self._late.text()}".strip()


class DoubtTag(QPushButton):
    """疑点 2 处, as a tag that leads to the first of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tag = Tag("", "amber", self)
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setStyleSheet("QPushButton { border: 0; background: transparent; padding: 0; min-height: 0; }")
        self.setToolTip("到第一处疑点 Ctrl+↓")

    def show_count(self, count: int) -> None:
        """How many; none hides the tag."""
        self.tag.set_text(f"疑点 {count} 处" if count else "", "amber")
        self.setAccessibleName(self.tag.text())
        self.setVisible(bool(count))
        self.setFixedSize(self.tag.sizeHint())
        self.tag.resize(self.tag.sizeHint())


class HouseholdHead(QFrame):
    """Filled from the book: what is typed below is seen here at once."""

    step_asked = Signal(int)
    print_asked = Signal()
    visit_asked = Signal()
    doubts_asked = Signal()

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = book
        set_role(self, "card")
        self.name, self.short, self.number = label("", "name"), label("", "sec"), label("", "small")
        self.state, self.doubts = Tag("", "grey", self), DoubtTag(self)
        self.facts = {key: Fact(title, self) for key, title in _FACTS}
        self.back, self.forth = (
            self._icon("chevron-left", "上一户 Ctrl+PgUp"),
            self._icon("chevron-right", "下一户 Ctrl+PgDn"),
        )
        self.place = label("", "sec")
        self.print_button = self._icon("printer", "打印这一户的表 Ctrl+P")
        self.visit_button = push("登记走访", "primary")
        self._build()
        self.back.clicked.connect(lambda: self.step_asked.emit(-1))
        self.forth.clicked.connect(lambda: self.step_asked.emit(1))
        self.print_button.clicked.connect(self.print_asked)
        self.visit_button.clicked.connect(self.visit_asked)
        self.doubts.clicked.connect(self.doubts_asked)
        book.opened.connect(self.show_all)
        book.edited.connect(lambda _spot: self.show_all())
        book.doubted.connect(lambda: self.doubts.show_count(book.count_doubts()))
        theme().changed.connect(self._fit)

    def _icon(self, name: str, tip: str) -> Push:
        button = push("", "icon")
        icons.set_icon(button, name, "ink")
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" ")[0])
        return button

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.name, self.short, self.state, self.doubts):
            top.addWidget(part)
        top.addStretch(1)
        who = QVBoxLayout()
        who.setSpacing(2)
        who.addLayout(top)
        who.addWidget(self.number)
        self._row = QHBoxLayout(self)
        self._row.addLayout(who)
        for fact in self.facts.values():
            self._row.addWidget(fact)
        self._row.addStretch(1)
        steps: tuple[QWidget, ...] = (self.back, self.place, self.forth, self.print_button, self.visit_button)
        for step in steps:
            self._row.addWidget(step)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        logical = self.window().width() / theme().scale
        self._row.setSpacing(px(10))
        self._row.setContentsMargins(px(16), px(9), px(14), px(9))
        for key, fact in self.facts.items():
            hidden = (key in _WIDE_ONLY and logical < FULL_WIDTH) or (key in _NOT_NARROW and logical < NARROW_WIDTH)
            fact.setVisible(not hidden)
            fact.setContentsMargins(px(10), 0, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_all(self) -> None:
        """Show the household as it stands on the page."""
        data = self.book.data
        if data is None:
            return
        home, today, file = self.book.household(), data.today, data.file
        self.name.setText(self.book.head_name() or "新建户")
        self.short.setText(short_household_number(home.number or ""))
        self.number.setText(f"户编号 {group_household_number(home.number)}" if home.number else "还没有户编号")
        show = HOUSEHOLD.by_name
        self.state.set_text(show["state"].kind.show(home.state), STATE_TONES.get(home.state or "", "grey"))
        self.doubts.show_count(self.book.count_doubts())
        self.facts["kind"].show_fact(show["household_kind"].kind.show(home.household_kind) or "没有填")
        self.facts["cause"].show_fact(show["cause"].kind.show(home.cause) or "没有填")
        self.facts["people"].show_fact(f"{len(self.book.people())} 人")
        self.facts["address"].show_fact(home.address or "没有填")
        pairing = file.main_pairing(today)
        helper = file.helpers.get(pairing.helper) if pairing is not None else None
        self.facts["helper"].show_fact(helper.name if helper else "未指派", role="" if helper else "amber")
        self._show_visit()
        for button in (self.print_button, self.visit_button):
            button.setEnabled(not data.new)

    def _show_visit(self) -> None:
        data = self.book.data
        assert data is not None
        last = data.file.visits[0].at.date() if data.file.visits else None
        fact = self.facts["visit"]
        if last is None:
            fact.show_fact("还没有走访" if not data.new else "", role="amber")
            return
        late = (data.today - last).days > data.visit_days
        words, age = show_day_short(last, data.today), days_ago(last, data.today)
        fact.show_fact(words if late else f"{words} {age}", age if late else "")

    def show_place(self, at: int, count: int) -> None:
        """Where the household stands in the list it was opened from (at from 0; negative: nowhere)."""
        self.place.setText(f"{at + 1} / {count}" if at >= 0 else "")
        self.place.setVisible(at >= 0)
        self.back.setEnabled(at > 0)
        self.forth.setEnabled(0 <= at < count - 1)
