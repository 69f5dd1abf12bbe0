"""ColumnChooser: which columns are shown, in what order; found by letters, ticked by the space bar, kept per user."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.core import pinyin
from fupin_desk.gui.kit.optioncells import paint_tick
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.kit.tables.model import Column
from fupin_desk.gui.kit.tables.view import LedgerTable
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_ROW = 32


class ColumnChooser(QFrame):
    """A popup over the table's page. ``name`` is where the layout is kept in the person's memory."""

    changed = Signal()

    def __init__(self, table: LedgerTable, memory: Memory, name: str) -> None:
        super().__init__(table)
        self._table, self._memory, self._name = table, memory, name
        self._default: list[tuple[str, int, bool]] = []
        set_role(self, "popup")
        self.box = SearchBox("找列名，如 sr = 收入", self)
        self.rows = _ColumnRows(self)
        area = QScrollArea(self)
        area.setWidget(self.rows)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = area
        reset = push("恢复默认", "link")
        reset.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        reset.clicked.connect(self.reset)
        hint = QLabel("空格勾选，Alt+↑↓ 移动", self)
        set_role(hint, "hint")
        foot = QHBoxLayout()
        foot.addWidget(reset)
        foot.addStretch(1)
        foot.addWidget(hint)
        lines = QVBoxLayout(self)
        lines.addWidget(self.box)
        lines.addWidget(area, 1)
        lines.addLayout(foot)
        self.box.query.connect(self.rows.filter)
        self.box.installEventFilter(self)
        table.layout_changed.connect(self._keep)
        table.menu_asked.connect(lambda spot: self._open(table.window().mapFromGlobal(spot)))
        self.hide()

    # Keeping

    def restore(self) -> None:
        """Lay the table out as this person left it. Call once, after ``set_columns``."""
        self._default = self._table.layout_now()
        held = self._memory.get(self._name)
        if isinstance(held, list):
            known = [tuple(entry) for entry in held if isinstance(entry, list) and len(entry) == 3]
            self._table.set_layout([(str(k), int(w), bool(s)) for k, w, s in known])
        self.changed.emit()

    def reset(self) -> None:
        """Back to the columns the page was made with."""
        self._table.set_layout(self._default)
        self._keep()
        self.rows.filter(self.box.composed_text())

    def _keep(self) -> None:
        self._memory.put(self._name, [list(entry) for entry in self._table.layout_now()])
        self.changed.emit()

    def words(self) -> str:
        """``显示列 10/24`` for the button."""
        entries = self.entries()
        return f"显示列 {sum(shown for _column, shown in entries)}/{len(entries)}"

    # What the rows ask

    def entries(self) -> list[tuple[Column, bool]]:
        """Columns in the order on screen and whether they are shown; those without a title are no choice."""
        by_key = {column.key: column for column in self._table.rows.columns if column.title}
        return [(by_key[key], shown) for key, _width, shown in self._table.layout_now() if key in by_key]

    def toggle(self, key: str) -> None:
        """Show or hide a column; a fixed one stays."""
        layout = [(k, w, (not s) if k == key else s) for k, w, s in self._table.layout_now()]
        self._table.set_layout(layout)
        self._keep()

    def move_column(self, key: str, step: int) -> None:
        """Move a column one place; fixed ones keep the front."""
        layout = self._table.layout_now()
        at = next(n for n, entry in enumerate(layout) if entry[0] == key)
        to = at + step
        fixed = {column.key for column in self._table.rows.columns if column.fixed}
        if not 0 <= to < len(layout) or layout[to][0] in fixed or key in fixed:
            return
        layout[at], layout[to] = layout[to], layout[at]
        self._table.set_layout(layout)
        self._keep()

    # Showing

    def open_at(self, button: QWidget) -> None:
        """Open under the button 显示列, its right edges in line."""
        window = self._table.window()
        spot = button.mapTo(window, QPoint(button.width(), button.height() + 4))
        self._open(QPoint(spot.x() - theme().px(266), spot.y()))

    def _open(self, spot: QPoint) -> None:
        window, px = self._table.window(), theme().px
        if self.parentWidget() is not window:
            self.setParent(window)
        self.box.clear_all()
        self.rows.filter("")
        width = px(266)
        height = min(px(520), px(_ROW) * len(self.entries()) + px(110), window.height() - spot.y() - px(12))
        self.setGeometry(max(8, min(spot.x(), window.width() - width - 8)), spot.y(), width, max(height, px(220)))
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one when widgets are

    def close_popup(self) -> None:
        """Close and give the focus back to the table."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # see above
        if self.isVisible():
            self.hide()
            self._table.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and self.isVisible():
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if not inside and isinstance(watched, QWidget) and watched.window() is self.window():
                self.close_popup()
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        if steps and alt:
            self.rows.move_current(steps)
        elif steps:
            self.rows.step(steps)
        elif key == Qt.Key.Key_Space or key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rows.toggle_current()
        elif key == Qt.Key.Key_Escape:
            self.close_popup()
        else:
            return False
        self._area.ensureVisible(0, self.rows.current_y(), 0, theme().px(_ROW))
        return True


class _ColumnRows(QWidget):
    """The lines of the chooser: a tick, the name, a grip or 固定."""

    def __init__(self, chooser: ColumnChooser) -> None:
        super().__init__(chooser)
        self._chooser = chooser
        self._query, self._at, self._over = "", 0, -1
        self._entries: list[tuple[Column, bool]] = []
        self._pressed = ""
        self.setMouseTracking(True)
        set_role(self, "scrolled")

    def filter(self, query: str) -> None:
        """Only columns whose title the letters fit."""
        self._query = query
        self._entries = [e for e in self._chooser.entries() if pinyin.matches(query, e[0].title)]
        self._at = min(self._at, max(0, len(self._entries) - 1))
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(230), theme().px(_ROW) * max(1, len(self._entries)))

    def current_y(self) -> int:
        """The middle of the current line."""
        return theme().px(_ROW) * self._at + theme().px(_ROW) // 2

    def step(self, steps: int) -> None:
        """Move the current line."""
        self._at = max(0, min(len(self._entries) - 1, self._at + steps))
        self.update()

    def toggle_current(self) -> None:
        """Tick or untick the current line."""
        if self._entries and not self._entries[self._at][0].fixed:
            self._chooser.toggle(self._entries[self._at][0].key)
            self.filter(self._query)

    def move_current(self, step: int) -> None:
        """Move the current column; the line follows it."""
        if not self._entries:
            return
        key = self._entries[self._at][0].key
        self._chooser.move_column(key, step)
        self.filter(self._query)
        self._at = next((n for n, e in enumerate(self._entries) if e[0].key == key), self._at)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, px = theme(), QPainter(self), theme().px
        for at, (column, shown) in enumerate(self._entries):
            box = QRect(0, at * px(_ROW), self.width(), px(_ROW))
            if at in (self._at, self._over):
                painter.fillRect(box, now.color("hover"))
            tick = QRectF(px(4), box.center().y() - px(8) + 1, px(16), px(16))
            paint_tick(painter, tick, "on" if shown else "off")
            painter.setFont(now.font())
            painter.setPen(now.color("ink3" if column.fixed else "ink"))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box.adjusted(px(30), 0, -px(44), 0), middle | Qt.AlignmentFlag.AlignLeft, column.title)
            if column.fixed:
                painter.drawText(box.adjusted(0, 0, -px(4), 0), middle | Qt.AlignmentFlag.AlignRight, "固定")
            else:
                grip = QRectF(box.right() - px(20), box.center().y() - px(8), px(16), px(16))
                icons.paint(painter, "grip-vertical", "ink3", grip)

    def _line(self, event: QMouseEvent) -> int:
        at = int(event.position().y()) // theme().px(_ROW)
        return at if 0 <= at < len(self._entries) else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._line(event)
        if at >= 0:
            self._at, self._pressed = at, self._entries[at][0].key
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = at = self._line(event)
        if self._pressed and event.buttons() and at >= 0 and at != self._at and not self._query:
            self.move_current(1 if at > self._at else -1)
            self.setProperty("dragged", True)
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._pressed and not self.property("dragged"):
            self.toggle_current()
        self._pressed = ""
        self.setProperty("dragged", False)
