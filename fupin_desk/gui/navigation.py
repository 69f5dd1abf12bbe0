"""Navigation: groups of pages with icons and badges; narrow with the word under the icon below 1280 px."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import NAV, NAV_ITEM, NAV_ITEM_NARROW, NAV_NARROW

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class NavEntry:
    """One line of the navigation. ``group`` "" puts it at the bottom; ``key`` is shown at its right end."""

    name: str
    title: str
    icon: str
    group: str = ""
    key: str = ""


ENTRIES: tuple[NavEntry, ...] = (
    NavEntry("home", "首页", "house", "日常"),
    NavEntry("ledger", "农户台账", "table-2", "日常"),
    NavEntry("visit", "登记走访", "square-pen", "日常"),
    NavEntry("pairing", "结对帮扶", "users-round", "日常"),
    NavEntry("printing", "打印中心", "printer", "材料与上报"),
    NavEntry("exchange", "数据交换", "usb", "材料与上报"),
    NavEntry("import", "导入表格", "file-down", "材料与上报"),
    NavEntry("settings", "设置", "settings"),
    NavEntry("help", "帮助", "circle-question-mark", key="F1"),
)
"""Every line there may be, in order; the window shows those whose page exists."""


class NavItem(QAbstractButton):
    """One line, painted: QSS can neither embolden the chosen one nor put the word under the icon."""

    def __init__(self, entry: NavEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.badge, self.digit, self.narrow = 0, "", False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(entry.title)

    def set_badge(self, count: int) -> None:
        """Something waits for a person: a red number, 0 for none."""
        self.badge = count
        self.setAccessibleDescription(f"{count} 件等着处理" if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        px = theme().px
        return QSize(px(60), px(NAV_ITEM_NARROW if self.narrow else NAV_ITEM))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter, on = theme(), QPainter(self), self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("surface" if on else "hover"))
            painter.drawRoundedRect(self.rect(), 5, 5)
        if on:
            height = self.height() * (0.55 if self.narrow else 0.56)
            bar = QRectF(0, (self.height() - height) / 2, 3, height)
            painter.fillRect(bar, now.color("primary"))
        if self.narrow:
            self._paint_narrow(painter, on=on)
        else:
            self._paint_wide(painter, on=on)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color("ring"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _paint_wide(self, painter: QPainter, *, on: bool) -> None:
        now, px = theme(), theme().px
        size, token = px(18), "primary" if on else "ink2"
        icons.paint(painter, self.entry.icon, token, QRectF(px(9), (self.height() - size) / 2, size, size))
        painter.setFont(now.font(bold=on))
        painter.setPen(now.color(token))
        painter.drawText(self.rect().adjusted(px(36), 0, 0, 0), _LEFT, self.entry.title)
        right = QRect(self.width() - px(34), 0, px(26), self.height())
        if self.badge:
            self._paint_badge(painter, QRectF(self.width() - px(27), (self.height() - px(19)) / 2, px(19), px(19)))
        elif self.digit or self.entry.key:
            painter.setFont(now.font(13, bold=bool(self.digit)))
            painter.setPen(now.color("primary" if self.digit else "ink3"))
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                             self.digit or self.entry.key)  # fmt: skip

    def _paint_narrow(self, painter: QPainter, *, on: bool) -> None:
        now, px = theme(), theme().px
        size, token = px(18), "primary" if on else "ink2"
        icons.paint(painter, self.entry.icon, token, QRectF((self.width() - size) / 2, px(8), size, size))
        painter.setFont(now.font(bold=on))
        painter.setPen(now.color(token))
        words = QRect(0, px(28), self.width(), px(22))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.entry.title)
        if self.badge:
            self._paint_badge(painter, QRectF(self.width() / 2 + px(10), px(3), px(18), px(18)))
        elif self.digit:
            painter.setFont(now.font(13, bold=True))
            painter.drawText(QRect(self.width() - px(18), px(2), px(14), px(18)), _LEFT, self.digit)

    def _paint_badge(self, painter: QPainter, box: QRectF) -> None:
        now = theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("seal"))
        painter.drawEllipse(box)
        painter.setFont(now.font(13, bold=True))
        painter.setPen(now.color("white"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.badge) if self.badge < 10 else "9+")


class Seal(QWidget):
    """The brand: 扶 cut white in a red seal."""

    def __init__(self, size: int = 34, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(self._size), theme().px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_seal(QPainter(self), QRectF(self.rect()))


def paint_seal(painter: QPainter, box: QRectF) -> None:
    """Draw the seal into a square."""
    now = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.color("seal"))
    painter.drawRoundedRect(box, box.width() / 7, box.width() / 7)
    font = QFont(now.font(bold=True))
    font.setPixelSize(max(8, round(box.width() * 0.62)))
    painter.setFont(font)
    painter.setPen(now.color("white"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "扶")


class Navigation(QWidget):
    """The column at the left. ``picked`` carries the page's name."""

    picked = Signal(str)

    def __init__(self, entries: Sequence[NavEntry], village: str, town: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._narrow = False
        self.items: dict[str, NavItem] = {}
        self._group = QButtonGroup(self)
        self._heads: list[QLabel] = []
        self._seal = Seal(34, self)
        self._village, self._town = QLabel(village, self), QLabel(town, self)
        set_role(self._village, "h2")
        set_role(self._town, "mut")
        self._box = QVBoxLayout(self)
        self._box.setSpacing(2)
        self._top = _TopRow(self._seal, self._village, self._town)
        self._box.addWidget(self._top)
        self._fill(entries)
        theme().changed.connect(self._fit)
        self._fit()

    def _fill(self, entries: Sequence[NavEntry]) -> None:
        group = None
        for entry in [e for e in entries if e.group]:
            if entry.group != group:
                group = entry.group
                head = QLabel(group, self)
                set_role(head, "small")
                self._heads.append(head)
                self._box.addWidget(head)
            self._add(entry)
        self._box.addStretch(1)
        for entry in [e for e in entries if not e.group]:
            self._add(entry)

    def _add(self, entry: NavEntry) -> None:
        item = NavItem(entry, self)
        self.items[entry.name] = item
        self._group.addButton(item)
        self._box.addWidget(item)
        item.clicked.connect(lambda _on=False, name=entry.name: self.picked.emit(name))

    def numbered(self) -> list[str]:
        """Page names in the order of Alt+1, Alt+2 …"""
        return [name for name, item in self.items.items() if item.entry.group]

    def set_place(self, village: str, town: str) -> None:
        """Change the name of the village and of its town."""
        self._village.setText(village)
        self._town.setText(town)

    def set_current(self, name: str) -> None:
        """Mark a page as shown; a page that is not listed leaves the mark where it is."""
        if name in self.items:
            self.items[name].setChecked(True)

    def set_badge(self, name: str, count: int) -> None:
        """A red number on a page's line."""
        if name in self.items:
            self.items[name].set_badge(count)

    def show_digits(self, shown: bool) -> None:
        """While Alt is held: the digit of each line."""
        for number, name in enumerate(self.numbered(), 1):
            self.items[name].digit = str(number) if shown else ""
            self.items[name].update()

    def set_narrow(self, narrow: bool) -> None:
        """86 px with the word under the icon, or 176 px with groups."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def _fit(self) -> None:
        px, narrow = theme().px, self._narrow
        self.setFixedWidth(px(NAV_NARROW if narrow else NAV))
        edge = px(7 if narrow else 10)
        self._box.setContentsMargins(edge, px(10), edge, px(10))
        self._top.set_narrow(narrow)
        for head in self._heads:
            head.setVisible(not narrow)
            head.setContentsMargins(px(8), px(12), 0, px(4))
        for item in self.items.values():
            item.narrow = narrow
            item.updateGeometry()
            item.update()


class _TopRow(QWidget):
    """Seal, village and town."""

    def __init__(self, seal: Seal, village: QLabel, town: QLabel) -> None:
        super().__init__()
        self._seal, self._village, self._town = seal, village, town
        for part in (seal, village, town):
            part.setParent(self)

    def set_narrow(self, narrow: bool) -> None:
        px = theme().px
        self.setFixedHeight(px(46))
        self._village.setVisible(not narrow)
        self._town.setVisible(not narrow)
        size = px(34)
        left = (px(NAV_NARROW) - px(14) - size) // 2 if narrow else px(8)
        self._seal.setGeometry(left, px(5), size, size)
        self._village.setGeometry(px(52), 0, px(NAV - 72), px(24))
        self._town.setGeometry(px(52), px(22), px(NAV - 72), px(22))
