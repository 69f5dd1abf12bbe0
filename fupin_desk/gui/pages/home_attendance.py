"""首页: the window of 记考勤 around the month's sheet."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.actions import attendance, records
from fupin_desk.actions.attendance import MonthSheet
from fupin_desk.core.dates import month_of, show_month
from fupin_desk.core.errors import Invalid
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb, show_error, show_toast
from fupin_desk.gui.pages.home_sheet import AttendanceGrid
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.codes import code_list


class AttendanceDialog(QDialog):
    """One month at a time; what is marked is saved in one step that can be taken back."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page)
        self.page, self.desk = page, desk
        self.setWindowTitle("记考勤")
        set_role(self, "dialog")
        self.month = month_of(desk.session.today)
        self.grid = AttendanceGrid(self)
        self.heading = label("", "h2")
        self.hint = label("", "hint")
        self._build()
        self._connect()
        self.show_month(self.month)

    def _build(self) -> None:
        px = theme().px
        self.before_button = push("", "icon", icon="chevron-left")
        self.after_button = push("", "icon", icon="chevron-right")
        self.before_button.setAccessibleName("上个月")
        self.after_button.setAccessibleName("下个月")
        for button in (self.before_button, self.after_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # PgUp and PgDn do it from the sheet
        head = QHBoxLayout()
        head.addWidget(self.before_button)
        head.addWidget(self.heading)
        head.addWidget(self.after_button)
        head.addStretch(1)
        signs = "　".join(f"{c.code} {c.short} {c.label}" for c in code_list("attendance_state").options())
        head.addWidget(label(f"{signs}　空格 在村　Delete 清掉", "mut"))
        self.area = QScrollArea(self)
        self.area.setWidget(self.grid)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back_button = push("关上", key="Esc")
        self.save_button = push("保存", "primary", key="Ctrl+S")
        foot = QHBoxLayout()
        foot.addWidget(self.hint)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.save_button)
        down = QVBoxLayout(self)
        down.setContentsMargins(px(20), px(14), px(20), px(14))
        down.setSpacing(px(12))
        down.addLayout(head)
        down.addWidget(self.area, 1)
        down.addLayout(foot)

    def _connect(self) -> None:
        self.grid.edited.connect(self._tell)
        self.grid.month_asked.connect(self.turn)
        self.before_button.clicked.connect(lambda: self.turn(-1))
        self.after_button.clicked.connect(lambda: self.turn(1))
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.save)

    def show_month(self, month: str) -> None:
        """Read a month and show it."""
        self.desk.read(self, lambda session: attendance.month_sheet(session, month), self._show, slot="sheet")

    def _show(self, sheet: MonthSheet) -> None:
        self.month = sheet.month
        self.heading.setText(f"{show_month(sheet.month)}考勤")
        self.after_button.setEnabled(sheet.month < month_of(sheet.today))
        self.grid.show_sheet(sheet)
        hint, most = self.grid.sizeHint(), self.page.window().size()
        self.grid.resize(hint)
        px = theme().px
        width = min(hint.width() + px(44), most.width() - px(20))
        self.resize(width, min(hint.height() + px(150), most.height() - px(40)))
        self.grid.setFocus()
        self._tell()

    def _tell(self) -> None:
        count = len(self.grid.changed)
        self.hint.setText(f"改了 {count} 处，还没保存" if count else "PgUp、PgDn 换月份")
        set_role(self.hint, "warn" if count else "hint")
        self.save_button.setEnabled(bool(count))

    def turn(self, months: int) -> None:
        """Another month; what is not saved comes first."""
        if self.grid.changed:
            self.hint.setText("先按 Ctrl+S 保存这个月的改动，再换月份")
            return
        first = date.fromisoformat(f"{self.month}-01")
        other = (first - timedelta(days=1)) if months < 0 else (first + timedelta(days=32)).replace(day=1)
        if month_of(other) <= month_of(self.desk.session.today):
            self.show_month(month_of(other))

    def save(self) -> None:
        """Write the marked days in one step and close."""
        sheet, changed = self.grid.sheet, dict(self.grid.changed)
        if sheet is None or not changed or not self.save_button.isEnabled():
            return
        self.save_button.setEnabled(False)
        self.desk.run(
            self, lambda session, _task: attendance.save_month(session, sheet, changed), done=self._saved,
            failed=self._refused, label="正在保存", always=self._tell,
        )  # fmt: skip

    def _saved(self, changes: Changes) -> None:
        page, desk = self.page, self.desk
        self.grid.changed.clear()
        self.accept()

        def undo() -> None:
            desk.run(page, lambda session, _task: records.undo(session, changes.batch))

        show_toast(page, f"{changes.summary}。", "撤销", undo)

    def _refused(self, error: Invalid) -> None:
        show_error(self, "\n".join(problem.message for problem in error.problems))

    def reject(self) -> None:
        """Esc: marked days that are not saved are asked about first."""
        count = len(self.grid.changed)
        if count:
            verbs = [Verb("drop", "不要这些改动", "danger-link"), Verb("back", "回去接着记"), Verb("save", "保存", "primary")]
            answer = ConfirmDialog.ask(self, f"考勤有 {count} 处没保存", "关上之前保存吗？", verbs, default="save")
            if answer == "save":
                self.save()
            if answer != "drop":
                return
        super().reject()
