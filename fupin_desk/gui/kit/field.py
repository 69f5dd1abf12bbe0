"""FieldFrame: a label, an editor and the one line of hint, warning or error that belong together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from fupin_desk.gui.kit.cells import MultiChoice
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.optioncells import OptionCells
from fupin_desk.gui.theme.current import set_mark, set_role, theme
from fupin_desk.gui.theme.tokens import BUTTON, INPUT

_ROLES = {"error": "err", "warning": "warn", "ok": "ok", "hint": "hint"}


class FieldFrame(QWidget):
    """A labelled editor. ``edited`` and ``left`` are those of the editor.

    ``side`` is "top" (label above, dense grids) or "left" (label before, right-aligned in ``label_width`` px).
    The error line shows on leaving and goes as soon as the text is right; nothing here ever refuses the focus.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        label: str,
        editor: Any,
        parent: QWidget | None = None,
        *,
        required: bool = False,
        auto: bool = False,
        hint: str = "",
        side: str = "top",
        label_width: int = 76,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = label
        self._required, self._hint, self._label_width, self._side = required, hint, label_width, side
        self._original: Any = None
        self._original_text, self._changed = "", False
        self._check: Callable[[Any], str] | None = None
        self._said: tuple[str, str] = ("", "")
        self._name = QLabel(label, self)
        self._star = QLabel("*", self)
        self._auto = QLabel("自动", self)
        self._line = WrapLabel("", self)
        self._build(side)
        self._star.setVisible(required)
        editor.edited.connect(self._on_edited)
        editor.left.connect(self._on_left)
        editor.installEventFilter(self)
        theme().changed.connect(self._fit)
        self.set_auto(auto)
        self._fit()
        self.refresh()

    def _build(self, side: str) -> None:
        set_role(self._name, "sec")
        set_role(self._star, "star")
        set_role(self._auto, "hint")
        self._name.setBuddy(self.editor)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(3)
        for part in (self._name, self._star, self._auto):
            head.addWidget(part)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        if side == "left":
            head.insertStretch(0, 1)
            grid.setHorizontalSpacing(12)
            grid.addLayout(head, 0, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.editor, 0, 1)
            grid.addWidget(self._line, 1, 1)
            grid.setColumnStretch(1, 1)
        else:
            head.addStretch(1)
            grid.addLayout(head, 0, 0)
            grid.addWidget(self.editor, 1, 0)
            grid.addWidget(self._line, 2, 0)
            grid.setRowStretch(3, 1)
        self._grid = grid

    def _fit(self) -> None:
        if self._side == "left":
            for part in (self._name, self._star, self._auto):
                part.setFixedHeight(theme().px(INPUT if not isinstance(self.editor, MultiChoice) else BUTTON))
            self._grid.setColumnMinimumWidth(0, theme().px(self._label_width))
        self.updateGeometry()

    # What the page sets

    def set_check(self, check: Callable[[Any], str]) -> None:
        """A further check of the value: a sentence is shown as a warning, "" means nothing to say."""
        self._check = check

    def set_hint(self, text: str) -> None:
        """The grey line under the field, e.g. how a value was worked out or why the field is off."""
        self._hint = text
        self.refresh()

    def set_auto(self, auto: bool) -> None:
        """Mark as worked out by the program: 自动 beside the label, editor locked."""
        self._auto.setVisible(auto)
        self.editor.set_locked(auto)
        self.setProperty("auto", auto)
        self._name_it()

    def set_required(self, required: bool) -> None:
        """Show or hide the star."""
        self._required = required
        self._star.setVisible(required)
        self._name_it()

    def set_label(self, text: str) -> None:
        """Change the words of the label."""
        self.label = text
        self._name.setText(text)
        self._name_it()

    def set_value(self, value: Any) -> None:
        """Show a value as it is kept: from now on this is what ``changed`` is measured against."""
        self.editor.set_value(value)
        self._original, self._original_text = value, self.editor.shown()
        self._said = ("", "")
        self._set_changed(False)
        self.refresh()

    def put(self, value: Any) -> None:
        """Change the value as if the person had: it counts as changed, ``edited`` is sent."""
        self.editor.set_value(value)
        self._on_edited()

    def say(self, level: str, text: str) -> None:
        """Show a message of the page: level "error", "warning", "ok" or "" to take it away."""
        self._said = (level, text)
        self.refresh()

    # What the page asks

    def value(self) -> Any:
        """The editor's value."""
        return self.editor.value()

    def original(self) -> Any:
        """The value that was last set."""
        return self._original

    def changed(self) -> bool:
        """Whether the value differs from the one that was set."""
        return self._changed

    def problem(self) -> str:
        """Why this field cannot be saved as it stands, else ""."""
        unreadable: str = self.editor.problem()
        if unreadable:
            return unreadable
        if self._required and self.editor.value() in (None, "", ()):
            return "还没有填。"
        return ""

    def message(self) -> tuple[str, str]:
        """The level and text that stand under the field now."""
        return self._shown_level, self._line.text()

    # Inside

    def refresh(self) -> None:
        """Work out the line under the field again."""
        level, text = self._judge()
        self._shown_level = level
        self._line.setText(text)
        self._line.setVisible(bool(text))
        set_role(self._line, _ROLES.get(level, "hint"))
        state = level if level in ("error", "warning", "ok") else ""
        self.editor.set_state(state)
        self._name_it()

    def _judge(self) -> tuple[str, str]:
        unreadable: str = self.editor.problem()
        if unreadable:
            return "error", unreadable
        if self._said[1]:
            return self._said
        doubt: str = self.editor.doubt()
        if doubt:
            return self.editor.property("doubt_level") or "warning", doubt
        value = self.editor.value()
        if self._check is not None and (further := self._check(value)):
            return "warning", further
        if self._changed and self.editor.hasFocus():
            return "hint", f"原来是 {self._original_text}" if self._original_text else "原来没有填"
        return "hint", self._hint

    def _on_edited(self) -> None:
        self._set_changed(self.editor.value() != self._original or bool(self.editor.problem()))
        if self._said[0] in ("error", "warning"):
            self._said = ("", "")
        if self._shown_level in ("error", "warning", "hint", ""):
            self._soften()
        self.edited.emit()

    def _soften(self) -> None:
        """While typing, an error may go but none may come: half a number is no mistake yet."""
        if self._shown_level != "error" or not (self.editor.problem() or self.editor.doubt()):
            level, text = self._judge()
            if level not in ("error", "warning"):
                self._shown_level = level
                self._line.setText(text)
                self._line.setVisible(bool(text))
                set_role(self._line, "hint")
                self.editor.set_state("")

    def _on_left(self) -> None:
        self.refresh()
        self.left.emit()

    def _set_changed(self, changed: bool) -> None:
        self._changed = changed
        if isinstance(self.editor, OptionCells):
            self.update()
        else:
            set_mark(self.editor, "changed", changed)
        self._name_it()

    def _name_it(self) -> None:
        name = self.label
        if self._required:
            name += "，必填"
        if self.property("auto"):
            name += "，自动计算"
        self.editor.setAccessibleName(name)
        if not isinstance(self.editor, OptionCells):
            self.editor.setAccessibleDescription(self._line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and self._changed:
            QTimer.singleShot(0, self, self.refresh)  # when the focus has settled
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._changed and isinstance(self.editor, OptionCells):
            box = self.editor.geometry()
            QPainter(self).fillRect(QRect(box.left() - 5, box.top() + 4, 3, box.height() - 8), theme().color("camber"))

