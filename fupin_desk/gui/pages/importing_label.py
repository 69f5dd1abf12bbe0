"""导入表格: words and stacks whose height the page gives, so that nothing on it jumps when they change."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStackedWidget, QWidget

from fupin_desk.gui.theme.current import set_role


class GivenLabel(QLabel):
    """Wraps in the room there is and asks for none of its own.

    A wrapping QLabel makes every layout around it work by height for width, which shares a page out otherwise than its
    fixed and stretching parts say.
    """

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if role:
            set_role(self, role)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def hasHeightForWidth(self) -> bool:
        return False


class GivenStack(QStackedWidget):
    """Shows one of several parts in the room there is; wrapping words in a hidden part ask for none either."""

    def hasHeightForWidth(self) -> bool:
        return False


class GivenBox(QWidget):
    """Holds parts in the room there is, whatever wraps inside it."""

    def hasHeightForWidth(self) -> bool:
        return False
