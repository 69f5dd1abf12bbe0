"""Texts of papers as tests compare them."""

from __future__ import annotations

import re
import unicodedata


def bare(text: str) -> str:
    """Text without white space, whole shapes for half ones: as two texts are compared."""
    return re.sub(r"\s|\ufffe", "", unicodedata.normalize("NFKC", text))
