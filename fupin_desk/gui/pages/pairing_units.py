"""结对帮扶: the units that help this village, from when, with how many people and how much money."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desk.actions.pairing_board import Board, UnitLine
from fupin_desk.core.money import show_wan
from fupin_desk.gui.kit.card import Card, label
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.pages.pairing_words import term
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import ROW_COMPACT
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.kinds import Phone

_COLUMNS = [
    Column("name", "帮扶单位", 140, fixed=True),
    Column("kind", "方式", 130, kind="soft"),
    Column("village", "结对村", 110),
    Column("contact", "联络人", 170, kind="soft"),
    Column("term", "起止", 136, kind="soft"),
    Column("helpers", "责任人", 66, kind="number"),
    Column("households", "结对户", 70, kind="number"),
    Column("invested", "本年投入 万元", 116, kind="number"),
    Column("see", "", 60, kind="link"),
]
_NONE = "—"


class UnitsCard(Card):
    """单位与村结对."""

    add_asked = Signal()
    unit_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("单位与村结对", "", parent, padded=False)
        self.add_button = self.add_action("添加单位")
        self.add_button.clicked.connect(self.add_asked)
        self.table = LedgerTable(self, row_height=ROW_COMPACT)
        self.table.set_columns(_COLUMNS, ticks=False)
        self.table.setAccessibleName("单位与村结对")
        self.table.opened.connect(self.unit_asked)
        self.table.verb.connect(lambda unit, _column: self.unit_asked.emit(unit))
        self.none = label("还没有帮扶单位。导入结对花名册会带进来，也可以点“添加单位”。", "mut")
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.none)
        self.body.addWidget(self.stack, 1)
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        if hasattr(self, "none"):
            self.none.setContentsMargins(theme().px(16), 0, theme().px(16), theme().px(12))

    def show_board(self, board: Board) -> None:
        """Show the units of a reading."""
        self.set_title("单位与村结对", f"{len(board.units)} 家" if board.units else "")
        self.table.set_rows([_row(line, board.village) for line in board.units])
        self.stack.setCurrentWidget(self.table if board.units else self.none)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the village, the same in every row, gives its room to the others."""
        if self.table.isColumnHidden(self.table.section_of("village")) != narrow:
            layout = [(key, width, key != "village" or not narrow) for key, width, _ in self.table.layout_now()]
            self.table.set_layout(layout)

    def set_most(self, most: int) -> None:
        """Be as high as so many rows need, or as the rows there are."""
        rows = max(1, min(most, len(self.table.ids())))
        self.setFixedHeight(theme().px(44 + 34 + ROW_COMPACT * rows) + 4)


def _row(line: UnitLine, village: str) -> Row:
    unit = line.unit
    phone = Phone().masked(unit.phone).replace(" ", "")
    kind = code_list("pairing_kind").label(unit.pairing_kind) if unit.pairing_kind else ""
    invested = show_wan(unit.invested_fen) if unit.invested_fen is not None else ""
    helpers = str(line.helpers) if line.helpers else Cell(_NONE, "muted")
    households = str(line.households) if line.helpers else Cell(_NONE, "muted")
    contact = " ".join(filter(None, [unit.contact, phone]))
    cells = (
        unit.name, kind, village, contact, term(unit.since, unit.until), helpers, households, Cell(invested, sort=unit.invested_fen), "查看",
    )  # fmt: skip
    spoken = f"{unit.name}，{kind}，责任人 {line.helpers}，结对户 {line.households}"
    return Row(unit.id, cells, muted=unit.until is not None, spoken=spoken)
