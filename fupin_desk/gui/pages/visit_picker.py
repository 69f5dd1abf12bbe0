"""登记走访: finding the household in a few letters, those that wait longest offered first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fupin_desk.actions.visit_page import PickLine, PickList, pick
from fupin_desk.core.dates import days_ago
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.items import Item, ItemList
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.pages.ledger_rows import UNASSIGNED
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.card import Card


class Picker(QFrame):
    """A search box over a list; Enter in the box picks the current line even while the answer is on its way."""

    picked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.desk = desk
        self.search = SearchBox("姓名或首字母", self, big=True)
        self.search.setAccessibleName("找要登记的户")
        self.search.setAccessibleDescription("打姓名首字母，回车选中；什么都不打，列出最久没走访的户")
        self.list = ItemList(self, two_lines=True)
        self.list.setAccessibleName("可以登记的户")
        self._shown_for: str | None = None
        self._enter_waits = False
        self._tip = label("开着中文输入法也能直接打 wxl", "hint")
        self._foot = QFrame(self)
        set_role(self._foot, "foot")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(theme().px(16), theme().px(10), theme().px(12), theme().px(10))
        foot.addWidget(self._tip)
        self._top = QVBoxLayout()
        self._top.addWidget(self.search)
        down = QVBoxLayout(self)
        down.setContentsMargins(1, 1, 1, 1)
        down.setSpacing(0)
        down.addLayout(self._top)
        down.addWidget(self.list, 1)
        down.addWidget(self._foot)
        self.search.query.connect(lambda _text: self.refresh())
        self.search.cleared.connect(self.refresh)
        self.search.stepped.connect(self.list.step)
        self.search.entered.connect(self._on_enter)
        self.list.picked.connect(self._on_picked)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        edge = theme().px(12)
        self._top.setContentsMargins(edge, edge, edge, theme().px(10))

    def refresh(self) -> None:
        """Read the list for what stands in the box."""
        text = self.search.composed_text()
        self.desk.read(self, lambda session: (text, pick(session, text)), self._show, slot="pick")

    def start_again(self) -> None:
        """Empty the box and begin with the next household."""
        self.search.clear_all()
        self.search.setFocus()
        self.refresh()

    def choose(self, household: str) -> None:
        """Make a household current in the list when it is there."""
        rows = self.list.items()
        at = next((n for n, item in enumerate(rows) if item.key == household), -1)
        if at >= 0:
            self.list.setCurrentIndex(self.list.model().index(at, 0))

    def _show(self, answer: tuple[str, PickList]) -> None:
        text, found = answer
        same = text == self._shown_for
        self._shown_for = text
        self.list.show_items(_items(found, searched=bool(text)), keep=same)
        count = len(found.found)
        self.search.set_count(f"{count} 户" if text else "")
        if self._enter_waits:
            self._enter_waits = False
            self._on_enter()

    def _on_enter(self) -> None:
        if self._shown_for != self.search.composed_text():
            self._enter_waits = True  # the letters came faster than the answer: never pick from the list before
        else:
            self.list.pick()

    def _on_picked(self, item: Item) -> None:
        if item.key:
            self.picked.emit(item.key)


def _items(found: PickList, *, searched: bool) -> list[Item]:
    lines: list[Item] = []
    if searched and found.found:
        lines.append(Item(None, f"找到 {len(found.found)} 户，回车选中", heading=True))
        lines += [_found_item(line, found) for line in found.found]
    elif searched:
        lines.append(Item(None, "没有找到，少打一个字母再试", heading=True))
    if found.overdue:
        lines.append(Item(None, f"超期未走访 {found.overdue_count} 户", heading=True))
        lines += [_item(card, found) for card in found.overdue]
    if found.others and not searched:
        lines.append(Item(None, "其他户，最久没走访的在前", heading=True))
        lines += [_item(card, found) for card in found.others]
    if not lines:
        lines.append(Item(None, "台账里还没有农户", heading=True))
    if found.hidden:
        lines.append(Item(None, f"还有 {found.hidden:,} 户，打首字母来找", heading=True))
    return lines


def _found_item(line: PickLine, found: PickList) -> Item:
    card = line.card
    if line.name in ("", card.head):
        return _item(card, found, strong=line.name)
    return _item(card, found, text=f"{card.head}家 {line.name}", strong=line.name, last="家庭成员")


def _item(card: Card, found: PickList, *, text: str = "", strong: str = "", last: str = "") -> Item:
    parts = (card.short_number, card.group_name, f"{card.size} 人", last or card.helper or UNASSIGNED)
    right, tone = "没走访过", "red"
    if card.last_visit is not None:
        right = days_ago(card.last_visit.date(), found.today)
        tone = "red" if card.last_visit.date() < found.late else "muted"
    if card.household in found.drafts:
        right, tone = "有草稿", "amber"
    return Item(card.household, text or card.head, " ".join(filter(None, parts)), right, tone, strong)
