"""The program from its first start, for stories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fupin_desk.gui.theme.current import theme
from tests.stories.driver import Driver


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Driver]:
    """The program on a computer that never saw it; ledgers lie below ``tmp_path``."""
    theme().start(qapp)
    driver = Driver(tmp_path / "我的台账", monkeypatch)
    yield driver
    driver.stop()
