"""Whatever two laptops wrote and however it travels: the ledgers come out the same, and as the log folds."""

from __future__ import annotations

import dataclasses
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from fupin_desk.core.envelope import SignedBlock
from fupin_desk.ledgers.household import MEMBER
from fupin_desk.store import conflicts, fold, identity
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.queries import lists
from fupin_desk.store.take_back import take_back
from tests.ledger_kit import Clock
from tests.store.laptops import acquaint, beyond, bring, copied, empty_ledger, get, log, require_fold, tables

FIELDS = st.sampled_from(["education", "nation", "phone", "labour"])
ACT = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 1), FIELDS, st.sampled_from(["01", "02", "03", None])),
    st.tuples(st.just("remove"), st.integers(0, 1)),
    st.tuples(st.just("restore"), st.integers(0, 1)),
    st.tuples(st.just("decide"), st.integers(0, 1)),
    st.tuples(st.just("exchange")),
)
ACTS = st.lists(ACT, min_size=2, max_size=10)


@dataclass
class Village:
    """Two laptops that edit one person, and two empty ones that only receive; all begin anew with each run."""

    writers: tuple[LedgerFile, LedgerFile]
    readers: tuple[LedgerFile, LedgerFile]
    begin: dict[LedgerFile, dict[str, list[Any]]]

    def reset(self) -> None:
        for file, rows in self.begin.items():
            with file.writing() as connection:
                for name, lines in rows.items():
                    connection.execute(text(f'DELETE FROM "{name}"'))
                    if lines:
                        names = ", ".join(f'"{key}"' for key in lines[0])
                        places = ", ".join(f":{key}" for key in lines[0])
                        connection.execute(text(f'INSERT INTO "{name}" ({names}) VALUES ({places})'), lines)


def _all_rows(file: LedgerFile) -> dict[str, list[Any]]:
    with file.read() as connection:
        names = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        found = {n: [dict(row) for row in connection.execute(text(f'SELECT * FROM "{n}"')).mappings()] for n in names}
    return {name: rows for name, rows in found.items() if name != "alembic_version"}


@pytest.fixture(scope="module")
def village(pattern: tuple[Path, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    folder = tmp_path_factory.mktemp("village")
    shutil.copytree(pattern[0], folder / "一.fupin")
    first = LedgerFile(folder / "一.fupin", pattern[1], "周明远", now=Clock())
    first.set_up(first.village)
    second = copied(first, folder / "二.fupin")
    readers = (empty_ledger(folder / "三.fupin"), empty_ledger(folder / "四.fupin"))
    files = (first, second, *readers)
    acquaint(files)
    with first.read() as connection:
        former = [peer for peer in identity.peers(connection).values() if peer.state == identity.PAIRED]
    for reader in readers:
        with reader.writing() as connection:
            for peer in former:
                identity.learn(connection, peer)
    yield Village((first, second), readers, {file: _all_rows(file) for file in files})
    for file in files:
        file.close()


def act(village: Village, what: tuple[Any, ...]) -> None:
    if what[0] == "exchange":
        one, other = village.writers
        bring(beyond(one, other), other)
        bring(beyond(other, one), one)
        return
    file = village.writers[what[1]]
    person = get(file, MEMBER, "m-542")
    if what[0] == "decide":
        with file.read() as connection:
            found = conflicts.open_conflicts(connection)
        for split in found:
            conflicts.decide(file, split, choose=split.others[-1].dot)
    elif what[0] == "edit" and not person.meta.removed:
        with file.work("改", strict=False) as work:
            work.put(dataclasses.replace(person, **{what[2]: what[3]}))
    elif what[0] == "remove" and not person.meta.removed:
        with file.work("删", strict=False) as work:
            work.remove(MEMBER, "m-542")
    elif what[0] == "restore" and person.meta.removed:
        with file.work("回", strict=False) as work:
            work.restore(MEMBER, "m-542")


def values_written(file: LedgerFile) -> set[tuple[str, str]]:
    with file.read() as connection:
        listed = lists.list_records(connection, MEMBER) + lists.list_records(connection, MEMBER, removed=True)
        shown = {("phone", str(m.phone)) for m in listed}
        for one in conflicts.open_conflicts(connection):
            if one.group == "phone":
                shown |= {("phone", str(side.values.get("phone"))) for side in (one.shown, *one.others)}
    return shown


def check(village: Village, acts: Sequence[tuple[Any, ...]], chosen: random.Random) -> None:
    """One history, every way of carrying it."""
    village.reset()
    for what in acts:
        act(village, what)
        for file in village.writers:
            with file.read() as connection:
                assert fold.differences(connection, file.village) == []
    first, second = village.writers
    blocks: list[SignedBlock] = [*beyond(first), *beyond(second)]  # what both hold comes twice
    chosen.shuffle(blocks)
    at = chosen.randrange(len(blocks) + 1)
    third, fourth = village.readers
    for part in (blocks[:at], blocks[at:], blocks[: at // 2]):  # in pieces, in any order, with gaps, again
        bring(part, third)
    bring(sorted(blocks, key=lambda block: chosen.random()), fourth)
    act(village, ("exchange",))
    for file in (second, third, fourth):
        assert tables(file) == tables(first)
        assert log(file) == log(first)
        assert values_written(file) == values_written(first)
    require_fold(third)
    before = tables(third)
    done = bring([], third)
    assert done.empty and tables(third) == before


def check_taken_back(village: Village, acts: Sequence[tuple[Any, ...]], chosen: random.Random) -> None:
    """A package that came and was taken back at once leaves the ledger as it was, and comes in again as the first time."""
    village.reset()
    for what in acts:
        act(village, what)
    first, third = village.writers[0], village.readers[0]
    blocks = beyond(first)
    some = [block for block in blocks if chosen.random() < 0.5]
    bring(some, third)
    before, held = tables(third), log(third)
    done = bring(blocks, third)
    if done.batch:
        take_back(third, done.batch)
        require_fold(third)
        assert set(held) <= set(log(third))  # what came before stays, and whatever it builds upon
    if not some:
        assert tables(third) == before and log(third) == held == []
    bring(blocks, third)
    assert tables(third) == tables(first)


@settings(max_examples=6)
@given(acts=ACTS, seed=st.integers(0, 2**32))
def test_order_pieces_and_repetition_never_matter(acts: list[tuple[Any, ...]], seed: int, village: Village) -> None:
    check(village, acts, random.Random(seed))


@settings(max_examples=6)
@given(acts=ACTS, seed=st.integers(0, 2**32))
def test_taking_back_and_taking_again_comes_to_the_same(acts: list[tuple[Any, ...]], seed: int, village: Village) -> None:
    check_taken_back(village, acts, random.Random(seed))


@pytest.mark.long
@settings(max_examples=110)
@given(acts=ACTS, seed=st.integers(0, 2**32))
def test_order_pieces_and_repetition_never_matter_long(acts: list[tuple[Any, ...]], seed: int, village: Village) -> None:
    check(village, acts, random.Random(seed))


@pytest.mark.long
@settings(max_examples=110)
@given(acts=ACTS, seed=st.integers(0, 2**32))
def test_taking_back_and_taking_again_comes_to_the_same_long(
    acts: list[tuple[Any, ...]], seed: int, village: Village
) -> None:
    check_taken_back(village, acts, random.Random(seed))
