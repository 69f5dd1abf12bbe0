"""结对帮扶: the card 无帮扶责任人 around its list: suggestions, and the bar that saves all picks in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fupin_desk.actions.pairing import Load
from fupin_desk.gui.kit.card import Card, label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.pairing_waiting import ROW, WaitingList
from fupin_desk.gui.pages.pairing_words import WaitingRow
from fupin_desk.gui.theme.current import set_role, theme


class WaitingCard(Card):
    """无帮扶责任人 with 按片区自动建议, and a bar that saves everything picked in one step."""

    suggest_asked = Signal()
    save_asked = Signal()
    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("无帮扶责任人", "", parent, padded=False)
        set_role(self._context, "amber")
        self.suggest_button = self.add_action("按片区自动建议")
        self.suggest_button.setToolTip("按同组、同片已有的结对和还能接的户数来填，填了不等于保存")
        self.suggest_button.clicked.connect(self.suggest_asked)
        self.list = WaitingList(self)
        self.none = label("每一户都有帮扶责任人。", "ok")
        self.none.setContentsMargins(theme().px(16), 0, 0, theme().px(14))
        self.bar = self._save_bar()
        self.body.setSpacing(0)
        for part in (self.list, self.none, self.bar):
            self.body.addWidget(part)
        self.list.chosen.connect(lambda _home, _helper: self._show_picks())
        QWidget.setTabOrder(self.list, self.list.box)

    def _save_bar(self) -> QFrame:
        bar = QFrame(self)
        set_role(bar, "batch")
        self.count = label("", "b")
        self.drop_button, self.save_button = push("都不要", "link"), push("保存", "primary", key="Ctrl+S", small=True)
        self.drop_button.clicked.connect(self.clear)
        self.save_button.clicked.connect(self.save_asked)
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme().px(16), theme().px(6), theme().px(12), theme().px(6))
        line.addWidget(self.count)
        line.addStretch(1)
        line.addWidget(self.drop_button)
        line.addWidget(self.save_button)
        bar.hide()
        return bar

    def show_rows(self, rows: Sequence[WaitingRow], loads: Sequence[Load]) -> None:
        """Show these households and offer these helpers."""
        self.set_title("无帮扶责任人", f"{len(rows)} 户" if rows else "")
        set_role(self._context, "amber")
        self.list.show_rows(rows, loads)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.suggest_button.setVisible(bool(rows) and bool(loads))
        self._show_picks()

    def fill(self, picks: Mapping[str, str]) -> None:
        """Fill the boxes; nothing is saved."""
        self.list.pick(picks)
        self._show_picks()

    def picks(self) -> dict[str, str]:
        """Household -> helper, picked and not saved."""
        return dict(self.list.picks)

    def clear(self) -> None:
        """Drop everything picked."""
        self.forget(list(self.list.picks))

    def forget(self, households: Sequence[str]) -> None:
        """Drop what was picked for these."""
        for household in households:
            self.list.picks.pop(household, None)
        self.list.pick({})
        self._show_picks()

    def set_most(self, most: int) -> None:
        """Show at most so many rows before the list scrolls."""
        self.list.setFixedHeight(max(theme().px(ROW), self.list.wanted_height(most)))

    def _show_picks(self) -> None:
        count = len(self.list.picks)
        self.count.setText(f"选了 {count} 户，还没有保存")
        self.bar.setVisible(count > 0)
        self.picked.emit()
