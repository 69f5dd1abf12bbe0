"""An open session on an invented village of twelve households, made once and copied for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desk.actions.session import Session
from tests.demo_ledgers import make_sample, opened_copy


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("forms") / "石桥村.fupin", 12)


@pytest.fixture
def session(sample: Path, tmp_path: Path) -> Iterator[Session]:
    with opened_copy(sample, tmp_path / "石桥村.fupin") as opened:
        yield opened
