"""设置, 口令与锁定: one's own password, when the ledger locks itself, a new recovery code."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desk.actions import backups, preferences
from fupin_desk.actions import session as sessions
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.forms_keys import FormKeys
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.pages.settings_section import Section, setting_row
from fupin_desk.gui.start.code_step import CodeSheet
from fupin_desk.gui.start.secret import AskedField, NewPassword, PasswordEdit, tab_through
from fupin_desk.gui.theme.current import set_role, theme


class OwnPassword(QWidget):
    """The old password once, the new one twice."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._user = desk, desk.session.user
        self.old = PasswordEdit()
        self.old_field = AskedField("现在的口令", self.old)
        self.form = NewPassword(name=self._user, first="新口令")
        self._lack = label("", "hint")
        self.button = push("换口令", "primary")
        self.button.clicked.connect(self._change)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._lack)
        foot.addWidget(self.button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().px(10))
        box.addWidget(self.old_field)
        box.addWidget(self.form)
        box.addLayout(foot)
        self.setMaximumWidth(theme().px(460))
        self.form.changed.connect(self._refresh)
        self.old.edited.connect(self._refresh)
        tab_through(self.old, self.form.first, self.form.second, self.button)
        FormKeys(self, save=self._change, at_end=self._change)
        self._refresh()

    def _missing(self) -> str:
        return self.form.missing() if self.old.text() else "还要填现在的口令"

    def _refresh(self) -> None:
        self._lack.setText(self._missing())
        self.button.setEnabled(not self._missing())

    def _change(self) -> None:
        if self._missing():
            return
        old, new, user = self.old.text(), self.form.password(), self._user

        def act(session: Any, _task: object) -> bool:
            try:
                backups.change_password(session, user, old, new)
            except sessions.WrongPassword:
                return False
            return True

        self.button.setEnabled(False)
        self._desk.run(self, act, self._changed, lambda error: show_error(self, str(error)), always=self._refresh)

    def _changed(self, done: bool) -> None:
        if not done:
            self.old_field.say("error", "现在的口令不对。口令没有换，台账没有受影响。")
            self.old.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.clear()
        show_toast(self, "口令已换，下次打开用新口令。恢复码不变。")

    def clear(self) -> None:
        """Forget what was typed."""
        self.old.clear()
        self.old_field.say("", "")
        self.form.clear()


class NewCode(QWidget):
    """A fresh recovery code: printed and typed back, then it takes the old one's place."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet: CodeSheet | None = None
        words = WrapLabel("原来那张纸丢了、被别人看过，或者工作队换了人，就换一个新的恢复码。启用以后，旧的那张就打不开台账了。")
        set_role(words, "sec")
        self.begin = push("换一个新的恢复码")
        self.begin.clicked.connect(self._begin)
        self.use = push("启用新恢复码", "primary")
        self.drop = push("不换了", "link")
        self.use.clicked.connect(self._use)
        self.drop.clicked.connect(self._end)
        self._lack = label("", "hint")
        self._foot = QWidget(self)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.drop)
        foot.addStretch(1)
        foot.addWidget(self._lack)
        foot.addWidget(self.use)
        self._foot.hide()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme().px(12))
        self._box.addWidget(words)
        self._box.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.addWidget(self._foot)

    def _begin(self) -> None:
        session = self._desk.session
        village = self._desk.peek(sessions.village_of)
        place = f"{village.county or ''}{village.township or ''}{village.name}"
        self._sheet = CodeSheet(sessions.fresh_code(), (place, session.folder.name, session.user))
        self._sheet.changed.connect(self._refresh)
        self._box.insertWidget(2, self._sheet)
        self.begin.hide()
        self._foot.show()
        self._refresh()
        self._sheet.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        missing = self._sheet.missing() if self._sheet is not None else ""
        self._lack.setText(missing)
        self.use.setEnabled(not missing)

    def _use(self) -> None:
        if self._sheet is None or self._sheet.missing():
            return
        code = self._sheet.code
        self._desk.run(self, lambda s, _task: backups.set_recovery_code(s, code), lambda _none: self._used(),
                       label="正在启用新恢复码")  # fmt: skip

    def _used(self) -> None:
        self._end()
        show_toast(self, "新恢复码已启用，旧的那张作废了。请把旧的撕掉。")

    def _end(self) -> None:
        if self._sheet is not None:
            self._box.removeWidget(self._sheet)
            self._sheet.deleteLater()
            self._sheet = None
        self._foot.hide()
        self.begin.show()

    def unsaved(self) -> bool:
        """Whether a new code is shown and not in use."""
        return self._sheet is not None


class LockSection(Section):
    """Password, idle lock, recovery code."""

    key, title = "lock", "口令与锁定"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.idle = Segments([(str(minutes), f"{minutes} 分钟") for minutes in preferences.IDLE_CHOICES])
        self.idle.chosen_key.connect(self._set_idle)
        lock = self.card("锁定")
        lock.body.addWidget(setting_row("多久没动就锁上", self.idle, "锁上以前 30 秒会提醒。离开时可以自己按 Ctrl+L。"))
        self.own: OwnPassword | None = None
        self._password_card = self.card("我的口令", "只有你知道，谁也查不到")
        self.open_own: QPushButton = push("换口令")
        self.open_own.clicked.connect(self._open_own)
        self._password_card.body.addWidget(self.open_own, 0, Qt.AlignmentFlag.AlignLeft)
        self.new_code = NewCode(desk)
        self.card("恢复码").body.addWidget(self.new_code)
        self.cards.addStretch(1)

    def refresh(self) -> None:
        self.desk.read(self, preferences.idle_minutes, lambda minutes: self.idle.set_value(str(minutes)), slot="idle")

    def _set_idle(self, key: str) -> None:
        self.desk.run(self, lambda s, _task: preferences.set_idle_minutes(s, int(key)))

    def _open_own(self) -> None:
        """The form is made when it is asked for: nobody changes passwords daily."""
        if self.own is None:
            self.own = OwnPassword(self.desk)
            self._password_card.body.addWidget(self.own)
        self.open_own.hide()
        self.own.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> bool:
        return self.new_code.unsaved()

    def first(self) -> QWidget:
        return self.idle


