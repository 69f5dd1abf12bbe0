"""A guide in a window of its own: a text of resources/help with its pictures."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from fupin_desk.core.resources import resource
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.theme.current import set_role, theme

OWN_FORMS = "own_forms.md"
"""怎样做自己的表样."""
_WIDTH, _HEIGHT, _EDGE = 880, 660, 70


class _Pages(QTextBrowser):
    """The text. Pictures are shown no wider than it is; nothing outside the program is ever opened."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, QUrl(name))
        path = name.toString() if isinstance(name, QUrl) else name
        image = QImage(str(resource("help", *path.split("/"))))
        room = theme().px(_WIDTH - _EDGE)
        return image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation) if image.width() > room else image


class GuideDialog(QDialog):
    """Stays open beside the page, so that one can read and do. Esc closes it."""

    def __init__(self, parent: QWidget, name: str, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        set_role(self, "dialog")
        self.text = _Pages(self)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setAccessibleName(title)
        self.text.document().setDefaultFont(theme().font())
        self.text.setMarkdown(resource("help", name).read_text(encoding="utf-8"))
        self._space_out()
        self.text.anchorClicked.connect(lambda url: self.text.scrollToAnchor(url.fragment()))
        close = push("关上", key="Esc")
        close.clicked.connect(self.reject)
        verbs = QHBoxLayout()
        verbs.addStretch(1)
        verbs.addWidget(close)
        down, px = QVBoxLayout(self), theme().px
        down.setContentsMargins(px(20), px(16), px(12), px(12))
        down.addWidget(self.text, 1)
        down.addLayout(verbs)
        self.resize(px(_WIDTH), px(_HEIGHT))
        self.text.setFocus()


    def _space_out(self) -> None:
        """Room between paragraphs, more of it before headings; Markdown itself leaves hardly any."""
        px, block = theme().px, self.text.document().begin()
        while block.isValid():
            shape, level = block.blockFormat(), block.blockFormat().headingLevel()
            if not QTextCursor(block).currentTable():
                shape.setTopMargin(px(18 if level else 3))
                shape.setBottomMargin(px(8 if level else 5))
                shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
                QTextCursor(block).setBlockFormat(shape)
            block = block.next()


def show_guide(parent: QWidget, name: str = OWN_FORMS, title: str = "怎样做自己的表样") -> GuideDialog:
    """Open a guide, or bring the open one to the front."""
    for held in parent.window().findChildren(GuideDialog):
        if held.windowTitle() == title and held.isVisible():
            held.raise_()
            held.activateWindow()
            return held
    guide = GuideDialog(parent.window(), name, title)
    guide.show()
    return guide
