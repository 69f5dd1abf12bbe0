"""What an action answers: what was done, in words, and which records it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from fupin_desk.core.errors import Problem


class Touched(NamedTuple):
    """A record by its ledger's code name and its id."""

    ledger: str
    id: str


@dataclass(frozen=True)
class Changes:
    """The result of a write: a sentence, the records concerned, the batch that undo takes back, doubts to show."""

    summary: str
    records: frozenset[Touched] = frozenset()
    batch: str = ""
    warnings: tuple[Problem, ...] = ()

    def concerns(self, *ledgers: str) -> bool:
        """Whether any record of these ledgers was written."""
        return any(touched.ledger in ledgers for touched in self.records)

    @property
    def empty(self) -> bool:
        return not self.records
