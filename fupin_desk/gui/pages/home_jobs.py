"""首页: 要办的事, each line with the verb that does it at its right end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.actions.home import OVERDUE, Job, Overview
from fupin_desk.core.dates import overdue, show_day_short
from fupin_desk.gui.kit.busy import EmptyState
from fupin_desk.gui.kit.card import Card
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import NARROW_WIDTH

_COLUMNS = [
    Column("kind", "类别", 70, kind="tag", sortable=False), Column("title", "要办的事", 200, stretch=True, sortable=False),
    Column("concerns", "涉及", 170, kind="soft", sortable=False), Column("due", "期限", 92, sortable=False),
    Column("do", "", 92, kind="link", sortable=False),
]  # fmt: skip
_TONES = {"疑点": "amber", "结对": "amber", "考核": "grey", "其他": "grey", "待办": "grey"}
_TABS = {"month": "本月", "mine": "我的", "done": "已办结"}
_EMPTY = {
    "month": ("circle-check", "本月没有要办的事", "走访时记下的下一步会排在这里，也可以按 Ctrl+N 添加"),
    "mine": ("circle-check", "没有要你办的事", "负责人是你的待办会排在这里"),
    "done": ("list-checks", "本月还没有办结的事", "空格办结一件，就会记在这里"),
}


class JobTable(LedgerTable):
    """The lines; Enter does a job's verb, the space bar marks its task as done, F2 changes the task."""

    acted = Signal(object)
    finished = Signal(object)
    revised = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[object, Job] = {}
        self._narrow = False
        self._held: tuple[Sequence[Job], date, bool] = ((), date.min, False)
        self.set_columns(_COLUMNS, ticks=False)
        self.horizontalHeader().hide()
        self.setAccessibleName("要办的事")
        self.verb.connect(lambda row, _column: self._tell(self.acted, row))
        self.opened.connect(lambda row: self._tell(self.acted, row))

    def show_jobs(self, jobs: Sequence[Job], today: date, *, done: bool) -> None:
        """Show these under their headings."""
        self._held = (jobs, today, done)
        rows: list[Row] = []
        self._jobs = {}
        for at, job in enumerate(jobs):
            if not done and (at == 0 or jobs[at - 1].when != job.when):
                count = sum(other.when == job.when for other in jobs)
                rows.append(Row(f"head {job.when}", (f"{job.when} {count}",), heading=True))
            key = (job.action, job.target or at, job.title)
            self._jobs[key] = job
            rows.append(_row(key, job, today, done=done, narrow=self._narrow))
        self.set_rows(rows)

    def current_job(self) -> Job | None:
        """The job the keys act on."""
        return self._jobs.get(self.current_id())

    def _tell(self, signal: object, row: object) -> None:
        job = self._jobs.get(row)
        if job is not None:
            signal.emit(job)  # type: ignore[attr-defined]  # one of the signals above

    def keyPressEvent(self, event: QKeyEvent) -> None:
        job, plain = self.current_job(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() == Qt.Key.Key_Space:
            if job is not None and job.task is not None:
                self.finished.emit(job)
        elif plain and event.key() == Qt.Key.Key_F2:
            if job is not None and job.task is not None:
                self.revised.emit(job)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.window().width() / theme().scale < NARROW_WIDTH
        self.setColumnHidden(self.section_of("concerns"), narrow)
        super().resizeEvent(event)
        if narrow != self._narrow:
            self._narrow = narrow
            jobs, today, done = self._held
            self.show_jobs(jobs, today, done=done)


def _row(key: object, job: Job, today: date, *, done: bool, narrow: bool) -> Row:
    tone = "red" if job.when == OVERDUE and not done else _TONES.get(job.kind, "blue")
    due = _due(job, today, done=done)
    spoken = "，".join(filter(None, [job.kind, job.title, job.concerns, due.text, job.verb]))
    title = Cell(job.title, extra=job.concerns if narrow else "")  # without its column, whom it is about follows the job
    return Row(key, (Cell(job.kind, tone), title, job.concerns, due, job.verb), muted=done, spoken=spoken)


def _due(job: Job, today: date, *, done: bool) -> Cell:
    if job.due_on is None:
        return Cell("")
    if done:
        return Cell(show_day_short(job.due_on, today), "muted")
    if late := overdue(job.due_on, today):
        return Cell(late, "red")
    if job.due_on == today:
        return Cell("今天", strong=True)
    return Cell(show_day_short(job.due_on, today))


class JobsCard(Card):
    """The table with its tabs 本月 / 我的 / 已办结 and 添加待办."""

    acted = Signal(object)
    finished = Signal(object)
    revised = Signal(object)
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("要办的事", parent=parent, padded=False)
        self._overview: Overview | None = None
        self.tabs = Segments(list(_TABS.items()), self)
        self.tabs.setAccessibleName("要办的事，本月、我的、已办结")
        self.head.insertWidget(1, self.tabs)
        self.add_link = self.add_action("添加待办")
        self.add_link.setToolTip("添加待办 Ctrl+N")
        self.table = JobTable(self)
        self.empty = EmptyState("circle-check", "", parent=self)
        holder = QVBoxLayout()
        holder.addWidget(self.table, 1)
        holder.addWidget(self.empty, 1)
        self.body.addLayout(holder)
        self.empty.hide()
        self.tabs.chosen_key.connect(lambda _key: self._show_tab())
        self.add_link.clicked.connect(self.add_asked)
        self.table.acted.connect(self.acted)
        self.table.finished.connect(self.finished)
        self.table.revised.connect(self.revised)

    def show_overview(self, overview: Overview) -> None:
        """Show the jobs of the chosen tab and the counts of all three."""
        self._overview = overview
        counts = {"month": len(overview.jobs), "mine": len(overview.mine), "done": len(overview.done)}
        self.tabs.set_texts([(key, f"{name} {counts[key]}") for key, name in _TABS.items()])
        self._show_tab()

    def _show_tab(self) -> None:
        if self._overview is None:
            return
        tab = self.tabs.key_chosen()
        jobs = {"month": self._overview.jobs, "mine": self._overview.mine, "done": self._overview.done}[tab]
        self.table.show_jobs(jobs, self._overview.today, done=tab == "done")
        self.table.setVisible(bool(jobs))
        self.empty.setVisible(not jobs)
        if not jobs:
            self.empty.say(*_EMPTY[tab])

    def set_low(self, low: bool) -> None:
        """Rows of 32 px instead of 34 in low windows, so that seven of them stand there."""
        self.table.set_row_height(32 if low else 34)
