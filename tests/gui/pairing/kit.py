"""What the tests of 结对帮扶 do over and over."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QDialog

from fupin_desk.actions import pairing as pairings
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.pages.pairing import PairingPage
from fupin_desk.gui.pages.pairing_drag import households_data
from tests.gui.small_village import (
    settle,
)

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


CTRL = Qt.KeyboardModifier.ControlModifier


LEFT = Qt.MouseButton.LeftButton


NONE = Qt.KeyboardModifier.NoModifier


def shown(window: MainWindow, desk: Desk) -> PairingPage:
    window.go("pairing")
    settle(desk)
    page = window.page()
    assert isinstance(page, PairingPage)
    return page


def helper(session: Session, name: str) -> str:
    """The id of the helper of this name."""
    return next(h.id for h in pairings.helpers(session) if h.name == name)


def load(session: Session, name: str) -> int:
    """How many households a helper has."""
    return next(p.households for p in pairings.loads(session) if p.helper.name == name)


def waiting(session: Session) -> list[str]:
    """Heads of the households without helper."""
    return [card.head for card in pairings.without_helper(session)]


def toast(window: MainWindow) -> Toast:
    """The message that is shown."""
    found = [t for t in window.findChildren(Toast) if t.isVisible()]
    assert found
    return found[-1]


def dialog(page: PairingPage) -> Any:
    """The dialog that is open."""
    return next(d for d in page.findChildren(QDialog) if d.isVisible())


def cells(page: PairingPage) -> list[tuple[str, str]]:
    """Name and load of every helper as the table shows them."""
    rows = [page.helpers.table.rows.row(at) for at in range(len(page.helpers.table.rows.ids))]
    return [(row.cells[0].text, row.cells[2].text) for row in rows]  # type: ignore[union-attr]


def drag(page: PairingPage, onto: str, homes: list[str], *, drop: bool) -> None:
    """Carry households over a helper's row, and perhaps let go."""
    table, data = page.helpers.table, households_data(homes)
    at = table.rows.row_of(onto)
    spot = QPoint(20, table.rowViewportPosition(at) + 5)
    moves = Qt.DropAction.MoveAction
    table.dragEnterEvent(QDragEnterEvent(spot, moves, data, LEFT, NONE))
    table.dragMoveEvent(QDragMoveEvent(spot, moves, data, LEFT, NONE))
    if drop:
        table.dropEvent(QDropEvent(QPointF(spot), moves, data, LEFT, NONE))

