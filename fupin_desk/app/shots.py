"""Pictures of the main windows, drawn without a screen: ``python -m fupin_desk.app.shots OUT --ledger DIR``.

For looking at the windows where there is no display, and for holding them against the drawings. The password comes
from FUPIN_PASSWORD. Nothing is written into the ledger.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desk.actions import households
from fupin_desk.actions import session as sessions
from fupin_desk.app import pages
from fupin_desk.app.ledgerwindow import OpenLedger, Prepared
from fupin_desk.app.screen import start_screen
from fupin_desk.core.errors import DeskError
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.memory import Memory
from fupin_desk.gui.page import Page
from fupin_desk.gui.start.shelf import Known
from fupin_desk.gui.start.window import StartWindow
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.card import CardFilter

SIZES = ((1366, 728), (1920, 1040))
"""1366x768 and 1920x1080 less a task bar of 40 px."""
_SETTLE_MS = 150
_VILLAGE = {"code": "511799105203", "name": "石桥村", "city": "达州市", "county": "青山县", "township": "柳河乡",
            "team": "县农业农村局驻石桥村工作队", "user": "周明远", "duty": "第一书记"}  # fmt: skip
_SAMPLE_PASSWORD = "qiaotoulaozhangshu2018"


class Camera:
    """Draws a window in every size into numbered files."""

    def __init__(self, out: Path) -> None:
        self._out, self._count = out, 0

    def take(self, window: QWidget, name: str, desk: Desk) -> None:
        """One window as it stands now."""
        self._count += 1
        for width, height in SIZES:
            window.resize(width, height)
            settle(desk)
            window.grab().save(str(self._out / f"{self._count:02d}-{name}-{width}x{height}.png"))


def settle(desk: Desk, milliseconds: int = _SETTLE_MS) -> None:
    """Let timers run and reads arrive."""
    for _ in range(2):
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        desk.wait_idle()


def first_windows(camera: Camera, folder: Path, known: Known) -> None:
    """The unlock page and the three steps of the wizard."""
    window = StartWindow(Memory(), folder.parent / "新台账")
    window.shelf.put_first(folder, known)
    window.show()
    window.show_unlock(folder)
    camera.take(window, "打开台账", window.desk)
    window.unlock.show_recover()
    camera.take(window, "用恢复码打开", window.desk)
    window.show_wizard()
    wizard = window.wizard
    assert wizard is not None  # made the line before
    wizard.village.show_plan(_VILLAGE)
    camera.take(window, "新建-选择行政村", window.desk)
    wizard.forward()
    if wizard.password is not None:
        wizard.password.form.first.setText(_SAMPLE_PASSWORD)
        wizard.password.form.second.setText(_SAMPLE_PASSWORD)
        wizard.password.form.second.edited.emit()
        camera.take(window, "新建-设置口令", window.desk)
        wizard.forward()
        camera.take(window, "新建-打印恢复码", window.desk)
    wizard.show_restore()
    camera.take(window, "从备份恢复", window.desk)
    window.stop()
    window.close()


def main_windows(camera: Camera, ledger: OpenLedger) -> None:
    """Every page of the main window, and every part of the settings."""
    ids = households.card_ids(ledger.session, CardFilter())
    targets = {"household": ids[0] if ids else None, "visit": ids[0] if ids else None, "printing": ids[:3] or None}
    ledger.window.show()
    ledger.open()
    for name in pages.MODULES:
        if name == "household" and not ids:
            continue
        ledger.window.go(name, targets.get(name))
        settle(ledger.desk)
        page = ledger.window.page()
        if name != "settings":
            camera.take(ledger.window, _name(page, name), ledger.desk)
            continue
        for section in ("display", "lock", "people", "backup", "phrases", "about"):
            ledger.window.go(name, section)
            camera.take(ledger.window, f"设置-{page.context() if page is not None else section}", ledger.desk)


def _name(page: Page | None, fallback: str) -> str:
    """What a page is called; never the person it shows."""
    if page is None:
        return fallback
    return page.title() if page.crumb() is None else "一户一档"


@contextmanager
def opened(folder: Path) -> Iterator[OpenLedger]:
    """The ledger with its window, closed again whatever happens."""
    session = sessions.open_ledger(folder, os.environ.get("FUPIN_USER", ""), os.environ.get("FUPIN_PASSWORD", ""))
    ledger = OpenLedger(session, Prepared(Memory()))
    try:
        yield ledger
    finally:
        ledger.take_down()
        ledger.end()


def main(arguments: list[str] | None = None) -> int:
    """Draw everything; the exit code is 1 when the ledger cannot be opened."""
    parser = argparse.ArgumentParser(prog="fupin_desk.app.shots", description="把主要窗口画成图片，不用显示器")
    parser.add_argument("out", type=Path, help="图片放在哪个文件夹")
    parser.add_argument("--ledger", type=Path, default=os.environ.get("FUPIN_LEDGER"), help="台账文件夹")
    parser.add_argument("--dark", action="store_true", help="深色")
    parser.add_argument("--scale", type=float, default=1.0, help="大字：1.0、1.15、1.25、1.5")
    given = parser.parse_args(arguments)
    if given.ledger is None:
        parser.error("请用 --ledger 指出台账文件夹，或设置 FUPIN_LEDGER。")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # nothing else makes one here
    start_screen(app, Memory())
    theme().use(dark=given.dark, scale=given.scale)
    given.out.mkdir(parents=True, exist_ok=True)
    camera = Camera(given.out)
    try:
        with opened(given.ledger) as ledger:
            main_windows(camera, ledger)
            known = ledger.known
        first_windows(camera, given.ledger, known)
    except DeskError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
