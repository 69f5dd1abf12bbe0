"""Step 3: the recovery code is printed, and two groups of it are typed back before the ledger is made."""

from __future__ import annotations

import re
import secrets
import unicodedata
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.core.errors import DeskError
from fupin_desk.core.sticks import sticks
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.inputs.line import LineEdit
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.start.letters import mono
from fupin_desk.gui.start.sheet import Sheet, draw, lay_out, write_pdf
from fupin_desk.gui.start.steps import Step
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_COLUMNS = 4
_NO_PRINTER = "这台电脑没有装打印机。可以存成 PDF 到U盘，在别处打印；也可以手抄下来。"


class CodeGroups(QWidget):
    """The groups in boxes with their numbers; ``hide_groups`` covers them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.groups: tuple[str, ...] = ()
        self.covered = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_code(self, code: str) -> None:
        """Show this code."""
        self.groups = tuple(code.split("-"))
        self.setAccessibleName("恢复码 " + "，".join(f"第{n}组 {' '.join(g)}" for n, g in enumerate(self.groups, 1)))
        self.updateGeometry()
        self.update()

    def cover(self, covered: bool) -> None:
        """Cover or show the letters."""
        self.covered = covered
        self.update()

    def sizeHint(self) -> QSize:
        rows = (len(self.groups) + _COLUMNS - 1) // _COLUMNS
        return QSize(theme().px(600), theme().px(77 * rows))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, px = theme(), QPainter(self), theme().px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = px(16)
        each = (self.width() - gap * (_COLUMNS - 1)) / _COLUMNS
        for at, group in enumerate(self.groups):
            box = QRectF(at % _COLUMNS * (each + gap), at // _COLUMNS * px(77), each, px(48)).adjusted(0.5, 0.5, -0.5, 0)
            painter.setPen(QPen(now.color("line"), 1))
            painter.setBrush(now.color("sunken"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(mono(20))
            painter.setPen(now.color("ink"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "●●●●" if self.covered else group)
            painter.setFont(now.font())
            painter.setPen(now.color("ink2"))
            under = QRectF(box.left(), box.bottom() + px(1), each, px(22))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(at + 1))


class GroupEdit(LineEdit):
    """Four characters of the code, turned to capitals."""

    def __init__(self, wanted: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.setProperty("big", True)
        self.setMaxLength(12)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setFixedWidth(theme().px(140))
        self.setFont(mono(18))

    def take_typed(self, text: str) -> None:
        neat = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).upper()[: len(self.wanted)]
        if neat != text:
            at = self.cursorPosition()
            self.setText(neat)
            self.setCursorPosition(min(at, len(neat)))
        wrong = len(neat) == len(self.wanted) and not self.right()
        self.set_state("ok" if self.right() else "error" if wrong else "")

    def right(self) -> bool:
        """Whether the group is typed as it stands on the paper."""
        return self.text() == self.wanted


class CodeSheet(QWidget):
    """The code in its card, print and PDF, and the two groups to type back. Also used for a new code later."""

    changed = Signal()

    def __init__(self, code: str, about: tuple[str, str, str], parent: QWidget | None = None) -> None:
        """``about``: village, where the ledger lies, who makes the code."""
        super().__init__(parent)
        self.code, self.about, self.kept = code, about, False
        groups = code.split("-")
        self.asked = sorted(secrets.SystemRandom().sample(range(len(groups)), 2))
        self.edits = [GroupEdit(groups[at]) for at in self.asked]
        self.groups = CodeGroups()
        self.groups.show_code(code)
        self.by_hand = QCheckBox("没有打印机：我已经手抄下来，并核对过一遍")
        self.by_hand.toggled.connect(lambda _on: self.changed.emit())
        self._mark, self._said = QLabel(), WrapLabel("")
        self._mark.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().px(14))
        box.addWidget(self._card())
        box.addLayout(self._verbs())
        rule = QFrame()
        set_role(rule, "rule")
        box.addWidget(rule)
        first, second = (at + 1 for at in self.asked)
        box.addWidget(label(f"核一遍：照着纸上打出第 {first} 组和第 {second} 组", "h2"))
        box.addLayout(self._typing())
        box.addWidget(self.by_hand)

    def _card(self) -> QFrame:
        card, px = QFrame(), theme().px
        set_role(card, "card")
        cover = push("遮住", "link")
        cover.clicked.connect(self._toggle)
        self._cover = cover
        head = QHBoxLayout()
        head.addWidget(label("恢复码", "h2"))
        head.addWidget(label(f"{len(self.groups.groups)} 组，没有容易看错的 0、O、1、I", "mut"))
        head.addStretch(1)
        head.addWidget(cover)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(24), px(14), px(24), px(12))
        inside.setSpacing(px(8))
        inside.addLayout(head)
        inside.addWidget(self.groups)
        return card

    def _toggle(self) -> None:
        self.groups.cover(not self.groups.covered)
        self._cover.setText("显示" if self.groups.covered else "遮住")

    def _verbs(self) -> QHBoxLayout:
        self.print_button = push("打印恢复码", "primary", icon="printer", big=True)
        self.pdf_button = push("存成 PDF 到U盘", big=True)
        self.print_button.clicked.connect(self.print_code)
        self.pdf_button.clicked.connect(self._choose_pdf)
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        row.addWidget(self.print_button)
        row.addWidget(self.pdf_button)
        row.addWidget(self._mark)
        row.addWidget(self._said, 1)
        return row

    def _typing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for at, edit in zip(self.asked, self.edits, strict=True):
            name = f"第 {at + 1} 组"
            edit.setAccessibleName(name)
            edit.edited.connect(self._on_typed)
            row.addWidget(label(name, "sec"))
            row.addWidget(edit)
            row.addSpacing(theme().px(8))
        row.addStretch(1)
        return row

    def _on_typed(self) -> None:
        if self.edits[0].hasFocus() and self.edits[0].right():
            self.edits[1].setFocus(Qt.FocusReason.TabFocusReason)
        self.changed.emit()

    # Paper

    def sheet(self) -> Sheet:
        """What is printed."""
        village, place, who = self.about
        return Sheet(self.groups.groups, village, place, who, date.today())

    def print_code(self) -> None:
        """Ask for a printer and print one page."""
        if not QPrinterInfo.availablePrinterNames():
            self._tell(_NO_PRINTER, well=False)
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        lay_out(printer)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印恢复码")
        if not dialog.exec():
            return
        painter = QPainter()
        if not painter.begin(printer):
            self._tell("打印机没有回应，没有打印。恢复码还在屏幕上。请看看打印机开着没有，再试一次。", well=False)
            return
        draw(painter, self.sheet(), printer.resolution())
        painter.end()
        self._tell(f"已送到打印机 {printer.printerName()}", well=True)

    def _choose_pdf(self) -> None:
        there = sticks()
        start = there[0].path if there else Path.home()
        path, _kind = QFileDialog.getSaveFileName(self, "把恢复码存到U盘", str(start / f"{self.about[0]}恢复码.pdf"),
                                                  "PDF (*.pdf)")  # fmt: skip
        if path:
            self.save_pdf(Path(path))

    def save_pdf(self, path: Path) -> None:
        """Write the sheet as PDF and say so."""
        try:
            write_pdf(self.sheet(), path)
        except DeskError as error:
            self._tell(str(error), well=False)
            return
        self._tell(f"已存成“{path.name}”。打印出来以后，把U盘上的这一份删掉。", well=True)

    def _tell(self, text: str, *, well: bool) -> None:
        self.kept = self.kept or well
        icons.set_icon(self._mark, "check" if well else "triangle-alert", "green" if well else "amber")
        self._mark.show()
        self._said.setText(text)
        set_role(self._said, "green" if well else "amber")
        self.changed.emit()

    # What is left

    def missing(self) -> str:
        """What is still to be done, in a few words."""
        if not self.kept and not self.by_hand.isChecked():
            return "还没有打印、存成 PDF 或手抄"
        wrong = [str(at + 1) for at, edit in zip(self.asked, self.edits, strict=True) if not edit.right()]
        return f"还要核对第 {'、'.join(wrong)} 组" if wrong else ""


class CodeStep(Step):
    """Print, keep, type back."""

    title = "把恢复码打印出来收好"
    advice = "忘了口令、换了人、换了电脑，都靠这张纸打开台账。建议一份锁在村委会铁皮柜，一份封好交乡里。"
    verb, key = "建好，进首页", ""
    width_px = 760

    def __init__(self, code: str, about: tuple[str, str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = CodeSheet(code, about)
        self.paper.changed.connect(self.changed)
        self.fields.addWidget(self.paper)

    def missing(self) -> str:
        return self.paper.missing()

    def point_out(self) -> None:
        if not self.paper.kept and not self.paper.by_hand.isChecked():
            self.paper.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        next(e for e in self.paper.edits if not e.right()).setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self) -> None:
        self.paper.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
