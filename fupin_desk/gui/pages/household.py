"""一户一档: everything about one household on one page, edited in place, checked while typing, saved in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desk.actions import household_page, households
from fupin_desk.actions.household_page import PageData
from fupin_desk.core.ids import new_id
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.forms_keys import FormKeys
from fupin_desk.gui.kit.toast import MessageBar, Verb, show_toast
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.household_bar import SaveBar
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_edits import Key, Spot
from fupin_desk.gui.pages.household_head import HouseholdHead
from fupin_desk.gui.pages.household_keeping import Keeper
from fupin_desk.gui.pages.household_keys import PageKeys
from fupin_desk.gui.pages.household_paste_dialog import PasteDialog
from fupin_desk.gui.pages.household_photos import RECEIPT
from fupin_desk.gui.pages.household_sheet import Sheet
from fupin_desk.gui.pages.household_words import SECTIONS, section_of
from fupin_desk.gui.pages.printing_menu import papers_menu
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import LOW_HEIGHT
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.registry import BY_NAME

PHOTOS_MS, HISTORY_MS = 250, 1500
"""So long the person must stay with a household before its photos and its history are read: unpacking the log takes
longer than the page, and whoever pages through households does not look at it."""
_SHOWN_LEDGERS = ("household", "member", "household_year", "pairing", "visit", "task", "monitoring", "attachment",
                  "helper", "helping_unit", "village_group")  # fmt: skip
_KEYS = (
    ("Ctrl+PgUp / Ctrl+PgDn", "上一户 / 下一户"), ("Ctrl+1 … Ctrl+9", "到第几节"), ("Ctrl+↓", "到下一处疑点"),
    ("Insert", "加一行（成员、年度、监测）"), ("Ctrl+Delete", "减少这个人、去掉这一行"), ("F7", "取上年的数"),
    ("空格", "在收入的大项里展开分项"), ("Ctrl+Z / Ctrl+Y", "撤销 / 重做"), ("Ctrl+S", "保存"),
)  # fmt: skip


class HouseholdPage(Page):
    """The page of one household at a time. A new household is entered on the same page."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.book = Book(desk, self)
        self.household, self.is_new = "", False
        self.order: Sequence[str] = ()
        self.head = HouseholdHead(self.book, self)
        self.sheet = Sheet(self.book, self)
        self.bar = SaveBar(self.book, self)
        self.notice: MessageBar | None = None
        self.paste: PasteDialog | None = None
        self._section, self._scroll = "", -1
        self.keeper = Keeper(self, self.book, self.sheet, self.bar)
        self._build()
        self._connect()
        FormKeys(self, save=self.keeper.save)
        PageKeys(self, self._key_table())
        self._photo_timer = QTimer(self, singleShot=True, interval=PHOTOS_MS)
        self._photo_timer.timeout.connect(self._read_photos)
        self._history_timer = QTimer(self, singleShot=True, interval=HISTORY_MS)
        self._history_timer.timeout.connect(self._read_history)
        self.sheet.moved.connect(self._hurry_history)

    def _build(self) -> None:
        self._middle = QVBoxLayout()
        self._top = QVBoxLayout()
        self._top.addWidget(self.head)
        self._middle.addLayout(self._top)
        self._middle.addWidget(self.sheet, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._middle, 1)
        box.addWidget(self.bar)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        low = self.window().height() / theme().scale < LOW_HEIGHT
        side, above, gap = (16, 12, 10) if low else (20, 16, 12)
        # The scroll bar of the sheet lies in the page's margin, so that the cards end where the head ends.
        self._middle.setContentsMargins(px(side), px(above), 0, 0)
        self._top.setContentsMargins(0, 0, px(side), 0)
        self._middle.setSpacing(px(gap))
        self._top.setSpacing(px(gap))
        self.sheet.set_margins(px(side), px(gap))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.head.step_asked.connect(self.step)
        self.head.print_asked.connect(lambda: papers_menu(self.head.print_button, [self.household], self.go.emit))
        self.head.visit_asked.connect(self._log_visit)
        self.head.doubts_asked.connect(lambda: self.next_doubt())
        self.bar.undo_asked.connect(lambda: self.undo())
        self.bar.redo_asked.connect(lambda: self.redo())
        self.bar.drop_asked.connect(self.keeper.give_up)
        self.bar.save_asked.connect(self.keeper.save)
        self.sheet.visits.visit_asked.connect(self._log_visit)
        self.sheet.members.paste_asked = self.paste_people
        self.sheet.members.number_left = self._look_for_twins
        self.sheet.income.photo_asked = self._attach_receipt
        self.keeper.saved.connect(self._saved)
        self.keeper.dropped.connect(self._drop_notice)
        self.book.edited.connect(lambda _spot: self.titled.emit())

    def _key_table(self) -> dict[str, Callable[[], object]]:
        table: dict[str, Callable[[], object]] = {
            "Ctrl+Z": self.undo, "Ctrl+Y": self.redo, "Ctrl+S": self.keeper.save, "Ctrl+Down": self.next_doubt,
            "Ctrl+PgUp": lambda: self.step(-1), "Ctrl+PgDown": lambda: self.step(1), "F7": self._fetch_last_year,
            "Ins": self.sheet.insert_row, "Ctrl+Del": self.sheet.remove_row,
            "Return": self.sheet.enter_section, "Enter": self.sheet.enter_section,
        }  # fmt: skip
        for number, (key, _title) in enumerate(SECTIONS[:9], 1):
            table[f"Ctrl+{number}"] = lambda section=key: self.sheet.jump(section)  # type: ignore[misc]  # bound by default
        return table

    # What the window asks

    def title(self) -> str:
        if self.is_new:
            return self.book.head_name() or "新建户"
        return self.book.head_name() if self.book.data is not None else ""

    def context(self) -> str:
        return "填好户主和基本情况，一次保存" if self.is_new else "一户一档"

    def crumb(self) -> tuple[str, str] | None:
        return ("ledger", "农户台账")

    def subject(self) -> str:
        return "一户一档"

    def concerns(self, changes: Changes) -> bool:
        return changes.concerns(*_SHOWN_LEDGERS)

    def editing(self) -> bool:
        """Never in the way: what is typed stays over whatever is read anew."""
        return self.keeper.saving

    def keep_draft(self) -> None:
        self.keeper.keep_draft()

    def unsaved(self) -> bool:
        return self.book.data is not None and self.book.edits.dirty()

    def selected(self) -> Any:
        return [self.household] if self.household and not self.is_new else None

    def panes(self) -> list[QWidget]:
        return [self.sheet.contents, self.sheet.pane(), self.bar.save_button]

    def start_focus(self) -> None:
        self.sheet.contents.setFocus()

    def keys(self) -> list[tuple[str, str]]:
        return list(_KEYS)

    def leave(self) -> bool:
        return self.keeper.leave()

    def place(self) -> Any:
        return {
            "id": self.household,
            "list": self.order,
            "section": self.sheet.current(),
            "scroll": self.sheet.scrolled(),
        }

    # Opening

    def show_target(self, target: Any) -> None:
        """A household's id, or {"id", "list", "section"}: the list is the order for previous and next; or {"new"}."""
        wanted: dict[str, Any] = {"id": target} if isinstance(target, str) else dict(target)
        if self.unsaved() and wanted.get("id") != self.household and not self.leave():
            return
        self.order = wanted.get("list") or self.order
        self._section, self._scroll = wanted.get("section", ""), wanted.get("scroll", -1)
        if wanted.get("new"):
            self._begin_new()
        elif wanted.get("id"):
            self._open(wanted["id"])

    def _begin_new(self) -> None:
        self.is_new, self.household = True, new_id()
        home, head = self.household, new_id()
        self.stale = False
        self.desk.read(self, lambda s: household_page.blank_page(s, home, head), self._show_new, slot="page")

    def _show_new(self, data: PageData) -> None:
        self.household = data.file.household.id
        self._show(data)
        head = data.file.members[0]
        self.sheet.jump("members", focus=False)
        QTimer.singleShot(0, self, lambda: self.sheet.go_to(Spot(Key("member", head.id), "name")))

    def _open(self, household: str) -> None:
        self.is_new, self.household = False, household
        self.refresh()

    def refresh(self) -> None:
        if self.is_new or not self.household:
            return
        home = self.household
        self.stale = False
        self.desk.read(self, lambda s: household_page.page_of(s, home), self._show, slot="page")
        if home not in self.order:
            self.desk.read(self, household_page.list_order, self._take_order, slot="order")

    def _take_order(self, order: Sequence[str]) -> None:
        self.order = order
        self._show_place()

    def _show_place(self) -> None:
        at = list(self.order).index(self.household) if self.household in self.order else -1
        self.head.show_place(at, len(self.order))

    def _show(self, data: PageData) -> None:
        if data.file.household.id != self.household:
            return
        shown = self.book.data
        if shown is not None and not data.new and shown.file.household.id == self.household and not shown.new:
            self.book.read_anew(data)
            self._tell_of_others()
        else:
            self._drop_notice()
            self.book.open(data)
            self._find_draft(data)
            self.sheet.show_photos(())
            self.sheet.show_history(None)
            self.sheet.start(self._section, self._scroll)
        self._show_place()
        self._begin_more()
        self.titled.emit()

    def _begin_more(self) -> None:
        self._photo_timer.start()
        self._history_timer.start()
        self._hurry_history()

    def _hurry_history(self) -> None:
        if self._history_timer.isActive() and self.sheet.history_in_sight():
            self._history_timer.start(PHOTOS_MS)

    def _read_photos(self) -> None:
        data = self.book.data
        if data is not None and not data.new:
            home = data.file.household.id
            self.desk.read(self, lambda s: households.attachments(s, home), self.sheet.show_photos, slot="photos")

    def _read_history(self) -> None:
        data = self.book.data
        if data is None or data.new:
            self.sheet.show_history(())
            return
        file = data.file
        self.desk.read(self, lambda s: household_page.history_lines(s, file), self.sheet.show_history, slot="history")

    def step(self, by: int) -> None:
        """The next or the previous household of the list."""
        at = list(self.order).index(self.household) + by if self.household in self.order else -1
        if 0 <= at < len(self.order) and self.leave():
            self._section, self._scroll = self.sheet.current(), -1
            self._open(self.order[at])

    def _saved(self, data: PageData) -> None:
        """What was saved is what the page shows from now on; a new household joins the end of the list."""
        if self.is_new:
            self.is_new, self.order = False, [*self.order, self.household]
        self._drop_notice()
        self.book.open(data, year=self.book.year)
        self._show_place()
        self._begin_more()
        self.titled.emit()

    # Notices

    def _notify(self, title: str, text: str, verbs: Sequence[Verb] = (), *, level: str = "warning") -> MessageBar:
        self._drop_notice()
        self.notice = MessageBar(title, text, verbs, self, level=level, closable=True)
        self._top.addWidget(self.notice)
        return self.notice

    def _drop_notice(self) -> None:
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None

    def _find_draft(self, data: PageData) -> None:
        if data.draft is None or not self.book.edits.from_draft(data.draft.content):
            return
        count, at = self.book.edits.count(), data.draft.at
        self.keeper.found(at)
        title = f"上次没保存的 {count} 处改动找回来了（{at:%m月%d日 %H:%M} 的草稿）。"
        bar = self._notify(title, "请核对，要的话保存。", [Verb("drop", "不要这些改动")])
        bar.asked.connect(lambda _key: self.keeper.forget())

    def _tell_of_others(self) -> None:
        spots = self.book.edits.changed_elsewhere
        if spots:
            words = "、".join(dict.fromkeys(BY_NAME[s.key.ledger].by_name[s.field].label for s in spots))
            self._notify(
                f"你正在改的“{words}”，台账里也被改过。",
                "你填的还在页面上，点到那一格能看到台账里现在的值。保存会用你填的。",
            )

    # Editing

    def undo(self) -> None:
        """Take back one step and go to where it happened."""
        self._go_back_to(self.book.edits.undo())

    def redo(self) -> None:
        """Do one step again."""
        self._go_back_to(self.book.edits.redo())

    def _go_back_to(self, spot: Spot | None) -> None:
        if spot is not None and spot.field and self.book.edits.record(spot.key) is not None:
            self.sheet.go_to(spot)

    def next_doubt(self) -> None:
        """The next field with a doubt after the one that has the focus, round to the first."""
        spots = self.book.spots_to_visit()
        if not spots:
            hints = sum(doubt.level == "H" for doubt in self.book.doubts)
            show_toast(self, f"这一户没有疑点，有 {hints} 处提示。" if hints else "这一户没有疑点。")
            return
        here = self.sheet.spot_of_focus()
        at = spots.index(here) + 1 if here in spots else self._after(spots, here)
        self.sheet.go_to(spots[at % len(spots)])

    def _after(self, spots: Sequence[Spot], here: Spot | None) -> int:
        order = [key for key, _title in SECTIONS]
        section = order.index(section_of(here)) if here is not None else -1
        return next((at for at, spot in enumerate(spots) if order.index(section_of(spot)) > section), 0)

    def _fetch_last_year(self) -> None:
        words = self.sheet.income.fetch_last_year()
        if words:
            show_toast(self, words)

    def _look_for_twins(self, key: Key) -> None:
        member = self.book.edits.record(key)
        number = (member.id_number or "") if member is not None else ""
        if not number or "id_number" not in self.book.edits.changed_fields(key):
            self.book.note_twins(key.id, "")
            return

        def found(others: list[str]) -> None:
            words = f"台账里{'、'.join(others)}也是这个号。请核对是不是同一个人；核不了也能保存，会记成疑点。"
            self.book.note_twins(key.id, words if others else "")

        self.desk.read(self, lambda s: household_page.same_number(s, number, key.id), found, slot="twins")

    def paste_people(self) -> None:
        """从表格粘贴: rows copied in a spreadsheet become members."""
        self.paste = PasteDialog(self, self.book)
        self.paste.open()

    def _attach_receipt(self, year: str) -> None:
        if self.book.edits.is_made(Key("household_year", year)):
            show_toast(self, "这个年度还没有保存。先保存，再附照片。")
        else:
            self.sheet.photos.ask_for_files("household_year", year, RECEIPT)

    def _log_visit(self) -> None:
        if not self.is_new:
            self.go.emit("visit", self.household)


def make(desk: Desk) -> HouseholdPage:
    """The page for the main window."""
    return HouseholdPage(desk)
