"""打印中心: counts pages and findings in the background, a few households at a time, and remembers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.pages.printing_work import FOLDER, Wanted, measure

if TYPE_CHECKING:
    from fupin_desk.actions.printing import Copy

_FIRST, _THEN = 12, 100
_FIRST_FOLDERS, _THEN_FOLDERS = 1, 10
"""So many copies at once: a few first, to show that it goes on, then more, because each go begins a new document."""


class Counter(QWidget):
    """Copies of the present order as far as they are known. ``advanced`` after every few of them."""

    advanced = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.desk = desk
        self.wanted: Wanted | None = None
        self._known: dict[Wanted, Copy] = {}
        self._keys: list[Wanted] = []
        self._each = True
        self._at_once = _FIRST

    def forget(self) -> None:
        """The ledger has changed."""
        self._known.clear()

    def learn(self, wanted: Wanted, copy: Copy) -> None:
        """The preview has made this copy: it need not be counted."""
        self._known[_alone(wanted)] = copy
        self.advanced.emit()

    def count(self, wanted: Wanted, *, each: bool) -> None:
        """Count this order, from what is known already on. ``each``: a copy for every household or person. A copy that
        is not is never counted here: it is the one in the preview, of which ``learn`` tells."""
        self.wanted = wanted
        self._each = each and not wanted.blank
        nobody = not wanted.blank and () in (wanted.households, wanted.people)
        self._keys = _parts(_alone(wanted)) if self._each else [] if nobody else [_alone(wanted)]
        self._at_once = _FIRST_FOLDERS if wanted.form == FOLDER else _FIRST
        self.advanced.emit()
        self._go_on()

    def copies(self) -> list[Copy]:
        """What is known of the present order, in order."""
        return [self._known[key] for key in self._keys if key in self._known]

    def progress(self) -> tuple[int, int]:
        """(copies known, copies in all)."""
        return sum(key in self._known for key in self._keys), len(self._keys)

    def _go_on(self) -> None:
        missing = [key for key in self._keys if key not in self._known][: self._at_once]
        if not missing or not self._each:
            return
        together = _joined(missing)

        def put(copies: Sequence[Copy]) -> None:
            self._at_once = _THEN_FOLDERS if together.form == FOLDER else _THEN
            for key, copy in zip(missing, _in_order(missing, copies), strict=False):
                if copy is not None:
                    self._known[key] = copy
            # What did not come back is gone from the ledger.
            self._keys = [key for key in self._keys if key in self._known or key not in missing]
            self.advanced.emit()
            self._go_on()

        # Not among the short reads: a preview that is asked for meanwhile does not wait.
        self.desk.read(self, lambda session: measure(session, together), put, slot="count", slow=True)


def _alone(wanted: Wanted) -> Wanted:
    """A blank form looks the same for everybody, and a watermark takes no room."""
    plain = replace(wanted, watermark="")
    return replace(plain, households=None, people=None) if wanted.blank else plain


def _parts(wanted: Wanted) -> list[Wanted]:
    if wanted.people is not None:
        return [replace(wanted, people=(person,)) for person in wanted.people]
    return [replace(wanted, households=(home,)) for home in wanted.households or ()]


def _joined(parts: Sequence[Wanted]) -> Wanted:
    if parts[0].people is not None:
        return replace(parts[0], people=tuple(p for part in parts for p in part.people or ()))
    return replace(parts[0], households=tuple(h for part in parts for h in part.households or ()))


def _in_order(parts: Sequence[Wanted], copies: Sequence[Copy]) -> list[Copy | None]:
    """The copy of each part, None for a household that is gone; people come in the order asked for."""
    if parts[0].people is not None:
        return list(copies) if len(copies) == len(parts) else []
    by_home = {copy.household: copy for copy in copies}
    return [by_home.get((part.households or ("",))[0]) for part in parts]
