"""An invented family and a ledger to put it in, for tests of the store, the actions and the stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.helping import Helper, HelpingUnit, Pairing
from fupin_desk.ledgers.household import Household, Member
from fupin_desk.ledgers.village import Village, VillageGroup
from fupin_desk.ledgers.year import HouseholdYear
from fupin_desk.store.keys import Cost, create_keys
from fupin_desk.store.ledger_file import LEDGER_DB, LedgerFile
from fupin_desk.store.migrate import make_tables

NOW = datetime(2019, 11, 20, 20, 30)
VILLAGE = Village(code="511799105203", name="石桥村", county="青山县", township="柳河乡")
CHEAP = Cost(memory_kib=8, iterations=1, lanes=1)
USER, PASSWORD = "周明远", "shiqiao2019cun"


class Clock:
    """A wall clock that stands where the test puts it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def make_ledger(folder: Path, clock: Clock | None = None) -> LedgerFile:
    """A real encrypted ledger with the village in it, with cheap keys."""
    folder.mkdir(parents=True)
    key, _ = create_keys(folder, USER, "第一书记", PASSWORD, cost=CHEAP)
    make_tables(folder / LEDGER_DB, key)
    file = LedgerFile(folder, key, USER, now=clock or Clock())
    file.set_up(VILLAGE.code)
    with file.work("新建台账") as work:
        work.put(VILLAGE)
    return file


@dataclass(frozen=True)
class Family:
    """王秀兰's household: she, her husband, two children, last year's and this year's income, a helper."""

    home: Household
    head: Member
    husband: Member
    daughter: Member
    year: HouseholdYear
    helper: Helper
    pairing: Pairing


def person(home: str, name: str, relation: str, sex: str, birth: date, sequence: int) -> Member:
    """A sound record of one person with a matching ID number."""
    return Member(
        id=f"m-{sequence}", household=home, name=name, relation=relation, sex=sex, birth=birth, id_kind="01",
        id_number=idnumber.make("511799", birth, sequence), nation="01", politics="13", education="02", health=("01",),
        labour="01" if birth.year < 2003 else "04", resident_medical=True, serious_illness=True, low_income=False, state="1",
    )  # fmt: skip


def add_family(file: LedgerFile) -> Family:
    """Put the family into the ledger as an import would, in one step."""
    group, unit = VillageGroup(id="g-1", name="二组", number=2), HelpingUnit(id="u-1", name="县审计局", affiliation="50")
    helper = Helper(id="w-1", name="周明远", unit="u-1", duty="第一书记", phone="13900002087", rank="142")
    home = Household(
        id="h-1", number="5117991052030137", group="g-1", phone="13912342087", state="0", household_kind="01", cause="01",
        standard="1", identified_year=2014, address="石桥村二组 17号",
    )  # fmt: skip
    head = person("h-1", "王秀兰", "01", "2", date(1975, 6, 18), 542)
    husband = person("h-1", "陈建国", "02", "1", date(1972, 9, 3), 541)
    daughter = person("h-1", "陈小雨", "04", "2", date(2008, 3, 12), 452)
    year = HouseholdYear(id="y-1", household="h-1", year=2019, a_fen=14400_00, b_fen=9200_00, e_fen=3600_00, d2_fen=1200_00)
    pairing = Pairing(id="p-1", household="h-1", helper="w-1", role="1", since=date(2019, 1, 1))
    with file.work("录入", strict=False) as work:
        work.put_many([group, unit, helper, home, head, husband, daughter, year, pairing])
    return Family(home, head, husband, daughter, year, helper, pairing)
