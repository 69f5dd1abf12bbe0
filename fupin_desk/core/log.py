"""The program's log: what was done and what failed, never whose data it was."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

NAME = "fupin_desk"
log = logging.getLogger(NAME)
_SECRET = re.compile(r"\d{6,}[\dXx]|[\u3400-\u9fff\U00020000-\U000323af]{2,}")


class _Redact(logging.Formatter):
    """Blanks long digit runs and Chinese text in messages and tracebacks: they may be a person's."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub("□", super().format(record))


def start_log(folder: Path) -> None:
    """Write to ``folder``/fupin_desk.log, at most 3 files of 1 MB. Calling it again changes nothing."""
    if log.handlers:
        return
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "fupin_desk.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(_Redact("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def stop_log() -> None:
    """Close the log's file (tests, and before a ledger's folder is moved)."""
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


def redact(text: str) -> str:
    """The text with anything that may be a person's data blanked."""
    return _SECRET.sub("□", text)
