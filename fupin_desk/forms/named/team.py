"""Names of papers of the work team: members, the month's days, logs, visits."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.ledgers.team import TEAM_MEMBER

WORDS: Words = {"队员": {"队员": Group((TEAM_MEMBER,))}}
ROWS: Words = {}
PUBLIC: frozenset[str] = frozenset()
