"""Values of the fourteen books of particular groups of people (domain 5.2 (26))."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.words import Values

SCALARS: Mapping[str, Callable[[VillageSource], Values]] = {}
LISTS: Mapping[str, Callable[[VillageSource], list[Values]]] = {}
