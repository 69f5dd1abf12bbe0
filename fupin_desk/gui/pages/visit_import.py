"""登记走访: pictures from a phone or stick into the form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from fupin_desk.actions import visit_page
from fupin_desk.actions.visits import NewPhoto
from fupin_desk.gui.kit.photo import PATTERNS
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.visit_photos import PhotoStrip, Shot


class PhotoImport(QObject):
    """Reads chosen files on the worker; ``whose`` names the household the form is about, "" for none."""

    def __init__(self, page: Page, strip: PhotoStrip, whose: Callable[[], str]) -> None:
        super().__init__(page)
        self._page, self._strip, self._whose = page, strip, whose
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        strip.import_asked.connect(self.ask)
        strip.dropped.connect(self.read)
        strip.removed.connect(self._on_removed)

    def ask(self) -> None:
        """Ctrl+I: choose picture files."""
        if not self._whose():
            return
        names, _ = QFileDialog.getOpenFileNames(self._page, "导入照片", self._folder, PATTERNS)
        if names:
            self._folder = str(Path(names[0]).parent)
            self.read([Path(name) for name in names])

    def read(self, paths: list[Path]) -> None:
        """Read these files and put the pictures into the form."""
        home = self._whose()
        if not home or not paths:
            return
        self._page.desk.run(
            self._page, lambda _session, task: visit_page.read_photos(paths, task),
            done=lambda answer: self._on_read(home, *answer), label="正在读照片",
        )  # fmt: skip

    def _on_read(self, household: str, photos: list[NewPhoto], faults: list[str]) -> None:
        if faults:
            more = f"另外 {len(faults) - 1} 张也没有导入。" if len(faults) > 1 else ""
            show_error(self._page, faults[0] + more)
        if self._whose() != household:
            show_toast(self._page, "照片没有加上：已经换了一户。照片文件没有变。")
        elif photos:
            self._strip.add(photos)

    def _on_removed(self, shot: Shot, place: int) -> None:
        home = self._whose()

        def put_back() -> None:
            if self._whose() == home:
                self._strip.put_back(shot, place)

        show_toast(self._page, "去掉了一张照片。", "撤销", put_back)
