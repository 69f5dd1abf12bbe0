"""导入表格: choosing or dropping files, and what each of them was recognised as."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fupin_desk.actions.importing import FileRead, SourceFile, layout_titles
from fupin_desk.gui.kit.busy import EmptyState
from fupin_desk.gui.kit.card import Card
from fupin_desk.gui.kit.tables import Cell, Column, LedgerTable, Row
from fupin_desk.gui.pages.importing_label import GivenLabel
from fupin_desk.gui.pages.importing_words import Look, columns_in_words
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import ROW

SUFFIXES = (".xlsx", ".xls", ".xlsb", ".xlsm", ".ods", ".csv", ".txt", ".htm", ".html")
PATTERNS = f"表格 ({' '.join('*' + suffix for suffix in SUFFIXES)});;所有文件 (*)"
_COLUMNS = [
    Column("file", "文件", 214, fixed=True),
    Column("title", "认成", 150),
    Column("header", "表头", 70, kind="soft"),
    Column("year", "年度", 62),
    Column("rows", "行数", 62, kind="number"),
    Column("columns", "列", 240, kind="soft", stretch=True, sortable=False),
    Column("state", "", 86, kind="tag", sortable=False),
    Column("drop", "", 60, kind="link"),
]
_SENTENCES = 3


def dropped_files(data: QMimeData) -> list[Path]:
    """The files that are dropped; of a folder the tables that lie in it."""
    found: list[Path] = []
    for url in data.urls():
        path = Path(url.toLocalFile())
        if not url.isLocalFile():
            continue
        if path.is_dir():
            found += sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
        else:
            found.append(path)
    return found


class ChooseCard(QFrame):
    """What stands here before anything is chosen."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        known = "、".join(layout_titles().values())
        advice = f"认得的表：{known}。xlsx、xls、ods、csv 都可以，一次可以选几份，先看再导。"
        self.empty = EmptyState("file-down", "把县里给的表格拖到这里，或者选文件", advice, "选文件　Ctrl+O", self)
        self.empty.acted.connect(self.asked)
        QVBoxLayout(self).addWidget(self.empty)


class FilesCard(Card):
    """The chosen files, one line per sheet; a refused one says why below and does not hold up the others."""

    add_asked = Signal()
    again_asked = Signal()
    drop_asked = Signal(object)
    """Path of a file that is taken off the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("选了的文件", "", parent, padded=False)
        self.paths: dict[str, Path] = {}
        self.again_button = self.add_action("重新读", icon="refresh-cw")
        self.again_button.setToolTip("在WPS里改过文件以后，重新读一遍")
        self.add_button = self.add_action("再选文件", icon="plus")
        self.add_button.setToolTip("再选文件 Ctrl+O")
        self.again_button.clicked.connect(self.again_asked)
        self.add_button.clicked.connect(self.add_asked)
        self.table = LedgerTable(self)
        self.table.set_columns(_COLUMNS, ticks=False)
        self.table.setAccessibleName("选了的文件")
        self.table.verb.connect(lambda row, _column: self.drop_asked.emit(self.paths[row]))
        self.refusals = GivenLabel("err", self)
        self.body.setSpacing(0)
        self.body.addWidget(self.table)
        self.body.addWidget(self.refusals)

    def show_look(self, found: Look) -> None:
        """Show how the files were understood."""
        rows, self.paths = [], {}
        sources = iter(found.plan.sources)
        for number, file in enumerate(found.files):
            for at, row in enumerate(_rows(file, [next(sources) for _ in file.sheets])):
                key = f"{number}.{at}"
                self.paths[key] = file.path
                rows.append(Row(key, row))
        self.table.set_rows(rows)
        refused = [file.refused for file in found.files if file.refused]
        more = f"\n还有 {len(refused) - _SENTENCES} 份也没有读。" if len(refused) > _SENTENCES else ""
        self.refusals.setText("\n".join(refused[:_SENTENCES]) + more)
        self.refusals.setVisible(bool(refused))
        count = len(found.files)
        self.set_title("选了的文件", f"{count} 份" + (f"，{len(refused)} 份没有读" if refused else ""))

    def set_most(self, most: int, width: int) -> None:
        """Be as high as so many lines and the refusals need at this width (device pixels); more lines scroll."""
        px, rows = theme().px, max(1, min(most, len(self.table.ids())))
        height = px(34) + px(ROW) * rows + 2
        self.table.setFixedHeight(height)
        edge = px(16)
        self.refusals.setContentsMargins(edge, px(8), edge, px(10))
        if self.refusals.text():
            room = QRect(0, 0, max(px(200), width - 2 * edge), 10_000)
            wrap = int(Qt.TextFlag.TextWordWrap)
            words = QFontMetrics(theme().font(13)).boundingRect(room, wrap, self.refusals.text()).height() + px(20)
            self.refusals.setFixedHeight(words)
            height += words
        self.setFixedHeight(px(44) + height + 4)

    def set_locked(self, locked: bool) -> None:
        """Once imported, the list of files is history."""
        for button in (self.again_button, self.add_button):
            button.setVisible(not locked)
        if self.table.isColumnHidden(self.table.section_of("drop")) != locked:
            self.table.set_layout([(key, width, key != "drop" or not locked) for key, width, _ in self.table.layout_now()])


def _rows(file: FileRead, sources: Sequence[SourceFile]) -> list[list[str | Cell]]:
    if file.refused:
        return [[file.path.name, "", "", "", "", Cell("原因见下", "red"), Cell("没有读", "red"), "移去"]]
    several = len(sources) > 1
    return [
        [
            f"{source.file} · {source.sheet}" if several else source.file, source.title, f"第 {source.header_row} 行",
            str(source.year) if source.year else "", f"{source.rows:,}", columns_in_words(source), Cell("认出", "green"), "移去",
        ]
        for source in sources
    ]  # fmt: skip
