"""Keep one small real ledger of this version for the tests of all later ones: tests/store/old/NUMBER.fupin.

    python installer/old_ledger.py

Run it once when a version of the tables is released (and again while it is still being changed); never afterwards. The
people are invented, the password is public.
"""

from __future__ import annotations

import io
import shutil
import sys
from datetime import date, datetime
from pathlib import Path

from PIL import Image

from fupin_desk.ledgers.attachment import Attachment
from fupin_desk.ledgers.household import HOUSEHOLD, Household, Member
from fupin_desk.ledgers.team import Visit
from fupin_desk.ledgers.village import Village
from fupin_desk.store import keys
from fupin_desk.store.engine import bare
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.migrate import HEAD, make_tables
from fupin_desk.store.photos import prepare_photo

OLD = Path(__file__).resolve().parents[1] / "tests" / "store" / "old"
VILLAGE = "511799105203"
USER, PASSWORD = "周立新", "jiu-tai-zhang-2020"


def fill(file: LedgerFile) -> None:
    """Two households, three people with rare characters, a visit, an edit, a removal."""
    file.set_up(VILLAGE)
    with file.work("新建台账 青山村") as work:
        work.put(Village(code=VILLAGE, name="青山村"))
    with file.work("登记两户") as work:
        first = work.put(Household(number="5117991052030001", address="一组12号", identified_year=2014))
        second = work.put(Household(number="5117991052030002"))
        work.put(Member(household=first.id, name="王秀兰", relation="01", birth=date(1951, 3, 8)))
        work.put(Member(household=first.id, name="王䶮", relation="02", birth=date(1979, 9, 9)))
        work.put(Member(household=second.id, name="李𬭎", relation="01"))
        gone = work.put(Household(number="5117991052030003"))
    with file.work("登记走访 王秀兰") as work:
        visit = work.put(Visit(household=first.id, at=datetime(2019, 11, 20, 9, 30), content="问了冬衣和用药。"))
        picture = file.photos.put(_picture())
        work.put(Attachment(household=first.id, of_ledger="visit", of_record=visit.id, photo=picture))
    with file.work("删除重复的户", reason="重复登记") as work:
        work.remove(HOUSEHOLD, gone.id)


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "brown").save(out, "PNG")
    return prepare_photo(out.getvalue()).jpeg


def main() -> int:
    """Make the folder anew."""
    folder = OLD / f"{HEAD}.fupin"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    data_key, _ = keys.create_keys(folder, USER, "第一书记", PASSWORD)
    make_tables(folder / "ledger.db", data_key)
    file = LedgerFile(folder, data_key, USER, now=lambda: datetime(2019, 11, 20, 10, 0))
    fill(file)
    with bare(file.engine) as raw:
        raw.execute("VACUUM")
    file.close()
    print(f"{folder.name}: {sum(p.stat().st_size for p in folder.iterdir()) // 1000} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
