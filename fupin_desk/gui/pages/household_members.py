"""家庭成员: the table of the people and, under it, the form of the current one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fupin_desk.core.dates import age_on
from fupin_desk.core.ids import new_id
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_dialogs import AskDialog, leaving_dialog, leaving_values
from fupin_desk.gui.pages.household_edits import Key, Spot
from fupin_desk.gui.pages.household_fields import SectionCard, fold_columns
from fupin_desk.gui.pages.household_member_form import MemberForm
from fupin_desk.gui.pages.household_words import spot_of
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.household import HEAD, MEMBER, PRESENT, Member, is_present

_COLUMNS = [
    Column("name", "姓名", 80, fixed=True, sortable=False),
    Column("relation", "关系", 78, sortable=False),
    Column("sex", "性别", 46, sortable=False),
    Column("birth", "出生日期", 92, sortable=False),
    Column("age", "年龄", 46, kind="number", sortable=False),
    Column("id", "身份证号", 214, as_text=True, sortable=False),
    Column("education", "文化程度", 104, sortable=False),
    Column("health", "健康状况", 104, sortable=False),
    Column("labour", "劳动技能", 110, sortable=False, stretch=True),
]
_GONE = "gone"
_HEADING_HEIGHT = 28


class MembersSection(SectionCard):
    """The people of the household. Rows are added with Insert and leave with Ctrl+Delete and a reason."""

    def __init__(self, book: Book, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(book, key, title, parent, padded=False)
        self.paste_asked: Callable[[], object] = lambda: None
        self.number_left: Callable[[Key], object] = lambda _key: None
        self.dialog: AskDialog | None = None

    def build(self) -> Iterator[None]:
        self.table = LedgerTable(self)
        self.table.set_columns(_COLUMNS, ticks=False)
        self.table.setAccessibleName("家庭成员")
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        yield
        self.form = MemberForm(self.book, self)
        self.form.hide()
        yield
        self.body.setSpacing(0)
        self.body.addWidget(self.table)
        self.notes = self.add_notes()
        self.body.addWidget(self.form)
        self.add_button = self.add_action("添加成员")
        self.paste_button = self.add_action("从表格粘贴")
        self.add_button.clicked.connect(lambda: self.insert_row())
        self.paste_button.clicked.connect(lambda: self.paste_asked())
        self.table.current_moved.connect(self._on_moved)
        self.table.opened.connect(lambda _id: self.form.focus("name"))
        self.form.leave_asked.connect(lambda: self.remove_row())
        self.form.back_asked.connect(self._bring_back)
        self.form.fields.left.connect(self._on_left)
        self.book.edited.connect(self._on_edited)
        self.book.doubted.connect(self._show_rows)
        theme().changed.connect(self._fit_rows)

    # Showing

    def show_all(self) -> None:
        self._show_rows()
        ids = [m.id for m in self.book.members()]
        current = self.table.current_id()
        if current not in ids and ids:
            self.table.go_to(ids[0])
            current = ids[0]
        self.form.show_member(Key("member", current) if current in ids else None)

    def _show_rows(self) -> None:
        self.notes.show_doubts(self.book.doubts_at(Spot(Key("member", ""))))
        people, today = self.book.members(), self.book.today
        here = [m for m in people if is_present(m, today) or self.book.edits.is_made(Key("member", m.id))]
        left = [m for m in people if m not in here]
        rows = [self._row(m) for m in here]
        if left:
            rows.append(Row(_GONE, (f"已减少 {len(left)} 人",), heading=True))
            rows += [self._row(m, gone=True) for m in left]
        self.set_title(self.section_title, f"{len(here)} 人")
        if [row.id for row in rows] == list(self.table.rows.ids):
            for row in rows:
                self.table.replace_row(row)
            return
        self.table.set_rows(rows)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.built:
            fold_columns(self.table, ("labour",))

    def _fit_rows(self) -> None:
        count = len(self.table.rows.ids)
        heading = _GONE in self.table.rows.ids
        height = theme().px(34) * (1 + count - heading) + (theme().px(_HEADING_HEIGHT) if heading else 0)
        self.table.setFixedHeight(height + 2)

    def _row(self, member: Member, *, gone: bool = False) -> Row:
        shown = {f.name: f.kind.show(getattr(member, f.name)) for f in MEMBER.fields if f.name in _SHOWN}
        age = str(age_on(member.birth, self.book.today)) if member.birth else ""
        number = idnumber.group(member.id_number or "")
        levels = {d.level for d in self.book.doubts if spot_of(d) == Spot(Key("member", member.id), "id_number")}
        cell: str | Cell = number
        if "E" in levels:
            cell = Cell(number, icon="circle-alert", extra_tone="red")
        elif "W" in levels:
            cell = Cell(number, icon="triangle-alert", extra_tone="amber")
        last = f"{shown['left_on']} {shown['left_reason']}".strip() if gone else _work(member, shown)
        education = shown["education"] or (f"{shown['school']}在校" if member.school else "")
        cells = (member.name or "新成员", shown["relation"], shown["sex"], shown["birth"], age, cell, education,
                 shown["health"], last)  # fmt: skip
        spoken = "，".join(str(part) for part in (member.name, shown["relation"], age and f"{age} 岁") if part)
        return Row(member.id, cells, muted=gone, spoken=spoken)

    def _on_moved(self, row_id: Any) -> None:
        if row_id is not None and row_id != _GONE:
            key = Key("member", row_id)
            if key != self.form.fields.key:
                self.form.show_member(key)

    def _on_edited(self, spot: Spot | None) -> None:
        if spot is None:
            self.show_all()
        elif spot.key.ledger == "member":
            self._show_rows()

    def _on_left(self, name: str) -> None:
        key = self.form.fields.key
        if name == "id_number" and key is not None:
            self.number_left(key)

    # Rows

    def current(self) -> Key | None:
        """The key of the person shown in the form."""
        return self.form.fields.key

    def insert_row(self) -> bool:
        """A new person, to be filled in."""
        self.ensure()
        home = self.book.household()
        first = HEAD if not self.book.people() else None
        person = Member(
            id=new_id(), household=home.id, village=home.village, name="", relation=first, state=PRESENT
        )  # fmt: skip
        self.book.edits.make([person])
        self.table.go_to(person.id)
        self.form.focus("name")
        return True

    def remove_row(self) -> bool:
        """A person who is not in the ledger yet is forgotten; any other leaves with a day and a reason."""
        self.ensure()
        key, member = self.current(), self.form.member()
        if key is None or member is None or member.left_on is not None:
            return False
        if self.book.edits.is_made(key):
            self.book.edits.drop(key)
            return True
        head = member.relation == HEAD and len(self.book.people()) > 1
        self.dialog = leaving_dialog(self.window(), member.name, self.book.today, head=head)
        self.dialog.answered.connect(lambda answer: self._leave(key, answer))
        self.dialog.open()
        return True

    def _leave(self, key: Key, answer: dict[str, Any]) -> None:
        self.book.edits.put_many(Spot(key, "left_on"), leaving_values(answer))
        self.book.edits.seal()
        self.show_all()

    def _bring_back(self) -> None:
        key = self.current()
        if key is not None:
            self.book.edits.put_many(Spot(key, "left_on"), {"state": PRESENT, "left_on": None, "left_reason": None})
            self.book.edits.seal()
            self.show_all()

    # Focus

    def go_to(self, spot: Spot) -> bool:
        self.ensure()
        if spot.key.id and self.table.go_to(spot.key.id):
            self.form.show_member(spot.key)
        if not spot.field:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return self.form.focus(spot.field)

    def first_focus(self) -> QWidget | None:
        self.ensure()
        return self.table


_SHOWN = frozenset({"relation", "sex", "birth", "education", "school", "health", "labour", "work_place", "work_area",
                    "left_on", "left_reason"})  # fmt: skip


def _work(member: Member, shown: dict[str, str]) -> str:
    place = shown["work_place"] or shown["work_area"]
    months = f"{member.work_months} 个月" if member.work_months else ""
    work = " ".join(part for part in (place, months) if part)
    return "，".join(part for part in (shown["labour"], work) if part)
