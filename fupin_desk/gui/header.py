"""The header: page title with context, the search that finds everything, who works here, and the lock."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import HEADER, HEADER_LOW


class Avatar(QWidget):
    """The first character of the person's name in a tinted circle."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter = name[:1]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Another person."""
        self._letter = name[:1]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(30), theme().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("soft"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(now.font(bold=True))
        painter.setPen(now.color("primary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)


class UnsavedDot(QWidget):
    """The amber dot behind a title: something is not saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("有改动没保存")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(9), theme().px(9))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("camber"))
        painter.drawEllipse(QRectF(self.rect()))


class Header(QFrame):
    """Over the page. The window fills it from the page that is shown."""

    crumb_picked = Signal()
    lock_asked = Signal()

    def __init__(self, user: str, duty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "head")
        self._low = False
        self._crumb = push("", "link")
        self._crumb.clicked.connect(self.crumb_picked)
        self._arrow = QLabel(self)
        icons.set_icon(self._arrow, "chevron-right", "ink3", 16)
        self._title, self._context = QLabel(self), QLabel(self)
        set_role(self._title, "h1")
        set_role(self._context, "mut")
        self._context.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._dot = UnsavedDot(self)
        self.search = SearchBox("姓名、拼音首字母、编号、电话", self, key="F3")
        self.search.setAccessibleName("全局找户")
        self.search.setAccessibleDescription("输入姓名、拼音首字母、户编号或电话")
        self.lock_button = push("", "icon", icon="lock")
        self.lock_button.setAccessibleName("锁定台账")
        self.lock_button.setToolTip("锁定台账 Ctrl+L")
        self.lock_button.clicked.connect(self.lock_asked)
        self._name, self._office, self._avatar = QLabel(self), QLabel(self), Avatar("", self)
        self._build()
        self.set_person(user, duty)
        theme().changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        set_role(self._office, "small")
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addStretch(1)
        who.addWidget(self._name)
        who.addWidget(self._office)
        who.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(10)
        for part in (self._crumb, self._arrow, self._title, self._dot):
            self._row.addWidget(part)
        self._row.addWidget(self._context, 1)
        self._row.addWidget(self.search)
        self._row.addWidget(self._avatar)
        self._row.addLayout(who)
        self._row.addWidget(self.lock_button)

    def set_person(self, user: str, duty: str) -> None:
        """Who works here."""
        self._name.setText(user)
        self._office.setText(duty)
        self._office.setVisible(bool(duty))
        self._avatar.set_name(user)

    def show_page(self, title: str, context: str, crumb: str, *, unsaved: bool) -> None:
        """Write the words of the page."""
        self._title.setText(title)
        self._context.setText(context)
        self._crumb.setText(crumb)
        self._crumb.setVisible(bool(crumb))
        self._arrow.setVisible(bool(crumb))
        self._dot.setVisible(unsaved)

    def set_low(self, low: bool) -> None:
        """50 px instead of 56 in windows under 800 px high."""
        if low != self._low:
            self._low = low
            self._fit()

    def _fit(self) -> None:
        px = theme().px
        self.setFixedHeight(px(HEADER_LOW if self._low else HEADER))
        edge = px(16 if self._low else 20)
        self._row.setContentsMargins(edge, 0, edge, 0)
        self.search.setFixedWidth(px(340))
