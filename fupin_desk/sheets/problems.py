"""What an import has to say about one cell or row of a file, in words that name the place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

MANY = 20
"""More differences than this in one column are told once: they are a difference between two files, not 300 mistakes."""

_SUMMED_UP = frozenset({"echo", "conflict", "total_wrong"})


@dataclass(frozen=True)
class RowProblem:
    """One problem with its place as a person finds it in the file.

    ``row`` counts as Excel does and is 0 for the whole sheet; ``column`` is its letter, ``header`` the words above it;
    ``label`` the ledger's field; ``who`` the person or household as the file names them. ``rule`` is a code name,
    ``level`` E (the row or value was not taken), W (to look into) or H (repaired, for information).
    """

    file: str
    sheet: str
    row: int
    column: str
    header: str
    label: str
    who: str
    message: str
    rule: str
    level: str = "W"

    @property
    def where(self) -> str:
        """The place in words: 家庭成员信息.xlsx 第 20 行 K 列“证件号码”."""
        row = f" 第 {self.row} 行" if self.row else ""
        column = f" {self.column} 列“{self.header}”" if self.column else ""
        return f"{self.file}{row}{column}"

    def __str__(self) -> str:
        who = f"（{self.who}）" if self.who else ""
        return f"{self.where}{who}：{self.message}"


def summed_up(problems: Iterable[RowProblem]) -> list[RowProblem]:
    """The problems in the order of file, sheet, row and column, each once; masses of one difference told once."""
    groups: dict[tuple[str, str, str, str], list[RowProblem]] = {}
    for problem in dict.fromkeys(problems):
        groups.setdefault((problem.file, problem.sheet, problem.column, problem.rule), []).append(problem)
    found: list[RowProblem] = []
    for group in groups.values():
        if len(group) > MANY and group[0].rule in _SUMMED_UP:
            found.append(_told_once(group))
        else:
            found += group
    return sorted(found, key=lambda p: (p.file, p.sheet, p.row, len(p.column), p.column))


def _told_once(group: list[RowProblem]) -> RowProblem:
    first = min(group, key=lambda problem: problem.row)
    message = f"这一列有 {len(group)} 行是同样的情况，例如第 {first.row} 行：{first.message}"
    return replace(first, who="", message=message)
