"""Lists of found or offered things: ItemList, and PopupList, an overlay that never takes the focus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import INKS

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Item:
    """One line of a list. ``strong`` is the part of ``text`` shown in blue; a heading cannot be picked."""

    key: Any
    text: str
    detail: str = ""
    right: str = ""
    tone: str = ""
    strong: str = ""
    heading: bool = False


class ItemModel(QAbstractListModel):
    """Holds the items as they are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()

    def show_items(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = 0) -> Any:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(part for part in (item.text, item.detail, item.right) if part)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.items[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ItemDelegate(QStyledItemDelegate):
    """Draws an item on one line or on two, with headings between."""

    def __init__(self, view: ItemList, *, two_lines: bool) -> None:
        super().__init__(view)
        self.two_lines = two_lines

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        px = theme().px
        model = index.model()
        if isinstance(model, ItemModel) and model.items[index.row()].heading:
            return QSize(px(80), px(28))
        return QSize(px(80), px(54 if self.two_lines else 32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, ItemModel):
            return
        item, rect, now = model.items[index.row()], option.rect, theme()  # type: ignore[attr-defined]  # stubs lack it
        state = option.state  # type: ignore[attr-defined]
        painter.save()
        if item.heading:
            self._paint_heading(painter, item, rect)
        else:
            current = bool(state & QStyle.StateFlag.State_Selected)
            over = bool(state & QStyle.StateFlag.State_MouseOver)
            painter.fillRect(rect, now.color("soft" if current else "hover" if over else "surface"))
            if self.two_lines:
                painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), now.color("line"))
            if current:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), now.color("primary"))
            self._paint_item(painter, item, rect.adjusted(now.px(12), 0, -now.px(12), 0), current=current)
        painter.restore()

    def _paint_heading(self, painter: QPainter, item: Item, rect: QRect) -> None:
        now = theme()
        painter.fillRect(rect, now.color("sunken"))
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink3"))
        painter.drawText(rect.adjusted(now.px(12), 0, -now.px(12), 0), _LEFT, item.text)

    def _paint_item(self, painter: QPainter, item: Item, box: QRect, *, current: bool) -> None:
        now = theme()
        first = QRect(box.left(), box.top() + now.px(6), box.width(), now.px(22)) if self.two_lines else box
        painter.setFont(now.font())
        used = painter.fontMetrics().horizontalAdvance(item.right) + now.px(8) if item.right else 0
        painter.setPen(now.color(INKS[item.tone or "muted"]))
        painter.drawText(first, _RIGHT, item.right)
        end = self._paint_name(painter, item, first.adjusted(0, 0, -used, 0), current=current)
        if not item.detail:
            return
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink2" if self.two_lines else "ink3"))
        where = QRect(box.left(), box.top() + now.px(28), box.width(), now.px(20))
        if not self.two_lines:
            where = QRect(end + now.px(8), box.top(), box.right() - used - end - now.px(8), box.height())
        text = painter.fontMetrics().elidedText(item.detail, Qt.TextElideMode.ElideRight, max(0, where.width()))
        painter.drawText(where, _LEFT, text)

    def _paint_name(self, painter: QPainter, item: Item, box: QRect, *, current: bool) -> int:
        """Draws the name with its strong part in blue; returns where it ends."""
        now, x = theme(), box.left()
        before, strong, after = item.text, "", ""
        if item.strong and item.strong in item.text:
            before, _, after = item.text.partition(item.strong)
            strong = item.strong
        for text, bold, token in ((before, False, "ink"), (strong, True, "primary"), (after, False, "ink")):
            if not text or x >= box.right():
                continue
            painter.setFont(now.font(bold=bold or (current and self.two_lines)))
            painter.setPen(now.color(token))
            fitted = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.right() - x + 1)
            painter.drawText(QRect(x, box.top(), box.right() - x + 1, box.height()), _LEFT, fitted)
            x += painter.fontMetrics().horizontalAdvance(fitted)
        return x


class ItemList(QListView):
    """A list of items. ``picked`` on Enter or click, ``moved`` when the current item changes."""

    picked = Signal(object)
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None, *, two_lines: bool = False) -> None:
        super().__init__(parent)
        self._model = ItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(ItemDelegate(self, two_lines=two_lines))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.picked.emit(self._model.items[index.row()]))
        theme().changed.connect(self.doItemsLayout)

    def show_items(self, items: Sequence[Item], *, keep: bool = False) -> None:
        """Show these; the first that can be picked becomes current (or, with ``keep``, the same key as before)."""
        held = self.current()
        self._model.show_items(items)
        rows = [row for row, item in enumerate(self._model.items) if not item.heading]
        same = [row for row in rows if keep and held is not None and self._model.items[row].key == held.key]
        if rows:
            self.setCurrentIndex(self._model.index((same or rows)[0]))

    def items(self) -> tuple[Item, ...]:
        """What is shown."""
        return self._model.items

    def current(self) -> Item | None:
        """The current item."""
        index = self.currentIndex()
        return self._model.items[index.row()] if index.isValid() and index.row() < len(self._model.items) else None

    def step(self, steps: int) -> None:
        """Move the current item up or down over headings."""
        row, count = self.currentIndex().row(), len(self._model.items)
        towards = 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            following = row + towards
            while 0 <= following < count and self._model.items[following].heading:
                following += towards
            if not 0 <= following < count:
                break
            row = following
        self.setCurrentIndex(self._model.index(row))
        self.scrollTo(self._model.index(row))

    def pick(self) -> bool:
        """Pick the current item, as Enter does."""
        item = self.current()
        if item is None or item.heading:
            return False
        self.picked.emit(item)
        return True

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(self._model.items[current.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.pick()
            return
        super().keyPressEvent(event)


class PopupList(QFrame):
    """Items in an overlay of the window. The focus, and so the input method, stays in the field it belongs to."""

    picked = Signal(object)

    def __init__(self, anchor: QWidget, *, most_rows: int = 8) -> None:
        super().__init__(anchor)
        self._anchor, self._most_rows = anchor, most_rows
        set_role(self, "popup")
        self.list = ItemList(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.picked.connect(self.picked)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 4, 1, 4)
        box.addWidget(self.list)
        self.hide()

    def offer(self, items: Sequence[Item]) -> None:
        """Show these under the field; nothing to offer closes it."""
        if not items:
            self.hide()
            return
        window = self._anchor.window()
        if self.parentWidget() is not window:
            self.setParent(window)
            window.installEventFilter(self)
        self.list.show_items(items)
        self._place(window)
        self.show()
        self.raise_()

    def _place(self, window: QWidget) -> None:
        delegate, option = self.list.itemDelegate(), QStyleOptionViewItem()
        model = self.list.model()
        rows = min(model.rowCount(), self._most_rows)
        height = sum(delegate.sizeHint(option, model.index(row, 0)).height() for row in range(rows)) + 12
        below = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 2))
        above = self._anchor.mapTo(window, QPoint(0, -2)).y()
        room = window.height() - below.y() - 8
        width = max(self._anchor.width(), min(theme().px(240), window.width() - 16))
        x = max(8, min(below.x(), window.width() - width - 8))
        if height <= room or room >= above:
            self.setGeometry(x, below.y(), width, min(height, max(room, theme().px(48))))
        else:
            shown = min(height, above - 8)
            self.setGeometry(x, above - shown, width, shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            self.hide()
        return super().eventFilter(watched, event)
