"""Values of income papers: the computed lines of the accounting sheet and the plain-words card."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fupin_desk.actions.filling.source import HouseholdSource
from fupin_desk.actions.filling.words import Values

SCALARS: Mapping[str, Callable[[HouseholdSource], Values]] = {}
LISTS: Mapping[str, Callable[[HouseholdSource], list[Values]]] = {}
