"""Finding the household, person, helper or group that a row of a file is about, without trusting any one key.

A blank, 无 or 0 never matches anybody. What could be two people is never guessed: it is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from fupin_desk.core.halfwidth import squeeze
from fupin_desk.ledgers.household import HEAD
from fupin_desk.sheets.clean import facts_of
from fupin_desk.sheets.draft import Draft, Entry

_GROUP = re.compile(r"第?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:村民)?(?:组|小组|社|队|屯)?")
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
_VILLAGE_END = re.compile(r"(?:村民委员会|村委会|居民委员会|居委会|社区|行政村|村)$")


def citizen_number(number: str | None) -> str:
    """The first 18 characters of an identity or disability card number; '' for anything that cannot name a person."""
    if not number or len(number) < 18:
        return ""
    return facts_of(number).citizen_number


def plain_name(text: str | None) -> str:
    """A name or unit as it is compared: half-width, without blanks."""
    return squeeze(text or "")


def same_village(one: str, other: str) -> bool:
    """石桥, 石桥村 and 石桥村村委会 are one village."""
    return _bare_village(one) == _bare_village(other)


def _bare_village(name: str) -> str:
    bare = squeeze(name)
    while (shorter := _VILLAGE_END.sub("", bare)) and shorter != bare:
        bare = shorter
    return bare


def group_number(name: str) -> int | None:
    """4 for 4组, 四组, 第四村民小组, 四社; None for a hamlet's proper name."""
    match = _GROUP.fullmatch(squeeze(name))
    if match is None:
        return None
    digits = match[1]
    if digits.isdecimal():
        return int(digits) or None
    tens, ten, ones = digits.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


class People:
    """The households and persons of a draft, by every key that may name them; kept up to date while rows are taken."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._by_number: dict[str, Entry] = {}
        self._members: dict[str, list[Entry]] = {}
        self._by_citizen: dict[str, list[Entry]] = {}
        self._by_name: dict[str, list[Entry]] = {}
        for home in draft.of("household"):
            self.note_home(home)
        for person in draft.of("member"):
            self.note_person(person)

    def note_home(self, home: Entry) -> None:
        """Let a household be found by its number from now on."""
        number = plain_name(home.get("number"))
        if number:
            self._by_number.setdefault(number, home)

    def note_person(self, person: Entry) -> None:
        """Let a person be found by household, name and identity number from now on."""
        family = self._members.setdefault(person.get("household"), [])
        if person not in family:
            family.append(person)
            self._by_name.setdefault(plain_name(person.get("name")), []).append(person)
        self.note_citizen(person)

    def forget(self, person: Entry) -> None:
        """A person that is no longer in the draft is found no more."""
        number = citizen_number(person.get("id_number"))
        for index, key in (
            (self._members, person.get("household")), (self._by_name, plain_name(person.get("name"))),
            (self._by_citizen, number),
        ):  # fmt: skip
            if person in index.get(key, []):
                index[key].remove(person)

    def note_citizen(self, person: Entry) -> None:
        number = citizen_number(person.get("id_number"))
        if number and person not in self._by_citizen.setdefault(number, []):
            self._by_citizen[number].append(person)

    def home_numbered(self, number: str) -> Entry | None:
        return self._by_number.get(plain_name(number)) if number else None

    def family(self, home: Entry) -> list[Entry]:
        """The people of a household as the draft knows them."""
        return self._members.get(home.id, [])

    def holders(self, citizen: str) -> list[Entry]:
        """Everybody who has this identity number."""
        return self._by_citizen.get(citizen, [])

    def named(self, name: str) -> list[Entry]:
        return self._by_name.get(plain_name(name), [])

    def shared_numbers(self) -> Iterable[tuple[str, list[Entry]]]:
        """Identity numbers that more than one person has."""
        return ((number, people) for number, people in self._by_citizen.items() if len(people) > 1)

    def heads_named(self, name: str) -> list[Entry]:
        """Households whose head has this name."""
        heads = [person for person in self.named(name) if person.get("relation") == HEAD or person.implied]
        found = [home for person in heads if (home := self.draft.get("household", person.get("household")))]
        return list(dict.fromkeys(found))

    def person_in(
        self, home: Entry, name: str, number: str | None, birth: date | None, relation: str | None, *, alone: bool
    ) -> tuple[Entry | None, bool]:
        """The person of this household that a row means, and whether there are several it could mean.

        ``alone``: no other row of the file has this name in this household; only then a person whose identity number
        differs is the same one with a corrected number.
        """
        family, citizen = self.family(home), citizen_number(number)
        if citizen:
            same = [person for person in family if citizen_number(person.get("id_number")) == citizen]
            if same:
                return same[0], False
        namesakes = [person for person in family if plain_name(person.get("name")) == plain_name(name)]
        return _among(namesakes, number, birth, relation, alone=alone)


def _among(
    namesakes: list[Entry], number: str | None, birth: date | None, relation: str | None, *, alone: bool
) -> tuple[Entry | None, bool]:
    """Which of the people of one name and household is meant."""
    if not namesakes:
        return None, False
    if number:
        exact = [person for person in namesakes if person.get("id_number") == number]
        if exact:
            return exact[0], False
    born = birth or _birth_in(number)
    if born:
        same_day = [person for person in namesakes if _born(person) == born]
        if len(same_day) == 1:
            return same_day[0], False
        others = [person for person in namesakes if not _apart(person, born, number, relation, alone=alone)]
        namesakes = same_day or others
    if relation and len(namesakes) > 1:
        namesakes = [person for person in namesakes if person.get("relation") in (relation, None)] or namesakes
    if relation and not alone:
        # Father and son of one name: who stands otherwise to the head is the other one.
        namesakes = [p for p in namesakes if (HEAD if p.implied else p.get("relation")) in (relation, None)]
    if len(namesakes) == 1:
        return namesakes[0], False
    return None, len(namesakes) > 1


def _apart(person: Entry, born: date, number: str | None, relation: str | None, *, alone: bool) -> bool:
    """Whether another birthday makes this another person of the same name, rather than a mended one.

    It does where the file has two of that name, where both numbers are sound, and where they stand differently to the
    head: a son who now heads the household is not his father.
    """
    known = _born(person)
    if known is None or known == born:
        return False
    held = person.get("relation")
    both_sound = _sound(number) and _sound(person.get("id_number"))
    return not alone or both_sound or bool(relation and held and relation != held)


def _sound(number: str | None) -> bool:
    return bool(number) and facts_of(number or "").sound


def _born(person: Entry) -> date | None:
    known: date | None = person.get("birth") or _birth_in(person.get("id_number"))
    return known


def _birth_in(number: str | None) -> date | None:
    return facts_of(number).birth if number else None
