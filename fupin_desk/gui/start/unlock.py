"""Unlocking: who, the password, how many tries are left; the way with the recovery code; other ledgers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.core.errors import DeskError
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.cells import Option
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.choices import ChoiceBox
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.navigation import Seal
from fupin_desk.gui.start import verbs
from fupin_desk.gui.start.recover import RecoverForm
from fupin_desk.gui.start.secret import AskedField, CapsNotice, PasswordEdit
from fupin_desk.gui.start.shelf import Known
from fupin_desk.gui.start.tries import Tries
from fupin_desk.gui.start.verbs import Person, Refused, Standing
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_MOST_SEGMENTS = 3
CARD = 440


class WhoRow(Segments):
    """The people side by side over the whole width."""

    def rects(self, width: int) -> list[QRect]:
        count, height = len(self.options), theme().px(self.cell_height())
        return [QRect(width * at // count, 0, width * (at + 1) // count - width * at // count, height)
                for at in range(count)]  # fmt: skip

    def cell_height(self) -> int:
        return 38


class UnlockPage(QWidget):
    """``opened``: the session of an unlocked ledger. ``other_asked``: the link 打开别的台账, with the link itself."""

    opened = Signal(object)
    other_asked = Signal(object)
    told = Signal(object)
    """A Standing was read: who may unlock, the newest backup."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "page")
        self._desk = desk
        self._folder = Path()
        self._tries: Tries | None = None
        self._user = ""
        self._busy = False
        self._wait = QTimer(self, interval=1000)
        self._wait.timeout.connect(self._count_down)
        self._title, self._line = label("", "name"), label("", "mut")
        self.who = WhoRow()
        self.who_long = ChoiceBox()
        self._who_name = label("谁在用", "sec")
        self.password = PasswordEdit()
        self.field = AskedField("口令", self.password)
        self.button = push("打开台账", "primary", key="Enter", big=True)
        self.forgot = push("忘了口令，用恢复码", "link")
        self.other = push("打开别的台账", "link")
        self.recover = RecoverForm()
        self.cards = QStackedWidget(self)
        self._note_frame, self._note_head, self._note_text = QFrame(self), WrapLabel(""), WrapLabel("")
        self._lay()
        self._connect()

    # Layout

    def _lay(self) -> None:
        self.cards.addWidget(self._password_card())
        self.cards.addWidget(self._recover_card())
        inside = QWidget()
        set_role(inside, "scrolled")
        down = QVBoxLayout(inside)
        down.addStretch(5)
        down.addLayout(self._head())
        down.addSpacing(theme().px(24))
        down.addWidget(self.cards, 0, Qt.AlignmentFlag.AlignHCenter)
        down.addSpacing(theme().px(12))
        down.addWidget(self._note_box(), 0, Qt.AlignmentFlag.AlignHCenter)
        down.addStretch(6)
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        theme().changed.connect(self._fit)
        self._fit()

    def _head(self) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self._title)
        names.addWidget(self._line)
        names.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(Seal(56, self))
        row.addLayout(names)
        row.addStretch(1)
        return row

    def _password_card(self) -> QFrame:
        card, px = QFrame(), theme().px
        set_role(card, "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(px(28), px(24), px(28), px(18))
        box.setSpacing(px(4))
        box.addWidget(self._who_name)
        box.addWidget(self.who)
        box.addWidget(self.who_long)
        box.addSpacing(px(10))
        box.addWidget(self.field)
        box.addWidget(CapsNotice(self.password))
        box.addSpacing(px(10))
        box.addWidget(self.button)
        box.addSpacing(px(6))
        links = QHBoxLayout()
        links.addWidget(self.forgot)
        links.addStretch(1)
        links.addWidget(self.other)
        box.addLayout(links)
        return card

    def _recover_card(self) -> QFrame:
        card, px = QFrame(), theme().px
        set_role(card, "card")
        box = QVBoxLayout(card)
        box.setContentsMargins(px(28), px(20), px(28), px(18))
        box.addWidget(self.recover)
        return card

    def _note_box(self) -> QFrame:
        set_role(self._note_frame, "card")
        mark = QLabel(self._note_frame)
        icons.set_icon(mark, "clock", "ink2")
        set_role(self._note_text, "small")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._note_head)
        words.addWidget(self._note_text)
        row = QHBoxLayout(self._note_frame)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(10)
        row.addWidget(mark)
        row.addLayout(words, 1)
        self._note_frame.hide()
        return self._note_frame

    def _fit(self) -> None:
        px = theme().px
        self.cards.setFixedWidth(px(CARD))
        self._note_frame.setFixedWidth(px(CARD))
        self.button.setMinimumHeight(px(44))
        self._fit_cards()

    def _fit_cards(self) -> None:
        """The stack is as high as the card in front, not as the higher one."""
        for at in range(self.cards.count()):
            widget = self.cards.widget(at)
            policy = widget.sizePolicy()
            front = at == self.cards.currentIndex()
            policy.setVerticalPolicy(policy.Policy.Preferred if front else policy.Policy.Ignored)
            widget.setSizePolicy(policy)
        self.cards.updateGeometry()

    def _connect(self) -> None:
        self.button.clicked.connect(self.submit)
        self.password.edited.connect(self._on_edited)
        self.forgot.clicked.connect(self.show_recover)
        self.other.clicked.connect(lambda: self.other_asked.emit(self.other))
        self.who.edited.connect(lambda: self._choose(self.who.value()))
        self.who_long.edited.connect(lambda: self._choose(self.who_long.value()))
        self.recover.back_asked.connect(self.show_password)
        self.recover.asked.connect(self._open_with_code)
        QShortcut(QKeySequence("Alt+V"), self).activated.connect(self._toggle_shown)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.show_password)

    def _toggle_shown(self) -> None:
        if self.cards.currentIndex() == 0:
            self.password.set_shown(not self.password.is_shown())
        else:
            self.recover.form.toggle()

    # What is shown

    def show_ledger(self, folder: Path, known: Known, tries: Tries, *, user: str = "", note: tuple[str, str] = ("", ""),
                    offered: str = "") -> None:  # fmt: skip
        """Show a locked ledger. ``note``: why and since when it is locked. ``offered``: a password tried at once."""
        self._folder, self._tries, self._user = folder, tries, user
        self._title.setText(known.title)
        self._line.setText(known.line)
        self._line.setVisible(bool(known.line))
        self._note_head.setText(note[0])
        self._note_text.setText(note[1])
        self._note_text.setVisible(bool(note[1]))
        self._note_frame.setVisible(bool(note[0]))
        self.password.clear()
        self._show_people(())
        self.show_password()
        self._count_down()
        self._desk.run(self, lambda _s, _task: verbs.standing(folder),
                       lambda standing: self._on_standing(folder, standing, offered), always=self._settle)  # fmt: skip

    def _on_standing(self, folder: Path, standing: Standing, offered: str) -> None:
        if folder != self._folder:
            return
        self._show_people(standing.people)
        self.told.emit(standing)
        if offered:
            self.password.setText(offered)
            self.submit()

    def _show_people(self, people: Sequence[Person]) -> None:
        names = [person.name for person in people]
        if self._user not in names:
            self._user = names[0] if names else self._user
        long = len(names) > _MOST_SEGMENTS
        self.who.setVisible(not long)
        self.who_long.setVisible(long)
        if long:
            self.who_long.set_options([Option(p.name, f"{p.name}　{p.duty}".strip("　")) for p in people])
            self.who_long.set_value(self._user)
        else:
            self.who.set_options([Option(name, name) for name in names or [self._user or "　"]])
            self.who.set_value(self._user or None)
        self.recover.set_person(self._user)

    def _choose(self, name: str | None) -> None:
        self._user = name or self._user
        self.recover.set_person(self._user)
        self.field.say("", "")
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_password(self) -> None:
        """The card with the password."""
        self.cards.setCurrentIndex(0)
        self._fit_cards()
        self.recover.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_recover(self) -> None:
        """The card with the recovery code."""
        self.cards.setCurrentIndex(1)
        self._note_frame.hide()
        self._fit_cards()
        self.recover.start()

    # Trying

    def submit(self) -> None:
        """Try the password."""
        text = self.password.text()
        if self._busy or (self._tries is not None and self._tries.wait_s()):
            return
        if not text:
            self.field.say("error", "还没有输口令。")
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        folder, user = self._folder, self._user
        self._work(busy=True)
        self._desk.run(self, lambda _s, _task: verbs.unlock(folder, user, text), self._on_answer,
                       always=lambda: self._work(busy=False))  # fmt: skip

    def _on_answer(self, answer: Any) -> None:
        tries = self._tries
        if not isinstance(answer, Refused):
            if tries is not None:
                tries.passed()
            self.password.clear()
            self.opened.emit(answer)
            return
        if tries is not None:
            tries.failed()
            left = tries.left()
            self.field.say("error", f"口令不对，还能试 {left} 次。台账没有受影响。" if left else "口令不对。台账没有受影响。")
        self.password.selectAll()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self._count_down()

    def _open_with_code(self, code: str, password: str) -> None:
        folder, user = self._folder, self._user
        self._work(busy=True)
        self._desk.run(self, lambda _s, _task: _by_code(folder, user, code, password), self._on_code_answer,
                       always=lambda: self._work(busy=False))  # fmt: skip

    def _on_code_answer(self, answer: Any) -> None:
        if isinstance(answer, str):
            self.recover.refuse(answer)
            return
        if self._tries is not None:
            self._tries.passed()
        self.recover.clear()
        self.opened.emit(answer)

    def _work(self, *, busy: bool) -> None:
        self._busy = busy
        self.button.setText("正在打开" if busy else "打开台账")
        self._settle()

    def _settle(self) -> None:
        waiting = self._tries is not None and self._tries.wait_s() > 0
        self.button.setEnabled(not self._busy and not waiting)
        self.password.setReadOnly(waiting)
        self.recover.set_busy(self._busy)

    def _on_edited(self) -> None:
        if not self._wait.isActive():
            self.field.say("", "")

    def _count_down(self) -> None:
        """While too many wrong passwords make the person wait: how long still."""
        left = self._tries.wait_s() if self._tries is not None else 0
        if left:
            span = f"{left // 60} 分 {left % 60} 秒" if left >= 60 else f"{left} 秒"
            self.field.say("error", f"口令错了好几次，{span}后再试，也可以用恢复码。台账没有受影响。")
            self._wait.start()
        elif self._wait.isActive():
            self._wait.stop()
            self.field.say("", "")
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            focused = self.window().focusWidget()
            if isinstance(focused, QPushButton) and focused is not self.button and self.isAncestorOf(focused):
                focused.click()
            elif self.cards.currentIndex() == 0:
                self.submit()
            return
        super().keyPressEvent(event)


def _by_code(folder: Path, user: str, code: str, password: str) -> Any:
    """The session, or the sentence that names what is wrong with the code."""
    try:
        return verbs.unlock_with_code(folder, user, code, password)
    except DeskError as error:
        return str(error)
