"""What the main window knows about a page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.theme.current import set_role
from fupin_desk.ledgers.changes import Changes


class Page(QWidget):
    """One page of the main window. Subclasses override what they need; nothing here knows a ledger."""

    titled = Signal()
    """Title, context or unsaved state changed: the header and the window title are written anew."""
    go = Signal(str, object)
    """Ask the window to show another page with a target, e.g. ("household", id)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.stale = True
        set_role(self, "page")

    def title(self) -> str:
        """The page's title in the header."""
        return ""

    def context(self) -> str:
        """The one grey phrase behind the title."""
        return ""

    def crumb(self) -> tuple[str, str] | None:
        """A page above this one as (page name, its title), shown before the title as a link."""
        return None

    def subject(self) -> str:
        """What the window title begins with while something is unsaved; task bars and screen sharing show it, so no name."""
        return ""

    def refresh(self) -> None:
        """Read the ledger again, keeping row and scroll place."""

    def concerns(self, _changes: Changes) -> bool:
        """Whether a change elsewhere touches what this page shows."""
        return True

    def editing(self) -> bool:
        """True while the person is in the middle of typing: the page then is not refreshed under their hands."""
        return self.unsaved()

    def unsaved(self) -> bool:
        """Whether something on the page is not saved."""
        return False

    def keep_draft(self) -> None:
        """Asked before the ledger locks itself: hand what is typed and not saved to the desk as a draft."""

    def leave(self) -> bool:
        """Asked before another page is shown; False stays (the page has said why)."""
        return True

    def show_target(self, _target: Any) -> None:
        """Show what another page asked for, e.g. a household's id or a filter."""

    def place(self) -> Any:
        """Where the person is on this page, so that Alt+Left comes back to it."""
        return None

    def selected(self) -> Any:
        """What Ctrl+P prints: the ticked or current households' ids, None for nothing."""
        return None

    def panes(self) -> list[QWidget]:
        """The widgets F6 goes through on this page, left to right."""
        return [self]

    def find_box(self) -> QWidget | None:
        """What Ctrl+F focuses."""
        return None

    def start_focus(self) -> None:
        """Put the focus where work begins."""
        panes = self.panes()
        if panes and panes[0] is not self:
            panes[0].setFocus()

    def keys(self) -> list[tuple[str, str]]:
        """Key and what it does, for F1."""
        return []
