"""打印中心: what is said about a printing: whose copy it is, and what to know before it goes to paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fupin_desk.gui.pages.printing_foot import Note
from fupin_desk.gui.pages.printing_households import HouseholdsPanel
from fupin_desk.gui.pages.printing_options import OptionsPanel
from fupin_desk.gui.pages.printing_picked import Picked
from fupin_desk.gui.pages.printing_work import FormLine

if TYPE_CHECKING:
    from fupin_desk.actions.printing import Copy

_DOUBTS_NAMED, _FINDINGS_NAMED = 3, 30


def title_of(form: FormLine, panel: HouseholdsPanel) -> str:
    """Whose copy the preview shows."""
    current = panel.current()
    if panel.blank():
        return "空白表"
    if form.village:
        return "全村" if panel.for_everyone() else f"选中的 {len(panel.chosen())} 户"
    return f"{current.head} {current.number}" if current is not None else "空白表样"


def subject_of(form: FormLine, panel: HouseholdsPanel) -> str:
    """What one copy is for, before its number: 每户 1 份."""
    if panel.blank():
        return "空白表"
    return "一共" if form.village else "每人" if panel.of_people() else "每户"


def notes_of(
    form: FormLine, year: int | None, options: OptionsPanel, doubtful: Sequence[Picked], copies: Sequence[Copy],
    problems: Sequence[str] = (), *, low: bool = False,
) -> list[Note]:  # fmt: skip
    """Everything to know before printing: doubts, figures that do not balance, what does not fit, the printer. A low
    window leaves out what the options say as well."""
    notes: list[Note] = []
    for text in problems:
        notes.append(Note("warn", text if text.endswith("。") else f"{text}。", "先去核对", ("ledger", "")))
    for row in doubtful[:_DOUBTS_NAMED]:
        notes.append(Note("warn", f"{row.head}户有 {row.doubts} 处疑点没核对，打出来会带着错。", "先去核对", ("check", row.household)))
    if len(doubtful) > _DOUBTS_NAMED:
        notes.append(Note("warn", f"还有 {len(doubtful) - _DOUBTS_NAMED} 户有疑点没核对。"))
    notes += _finding_notes(copies)
    if year is not None and not form.years[0] <= year <= form.years[1]:
        notes.append(Note("warn", f"这张表是 {_span(form.years)}用的，现在选的是 {year} 年。"))
    if options.is_masked():
        notes.append(Note("hint", "身份证号、电话和银行卡号都遮中间。" if not form.public else "公示用的表一律遮中间。"))
    if options.machine is None:
        notes.append(Note("hint", "这台电脑没有装打印机。可以存为 PDF，拿到别处打印。"))
    elif options.by_hand() and not low:
        notes.append(Note("hint", "这台打印机不能自动双面。先打正面，再按提示把纸放回打反面。"))
    return notes


def _finding_notes(copies: Sequence[Copy]) -> list[Note]:
    found = [(copy, cell, what) for copy in copies for cell, what in copy.findings]
    notes = [
        Note("warn", f"{copy.title}：{cell}{what}。", "看这一户" if copy.household else "", ("show", copy.household))
        for copy, cell, what in found[:_FINDINGS_NAMED]
    ]
    if len(found) > _FINDINGS_NAMED:
        notes.append(Note("warn", f"还有 {len(found) - _FINDINGS_NAMED} 处放不下。"))
    return notes


def _span(years: tuple[int, int]) -> str:
    first, last = years
    if first <= 1900:
        return f" {last} 年以前"
    return f" {first} 年起" if last >= 2199 else f" {first} 到 {last} 年"
