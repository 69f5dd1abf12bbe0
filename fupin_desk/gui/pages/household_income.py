"""收入: every item of a year beside the year before, the computed rows, the grounds, and what the county reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import show_toast
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_edits import Key, Spot
from fupin_desk.gui.pages.household_fields import BoundFields, GridGroup, SectionCard
from fupin_desk.gui.pages.household_income_table import IncomeTable
from fupin_desk.gui.pages.household_sums import GROUPS, above, field_of, rows_of, values_with
from fupin_desk.gui.pages.household_years import YearSwitch, ask_for_year, drop_year
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers import income
from fupin_desk.ledgers.year import items_of

_REFERENCE = ("claims_fen", "out_of_pocket_fen", "reported_size", "reported_gross_fen", "reported_net_fen",
              "reported_per_capita_fen", "note")  # fmt: skip


class IncomeSection(SectionCard):
    """Inputs only in the year's own column; totals are worked out. F7 fetches last year's value into an input."""

    def __init__(self, book: Book, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(book, key, title, parent, padded=False)
        self.unfolded: frozenset[str] = frozenset()
        self.photo_asked: Callable[[str], object] = lambda _year: None
        self.fields = BoundFields(book, "household_year", self)

    def build(self) -> Iterator[None]:
        self.switch = YearSwitch(self.book, self)
        self.head.insertWidget(1, self.switch)
        self.fold_link = self.add_action("展开分项")
        self.fold_link.clicked.connect(lambda: self._fold_all())
        self.add_link = self.add_action("添加年度")
        self.add_link.clicked.connect(lambda: self.insert_row())
        self.table = IncomeTable(self)
        self.table.typed.connect(self._on_typed)
        self.table.left.connect(lambda _code: self.book.edits.seal())
        self.table.folded.connect(self._fold)
        self.body.setSpacing(0)
        self._none = label("", "mut")
        self._none.setContentsMargins(theme().px(16), 0, 0, theme().px(16))
        self.body.addWidget(self._none)
        self.body.addWidget(self.table)
        self.notes = self.add_notes()
        yield
        self.body.addWidget(self._make_foot())
        self.book.edited.connect(self._on_edited)
        self.book.doubted.connect(self._show_notes)

    def _make_foot(self) -> QWidget:
        """The grounds, a photo of them, and behind a link the figures that are only compared."""
        edge = theme().px(16)
        self._foot = QWidget(self)
        box = QVBoxLayout(self._foot)
        box.setContentsMargins(edge, theme().px(10), edge, theme().px(12))
        box.setSpacing(theme().px(8))
        box.addWidget(self.fields.add("basis"))
        row = QHBoxLayout()
        self.more_link = push("上报数据和参考项", "link", icon="chevron-down")
        self.photo_link = push("附单据照片", "link", icon="camera")
        self.drop_link = push("去掉这个年度", "danger-link", key="Ctrl+Delete")
        row.addWidget(self.more_link)
        row.addWidget(self.photo_link)
        row.addStretch(1)
        row.addWidget(self.drop_link)
        box.addLayout(row)
        self.more_link.clicked.connect(lambda: self._show_more(not self._more_shown()))
        self.photo_link.clicked.connect(self._ask_photo)
        self.drop_link.clicked.connect(lambda: self.remove_row())
        self._more: GridGroup | None = None
        self._more_box = box
        return self._foot

    def _more_shown(self) -> bool:
        return self._more is not None and self._more.isVisibleTo(self)

    def _show_more(self, shown: bool = True) -> None:
        if self._more is None:
            frames = [self.fields.add(name) for name in _REFERENCE]
            self._more = GridGroup("", [*frames[:-1], (frames[-1], 3)], 3, self._foot)
            self._more_box.addWidget(self._more)
        self._more.setVisible(shown)
        self.more_link.set_icon_name("chevron-up" if shown else "chevron-down")

    # Showing

    def show_all(self) -> None:
        record = self.book.year_record()
        self.switch.show_years()
        self._none.setText(f"还没有 {self.book.year} 年的数据。可以添加年度，土地和生产生活条件会照抄过来。")
        self._none.setVisible(record is None)
        for part in (self.table, self._foot, self.fold_link):
            part.setVisible(record is not None)
        self._show_notes()
        self.fields.show(Key("household_year", record.id) if record is not None else None)
        self._show_rows()

    def _show_rows(self) -> None:
        record, data = self.book.year_record(), self.book.data
        if record is None or data is None:
            return
        before, file = self.book.year_record(record.year - 1), self.book.file()
        rows = rows_of(
            file, record, before, unfolded=self.unfolded, percent=data.income_percent, line=data.lines.get(record.year),
            size=file.size_in(record, data.today), size_before=file.size_in(before, data.today) if before else 0,
        )  # fmt: skip
        key, edits = Key("household_year", record.id), self.book.edits
        typed = [name.removesuffix("_fen") for name in edits.changed_fields(key)]
        changed = frozenset(part for code in typed for part in (code, *above(code)))
        texts = {spot.field.removesuffix("_fen"): text for spot, text in edits.unreadable().items() if spot.key == key}
        self.set_title(self.section_title, "单位：元。灰底的自动计算，人口取自家庭成员")
        self.table.show_rows(rows, record.year, changed=changed, unreadable=texts, unfolded=self.unfolded)
        self.fold_link.setText("收起分项" if self.unfolded else "展开分项")

    def _show_notes(self) -> None:
        """What is doubtful about items of the table, which have no line of their own."""
        record = self.book.year_record()
        spots = [Spot(Key("household_year", record.id), field_of(code)) for code in _COUNTED] if record else []
        self.notes.show_doubts([doubt for spot in spots for doubt in self.book.doubts_at(spot)])

    def _on_edited(self, spot: Spot | None) -> None:
        if spot is None:
            self.show_all()
        elif spot.key.ledger in ("household_year", "member"):
            self._show_rows()

    # Folding

    def _fold(self, code: str) -> None:
        opening = code not in self.unfolded
        self.unfolded = self.unfolded | {code} if opening else self.unfolded - {code}
        self._show_rows()
        parts = income.parts_of(code)
        self.table.editors[parts[0] if opening else code].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold_all(self) -> None:
        self.unfolded = frozenset() if self.unfolded else frozenset((*GROUPS, "d5", "d6"))
        self._show_rows()

    # Changing

    def _on_typed(self, code: str) -> None:
        record = self.book.year_record()
        if record is None:
            return
        key, editor = Key("household_year", record.id), self.table.editors[code]
        if editor.problem():
            self.book.edits.spoil(Spot(key, field_of(code)), editor.text())
            editor.set_state("error")
            editor.setToolTip(editor.problem())
            return
        editor.setToolTip("")
        values = values_with(record, self.book.edits.original(key), code, editor.value())
        self.book.edits.put_many(Spot(key, field_of(code)), values)

    def fetch_last_year(self) -> str:
        """F7: last year's value into the input that has the focus; answers with a sentence when there is none."""
        code, record = self.table.focused() if self.built else "", self.book.year_record()
        if not code or record is None:
            return "F7 把上年的数取到收入的一格里，请先点那一格。"
        before = self.book.year_record(record.year - 1)
        amount = income.amount(items_of(before), code) if before is not None else None
        if amount is None:
            return f"{record.year - 1} 年没有“{income.BY_CODE[code].label}”这一项的数，没有取。"
        if self.table.editors[code].isReadOnly():
            return "这一格是分项相加的，请展开以后取到分项里。"
        key = Key("household_year", record.id)
        values = values_with(record, self.book.edits.original(key), code, amount)
        self.book.edits.seal()
        self.book.edits.put_many(Spot(key, field_of(code)), values)
        self.book.edits.seal()
        self.table.editors[code].selectAll()
        return ""

    def _ask_photo(self) -> None:
        record = self.book.year_record()
        if record is not None:
            self.photo_asked(record.id)

    # Rows and focus

    def insert_row(self) -> bool:
        ask_for_year(self.window(), self.book)
        return True

    def remove_row(self) -> bool:
        year = self.book.year
        if not drop_year(self.book):
            return False
        show_toast(self, f"{year} 年已从页面去掉，保存以后生效。", "撤销", self.book.edits.undo)
        return True

    def go_to(self, spot: Spot) -> bool:
        self.ensure()
        record = self.book.edits.record(spot.key)
        if record is not None:
            self.book.choose_year(record.year)
        code = spot.field.removesuffix("_fen")
        if code in _COUNTED:
            self._reveal(code)
            self.table.editors[code].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if spot.field in _REFERENCE:
            self._show_more()
        return self.fields.focus(spot.field or "basis")

    def _reveal(self, code: str) -> None:
        parent = income.BY_CODE[code].parent
        while parent:
            self.unfolded |= {parent}
            parent = income.BY_CODE[parent].parent
        self._show_rows()

    def first_focus(self) -> QWidget | None:
        self.ensure()
        return self.table.editors.get("a") if self.book.year_record() is not None else self.add_link


_COUNTED = frozenset(item.code for item in income.ITEMS) - {"claims", "out_of_pocket"}
