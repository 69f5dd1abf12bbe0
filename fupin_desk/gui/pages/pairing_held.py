"""结对帮扶: the households in one helper's name, to be handed over, all or those ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from fupin_desk.actions import households, pairing
from fupin_desk.actions.session import Session
from fupin_desk.core.dates import days_ago
from fupin_desk.core.shown import show_people
from fupin_desk.gui.kit.busy import EmptyState
from fupin_desk.gui.kit.card import Card
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.pages.ledger_rows import state_tag
from fupin_desk.gui.pages.pairing_drag import far_enough, start_drag
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers import card as cards
from fupin_desk.ledgers.codes import code_list

_COLUMNS = [
    Column("number", "户编号", 60, fixed=True, as_text=True),
    Column("head", "户主", 68, fixed=True),
    Column("group", "小组", 50),
    Column("cause", "致贫原因", 100),
    Column("visit", "最近走访", 84),
    Column("state", "状态", 74, kind="tag"),
]


@dataclass(frozen=True)
class Held:
    """The households in one helper's name, as the table shows them."""

    helper: str
    cards: tuple[cards.Card, ...]
    today: date
    overdue_before: date


def read_held(session: Session, helper: str) -> Held:
    """Read the households of one helper."""
    found = tuple(pairing.households_of(session, helper))
    return Held(helper, found, session.today, households.overdue_before(session))


class HeldTable(LedgerTable):
    """Rows that can be ticked and carried: the ticked ones together, else the one under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_columns(_COLUMNS, ticks=True)
        self._pressed: QPoint | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming back to the row that was current already is looking at it too."""
        super().focusInEvent(event)
        self.settled.emit(self.current_id())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        spot = event.position().toPoint()
        on_words = self.columnAt(spot.x()) > 0 and self.rowAt(spot.y()) >= 0
        self._pressed = spot if on_words and event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if far_enough(self._pressed, event.position().toPoint()):
            self._pressed = None
            self._carry()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._pressed = None

    def _carry(self) -> None:
        current = self.current_id()
        if current is None:
            return
        together = self.ticked() if self.is_ticked(current) else [current]
        row = self.rows.row(self.rows.row_of(current))
        several = len(together) > 1
        start_drag(self, together, f"{len(together)} 户" if several else str(row.cells[1]), "" if several else str(row.cells[0]))


class HeldCard(Card):
    """``周明远 名下 12 户 41 人`` with 资料, 整体移交 and 打印结对表."""

    details_asked = Signal()
    hand_over_asked = Signal()
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("名下", "", parent, padded=False)
        self.held: Held | None = None
        self._name = ""
        self.details_button = self.add_action("资料")
        self.over_button = self.add_action("整体移交")
        self.print_button = self.add_action("打印结对表")
        self.details_button.clicked.connect(self.details_asked)
        self.over_button.clicked.connect(self.hand_over_asked)
        self.print_button.clicked.connect(self.print_asked)
        self.table = HeldTable(self)
        self.empty = EmptyState("inbox", "名下还没有户", "把左边无帮扶责任人的户拖到名字上，或在“指派给”里打首字母", "", self)
        # What to do when there is nothing must not keep the card high when there is something.
        self.empty.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack, 1)
        self.table.ticks_changed.connect(self._say_verb)

    def show_held(self, held: Held | None, name: str) -> None:
        """Show the households of a helper; None when there is no helper at all."""
        if held is None or self.held is None or held.helper != self.held.helper:
            self.table.ticks.clear()
        self.held, self._name = held, name
        found = held.cards if held else ()
        self.set_title(f"{name} 名下" if name else "名下", show_people(len(found), sum(c.size for c in found)) if name else "")
        self.table.setAccessibleName(f"{name} 名下的户")
        self.table.set_rows([] if held is None else [_row(c, held) for c in found])
        gone = [i for i in self.table.ticked() if self.table.rows.row_of(i) < 0]
        if gone:
            self.table.ticks.set([i for i in self.table.ticked() if i not in gone])
        self.stack.setCurrentWidget(self.table if found else self.empty)
        if name:
            self.empty.say("inbox", f"{name}名下还没有户", "把无帮扶责任人的户拖到左边的名字上，或在“指派给”里打首字母")
        else:
            self.empty.say("users-round", "还没有帮扶责任人", "先在左边添加或导入")
        for button in (self.over_button, self.print_button):
            button.setVisible(bool(found))
        self.details_button.setVisible(bool(name))
        self._say_verb()

    def chosen(self) -> list[str]:
        """The households to hand over: the ticked ones, none meaning all."""
        return self.table.ticked()

    def _say_verb(self) -> None:
        count = len(self.table.ticked())
        self.over_button.setText(f"移交 {count} 户" if count else "整体移交")

    def _fit(self) -> None:
        super()._fit()
        self.head.setSpacing(theme().px(8))


def _row(card: cards.Card, held: Held) -> Row:
    day = card.last_visit.date() if card.last_visit else None
    late = day is None or day < held.overdue_before
    words = days_ago(day, held.today) if day else "没有走访过"
    order: Any = (held.today - day).days if day else 100_000
    cause = code_list("poverty_cause").short(card.cause) if card.cause else ""
    state = state_tag(card.state)
    cells: Sequence[str | Cell] = (
        card.short_number, card.head, card.group_name or "", cause, Cell(words, "red" if late else "", sort=order), state,
    )  # fmt: skip
    return Row(card.household, cells, spoken=f"{card.head}，{card.short_number}，{state.text}，走访 {words}")
