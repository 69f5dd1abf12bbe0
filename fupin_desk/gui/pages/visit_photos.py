"""登记走访: the pictures of a visit, imported from files, each with its time and what is on it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from fupin_desk.actions.visits import NewPhoto
from fupin_desk.gui.kit.photo import thumbnail
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.attachment import Attachment
from fupin_desk.ledgers.codes import code_list

_WIDE, _HIGH, _LOW, _GAP, _STRIP = 104, 68, 52, 8, 20
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, eq=False)
class Shot:
    """One picture: a new one, or an attachment of a visit written before (``data`` is None when it has not arrived)."""

    photo: NewPhoto | None = None
    kept: Attachment | None = None
    data: bytes | None = None

    @property
    def kind(self) -> str | None:
        held = self.photo or self.kept
        return held.photo_kind if held else None

    @property
    def taken_at(self) -> datetime | None:
        held = self.photo or self.kept
        return held.taken_at if held else None

    def with_kind(self, kind: str | None) -> Shot:
        """The same picture said to show something else."""
        if self.photo is not None:
            return dataclasses.replace(self, photo=dataclasses.replace(self.photo, photo_kind=kind))
        assert self.kept is not None
        return dataclasses.replace(self, kept=dataclasses.replace(self.kept, photo_kind=kind))

    def caption(self) -> str:
        """``18:52 住房``."""
        kind = code_list("photo_kind").short(self.kind) if self.kind else ""
        return " ".join(filter(None, [f"{self.taken_at:%H:%M}" if self.taken_at else "", kind]))


class PhotoStrip(QWidget):
    """Thumbnails and, last, the place to import more. Arrows move, digits say what is on a picture, Delete takes away."""

    edited = Signal()
    left = Signal()
    import_asked = Signal()
    dropped = Signal(list)
    """Picture files let fall on the strip (list of Path)."""
    removed = Signal(object, int)
    """A Shot that was taken away and its place, so that it can be put back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shots: list[Shot] = []
        self._pictures: dict[int, QPixmap] = {}
        self._at, self._over, self._low, self._locked = 0, -1, False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip("左右键选照片，数字说明拍的是什么，Delete 去掉")
        theme().changed.connect(self._reload)
        self._announce()

    # Content

    def value(self) -> tuple[Shot, ...] | None:
        """The pictures in their order."""
        return tuple(self.shots) or None

    def set_value(self, shots: Sequence[Shot] | None) -> None:
        self.shots = list(shots or ())
        self._at = len(self.shots)
        self._reload()

    def add(self, photos: Sequence[NewPhoto]) -> None:
        """Take imported pictures in, as the person's doing."""
        self.shots += [Shot(photo=photo, data=photo.jpeg) for photo in photos]
        self._at = len(self.shots)
        self._reload()
        self.edited.emit()

    def put_back(self, shot: Shot, place: int) -> None:
        """Take a removed picture in again where it stood."""
        self.shots.insert(place, shot)
        self._reload()
        self.edited.emit()

    def remove(self, place: int) -> None:
        """Take one picture away."""
        if 0 <= place < len(self.shots) and not self._locked:
            shot = self.shots.pop(place)
            self._at = min(self._at, len(self.shots))
            self._reload()
            self.edited.emit()
            self.removed.emit(shot, place)

    def say_kind(self, place: int, kind: str | None) -> None:
        """Say what is on a picture (a code of photo_kind)."""
        if 0 <= place < len(self.shots) and not self._locked:
            self.shots[place] = self.shots[place].with_kind(kind)
            self._announce()
            self.update()
            self.edited.emit()

    def shown(self) -> str:
        return f"{len(self.shots)} 张照片" if self.shots else ""

    def problem(self) -> str:
        return ""

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self._locked = locked

    def set_state(self, _state: str) -> None:
        return

    def _reload(self) -> None:
        self._pictures.clear()
        self.updateGeometry()
        self._claim()
        self._announce()
        self.update()

    def _announce(self) -> None:
        words = [f"照片 {at}，{shot.caption() or '没有说明'}" for at, shot in enumerate(self.shots, 1)]
        self.setAccessibleDescription("；".join(words) or "还没有照片，按空格导入")

    # Geometry

    def set_low(self, low: bool) -> None:
        """52 px high instead of 68 in low windows."""
        if low != self._low:
            self._low = low
            self._reload()

    def rects(self, width: int) -> list[QRect]:
        """Where the pictures and, last, the place to import lie."""
        px = theme().px
        wide, high, gap = px(_WIDE), px(_LOW if self._low else _HIGH), px(_GAP)
        columns = max(1, (width + gap) // (wide + gap))
        cells = range(len(self.shots) + 1)
        return [QRect(n % columns * (wide + gap), n // columns * (high + gap), wide, high) for n in cells]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.rects(width)[-1].bottom() + 1

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDE * 4), self.heightForWidth(max(self.width(), theme().px(_WIDE * 4))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(_WIDE), theme().px(_LOW))

    def _claim(self) -> None:
        needed = self.heightForWidth(max(1, self.width()))
        if self.minimumHeight() != needed:
            self.setFixedHeight(needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim()

    def _place(self, point: QPoint) -> int:
        return next((n for n, rect in enumerate(self.rects(self.width())) if rect.contains(point)), -1)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step, text = _STEPS.get(Qt.Key(event.key()), 0), event.text()
        if plain and step:
            self._at = max(0, min(len(self.shots), self._at + step))
            self.update()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove(self._at)
        elif plain and text.isascii() and text.isdigit() and code_list("photo_kind").get(text):
            self.say_kind(self._at, text)
        elif plain and event.key() == Qt.Key.Key_Space:
            if self._at == len(self.shots):
                self.import_asked.emit()
            else:
                self._ask(self._at)
        else:
            super().keyPressEvent(event)

    def _ask(self, place: int) -> None:
        """What is on this picture, and taking it away."""
        menu = QMenu(self)
        for code in code_list("photo_kind").options():
            menu.addAction(f"{code.code} {code.label}", lambda code=code.code: self.say_kind(place, code))
        menu.addSeparator()
        menu.addAction("去掉这张", lambda: self.remove(place))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.rects(self.width())[place].bottomLeft()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place(event.position().toPoint())
        if place < 0:
            return
        self._at = place
        if place == len(self.shots):
            self.import_asked.emit()
        elif self._cross(self.rects(self.width())[place]).contains(event.position().toPoint()):
            self.remove(place)
        else:
            self._ask(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._place(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._over >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, _event: object) -> None:
        self._over = -1
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit()

    # Painting

    def _cross(self, rect: QRect) -> QRect:
        size = theme().px(22)
        return QRect(rect.right() - size, rect.top() + 2, size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rects = self.rects(self.width())
        for place, shot in enumerate(self.shots):
            self._paint_shot(painter, rects[place], shot, place)
        self._paint_import(painter, rects[-1])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("ring"), 2))
            rect = QRectF(rects[min(self._at, len(rects) - 1)])
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_shot(self, painter: QPainter, rect: QRect, shot: Shot, place: int) -> None:
        now, px = theme(), theme().px
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(rect), 4, 4)
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(rect, now.color("sunken"))
        picture = self._picture(shot, rect.size())
        if picture.isNull():
            size = px(20)
            icons.paint(painter, "image", "ink3", QRectF(rect.center().x() - size / 2, rect.top() + px(8), size, size))
        else:
            spot = QPoint(rect.center().x() - picture.width() // 2, rect.center().y() - picture.height() // 2)
            painter.drawPixmap(spot, picture)
        words = shot.caption() or ("照片未到" if shot.data is None else "说明拍了什么")
        strip = QRect(rect.left(), rect.bottom() - px(_STRIP) + 1, rect.width(), px(_STRIP))
        painter.setOpacity(0.8)
        painter.fillRect(strip, Qt.GlobalColor.black)
        painter.setOpacity(1)
        painter.setFont(now.font(13))
        painter.setPen(now.color("white"))
        painter.drawText(strip.adjusted(px(6), 0, -px(4), 0), Qt.AlignmentFlag.AlignVCenter, words)
        if place == self._over:
            cross = self._cross(rect)
            painter.setOpacity(0.7)
            painter.fillRect(cross, Qt.GlobalColor.black)
            painter.setOpacity(1)
            icons.paint(painter, "x", "white", QRectF(cross).adjusted(px(4), px(4), -px(4), -px(4)))
        painter.restore()

    def _picture(self, shot: Shot, size: QSize) -> QPixmap:
        found = self._pictures.get(id(shot))
        if found is None:
            found = thumbnail(shot.data, size) if shot.data else QPixmap()
            self._pictures[id(shot)] = found
        return found

    def _paint_import(self, painter: QPainter, rect: QRect) -> None:
        now, px = theme(), theme().px
        painter.setBrush(now.color("hover" if self._over == len(self.shots) else "surface"))
        painter.setPen(QPen(now.color("line2"), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        size, middle = px(18), rect.center().y()
        icons.paint(painter, "camera", "ink2", QRectF(rect.center().x() - size / 2 + 1, middle - px(20), size, size))
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink2"))
        painter.drawText(QRect(rect.left(), middle, rect.width(), px(20)), Qt.AlignmentFlag.AlignCenter, "导入 Ctrl+I")
