"""FormKeys: Enter goes to the next field, Shift+Enter back, Ctrl+S and Ctrl+Enter save, the focus stays in view."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.theme.current import theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier


class FormKeys(QObject):
    """Installed once on the widget that holds a form; fields added later are covered too.

    Acts on key presses only, which an input method does not let through while it composes. Buttons keep their Enter
    off (they are pressed with the space bar), so that Enter never saves by accident.
    """

    def __init__(
        self,
        container: QWidget,
        *,
        save: Callable[[], object] | None = None,
        save_next: Callable[[], object] | None = None,
        at_end: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(container)
        self._container, self._save, self._save_next, self._at_end = container, save, save_next, at_end
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.installEventFilter(self)
            app.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget) and isinstance(event, QKeyEvent):
            inside = watched is QApplication.focusWidget() and self._container.isAncestorOf(watched)
            return inside and self._on_key(watched, event)
        return False

    def _on_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        mods, key = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier, event.key()
        if mods == _CTRL and key == Qt.Key.Key_S and self._save is not None:
            return self._do(widget, self._save)
        if mods == _CTRL and key in _ENTER and (self._save_next or self._save) is not None:
            return self._do(widget, self._save_next or self._save)
        if mods == _CTRL and key == Qt.Key.Key_Down:
            return self.to_next_problem(widget)
        if key in _ENTER and mods in (_NONE, _SHIFT) and not _keeps_enter(widget):
            return self._enter(widget, back=mods == _SHIFT)
        return False

    def _do(self, widget: QWidget, act: Callable[[], object] | None) -> bool:
        _commit(widget)
        if act is not None:
            act()
        return True

    def _enter(self, widget: QWidget, *, back: bool) -> bool:
        stays = getattr(widget, "stays", None)
        if stays is not None and stays():
            return False
        _commit(widget)
        following = next(self._others(widget, back=back), None)
        if following is None:
            if self._at_end is not None and not back:
                self._at_end()
            return True
        following.setFocus(Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason)
        return True

    def _others(self, widget: QWidget, *, back: bool = False) -> Iterator[QWidget]:
        """Fields after (before) this one in tab order, as far as the form's end."""
        found = widget.previousInFocusChain() if back else widget.nextInFocusChain()
        first = self._first()
        while found is not None and found is not widget:
            if not self._container.isAncestorOf(found):
                found = found.previousInFocusChain() if back else found.nextInFocusChain()
                continue
            if found is first and not back:
                return
            if _is_field(found):
                yield found
            if found is first:
                return
            found = found.previousInFocusChain() if back else found.nextInFocusChain()

    def _first(self) -> QWidget | None:
        """The first widget of the form in tab order."""
        found: QWidget | None = self._container.nextInFocusChain()
        while found is not None and found is not self._container:
            if self._container.isAncestorOf(found) and found.focusPolicy() & Qt.FocusPolicy.TabFocus:
                return found
            found = found.nextInFocusChain()
        return None

    def to_next_problem(self, after: QWidget | None = None) -> bool:
        """Focus the next field in error after the present one (round to the first); False when there is none."""
        frames = [f for f in self._container.findChildren(FieldFrame) if f.isVisibleTo(self._container)]
        at = next((n for n, f in enumerate(frames) if after is not None and f.isAncestorOf(after)), -1)
        for frame in frames[at + 1 :] + frames[: at + 1]:
            if frame.message()[0] == "error" or frame.problem():
                frame.refresh()
                frame.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._container.isAncestorOf(now):
            return
        parent = now.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(now, theme().px(24), theme().px(40))
                return
            parent = parent.parentWidget()


def _commit(widget: QWidget) -> None:
    """Let a list box settle what was typed, and a line tidy its text, before the focus moves."""
    commit = getattr(widget, "commit", None)
    if commit is not None:
        commit()


def _keeps_enter(widget: QWidget) -> bool:
    return isinstance(widget, (QPlainTextEdit, QTextEdit, QAbstractItemView)) or widget.window().isModal()


def _is_field(widget: QWidget) -> bool:
    """Where Enter may go: visible, enabled, reached by Tab, not a button and not locked."""
    if isinstance(widget, QAbstractButton) and not widget.isCheckable():
        return False
    if not widget.isEnabled() or not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    read_only = getattr(widget, "isReadOnly", None)
    return widget.focusProxy() is None and not (read_only is not None and read_only())
