"""The pages of the main window, one line each: page name and the module whose ``make(desk)`` makes it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.page import Page

FIRST = "home"
"""The page a ledger opens with."""

MODULES: dict[str, str] = {
    "home": "fupin_desk.gui.pages.home",
    "ledger": "fupin_desk.gui.pages.ledger",
    "household": "fupin_desk.gui.pages.household",
    "visit": "fupin_desk.gui.pages.visit",
    "pairing": "fupin_desk.gui.pages.pairing",
    "printing": "fupin_desk.gui.pages.printing",
    "import": "fupin_desk.gui.pages.importing",
    "settings": "fupin_desk.gui.pages.settings",
}


Factory = Callable[[Desk], Page]


def factories() -> Mapping[str, Factory]:
    """How to make each page. Its module is loaded on first use: the first window must not wait for the others."""
    return {name: _factory(module) for name, module in MODULES.items()}


def _factory(module: str) -> Factory:
    def make(desk: Desk) -> Page:
        page: Page = importlib.import_module(module).make(desk)
        return page

    return make
