"""Names of the ledgers of jobs, schooling and other work for people, as far as the members' fields tell."""

from __future__ import annotations

from fupin_desk.forms.named.group import Words

WORDS: Words = {}
ROWS: Words = {}
PUBLIC: frozenset[str] = frozenset()
