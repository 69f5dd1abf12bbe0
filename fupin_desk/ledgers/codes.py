"""Code lists: what may be chosen, with labels as on paper, national and GB codes, other wordings met, and years.

One file a list in resources/codes. A county may lay its own wording, codes or whole lists over them (``override``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from fupin_desk.core.halfwidth import squeeze
from fupin_desk.core.pinyin import sort_key
from fupin_desk.core.resources import resource

_EVER = 9999
_TRAILING = "。.;,、"


@dataclass(frozen=True, kw_only=True)
class Code:
    """One thing that may be chosen."""

    code: str
    """What is kept: the national code where one is known, else a number of this program."""
    label: str
    """As printed on the form."""
    short: str = ""
    """For narrow columns; the label where no shorter one is usual."""
    national: str = ""
    """The national system's number, empty where none was published."""
    gb: str = ""
    """The code of the national standard named by the list."""
    aliases: tuple[str, ...] = ()
    """Other wordings that files and people use for it."""
    first: int = 0
    """First year in use; 0 when always."""
    last: int = _EVER
    """Last year in use; 9999 when still."""
    group: str = ""
    """The heading under which a long list shows it."""
    source: str = ""

    def valid_in(self, year: int) -> bool:
        """Whether forms of this year offer the code."""
        return self.first <= year <= self.last


def plain(text: str) -> str:
    """Text as labels are compared: half-width, no spaces, lower case, no mark at the end."""
    return squeeze(text).casefold().rstrip(_TRAILING)


@dataclass(frozen=True)
class CodeList:
    """A list in the order of the paper form; lookups are by code, label or other wording."""

    name: str
    title: str
    codes: tuple[Code, ...]
    field: str = ""
    """The national system's field that holds it, e.g. AAB006."""
    standard: str = ""
    source: str = ""

    @cached_property
    def _by_code(self) -> Mapping[str, Code]:
        return {code.code: code for code in self.codes}

    @cached_property
    def _by_number(self) -> Mapping[int, Code]:
        """1 finds 01: spreadsheets drop leading zeros."""
        return {int(code.code): code for code in reversed(self.codes) if code.code.isdecimal()}

    @cached_property
    def _by_label(self) -> Mapping[str, tuple[Code, ...]]:
        return _index((plain(code.label), code) for code in self.codes)

    @cached_property
    def _by_alias(self) -> Mapping[str, tuple[Code, ...]]:
        pairs = ((plain(word), code) for code in self.codes for word in (code.short, *code.aliases) if word)
        return _index(pairs)

    @cached_property
    def sorted(self) -> tuple[Code, ...]:
        """All codes in the order of their labels' pinyin, for long lists that are searched."""
        return tuple(sorted(self.codes, key=lambda code: sort_key(code.label)))

    def __len__(self) -> int:
        return len(self.codes)

    def get(self, code: str) -> Code | None:
        """The code with exactly this number."""
        return self._by_code.get(code)

    def label(self, code: str) -> str:
        """The label on paper; a number that is not in the list comes back as it is, so that nothing is hidden."""
        found = self._by_code.get(code)
        return found.label if found else code

    def short(self, code: str) -> str:
        """The short label for narrow columns."""
        found = self._by_code.get(code)
        return (found.short or found.label) if found else code

    def options(self, year: int | None = None) -> tuple[Code, ...]:
        """What a form of this year offers, in paper order; without a year what is still in use."""
        return tuple(code for code in self.codes if code.valid_in(_EVER if year is None else year))

    def find(self, text: str, year: int | None = None) -> Code | None:
        """The code meant by a number, a label or another wording; None when it is none of them.

        A label wins over another wording. Where one wording has meant two codes over the years (大学: 大专及以上, later
        本科及以上) the one valid in ``year`` is taken, without a year the latest.
        """
        words = plain(text)
        if not words:
            return None
        if words in self._by_code:
            return self._by_code[words]
        number = words.removesuffix(".0")
        if number.isascii() and number.isdecimal() and len(number) < 10 and int(number) in self._by_number:
            return self._by_number[int(number)]
        candidates = self._by_label.get(words) or self._by_alias.get(words) or ()
        return max(candidates, key=lambda code: (year is not None and code.valid_in(year), code.last), default=None)


def _index(pairs: Iterable[tuple[str, Code]]) -> dict[str, tuple[Code, ...]]:
    found: dict[str, tuple[Code, ...]] = {}
    for words, code in pairs:
        if code not in found.get(words, ()):
            found[words] = (*found.get(words, ()), code)
    return found


_TEXTS = ("code", "label", "short", "national", "gb", "group", "source")


def _code(entry: Mapping[str, Any], numbered: bool) -> Code:
    """One entry of a file. Raises ValueError when it lacks a code or a label or holds something else than text."""
    texts = {key: entry[key] for key in _TEXTS if key in entry}
    aliases = entry.get("aliases", ())
    first, last = entry.get("from", 0), entry.get("to", _EVER)
    if not texts.get("code") or not texts.get("label") or not all(isinstance(v, str) for v in texts.values()):
        raise ValueError("代码表里有一项缺少代码或名称。")
    if not isinstance(first, int) or not isinstance(last, int) or isinstance(aliases, str):
        raise ValueError(f"代码表里“{texts['label']}”的年份或别名写法不对。")
    if numbered:
        texts.setdefault("national", texts["code"])
    return Code(**texts, aliases=tuple(map(str, aliases)), first=first, last=last)


def _build(name: str, data: Mapping[str, Any]) -> CodeList:
    field = str(data.get("field", ""))
    codes = tuple(_code(entry, bool(field)) for entry in data.get("codes", ()))
    if len({code.code for code in codes}) != len(codes):
        raise ValueError(f"代码表“{data.get('title', name)}”里有重复的代码。")
    texts = (str(data.get(key, "")) for key in ("field", "standard", "source"))
    return CodeList(name, str(data.get("title", name)), codes, *texts)


def _laid_over(shipped: CodeList, data: Mapping[str, Any]) -> CodeList:
    """The shipped list with a county's entries: same code changed in place, new ones behind, ``hidden`` ones ended."""
    changed = dict(shipped._by_code)
    for entry in data.get("codes", ()):
        known = changed.get(str(entry.get("code", "")))
        if known is None:
            own = _code(entry, numbered=False)
            changed[own.code] = own
        elif entry.get("hidden"):
            # Records that hold the code still need its label: it is only offered no more.
            changed[known.code] = replace(known, last=0)
        else:
            whole = {"national": known.national, "gb": known.gb, "short": known.short, "group": known.group,
                     "label": known.label, "from": known.first, "to": known.last, **entry}  # fmt: skip
            fresh = _code(whole, numbered=False)
            changed[known.code] = replace(fresh, aliases=(*known.aliases, known.label, *fresh.aliases))
    title = str(data.get("title", shipped.title))
    return replace(shipped, title=title, codes=tuple(changed.values()))


_overrides: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
_cache: dict[str, CodeList] = {}


def code_list(name: str) -> CodeList:
    """The list of this name, with the county's changes. Raises KeyError when there is none."""
    found = _cache.get(name)
    if found is None:
        found = _cache[name] = _load(name)
    return found


def _load(name: str) -> CodeList:
    path = resource("codes", f"{name}.toml")
    over = _overrides.get(name)
    if not path.is_file():
        if over is None:
            raise KeyError(name)
        return _build(name, over)
    shipped = _build(name, tomllib.loads(path.read_text(encoding="utf-8")))
    return _laid_over(shipped, over) if over else shipped


def names() -> tuple[str, ...]:
    """The names of all lists, shipped and the county's own."""
    shipped = {path.stem for path in resource("codes").glob("*.toml")}
    return tuple(sorted(shipped | set(_overrides)))


def override(lists: Mapping[str, Mapping[str, Any]]) -> None:
    """Lay a county's lists over the shipped ones; replaces what was laid before, an empty mapping takes it away.

    Each value has the form of a shipped file: ``{"title": ..., "codes": [{"code": ..., "label": ..., ...}]}``. An entry
    changes the code of the same number, adds a new one, or with ``hidden = true`` stops offering it. Raises ValueError
    when an entry is malformed; then the lists stay as they were.
    """
    global _overrides
    before, kept = _overrides, dict(_cache)
    _overrides = MappingProxyType(dict(lists))
    try:
        fresh = {name: _load(name) for name in lists}
    except (ValueError, TypeError, AttributeError) as fault:
        _overrides = before
        raise fault if isinstance(fault, ValueError) else ValueError("代码表的写法不对。") from fault
    dropped = set(before) - set(lists)
    _cache.clear()
    _cache.update({name: known for name, known in kept.items() if name not in dropped} | fresh)
