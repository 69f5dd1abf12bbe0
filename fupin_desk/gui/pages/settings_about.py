"""设置, 关于: version, this ledger, and under which licences the program and its parts are given."""

from __future__ import annotations

import platform
import tomllib
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from fupin_desk import __version__
from fupin_desk.actions import session as sessions
from fupin_desk.core.resources import resource
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.card import FactGrid, label
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.settings_section import Section
from fupin_desk.gui.theme.current import theme

_ROLES = {"hei": "黑体，窗口和表头", "hei_bold": "黑体粗", "song": "宋体，表格正文", "kai": "楷体", "fang": "仿宋",
          "rare": "生僻字", "scripts": "民族文字", "hangul": "朝鲜文"}  # fmt: skip
_PARTS = (
    ("Qt、PySide6", "窗口", "LGPL-3.0"),
    ("SQLCipher、SQLite", "加密的台账文件", "BSD、公有领域"),
    ("SQLAlchemy、Alembic", "读写台账", "MIT"),
    ("cryptography", "口令和钥匙", "Apache-2.0、BSD"),
    ("ReportLab、PDFium", "打印", "BSD、Apache-2.0"),
    ("openpyxl、calamine", "读写表格文件", "MIT"),
    ("Pillow", "照片", "MIT-CMU"),
)


class TextDialog(QDialog):
    """A licence, whole."""

    def __init__(self, parent: QWidget, title: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        shown = QPlainTextEdit(text, self)
        shown.setReadOnly(True)
        close = push("知道了", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.addWidget(shown, 1)
        box.addLayout(foot)
        self.resize(theme().px(680), theme().px(520))


class AboutSection(Section):
    """Facts and licences."""

    key, title = "about", "关于"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        program = self.card("扶贫工作台")
        self.facts = FactGrid(name_width=110)
        program.body.addWidget(self.facts)
        self.facts.show_facts([
            ("版本", __version__),
            ("运行环境", f"{platform.system()} {platform.release()}，Qt {qVersion()}，Python {platform.python_version()}"),
            ("许可", "木兰宽松许可证，第 2 版（MulanPSL-2.0）"),
        ])  # fmt: skip
        self.ledger_facts = FactGrid(name_width=110)
        self.card("这本台账").body.addWidget(self.ledger_facts)
        self._add_fonts()
        self._add_parts()
        self.cards.addStretch(1)

    def _add_fonts(self) -> None:
        card = self.card("字体和图标", "随程序一起装，打印和窗口都用它们")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(20))
        grid.setColumnStretch(2, 1)
        fonts = tomllib.loads(resource("fonts", "fonts.toml").read_text(encoding="utf-8"))["font"]
        lines = [(f["file"].rpartition(".")[0], _ROLES.get(f["role"], f["role"]), f["licence"],
                  resource("fonts", f["licence_file"])) for f in fonts]  # fmt: skip
        lines.append(("Lucide", "图标", "ISC", resource("icons", "LICENSE")))
        for row, (name, role, licence, path) in enumerate(lines):
            grid.addWidget(label(name), row, 0)
            grid.addWidget(label(role, "mut"), row, 1)
            grid.addWidget(label(licence, "sec"), row, 2)
            read = push("看全文", "link")
            read.setAccessibleName(f"{name} 的许可全文")
            read.clicked.connect(lambda _on=False, name=name, path=path: self._read(name, path))
            grid.addWidget(read, row, 3)
        card.body.addLayout(grid)

    def _add_parts(self) -> None:
        card = self.card("用到的程序")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(20))
        grid.setVerticalSpacing(theme().px(6))
        grid.setColumnStretch(2, 1)
        for row, (name, use, licence) in enumerate(_PARTS):
            grid.addWidget(label(name), row, 0)
            grid.addWidget(label(use, "mut"), row, 1)
            grid.addWidget(label(licence, "sec"), row, 2)
        card.body.addLayout(grid)

    def _read(self, name: str, path: Path) -> None:
        dialog = TextDialog(self.window(), f"{name} 的许可", path.read_text(encoding="utf-8", errors="replace"))
        dialog.open()

    def refresh(self) -> None:
        self.desk.read(self, sessions.info, self._show_info, slot="info")

    def _show_info(self, info: sessions.Info) -> None:
        self.ledger_facts.show_facts([
            ("行政村", f"{info.village_name}（{info.village}）"),
            ("文件夹", str(self.desk.session.folder)),
            ("台账结构", info.schema),
            ("本机编号", info.device),
            ("条数", f"{info.counts['household']} 户，{info.counts['member']} 人，{info.counts['visit']} 次走访"),
        ])  # fmt: skip
