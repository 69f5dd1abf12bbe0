"""What must not come in: forged, altered, of another village or laptop; and what newer programs wrote, which is kept."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from fupin_desk.core.change import PUT, Change
from fupin_desk.core.envelope import SignedBlock, seal_block
from fupin_desk.core.errors import DeskError
from fupin_desk.core.hlc import Stamp
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Household
from fupin_desk.store import identity, intake, journal
from fupin_desk.store.ledger_file import LedgerFile
from tests.ledger_kit import USER, Clock
from tests.store.laptops import (
    KEY,
    acquaint,
    beyond,
    bring,
    empty_ledger,
    everything,
    get,
    require_fold,
    tables,
    verify,
)  # fmt: skip


def foreign(file: LedgerFile, *, seq: int | None = None, **other: Any) -> SignedBlock:
    """One change signed by this laptop, made by hand: what another version of the program might write."""
    with file.read() as connection:
        number = journal.last_seq(connection, file.replica) + 1 if seq is None else seq
    change = Change(
        replica=file.replica, seq=number, action=PUT, ledger="household", row="h-77",
        values={"number": {"number": "5117991052030777"}}, base=(), author="李文静", reason="x", wall="2019-11-20T20:00:00",
        stamp=Stamp(1_793_500_000_000, 0), batch="b", schema=1,
    )  # fmt: skip
    keys = file.keys()
    return seal_block([dataclasses.replace(change, **other)], lambda domain, data: identity.sign_with(keys.secret, domain, data))


def refused(file: LedgerFile, blocks: list[SignedBlock], sentence: str) -> None:
    """Refused with this sentence, in the preview too, and nothing at all has changed."""
    before = everything(file)
    with pytest.raises(DeskError, match=sentence):
        bring(blocks, file)
    plan = intake.plan(file, blocks, verify(file))
    assert not plan.takable
    assert any(sentence in refusal.reason for refusal in plan.refused)
    assert everything(file) == before


def test_a_forged_signature_is_refused_whole(ledger: LedgerFile, second: LedgerFile) -> None:
    good = foreign(second, ledger="member", row="m-99", values={"name": {"name": "新来"}})
    flipped = bytes([good.signature[0] ^ 1]) + good.signature[1:]
    other = foreign(second, seq=2)
    refused(ledger, [good, dataclasses.replace(other, signature=flipped)], "签名不对")


def test_an_altered_block_is_refused_whole(ledger: LedgerFile, second: LedgerFile) -> None:
    good = foreign(second)
    other = foreign(second, author="别人")
    refused(ledger, [dataclasses.replace(good, data=other.data)], "签名不对")
    refused(ledger, [dataclasses.replace(good, first=2, last=2)], "已损坏或不完整")
    refused(ledger, [dataclasses.replace(good, replica=ledger.replica)], "签名不对")


def test_the_same_number_with_another_content_is_a_clone(ledger: LedgerFile, second: LedgerFile) -> None:
    bring([foreign(second)], ledger)
    twin = foreign(second, seq=1, reason="别的")
    refused(ledger, [twin], "两台电脑使用了同一编号")
    assert intake.plan(ledger, [twin], verify(ledger)).clones == ((second.replica, 1),)


def test_a_label_of_time_nobody_can_read_is_refused(ledger: LedgerFile, second: LedgerFile) -> None:
    for wall in ("昨天", "2019-11-20", "2019-11-20T20:00:00+08:00", ""):
        refused(ledger, [foreign(second, wall=wall)], "已损坏或不完整")


def test_a_record_cannot_change_its_ledger(ledger: LedgerFile, second: LedgerFile) -> None:
    refused(ledger, [foreign(second, ledger="visit", row="m-542", values={})], "另一种台账")


def test_another_village_is_named(ledger: LedgerFile, tmp_path: Path) -> None:
    other = empty_ledger(tmp_path / "别村.fupin")
    other.set_up("511799105999")
    acquaint([ledger, other])
    refused(ledger, [foreign(other)], "511799105999")
    other.close()


def test_unknown_and_revoked_laptops_are_left_out_and_the_rest_is_taken(ledger: LedgerFile, second: LedgerFile, tmp_path: Path) -> None:
    stranger = empty_ledger(tmp_path / "三.fupin")
    done = bring([foreign(stranger), foreign(second)], ledger)
    assert get(ledger, HOUSEHOLD, "h-77") is not None
    assert "没有登记" in done.warnings[0].message
    with ledger.writing() as connection:
        identity.revoke(connection, second.replica, 2)
    done = intake.take(ledger, [foreign(stranger)], lambda block: None, package_hash="x", title="没有登记的")
    assert done.empty and "没有登记" in done.warnings[0].message
    done = bring([foreign(second, seq=2, row="h-78")], ledger)
    assert done.empty and "已被县里停用" in done.warnings[0].message
    assert get(ledger, HOUSEHOLD, "h-78") is None and get(ledger, HOUSEHOLD, "h-77") is not None
    stranger.close()


def test_a_known_laptop_never_gets_another_key(ledger: LedgerFile, second: LedgerFile) -> None:
    with ledger.read() as connection:
        known = identity.peers(connection)[second.replica]
    with pytest.raises(DeskError, match="密钥和以前登记的不一样"), ledger.writing() as connection:
        identity.learn(connection, dataclasses.replace(known, sign_key=bytes(32)))


def test_unknown_ledgers_and_fields_are_kept_and_carried_to_the_letter(ledger: LedgerFile, second: LedgerFile) -> None:
    crops = {"crop": {"crop": "玉米", "mu": 350}}
    blocks = [
        foreign(second, seq=1, ledger="crop", row="c-1", values=crops, schema=7),
        foreign(second, seq=2, values={"number": {"number": "777"}, "+drought": {"+drought": [1, {"x": None}]}, "state": {"state": 5}},
                schema=7),
        foreign(second, seq=3, row="h-78", values={"number": {"number": "778"}, "identified_year": {"identified_year": "前年"}}),
    ]  # fmt: skip
    plan = intake.plan(ledger, blocks, verify(ledger))
    assert plan.newer_program and plan.unknown == {"crop": 1}
    done = bring(blocks, ledger)
    assert any("更新的程序" in warning.message for warning in done.warnings)
    home = get(ledger, HOUSEHOLD, "h-77")
    assert home.extra == {"drought": [1, {"x": None}], "!state": 5} and home.state is None
    assert get(ledger, HOUSEHOLD, "h-78").extra == {"!identified_year": "前年"}
    with ledger.work("改", strict=False) as work:
        work.put(dataclasses.replace(home, address="三组", state="0"))
        work.put(dataclasses.replace(get(ledger, HOUSEHOLD, "h-78"), identified_year=2015))
    assert get(ledger, HOUSEHOLD, "h-77").extra == {"drought": [1, {"x": None}]}
    require_fold(ledger)
    carried = {block.data for block in beyond(ledger)}
    assert {block.data for block in blocks} <= carried


def test_what_only_the_county_writes_is_carried_without_effect(
    ledger: LedgerFile, second: LedgerFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "COUNTY_LEDGERS", frozenset({"household"}))
    before = tables(ledger)
    done = bring([foreign(second)], ledger)
    assert any("只有县里能作" in warning.message for warning in done.warnings)
    assert get(ledger, HOUSEHOLD, "h-77") is None
    assert tables(ledger) == before
    with ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE peer SET role = 'county'")
    bring([foreign(second, seq=2, row="h-78")], ledger)
    assert get(ledger, HOUSEHOLD, "h-78") is not None


def test_own_changes_that_were_lost_come_back_and_the_old_copy_takes_a_new_id(ledger: LedgerFile, second: LedgerFile) -> None:
    old = ledger.replica
    done = bring([foreign(ledger)], ledger)
    assert get(ledger, HOUSEHOLD, "h-77") is not None
    assert ledger.replica != old
    assert any("新的电脑编号" in warning.message for warning in done.warnings)
    with ledger.work("接着写", strict=False) as work:
        work.put(Household(id="h-90", number="990"))
    require_fold(ledger)


_TAKER = """
import pickle, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from fupin_desk.store.ledger_file import LedgerFile
from tests.store.laptops import KEY, bring
file = LedgerFile(Path(sys.argv[1]), KEY, "x")
blocks = pickle.loads(Path(sys.argv[2]).read_bytes())
print("ready", flush=True)
bring(blocks, file)
print("done", flush=True)
"""


def test_killed_in_the_middle_it_has_taken_all_or_nothing(ledger: LedgerFile, tmp_path: Path) -> None:
    with ledger.work("很多", strict=False) as work:
        work.put_many([Household(id=f"k-{n:04d}", number=f"6{n:05d}") for n in range(600)])
    other = empty_ledger(tmp_path / "二.fupin", USER, Clock())
    acquaint([ledger, other])
    empty = everything(other)
    other.close()
    (tmp_path / "blocks").write_bytes(pickle.dumps(beyond(ledger)))
    root = str(Path(__file__).resolve().parents[2])
    arguments = [sys.executable, "-c", _TAKER, str(other.folder), str(tmp_path / "blocks"), root]
    outcomes = set()
    for wait in (0.05, 0.2, 0.5, 1.0, 60.0):
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        until = time.monotonic() + wait
        while process.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        process.kill()
        said, _ = process.communicate()
        again = LedgerFile(other.folder, KEY, USER, now=Clock())
        if everything(again) == empty:
            assert "done" not in said
            outcomes.add("nothing")
        else:
            assert tables(again)["household"] == tables(ledger)["household"]
            assert len(tables(again)["card"]) == 601
            outcomes.add("all")
        again.close()
    assert "all" in outcomes
    assert get(ledger, MEMBER, "m-542").name == "王秀兰"
