"""登记走访: 常用语 behind F9, found by initials, written in with Enter, added and taken away on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fupin_desk.actions import preferences
from fupin_desk.core import pinyin
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.items import Item, ItemList
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.visit_fields import NoteEdit
from fupin_desk.gui.theme.current import set_role, theme

_SHORTEST = 4
"""A typed or marked text of fewer characters is no phrase to keep."""


class PhrasePopup(QFrame):
    """Lies over the page beside the text it writes into. It is no window of its own: an input method needs the focus."""

    picked = Signal(str)
    added = Signal(str)
    removed = Signal(str)
    closed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        set_role(self, "popup")
        self._page = page
        self._phrases: tuple[str, ...] = ()
        self._marked = ""
        self.search = SearchBox("拼音首字母找常用语", self)
        self.search.setAccessibleName("找常用语")
        self.list = ItemList(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        down = QVBoxLayout(self)
        down.setContentsMargins(8, 8, 8, 6)
        down.setSpacing(6)
        down.addWidget(self.search)
        down.addWidget(self.list, 1)
        down.addWidget(label("回车写入，Ctrl+Delete 去掉这一句，Esc 关上", "hint"))
        self.search.query.connect(lambda _text: self._fill())
        self.search.stepped.connect(self.list.step)
        self.search.entered.connect(self.list.pick)
        self.search.cleared.connect(self._fill)
        self.list.picked.connect(self._pick)
        self.search.installEventFilter(self)
        self.hide()

    def set_phrases(self, phrases: Sequence[str]) -> None:
        """What is offered from now on."""
        self._phrases = tuple(phrases)
        if self.isVisible():
            self._fill()

    def open_at(self, text_box: QWidget, marked: str) -> None:
        """Show over the lower end of a text box; ``marked`` is the text chosen in it, which may be kept as a phrase."""
        page, px = self._page, theme().px
        self._marked = " ".join(marked.split())
        self.search.clear_all()
        self._fill()
        corner = text_box.mapTo(page, QPoint(0, text_box.height() + px(4)))
        width, height = min(px(460), page.width() - px(32)), px(312)
        top = corner.y() if corner.y() + height <= page.height() else max(px(8), page.height() - height - px(8))
        self.setGeometry(min(corner.x(), page.width() - width - px(16)), top, width, height)
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def _fill(self) -> None:
        typed, text = self.search.composed_text(), self.search.text().strip()
        found = [p for p in self._phrases if pinyin.matches(typed, p)]
        # What begins so first: ysz is meant for 饮水正常, though it stands inside others too.
        found.sort(key=lambda p: not any(p.startswith(typed) or key.startswith(typed.lower()) for key in pinyin.initials(p)))
        items = [Item(p, p) for p in found]
        if not typed and len(self._marked) >= _SHORTEST and self._marked not in self._phrases:
            items.insert(0, Item(("add", self._marked), "把选中的文字存为常用语", detail=self._marked))
        if len(text) >= _SHORTEST and not text.isascii() and text not in self._phrases:
            items.append(Item(("add", text), "存为常用语并写入", detail=text))
        self.list.show_items(items or [Item(None, "没有这一句。打出整句，可以存为常用语", heading=True)])

    def _pick(self, item: Item) -> None:
        marked = self._marked
        self.close_now()
        if isinstance(item.key, tuple):
            self.added.emit(item.key[1])
            if item.key[1] == marked:
                return
        self.picked.emit(item.key[1] if isinstance(item.key, tuple) else item.key)

    def close_now(self) -> None:
        """Go away; the page gives the focus back to the text."""
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and self.isVisible():
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            if event.type() == QEvent.Type.FocusOut:
                self.hide()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F9):
            self.close_now()
            return True
        if control and event.key() == Qt.Key.Key_Delete:
            current = self.list.current()
            if current is not None and isinstance(current.key, str):
                self.removed.emit(current.key)
            return True
        return False


class PhraseBook(QObject):
    """What F9 does for one text: opens the popup over it, writes into it, keeps and forgets phrases."""

    def __init__(self, page: Page, note: NoteEdit) -> None:
        super().__init__(page)
        self._page, self._note = page, note
        self.popup = PhrasePopup(page)
        self.popup.picked.connect(note.insert)
        self.popup.closed.connect(lambda: note.setFocus(Qt.FocusReason.OtherFocusReason))
        self.popup.added.connect(lambda text: self._keep(lambda held: [text, *held], "存好了这句常用语。"))
        self.popup.removed.connect(self._remove)
        note.phrases_asked.connect(self.open)

    def open(self) -> None:
        """Show the phrases beside the text."""
        if self._note.isVisible():
            self.popup.open_at(self._note.text, self._note.text.textCursor().selectedText())

    def _remove(self, phrase: str) -> None:
        self._keep(lambda held: [text for text in held if text != phrase], "去掉了这句常用语。")

    def _keep(self, change: Callable[[list[str]], list[str]], words: str) -> None:
        def kept(phrases: list[str]) -> None:
            self.popup.set_phrases(phrases)
            show_toast(self._page, words)

        self._page.desk.run(
            self._page, lambda s, _task: preferences.set_phrases(s, change(preferences.phrases(s))), done=kept,
            failed=lambda fault: show_error(self._page, fault.problems[0].message),
        )  # fmt: skip
