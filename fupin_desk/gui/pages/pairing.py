"""结对帮扶: the board on which every household has one helper, by letters, by mouse, or a whole list at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fupin_desk.actions import households, pairing, pairing_board, records
from fupin_desk.actions.pairing_board import Board, Link
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb, show_toast
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.pairing_forms import RecordDialog, hand_over_dialog, helper_dialog, unit_dialog
from fupin_desk.gui.pages.pairing_held import Held, read_held
from fupin_desk.gui.pages.pairing_shape import PairingBoard
from fupin_desk.gui.pages.pairing_words import chain_items, done_in_words, rules_in_words, waiting_row
from fupin_desk.ledgers.changes import Changes


class PairingPage(PairingBoard):
    """Left who can take more, in the middle who has nobody and who belongs to whom, right how it came about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.board: Board | None = None
        self.household = ""
        self._wanted: dict[str, str] = {}
        self._connect()
        self._keys()

    def _connect(self) -> None:
        helpers, waiting, held = self.helpers, self.waiting, self.held
        helpers.table.current_moved.connect(self._say_helper)
        helpers.table.settled.connect(self._read_held)
        helpers.table.opened.connect(lambda _id: self.edit_helper())
        helpers.table.dropped.connect(self.assign_now)
        helpers.add_asked.connect(self.add_helper)
        helpers.import_asked.connect(lambda: self.go.emit("import", None))
        waiting.list.moved.connect(self._follow)
        waiting.list.opened.connect(lambda home: self.go.emit("household", home))
        waiting.list.chosen.connect(lambda _home, _helper: self._read_chain())
        waiting.suggest_asked.connect(self.suggest)
        waiting.save_asked.connect(self.save)
        waiting.picked.connect(self._on_picked)
        held.table.settled.connect(self._on_held_settled)
        held.table.opened.connect(lambda home: self.go.emit("household", home))
        held.details_asked.connect(self.edit_helper)
        held.hand_over_asked.connect(self.hand_over)
        held.print_asked.connect(lambda: self.go.emit("printing", {"form": "pairing_roster"}))
        self.units.add_asked.connect(lambda: self._open(unit_dialog(self, self.desk, None)))
        self.units.unit_asked.connect(self.edit_unit)

    def _keys(self) -> None:
        for keys, act in (("Ctrl+S", self.save), ("Ctrl+N", self.add_helper), ("Alt+P", self.toggle_history)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # Words of the frame

    def title(self) -> str:
        return "结对帮扶"

    def context(self) -> str:
        return rules_in_words(self.board.caps) if self.board else ""

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Tab", "到指派给"), ("首字母 Enter", "选人，接着下一户"), ("Ctrl+S", "保存选好的各户"), ("↑ ↓", "换一户、换一人"),
            ("空格", "勾选名下的户"), ("Enter", "在责任人上看资料，在户上打开档案"), ("Ctrl+N", "添加帮扶责任人"),
            ("Ctrl+F", "找责任人"), ("Alt+P", "结对历史"), ("Alt+A", "在农户台账里指派勾选的户"),
        ]  # fmt: skip

    def panes(self) -> list[QWidget]:
        parts = [self.helpers.table, self.waiting.list, self.held.table, self.history.since.editor, self.units.table]
        return [part for part in parts if part.isVisible()]

    def find_box(self) -> QWidget:
        return self.helpers.find_box

    def start_focus(self) -> None:
        (self.waiting.list if self.waiting.list.rows else self.helpers.table).setFocus()

    def selected(self) -> list[str] | None:
        return self.held.chosen() or ([self.household] if self.household else None)

    def place(self) -> dict[str, Any]:
        return {"helper": self.helpers.table.current_id(), "household": self.household}

    def show_target(self, target: Any) -> None:
        """A household's id, or {"household": …, "helper": …}: made current where they stand."""
        wanted = target if isinstance(target, dict) else {"household": target}
        self._wanted = {key: value for key, value in wanted.items() if isinstance(value, str)}
        if self.board is not None:
            self._go_to_wanted()

    def unsaved(self) -> bool:
        return bool(self.waiting.picks())

    def leave(self) -> bool:
        if not self.unsaved():
            return True
        count = len(self.waiting.picks())
        answer = ConfirmDialog.ask(
            self, f"选了 {count} 户的帮扶责任人，还没有保存", "离开前保存吗？台账里还是原来的样子。",
            [Verb("drop", "不要这些", "danger-link"), Verb("back", "回去接着选"), Verb("save", "保存并离开", "primary")],
            default="save",
        )  # fmt: skip
        if answer == "save":
            return self.save()
        if answer == "drop":
            self.waiting.clear()
        return answer == "drop"

    # Reading

    def refresh(self) -> None:
        if self.desk.session is None:
            return
        self.bars.start()
        self.desk.read(self, pairing_board.board, self._show, slot="board")

    def _show(self, board: Board) -> None:
        self.bars.stop()
        first = self.board is None
        self.board = board
        self.helpers.show_board(board)
        offered = [load for load in board.loads if load.helper.id not in board.gone]
        self.waiting.show_rows([waiting_row(w, board.today) for w in board.waiting], offered)
        self.units.show_board(board)
        self.history.set_today(board.today)
        if first:
            mine = next((p.helper.id for p in board.loads if p.helper.name == self.desk.session.user), None)
            self.helpers.table.go_to(mine)
        self._go_to_wanted()
        self.fit()
        self._read_held(self.helpers.table.current_id())
        if not self.household and board.waiting:
            self.household = board.waiting[0].card.household
        self._read_chain()
        self.titled.emit()
        if first and self.isAncestorOf(self.window().focusWidget()):
            self.start_focus()  # only now it is known whether a household waits

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, {}
        if "helper" in wanted:
            self.helpers.table.go_to(wanted["helper"])
        if "household" in wanted and not self.waiting.list.go_to(wanted["household"]):
            self._follow(wanted["household"])

    def _say_helper(self, helper: Any) -> None:
        """Only a new helper empties the card at once; the households follow when the arrow keys rest."""
        if self.held.held is not None and helper != self.held.held.helper:
            self.held.table.ticks.clear()

    def _read_held(self, helper: Any) -> None:
        if helper is None:
            if self.board is not None and not self.board.loads:
                self.held.show_held(None, "")
            return
        self.desk.read(self, lambda session: read_held(session, helper), self._show_held, slot="held")

    def _show_held(self, held: Held) -> None:
        self.held.show_held(held, self._name(held.helper))
        if not self.household and held.cards:
            self._follow(held.cards[0].household)

    def _on_held_settled(self, household: Any) -> None:
        if household is not None and self.held.table.hasFocus():
            self._follow(household)

    def _follow(self, household: str) -> None:
        """Make a household the current one: its chain shows at the right."""
        self.household = household
        self._read_chain()

    def _read_chain(self) -> None:
        home = self.household
        if not home:
            self.history.show_chain("", "", [])
            return
        self.desk.read(self, lambda session: _chain(session, home), self._show_chain, slot="chain")

    def _show_chain(self, found: tuple[str, str, list[Link]] | None) -> None:
        if found is None:  # removed meanwhile
            self.household = ""
            self.history.show_chain("", "", [])
            return
        name, number, links = found
        planned = self._name(self.waiting.picks().get(self.household, ""))
        today = self.board.today if self.board else date.today()
        self.history.show_chain(name, number, chain_items(links, today, planned))

    def _name(self, helper: str) -> str:
        loads = self.board.loads if self.board else ()
        return next((load.helper.name for load in loads if load.helper.id == helper), "")

    # Assigning

    def _on_picked(self) -> None:
        self.fit()
        self.titled.emit()

    def suggest(self) -> None:
        """按片区自动建议: fill the boxes of all that wait; nothing is saved."""
        self.desk.read(self, pairing.suggest, self._fill, slot="suggest", label="正在算")

    def _fill(self, found: dict[str, str]) -> None:
        known = {row.household for row in self.waiting.list.rows}
        self.waiting.fill({home: helper for home, helper in found.items() if home in known})
        left = len(known) - len(found)
        words = f"填好了 {len(found)} 户，还没有保存。请看过再保存。" if found else "没有人还能接户：都到上限了。可以逐户指派，或先添加帮扶责任人。"
        show_toast(self, words + (f"还有 {left} 户没有人能接。" if found and left else ""))

    def save(self) -> bool:
        """Write every pick in one step; False when there is nothing to write or the day is not right."""
        chosen = self.waiting.picks()
        day = self.history.day() if chosen else None
        if not chosen or day is None:
            self._show_history_for(day, bool(chosen))
            return False
        why = self.history.why()
        self.desk.run(
            self, lambda session, _task: pairing.assign_each(session, chosen, since=day, reason=why),
            done=lambda changes: self._assigned(changes, list(chosen)), label="正在保存",
        )  # fmt: skip
        return True

    def assign_now(self, helper: str, chosen: Sequence[str]) -> None:
        """What letting go over a helper does: these households are the helper's from the day at the right on."""
        day, why = self.history.day(), self.history.why()
        if day is None:
            self._show_history_for(day, True)
            return
        self.desk.run(
            self, lambda session, _task: pairing.assign(session, chosen, helper, since=day, reason=why),
            done=lambda changes: self._assigned(changes, chosen), label="正在指派",
        )  # fmt: skip

    def _show_history_for(self, day: date | None, wanted: bool) -> None:
        """The day that is wrong must be seen, also where the panel is put away."""
        if wanted and day is None and not self.history.isVisible():
            self.toggle_history()
            self.history.since.editor.setFocus()

    def _assigned(self, changes: Changes, chosen: Sequence[str]) -> None:
        self.waiting.forget(chosen)
        self.held.table.ticks.clear()
        self._say(changes)

    def _say(self, changes: Changes) -> None:
        if changes.batch:
            show_toast(self, done_in_words(changes), "撤销", lambda: self._undo(changes.batch))
        else:
            show_toast(self, changes.summary)

    def _undo(self, batch: str) -> None:
        self.desk.run(
            self, lambda session, _task: records.undo(session, batch),
            done=lambda changes: show_toast(self, f"{changes.summary}。"), label="正在撤销",
        )  # fmt: skip

    def hand_over(self) -> None:
        """整体移交: the ticked households, or all, of the current helper to another."""
        held, ticked = self.held.held, self.held.chosen()
        if held is None or not held.cards or self.board is None:
            return
        others = [p for p in self.board.loads if p.helper.id != held.helper and p.helper.id not in self.board.gone]
        count = len(ticked) or len(held.cards)
        dialog = hand_over_dialog(self, self._name(held.helper), count, others, ticked=bool(ticked))
        dialog.answered.connect(lambda values: self._hand_over(held.helper, values["helper"], ticked))
        dialog.open()

    def _hand_over(self, giver: str, taker: str, only: Sequence[str]) -> None:
        day, why = self.history.day(), self.history.why()
        if day is None:
            self._show_history_for(day, True)
            return
        self.desk.run(
            self, lambda session, _task: pairing.hand_over(session, giver, taker, only=only, since=day, reason=why),
            done=lambda changes: self._assigned(changes, only), label="正在移交",
        )  # fmt: skip

    # Helpers and units

    def add_helper(self) -> None:
        """A new helper."""
        self._open(helper_dialog(self, self.desk, None, self._units()))

    def edit_helper(self) -> None:
        """Every field of the current helper."""
        current = self.helpers.table.current_id()
        load = next((p for p in (self.board.loads if self.board else ()) if p.helper.id == current), None)
        if load is not None:
            self._open(helper_dialog(self, self.desk, load.helper, self._units()))

    def edit_unit(self, unit: str) -> None:
        """Every field of a helping unit."""
        found = next((u for u in self._units() if u.id == unit), None)
        if found is not None:
            self._open(unit_dialog(self, self.desk, found))

    def _units(self) -> list[Any]:
        return [line.unit for line in self.board.units] if self.board else []

    def _open(self, dialog: RecordDialog) -> None:
        dialog.saved.connect(self._say)
        dialog.open()


def _chain(session: Session, household: str) -> tuple[str, str, list[Link]] | None:
    """Name, short number and chain of a household; None when it is gone."""
    card = households.cards(session, [household]).get(household)
    return (card.head, card.short_number, pairing_board.chain(session, household)) if card else None


def make(desk: Desk) -> Page:
    """The page for the main window."""
    return PairingPage(desk)
