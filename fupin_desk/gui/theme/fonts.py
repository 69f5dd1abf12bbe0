"""Loading the shipped fonts, so that rare characters in names are drawn and not boxed."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from fupin_desk.core.log import log
from fupin_desk.core.resources import resource


@cache
def load() -> tuple[str, ...]:
    """Load Noto Sans SC 400 and 700; returns the families. Without them YaHei follows."""
    return _load("NotoSansSC*.ttf")


@cache
def load_rare() -> tuple[str, ...]:
    """Load the fonts for what the rest of GB 18030 still lacks: 24 MB, so only after the first window stands."""
    return (*_load("HanaMinB*.ttf"), *_load("NotoScripts*.ttf"), *_load("NanumMyeongjo*.ttf"))


def _load(pattern: str) -> tuple[str, ...]:
    families: list[str] = []
    for path in sorted(resource("fonts").glob(pattern)):
        number = QFontDatabase.addApplicationFont(str(path))
        if number < 0:
            log.warning("font not loaded: %s", path.name)
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))
