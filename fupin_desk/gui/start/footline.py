"""The line at the foot of the unlock page: last backup, stick, version, 大字, 深色."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from fupin_desk import __version__
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import STATUS


class FootLine(QWidget):
    """Words at the left, what can be changed before unlocking at the right."""

    scale_asked = Signal()
    dark_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.backup, self.stick = label("", "small"), label("", "small")
        self.scale_button = push("大字 Ctrl++", "status")
        self.dark_button = push("深色 Ctrl+D", "status")
        self.scale_button.clicked.connect(self.scale_asked)
        self.dark_button.clicked.connect(self.dark_asked)
        self._rules: list[tuple[QFrame, QLabel]] = []
        self._row = QHBoxLayout(self)
        self._row.setSpacing(10)
        for words in (self.backup, self.stick):
            self._row.addWidget(words)
            self._row.addWidget(self._rule(words))
        self._row.addStretch(1)
        self._row.addWidget(label(f"版本 {__version__}", "small"))
        self._row.addWidget(self.scale_button)
        self._row.addWidget(self.dark_button)
        theme().changed.connect(self._fit)
        self._fit()

    def _rule(self, words: QLabel) -> QFrame:
        rule = QFrame(self)
        set_role(rule, "rule-v")
        self._rules.append((rule, words))
        return rule

    def _fit(self) -> None:
        px = theme().px
        self.setFixedHeight(px(STATUS))
        self._row.setContentsMargins(px(14), 1, px(6), 0)
        self.dark_button.setText("浅色 Ctrl+D" if theme().palette.dark else "深色 Ctrl+D")
        for rule, words in self._rules:
            rule.setFixedHeight(px(14))
            words.setVisible(bool(words.text()))
            rule.setVisible(bool(words.text()))

    def say_backup(self, text: str) -> None:
        """上次备份 20:30."""
        self.backup.setText(text)
        self._fit()

    def say_stick(self, text: str) -> None:
        """U盘 E: 可用 14.2 GB; "" when there is none."""
        self.stick.setText(text)
        self._fit()
