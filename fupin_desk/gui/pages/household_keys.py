"""Keys of a page that hold wherever in it the focus is, also inside inputs that would keep them for themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

_KEYPAD = Qt.KeyboardModifier.KeypadModifier


class PageKeys(QObject):
    """``keys`` maps a key as text (Ctrl+Z, Insert) to what it does; False lets the key go on to where it was typed.

    A line of text has its own Ctrl+Z and Ctrl+Delete, so shortcuts would never be reached from within one: the keys
    are taken before the widget sees them, on presses only, which an input method does not let through while composing.
    """

    def __init__(self, page: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(page)
        self._page = page
        self._keys = {_combined(text): act for text, act in keys.items()}
        page.installEventFilter(self)

    def _listen(self, *, listen: bool) -> None:
        """Every event of the program passes through, so only while the page is shown."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.removeEventFilter(self)
            if listen:
                app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._listen(listen=event.type() == QEvent.Type.Show)
            return False
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(event, QKeyEvent):
            return False
        act = self._keys.get(self._combined(event))
        if act is None or not self._mine(watched):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # then it comes as a key press and not as some shortcut of the window
            return True
        return act() is not False

    def _combined(self, event: QKeyEvent) -> int:
        return QKeyCombination(event.modifiers() & ~_KEYPAD, Qt.Key(event.key())).toCombined()

    def _mine(self, watched: QObject) -> bool:
        if not self._page.isVisible() or QApplication.activeModalWidget() is not None:
            return False
        focused = QApplication.focusWidget()
        if focused is None:
            return watched is self._page.window()
        return watched is focused and (focused is self._page or self._page.isAncestorOf(focused))


def _combined(text: str) -> int:
    first: QKeyCombination = QKeySequence(text)[0]  # type: ignore[index]  # the stubs leave out its items
    return first.toCombined()
