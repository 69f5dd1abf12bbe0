"""Which numbers of a replica's changes are held: what a receipt confirms and where the gaps are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""Numbers from the first to the last, both included."""


class Spans:
    """A set of whole numbers from 1 on, kept as sorted spans that neither touch nor overlap."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._first: list[int] = []
        self._last: list[int] = []
        for first, last in sorted(spans):
            if self._last and first <= self._last[-1] + 1:
                self._last[-1] = max(self._last[-1], last)
            else:
                self._first.append(first)
                self._last.append(last)

    def __contains__(self, seq: int) -> bool:
        at = bisect_left(self._last, seq)
        return at < len(self._last) and self._first[at] <= seq

    def __iter__(self) -> Iterator[Span]:
        return zip(self._first, self._last, strict=True)

    def add(self, seq: int) -> None:
        """Hold one more number; one that is held already changes nothing."""
        if self._last and seq == self._last[-1] + 1:
            self._last[-1] = seq
            return
        at = bisect_left(self._last, seq - 1)
        if at == len(self._last) or self._first[at] > seq + 1:
            self._first.insert(at, seq)
            self._last.insert(at, seq)
            return
        self._first[at] = min(self._first[at], seq)
        self._last[at] = max(self._last[at], seq)
        if at + 1 < len(self._last) and self._first[at + 1] == self._last[at] + 1:
            self._last.pop(at)
            self._first.pop(at + 1)

    def missing(self, until: int) -> list[Span]:
        """The numbers from 1 to ``until`` that are not held."""
        ends = [0, *self._last]
        starts = [first - 1 for first in self._first] + [until]
        pairs = ((end + 1, min(start, until)) for end, start in zip(ends, starts, strict=True))
        return [(first, last) for first, last in pairs if first <= last]
