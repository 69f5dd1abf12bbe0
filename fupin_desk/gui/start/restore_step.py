"""Restoring: choose a backup (those on plugged-in sticks are offered) and the new folder it is unpacked into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.core.dates import show_moment
from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import show_size
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import FactGrid, label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.inputs.line import TextEdit
from fupin_desk.gui.kit.items import Item, ItemList
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.start import verbs
from fupin_desk.gui.start.secret import AskedField, typed
from fupin_desk.gui.start.steps import Step
from fupin_desk.gui.start.village_step import SUFFIX, shown_place
from fupin_desk.gui.theme.current import set_role, theme

_LIST_ROWS = 4


class RestoreStep(Step):
    """A backup and a new name. The ledger that may still exist is not touched."""

    title = "从哪一份备份恢复？"
    advice = "选U盘或电脑里名字以“.fbk”结尾的备份。恢复成一本新的台账，原来的台账如果还在，不会被动到。"
    verb = "恢复"
    width_px = 760

    def __init__(self, desk: Desk, home: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._home = desk, home
        self.backup: Any = None
        self._found: dict[str, Any] = {}
        self.list = ItemList(self)
        self.list.moved.connect(self._on_moved)
        self.list.picked.connect(self._on_moved)
        self._heading = label("", "sec")
        self._facts = FactGrid(name_width=90)
        self._problem = WrapLabel("")
        set_role(self._problem, "red")
        self._card = QFrame()
        set_role(self._card, "card")
        self.name = AskedField("新台账的名字", TextEdit(most=60), required=True)
        self.name.edited.connect(self._on_name)
        self._lay()
        self._show_backup()

    def _lay(self) -> None:
        px = theme().px
        choose = push("选一个备份文件", big=True, icon="folder-open")
        choose.clicked.connect(self._choose)
        self.choose_button = choose
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(choose)
        row.addWidget(self._heading, 1)
        self.fields.addLayout(row)
        self.list.setFixedHeight(px(52) * _LIST_ROWS)
        self.list.hide()
        self.fields.addWidget(self.list)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(px(18), px(14), px(18), px(14))
        inside.addWidget(self._facts)
        self.fields.addWidget(self._card)
        self.fields.addWidget(self._problem)
        self.fields.addWidget(self.name)
        self._elsewhere = push("换个地方", "link")
        self._elsewhere.clicked.connect(self._choose_home)
        self._place = label("", "hint")
        self._where = QWidget()
        where = QHBoxLayout(self._where)
        where.setContentsMargins(0, 0, 0, 0)
        where.setSpacing(px(4))
        where.addWidget(self._place)
        where.addWidget(self._elsewhere)
        where.addStretch(1)
        self.fields.addWidget(self._where)

    def start(self) -> None:
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._desk.read(self, lambda _session: verbs.backups_on_sticks(), self._show_found, slot="sticks")

    def _show_found(self, found: Sequence[Any]) -> None:
        self._found = {str(b.path): b for b in found}
        today = date.today()
        items = [Item(str(b.path), b.path.stem, detail=f"{shown_place(b.path.parent)}　{show_size(b.size)}",
                      right=show_moment(b.when, today)) for b in found]  # fmt: skip
        self.list.show_items(items)
        self.list.setVisible(bool(items))
        self._heading.setText(f"U盘上找到 {len(items)} 份，最近的在前" if items else "没有找到插着的U盘上的备份")

    def _on_moved(self, item: Item) -> None:
        if item is not None and item.key in self._found:
            self.take(self._found[item.key])

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, "选一个备份文件", str(Path.home()), "备份 (*.fbk)")
        if path:
            self.take_file(Path(path))

    def _choose_home(self) -> None:
        place = QFileDialog.getExistingDirectory(self, "恢复到哪个文件夹里", str(self._home.parent))
        if place:
            self._home = Path(place)
            self._show_backup()

    def take_file(self, path: Path) -> None:
        """Read what a file tells of itself and choose it; a file that is no backup is refused in words."""
        try:
            self.take(verbs.read_backup(path))
        except DeskError as error:
            self.backup = None
            self._show_backup(str(error))

    def take(self, backup: Any) -> None:
        """Choose this backup and propose a name."""
        self.backup = backup
        stem = backup.path.stem.rsplit("-", 2)[0] or "台账"
        if typed(self.name) is None or not self.name.changed():
            self.name.put(self._free(stem))
        self._show_backup()

    def _free(self, stem: str) -> str:
        name, count = stem, 1
        while (self._home / f"{name}{SUFFIX}").exists():
            count += 1
            name = f"{stem}（恢复）" if count == 2 else f"{stem}（恢复{count - 1}）"
        return name

    def _show_backup(self, problem: str = "") -> None:
        b = self.backup
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._card.setVisible(b is not None)
        self.name.setVisible(b is not None)
        self._where.setVisible(b is not None)
        if b is not None:
            counts = b.counts
            self._facts.show_facts([
                ("备份时间", show_moment(b.when, date.today())),
                ("内容", f"{counts.get('household', 0)} 户，{counts.get('visit', 0)} 次走访，{b.photos} 张照片"),
                ("文件", f"{b.path.name}　{show_size(b.size)}"),
            ])  # fmt: skip
            self._place.setText(f"台账放在 {shown_place(self.folder())}")
        self.changed.emit()

    def _on_name(self) -> None:
        self._show_backup()

    def folder(self) -> Path:
        """The new ledger's folder."""
        return self._home / f"{typed(self.name) or '台账'}{SUFFIX}"

    def missing(self) -> str:
        if self.backup is None:
            return "还没有选备份"
        if typed(self.name) is None:
            return "还要起个名字"
        return "这个名字已经有了，换一个" if self.folder().exists() else ""

    def point_out(self) -> None:
        where = self.choose_button if self.backup is None else self.name.editor
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self) -> str:
        return "口令还是备份那天的，忘了可以用当时的恢复码"
