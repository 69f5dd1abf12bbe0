"""农户台账: the list of households with chips, conditions, columns, ticks and preview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.actions import households
from fupin_desk.actions.session import Session
from fupin_desk.core.shown import show_people
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.busy import EmptyState, LoadingBars
from fupin_desk.gui.kit.chips import Chip, ChipGroup
from fupin_desk.gui.kit.flow import FlowLayout
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables import LedgerTable, Row
from fupin_desk.gui.kit.tables.batch import BatchBar
from fupin_desk.gui.kit.tables.columns import ColumnChooser
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.ledger_batch import AssignDialog, export_list
from fupin_desk.gui.pages.ledger_conditions import ConditionPopup, words_of
from fupin_desk.gui.pages.ledger_preview import Glance, Preview, look_at
from fupin_desk.gui.pages.ledger_rows import COLUMNS, SORTED_BY, row_of
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, NARROW_WIDTH
from fupin_desk.ledgers.card import CardFilter, Condition

_STATES = [("all", "全部"), ("0", "未脱贫"), ("2", "拟脱贫"), ("1", "已脱贫"), ("3", "返贫")]
_MARKS = [("overdue", "超期未走访"), ("alone", "无帮扶责任人"), ("doubts", "有疑点")]
_PAGE = 200


@dataclass(frozen=True)
class Listing:
    """One reading of the list: the ids in order, its counts, and what the rows need."""

    ids: list[str]
    people: int
    states: dict[object, int]
    marks: dict[str, int]
    overdue_before: date
    today: date


def read_list(session: Session, wanted: CardFilter) -> Listing:
    """Everything the page shows except the rows themselves, which are fetched page by page."""
    late = households.overdue_before(session)
    marks = {
        "overdue": households.counts(session, CardFilter(overdue_before=late))[0],
        "alone": households.counts(session, CardFilter(without_helper=True))[0],
        "doubts": households.counts(session, CardFilter(with_doubts=True))[0],
    }
    ids = households.card_ids(session, wanted)
    people = households.counts(session, wanted)[1]
    return Listing(ids, people, households.count_by(session, "state"), marks, late, session.today)


class LedgerPage(Page):
    """The page people live in: every household, found in a few letters, acted on singly or many at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.conditions: list[Condition] = []
        self.order: list[tuple[str, bool]] = [("last_visit", False)]
        self.listing: Listing | None = None
        self._kept: Any = None
        self._build()
        self._connect()
        self.chooser.restore()
        self.table.show_order(self.order)

    def _build(self) -> None:
        self.table = LedgerTable(self)
        self.table.set_columns(COLUMNS, ticks=True)
        self.table.setAccessibleName("农户台账")
        self.chooser = ColumnChooser(self.table, self.desk.memory, "ledger.columns")
        self.bars = LoadingBars(self.table)
        self.empty = EmptyState("search", "没有符合条件的户", "把条件去掉一些再看", "清除条件", self)
        self.empty.hide()
        self.preview = Preview(self)
        self.condition_popup = ConditionPopup(self)
        bar, sheet = self._bar(), self._sheet()
        across = QHBoxLayout()
        across.setSpacing(theme().px(12))
        across.addWidget(sheet, 1)
        across.addWidget(self.preview)
        self._page = QVBoxLayout(self)
        self._page.addLayout(bar)
        self._page.addLayout(across, 1)

    def _bar(self) -> QHBoxLayout:
        self.states, self.marks = ChipGroup(self), ChipGroup(self, exclusive=False)
        self.states.set_chips(_STATES)
        self.marks.set_chips(_MARKS)
        self.extra = QWidget(self)
        self.extra_row = QHBoxLayout(self.extra)
        self.extra_row.setContentsMargins(0, 0, 0, 0)
        self.extra.hide()
        self.condition_button = push("条件", icon="plus")
        self.columns_button = push("显示列", icon="columns-3")
        self.new_button = push("新建户", icon="plus")
        self.new_button.setToolTip("新建户 Ctrl+N")
        rule = QFrame(self)
        set_role(rule, "rule-v")
        bar = QHBoxLayout()
        bar.setSpacing(theme().px(8))
        chips = FlowLayout()
        for part in (self.states, rule, self.marks, self.extra):
            chips.addWidget(part)
        rule.setFixedHeight(theme().px(30))
        bar.addLayout(chips, 1)
        for button in (self.condition_button, self.columns_button, self.new_button):
            bar.addWidget(button)
        return bar

    def _sheet(self) -> QFrame:
        self.batch = BatchBar(self.table)
        self.print_button = self.batch.add_button(push("打印", icon="printer"))
        self.export_button = self.batch.add_button(push("导出表格", icon="file-spreadsheet"))
        self.assign_button = self.batch.add_button(push("指派帮扶人", "primary", icon="users-round"))
        sheet = QFrame(self)
        set_role(sheet, "card")
        down = QVBoxLayout(sheet)
        down.setContentsMargins(1, 1, 1, 1)
        down.setSpacing(0)
        for part, stretch in ((self.table, 1), (self.empty, 1), (self.batch, 0)):
            down.addWidget(part, stretch)
        return sheet

    def _connect(self) -> None:
        self.states.chosen.connect(self.refresh)
        self.marks.chosen.connect(self.refresh)
        self.condition_button.clicked.connect(lambda: self.condition_popup.open_at(self.condition_button))
        self.condition_popup.added.connect(self._add_condition)
        self.columns_button.clicked.connect(lambda: self.chooser.open_at(self.columns_button))
        self.chooser.changed.connect(self._show_column_count)
        self.new_button.clicked.connect(self.new_household)
        self.empty.acted.connect(self.clear_filter)
        self.table.settled.connect(self._preview_soon)
        self.table.opened.connect(self.open_household)
        self.table.sort_changed.connect(self._sort)
        self.table.ticks_changed.connect(self._count_people)
        self.print_button.clicked.connect(lambda: self.go.emit("printing", self.table.ticked()))
        self.export_button.clicked.connect(self.export)
        self.assign_button.clicked.connect(self.assign)
        self.preview.open_asked.connect(lambda: self.open_household(self.table.current_id()))
        self.preview.visit_asked.connect(self.visit_current)
        self.preview.print_asked.connect(lambda: self.go.emit("printing", [self.table.current_id()]))
        self.preview.doubts_asked.connect(lambda: self.open_household(self.table.current_id()))
        self.preview.visits_asked.connect(lambda: self.open_household(self.table.current_id(), "visits"))
        for keys, act in (("Ctrl+Return", self.visit_current), ("Alt+A", self.assign), ("Ctrl+N", self.new_household),
                          ("Alt+C", lambda: self.chooser.open_at(self.columns_button)), ("Alt+P", self.toggle_preview)):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        theme().changed.connect(self._fit)
        QTimer.singleShot(0, self, self._show_column_count)

    # Words of the frame

    def title(self) -> str:
        return "农户台账"

    def context(self) -> str:
        if self.listing is None:
            return ""
        names = {c.key: c.title for c in COLUMNS}
        order = "，".join(f"按{names[key]}{'从大到小' if falling else '从小到大'}" for key, falling in self.table.order())
        if self.table.order()[:1] == [("last_visit", False)]:
            order = "按最近走访从早到晚"
        return "，".join(filter(None, [show_people(len(self.listing.ids), self.listing.people), order]))

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓", "换一户，预览跟着走"), ("空格", "勾选"), ("Shift+↑↓", "连着勾选"), ("Ctrl+A", "全选"), ("Enter", "打开档案"),
            ("Ctrl+Enter", "登记走访"), ("Alt+A", "指派帮扶人"), ("Ctrl+N", "新建户"), ("Alt+C", "显示列"), ("Alt+P", "预览"),
            ("Alt+H", "按住看全号"),
        ]  # fmt: skip

    def panes(self) -> list[QWidget]:
        return [self.table, self.preview.open_button]

    def selected(self) -> list[str] | None:
        ticked = self.table.ticked()
        current = self.table.current_id()
        return ticked or ([current] if current else None)

    def place(self) -> dict[str, Any]:
        return {"row": self.table.current_id(), "scroll": self.table.verticalScrollBar().value()}

    def show_target(self, target: Any) -> None:
        """A filter asked for elsewhere ({"marks": […], "states": …, "conditions": […]}) or the place left before."""
        if "row" in target:
            self._kept = target
            if self.table.go_to(target["row"]):
                self.table.verticalScrollBar().setValue(target.get("scroll", 0))
            return
        self.states.choose([target.get("states", "all")])
        self.marks.choose(target.get("marks", []))
        self._set_conditions(list(target.get("conditions", [])))
        self.stale = True  # the window reads a stale page as it shows it: the list must follow the new filter

    # Reading

    def wanted(self) -> CardFilter:
        """The filter that the chips and conditions make."""
        marks, state = self.marks.keys(), (self.states.keys() or ["all"])[0]
        late = self.desk.peek(households.overdue_before) if "overdue" in marks else None
        order = tuple((SORTED_BY.get(key, key), falling) for key, falling in self.order)
        return CardFilter(
            states=() if state == "all" else (state,), overdue_before=late, without_helper="alone" in marks,
            with_doubts="doubts" in marks, conditions=tuple(self.conditions), order=order,
        )  # fmt: skip

    def refresh(self) -> None:
        if self.desk.session is None:
            return
        wanted = self.wanted()
        self.bars.start()
        self.desk.read(self, lambda session: read_list(session, wanted), self._show, slot="list")

    def _show(self, listing: Listing) -> None:
        self.listing = listing
        self.bars.stop()
        everyone = sum(listing.states.values())
        self.states.set_counts({"all": everyone, **{key: listing.states.get(key, 0) for key, _ in _STATES[1:]}})
        self.marks.set_counts(listing.marks)
        self.table.set_source(listing.ids, self._fetch)
        self.table.setVisible(bool(listing.ids))
        self.empty.setVisible(not listing.ids)
        self.batch.refresh()
        if self.table.current_id() is None and listing.ids:
            wanted = (self._kept or {}).get("row")
            self.table.go_to(wanted if wanted in listing.ids else listing.ids[0])
        self._preview_soon(self.table.current_id())
        self.titled.emit()

    def _fetch(self, start: int, count: int) -> Sequence[Row]:
        listing = self.listing
        if listing is None:
            return []
        ids = listing.ids[start : start + count]
        known = self.desk.peek(lambda session: households.cards(session, ids))
        return [row_of(known[i], listing.today, listing.overdue_before) for i in ids if i in known]

    def _preview_soon(self, household: Any) -> None:
        if household is None:
            self.preview.show_glance(None)
            return
        self.desk.read(self, lambda session: look_at(session, household), self._preview, slot="preview")

    def _preview(self, glance: Glance | None) -> None:
        if glance is None or glance.card.household == self.table.current_id():
            self.preview.show_glance(glance)

    def _sort(self, order: list[tuple[str, bool]]) -> None:
        self.order = order
        self.refresh()

    # Conditions

    def _add_condition(self, condition: Condition) -> None:
        self._set_conditions([*self.conditions, condition])
        self.refresh()

    def _set_conditions(self, conditions: list[Condition]) -> None:
        self.conditions = conditions
        while (item := self.extra_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.extra.setVisible(bool(conditions))
        for condition in conditions:
            chip = Chip("condition", words_of(condition) + " ×", parent=self)
            chip.setChecked(True)
            chip.clicked.connect(lambda _on=False, gone=condition: self._drop_condition(gone))
            self.extra_row.addWidget(chip)

    def _drop_condition(self, condition: Condition) -> None:
        self._set_conditions([c for c in self.conditions if c != condition])
        self.refresh()

    def clear_filter(self) -> None:
        """Show every household again."""
        self.states.choose(["all"])
        self.marks.choose([])
        self._set_conditions([])
        self.refresh()

    # Doing

    def open_household(self, household: Any, section: str = "") -> None:
        """Open the file of a household within the present list order."""
        if household is not None and self.listing is not None:
            self.go.emit("household", {"id": household, "list": self.listing.ids, "section": section})

    def new_household(self) -> None:
        """Begin the file of a new household."""
        self.go.emit("household", {"new": True, "list": self.listing.ids if self.listing else []})

    def visit_current(self) -> None:
        """Log a visit at the current household."""
        if self.table.current_id() is not None:
            self.go.emit("visit", self.table.current_id())

    def assign(self) -> None:
        """Assign a helper to the ticked households, or to the current one."""
        chosen = self.selected()
        if chosen:
            AssignDialog(self, self.desk, chosen).open()

    def export(self) -> None:
        """Write the ticked households, or the whole list, as a workbook with the columns shown."""
        chosen = self.table.ticked() or (self.listing.ids if self.listing else [])
        export_list(self, self.desk, [c.key for c in self.table.shown_columns()], chosen)

    def _count_people(self) -> None:
        ticked = self.table.ticked()
        if not ticked:
            return
        known = self.desk.peek(lambda session: households.cards(session, ticked)) if len(ticked) <= _PAGE else {}
        self.batch.set_detail(f"{sum(c.size for c in known.values())} 人" if known else "")

    def _show_column_count(self) -> None:
        self.columns_button.setText(f"显示列 {len(self.table.shown_columns())}/{len(COLUMNS)}")

    # Shape

    def toggle_preview(self) -> None:
        """Alt+P: show or put away the preview."""
        self.preview.setVisible(not self.preview.isVisible())

    def _fit(self) -> None:
        px = theme().px
        logical = self.window().width() / theme().scale
        self.preview.setFixedWidth(px(312 if logical >= FULL_WIDTH else 286))
        low = self.window().height() / theme().scale < 800
        self._page.setContentsMargins(px(16 if low else 20), px(12 if low else 16), px(16 if low else 20), px(12 if low else 16))
        self._page.setSpacing(px(10 if low else 12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was, narrow = getattr(self, "_narrow", None), self.window().width() / theme().scale < NARROW_WIDTH
        if was != narrow:
            self._narrow = narrow
            self.preview.setVisible(not narrow)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            assert isinstance(event, QKeyEvent)
            if event.key() == 0x48 and event.modifiers().value & 0x08000000 and not event.isAutoRepeat():
                self.preview.reveal(event.type() != QEvent.Type.KeyRelease)
        return super().event(event)


def make(desk: Desk) -> Page:
    """The page for the main window."""
    return LedgerPage(desk)

