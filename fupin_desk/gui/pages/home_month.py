"""首页: the days in the village this month, recorded by a click or from the keyboard."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import Card
from fupin_desk.gui.kit.charts import MonthGrid
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.thin_bar import ThinBar
from fupin_desk.gui.theme.current import theme


class MonthCard(Card):
    """A month grid; in low windows one sentence and a bar instead."""

    day_picked = Signal(object)
    sheet_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("驻村", parent=parent)
        self._today = date.today()
        self.sheet_link = self.add_action("记考勤")
        self.grid = MonthGrid(self)
        self.words, self.bar = WrapLabel("", self), ThinBar(self)
        self.today_link = push("记今天", "link")
        self.today_link.setToolTip("记今天在村")
        self.head.insertWidget(self.head.count() - 1, self.today_link)
        self._low, self._missing, self._count = False, False, 0
        self.brief = QWidget(self)
        down = QVBoxLayout(self.brief)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme().px(8))
        down.addWidget(self.words)
        down.addWidget(self.bar)
        down.addStretch(1)
        self.body.addWidget(self.grid, 1)
        self.body.addWidget(self.brief, 1)
        self.grid.picked.connect(self.day_picked)
        self.today_link.clicked.connect(lambda: self.day_picked.emit(self._today))
        self.sheet_link.clicked.connect(self.sheet_asked)
        self.set_low(False)

    def show_days(self, days: Collection[date], mine: Collection[date], wanted: int, today: date) -> None:
        """Show the village's days of this month; ``mine`` are those of the person at work."""
        self._today, self._missing = today, today not in mine
        self._count = len(days)
        self._name_it()
        self.grid.show_month(today.year, today.month, [day.day for day in days], today)
        monday = today - timedelta(days=today.weekday())
        week = sum(monday <= day <= today for day in days)
        left = wanted - len(days)
        end = f"还差 {left} 天满 {wanted} 天" if left > 0 else f"已满 {wanted} 天"
        here = "今天已记" if today in mine else "今天还没记"
        self.words.setText(f"{here}。本周 {week} 天，{end}。")
        self.bar.set_part(len(days) / wanted if wanted else 0)

    def set_low(self, low: bool) -> None:
        """The sentence or the grid."""
        self._low = low
        self.grid.setVisible(not low)
        self.brief.setVisible(low)
        self._name_it()

    def _name_it(self) -> None:
        """Without the grid a link records today; it takes the place of the number, which the sentence tells too."""
        asks = self._low and self._missing
        self.today_link.setVisible(asks)
        self.set_title(f"{self._today.month}月驻村", "" if asks else f"已记 {self._count} 天")
