"""How long a village's import takes: 2,000 households with their people, log and doubts included."""

from __future__ import annotations

import time
from pathlib import Path

from fupin_desk.actions import demo, importing
from fupin_desk.actions import session as sessions
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.sheets.layouts import layout_named
from fupin_desk.sheets.outgoing import layout_sheet
from fupin_desk.sheets.write import write_workbook
from fupin_desk.store.queries import families, lists


def _files(folder: Path, households: int) -> list[Path]:
    """The household and the person table of an invented village."""
    session, _ = demo.make_demo(folder / "样本.fupin", households=households)
    with session.file.read() as connection:
        ids = [home.id for home in lists.list_records(connection, BY_NAME["household"])]
        files = families.load_files(connection, ids, visits=False)
    paths = []
    for name in ("L4", "L3"):
        layout = layout_named(name)
        assert layout is not None
        village = sessions.village_of(session)
        sheet = layout_sheet(layout, village, files, year=session.today.year, today=session.today)
        write_workbook(folder / f"{name}.xlsx", [sheet])
        paths.append(folder / f"{name}.xlsx")
    sessions.close(session, with_backup=False)
    return paths


def test_a_large_village_is_imported_in_under_twenty_seconds(tmp_path: Path) -> None:
    paths = _files(tmp_path, 2_000)
    session, _ = sessions.new_ledger(
        tmp_path / "新.fupin", demo.VILLAGE, user="周明远", duty="", password="x", any_password=True
    )
    started = time.perf_counter()
    planned = importing.plan_import(session, paths)
    planned_after = time.perf_counter() - started
    importing.apply_import(session, planned)
    seconds = time.perf_counter() - started
    counts = sessions.info(session).counts
    sessions.close(session, with_backup=False)
    print(f"plan {planned_after:.1f} s, all {seconds:.1f} s, {counts['household']} households, {counts['member']} people")
    assert counts["household"] == 2_000
    assert seconds < 20
