"""Settle of which year a table is that does not say so: by the person's word, its sister files, or the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fupin_desk.core.halfwidth import squeeze
from fupin_desk.ledgers.household import Household
from fupin_desk.ledgers.year import HouseholdYear
from fupin_desk.sheets.layouts import CHECK
from fupin_desk.sheets.match import plain_name
from fupin_desk.sheets.problems import RowProblem
from fupin_desk.sheets.recognise import Recognised, column_of, with_year
from fupin_desk.sheets.rowread import SheetReader

_FIGURES = ("reported_per_capita_fen", "reported_gross_fen", "reported_net_fen")
_ENOUGH = 0.8
"""Share of households whose figure must be that of a year before the table is taken to be of that year."""


def settle_years(
    sheets: Sequence[Recognised], homes: Iterable[Household], known: Iterable[HouseholdYear], year: int | None
) -> tuple[list[Recognised], list[RowProblem]]:
    """Every sheet with its year, and what is to be said about it. ``year`` is what the person said, if anything.

    A sheet with a column 年度 keeps it. A year that cannot be told is never guessed: the yearly values of that sheet
    are not taken, and an E problem says so.
    """
    numbers = {home.id: plain_name(home.number) for home in homes}
    figures = {(numbers.get(y.household, ""), y.year): y for y in known}
    sisters = {sheet.year for sheet in sheets if sheet.year and needs_year(sheet)}
    found, problems = [], []
    for sheet in sheets:
        if year and column_of(sheet.columns, "year") is None:
            sheet = with_year(sheet, year)
        elif sheet.year is None and needs_year(sheet):
            told, words = _told(sheet, sisters, figures)
            sheet = with_year(sheet, told) if told else sheet
            problems.append(_problem(sheet, words, "H" if told else "E"))
        found.append(sheet)
    return found, problems


def needs_year(sheet: Recognised) -> bool:
    """Whether the sheet has values that belong to a year."""
    return any(c.target.role == "household_year" and c.target.use != CHECK and not c.year for c in sheet.columns)


def _told(
    sheet: Recognised, sisters: set[int], figures: Mapping[tuple[str, int], HouseholdYear]
) -> tuple[int | None, str]:
    if len(sisters) == 1:
        only = next(iter(sisters))
        return only, f"表里没有写年度，按一同导入的其他表，是 {only} 年"
    proved = _proved(sheet, figures)
    if proved:
        return proved, f"表里没有写年度，金额与台账 {proved} 年的一致，按 {proved} 年"
    return None, "看不出是哪一年的，收入等年度数据没有导入。请指明年度后再导入"


def _proved(sheet: Recognised, figures: Mapping[tuple[str, int], HouseholdYear]) -> int | None:
    """The year whose figures in the ledger are those of the sheet."""
    reader = SheetReader(sheet)
    stated: list[tuple[str, str, int]] = []
    for row in sheet.rows:
        read = reader.read(row)
        number = squeeze(read.key("household.number"))
        for name in _FIGURES:
            value = read.value(f"household_year.{name}")
            if number and isinstance(value, int):
                stated.append((number, name, value))
                break
    if not stated:
        return None
    years = sorted({year for _, year in figures})
    agreeing = {
        year: sum(getattr(figures.get((number, year)), name, None) == value for number, name, value in stated)
        for year in years
    }
    likely = [year for year, count in agreeing.items() if count >= _ENOUGH * len(stated)]
    return likely[0] if len(likely) == 1 else None


def _problem(sheet: Recognised, words: str, level: str) -> RowProblem:
    return RowProblem(sheet.file, sheet.sheet, 0, "", "", "年度", "", words, "year", level)
