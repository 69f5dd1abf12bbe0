"""Step 1: which village the ledger is for, and who makes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QWidget

from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.cells import Option
from fupin_desk.gui.kit.choices import ChoiceBox
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.inputs.identity import VillageCodeEdit
from fupin_desk.gui.kit.inputs.line import TextEdit
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.start.secret import AskedField, typed
from fupin_desk.gui.start.steps import Step
from fupin_desk.gui.start.verbs import Plan
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers import village_code
from fupin_desk.ledgers.village_code import VillageCode

FIRST_YEAR = 2014
"""The year in which the national register was set up."""
DUTIES = ("第一书记", "驻村工作队队长", "驻村工作队队员", "村党支部书记", "村委会主任", "村文书", "帮扶责任人")
SUFFIX = ".fupin"
_FORBIDDEN = '\\/:*?"<>|'


class VillageStep(Step):
    """The 12-digit code with what it means, the names around it, year, team and person."""

    title = "这本台账管哪个行政村？"
    advice = "填 12 位行政村代码和村名。一本台账管一个村；一支工作队管两个村的，建两本。"

    def __init__(self, home: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home, self._chosen = home, ""
        self.code_edit = VillageCodeEdit()
        self.code_edit.setProperty("doubt_level", "error")
        self.code_edit.setProperty("big", True)
        name = TextEdit(most=40)
        name.setProperty("big", True)
        self.code = AskedField("行政村代码", self.code_edit, required=True, hint="前 6 位是县，中间 3 位是乡镇，后 3 位是村")
        self.name = AskedField("行政村名称", name, required=True)
        self.places = {key: AskedField(words, TextEdit(most=40)) for key, words in (
            ("province", "省"), ("city", "市"), ("county", "县"), ("township", "乡镇"))}  # fmt: skip
        years = [Option(year, f"{year}年") for year in range(date.today().year, FIRST_YEAR - 1, -1)]
        self.year = AskedField("台账年度", ChoiceBox(years))
        self.year.set_value(years[0].code)
        self.team = AskedField("驻村工作队", TextEdit(placeholder="例如 县农业农村局驻石桥村工作队"))
        self.user = AskedField("你的姓名", TextEdit(most=50), required=True)
        self.duty = AskedField("职务", ChoiceBox([Option(word, word) for word in DUTIES], free=True))
        self._folder = label("", "hint")
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay()
        self._connect()
        self._show_folder()

    def _lay(self) -> None:
        px = theme().px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(20))
        grid.setVerticalSpacing(px(12))
        grid.addWidget(self.code, 0, 0, 1, 2)
        grid.addWidget(self.name, 0, 2, 1, 2)
        for column, field in enumerate(self.places.values()):
            grid.addWidget(field, 1, column)
        grid.addWidget(self.year, 2, 0, 1, 2)
        grid.addWidget(self.team, 2, 2, 1, 2)
        grid.addWidget(self.user, 3, 0, 1, 2)
        grid.addWidget(self.duty, 3, 2, 1, 2)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self.fields.addLayout(grid)
        self._elsewhere = push("换个地方", "link")
        self._elsewhere.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(label("台账放在", "hint"))
        row.addWidget(self._folder)
        row.addWidget(self._elsewhere)
        row.addStretch(1)
        self.fields.addLayout(row)

    def _connect(self) -> None:
        self.code.edited.connect(self._explain)
        for field in self._all():
            field.edited.connect(self.changed)
        self.name.edited.connect(self._show_folder)

    def _all(self) -> list[FieldFrame]:
        return [self.code, self.name, *self.places.values(), self.year, self.team, self.user, self.duty]

    def _explain(self) -> None:
        """Say what the code means as soon as it is whole, and fill in the province."""
        found = self._code_parts()
        if found is None:
            self.code.say("", "")
            return
        self.code.say("ok", found.text)
        if typed(self.places["province"]) is None:
            self.places["province"].put(found.province)

    def _code_parts(self) -> VillageCode | None:
        found = village_code.explain(self.code_edit.text())
        return found if isinstance(found, VillageCode) else None

    # Folder

    def folder(self) -> Path:
        """Where the ledger will lie: the chosen place, or one named after the village that is free."""
        if self._chosen:
            return Path(self._chosen)
        name = "".join(c for c in typed(self.name) or "新台账" if c not in _FORBIDDEN and c.isprintable()).strip(". ")
        found, count = self._home / f"{name}{SUFFIX}", 1
        while found.exists():
            count += 1
            found = self._home / f"{name}{count}{SUFFIX}"
        return found

    def _show_folder(self) -> None:
        self._folder.setText(shown_place(self.folder()))

    def _choose_folder(self) -> None:
        place = QFileDialog.getExistingDirectory(self, "台账放在哪个文件夹里", str(self._home.parent))
        if place:
            self._home, self._chosen = Path(place), ""
            self._show_folder()
            self.changed.emit()

    # Step

    def missing(self) -> str:
        if self._code_parts() is None:
            return "还要填行政村代码" if not self.code_edit.text() else "行政村代码还不对"
        if typed(self.name) is None:
            return "还要填村名"
        return "" if typed(self.user) else "还要填你的姓名"

    def point_out(self) -> None:
        for field, wrong in ((self.code, self._code_parts() is None), (self.name, typed(self.name) is None),
                             (self.user, typed(self.user) is None)):  # fmt: skip
            if wrong:
                found = village_code.explain(self.code_edit.text())
                text = getattr(found, "message", "") if field is self.code and self.code_edit.text() else "还没有填。"
                field.say("error", text)
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def start(self) -> None:
        self.code_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self) -> str:
        return "代码在县里发的花名册和村情表上能找到"

    def entered(self) -> tuple[str, ...]:
        """What the rail tells of this step."""
        around = " ".join(filter(None, (typed(self.places["county"]), typed(self.places["township"]))))
        name = typed(self.name) or ""
        return tuple(filter(None, (f"{around} {name}".strip(),))) or ("代码、村名和你的姓名",)

    def fill(self, plan: Plan) -> None:
        """Hand over what was entered."""
        parts = self._code_parts()
        plan.code = parts.code if parts else ""
        plan.name, plan.user, plan.duty = typed(self.name) or "", typed(self.user) or "", typed(self.duty) or ""
        plan.year, plan.team, plan.folder = self.year.value(), typed(self.team), self.folder()
        for key, field in self.places.items():
            setattr(plan, key, typed(field))

    def show_plan(self, values: dict[str, Any]) -> None:
        """Fill the fields as a person would (pictures of the windows, tests)."""
        fields: dict[str, FieldFrame] = {"code": self.code, "name": self.name, "year": self.year, "team": self.team,
                                         "user": self.user, "duty": self.duty, **self.places}  # fmt: skip
        for key, value in values.items():
            fields[key].put(value)
        self._show_folder()


def shown_place(folder: Path) -> str:
    """A folder as a person knows it: its last three parts."""
    return " / ".join(part.strip("\\/") for part in folder.parts[-3:] if part.strip("\\/"))
