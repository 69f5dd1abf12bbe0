"""首页: the wide buttons of every evening, and what stands there while the ledger is empty."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionButton, QStylePainter, QWidget

from fupin_desk.gui.kit.busy import EmptyState
from fupin_desk.gui.kit.card import Card
from fupin_desk.gui.kit.push import Push, push
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class WideVerb(Push):
    """A button as wide as its card: icon and words at the left, the key at the right end."""

    def __init__(self, text: str, icon_name: str, key: str, *, role: str = "") -> None:
        super().__init__(text, icon_name=icon_name, key=key)
        self.setProperty("big", True)
        if role:
            set_role(self, role)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, px, primary = theme(), theme().px, self.property("role") == "primary"
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]  # the stubs leave the option's fields out
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        size = px(18)
        spot = QRectF(px(16), (self.height() - size) / 2, size, size)
        icons.paint(painter, self._icon_name, "on_primary" if primary else "primary", spot)
        painter.setFont(now.font(bold=primary))
        painter.setPen(now.color("on_primary" if primary else "ink"))
        painter.drawText(self.rect().adjusted(px(48), 0, 0, 0), _LEFT, self.text())
        painter.setFont(now.font(13))
        painter.setPen(now.color("on_primary" if primary else "ink3"))
        painter.drawText(self.rect().adjusted(0, 0, -px(16), 0), _RIGHT, self._key)


class EmptyLedger(Card):
    """What a new user sees: nothing is there yet, and the two ways to begin."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        advice = "把县里发的表格导进来，姓名、收入、帮扶人各归各位；也可以一户一户新建"
        words = EmptyState("inbox", "台账里还没有农户", advice, "", self)
        self.import_button = push("导入县里的表格", "primary", icon="file-spreadsheet", big=True)
        self.new_button = push("新建户", icon="plus", big=True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.import_button)
        row.addWidget(self.new_button)
        row.addStretch(1)
        self.body.addStretch(2)
        self.body.addWidget(words)
        self.body.addLayout(row)
        self.body.addStretch(3)
