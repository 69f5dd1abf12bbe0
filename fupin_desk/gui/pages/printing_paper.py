"""打印中心: PaperView, the pages of one filled form on a dark ground, drawn as sharp as they are shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from fupin_desk.gui.theme.current import theme

WIDTH, WHOLE, FULL = "width", "whole", "full"
"""How large pages are: 适合宽度, 整页, 100%."""
_REDRAW_MS = 80
_KEPT = 8
_A4 = QSizeF(595, 842)


class PaperView(QAbstractScrollArea):
    """Pages one below the other. It asks for the pictures it needs and shows what it has until they come."""

    needs = Signal(int, float)
    """A page (from 0) is seen and wants a picture of so many dots a point."""
    page_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages, self.zoom = 0, WIDTH
        self._points = _A4
        self._images: dict[int, QImage] = {}
        self._asked: dict[int, int] = {}
        self._page = 0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("预览")
        self._soon = QTimer(self, singleShot=True, interval=_REDRAW_MS)
        self._soon.timeout.connect(self._ask)
        theme().changed.connect(self._lay)

    # What is shown

    def show_document(self, pages: int, page: int, image: QImage, scale: float) -> None:
        """Show another copy with one of its pages already drawn; the place within the page stays."""
        self._points = QSizeF(image.width() / scale, image.height() / scale)
        self.pages = pages
        self._images, self._asked = {page: image}, {page: image.width()}
        self._lay()
        self._ask()
        self._follow()

    def put_image(self, page: int, image: QImage) -> None:
        """A page has been drawn."""
        if 0 <= page < self.pages:
            self._images[page] = image
            for far in sorted(self._images, key=lambda n: abs(n - self._page))[_KEPT:]:
                del self._images[far]
                self._asked.pop(far, None)
            self.viewport().update()

    def dots_per_point(self, paper: QSizeF | None = None) -> float:
        """The scale of pictures that fit the present zoom on the present screen."""
        return self._scale(paper or self._points) * self.devicePixelRatioF()

    def scaling(self) -> Callable[[QSizeF], float]:
        """``dots_per_point`` for any paper as the view is now, to be asked on another thread."""
        room, gap, zoom = self.viewport().size(), self._gap(), self.zoom
        dots, ratio = self.logicalDpiX(), self.devicePixelRatioF()
        return lambda paper: _scale(paper, room, gap, zoom, dots) * ratio

    def page(self) -> int:
        """The page (from 0) that is being read."""
        return self._page

    def drawn(self) -> bool:
        """Whether the page being read is there as sharp as it is shown."""
        image = self._images.get(self._page)
        return image is not None and abs(image.width() - self._pixels()) <= 2

    # Moving

    def set_zoom(self, zoom: str) -> None:
        """适合宽度, 整页 or 100%, keeping the page."""
        page = self._page
        self.zoom = zoom
        self._lay()
        self.go_to(page)

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        page = max(0, min(page, self.pages - 1))
        top = self._rect(page).top() + self.verticalScrollBar().value() - self._gap()
        self.verticalScrollBar().setValue(top)
        self._page = page if self.pages else 0
        self.page_changed.emit(self._page)
        self._ask()

    def step(self, steps: int) -> None:
        """So many pages further."""
        self.go_to(self._page + steps)

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()
        self._follow()
        self._soon.start()

    def _follow(self) -> None:
        third = self.viewport().height() // 3
        page = next((n for n in range(self.pages) if self._rect(n).bottom() >= third), max(0, self.pages - 1))
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # Geometry

    def _gap(self) -> int:
        return theme().px(16)

    def _scale(self, paper: QSizeF) -> float:
        return _scale(paper, self.viewport().size(), self._gap(), self.zoom, self.logicalDpiX())

    def _paper(self) -> tuple[int, int]:
        scale = self._scale(self._points)
        return round(self._points.width() * scale), round(self._points.height() * scale)

    def _pixels(self) -> int:
        return round(self._paper()[0] * self.devicePixelRatioF())

    def _rect(self, page: int) -> QRect:
        """Where a page lies in the viewport now."""
        width, height = self._paper()
        room = self.viewport().width()
        x = (room - width) // 2 if width + 2 * self._gap() <= room else self._gap() - self.horizontalScrollBar().value()
        y = self._gap() + page * (height + self._gap()) - self.verticalScrollBar().value()
        return QRect(x, y, width, height)

    def _lay(self) -> None:
        width, height = self._paper()
        room, gap = self.viewport().size(), self._gap()
        total = gap + self.pages * (height + gap)
        self.verticalScrollBar().setRange(0, max(0, total - room.height()))
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(theme().px(48))
        self.horizontalScrollBar().setRange(0, max(0, width + 2 * gap - room.width()))
        self.horizontalScrollBar().setPageStep(room.width())
        self.viewport().update()
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page, inside = self._page, self._rect(self._page).top() < 0
        self._lay()
        if self.pages and not inside:
            self.go_to(page)

    def _ask(self) -> None:
        pixels = self._pixels()
        for page in range(self.pages):
            if self._rect(page).intersects(self.viewport().rect()):
                image = self._images.get(page)
                sharp = image is not None and abs(image.width() - pixels) <= 2
                if not sharp and self._asked.get(page) != pixels:
                    self._asked[page] = pixels
                    self.needs.emit(page, self.dots_per_point())

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), now.color("nav" if now.palette.dark else "line2"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in range(self.pages):
            rect = self._rect(page)
            if rect.intersects(self.viewport().rect()):
                painter.fillRect(rect, now.color("white"))
                image = self._images.get(page)
                if image is not None:
                    self._paint_image(painter, rect, image)
        if self.hasFocus():
            painter.setPen(QPen(now.color("ring"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def _paint_image(self, painter: QPainter, rect: QRect, image: QImage) -> None:
        if abs(image.width() - self._pixels()) <= 2:
            # Dot for dot: scaling by a single dot would blur every line of the table.
            image.setDevicePixelRatio(self.devicePixelRatioF())
            painter.drawImage(QPoint(rect.left(), rect.top()), image)
        else:
            image.setDevicePixelRatio(1.0)
            painter.drawImage(QRectF(rect), image)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _scale(paper: QSizeF, room: QSize, gap: int, zoom: str, dots: int) -> float:
    """Pixels a point: how large paper is shown in so much room."""
    across = max(40, room.width() - 2 * gap) / paper.width()
    if zoom == WIDTH:
        return across
    if zoom == WHOLE:
        return min(across, max(40, room.height() - 2 * gap) / paper.height())
    return dots / 72
