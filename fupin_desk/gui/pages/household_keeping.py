"""Keeping what is typed on 一户一档: the draft every ten seconds, saving in one step, giving up, leaving."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from fupin_desk.actions import drafts, household_page, records
from fupin_desk.actions.household_page import PageData
from fupin_desk.core.errors import Invalid
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb, show_error, show_toast
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.household_bar import SaveBar
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_edits import Spot
from fupin_desk.gui.pages.household_records import take_back
from fupin_desk.gui.pages.household_sheet import Sheet
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.registry import BY_NAME

DRAFT_MS = 10_000
"""So often what is typed is kept in the ledger as a draft."""


class Keeper(QObject):
    """Nothing typed is ever lost: it is in the draft, in the ledger, or the person has said that it may go."""

    saved = Signal(object)
    """The page as it stands in the ledger after saving (PageData)."""
    dropped = Signal()
    """The changes were given up."""

    def __init__(self, page: Page, book: Book, sheet: Sheet, bar: SaveBar) -> None:
        super().__init__(page)
        self.page, self.book, self.sheet, self.bar = page, book, sheet, bar
        self.saving = False
        self._kept: dict[str, Any] = {}
        self._timer = QTimer(self, interval=DRAFT_MS)
        self._timer.timeout.connect(self.keep_draft)
        book.opened.connect(self._begin)
        book.edited.connect(lambda _spot: self._begin())

    def unsaved(self) -> bool:
        """Whether something on the page is not in the ledger."""
        return self.book.data is not None and self.book.edits.dirty()

    def _begin(self) -> None:
        if self.unsaved() and not self._timer.isActive():
            self._timer.start()

    # Drafts

    def _draft_name(self) -> str:
        return drafts.NEW_HOUSEHOLD if self.book.is_new else self.book.household_key().id

    def found(self, at: datetime) -> None:
        """A draft was laid over the page: it need not be kept again until something changes."""
        self._kept = self.book.edits.to_draft()
        self.bar.say_drafted(at)

    def keep_draft(self) -> None:
        """Keep what is typed in the ledger, if it is not kept yet."""
        if not self.unsaved():
            self._timer.stop()
            return
        content, name = self.book.edits.to_draft(), self._draft_name()
        if self.saving or content == self._kept:
            return
        self._kept = content

        def kept(at: datetime) -> None:
            if self.unsaved() and name == self._draft_name():
                self.bar.say_drafted(at)

        self.book.desk.run(self.page, lambda s, _task: drafts.keep_draft(s, name, content), done=kept)

    def give_up(self) -> None:
        """放弃改动, after asking: this cannot be taken back."""
        if not self.unsaved():
            return
        title = f"放弃{self.book.head_name() or '新建'}户的 {self.book.edits.count()} 处改动吗"
        verbs = [Verb("drop", "放弃改动", "danger-link"), Verb("back", "回去接着改", "primary")]
        window = self.page.window()
        if ConfirmDialog.ask(window, title, "台账没有变，页面上改的会不见。", verbs, default="back") == "drop":
            self.forget()

    def forget(self) -> None:
        """Drop the changes and their draft."""
        name = self._draft_name()
        self._kept = {}
        self.book.edits.give_up()
        self.dropped.emit()
        self.book.desk.run(self.page, lambda s, _task: drafts.drop_draft(s, name))

    # Saving

    def save(self) -> None:
        """Everything that is changed, in one step."""
        self._settle_focus()
        if self.saving or not self.unsaved():
            return
        unreadable = self.book.edits.unreadable()
        if unreadable:
            self.sheet.go_to(next(iter(unreadable)))
            words = f"有 {len(unreadable)} 处看不懂，没有保存。填的内容都在页面上。请改好或清空，再保存。"
            show_error(self.page, words)
            return
        changed, removed = self.book.edits.to_save()
        name, home, head, new = (
            self._draft_name(),
            self.book.household_key().id,
            self.book.head_name(),
            self.book.is_new,
        )
        count, fresh = self.book.edits.count(), list[PageData]()
        title = f"新建户 {head}" if new else f"修改农户档案 {head}"

        def write(session: Any, _task: object) -> Changes:
            changes = records.save(session, title, changed, remove=removed)
            drafts.drop_draft(session, name)
            fresh.append(household_page.page_of(session, home))
            return changes

        words = f"{head}户已新建。" if new else f"{head}户的 {count} 处改动已保存。"
        self.saving = True
        self.book.desk.run(
            self.page, write, done=lambda changes: self._saved(changes, fresh[0], words), failed=self._refused,
            always=self._ended, label="正在保存",
        )  # fmt: skip

    def _settle_focus(self) -> None:
        """What stands half typed in the focused field counts as left."""
        focused = QApplication.focusWidget()
        if focused is None or not self.page.isAncestorOf(focused):
            return
        for name in ("commit", "left"):
            found = getattr(focused, name, None)
            if found is not None:
                found() if name == "commit" else found.emit()

    def _saved(self, changes: Changes, data: PageData, words: str) -> None:
        self._kept = {}
        begun = self.book.is_new
        self.saved.emit(data)
        show_toast(self.page, words, "撤销", lambda: self._take_back(changes, begun=begun))

    def _take_back(self, changes: Changes, *, begun: bool) -> None:
        """Undo a save. The page of a household that was new is then the page of nobody."""
        if begun:
            self.page.go.emit("ledger", None)
        take_back(self.page, self.book, changes)

    def _ended(self) -> None:
        self.saving = False

    def _refused(self, error: Invalid) -> None:
        """A rule refused: say all of it, and go to the first place that can be found."""
        show_error(self.page, f"{error}\n填的内容都在页面上。请改好再保存。")
        for problem in error.problems:
            spot = self._place_of(problem.where, empty="还没有填" in problem.message)
            if spot is not None:
                self.sheet.go_to(spot)
                return

    def _place_of(self, where: str, *, empty: bool) -> Spot | None:
        """The changed field with this label (an empty one where that is what is wrong)."""
        for key, fields in self.book.edits.told():
            field, record = BY_NAME[key.ledger].by_label.get(where), self.book.edits.record(key)
            if field is None or record is None:
                continue
            blank = getattr(record, field.name) in (None, "", ())
            if blank if empty else (not fields or field.name in fields):
                return Spot(key, field.name)
        return None

    # Leaving

    def leave(self) -> bool:
        """Ask what is to become of the changes; False stays on the page."""
        self._settle_focus()
        if not self.unsaved():
            return True
        title = f"{self.book.head_name() or '新建'}户有 {self.book.edits.count()} 处改动没保存"
        text = "离开前保存吗？不保存的话，这几处改动就不留了。"
        verbs = [
            Verb("drop", "不要这些改动", "danger-link"), Verb("back", "回去接着改"), Verb("save", "保存并离开", "primary"),
        ]  # fmt: skip
        answer = ConfirmDialog.ask(self.page.window(), title, text, verbs, default="save")
        if answer == "drop":
            self.forget()
            return True
        if answer == "save":
            self.save()
            self.book.desk.wait_idle()
            return not self.unsaved()
        return False
