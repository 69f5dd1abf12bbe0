"""结对帮扶: households carried by the mouse. Inside the program only, by id, never a name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QDrag, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme

MIME = "application/x-fupin-households"
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def households_data(households: Sequence[str]) -> QMimeData:
    """What is dragged: ids of households."""
    data = QMimeData()
    data.setData(MIME, "\n".join(households).encode())
    return data


def dragged_households(data: QMimeData) -> list[str]:
    """The ids of households that are being dragged, none when it is something else."""
    held = bytes(data.data(MIME).data()).decode() if data.hasFormat(MIME) else ""
    return [household for household in held.split("\n") if household]


def far_enough(pressed: QPoint | None, now: QPoint) -> bool:
    """Whether a pressed mouse has moved so far that it drags."""
    return pressed is not None and (now - pressed).manhattanLength() >= QApplication.startDragDistance()


def start_drag(source: QWidget, households: Sequence[str], name: str, detail: str) -> None:
    """Carry households until the button is let go; a small card with name and number goes with the mouse."""
    drag = QDrag(source)
    drag.setMimeData(households_data(households))
    card = drag_card(name, detail)
    drag.setPixmap(card)
    drag.setHotSpot(QPoint(card.width() - theme().px(16), theme().px(8)))
    drag.exec(Qt.DropAction.MoveAction)


def drag_card(name: str, detail: str) -> QPixmap:
    """The card that goes with the mouse."""
    now = theme()
    px = now.px
    strong, plain = QFontMetrics(now.font(bold=True)), QFontMetrics(now.font())
    width = px(36) + strong.horizontalAdvance(name) + px(8) + plain.horizontalAdvance(detail) + px(14)
    picture = QPixmap(width, px(36))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(now.color("primary"), 2))
    painter.setBrush(now.color("surface"))
    painter.drawRoundedRect(QRectF(picture.rect()).adjusted(1, 1, -1, -1), 5, 5)
    icons.paint(painter, "grip-vertical", "ink3", QRectF(px(12), px(10), px(16), px(16)))
    painter.setFont(now.font(bold=True))
    painter.setPen(now.color("ink"))
    box = picture.rect().adjusted(px(36), 0, 0, 0)
    painter.drawText(box, _MIDDLE, name)
    painter.setFont(now.font())
    painter.setPen(now.color("ink3"))
    painter.drawText(box.adjusted(strong.horizontalAdvance(name) + px(8), 0, 0, 0), _MIDDLE, detail)
    painter.end()
    return picture
