"""Long lists of options: ChoiceBox (one of, filtered by letters) and ChipBox (several, each a removable chip)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from fupin_desk.core import pinyin
from fupin_desk.gui.kit.cells import Option
from fupin_desk.gui.kit.flow import FlowLayout
from fupin_desk.gui.kit.inputs.line import LineEdit
from fupin_desk.gui.kit.items import Item, PopupList
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_mark, set_role, theme

__all__ = ["ChipBox", "ChoiceBox", "Option", "matching"]

_UP_DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


def matching(options: Sequence[Option], query: str) -> list[Option]:
    """Options whose label holds the query, or whose pinyin, code or further keys do; nothing typed gives all."""
    asked = query.strip().lower()
    if not asked:
        return list(options)
    found = [o for o in options if _fits(o, asked)]
    # What begins with the query first: 因病 before 突发因病 for 因.
    return sorted(found, key=lambda o: not (o.label.lower().startswith(asked) or str(o.code).startswith(asked)))


def _fits(option: Option, asked: str) -> bool:
    if asked in option.label.lower() or str(option.code).lower().startswith(asked) or asked in option.keys.lower():
        return True
    return pinyin.matches(asked, option.label)


class ChoiceBox(LineEdit):
    """One of a long list: type part of the label, its pinyin initials or its code; Enter takes the first.

    With ``free`` a text that is in no option is kept as it is typed.
    """

    def __init__(
        self,
        options: Sequence[Option] = (),
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        free: bool = False,
    ) -> None:
        super().__init__(parent, placeholder=placeholder)
        self.options: tuple[Option, ...] = tuple(options)
        self._value: Any = None
        self._free, self._typed = free, False
        self._problem = ""
        self.popup = PopupList(self)
        self.popup.picked.connect(lambda item: self._take(item.key))
        self.set_icon_button("chevron-down", self.toggle_popup)
        self.composed.connect(self._on_composed)

    # Value

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these from now on; the value stays."""
        self.options = tuple(options)
        self.set_value(self._value)

    def value(self) -> Any:
        """The chosen code, None when empty (or, if not ``free``, when the text is no option)."""
        return self._value

    def set_value(self, value: Any) -> None:
        self._value, self._typed, self._problem = value, False, ""
        self.setText(self.label_of(value))
        self.setCursorPosition(0)

    def label_of(self, value: Any) -> str:
        """The label of a code; a code that is not offered is shown as it is."""
        if value in (None, ""):
            return ""
        return next((o.label for o in self.options if o.code == value), str(value))

    def shown(self) -> str:
        return self.label_of(self._value)

    def problem(self) -> str:
        return self._problem

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.setReadOnly(locked)
        self.set_icon_button("" if locked else "chevron-down", None if locked else self.toggle_popup)

    # Typing and picking

    def toggle_popup(self) -> None:
        """Open with every option, or close."""
        if self.popup.isVisible():
            self.popup.hide()
            return
        self.setFocus()
        self._offer("")

    def commit(self) -> None:
        """Settle what was typed: the current option of the open list, the one that fits, or a problem."""
        if self.popup.isVisible() and (item := self.popup.list.current()) is not None:
            self._take(item.key)
        elif self._typed:
            self._settle()
        self.popup.hide()

    def _settle(self) -> None:
        text = self.text().strip()
        found = matching(self.options, text) if text else []
        exact = [o for o in found if text in (o.label, str(o.code))]
        if not text:
            self._store(None)
        elif exact or len(found) == 1:
            self._store((exact or found)[0].code)
        elif self._free:
            self._store(text)
        else:
            self._value, self._problem = None, f"没有“{text}”这一项，请从列表里选。"
        self._typed = False

    def _store(self, code: Any) -> None:
        changed = code != self._value or bool(self._problem)
        self.set_value(code)
        if changed:
            self.edited.emit()

    def _take(self, code: Any) -> None:
        self.popup.hide()
        self._store(code)
        self.selectAll()

    def take_typed(self, _text: str) -> None:
        self._typed = True

    def _on_composed(self, text: str) -> None:
        if self.hasFocus() and (self._typed or self.composing()):
            self._offer(text)

    def _offer(self, query: str) -> None:
        found = matching(self.options, query)
        self.popup.offer([Item(o.code, o.label, strong=query if query in o.label else "") for o in found[:200]])
        if not query and self._value is not None:
            row = next((at for at, o in enumerate(found) if o.code == self._value), 0)
            self.popup.list.setCurrentIndex(self.popup.list.model().index(row, 0))

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif key in _UP_DOWN and self.popup.isVisible():
            self.popup.list.step(_UP_DOWN[Qt.Key(key)])
        elif key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and (alt or not self._typed)):
            self.toggle_popup()
        elif key == Qt.Key.Key_Escape and self.popup.isVisible():
            self.popup.hide()
            self.set_value(self._value)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.popup.hide()
            if self._typed:
                self._settle()
        super().focusOutEvent(event)


class ChipBox(QFrame):
    """Several of a long list: chosen ones stand as chips before the typing place; Backspace takes the last away."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = tuple(options)
        self._chosen: list[Any] = []
        self._chips: list[QPushButton] = []
        set_role(self, "chipbox")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.line = _ChipLine(self, placeholder=placeholder)
        self.setFocusProxy(self.line)
        self._flow = FlowLayout(self, margin=3, gap=6)
        self._flow.addWidget(self.line)
        theme().changed.connect(self._rebuild)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these from now on; what is chosen stays."""
        self.options = tuple(options)
        self._rebuild()

    def value(self) -> tuple[Any, ...] | None:
        """The chosen codes in the order they were taken."""
        return tuple(self._chosen) or None

    def set_value(self, value: Sequence[Any] | None) -> None:
        self._chosen = list(value or ())
        self._rebuild()

    def shown(self) -> str:
        return "、".join(self._label(code) for code in self._chosen)

    def problem(self) -> str:
        text = self.line.text().strip()
        return f"没有“{text}”这一项，请从列表里选。" if text and not self.line.hasFocus() else ""

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.setEnabled(not locked)

    def set_state(self, state: str) -> None:
        """"" normal, "error" or "warning"."""
        set_mark(self, "state", state)

    def add(self, code: Any) -> None:
        """Take one more, as picking it does."""
        if code not in self._chosen:
            self._chosen.append(code)
            self._rebuild()
            self.edited.emit()
        self.line.clear()

    def remove(self, code: Any) -> None:
        """Take one away."""
        if code in self._chosen:
            self._chosen.remove(code)
            self._rebuild()
            self.edited.emit()

    def remove_last(self) -> None:
        """What Backspace in the empty typing place does."""
        if self._chosen:
            self.remove(self._chosen[-1])

    def open_options(self) -> list[Option]:
        """What can still be taken."""
        return [o for o in self.options if o.code not in self._chosen]

    def _label(self, code: Any) -> str:
        return next((o.label for o in self.options if o.code == code), str(code))

    def _rebuild(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(code) for code in self._chosen]
        self._flow.removeWidget(self.line)
        for chip in self._chips:
            self._flow.addWidget(chip)
        self._flow.addWidget(self.line)
        self.setAccessibleDescription(f"已选 {self.shown()}" if self._chosen else "没有选")
        self.updateGeometry()

    def _chip(self, code: Any) -> QPushButton:
        chip = QPushButton(self._label(code), self)
        set_role(chip, "tag-chip")
        icons.set_icon(chip, "x", "ink2", 14)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # puts the cross behind the name
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setAccessibleName(f"去掉 {self._label(code)}")
        chip.clicked.connect(_bound(self.remove, code))
        chip.show()
        return chip

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.line.setFocus()


def _bound(act: Callable[[Any], None], code: Any) -> Callable[[], None]:
    return lambda: act(code)


class _ChipLine(LineEdit):
    """The typing place of a ChipBox."""

    def __init__(self, box: ChipBox, *, placeholder: str) -> None:
        super().__init__(box, placeholder=placeholder)
        self._box = box
        self.popup = PopupList(box)
        self.popup.picked.connect(lambda item: box.add(item.key))
        self.composed.connect(self._on_composed)

    def _on_composed(self, text: str) -> None:
        if self.hasFocus():
            self._offer(text) if text else self.popup.hide()

    def _offer(self, text: str) -> None:
        self.popup.offer([Item(o.code, o.label) for o in matching(self._box.open_options(), text)[:200]])

    def commit(self) -> None:
        """Take the current option of the open list."""
        if self.popup.isVisible() and (item := self.popup.list.current()) is not None:
            self.popup.hide()
            self._box.add(item.key)

    def stays(self) -> bool:
        """Enter stays in the box as long as it takes something."""
        return self.popup.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _UP_DOWN and self.popup.isVisible():
            self.popup.list.step(_UP_DOWN[Qt.Key(key)])
        elif key == Qt.Key.Key_Down or key == Qt.Key.Key_F4:
            self._offer(self.text())
        elif key == Qt.Key.Key_Escape and self.popup.isVisible():
            self.popup.hide()
        elif key == Qt.Key.Key_Backspace and not self.text():
            self._box.remove_last()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.popup.isVisible():
            self.commit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        set_mark(self._box, "focused", True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        set_mark(self._box, "focused", False)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.popup.hide()
            self._box.left.emit()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(150), super().sizeHint().height())
