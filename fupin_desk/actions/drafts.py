"""草稿: what a person has typed and not saved yet, kept in the encrypted ledger so that a power cut costs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fupin_desk.actions.session import Session

NEW_HOUSEHOLD = "new"
"""The name under which the draft of a household that is not in the ledger yet is kept."""
_PREFIX = "draft.household."


@dataclass(frozen=True)
class Draft:
    """``content`` is what the page made of its edits (JSON values); ``at`` when it was kept, by the local clock."""

    content: Mapping[str, Any]
    at: datetime


def keep_draft(session: Session, household: str, content: Mapping[str, Any]) -> datetime:
    """Keep a draft of one household's page in place of an older one; returns the time that is shown beside it.

    Drafts are no part of the change log: they are nobody's record until they are saved.
    """
    at = session.now
    session.file.keep_setting(_PREFIX + household, {"at": at.isoformat(timespec="seconds"), "content": dict(content)})
    return at


def draft_of(session: Session, household: str) -> Draft | None:
    """The draft of one household, None when nothing is waiting."""
    kept = session.file.setting(_PREFIX + household)
    return Draft(kept["content"], datetime.fromisoformat(kept["at"])) if kept else None


def drop_draft(session: Session, household: str) -> None:
    """Forget a draft, after saving or when the person does not want it."""
    if session.file.setting(_PREFIX + household) is not None:
        session.file.keep_setting(_PREFIX + household, None)
