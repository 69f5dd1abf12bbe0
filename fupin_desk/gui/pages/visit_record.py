"""登记走访: the record under way: whose it is, what of it is unsaved, its draft, and saving it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from fupin_desk.actions import visit_page
from fupin_desk.actions.visit_page import Entry, Written
from fupin_desk.core.errors import Invalid
from fupin_desk.gui.kit.toast import show_error
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.visit_form import VisitForm, content_of
from fupin_desk.gui.pages.visit_photos import Shot
from fupin_desk.gui.pages.visit_side import Side
from fupin_desk.ledgers.attachment import Attachment
from fupin_desk.ledgers.card import Card
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.team import TaskItem, Visit

DRAFT_MS = 10_000
"""How often what is typed is kept as a draft."""


@dataclass(frozen=True)
class Snapshot:
    """What stood in the form, to be brought back after 清空 or 撤销."""

    household: str
    content: Mapping[str, Any]
    shots: tuple[Shot, ...]
    revising: bool


class VisitRecord(QObject):
    """Everything about the one record in the form that is not on the screen."""

    changed = Signal()
    """Something was typed, or what is saved has changed."""
    put_by = Signal(str)
    """The draft of another household than the one in the form was kept."""

    def __init__(self, page: Page, form: VisitForm, side: Side) -> None:
        super().__init__(page)
        self.page, self.form, self.side = page, form, side
        self.card: Card | None = None
        self.base: Visit | None = None
        """The visit that is being changed; None while a new one is written."""
        self._promise: TaskItem | None = None
        self._pictures: tuple[Attachment, ...] = ()
        self._clean: Mapping[str, Any] = {}
        self._drafted: Mapping[str, Any] = {}
        self._saving = False
        self._timer = QTimer(self, interval=DRAFT_MS)
        self._timer.timeout.connect(self.keep_draft)
        form.edited.connect(self._on_edited)
        side.closes_changed.connect(self._on_edited)

    def household(self) -> str:
        """The id of the household in the form, "" when there is none."""
        return self.card.household if self.card else ""

    def open(self, card: Card | None, written: Written | None = None) -> None:
        """Turn to another record; the form is filled next, then ``settle``."""
        self.card, self.base = card, written.visit if written else None
        self._promise = written.promise if written else None
        self._pictures = tuple(item for item, _ in written.attachments) if written else ()
        since = self.base.meta.created_at if self.base else None
        if card is not None:
            self.form.show_household(card, f"正在改 {since:%H:%M} 登记的走访" if since else "")
        if written is not None:
            self.form.user = self.page.desk.session.user
            self.form.fill(content_of(written.visit, written.promise))
            self.form.photos.set_value([Shot(kept=item, data=data) for item, data in written.attachments])

    # What is typed

    def content(self) -> dict[str, Any]:
        """All that stands in the form and is ticked beside it."""
        pictures = [(id(s.photo) if s.photo else s.kept.photo if s.kept else "", s.kind) for s in self.form.shots()]
        return {**self.form.content(), "closes": list(self.side.closes()), "pictures": pictures}

    def settle(self, *, drafted: bool = False) -> None:
        """From here on something is unsaved when it differs; with ``drafted`` what stands here is kept as a draft."""
        if drafted:
            self._drafted = self.content()
        else:
            self._clean = self.content()
            self._drafted = self._clean
            self.form.say_kept("")
            self._timer.stop()
        self.changed.emit()

    def unsaved(self) -> bool:
        """Whether anything differs from what is saved, or from a blank form."""
        return self.card is not None and self.content() != self._clean

    def snapshot(self) -> Snapshot:
        """What stands here now."""
        return Snapshot(self.household(), self.content(), self.form.shots(), self.base is not None)

    def bring_back(self, held: Snapshot) -> None:
        """Put what stood here once into the form again, unsaved."""
        self.form.fill(held.content)
        self.form.photos.set_value(held.shots)
        self.side.tick_all(held.content["closes"])
        self._on_edited()

    def _on_edited(self) -> None:
        if self.card is not None and not self._timer.isActive():
            self._timer.start()
        self.changed.emit()

    # Draft

    def keep_draft(self) -> None:
        """Keep what is typed in the ledger, where a power cut does not reach it; nothing new is not kept again."""
        if self.card is None or self._saving or self.page.desk.session is None:
            return
        now = self.content()
        if now in (self._drafted, self._clean):
            return
        self._drafted = now
        home = self.household()
        plain = {key: value for key, value in now.items() if key != "pictures"}
        plain["visit"] = self.base.id if self.base else ""
        photos = [shot.photo for shot in self.form.shots() if shot.photo is not None]
        self.page.desk.run(
            self.page, lambda s, _task: visit_page.keep_visit_draft(s, home, plain, photos),
            done=lambda at: self._on_kept(home, at),
        )  # fmt: skip

    def _on_kept(self, household: str, at: datetime) -> None:
        if self.household() == household:
            self.form.say_kept(f"草稿 {at:%H:%M} 已存")
        else:
            self.put_by.emit(household)

    # Saving

    def save(self, done: Callable[[Changes, Snapshot], object]) -> None:
        """Write the record unless a field has a fault; ``done`` gets the changes and what stood in the form."""
        if self.card is None or self._saving or self.form.first_fault():
            return
        entry, held = self._entry(), self.snapshot()
        self._saving = True

        def finished(changes: Changes) -> None:
            self._saving = False
            self.settle()
            done(changes, held)

        self.page.desk.run(
            self.page, lambda session, task: visit_page.save_entry(session, entry, task), done=finished,
            failed=self._on_refused, label="正在保存", always=self._on_ended,
        )  # fmt: skip

    def _entry(self) -> Entry:
        home, shots = self.household(), self.form.shots()
        left = {shot.kept.id: shot.kept for shot in shots if shot.kept is not None}
        return Entry(
            visit=self.form.to_visit(home, self.base),
            photos=tuple(shot.photo for shot in shots if shot.photo is not None),
            attachments=tuple(left[item.id] for item in self._pictures if item.id in left and left[item.id] != item),
            removed=tuple(item.id for item in self._pictures if item.id not in left),
            closes=self.side.closes(), promise=self.form.to_promise(home, self._promise),
        )  # fmt: skip

    def _on_refused(self, error: Invalid) -> None:
        others = self.form.show_problems(error.problems)
        if others:
            lines = [f"{p.where}：{p.message}" if p.where else p.message for p in others]
            show_error(self.page, "\n".join(["有几处填得不对，还没有保存。", *lines]))

    def _on_ended(self) -> None:
        self._saving = False
