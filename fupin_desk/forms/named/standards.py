"""Names of recognition and exit papers: the eight single standards, the two no-worries and three guarantees."""

from __future__ import annotations

from fupin_desk.forms.named.group import Words

WORDS: Words = {}
ROWS: Words = {}
PUBLIC: frozenset[str] = frozenset()
