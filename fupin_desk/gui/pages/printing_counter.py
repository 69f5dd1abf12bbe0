"""打印中心: counts pages and findings in the background, a few households at a time, and remembers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.pages.printing_work import Wanted, measure

if TYPE_CHECKING:
    from fupin_desk.actions.printing import Copy

_AT_ONCE = 12  # some 60 ms: a preview that is asked for meanwhile waits no longer than that


class Counter(QWidget):
    """Copies of the present order as far as they are known. ``advanced`` after every few of them."""

    advanced = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.desk = desk
        self._known: dict[Wanted, Copy] = {}
        self._keys: list[Wanted] = []
        self._each = True

    def forget(self) -> None:
        """The ledger has changed."""
        self._known.clear()

    def learn(self, wanted: Wanted, copy: Copy) -> None:
        """The preview has made this copy: it need not be counted."""
        self._known[_alone(wanted)] = copy
        self.advanced.emit()

    def count(self, wanted: Wanted, *, per_household: bool) -> None:
        """Count this order, from what is known already on. A copy that is not a household's is never counted here: it
        is the one in the preview, of which ``learn`` tells."""
        self._each = per_household and not wanted.blank
        ids = wanted.households or ()
        nobody = wanted.households == () and not wanted.blank
        self._keys = [replace(wanted, households=(i,)) for i in ids] if self._each else [] if nobody else [_alone(wanted)]
        self.advanced.emit()
        self._go_on()

    def copies(self) -> list[Copy]:
        """What is known of the present order, in order."""
        return [self._known[key] for key in self._keys if key in self._known]

    def progress(self) -> tuple[int, int]:
        """(copies known, copies in all)."""
        return sum(key in self._known for key in self._keys), len(self._keys)

    def _go_on(self) -> None:
        missing = [key for key in self._keys if key not in self._known][:_AT_ONCE]
        if not missing or not self._each:
            return
        together = replace(missing[0], households=tuple(i for key in missing for i in key.households or ()))

        def put(copies: Sequence[Copy]) -> None:
            for copy in copies:
                self._known[replace(together, households=(copy.household,))] = copy
            # What did not come back is gone from the ledger.
            self._keys = [key for key in self._keys if key in self._known or key not in missing]
            self.advanced.emit()
            self._go_on()

        self.desk.read(self, lambda session: measure(session, together), put, slot="count")


def _alone(wanted: Wanted) -> Wanted:
    """A blank form looks the same for everybody."""
    return replace(wanted, households=None) if wanted.blank else wanted
