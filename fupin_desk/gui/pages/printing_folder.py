"""打印中心: 改打一户一档全套: the box that turns the chosen households' printing into whole folders, and what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables import Column, LedgerTable, Row
from fupin_desk.gui.pages.printing_work import FOLDER_TITLE
from fupin_desk.gui.theme.current import set_role, theme

_BINDABLE = tuple[str, str, bool]
"""(name, title, usual) of a form that can be bound into a folder."""


class FolderBox(QFrame):
    """The tick, what a folder holds, and the link that chooses it."""

    toggled = Signal(bool)
    pick_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "foot")  # with its rule above
        self.tick = QCheckBox(f"改打{FOLDER_TITLE}", self)
        self.detail = label("", "small")
        self.pick_link = push("挑表", "link")
        self.pick_link.setAccessibleName("挑一户一档里装哪些表")
        above = QHBoxLayout()
        above.addWidget(self.tick, 1)
        above.addWidget(self.pick_link)
        self._down = QVBoxLayout(self)
        self._down.addLayout(above)
        self._down.addWidget(self.detail)
        self.tick.clicked.connect(self.toggled)
        self.pick_link.clicked.connect(self.pick_asked)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        self._down.setContentsMargins(px(16), px(8), px(16), px(7))
        self._down.setSpacing(px(1))
        self.detail.setContentsMargins(px(26), 0, 0, 0)

    def show_folder(self, forms: int, paper: str, *, ticked: bool) -> None:
        """How many forms a folder holds; ``paper`` is what it comes to, "" while nobody knows."""
        self.tick.setChecked(ticked)
        self.detail.setText(f"{forms} 种表加封面目录" + (f"，{paper}" if paper else ""))


class FolderDialog(QDialog):
    """Ticks for every form that can be bound; ``chosen`` with their names in the order of binding."""

    chosen = Signal(tuple)

    def __init__(self, parent: QWidget, forms: Sequence[_BINDABLE], bound: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(FOLDER_TITLE)
        self.setModal(True)
        set_role(self, "dialog")
        self._forms = tuple(forms)
        self.table = LedgerTable()
        self.table.set_columns([Column("title", "表名", 300, stretch=True, sortable=False), Column("usual", "", 130, kind="soft", sortable=False)],
                               ticks=True)  # fmt: skip
        self.table.set_rows([Row(name, (title, "档案里常有" if usual else "")) for name, title, usual in forms])
        self.table.ticks.set([name for name, _, usual in forms if (name in bound if bound else usual)])
        self.table.setAccessibleName("一户一档里装哪些表")
        self.usual_link, self.save_button = push("恢复常用的", "link"), push("就装这些", "primary", key="Ctrl+Enter")
        self.save_button.setShortcut("Ctrl+Return")
        back = push("回去", key="Esc")
        self.count = label("", "sec")
        self._build(back)
        self.usual_link.clicked.connect(lambda: self.table.ticks.set([name for name, _, usual in self._forms if usual]))
        self.save_button.clicked.connect(self.accept)
        back.clicked.connect(self.reject)
        self.table.ticks_changed.connect(self._say)
        self.accepted.connect(self._answer)
        self._say()
        self.resize(theme().px(560), theme().px(560))
        self.table.setFocus()

    def _build(self, back: QWidget) -> None:
        words = WrapLabel("封面和目录总在最前面。常用的表里，和这一户无关的（没有监测过、没有脱贫的）自动不装；自己挑的都装。", self)
        set_role(words, "sec")
        verbs = QHBoxLayout()
        verbs.addWidget(self.count)
        verbs.addWidget(self.usual_link)
        verbs.addStretch(1)
        verbs.addWidget(back)
        verbs.addWidget(self.save_button)
        down, px = QVBoxLayout(self), theme().px
        down.setContentsMargins(px(20), px(18), px(20), px(16))
        down.setSpacing(px(10))
        down.addWidget(label("一户一档里装哪些表", "h2"))
        down.addWidget(words)
        down.addWidget(self.table, 1)
        down.addLayout(verbs)

    def _say(self) -> None:
        number = len(self.table.ticked())
        self.count.setText(f"已选 {number} 种")
        self.save_button.setEnabled(number > 0)

    def _answer(self) -> None:
        ticked = set(self.table.ticked())
        names = tuple(name for name, _, _ in self._forms if name in ticked)
        usual = tuple(name for name, _, usual in self._forms if usual)
        self.chosen.emit(() if names == usual else names)
