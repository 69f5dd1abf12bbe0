"""The power goes in the middle of saving: whatever was acknowledged is there, and the household opens."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from fupin_desk.actions import records
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.core.ids import new_id
from fupin_desk.core.money import show_yuan_short
from fupin_desk.ledgers.household import HEAD, HOUSEHOLD, Household, Member
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR, HouseholdYear
from fupin_desk.store import fold
from tests.ledger_kit import PASSWORD, USER, make_ledger
from tests.stories.county import CODE, YEAR
from tests.stories.driver import Driver

HOMES = 8
NAMES = "一二三四五六七八"
LOOPS = 4
SEED = 511799
# Saves one household after another with a new amount, as the page of a household does, and names each amount only when
# the ledger has answered that it is saved.
_WRITER = """
import dataclasses, itertools, sys
from pathlib import Path
from fupin_desk.actions import records, session as sessions
from fupin_desk.ledgers.household import HOUSEHOLD
from fupin_desk.ledgers.year import HOUSEHOLD_YEAR
session = sessions.open_ledger(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
years = sys.argv[5:]
print("ready", flush=True)
for number in itertools.count(int(sys.argv[4])):
    year = records.get_record(session, HOUSEHOLD_YEAR, years[number % len(years)])
    home = records.get_record(session, HOUSEHOLD, year.household)
    changed = [dataclasses.replace(year, a_fen=number * 100), dataclasses.replace(home, address=f"二组 {number}号")]
    records.save(session, f"修改农户档案 {number}", changed)
    print(number, flush=True)
"""


def test_what_was_saved_is_there_after_a_power_cut(desk: Driver, tmp_path: Path) -> None:
    folder = tmp_path / "石桥村.fupin"
    years = make_village(folder)
    chosen, last = random.Random(SEED), 0
    for _ in range(LOOPS):
        said = killed_while_saving(folder, years, last + 1, chosen)
        session = sessions.open_ledger(folder, USER, PASSWORD)
        try:
            last = expect_all(session, years, said[-1])
        finally:
            sessions.close(session, with_backup=False)
    desk.start(folder)
    desk.unlock(PASSWORD)
    assert desk.find("王二") == ["王二"]
    desk.pick("王二")
    assert (desk.title, desk.page.context()) == ("王二", "一户一档")
    desk.press("Ctrl+3")
    assert desk.sums()["工资性收入"] == show_yuan_short(newest(1, last) * 100)


def make_village(folder: Path) -> list[str]:
    """A ledger with eight households; returns the ids of their years in the order in which they are saved."""
    homes = [Household(id=new_id(), number=f"{CODE}{at + 1:04}") for at in range(HOMES)]
    heads = [Member(household=home.id, name=f"王{NAMES[at]}", relation=HEAD, state="1") for at, home in enumerate(homes)]
    years = [HouseholdYear(id=new_id(), household=home.id, year=YEAR) for home in homes]
    file = make_ledger(folder)
    with file.work("编样本") as work:
        work.put_many([*homes, *heads, *years])
    file.close()
    return [year.id for year in years]


def killed_while_saving(folder: Path, years: list[str], first: int, chosen: random.Random) -> list[int]:
    """The numbers the program acknowledged before it was killed, a random moment into one of its saves."""
    process = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), USER, PASSWORD, str(first), *years], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline().strip() == "ready", process.stderr.read()
    said = [process.stdout.readline().strip() for _ in range(chosen.randint(1, 6))]
    time.sleep(chosen.uniform(0, 0.06))
    process.kill()
    said += process.stdout.read().split("\n")[:-1]  # the last line may have been cut in the middle
    process.communicate()
    return [int(number) for number in said]


def expect_all(session: Session, years: list[str], acknowledged: int) -> int:
    """Nothing acknowledged is missing and nothing is half there; returns the number of the last save.

    A save that was not acknowledged any more may be there, whole, or not.
    """
    saved = {year.id: (year.a_fen or 0) // 100 for year in records.list_records(session, HOUSEHOLD_YEAR)}
    last = max(saved.values())
    assert last in (acknowledged, acknowledged + 1)
    assert [saved[year] for year in years] == [newest(at, last) for at in range(HOMES)]
    homes = {home.id: home for home in records.list_records(session, HOUSEHOLD)}
    for year in records.list_records(session, HOUSEHOLD_YEAR):
        assert homes[year.household].address == (f"二组 {saved[year.id]}号" if saved[year.id] else None)
    with session.file.read() as connection:
        assert fold.differences(connection, session.village) == []
    return last


def newest(at: int, last: int) -> int:
    """The last number that was written into the household at this place, 0 when none was."""
    found = last - (last - at) % HOMES
    return max(found, 0)
