"""首页: visits by week, causes and states, each bar with its number; a click opens the households behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from fupin_desk.actions.home import Overview
from fupin_desk.gui.kit.card import Card, label
from fupin_desk.gui.kit.charts import Bar, RowBars, StackedBar, WeekBars
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.card import Condition
from fupin_desk.ledgers.codes import code_list

_CAUSES_SHOWN = 6
_OTHERS = "others"
_STATES = (("1", "cgreen"), ("2", "c1"), ("0", "camber"), ("3", "cred"))
"""Codes of poverty_state in the order of the bar, with their colour."""


def fit_card(card: Card, *, low: bool) -> None:
    """The height of a chart's card; in low windows its content comes nearer to the edge."""
    px = theme().px
    card.setFixedHeight(px(176 if low else 208))
    card.body.setContentsMargins(px(16), 0, px(16), px(7 if low else 9))


class DashMark(QWidget):
    """The dashed line of the target, in the legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(20), theme().px(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(theme().color("camber"), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(0, self.height() // 2, self.width(), self.height() // 2)


class VisitBars(WeekBars):
    """Visits of eight weeks: looked at only. A visit is a visit, not a household, so no list stands behind a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now, px, painter = theme(), theme().px, QPainter(self)
        line = self.height() - px(26) - self._height_of(self._target)
        painter.setFont(now.font())
        painter.setPen(now.color("ink"))
        for (rect, _key), bar in zip(self.parts(), self._bars, strict=True):
            number = QRect(rect.left(), rect.top() - px(20), rect.width(), px(19))
            if number.top() <= line <= number.bottom():  # the target's line would strike the number through
                wide = painter.fontMetrics().horizontalAdvance(str(bar.number)) + px(6)
                ground = QRect(number.center().x() - wide // 2 + 1, number.top(), wide, number.height())
                painter.fillRect(ground, now.color("surface"))
                painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(bar.number))

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        return

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        return


class WeeksCard(Card):
    """每周走访次数 against what it takes to see every household once a month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("每周走访次数", parent=parent)
        self.bars = VisitBars(self)
        self._legend = QWidget(self)
        self._words = label("", "hint")
        row = QHBoxLayout(self._legend)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        row.addWidget(DashMark())
        row.addWidget(self._words)
        self.head.addWidget(self._legend)
        self.body.addWidget(self.bars, 1)

    def show_weeks(self, overview: Overview) -> None:
        """Show the eight weeks, the present one last."""
        last = len(overview.weeks) - 1
        bars = [Bar(day.isoformat(), _week_name(day, at == last), n, strong=at == last)
                for at, (day, n) in enumerate(overview.weeks)]  # fmt: skip
        self.bars.show_bars(bars, overview.target)
        often = "每月" if overview.visit_days == 30 else f"{overview.visit_days} 天"
        self._words.setText(f"{often}走遍一次 ≈ 每周 {overview.target} 户")

    def set_narrow(self, narrow: bool) -> None:
        """No legend where there is no room for it."""
        self._legend.setVisible(not narrow)


def _week_name(monday: date, last: bool) -> str:
    return "本周" if last else f"{monday.month}/{monday.day}"


class CausesCard(Card):
    """主要致贫原因; a click opens the households with this cause."""

    picked = Signal(list)
    """Conditions for 农户台账."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("主要致贫原因", parent=parent)
        self.bars = RowBars(self)
        self._total = label("", "mut")
        self.head.addWidget(self._total)
        self.body.addWidget(self.bars, 1)
        self._shown: tuple[str, ...] = ()
        self.bars.picked.connect(self._on_picked)

    def show_causes(self, causes: Mapping[str, int], households: int) -> None:
        """Show the six most frequent causes and the rest together."""
        names = code_list("poverty_cause")
        ranked = sorted(((code, n) for code, n in causes.items() if code), key=lambda pair: (-pair[1], pair[0]))
        room = _CAUSES_SHOWN if len(ranked) > _CAUSES_SHOWN + 1 or causes.get("") else _CAUSES_SHOWN + 1
        shown = ranked[:room]
        self._shown = tuple(code for code, _ in shown)
        bars = [Bar(code, names.short(code), number) for code, number in shown]
        rest = households - sum(number for _, number in shown)
        if rest:
            bars.append(Bar(_OTHERS, "其他", rest, faint=True))
        self.bars.show_bars(bars, households)
        self._total.setText(f"{households:,} 户")

    def _on_picked(self, key: object) -> None:
        if key == _OTHERS:
            self.picked.emit([Condition("cause", "!=", code) for code in self._shown])
        else:
            self.picked.emit([Condition("cause", "=", key)])


class StatesCard(Card):
    """户状态: one bar of parts and their list; a click opens the households in this state."""

    picked = Signal(str)
    """A code of poverty_state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("户状态", parent=parent)
        self.bars = StackedBar(self)
        self.body.addWidget(self.bars, 1)
        self.bars.picked.connect(lambda key: self.picked.emit(str(key)))

    def show_states(self, states: Mapping[str, int], people: int) -> None:
        """Show the four states of households on the register."""
        names = code_list("poverty_state")
        bars = [Bar(code, names.label(code), states.get(code, 0), tone=tone) for code, tone in _STATES]
        self.bars.show_bars(bars, f"{people:,} 人")
