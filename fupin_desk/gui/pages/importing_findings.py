"""导入表格: every problem with its file, row and column, and every value that would change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.actions.importing import RowProblem
from fupin_desk.gui.kit.busy import EmptyState
from fupin_desk.gui.kit.card import Card
from fupin_desk.gui.kit.chips import ChipGroup, Segments
from fupin_desk.gui.kit.choices import ChoiceBox, Option
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.pages.importing_label import GivenLabel, GivenStack
from fupin_desk.gui.pages.importing_words import LEVELS, Change, Look, column_in_words
from fupin_desk.gui.theme.current import theme

PROBLEMS, CHANGES = "problems", "changes"
_PROBLEM_COLUMNS = [
    Column("level", "程度", 82, kind="tag"),
    Column("file", "文件", 134, kind="soft"),
    Column("row", "行", 48, kind="number"),
    Column("column", "列", 104),
    Column("who", "户或人", 98, fixed=True),
    Column("message", "问题", 240, stretch=True, sortable=False),
]
_CHANGE_COLUMNS = [
    Column("ledger", "台账", 86, kind="soft", sortable=False),
    Column("whose", "户或人", 118, sortable=False),
    Column("label", "项目", 120, sortable=False),
    Column("before", "台账里", 130, kind="soft", sortable=False),
    Column("after", "改成", 130, sortable=False),
    Column("place", "依据", 160, kind="soft", stretch=True, sortable=False),
]


class FindingsCard(Card):
    """Two lists: 问题, filtered by file and by level, and 改动. The current line is written out below."""

    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent, padded=False)
        self.problems: tuple[RowProblem, ...] = ()
        self.changes: tuple[Change, ...] = ()
        self.which = Segments([(PROBLEMS, "问题"), (CHANGES, "改动")], self)
        self.file = ChoiceBox((), self, placeholder="全部文件")
        self.levels = ChipGroup(self, exclusive=False)
        self.levels.set_chips([(level, word) for level, (word, _tone) in LEVELS.items()])
        self.save_button = push("存成表格", "link", icon="file-spreadsheet")
        self.save_button.setToolTip("把问题存成一份表格，对着原表改")
        self.problem_table = _table(_PROBLEM_COLUMNS, "问题", self)
        self.change_table = _table(_CHANGE_COLUMNS, "改动", self)
        self.empty = EmptyState("circle-check", "没有问题", "", "", self)
        self.stack = GivenStack(self)
        for part in (self.problem_table, self.change_table, self.empty):
            self.stack.addWidget(part)
        self.words = GivenLabel("sec", self)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay()
        self.which.chosen_key.connect(lambda _key: self._show())
        self.file.edited.connect(self._show)
        self.levels.chosen.connect(self._show)
        self.save_button.clicked.connect(self.save_asked)
        self.problem_table.current_moved.connect(self._write_out)
        self.change_table.current_moved.connect(self._write_out)

    def _lay(self) -> None:
        self._bar = QHBoxLayout()
        for part in (self.which, self.file, self.levels):
            self._bar.addWidget(part)
        self._bar.addStretch(1)
        self._bar.addWidget(self.save_button)
        below = QVBoxLayout()
        below.addWidget(self.words)
        self._below = below
        self.body.setSpacing(0)
        self.body.addLayout(self._bar)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(below)
        self._fit_parts()
        theme().changed.connect(self._fit_parts)

    def _fit_parts(self) -> None:
        px = theme().px
        self._bar.setContentsMargins(px(12), px(6), px(12), px(6))
        self._bar.setSpacing(px(8))
        self._below.setContentsMargins(px(16), px(2), px(16), px(2))
        self.file.setFixedWidth(px(170))
        self.words.setFixedHeight(px(46))

    def show_look(self, found: Look) -> None:
        """Show the problems and changes of one look at the files."""
        self.problems, self.changes = found.plan.problems, found.changes
        files = list(dict.fromkeys(problem.file for problem in self.problems))
        self.file.set_options([Option(name, name) for name in files])
        if self.file.value() not in files:
            self.file.set_value(None)
        counts = {level: sum(p.level == level for p in self.problems) for level in LEVELS}
        self.levels.set_counts(counts)
        for level, chip in self.levels.chips.items():
            chip.setVisible(counts[level] > 0)
        self.which.set_texts(((PROBLEMS, f"问题 {len(self.problems):,}"), (CHANGES, f"改动 {len(self.changes):,}")))
        self.change_table.set_source(range(len(self.changes)), self._change_rows)
        self._show()

    def shown_problems(self) -> list[tuple[int, RowProblem]]:
        """The problems that the filters let through, with their place in the whole list."""
        name, levels = self.file.value(), self.levels.keys()
        return [
            (at, problem)
            for at, problem in enumerate(self.problems)
            if (not name or problem.file == name) and (not levels or problem.level in levels)
        ]

    def _show(self) -> None:
        on_problems = self.which.key_chosen() == PROBLEMS
        for part in (self.file, self.levels, self.save_button):
            part.setVisible(on_problems and bool(self.problems))
        if on_problems:
            self.problem_table.set_rows([_problem_row(at, problem) for at, problem in self.shown_problems()])
            self.stack.setCurrentWidget(self.problem_table if self.problems else self.empty)
            self.empty.say("circle-check", "没有问题", "每一格都读懂了，和台账、和别的表也对得上")
        else:
            self.stack.setCurrentWidget(self.change_table if self.changes else self.empty)
            self.empty.say("info", "没有改动", "台账里已有的值都不变；新增的不列在这里")
        self._write_out()

    def table(self) -> LedgerTable:
        """The list that is shown."""
        return self.problem_table if self.which.key_chosen() == PROBLEMS else self.change_table

    def _write_out(self, _row: object = None) -> None:
        at, text = self.table().current_id(), ""
        if at is not None and self.stack.currentWidget() is self.problem_table:
            text = str(self.problems[at])
        elif at is not None and self.stack.currentWidget() is self.change_table:
            change = self.changes[at]
            text = f"{change.whose}的{change.label}：{change.before or '空'} → {change.after or '空'}（{change.place}）"
        self.words.setText(text)

    def _change_rows(self, start: int, count: int) -> Sequence[Row]:
        chosen = self.changes[start : start + count]
        return [
            Row(start + at, [c.ledger, c.whose, c.label, c.before, Cell(c.after, strong=True), c.place])
            for at, c in enumerate(chosen)
        ]


def _table(columns: Sequence[Column], name: str, parent: QWidget) -> LedgerTable:
    table = LedgerTable(parent)
    table.set_columns(columns, ticks=False)
    table.setAccessibleName(name)
    return table


def _problem_row(at: int, problem: RowProblem) -> Row:
    word, tone = LEVELS.get(problem.level, LEVELS["W"])
    row = Cell(str(problem.row) if problem.row else "", sort=problem.row)
    column = column_in_words(problem)
    return Row(at, [Cell(word, tone), problem.file, row, column, problem.who, problem.message], spoken=f"{word}，{problem}")
