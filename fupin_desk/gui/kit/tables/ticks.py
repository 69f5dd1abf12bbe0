"""Which ids are ticked, whatever rows are shown and in whatever order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from fupin_desk.gui.kit.tables.model import RowsModel


class Ticks(QObject):
    """A set of ids that keeps the order of ticking."""

    changed = Signal()

    def __init__(self, rows: RowsModel) -> None:
        super().__init__(rows)
        self._rows = rows
        self._held: dict[Any, None] = {}
        self._anchor = -1
        self._before: dict[Any, None] = {}

    def __contains__(self, row_id: object) -> bool:
        return row_id in self._held

    def __len__(self) -> int:
        return len(self._held)

    def ids(self) -> list[Any]:
        """In the order they were ticked."""
        return list(self._held)

    def unseen(self) -> int:
        """How many ticked ids are not among the rows shown."""
        return sum(self._rows.row_of(row_id) < 0 for row_id in self._held)

    def state(self) -> str:
        """"on" when all shown rows are ticked, "part" when some are, else "off"."""
        shown = sum(self._rows.row_of(row_id) >= 0 for row_id in self._held)
        if not shown:
            return "off"
        return "on" if shown >= self._countable() else "part"

    def _countable(self) -> int:
        if self._rows.paged:
            return len(self._rows.ids)
        return sum(not self._rows.row(at).heading for at in range(len(self._rows.ids)))

    def tell(self) -> None:
        """Say that what is shown, and so ``state`` and ``unseen``, may have changed."""
        self.changed.emit()

    def toggle(self, row_id: Any) -> None:
        """Tick or untick one."""
        if row_id in self._held:
            del self._held[row_id]
        else:
            self._held[row_id] = None
        self._anchor = -1
        self.changed.emit()

    def add(self, ids: Iterable[Any]) -> None:
        """Tick these too."""
        self._held.update(dict.fromkeys(ids))
        self.changed.emit()

    def clear(self) -> None:
        """Untick all, also those not shown."""
        self._held.clear()
        self.changed.emit()

    def set(self, ids: Iterable[Any]) -> None:
        """Exactly these."""
        self._held = dict.fromkeys(ids)
        self.changed.emit()

    def toggle_all(self) -> None:
        """The box in the header: tick every shown row, or untick them when all are ticked."""
        rows = self._rows
        shown = [i for at, i in enumerate(rows.ids) if rows.paged or not rows.row(at).heading]
        if self.state() == "on":
            for row_id in shown:
                self._held.pop(row_id, None)
            self.changed.emit()
        else:
            self.add(shown)

    def stretch(self, start: int, end: int) -> None:
        """Shift+arrow: tick from the row where the shift began to this one."""
        if self._anchor < 0:
            self._anchor, self._before = start, dict(self._held)
        low, high = min(self._anchor, end), max(self._anchor, end)
        span = [self._rows.ids[at] for at in range(low, high + 1) if not self._rows.row(at).heading]
        self._held = {**self._before, **dict.fromkeys(span)}
        self.changed.emit()

    def to_row(self, end: int) -> None:
        """Shift+click: tick from the row ticked last to this one."""
        last = next(reversed(self._held), None)
        start = self._rows.row_of(last) if last is not None else end
        self.stretch(max(start, 0), end)

    def end_range(self) -> None:
        """The next shift+arrow begins a new range."""
        self._anchor = -1
