"""设置, 备份: the list, a backup now or to a stick, and the check-up of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.actions import backups
from fupin_desk.actions.backups import Backup
from fupin_desk.core.dates import show_moment
from fupin_desk.core.files import show_size
from fupin_desk.core.sticks import sticks
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.kit.toast import MessageBar, show_toast
from fupin_desk.gui.pages.settings_section import Section
from fupin_desk.gui.theme.current import set_role, theme

_RULE = (
    "改过台账，每 30 分钟自动备份一次，关闭和锁定时也备份。旧的会自动清理：留最近 10 份、7 天、4 周、12 个月。"
    "备份也是加密的。备份和台账在同一台电脑上，电脑坏了会一起没，所以隔几天另存一份到U盘。"
)
_ROWS = 8


class BackupSection(Section):
    """What is kept, and the three verbs."""

    key, title = "backup", "备份"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.now_button = push("立即备份", "primary", icon="archive")
        self.stick_button = push("备份到U盘", icon="usb")
        self.check_button = push("数据体检", icon="shield-check")
        self.now_button.clicked.connect(self.back_up)
        self.stick_button.clicked.connect(self._choose_stick)
        self.check_button.clicked.connect(self.check_up)
        self.table = LedgerTable()
        self.table.set_columns([
            Column("when", "时间", 126, fixed=True), Column("why", "原因", 76), Column("what", "内容", 236),
            Column("size", "大小", 76, kind="number"), Column("file", "文件名", 190),
        ], ticks=False)  # fmt: skip
        self.table.setAccessibleName("备份")
        self.found: MessageBar | None = None
        self._lay()

    def _lay(self) -> None:
        card, px = self.card("备份"), theme().px
        verbs = QHBoxLayout()
        verbs.setSpacing(px(8))
        for button in (self.now_button, self.stick_button, self.check_button):
            verbs.addWidget(button)
        verbs.addStretch(1)
        card.body.addLayout(verbs)
        self._said = QVBoxLayout()
        card.body.addLayout(self._said)
        words = WrapLabel(_RULE)
        set_role(words, "hint")
        card.body.addWidget(words)
        kept = self.card("留着的备份")
        self._none = label("还没有备份。按“立即备份”做第一份。", "mut")
        kept.body.addWidget(self._none)
        kept.body.addWidget(self.table)
        restore = WrapLabel("要用备份：关掉或锁上台账，在开台账的窗口点“打开别的台账”，再选“从备份恢复”。原来的台账不会被动到。")
        set_role(restore, "hint")
        kept.body.addWidget(restore)
        self.cards.addStretch(1)

    def refresh(self) -> None:
        self.desk.read(self, backups.backups, self._show, slot="backups")

    def _show(self, found: Sequence[Backup]) -> None:
        today = date.today()
        self.table.set_rows([_row(backup, today) for backup in found])
        self.table.setFixedHeight(theme().px(34) * (min(len(found), _ROWS) + 1) + theme().px(8))
        self.table.setVisible(bool(found))
        self._none.setVisible(not found)

    # Verbs

    def back_up(self, to: Path | None = None) -> None:
        """Write a backup beside the ledger, or as one whole file into a folder."""
        where = to if isinstance(to, Path) else None
        self._busy(on=True)
        self.desk.run(self, lambda s, _task: backups.back_up(s, where), self._backed_up, label="正在备份",
                      always=lambda: self._busy(on=False))  # fmt: skip

    def _backed_up(self, made: Backup) -> None:
        self.refresh()
        whole = "，照片都在里面，可以拔U盘了" if made.stands_alone else ""
        show_toast(self, f"已备份并打开核对过：{made.path.name}，{show_size(made.size)}{whole}。")

    def _choose_stick(self) -> None:
        there = sticks()
        start = there[0].path if there else Path.home()
        place = QFileDialog.getExistingDirectory(self, "备份放到U盘的哪个文件夹", str(start))
        if place:
            self.back_up(Path(place))

    def check_up(self) -> None:
        """数据体检: read every page of the files and hold the records against the log."""
        self._busy(on=True)
        self.desk.run(self, lambda s, task: backups.verify(s, task), self._checked, label="正在体检",
                      always=lambda: self._busy(on=False))  # fmt: skip

    def _checked(self, findings: list[str]) -> None:
        if self.found is not None:
            self._said.removeWidget(self.found)
            self.found.deleteLater()
        if findings:
            self.found = MessageBar("体检发现要注意的", "\n".join(findings), level="warning", closable=True)
        else:
            words = "检查完了，台账、照片和变更日志都没有问题。"
            self.found = MessageBar(words, level="ok", closable=True)
        self._said.addWidget(self.found)

    def _busy(self, *, on: bool) -> None:
        for button in (self.now_button, self.stick_button, self.check_button):
            button.setEnabled(not on)

    def first(self) -> QWidget:
        return self.now_button


def _row(backup: Any, today: date) -> Row:
    counts = backup.counts
    what = f"{counts.get('household', 0)} 户，{counts.get('visit', 0)} 次走访，{backup.photos} 张照片"
    cells = (Cell(show_moment(backup.when, today), sort=backup.when), backup.why, what,
             Cell(show_size(backup.size), sort=backup.size), backup.path.name)  # fmt: skip
    return Row(str(backup.path), cells, spoken=f"{show_moment(backup.when, today)}，{backup.why}")
