"""Packages coming in: first what they would change, then all of it in one transaction or nothing.

The preview is the intake itself, rolled back: it cannot say anything else than what will happen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert

from fupin_desk.core.change import Dot
from fupin_desk.core.envelope import Held, SignedBlock, Verify
from fupin_desk.core.errors import Problem
from fupin_desk.core.ids import new_id
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.registry import BY_NAME
from fupin_desk.store import cards, identity, journal
from fupin_desk.store.ledger_file import LedgerFile
from fupin_desk.store.reception import FieldEdit, Reception, Refusal
from fupin_desk.store.schema import batch, package
from fupin_desk.store.settings import save_clock
from fupin_desk.store.work import SCHEMA

__all__ = ["Count", "FieldEdit", "IntakePlan", "Refusal", "plan", "take"]


@dataclass(frozen=True)
class Count:
    """How many records of a ledger one replica's changes make, alter, or bring although they are here already."""

    village: str
    replica: str
    ledger: str
    new: int
    changed: int
    known: int


@dataclass(frozen=True)
class IntakePlan:
    """What taking a package would do, or did.

    ``edits`` are the first edited fields of ``edits_in_all``; ``conflicts`` the groups (ledger, record, group; an empty
    group: removed by one, changed by another) that would be open afterwards and are not now; ``gaps`` the numbers that
    would be missing; ``refused`` and ``clones`` spoil the whole package, ``left_out`` only these blocks.
    ``not_allowed`` counts changes of the county's ledgers by (village, ledger): they are carried without effect.
    ``unknown`` counts changes of ledgers this program does not know: kept and carried.
    """

    blocks: int
    changes: int
    counts: tuple[Count, ...]
    edits: tuple[FieldEdit, ...]
    edits_in_all: int
    conflicts: tuple[tuple[str, str, str], ...]
    gaps: Held
    clones: tuple[Dot, ...]
    refused: tuple[Refusal, ...]
    left_out: tuple[Refusal, ...]
    not_allowed: Mapping[tuple[str, str], int]
    unknown: Mapping[str, int]
    newest_schema: int
    own_ahead: bool

    @property
    def takable(self) -> bool:
        """Whether nothing in it spoils the package."""
        return not self.refused

    @property
    def nothing_new(self) -> bool:
        return self.changes == 0

    @property
    def newer_program(self) -> bool:
        """Whether some changes were written by a newer program; what is not understood is kept and carried."""
        return self.newest_schema > SCHEMA


class _RollBack(Exception):
    """Ends a preview."""


def plan(file: LedgerFile, blocks: Iterable[SignedBlock], verify: Verify, *, look: int = 200, task: Task = QUIET,
         peers: Iterable[identity.Peer] = ()) -> IntakePlan:  # fmt: skip
    """What these blocks would change here; nothing is changed. ``look`` edited fields are named, all are counted.

    ``peers`` as for ``take``. While it runs nobody else can write. Raises Cancelled, DeskError for faults of the world
    and for a peer that is known with another key.
    """
    made: list[IntakePlan] = []
    try:
        with file.writing() as connection:
            for found in peers:
                identity.learn(connection, found)
            reception = Reception(connection, file.scene, verify, "", look=look)
            reception.receive(blocks, task)
            made.append(_described(reception))
            raise _RollBack
    except _RollBack:
        return made[0]


def take(file: LedgerFile, blocks: Iterable[SignedBlock], verify: Verify, *, package_hash: str, title: str,
         task: Task = QUIET, sender: str = "", peers: Iterable[identity.Peer] = ()) -> Changes:  # fmt: skip
    """Take these blocks into log and tables, all or nothing; taking them again changes nothing.

    ``package_hash`` and ``sender`` (a replica) go into the list of packages; ``peers`` are replicas whose certificates
    came along and were checked. The warnings say what was left out, what is missing and what is now in conflict.
    Raises DeskError for whatever spoils the package (forged, altered, clone, another village), Cancelled; nothing has
    changed then. A ledger that gets back changes under its own id which it had lost takes a new id: it is an old copy.
    """
    batch_id = new_id()
    with file.writing() as connection:
        for found in peers:
            identity.learn(connection, found)
        reception = Reception(connection, file.scene, verify, batch_id)
        reception.receive(blocks, task)
        done = _described(reception)
        if not done.nothing_new:
            reception.move_clock()
            save_clock(connection, file.scene.clock)
            task.step(0, 1, "正在更新各户摘要")
            cards.refresh(connection, reception.found.homes, file.scene.today, file.scene.parameter)
            _note_package(connection, file, batch_id, done, len(reception.found.touched), (package_hash, title, sender))
    if done.own_ahead:
        file.set_up(file.village)
    warnings = tuple(_warnings(done))
    if done.nothing_new:
        return Changes("这个数据包里没有新的内容，台账没有变。", warnings=warnings)
    records = frozenset(one for one in reception.found.touched if one.ledger in BY_NAME)
    return Changes(_summary(done), records, batch_id, warnings)


def _described(reception: Reception) -> IntakePlan:
    found = reception.found
    keys = sorted({*found.new, *found.changed, *found.known})
    return IntakePlan(
        blocks=found.blocks, changes=found.changes,
        counts=tuple(Count(*key, found.new[key], found.changed[key], found.known[key]) for key in keys),
        edits=tuple(found.edits), edits_in_all=found.edits_in_all, conflicts=tuple(found.conflicts), gaps=reception.gaps(),
        clones=tuple(found.clones), refused=tuple(found.refused), left_out=tuple(found.left_out),
        not_allowed=dict(found.not_allowed), unknown=dict(found.unknown), newest_schema=found.newest_schema,
        own_ahead=found.own_ahead,
    )  # fmt: skip


def _note_package(connection: Connection, file: LedgerFile, batch_id: str, done: IntakePlan, records: int,
                  about: tuple[str, str, str]) -> None:  # fmt: skip
    package_hash, title, sender = about
    wall = file.scene.wall
    step = journal.Batch(
        id=batch_id, title=title, author=file.scene.author, reason="", wall=wall, kind=journal.PACKAGE, records=records,
        undoes=None, undone_by=None, place=journal.next_place(connection),
    )  # fmt: skip
    connection.execute(insert(batch).values(**vars(step)))
    line = {"batch": batch_id, "hash": package_hash, "sender": sender, "title": title, "wall": wall}
    connection.execute(insert(package).values(**line, blocks=done.blocks, changes=done.changes))


def _summary(done: IntakePlan) -> str:
    new, changed = (sum(getattr(count, kind) for count in done.counts) for kind in ("new", "changed"))
    split = f"，有 {len(done.conflicts)} 处不一致等你决定" if done.conflicts else ""
    return f"已导入：新增 {new} 条，更新 {changed} 条{split}。"


def _warnings(done: IntakePlan) -> Iterable[Problem]:
    for reason, count in _reasons(done.left_out).items():
        yield Problem("没有导入的记录", f"{count} 条：{reason}", "W")
    for replica, first, last in done.gaps:
        numbers = f"第 {first} 条" if first == last else f"第 {first} 至 {last} 条"
        yield Problem("还缺的记录", f"电脑编号 {identity.short(replica)} 的{numbers}还没有收到。请让对方再导出一次。", "W")
    if done.not_allowed:
        count = sum(done.not_allowed.values())
        yield Problem("县里的内容", f"有 {count} 处改动只有县里能作，已保留但没有生效。", "W")
    if done.newer_program or done.unknown:
        text = "有的内容是更新的程序写的，已原样保留，也会照样传给别的电脑。升级本程序后就能看到。"
        yield Problem("新版本的内容", text, "W")
    if done.own_ahead:
        text = "收到了本机以前写过、现在台账里却没有的记录，已经补上。本机改用了新的电脑编号，请重新到县里登记。"
        yield Problem("本机的记录", text, "W")


def _reasons(refusals: Iterable[Refusal]) -> dict[str, int]:
    found: dict[str, int] = {}
    for refusal in refusals:
        found[refusal.reason] = found.get(refusal.reason, 0) + refusal.last - refusal.first + 1
    return found
