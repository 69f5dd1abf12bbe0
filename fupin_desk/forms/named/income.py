"""Names of income papers: the computed lines of the accounting sheet and the plain-words card."""

from __future__ import annotations

from fupin_desk.forms.named.group import Words

WORDS: Words = {}
ROWS: Words = {}
PUBLIC: frozenset[str] = frozenset()
