"""从表格粘贴: the copied cells, what each column means, and what will come of them."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.actions.pasting import MOST_ROWS, PastedPerson, PastedTable, fields_to_fill, pasted_people, pasted_table
from fupin_desk.core.ids import new_id
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.cells import Option
from fupin_desk.gui.kit.choices import ChoiceBox
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.inputs.line import LongText
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_edits import Key
from fupin_desk.gui.pages.household_member_form import id_fills
from fupin_desk.gui.pages.household_words import field_label
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.household import PRESENT, Member

_MOST_CHARACTERS = 200_000
_PROBLEMS_SHOWN = 4


class PasteDialog(QDialog):
    """What it fills in stands on the page like anything typed: to be checked, saved, or taken back with Ctrl+Z."""

    def __init__(self, parent: QWidget, book: Book) -> None:
        super().__init__(parent)
        self.book, self.table = book, PastedTable((), ())
        self.boxes: list[ChoiceBox] = []
        self.setWindowTitle("从表格粘贴")
        self.setModal(True)
        set_role(self, "dialog")
        self.text = LongText(
            lines=4, placeholder="在 WPS 或 Excel 里选中这几行（连表头），复制，再粘贴到这里", most=_MOST_CHARACTERS
        )
        self.summary = WrapLabel("", self)
        self.take_button = push("填进页面", "primary", key="Ctrl+Enter")
        self.take_button.setShortcut("Ctrl+Return")
        self._build()
        self.text.edited.connect(self._read)
        self.take_button.clicked.connect(self.take)
        copied = QGuiApplication.clipboard().text()
        if "\t" in copied and len(copied) <= _MOST_CHARACTERS:
            self.text.set_value(copied)
        self._read()

    def _build(self) -> None:
        edge = theme().px(20)
        box = QVBoxLayout(self)
        box.setContentsMargins(edge, edge, edge, theme().px(16))
        box.setSpacing(theme().px(10))
        box.addWidget(label("从表格粘贴家庭成员", "h2"))
        box.addWidget(self.text)
        self._grid_box = QWidget(self)
        set_role(self._grid_box, "scrolled")
        self._grid = QGridLayout(self._grid_box)
        self._grid.setContentsMargins(0, 0, theme().px(12), 0)
        self._grid.setColumnStretch(1, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self._grid_box)
        box.addWidget(area, 1)
        box.addWidget(self.summary)
        row = QHBoxLayout()
        back = push("回去", key="Esc")
        back.clicked.connect(self.reject)
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.take_button)
        box.addLayout(row)
        self.resize(theme().px(720), theme().px(560))

    # Columns

    def _read(self) -> None:
        """Read what stands in the box and guess what its columns mean."""
        self.table = pasted_table(self.text.toPlainText())
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        options = [Option(f.name, field_label("member", f.name), f.label) for f in fields_to_fill()]
        self.boxes = []
        heads = ("表里的列", "前几个值", "填到哪一项（空着就不要这一列）") if self.table.columns else ()
        for at, words in enumerate(heads):
            self._grid.addWidget(label(words, "mut"), 0, at)
        for row, column in enumerate(self.table.columns, 1):
            choice = ChoiceBox(options, placeholder="不要这一列")
            choice.set_value(column.field)
            choice.edited.connect(self._sum_up)
            name = column.heading or f"第 {row} 列"
            choice.setAccessibleName(f"“{name}”填到哪一项")
            self._grid.addWidget(label(name, "b"), row, 0)
            self._grid.addWidget(label("、".join(column.samples)[:60], "sec"), row, 1)
            self._grid.addWidget(choice, row, 2)
            self.boxes.append(choice)
        self._grid.setRowStretch(len(self.table.columns) + 1, 1)
        self._sum_up()

    def fields(self) -> list[str | None]:
        """What every column means now."""
        return [box.value() for box in self.boxes]

    def _people(self) -> list[PastedPerson]:
        return pasted_people(self.table, self.fields())

    def _sum_up(self) -> None:
        """Say what will come of it, or what is missing."""
        chosen = [name for name in self.fields() if name]
        twice = next((name for name in chosen if chosen.count(name) > 1), None)
        people = self._people() if "name" in chosen and twice is None else []
        self.take_button.setEnabled(bool(people))
        if not self.table.rows:
            self._tell("还没有粘贴内容。", "hint")
        elif twice is not None:
            self._tell(f"有两列都填到“{field_label('member', twice)}”，请去掉一列。", "warn")
        elif not people:
            self._tell("还没有哪一列是姓名。请在右边选好。", "warn")
        else:
            self._tell(self._words(people), "small")

    def _words(self, people: list[PastedPerson]) -> str:
        known = sum(self._known(person) is not None for person in people)
        words = [f"共 {len(people)} 人：新增 {len(people) - known} 人，补到已有的 {known} 人。空格不会盖掉已填的内容。"]
        problems = [problem for person in people for problem in person.problems]
        if problems:
            more = f"等 {len(problems)} 处" if len(problems) > _PROBLEMS_SHOWN else ""
            words.append(f"看不懂、不采用的：{''.join(problems[:_PROBLEMS_SHOWN])}{more}")
        if self.table.too_many:
            words.append(f"只取前 {MOST_ROWS} 行，后面 {self.table.too_many} 行没有取。整本花名册请用“导入”。")
        return "".join(words)

    def _tell(self, words: str, role: str) -> None:
        set_role(self.summary, role)
        self.summary.setText(words)

    # Taking

    def _known(self, person: PastedPerson) -> Member | None:
        """The member of this household a row speaks of: the same number, else the same name where only one has it."""
        members = self.book.members()
        number = str(person.values.get("id_number") or "")[:18]
        by_number = [m for m in members if number and (m.id_number or "")[:18] == number]
        by_name = [m for m in members if m.name == person.values["name"]]
        if by_number:
            return by_number[0]
        return by_name[0] if len(by_name) == 1 and not (number and by_name[0].id_number) else None

    def take(self) -> None:
        """Put the people on the page as one step."""
        home, today = self.book.household(), self.book.today
        made: list[Member] = []
        values: dict[Key, dict[str, Any]] = {}
        for person in self._people():
            known = self._known(person)
            if known is not None:
                values[Key("member", known.id)] = {**person.values}
                continue
            fresh = Member(id=new_id(), household=home.id, village=home.village, state=PRESENT, **_named(person))
            fills = {n: v for n, v in id_fills(fresh, today).items() if getattr(fresh, n) is None}
            made.append(dataclasses.replace(fresh, **fills))
        self.book.edits.lay(made, values)
        self.accept()


def _named(person: PastedPerson) -> dict[str, Any]:
    return {name: value for name, value in person.values.items() if name != "state"}
