"""Opening with the printed recovery code: the code in any spelling, and a new password."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.forms_keys import FormKeys
from fupin_desk.gui.kit.inputs.line import LineEdit
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.start.letters import mono
from fupin_desk.gui.start.secret import AskedField, NewPassword, tab_through
from fupin_desk.gui.theme.current import set_role, theme

_GROUP, _GROUPS = 4, 8


class CodeEdit(LineEdit):
    """The 32 characters, grouped while typing; spaces, dashes, small and full-width letters are all taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("big", True)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText
                                 | Qt.InputMethodHint.ImhSensitiveData)  # fmt: skip
        self.setFont(mono(14))

    def take_typed(self, text: str) -> None:
        before = len(_plain(text[: self.cursorPosition()]))
        plain = _plain(text)[: _GROUP * _GROUPS]
        neat = "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))
        if neat != text:
            self.setText(neat)
            self.setCursorPosition(before + max(0, before - 1) // _GROUP)

    def value(self) -> str | None:
        """The code as typed."""
        return self.text() or None

    def set_value(self, value: str | None) -> None:
        """Show a code."""
        self.setText(value or "")

    def shown(self) -> str:
        return ""

    def problem(self) -> str:
        return ""

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.setReadOnly(locked)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).upper()


class RecoverForm(QWidget):
    """``asked``: code and new password. ``back_asked``: back to the password."""

    asked = Signal(str, str)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._built = False
        self._person = ""
        self._busy = False

    def _build(self) -> None:
        """Made on the first use only: judging a password loads what the unlock page need not wait for."""
        self._built = True
        px = theme().px
        self.code = CodeEdit()
        self.code_field = AskedField("纸上的恢复码", self.code, hint="8 组，每组 4 个，大小写、空格都不要紧")
        self.form = NewPassword(first="新口令")
        self._who = WrapLabel("")
        set_role(self._who, "sec")
        self.button = push("打开台账", "primary", big=True)
        self.back = push("返回", "link")
        self._lack = label("", "hint")
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self._lack)
        foot.addWidget(self.button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(8))
        for part in (label("用恢复码打开", "h2"), self._who, self.code_field, self.form):
            box.addWidget(part)
        box.addSpacing(px(4))
        box.addLayout(foot)
        tab_through(self.code, self.form.first, self.form.second, self.back, self.button)
        FormKeys(self, at_end=self._ask)
        self.button.clicked.connect(self._ask)
        self.back.clicked.connect(self.back_asked)
        self.code.edited.connect(self._refresh)
        self.form.changed.connect(self._refresh)

    def set_person(self, name: str) -> None:
        """Whose password is set anew."""
        self._person = name
        if self._built:
            self.form.name = name
            self._who.setText(f"打开以后，{name or '你'}的口令换成新的。恢复码仍然有效，请收好。")

    def start(self) -> None:
        """The card comes to the front."""
        if not self._built:
            self._build()
        self.set_person(self._person)
        self._refresh()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """While the code is being tried."""
        self._busy = busy
        if self._built:
            self._refresh()

    def clear(self) -> None:
        """Forget what was typed."""
        if self._built:
            self.code.clear()
            self.form.clear()

    def refuse(self, text: str) -> None:
        """Say what is wrong with the code."""
        self.code_field.say("error", text)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def missing(self) -> str:
        """What is still to be typed."""
        count = len(_plain(self.code.text()))
        if count < _GROUP * _GROUPS:
            return f"恢复码还差 {_GROUP * _GROUPS - count} 个字" if count else "还没有填恢复码"
        return self.form.missing()

    def _refresh(self) -> None:
        missing = self.missing()
        self.button.setEnabled(not missing and not self._busy)
        self._lack.setText("正在核对" if self._busy else missing)

    def _ask(self) -> None:
        if not self.missing() and not self._busy:
            self.asked.emit(self.code.text(), self.form.password())
