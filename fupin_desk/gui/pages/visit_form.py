"""登记走访: the form in the middle: its fields in the order of the paper record, and its foot."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.actions.visit_page import split_names
from fupin_desk.actions.visits import DROPPED
from fupin_desk.core.errors import Problem
from fupin_desk.gui.kit.card import Tag, label
from fupin_desk.gui.kit.cells import OptionRow
from fupin_desk.gui.kit.choices import Option
from fupin_desk.gui.kit.forms_keys import FormKeys
from fupin_desk.gui.kit.kinds import code_options
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.ledger_rows import state_tag
from fupin_desk.gui.pages.visit_fields import AloneChoice, FormField, NextEdit, NextStep, NoteEdit, PeopleBox, WhenEdit
from fupin_desk.gui.pages.visit_offers import steps_for
from fupin_desk.gui.pages.visit_photos import PhotoStrip, Shot
from fupin_desk.gui.pages.visit_side import NO_NEED
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import LOW_HEIGHT
from fupin_desk.ledgers.card import Card
from fupin_desk.ledgers.team import TaskItem, Visit

_LABELS = 88
_CALL = "1"
"""The code of 入户, the usual kind of visit."""
_NOBODY_HOME = "5"
_PROMISED = "2"
"""The code of 约定 in task_kind."""
_NEXT_LABELS = frozenset({"下一步", "下一步时限", "下一步负责人", "待办事项", "期限", "负责人", "类别"})


class VisitForm(QFrame):
    """Everything that is written about one visit. The page decides whom it is about and what becomes of it."""

    edited = Signal()
    phrases_asked = Signal()
    import_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.filling, self.user = False, ""
        self._make_fields()
        self._build()
        self.enter = FormKeys(self)
        for frame in self.frames():
            frame.edited.connect(self._on_edited)
        self.needs.editor.edited.connect(self._offer_steps)
        self.note.editor.phrases_asked.connect(self.phrases_asked)
        self.photos.import_asked.connect(self.import_asked)
        theme().changed.connect(self._fit)
        self._fit()

    def _make_fields(self) -> None:
        def field(name: str, editor: Any, *, required: bool = False) -> FormField:
            return FormField(name, editor, self, side="left", label_width=_LABELS, required=required)

        self.when = field("走访时间", WhenEdit())
        self.kind = field("走访类型", OptionRow(code_options("visit_kind"), clearable=False))
        self.people = field("参与人员", PeopleBox(placeholder="加人，拼音首字母"))
        self.met = field("见到", AloneChoice(code_options("visit_met"), _NOBODY_HOME, boxed=False))
        self.note = field("情况记录", NoteEdit(), required=True)
        self.needs = field("发现的需求", AloneChoice(code_options("need"), NO_NEED, columns=5))
        self.photos = PhotoStrip()
        self.pictures = field("照片", self.photos)
        self.next = field("下一步", NextEdit())

    def frames(self) -> list[FormField]:
        """The fields, top to bottom."""
        return [self.when, self.kind, self.people, self.met, self.note, self.needs, self.pictures, self.next]

    def _build(self) -> None:
        self.name, self.number, self.state = label("", "h1"), label("", "mut"), Tag()
        self.doing = label("", "amber")
        head = QHBoxLayout()
        head.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
        head.setSpacing(theme().px(10))
        for part in (self.name, self.number, self.state, self.doing):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(label("Tab / Enter 到下一项", "mut"))
        self._head = QFrame(self)
        set_role(self._head, "head")
        self._head.setLayout(head)
        inner = QWidget()
        self._fields = QVBoxLayout(inner)
        for frame in self.frames():
            self._fields.addWidget(frame)
        self._fields.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidget(inner)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(inner, "scrolled")
        down = QVBoxLayout(self)
        down.setContentsMargins(1, 1, 1, 1)
        down.setSpacing(0)
        down.addWidget(self._head)
        down.addWidget(self.area, 1)
        down.addWidget(self._foot())

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        set_role(foot, "foot")
        self._mark, self._saved = QLabel(foot), label("", "ok")
        icons.set_icon(self._mark, "check", "green", 15)
        self.print_button = push("", "icon")
        icons.set_icon(self.print_button, "printer", "ink")
        self.print_button.setToolTip("打印这一户的走访记录 Ctrl+P")
        self.print_button.setAccessibleName("打印这一户的走访记录")
        self.clear_button = push("清空", "link")
        self.save_button = push("保存", key="Ctrl+S", big=True)
        self.next_button = push("保存并登记下一户", "primary", key="Ctrl+Enter", big=True)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme().px(16), theme().px(10), theme().px(16), theme().px(10))
        row.setSpacing(theme().px(8))
        row.addWidget(self._mark)
        row.addWidget(self._saved)
        row.addStretch(1)
        for part in (self.clear_button, self.print_button, self.save_button, self.next_button):
            row.addWidget(part)
        self.say_kept("")
        return foot

    def _fit(self) -> None:
        px, low = theme().px, self.window().height() / theme().scale < LOW_HEIGHT
        self._head.setFixedHeight(px(38 if low else 44))
        self._fields.setContentsMargins(px(12), px(9 if low else 14), px(16), px(8))
        self._fields.setSpacing(px(9 if low else 10))
        self.note.editor.text.setFixedHeight(px(62 if low else 94))
        self.photos.set_low(low)

    def fit(self) -> None:
        """Take the sizes that the window asks for."""
        self._fit()

    # Words around the fields

    def show_household(self, card: Card, doing: str) -> None:
        """Whom the record is about, and (changing a former one) which record it is."""
        self.name.setText(card.head)
        self.number.setText(" ".join(filter(None, [card.short_number, card.group_name])))
        tag = state_tag(card.state)
        self.state.set_text(tag.text, tag.tone or "grey")
        self.doing.setText(doing)
        self.clear_button.setText("不改了" if doing else "清空")
        for frame in self.frames():
            frame.marking = bool(doing)

    def say_kept(self, text: str) -> None:
        """草稿 20:41 已存, at the left of the foot."""
        self._saved.setText(text)
        self._mark.setVisible(bool(text))

    # Content

    def set_people(self, names: Sequence[str], today: date) -> None:
        """Who may have come along or may do something next."""
        self.when.editor.today = today
        options = tuple(Option(name, name) for name in names)
        if options != self.people.editor.options:  # offering anew would drop what is half typed
            self.people.editor.set_options(options)
            self.next.editor.owner.set_options(options)

    def begin(self, now: datetime, visitors: Sequence[str], user: str) -> None:
        """A new record: now, a call, the people of last time, nothing else."""
        self.user = user
        at = now.replace(second=0, microsecond=0)
        self.fill({"at": at.isoformat(), "kind": _CALL, "visitors": list(visitors)})
        self.photos.set_value(())

    def fill(self, content: Mapping[str, Any]) -> None:
        """Show what ``content`` gave once."""
        self.filling = True
        at, step = content.get("at"), content.get("next")
        self.when.set_value(datetime.fromisoformat(at) if at else None)
        self.kind.set_value(content.get("kind"))
        self.people.set_value(tuple(content.get("visitors") or ()))
        self.met.set_value(tuple(content.get("met") or ()))
        self.note.set_value(content.get("content"))
        self.needs.set_value(tuple(content.get("needs") or ()))
        self._offer_steps()
        if step:
            by = date.fromisoformat(step["by"]) if step["by"] else None
            self.next.set_value(NextStep(step["text"], step["owner"], by, step["promise"]))
        else:
            self.next.set_value(None)
            self.next.editor.begin(self.user, self.when.editor.today)
        self.filling = False

    def content(self) -> dict[str, Any]:
        """What is typed, as JSON values; the pictures are not in it."""
        at, step = self.when.value(), self.next.value()
        kept = step and {"text": step.text, "owner": step.owner, "by": _iso(step.by), "promise": step.promise}
        return {
            "at": at.isoformat() if at else "", "kind": self.kind.value(), "visitors": list(self.people.value() or ()),
            "met": list(self.met.value() or ()), "content": self.note.value() or "",
            "needs": list(self.needs.value() or ()), "next": kept,
        }  # fmt: skip

    def to_visit(self, household: str, base: Visit | None) -> Visit:
        """The record of a new visit, or ``base`` with what is typed now."""
        at, step = self.when.value(), self.next.value()
        assert at is not None
        values: dict[str, Any] = {
            "at": at, "visit_kind": self.kind.value(), "visitors": "、".join(self.people.value() or ()) or None,
            "met": self.met.value(), "content": self.note.value(), "needs": self.needs.value(),
            "next_step": step.text if step else None, "next_by": step.by if step else None,
            "next_owner": (step.owner or None) if step else None,
        }  # fmt: skip
        return dataclasses.replace(base, **values) if base else Visit(household=household, **values)

    def to_promise(self, household: str, base: TaskItem | None) -> TaskItem | None:
        """The task of the next step; a former one that is no longer wanted comes back as 已取消."""
        step = self.next.value()
        if step is None or not step.promise:
            return dataclasses.replace(base, state=DROPPED) if base else None
        values: dict[str, Any] = {"title": step.text, "due_on": step.by, "owner": step.owner or None}
        return dataclasses.replace(base, **values) if base else TaskItem(household=household, task_kind=_PROMISED, **values)

    def shots(self) -> tuple[Shot, ...]:
        """The pictures."""
        return self.photos.value() or ()

    def _offer_steps(self) -> None:
        self.next.editor.words.set_offers(steps_for(self.needs.value() or ()))

    def _on_edited(self) -> None:
        if not self.filling:
            self.edited.emit()

    # Faults

    def first_fault(self) -> bool:
        """Show every field that cannot be saved as it stands and go to the first; False when there is none."""
        if self.when.value() is None and not self.when.problem():
            self.when.say("error", "还没有填日期和时间。")
        wrong = [frame for frame in self.frames() if frame.problem() or (frame is self.when and frame.value() is None)]
        for frame in wrong:
            if problem := frame.problem():
                frame.say("error", problem)
        if wrong:
            wrong[0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(wrong)

    def show_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Put refusals at their fields and go to the first; returns those that belong to no field here."""
        by_label = {frame.label: frame for frame in self.frames()}
        by_label.update(dict.fromkeys(_NEXT_LABELS, self.next))
        left = [problem for problem in problems if problem.where not in by_label]
        placed = [(by_label[p.where], p) for p in problems if p.where in by_label]
        for frame, problem in placed:
            frame.say("error", problem.message)
        if placed:
            placed[0][0].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return left


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def content_of(visit: Visit, promise: TaskItem | None) -> dict[str, Any]:
    """A visit written before, as the form's content."""
    step = None
    if visit.next_step:
        step = {
            "text": visit.next_step, "owner": visit.next_owner or "", "by": _iso(visit.next_by), "promise": promise is not None
        }  # fmt: skip
    return {
        "at": visit.at.isoformat(), "kind": visit.visit_kind, "visitors": list(split_names(visit.visitors)),
        "met": list(visit.met or ()), "content": visit.content or "", "needs": list(visit.needs or ()), "next": step,
    }  # fmt: skip
