"""打印中心: a printing on its way: laid out, sent to the printer in one pass or two, or saved to a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from fupin_desk.actions import paper_sheets
from fupin_desk.actions.paper_sheets import Sheet
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import Task
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.pages import printing_machine
from fupin_desk.gui.pages.printing_machine import Machine, Way
from fupin_desk.gui.pages.printing_turn import AS_IT_IS, TurnDialog
from fupin_desk.gui.pages.printing_work import PRINTER, Wanted, lay_out, note, save_pdf, save_text, save_xlsx

_TURN = "printing.turn"
"""How the stack goes back into each printer, as the person last answered."""


@dataclass(frozen=True)
class Printing:
    """One press of 打印: what, how often, on which printer and how. ``title`` names the form, never a person."""

    wanted: Wanted
    times: int
    machine: Machine
    way: Way
    title: str


@dataclass(frozen=True)
class Laid:
    """The pages of a printing, laid out on sheets; its first pass is at the printer."""

    printing: Printing
    pdf: bytes = field(repr=False)
    sheets: Sequence[Sheet]
    sides: int

    def pages(self) -> int:
        """Pages with something on them, both passes together."""
        return sum(1 + (sheet.back is not None) for sheet in self.sheets)


class PrintJobs(QObject):
    """Prints and saves for the page; the worker does it, the window goes on living."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self.page = desk, page
        self.dialog: TurnDialog | None = None

    # Printer

    def print_all(self, printing: Printing) -> None:
        """Lay out and print; with paper turned by hand the fronts, then the instruction, then the backs."""
        printer = self._printer(printing)
        if printer is not None:
            self.desk.run(self.page, lambda s, t: _print(s, t, printing, printer), done=self._printed, label="正在打印")

    def _printer(self, printing: Printing) -> QPrinter | None:
        try:
            return printing_machine.open_printer(printing.machine)
        except DeskError as error:
            show_error(self.page, str(error))
            return None

    def _printed(self, laid: Laid) -> None:
        if laid.printing.way.by_hand and paper_sheets.has_backs(laid.sheets):
            self._ask_to_turn(laid)
        else:
            show_toast(self.page, f"已交给打印机：{laid.pages()} 页，{len(laid.sheets)} 张纸。")

    def _ask_to_turn(self, laid: Laid) -> None:
        held = self.desk.memory.get(_TURN, {})
        way = held.get(laid.printing.machine.name, AS_IT_IS) if isinstance(held, dict) else AS_IT_IS
        self.dialog = TurnDialog(self.page, len(laid.sheets), way)
        self.dialog.answered.connect(lambda answer: self._turned(laid, answer))
        self.dialog.open()

    def _turned(self, laid: Laid, answer: str) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        if not answer:
            show_toast(self.page, "反面没有打，正面已经打了。", "接着打反面", lambda: self._ask_to_turn(laid))
            return
        held = self.desk.memory.get(_TURN, {})
        self.desk.memory.put(_TURN, {**(held if isinstance(held, dict) else {}), laid.printing.machine.name: answer})
        printer = self._printer(laid.printing)
        if printer is not None:
            last_first = answer == AS_IT_IS
            self.desk.run(
                self.page, lambda _s, task: _print_backs(task, laid, printer, last_first=last_first),
                done=lambda _sides: show_toast(self.page, f"反面也交给打印机了：一共 {laid.pages()} 页，{len(laid.sheets)} 张纸。"),
                label="正在打反面",
            )  # fmt: skip

    # Files

    def save_pdf(self, wanted: Wanted, blank: int, title: str, *, both_sides: bool) -> None:
        """Ask where to, and write everything into one PDF with a bookmark for each household."""
        path = self._ask_path("存为 PDF", title, "pdf", "PDF 文件 (*.pdf)")
        if path is not None:
            self.desk.run(
                self.page, lambda s, t: save_pdf(s, t, wanted, blank, path, both_sides=both_sides),
                done=lambda pages: show_toast(self.page, f"已存到“{path.name}”，{pages} 页。里面有个人信息，用完请删除。"),
                label="正在存 PDF",
            )  # fmt: skip

    def save_xlsx(self, wanted: Wanted, title: str) -> None:
        """Ask where to, and write the one copy as a workbook."""
        path = self._ask_path("存为 Excel", title, "xlsx", "Excel 表格 (*.xlsx)")
        if path is not None:
            self.desk.run(
                self.page, lambda s, _t: save_xlsx(s, wanted, path),
                done=lambda _none: show_toast(self.page, f"已存到“{path.name}”。里面有个人信息，用完请删除。"), label="正在存 Excel",
            )  # fmt: skip

    def save_text(self, wanted: Wanted, title: str) -> None:
        """Ask where to, and write a document as plain text that can be pasted elsewhere."""
        path = self._ask_path("存为文本", title, "txt", "文本文件 (*.txt)")
        if path is not None:
            self.desk.run(
                self.page, lambda s, t: save_text(s, t, wanted, path),
                done=lambda _none: show_toast(self.page, f"已存到“{path.name}”，可以粘贴到别处改。"), label="正在写文本",
            )  # fmt: skip

    def _ask_path(self, caption: str, title: str, ending: str, kinds: str) -> Path | None:
        suggested = f"{title}{self.desk.session.today:%Y%m%d}.{ending}"
        name, _ = QFileDialog.getSaveFileName(self.page, caption, suggested, kinds)
        return Path(name).with_suffix(f".{ending}") if name else None


def _print(session: Session, task: Task, printing: Printing, printer: QPrinter) -> Laid:
    way = printing.way
    run, sheets = lay_out(session, task, printing.wanted, printing.times, both_sides=way.both_sides)
    sides = paper_sheets.fronts(sheets) if way.by_hand else paper_sheets.straight(sheets, both_sides=way.both_sides)
    sent = printing_machine.send(run.pdf, sides, printer, way, printing.title, task)
    # Noted with the backs that are yet to come: what lies in the printer is out of our hands.
    note(session, printing.wanted, PRINTER, sum(1 + (sheet.back is not None) for sheet in sheets), len(sheets))
    return Laid(printing, run.pdf, sheets, sent)


def _print_backs(task: Task, laid: Laid, printer: QPrinter, *, last_first: bool) -> int:
    sides = paper_sheets.backs(laid.sheets, last_first=last_first)
    return printing_machine.send(laid.pdf, sides, printer, laid.printing.way, laid.printing.title, task, backs=True)
