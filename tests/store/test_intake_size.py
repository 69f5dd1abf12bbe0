"""A whole village onto a new laptop, and the changes of a week: how long it computes, whatever else the machine does."""

from __future__ import annotations

import dataclasses
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from fupin_desk.core.envelope import BLOCK_DOMAIN
from fupin_desk.ledgers.household import HOUSEHOLD, Household
from fupin_desk.ledgers.record import Record
from fupin_desk.ledgers.team import Visit
from fupin_desk.ledgers.year import HouseholdYear
from fupin_desk.store import identity
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.take_back import take_back
from tests.ledger_kit import person
from tests.store.laptops import acquaint, beyond, bring, empty_ledger, get, tables

HOUSEHOLDS = 2000


def village() -> list[Record]:
    """Households of three with four years of income and four visits each."""
    made: list[Record] = []
    for n in range(HOUSEHOLDS):
        home = Household(id=f"hh-{n:05d}", number=f"511799105203{n:04d}", group="g-1", household_kind="01", standard="1")
        made.append(home)
        for k, (name, relation) in enumerate((("王秀兰", "01"), ("陈建国", "02"), ("陈小雨", "04"))):
            one = person(home.id, name, relation, "2", date(1960, 1, 1) + timedelta(days=n), 100 + 2 * k)
            made.append(dataclasses.replace(one, id=f"mm-{n:05d}-{k}"))
        made += [HouseholdYear(id=f"yy-{n}-{y}", household=home.id, year=y, a_fen=14400_00 + n) for y in range(2016, 2020)]
        made += [
            Visit(id=f"vv-{n}-{d}", household=home.id, at=datetime(2019, 10, d, 9, 0), content="问了冬衣和用药。")
            for d in range(1, 5)
        ]
    return made


@pytest.mark.long
def test_two_thousand_households_come_in_within_half_a_minute(ledger: LedgerFile, tmp_path: Path) -> None:
    with ledger.work("导入", strict=False, kind="import") as work:
        work.put_many(village())
    other = empty_ledger(tmp_path / "二.fupin")
    acquaint([ledger, other])
    blocks = beyond(ledger)
    started = time.process_time()
    bring(blocks, other)
    assert time.process_time() - started <= 30
    for n in range(50):
        with ledger.work("改", strict=False) as work:
            work.put(dataclasses.replace(get(ledger, HOUSEHOLD, f"hh-{n * 7:05d}"), address=f"{n}号"))
    blocks = beyond(ledger, other)
    assert len(blocks) == 50
    started = time.process_time()
    done = bring(blocks, other, "乙")
    assert time.process_time() - started <= 2
    assert tables(other) == tables(ledger)
    started = time.process_time()
    take_back(other, done.batch)
    assert time.process_time() - started <= 5
    other.close()


@pytest.mark.long
def test_signing_a_save_takes_less_than_a_millisecond(ledger: LedgerFile) -> None:
    with ledger.writing() as connection:
        started = time.process_time()
        for _ in range(200):
            sign = identity.signer(connection, ledger.replica, ledger.village, ledger.scene.craft)
            sign(BLOCK_DOMAIN, bytes(600))
        assert (time.process_time() - started) / 200 <= 0.001
