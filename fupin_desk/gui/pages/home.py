"""首页: what waits tonight first, the numbers that open the rows behind them, charts last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fupin_desk.actions import home, records, visits
from fupin_desk.actions.home import Job, Overview
from fupin_desk.actions.session import Session
from fupin_desk.core.dates import show_day_short
from fupin_desk.core.lunar import lunar_day
from fupin_desk.core.progress import Task
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import Card
from fupin_desk.gui.kit.strips import Metric, MetricStrip
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.home_attendance import AttendanceDialog
from fupin_desk.gui.pages.home_backup import back_up
from fupin_desk.gui.pages.home_charts import CausesCard, StatesCard, WeeksCard, fit_card
from fupin_desk.gui.pages.home_jobs import JobsCard
from fupin_desk.gui.pages.home_month import MonthCard
from fupin_desk.gui.pages.home_task import TaskDialog
from fupin_desk.gui.pages.home_verbs import EmptyLedger, WideVerb
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, LOW_HEIGHT, NARROW_WIDTH
from fupin_desk.ledgers.changes import Changes

_WEEK = "一二三四五六日"
_LISTS = {"overdue": ["overdue"], "alone": ["alone"], "doubts": ["doubts"]}
"""Number or job -> the marks of 农户台账 behind it."""


class HomePage(Page):
    """The first screen: jobs, the three things done every evening, days in the village, charts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.overview: Overview | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.strip, self.jobs, self.month = MetricStrip(self), JobsCard(self), MonthCard(self)
        self.weeks, self.causes, self.states = WeeksCard(self), CausesCard(self), StatesCard(self)
        self.visit_button = WideVerb("登记走访", "square-pen", "Alt+3", role="primary")
        self.print_button = WideVerb("打印入户表", "printer", "Ctrl+P")
        self.backup_button = WideVerb("备份到U盘", "usb", "Ctrl+B")
        self.verbs = Card(parent=self)
        for button in (self.visit_button, self.print_button, self.backup_button):
            self.verbs.body.addWidget(button)
        self.empty = EmptyLedger(self)
        self.grid = QGridLayout()
        self.grid.setContentsMargins(0, 0, 0, 0)
        right = QVBoxLayout()
        right.addWidget(self.verbs)
        right.addWidget(self.month, 1)
        charts = QHBoxLayout()
        charts.addWidget(self.weeks, 1)
        charts.addWidget(self.causes, 1)
        self._boxes = (right, charts)
        self.grid.addWidget(self.strip, 0, 0, 1, 2)
        self.grid.addWidget(self.jobs, 1, 0)
        self.grid.addLayout(right, 1, 1)
        self.grid.addLayout(charts, 2, 0)
        self.grid.addWidget(self.states, 2, 1)
        self.grid.setColumnStretch(0, 1)
        self.grid.setRowStretch(1, 1)
        inner = QWidget()
        set_role(inner, "scrolled")
        inner.setLayout(self.grid)
        area = QScrollArea(self)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.front = QStackedWidget(self)
        self.front.addWidget(area)
        self.front.addWidget(self.empty)
        self._page = QVBoxLayout(self)
        self._page.addWidget(self.front)

    def _connect(self) -> None:
        self.strip.opened.connect(self._open_number)
        self.jobs.acted.connect(self.act)
        self.jobs.finished.connect(self.finish)
        self.jobs.revised.connect(lambda job: TaskDialog(self, self.desk, job.task).open())
        self.jobs.add_asked.connect(self.add_task)
        self.visit_button.clicked.connect(lambda: self.go.emit("visit", None))
        self.print_button.clicked.connect(lambda: self.go.emit("printing", self.selected()))
        self.backup_button.clicked.connect(lambda: back_up(self))
        self.month.day_picked.connect(self.mark_day)
        self.month.sheet_asked.connect(self.open_sheet)
        self.causes.picked.connect(lambda found: self.go.emit("ledger", {"conditions": found}))
        self.states.picked.connect(lambda code: self.go.emit("ledger", {"states": code}))
        self.empty.import_button.clicked.connect(lambda: self.go.emit("import", None))
        self.empty.new_button.clicked.connect(lambda: self.go.emit("household", {"new": True, "list": []}))
        for keys, act in (("Ctrl+N", self.add_task), ("Ctrl+B", self.backup_button.click)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        theme().changed.connect(self._fit)

    # Words of the frame

    def title(self) -> str:
        return "首页"

    def context(self) -> str:
        if self.desk.session is None or self._narrow():
            return ""
        today: date = self.desk.session.today
        lunar = lunar_day(today)
        words = f"{show_day_short(today, today)} 星期{_WEEK[today.weekday()]}"
        return f"{words}  农历{lunar}" if lunar else words

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓", "换一件要办的事"), ("Enter", "办这件事"), ("空格", "办结"), ("F2", "改待办"), ("Ctrl+N", "添加待办"),
            ("Ctrl+P", "打印超期未走访户的入户表"), ("Ctrl+B", "备份到U盘"),
        ]  # fmt: skip

    def panes(self) -> list[QWidget]:
        if self.front.currentWidget() is self.empty:
            return [self.empty.import_button]
        tiles = list(self.strip.tiles.values())
        return [self.jobs.table, self.visit_button, self.month.grid, *tiles[:1]]

    def selected(self) -> Any:
        """Ctrl+P prints visit records for the households that wait."""
        late = list(self.overview.late) if self.overview else []
        return {"form": "visit_record", "households": late}

    # Reading

    def refresh(self) -> None:
        if self.desk.session is not None:
            self.desk.read(self, home.overview, self._show, slot="home")

    def _show(self, found: Overview) -> None:
        was_empty = self.front.currentWidget() is self.empty
        self.overview = found
        self.front.setCurrentIndex(0 if found.numbers.households else 1)
        self.strip.show_metrics(metrics_of(found, narrow=self._narrow()))
        self.jobs.show_overview(found)
        self.month.show_days(found.days, found.my_days, found.numbers.days_wanted, found.today)
        self.weeks.show_weeks(found)
        self.causes.show_causes(found.causes, found.numbers.households)
        self.states.show_states(found.states, found.numbers.people)
        self.titled.emit()
        if was_empty != (self.front.currentWidget() is self.empty) and self.isVisible():
            self.start_focus()

    # Doing

    def _open_number(self, key: str) -> None:
        if key in _LISTS:
            self.go.emit("ledger", {"marks": _LISTS[key]})
        else:
            self.open_sheet()

    def act(self, job: Job) -> None:
        """Do what the verb at the end of a job's line says."""
        if job.action in _LISTS:
            self.go.emit("ledger", {"marks": _LISTS[job.action]})
        elif job.action == "pairing":
            self.go.emit("pairing", job.target or None)
        elif job.action == "household":
            self.go.emit("household", {"id": job.target, "list": [job.target], "section": ""})
        elif job.action == "visit":
            self.go.emit("visit", job.target)
        else:
            self.finish(job)

    def finish(self, job: Job) -> None:
        """办结 the task of a line, or take a done one up again; the toast takes it back."""
        if job.task is None:
            return
        task, again = job.task, job.action == "reopen"

        def write(session: Session, _task: Task) -> Changes:
            return visits.reopen_task(session, task.id) if again else visits.close_task(session, task.id)

        self.desk.run(self, write, done=lambda made: self._told(made, "重新打开了这件待办" if again else "已办结这件待办"))

    def _told(self, changes: Changes, words: str) -> None:
        if changes.batch:
            show_toast(self, f"{words}。", "撤销", lambda: self.desk.run(self, lambda s, _t: records.undo(s, changes.batch)))

    def add_task(self) -> None:
        """Ctrl+N: a small form."""
        TaskDialog(self, self.desk).open()

    def mark_day(self, day: date) -> None:
        """Record the person at work as in the village on a day, or take that away."""
        if self.overview is None:
            return
        if day > self.overview.today:
            show_toast(self, f"{show_day_short(day, self.overview.today)}还没有到，当天或以后再记。")
            return
        self.desk.run(
            self, lambda session, _task: home.mark_day(session, day), done=lambda made: self._told(made, made.summary),
            failed=lambda fault: show_error(self, fault.problems[0].message),
        )  # fmt: skip

    def open_sheet(self) -> None:
        """记考勤: the month of the whole team."""
        AttendanceDialog(self, self.desk).open()

    # Shape

    def _narrow(self) -> bool:
        return self.window().width() / theme().scale < NARROW_WIDTH

    def _fit(self) -> None:
        px, window, scale = theme().px, self.window(), theme().scale
        low, wide = window.height() / scale < LOW_HEIGHT, window.width() / scale
        self._page.setContentsMargins(px(16 if low else 20), px(12 if low else 16), px(16 if low else 20), px(12 if low else 16))
        gap = px(10 if low else 12)
        self.grid.setHorizontalSpacing(px(12))
        self.grid.setVerticalSpacing(gap)
        for box in self._boxes:
            box.setSpacing(gap)
        self.grid.setColumnMinimumWidth(1, px(342 if wide >= FULL_WIDTH else 300))
        for part in (self.verbs, self.month, self.states):
            part.setFixedWidth(px(342 if wide >= FULL_WIDTH else 300))
        for card in (self.weeks, self.causes, self.states):
            fit_card(card, low=low)
        self.month.set_low(low)
        self.jobs.set_low(low)
        self.weeks.set_narrow(self._narrow())
        if self.overview is not None:
            self.strip.show_metrics(metrics_of(self.overview, narrow=self._narrow()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def metrics_of(found: Overview, *, narrow: bool) -> Sequence[Metric]:
    """The tiles of the strip, in narrow windows with fewer words."""
    n, longest = found.numbers, found.longest
    wait = ""
    if longest is not None and longest.last_visit is not None:
        wait = f"最久 {(found.today - longest.last_visit.date()).days} 天：{longest.head} {longest.short_number}"
    elif longest is not None:
        wait = f"没走访过：{longest.head} {longest.short_number}"
    alone = "、".join(found.alone) + (" 等" if n.without_helper > len(found.alone) else "")
    refused = f"其中 {found.refused_places} 处会被县里退回" if found.refused_places else ""
    left, month_left = n.days_wanted - n.days_in_village, _days_left(found.today)
    days = f"还差 {left} 天，月内剩 {month_left} 天" if left > 0 and not narrow else f"还差 {left} 天" if left > 0 else "已经满了"
    part = n.days_in_village / n.days_wanted if n.days_wanted else 0.0
    return [
        Metric("overdue", "超期未走访", n.overdue, "户", wait or f"{found.visit_days}天内都走过", "red"),
        Metric("alone", "无帮扶责任人", n.without_helper, "户", alone or "每户都有人管", "amber"),
        Metric("doubts", "疑点数据", found.doubt_places, f"处，涉及 {n.doubtful} 户" if n.doubtful else "处",
               refused or ("点开看是哪些" if n.doubtful else "没有疑点"), "amber"),
        Metric("days", "本月驻村", n.days_in_village, f"天 / {n.days_wanted}天", days, part=min(part, 1.0)),
    ]  # fmt: skip


def _days_left(today: date) -> int:
    following = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return (following - today).days - 1


def make(desk: Desk) -> Page:
    """The page for the main window."""
    return HomePage(desk)
