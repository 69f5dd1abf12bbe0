"""Messages: Toast with 撤销, MessageBar in three parts, ConfirmDialog whose buttons are verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

TOAST_MS = 8000
_TONES = {"error": ("red", "circle-alert"), "warning": ("amber", "triangle-alert"), "ok": ("green", "circle-check")}


@dataclass(frozen=True)
class Verb:
    """A button of a message: its name in code, what it says, its role (primary, danger, danger-link or plain)."""

    key: str
    text: str
    role: str = ""


def say(widget: QWidget, text: str) -> None:
    """Let a screen reader speak a sentence."""
    widget.setAccessibleDescription(text)
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Toast(QFrame):
    """The dark bar at the bottom of the window: 8 s, with a verb that takes back. Errors stay until closed."""

    acted = Signal()

    def __init__(self, window: QWidget, text: str, verb: str = "", *, level: str = "") -> None:
        super().__init__(window)
        self.text, self._window, self.level = text, window, level
        self._before = window.focusWidget()
        self.setProperty("stacked", True)
        tone = _TONES.get(level)
        set_role(self, f"message-{tone[0]}" if tone else "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(10)
        mark = QLabel(self)
        icons.set_icon(mark, tone[1] if tone else "check", tone[0] if tone else "tip_ink")
        words = WrapLabel(text, self)
        row.addWidget(mark)
        row.addWidget(words, 1)
        self.button: QPushButton | None = None
        if verb:
            self.button = push(verb, "link" if tone else "")
            self.button.clicked.connect(self._act)
            row.addWidget(self.button)
        if tone:
            close = push("知道了", "link")
            close.clicked.connect(self.dismiss)
            row.addWidget(close)
        window.installEventFilter(self)
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MS)
        self._timer.timeout.connect(self.dismiss)
        if level != "error":
            self._timer.start()
        self.show()
        self.place()
        self.raise_()
        # Once more when style and fonts have come to the words.
        QTimer.singleShot(0, self, self.place)
        say(self, text)

    def place(self) -> None:
        """Lie at the bottom of the window, above its status bar and other bars."""
        px = theme().px
        width = min(px(640), self._window.width() - px(40))
        x, layout = (self._window.width() - width) // 2, self.layout()
        assert layout is not None
        self.resize(width, self.height())
        layout.activate()  # the words learn their width, and so how many lines they are
        height = max(px(44), layout.heightForWidth(width))
        # Below lie the toasts that came before this one, and a running action's progress.
        others = [w for w in self._window.findChildren(QFrame) if w.property("stacked") and w.isVisible()]
        earlier = others[: others.index(self)] if self in others else others
        below = [w for w in others if w in earlier or not isinstance(w, Toast)]
        spots = [(w.mapTo(self._window, QPoint(0, 0)), w.width()) for w in [*below, *self._feet()]]
        edges = [spot.y() for spot, wide in spots if spot.x() < x + width and x < spot.x() + wide]
        top = min(edges, default=self._window.height() - px(40))
        self.setGeometry(x, top - height - px(8), width, height)

    def _feet(self) -> list[QFrame]:
        """Bars with buttons at the foot of the page: a toast stands above them, never over them."""
        lowest = self._window.height() * 2 // 3
        bars = [w for w in self._window.findChildren(QFrame) if w.property("role") in ("foot", "batch") and w.isVisible()]
        return [w for w in bars if w.mapTo(self._window, QPoint(0, 0)).y() > lowest]

    def _act(self) -> None:
        self.acted.emit()
        self.dismiss()

    def dismiss(self) -> None:
        """Take the bar away; the focus goes back to where it was."""
        focused = self._window.focusWidget()
        if focused is not None and self.isAncestorOf(focused) and self._before and shiboken6.isValid(self._before):
            self._before.setFocus()
        self.hide()
        self.deleteLater()
        for toast in self._window.findChildren(Toast):
            if toast is not self and toast.isVisible():
                toast.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)


def show_toast(widget: QWidget, text: str, verb: str = "", act: Callable[[], object] | None = None) -> Toast:
    """Say what was done, e.g. 走访已保存 with 撤销. A former toast makes room."""
    window = widget.window()
    for old in window.findChildren(Toast):
        if old.level != "error":
            old.dismiss()
    toast = Toast(window, text, verb)
    if act is not None:
        toast.acted.connect(act)
    return toast


def show_error(widget: QWidget, text: str, verb: str = "", act: Callable[[], object] | None = None) -> Toast:
    """Say what went wrong, what is kept and what to do; stays until closed. The same text is shown once."""
    window = widget.window()
    for old in window.findChildren(Toast):
        if old.level == "error" and old.text == text:
            old.dismiss()
    toast = Toast(window, text, verb, level="error")
    if act is not None:
        toast.acted.connect(act)
    return toast


class MessageBar(QFrame):
    """A message inside a page: title, sentences, verbs. ``asked`` tells which verb was pressed."""

    asked = Signal(str)

    def __init__(
        self,
        title: str,
        text: str = "",
        verbs: Sequence[Verb] = (),
        parent: QWidget | None = None,
        *,
        level: str = "error",
        closable: bool = False,
    ) -> None:
        super().__init__(parent)
        tone, name = _TONES[level]
        set_role(self, f"message-{tone}")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(10)
        mark = QLabel(self)
        icons.set_icon(mark, name, tone)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop if text else Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        head = WrapLabel(title, self)
        if text:
            set_role(head, "b")
        words.addWidget(head)
        if text:
            words.addWidget(WrapLabel(text, self))
        row.addLayout(words, 1)
        for verb in verbs:
            button = push(verb.text, verb.role or "link")
            button.clicked.connect(lambda _on=False, key=verb.key: self.asked.emit(key))
            row.addWidget(button)
        if closable:
            close = push("", "bare", icon="x")
            close.setAccessibleName("关闭提示")
            close.clicked.connect(self.hide)
            row.addWidget(close)
        say(self, f"{title} {text}".strip())


class ConfirmDialog(QDialog):
    """Only for losing data, leaving unsaved, entering the 口令 of an export. Esc is the safe verb: go back."""

    chosen = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        verbs: Sequence[Verb],
        *,
        default: str,
        level: str = "warning",
    ) -> None:
        super().__init__(parent)
        self.answer = ""
        self.setWindowTitle("扶贫工作台")
        self.setModal(True)
        set_role(self, "dialog")
        tone, name = _TONES[level]
        self.content = QVBoxLayout()
        self.content.setSpacing(theme().px(8))
        head, body = QLabel(title, self), QLabel(text, self)
        for words, role in ((head, "h2"), (body, "sec")):
            set_role(words, role)
            words.setWordWrap(True)
            words.setFixedWidth(theme().px(360))
        self.content.addWidget(head)
        self.content.addWidget(body)
        mark = QLabel(self)
        icons.set_icon(mark, name, tone, 22)
        top = QHBoxLayout()
        top.setSpacing(theme().px(14))
        top.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(self.content, 1)
        box = QVBoxLayout(self)
        edge = theme().px(20)
        box.setContentsMargins(edge, edge, edge, theme().px(16))
        box.setSpacing(theme().px(18))
        box.addLayout(top)
        self.buttons = self._button_row(verbs, default)
        box.addLayout(self._row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def _button_row(self, verbs: Sequence[Verb], default: str) -> dict[str, QPushButton]:
        """Dangerous links stand at the left, the other verbs at the right."""
        self._row = QHBoxLayout()
        self._row.setSpacing(theme().px(8))
        buttons: dict[str, QPushButton] = {}
        left = [verb for verb in verbs if verb.role == "danger-link"]
        for verb in left:
            buttons[verb.key] = self._button(verb)
            self._row.addWidget(buttons[verb.key])
        self._row.addStretch(1)
        for verb in verbs:
            if verb not in left:
                buttons[verb.key] = self._button(verb)
                self._row.addWidget(buttons[verb.key])
        buttons[default].setDefault(True)
        buttons[default].setFocus()
        return buttons

    def _button(self, verb: Verb) -> QPushButton:
        button = push(verb.text, verb.role)
        button.clicked.connect(lambda _on=False, key=verb.key: self.choose(key))
        return button

    def choose(self, key: str) -> None:
        """Answer with a verb, as its button does."""
        self.answer = key
        self.done(int(QDialog.DialogCode.Accepted))
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
                return
        super().keyPressEvent(event)

    @staticmethod
    def ask(
        parent: QWidget | None,
        title: str,
        text: str,
        verbs: Sequence[Verb],
        *,
        default: str,
        level: str = "warning",
    ) -> str:
        """Wait for the answer; "" when the person went back with Esc."""
        dialog = ConfirmDialog(parent, title, text, verbs, default=default, level=level)
        dialog.exec()
        answer = dialog.answer
        dialog.deleteLater()
        return answer
