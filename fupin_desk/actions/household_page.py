"""一户一档: what one household's page reads, in the two bites it is shown in, and the steps only that page takes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fupin_desk.actions.drafts import NEW_HOUSEHOLD, Draft, draft_of
from fupin_desk.actions.households import attachments, groups, household_file
from fupin_desk.actions.session import Session
from fupin_desk.actions.visits import NewPhoto
from fupin_desk.core.change import PUT, REMOVE, Change
from fupin_desk.core.hlc import Stamp
from fupin_desk.core.merge import Row
from fupin_desk.ledgers.attachment import Attachment
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import HEAD, PRESENT, Household, Member
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.ledgers.village import VillageGroup
from fupin_desk.store import journal
from fupin_desk.store.queries import history, lists

_LINES_SHOWN = 300
_ID_LENGTH = 18


@dataclass(frozen=True)
class PageData:
    """What the page shows at once. ``lines`` is the reference line (分) of each year, where one is set."""

    file: HouseholdFile
    groups: tuple[VillageGroup, ...]
    today: date
    user: str
    visit_days: int
    income_percent: int
    lines: Mapping[int, int]
    draft: Draft | None = None
    new: bool = False


def page_of(session: Session, household: str) -> PageData:
    """The page of one household. Raises DeskError when it is not there."""
    return _page(session, household_file(session, household), draft_of(session, household))


def blank_page(session: Session, household: str, head: str) -> PageData:
    """The page of a household that is still to be entered: empty, with a head to fill in, under these new ids.

    Where a draft of a new household waits, it goes on under the ids of the draft.
    """
    draft = draft_of(session, NEW_HOUSEHOLD)
    begun = [(ledger, i) for ledger, i, *_rest in (draft.content.get("made", ()) if draft else ())]
    household = next((i for ledger, i in begun if ledger == "household"), household)
    head = next((i for ledger, i in begun if ledger == "member"), head)
    person = Member(id=head, household=household, name="", relation=HEAD, state=PRESENT, village=session.village)
    file = HouseholdFile(Household(id=household, village=session.village), (person,))
    return dataclasses.replace(_page(session, file, draft), new=True)


def _page(session: Session, file: HouseholdFile, draft: Draft | None) -> PageData:
    today = session.today
    return PageData(
        file=file, groups=tuple(groups(session)), today=today, user=session.user,
        visit_days=int(session.parameter("visit_days")), income_percent=int(session.parameter("income_change_percent")),
        lines=_lines(session, {today.year, *(y.year for y in file.years)}), draft=draft,
    )  # fmt: skip


def _lines(session: Session, years: set[int]) -> dict[int, int]:
    found = {}
    for year in years:
        try:
            found[year] = int(session.parameter("reference_line_fen", year))
        except KeyError:
            continue  # the county has set no line for that year
    return found


def list_order(session: Session) -> list[str]:
    """All households by number: the order for previous and next when no list has given one."""
    with session.file.read() as connection:
        return lists.card_ids(connection, session.village, CardFilter())


@dataclass(frozen=True)
class HistoryLine:
    """One line of 变更历史: a field changed, or a record made, removed or brought back (``count`` fields at once).

    ``entry`` is what 恢复这一项 puts back, None where there is nothing to put back. ``here`` is False for a change that
    came in a package.
    """

    when: datetime
    who: str
    what: str
    label: str
    before: str
    after: str
    why: str
    here: bool
    entry: history.Entry | None = None
    count: int = 1


def history_lines(session: Session, file: HouseholdFile) -> list[HistoryLine]:
    """Changes of the household and of everything in it, the latest first; a record's first writing is one line.

    Takes longer than the page itself, because the log is unpacked.
    """
    photos = attachments(session, file.household.id)
    owned: dict[str, tuple[Ledger, str]] = {file.household.id: (BY_NAME["household"], "基本情况")}
    owned |= {m.id: (BY_NAME["member"], m.name) for m in file.members}
    owned |= {y.id: (BY_NAME["household_year"], f"{y.year}年") for y in file.years}
    owned |= {p.id: (BY_NAME["pairing"], "结对帮扶") for p in file.pairings}
    owned |= {v.id: (BY_NAME["visit"], f"{v.at:%m月%d日}走访") for v in file.visits}
    owned |= {t.id: (BY_NAME["task"], "待办") for t in file.tasks}
    owned |= {m.id: (BY_NAME["monitoring"], "监测") for m in file.monitoring}
    owned |= {a.id: (BY_NAME["attachment"], "附件") for a in photos}
    with session.file.read() as connection:
        found = journal.changes_of_rows(connection, owned)  # all at once: each block of the log is unpacked only once
    here = session.file.replica
    lines = [pair for i, changes in found.items() for pair in _record_lines(*owned[i], i, changes, here)]
    lines.sort(key=lambda pair: pair[0], reverse=True)
    return [line for _stamp, line in lines[:_LINES_SHOWN]]


def _record_lines(ledger: Ledger, what: str, row_id: str, changes: Sequence[Change],
                  replica: str) -> list[tuple[Stamp, HistoryLine]]:  # fmt: skip
    """The lines of one record, each with the stamp that orders it among those of other records."""
    row, lines = Row(ledger.name, row_id), list[tuple[Stamp, HistoryLine]]()
    for at, change in enumerate(changes):
        old = row.shown()
        row.add(change)
        new, here = row.shown(), change.replica == replica
        when = datetime.fromisoformat(change.wall)
        if change.action != PUT:
            word = "删除" if change.action == REMOVE else "恢复"
            lines.append((change.stamp, HistoryLine(when, change.author, what, "", "", word, change.reason, here)))
        elif at == 0:
            filled = sum(name in ledger.by_name for name, value in new.items() if value is not None)
            made = HistoryLine(when, change.author, what, "", "", "新建", change.reason, here, count=filled)
            lines.append((change.stamp, made))
        else:
            lines += [(change.stamp, line) for line in _field_lines(ledger, what, change, old, new, here=here)]
    return lines


def _field_lines(ledger: Ledger, what: str, change: Change, old: Mapping[str, object], new: Mapping[str, object],
                 *, here: bool) -> list[HistoryLine]:  # fmt: skip
    found = []
    when = datetime.fromisoformat(change.wall)
    for field in ledger.fields:
        before, after = (
            "" if plain is None else field.kind.show(field.kind.from_plain(plain))  # empty stays empty
            for plain in (old.get(field.name), new.get(field.name))
        )
        if before != after:
            entry = history.Entry(when, change.author, ledger.name, change.row, field.name, field.label, before, after,
                                  change.reason, change.action, change.batch, change.replica)  # fmt: skip
            label = field.label
            found.append(HistoryLine(when, change.author, what, label, before, after, change.reason, here, entry))
    return found


def same_number(session: Session, number: str, member: str) -> list[str]:
    """Who else in the ledger has this ID number, as 王秀兰家 陈浩; compared by the first 18 characters (rule D004)."""
    if len(number) < _ID_LENGTH:
        return []
    with session.file.read() as connection:
        found = lists.list_records(connection, BY_NAME["member"], find=number[:_ID_LENGTH])
        others = [m for m in found if m.id != member and (m.id_number or "")[:_ID_LENGTH] == number[:_ID_LENGTH]]
        known = lists.cards(connection, [m.household for m in others])
    return [f"{known[m.household].head}家 {m.name}" if m.household in known else m.name for m in others]



def add_photos(session: Session, household: str, photos: Sequence[NewPhoto], *, ledger: str = "household",
               record: str = "", photo_kind: str | None = None) -> Changes:  # fmt: skip
    """Attach several pictures to a household or to one of its records, as one step.

    Pictures are kept before the records that name them, so a power cut leaves at worst a picture nobody names.
    """
    items = [
        Attachment(
            household=household, of_ledger=ledger, of_record=record or household, photo_kind=photo_kind,
            photo=session.file.photos.put(photo.jpeg, width=photo.width, height=photo.height),
            taken_at=photo.taken_at, original_name=photo.original_name, width=photo.width, height=photo.height,
        )
        for photo in photos
    ]  # fmt: skip
    with session.file.work(f"添加照片 {len(items)} 张") as work:
        work.put_many(items)
    return dataclasses.replace(work.result, summary=f"已添加 {len(items)} 张照片")
