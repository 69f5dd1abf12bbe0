"""Numbers that policy sets and counties change: with the year from which they hold, the region, and the source.

They ship in resources/params/national.toml as a sample; a county lays its own over them. Amounts are kept in 分 here
and written in 元 in the files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from fupin_desk.core.resources import resource

_YUAN = "元"
_NO_UNITS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Setting:
    """One value of a parameter: it holds from ``first`` to ``last`` (years) where the code begins with ``region``."""

    value: Any
    source: str
    first: int = 0
    last: int = 9999
    region: str = ""
    """Leading digits of a 12-digit village code: ``52`` a province, ``410581`` a county; empty for everywhere."""

    def holds(self, year: int, region: str) -> bool:
        """Whether it applies to this year and this village or county code."""
        return self.first <= year <= self.last and region.startswith(self.region)


@dataclass(frozen=True)
class Parameter:
    """A named number with its Chinese label, its unit, and all its values."""

    name: str
    label: str
    unit: str
    settings: tuple[Setting, ...]

    def setting(self, year: int, region: str = "") -> Setting | None:
        """The value that applies: the closest region wins, then the latest year, then the one laid over last."""
        found = [(len(s.region), s.first, place, s) for place, s in enumerate(self.settings) if s.holds(year, region)]
        return max(found)[3] if found else None


class Params:
    """A set of parameters, immutable; ``laid_over`` gives a new set with a county's values in front."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._by_name = {parameter.name: parameter for parameter in parameters}

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters in the order of the file."""
        return tuple(self._by_name.values())

    def parameter(self, name: str) -> Parameter:
        """The parameter of this name. Raises KeyError when there is none."""
        return self._by_name[name]

    def value(self, name: str, year: int, region: str = "") -> Any:
        """The value for a year and a village or county code; amounts in 分. Raises KeyError where none is set."""
        setting = self._by_name[name].setting(year, region)
        if setting is None:
            raise KeyError(name, year)
        return setting.value

    def find(self, name: str, year: int, region: str = "") -> Any | None:
        """Like ``value``, but None where nothing is set for that year."""
        parameter = self._by_name.get(name)
        setting = parameter.setting(year, region) if parameter else None
        return setting.value if setting else None

    def source(self, name: str, year: int, region: str = "") -> str:
        """Where the value comes from, as shown beside it. Raises KeyError where none is set."""
        setting = self._by_name[name].setting(year, region)
        if setting is None:
            raise KeyError(name, year)
        return setting.source

    def laid_over(self, data: Mapping[str, Any]) -> Params:
        """A new set with a county's values, in the form of the shipped file. Raises ValueError when malformed."""
        merged = dict(self._by_name)
        units = {name: parameter.unit for name, parameter in merged.items()}
        for own in _parameters(data, units):
            known = merged.get(own.name)
            merged[own.name] = own if known is None else replace(known, settings=known.settings + own.settings)
        return Params(merged.values())


def _amount(value: Any, unit: str) -> Any:
    """元 of the file to 分."""
    if unit != _YUAN:
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("参数里的金额应是整数元。")
    return value * 100


def _settings(name: str, unit: str, entries: Any) -> tuple[Setting, ...]:
    found = []
    for entry in entries:
        first, last, region = entry.get("from", 0), entry.get("to", 9999), entry.get("region", "")
        if "value" not in entry or not entry.get("source"):
            raise ValueError(f"参数“{name}”有一个值缺少数或出处。")
        if not isinstance(first, int) or not isinstance(last, int) or not isinstance(region, str):
            raise ValueError(f"参数“{name}”的年份或地区写法不对。")
        found.append(Setting(_amount(entry["value"], unit), str(entry["source"]), first, last, region))
    return tuple(found)


def _parameters(data: Mapping[str, Any], units: Mapping[str, str] = _NO_UNITS) -> list[Parameter]:
    """The parameters of a file; one that does not repeat its unit has that of ``units``."""
    found = []
    for name, body in data.items():
        if not isinstance(body, Mapping):
            raise ValueError(f"参数“{name}”的写法不对。")
        unit = str(body.get("unit", units.get(name, "")))
        values = body.get("values", ())
        if not isinstance(values, list | tuple) or not all(isinstance(entry, Mapping) for entry in values):
            raise ValueError(f"参数“{name}”的写法不对。")
        found.append(Parameter(name, str(body.get("label", name)), unit, _settings(name, unit, values)))
    return found


@cache
def national_params() -> Params:
    """The shipped parameters."""
    text = resource("params", "national.toml").read_text(encoding="utf-8")
    return Params(_parameters(tomllib.loads(text)))
