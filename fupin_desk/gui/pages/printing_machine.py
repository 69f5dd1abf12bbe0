"""打印中心: the printers of this computer, and pages on their way to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from fupin_desk.actions.paper_sheets import Side
from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.progress import Task
from fupin_desk.gui.pages.printing_work import POINTS_PER_INCH, image_of

DOTS_PER_INCH = 300
_SCALE = DOTS_PER_INCH / POINTS_PER_INCH
_KEPT = 4  # pictures of 9 MB each
_TURNING = frozenset(
    {QPrinter.DuplexMode.DuplexAuto, QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexShortSide}
)


@dataclass(frozen=True)
class Machine:
    """A printer: the name the system knows it by, the name people see, whether it turns the paper itself."""

    name: str
    label: str
    turns: bool = False
    usual: bool = False


def list_machines() -> list[Machine]:
    """The printers of this computer, the usual one first. Asked by name only: details of a network printer are slow."""
    usual = QPrinterInfo.defaultPrinterName()
    found = [Machine(name, name, usual=name == usual) for name in QPrinterInfo.availablePrinterNames()]
    return sorted(found, key=lambda machine: (not machine.usual, machine.label))


def look_closely(machine: Machine) -> Machine:
    """The same printer with what it says about itself."""
    info = QPrinterInfo.printerInfo(machine.name)
    turns = any(mode in _TURNING for mode in info.supportedDuplexModes())
    return Machine(machine.name, info.description() or machine.name, turns, machine.usual)


def open_printer(machine: Machine) -> QPrinter:
    """The printer made ready for a document. Raises DeskError when it is gone."""
    info = QPrinterInfo.printerInfo(machine.name)
    if info.isNull():
        raise DeskError(f"找不到打印机“{machine.label}”，没有打印。名单还在。请看它是不是关着或改了名，再选一次。")
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


@dataclass(frozen=True)
class Way:
    """How pages go onto paper: turned over the short edge or the long one, by the printer itself or not."""

    both_sides: bool = False
    by_hand: bool = False
    short_edge: bool = False


def over_short_edge(*, across: bool, binding: str) -> bool:
    """Over which edge a sheet is turned: paper bound at the left turns like a book, at the top like a pad."""
    return across == (binding != "上")


def send(pdf: bytes, sides: Sequence[Side], printer: QPrinter, way: Way, title: str, task: Task, *, backs: bool = False) -> int:
    """Print these sides in this order; returns how many sides had something on them.

    Runs on the worker: painting on a printer is allowed on any thread. Raises Cancelled when stopped (the printer is
    told to drop the document), DeskError when the printer does not take it.
    """
    first = next((side for side in sides if side is not None), None)
    if first is None:
        return 0
    _set_up(printer, image_of(pdf, first, 1), way, title)
    painter = QPainter()
    if not painter.begin(printer):
        raise DeskError("打印机没有接收，没有打印。名单还在。请看打印机是不是开着、有没有连上，再打一次。")
    try:
        _paint(painter, printer, pdf, sides, task, turned=backs and way.short_edge)
    except (Cancelled, DeskError):
        printer.abort()
        raise
    finally:
        painter.end()
    return sum(side is not None for side in sides)


def _set_up(printer: QPrinter, page: QImage, way: Way, title: str) -> None:
    """Paper and sides, before painting begins. ``page`` is the first page at one dot a point."""
    short, long = sorted((float(page.width()), float(page.height())))
    paper = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    across = page.width() > page.height()
    turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, turned, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setDocName(title)
    if way.both_sides and not way.by_hand:
        edge = QPrinter.DuplexMode.DuplexShortSide if way.short_edge else QPrinter.DuplexMode.DuplexLongSide
        printer.setDuplex(edge)
    else:
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)


def _picture(pdf: bytes, page: int) -> QImage:
    image = image_of(pdf, page, _SCALE)
    # A quarter of the bytes on their way to the printer.
    return image.convertToFormat(QImage.Format.Format_Grayscale8) if image.allGray() else image


def _paint(painter: QPainter, printer: QPrinter, pdf: bytes, sides: Sequence[Side], task: Task, *, turned: bool) -> None:
    pictures = lru_cache(_KEPT)(lambda page: _picture(pdf, page))  # further copies of a household need no second drawing
    room = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
    for n, side in enumerate(sides):
        task.step(n, len(sides), "正在打印")
        if n and not printer.newPage():
            raise DeskError(f"打印机停下了，只打出 {n} 面。请看是不是缺纸或卡纸，再从没打出的那一户打起。")
        if side is None:
            continue
        image = pictures(side)
        if turned:
            painter.save()
            painter.translate(room.width(), room.height())
            painter.rotate(180)
            painter.drawImage(room, image)
            painter.restore()
        else:
            painter.drawImage(room, image)
    task.step(len(sides), len(sides), "正在打印")
