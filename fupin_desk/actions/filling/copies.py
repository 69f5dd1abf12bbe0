"""One copy of a form: the values of every prefix and list that the form uses, and of no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fupin_desk.actions.filling import household, income, rosters, special, standards, statistics, team, village, works
from fupin_desk.actions.filling.source import HouseholdSource, PersonSource, VillageSource
from fupin_desk.actions.filling.words import Values, blanked, numbered, prefixed
from fupin_desk.forms.catalog import Form
from fupin_desk.forms.values import FormData, Value
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import Household
from fupin_desk.ledgers.team import TeamMember

SourceT = TypeVar("SourceT")
Makers = Mapping[str, Sequence[Callable[[SourceT], Values]]]
RowMakers = Mapping[str, Callable[[SourceT], list[Values]]]


def _joined(*tables: Mapping[str, Callable[[SourceT], Values]]) -> Makers[SourceT]:
    """Prefix -> everything that is computed under it; a theme may add to the prefix of another."""
    found: dict[str, list[Callable[[SourceT], Values]]] = {}
    for table in tables:
        for prefix, make in table.items():
            found.setdefault(prefix, []).append(make)
    return found


_OF_HOUSEHOLD = _joined(household.SCALARS, income.SCALARS, standards.SCALARS)
_HOUSEHOLD_ROWS = {**household.LISTS, **income.LISTS, **standards.LISTS}
_VILLAGE = (village, rosters, special, statistics, team, works)
_OF_VILLAGE = _joined(*(theme.SCALARS for theme in _VILLAGE))
_VILLAGE_ROWS = {name: make for theme in _VILLAGE for name, make in theme.LISTS.items()}
_OF_PERSON = _joined(team.PERSON_SCALARS)


@dataclass(frozen=True)
class Wanted:
    """What a form uses: prefixes of single values, names of lists. None of either means all of them."""

    prefixes: frozenset[str] | None = None
    lists: frozenset[str] | None = None


ALL = Wanted()


def wanted_by(form: Form) -> Wanted:
    """The prefixes and lists of a form's placeholders."""
    slots = [slot for row in form.rows for cell in row for slot in cell.slots]
    # What every paper knows of the village (_shared) is there anyway; only its counts have to be counted.
    names = {slot.name for slot in slots if not slot.listed and (slot.name in village.COUNTS or not slot.name.startswith("村."))}
    prefixes = frozenset(name.partition(".")[0] for name in names)
    return Wanted(prefixes, frozenset(slot.listed for slot in slots if slot.listed))


def household_data(source: HouseholdSource, wanted: Wanted = ALL, code: str = "") -> FormData:
    """A form about one household."""
    file, today = source.file, source.today
    number = "" if source.around.posted else (file.household.number or "")[-4:]
    title = f"{file.head_name(today)} {number}".strip()
    scalars = {**_shared(source.around, code), **_scalars(_OF_HOUSEHOLD, source, wanted)}
    return FormData(title, scalars, _lists(_HOUSEHOLD_ROWS, source, wanted), code)


def person_data(source: PersonSource, wanted: Wanted = ALL, code: str = "") -> FormData:
    """A form about one member of the work team."""
    scalars = {**_shared(source.around, code), **_scalars(_OF_PERSON, source, wanted)}
    return FormData(source.member.name, scalars, _lists(team.PERSON_LISTS, source, wanted), code)


def village_data(source: VillageSource, wanted: Wanted = ALL, code: str = "") -> FormData:
    """A form about the village: only the lists that are asked for, every value of 2,000 households takes seconds."""
    scalars = {**_shared(source, code), **_scalars(_OF_VILLAGE, source, wanted)}
    return FormData(source.village.name, scalars, _lists(_VILLAGE_ROWS, source, wanted), code)


def blank_data(source: VillageSource, subject: str, wanted: Wanted = ALL) -> FormData:
    """A form to be filled by hand: the village's heading, boxes to tick, nothing else."""
    found: Values = {}
    if subject == "户":
        found = _scalars(_OF_HOUSEHOLD, HouseholdSource(HouseholdFile(Household(id="")), source), wanted)
    elif subject == "队员":
        found = _scalars(_OF_PERSON, PersonSource(TeamMember(id="", name=""), source), wanted)
    return FormData("空白表", {**_shared(source), **blanked(found), "编号": Value()}, {})


def _shared(source: VillageSource, code: str = "") -> Values:
    return {**village.general_values(source, code), **prefixed("村", village.village_values(source))}


def _scalars(makers: Makers[SourceT], source: SourceT, wanted: Wanted) -> Values:
    found: Values = {}
    for prefix in _asked(makers, wanted.prefixes):
        for make in makers[prefix]:
            found.update(prefixed(prefix, make(source)))
    return found


def _lists(makers: RowMakers[SourceT], source: SourceT, wanted: Wanted) -> dict[str, list[Values]]:
    return {name: numbered(makers[name](source)) for name in _asked(makers, wanted.lists)}


def _asked(makers: Mapping[str, object], wanted: frozenset[str] | None) -> Iterable[str]:
    return makers if wanted is None else [name for name in makers if name in wanted]
