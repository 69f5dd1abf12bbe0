"""The income table: last year beside this year, one input a row, groups that unfold, sums written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desk.core.money import show_yuan_short
from fupin_desk.gui.kit.inputs.numbers import MoneyEdit
from fupin_desk.gui.pages.household_sums import SumRow
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_mark, theme

_HEAD, _ROW = 32, 30
_MARGIN, _INDENT = 16, 20
_ITEM, _ITEM_NARROW, _YEAR, _INPUT, _CHANGE = 250, 184, 90, 120, 90
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT, _RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignLeft, _MIDDLE | Qt.AlignmentFlag.AlignRight


class IncomeTable(QWidget):
    """Paints its rows and keeps one real input for every item that is shown, so that keys and readers find it."""

    typed = Signal(str)
    """The input of this item was changed by the person."""
    left = Signal(str)
    folded = Signal(str)
    """Unfold or fold the parts of this item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[SumRow] = ()
        self.editors: dict[str, MoneyEdit] = {}
        self.unfolded: frozenset[str] = frozenset()
        self._year, self._over = 0, -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName("收入")
        theme().changed.connect(self._lay)

    # Rows

    def show_rows(
        self,
        rows: Sequence[SumRow],
        year: int,
        *,
        changed: frozenset[str],
        unreadable: Mapping[str, str],
        unfolded: frozenset[str],
    ) -> None:
        """Show these rows. ``changed`` are the items that differ from the ledger, ``unreadable`` holds texts typed
        into an input that are no amount."""
        same = [row.code for row in rows] == [row.code for row in self.rows]
        self.rows, self._year, self.unfolded = rows, year, unfolded
        for row in rows:
            if not row.computed:
                self._show_input(row, unreadable.get(row.code), changed=row.code in changed)
        shown = {row.code for row in rows}
        for code, editor in self.editors.items():
            editor.setVisible(code in shown)
        if not same:
            self._chain()
        self._lay()
        self.update()

    def _show_input(self, row: SumRow, unreadable: str | None, *, changed: bool) -> None:
        editor = self.editors.get(row.code) or self._make(row.code)
        editor.set_locked(row.summed)
        if unreadable is not None:
            if editor.text() != unreadable:
                editor.setText(unreadable)
                editor.set_state("error")
        elif editor.value() != row.now or editor.problem():
            at = editor.cursorPosition()
            editor.set_value(row.now)
            editor.setCursorPosition(at)
        set_mark(editor, "changed", changed)
        editor.set_state("error" if unreadable is not None else "warning" if row.tone == "warning" else "")
        editor.setAccessibleName(f"{row.label}，{self._year}年")
        before = "" if row.before is None else f"上年 {show_yuan_short(row.before)}"
        editor.setAccessibleDescription("，".join(part for part in (before, row.words) if part))

    def _make(self, code: str) -> MoneyEdit:
        editor = MoneyEdit(self, right=True)
        editor.setProperty("cell", True)
        editor.setProperty("code", code)
        editor.edited.connect(lambda: self.typed.emit(code))
        editor.left.connect(lambda: self.left.emit(code))
        editor.installEventFilter(self)
        self.editors[code] = editor
        editor.show()
        return editor

    def _chain(self) -> None:
        """Tab goes down the rows as they are shown."""
        inputs = [self.editors[row.code] for row in self.rows if not row.computed]
        for one, other in pairwise(inputs):
            QWidget.setTabOrder(one, other)

    def _step(self, code: str, by: int) -> bool:
        """The arrows go to the input above or below, as in a spreadsheet."""
        inputs = [row.code for row in self.rows if not row.computed]
        at = inputs.index(code) + by
        if not by or not 0 <= at < len(inputs):
            return False
        self.editors[inputs[at]].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def focused(self) -> str:
        """The item whose input has the focus, "" when none has."""
        return next((code for code, editor in self.editors.items() if editor.hasFocus()), "")

    # Geometry

    def _columns(self) -> tuple[int, int, int, int, int]:
        """Left edges of last year, input, change and words, and the right edge."""
        px = theme().px
        roomy = self.width() >= px(900)
        last = px(_MARGIN) + px(_ITEM if roomy else _ITEM_NARROW)
        field = last + px(_YEAR) + px(28 if roomy else 10)
        change = field + px(_INPUT)
        words = change + px(_CHANGE) + px(28 if roomy else 14)
        return last, field, change, words, self.width() - px(_MARGIN)

    def _rect(self, at: int) -> QRect:
        px = theme().px
        return QRect(0, px(_HEAD) + at * px(_ROW), self.width(), px(_ROW))

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(px(700), px(_HEAD) + len(self.rows) * px(_ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(600), self.sizeHint().height())

    def _lay(self) -> None:
        px = theme().px
        _last, field, change, _words, _right = self._columns()
        for at, row in enumerate(self.rows):
            if row.code in self.editors:
                box = self._rect(at)
                self.editors[row.code].setGeometry(field, box.top() + px(2), change - field, px(_ROW) - px(4))
        if self.minimumHeight() != self.sizeHint().height():
            self.setFixedHeight(self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, px, painter = theme(), theme().px, QPainter(self)
        last, field, change, words, right = self._columns()
        head = QRect(0, 0, self.width(), px(_HEAD))
        painter.fillRect(head, now.color("sunken"))
        painter.fillRect(QRect(0, head.bottom(), self.width(), 1), now.color("line"))
        painter.setFont(now.font())
        painter.setPen(now.color("ink3"))
        painter.drawText(QRect(px(_MARGIN), 0, last, head.height()), _LEFT, "项目")
        painter.drawText(QRect(last, 0, px(_YEAR), head.height()), _RIGHT, f"{self._year - 1}年")
        painter.drawText(QRect(field, 0, change - field - px(8), head.height()), _RIGHT, f"{self._year}年")
        painter.drawText(QRect(change, 0, px(_CHANGE), head.height()), _RIGHT, "比上年")
        painter.drawText(QRect(words, 0, right - words, head.height()), _LEFT, "依据")
        for at, row in enumerate(self.rows):
            self._paint_row(painter, at, row)

    def _paint_row(self, painter: QPainter, at: int, row: SumRow) -> None:
        now, px, box = theme(), theme().px, self._rect(at)
        last, field, change, words, right = self._columns()
        strong = row.code == "per_capita"
        ground = "soft" if strong else "sunken" if row.computed else "hover" if at == self._over else "surface"
        painter.fillRect(box, now.color(ground))
        painter.fillRect(QRect(0, box.bottom(), self.width(), 1), now.color("line"))
        painter.setFont(now.font(bold=strong))
        x = px(_MARGIN) + row.level * px(_INDENT)
        if row.foldable:
            size = px(16)
            name = "chevron-down" if row.code in self.unfolded else "chevron-right"
            icons.paint(painter, name, "ink3", QRectF(x - px(2), box.center().y() - size / 2 + 1, size, size))
        if not row.computed:
            x += px(18)
        painter.setPen(now.color("ink" if row.level == 0 else "ink2"))
        room = QRect(x, box.top(), last - x, box.height())
        painter.drawText(
            room, _LEFT, painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, room.width())
        )
        painter.setPen(now.color("ink" if strong else "ink2"))
        painter.drawText(QRect(last, box.top(), px(_YEAR), box.height()), _RIGHT, _yuan(row.before))
        if row.computed:
            painter.setPen(now.color("ink"))
            painter.drawText(QRect(field, box.top(), change - field - px(8), box.height()), _RIGHT, _yuan(row.now))
        self._paint_change(painter, row, QRect(change, box.top(), px(_CHANGE), box.height()))
        painter.setFont(now.font())
        painter.setPen(now.color("amber" if row.tone == "warning" else "ink2"))
        told = QRect(words, box.top(), max(0, right - words), box.height())
        painter.drawText(
            told, _LEFT, painter.fontMetrics().elidedText(row.words, Qt.TextElideMode.ElideRight, told.width())
        )

    def _paint_change(self, painter: QPainter, row: SumRow, box: QRect) -> None:
        if row.change is None:
            return
        up = row.change > 0
        token = "ink2" if not row.change or row.code.startswith("e") else "green" if up else "red"
        painter.setPen(theme().color(token))
        painter.drawText(box, _RIGHT, f"{'+' if up else ''}{show_yuan_short(row.change)}")

    # Mouse and keys

    def _row_at(self, y: float) -> int:
        at = int((y - theme().px(_HEAD)) // theme().px(_ROW))
        return at if 0 <= at < len(self.rows) and y >= theme().px(_HEAD) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().y())
        if at != self._over:
            self._over = at
            self.setToolTip(self.rows[at].words if at >= 0 else "")
            self.update()
        foldable = at >= 0 and self.rows[at].foldable and event.position().x() < self._columns()[0]
        self.setCursor(Qt.CursorShape.PointingHandCursor if foldable else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, _event: QEvent) -> None:
        self._over = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._row_at(event.position().y())
        if at >= 0 and self.rows[at].foldable and event.position().x() < self._columns()[0]:
            self.folded.emit(self.rows[at].code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In a group's input the space bar unfolds; a sum that is asked to change unfolds too."""
        if isinstance(watched, MoneyEdit) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            code = str(watched.property("code"))
            row = next((row for row in self.rows if row.code == code), None)
            if row is not None and row.foldable and _asks_for_parts(event, locked=row.summed):
                self.folded.emit(code)
                return True
            if isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                return self._step(code, {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0))
        return super().eventFilter(watched, event)


def _asks_for_parts(event: QEvent, *, locked: bool) -> bool:
    if not isinstance(event, QKeyEvent):
        return locked
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    if event.key() == Qt.Key.Key_Space or (alt and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)):
        return True
    return locked and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and event.text().isdigit()


def _yuan(fen: int | None) -> str:
    return "" if fen is None else show_yuan_short(fen)
