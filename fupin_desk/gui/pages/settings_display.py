"""设置, 显示: size of everything, light or dark."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.pages.settings_section import Section, setting_row
from fupin_desk.gui.theme.current import theme
from fupin_desk.gui.theme.tokens import SCALES

_LIGHT, _DARK, _SYSTEM = "light", "dark", "system"


class DisplaySection(Section):
    """Takes effect at once and is kept for the next start."""

    key, title = "display", "显示"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.scale = Segments([(str(scale), f"{round(scale * 100)}%") for scale in SCALES])
        self.ground = Segments([(_LIGHT, "浅色"), (_DARK, "深色"), (_SYSTEM, "跟随系统")])
        card = self.card("显示", "马上生效")
        card.body.addWidget(setting_row("大字", self.scale, "文字、行高、图标一起变大。随时可以按 Ctrl+=、Ctrl+-，按 Ctrl+0 回到 100%。"))
        card.body.addWidget(setting_row("颜色", self.ground, "深色适合晚上用，随时可以按 Ctrl+D 换。打印出来始终是白纸黑字。"))
        self.cards.addStretch(1)
        self.scale.chosen_key.connect(self._set_scale)
        self.ground.chosen_key.connect(self._set_ground)
        theme().changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        self.scale.set_value(str(theme().scale))
        follows = bool(self.desk.memory.get("follow_system", False))
        self.ground.set_value(_SYSTEM if follows else _DARK if theme().palette.dark else _LIGHT)

    def _shed_pages(self) -> None:
        window = self.window()
        if isinstance(window, MainWindow):
            window.shed_pages()

    def _set_scale(self, key: str) -> None:
        self._shed_pages()
        self.desk.memory.put("scale", float(key))
        theme().use(scale=float(key))

    def _set_ground(self, key: str) -> None:
        self._shed_pages()
        self.desk.memory.put("follow_system", key == _SYSTEM)
        system = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = system if key == _SYSTEM else key == _DARK
        if key != _SYSTEM:
            self.desk.memory.put("dark", dark)
        theme().use(dark=dark)

    def first(self) -> QWidget:
        return self.scale
