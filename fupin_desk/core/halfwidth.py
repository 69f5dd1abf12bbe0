"""What hands, input methods and spreadsheets put into a field, brought to plain half-width characters."""

from __future__ import annotations

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys([0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x205F], " ")
_NOTHING = dict.fromkeys([0xFEFF, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202C, 0x202D, 0x2060], None)
# Long dashes of input methods, and the minus sign of WPS. U+FE63 and U+FF0D are full-width hyphens.
_DASHES = dict.fromkeys([0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFE63], "-")
_TABLE: dict[int, int | str | None] = {**_FULL, **_SPACES, **_NOTHING, **_DASHES}


def half_width(text: str) -> str:
    """Full-width letters, digits and signs made half-width, odd spaces made plain, invisible marks removed.

    Chinese characters, 。 and 、 stay. Nothing is stripped at the ends.
    """
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """Like ``half_width`` with every space, tab and line break removed: for numbers, dates and codes."""
    return "".join(half_width(text).split())
