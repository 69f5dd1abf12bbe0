"""The left rail of the first windows: seal, what is being done, the steps with what was entered, two notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.navigation import Seal
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

RAIL, RAIL_NARROW = 320, 260
_DISC, _GAP = 30, 28
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Step:
    """One step: its title and what is told under it (what it is for, later what was entered)."""

    title: str
    details: tuple[str, ...] = ()


class StepColumn(QWidget):
    """The steps one under another; done ones carry a green tick, the present one is filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._at = 0
        theme().changed.connect(self.updateGeometry)

    def show_steps(self, steps: Sequence[Step], at: int) -> None:
        """Show these, the one with number ``at`` (from 0) being worked on."""
        self._steps, self._at = tuple(steps), at
        told = [f"第 {n} 步 {s.title}" for n, s in enumerate(steps, 1)]
        self.setAccessibleName(f"{told[at]}，共 {len(steps)} 步")
        self.updateGeometry()
        self.update()

    def _height(self, step: Step) -> int:
        return theme().px(_DISC + 19 * max(1, len(step.details)) + _GAP)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), sum(self._height(step) for step in self._steps))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px, y = QPainter(self), theme().px, 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, step in enumerate(self._steps):
            height = self._height(step)
            if at < len(self._steps) - 1:
                token = "green_line" if at < self._at else "line"
                line = QRectF(px(_DISC) / 2 - 1, y + px(_DISC + 4), 2, height - px(_DISC + 8))
                painter.fillRect(line, theme().color(token))
            self._paint_disc(painter, at, QRectF(1, y + 1, px(_DISC) - 2, px(_DISC) - 2))
            self._paint_words(painter, at, step, y)
            y += height

    def _paint_disc(self, painter: QPainter, at: int, disc: QRectF) -> None:
        now = theme()
        done, present = at < self._at, at == self._at
        edge = "green" if done else "primary" if present else "line2"
        painter.setPen(QPen(now.color(edge), 2))
        painter.setBrush(now.color("green_soft" if done else "primary" if present else "nav"))
        painter.drawEllipse(disc)
        if done:
            size = now.px(18)
            icons.paint(painter, "check", "green", QRectF(disc.center().x() - size / 2, disc.center().y() - size / 2,
                                                          size, size))  # fmt: skip
            return
        painter.setFont(now.font(bold=True))
        painter.setPen(now.color("on_primary" if present else "ink3"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(at + 1))

    def _paint_words(self, painter: QPainter, at: int, step: Step, y: int) -> None:
        now, px = theme(), theme().px
        left = px(_DISC + 14)
        painter.setFont(now.font(15, bold=at <= self._at))
        painter.setPen(now.color("ink" if at <= self._at else "ink2"))
        painter.drawText(QRect(left, y, self.width() - left, px(_DISC)), _LEFT, step.title)
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink2"))
        for row, text in enumerate(step.details):
            box = QRect(left, y + px(_DISC + 1 + 19 * row), self.width() - left, px(19))
            short = QFontMetrics(now.font(13)).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, _LEFT, short)


class Rail(QWidget):
    """The whole rail. ``other_asked``: the link at its foot was pressed."""

    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._what = label("", "sec")
        self._questions = ("", "")
        self.steps = StepColumn(self)
        self._question = label("", "sec")
        self.other = push("", "link")
        self.other.clicked.connect(self.other_asked)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._head())
        self._box.addSpacing(44)
        self._box.addWidget(self.steps)
        self._box.addStretch(1)
        self._box.addLayout(self._safe())
        self._box.addSpacing(6)
        self._box.addLayout(self._foot())
        theme().changed.connect(self.fit)

    def _head(self) -> QHBoxLayout:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addStretch(1)
        names.addWidget(label("扶贫工作台", "h1"))
        names.addWidget(self._what)
        names.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Seal(48, self))
        head.addLayout(names, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self._mark("usb"))
        foot.addSpacing(9)
        foot.addWidget(self._question)
        foot.addWidget(self.other)
        foot.addStretch(1)
        return foot

    def _safe(self) -> QHBoxLayout:
        safe = QHBoxLayout()
        safe.setSpacing(9)
        safe.addWidget(self._mark("shield-check"), 0, Qt.AlignmentFlag.AlignTop)
        words = WrapLabel("台账只存在这台电脑上，\n加了密，不连网", self)
        set_role(words, "sec")
        safe.addWidget(words, 1)
        return safe

    def _mark(self, name: str) -> QLabel:
        mark = QLabel(self)
        icons.set_icon(mark, name, "ink2", 16)
        return mark

    def say(self, what: str, question: str, link: str) -> None:
        """What is being done, and the other way at the foot, e.g. 已经有台账？ 从备份恢复."""
        self._what.setText(what)
        self._questions = (question, question.partition("？")[0] + "？")
        self.other.setText(link)
        self.fit()

    def fit(self) -> None:
        """As wide as the window allows."""
        px = theme().px
        narrow = self.window().width() / theme().scale < 1100
        self.setFixedWidth(px(RAIL_NARROW if narrow else RAIL))
        self._question.setText(self._questions[narrow])
        edge = px(22 if narrow else 36)
        self._box.setContentsMargins(edge, px(38), px(16), px(34))
