"""The wizard: three steps to a new ledger, or one to a restored one. Nothing is written before the last button."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from fupin_desk.core.errors import Invalid
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import show_error
from fupin_desk.gui.start import verbs
from fupin_desk.gui.start.code_step import CodeStep
from fupin_desk.gui.start.password_step import PasswordStep
from fupin_desk.gui.start.rail import Rail
from fupin_desk.gui.start.rail import Step as Told
from fupin_desk.gui.start.restore_step import RestoreStep
from fupin_desk.gui.start.steps import Step
from fupin_desk.gui.start.verbs import Plan
from fupin_desk.gui.start.village_step import VillageStep, shown_place
from fupin_desk.gui.theme.current import set_role, theme


class Wizard(QWidget):
    """``made``: the open session of the new ledger. ``restored``: the folder of a restored one, still locked.

    ``left``: the person wants to go (back to the unlock page where there is one, else out of the program).
    """

    made = Signal(object)
    restored = Signal(object, str)
    left = Signal()

    def __init__(self, desk: Desk, home: Path, parent: QWidget | None = None, *, leave_word: str = "退出") -> None:
        super().__init__(parent)
        set_role(self, "page")
        self._desk, self._home, self._busy = desk, home, False
        self.plan = Plan()
        self.village = VillageStep(home)
        self.password: PasswordStep | None = None
        self.paper: CodeStep | None = None
        self.restore: RestoreStep | None = None
        self.rail = Rail(self)
        self.stack = QStackedWidget(self)
        self._note, self._lack = label("", "mut"), label("", "sec")
        self.back_button = push("上一步", big=True)
        self.leave_button = push(leave_word, big=True)
        self.next_button = push("下一步", "primary", key="Enter", big=True)
        self._lay()
        self._connect()
        self._add(self.village)
        self._show(self.village)

    def _lay(self) -> None:
        self._foot = QFrame(self)
        set_role(self._foot, "foot")
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setSpacing(10)
        self._foot_row.addWidget(self.back_button)
        self._foot_row.addWidget(self._note)
        self._foot_row.addStretch(1)
        self._foot_row.addWidget(self._lack)
        self._foot_row.addWidget(self.leave_button)
        self._foot_row.addWidget(self.next_button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self._foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        theme().changed.connect(self._fit)
        self._fit()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.back)
        self.leave_button.clicked.connect(self.left)
        self.next_button.clicked.connect(self.forward)
        self.rail.other_asked.connect(self._other_way)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)

    def _fit(self) -> None:
        px = theme().px
        side = 28 if self.width() / theme().scale < 1100 else 56
        self._foot.setFixedHeight(px(64))
        self._foot_row.setContentsMargins(px(side), 0, px(side), 0)
        self.next_button.setMinimumWidth(px(160))
        self.rail.fit()
        for step in (self.stack.widget(at) for at in range(self.stack.count())):
            if isinstance(step, Step):
                step.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Steps

    def step(self) -> Step:
        """The step in front."""
        found = self.stack.currentWidget()
        assert isinstance(found, Step)  # the stack holds nothing else
        return found

    def _add(self, step: Step) -> None:
        self.stack.addWidget(step)
        step.changed.connect(self._refresh)
        step.finished.connect(self.forward)

    def _show(self, step: Step) -> None:
        self.stack.setCurrentWidget(step)
        self._fit()
        self._refresh()
        step.start()

    def _refresh(self) -> None:
        step, missing = self.step(), self.step().missing()
        first = step in (self.village, self.restore)
        self.back_button.setVisible(not first)
        self.leave_button.setVisible(first)
        self._note.setText(step.note())
        self._lack.setText("" if first else missing)
        self.next_button.setText(step.verb)
        self.next_button.set_key("" if missing else step.key)
        self.next_button.setEnabled(not missing and not self._busy)
        self._tell_rail()

    def _tell_rail(self) -> None:
        if self.step() is self.restore:
            self.rail.say("从备份恢复", "还没有台账？", "新建一本")
            self.rail.steps.show_steps([Told("选备份", ("备份和新台账的名字",)), Told("打开台账", ("用备份那天的口令",))], 0)
            return
        self.rail.say("新建一本台账", "已经有台账？插U盘，", "从备份恢复")
        at = 0 if self.step() is self.village else 1 if self.step() is self.password else 2
        minutes = self.password.minutes() if self.password else 15
        steps = [
            Told("选择行政村", self.village.entered()),
            Told("设置口令", (f"已设置，{minutes} 分钟自动锁" if at == 2 else "打开台账用",)),
            Told("打印恢复码", ("核对两组后才能完成" if at == 2 else "忘了口令时用",)),
        ]
        self.rail.steps.show_steps(steps, at)

    def forward(self) -> None:
        """Enter or the main button: the next step, or what is missing."""
        step = self.step()
        if self._busy:
            return
        if step.missing():
            step.point_out()
            return
        if step is self.village:
            self.village.fill(self.plan)
            self._show(self._password_step())
        elif step is self.password:
            self.password.fill(self.plan)
            self._show(self._code_step())
        elif step is self.restore:
            self._restore()
        else:
            self._make()

    def _password_step(self) -> PasswordStep:
        if self.password is None:
            self.password = PasswordStep()
            self._add(self.password)
        self.password.form.name = self.plan.user
        return self.password

    def _code_step(self) -> CodeStep:
        """The code is drawn once; the sheet is made anew when the names on it changed."""
        self.plan.recovery_code = self.plan.recovery_code or verbs.fresh_code()
        about = (f"{self.plan.county or ''}{self.plan.township or ''}{self.plan.name}", shown_place(self.plan.folder),
                 self.plan.user)  # fmt: skip
        if self.paper is not None and self.paper.paper.about != about:
            self.stack.removeWidget(self.paper)
            self.paper.deleteLater()
            self.paper = None
        if self.paper is None:
            self.paper = CodeStep(self.plan.recovery_code, about)
            self._add(self.paper)
        return self.paper

    def back(self) -> None:
        """Alt+Left: the step before; what was entered stays."""
        if self._busy:
            return
        if self.step() is self.paper and self.password is not None:
            self._show(self.password)
        elif self.step() is self.password or self.step() is self.restore:
            self._show(self.village)

    def _other_way(self) -> None:
        if self.step() is self.restore:
            self._show(self.village)
        else:
            self.show_restore()

    def show_restore(self) -> None:
        """Come to 从备份恢复 at once."""
        if self.restore is None:
            self.restore = RestoreStep(self._desk, self._home)
            self._add(self.restore)
        self._show(self.restore)

    # Work

    def _work(self, busy: bool) -> None:
        self._busy = busy
        self.stack.setEnabled(not busy)
        self.back_button.setEnabled(not busy)
        self.leave_button.setEnabled(not busy)
        self._refresh()
        if busy:
            self._lack.setText("正在恢复" if self.step() is self.restore else "正在建台账")

    def _make(self) -> None:
        self._work(busy=True)
        plan = self.plan
        self._desk.run(self, lambda _s, _task: verbs.make(plan), self._on_made, self._on_refused,
                       always=lambda: self._work(busy=False))  # fmt: skip

    def _on_made(self, session: Any) -> None:
        self.plan = Plan()  # neither password nor code stays in memory longer than needed
        self.made.emit(session)

    def _on_refused(self, error: Invalid) -> None:
        show_error(self, str(error))

    def _restore(self) -> None:
        assert self.restore is not None  # it is in front
        path, folder = self.restore.backup.path, self.restore.folder()
        self._work(busy=True)
        self._desk.run(self, lambda _s, _task: verbs.restore(path, folder), self._on_restored,
                       always=lambda: self._work(busy=False))  # fmt: skip

    def _on_restored(self, restored: Any) -> None:
        self.restored.emit(restored.folder, "\n".join(restored.notes))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter outside the fields: the focused button, else the next step."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            focused = self.window().focusWidget()
            if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
                focused.click()
            else:
                self.forward()
            return
        super().keyPressEvent(event)
