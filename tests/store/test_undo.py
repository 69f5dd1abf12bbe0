"""Taking back: any step or batch, without losing what was changed since."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Household, Member
from fupin_desk.store import fold
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.queries import lists
from fupin_desk.store.undo import undo_batch


def head(ledger: LedgerFile) -> Member:
    with ledger.read() as connection:
        found: Member = lists.record_by_id(connection, MEMBER, "m-542")
    return found


def test_undo_gives_the_old_value_back_and_redo_the_new_one(ledger: LedgerFile) -> None:
    with ledger.work("改文化程度") as work:
        work.put(dataclasses.replace(head(ledger), education="04"))
    assert undo_batch(ledger).summary == "已撤销：改文化程度"
    assert head(ledger).education == "02"
    assert undo_batch(ledger, redo=True).summary == "已重做：改文化程度"
    assert head(ledger).education == "04"


def test_a_value_changed_again_since_is_left_alone(ledger: LedgerFile) -> None:
    with ledger.work("改两处") as first:
        first.put(dataclasses.replace(head(ledger), education="04", phone="13900001111"))
    with ledger.work("又改电话") as second:
        second.put(dataclasses.replace(head(ledger), phone="13900002222"))
    done = undo_batch(ledger, first.result.batch)
    assert (head(ledger).education, head(ledger).phone) == ("02", "13900002222")
    assert "1 处后来又改过" in done.summary


def test_undoing_an_import_removes_what_it_added_and_restores_what_it_changed(ledger: LedgerFile) -> None:
    with ledger.work("导入", strict=False, kind="import") as work:
        work.put_many([Household(number=f"6{i:03d}") for i in range(50)])
        work.put(dataclasses.replace(head(ledger), nation="15"))
    undo_batch(ledger, work.result.batch)
    with ledger.read() as connection:
        assert lists.count_records(connection, HOUSEHOLD) == 1
        assert fold.differences(connection, ledger.village) == []
    assert head(ledger).nation == "01"


def test_a_removed_record_comes_back(ledger: LedgerFile) -> None:
    with ledger.work("删除成员") as work:
        work.remove(MEMBER, "m-452")
    with ledger.read() as connection:
        assert lists.count_records(connection, MEMBER) == 2
        assert [m.name for m in lists.list_records(connection, MEMBER, removed=True)] == ["陈小雨"]
    undo_batch(ledger)
    with ledger.read() as connection:
        assert lists.count_records(connection, MEMBER) == 3


def test_a_step_is_taken_back_only_once(ledger: LedgerFile) -> None:
    with ledger.work("改") as work:
        work.put(dataclasses.replace(head(ledger), education="04"))
    undo_batch(ledger, work.result.batch)
    with pytest.raises(DeskError, match="已经撤销过"):
        undo_batch(ledger, work.result.batch)


EDITS = st.lists(
    st.tuples(st.sampled_from(["education", "nation", "phone", "labour"]), st.sampled_from(["01", "02", "03", None])),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=15)
@given(edits=EDITS)
def test_undoing_everything_leads_back_to_the_beginning(edits: list[tuple[str, str | None]], undo_ledger: LedgerFile) -> None:
    begin = head(undo_ledger)
    done = 0
    for name, value in edits:
        with undo_ledger.work("一步", strict=False) as work:
            edit: dict[str, Any] = {name: value}
            work.put(dataclasses.replace(head(undo_ledger), **edit))
        done += not work.result.empty
    for _ in range(done):
        undo_batch(undo_ledger)
    assert head(undo_ledger) == begin
    with undo_ledger.read() as connection:
        assert fold.differences(connection, undo_ledger.village) == []
