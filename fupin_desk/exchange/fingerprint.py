"""Fingerprints of keys as twelve Chinese characters, and the question that makes a person really compare them.

Each character stands for 11 bits (exchange.md 4.1), so twelve carry 132 bits of a SHA-256; they are shown in three
groups of four. The characters and their order are those of resources/exchange/characters.txt.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from functools import cache

from fupin_desk.core.halfwidth import squeeze
from fupin_desk.core.resources import resource
from fupin_desk.exchange.identity import PublicCard

CHARACTERS = 12
GROUP = 4
ASKED = 4
_BITS = 11


def laptop_fingerprint(card: PublicCard) -> str:
    """Twelve characters for an installation: they change with its id and with either key."""
    return _characters(b"jzbao-fingerprint-laptop-v1\0" + card.to_bytes())


def county_fingerprint(root: str) -> str:
    """Twelve characters for a county's root key (64 hex digits): they stay when the county's other keys change."""
    return _characters(b"jzbao-fingerprint-county-v1\0" + bytes.fromhex(root))


def grouped(fingerprint: str) -> str:
    """As shown and printed: three groups of four."""
    return " ".join(fingerprint[at : at + GROUP] for at in range(0, CHARACTERS, GROUP))


def challenge(source: random.Random | None = None) -> tuple[int, ...]:
    """The positions (from 0, rising) whose characters the person types: four of twelve, at least one of each group."""
    source = source or random.SystemRandom()
    chosen = {source.randrange(at, at + GROUP) for at in range(0, CHARACTERS, GROUP)}
    while len(chosen) < ASKED:
        chosen.add(source.randrange(CHARACTERS))
    return tuple(sorted(chosen))


def question(positions: Sequence[int]) -> str:
    """What the person is asked to type, in Chinese."""
    named = "、".join(str(at + 1) for at in positions)
    return f"请看着对方的纸或屏幕，输入第 {named} 个字。"


def answers(fingerprint: str, positions: Sequence[int], typed: str) -> bool:
    """Whether the typed characters (spaces and punctuation aside) are those at the positions."""
    signs = [sign for sign in squeeze(typed) if sign not in "、,，。;；·-"]
    return signs == [fingerprint[at] for at in positions]


@cache
def alphabet() -> str:
    """The 2,048 characters in their order."""
    signs = "".join(resource("exchange", "characters.txt").read_text(encoding="utf-8").split())
    if len(set(signs)) != 1 << _BITS:
        raise RuntimeError("resources/exchange/characters.txt is not the list of 2,048 characters")
    return signs


def _characters(data: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(data).digest(), "big") >> (256 - CHARACTERS * _BITS)
    signs = alphabet()
    return "".join(signs[number >> _BITS * at & (1 << _BITS) - 1] for at in reversed(range(CHARACTERS)))
