"""Loading the shipped fonts, so that rare characters in names are drawn and not boxed."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from fupin_desk.core.log import log
from fupin_desk.core.resources import resource

_PATTERNS = ("NotoSansSC*.ttf", "HanaMinB*.ttf")


@cache
def load() -> tuple[str, ...]:
    """Load Noto Sans SC 400 and 700 and the rare-character font; returns the families. Without them YaHei follows."""
    families: list[str] = []
    try:
        folder = resource("fonts")
    except FileNotFoundError:
        return ()
    for pattern in _PATTERNS:
        for path in sorted(folder.glob(pattern)):
            number = QFontDatabase.addApplicationFont(str(path))
            if number < 0:
                log.warning("font not loaded: %s", path.name)
            families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))
