"""What can be printed of one household, under a printer button elsewhere: each line is one click from the preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from fupin_desk.gui.pages.printing_work import FOLDER, FOLDER_TITLE

VISIT_RECORD = "visit_record"
_PAPERS = (
    ("household_survey", "信息采集表"), (FOLDER, FOLDER_TITLE), (VISIT_RECORD, "入户走访记录表"), ("income_account", "收入登记表"),
    ("measures_card", "帮扶措施明白卡"), ("helping_agreement", "结对帮扶责任书"), ("", "其他表…"),
)  # fmt: skip
"""The papers asked for most, by their names in the list of forms; 其他表 opens the list as it was left."""


def papers_menu(button: QWidget, households: Sequence[str], go: Callable[[str, object], object]) -> QMenu:
    """Open the menu under a button; ``go`` is asked for 打印中心 with form and households. Digits choose too."""
    menu = QMenu(button)
    for number, (form, title) in enumerate(_PAPERS, 1):
        line = menu.addAction(f"&{number}　{title}")
        target = {"form": form, "households": list(households)} if form else list(households)
        line.triggered.connect(lambda _on=False, wanted=target: go("printing", wanted))
    menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 2)))
    return menu
