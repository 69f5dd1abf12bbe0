"""Where the program keeps its own things on each system: screen settings, the log, and new ledgers."""

from __future__ import annotations

from pathlib import Path

import platformdirs

NAME = "fupin_desk"
LEDGERS = "扶贫工作台"
"""The folder of ledgers among the person's documents, where a clerk finds it with the file manager."""


def settings_file() -> Path:
    """Screen settings and the ledger opened last: no personal data."""
    return Path(platformdirs.user_config_dir(NAME, appauthor=False, roaming=False)) / "window.json"


def log_folder() -> Path:
    """The folder of the program's log."""
    return Path(platformdirs.user_log_dir(NAME, appauthor=False))


def ledgers_folder() -> Path:
    """Where a new ledger is put unless the person chooses another place."""
    return Path(platformdirs.user_documents_dir()) / LEDGERS
