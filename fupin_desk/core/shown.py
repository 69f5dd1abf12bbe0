"""How counts, shares, sizes, telephones and household numbers are written on screen (looks.md 9)."""

from __future__ import annotations

from fupin_desk.core.halfwidth import squeeze


def show_people(households: int, people: int) -> str:
    """``137 户 468 人``."""
    return f"{households:,} 户 {people:,} 人"


def show_percent(part: int, whole: int) -> str:
    """Whole percent, ``76%``, rounded half up; a dash when there is nothing to divide by."""
    if whole <= 0:
        return "—"
    return f"{(part * 200 + whole) // (whole * 2)}%"


def show_size(size: int) -> str:
    """``88.5 MB`` for a number of bytes; below one MB in KB."""
    for unit, scale in (("GB", 1 << 30), ("MB", 1 << 20)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{-(-size // 1024)} KB"


def plain_phone(text: str) -> str:
    """The digits of a telephone number; ``+86`` and the separators people type are dropped."""
    plain = squeeze(text).replace("(", "").replace(")", "")
    return plain.removeprefix("+86").replace("-", "")


def group_phone(phone: str) -> str:
    """``139 3495 2087``: a mobile number grouped 3-4-4; any other text comes back as it was."""
    plain = plain_phone(phone)
    return f"{plain[:3]} {plain[3:7]} {plain[7:]}" if len(plain) == 11 and plain.isdigit() else phone


def mask_phone(phone: str) -> str:
    """``139 **** 2087`` for lists; a shorter number keeps only its last two digits."""
    plain = plain_phone(phone)
    if len(plain) == 11:
        return f"{plain[:3]} **** {plain[7:]}"
    return "*" * max(len(plain) - 2, 0) + plain[-2:] if plain else ""


def mask_card(number: str) -> str:
    """A bank card with only its last four digits: ``**** 7296``."""
    plain = squeeze(number)
    return f"**** {plain[-4:]}" if len(plain) > 4 else "*" * len(plain)


def short_household_number(number: str) -> str:
    """The last four digits of a 户编号, as lists show it."""
    return squeeze(number)[-4:]


def group_household_number(number: str) -> str:
    """``529921 105203 0137``: groups of six with the last four apart; shorter numbers come back as they were."""
    plain = squeeze(number)
    if len(plain) <= 10:
        return plain
    start = plain[:-4]
    return " ".join([*(start[at : at + 6] for at in range(0, len(start), 6)), plain[-4:]])
