"""结对帮扶: the box 指派给, which finds a helper by initials and says how many households each has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from fupin_desk.actions.pairing import Load
from fupin_desk.gui.kit.choices import ChoiceBox, Option, matching
from fupin_desk.gui.kit.items import Item


class HelperBox(ChoiceBox):
    """One of the helpers: the box shows the name, its list also the unit and the load, over the cap in amber."""

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "指派给") -> None:
        super().__init__((), parent, placeholder=placeholder)
        self._loads: dict[str, Load] = {}

    def show_helpers(self, loads: Sequence[Load]) -> None:
        """Offer these from now on, in this order; the value stays."""
        self._loads = {load.helper.id: load for load in loads}
        self.set_options([Option(load.helper.id, load.helper.name, keys=load.unit) for load in loads])

    def name_of(self, helper_id: str) -> str:
        """The name of a helper that is offered."""
        load = self._loads.get(helper_id)
        return load.helper.name if load else ""

    def label_of(self, value: object) -> str:
        return self.name_of(str(value)) if value else ""

    def _offer(self, query: str) -> None:
        found = [self._loads[option.code] for option in matching(self.options, query)]
        self.popup.offer([_item(load, query) for load in found])


def _item(load: Load, query: str) -> Item:
    full = load.households >= load.cap
    name = load.helper.name
    return Item(load.helper.id, name, detail=load.unit, right=f"{load.households}/{load.cap} 户",
                tone="amber" if full else "", strong=query if query in name else "")  # fmt: skip
