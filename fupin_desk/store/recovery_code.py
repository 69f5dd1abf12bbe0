"""The printed recovery code: 8 groups of 4 characters in which a typing error is named by its group.

The 32 characters are a word of a Reed-Solomon code over GF(32) with 26 free symbols (130 random bits) and 6 check
symbols: the values of a random polynomial of degree 25 at every element of the field. Any two words differ in at least
7 places, so one or two wrong characters are always noticed and their groups always named; more of them in one group are
named with a chance of error of about 1 in 100.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from fupin_desk.core.errors import DeskError

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0 O 1 I, which are read as each other."""

GROUPS: Final = 8
_GROUP_SIZE: Final = 4
_LENGTH: Final = GROUPS * _GROUP_SIZE
_FREE: Final = 26
_CHECKS: Final = _LENGTH - _FREE
_MODULUS: Final = 0b100101  # x^5 + x^2 + 1, irreducible over GF(2)

_OPENING = "恢复码没有通过核对："
_CLOSING = "台账没有受影响。请对照打印的恢复码改正后再试。"


def _times(a: int, b: int) -> int:
    """Product in GF(32)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 0b100000:
            a ^= _MODULUS
        b >>= 1
    return product


def new_code() -> str:
    """A fresh code with 130 random bits, as printed: ``ABCD-EFGH-…``."""
    free = [secrets.randbelow(32) for _ in range(_FREE)]
    symbols = []
    for x in range(_LENGTH):
        value = 0
        for coefficient in free:
            value = _times(value, x) ^ coefficient
        symbols.append(value)
    return show_code("".join(ALPHABET[s] for s in symbols))


def show_code(code: str) -> str:
    """32 characters in groups of four."""
    return "-".join(code[i : i + _GROUP_SIZE] for i in range(0, _LENGTH, _GROUP_SIZE))


def read_code(text: str) -> str:
    """The 32 characters of a code as typed: any case, full width, spaces and dashes or none.

    Raises DeskError that names the group with the typing error.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    code = re.sub(r"[\W_]", "", plain)
    _check_characters(code)
    _check_length(code, [g for g in re.split(r"[\W_]+", plain) if g])
    wrong = _wrong_groups([ALPHABET.index(c) for c in code])
    if wrong is None:
        return code
    if not wrong:
        raise DeskError(f"{_OPENING}有好几处不对。{_CLOSING}")
    raise DeskError(f"{_OPENING}{_name(wrong)}有一处打错了。{_CLOSING}")


def _name(groups: Sequence[int]) -> str:
    return "第" + "、".join(str(g + 1) for g in groups) + "组"


def _check_characters(code: str) -> None:
    for place, character in enumerate(code):
        if character not in ALPHABET:
            group = min(place // _GROUP_SIZE, GROUPS - 1)
            hint = "恢复码里没有 0、O、1、I" if character in "0O1I" else "恢复码里只有字母和数字"
            raise DeskError(f"{_OPENING}{_name([group])}有打错的字，{hint}。{_CLOSING}")


def _check_length(code: str, typed_groups: Sequence[str]) -> None:
    if len(code) == _LENGTH:
        return
    where = ""
    odd = [i for i, group in enumerate(typed_groups) if len(group) != _GROUP_SIZE]
    if len(typed_groups) == GROUPS and odd:
        where = f"{_name(odd)}不是4个字，"
    raise DeskError(f"{_OPENING}{where}应有8组、每组4个字，现在一共是{len(code)}个字。{_CLOSING}")


def _wrong_groups(symbols: Sequence[int]) -> list[int] | None:
    """None when the code is right; else the groups in error (from 0), an empty list when they cannot be told."""
    syndromes = [_syndrome(symbols, power) for power in range(_CHECKS)]
    if not any(syndromes):
        return None
    for group in range(GROUPS):
        if _explains(syndromes, range(group * _GROUP_SIZE, (group + 1) * _GROUP_SIZE)):
            return [group]
    for pair in combinations(range(_LENGTH), 2):
        if _explains(syndromes, pair):
            return sorted({place // _GROUP_SIZE for place in pair})
    return []


def _syndrome(symbols: Sequence[int], power: int) -> int:
    total = 0
    for x, symbol in enumerate(symbols):
        for _ in range(power):
            symbol = _times(symbol, x)
        total ^= symbol
    return total


def _explains(syndromes: Sequence[int], places: Sequence[int]) -> bool:
    """Whether errors at these places alone would give these syndromes: they then obey the places' recurrence."""
    locator = [1]
    for x in places:
        shifted = [0, *locator]
        locator = [_times(c, x) ^ s for c, s in zip([*locator, 0], shifted, strict=True)]
    for start in range(len(syndromes) - len(places)):
        total = 0
        for offset, coefficient in enumerate(locator):
            total ^= _times(coefficient, syndromes[start + offset])
        if total:
            return False
    return True
