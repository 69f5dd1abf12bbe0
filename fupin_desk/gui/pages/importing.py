"""导入表格: the county's files are read and looked at first; then they go into the ledger as one step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.actions import importing, records
from fupin_desk.actions.importing import FileRead
from fupin_desk.actions.session import Session
from fupin_desk.core.progress import Task
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.busy import LoadingBars
from fupin_desk.gui.kit.toast import show_toast
from fupin_desk.gui.lane import Job
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.importing_counts import CountsCard
from fupin_desk.gui.pages.importing_files import PATTERNS, ChooseCard, FilesCard, dropped_files
from fupin_desk.gui.pages.importing_findings import FindingsCard
from fupin_desk.gui.pages.importing_foot import FootBar
from fupin_desk.gui.pages.importing_label import GivenBox
from fupin_desk.gui.pages.importing_words import Look, look, verdict, year_wanted
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, LOW_HEIGHT, NARROW_WIDTH
from fupin_desk.ledgers.changes import Changes

SMALL_HEIGHT = 660
"""Below this logical window height the list of files shows a line less."""


class ImportPage(Page):
    """Choose, look, import, and if it was wrong take all of it back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.files: tuple[FileRead, ...] = ()
        self.found: Look | None = None
        self.batch = ""
        self._job: Job | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._build()
        self._connect()
        self.setAcceptDrops(True)
        self._show_state()
        self._fit()

    def _build(self) -> None:
        self.choose, self.list = ChooseCard(self), FilesCard(self)
        self.counts, self.findings, self.foot = CountsCard(self), FindingsCard(self), FootBar(self)
        self.bars = LoadingBars(self.findings)
        self.middle = GivenBox(self)
        self._across = QHBoxLayout(self.middle)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.addWidget(self.counts)
        self._across.addWidget(self.findings, 1)
        self._page = QVBoxLayout(self)
        self._page.addWidget(self.choose, 1)
        self._page.addWidget(self.list)
        self._page.addWidget(self.middle, 1)
        self._page.addWidget(self.foot)

    def _connect(self) -> None:
        way, done = self.foot.way, self.foot.done
        self.choose.asked.connect(self.choose_files)
        self.list.add_asked.connect(self.choose_files)
        self.list.again_asked.connect(lambda: self.add([file.path for file in self.files]))
        self.list.drop_asked.connect(self.drop)
        self.findings.save_asked.connect(self.save_problems)
        way.changed.connect(self.look_again)
        way.import_asked.connect(self.apply)
        done.undo_asked.connect(self.undo)
        done.save_asked.connect(self.save_problems)
        done.more_asked.connect(self.start_over)
        for keys, act in (("Ctrl+O", self.choose_files), ("Ctrl+Return", self.apply), ("Ctrl+Enter", self.apply)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        theme().changed.connect(self._fit)

    # Words of the frame

    def title(self) -> str:
        return "导入表格"

    def context(self) -> str:
        if self.batch:
            return "已导入，可以整步撤销"
        return "先看会写什么，再导入；看的时候台账不变"

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+O", "选文件"), ("Ctrl+Enter", "导入"), ("↑ ↓", "换一条问题，下面写全文"), ("Ctrl+C", "抄下这一条"),
            ("Tab", "到方式和年度"), ("Esc", "停下正在做的"),
        ]  # fmt: skip

    def panes(self) -> list[QWidget]:
        if not self.files:
            return [self.choose.empty.button]
        return [self.list.table, self.counts.table, self.findings.table(), self.foot.way.way]

    def show_target(self, target: Any) -> None:
        """Paths of files to read at once."""
        if isinstance(target, list | tuple) and all(isinstance(path, str | Path) for path in target):
            self.add([Path(path) for path in target])

    def refresh(self) -> None:
        """The ledger changed: what the files would do is looked at anew, without reading them again."""
        if self.files and not self.batch:
            self.look_again()

    # Choosing

    def choose_files(self) -> None:
        """Ctrl+O: choose files in the system's window."""
        names, _ = QFileDialog.getOpenFileNames(self, "选要导入的表格", self._folder, PATTERNS)
        if names:
            self._folder = str(Path(names[0]).parent)
            self.add([Path(name) for name in names])

    def add(self, paths: Sequence[Path]) -> None:
        """Read files; one that is on the list already is read anew."""
        if not paths:
            return
        if self.batch:
            self.start_over()
        wanted = list(paths)
        fresh = {path.resolve() for path in wanted}
        kept = [file for file in self.files if file.path.resolve() not in fresh]
        before = {file.path.resolve(): at for at, file in enumerate(self.files)}

        def read(session: Session, task: Task) -> Look:
            found = importing.read_files(wanted, task=task)
            ordered = sorted([*kept, *found], key=lambda f: before.get(f.path.resolve(), len(before)))
            return look(session, ordered, year, mode, task)

        year, mode = self.foot.way.wanted_year(), self.foot.way.mode()
        self._run(read, "正在读文件")

    def drop(self, path: Path) -> None:
        """Take a file off the list."""
        self.files = tuple(file for file in self.files if file.path != path)
        if self.files:
            self.look_again()
        else:
            self.start_over()

    def start_over(self) -> None:
        """Nothing chosen, as at the beginning."""
        self._stop()
        self.files, self.found, self.batch = (), None, ""
        self._show_state()
        self.titled.emit()

    # Looking

    def look_again(self) -> None:
        """Hold the files that were read against the ledger once more: another way, another year, another ledger."""
        if not self.files or self.batch or self.desk.session is None:
            return
        files, year, mode = self.files, self.foot.way.wanted_year(), self.foot.way.mode()
        self._run(lambda session, task: look(session, files, year, mode, task), "正在核对")

    def _run(self, work: Any, words: str) -> None:
        """One look at a time: a new one stops the one before."""
        self._stop()
        self.foot.way.say(f"{words}，台账没有变。", ready=False)
        self.bars.start(words)
        job = self.desk.run(self, work, done=lambda found: self._show(job, found), label=words, always=lambda: self._ended(job))
        self._job = job

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ended(self, job: Job) -> None:
        if self._job is not job and self._job is not None:
            return
        self._job = None
        self.bars.stop()
        if self.found is not None:
            self._say_verdict(self.found)

    def _show(self, job: Job, found: Look) -> None:
        if job is not self._job:
            return
        first = not self.files
        self.found, self.files = found, found.files
        self.list.show_look(found)
        self.counts.show_counts(found.plan.counts, done=False)
        self.findings.show_look(found)
        self.foot.way.want_year(year_wanted(found.plan))
        self._fit()
        self._show_state()
        if first:
            self.findings.table().setFocus()

    def _say_verdict(self, found: Look) -> None:
        self.foot.way.say(verdict(found), ready=found.readable and not found.plan.empty)

    # Importing

    def apply(self) -> None:
        """导入: everything in one step."""
        found = self.found
        if found is None or self.batch or self._job is not None or found.plan.empty:
            return
        self.foot.way.say("正在导入。停下的话，一条也不会写。", ready=False)
        self._job = self.desk.run(
            self, lambda session, task: importing.apply_import(session, found.plan, task=task), done=self._done,
            label="正在导入", always=self._after_apply,
        )  # fmt: skip

    def _after_apply(self) -> None:
        self._job = None
        if not self.batch and self.found is not None:
            self._say_verdict(self.found)

    def _done(self, changes: Changes) -> None:
        assert self.found is not None
        plan, self.batch = self.found.plan, changes.batch
        self.counts.show_counts(plan.counts, done=True)
        left = sum(problem.level == "E" for problem in plan.problems)
        same = sum(count.same for count in plan.counts.values())
        words = f"导入好了：{plan.summary}"
        words += f"另有 {same:,} 条和原来一样。" if same else ""
        words += f"{left} 处没有导入，改好原表再导一次就会补上。" if left else "导入前已经备份。"
        self.foot.done.say(words, len(plan.problems))
        self._show_state()
        self.titled.emit()

    def undo(self) -> None:
        """撤销本次导入: the ledger is again as it was before."""
        batch = self.batch
        if not batch:
            return
        self.desk.run(self, lambda session, _task: records.undo(session, batch), done=self._undone, label="正在撤销")

    def _undone(self, changes: Changes) -> None:
        self.batch = ""
        self._show_state()
        self.look_again()
        self.titled.emit()
        show_toast(self, f"{changes.summary}。文件还在，可以再看再导。")

    def save_problems(self) -> None:
        """Write the problems as a workbook."""
        if self.found is None:
            return
        plan = self.found.plan
        suggested = str(Path(self._folder) / f"导入问题{self.desk.session.today:%Y%m%d}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "问题存成表格", suggested, "Excel 表格 (*.xlsx)")
        if not name:
            return
        path = Path(name).with_suffix(".xlsx")

        def write(session: Session, _task: Task) -> int:
            from fupin_desk.actions.import_problems import write_problems  # noqa: PLC0415  # openpyxl takes 0.3 s

            return write_problems(session, plan, path)

        self.desk.run(
            self, write, done=lambda count: show_toast(self, f"{count} 处问题已存到“{path.name}”。表里有姓名，用完请删除。"),
            label="正在存",
        )  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is running and stays here; otherwise it is the window's."""
        if event.key() == Qt.Key.Key_Escape and self._job is not None:
            self._job.cancel()
            return
        super().keyPressEvent(event)

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_files(event.mimeData())
        event.acceptProposedAction()
        if paths:
            self.add(paths)
        else:
            show_toast(self, "拖来的东西里没有表格，没有读。")

    # Shape

    def _show_state(self) -> None:
        chosen = bool(self.files)
        self.choose.setVisible(not chosen)
        for part in (self.list, self.middle, self.foot):
            part.setVisible(chosen)
        self.list.set_locked(bool(self.batch))
        self.foot.show_done(bool(self.batch))

    def _fit(self) -> None:
        px, logical = theme().px, self.window().width() / theme().scale
        low = self.window().height() / theme().scale < LOW_HEIGHT
        self.counts.setFixedWidth(px(360 if logical >= FULL_WIDTH else 330 if logical >= NARROW_WIDTH else 306))
        side, edge = px(16 if low else 20), px(12 if low else 16)
        small = self.window().height() / theme().scale < SMALL_HEIGHT
        self.list.set_most(3 if small else 4 if low else 6, self.width() - 2 * side)
        self._page.setContentsMargins(side, edge, side, edge)
        self._page.setSpacing(px(10 if low else 12))
        self._across.setSpacing(px(10 if low else 12))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def make(desk: Desk) -> Page:
    """The page for the main window."""
    return ImportPage(desk)
