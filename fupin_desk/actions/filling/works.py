"""Values of the ledgers of jobs, schooling and other work for people, as far as the members' fields tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values

SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {}
