"""结对帮扶: who answered for the current household, and the day and reason of the next change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import Card, label
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.inputs.days import DateEdit
from fupin_desk.gui.kit.kinds import editor_for
from fupin_desk.gui.pages.pairing_words import ChainItem
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.helping import PAIRING

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


class ChainView(QWidget):
    """Dots on a line, the latest on top; each with a name, its time, and what is known of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[ChainItem, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        set_role(self, "scrolled")
        theme().changed.connect(self._claim)

    def show_items(self, items: Sequence[ChainItem]) -> None:
        """Show these."""
        self.items = tuple(items)
        self.setAccessibleName("结对历史")
        self.setAccessibleDescription("；".join(f"{i.name} {i.time} {i.detail}" for i in items))
        self._claim()

    def _claim(self) -> None:
        self.setMinimumHeight(sum(self._heights()) + theme().px(8))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), sum(self._heights()) + theme().px(8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._claim()

    def _words_width(self) -> int:
        return max(theme().px(60), self.width() - theme().px(16 + 20 + 14))

    def _heights(self) -> list[int]:
        px, small = theme().px, QFontMetrics(theme().font(13))
        box = QRect(0, 0, self._words_width(), 10_000)
        return [px(24) + (small.boundingRect(box, _WRAP, i.detail).height() if i.detail else 0) + px(12) for i in self.items]

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, px, painter = theme(), theme().px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heights, y, x, width = self._heights(), px(4), px(16 + 20), self._words_width()
        for at, (item, height) in enumerate(zip(self.items, heights, strict=True)):
            middle, across = y + px(10), px(16) + px(6)
            if at + 1 < len(self.items):
                painter.fillRect(QRect(across, middle, 1, height), now.color("line"))
            self._dot(painter, across, middle, hollow=item.open)
            painter.setFont(now.font(13))
            painter.setPen(now.color("ink2"))
            painter.drawText(QRect(x, y + 1, width, px(22)), _RIGHT, item.time)
            room = width - painter.fontMetrics().horizontalAdvance(item.time) - px(6)
            painter.setFont(now.font(bold=True))
            painter.setPen(now.color("amber" if item.open else "ink"))
            name = painter.fontMetrics().elidedText(item.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(x, y, room, px(22)), _LEFT, name)
            painter.setFont(now.font(13))
            painter.setPen(now.color("ink2"))
            painter.drawText(QRect(x, y + px(22), width, height), _WRAP, item.detail)
            y += height

    def _dot(self, painter: QPainter, x: int, y: int, *, hollow: bool) -> None:
        now, px = theme(), theme().px
        radius = px(5) if hollow else px(4)
        painter.setPen(QPen(now.color("line2"), 2) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(now.color("surface" if hollow else "c1"))
        painter.drawEllipse(QRectF(x - radius + 0.5, y - radius + 0.5, radius * 2, radius * 2))


class HistoryCard(Card):
    """结对历史 of one household; at the foot 生效日期 and 变动原因, which every assignment on this page uses."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("结对历史", "", parent, padded=False)
        self.chain = ChainView()
        scroll = QScrollArea(self)
        scroll.setWidget(self.chain)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.none = label("点一户，看它由谁帮扶过。", "mut", wrap=True)
        self.since = FieldFrame("生效日期", DateEdit(), self, side="left", label_width=60)
        self.reason = FieldFrame("变动原因", editor_for(PAIRING.by_name["end_reason"].kind), self, side="left", label_width=60)
        self.since.set_value(today)
        self.reason.editor.setPlaceholderText("可以不填")
        note = WrapLabel("旧记录只加结束日期，不会删掉", self)
        set_role(note, "hint")
        foot = QFrame(self)
        set_role(foot, "foot")
        self._lines = QVBoxLayout(foot)
        for part in (self.since, self.reason, note):
            self._lines.addWidget(part)
        self.body.setSpacing(0)
        self.body.addWidget(self.none)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(foot)
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        px = theme().px
        if hasattr(self, "_lines"):
            self._lines.setContentsMargins(px(16), px(12), px(16), px(12))
            self._lines.setSpacing(px(8))
            self.none.setContentsMargins(px(16), 0, px(16), 0)

    def show_chain(self, name: str, number: str, items: Sequence[ChainItem]) -> None:
        """Show the chain of a household; without a name nothing is chosen."""
        self.set_title("结对历史", f"{name} {number}".strip())
        self.none.setVisible(not name)
        self.chain.show_items(items)

    def set_today(self, today: date) -> None:
        """A program left open overnight: the day follows unless the person has set another."""
        if not self.since.changed() and not self.since.editor.hasFocus():
            self.since.set_value(today)

    def day(self) -> date | None:
        """The day the next change holds from; None (and said so under the field) when it cannot be read."""
        problem = self.since.problem() or ("还没有填。" if self.since.value() is None else "")
        if problem:
            self.since.say("error", problem)
            self.since.editor.setFocus()
            return None
        day: date = self.since.value()
        return day

    def why(self) -> str | None:
        """The code of the reason for the next change."""
        commit = getattr(self.reason.editor, "commit", None)
        if commit is not None:
            commit()
        code: str | None = self.reason.value()
        return code
