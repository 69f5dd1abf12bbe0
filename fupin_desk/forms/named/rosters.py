"""Names of rosters of the village: households, monitored households, units, hand-outs."""

from __future__ import annotations

from fupin_desk.forms.named.group import Words

WORDS: Words = {}
ROWS: Words = {}
PUBLIC: frozenset[str] = frozenset()
