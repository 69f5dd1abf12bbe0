"""首页: a backup onto the stick that is plugged in, into another folder, or on this laptop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from fupin_desk.actions import backups
from fupin_desk.actions.backups import Backup
from fupin_desk.core.shown import show_size
from fupin_desk.core.sticks import sticks
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb, show_toast
from fupin_desk.gui.page import Page

_STICK, _FOLDER, _HERE = "stick", "folder", "here"


def back_up(page: Page) -> None:
    """Ask where to, write the backup on the worker, and say what was written and checked."""
    found = sticks()
    verbs = [Verb(_HERE, "只备份在本机"), Verb(_FOLDER, "选文件夹")]
    if found:
        verbs.append(Verb(_STICK, f"备份到U盘 {found[0].name}", "primary"))
        words = f"U盘 {found[0].name} 可用 {show_size(found[0].free_bytes)}。备份是加密的，照片也在里面，写完会读回来核对。"
        answer = ConfirmDialog.ask(page, "备份台账", words, verbs, default=_STICK, level="ok")
    else:
        words = "插上U盘再按一次，或者选一个文件夹。备份是加密的，写完会读回来核对。"
        answer = ConfirmDialog.ask(page, "没有看到U盘", words, verbs, default=_FOLDER)
    if answer == _STICK:
        _write(page, found[0].path)
    elif answer == _HERE:
        _write(page, None)
    elif answer == _FOLDER:
        chosen = QFileDialog.getExistingDirectory(page, "备份到哪个文件夹")
        if chosen:
            _write(page, Path(chosen))


def _write(page: Page, folder: Path | None) -> None:
    page.desk.run(
        page, lambda session, _task: backups.back_up(session, folder), done=lambda made: _tell(page, made, folder),
        label="正在备份",
    )  # fmt: skip


def _tell(page: Page, made: Backup, folder: Path | None) -> None:
    where = f"“{folder.name or folder}”" if folder else "本机"
    show_toast(page, f"已备份到{where}，{show_size(made.size)}，读回来核对过了。")
