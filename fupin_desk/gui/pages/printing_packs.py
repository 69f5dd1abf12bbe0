"""打印中心: what a form pack would bring, form by form, before any of it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desk.core.errors import Problem
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.theme.current import set_role, theme


@dataclass(frozen=True)
class PackedForm:
    """A form of a pack: whether the very same is here already, whose place it takes, what is wrong with it."""

    name: str
    title: str
    group: str
    known: bool
    replaces: str
    pages: int
    problems: tuple[Problem, ...]


class PackDialog(QDialog):
    """The forms of a pack with their state. All that are new are taken together, or none when one is faulty."""

    def __init__(self, parent: QWidget, file_name: str, forms: Sequence[PackedForm]) -> None:
        super().__init__(parent)
        self.setWindowTitle("读入表样包")
        self.setModal(True)
        set_role(self, "dialog")
        self.forms = tuple(forms)
        self.fresh = [form for form in forms if not form.known]
        self.faulty = [form for form in self.fresh if form.problems]
        self.table = LedgerTable()
        self.table.set_columns([
            Column("title", "表名", 220, fixed=True, stretch=True, sortable=False), Column("group", "分组", 110, kind="soft", sortable=False),
            Column("pages", "页数", 56, kind="number", sortable=False), Column("state", "", 150, kind="tag", sortable=False),
        ], ticks=False)  # fmt: skip
        self.table.set_rows([Row(n, (f.title, f.group, str(f.pages or ""), _state(f))) for n, f in enumerate(forms)])
        self.table.setAccessibleName("包里的表样")
        self.detail = WrapLabel("", self)
        set_role(self.detail, "small")
        self.take_button, self.back_button = push(f"添加 {len(self.fresh)} 张", "primary", key="Ctrl+Enter"), push("取消", key="Esc")
        self.take_button.setShortcut("Ctrl+Return")
        self.take_button.setEnabled(bool(self.fresh) and not self.faulty)
        self.take_button.clicked.connect(self.accept)
        self.back_button.clicked.connect(self.reject)
        self.table.current_moved.connect(self._tell)
        self._build(file_name)
        self._tell(0)
        self.resize(theme().px(640), theme().px(460))
        self.table.setFocus()

    def _build(self, file_name: str) -> None:
        words = WrapLabel(self._words(), self)
        set_role(words, "warn" if self.faulty else "sec")
        verbs, px = QHBoxLayout(), theme().px
        verbs.addStretch(1)
        verbs.addWidget(self.back_button)
        verbs.addWidget(self.take_button)
        down = QVBoxLayout(self)
        down.setContentsMargins(px(20), px(18), px(20), px(16))
        down.setSpacing(px(10))
        down.addWidget(label(f"“{file_name}”里有 {len(self.forms)} 张表样", "h2"))
        down.addWidget(words)
        down.addWidget(self.table, 1)
        down.addWidget(self.detail)
        down.addLayout(verbs)

    def _words(self) -> str:
        if self.faulty:
            return f"有 {len(self.faulty)} 张看不懂，整包都不添加。台账没有变。请县里改好再发。"
        if not self.fresh:
            return "这些表样这里都有了，不用再添加。"
        return "看一看再添加。和现有的表代号相同的，会代替它，随时可以去掉。"

    def _tell(self, row: object) -> None:
        form = self.forms[row] if isinstance(row, int) and row < len(self.forms) else None
        problems = form.problems if form is not None else ()
        told = "\n".join(f"{p.where}：{p.message}" for p in problems[:3])
        self.detail.setText(told + (f"\n还有 {len(problems) - 3} 处。" if len(problems) > 3 else ""))
        self.detail.setVisible(bool(told))


def _state(form: PackedForm) -> Cell:
    if form.problems:
        return Cell(f"有 {len(form.problems)} 处看不懂", "red")
    if form.known:
        return Cell("已经有了", "grey")
    return Cell("代替现有的", "amber") if form.replaces else Cell("新的", "green")
