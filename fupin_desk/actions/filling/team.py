"""Values of papers of the work team: members, the month's days, logs, visits."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fupin_desk.actions.filling.source import PersonSource, VillageSource
from fupin_desk.actions.filling.words import Values, record_values
from fupin_desk.ledgers.team import TEAM_MEMBER


def _member(source: PersonSource) -> Values:
    return record_values(TEAM_MEMBER, source.member)


SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {}
PERSON_SCALARS: Mapping[str, Callable[[PersonSource], Values]] = {"队员": _member}
PERSON_LISTS: Mapping[str, Callable[[PersonSource], list[Values]]] = {}
