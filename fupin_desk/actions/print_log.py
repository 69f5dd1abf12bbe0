"""打印登记: every printing and saving of papers is noted, with who, what, for how many households, and where it went."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desk.actions.session import Session
from fupin_desk.ledgers.papers import PRINT_LOG, PrintLog
from fupin_desk.store.queries import lists

PRINTER, PDF, EXCEL, TEXT = "1", "2", "3", "4"
"""Where papers went (print_way)."""


def note_printing(session: Session, form: str, way: str, households: Sequence[str], pages: int, *,
                  sheets: int | None = None, masked: bool = False) -> None:  # fmt: skip
    """Write one line of the log. ``form`` is the title, ``households`` the ids it was about."""
    one = households[0] if len(households) == 1 else None
    line = PrintLog(
        at=session.now.replace(microsecond=0), person=session.user, form=form, way=way, household=one,
        households=len(households), pages=pages, sheets=sheets, masked=masked,
    )  # fmt: skip
    with session.file.work(f"打印 {form}", strict=False, kind="note") as work:
        work.put(line)


def printings(session: Session, limit: int = 200) -> list[PrintLog]:
    """The latest lines, newest first."""
    with session.file.read() as connection:
        found: list[PrintLog] = lists.list_records(connection, PRINT_LOG)
    return sorted(found, key=lambda line: line.at, reverse=True)[:limit]
