"""Puts a document's rows on pages of 22 lines: heads stay with their text, signatures with the last lines before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from fupin_desk.forms.documents import rows as made
from fupin_desk.forms.documents.gbt9704 import HEIGHT, PITCH
from fupin_desk.forms.documents.outline import Kind
from fupin_desk.forms.documents.parts import Part
from fupin_desk.forms.documents.rows import Row
from fupin_desk.forms.documents.tables import chart_rows, points_in, points_told, table_rows

_TABLE = frozenset({Kind.ROW, Kind.RULER, Kind.BLANK_ROWS})
_TITLE = frozenset({Kind.TITLE, Kind.SUBTITLE})
_HEAD = frozenset({Kind.MARK, Kind.REFERENCE, Kind.SIGNER})
_SIGNED = frozenset({Kind.ISSUER, Kind.DATE, Kind.SEALED})
_CLOSING = frozenset({Kind.COPY_TO, Kind.PRINTED_BY})
_WITH_SIGNATURE = 2
"""So many lines of text at least stand on the page of the signature."""
_YES = frozenset({"是", "有", "1"})
_SLACK = 0.5


class OnPage(NamedTuple):
    """A row with the place of its upper edge in points below that of the text area."""

    y: float
    row: Row


Page = tuple[OnPage, ...]


def pages_of(parts: Sequence[Part]) -> list[Page]:
    """The pages of one copy; always at least one."""
    closing = [part for part in parts if part.kind in _CLOSING]
    body = [row for rows in _blocks([part for part in parts if part.kind not in _CLOSING]) for row in rows]
    copies = "；".join(part.text for part in closing if part.kind is Kind.COPY_TO)
    printed = next((part.texts for part in closing if part.kind is Kind.PRINTED_BY), ())
    return _Pages(made.closing_rows(copies, printed)).of(body)


def _blocks(parts: Sequence[Part]) -> Iterator[list[Row]]:
    """The rows of each paragraph, table, title and signature."""
    runs = [list(run) for _, run in groupby(parts, key=lambda part: _group(part.kind))]
    before: list[Row] = []
    for n, run in enumerate(runs):
        first = run[0].kind
        charted = first in _TABLE and n > 0 and runs[n - 1][-1].kind is Kind.CHART
        rows = chart_rows(runs[n - 1][-1].text, points_in(run)) if charted else _run(run)
        if first in _SIGNED or first is Kind.SIGN:
            before = made.kept(before, _WITH_SIGNATURE)
        yield before
        before = rows
    yield before


def _group(kind: Kind) -> str:
    for name, kinds in (("table", _TABLE), ("title", _TITLE), ("head", _HEAD), ("signed", _SIGNED)):
        if kind in kinds:
            return name
    return kind.value if kind is Kind.ATTACHMENT else "prose" if kind is not Kind.SIGN else "sign"


def _run(run: Sequence[Part]) -> list[Row]:
    """Lines of one sort."""
    kind = run[0].kind
    if kind in _TABLE:
        return table_rows(run)
    if kind in _TITLE:
        titles = [part for part in run if part.kind is Kind.TITLE]
        below = [row for part in run if part.kind is Kind.SUBTITLE for row in made.subtitle_rows(part)]
        rows = made.title_rows(titles)
        return [*rows[:-1], *below, rows[-1]]
    if kind in _HEAD:
        return made.head_rows(_said(run, Kind.MARK), _said(run, Kind.REFERENCE), _said(run, Kind.SIGNER))
    if kind in _SIGNED:
        sealed = _said(run, Kind.SEALED) in _YES
        return made.signature_rows(_said(run, Kind.ISSUER), _said(run, Kind.DATE), sealed=sealed)
    if kind is Kind.ATTACHMENT:
        further = [row for part in run[1:] for row in made.further_attachment(part)]
        return [*made.paragraph_rows(run[0]), *further]
    return [row for part in run for row in _prose(part)]


def _said(run: Sequence[Part], kind: Kind) -> str:
    return next((part.text for part in run if part.kind is kind), "")


def _prose(part: Part) -> list[Row]:
    if part.kind is Kind.SIGN:
        return made.sign_rows(part)
    if part.kind is Kind.RULED:
        return made.ruled_rows(int(part.text))
    if part.kind is Kind.BREAK:
        return [Row(height=0.0, fresh=True)]
    if part.kind is Kind.CHART:
        return chart_rows(part.text, points_told(part.texts[1])) if len(part.texts) > 1 else []
    return made.paragraph_rows(part)


class _Pages:
    """Pages being filled from the top."""

    def __init__(self, closing: Sequence[Row]) -> None:
        self.closing = list(closing)
        self.done: list[Page] = []
        self.page: list[OnPage] = []
        self.y = 0.0

    def of(self, rows: Sequence[Row]) -> list[Page]:
        """Place every row, then the closing block at the foot of the last page."""
        for group in _together(rows):
            if self.y + self._height(group) > HEIGHT + _SLACK:
                self._turn(group[0])
            for row in group:
                self._put(row)
        self._close()
        return [*self.done, tuple(self.page)]

    def _height(self, group: Sequence[Row]) -> float:
        """The height of rows that stay together; a longer chain than a page is parted anywhere."""
        total = sum(row.height for row in group)
        return total if total <= HEIGHT else group[0].height

    def _put(self, row: Row) -> None:
        if row.fresh:
            if self.page:
                self._turn(row)
            return
        if row.snap:
            self.y = -(-(self.y - _SLACK) // PITCH) * PITCH
        if self.y + row.height > HEIGHT + _SLACK and self.page:
            self._turn(row)
        if not self.page and not (row.texts or row.strokes or row.edges or row.charts):
            return  # an empty line at the top of a page says nothing
        self.page.append(OnPage(self.y, row))
        self.y += row.height

    def _turn(self, first: Row) -> None:
        """Begin a page with ``first``, below the head of its table."""
        if self.page:
            self.done.append(tuple(self.page))
        self.page, self.y = [], 0.0
        for row in first.head:
            self.page.append(OnPage(self.y, row))
            self.y += row.height

    def _close(self) -> None:
        height = sum(row.height for row in self.closing)
        if self.closing and self.y + height > HEIGHT + _SLACK:
            self._turn(Row())
        y = HEIGHT - height
        for row in self.closing:
            self.page.append(OnPage(y, row))
            y += row.height


def _together(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows in groups that stay on one page."""
    group: list[Row] = []
    for row in rows:
        group.append(row if not row.keep else replace(row, keep=False))
        if not row.keep:
            yield group
            group = []
    if group:
        yield group
