"""首页: adding a 待办 and changing one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.actions import households, records, visit_page
from fupin_desk.actions.households import Found
from fupin_desk.actions.visits import OPEN
from fupin_desk.core.errors import Invalid
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.choices import ChoiceBox, Option
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.days import DateEdit
from fupin_desk.gui.kit.inputs.line import TextEdit
from fupin_desk.gui.kit.items import Item
from fupin_desk.gui.kit.kinds import code_options
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.team import TaskItem


class HouseholdEdit(SearchBox):
    """One household, found by initials, number or telephone; empty for the whole village."""

    edited = Signal()
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("首字母，不填是全村", parent)
        self._desk = desk
        self._household, self._name = "", ""
        self.query.connect(self._find)
        self.picked.connect(self._take)
        self.editingFinished.connect(self._settle)

    def value(self) -> str | None:
        """The household's id."""
        return self._household or None

    def set_value(self, value: str | None) -> None:
        self._household, self._name = value or "", ""
        if value:
            card = self._desk.peek(lambda s: households.cards(s, [value])).get(value)
            self._name = f"{card.head} {card.short_number}" if card else ""
        self.setText(self._name)

    def shown(self) -> str:
        return self._name

    def problem(self) -> str:
        return "没有选中哪一户，请从列表里选。" if self.text().strip() and self.text() != self._name else ""

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.setReadOnly(locked)

    def _find(self, text: str) -> None:
        if text and self.text() != self._name:
            self._desk.read(self, lambda s: households.search(s, text), self._offer, slot="find")

    def _offer(self, found: Sequence[Found]) -> None:
        self.show_results([Item(f.household, f.title, f.detail) for f in found])

    def _take(self, item: Item) -> None:
        self.set_value(item.key)
        self.edited.emit()

    def _settle(self) -> None:
        if not self.text().strip():
            self._household, self._name = "", ""


class TaskDialog(QDialog):
    """A small form for one task. Ctrl+Enter keeps it, Esc goes back."""

    def __init__(self, page: QWidget, desk: Desk, task: TaskItem | None = None) -> None:
        super().__init__(page)
        self.page, self.desk, self.task = page, desk, task
        self.setWindowTitle("改待办" if task else "添加待办")
        set_role(self, "dialog")
        people = desk.peek(visit_page.people_of)
        self.title_field = FieldFrame("待办事项", TextEdit(placeholder="要办什么"), required=True)
        self.household = FieldFrame("农户", HouseholdEdit(desk))
        self.kind = FieldFrame("类别", ChoiceBox(code_options("task_kind")))
        self.due = FieldFrame("期限", DateEdit())
        self.owner = FieldFrame("负责人", ChoiceBox([Option(name, name) for name in people], free=True))
        self._build()
        self._fill(task)

    def _build(self) -> None:
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        grid.addWidget(self.title_field, 0, 0, 1, 2)
        for at, frame in enumerate((self.household, self.kind, self.due, self.owner)):
            grid.addWidget(frame, 1 + at // 2, at % 2)
        back = push("回去", key="Esc")
        self.save_button = push("改好" if self.task else "添加", "primary", key="Ctrl+Enter")
        # Not the button's own shortcut, which would press it visibly and answer a tenth of a second later.
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.save)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.save_button)
        down = QVBoxLayout(self)
        down.setContentsMargins(px(20), px(16), px(20), px(16))
        down.setSpacing(px(12))
        down.addWidget(label(self.windowTitle(), "h2"))
        down.addLayout(grid)
        down.addLayout(row)
        self.setMinimumWidth(px(540))
        back.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)

    def _fill(self, task: TaskItem | None) -> None:
        user, today = self.desk.session.user, self.desk.session.today
        self.title_field.set_value(task.title if task else None)
        self.household.set_value(task.household if task else None)
        self.kind.set_value(task.task_kind if task else None)
        self.due.set_value(task.due_on if task else today)
        self.owner.set_value(task.owner if task else user)
        self.title_field.editor.setFocus()

    def frames(self) -> list[FieldFrame]:
        """The fields in their order."""
        return [self.title_field, self.household, self.kind, self.due, self.owner]

    def save(self) -> None:
        """Write the task unless a field has a fault."""
        commit = getattr(self.focusWidget(), "commit", None)
        if commit is not None:
            commit()  # a list box settles what was typed
        if not self.save_button.isEnabled():
            return
        wrong = [frame for frame in self.frames() if frame.problem()]
        for frame in wrong:
            frame.say("error", frame.problem())
        if wrong:
            wrong[0].editor.setFocus()
            return
        values = {
            "title": self.title_field.value(), "household": self.household.value(), "task_kind": self.kind.value(),
            "due_on": self.due.value(), "owner": self.owner.value(),
        }  # fmt: skip
        task = dataclasses.replace(self.task, **values) if self.task else TaskItem(state=OPEN, **values)
        title = f"{'修改' if self.task else '添加'}待办 {task.title}"
        self.save_button.setEnabled(False)
        self.desk.run(
            self, lambda session, _task: records.save(session, title, [task]), done=self._saved, failed=self._refused,
            always=lambda: self.save_button.setEnabled(True),
        )  # fmt: skip

    def _saved(self, changes: Changes) -> None:
        page, desk = self.page, self.desk
        self.accept()
        words = "改好了这件待办。" if self.task else "添加了 1 件待办。"
        if changes.batch:
            show_toast(page, words, "撤销", lambda: desk.run(page, lambda s, _t: records.undo(s, changes.batch)))

    def _refused(self, error: Invalid) -> None:
        by_label = {frame.label: frame for frame in self.frames()}
        for problem in error.problems:
            if problem.where in by_label:
                by_label[problem.where].say("error", problem.message)
            else:
                show_error(self, problem.message)
