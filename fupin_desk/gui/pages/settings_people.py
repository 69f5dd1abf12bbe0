"""设置, 使用人: who may unlock this ledger; adding, disabling, and a new password for someone who forgot it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.actions import backups
from fupin_desk.actions.backups import User
from fupin_desk.core.dates import show_day
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import Tag, label
from fupin_desk.gui.kit.forms_keys import FormKeys
from fupin_desk.gui.kit.inputs.line import TextEdit
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb, show_error, show_toast
from fupin_desk.gui.pages.settings_section import Section
from fupin_desk.gui.start.secret import AskedField, NewPassword, tab_through, typed
from fupin_desk.gui.theme.current import theme


class PersonForm(QWidget):
    """A new person with a password, or only a new password for a person who is there already."""

    asked = Signal(str, str, str)
    """Name, duty, password."""
    dropped = Signal()

    def __init__(self, person: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = person
        self.name = AskedField("姓名", TextEdit(most=50), required=True)
        self.duty = AskedField("职务", TextEdit(most=50))
        self.form = NewPassword(name=person, first=f"{person}的口令" if person else "口令")
        self._lack = label("", "hint")
        self.button = push("重设口令" if person else "添加使用人", "primary")
        back = push("不用了", "link")
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addStretch(1)
        foot.addWidget(self._lack)
        foot.addWidget(self.button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme().px(6), 0, 0)
        box.setSpacing(theme().px(10))
        for part in (self.name, self.duty):
            part.setVisible(not person)
            box.addWidget(part)
        box.addWidget(self.form)
        box.addLayout(foot)
        self.setMaximumWidth(theme().px(460))
        self.button.clicked.connect(self._ask)
        back.clicked.connect(self.dropped)
        self.name.edited.connect(self._named)
        self.form.changed.connect(self._refresh)
        tab_through(self.name.editor, self.duty.editor, self.form.first, self.form.second, back, self.button)
        FormKeys(self, save=self._ask, at_end=self._ask)
        self._refresh()

    def start(self) -> None:
        """Put the focus where typing begins."""
        (self.form.first if self._person else self.name.editor).setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self) -> None:
        self.form.name = typed(self.name) or ""
        self._refresh()

    def _missing(self) -> str:
        return self.form.missing() if self._person or typed(self.name) else "还要填姓名"

    def _refresh(self) -> None:
        self._lack.setText(self._missing())
        self.button.setEnabled(not self._missing())

    def _ask(self) -> None:
        if not self._missing():
            self.asked.emit(self._person or typed(self.name), typed(self.duty) or "", self.form.password())


class PeopleSection(Section):
    """The list with its verbs, and the form under it."""

    key, title = "people", "使用人"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._card = self.card("使用人", "每人一个口令，谁改的就记谁的名字")
        self.add_button = self._card.add_action("添加使用人", icon="user-plus")
        self.add_button.clicked.connect(lambda: self.show_form(""))
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setColumnStretch(2, 1)
        self._card.body.addWidget(self._rows)
        self.form: PersonForm | None = None
        self.cards.addStretch(1)

    def refresh(self) -> None:
        self.desk.read(self, backups.users, self._show, slot="people")

    def _show(self, people: Sequence[User]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        active = [person for person in people if not person.disabled]
        for row, person in enumerate(people):
            own = person.name == self.desk.session.user
            self._grid.addWidget(label(person.name, "b"), row, 0)
            self._grid.addWidget(label(person.duty, "sec"), row, 1)
            words = f"{show_day(person.added)} 添加{'，现在在用' if own else ''}"
            self._grid.addWidget(label(words, "mut"), row, 2)
            self._grid.addWidget(Tag("已停用" if person.disabled else "", "grey"), row, 3)
            if not own:
                self._grid.addWidget(self._verbs(person, may_go=len(active) > 1), row, 4)

    def _verbs(self, person: User, *, may_go: bool) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        reset = push("重新启用" if person.disabled else "重设口令", "link")
        reset.setAccessibleName(f"{reset.text()} {person.name}")
        reset.clicked.connect(lambda: self.show_form(person.name))
        row.addWidget(reset)
        if may_go and not person.disabled:
            stop = push("停用", "danger-link")
            stop.setAccessibleName(f"停用 {person.name}")
            stop.clicked.connect(lambda: self._disable(person.name))
            row.addWidget(stop)
        return box

    # Form

    def show_form(self, person: str) -> None:
        """Ask for a new person, or for a new password of one."""
        self.hide_form()
        self.form = PersonForm(person)
        self.form.asked.connect(self._save)
        self.form.dropped.connect(self.hide_form)
        self._card.body.addWidget(self.form)
        self.form.start()

    def hide_form(self) -> None:
        """Take the form away with what was typed."""
        if self.form is not None:
            self._card.body.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _save(self, name: str, duty: str, password: str) -> None:
        known = self.form is not None and not self.form.name.isVisibleTo(self.form)

        def act(session: Any, _task: object) -> None:
            if known:
                backups.set_password(session, name, password)
            else:
                backups.add_user(session, name, duty, password)

        words = f"{name}的口令已重设。" if known else f"已添加使用人 {name}。"
        self.desk.run(self, act, lambda _none: self._saved(words), lambda error: show_error(self, str(error)),
                      label="正在保存")  # fmt: skip

    def _saved(self, words: str) -> None:
        self.hide_form()
        self.refresh()
        show_toast(self, words)

    def _disable(self, name: str) -> None:
        verbs = [Verb("stop", "停用", "danger-link"), Verb("back", "不停用", "primary")]
        text = "停用以后用这个名字打不开台账，以前记的都还在。以后可以重新启用。"
        if ConfirmDialog.ask(self.window(), f"停用 {name} 吗", text, verbs, default="back") != "stop":
            return
        self.desk.run(self, lambda s, _task: backups.disable_user(s, name), lambda _none: self._saved(f"已停用 {name}。"))

    def unsaved(self) -> bool:
        return self.form is not None and bool(self.form.form.password())

    def first(self) -> QWidget:
        return self.add_button
