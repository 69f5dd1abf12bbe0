"""打印中心: what was found in a county's own form before it is added: every unknown place, or its first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desk.core.errors import Problem
from fupin_desk.gui.guide import show_guide
from fupin_desk.gui.kit.card import FactGrid, label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables import Column, LedgerTable, Row
from fupin_desk.gui.kit.toast import say
from fupin_desk.gui.theme.current import set_role, theme


@dataclass(frozen=True)
class Checked:
    """A form held against what forms can be, ready to be shown: its facts, its problems, or its first page."""

    path: Path
    title: str
    facts: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    replaces: str = ""
    first_page: QImage = field(default_factory=QImage, repr=False)


class PagePicture(QWidget):
    """One page, whole, on the dark ground of previews."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setAccessibleName("第一页的样子")

    def show_image(self, image: QImage) -> None:
        """Show this page."""
        self.image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(380), theme().px(420))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), now.color("nav" if now.palette.dark else "line2"))
        if self.image.isNull():
            return
        room = self.size() - QSize(now.px(24), now.px(24))
        ratio = self.devicePixelRatioF()
        shown = self.image.scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        size = shown.deviceIndependentSize()
        x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawImage(round(x), round(y), shown)
        painter.setPen(QPen(now.color("line"), 1))
        painter.drawRect(round(x), round(y), round(size.width()) - 1, round(size.height()) - 1)


class CheckDialog(QDialog):
    """Problems with cell and sentence (Ctrl+C copies them all for the clerk), or the first page with 添加."""

    again_asked = Signal()
    """The clerk has mended the file: look at it once more."""

    def __init__(self, parent: QWidget, checked: Checked) -> None:
        super().__init__(parent)
        self.setWindowTitle("添加表样")
        self.setModal(True)
        set_role(self, "dialog")
        self.checked = checked
        self.title, self.words = label("", "h2", wrap=True), WrapLabel("", self)
        set_role(self.words, "sec")
        self.facts, self.picture, self.table = FactGrid(), PagePicture(self), LedgerTable()
        what = Column("what", "哪里没看懂", 420, stretch=True, sortable=False)
        self.table.set_columns([Column("cell", "单元格", 86, fixed=True, sortable=False), what], ticks=False)
        self.table.setAccessibleName("没看懂的地方")
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self.detail, "small")
        self.add_button, self.back_button = push("添加", "primary", key="Ctrl+Enter"), push("取消", key="Esc")
        self.again_button, self.copy_button = push("改好了，再查一次", key="F5"), push("复制清单", "link", icon="copy", key="Ctrl+C")
        self.guide_link = push("怎么做自己的表样", "link", key="F1")
        self._build()
        self._connect()
        self.show_checked(checked)

    def _build(self) -> None:
        px = theme().px
        self._seen = QWidget(self)
        middle = QHBoxLayout(self._seen)
        middle.setContentsMargins(0, 0, 0, 0)
        left = QVBoxLayout()
        left.addWidget(self.facts)
        left.addStretch(1)
        left.setContentsMargins(0, 0, 0, 0)
        side = QWidget(self._seen)
        side.setLayout(left)
        side.setFixedWidth(px(270))
        middle.setSpacing(px(16))
        middle.addWidget(side)
        middle.addWidget(self.picture, 1)
        verbs = QHBoxLayout()
        verbs.setSpacing(px(8))
        verbs.addWidget(self.guide_link)
        verbs.addWidget(self.copy_button)
        verbs.addStretch(1)
        for button in (self.back_button, self.again_button, self.add_button):
            verbs.addWidget(button)
        down = QVBoxLayout(self)
        down.setContentsMargins(px(20), px(18), px(20), px(16))
        down.setSpacing(px(10))
        down.addWidget(self.title)
        down.addWidget(self.words)
        down.addWidget(self._seen, 1)
        down.addWidget(self.table, 1)
        down.addWidget(self.detail)
        down.addLayout(verbs)
        self.resize(px(760), px(600))

    def _connect(self) -> None:
        self.add_button.setShortcut("Ctrl+Return")
        self.again_button.setShortcut("F5")
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: show_guide(self))
        QShortcut(QKeySequence.StandardKey.Copy, self).activated.connect(self.copy_all)
        self.add_button.clicked.connect(self.accept)
        self.back_button.clicked.connect(self.reject)
        self.again_button.clicked.connect(self.again_asked)
        self.copy_button.clicked.connect(self.copy_all)
        self.guide_link.clicked.connect(lambda: show_guide(self))
        self.table.current_moved.connect(lambda row: self.detail.setText(self._sentence(row)))

    def show_checked(self, checked: Checked) -> None:
        """Show what was found, the first time or after the file was mended."""
        self.checked = checked
        faulty = bool(checked.problems)
        self.title.setText(f"“{checked.title}”" + (f"有 {len(checked.problems)} 处没看懂" if faulty else "可以添加"))
        replaced = f"会代替现在的“{checked.replaces}”，随时可以去掉，换回原来的。"
        self.words.setText(
            "没有添加。请在表格里照下面改好，存盘，再查一次。" if faulty else replaced if checked.replaces else "看看第一页对不对，对了就添加。"
        )
        self.facts.show_facts([(name, text, "") for name, text in checked.facts])
        self.table.set_rows([Row(n, (p.where, p.message)) for n, p in enumerate(checked.problems)])
        self.picture.show_image(checked.first_page)
        for widget, shown in (
            (self.table, faulty), (self.detail, faulty), (self.again_button, faulty), (self.copy_button, faulty),
            (self._seen, not faulty), (self.add_button, not faulty),
        ):  # fmt: skip
            widget.setVisible(shown)
        self.detail.setText(self._sentence(0) if faulty else "")
        (self.table if faulty else self.add_button).setFocus()
        say(self, f"{self.title.text()}。{self.words.text()}")

    def _sentence(self, row: object) -> str:
        problems: Sequence[Problem] = self.checked.problems
        return f"{problems[row].where}：{problems[row].message}" if isinstance(row, int) and row < len(problems) else ""

    def copy_all(self) -> None:
        """Every problem on a line of its own, to be sent to whoever drew the form."""
        if self.detail.hasSelectedText():
            QGuiApplication.clipboard().setText(self.detail.selectedText())
        elif self.checked.problems:
            lines = [f"{self.checked.path.name}", *(f"{p.where}\t{p.message}" for p in self.checked.problems)]
            QGuiApplication.clipboard().setText("\n".join(lines))
