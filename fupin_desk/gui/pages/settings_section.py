"""设置: what its sections have in common."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import Card, label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.theme.current import set_role, theme

WIDTH = 760
"""How wide a section may get at 100 %, so that lines stay readable on wide screens."""


class Section(QScrollArea):
    """One section: cards one under another. ``changed``: what is unsaved may be another thing now."""

    changed = Signal()
    key, title = "", ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        inside = QWidget()
        set_role(inside, "scrolled")
        self._narrow = QWidget(inside)
        self.cards = QVBoxLayout(self._narrow)
        self.cards.setContentsMargins(0, 0, theme().px(8), 0)
        self.cards.setSpacing(theme().px(12))
        across = QHBoxLayout(inside)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._narrow, 1)
        across.addStretch(0)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._narrow.setMaximumWidth(theme().px(WIDTH))

    def card(self, title: str, context: str = "") -> Card:
        """A new card at the end of the section."""
        made = Card(title, context)
        made.body.setSpacing(theme().px(10))
        self.cards.addWidget(made)
        return made

    def refresh(self) -> None:
        """Read anew what the section shows."""

    def unsaved(self) -> bool:
        """Whether something typed here is not saved."""
        return False

    def save(self) -> None:
        """Ctrl+S."""

    def first(self) -> QWidget | None:
        """Where the focus goes when the section comes to the front."""
        return None


def setting_row(name: str, editor: QWidget, note: str = "") -> QWidget:
    """A name at the left, what is chosen at the right, a grey sentence under it."""
    row = QWidget()
    words = label(name, "sec")
    words.setFixedWidth(theme().px(150))
    words.setBuddy(editor)
    editor.setAccessibleName(name)
    across = QHBoxLayout()
    across.setSpacing(theme().px(12))
    across.addWidget(words)
    across.addWidget(editor)
    across.addStretch(1)
    down = QVBoxLayout(row)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(theme().px(2))
    down.addLayout(across)
    if note:
        hint = WrapLabel(note)
        set_role(hint, "hint")
        below = QHBoxLayout()
        below.addSpacing(theme().px(162))
        below.addWidget(hint, 1)
        down.addLayout(below)
    return row
