"""BatchBar: appears at the foot of a table when rows are ticked, and holds what can be done with them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables.view import LedgerTable
from fupin_desk.gui.theme.current import set_role, theme


class BatchBar(QFrame):
    """``已选 3 户（1 户不在当前条件里）``, 全选, 清除, and the page's buttons."""

    def __init__(self, table: LedgerTable, *, unit: str = "户", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._unit = table, unit
        set_role(self, "batch")
        self.count, self._detail = QLabel(self), QLabel(self)
        set_role(self.count, "b")
        set_role(self._detail, "sec")
        self.all_button, self.clear_button = push("全选", "link"), push("清除", "link")
        self.all_button.clicked.connect(lambda: table.ticks.add(table.ids()))
        self.clear_button.clicked.connect(table.ticks.clear)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        for part in (self.count, self._detail, self.all_button, self.clear_button):
            self._row.addWidget(part)
        self._row.addStretch(1)
        table.ticks_changed.connect(self.refresh)
        theme().changed.connect(self._fit)
        self._fit()
        self.refresh()

    def _fit(self) -> None:
        px = theme().px
        self._row.setContentsMargins(px(16), 0, px(12), 0)
        self.setFixedHeight(px(48))

    def add_button(self, button: QPushButton) -> QPushButton:
        """Put an action at the right end; give it ``push(...)``, the last one primary."""
        self._row.addWidget(button)
        return button

    def set_detail(self, text: str) -> None:
        """What the ticked rows come to, e.g. 8 人."""
        self._detail.setText(text)

    def refresh(self) -> None:
        """Show the present number; with nothing ticked the bar is not there."""
        ticks, total = self._table.ticks, len(self._table.ids())
        unseen = ticks.unseen()
        away = f"（{unseen} {self._unit}不在当前条件里）" if unseen else ""
        self.count.setText(f"已选 {len(ticks)} {self._unit}{away}")
        self.all_button.setText(f"全选 {total} {self._unit}")
        self.all_button.setVisible(ticks.state() != "on")
        self.setVisible(len(ticks) > 0)
        self._table.setAccessibleDescription(f"已勾选 {len(ticks)} 行")
