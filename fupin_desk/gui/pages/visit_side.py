"""登记走访: beside the form: what is still open at the household, the visits before, tonight's entries, the month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.actions.visit_page import Beside, Evening, OpenJob
from fupin_desk.core.dates import overdue, show_day_short, show_weekday
from fupin_desk.gui.kit.card import Card, label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.items import Item, ItemList
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.thin_bar import ThinBar
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.team import Visit

_WORDS_SHOWN = 220
NO_NEED = "0"
"""The code of 无 in the list of needs."""
_NOBODY = "先在左边选一户"


class JobTick(QWidget):
    """An open job with a box to close it with this visit; its words may need two lines, which a check box has not."""

    def __init__(self, job: OpenJob, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job = job
        self.box = QCheckBox(self)
        self.box.setAccessibleName(f"办结 {job.task.title}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrapLabel(job.task.title, self))
        text, role = _due_words(job, today)
        self.due = label(text, role)
        if text:
            words.addWidget(self.due)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.box.setFixedHeight(theme().px(22))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.box.click()


def _due_words(job: OpenJob, today: date) -> tuple[str, str]:
    """Where the job comes from and when it is due, and the role of these words."""
    kind = code_list("task_kind").label(job.task.task_kind) if job.task.task_kind else ""
    source = f"{show_day_short(job.promised, today)}走访约定" if job.promised else kind
    due = job.task.due_on
    if due is None:
        return source, "hint"
    late = overdue(due, today)
    when = late or ("今天" if due == today else f"{show_day_short(due, today)}前")
    return "，".join(filter(None, [source, when])), "err" if late else "hint"


class TonightList(ItemList):
    """Tonight's entries; one is current only while the keys are here, for none of them is chosen."""

    def show_entries(self, items: Sequence[Item]) -> None:
        """Show these, the latest first."""
        self.show_items(items, keep=True)
        if not self.hasFocus():
            self.setCurrentIndex(QModelIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current() is None and self.items():
            self.step(1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.setCurrentIndex(QModelIndex())


class Side(QFrame):
    """The three cards. They scroll together where the window is low."""

    closes_changed = Signal()
    copy_asked = Signal(str)
    revise_asked = Signal(str)
    """The id of a visit of tonight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: list[JobTick] = []
        self._visits: Sequence[Visit] = ()
        self._shown, self._today, self._nothing = 0, date.today(), _NOBODY
        self.jobs, self.last, self.tonight = Card("这户还没办完的"), Card("上次走访"), Card("今晚已登记", padded=False)
        inner = QWidget()
        set_role(inner, "scrolled")
        self._down = QVBoxLayout(inner)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.addWidget(self.jobs)
        self._down.addWidget(self.last)
        self._down.addWidget(self.tonight, 1)
        area = QScrollArea(self)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        self._around.addWidget(area)
        self._build_last()
        self._build_tonight()
        theme().changed.connect(self._fit)
        self._fit()
        self.show_beside(None)

    def _build_last(self) -> None:
        self._words = WrapLabel("", self)
        self.copy_link, self.earlier_link = push("抄到情况记录", "link"), push("", "link")
        self.later_link = push("往后", "link")
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for link in (self.copy_link, self.earlier_link, self.later_link):
            row.addWidget(link)
        row.addStretch(1)
        self.last.body.addWidget(self._words)
        self.last.body.addLayout(row)
        self.copy_link.clicked.connect(self._copy)
        self.earlier_link.clicked.connect(lambda: self._turn(1))
        self.later_link.clicked.connect(lambda: self._turn(-1))

    def _build_tonight(self) -> None:
        self.list = TonightList(self)
        self.list.setAccessibleName("今晚已登记，回车改")
        self.list.picked.connect(lambda item: self.revise_asked.emit(item.key) if item.key else None)
        self._none = label("还没有登记", "mut")
        self._seen, self._bar = label(""), ThinBar()
        foot = QFrame()
        set_role(foot, "foot")
        foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme().px(16), theme().px(10), theme().px(16), theme().px(10))
        row.setSpacing(theme().px(10))
        row.addWidget(self._seen)
        row.addWidget(self._bar, 1)
        self.tonight.body.setSpacing(0)
        self.tonight.body.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        self.tonight.body.addWidget(self.list, 1)
        self.tonight.body.addWidget(foot)
        self._none.setContentsMargins(theme().px(16), 0, 0, theme().px(12))

    def _fit(self) -> None:
        self._down.setSpacing(theme().px(12))
        self.list.setMinimumHeight(theme().px(66))

    def set_drawer(self, drawer: bool) -> None:
        """Lie over the page in a narrow window: a ground of its own and a border."""
        set_role(self, "popup" if drawer else "")
        edge = theme().px(8) if drawer else 0
        self._around.setContentsMargins(edge, edge, edge, edge)

    def first_focus(self) -> QWidget:
        """Where F6 arrives: the first open job, else tonight's entries."""
        return self.ticks[0].box if self.ticks else self.list

    # The household

    def show_beside(self, beside: Beside | None, closes: Sequence[str] = ()) -> None:
        """Show a household's open jobs and former visits; ``closes`` are ticked already."""
        while (item := self.jobs.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.ticks = [JobTick(job, self._today, self) for job in (beside.jobs if beside else ())]
        for tick in self.ticks:
            tick.box.setChecked(tick.job.task.id in closes)
            tick.box.toggled.connect(self.closes_changed)
            self.jobs.body.addWidget(tick)
        self.jobs.set_title("这户还没办完的", f"{len(self.ticks)} 件" if self.ticks else "")
        if not self.ticks:
            self.jobs.body.addWidget(label("没有没办完的事" if beside else _NOBODY, "mut"))
        self._visits, self._shown = beside.visits if beside else (), 0
        self._nothing = "这一户还没有走访记录" if beside else _NOBODY
        self._show_visit()

    def closes(self) -> tuple[str, ...]:
        """The jobs that are done with this visit."""
        return tuple(tick.job.task.id for tick in self.ticks if tick.box.isChecked())

    def tick_all(self, closes: Sequence[str]) -> None:
        """Tick exactly these jobs."""
        for tick in self.ticks:
            tick.box.setChecked(tick.job.task.id in closes)

    def _show_visit(self) -> None:
        before = len(self._visits) - self._shown - 1
        self.copy_link.setVisible(bool(self._visits))
        self.earlier_link.setVisible(before > 0)
        self.earlier_link.setText(f"往前 {before} 次")
        self.later_link.setVisible(self._shown > 0)
        if not self._visits:
            self.last.set_title("上次走访")
            self._words.setText(self._nothing)
            set_role(self._words, "mut")
            return
        visit = self._visits[self._shown]
        set_role(self._words, "")
        day = visit.at.date()
        title = "上次走访" if self._shown == 0 else f"往前第 {self._shown} 次"
        self.last.set_title(title, f"{show_day_short(day, self._today)} {show_weekday(day)}")
        self._words.setText(_shorter(_told(visit)))
        self.copy_link.setEnabled(bool(visit.content))

    def _turn(self, step: int) -> None:
        self._shown = max(0, min(len(self._visits) - 1, self._shown + step))
        self._show_visit()

    def _copy(self) -> None:
        if self._visits:
            self.copy_asked.emit(self._visits[self._shown].content or "")

    # The evening

    def show_evening(self, evening: Evening) -> None:
        """Show tonight's entries and the month's progress."""
        self._today = evening.today
        self.list.show_entries([_entry(visit, head) for visit, head in evening.logged])
        self._none.setVisible(not evening.logged)
        self.list.setVisible(bool(evening.logged))
        self.tonight.set_title("今晚已登记", f"{len(evening.logged)} 户" if evening.logged else "")
        self._seen.setText(f"本月已走访 <b>{evening.seen:,}</b> / {evening.households:,} 户")
        self._bar.set_part(evening.seen / evening.households if evening.households else 0)


def _told(visit: Visit) -> str:
    """``周明远、何佳入户。`` and what was written."""
    kind = code_list("visit_kind").label(visit.visit_kind) if visit.visit_kind else "走访"
    start = f"{visit.visitors}{kind}。" if visit.visitors else f"{kind}。"
    needs = [code_list("need").label(code) for code in visit.needs or () if code != NO_NEED]
    end = f"需求：{'、'.join(needs)}。" if needs else ""
    return "".join([start, (visit.content or "").strip(), end])


def _shorter(text: str) -> str:
    return text if len(text) <= _WORDS_SHOWN else text[:_WORDS_SHOWN] + "…"


def _entry(visit: Visit, head: str) -> Item:
    needs = "、".join(code_list("need").label(code) for code in visit.needs or ()) or "没有记需求"
    if visit.needs == (NO_NEED,):
        needs = "无需求"
    written = visit.meta.created_at
    return Item(visit.id, f"{written:%H:%M}　{head}" if written else head, needs, "改", "blue")
