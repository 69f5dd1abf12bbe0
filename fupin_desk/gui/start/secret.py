"""Typing a password: the box with an eye and the caps lock notice, how strong a new one is, and the rules it meets."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.line import LineEdit
from fupin_desk.gui.start import verbs
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

if sys.platform == "win32":
    import ctypes

_STRENGTH = ("", "勉强能用，再长一点更好", "还可以", "够长，不好猜", "很长，很难猜")
_SIZE_FAULTS = ("至少", "要同时")
"""How the faults begin that the first rule stands for; the others are the second's."""


class AskedField(FieldFrame):
    """A field of a form that is filled for the first time: nothing in it counts as changed."""

    def _set_changed(self, _changed: bool) -> None:
        return


class PasswordEdit(LineEdit):
    """A big box that hides what is typed. The eye (Alt+V) shows it. ``caps`` tells whether caps lock is on."""

    caps = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caps = False
        self.setProperty("big", True)
        self.set_shown(False)

    def set_shown(self, shown: bool) -> None:
        """Show the letters, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        # Without this an input method would learn the password once it is shown.
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhPreferLatin
            | Qt.InputMethodHint.ImhNoPredictiveText | (Qt.InputMethodHint.ImhNone if shown else
                                                        Qt.InputMethodHint.ImhHiddenText)
        )  # fmt: skip
        self.set_icon_button("eye-off" if shown else "eye", lambda: self.set_shown(not self.is_shown()))

    def is_shown(self) -> bool:
        """Whether the letters can be read."""
        return self.echoMode() == QLineEdit.EchoMode.Normal

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            QTimer.singleShot(50, self, self._caps_pressed)
        elif len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell_caps(text.isupper() != shift)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        state = _caps_state()
        if state is not None:
            self._tell_caps(state)

    def _caps_pressed(self) -> None:
        state = _caps_state()
        self._tell_caps(not self._caps if state is None else state)

    def _tell_caps(self, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps.emit(on)

    # What a FieldFrame asks

    def value(self) -> str | None:
        """What was typed."""
        return self.text() or None

    def set_value(self, value: str | None) -> None:
        """Show a text (tests, and emptying)."""
        self.setText(value or "")

    def shown(self) -> str:
        """Never said in words."""
        return ""

    def problem(self) -> str:
        return ""

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.setReadOnly(locked)


def _caps_state() -> bool | None:
    """Caps lock as Windows tells it; elsewhere it shows only in the letters typed."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    return None


class CapsNotice(QWidget):
    """大写锁定开着."""

    def __init__(self, edit: PasswordEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark = QLabel(self)
        icons.set_icon(mark, "info", "amber", 16)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(mark)
        row.addWidget(label("大写锁定开着", "warn"), 1)
        edit.caps.connect(self.setVisible)
        self.hide()


class StrengthBar(QWidget):
    """Four parts, as many filled as the password is strong (0 to 4)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strength = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_strength(self, strength: int) -> None:
        """Show another strength."""
        self.strength = strength
        self.setAccessibleName(f"口令强度 {strength}，满分 4")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, gap = theme(), QPainter(self), theme().px(4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        each, radius = (self.width() - 3 * gap) / 4, self.height() / 2
        filled = "camber" if self.strength == 1 else "cgreen"
        for part in range(4):
            painter.setBrush(now.color(filled if part < self.strength else "cgrid"))
            painter.drawRoundedRect(QRectF(part * (each + gap), 0, each, self.height()), radius, radius)


class RuleTick(QWidget):
    """One rule: a green tick when it is met, else a small ring."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text, self.met = text, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_met(self, met: bool) -> None:
        """Tick or ring."""
        self.met = met
        self.setAccessibleName(f"{self.text}，{'符合' if met else '还不符合'}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, px = theme(), QPainter(self), theme().px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self.met:
            icons.paint(painter, "check", "green", QRectF(px(1), middle - px(8), px(16), px(16)))
        else:
            painter.setPen(QPen(now.color("line2"), 2))
            painter.drawEllipse(QRectF(px(5), middle - px(4), px(8), px(8)))
        painter.setFont(now.font())
        painter.setPen(now.color("ink" if self.met else "ink3"))
        painter.drawText(self.rect().adjusted(px(26), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text)


class NewPassword(QWidget):
    """A new password typed twice, with its strength and rules. ``changed`` after every letter."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, name: str = "", first: str = "口令") -> None:
        super().__init__(parent)
        self.name = name
        self.first, self.second = PasswordEdit(), PasswordEdit()
        self.first_field, self.second_field = AskedField(first, self.first), AskedField("再打一遍", self.second)
        self.bar, self._words = StrengthBar(), label("", "ok")
        self._words.setMinimumHeight(theme().px(20))
        self.rules = [RuleTick(text) for text in (f"至少 {verbs.least_length()} 位，字母和数字都有",
                                                  "不是姓名、电话、生日，也不是一猜就中的", "两遍一样")]  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().px(6))
        for part in (self.first_field, CapsNotice(self.first), self.bar, self._words):
            box.addWidget(part)
        box.addSpacing(theme().px(8))
        box.addWidget(self.second_field)
        box.addSpacing(theme().px(10))
        box.addWidget(self._rule_card())
        self.first.edited.connect(self._judge)
        self.second.edited.connect(self._judge)
        self.second.left.connect(self._say_difference)
        QShortcut(QKeySequence("Alt+V"), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(self.toggle)
        self._judge()

    def _rule_card(self) -> QFrame:
        card = QFrame(self)
        set_role(card, "card")
        inside = QVBoxLayout(card)
        edge = theme().px(18)
        inside.setContentsMargins(edge, theme().px(10), edge, theme().px(10))
        inside.setSpacing(0)
        for rule in self.rules:
            inside.addWidget(rule)
        return card

    def toggle(self) -> None:
        """Alt+V: show both or hide both."""
        shown = not self.first.is_shown()
        self.first.set_shown(shown)
        self.second.set_shown(shown)

    def password(self) -> str:
        """What was typed first."""
        return self.first.text()

    def missing(self) -> str:
        """What still stands against this password, in a few words; "" when it may be used."""
        if not self.password():
            return "还没有设口令"
        if not all(rule.met for rule in self.rules[:2]):
            return "口令还不合要求"
        return "" if self.rules[2].met else "还要再打一遍" if not self.second.text() else "两遍还不一样"

    def clear(self) -> None:
        """Forget both."""
        self.first.clear()
        self.second.clear()
        self._judge()

    def _judge(self) -> None:
        text = self.password()
        faults = verbs.password_faults(text, self.name)
        size = [f for f in faults if f.startswith(_SIZE_FAULTS)]
        self.rules[0].set_met(bool(text) and not size)
        self.rules[1].set_met(bool(text) and len(faults) == len(size))
        self.rules[2].set_met(bool(text) and text == self.second.text())
        strength = verbs.password_strength(text) if not faults else 0
        self.bar.set_strength(strength)
        self._words.setText(_STRENGTH[strength] or ("；".join(faults) if text else ""))
        set_role(self._words, "ok" if strength > 1 else "warn")
        self._say_difference(typing=True)
        self.changed.emit()

    def _say_difference(self, *, typing: bool = False) -> None:
        """From which character the two differ; while typing, half of the first is no difference yet."""
        first, second = self.first.text(), self.second.text()
        if not second or first == second or (typing and first.startswith(second)):
            self.second_field.say("ok" if second and first == second else "", "")
            return
        same = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
                    min(len(first), len(second)))  # fmt: skip
        eye = "" if self.second.is_shown() else "按 Alt+V 可以对着看"
        self.second_field.say("error", f"两遍不一样，从第 {same + 1} 个字符起不同。{eye}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._judge()


def tab_through(*widgets: QWidget) -> None:
    """Tab and Enter go through these in this order: forms put together of parts are else gone through by their age."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def typed(field: FieldFrame) -> Any:
    """The text of a field without blanks at its ends, None when there is none."""
    value = field.value()
    return value.strip() or None if isinstance(value, str) else value
