"""走访: log a visit with its photos, the jobs it closes and the next step it promises, in one undoable step."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError
from fupin_desk.core.files import file_faults
from fupin_desk.core.ids import new_id
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.ledgers.attachment import ATTACHMENT, Attachment
from fupin_desk.ledgers.card import CardFilter, Condition
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.team import TASK, VISIT, TaskItem, Visit
from fupin_desk.store.photos import prepare_photo
from fupin_desk.store.queries import lists

OPEN, DONE, DROPPED = "1", "3", "4"
"""Codes of a task's state: 待办, 已办结, 已取消."""
_MOST_PHOTO_BYTES = 40_000_000
_LAST_VISITORS = "last_visitors"
_TONIGHT = "visits_tonight"
"""Setting: the day and the ids of the visits logged on it, for the list at hand while a person writes up an evening."""


@dataclass(frozen=True)
class NewPhoto:
    """A picture ready to be kept: upright, at most 1600 px, without place or device data."""

    jpeg: bytes
    width: int
    height: int
    taken_at: datetime | None
    original_name: str
    photo_kind: str | None = None
    """What is on it (code list photo_kind), as the person said."""


def read_photo(path: Path) -> NewPhoto:
    """Read one picture from a phone or stick. Raises DeskError when it is none, is broken or is giant."""
    with file_faults(path):
        if path.stat().st_size > _MOST_PHOTO_BYTES:
            raise DeskError(f"“{path.name}”大得不像照片，没有导入。台账没有变。请换一张。")
        data = path.read_bytes()
    ready = prepare_photo(data)
    name = "".join(ch for ch in path.name if ch.isprintable())[:100]
    return NewPhoto(ready.jpeg, ready.width, ready.height, ready.taken_at, name)


def log_visit(session: Session, visit: Visit, *, photos: Sequence[NewPhoto] = (), closes: Sequence[str] = (),
              task: TaskItem | None = None, task_progress: Task = QUIET) -> Changes:  # fmt: skip
    """Write a visit with everything that belongs to it. ``closes`` are ids of jobs done with this visit.

    Pictures are kept before the records that name them, so a power cut leaves at worst a picture nobody names.
    """
    placed = visit if visit.id else dataclasses.replace(visit, id=new_id())
    attached = []
    for at, photo in enumerate(photos):
        task_progress.step(at, len(photos), "正在存照片")
        attached.append(_attachment(session, placed, photo))
    with session.file.read() as connection:
        home = lists.cards(connection, [visit.household]).get(visit.household)
    done = _closed(session, closes, placed)
    promise = [dataclasses.replace(task, household=placed.household, visit=placed.id, state=OPEN)] if task else []
    with session.file.work(f"登记走访 {home.head if home else ''}".strip()) as work:
        work.put_many([placed, *attached, *done, *promise])
    if placed.visitors:
        session.file.keep_setting(_LAST_VISITORS, placed.visitors)
    _note_tonight(session, placed.id)
    return dataclasses.replace(work.result, summary=_summary(len(attached), len(done), bool(promise)))


@dataclass(frozen=True)
class Revision:
    """What is changed about a visit logged before: new pictures, pictures said to show something else, ids of pictures
    taken away, jobs done with it, and its promise (a new task, the changed one, or the one that is dropped)."""

    visit: Visit
    photos: Sequence[NewPhoto] = ()
    attachments: Sequence[Attachment] = ()
    removed: Sequence[str] = ()
    closes: Sequence[str] = ()
    task: TaskItem | None = None


def revise_visit(session: Session, change: Revision, task_progress: Task = QUIET) -> Changes:
    """Write a visit again with all that belongs to it, in one step. Raises Stale, Invalid."""
    visit = change.visit
    attached = []
    for at, photo in enumerate(change.photos):
        task_progress.step(at, len(change.photos), "正在存照片")
        attached.append(_attachment(session, visit, photo))
    with session.file.read() as connection:
        home = lists.cards(connection, [visit.household]).get(visit.household)
    done = _closed(session, change.closes, visit)
    promise = [dataclasses.replace(change.task, household=visit.household, visit=visit.id)] if change.task else []
    with session.file.work(f"修改走访 {home.head if home else ''}".strip()) as work:
        work.put_many([visit, *attached, *change.attachments, *done, *promise])
        if change.removed:
            work.remove_many(ATTACHMENT, list(change.removed))
    return dataclasses.replace(work.result, summary="走访已改好" if not work.result.empty else "没有改动")


def _closed(session: Session, closes: Sequence[str], visit: Visit) -> list[TaskItem]:
    """These jobs as done on the day of a visit."""
    with session.file.read() as connection:
        jobs: list[TaskItem | None] = [lists.record_by_id(connection, TASK, i) for i in closes]
    return [
        dataclasses.replace(t, state=DONE, done_on=visit.at.date(), result=t.result or "走访时办结") for t in jobs if t is not None
    ]


def _attachment(session: Session, visit: Visit, photo: NewPhoto) -> Attachment:
    digest = session.file.photos.put(photo.jpeg, width=photo.width, height=photo.height)
    return Attachment(
        household=visit.household, of_ledger="visit", of_record=visit.id, photo=digest, photo_kind=photo.photo_kind,
        taken_at=photo.taken_at, original_name=photo.original_name, width=photo.width, height=photo.height,
    )  # fmt: skip


def _summary(photos: int, closed: int, promised: bool) -> str:
    parts = ["走访已保存"]
    if photos:
        parts.append(f"带 {photos} 张照片")
    if closed:
        parts.append(f"办结 {closed} 件待办")
    if promised:
        parts.append("记了 1 件待办")
    return "，".join(parts)


def add_photo(session: Session, household: str, photo: NewPhoto, *, ledger: str = "household", record: str = "",
              photo_kind: str | None = None, caption: str | None = None) -> Changes:  # fmt: skip
    """Attach a picture to a household or to one of its records."""
    digest = session.file.photos.put(photo.jpeg, width=photo.width, height=photo.height)
    item = Attachment(
        household=household, of_ledger=ledger, of_record=record or household, photo=digest, photo_kind=photo_kind,
        caption=caption, taken_at=photo.taken_at, original_name=photo.original_name, width=photo.width, height=photo.height,
    )  # fmt: skip
    with session.file.work("添加照片") as work:
        work.put(item)
    return work.result


def photo_bytes(session: Session, digest: str) -> bytes | None:
    """The JPEG kept under this hash, or None when it has not arrived (照片未到)."""
    return session.file.photos.get(digest) if session.file.photos.has(digest) else None


def last_visitors(session: Session) -> str:
    """Who took part in the last visit saved on this laptop."""
    return str(session.file.setting(_LAST_VISITORS, ""))


def visits_of(session: Session, household: str) -> list[Visit]:
    """The visits of a household, the latest first."""
    with session.file.read() as connection:
        found: list[Visit] = lists.list_records(
            connection, VISIT, [Condition("household", "=", household)], order=[("at", True)]
        )
    return found


def visits_on(session: Session, first: datetime, last: datetime) -> list[Visit]:
    """Visits between two moments, the latest first."""
    span = [Condition("at", ">", first.isoformat(timespec="minutes")), Condition("at", "<", last.isoformat(timespec="minutes"))]
    with session.file.read() as connection:
        found: list[Visit] = lists.list_records(connection, VISIT, span, order=[("at", True)])
    return found


def visits_tonight(session: Session) -> list[Visit]:
    """What was logged for today."""
    today = session.today
    return visits_on(session, datetime.combine(today, time.min), datetime.combine(today, time.max))


def _note_tonight(session: Session, visit_id: str) -> None:
    kept = session.file.setting(_TONIGHT) or {}
    ids = kept["ids"] if kept.get("day") == session.today.isoformat() else []
    session.file.keep_setting(_TONIGHT, {"day": session.today.isoformat(), "ids": [*ids, visit_id]})


def logged_tonight(session: Session) -> list[Visit]:
    """The visits written down today on this laptop, of whatever day they were, the latest entry first."""
    kept = session.file.setting(_TONIGHT) or {}
    if kept.get("day") != session.today.isoformat():
        return []
    with session.file.read() as connection:
        found = [lists.record_by_id(connection, VISIT, i) for i in reversed(kept["ids"])]
    return [visit for visit in found if visit is not None and not visit.meta.removed]


def open_tasks(session: Session, household: str | None = None) -> list[TaskItem]:
    """Jobs not done yet, of one household or of all, the most urgent first."""
    conditions = [Condition("state", "!=", DONE), Condition("state", "!=", DROPPED)]
    if household is not None:
        conditions.append(Condition("household", "=", household))
    with session.file.read() as connection:
        found: list[TaskItem] = lists.list_records(connection, TASK, conditions)
    return sorted(found, key=lambda t: (t.due_on is None, t.due_on or session.today, t.id))


def reopen_task(session: Session, task_id: str) -> Changes:
    """Take a done job up again."""
    with session.file.read() as connection:
        job = lists.record_by_id(connection, TASK, task_id)
    with session.file.work(f"重新打开待办 {job.title}") as work:
        work.put(dataclasses.replace(job, state=OPEN, done_on=None, result=None))
    return work.result


def close_task(session: Session, task_id: str, result: str = "") -> Changes:
    """Mark a job as done today."""
    with session.file.read() as connection:
        job = lists.record_by_id(connection, TASK, task_id)
    with session.file.work(f"办结待办 {job.title}") as work:
        work.put(dataclasses.replace(job, state=DONE, done_on=session.today, result=result or job.result))
    return work.result


def pick_list(session: Session, text: str, limit: int = 60) -> list[str]:
    """Households to pick for a visit: what the word finds, or without a word those waiting longest."""
    order = (("last_visit", False),)
    with session.file.read() as connection:
        return lists.card_ids(connection, session.village, CardFilter(text=text, order=order))[:limit]


