"""登记走访: whom to pick, what a new record begins with, what is still open at the household, tonight's list, drafts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fupin_desk.actions import drafts, visits
from fupin_desk.actions.drafts import Draft
from fupin_desk.actions.households import overdue_before
from fupin_desk.actions.preferences import phrases
from fupin_desk.actions.session import Session
from fupin_desk.actions.visits import NewPhoto
from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.ledgers.attachment import ATTACHMENT, Attachment
from fupin_desk.ledgers.card import Card, CardFilter, Condition
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.household import HEAD
from fupin_desk.ledgers.team import TASK, TEAM_MEMBER, VISIT, TaskItem, Visit
from fupin_desk.store.queries import lists

_LIST_SHOWN = 200
_FOUND_SHOWN = 60
_WAITING_LONGEST = (("last_visit", False),)
_OPEN_DRAFTS = "visits"
_NO_DRAFTS: Mapping[str, Any] = {"open": "", "kept": []}


@dataclass(frozen=True)
class PickLine:
    """A household that a typed word finds; ``name`` is who was found, "" when it was a number or a telephone."""

    card: Card
    name: str = ""


@dataclass(frozen=True)
class PickList:
    """What the picker offers: found lines, then overdue households and the others, those waiting longest first."""

    found: tuple[PickLine, ...]
    overdue: tuple[Card, ...]
    others: tuple[Card, ...]
    overdue_count: int
    hidden: int
    late: date
    today: date
    drafts: tuple[str, ...]


def pick(session: Session, text: str) -> PickList:
    """The picker's list for a typed word (name, initials, number, telephone), or without one for the evening."""
    late = overdue_before(session)
    with session.file.read() as connection:
        village = session.village
        due = lists.card_ids(connection, village, CardFilter(overdue_before=late, order=_WAITING_LONGEST))
        ids = [] if text else lists.card_ids(connection, village, CardFilter(order=_WAITING_LONGEST))
        people = lists.find_people(connection, village, text, _FOUND_SHOWN) if text else []
        plain = lists.card_ids(connection, village, CardFilter(text=text))[:_FOUND_SHOWN] if text else []
        shown_due = due[:_LIST_SHOWN]
        overdue = set(due)
        others = [i for i in ids if i not in overdue][: _LIST_SHOWN - len(shown_due)]
        known = lists.cards(connection, list({*shown_due, *others, *(p[0] for p in people), *plain}))
    found = _found(people, plain, known)
    taken = {line.card.household for line in found}
    hidden = 0 if text else len(ids) - len(shown_due) - len(others)
    return PickList(
        found, tuple(known[i] for i in shown_due if i not in taken), tuple(known[i] for i in others), len(due), hidden,
        late, session.today, waiting_drafts(session),
    )  # fmt: skip


def _found(
    people: Sequence[tuple[str, str, str | None]], plain: Sequence[str], known: Mapping[str, Card]
) -> tuple[PickLine, ...]:
    """One line a household: by its head where the head fits, else by another of its people, else by a number."""
    lines: dict[str, PickLine] = {}
    for home, name, _relation in sorted(people, key=lambda p: p[2] != HEAD):
        if home in known:
            lines.setdefault(home, PickLine(known[home], name))
    for home in plain:
        if home in known:
            lines.setdefault(home, PickLine(known[home]))
    rank = {True: 0, False: 1}
    return tuple(sorted(lines.values(), key=lambda ln: (rank[ln.name in ("", ln.card.head)], ln.card.last_visit or datetime.min)))


@dataclass(frozen=True)
class Start:
    """What the form begins with. ``visitors`` came along to the last visit logged on this laptop."""

    card: Card
    visitors: tuple[str, ...]
    now: datetime
    user: str


def start_of(session: Session, household: str) -> Start | None:
    """The beginning of a record, None when the household is gone. Takes under 5 ms: read while Enter is pressed."""
    with session.file.read() as connection:
        card = lists.cards(connection, [household]).get(household)
    if card is None:
        return None
    names = split_names(visits.last_visitors(session)) or (session.user,)
    return Start(card, names, session.now, session.user)


def split_names(text: str | None) -> tuple[str, ...]:
    """The people of 参与人员, written with 、 between them (or a comma, or a blank)."""
    for mark in "，, ；;":
        text = (text or "").replace(mark, "、")
    return tuple(dict.fromkeys(name for name in (text or "").split("、") if name))


@dataclass(frozen=True)
class OpenJob:
    """A job not done yet; ``promised`` is the day of the visit it was promised on."""

    task: TaskItem
    promised: date | None


@dataclass(frozen=True)
class Beside:
    """What stands beside the form: open jobs of the household and its visits, the latest first."""

    household: str
    jobs: tuple[OpenJob, ...]
    visits: tuple[Visit, ...]


def beside(session: Session, household: str) -> Beside:
    """Open jobs and former visits of one household."""
    calls = visits.visits_of(session, household)
    days = {visit.id: visit.at.date() for visit in calls}
    jobs = [OpenJob(task, days.get(task.visit or "")) for task in visits.open_tasks(session, household)]
    return Beside(household, tuple(jobs), tuple(calls))


@dataclass(frozen=True)
class Evening:
    """Tonight's entries with the heads' names, the month's progress, and who and what may be filled in."""

    logged: tuple[tuple[Visit, str], ...]
    seen: int
    households: int
    people: tuple[str, ...]
    phrases: tuple[str, ...]
    today: date
    open_draft: str


def evening(session: Session) -> Evening:
    """What the page shows whatever household is picked."""
    logged = visits.logged_tonight(session)
    month = Condition("last_visit", ">", f"{session.today:%Y-%m}")
    with session.file.read() as connection:
        homes, _ = lists.counts(connection, session.village, CardFilter())
        seen, _ = lists.counts(connection, session.village, CardFilter(conditions=(month,)))
        known = lists.cards(connection, [v.household for v in logged])
    heads = [(v, known[v.household].head) for v in logged if v.household in known]
    people = tuple(people_of(session))
    return Evening(tuple(heads), seen, homes, people, tuple(phrases(session)), session.today, _drafts(session)["open"])


def people_of(session: Session) -> list[str]:
    """Names offered for 参与人员 and 由谁办: the person at work, the team, then everybody who helps a household."""
    with session.file.read() as connection:
        team = [m.name for m in lists.list_records(connection, TEAM_MEMBER)]
        helpers = lists.count_by(connection, session.village, "helper")
    return list(dict.fromkeys([session.user, *team, *(str(name) for name in helpers if name)]))


def read_photos(paths: Sequence[Path], task: Task = QUIET) -> tuple[list[NewPhoto], list[str]]:
    """The pictures of these files, and a sentence for each that could not be read; one bad file stops no other."""
    found: list[NewPhoto] = []
    faults: list[str] = []
    for at, path in enumerate(paths):
        task.step(at, len(paths), "正在读照片")
        try:
            found.append(visits.read_photo(path))
        except DeskError as fault:
            faults.append(str(fault))
    return found, faults


# Saving


@dataclass(frozen=True)
class Entry:
    """A filled form. ``promise`` is the task of its next step: new, changed, or with state 已取消 to drop it."""

    visit: Visit
    photos: tuple[NewPhoto, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    removed: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    promise: TaskItem | None = None


def save_entry(session: Session, entry: Entry, task: Task = QUIET) -> Changes:
    """Log a new visit or write a former one again, then forget the draft. Raises Invalid and Stale; the draft stays."""
    if entry.visit.id:
        change = visits.Revision(
            entry.visit, entry.photos, entry.attachments, entry.removed, entry.closes, entry.promise
        )  # fmt: skip
        done = visits.revise_visit(session, change, task)
    else:
        done = visits.log_visit(
            session, entry.visit, photos=entry.photos, closes=entry.closes, task=entry.promise, task_progress=task
        )
    drop_visit_draft(session, entry.visit.household)
    return done


@dataclass(frozen=True)
class Written:
    """A visit written before, with its pictures and its promise while that is still open."""

    visit: Visit
    head: Card
    attachments: tuple[tuple[Attachment, bytes | None], ...]
    promise: TaskItem | None


def written(session: Session, visit_id: str) -> Written | None:
    """A visit to be changed; None when it is gone."""
    with session.file.read() as connection:
        visit = lists.record_by_id(connection, VISIT, visit_id)
        if visit is None or visit.meta.removed:
            return None
        card = lists.cards(connection, [visit.household])[visit.household]
        held = lists.list_records(connection, ATTACHMENT, [Condition("of_record", "=", visit.id)])
        tasks = lists.list_records(connection, TASK, [Condition("visit", "=", visit.id)])
    pictures = tuple((item, visits.photo_bytes(session, item.photo)) for item in held)
    promise = next((t for t in tasks if t.state not in (visits.DONE, visits.DROPPED)), None)
    return Written(visit, card, pictures, promise)


# Drafts: one for each household under way, and which of them the form stood on


def keep_visit_draft(
    session: Session, household: str, content: Mapping[str, Any], photos: Sequence[NewPhoto] = ()
) -> datetime:
    """Keep what is typed and not saved, pictures included; returns the time shown beside it."""
    kept = []
    for photo in photos:
        digest = session.file.photos.put(photo.jpeg, width=photo.width, height=photo.height)
        plain = dataclasses.asdict(dataclasses.replace(photo, jpeg=b""))
        taken = photo.taken_at.isoformat() if photo.taken_at else None
        kept.append({**plain, "jpeg": digest, "taken_at": taken})
    at = drafts.keep_draft(session, f"visit.{household}", {**content, "photos": kept})
    others = [h for h in _drafts(session)["kept"] if h != household]
    drafts.keep_draft(session, _OPEN_DRAFTS, {"open": household, "kept": [household, *others]})
    return at


def visit_draft(session: Session, household: str) -> Draft | None:
    """The draft waiting for a household."""
    return drafts.draft_of(session, f"visit.{household}")


def draft_photos(session: Session, content: Mapping[str, Any]) -> list[NewPhoto]:
    """The pictures of a draft's content, as they were imported."""
    found = []
    for plain in content.get("photos", ()):
        data = visits.photo_bytes(session, plain["jpeg"])
        taken = datetime.fromisoformat(plain["taken_at"]) if plain["taken_at"] else None
        if data is not None:
            found.append(NewPhoto(**{**plain, "jpeg": data, "taken_at": taken}))
    return found


def drop_visit_draft(session: Session, household: str) -> None:
    """Forget the draft of a household, after saving or when it was cleared."""
    held = _drafts(session)
    drafts.drop_draft(session, f"visit.{household}")
    if household in held["kept"]:
        left = [h for h in held["kept"] if h != household]
        still = "" if held["open"] == household else held["open"]
        drafts.keep_draft(session, _OPEN_DRAFTS, {"open": still, "kept": left})


def waiting_drafts(session: Session) -> tuple[str, ...]:
    """The households a draft is waiting for, the latest first."""
    return tuple(_drafts(session)["kept"])


def _drafts(session: Session) -> Mapping[str, Any]:
    kept = drafts.draft_of(session, _OPEN_DRAFTS)
    return _NO_DRAFTS if kept is None else kept.content
