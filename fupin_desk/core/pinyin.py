"""Pinyin for search and order: every reading of every Han character, without tones.

Readings and surnames lie in resources/pinyin (written by installer/pinyin_table.py). They are read on first use, in
some ten milliseconds. ``ü`` is written ``v``; whoever types ``u`` finds it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, product

from fupin_desk.core.halfwidth import squeeze
from fupin_desk.core.resources import resource

MOST = 16
"""At most so many combinations of readings are kept for one text."""
SHORT = 12
"""Texts of up to so many characters (names, titles) get all readings; longer ones only their usual one."""
LONG = 60
"""Texts beyond this length are found by their characters alone."""

_BETWEEN = "·•.'`-\u2019"
_DOUBLE_INITIALS = ("zh", "ch", "sh")


@cache
def _table() -> dict[str, str]:
    """Character -> its readings, most usual first, separated by spaces."""
    table: dict[str, str] = {}
    for line in resource("pinyin", "readings.txt").read_text(encoding="utf-8").splitlines():
        spelled, _, characters = line.partition("\t")
        for character in characters:
            table[character] = spelled
    return table


@cache
def _surnames() -> dict[str, str]:
    """Surname character -> how it is read at the head of a name."""
    lines = resource("pinyin", "surnames.txt").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[2:] for line in lines if line}


@lru_cache(4096)
def _usual(character: str) -> tuple[str, ...]:
    return tuple(_table().get(character, "").split())


@lru_cache(4096)
def readings(character: str) -> tuple[str, ...]:
    """All readings of a character, that of a surname first (单: shan, dan, chan); none for other signs."""
    usual = _usual(character)
    surname = _surnames().get(character)
    return usual if surname is None else (surname, *(reading for reading in usual if reading != surname))


def _spellings(reading: str) -> tuple[str, ...]:
    """``lv`` is typed ``lv`` or ``lu``."""
    return (reading, reading.replace("v", "u")) if "v" in reading else (reading,)


def _choices(text: str) -> list[tuple[str, ...]]:
    """For every character what it may be called: readings of Han characters, others as they are."""
    found: list[tuple[str, ...]] = []
    for character in text:
        if character in _BETWEEN:
            continue
        called = readings(character) if not found else _usual(character)
        found.append(called or (character,))
    return found


def _combined(choices: Sequence[tuple[str, ...]], most: int = MOST) -> list[str]:
    """The text in its usual reading, then with one character read otherwise, then two, up to ``most``, each once."""
    usual = [options[0] for options in choices]
    open_places = [place for place, options in enumerate(choices) if len(options) > 1]
    found: dict[str, None] = {}
    for changes in range(len(open_places) + 1):
        for places in combinations(open_places, changes):
            for words in product(*(choices[place][1:] for place in places)):
                changed = dict(zip(places, words, strict=True))
                found["".join(changed.get(place, word) for place, word in enumerate(usual))] = None
                if len(found) == most:
                    return list(found)
    return list(found)


def _clean(text: str) -> str:
    return squeeze(text).casefold()


def full(text: str) -> list[str]:
    """The text in full pinyin, in up to 16 combinations of readings: 单乐 -> shanle, danle, shanyue, …"""
    plain = _clean(text)
    if len(plain) > SHORT:
        return ["".join((_usual(sign) or (sign,))[0] for sign in plain if sign not in _BETWEEN)]
    spelled = [tuple(way for word in options for way in _spellings(word)) for options in _choices(plain)]
    return _combined(spelled) if spelled else []


def initials(text: str) -> list[str]:
    """The first letters of the text's pinyin, in up to 16 combinations: 单小军 -> sxj, dxj, cxj."""
    plain = _clean(text)
    if len(plain) > SHORT:
        return ["".join((_usual(sign) or (sign,))[0][0] for sign in plain if sign not in _BETWEEN)]
    letters = [tuple(dict.fromkeys(word[0] for word in options)) for options in _choices(plain)]
    return _combined(letters) if letters else []


@lru_cache(8192)
def keys(text: str) -> str:
    """What a search column holds for a text: ``" 王秀兰 wxl wangxiulan "``, lower case, spaces around every variant.

    ``LIKE '% wxl%'`` finds by beginning, ``LIKE '%秀兰%'`` by any part. Empty for an empty text.
    """
    plain = _clean(text)
    if not plain:
        return ""
    variants = [plain] if len(plain) > LONG else [plain, *initials(plain), *full(plain)]
    return " " + " ".join(dict.fromkeys(variants)) + " "


def search_key(text: str) -> str:
    """The same as ``keys``, for one text or several words separated by spaces: each word gets its own variants."""
    return "".join(f" {key.strip()}" for word in text.split() if (key := keys(word))) + " " if text.strip() else ""


def _starts(sign: str, first: bool) -> Iterator[str]:
    """Everything that may be typed for one character: the character, a full reading, its initial."""
    yield sign
    for reading in readings(sign) if first else _usual(sign):
        yield from _spellings(reading)
        yield reading[0]
        if reading[:2] in _DOUBLE_INITIALS:
            yield reading[:2]


def _spelled_from(query: str, text: str, at: int) -> bool:
    """Whether ``query`` can be typed for ``text`` from character ``at`` on; its last reading may be unfinished."""
    ends = {0}
    for place in range(at, len(text)):
        if text[place] in _BETWEEN:
            continue
        following: set[int] = set()
        for way in set(_starts(text[place], first=place == 0)):
            for done in ends:
                rest = query[done:]
                if rest and way.startswith(rest):
                    return True
                if rest.startswith(way):
                    following.add(done + len(way))
        if not following:
            return False
        ends = following
    return False


def matches(query: str, text: str) -> bool:
    """Whether what was typed finds the text: any part of it, initials, full or unfinished pinyin, or a mixture.

    ``wxl``, ``wangxl``, ``xiulan``, ``王xl`` and ``秀`` all find 王秀兰; apostrophes and spaces that an input method
    puts into unfinished pinyin do not matter. An empty query finds everything.
    """
    asked = "".join(sign for sign in _clean(query) if sign not in _BETWEEN)
    plain = _clean(text)
    if not asked:
        return True
    if asked in "".join(sign for sign in plain if sign not in _BETWEEN):
        return True
    return any(_spelled_from(asked, plain, at) for at in range(len(plain)) if plain[at] not in _BETWEEN)


@lru_cache(8192)
def sort_key(text: str) -> str:
    """A key that puts texts in pinyin order by their first readings; characters that sound alike stay together."""
    plain = _clean(text)
    words = [(readings(sign) if place == 0 else _usual(sign)) or (sign,) for place, sign in enumerate(plain)]
    # Each syllable is closed by a sign below all letters, so that xi'an comes before xiang.
    return "".join(f"{word[0]}\x01{sign}\x02" for word, sign in zip(words, plain, strict=True))
