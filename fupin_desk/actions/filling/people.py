"""Lines of rosters: a household, a person of a household, with what a village's papers write beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fupin_desk.actions.filling.household import head_values
from fupin_desk.actions.filling.periods import counted
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.village import home_values
from fupin_desk.actions.filling.words import Values, number_value, record_values
from fupin_desk.core.dates import age_on
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import MEMBER, Member

ORDINARY = "05"
"""一般农户: in the ledger because of monitoring or a visit, never registered as poor."""
_HIDDEN = "*"
_CARD_TAILS = (6, 8)
"""What a masked disability card shows at its end: four characters of the citizen's number, kind and grade, a mark."""
_NO_SCHOOL = frozenset({None, "01", "17"})
Chosen = Callable[[HouseholdFile, Member], bool]


def registered(source: VillageSource) -> list[HouseholdFile]:
    """The households that were ever registered as poor (建档立卡), without those that were struck off."""
    return [file for file in counted(source) if file.household.household_kind != ORDINARY]


def last_four(number: str) -> str:
    """The last four characters of a citizen's number, of a disability card those of the number within; of a masked
    number (511799 ******** 5421) the four that it shows."""
    if _HIDDEN in number:
        shown = number.rpartition(_HIDDEN)[2].strip()
        return shown[:4] if len(shown) in _CARD_TAILS else shown[-4:]
    plain = number.replace(" ", "")
    return plain[14:18] if len(plain) >= 18 else plain[-4:]


def home_row(source: VillageSource, file: HouseholdFile) -> Values:
    """A household as a line of a roster, with the last four of its head's number."""
    row = home_values(source, file)
    row["证件号后四位"] = Value(last_four(row["户主证件号码"].text))
    return row


def people_of(source: VillageSource) -> Iterator[tuple[HouseholdFile, Member]]:
    """Everybody of the counted households on the day of printing, household by household, the head first."""
    for file in counted(source):
        for member in file.people(source.today):
            yield file, member


def person_row(source: VillageSource, file: HouseholdFile, member: Member, home: Values) -> Values:
    """A person as a line of a roster. ``home`` are the values of the head of the household (head_values)."""
    row = record_values(MEMBER, member)
    household = file.household
    row.update({name: home[name] for name in ("户主姓名", "组", "家庭人口")})
    row["户编号"] = Value(household.number or "")
    row["家庭住址"] = Value(household.address or "")
    row["电话"] = Value(member.phone or household.phone or "")
    row["年龄"] = number_value(age_on(member.birth, source.today) if member.birth else None)
    row["务工地点"] = Value(work_place(member))
    row["务工区域"] = Value(code_list("work_area").short(member.work_area) if member.work_area else "")
    row["健康分行"] = Value(row["健康状况"].text.replace("、", "、\n"))
    row["文化或在校"] = Value(_schooling(row, member))
    return row


def person_rows(source: VillageSource, chosen: Chosen) -> list[Values]:
    """The people whom a book is about."""
    rows, last, home = [], "", Values()
    for file, member in people_of(source):
        if chosen(file, member):
            if file.household.id != last:
                home, last = head_values(file, source.today), file.household.id
            rows.append(person_row(source, file, member, home))
    return rows


def work_place(member: Member) -> str:
    """Where somebody works, as closely as the ledger says: the place, its parts, or only how far away."""
    parts = (member.work_province, member.work_city, member.work_county, member.work_township)
    where = member.work_place or "".join(dict.fromkeys(filter(None, parts)))
    return where or (code_list("work_area").label(member.work_area) if member.work_area else "")


def _schooling(row: Values, member: Member) -> str:
    """The class of somebody at school, else the education: a form has one column for the two."""
    return row["文化程度"].text if member.school in _NO_SCHOOL else row["在校生状况"].text


def in_school(member: Member) -> bool:
    return member.school not in _NO_SCHOOL


def works_away(member: Member) -> bool:
    """Whether the ledger says that somebody works for wages: an area, a place, months or an employer."""
    return bool(member.work_area or member.work_months or member.work_place or member.employer)
