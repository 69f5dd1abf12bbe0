"""LineEdit, the one line that all text-like editors are, and LongText for several lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_mark, theme
from fupin_desk.ledgers.kinds import Kind, Text

STATE_MARKS = {"error": ("circle-alert", "red"), "warning": ("triangle-alert", "amber"), "ok": ("check", "green")}
_BY_KEY = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    }
)


class LineEdit(QLineEdit):
    """One line with a state mark, a grey suffix, and the letters an input method is still composing."""

    edited = Signal()
    left = Signal()
    composed = Signal(str)
    """The committed text plus the preedit, apostrophes and blanks removed: what to search for."""

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "", suffix: str = "") -> None:
        super().__init__(parent)
        self._suffix, self._icon, self._pressed = suffix, "", None
        self._on_icon: Callable[[], None] | None = None
        self._preedit = ""
        self.setPlaceholderText(placeholder)
        self.textEdited.connect(self._on_typed)
        self.textChanged.connect(lambda _text: self._tell_composed())
        self.editingFinished.connect(self.left)
        theme().changed.connect(self._fit)
        self._fit()

    def take_typed(self, text: str) -> None:
        """What a kind of line makes of a typed text, before ``edited`` is told."""

    def _on_typed(self, text: str) -> None:
        self.take_typed(text)
        self.edited.emit()

    # What is shown at the right end

    def set_suffix(self, text: str) -> None:
        """A grey unit at the right end, e.g. 元."""
        self._suffix = text
        self._fit()

    def set_icon_button(self, name: str, act: Callable[[], None] | None) -> None:
        """An icon at the right end that can be clicked (calendar, arrow); "" takes it away."""
        self._icon, self._on_icon = name, act
        self._fit()

    def set_state(self, state: str) -> None:
        """"" normal, "error", "warning" or "ok"."""
        if self.property("state") != state:
            set_mark(self, "state", state)
            self._fit()

    def _right_width(self) -> int:
        px = theme().px
        width = px(24) if self._icon else 0
        if self.property("state") in STATE_MARKS:
            width += px(24)
        if self._suffix:
            width += self.fontMetrics().horizontalAdvance(self._suffix) + px(6)
        return width

    def _fit(self) -> None:
        self.setTextMargins(self._left_width(), 0, self._right_width(), 0)
        self.update()

    def _left_width(self) -> int:
        return 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        px = theme().px
        x, middle, size = self.width() - px(8), self.height() / 2, px(18)
        if self._icon:
            x -= size
            token = "ink2" if self.isEnabled() and not self.isReadOnly() else "disabled"
            icons.paint(painter, self._icon, token, QRectF(x, middle - size / 2, size, size))
            x -= px(6)
        mark = STATE_MARKS.get(str(self.property("state") or ""))
        if mark is not None:
            x -= size
            icons.paint(painter, mark[0], mark[1], QRectF(x, middle - size / 2, size, size))
            x -= px(6)
        if self._suffix:
            painter.setFont(self.font())
            painter.setPen(theme().color("ink3" if self.isEnabled() else "disabled"))
            box = QRectF(0, 0, x - px(2), self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._suffix)

    # Input

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self._preedit = event.preeditString().replace("'", "").replace(" ", "")
        self._tell_composed()

    def composed_text(self) -> str:
        """Committed text plus what is being composed."""
        return self.text() + self._preedit

    def composing(self) -> bool:
        """True while an input method holds letters that are not committed."""
        return bool(self._preedit)

    def _tell_composed(self) -> None:
        self.composed.emit(self.composed_text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEY:
            self.selectAll()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._on_icon is not None and event.position().x() > self.width() - theme().px(30) and self.isEnabled():
            self._on_icon()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._on_icon is not None and event.position().x() > self.width() - theme().px(30)
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)


class ValueEdit(LineEdit):
    """A line that holds a value of one kind: read by the kind, shown by the kind when the person leaves."""

    def __init__(self, kind: Kind, parent: QWidget | None = None, *, placeholder: str = "", suffix: str = "") -> None:
        super().__init__(parent, placeholder=placeholder, suffix=suffix)
        self.kind = kind
        self._value: Any = None
        self._problem = ""
        self.editingFinished.connect(self._tidy)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value, self._problem = value, ""
        self.setText(self.show_value(value))
        self.setCursorPosition(0)

    def shown(self) -> str:
        return self.show_value(self._value)

    def problem(self) -> str:
        return self._problem

    def doubt(self) -> str:
        if self._value in (None, "") or self._problem:
            return ""
        return self.kind.check(self._value) or ""

    def set_locked(self, locked: bool) -> None:
        self.setReadOnly(locked)
        self._fit()

    def parse_text(self, text: str) -> Any:
        """The value of a typed text. Raises ValueError with a Chinese sentence."""
        return self.kind.parse(text)

    def show_value(self, value: Any) -> str:
        """The text of a value as it stands in the field."""
        return self.kind.show(value)

    def take_typed(self, text: str) -> None:
        try:
            self._value, self._problem = self.parse_text(text), ""
        except ValueError as error:
            self._value, self._problem = None, str(error)

    def _tidy(self) -> None:
        if not self._problem and not self.isReadOnly():
            neat = self.show_value(self._value)
            if neat != self.text():
                self.setText(neat)


class TextEdit(ValueEdit):
    """A line of words: a name, an address."""

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "", most: int = 2000) -> None:
        super().__init__(Text(most=most), parent, placeholder=placeholder)


class LongText(QPlainTextEdit):
    """Several lines of plain text. Tab leaves it, Enter makes a new line."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 3, placeholder: str = "", most: int = 2000
    ) -> None:
        super().__init__(parent)
        self._kind, self._lines, self._silent = Text(lines=max(2, lines), most=most), lines, False
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._tell)
        theme().changed.connect(self.updateGeometry)

    def _tell(self) -> None:
        if not self._silent:
            self.edited.emit()

    def value(self) -> str | None:
        """The text, or None when there is nothing but blanks."""
        return self.toPlainText().strip() or None

    def set_value(self, value: str | None) -> None:
        """Show a text; one undo step of the box itself is not made of it."""
        self._silent = True
        self.setPlainText(value or "")
        self._silent = False

    def shown(self) -> str:
        """The first words, for ``原来是 …``."""
        text = " ".join(self.toPlainText().split())
        return text if len(text) <= 20 else text[:20] + "…"

    def problem(self) -> str:
        """Too long a text."""
        try:
            self._kind.parse(self.toPlainText())
        except ValueError as error:
            return str(error)
        return ""

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.setReadOnly(locked)

    def set_state(self, state: str) -> None:
        """"" normal, "error" or "warning"."""
        set_mark(self, "state", state)

    def sizeHint(self) -> QSize:
        height = self._lines * self.fontMetrics().lineSpacing() + theme().px(16)
        return QSize(theme().px(240), max(height, theme().px(34)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(80), self.sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()
