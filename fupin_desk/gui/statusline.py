"""The status bar: what is saved and when, what runs, how large the ledger is, that it is encrypted, 大字."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from fupin_desk.core.dates import show_moment
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.lane import Job
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import STATUS


class _Part(QWidget):
    """An icon and a few words."""

    def __init__(self, icon: str = "", token: str = "ink2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._words = QLabel(self), QLabel(self)
        set_role(self._words, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        if icon:
            row.addWidget(self._mark)
        row.addWidget(self._words)
        self._icon, self._token = icon, token
        self.say("", icon, token)

    def say(self, text: str, icon: str = "", token: str = "ink2") -> None:
        """Show these words; none hides the part."""
        if self._icon:
            icons.set_icon(self._mark, icon or self._icon, token, 15)
        self._words.setText(text)
        self.setVisible(bool(text))
        self.setAccessibleName(text)

    def text(self) -> str:
        return self._words.text()


class StatusLine(QWidget):
    """The line at the foot of the window."""

    scale_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.saved = _Part("check", "green")
        self.backup, self.counts = _Part(), _Part()
        self.stick, self.locked = _Part("usb"), _Part("lock")
        self.scale_button = push("大字 Ctrl++", "status")
        self.scale_button.setAccessibleName("字体大小")
        self.scale_button.clicked.connect(self.scale_asked)
        self._held = ("", "check", "green")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(10)
        self._rules: list[tuple[QFrame, QWidget]] = []
        self._add(self.saved)
        self._add(self.backup)
        self._row.addStretch(1)
        for part in (self.counts, self.stick, self.locked):
            self._add(part)
        self._row.addWidget(self.scale_button)
        self.locked.say("台账已加密", "lock")
        theme().changed.connect(self._fit)
        self._fit()

    def _add(self, part: QWidget) -> None:
        rule = QFrame(self)
        set_role(rule, "rule-v")
        self._row.addWidget(part)
        self._row.addWidget(rule)
        self._rules.append((rule, part))

    def _fit(self) -> None:
        px = theme().px
        self.setFixedHeight(px(STATUS))
        self._row.setContentsMargins(px(14), 1, px(6), 0)
        self.refresh_rules()

    def refresh_rules(self) -> None:
        """Hairlines stand only behind parts that say something."""
        for rule, part in self._rules:
            rule.setFixedHeight(theme().px(14))
            rule.setVisible(not part.isHidden())

    def say_saved(self, moment: datetime) -> None:
        """已保存 20:41."""
        self._say(f"已保存 {moment:%H:%M}", "check", "green")

    def say_unsaved(self, text: str) -> None:
        """e.g. 有改动没保存，20:36 已存草稿."""
        self._say(text, "clock", "amber")

    def _say(self, text: str, icon: str, token: str) -> None:
        self._held = (text, icon, token)
        self.saved.say(text, icon, token)
        self.refresh_rules()

    def say_backup(self, moment: datetime | None) -> None:
        """自动备份 20:30."""
        today = datetime.now().date()
        if moment is None:
            self.backup.say("还没有备份")
        elif moment.date() == today:
            self.backup.say(f"自动备份 {moment:%H:%M}")
        else:
            self.backup.say(f"自动备份 {show_moment(moment, today)}")
        self.refresh_rules()

    def say_counts(self, text: str) -> None:
        """石桥村 137 户 468 人."""
        self.counts.say(text)
        self.refresh_rules()

    def say_stick(self, text: str) -> None:
        """U盘 E: 可用 14.2 GB; "" when there is none."""
        self.stick.say(text, "usb")
        self.refresh_rules()

    def show_job(self, job: Job) -> None:
        """What runs, with its percent, in the place of the saved state."""
        percent = f" {job.percent()}%" if job.total else ""
        self.saved.say(f"{job.step_label or job.label}{percent}", "clock", "primary")
        self.refresh_rules()

    def job_ended(self) -> None:
        """Back to the saved state."""
        self._say(*self._held)
