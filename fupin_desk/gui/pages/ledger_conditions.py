"""农户台账: one more condition, as field, 是 / 不是 / 大于 / 小于 / 包含 / 空, value."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fupin_desk.core import money
from fupin_desk.gui.kit.choices import ChoiceBox, Option
from fupin_desk.gui.kit.inputs.line import TextEdit
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import show_error
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.card import Condition
from fupin_desk.ledgers.codes import code_list

_FIELDS = {
    "household_kind": ("户类型", "household_kind"), "cause": ("主要致贫原因", "poverty_cause"), "size": ("人口", ""),
    "per_capita_fen": ("人均纯收入", "元"), "helper": ("帮扶责任人", ""), "group_name": ("组", ""), "visits": ("走访次数", ""),
    "identified_year": ("识别年度", ""), "exit_year": ("脱贫年度", ""), "planned_exit_year": ("计划脱贫年度", ""),
    "monitor_kind": ("监测类别", "monitor_kind"), "standard": ("识别标准", "identify_standard"), "phone": ("联系电话", ""),
    "address": ("家庭住址", ""), "low_income": ("低保人数", ""),
}  # fmt: skip
"""Column -> (name, code list or unit)."""
_OPERATORS = {"=": "是", "!=": "不是", ">": "大于", "<": "小于", "~": "包含", "empty": "空", "filled": "不空"}
_NUMBERS = frozenset({"size", "per_capita_fen", "visits", "identified_year", "exit_year", "planned_exit_year", "low_income"})


def words_of(condition: Condition) -> str:
    """The condition as a chip says it: 人均纯收入大于 4,000."""
    name, kind = _FIELDS[condition.column]
    operator = _OPERATORS[condition.operator]
    if condition.operator in ("empty", "filled"):
        return f"{name}{operator}"
    value = condition.value
    if kind == "元" and isinstance(value, int):
        return f"{name}{operator} {money.show_yuan_short(value)}"
    shown = code_list(kind).label(str(value)) if kind and kind != "元" else str(value)
    return f"{name}{operator} {shown}"


class ConditionPopup(QFrame):
    """Field, operator, value, 加上. Enter adds, Esc closes."""

    added = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._page = parent
        set_role(self, "popup")
        self.field = ChoiceBox([Option(key, name) for key, (name, _) in _FIELDS.items()])
        self.operator = ChoiceBox([Option(key, name) for key, name in _OPERATORS.items()])
        self.value = TextEdit(placeholder="数、文字或选项")
        self.add_button = push("加上", "primary", key="Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(12), theme().px(12), theme().px(12), theme().px(12))
        for part, width in ((self.field, 150), (self.operator, 96), (self.value, 170)):
            part.setFixedWidth(theme().px(width))
            row.addWidget(part)
        row.addWidget(self.add_button)
        self.operator.set_value("=")
        self.add_button.clicked.connect(self.add)
        self.value.returnPressed.connect(self.add)

    def open_at(self, button: QWidget) -> None:
        """Open under a button with the focus in the field box."""
        self.adjustSize()
        spot = button.mapToGlobal(QPoint(button.width() - self.sizeHint().width(), button.height() + theme().px(4)))
        self.move(spot)
        self.show()
        self.field.setFocus()

    def add(self) -> None:
        """Tell the condition, or say what is missing."""
        try:
            condition = self.condition()
        except ValueError as fault:
            show_error(self._page, str(fault))
            return
        self.hide()
        self.value.set_value(None)
        self.added.emit(condition)

    def condition(self) -> Condition:
        """What was typed. Raises ValueError with the sentence to show."""
        column, operator = self.field.value(), self.operator.value() or "="
        if column is None:
            raise ValueError("还没有选条件的字段。列表没有变。")
        if operator in ("empty", "filled"):
            return Condition(column, operator)
        return Condition(column, operator, _typed(column, operator, str(self.value.value() or "").strip()))


def _typed(column: str, operator: str, text: str) -> object:
    name, kind = _FIELDS[column]
    if not text:
        raise ValueError(f"还没有填“{name}”要比的值。列表没有变。")
    if operator == "~":
        return text
    if kind == "元":
        return money.parse_fen(text)
    if column in _NUMBERS:
        if not text.isdigit():
            raise ValueError(f"“{name}”要填整数，现在是“{text}”。列表没有变。")
        return int(text)
    if kind:
        code = code_list(kind).find(text)
        if code is None:
            raise ValueError(f"“{text}”不在“{name}”的选项里。列表没有变。")
        return code.code
    return text
