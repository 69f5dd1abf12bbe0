"""Names of village statistics (domain 5.5) and of the figures of reports."""

from __future__ import annotations

from fupin_desk.forms.named.group import Words

WORDS: Words = {}
ROWS: Words = {}
PUBLIC: frozenset[str] = frozenset()
