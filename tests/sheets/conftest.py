"""A ledger for the village of the county's sample files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.ledgers.village import Village

COUNTY_FILES = Path(__file__).parent / "county_files"
STONE_BRIDGE = Village(
    code="511799105203", name="石桥村", province="四川省", city="达州市", county="青山县", township="柳河乡"
)


@pytest.fixture
def county_files() -> list[Path]:
    """The six files a county exported, with invented people and known faults (truth.json)."""
    return sorted(path for path in COUNTY_FILES.iterdir() if path.suffix != ".json")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An empty ledger of 石桥村 on a fixed day."""
    opened, _ = sessions.new_ledger(
        tmp_path / "石桥村.fupin", STONE_BRIDGE, user="周明远", duty="第一书记", password="山高水长路远", any_password=True,
        now=lambda: datetime(2019, 11, 30, 9, 0),
    )  # fmt: skip
    yield opened
    sessions.close(opened, with_backup=False)
