"""What the program remembers about one person's screen: columns, sizes, last page. Never anybody's data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import write_atomic
from fupin_desk.core.log import log


class Memory:
    """Small values under names, in one JSON file; without a path only as long as the program runs."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        if path is not None and path.is_file():
            try:
                held = json.loads(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                held = {}  # a spoilt settings file costs a column order, never a start
            self._values = held if isinstance(held, dict) else {}

    def get(self, name: str, fallback: Any = None) -> Any:
        """The value kept under a name."""
        return self._values.get(name, fallback)

    def put(self, name: str, value: Any) -> None:
        """Keep a JSON value; a full disk is logged and otherwise passed over."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(self._path, json.dumps(self._values, ensure_ascii=False, indent=1).encode())
        except (OSError, DeskError):
            log.warning("screen settings could not be written")
