"""Sections that list records of their own: 结对帮扶, 走访记录, 待办. What is done here is saved at once and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from fupin_desk.actions import pairing, records, visits
from fupin_desk.core.dates import days_ago, overdue, show_day, show_day_short, show_moment
from fupin_desk.core.shown import group_phone
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.kit.toast import show_toast
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_dialogs import AskDialog, close_task_dialog, end_dialog, task_dialog
from fupin_desk.gui.pages.household_edits import Spot
from fupin_desk.gui.pages.household_fields import SectionCard, fold_columns
from fupin_desk.gui.pages.ledger_batch import AssignDialog
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.helping import PAIRING, Pairing, is_current
from fupin_desk.ledgers.team import TASK, VISIT, TaskItem, Visit

_HEADING_HEIGHT = 28
_OPEN_STATES = (None, "1", "2")
_TASK_TONES = {"1": "amber", "2": "blue", "3": "green", "4": "grey"}


def do_at_once(widget: QWidget, book: Book, action: Callable[[Any], Changes], summary: str = "") -> None:
    """Write something now, outside what waits for 保存, and offer to take it back."""

    def done(changes: Changes) -> None:
        show_toast(widget, f"{summary or changes.summary}。", "撤销", lambda: take_back(widget, book, changes))

    book.desk.run(widget, lambda session, _task: action(session), done=done, label="正在保存")


def take_back(widget: QWidget, book: Book, changes: Changes) -> None:
    """Undo one step that was saved."""
    book.desk.run(
        widget,
        lambda session, _task: records.undo(session, changes.batch),
        done=lambda undone: show_toast(widget, f"{undone.summary}。"),
    )


class FactText(QLabel):
    """Grey names and what they are, as one text: quicker to show than a label for each, and to be selected whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: Sequence[tuple[str, str]] = ()
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme().changed.connect(self._write)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these names and texts."""
        self._facts = facts
        self.setAccessibleName("；".join(f"{name} {text}" for name, text in facts))
        self._write()

    def _write(self) -> None:
        ink, gap = theme().palette.ink3, theme().px(14)
        rows = "".join(
            f'<tr><td style="color:{ink};padding:2px {gap}px 2px 0;white-space:nowrap">{escape(name)}</td>'
            f'<td style="padding:2px 0">{escape(text).replace(chr(10), "<br>")}</td></tr>'
            for name, text in self._facts
        )
        self.setText(f"<table>{rows}</table>")


class TableSection(SectionCard):
    """A section with one table that is as high as its rows, up to ``most`` of them."""

    columns: Sequence[Column] = ()
    less_needed: Sequence[str] = ()
    """Columns that go first in narrow windows."""
    nothing = ""
    most = 8

    def __init__(self, book: Book, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(book, key, title, parent, padded=False)
        self.dialog: Any = None

    def build(self) -> Iterator[None]:
        yield
        self.table = LedgerTable(self)
        self.table.set_columns(self.columns, ticks=False)
        self.table.setAccessibleName(self.section_title)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none = label(self.nothing, "mut")
        self.none.setContentsMargins(theme().px(16), 0, 0, theme().px(14))
        self.body.setSpacing(0)
        self.body.addWidget(self.none)
        self.body.addWidget(self.table)
        self.table.verb.connect(self.on_verb)
        theme().changed.connect(self._fit_rows)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, or the sentence that there are none."""
        self.table.set_rows(rows)
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.built:
            fold_columns(self.table, self.less_needed)

    def _fit_rows(self) -> None:
        px, rows = theme().px, [self.table.rows.row(at) for at in range(len(self.table.rows.ids))]
        heights = [px(_HEADING_HEIGHT if row.heading else 34) for row in rows[: self.most]]
        self.table.setFixedHeight(px(34) + sum(heights) + 2)
        more = len(rows) > self.most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.table.setVerticalScrollBarPolicy(policy)

    def on_verb(self, _row: Any, _column: str) -> None:
        """A link in the table was clicked."""

    def first_focus(self) -> QWidget | None:
        self.ensure()
        return self.table if self.table.rows.ids else None

    def go_to(self, spot: Spot) -> bool:
        self.ensure()
        self.table.go_to(spot.key.id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class PairingSection(TableSection):
    """Who answers for the household now, and who did before."""

    columns = (
        Column("helper", "帮扶责任人", 96, fixed=True, sortable=False),
        Column("unit", "单位", 110, sortable=False, stretch=True),
        Column("duty", "职务", 90, sortable=False),
        Column("phone", "电话", 124, as_text=True, sortable=False),
        Column("role", "主次", 56, sortable=False),
        Column("since", "开始", 96, sortable=False),
        Column("until", "结束", 96, sortable=False),
        Column("reason", "变动原因", 100, kind="soft", sortable=False),
        Column("end", "", 80, kind="link", sortable=False),
    )
    less_needed = ("duty", "reason")
    nothing = "还没有帮扶责任人。"

    def build(self) -> Iterator[None]:
        yield from super().build()
        self.notes = self.add_notes()
        self.book.doubted.connect(self._show_notes)
        self.assign_link = self.add_action("指派")
        self.assign_link.clicked.connect(lambda: self.insert_row())

    def show_all(self) -> None:
        data = self.book.data
        assert data is not None
        today, file = data.today, data.file
        current = [p for p in file.pairings if is_current(p, today)]
        past = sorted((p for p in file.pairings if p not in current), key=lambda p: str(p.until), reverse=True)
        rows = [self._row(p) for p in current]
        if past:
            rows += [Row("past", ("以前的",), heading=True), *(self._row(p, past=True) for p in past)]
        self.assign_link.setText("换人" if file.main_pairing(today) else "指派")
        self.assign_link.setEnabled(not self.book.is_new)
        self.show_rows(rows)
        self._show_notes()

    def _show_notes(self) -> None:
        """Doubts about pairings; that nobody is paired is said by the section itself."""
        self.notes.show_doubts([d for d in self.book.doubts if d.ledger == "pairing"])

    def _row(self, held: Pairing, *, past: bool = False) -> Row:
        assert self.book.data is not None
        file = self.book.data.file
        helper = file.helpers.get(held.helper)
        unit = file.units.get(helper.unit or "") if helper else None
        name = helper.name if helper else "（已删除的人）"
        show = PAIRING.by_name
        cells = (
            name, unit.name if unit else "", (helper.duty or "") if helper else "",
            group_phone(helper.phone) if helper and helper.phone else "", show["role"].kind.show(held.role),
            show_day(held.since) if held.since else "", show_day(held.until) if held.until else "",
            show["end_reason"].kind.show(held.end_reason), "" if past else "结束",
        )  # fmt: skip
        return Row(held.id, cells, muted=past)

    def insert_row(self) -> bool:
        self.ensure()
        if self.book.data is None or self.book.is_new:
            return False
        self.dialog = AssignDialog(self.window(), self.book.desk, [self.book.data.file.household.id])
        self.dialog.open()
        return True

    def on_verb(self, row: Any, _column: str) -> None:
        data = self.book.data
        held = next((p for p in data.file.pairings if p.id == row), None) if data is not None else None
        if held is None or data is None:
            return
        helper = data.file.helpers.get(held.helper)
        dialog = end_dialog(self.window(), helper.name if helper else "", held.since, data.today)
        dialog.answered.connect(lambda answer: self._end(held.id, answer))
        self.dialog = dialog
        dialog.open()

    def _end(self, pairing_id: str, answer: dict[str, Any]) -> None:
        until, reason = answer["until"], answer["reason"]
        do_at_once(self, self.book, lambda s: pairing.end_pairing(s, pairing_id, until, reason), "结对已结束")


class VisitsSection(TableSection):
    """Every visit, the latest first, and the whole record of the current one."""

    visit_asked = Signal()
    columns = (
        Column("at", "走访时间", 178, fixed=True, sortable=False),
        Column("kind", "类型", 80, sortable=False),
        Column("visitors", "参与人员", 150, sortable=False),
        Column("met", "见到", 110, kind="soft", sortable=False),
        Column("content", "情况记录", 300, sortable=False, stretch=True),
    )
    less_needed = ("met",)
    nothing = "还没有走访记录。"
    most = 6

    def build(self) -> Iterator[None]:
        yield from super().build()
        self._showing = False
        self.log_link = self.add_action("登记走访")
        self.log_link.clicked.connect(self.visit_asked)
        self.record = FactText(self)
        self.record.setContentsMargins(theme().px(16), theme().px(10), theme().px(16), theme().px(14))
        self.body.addWidget(self.record)
        self.table.current_moved.connect(self._show_record)

    def show_all(self) -> None:
        data = self.book.data
        assert data is not None
        self.set_title(self.section_title, f"{len(data.file.visits)} 次" if data.file.visits else "")
        self._showing = True
        self.show_rows([self._row(visit) for visit in data.file.visits])
        self._showing = False
        self._show_record(self.table.current_id())

    def _row(self, visit: Visit) -> Row:
        show = VISIT.by_name
        cells = (
            Cell(show_moment(visit.at, self.book.today), extra=days_ago(visit.at.date(), self.book.today)),
            show["visit_kind"].kind.show(visit.visit_kind), visit.visitors or "", show["met"].kind.show(visit.met),
            " ".join((visit.content or "").split()),
        )  # fmt: skip
        return Row(visit.id, cells)

    def _show_record(self, row: Any) -> None:
        data = self.book.data
        if self._showing:
            return
        visit = next((v for v in data.file.visits if v.id == row), None) if data is not None else None
        self.record.setVisible(visit is not None)
        if visit is None:
            return
        facts = []
        for field in VISIT.fields:
            words = field.kind.show(getattr(visit, field.name))
            if words and field.name != "household":
                facts.append((field.label, words))
        written = visit.meta.created_at
        if written is not None:
            facts.append(("登记", f"{visit.meta.created_by}，{_stamp(written)}"))
        self.record.show_facts(facts)


class TasksSection(TableSection):
    """What is still to be done for the household, and what was done."""

    columns = (
        Column("title", "待办事项", 260, fixed=True, sortable=False, stretch=True),
        Column("due", "期限", 170, sortable=False),
        Column("owner", "负责人", 90, sortable=False),
        Column("state", "状态", 80, kind="tag", sortable=False),
        Column("result", "办理结果", 170, kind="soft", sortable=False),
        Column("close", "", 64, kind="link", sortable=False),
    )
    less_needed = ("result",)
    nothing = "没有待办。"

    def build(self) -> Iterator[None]:
        yield from super().build()
        self.add_link = self.add_action("添加待办")
        self.add_link.clicked.connect(lambda: self.insert_row())

    def show_all(self) -> None:
        data = self.book.data
        assert data is not None
        waiting = [t for t in data.file.tasks if t.state in _OPEN_STATES]
        waiting.sort(key=lambda t: (t.due_on is None, t.due_on or data.today))
        done = sorted((t for t in data.file.tasks if t not in waiting), key=lambda t: str(t.done_on), reverse=True)
        rows = [self._row(t) for t in waiting]
        if done:
            rows += [Row("done", (f"办过的 {len(done)} 件",), heading=True), *(self._row(t, done=True) for t in done)]
        self.add_link.setEnabled(not self.book.is_new)
        self.set_title(self.section_title, f"{len(waiting)} 件没办完" if waiting else "")
        self.show_rows(rows)

    def _row(self, task: TaskItem, *, done: bool = False) -> Row:
        today = self.book.today
        due: str | Cell = _day(task.due_on, today)
        if task.due_on and not done and task.due_on < today:
            due = Cell(_day(task.due_on, today), extra=overdue(task.due_on, today), extra_tone="red")
        state = TASK.by_name["state"].kind.show(task.state) or "待办"
        result = task.result or (f"{_day(task.done_on, today)}办结" if task.done_on else "")
        tag = Cell(state, _TASK_TONES.get(task.state or "1", "grey"))
        cells = (task.title, due, task.owner or "", tag, result, "" if done else "办结")
        return Row(task.id, cells, muted=done)

    def insert_row(self) -> bool:
        self.ensure()
        data = self.book.data
        if data is None or self.book.is_new:
            return False
        self._ask(task_dialog(self.window(), data.user), self._add)
        return True

    def _ask(self, dialog: AskDialog, answered: Callable[[dict[str, Any]], None]) -> None:
        dialog.answered.connect(answered)
        self.dialog = dialog
        dialog.open()

    def _add(self, answer: dict[str, Any]) -> None:
        task = TaskItem(household=self.book.household().id, state="1", **answer)
        do_at_once(self, self.book, lambda s: records.save(s, f"添加待办 {task.title}", [task]), "待办已添加")

    def on_verb(self, row: Any, _column: str) -> None:
        data = self.book.data
        task = next((t for t in data.file.tasks if t.id == row), None) if data is not None else None
        if task is not None:
            self._ask(close_task_dialog(self.window(), task.title), lambda answer: self._close(row, answer))

    def _close(self, task_id: str, answer: dict[str, Any]) -> None:
        result = answer["result"] or ""
        do_at_once(self, self.book, lambda s: visits.close_task(s, task_id, result), "待办已办结")


def _day(day: date | None, today: date) -> str:
    """Without its year only in this year: a day of a job must never lose its day of the month."""
    if day is None:
        return ""
    return show_day_short(day, today) if day.year == today.year else show_day(day)


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
