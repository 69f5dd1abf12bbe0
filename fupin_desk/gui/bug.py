"""The one dialog for faults of the program, with diagnostic text that never holds a value."""

from __future__ import annotations

import platform
import sys
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fupin_desk import __version__
from fupin_desk.core.log import log
from fupin_desk.gui.kit.toast import ConfirmDialog, Verb

_KEPT = 30


def diagnostics(action: str, error: BaseException) -> str:
    """Version, system, action and where it happened. The error's own text is left out: it may quote a value."""
    lines = [
        f"fupin_desk {__version__}",
        f"Python {sys.version.split()[0]}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"action: {action}",
        f"error: {type(error).__module__}.{type(error).__qualname__}",
    ]
    cause: BaseException | None = error
    while cause is not None:
        for frame in traceback.extract_tb(cause.__traceback__)[-_KEPT:]:
            parts = frame.filename.replace("\\", "/").split("/")
            lines.append(f"  {'/'.join(parts[-3:])}:{frame.lineno} {frame.name}")
        cause = cause.__cause__
        if cause is not None:
            lines.append(f"because of: {type(cause).__module__}.{type(cause).__qualname__}")
    return "\n".join(lines)


def show_bug(parent: QWidget | None, action: str, error: BaseException) -> ConfirmDialog:
    """Open the dialog (it does not wait) and write the same text to the log."""
    text = diagnostics(action, error)
    log.error("%s", text)
    dialog = ConfirmDialog(
        parent,
        "程序出错了",
        "这一步没有做成。台账没有变，刚才填的还在屏幕上。请复制诊断信息发给维护人员，里面没有农户资料。",
        [Verb("copy", "复制诊断信息"), Verb("close", "知道了", role="primary")],
        default="close",
        level="error",
    )

    def copy_when_asked(verb: str) -> None:
        if verb == "copy":
            QGuiApplication.clipboard().setText(text)

    dialog.chosen.connect(copy_when_asked)
    dialog.open()
    return dialog
