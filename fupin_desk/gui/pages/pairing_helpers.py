"""结对帮扶: the table of helpers with their loads, onto which households are dropped."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from fupin_desk.actions.pairing import Load
from fupin_desk.actions.pairing_board import Board
from fupin_desk.core import pinyin
from fupin_desk.gui.kit.busy import EmptyState
from fupin_desk.gui.kit.card import Card, label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.pages.pairing_drag import MIME, dragged_households
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_COLUMNS = [
    Column("name", "姓名", 66, fixed=True),
    Column("unit", "单位、职务", 104, kind="soft", stretch=True),
    Column("load", "户数", 132, kind="bar"),
]
_EDGE = 24
"""Within so many px of the upper or lower edge a drag scrolls the table."""


def unit_and_duty(load: Load) -> str:
    """``县农业农村局 第一书记``."""
    return " ".join(filter(None, [load.unit, load.helper.duty]))


class HelperTable(LedgerTable):
    """Helpers, fewest households first. While households are dragged over a row it shows ``8 → 9``."""

    dropped = Signal(str, list)
    """Helper id and the ids of the households let go over the row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loads: dict[str, Load] = {}
        self.gone: frozenset[str] = frozenset()
        self.one_cap = 0
        self.drop_id = ""
        self.set_columns(_COLUMNS, ticks=False)
        self.show_order([("load", False)])
        self.setAccessibleName("帮扶责任人")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self._cap = QLabel(self.header.viewport())
        self._cap.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_role(self._cap, "mut")
        theme().changed.connect(self._place_cap)

    def show_loads(self, loads: list[Load], gone: frozenset[str], one_cap: int) -> None:
        """Show these; ``one_cap`` is the limit when it is the same for all, else 0."""
        self.loads = {load.helper.id: load for load in loads}
        self.gone, self.one_cap, self.drop_id = gone, one_cap, ""
        self._cap.setText(f"上限 {one_cap}" if one_cap else "")
        self.set_rows([self._row(load) for load in loads])
        self._place_cap()

    def _row(self, load: Load, more: int = 0) -> Row:
        count = load.households
        arrow = " → " if count + more < 10 else "→"
        words = f"{count}{arrow}{count + more}" if more else str(count) if self.one_cap else f"{count} / {load.cap}"
        over = count + more > load.cap
        tone = "amber" if over else "blue" if more else ""
        name = Cell(load.helper.name, "amber" if load.helper.id in self.gone else "")
        where = unit_and_duty(load)
        unit: str | Cell = Cell("已离任，还没有移交", "amber") if load.helper.id in self.gone else where
        bar = Cell(words, tone, sort=count, part=count / load.cap if load.cap else 2.0)
        spoken = f"{load.helper.name} {count} 户，上限 {load.cap} 户{'，超过上限' if over else ''}，{where}"
        return Row(load.helper.id, (name, unit, bar), spoken=spoken)

    def _place_cap(self) -> None:
        self._cap.adjustSize()
        width, height = self._cap.width(), self.header.viewport().height()
        self._cap.move(self.viewport().width() - width - self.pad, (height - self._cap.height()) // 2)
        self._cap.setVisible(bool(self._cap.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cap()

    # Dropping

    def over(self, helper_id: str, count: int) -> None:
        """Show what dropping so many households on this helper comes to; "" takes it away."""
        if helper_id == self.drop_id:
            return
        before, self.drop_id = self.drop_id, helper_id
        if before in self.loads:
            self.replace_row(self._row(self.loads[before]))
        if helper_id in self.loads:
            self.replace_row(self._row(self.loads[helper_id], count))
        self.viewport().update()

    def is_ticked(self, row_id: Any) -> bool:
        """The row under the drag has the ground of a ticked one."""
        return bool(row_id == self.drop_id) or super().is_ticked(row_id)

    def _id_at(self, spot: QPoint) -> str:
        at = self.rowAt(spot.y())
        found = self.rows.ids[at] if at >= 0 else ""
        return "" if found in self.gone else str(found)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        spot = event.position().toPoint()
        self._scroll_near_edge(spot)
        helper = self._id_at(spot)
        self.over(helper, len(dragged_households(event.mimeData())))
        if helper:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _scroll_near_edge(self, spot: QPoint) -> None:
        edge, bar = theme().px(_EDGE), self.verticalScrollBar()
        if spot.y() < edge:
            bar.setValue(bar.value() - edge // 2)
        elif spot.y() > self.viewport().height() - edge:
            bar.setValue(bar.value() + edge // 2)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.over("", 0)

    def dropEvent(self, event: QDropEvent) -> None:
        helper = self._id_at(event.position().toPoint())
        households = dragged_households(event.mimeData())
        self.over("", 0)
        if helper and households:
            event.acceptProposedAction()
            self.dropped.emit(helper, households)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = self.rows.row_of(self.drop_id) if self.drop_id else -1
        if at >= 0:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme().color("primary"), 1, Qt.PenStyle.DashLine))
            top, height = self.rowViewportPosition(at), self.rowHeight(at)
            painter.drawRect(QRect(0, top, self.viewport().width() - 1, height - 1))


class HelpersCard(Card):
    """帮扶责任人 with its filter, the button that adds one, and the sums at the foot."""

    add_asked = Signal()
    import_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("帮扶责任人", "", parent, padded=False)
        self.board: Board | None = None
        self.find_box = SearchBox("姓名、单位", self)
        self.add_button = push("", "icon")
        icons.set_icon(self.add_button, "plus", "ink2")
        self.add_button.setAccessibleName("添加帮扶责任人")
        self.add_button.setToolTip("添加帮扶责任人 Ctrl+N")
        self.head.addWidget(self.find_box)
        self.head.addWidget(self.add_button)
        self.table = HelperTable(self)
        self.empty = EmptyState("users-round", "还没有帮扶责任人", "从县里的结对花名册导入，或按 + 一个一个添加", "导入表格", self)
        self.empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.foot = label("", "sec")
        foot = QFrame(self)
        set_role(foot, "foot")
        line = QVBoxLayout(foot)
        line.setContentsMargins(theme().px(16), theme().px(8), theme().px(12), theme().px(8))
        line.addWidget(self.foot)
        self.body.setSpacing(0)
        self.body.addWidget(self.stack, 1)
        self.body.addWidget(foot)
        self.find_box.query.connect(self._filter)
        self.find_box.stepped.connect(self._step)
        self.find_box.entered.connect(self.table.setFocus)
        self.add_button.clicked.connect(self.add_asked)
        self.empty.acted.connect(self.import_asked)
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        self._head_box.setFixedHeight(theme().px(46))
        if hasattr(self, "find_box"):
            self.find_box.setMinimumWidth(theme().px(96))
            self.find_box.setMaximumWidth(theme().px(148))

    def show_board(self, board: Board) -> None:
        """Show the helpers of a reading; what is typed in the filter still holds."""
        self.board = board
        self.set_title("帮扶责任人", f"{len(board.loads)} 人")
        self.stack.setCurrentWidget(self.table if board.loads else self.empty)
        self.foot.setText(_sums(board))
        self._filter(self.find_box.composed_text())

    def _filter(self, text: str) -> None:
        if self.board is None:
            return
        shown = [p for p in self.board.loads if _fits(text, p)]
        caps = set(self.board.caps.values())
        self.table.show_loads(shown, self.board.gone, caps.pop() if len(caps) == 1 else 0)

    def _step(self, steps: int) -> None:
        at = max(0, min(len(self.table.rows.ids) - 1, self.table.current_row() + steps))
        if self.table.rows.ids:
            self.table.go_to(self.table.rows.ids[at])


def _fits(text: str, load: Load) -> bool:
    return not text or any(pinyin.matches(text, words) for words in (load.helper.name, load.unit) if words)


def _sums(board: Board) -> str:
    """``134 户已结对，平均每人 10.3 户，1 人超上限``."""
    helpers = len(board.loads)
    if not helpers:
        return f"{board.paired} 户已结对" if board.paired else "还没有结对"
    tenths = (board.paired * 20 + helpers) // (helpers * 2)
    over = sum(load.over for load in board.loads)
    tail = f"，{over} 人超上限" if over else "，没有人超上限"
    return f"{board.paired} 户已结对，平均每人 {tenths // 10}.{tenths % 10} 户{tail}"
