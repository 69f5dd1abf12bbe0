"""What a person can rely on when something is written: all or nothing, checked, logged, never over another's change."""

from __future__ import annotations

import dataclasses
import shutil
import threading
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from fupin_desk.core.errors import Invalid, Stale
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.helping import Pairing
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Household
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.team import Attendance, TeamMember, Visit
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR, HouseholdYear
from fupin_desk.store import fold, journal
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.queries import history, lists
from tests.ledger_kit import Clock


def get(ledger: LedgerFile, kind: Ledger, record_id: str) -> Any:
    with ledger.read() as connection:
        return lists.record_by_id(connection, kind, record_id)


def test_a_saved_change_is_there_and_says_who_when_and_why(ledger: LedgerFile, clock: Clock) -> None:
    clock.at = datetime(2019, 11, 21, 9, 5)
    head = get(ledger, MEMBER, "m-542")
    with ledger.work("更正文化程度", reason="对照户口本") as work:
        work.put(dataclasses.replace(head, education="03"))
    after = get(ledger, MEMBER, "m-542")
    assert after.education == "03"
    assert (after.meta.version, after.meta.changed_by) == (2, "周明远")
    with ledger.read() as connection:
        last = history.history_of(connection, MEMBER, "m-542")[0]
    assert (last.label, last.before, last.after) == ("文化程度", "小学", "初中")
    assert last.when == clock.at
    assert last.why == "更正文化程度：对照户口本"


def test_an_exception_inside_leaves_nothing_behind(ledger: LedgerFile) -> None:
    with pytest.raises(RuntimeError), ledger.work("坏掉的一步") as work:
        work.put(Household(number="999"))
        raise RuntimeError
    with ledger.read() as connection:
        assert lists.count_records(connection, HOUSEHOLD) == 1
        assert journal.last_batch(connection).title == "录入"  # type: ignore[union-attr]  # there is one


def test_what_someone_else_changed_meanwhile_is_not_overwritten(ledger: LedgerFile) -> None:
    mine = get(ledger, MEMBER, "m-542")
    with ledger.work("先到") as work:
        work.put(dataclasses.replace(mine, phone="13911112222"))
    with pytest.raises(Stale, match="被周明远改过"), ledger.work("后到") as work:
        work.put(dataclasses.replace(mine, phone="13933334444"))
    assert get(ledger, MEMBER, "m-542").phone == "13911112222"


def test_writing_what_is_there_already_writes_nothing(ledger: LedgerFile) -> None:
    with ledger.work("没有改动") as work:
        work.put(get(ledger, MEMBER, "m-542"))
    assert work.result.empty
    assert get(ledger, MEMBER, "m-542").meta.version == 1


def test_a_household_keeps_exactly_one_head(ledger: LedgerFile) -> None:
    husband, head = get(ledger, MEMBER, "m-541"), get(ledger, MEMBER, "m-542")
    with pytest.raises(Invalid, match="已经有户主"), ledger.work("再加一个户主") as work:
        work.put(dataclasses.replace(husband, relation="01"))
    with pytest.raises(Invalid, match="没有户主"), ledger.work("去掉户主") as work:
        work.put(dataclasses.replace(head, relation="02"))
    with ledger.work("换户主") as work:
        work.put(dataclasses.replace(head, relation="02"))
        work.put(dataclasses.replace(husband, relation="01"))
    assert get(ledger, MEMBER, "m-541").relation == "01"


def test_an_old_fault_never_blocks_mending_another_field(ledger: LedgerFile) -> None:
    with ledger.work("导入时就没有户主", strict=False) as work:
        work.put(dataclasses.replace(get(ledger, MEMBER, "m-542"), relation="12"))
    with ledger.work("补电话") as work:
        work.put(dataclasses.replace(get(ledger, MEMBER, "m-541"), phone="13900001111"))
    assert get(ledger, MEMBER, "m-541").phone == "13900001111"


def test_no_visit_in_the_future_and_none_before_the_pairing(ledger: LedgerFile) -> None:
    with pytest.raises(Invalid, match="在今天之后"), ledger.work("走访") as work:
        work.put(Visit(household="h-1", at=datetime(2019, 11, 22, 10, 0)))
    with pytest.raises(Invalid, match="从 2019-01-01 开始"), ledger.work("走访") as work:
        work.put(Visit(household="h-1", at=datetime(2018, 12, 31, 10, 0)))
    with ledger.work("走访") as work:
        work.put(Visit(household="h-1", at=datetime(2019, 11, 20, 10, 0)))
    assert work.result.records


def test_one_main_helper_at_a_time(ledger: LedgerFile) -> None:
    with pytest.raises(Invalid, match="现在是周明远"), ledger.work("再结对") as work:
        work.put(Pairing(household="h-1", helper="w-1", role="1", since=date(2019, 5, 1)))


def test_over_the_cap_is_a_warning_and_is_saved(ledger: LedgerFile) -> None:
    homes = [Household(id=f"x-{i}", number=f"90{i:02d}") for i in range(13)]
    with ledger.work("很多户") as work:
        work.put_many(homes)
        work.put_many([Pairing(household=h.id, helper="w-1", role="1", since=date(2019, 5, 1)) for h in homes])
    assert any("上限 12 户" in p.message for p in work.result.warnings)


def test_one_state_a_day_and_one_record_a_year(ledger: LedgerFile) -> None:
    with ledger.work("队员") as work:
        member = work.put(TeamMember(name="周明远"))
        work.put(Attendance(member=member.id, on=date(2019, 11, 19), state="1"))
    with pytest.raises(Invalid, match="已经记过"), ledger.work("再记") as work:
        work.put(Attendance(member=member.id, on=date(2019, 11, 19), state="3"))
    with pytest.raises(Invalid, match="2019 年的数据已经有了"), ledger.work("再加一年") as work:
        work.put(HouseholdYear(household="h-1", year=2019))


def test_a_wrong_id_number_is_saved_and_becomes_a_doubt(ledger: LedgerFile) -> None:
    with ledger.work("先记下") as work:
        work.put(dataclasses.replace(get(ledger, MEMBER, "m-452"), id_number="511799200803124528"))
    with ledger.read() as connection:
        card = lists.cards(connection, ["h-1"])["h-1"]
    assert card.doubts == 1


def test_the_card_follows_every_change_in_the_household(ledger: LedgerFile) -> None:
    with ledger.work("收入") as work:
        year = get(ledger, HOUSEHOLD_YEAR, "y-1")
        work.put(dataclasses.replace(year, a_fen=30000_00))
    with ledger.read() as connection:
        card = lists.cards(connection, ["h-1"])["h-1"]
        by_initials = lists.card_ids(connection, ledger.village, CardFilter(text="wxl"))
        by_number = lists.card_ids(connection, ledger.village, CardFilter(text="0137"))
        by_name = lists.card_ids(connection, ledger.village, CardFilter(text="秀"))
    # 30000 + 9200 + 1200 - 3600, shared by three
    assert card.per_capita_fen == 12266_67
    assert by_initials == by_number == by_name == ["h-1"]


def test_the_tables_are_the_fold_of_the_log(ledger: LedgerFile) -> None:
    head = get(ledger, MEMBER, "m-542")
    with ledger.work("改") as work:
        work.put(dataclasses.replace(head, education="03", phone="13911112222"))
    with ledger.work("删") as work:
        work.remove(MEMBER, "m-452")
    with ledger.work("回") as work:
        work.restore(MEMBER, "m-452")
    with ledger.work("清空电话") as work:
        work.put(dataclasses.replace(get(ledger, MEMBER, "m-542"), phone=None))
    with ledger.read() as connection:
        assert fold.differences(connection, ledger.village) == []
        before = {name: lists.list_records(connection, kind) for name, kind in (("m", MEMBER), ("h", HOUSEHOLD))}
    with ledger._transaction() as connection:  # the rebuild is a tool of the store itself
        fold.rebuild(connection, ledger.village)
    with ledger.read() as connection:
        after = {name: lists.list_records(connection, kind) for name, kind in (("m", MEMBER), ("h", HOUSEHOLD))}
        assert fold.differences(connection, ledger.village) == []
    assert before == after


def test_a_record_tampered_with_behind_the_log_is_found(ledger: LedgerFile) -> None:
    with ledger._transaction() as connection:
        connection.execute(text("UPDATE member SET name = '别人' WHERE id = 'm-542'"))
    with ledger.read() as connection:
        assert fold.differences(connection, ledger.village) == ["m-542"]


def test_an_earlier_day_is_read_as_it_was(ledger: LedgerFile, clock: Clock) -> None:
    clock.at = datetime(2020, 3, 1, 8, 0)
    with ledger.work("后来改的") as work:
        work.put(dataclasses.replace(get(ledger, MEMBER, "m-542"), education="04"))
    with ledger.read() as connection:
        then = {m.id: m for m in fold.as_of(connection, ledger.village, MEMBER, date(2019, 12, 31))}
        now = {m.id: m for m in fold.as_of(connection, ledger.village, MEMBER, date(2020, 3, 1))}
        before_all = fold.as_of(connection, ledger.village, MEMBER, date(2019, 1, 1))
    assert then["m-542"].education == "02"
    assert now["m-542"].education == "04"
    assert before_all == []


def test_reading_goes_on_while_a_long_work_is_open(ledger: LedgerFile) -> None:
    with ledger.work("长的一步", strict=False) as work:
        work.put_many([Household(number=f"8{i:03d}") for i in range(500)])
        with ledger.read() as connection:
            assert lists.count_records(connection, HOUSEHOLD) == 1
    with ledger.read() as connection:
        assert lists.count_records(connection, HOUSEHOLD) == 501


def test_two_threads_write_one_after_the_other_and_lose_nothing(ledger: LedgerFile) -> None:
    def write(start: int) -> None:
        for i in range(10):
            with ledger.work("并行", strict=False) as work:
                work.put(Household(number=f"7{start + i:03d}"))

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ledger.read() as connection:
        assert lists.count_records(connection, HOUSEHOLD) == 21
        assert fold.differences(connection, ledger.village) == []


def test_unknown_fields_are_kept_beside_the_known_ones(ledger: LedgerFile) -> None:
    with ledger.work("带来的字段", strict=False) as work:
        work.put(dataclasses.replace(get(ledger, HOUSEHOLD, "h-1"), extra={"+本县指标": "甲"}))
    kept = get(ledger, HOUSEHOLD, "h-1")
    assert dict(kept.extra) == {"+本县指标": "甲"}


def test_a_copied_folder_can_be_read_with_the_same_key(ledger: LedgerFile, tmp_path: Path) -> None:
    ledger.engine.dispose()
    shutil.copytree(ledger.folder, tmp_path / "copy.fupin")
    other = LedgerFile(tmp_path / "copy.fupin", ledger.data_key, "李文静")
    assert get(other, MEMBER, "m-542").name == "王秀兰"
    other.close()
