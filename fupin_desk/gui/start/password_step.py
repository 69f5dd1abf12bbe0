"""Step 2: the password that unlocks the ledger, and when it locks itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.start.secret import NewPassword
from fupin_desk.gui.start.steps import Step
from fupin_desk.gui.start.verbs import Plan
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

IDLE = ((5, "5 分钟"), (15, "15 分钟"), (30, "30 分钟"))


class PasswordStep(Step):
    """Twice the password, its rules, the idle lock, and the plain warning that nobody can look it up."""

    title = "设一个打开台账的口令"
    advice = "台账里有身份证号和家庭情况，口令就是锁。用字母和数字。取一句自己记得住的话，打它的拼音最好。"
    width_px = 560

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = NewPassword(name=name)
        self.form.changed.connect(self.changed)
        self.idle = Segments([(str(minutes), words) for minutes, words in IDLE])
        self.idle.set_value("15")
        self.idle.setAccessibleName("多久没动就自动锁上")
        self.fields.addWidget(self.form)
        below = QVBoxLayout()
        below.setSpacing(theme().px(3))
        below.addWidget(label("多久没动就自动锁上", "sec"))
        below.addWidget(self.idle, 0, Qt.AlignmentFlag.AlignLeft)
        self.fields.addLayout(below)
        self.fields.addWidget(warning("口令只有你知道，县里也查不到。忘了口令，只能用下一步打印的恢复码打开。"))

    def missing(self) -> str:
        return self.form.missing()

    def point_out(self) -> None:
        second = self.form.missing() and all(rule.met for rule in self.form.rules[:2])
        (self.form.second if second else self.form.first).setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        self.form.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def minutes(self) -> int:
        """The idle lock chosen."""
        return int(self.idle.key_chosen())

    def fill(self, plan: Plan) -> None:
        """Hand over what was entered."""
        plan.password, plan.idle_minutes = self.form.password(), self.minutes()


def warning(text: str) -> QWidget:
    """An amber sentence with its triangle."""
    row = QWidget()
    mark, words = QLabel(row), WrapLabel(text, row)
    icons.set_icon(mark, "triangle-alert", "amber")
    set_role(words, "amber")
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(theme().px(8))
    box.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(words, 1)
    return row
