"""What a password must be, and how strong it is."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final

LEAST_LENGTH: Final = 8

_ROWS: Final = (
    "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv", "147258369",
    "!@#$%^&*()", "qazwsxedcrfv", "5201314",
)  # fmt: skip
_COMMON: Final = frozenset({
    "a1234567", "a12345678", "a123456789", "aa123456", "aa12345678", "abc12345", "abc123456", "abcd1234", "admin123",
    "admin888", "asd12345", "asd123456", "iloveyou1", "passw0rd", "password1", "password123", "p@ssw0rd", "qq123456",
    "qwe12345", "qwe123456", "q1w2e3r4", "q1w2e3r4t5", "test1234", "woaini123", "woaini520", "woaini521",
    "woaini1314", "wang1234", "z1234567", "zxc12345", "zxc123456", "zz123456", "fupin123", "fupin1234", "fupin2020",
    "tuopin123", "tuopin2020", "zhucun123", "zhucun2020", "zhengfu123", "cunwei123", "china123", "china2008",
})  # fmt: skip
_RUN: Final = 4  # keys in a row that count as one
_LEAST_FREE: Final = 4  # characters that must remain when such runs are taken out
_LEAST_KINDS_OF_CHARACTERS: Final = 4
_DATE: Final = re.compile(r"(19|20)\d\d(0\d|1[0-2])[0-3]\d")
_PHONE: Final = re.compile(r"1[3-9]\d{9}")
_STEPS_BITS: Final = (30, 40, 52, 66)


def normal(text: str) -> str:
    """The password as it is used: full-width letters typed with an input method count as plain ones."""
    return unicodedata.normalize("NFKC", text)


def password_faults(text: str, name: str = "") -> list[str]:
    """Why this password is refused, in Chinese; empty when it may be used. ``name`` is the user's own."""
    plain = normal(text)
    folded = plain.casefold()
    faults = []
    if len(plain) < LEAST_LENGTH:
        faults.append(f"至少要{LEAST_LENGTH}位，现在是{len(plain)}位")
    if not any(c.isalpha() for c in plain) or not any(c.isdigit() for c in plain):
        faults.append("要同时有字母和数字")
    if plain != plain.strip():
        faults.append("开头和结尾不能是空格")
    if plain and _is_common(folded):
        faults.append("太常见，一猜就中")
    if len(name) > 1 and normal(name).casefold() in folded:
        faults.append("不能含有自己的姓名")
    return faults


def _is_common(folded: str) -> bool:
    if folded in _COMMON or len(set(folded)) < _LEAST_KINDS_OF_CHARACTERS:
        return True
    return len(folded) >= LEAST_LENGTH and len(_without_runs(folded)) < _LEAST_FREE


def _without_runs(folded: str) -> str:
    """What is left when runs along a keyboard row, the alphabet or one repeated key are taken out."""
    rest, i = "", 0
    while i < len(folded):
        length = _run_length(folded, i)
        if length < _RUN:
            rest, length = rest + folded[i], 1
        i += length
    return rest


def _run_length(folded: str, start: int) -> int:
    longest = 1
    while start + longest < len(folded) and folded[start + longest] == folded[start]:
        longest += 1
    for row in _ROWS:
        for line in (row, row[::-1]):
            length = 1
            while start + length < len(folded) and folded[start : start + length + 1] in line:
                length += 1
            longest = max(longest, length)
    return longest


def password_strength(text: str) -> int:
    """0 (refuse) to 4 (strong), from the bits a guesser would have to try.

    Runs and repeats count as one key, a birth date as two, a mobile number as four.
    """
    plain = normal(text)
    folded = plain.casefold()
    if len(plain) < LEAST_LENGTH or _is_common(folded):
        return 0
    folded = _PHONE.sub("1379", _DATE.sub("19", folded))
    pool = sum(
        size
        for size, found in (
            (10, any(c.isdigit() for c in plain)),
            (26, any(c.isascii() and c.islower() for c in plain)),
            (26, any(c.isascii() and c.isupper() for c in plain)),
            (32, any(c.isascii() and not c.isalnum() for c in plain)),
            (2000, any(not c.isascii() for c in plain)),
        )
        if found
    )
    runs = (len(folded) - len(_without_runs(folded))) // _RUN
    bits = math.log2(pool) * (len(_without_runs(folded)) * len(set(folded)) / len(folded) + runs)
    return sum(bits >= step for step in _STEPS_BITS)
