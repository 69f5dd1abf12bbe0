"""登记走访: pick a household in a few letters, write the visit down from the keyboard, go on to the next."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fupin_desk.actions import records, visit_page
from fupin_desk.actions.visit_page import Beside, Evening, Written
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.busy import EmptyState
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.printing_menu import VISIT_RECORD
from fupin_desk.gui.pages.visit_form import VisitForm
from fupin_desk.gui.pages.visit_import import PhotoImport
from fupin_desk.gui.pages.visit_photos import Shot
from fupin_desk.gui.pages.visit_phrases import PhraseBook
from fupin_desk.gui.pages.visit_picker import Picker
from fupin_desk.gui.pages.visit_record import Snapshot, VisitRecord
from fupin_desk.gui.pages.visit_side import Side
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, LOW_HEIGHT, NARROW_WIDTH
from fupin_desk.ledgers.changes import Changes

_BY_KEY = Qt.FocusReason.OtherFocusReason


class VisitPage(Page):
    """The page of every evening. One household at a time; what is typed for another one waits as its draft."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._opened, self._first = False, True
        self._build()
        self.record = VisitRecord(self, self.form, self.side)
        self.phrases = PhraseBook(self, self.form.note.editor)
        self.photos = PhotoImport(self, self.form.photos, self.record.household)
        self._connect()

    def _build(self) -> None:
        self.picker, self.form, self.side = Picker(self.desk, self), VisitForm(self), Side(self)
        empty = QFrame(self)
        set_role(empty, "card")
        words = EmptyState("square-pen", "先在左边选一户", "打姓名首字母，回车选中，光标就到表里")
        QVBoxLayout(empty).addWidget(words)
        self.middle = QStackedWidget(self)
        self.middle.addWidget(empty)
        self.middle.addWidget(self.form)
        self._across = QHBoxLayout(self)
        self._across.addWidget(self.picker)
        self._across.addWidget(self.middle, 1)
        self._across.addWidget(self.side)

    def _connect(self) -> None:
        self.picker.picked.connect(self.pick)
        self.record.changed.connect(self.titled)
        self.record.put_by.connect(lambda _home: self.picker.refresh())
        self.form.print_button.clicked.connect(lambda: self.go.emit("printing", self.selected()))
        self.form.clear_button.clicked.connect(self.clear)
        self.form.save_button.clicked.connect(self.save)
        self.form.next_button.clicked.connect(self.save_and_next)
        self.side.copy_asked.connect(self._copy)
        self.side.revise_asked.connect(self.revise)
        pairs = (("Ctrl+S", self.save), ("Ctrl+Return", self.save_and_next), ("Ctrl+Enter", self.save_and_next),
                 ("Ctrl+I", self.photos.ask), ("F9", self.phrases.open), ("Alt+P", self.toggle_side))  # fmt: skip
        for keys, act in pairs:
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        theme().changed.connect(self._fit)

    # Words of the frame

    def title(self) -> str:
        return "登记走访"

    def context(self) -> str:
        return "" if self._narrow() else "晚上补记当天的入户"

    def subject(self) -> str:
        return "登记走访"

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("字母 Enter", "找户、选中"), ("Enter", "到下一项"), ("Shift+Enter", "到上一项"), ("1 … 0", "选走访类型和需求"),
            ("空格", "选见到谁"), ("F9", "常用语"), ("Ctrl+I", "导入照片"), ("↓", "选一条下一步"), ("Ctrl+S", "保存"),
            ("Ctrl+Enter", "保存并登记下一户"), ("Ctrl+P", "打印这一户的走访记录"), ("Ctrl+↓", "到下一处要改的"), ("Alt+P", "右边的待办和上次走访"),
        ]  # fmt: skip

    def panes(self) -> list[QWidget]:
        first = self.form.when.editor.day if self.record.card else self.picker.list
        return [self.picker.search, first, self.side.first_focus()]

    def find_box(self) -> QWidget | None:
        return self.picker.search

    def start_focus(self) -> None:
        if self._opened and self.record.card is not None:
            self.form.when.editor.setFocus(_BY_KEY)
        else:
            self.picker.search.setFocus(_BY_KEY)
        self._opened = False

    def selected(self) -> Any:
        return {"form": VISIT_RECORD, "households": [self.record.household()]} if self.record.card else None

    def place(self) -> Any:
        return self.record.household() or None

    def show_target(self, target: Any) -> None:
        """A household's id picks it; {"visit": id} opens a visit written before."""
        if isinstance(target, dict):
            self.revise(target["visit"])
        elif target and (self.record.household() != target or self.record.base is not None):
            self.pick(target)
        self._opened = True

    def unsaved(self) -> bool:
        return self.record.unsaved()

    def keep_draft(self) -> None:
        """Keep what is typed now, before the ledger locks."""
        self.record.keep_draft()

    def leave(self) -> bool:
        """Nothing is asked: what is typed stays on the page and is kept as a draft."""
        self.keep_draft()
        return True

    # Reading

    def refresh(self) -> None:
        if self.desk.session is None:
            return
        self.picker.refresh()
        self.desk.read(self, visit_page.evening, self._show_evening, slot="evening")
        self._read_beside(self.side.closes())

    def _show_evening(self, evening: Evening) -> None:
        self.side.show_evening(evening)
        self.form.set_people(evening.people, evening.today)
        self.phrases.popup.set_phrases(evening.phrases)
        first, self._first = self._first, False
        if first and evening.open_draft and self.record.card is None and not self.picker.search.composed_text():
            self.pick(evening.open_draft)  # after a power cut: on with what was being written

    def _read_beside(self, closes: tuple[str, ...] = ()) -> None:
        home = self.record.household()
        if home:
            self.desk.read(self, lambda s: visit_page.beside(s, home), lambda b: self._show_beside(b, closes), slot="beside")
        else:
            self.side.show_beside(None)

    def _show_beside(self, beside: Beside, closes: tuple[str, ...]) -> None:
        if beside.household == self.record.household():
            base = self.record.base
            others = tuple(v for v in beside.visits if base is None or v.id != base.id)  # not the one in the form
            self.side.show_beside(dataclasses.replace(beside, visits=others), closes)

    # Which household, which visit

    def pick(self, household: str) -> None:
        """Begin a record of this household, or go on with its draft, and move into the form."""
        self._put_aside()
        if not self._begin(household):
            show_error(self, "没有找到这一户，可能已被删除。台账没有变。请另选一户。")
            return
        draft = self.desk.peek(lambda session: visit_page.visit_draft(session, household))
        if draft is not None:
            self._resume(draft.content, draft.at)
        self.form.when.editor.setFocus(_BY_KEY)

    def _begin(self, household: str) -> bool:
        """A blank record of a household; False when it is gone. Reads inline: the next keys go into the form already."""
        start = self.desk.peek(lambda session: visit_page.start_of(session, household))
        if start is None:
            self._close_form()
            return False
        self.record.open(start.card)
        self.form.begin(start.now, start.visitors, start.user)
        self.side.show_beside(None)
        self._show_opened()
        self._read_beside()
        return True

    def _show_opened(self) -> None:
        self.picker.choose(self.record.household())
        self.middle.setCurrentWidget(self.form)
        self.record.settle()

    def _resume(self, content: Mapping[str, Any], at: datetime) -> None:
        """Put a draft into the form that has just begun; it stays unsaved."""
        if content.get("visit"):
            held = self.desk.peek(lambda s: visit_page.written(s, content["visit"]))
            if held is not None:
                self.record.open(held.head, held)
                self.record.settle()
        photos = self.desk.peek(lambda s: visit_page.draft_photos(s, content))
        self.form.fill(content)
        self.form.photos.set_value([*self.form.shots(), *(Shot(photo=p, data=p.jpeg) for p in photos)])
        self._read_beside(tuple(content["closes"]))
        self.record.settle(drafted=True)
        self.form.say_kept(f"接着 {at:%H:%M} 的草稿")

    def revise(self, visit_id: str) -> None:
        """Change a visit written before (改), in the same form."""
        self._put_aside()
        self.desk.read(self, lambda session: visit_page.written(session, visit_id), self._on_written, slot="written")

    def _on_written(self, held: Written | None) -> None:
        if held is None:
            show_error(self, "这次走访已经删掉了。台账没有变。")
            return
        self._open_written(held)
        self.form.note.editor.to_end()

    def _open_written(self, held: Written) -> None:
        self.record.open(held.head, held)
        self.side.show_beside(None)
        self._show_opened()
        self._read_beside()

    def _put_aside(self) -> None:
        """Before another record: keep what is typed here as the draft of its household."""
        if self.record.card is not None and self.unsaved():
            self.record.keep_draft()
            show_toast(self, f"{self.record.card.head}户还没保存，草稿留着，选回来接着写。")

    def _close_form(self) -> None:
        self.record.open(None)
        self.middle.setCurrentIndex(0)
        self.side.show_beside(None)
        self.record.settle()

    # Doing

    def clear(self) -> None:
        """清空 (or 不改了): begin this household's record anew; the toast brings what was typed back."""
        held, was_typed = self.record.snapshot(), self.unsaved()
        self.desk.run(self, lambda s, _task: visit_page.drop_visit_draft(s, held.household))
        if self._begin(held.household) and was_typed and not held.revising:
            show_toast(self, "已清空。", "撤销", lambda: self._bring_back(held))
        self.form.when.editor.setFocus(_BY_KEY)

    def _bring_back(self, held: Snapshot) -> None:
        if self.record.household() != held.household or self.record.base is not None:
            self.pick(held.household)
        if self.record.household() == held.household:
            self.record.bring_back(held)
            self._read_beside(tuple(held.content["closes"]))

    def save(self) -> None:
        """Write the visit and stay on it."""
        self._save(stay=True)

    def save_and_next(self) -> None:
        """Write the visit and go back to the search box."""
        self._save(stay=False)

    def _save(self, *, stay: bool) -> None:
        commit = getattr(QApplication.focusWidget(), "commit", None)
        if commit is not None:
            commit()  # a list box settles what was typed
        self.record.save(lambda changes, held: self._on_saved(changes, held, stay))

    def _on_saved(self, changes: Changes, held: Snapshot, stay: bool) -> None:
        if changes.batch:
            show_toast(self, f"{changes.summary}。", "撤销", lambda: self._undo(changes, held))
        else:
            show_toast(self, f"{changes.summary}。")
        base = self.record.base
        visit_id = base.id if base else next((t.id for t in changes.records if t.ledger == "visit"), "")
        if stay:
            self.desk.read(self, lambda s: visit_page.written(s, visit_id), self._stay_on, slot="written")
        else:
            self._close_form()
            self.picker.start_again()

    def _stay_on(self, held: Written | None) -> None:
        """After 保存 the same record is open, now as one written before: saving again changes it."""
        if held is not None and self.record.household() == held.visit.household and not self.unsaved():
            self._open_written(held)
            self.form.say_kept(f"已保存 {held.visit.meta.changed_at:%H:%M}")

    def _undo(self, changes: Changes, held: Snapshot) -> None:
        """Take the visit back; what was written stands in the form again unless another record is under way."""

        def undone(done: Changes) -> None:
            show_toast(self, f"{done.summary}。")
            same = self.record.household() == held.household
            if self.unsaved() and not same:
                return
            if same:
                self._close_form()
            if not held.revising:
                self._bring_back(held)

        self.desk.run(self, lambda session, _task: records.undo(session, changes.batch), done=undone)

    def _copy(self, text: str) -> None:
        editor = self.form.note.editor
        if self.record.card is not None and text:
            editor.to_end()
            editor.insert(f"\n{text}" if editor.value() else text)

    # Shape

    def hideEvent(self, event: QHideEvent) -> None:
        self.phrases.popup.hide()
        super().hideEvent(event)

    def toggle_side(self) -> None:
        """Alt+P: in a narrow window, draw the right side over the page or put it away."""
        if self._narrow():
            self.side.setVisible(not self.side.isVisible())
            self._place_drawer()

    def _narrow(self) -> bool:
        return self.window().width() / theme().scale < NARROW_WIDTH

    def _fit(self) -> None:
        px, window, scale = theme().px, self.window(), theme().scale
        low, full = window.height() / scale < LOW_HEIGHT, window.width() / scale >= FULL_WIDTH
        self._across.setContentsMargins(px(16 if low else 20), px(12 if low else 16), px(16 if low else 20), px(12 if low else 16))
        self._across.setSpacing(px(12))
        self.picker.setFixedWidth(px(272 if full else 240))
        self.side.setFixedWidth(px(300 if full else 256))
        self.form.fit()
        narrow, inside = self._narrow(), self._across.indexOf(self.side) >= 0
        if narrow == inside:
            if narrow:
                self._across.removeWidget(self.side)
            else:
                self._across.addWidget(self.side)
            self.side.set_drawer(narrow)
            self.side.setVisible(not narrow)
        self._place_drawer()

    def _place_drawer(self) -> None:
        if self._narrow() and self.side.isVisible():
            edge = theme().px(8)
            self.side.setGeometry(self.width() - self.side.width() - edge, edge, self.side.width(), self.height() - 2 * edge)
            self.side.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def make(desk: Desk) -> Page:
    """The page for the main window."""
    return VisitPage(desk)
