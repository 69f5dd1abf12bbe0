"""PhotoEdit: one picture of a record, shown small; a new one is chosen from a file and stored by the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme

PATTERNS = "照片 (*.jpg *.jpeg *.png *.bmp *.webp *.heic)"


def thumbnail(data: bytes, size: QSize) -> QPixmap:
    """A picture decoded at about the wanted size, not whole (phones take 12 million points); null if unreadable."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid():
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    return QPixmap.fromImage(reader.read())


class PhotoEdit(QWidget):
    """Holds the photo's SHA-256. ``chosen`` gives the page a file to store; the page then sets the value."""

    edited = Signal()
    left = Signal()
    chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: str | None = None
        self._picture, self._words = QLabel(self), QLabel(self)
        self.button = push("选照片", icon="camera", small=True)
        self.remove_button = push("去掉", "link")
        self.button.clicked.connect(self.choose_file)
        self.remove_button.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._picture, self._words, self.button, self.remove_button):
            row.addWidget(part)
        row.addStretch(1)
        self.setFocusProxy(self.button)
        self.set_value(None)

    def value(self) -> str | None:
        """The photo's SHA-256, None when there is none."""
        return self._value

    def set_value(self, value: str | None) -> None:
        self._value = value
        icons.set_icon(self._picture, "image" if value else "camera", "ink3")
        self._words.setText("有照片" if value else "还没有照片")
        self.remove_button.setVisible(bool(value))

    def show_picture(self, data: bytes) -> None:
        """Show the picture of the present value."""
        size = QSize(theme().px(88), theme().px(58))
        picture = thumbnail(data, size)
        if not picture.isNull():
            self._picture.setPixmap(picture.copy(0, 0, size.width(), size.height()))

    def choose_file(self) -> None:
        """Ask for a picture file."""
        name, _filter = QFileDialog.getOpenFileName(self, "选照片", "", PATTERNS)
        if name:
            self.chosen.emit(Path(name))

    def put(self, value: str) -> None:
        """Take a stored photo as the person's choice."""
        self.set_value(value)
        self.edited.emit()

    def _remove(self) -> None:
        self.set_value(None)
        self.edited.emit()

    def shown(self) -> str:
        return "有照片" if self._value else ""

    def problem(self) -> str:
        return ""

    def doubt(self) -> str:
        return ""

    def set_locked(self, locked: bool) -> None:
        self.button.setEnabled(not locked)
        self.remove_button.setEnabled(not locked)

    def set_state(self, _state: str) -> None:
        return
