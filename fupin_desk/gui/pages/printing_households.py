"""打印中心: 打印哪些户 (or 哪些队员). From the ledger's ticks, by letters, a whole group, those not visited for long, or blank forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fupin_desk.actions import households
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.chips import Chip, Segments
from fupin_desk.gui.kit.flow import FlowLayout, WrapLabel
from fupin_desk.gui.kit.items import Item
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.pages.printing_picked import ROW, Picked, PickedList
from fupin_desk.gui.pages.printing_work import (
    PERSON,
    STATISTICS_GROUP,
    TEAM_GROUP,
    Around,
    FormLine,
    Wanted,
    read_cards,
)
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import LOW_HEIGHT
from fupin_desk.ledgers.card import Card

EVERYONE, CHOSEN = "everyone", "chosen"
_ROWS_LOW, _ROWS_HIGH = 3, 8
_NOBODY = "还没有选户。打姓名首字母加一户，或点下面成批加。"
_NO_TEAM = "这个月没有登记队员。换一个月份，或在“设置、队员”里登记。"
_BLANK = "打没有填的空表，几份在“份数”里写。名单先留着。"


class HouseholdsPanel(QWidget):
    """The households of the next printing, or the team members when the form is about them. A form about the village
    can be about all of it or about these households."""

    changed = Signal()
    """Which households, how many, blank or not: the totals have to be counted anew."""
    moved = Signal()
    """Another copy is to be previewed."""
    ledger_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.around = Around((), (), ())
        self._form = FormLine("", "", "", "")
        self._build()
        self._connect()
        self._show()

    def _build(self) -> None:
        self.title, self.count = label("打印哪些户", "h2"), label("", "mut")
        self.ledger_link = push("从台账选", "link")
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        self.clear_link = push("清空", "link")
        head.addWidget(self.clear_link)
        head.addWidget(self.ledger_link)
        self.scope = Segments([(EVERYONE, "全村"), (CHOSEN, "只打选中的户")], self)
        self.scope.setAccessibleName("花名册写哪些户")
        self.search = SearchBox("加一户：wxl、0137", self)
        self.search.setAccessibleName("加一户，打姓名、拼音首字母或户编号")
        self.list, self.people = PickedList(self), PickedList(self, removable=False)
        self.people.setAccessibleName("要打印的队员")
        self.hint = WrapLabel(_NOBODY, self)
        set_role(self.hint, "hint")
        self.group_chip, self.overdue_chip = Chip("group", "整组", parent=self), Chip("overdue", "超期未走访", parent=self)
        self.blank_chip = Chip("blank", "空白表", parent=self)
        for chip in (self.group_chip, self.overdue_chip):
            chip.setCheckable(False)
        self.chips = QWidget(self)
        flow = FlowLayout(self.chips, gap=6)
        for part in (self.group_chip, self.overdue_chip, self.blank_chip):
            flow.addWidget(part)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme().px(8))
        down.addLayout(head)
        for widget in (self.scope, self.search, self.list, self.people, self.hint, self.chips):
            down.addWidget(widget)

    def _connect(self) -> None:
        self.ledger_link.clicked.connect(self.ledger_asked)
        self.scope.edited.connect(self._on_mode)
        self.search.query.connect(self._find)
        self.search.picked.connect(self._pick)
        self.list.moved.connect(lambda _household: self.moved.emit())
        self.list.changed.connect(self._on_list)
        self.people.moved.connect(lambda _person: self.moved.emit())
        self.people.changed.connect(self._on_list)
        self.group_chip.clicked.connect(self._offer_groups)
        self.overdue_chip.clicked.connect(lambda: self.add(self.around.overdue))
        self.blank_chip.clicked.connect(self._on_mode)
        self.clear_link.clicked.connect(lambda: self.list.show_rows([]))
        theme().changed.connect(self._fit)

    # What is chosen

    def blank(self) -> bool:
        """Whether empty forms are to be printed."""
        return self.blank_chip.isChecked() and not self._form.folder

    def of_people(self) -> bool:
        """Whether the form is about team members."""
        return self._form.subject == PERSON

    def for_everyone(self) -> bool:
        """Whether a form about the village is to hold every household."""
        return self._form.village and (self._of_team() or self.scope.key_chosen() == EVERYONE)

    def _of_team(self) -> bool:
        return self._form.group == TEAM_GROUP

    def current(self) -> Picked | None:
        """The household or team member in the preview."""
        return (self.people if self.of_people() else self.list).current()

    def chosen(self) -> tuple[str, ...]:
        """The ticked households or team members."""
        return (self.people if self.of_people() else self.list).ticked()

    def whole(self, base: Wanted) -> Wanted:
        """Everything to print of a form."""
        if self.of_people():
            return replace(base, people=self.chosen(), blank=self.blank())
        return replace(base, households=None if self.for_everyone() else self.chosen(), blank=self.blank())

    def one(self, base: Wanted) -> Wanted:
        """The copy to preview: the current household's, the village's, or a blank one when nobody is chosen."""
        current = self.current()
        if self._form.village or self.blank() or current is None:
            return replace(self.whole(base), blank=self.blank() or (not self._form.village and current is None))
        if self.of_people():
            return replace(base, people=(current.household,))
        return replace(base, households=(current.household,))

    def doubtful(self) -> list[Picked]:
        """The ticked households that have open doubts."""
        if self.blank() or self.for_everyone() or self.of_people():
            return []
        return [row for row in self.list.rows() if row.ticked and row.doubts]

    # Changing it

    def set_form(self, form: FormLine) -> None:
        """The form is about the village, a household each, or a team member each."""
        if form.group == STATISTICS_GROUP and form.name != self._form.name:
            self.scope.set_value(EVERYONE)  # a rate of three households is no rate
        self._form = form
        self._show()

    def show_team(self, team: Sequence[tuple[str, str, str]]) -> None:
        """(id, name, post) of those who served in the month, all ticked but those unticked before."""
        left_out = {row.household for row in self.people.rows() if not row.ticked}
        self.people.show_rows([Picked(key, name, post, 0, key not in left_out) for key, name, post in team])
        self._show()

    def show_around(self, around: Around) -> None:
        """The groups and the overdue households were read."""
        self.around = around
        self._show()

    def set_households(self, ids: Sequence[str]) -> None:
        """Put exactly these into the list, all ticked, as another page asks."""
        self.blank_chip.setChecked(False)
        self.scope.set_value(CHOSEN)
        self._read(tuple(ids), lambda cards: self.list.show_rows([_picked(card) for card in cards]))

    def add(self, ids: Sequence[str], current: str = "") -> None:
        """Add households; those that are there already are ticked."""
        wanted = set(ids)
        held = {row.household for row in self.list.rows()}
        new = tuple(i for i in ids if i not in held)

        def put(cards: Sequence[Card]) -> None:
            rows = [Picked(r.household, r.head, r.number, r.doubts, r.ticked or r.household in wanted) for r in self.list.rows()]
            self.list.show_rows([*rows, *map(_picked, cards)], current or (new[0] if new else ""))

        self._read(new, put)

    def refresh(self) -> None:
        """Read the list anew: names, doubts, households that are gone."""
        ticks = {row.household: row.ticked for row in self.list.rows()}
        if ticks:
            self._read(tuple(ticks), lambda cards: self.list.show_rows([_picked(c, ticked=ticks[c.household]) for c in cards]))

    def _read(self, ids: tuple[str, ...], show: Any) -> None:
        self.desk.read(self, lambda session: read_cards(session, ids), show)

    def _find(self, text: str) -> None:
        def find(session: Session) -> list[Item]:
            return [Item(f.household, f.title, f.detail) for f in households.search(session, text)]

        def offer(items: list[Item]) -> None:
            nobody = [Item(None, f"没有找到“{text}”", "换成姓名或户编号", heading=True)]
            self.search.show_results(items or nobody)

        if text:
            self.desk.read(self, find, offer, slot="find")

    def _pick(self, item: Item) -> None:
        self.search.clear_all()
        self.add([item.key], current=item.key)

    def _offer_groups(self) -> None:
        menu = QMenu(self)
        for name, ids in (*self.around.groups, ("全村", self.around.everyone)):
            act = menu.addAction(f"{name}　{len(ids)} 户")
            act.triggered.connect(lambda _on=False, wanted=ids: self.add(wanted))
        menu.popup(self.group_chip.mapToGlobal(QPoint(0, self.group_chip.height() + 2)))

    def _on_mode(self) -> None:
        self._show()
        self.changed.emit()
        self.moved.emit()

    def _on_list(self) -> None:
        self._show()
        self.changed.emit()

    # Shape

    def _show(self) -> None:
        rows, blank, everyone, people = self.list.rows(), self.blank(), self.for_everyone(), self.of_people()
        listed = not blank and not everyone and not people
        team_only = self._form.village and self._of_team()
        self.title.setText("打印哪些队员" if people else "全村一份" if team_only else "打印哪些户")
        self.scope.setVisible(self._form.village and not blank and not self._of_team())
        self.search.setVisible(listed)
        self.list.setVisible(listed and bool(rows))
        self.people.setVisible(people and not blank and bool(self.people.rows()))
        nobody = people and not self.people.rows()
        self.hint.setVisible(blank or nobody or (listed and not rows))
        self.hint.setText(_BLANK if blank else _NO_TEAM if nobody else _NOBODY)
        self.group_chip.setVisible(listed)
        self.overdue_chip.setVisible(listed and bool(self.around.overdue))
        self.overdue_chip.set_count(len(self.around.overdue))
        self.blank_chip.setVisible(not self._form.folder)
        self.clear_link.setVisible(listed and len(rows) > 1)
        self.ledger_link.setVisible(not people and not team_only)
        everybody = "" if team_only else f"全村 {len(self.around.everyone)} 户"
        number = f"{len(self.chosen())} {'人' if people else '户'}"
        self.count.setText("空白表" if blank else everybody if everyone else number)
        self._fit()

    def _fit(self) -> None:
        most = _ROWS_LOW if self.window().height() / theme().scale < LOW_HEIGHT else _ROWS_HIGH
        for held in (self.list, self.people):
            held.setFixedHeight(max(1, min(len(held.rows()), most)) * theme().px(ROW) + 2)

    def fit(self) -> None:
        """The window has another height."""
        self._fit()


def _picked(card: Card, *, ticked: bool = True) -> Picked:
    return Picked(card.household, card.head, card.short_number, card.doubts, ticked)
