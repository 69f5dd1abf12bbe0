"""Values of recognition and exit papers: the single standards, the two no-worries and three guarantees."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fupin_desk.actions.filling.source import HouseholdSource
from fupin_desk.actions.filling.words import Values

SCALARS: Mapping[str, Callable[[HouseholdSource], Values]] = {}
LISTS: Mapping[str, Callable[[HouseholdSource], list[Values]]] = {}
