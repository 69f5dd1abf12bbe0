"""打印中心: 打印记录: who took which papers out, when, about how many households, and where to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.actions import print_log
from fupin_desk.actions.session import Session
from fupin_desk.core.dates import show_day_short
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.busy import EmptyState, LoadingBars
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.papers import PrintLog

_MOST = 500
_COLUMNS = (
    Column("at", "时间", 128, fixed=True), Column("person", "打印人", 84), Column("form", "表名", 190, stretch=True),
    Column("households", "户数", 58, kind="number"), Column("pages", "页数", 58, kind="number"),
    Column("sheets", "张数", 58, kind="number"), Column("way", "去向", 96, kind="soft"), Column("masked", "证件号", 74, kind="soft"),
)  # fmt: skip


class LogDialog(QDialog):
    """The latest printings, newest first. Blank papers hold nothing about anybody and are not among them."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setWindowTitle("打印记录")
        set_role(self, "dialog")
        self.desk = desk
        self.table, self.count = LedgerTable(), label("", "mut")
        self.table.set_columns(_COLUMNS, ticks=False)
        self.table.setAccessibleName("打印记录")
        self.empty = EmptyState("history", "还没有打印过", "打印、存为 PDF、Excel 或文本，都会记在这里")
        self.bars = LoadingBars(self.table)
        close = push("关上", key="Esc")
        close.clicked.connect(self.reject)
        head, verbs = QHBoxLayout(), QHBoxLayout()
        head.addWidget(label("打印记录", "h2"))
        head.addWidget(self.count)
        head.addStretch(1)
        verbs.addWidget(label("空白表不记。记录随备份走，不能改。", "hint"))
        verbs.addStretch(1)
        verbs.addWidget(close)
        down, px = QVBoxLayout(self), theme().px
        down.setContentsMargins(px(20), px(18), px(20), px(16))
        down.setSpacing(px(10))
        down.addLayout(head)
        down.addWidget(self.table, 1)
        down.addWidget(self.empty, 1)
        down.addLayout(verbs)
        self.empty.hide()
        self.resize(px(860), px(540))
        self.table.setFocus()
        self.bars.start("正在读打印记录")
        desk.read(self, _rows, self._show, slot="log").always = self.bars.stop

    def _show(self, rows: Sequence[Row]) -> None:
        self.table.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        newest = "最近 " if len(rows) == _MOST else ""
        self.count.setText(f"{newest}{len(rows)} 次" if rows else "")


def _rows(session: Session) -> list[Row]:
    ways = code_list("print_way")
    return [_row(session, n, line, ways.label(line.way or "")) for n, line in enumerate(print_log.printings(session, _MOST))]


def _row(session: Session, number: int, line: PrintLog, way: str) -> Row:
    when = Cell(f"{show_day_short(line.at.date(), session.today)} {line.at:%H:%M}", sort=line.at)
    masked = "遮中间" if line.masked else "全号"
    cells = (when, line.person, line.form, _number(line.households), _number(line.pages), _number(line.sheets), way, masked)
    return Row(number, cells)


def _number(value: int | None) -> Cell:
    return Cell(f"{value:,}" if value else "", sort=value or 0)
