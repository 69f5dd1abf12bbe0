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
        self._wanted: Wanted | None = None
        self._busy = False

    def forget(self) -> None:
        """The ledger has changed."""
        self._known.clear()

    def learn(self, wanted: Wanted, copy: Copy) -> None:
        """The preview has made this copy: it need not be counted."""
        self._known[_alone(wanted)] = copy
        self.advanced.emit()

    def count(self, wanted: Wanted, *, per_household: bool) -> None:
        """Count this order, from what is known already on."""
        self._wanted, self._per_household = wanted, per_household
        self._go_on()
        self.advanced.emit()

    def copies(self) -> list[Copy]:
        """What is known of the present order, in order."""
        return [self._known[key] for key in self._keys() if key in self._known]

    def progress(self) -> tuple[int, int]:
        """(copies known, copies in all)."""
        keys = self._keys()
        return sum(key in self._known for key in keys), len(keys)

    def _keys(self) -> Sequence[Wanted]:
        wanted = self._wanted
        if wanted is None:
            return ()
        if wanted.blank or not self._per_household:
            return (_alone(wanted),)
        return [replace(wanted, households=(i,)) for i in wanted.households or ()]

    def _go_on(self) -> None:
        missing = [key for key in self._keys() if key not in self._known][:_AT_ONCE]
        if self._busy or not missing:
            return
        self._busy = True
        together = missing[0]
        if self._per_household and not together.blank:
            together = replace(together, households=tuple(i for key in missing for i in key.households or ()))

        def put(copies: Sequence[Copy]) -> None:
            found = {copy.household: copy for copy in copies}
            for key in missing:
                held = found.get((key.households or ("",))[0]) if len(missing) > 1 or self._single(key) else copies[0]
                if held is not None:
                    self._known[key] = held
                elif self._wanted is not None and self._wanted.households is not None:
                    # Gone from the ledger since it was chosen.
                    rest = tuple(i for i in self._wanted.households if i not in (key.households or ()))
                    self._wanted = replace(self._wanted, households=rest)
            self._busy = False
            self.advanced.emit()
            self._go_on()

        self.desk.read(self, lambda session: measure(session, together), put)

    def _single(self, key: Wanted) -> bool:
        return self._per_household and not key.blank


def _alone(wanted: Wanted) -> Wanted:
    """A blank form looks the same for everybody."""
    return replace(wanted, households=None) if wanted.blank else wanted
