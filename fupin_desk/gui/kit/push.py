"""push: the program's buttons, with room between icon and words and the key in paler letters."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_INKS = {"primary": "on_primary", "danger": "red", "link": "primary", "danger-link": "red"}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Push(QPushButton):
    """A button that Enter never presses by accident. ``icon_name`` stands before the words, ``key`` behind them."""

    def __init__(self, text: str, *, icon_name: str = "", key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name, self._key = icon_name, key
        self.setAutoDefault(False)
        self.setDefault(False)
        if icon_name:
            self.setProperty("icon_named", icon_name)
        theme().changed.connect(self.updateGeometry)

    def set_icon_name(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Show another key behind the words, or none."""
        self._key = key
        self.updateGeometry()
        self.update()

    def _extra(self) -> int:
        px, width = theme().px, 0
        if self._icon_name:
            width += px(18) + (px(8) if self.text() else 0)
        if self._key:
            width += QFontMetrics(theme().font(13)).horizontalAdvance(self._key) + px(12)
        return width

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.property("role") in ("icon", "bare"):
            return hint
        return QSize(hint.width() + self._extra(), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._icon_name and not self._key:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]  # the stubs leave the option's fields out
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        role = str(self.property("role") or "")
        ink = _INKS.get(role, "ink") if self.isEnabled() else "disabled"
        now, px = theme(), theme().px
        font = now.font(bold=role == "primary")
        words = QFontMetrics(font).horizontalAdvance(self.text())
        x = (self.width() - words - self._extra()) / 2
        if self._icon_name:
            size = px(18)
            token = ink if role in _INKS or not self.isEnabled() else "ink2"
            icons.paint(painter, self._icon_name, token, QRectF(x, (self.height() - size) / 2, size, size))
            x += size + px(8)
        painter.setFont(font)
        painter.setPen(now.color(ink))
        painter.drawText(QRect(round(x), 0, words + 2, self.height()), _MIDDLE, self.text())
        if self._key:
            painter.setOpacity(0.8)
            painter.setFont(now.font(13))
            paler = "on_primary" if role == "primary" else "ink3"
            painter.setPen(now.color(paler if self.isEnabled() else "disabled"))
            where = QRect(round(x) + words + px(12), 0, self.width(), self.height())
            painter.drawText(where, _MIDDLE, self._key)


def push(text: str, role: str = "", *, icon: str = "", key: str = "", small: bool = False, big: bool = False) -> Push:
    """A button with its role (primary, danger, link, danger-link, icon, bare or plain), icon and key."""
    button = Push(text, icon_name=icon, key=key)
    if role:
        set_role(button, role)
    if small:
        button.setProperty("small", True)
    if big:
        button.setProperty("big", True)
    if role in ("link", "danger-link"):
        button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
