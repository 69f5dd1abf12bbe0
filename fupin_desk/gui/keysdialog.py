"""F1: the keys of the page in front and of the whole program."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.gui.guide import show_guide
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.navigation import Navigation
from fupin_desk.gui.theme.current import set_role, theme

GLOBAL: tuple[tuple[str, str], ...] = (
    ("F3", "在任何地方找户、找人、找页面"),
    ("Ctrl+F", "这一页的筛选框"),
    ("F5", "重新读台账"),
    ("F6 / Shift+F6", "下一块、上一块"),
    ("Ctrl+S、Ctrl+Z、Ctrl+Y", "保存、撤销、重做"),
    ("Ctrl+P", "打印选中的户"),
    ("Ctrl+L", "锁定台账"),
    ("Ctrl+=、Ctrl+-、Ctrl+0", "大字、小字、原来大小"),
    ("Ctrl+D", "深色、浅色"),
    ("Alt+←", "回到上一页，行和位置不变"),
    ("Esc", "关掉弹出的列表，再按清除筛选，再按返回"),
)


class KeysDialog(QDialog):
    """Two columns: key and what it does."""

    def __init__(
        self, parent: QWidget, title: str, keys: Sequence[tuple[str, str]], navigation: Navigation
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        inside = QWidget()
        set_role(inside, "scrolled")
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(theme().px(24))
        grid.setVerticalSpacing(theme().px(8))
        grid.setColumnStretch(1, 1)
        pages = [(f"Alt+{n}", navigation.items[name].entry.title) for n, name in enumerate(navigation.numbered(), 1)]
        row = 0
        for head, lines in ((title, keys), ("到处都能用", [*pages, *GLOBAL])):
            if not lines:
                continue
            grid.addWidget(label(head, "h2"), row, 0, 1, 2)
            for key, does in lines:
                row += 1
                grid.addWidget(label(key, "b"), row, 0)
                grid.addWidget(label(does, "sec", wrap=True), row, 1)
            row += 1
        grid.setRowStretch(row, 1)
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        close = push("知道了", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        guide = push("怎样做自己的表样", "link")
        guide.clicked.connect(lambda: show_guide(parent))
        guide.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(guide)
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.addWidget(area, 1)
        box.addLayout(foot)
        self.resize(theme().px(520), theme().px(560))
        close.setFocus()
