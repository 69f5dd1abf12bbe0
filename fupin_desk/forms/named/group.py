"""A group of names that share a prefix: the labels of ledgers' fields, and named values that Python computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fupin_desk.ledgers.kinds import Ref
from fupin_desk.ledgers.record import Field, Ledger


@dataclass(frozen=True)
class Group:
    """Values that share a prefix: the ledgers whose labels they are, and named values."""

    ledgers: tuple[Ledger, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def fields(self) -> list[Field]:
        """The fields that can be written as one value; a later ledger's field of the same label is left out."""
        found: dict[str, Field] = {}
        for ledger in self.ledgers:
            for f in ledger.fields:
                if not (isinstance(f.kind, Ref) and f.kind.ledger == "household"):
                    found.setdefault(f.label, f)
        return list(found.values())

    @property
    def labels(self) -> frozenset[str]:
        return frozenset([*(f.label for f in self.fields), *self.named])

    def joined(self, other: Group) -> Group:
        """Both groups under the same prefix: a theme may add named values to another theme's."""
        return Group((*self.ledgers, *other.ledgers), (*self.named, *other.named))


Words = Mapping[str, Mapping[str, Group]]
"""Object of a form (户, 村, 队员) -> prefix -> group."""
