"""导入表格: how many records of each ledger are new, changed and the same."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from fupin_desk.actions.importing import Count
from fupin_desk.gui.kit.card import Card
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.pages.importing_label import GivenLabel
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import ROW_COMPACT
from fupin_desk.ledgers.registry import BY_NAME

_COLUMNS = [
    Column("ledger", "台账", 92, fixed=True, sortable=False),
    Column("new", "新增", 54, kind="number", sortable=False),
    Column("changed", "更新", 54, kind="number", sortable=False),
    Column("same", "不变", 54, kind="number", sortable=False),
    Column("all", "合计", 58, kind="number", sortable=False),
]
_SUM = "sum"


class CountsCard(Card):
    """The sum, then one line per ledger; every number is shown, so that they can be added up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("会写什么", "", parent, padded=False)
        self.table = LedgerTable(self)
        self.table.set_columns(_COLUMNS, ticks=False)
        self.table.set_row_height(ROW_COMPACT)
        self.table.setAccessibleName("各台账条数")
        self.note = GivenLabel("hint", self)
        self.body.setSpacing(0)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.note)
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        if hasattr(self, "note"):
            self.note.setFixedHeight(theme().px(40))
            self.note.setContentsMargins(theme().px(16), theme().px(2), theme().px(16), theme().px(2))

    def show_counts(self, counts: Mapping[str, Count], *, done: bool) -> None:
        """Show what would be written, or what was."""
        self.set_title("写了什么" if done else "会写什么", "条数")
        total = Count(
            sum(c.new for c in counts.values()), sum(c.changed for c in counts.values()), sum(c.same for c in counts.values())
        )
        rows = [_row(name, BY_NAME[name].label, count) for name, count in counts.items()]
        self.table.set_rows([_row(_SUM, "合计", total, strong=True), *rows] if rows else [])
        written = total.new + total.changed
        verb = "写进台账" if done else "要写"
        same = f"，{total.same:,} 条和台账里一样，不动" if total.same else ""
        self.note.setText(f"{verb} {written:,} 条{same}。" if rows else "没有可以导入的内容。")


def _row(key: str, title: str, count: Count, *, strong: bool = False) -> Row:
    numbers = [Cell(f"{n:,}", "" if n else "muted", strong=strong) for n in (count.new, count.changed, count.same, count.all)]
    spoken = f"{title}，新增 {count.new}，更新 {count.changed}，不变 {count.same}，合计 {count.all}"
    return Row(key, [Cell(title, strong=strong), *numbers], spoken=spoken)
