"""Icons from the shipped SVG set, tinted to a colour token and sharp at every scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from fupin_desk.core.resources import resource
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import ICON

_RATIOS = (1.0, 1.25, 1.5, 2.0)
_STROKE = "1.75"  # of a 24 px grid: 1.3 px at 18, as fine as the text beside it


@cache
def _svg(name: str) -> str:
    drawn = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return drawn.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')


@cache
def _drawn(name: str, color: str, px: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(px * ratio), round(px * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", color).encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, token: str = "ink2", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """One icon as a picture of ``size`` px at 100 %. Raises FileNotFoundError for an unknown name."""
    return _drawn(name, theme().palette.of(token), theme().px(size), ratio)


def icon(name: str, token: str = "ink2", size: int = ICON) -> QIcon:
    """One icon for a button or action, with its disabled form."""
    result = QIcon()
    for ratio in _RATIOS:
        result.addPixmap(pixmap(name, token, size, ratio))
        result.addPixmap(pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
    return result


def set_icon(widget: QAbstractButton | QLabel, name: str, token: str = "ink2", size: int = ICON) -> None:
    """Give a button or label an icon that follows the theme."""
    widget.setProperty("icon_name", name)
    widget.setProperty("icon_token", token)
    widget.setProperty("icon_size", size)
    _refresh(widget)


def paint(painter: QPainter, name: str, token: str, rect: QRectF) -> None:
    """Draw an icon into a rectangle of device-independent pixels."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect.topLeft(), _drawn(name, theme().palette.of(token), round(rect.width()), ratio))


def _refresh(widget: QWidget) -> None:
    name, token, size = (widget.property(key) for key in ("icon_name", "icon_token", "icon_size"))
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, token, size))
        widget.setIconSize(QSize(theme().px(size), theme().px(size)))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, token, size, widget.devicePixelRatioF()))


def refresh_all() -> None:
    """Draw the icons of all widgets again after the theme changed."""
    for widget in QApplication.allWidgets():
        if widget.property("icon_name"):
            _refresh(widget)


theme().changed.connect(refresh_all)
