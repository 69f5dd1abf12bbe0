"""The sections that are plain grids of fields: 基本情况, 生产生活条件, 监测."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desk.core.ids import new_id
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.cells import Option
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import show_toast
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_edits import Key, Spot
from fupin_desk.gui.pages.household_fields import BoundFields, GridGroup, SectionCard
from fupin_desk.gui.pages.household_years import YearSwitch, ask_for_year
from fupin_desk.ledgers.monitoring import Monitoring

_WIDE = {
    "address": 2,
    "other_causes": 2,
    "settle_address": 2,
    "note": 4,
    "industry_help": 2,
    "risks": 2,
    "risk_note": 2,
}
_MOVE = ("move_way", "settle_way", "settle_place", "move_trouble", "moved_on", "settle_address")
_BASIC: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("number", "local_number", "group", "phone", "household_kind", "state", "address", "standard",
          "identified_year", "martyr_family", "left_behind", "only_child", "two_daughters")),
    ("致贫与脱贫", ("cause", "other_causes", "relapse_cause", "planned_exit_year", "exit_year", "no_exit_reason",
                "changed_year")),
    ("开户信息", ("bank", "account_holder", "bank_card")),
    ("搬迁", ("moved", "reservoir_migrant")),
)  # fmt: skip
_LIVING: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("两不愁三保障", 6, ("enough_food", "enough_clothing", "school_guaranteed", "medical_guaranteed",
                   "house_guaranteed", "water_guaranteed")),
    ("土地", 4, ("farmland", "irrigated", "forest", "returned_forest", "orchard", "pasture", "water_area")),
    ("住房和道路", 4, ("house_area", "house_structure", "built_year", "toilet", "danger_house", "danger_level", "road",
                  "road_distance")),
    ("水电和能源", 4, ("drinking_water", "safe_water", "hard_water", "fuel", "production_power", "power", "broadcast")),
    ("产业", 4, ("cooperative", "leading_enterprise", "rich_leader", "industry_help")),
)  # fmt: skip
_MONITORING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("识别", ("monitor_kind", "identified_month", "was_poor", "no_labour", "risks", "risk_note", "per_capita_fen",
            "claims_fen", "out_of_pocket_fen", "in_settlement")),
    ("三保障和饮水", ("house_trouble", "school_trouble", "water_trouble", "medical_trouble", "development_help")),
    ("风险消除", ("cleared", "cleared_way", "cleared_month", "cleared_per_capita_fen", "contact", "contact_phone")),
    ("", ("note",)),
)  # fmt: skip


class GridSection(SectionCard):
    """A section whose fields all belong to one record at a time."""

    ledger = ""

    def __init__(self, book: Book, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(book, key, title, parent)
        self.fields = BoundFields(book, self.ledger, self)

    def group(self, title: str, names: tuple[str, ...], columns: int = 4) -> GridGroup:
        """A head over the fields of these names."""
        return GridGroup(title, [(self.fields.add(name), _WIDE.get(name, 1)) for name in names], columns, self)

    def go_to(self, spot: Spot) -> bool:
        self.ensure()
        return self.fields.focus(spot.field)

    def first_focus(self) -> QWidget | None:
        shown = (f.editor for f in self.fields.frames.values() if f.isVisibleTo(self))
        return next(shown, None)


class BasicSection(GridSection):
    """基本情况: what is registered of the household itself."""

    ledger = "household"

    def build(self) -> Iterator[None]:
        if self.book.data is not None:
            self.fields.key = self.book.household_key()  # fields made from now on show their values at once
        for title, names in _BASIC:
            self.body.addWidget(self.group(title, names))
            if "group" in names:
                self._offer_groups()
            yield
        self._move = self.group("", _MOVE)
        self.body.addWidget(self._move)
        self.body.addWidget(self.group("", ("note",)))
        self.book.edited.connect(lambda _spot: self._fold())

    def _offer_groups(self) -> None:
        groups = self.book.data.groups if self.book.data is not None else ()
        self.fields.frames["group"].editor.set_options([Option(g.id, g.name) for g in groups])

    def show_all(self) -> None:
        self._offer_groups()
        self.fields.show(self.book.household_key())
        self._fold()

    def _fold(self) -> None:
        """What concerns moved households only is shown for them, and where something is filled in."""
        home = self.book.household()
        filled = any(getattr(home, name) not in (None, "") for name in _MOVE)
        self._move.setVisible(bool(home.moved) or filled)


class LivingSection(GridSection):
    """生产生活条件: land, house, water, power and the guarantees of one year."""

    ledger = "household_year"

    def build(self) -> Iterator[None]:
        self._switch = YearSwitch(self.book, self)
        self.head.insertWidget(1, self._switch)
        self._add = push("添加年度", "link")
        self._add.clicked.connect(lambda: ask_for_year(self.window(), self.book))
        self.head.addWidget(self._add)
        self._none = label("", "mut")
        self.body.addWidget(self._none)
        self._groups: list[QWidget] = []
        for title, columns, names in _LIVING:
            yield
            group = self.group(title, names, columns)
            group.hide()
            self._groups.append(group)
            self.body.addWidget(group)
        self.book.edited.connect(self._on_edited)

    def _on_edited(self, spot: Spot | None) -> None:
        if spot is None:
            self.show_all()

    def show_all(self) -> None:
        record = self.book.year_record()
        self._switch.show_years()
        self._none.setText(f"还没有 {self.book.year} 年的数据。")
        self._none.setVisible(record is None)
        for group in self._groups:
            group.setVisible(record is not None)
        self.fields.show(Key("household_year", record.id) if record is not None else None)

    def go_to(self, spot: Spot) -> bool:
        record = self.book.edits.record(spot.key)
        if record is not None:
            self.book.choose_year(record.year)
        return super().go_to(spot)

    def insert_row(self) -> bool:
        ask_for_year(self.window(), self.book)
        return True


class MonitoringSection(GridSection):
    """监测: every spell of monitoring of the household, one at a time."""

    ledger = "monitoring"

    def build(self) -> Iterator[None]:
        yield
        self._switch = Segments((), self)
        self._switch.setAccessibleName("监测记录")
        self._switch.chosen_key.connect(lambda key: self._show_one(key))
        self.head.insertWidget(1, self._switch)
        self._add = self.add_action("登记为监测对象")
        self._add.clicked.connect(lambda: self.insert_row())
        self._none = label("没有监测记录。", "mut")
        self.body.addWidget(self._none)
        self._form: list[QWidget] = []
        self._foot = QWidget(self)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        remove = push("去掉这次监测", "danger-link", key="Ctrl+Delete")
        remove.clicked.connect(lambda: self.remove_row())
        row.addWidget(remove)
        self._foot.hide()
        self.body.addWidget(self._foot)
        self.book.edited.connect(self._on_edited)

    def _make_form(self) -> None:
        """Made with the first record: most households are not monitored."""
        if not self._form:
            self._form = [self.group(title, names) for title, names in _MONITORING]
            for at, group in enumerate(self._form):
                self.body.insertWidget(1 + at, group)
                group.show()

    def _on_edited(self, spot: Spot | None) -> None:
        if spot is None or spot.field == "identified_month":
            self.show_all()

    def _records(self) -> list[Any]:
        return sorted(self.book.edits.records("monitoring"), key=lambda m: m.identified_month or "9", reverse=True)

    def show_all(self) -> None:
        records = self._records()
        held = self.fields.key.id if self.fields.key is not None else ""
        self._switch.set_texts(
            [(r.id, f"{r.identified_month} 识别" if r.identified_month else "新登记") for r in records]
        )
        current = next((r for r in records if r.id == held), records[0] if records else None)
        self._switch.setVisible(len(records) > 1)
        self._none.setVisible(not records)
        self._foot.setVisible(bool(records))
        if current is not None:
            self._make_form()
            self._switch.set_value(current.id)
        for group in self._form:
            group.setVisible(current is not None)
        wanted = Key("monitoring", current.id) if current is not None else None
        if wanted != self.fields.key or not self._typing_here():
            self.fields.show(wanted)

    def _typing_here(self) -> bool:
        return any(f.editor.hasFocus() for f in self.fields.frames.values())

    def _show_one(self, record_id: str) -> None:
        self.fields.show(Key("monitoring", record_id))

    def go_to(self, spot: Spot) -> bool:
        self.ensure()
        if self.book.edits.record(spot.key) is not None:
            self._switch.set_value(spot.key.id)
            self._show_one(spot.key.id)
        return self.fields.focus(spot.field)

    def insert_row(self) -> bool:
        self.ensure()
        home = self.book.household()
        record = Monitoring(id=new_id(), household=home.id, village=home.village)
        self.book.edits.make([record])
        self._show_one(record.id)
        self._switch.set_value(record.id)
        return self.fields.focus("monitor_kind")

    def remove_row(self) -> bool:
        if self.fields.key is None:
            return False
        self.book.edits.drop(self.fields.key)
        show_toast(self, "这次监测已从页面去掉，保存以后生效。", "撤销", self.book.edits.undo)
        return True
