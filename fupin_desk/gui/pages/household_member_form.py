"""The form of one family member: fourteen fields at hand, every other one behind 更多."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.core.dates import age_on
from fupin_desk.gui.kit.cells import MultiChoice, Option
from fupin_desk.gui.kit.choices import ChoiceBox
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.line import TextEdit
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_edits import Key, Spot, same
from fupin_desk.gui.pages.household_fields import BoundFields, GridGroup, Placed, WideLineFrame, grid_of, lay_out
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import NARROW_WIDTH
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.household import MEMBER, Member

_FIRST = ("name", "relation", "id_number", "birth", "sex", "age", "nation")
_SECOND = ("education", "school", "health", "labour", "resident_medical", "resident_pension", "work_area")
_SHARES = (104, 104, 306, 126, 94, 84, 104)
"""Widths of the seven columns at 1440 px, as in the picture."""
_MAIN = frozenset({*_FIRST, *_SECOND, "household"})
_WORKING_AGE = 16
_SPANS = {"work_place": 2, "employer": 2, "disease": 2, "graduate_reason": 2, "note": 5}
_ID_CARD, _DISABILITY_CARD = "01", "02"
_MORE_COLUMNS = 5


def id_fills(member: Member, today: date) -> dict[str, Any]:
    """What a person's ID number says of other fields: sex, birth date and, where it is empty, the kind of document."""
    facts = idnumber.inspect(member.id_number or "", today)
    found: dict[str, Any] = {}
    if facts.sex:
        found["sex"] = facts.sex
    if facts.birth:
        found["birth"] = facts.birth
    if not member.id_kind and facts.kind in (idnumber.CITIZEN, idnumber.DISABILITY):
        found["id_kind"] = _ID_CARD if facts.kind == idnumber.CITIZEN else _DISABILITY_CARD
    return found


def id_settles(member: Member, today: date) -> set[str]:
    """The fields a faultless ID number leaves no choice about: they are shown as worked out."""
    facts = idnumber.inspect(member.id_number or "", today)
    if facts.problems or not facts.birth:
        return set()
    return {n for n, v in (("sex", facts.sex), ("birth", facts.birth)) if same(getattr(member, n), v)}


def _short_options(list_name: str) -> list[Option]:
    """The options of a list in the short words that fit a narrow field, found by the long ones too."""
    codes = code_list(list_name).options()
    return [Option(c.code, c.short or c.label, " ".join((c.label, *c.aliases))) for c in codes]


@cache
def _further() -> dict[str, list[str]]:
    """The sections of the fields behind 更多 with their names."""
    sections: dict[str, list[str]] = {}
    for field in MEMBER.fields:
        if field.name not in _MAIN:
            sections.setdefault(field.section, []).append(field.name)
    return sections


class MemberForm(QFrame):
    """Shows one member; ``leave_asked`` when the person is to be taken out of the household."""

    leave_asked = Signal()
    back_asked = Signal()
    unfolded = Signal()

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.book = book
        set_role(self, "sunken")
        self.fields = BoundFields(book, "member", self)
        self._more: list[QWidget] = []
        self.age = FieldFrame("年龄", TextEdit(), self, auto=True)
        self._build()
        self.fields.left.connect(self._on_left)
        book.edited.connect(self._on_edited)

    def _build(self) -> None:
        edge = theme().px(16)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(edge, theme().px(10), edge, theme().px(6))
        self._box.setSpacing(theme().px(8))
        first: list[QWidget] = [self.age if name == "age" else self._field(name) for name in _FIRST]
        number = self.fields.frames["id_number"]
        assert isinstance(number, WideLineFrame)
        number.set_required(True)
        self._line = number.take_line()
        self._blank = [QWidget(self) for _ in range(_FIRST.index("id_number"))]
        self._main = dict(zip(_FIRST, first, strict=True))
        self._main |= {name: self._field(name) for name in _SECOND}
        self._narrow: bool | None = None
        self._grid = grid_of((), 1)
        self._box.addLayout(self._grid)
        self._arrange()
        foot = QHBoxLayout()
        self.more_button = push("", "link", icon="chevron-down")
        self.more_button.clicked.connect(lambda: self.unfold(not self.is_unfolded()))
        self.leave_button = push("减少这个人", "danger-link", key="Ctrl+Delete")
        self.leave_button.clicked.connect(self.leave_asked)
        self.back_button = push("改回在册", "link")
        self.back_button.clicked.connect(self.back_asked)
        foot.addWidget(self.more_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.leave_button)
        self._box.addLayout(foot)

    def _field(self, name: str) -> FieldFrame:
        if name == "id_number":
            return self.fields.add(name, frame_class=WideLineFrame)
        if name == "health":
            return self.fields.add(name, editor=MultiChoice(_short_options(name), boxed=False, most=4))
        if name in ("labour", "work_area"):
            return self.fields.add(name, editor=ChoiceBox(_short_options(name)))
        return self.fields.add(name)

    def _arrange(self) -> None:
        """Two rows of seven columns as in the picture; in narrow windows four rows of five."""
        narrow = self.window().width() / theme().scale < NARROW_WIDTH
        if narrow == self._narrow:
            return
        self._narrow, frames = narrow, self._main
        first: list[Placed] = [frames[name] for name in _FIRST]
        second: list[Placed] = [frames[name] for name in _SECOND]
        if not narrow:
            lay_out(self._grid, [*first, *self._blank, (self._line, 5), *second], _SHARES)
            return
        top: list[Placed] = [frames["name"], frames["relation"], (frames["id_number"], 2), frames["birth"]]
        rest: list[Placed] = [frames[name] for name in ("sex", "age", "nation", "education", "school")]
        last: list[Placed] = [(frames["health"], 2), *(frames[name] for name in _SECOND[3:])]
        lay_out(self._grid, [*top, *self._blank, (self._line, 3), *rest, *last], [1] * _MORE_COLUMNS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Showing

    def show_member(self, key: Key | None) -> None:
        """Show a person (None: the form is hidden)."""
        self.setVisible(key is not None)
        self.fields.show(key)
        self._follow()

    def member(self) -> Member | None:
        """The person as he or she stands on the page."""
        found: Member | None = self.book.edits.record(self.fields.key) if self.fields.key is not None else None
        return found

    def _follow(self) -> None:
        """What other fields decide: age, fields worked out from the number, fields for people of working age."""
        member = self.member()
        if member is None:
            return
        today, frames = self.book.today, self.fields.frames
        age = age_on(member.birth, today) if member.birth else None
        self.age.set_value(f"{age} 岁" if age is not None else None)
        settled = id_settles(member, today)
        for name in ("sex", "birth"):
            frames[name].set_auto(name in settled)
        for name in ("resident_pension", "work_area"):
            young = age is not None and age < _WORKING_AGE and getattr(member, name) is None
            frames[name].editor.set_locked(young)
            frames[name].set_hint(f"满 {_WORKING_AGE} 岁才填" if young else "")
        frames["school"].set_hint("在校的不填文化程度" if member.school and member.education else "")
        self.leave_button.setVisible(member.left_on is None)
        self.back_button.setVisible(member.left_on is not None)
        self._count_more(member)

    def _count_more(self, member: Member) -> None:
        rest = [f.name for f in MEMBER.fields if f.name not in _MAIN]
        filled = sum(getattr(member, name) not in (None, "", ()) for name in rest)
        word = "收起" if self.is_unfolded() else "更多"
        self.more_button.setText(f"{word}（另有 {len(rest)} 项，已填 {filled} 项）")
        self.more_button.set_icon_name("chevron-up" if self.is_unfolded() else "chevron-down")

    # Folding

    def is_unfolded(self) -> bool:
        """Whether the further fields are shown."""
        return any(group.isVisibleTo(self) for group in self._more)

    def unfold(self, unfold: bool = True) -> None:
        """Show or hide the further fields; they are made the first time."""
        while unfold and self.make_more():
            pass
        for group in self._more:
            group.setVisible(unfold)
        self._follow()
        self.unfolded.emit()

    def make_more(self) -> bool:
        """Make one more group of the further fields, hidden; False when all are there."""
        waiting = list(_further().items())[len(self._more) :]
        if not waiting:
            return False
        title, names = waiting[0]
        frames = [(self.fields.add(name), _SPANS.get(name, 1)) for name in names]
        group = GridGroup(title, frames, _MORE_COLUMNS, self)
        group.setVisible(self.is_unfolded())
        self._more.append(group)
        self._box.insertWidget(self._box.count() - 1, group)
        self.fields.show_doubts()
        return True

    # Changing

    def _on_edited(self, spot: Spot | None) -> None:
        if spot is None or spot.key == self.fields.key:
            self._follow()

    def _on_left(self, name: str) -> None:
        key, member = self.fields.key, self.member()
        if (
            name != "id_number"
            or key is None
            or member is None
            or "id_number" not in self.book.edits.changed_fields(key)
        ):
            return
        self.book.edits.put_many(
            Spot(key, "id_number"), {"id_number": member.id_number, **id_fills(member, self.book.today)}
        )

    def focus(self, name: str) -> bool:
        """Focus a field, unfolding the form where it hides it."""
        if name not in self.fields.frames and name in MEMBER.by_name:
            self.unfold()
        frame = self.fields.frames.get(name)
        if frame is not None and not frame.isVisibleTo(self):
            self.unfold()
        return self.fields.focus(name)
