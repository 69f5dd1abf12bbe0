"""Two laptops of one village: what each wrote arrives at the other, nothing is lost, conflicts are decided by a person."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from pathlib import Path

import pytest

from fupin_desk.core.errors import DeskError, Stale
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Household
from fupin_desk.ledgers.team import Visit
from fupin_desk.store import conflicts, identity, intake, journal, origins
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.queries import lists
from fupin_desk.store.take_back import packages, take_back
from fupin_desk.store.undo import undo_batch
from tests.ledger_kit import Clock
from tests.store.laptops import (
    acquaint,
    beyond,
    bring,
    copied,
    empty_ledger,
    everything,
    exchange,
    get,
    log,
    require_fold,
    tables,
    verify,
)  # fmt: skip


def edit(file: LedgerFile, **values: object) -> None:
    with file.work("改", strict=False) as work:
        work.put(dataclasses.replace(get(file, MEMBER, "m-542"), **values))


def split(first: LedgerFile, second: LedgerFile) -> conflicts.OpenConflict:
    """Both change the head's phone without knowing of each other; the first laptop's view of it."""
    edit(first, phone="13911110000")
    edit(second, phone="13922220000", education="04")
    exchange(first, second)
    with first.read() as connection:
        (found,) = conflicts.open_conflicts(connection)
    return found


def test_a_second_laptop_begins_with_all_of_the_first(ledger: LedgerFile, second: LedgerFile) -> None:
    assert tables(second) == tables(ledger)
    assert log(second) == log(ledger)
    require_fold(second)
    assert not second.bring_up_to_date() or tables(second) == tables(ledger)


def test_two_people_edit_one_household_offline_and_nothing_is_lost(ledger: LedgerFile, second: LedgerFile) -> None:
    found = split(ledger, second)
    assert tables(ledger) == tables(second)
    assert (found.title, found.group) == ("王秀兰", "phone")
    both = {found.shown.values["phone"], *(side.values["phone"] for side in found.others)}
    assert both == {"13911110000", "13922220000"}
    assert {found.shown.author, found.others[0].author} == {"周明远", "李文静"}
    assert {found.shown.own, found.others[0].own} == {True, False}
    assert get(ledger, MEMBER, "m-542").education == "04"
    with second.read() as connection:
        assert conflicts.count_conflicts(connection) == {second.village: 1}
        assert conflicts.in_conflict(connection, MEMBER, second.village) == {"m-542": ("phone",)}
    for file in (ledger, second):
        require_fold(file)


@pytest.mark.parametrize("own_value", [False, True])
def test_a_decision_made_on_one_laptop_holds_on_the_other(ledger: LedgerFile, second: LedgerFile, own_value: bool) -> None:
    found = split(ledger, second)
    if own_value:
        done = conflicts.decide(ledger, found, fields={"phone": "13933330000"}, reason="打过电话")
    else:
        done = conflicts.decide(ledger, found, choose=found.others[0].dot)
    wanted = "13933330000" if own_value else found.others[0].values["phone"]
    assert len(done.records) == 1
    exchange(ledger, second)
    for file in (ledger, second):
        assert get(file, MEMBER, "m-542").phone == wanted
        with file.read() as connection:
            assert conflicts.count_conflicts(connection) == {}
        require_fold(file)
    with second.read() as connection:
        history = [c.values["phone"]["phone"] for c in journal.changes_of_rows(connection, ["m-542"])["m-542"] if c.base and "phone" in c.values]
    assert {"13911110000", "13922220000", wanted} <= set(history)


def test_choosing_what_is_shown_ends_the_conflict_too(ledger: LedgerFile, second: LedgerFile) -> None:
    found = split(ledger, second)
    conflicts.decide(ledger, found, choose=found.shown.dot)
    with ledger.read() as connection:
        assert conflicts.open_conflicts(connection) == []
    with pytest.raises(Stale, match="已经有人处理"):
        conflicts.decide(ledger, found, choose=found.others[0].dot)
    assert get(ledger, MEMBER, "m-542").phone == found.shown.values["phone"]


def test_an_ordinary_edit_never_silently_drops_the_value_nobody_saw(ledger: LedgerFile, second: LedgerFile) -> None:
    found = split(ledger, second)
    edit(ledger, phone="13944440000")
    edit(ledger, phone="13955550000", nation="15")
    with ledger.read() as connection:
        (still,) = conflicts.open_conflicts(connection)
    assert still.shown.values == {"phone": "13955550000"}
    assert [side.values for side in still.others] == [found.others[0].values]
    exchange(ledger, second)
    assert tables(ledger) == tables(second)
    require_fold(ledger)


@pytest.mark.parametrize("keep", [True, False])
def test_removed_here_and_changed_there_waits_for_a_person(ledger: LedgerFile, second: LedgerFile, keep: bool) -> None:
    with ledger.work("删", strict=False) as work:
        work.remove(MEMBER, "m-542")
    edit(second, phone="13922220000")
    exchange(ledger, second)
    assert tables(ledger) == tables(second)
    with ledger.read() as connection:
        (found,) = conflicts.open_conflicts(connection, ledger.village)
    assert (found.group, found.shown.removes, found.others[0].removes) == ("", False, True)
    assert found.shown.values["phone"] == "13922220000"
    conflicts.decide(ledger, found, choose=found.shown.dot if keep else found.others[0].dot)
    exchange(ledger, second)
    for file in (ledger, second):
        assert get(file, MEMBER, "m-542").meta.removed is not keep
        with file.read() as connection:
            assert conflicts.open_conflicts(connection) == []
        require_fold(file)


def test_the_preview_says_what_will_happen_and_changes_nothing(ledger: LedgerFile, second: LedgerFile) -> None:
    edit(ledger, phone="13911110000")
    edit(second, phone="13922220000", education="04")
    with second.work("新户", strict=False) as work:
        work.put(Household(id="h-9", number="5117991052030999"))
    before = everything(ledger)
    plan = intake.plan(ledger, beyond(second), verify(ledger))
    assert everything(ledger) == before
    by_ledger = {count.ledger: (count.new, count.changed) for count in plan.counts if count.replica == second.replica}
    assert by_ledger == {"member": (0, 1), "household": (1, 0)}
    assert sum(count.known for count in plan.counts if count.replica == ledger.replica) == 10 - 1  # one is changed too
    assert {(e.label, e.before, e.after) for e in plan.edits} >= {("文化程度", "小学", "高中")}
    assert plan.conflicts == (("member", "m-542", "phone"),)
    assert plan.takable and not plan.nothing_new and not plan.gaps.ranges
    done = bring(beyond(second), ledger)
    assert "新增 1 条，更新 1 条，有 1 处不一致" in done.summary


def test_a_package_again_or_in_pieces_changes_nothing_more(ledger: LedgerFile, second: LedgerFile) -> None:
    edit(ledger, education="03")
    edit(ledger, phone="13911110000")
    blocks = beyond(ledger, second)
    bring(blocks[1:], second)
    assert not bring(blocks, second, "乙").empty
    before = everything(second)
    again = bring([*blocks, *blocks], second)
    assert again.empty and "没有新的内容" in again.summary
    assert everything(second) == before
    assert tables(second) == tables(ledger)


def test_a_gap_is_named_and_never_waited_for(ledger: LedgerFile, second: LedgerFile) -> None:
    edit(ledger, education="03")
    edit(ledger, education="04")
    edit(ledger, phone="13911110000")
    first, middle, last = beyond(ledger, second)
    done = bring([last], second)
    assert get(second, MEMBER, "m-542").phone == "13911110000"
    assert f"第 {first.first} 至 {middle.last} 条" in done.warnings[0].message
    with second.read() as connection:
        assert origins.held(connection).gaps().ranges == {ledger.replica: ((first.first, middle.last),)}
    bring([middle], second)
    assert get(second, MEMBER, "m-542").education == "04"
    bring(beyond(ledger, second), second)
    assert tables(second) == tables(ledger)


def test_an_edit_may_arrive_before_the_record_it_edits(ledger: LedgerFile, tmp_path: Path) -> None:
    edit(ledger, phone="13911110000")
    other = empty_ledger(tmp_path / "二.fupin")
    acquaint([ledger, other])
    for block in reversed(beyond(ledger)):
        bring([block], other)
        require_fold(other)
    assert tables(other) == tables(ledger)
    other.close()


def test_what_comes_through_a_third_laptop_is_forwarded_to_the_letter(ledger: LedgerFile, second: LedgerFile, tmp_path: Path) -> None:
    third = empty_ledger(tmp_path / "三.fupin", "何小燕")
    acquaint([ledger, second, third])
    edit(ledger, education="04")
    bring(beyond(ledger, second), second)
    bring(beyond(second), third)
    assert log(third) == log(ledger)
    assert tables(third) == tables(ledger)
    third.close()


def test_what_is_written_next_follows_everything_received(ledger: LedgerFile, second: LedgerFile) -> None:
    for at in range(5):
        edit(ledger, phone=f"1391111000{at}")
    bring(beyond(ledger, second), second)
    edit(second, phone="13922220000")
    bring(beyond(second, ledger), ledger)
    assert get(ledger, MEMBER, "m-542").phone == "13922220000"
    with ledger.read() as connection:
        assert conflicts.open_conflicts(connection) == []


def test_the_household_line_follows_what_arrives(ledger: LedgerFile, second: LedgerFile) -> None:
    with ledger.work("走访") as work:
        work.put(Visit(household="h-1", at=datetime(2019, 11, 19, 9, 0)))
    bring(beyond(ledger, second), second)
    with second.read() as connection:
        assert lists.cards(connection, ["h-1"])["h-1"].visits == 1


def test_a_package_is_taken_back_and_can_come_again(ledger: LedgerFile, second: LedgerFile) -> None:
    before = tables(second)
    edit(ledger, education="04")
    with ledger.work("新户", strict=False) as work:
        work.put(Household(id="h-9", number="5117991052030999"))
    blocks = beyond(ledger, second)
    done = bring(blocks, second)
    assert tables(second) == tables(ledger)
    back = take_back(second, done.batch)
    assert back.summary == "已退回：导入数据包 甲"
    assert tables(second) == before
    require_fold(second)
    with second.read() as connection:
        assert packages(connection)[0].taken_back
    with pytest.raises(DeskError, match="已经退回过"):
        take_back(second, done.batch)
    bring(blocks, second, "又")
    assert tables(second) == tables(ledger)


def test_what_was_built_upon_a_package_stays_when_it_is_taken_back(ledger: LedgerFile, second: LedgerFile) -> None:
    with ledger.work("新户", strict=False) as work:
        work.put_many([Household(id=f"h-{n}", number=f"51179910520309{n}") for n in (91, 92, 93)])
    edit(ledger, education="04", phone="13911110000")
    done = bring(beyond(ledger, second), second)
    edit(second, phone="13922220000")
    with second.work("地址", strict=False) as work:
        work.put(dataclasses.replace(get(second, HOUSEHOLD, "h-91"), address="三组"))
        work.put(Visit(id="v-1", household="h-92", at=datetime(2019, 11, 19, 9, 0)))
    back = undo_batch(second, done.batch)
    assert "3 处后来又改过或用到" in back.summary
    assert get(second, HOUSEHOLD, "h-91").address == "三组"
    assert get(second, HOUSEHOLD, "h-92") is not None
    assert get(second, HOUSEHOLD, "h-93") is None
    assert get(second, MEMBER, "m-542").phone == "13922220000"
    require_fold(second)
    bring(beyond(ledger), second, "又")
    bring(beyond(second, ledger), ledger)
    assert tables(second) == tables(ledger)
    require_fold(second)


def test_a_package_is_not_taken_back_after_seven_days_nor_by_one_key(ledger: LedgerFile, tmp_path: Path) -> None:
    clock = Clock()
    other = empty_ledger(tmp_path / "二.fupin", clock=clock)
    acquaint([ledger, other])
    with other.work("自己的", strict=False) as work:
        work.put(Household(id="h-8", number="5117991052030888"))
    done = bring(beyond(ledger), other)
    assert undo_batch(other).summary == "已撤销：自己的"
    assert get(other, MEMBER, "m-542").name == "王秀兰"
    clock.at = datetime(2019, 11, 27, 20, 31)
    with pytest.raises(DeskError, match="7 天以前"):
        take_back(other, done.batch)
    other.close()


def test_a_copied_ledger_goes_on_under_a_new_id_with_new_keys(ledger: LedgerFile, tmp_path: Path) -> None:
    keys = ledger.keys()
    twin = copied(ledger, tmp_path / "拷.fupin")
    assert twin.replica != ledger.replica and twin.keys().sign_key != keys.sign_key
    acquaint([ledger, twin])
    edit(ledger, phone="13911110000")
    edit(twin, education="04")
    exchange(ledger, twin)
    assert tables(ledger) == tables(twin)
    with twin.read() as connection:
        secrets = connection.exec_driver_sql("SELECT replica FROM own_key").scalars().all()
    assert secrets == [twin.replica]
    twin.close()


def test_a_ledger_without_keys_gets_them_with_the_next_save(ledger: LedgerFile, second: LedgerFile) -> None:
    with ledger.writing() as connection:
        for table in ("own_key", "peer"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    edit(ledger, education="04")
    with ledger.read() as connection:
        own = identity.peers(connection)[ledger.replica]
        newest = list(origins.blocks_beyond(connection, {}))[-1]
    assert own.state == identity.OWN
    identity.verifier({ledger.replica: own})(newest)
    assert ledger.keys().sign_key == own.sign_key
    assert "secret" not in repr(ledger.keys())


def test_keys_may_be_made_and_used_in_another_way(tmp_path: Path, ledger: LedgerFile) -> None:
    craft = identity.Craft(lambda: identity.Keys(b"s", b"p", b"b"), lambda secret, domain, data: (secret * 64)[:64])
    file = LedgerFile(ledger.folder, ledger.data_key, "x", now=Clock(), craft=craft)
    file.set_up(file.village)
    edit(file, education="04")
    assert file.keys() == identity.Keys(b"s", b"p", b"b")
    assert beyond(file)[-1].signature == b"s" * 64
    file.close()


def test_a_county_holds_each_village_apart(ledger: LedgerFile, tmp_path: Path) -> None:
    county, other = empty_ledger(tmp_path / "县.fupin", "县办"), empty_ledger(tmp_path / "别村.fupin")
    county.set_up("511799000000")
    other.set_up("511799105999")
    with other.work("新户", strict=False) as work:
        work.put(Household(id="h-9", number="5117991059990001"))
    acquaint([ledger, other, county])
    blocks = [*beyond(ledger), *beyond(other)]
    with county.read() as connection:
        check = identity.verifier(identity.peers(connection))
    plan = intake.plan(county, blocks, check)
    assert {(count.village, count.replica) for count in plan.counts} == {
        (ledger.village, ledger.replica), (other.village, other.replica)
    } | {(ledger.village, replica) for replica in {block.replica for block in beyond(ledger)}}  # fmt: skip
    intake.take(county, blocks, check, package_hash="x", title="两个村")
    assert get(county, HOUSEHOLD, "h-9").village == other.village
    assert get(county, HOUSEHOLD, "h-1").village == ledger.village
    require_fold(county)
    for file in (county, other):
        file.close()
