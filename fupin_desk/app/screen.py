"""The program's own settings of the screen: what is kept per person, 大字, dark, the language of Qt's own dialogs."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from fupin_desk.gui.memory import Memory
from fupin_desk.gui.navigation import paint_seal
from fupin_desk.gui.theme.current import first_scale, theme

_SHARED = frozenset({"scale", "dark", "follow_system", "ledgers"})
"""What is the same for everyone at this computer: it is needed before anybody has unlocked."""
_ICON_SIZES = (16, 24, 32, 48, 64, 256)


class PersonMemory(Memory):
    """One person's part of the settings file. The name is kept as a hash only."""

    def __init__(self, whole: Memory) -> None:
        super().__init__()
        self._whole, self._person = whole, "nobody"

    def belong_to(self, folder: Path, user: str) -> None:
        """Whose part it is: known when the ledger is unlocked."""
        self._person = hashlib.sha256(f"{folder.resolve()}|{user}".encode()).hexdigest()[:12]

    def get(self, name: str, fallback: Any = None) -> Any:
        return self._whole.get(self._place(name), fallback)

    def put(self, name: str, value: Any) -> None:
        self._whole.put(self._place(name), value)

    def _place(self, name: str) -> str:
        return name if name in _SHARED else f"{self._person}.{name}"


def system_is_dark() -> bool:
    """Whether the desktop is set to dark colours; False where it does not say."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def start_screen(app: QApplication, memory: Memory) -> None:
    """Fonts, style, colours and sizes as they were left; Chinese for Qt's own dialogs; the seal as icon."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    scale = memory.get("scale")
    dark = system_is_dark() if memory.get("follow_system", False) else bool(memory.get("dark", False))
    theme().start(app, dark=dark, scale=float(scale) if isinstance(scale, int | float) else first_scale())
    app.setWindowIcon(seal_icon())
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: follow_system(memory))


def follow_system(memory: Memory) -> None:
    """Take over dark or light from the desktop, if the person wants that."""
    if memory.get("follow_system", False) and theme().palette.dark != system_is_dark():
        theme().use(dark=system_is_dark())


def seal_icon() -> QIcon:
    """The seal in every size a desktop asks for."""
    icon = QIcon()
    for size in _ICON_SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_seal(painter, picture.rect().toRectF())
        painter.end()
        icon.addPixmap(picture)
    return icon
