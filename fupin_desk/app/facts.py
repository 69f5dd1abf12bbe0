"""What the frame of the main window tells of the ledger: place names, counts, last backup, what a search finds.

Loaded together with the database, so not before the unlock window stands.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fupin_desk.actions import backups, households
from fupin_desk.actions import session as sessions
from fupin_desk.core.papercodes import form_sign
from fupin_desk.gui.kit.items import Item
from fupin_desk.ledgers.card import CardFilter

VISIT_RECORD = "visit_record"

_USUAL = ("household_survey",)
"""Made ready for printing also where nothing was printed yet."""
_PAUSE_S = 0.2


@dataclass(frozen=True)
class Front:
    """The names in the navigation and in the window title."""

    village: str
    town: str
    year: str


@dataclass(frozen=True)
class Facts:
    """The numbers of the status bar."""

    households: int
    people: int
    last_backup: datetime | None


def front(session: Any) -> Front:
    """The village's names; the year is the ledger's, else this one."""
    village = sessions.village_of(session)
    town = " ".join(filter(None, (village.county, village.township)))
    return Front(village.name, town, str(village.year or session.today.year))


def facts(session: Any) -> Facts:
    """Counts and the newest backup."""
    homes, people = households.counts(session, CardFilter())
    made = backups.backups(session)
    return Facts(homes, people, made[0].when if made else None)


def search(session: Any, text: str) -> Sequence[Item]:
    """Households and members a word finds, as lines of the search box; the key is the household's id."""
    return [Item(_place(found), found.title, detail=found.detail) for found in households.search(session, text)]


def _place(found: households.Found) -> object:
    """Where a found household opens: a scanned visit record where the visit is written down, else the household."""
    return ("page", "visit", found.household) if found.form == form_sign(VISIT_RECORD) else found.household


def warm_up(session: Any, recent: Sequence[str] = ()) -> None:
    """What nobody waits for: load the form engine, its fonts and the forms printed last, lay the disk's reserve."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # reportlab takes 0.3 s, after the window stands

    known = {info.name for info in printing.forms(session)}
    for name in dict.fromkeys((*recent, *_USUAL)):
        if name in known:
            time.sleep(_PAUSE_S)  # the window comes first: what a person asks for meanwhile takes its turn
            printing.check_form(name, session)
    backups.lay_reserve(session)
