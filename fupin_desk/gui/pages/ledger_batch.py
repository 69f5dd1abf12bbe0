"""农户台账: what is done with many households at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.actions import exporting, pairing, records
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.choices import ChoiceBox, Option
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.days import DateEdit
from fupin_desk.gui.kit.kinds import editor_for
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.helping import PAIRING


class AssignDialog(QDialog):
    """指派帮扶人: one helper for the chosen households from a day on; a former pairing ends that day."""

    def __init__(self, parent: QWidget, desk: Desk, chosen: Sequence[str]) -> None:
        super().__init__(parent)
        self.page, self.desk, self.chosen = parent, desk, list(chosen)
        self.setWindowTitle("指派帮扶责任人")
        self.helper = ChoiceBox(_options(desk.peek(pairing.loads)))
        self.since = DateEdit()
        self.since.set_value(desk.session.today)
        self.reason = editor_for(PAIRING.by_name["end_reason"].kind)
        self.assign_button, back = push("指派", "primary", key="Ctrl+Enter"), push("回去", key="Esc")
        self.assign_button.setShortcut("Ctrl+Return")
        down = QVBoxLayout(self)
        down.setContentsMargins(*(theme().px(20) for _ in range(4)))
        down.setSpacing(theme().px(12))
        down.addWidget(label(f"给 {len(self.chosen)} 户指派帮扶责任人", "h2"))
        down.addWidget(label("原来的结对到生效日期为止，记录保留。", "sec"))
        down.addWidget(FieldFrame("帮扶责任人", self.helper, required=True))
        down.addWidget(FieldFrame("生效日期", self.since, required=True))
        down.addWidget(FieldFrame("变动原因", self.reason))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(back)
        row.addWidget(self.assign_button)
        down.addLayout(row)
        self.setMinimumWidth(theme().px(440))
        self.assign_button.clicked.connect(self.assign)
        back.clicked.connect(self.reject)
        self.helper.setFocus()

    def assign(self) -> None:
        """Write the pairings in one step."""
        helper, since, reason = self.helper.value(), self.since.value(), self.reason.value()
        if helper is None:
            show_error(self, "还没有选帮扶责任人。没有改动任何内容。请打名字的首字母来选。")
            return
        self.desk.run(
            self, lambda session, _task: pairing.assign(session, self.chosen, helper, since=since, reason=reason),
            done=self._done, label="正在指派",
        )  # fmt: skip

    def _done(self, changes: Changes) -> None:
        page = self.page
        self.accept()
        if changes.batch:
            show_toast(page, changes.summary, "撤销", lambda: self.desk.run(page, lambda s, _t: records.undo(s, changes.batch)))
        else:
            show_toast(page, changes.summary)


def _options(loads: Sequence[pairing.Load]) -> list[Option]:
    return [Option(p.helper.id, f"{p.helper.name}　{p.unit}　{p.households}/{p.cap} 户", keys=p.helper.name) for p in loads]


def export_list(page: QWidget, desk: Desk, columns: Sequence[str], chosen: Sequence[str]) -> None:
    """Ask where to and write the list as it stands on screen."""
    suggested = f"农户台账{desk.session.today:%Y%m%d}.xlsx"
    name, _ = QFileDialog.getSaveFileName(page, "导出表格", suggested, "Excel 表格 (*.xlsx)")
    if not name:
        return
    path = Path(name).with_suffix(".xlsx")

    def write(session: Session, task: object) -> Path:
        exporting.export_cards(session, list(columns), list(chosen), path)
        return path

    desk.run(page, write, done=lambda _path: show_toast(page, f"已导出 {len(chosen)} 户到“{path.name}”"), label="正在导出")
