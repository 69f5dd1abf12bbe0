"""The sheet with the recovery code, as it goes to the printer or into a PDF on a stick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from fupin_desk.core.dates import show_day
from fupin_desk.core.files import write_atomic
from fupin_desk.gui.theme.tokens import FAMILIES, MONO_FAMILIES

_MM_PER_INCH = 25.4
_INK, _GREY = QColor("#000000"), QColor("#444444")
_COLUMNS = 4
_ADVICE = (
    "忘了口令、换了人、换了电脑，都靠这张纸打开台账。谁拿到它，谁就能打开台账。",
    "一份锁在村委会铁皮柜，一份封好交乡里。不要拍照，不要放在电脑旁边，不要和电脑装在一个包里。",
    "打开的办法：在开台账的窗口点“忘了口令，用恢复码”，照着打 8 组字母和数字，再设一个新口令。",
    "恢复码里没有数字 0、1，也没有字母 O、I。",
)


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet. It names the ledger, not the people in it."""

    groups: Sequence[str]
    village: str
    place: str
    made_by: str
    made_on: date


def write_pdf(sheet: Sheet, path: Path) -> None:
    """Write the sheet as one A4 page. Raises DeskError when the file cannot be written."""
    page = QBuffer()
    page.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(page)
    writer.setTitle("恢复码")
    writer.setCreator("扶贫工作台")
    writer.setResolution(600)
    lay_out(writer)
    painter = QPainter(writer)
    draw(painter, sheet, writer.resolution())
    painter.end()
    write_atomic(path, bytes(page.data().data()))


def lay_out(device: QPagedPaintDevice) -> None:
    """A4 upright with the margins of the drawing."""
    page = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(20, 20, 20, 20),
                       QPageLayout.Unit.Millimeter)  # fmt: skip
    device.setPageLayout(page)


def draw(painter: QPainter, sheet: Sheet, dpi: int) -> None:
    """Draw the sheet; 170 mm wide, measured in millimetres from the margins."""
    mm = dpi / _MM_PER_INCH
    painter.setPen(_INK)
    middle = Qt.AlignmentFlag.AlignHCenter
    _text(painter, mm, (0, 0, 170, 14), "台账恢复码", 7.5, bold=True, align=middle)
    _text(painter, mm, (0, 15, 170, 8), f"{sheet.village}　{sheet.place}", 4.2, align=middle)
    for at, group in enumerate(sheet.groups):
        _group(painter, mm, at, group)
    top = 34 + (len(sheet.groups) + _COLUMNS - 1) // _COLUMNS * 32 + 8
    for number, line in enumerate(_ADVICE, 1):
        _text(painter, mm, (0, top, 170, 12), f"{number}. {line}", 4.0)
        top += 13
    _text(painter, mm, (0, top + 8, 170, 8), f"{sheet.made_by}　打印于 {show_day(sheet.made_on)}", 4.0)
    for number, who in enumerate(("保管人", "存放地点", "交接日期")):
        left = number * 58
        _text(painter, mm, (left, top + 26, 20, 8), who, 4.0)
        painter.setPen(QPen(_GREY, 0.3 * mm))
        y = round((top + 33) * mm)
        painter.drawLine(round((left + 19) * mm), y, round((left + 52) * mm), y)
        painter.setPen(_INK)


def _group(painter: QPainter, mm: float, at: int, group: str) -> None:
    left, top = at % _COLUMNS * 43.3, 34 + at // _COLUMNS * 32
    painter.setPen(QPen(_GREY, 0.3 * mm))
    painter.drawRect(QRectF(left * mm, top * mm, 40 * mm, 18 * mm))
    painter.setPen(_INK)
    font = QFont()
    font.setFamilies([*MONO_FAMILIES, "DejaVu Sans Mono", *FAMILIES])
    font.setBold(True)
    font.setPixelSize(round(9 * mm))
    painter.setFont(font)
    painter.drawText(QRectF(left * mm, top * mm, 40 * mm, 18 * mm), Qt.AlignmentFlag.AlignCenter, group)
    _text(painter, mm, (left, top + 19, 40, 7), f"第 {at + 1} 组", 3.8, align=Qt.AlignmentFlag.AlignHCenter)


def _text(painter: QPainter, mm: float, box: tuple[float, float, float, float], text: str, size_mm: float, *,
          bold: bool = False, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> None:  # fmt: skip
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setBold(bold)
    font.setPixelSize(round(size_mm * mm))
    painter.setFont(font)
    left, top, width, height = box
    flags = int(align) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(QRectF(left * mm, top * mm, width * mm, height * mm), flags, text)
