"""Money in whole 分, areas in hundredths, distances in metres: read from text, shown on screen and paper."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from fupin_desk.core.halfwidth import squeeze

_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?$|[+-]?\.\d+$")
_NOISE = Decimal("0.0001")
"""A spreadsheet's 1385.4999999999998 is 1385.5: a smaller remainder than this part of a unit is rounding noise."""
_MU_FEN = re.compile(r"(\d+)亩(\d)分$")

_NOT_MONEY = "看不懂这个金额。请只填数字，例如 14400 或 1.44万。"
_NOT_AREA = "看不懂这个数。请只填数字，最多两位小数，例如 4.8。"
_NOT_KM = "看不懂这个距离。请填公里数，例如 1.2，或写 800米。"

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def _without(text: str, *units: str) -> str:
    """``text`` without the first of these units that it ends in."""
    for unit in units:
        if text.endswith(unit):
            return text.removesuffix(unit)
    return text


def _scaled(text: str, scale: Decimal, *, exact: bool, message: str) -> int:
    """``text`` times ``scale`` as a whole number. Raises ValueError(message) when it is none or is finer than that."""
    if not _NUMBER.match(text) or len(text) > 30:
        raise ValueError(message)
    value = Decimal(text.replace(",", "")) * scale
    whole = value.quantize(Decimal(1), ROUND_HALF_UP)
    if exact and abs(value - whole) > _NOISE:
        raise ValueError(message)
    return int(whole)


def parse_fen(text: str, *, exact: bool = True) -> int:
    """Whole 分 from 14400, 14,400, ¥14400.50, 1.44万, 14400元 (full-width too); a minus sign is allowed.

    Raises ValueError, with a Chinese text for the user, for anything else and, unless ``exact`` is false, for fractions
    of a 分. With ``exact=False`` (computed cells of a spreadsheet) those are rounded half up.
    """
    plain = squeeze(text).replace("￥", "¥")
    sign = "-" if plain.startswith("-") else ""
    plain = _without(plain.removeprefix("-").removeprefix("¥"), "元整", "元")
    scale = Decimal(100)
    for unit, factor in (("万", 10_000), ("亿", 100_000_000)):
        if plain.endswith(unit):
            plain, scale = plain.removesuffix(unit), scale * factor
    return _scaled(sign + plain, scale, exact=exact, message=_NOT_MONEY)


def _decimal(value: int, places: int, *, full: bool, grouped: bool) -> str:
    whole, rest = divmod(abs(value), 10**places)
    digits = f"{rest:0{places}d}"
    tail = digits if full else digits.rstrip("0")
    start = f"{whole:,}" if grouped else str(whole)
    return ("-" if value < 0 else "") + start + (f".{tail}" if tail else "")


def show_yuan(fen: int) -> str:
    """``6,134.00``: forms on paper (looks.md 9)."""
    return _decimal(fen, 2, full=True, grouped=True)


def show_yuan_short(fen: int) -> str:
    """``6,134`` without useless zeros, ``6,134.50`` otherwise: lists and fields."""
    return _decimal(fen, 2, full=fen % 100 != 0, grouped=True)


def plain_yuan(fen: int) -> str:
    """``6134`` or ``6134.5``: for files, without grouping."""
    return _decimal(fen, 2, full=False, grouped=False)


def show_wan(fen: int) -> str:
    """Investment in 万元, ``38.5``; rounded half up to 0.01 万元."""
    hundredths = (Decimal(fen) / 10_000).quantize(Decimal(1), ROUND_HALF_UP)
    return _decimal(int(hundredths), 2, full=False, grouped=True)


def _four(number: int) -> str:
    """Up to four digits in capitals; ``零`` once for any run of zeros inside, none at the ends."""
    text, zero = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            zero = zero or bool(text)
            continue
        text += ("零" if zero else "") + _DIGITS[digit] + _PLACES[place]
        zero = False
    return text


def _whole_capitals(number: int) -> str:
    groups: list[int] = []
    while number:
        number, low = divmod(number, 10_000)
        groups.append(low)
    text, gap = "", False
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if group == 0:
            gap = True
            continue
        text += ("零" if text and (gap or group < 1000) else "") + _four(group) + _GROUPS[index]
        gap = False
    # 亿 is written once: 1,2000,0000,0000 is 壹万贰仟亿, not 壹万亿贰仟亿.
    return text.replace("万亿", "万", 1) if "万亿" in text and groups[2] else text


def capital_yuan(fen: int) -> str:
    """大写金额 for receipts: 壹万肆仟肆佰元整, 陆佰零叁元伍角整, 肆元零伍分. Raises ValueError from 10^16 元 on."""
    whole, rest = divmod(abs(fen), 100)
    if whole >= 10**16:
        raise ValueError("金额太大，写不成大写。")
    jiao, cents = divmod(rest, 10)
    text = (_whole_capitals(whole) + "元") if whole else ""
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif cents and whole:
        text += "零"
    if cents:
        text += _DIGITS[cents] + "分"
    else:
        text = (text or "零元") + "整"
    return ("负" if fen < 0 else "") + text


def parse_hundredths(text: str, *, exact: bool = True) -> int:
    """Hundredths of 亩, ㎡ or another unit from 4.8, 4.80亩, 3亩5分, 104㎡, 104平方米. Never negative.

    Raises ValueError, with a Chinese text for the user, for anything else and, unless ``exact`` is false, for more than
    two decimals.
    """
    plain = squeeze(text)
    if match := _MU_FEN.match(plain):
        return int(match[1]) * 100 + int(match[2]) * 10
    plain = _without(plain, "平方米", "㎡", "m²", "平米", "平方", "平", "亩")
    value = _scaled(plain, Decimal(100), exact=exact, message=_NOT_AREA)
    if value < 0:
        raise ValueError(_NOT_AREA)
    return value


def show_hundredths(value: int, *, full: bool = False) -> str:
    """``4.8`` for 480; with ``full`` the paper's ``4.80``."""
    return _decimal(value, 2, full=full, grouped=True)


def parse_km(text: str, *, exact: bool = True) -> int:
    """Metres from kilometres (1.2, 1.2公里, 1.2km) or from metres when the unit says so (800米, 800m). Never negative.

    Raises ValueError, with a Chinese text for the user, for anything else and, unless ``exact`` is false, for fractions
    of a metre.
    """
    plain, scale = squeeze(text).lower(), Decimal(1000)
    shorter = _without(plain, "公里", "千米", "km")
    if shorter == plain:
        shorter = _without(plain, "米", "m")
        scale = Decimal(1) if shorter != plain else scale
    value = _scaled(shorter, scale, exact=exact, message=_NOT_KM)
    if value < 0:
        raise ValueError(_NOT_KM)
    return value


def show_km(metres: int) -> str:
    """Kilometres without useless zeros: ``1.2`` for 1200."""
    return _decimal(metres, 3, full=False, grouped=True)
