"""The few questions 一户一档 asks in a window of their own: who left and why, which year, what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.cells import Option, YesNo
from fupin_desk.gui.kit.choices import ChoiceBox
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.inputs.days import DateEdit
from fupin_desk.gui.kit.inputs.line import LongText, TextEdit
from fupin_desk.gui.kit.inputs.numbers import YearEdit
from fupin_desk.gui.kit.kinds import editor_for
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.helping import PAIRING

_DIED = "01"
_LEAVING = "减少"
_STATE_BY_REASON = {_DIED: "2", "02": "3", "14": "3", "08": "3"}
_OTHER_STATE = "5"


class AskDialog(QDialog):
    """A title, a sentence, some fields and one verb. ``answered`` comes with the fields' values when all is well."""

    answered = Signal(dict)

    def __init__(self, parent: QWidget, title: str, text: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("扶贫工作台")
        self.setModal(True)
        set_role(self, "dialog")
        self.frames: dict[str, FieldFrame] = {}
        self.checks: list[Callable[[dict[str, Any]], tuple[str, str]]] = []
        edge = theme().px(20)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(edge, edge, edge, theme().px(16))
        self._box.setSpacing(theme().px(10))
        self._box.addWidget(label(title, "h2"))
        if text:
            words = WrapLabel(text, self)
            set_role(words, "sec")
            self._box.addWidget(words)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(theme().px(10))
        self._box.addLayout(self.fields)
        self.verb = push(verb, "primary", key="Ctrl+Enter")
        self.verb.setShortcut("Ctrl+Return")
        self.verb.setDefault(True)
        back = push("回去", key="Esc")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.verb)
        self._box.addStretch(1)
        self._box.addSpacing(theme().px(6))
        self._box.addLayout(row)
        self.verb.clicked.connect(self.answer)
        back.clicked.connect(self.reject)
        self.setMinimumWidth(theme().px(460))
        self.setAccessibleName(title)

    def add(self, name: str, text: str, editor: Any, *, required: bool = False, value: Any = None) -> FieldFrame:
        """One more field."""
        frame = self.frames[name] = FieldFrame(text, editor, self, required=required)
        frame.set_value(value)
        self.fields.addWidget(frame)
        if len(self.frames) == 1:
            frame.editor.setFocus()
        return frame

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Wrapping words have taken their lines only now.
        QTimer.singleShot(0, self, self.adjustSize)

    def answer(self) -> None:
        """Take the values, unless something is missing or cannot be read."""
        for frame in self.frames.values():
            commit = getattr(frame.editor, "commit", None)
            if commit is not None:
                commit()
            if frame.problem():
                frame.say("error", frame.problem())
                frame.editor.setFocus()
                return
        values = {name: frame.value() for name, frame in self.frames.items()}
        for check in self.checks:
            name, words = check(values)
            if words:
                self.frames[name].say("error", words)
                self.frames[name].editor.setFocus()
                return
        self.accept()
        self.answered.emit(values)


def leaving_dialog(parent: QWidget, name: str, today: date, *, head: bool) -> AskDialog:
    """Why and since when a person belongs to the household no more; answers with the fields of the member."""
    text = "人留在档案里，只是从这一天起不再算家庭人口。"
    if head:
        text += f"{name}是户主，减少以后请把另一个人的关系改成户主，再一起保存。"
    dialog = AskDialog(parent, f"减少家庭成员 {name}", text, "减少")
    codes = [code for code in code_list("member_change").options() if code.group == _LEAVING]
    options = [Option(code.code, code.label, " ".join(code.aliases)) for code in codes]
    dialog.add("left_reason", "减少原因", ChoiceBox(options), required=True)
    dialog.add("left_on", "减少日期", DateEdit(), required=True, value=today)
    dialog.checks.append(
        lambda values: ("left_on", f"减少日期不能在今天（{today}）之后。" if values["left_on"] > today else "")
    )
    return dialog


def leaving_values(answer: dict[str, Any]) -> dict[str, Any]:
    """The fields of a member who left: state, day and reason."""
    return {"state": _STATE_BY_REASON.get(answer["left_reason"], _OTHER_STATE), **answer}


def year_dialog(parent: QWidget, years: Sequence[int], today: date) -> AskDialog:
    """Which year to add, and whether last year's living conditions are copied into it."""
    latest = max(years, default=0)
    wanted = latest + 1 if latest and latest < today.year else next(
        y for y in range(today.year, today.year - 100, -1) if y not in years
    )  # fmt: skip
    text = "收入按新的一年核算，不照抄。两不愁三保障要按新的一年核实，也不照抄。"
    dialog = AskDialog(parent, "添加年度", text if years else "", "添加")
    dialog.add("year", "年度", YearEdit(), required=True, value=wanted)
    if years:
        dialog.add("copy", f"照抄 {latest} 年的土地和生产生活条件", YesNo(), value=wanted > latest)

    def fits(values: dict[str, Any]) -> tuple[str, str]:
        if values["year"] in years:
            return "year", f"{values['year']} 年已经有了。"
        return "year", f"{values['year']} 年还没有到。" if values["year"] > today.year else ""

    dialog.checks.append(fits)
    return dialog


def end_dialog(parent: QWidget, helper: str, since: date | None, today: date) -> AskDialog:
    """From when on a helper answers for the household no more, and why."""
    text = "记录会保留，只填上结束日期。没有别的帮扶责任人时，首页会提醒。"
    dialog = AskDialog(parent, f"结束和{helper}的结对", text, "结束结对")
    dialog.add("until", "结束日期", DateEdit(), required=True, value=today)
    dialog.add("reason", "变动原因", editor_for(PAIRING.by_name["end_reason"].kind))
    dialog.checks.append(
        lambda values: ("until", f"不能早于开始的 {since}。" if since is not None and values["until"] < since else "")
    )
    return dialog


def task_dialog(parent: QWidget, owner: str) -> AskDialog:
    """A job for this household: what, by when, who."""
    dialog = AskDialog(parent, "添加待办", "", "添加")
    dialog.add("title", "待办事项", TextEdit(most=200), required=True)
    dialog.add("due_on", "期限", DateEdit())
    dialog.add("owner", "负责人", TextEdit(most=50), value=owner)
    return dialog


def close_task_dialog(parent: QWidget, title: str) -> AskDialog:
    """How a job came out; may stay empty."""
    dialog = AskDialog(parent, "办结待办", title, "办结")
    dialog.add("result", "办理结果", LongText(lines=2))
    return dialog
