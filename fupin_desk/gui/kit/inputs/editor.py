"""What every editor of a value can do, whatever it looks like."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import SignalInstance


class Editor(Protocol):
    """A widget that edits one value. ``edited``: the person changed it; ``left``: the person moved on."""

    edited: SignalInstance
    left: SignalInstance

    def value(self) -> Any:
        """The value as the ledger keeps it; None when empty or when the text cannot be read."""

    def set_value(self, value: Any) -> None:
        """Show a value without emitting ``edited``."""

    def shown(self) -> str:
        """The value in words, as ``原来是 …`` says it."""

    def problem(self) -> str:
        """Why the text cannot be read, else an empty text. Such text must not be saved."""

    def doubt(self) -> str:
        """What is doubtful about a value that may be saved, else an empty text."""

    def set_locked(self, locked: bool) -> None:
        """Read-only, for values that are worked out."""
