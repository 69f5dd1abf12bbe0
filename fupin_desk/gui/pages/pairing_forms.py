"""结对帮扶: every field of one helper or one helping unit in a form, and the question to whom households are handed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.actions import pairing, records
from fupin_desk.core.errors import Invalid
from fupin_desk.core.ids import new_id
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.choices import ChoiceBox, Option
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.forms_keys import FormKeys
from fupin_desk.gui.kit.kinds import Surroundings, field_for
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb, show_error
from fupin_desk.gui.pages.household_dialogs import AskDialog
from fupin_desk.gui.pages.pairing_choice import HelperBox
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.helping import HELPER, HELPING_UNIT, Helper, HelpingUnit
from fupin_desk.ledgers.kinds import Choices, Text
from fupin_desk.ledgers.record import Field, Ledger, Record

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecordDialog(QDialog):
    """Every field of a record, two columns. ``saved`` comes with what was written."""

    saved = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, ledger: Ledger, record: Record | None, *, about: str = "",
                 units: Sequence[HelpingUnit] = ()) -> None:  # fmt: skip
        super().__init__(parent)
        self.desk, self.ledger, self.record, self.units = desk, ledger, record, tuple(units)
        self.setWindowTitle("扶贫工作台")
        self.setModal(True)
        set_role(self, "dialog")
        name = ledger.title(record) if record else ""
        self.frames = {f.name: self._frame(f) for f in ledger.fields}
        title = f"{ledger.label} {name}" if record else f"添加{ledger.label}"
        down = QVBoxLayout(self)
        edge = theme().px(20)
        down.setContentsMargins(edge, edge, edge, theme().px(16))
        down.setSpacing(theme().px(10))
        down.addWidget(label(title, "h2"))
        if about:
            words = WrapLabel(about, self)
            set_role(words, "sec")
            down.addWidget(words)
        down.addWidget(self._fields(), 1)
        down.addLayout(self._buttons())
        self.setAccessibleName(title)
        FormKeys(self, save=self.save)
        self.resize(theme().px(680), theme().px(620))
        self._settle()

    def _frame(self, field: Field) -> FieldFrame:
        refs = Surroundings(refs=lambda _name: [Option(u.id, u.name) for u in self.units], dense=True)
        frame = field_for(field, refs)
        value = getattr(self.record, field.name) if self.record else None
        if field.name == "unit":
            frame = FieldFrame(field.label, ChoiceBox(refs.refs("") if refs.refs else (), free=True))
            frame.set_hint("列表里没有的单位，写上名字，会一起添加")
        frame.set_value(value)
        return frame

    def _fields(self) -> QScrollArea:
        inner = QWidget()
        set_role(inner, "scrolled")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, theme().px(12), 0)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(10))
        at = 0
        for field in self.ledger.fields:
            wide = isinstance(field.kind, Choices) or (isinstance(field.kind, Text) and field.kind.lines > 1)
            at += at % 2 if wide else 0
            grid.addWidget(self.frames[field.name], at // 2, at % 2, 1, 2 if wide else 1)
            at += 2 if wide else 1
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, theme().px(200))
        grid.setRowStretch(at // 2 + 1, 1)
        area = QScrollArea(self)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _buttons(self) -> QHBoxLayout:
        self.remove_button = push("删除", "danger-link")
        self.remove_button.setVisible(self.record is not None)
        self.back_button, self.save_button = push("回去", key="Esc"), push("保存", "primary", key="Ctrl+S")
        self.remove_button.clicked.connect(self.remove)
        self.back_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.addWidget(self.remove_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        row.addWidget(self.save_button)
        return row

    def _settle(self) -> None:
        """Open no higher than the window behind, with the focus in the first field."""
        behind = self.parentWidget()
        if behind is not None:
            room = behind.window().height() - theme().px(60)
            self.resize(self.width(), min(self.height(), max(room, theme().px(360))))
        self.frames[self.ledger.fields[0].name].editor.setFocus()

    # Doing

    def changed(self) -> bool:
        """Whether anything was typed that is not saved."""
        return any(frame.changed() for frame in self.frames.values())

    def save(self) -> None:
        """Write the record, with a unit that is new; what is wrong is said at its field and nothing is written."""
        for frame in self.frames.values():
            commit = getattr(frame.editor, "commit", None)
            if commit is not None:
                commit()
        wrong = [frame for frame in self.frames.values() if frame.problem()]
        for frame in wrong:
            frame.say("error", frame.problem())
        if wrong:
            wrong[0].editor.setFocus()
            return
        found = self._records()
        title = f"{'修改' if self.record else '新增'}{self.ledger.label} {self.ledger.title(found[-1])}"
        self.desk.run(
            self, lambda session, _task: records.save(session, title, found), done=self._done, failed=self._refused,
            label="正在保存",
        )  # fmt: skip

    def _records(self) -> list[Record]:
        values: dict[str, Any] = {name: frame.value() for name, frame in self.frames.items()}
        found: list[Record] = []
        unit = values.get("unit")
        if unit is not None and unit not in {known.id for known in self.units}:
            fresh = HelpingUnit(id=new_id(), name=unit)
            found.append(fresh)
            values["unit"] = fresh.id
        found.append(dataclasses.replace(self.record, **values) if self.record else self.ledger.record(**values))
        return found

    def _refused(self, error: Invalid) -> None:
        by_label = {frame.label: frame for frame in self.frames.values()}
        elsewhere = []
        for problem in error.problems:
            frame = by_label.get(problem.where)
            if frame is None:
                elsewhere.append(problem.message)
            else:
                frame.say("error", problem.message)
        if elsewhere:
            show_error(self, "".join(elsewhere))

    def remove(self) -> None:
        """Remove a record that was entered by mistake; refused with a sentence when others stand on it."""
        if self.record is None:
            return
        record_id, removes = self.record.id, pairing.remove_helper if self.ledger is HELPER else pairing.remove_unit
        self.desk.run(self, lambda session, _task: removes(session, record_id), done=self._done, label="正在删除")

    def _done(self, changes: Changes) -> None:
        self.accept()
        self.saved.emit(changes)

    def reject(self) -> None:
        """Esc and 回去: what was typed is not dropped without a question."""
        if self.changed():
            answer = ConfirmDialog.ask(
                self, "填的内容还没有保存", "不保存的话，这次填的就没有了。台账里原有的内容不变。",
                [Verb("drop", "不要了", "danger-link"), Verb("back", "回去接着填", "primary")], default="back",
            )  # fmt: skip
            if answer != "drop":
                return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field here too; saving has a key of its own."""
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and mods == Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif event.key() in _ENTER and mods == Qt.KeyboardModifier.ShiftModifier:
            self.focusPreviousChild()
        elif event.key() in _ENTER and not mods:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


def helper_dialog(parent: QWidget, desk: Desk, helper: Helper | None, units: Sequence[HelpingUnit]) -> RecordDialog:
    """A helper, new or known."""
    about = "调离、退休的，填上结束帮扶时间，再把名下的户移交；结对历史里会一直保留。" if helper else ""
    return RecordDialog(parent, desk, HELPER, helper, about=about, units=units)


def unit_dialog(parent: QWidget, desk: Desk, unit: HelpingUnit | None) -> RecordDialog:
    """A helping unit, new or known."""
    return RecordDialog(parent, desk, HELPING_UNIT, unit)


def hand_over_dialog(
    parent: QWidget, name: str, count: int, others: Sequence[pairing.Load], *, ticked: bool
) -> AskDialog:
    """整体移交: to whom; more than the cap is said, not refused."""
    title = f"移交 {name} 名下{'勾选的' if ticked else '全部'} {count} 户"
    dialog = AskDialog(parent, title, "生效日期和变动原因按右边填的。原来的结对到那天为止，记录保留。", "移交")
    box = HelperBox(placeholder="姓名首字母")
    box.show_helpers(others)
    frame = dialog.add("helper", "移交给", box, required=True)
    known = {load.helper.id: load for load in others}

    def crowded(helper: str | None) -> str:
        load = known.get(helper or "")
        if load is None or load.households + count <= load.cap:
            return ""
        return f"移交后{load.helper.name}名下 {load.households + count} 户，超过上限 {load.cap} 户。可以移交，请县里认可。"

    frame.set_check(crowded)
    return dialog
