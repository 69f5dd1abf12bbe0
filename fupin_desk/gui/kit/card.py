"""Cards and their parts: Card, Tag, FactGrid, SectionList, Stepper, MetricStrip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables.delegate import paint_tag
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label with a style role."""
    result = QLabel(text)
    if role:
        set_role(result, role)
    result.setWordWrap(wrap)
    return result


class Card(QFrame):
    """A white sheet: a head with title, grey context and link actions, and a body to fill."""

    def __init__(
        self, title: str = "", context: str = "", parent: QWidget | None = None, *, padded: bool = True
    ) -> None:
        super().__init__(parent)
        set_role(self, "card")
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        self._title, self._context = label(title, "h2"), label(context, "mut")
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.head.addWidget(self._title)
        self.head.addWidget(self._context)
        self.head.addStretch(1)
        self._head_box = QWidget(self)
        self._head_box.setLayout(self.head)
        self._head_box.setVisible(bool(title))
        box.addWidget(self._head_box)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        box.addLayout(self.body, 1)
        self._padded = padded
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        edge = theme().px(16)
        self.head.setContentsMargins(edge, 0, edge, 0)
        self._head_box.setFixedHeight(theme().px(44))
        if self._padded:
            self.body.setContentsMargins(edge, 0 if self._title.text() else edge, edge, edge)

    def set_title(self, title: str, context: str = "") -> None:
        """Change the words of the head."""
        self._title.setText(title)
        self._context.setText(context)
        self._head_box.setVisible(bool(title))

    def add_action(self, text: str, *, icon: str = "") -> QPushButton:
        """A link at the right end of the head."""
        button = push(text, "link", icon=icon)
        self.head.addWidget(button)
        return button


class Tag(QWidget):
    """A small word on a tinted ground. Tones: amber blue green red grey."""

    def __init__(self, text: str = "", tone: str = "grey", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)
        self.set_text(text, tone)

    def set_text(self, text: str, tone: str = "grey") -> None:
        """Change word and tone; an empty word hides the tag."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The word."""
        return self._text

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font(13)).horizontalAdvance(self._text) + theme().px(16)
        return QSize(width, theme().px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_tag(QPainter(self), QPoint(0, self.height() // 2), self._text, self._tone)


class FactGrid(QWidget):
    """Grey names and what they are, in two columns: 住址, 联系电话 …"""

    def __init__(self, parent: QWidget | None = None, *, name_width: int = 76) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnMinimumWidth(0, theme().px(name_width))
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, str] | tuple[str, str, str]]) -> None:
        """Name, text and, if wanted, the role of the text (red, amber, green, b)."""
        for held in self.findChildren(QLabel):
            self._grid.removeWidget(held)
            held.hide()
            held.deleteLater()
        for row, fact in enumerate(facts):
            self._grid.addWidget(label(fact[0], "mut"), row, 0, Qt.AlignmentFlag.AlignTop)
            text = label(fact[1], fact[2] if len(fact) > 2 else "", wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(text, row, 1)


@dataclass(frozen=True)
class Section:
    """One line of a SectionList. ``mark``: "", "ok" (tick) or "error" (circle); without one the ``count`` shows."""

    key: str
    title: str
    mark: str = ""
    count: int | None = None
    changed: bool = False


class SectionList(QWidget):
    """Sections of a long page: the list jumps and follows scrolling. Right end: tick, error circle or count."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()
        self._at, self._over = 0, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        theme().changed.connect(self.updateGeometry)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these; the current one stays where it was."""
        self._sections = tuple(sections)
        self._at = min(self._at, max(0, len(sections) - 1))
        self.updateGeometry()
        self.update()

    def current(self) -> str:
        """The key of the current section."""
        return self._sections[self._at].key if self._sections else ""

    def set_current(self, key: str) -> None:
        """Follow scrolling: make a section current without telling."""
        self._at = next((at for at, section in enumerate(self._sections) if section.key == key), self._at)
        self.update()

    def _height(self) -> int:
        return theme().px(38)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(156), self._height() * len(self._sections) + theme().px(12))

    def _rect(self, at: int) -> QRect:
        px = theme().px
        return QRect(px(6), px(6) + at * self._height(), self.width() - px(12), self._height() - 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, section in enumerate(self._sections):
            rect, current = self._rect(at), at == self._at
            if current or at == self._over:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(now.color("soft" if current else "hover"))
                painter.drawRoundedRect(rect, 3, 3)
            if current:
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), now.color("primary"))
            if current and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(now.color("ring"), 2))
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 3, 3)
            self._paint_words(painter, section, rect, current=current)

    def _paint_words(self, painter: QPainter, section: Section, rect: QRect, *, current: bool) -> None:
        now, px = theme(), theme().px
        painter.setFont(now.font(bold=current))
        painter.setPen(now.color("primary" if current else "ink2"))
        words = rect.adjusted(px(10), 0, -px(28), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | _MIDDLE, section.title)
        if section.changed:
            x = words.left() + painter.fontMetrics().horizontalAdvance(section.title) + px(8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("camber"))
            painter.drawEllipse(QRectF(x, rect.center().y() - px(4) + 1, px(8), px(8)))
        if section.mark:
            name, token = ("check", "green") if section.mark == "ok" else ("circle-alert", "red")
            size = px(16)
            icons.paint(painter, name, token, QRectF(rect.right() - px(24), rect.center().y() - size / 2, size, size))
        elif section.count is not None:
            painter.setFont(now.font())
            painter.setPen(now.color("ink3"))
            end = Qt.AlignmentFlag.AlignRight | _MIDDLE
            painter.drawText(rect.adjusted(0, 0, -px(8), 0), end, str(section.count))

    def _pick(self, at: int) -> None:
        if 0 <= at < len(self._sections):
            self._at = at
            self.setAccessibleDescription(self._sections[at].title)
            self.update()
            self.picked.emit(self._sections[at].key)

    def _place(self, point: QPoint) -> int:
        return next((at for at in range(len(self._sections)) if self._rect(at).contains(point)), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(self._place(event.position().toPoint()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._place(event.position().toPoint())
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._pick(max(0, min(len(self._sections) - 1, self._at + steps)))
            return
        super().keyPressEvent(event)
