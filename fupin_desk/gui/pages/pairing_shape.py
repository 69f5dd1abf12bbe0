"""结对帮扶: the cards of the board and how they lie in a wide, an ordinary and a narrow window."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.busy import LoadingBars
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.pairing_held import HeldCard
from fupin_desk.gui.pages.pairing_helpers import HelpersCard
from fupin_desk.gui.pages.pairing_history import HistoryCard
from fupin_desk.gui.pages.pairing_units import UnitsCard
from fupin_desk.gui.pages.pairing_waiting_card import WaitingCard
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, LOW_HEIGHT, NARROW_WIDTH


class PairingBoard(Page):
    """Five cards; what they show and do is the page's matter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        today = desk.session.today if desk.session is not None else date.today()
        self._narrow = False
        self.helpers, self.waiting = HelpersCard(self), WaitingCard(self)
        self.held, self.history, self.units = HeldCard(self), HistoryCard(today, self), UnitsCard(self)
        self.history_button = self.waiting.add_action("结对历史")
        self.history_button.setToolTip("结对历史、生效日期和变动原因 Alt+P")
        self.bars = LoadingBars(self.helpers.table)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.waiting)
        self._middle.addWidget(self.held, 1)
        self._across = QHBoxLayout()
        self._across.addWidget(self.helpers)
        self._across.addLayout(self._middle, 1)
        self._across.addWidget(self.history)
        self._page = QVBoxLayout(self)
        self._page.addLayout(self._across, 1)
        self._page.addWidget(self.units)
        self.history_button.clicked.connect(self.toggle_history)
        theme().changed.connect(self.fit)
        self.fit()

    def toggle_history(self) -> None:
        """Alt+P: show or put away the chain and the day and reason of the next change."""
        self.history.setVisible(not self.history.isVisible())
        self._place_drawer()

    def fit(self) -> None:
        """Widths, heights and gaps for the present window and scale."""
        px, logical = theme().px, self.window().width() / theme().scale
        low = self.window().height() / theme().scale < LOW_HEIGHT
        full = logical >= FULL_WIDTH
        self._set_narrow(logical < NARROW_WIDTH)
        self.helpers.setFixedWidth(px(406 if full else 352 if self._narrow else 384))
        self.history.setFixedWidth(px(311 if full else 272))
        self.waiting.set_most(3 if low else 4)
        self.units.set_most(2 if low else 5)
        self.units.set_narrow(self._narrow)
        side, edge = px(16 if low else 20), px(12 if low else 16)
        self._page.setContentsMargins(side, edge, side, edge)
        for layout in (self._page, self._across, self._middle):
            layout.setSpacing(px(10 if low else 12))
        self._place_drawer()

    def _set_narrow(self, narrow: bool) -> None:
        """Where there is no room for three columns, the right one becomes a drawer over the page."""
        self.history_button.setVisible(narrow)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._across.removeWidget(self.history)
            self.history.hide()
        else:
            self._across.addWidget(self.history)
            self.history.show()

    def _place_drawer(self) -> None:
        if self._narrow and self.history.isVisible():
            edge = theme().px(12)
            width = self.history.width()
            self.history.setGeometry(QRect(self.width() - width - edge, edge, width, self.height() - 2 * edge))
            self.history.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
