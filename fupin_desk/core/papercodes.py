"""Codes on printed papers: by its short code a person, by the QR code a scanner finds the record a paper is about.

A short code is eight signs for the last 40 bits of a record's UUID and one check sign, written 7K3M-9QWX-4. The QR code
holds FP, the short code, four signs for the form and three for the day of printing (days since 2000-01-01): 18 signs,
so that it stays at 21 modules a side and is read from a worn sheet. The signs are those of Crockford's base 32, without
I L O U; what a person types for them is understood.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import date, timedelta

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OILU", "011V")
_RECORD, _FORM, _DAY = 8, 4, 3
_FIRST = date(2000, 1, 1)
_SHORT = re.compile(rf"[{_SIGNS}]{{9}}")
_SCANNED = re.compile(rf"FP([{_SIGNS}]{{9}})([{_SIGNS}]{{4}})([{_SIGNS}]{{3}})")


@dataclass(frozen=True)
class PaperCode:
    """What a code says: the end of the record's id (10 hex digits), the sign of the form ("" for a short code), the day."""

    ending: str
    form: str = ""
    day: date | None = None


def short_code(record_id: str) -> str:
    """The code of a record for people, e.g. 7K3M-9QWX-4; "" for no record."""
    if not record_id:
        return ""
    number = int(record_id.replace("-", "")[-10:], 16)
    signs = _written(number, _RECORD)
    signs += _check(signs)
    return f"{signs[:4]}-{signs[4:8]}-{signs[8]}"


def scanned_code(code: str, form: str, day: date) -> str:
    """What the QR code of a paper holds."""
    return f"FP{code.replace('-', '')}{form_sign(form)}{_written((day - _FIRST).days % 32**_DAY, _DAY)}"


def form_sign(form: str) -> str:
    """Four signs for the code name of a form."""
    return _written(zlib.crc32(form.encode()) % 32**_FORM, _FORM)


def read_code(text: str) -> PaperCode | None:
    """What was typed or scanned, if it is a code and its check sign is right; None for any other words."""
    plain = re.sub(r"[\s\-—－]", "", text).upper()
    scanned = _SCANNED.fullmatch(plain)
    if scanned:
        day = _FIRST + timedelta(days=_number(scanned[3]))
        return _checked(scanned[1], scanned[2], day)
    plain = plain.translate(_READ_AS)
    return _checked(plain, "", None) if _SHORT.fullmatch(plain) else None


def _checked(signs: str, form: str, day: date | None) -> PaperCode | None:
    record, check = signs[:_RECORD], signs[_RECORD]
    return PaperCode(f"{_number(record):010x}", form, day) if _check(record) == check else None


def _check(signs: str) -> str:
    """Odd weights: one wrong sign always gives another check sign, two changed places nearly always."""
    return _SIGNS[sum((2 * n + 1) * _SIGNS.index(sign) for n, sign in enumerate(signs)) % 32]


def _written(number: int, signs: int) -> str:
    return "".join(_SIGNS[number >> 5 * n & 31] for n in reversed(range(signs)))


def _number(signs: str) -> int:
    found = 0
    for sign in signs:
        found = found * 32 + _SIGNS.index(sign)
    return found
