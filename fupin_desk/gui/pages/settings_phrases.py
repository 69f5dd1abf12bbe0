"""设置, 常用语: the phrases F9 offers in 登记走访, one a line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fupin_desk.actions import preferences
from fupin_desk.core.errors import Invalid
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.line import LongText
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.kit.toast import show_toast
from fupin_desk.gui.pages.settings_section import Section

_MOST = 14_000


class PhrasesSection(Section):
    """A plain text, one phrase a line: quickest to write, to order and to paste from elsewhere."""

    key, title = "phrases", "常用语"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.text = LongText(lines=14, most=_MOST)
        self.text.setAccessibleName("常用语，一行一条")
        self.field = FieldFrame("一行一条，常用的放前面", self.text)
        self.save_button = push("保存", "primary", icon="save", key="Ctrl+S")
        self.drop_button = push("放弃改动", "link")
        self._note = label("", "hint")
        card = self.card("常用语", "登记走访时按 F9，打拼音首字母就能填进去")
        card.body.addWidget(self.field)
        foot = QHBoxLayout()
        foot.addWidget(self._note)
        foot.addStretch(1)
        foot.addWidget(self.drop_button)
        foot.addWidget(self.save_button)
        card.body.addLayout(foot)
        self.cards.addStretch(1)
        self.field.edited.connect(self._on_edited)
        self.save_button.clicked.connect(self.save)
        self.drop_button.clicked.connect(self.drop)
        self._on_edited()

    def refresh(self) -> None:
        if not self.unsaved():
            self.desk.read(self, preferences.phrases, self._show, slot="phrases")

    def _show(self, phrases: list[str]) -> None:
        self.field.set_value("\n".join(phrases))
        self._on_edited()

    def _on_edited(self) -> None:
        count = len([line for line in (self.text.value() or "").splitlines() if line.strip()])
        self._note.setText(f"{count} 条")
        self.save_button.setEnabled(self.unsaved())
        self.drop_button.setEnabled(self.unsaved())
        self.changed.emit()

    def unsaved(self) -> bool:
        return self.field.changed()

    def drop(self) -> None:
        """Back to what is kept."""
        self.field.set_value(self.field.original())
        self._on_edited()

    def save(self) -> None:
        if not self.unsaved():
            return
        lines = (self.text.value() or "").splitlines()
        self.desk.run(self, lambda s, _task: preferences.set_phrases(s, lines), self._saved, self._refused)

    def _saved(self, phrases: list[str]) -> None:
        self._show(phrases)
        show_toast(self, f"常用语已保存，{len(phrases)} 条。")

    def _refused(self, error: Invalid) -> None:
        self.field.say("error", "".join(f"{p.where}{p.message}" for p in error.problems))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget:
        return self.text
