"""What every step of the first windows has: a title, an advice, fields, and what is still missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.forms_keys import FormKeys
from fupin_desk.gui.theme.current import set_role, theme


class Step(QWidget):
    """One step of the wizard. ``changed``: what is missing may be another thing now; ``finished``: Enter at the end."""

    changed = Signal()
    finished = Signal()
    title, advice, verb, key = "", "", "下一步", "Enter"
    width_px = 820
    """How wide the fields may get at 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inside = QWidget()
        set_role(self.inside, "scrolled")
        self.fields = QVBoxLayout()
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.fields.setSpacing(theme().px(14))
        self._narrow = QWidget(self.inside)
        self._narrow.setLayout(self.fields)
        advice = WrapLabel(self.advice, self.inside)
        set_role(advice, "sec")
        self._down = QVBoxLayout(self.inside)
        self._down.setSpacing(0)
        self._down.addWidget(label(self.title, "wizard"))
        self._down.addSpacing(theme().px(6))
        self._down.addWidget(advice)
        self._down.addSpacing(theme().px(24))
        self._down.addWidget(self._narrow)
        self._down.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(self.inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.enter_keys = FormKeys(self.inside, at_end=self.finished.emit)
        theme().changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Margins and the width of the fields at the present scale."""
        px = theme().px
        room = self.window().width() / theme().scale
        side = 28 if room < 1100 else 56
        self._narrow.setMaximumWidth(px(self.width_px))
        self._down.setContentsMargins(px(side), px(38), px(side), px(16))

    def missing(self) -> str:
        """What is still to be done before the next step, in a few words."""
        return ""

    def point_out(self) -> None:
        """Show the person what is missing."""

    def start(self) -> None:
        """The step comes to the front: put the focus where work begins."""

    def note(self) -> str:
        """One grey sentence at the left of the foot."""
        return ""
