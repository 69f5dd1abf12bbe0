"""Where the data that ships with the program lies: code lists, forms, fonts, icons, help."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def resource_root() -> Path:
    """The resources folder: beside the package (source), inside it (wheel) or beside the frozen program."""
    package = Path(__file__).resolve().parents[1]
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [package.parent / "resources", package / "resources", Path(sys.executable).parent / "resources"]
    if frozen:
        candidates.insert(0, Path(frozen) / "resources")
    for candidate in candidates:
        if (candidate / "codes").is_dir():
            return candidate
    raise FileNotFoundError("resources")


def resource(*parts: str) -> Path:
    """The path of one shipped file, e.g. ``resource("codes", "relation.toml")``. Does not check that it exists."""
    return resource_root().joinpath(*parts)
