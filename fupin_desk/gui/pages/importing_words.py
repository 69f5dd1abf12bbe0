"""Words of 导入表格: what one look at the chosen files gives, and how levels, ways and places are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desk.actions import households, importing
from fupin_desk.actions.importing import FileRead, ImportPlan, PlannedRecord, RowProblem, SourceFile
from fupin_desk.actions.session import Session
from fupin_desk.core.progress import Task
from fupin_desk.ledgers.card import Card
from fupin_desk.ledgers.registry import BY_NAME

LEVELS = {"E": ("没有导入", "red"), "W": ("要核对", "amber"), "H": ("提示", "grey")}
"""Level -> its word and the tone of its tag."""
WAYS = (
    (importing.UPDATE, "更新", "表里写了的值改过来，表里空白的不动"),
    (importing.FILL_BLANKS, "只填空白", "台账里空着的才填，已有的值不动"),
    (importing.NEW_ONLY, "只新增", "只加台账里没有的户和人，已有的一个字不动"),
)
"""Mode, its name, what it does."""
_CHANGED = "changed"
_SHOWN_UNKNOWN = 3


@dataclass(frozen=True)
class Change:
    """One value that the import would change: in which ledger, whose, which, from what to what, from which row."""

    ledger: str
    whose: str
    label: str
    before: str
    after: str
    place: str


@dataclass(frozen=True)
class Look:
    """What the files would do to the ledger as it stands now."""

    files: tuple[FileRead, ...]
    plan: ImportPlan
    changes: tuple[Change, ...]

    @property
    def readable(self) -> bool:
        """Whether any file was understood."""
        return bool(self.plan.sources)


def look(session: Session, files: Sequence[FileRead], year: int | None, mode: str, task: Task) -> Look:
    """Hold files that were read against the ledger. Raises Cancelled; writes nothing."""
    plan = importing.plan_read(session, files, year=year, mode=mode, task=task)
    changed = [planned for planned in plan.records if planned.state == _CHANGED]
    homes = {home for planned in changed if (home := _home(planned))}
    cards = households.cards(session, list(homes))
    found = []
    for planned in changed:
        whose, place = _whose(planned, cards), _place(planned)
        found += [
            Change(BY_NAME[planned.ledger].label, whose, edit.label, edit.before, edit.after, place) for edit in planned.edits
        ]
    return Look(tuple(files), plan, tuple(found))


def _home(planned: PlannedRecord) -> str:
    return planned.record.id if planned.ledger == "household" else str(getattr(planned.record, "household", "") or "")


def _whose(planned: PlannedRecord, cards: dict[str, Card]) -> str:
    """``王秀兰 0137``, ``王秀兰家 韦小兵``, ``王秀兰 2019``; what is of no household goes by its own name."""
    card = cards.get(_home(planned))
    if card is None:
        return planned.title
    if planned.ledger == "household":
        return f"{card.head} {card.short_number}"
    if planned.ledger == "member":
        return card.head if planned.title == card.head else f"{card.head}家 {planned.title}"
    return f"{card.head} {planned.title}"


def _place(planned: PlannedRecord) -> str:
    file, row = planned.rows[0] if planned.rows else ("", 0)
    return f"{file} 第 {row} 行" if row else file


def columns_in_words(source: SourceFile) -> str:
    """``认出 37 列``, with the names of those that no field takes: they are kept as they are."""
    unknown = source.unknown_columns
    if not unknown:
        return f"认出 {len(source.columns)} 列"
    names = "、".join(unknown[:_SHOWN_UNKNOWN]) + ("等" if len(unknown) > _SHOWN_UNKNOWN else "")
    return f"认出 {len(source.columns)} 列，{len(unknown)} 列没认出（{names}），原样留着"


def column_in_words(problem: RowProblem) -> str:
    """``K 证件号码``; blank when it is about the whole row or sheet."""
    return " ".join(filter(None, [problem.column, problem.header or problem.label]))


def year_wanted(plan: ImportPlan) -> bool:
    """Whether yearly values of a file were left out because nobody knows its year."""
    return any(problem.rule == "year" and problem.level == "E" for problem in plan.problems)


def verdict(found: Look) -> str:
    """One sentence for the foot: what 导入 would do, or why there is nothing to do."""
    if not found.readable:
        return "选的文件都没有读成，没有可以导入的。"
    if found.plan.empty:
        return "台账里已经是这些内容，不用导入。"
    left = sum(problem.level == "E" for problem in found.plan.problems)
    tail = f"{left} 处读不懂的不导入，改好原表再导一次就会补上。" if left else "导入是一步，可以整步撤销。"
    return f"要写 {len(found.plan.records):,} 条。{tail}"
