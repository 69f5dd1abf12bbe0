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
from fupin_desk.ledgers.attachment import Attachment
from fupin_desk.ledgers.card import CardFilter, Condition
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.team import TASK, VISIT, TaskItem, Visit
from fupin_desk.store.photos import prepare_photo
from fupin_desk.store.queries import lists

OPEN, DONE, DROPPED = "1", "3", "4"
"""Codes of a task's state: 待办, 已办结, 已取消."""
_MOST_PHOTO_BYTES = 40_000_000
_LAST_VISITORS = "last_visitors"


@dataclass(frozen=True)
class NewPhoto:
    """A picture ready to be kept: upright, at most 1600 px, without place or device data."""

    jpeg: bytes
    width: int
    height: int
    taken_at: datetime | None
    original_name: str


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
        open_jobs = [lists.record_by_id(connection, TASK, i) for i in closes]
    done = [
        dataclasses.replace(t, state=DONE, done_on=placed.at.date(), result=t.result or "走访时办结") for t in open_jobs if t is not None
    ]
    promise = [dataclasses.replace(task, household=placed.household, visit=placed.id, state=OPEN)] if task else []
    with session.file.work(f"登记走访 {home.head if home else ''}".strip()) as work:
        work.put_many([placed, *attached, *done, *promise])
    if placed.visitors:
        session.file.keep_setting(_LAST_VISITORS, placed.visitors)
    return dataclasses.replace(work.result, summary=_summary(len(attached), len(done), bool(promise)))


def _attachment(session: Session, visit: Visit, photo: NewPhoto) -> Attachment:
    digest = session.file.photos.put(photo.jpeg, width=photo.width, height=photo.height)
    return Attachment(
        household=visit.household, of_ledger="visit", of_record=visit.id, photo=digest, taken_at=photo.taken_at,
        original_name=photo.original_name, width=photo.width, height=photo.height,
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


def open_tasks(session: Session, household: str | None = None) -> list[TaskItem]:
    """Jobs not done yet, of one household or of all, the most urgent first."""
    conditions = [Condition("state", "!=", DONE), Condition("state", "!=", DROPPED)]
    if household is not None:
        conditions.append(Condition("household", "=", household))
    with session.file.read() as connection:
        found: list[TaskItem] = lists.list_records(connection, TASK, conditions)
    return sorted(found, key=lambda t: (t.due_on is None, t.due_on or session.today, t.id))


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


