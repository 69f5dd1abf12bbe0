"""Names of the fourteen books of particular groups of people (domain 5.2 (26))."""

from __future__ import annotations

from fupin_desk.forms.named.group import Words

WORDS: Words = {}
ROWS: Words = {}
PUBLIC: frozenset[str] = frozenset()
