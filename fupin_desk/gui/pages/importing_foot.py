"""导入表格: the bar at the foot. Before the import its way and year, afterwards how it went and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.inputs.numbers import YearEdit
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.importing_label import GivenLabel, GivenStack
from fupin_desk.gui.pages.importing_words import WAYS
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_HEIGHT = 68


class WayBar(QFrame):
    """方式 and 年度, what they mean, and 导入."""

    changed = Signal()
    import_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.way = Segments([(mode, name) for mode, name, _ in WAYS], self)
        self.year = YearEdit(self)
        self.year.setPlaceholderText("不填")
        self.year.setAccessibleName("表里没写年度的按这一年")
        self.year_hint = label("表里没写年度的，按", "sec")
        self.year_hint.setBuddy(self.year)
        self.hint, self.verdict = GivenLabel("hint", self), GivenLabel("b", self)
        self.import_button = push("导入", "primary", key="Ctrl+Enter", big=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.verdict)
        words.addWidget(self.hint)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        for part in (label("方式", "sec"), self.way, self.year_hint, self.year):
            self._row.addWidget(part)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.import_button)
        self.way.chosen_key.connect(lambda _key: self._on_way())
        self.year.left.connect(self._on_year)
        self.import_button.clicked.connect(self.import_asked)
        self._held: int | None = None
        self._on_way(tell=False)
        theme().changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Sizes for the present scale."""
        px = theme().px
        self._row.setContentsMargins(px(16), px(4), px(14), px(4))
        self._row.setSpacing(px(10))
        self.year.setFixedWidth(px(92))

    def mode(self) -> str:
        """The chosen way."""
        return self.way.key_chosen()

    def wanted_year(self) -> int | None:
        """The year of tables that do not say it; None when nothing readable is written."""
        year: int | None = self.year.value()
        return year

    def _on_way(self, *, tell: bool = True) -> None:
        self.hint.setText(next(words for mode, _, words in WAYS if mode == self.mode()))
        if tell:
            self.changed.emit()

    def _on_year(self) -> None:
        self.year.set_state("error" if self.year.problem() else "")
        if not self.year.problem() and self.wanted_year() != self._held:
            self._held = self.wanted_year()
            self.changed.emit()

    def want_year(self, wanted: bool) -> None:
        """Mark the year as what is missing."""
        set_role(self.year_hint, "amber" if wanted else "sec")
        self.year_hint.setText("有的表看不出年度，请写" if wanted else "表里没写年度的，按")
        self.year.set_state("warning" if wanted and self.wanted_year() is None else "")

    def say(self, verdict: str, *, ready: bool) -> None:
        """What 导入 would do, or why it cannot be pressed."""
        self.verdict.setText(verdict)
        self.import_button.setEnabled(ready)


class DoneBar(QFrame):
    """How the import went, and 撤销本次导入."""

    undo_asked = Signal()
    save_asked = Signal()
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "message-green")
        mark = QLabel(self)
        icons.set_icon(mark, "circle-check", "green")
        self.words = GivenLabel("", self)
        self.undo_button = push("撤销本次导入", icon="undo-2")
        self.save_button = push("问题存成表格", icon="file-spreadsheet")
        self.more_button = push("导入别的表", "primary")
        self.undo_button.clicked.connect(self.undo_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.more_button.clicked.connect(self.more_asked)
        self._row = QHBoxLayout(self)
        self._row.addWidget(mark)
        self._row.addWidget(self.words, 1)
        for button in (self.undo_button, self.save_button, self.more_button):
            self._row.addWidget(button)
        theme().changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Sizes for the present scale."""
        self._row.setContentsMargins(theme().px(16), theme().px(4), theme().px(14), theme().px(4))
        self._row.setSpacing(theme().px(10))

    def say(self, words: str, problems: int) -> None:
        """Say what was done."""
        self.words.setText(words)
        self.save_button.setVisible(problems > 0)


class FootBar(GivenStack):
    """One of the two bars, always of the same height: nothing on the page jumps when words change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.way, self.done = WayBar(self), DoneBar(self)
        self.addWidget(self.way)
        self.addWidget(self.done)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(_HEIGHT))

    def show_done(self, done: bool) -> None:
        """Before or after the import."""
        self.setCurrentWidget(self.done if done else self.way)
