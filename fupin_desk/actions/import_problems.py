"""The problems of an import as a workbook that a clerk can work through with the files beside it."""

from __future__ import annotations

from pathlib import Path

from fupin_desk.actions.importing import ImportPlan
from fupin_desk.actions.session import Session, village_of
from fupin_desk.sheets.write import OutColumn, OutSheet, write_workbook

_LEVELS = {"E": "没有导入", "W": "要核对", "H": "提示"}
_HEADINGS = ("文件", "工作表", "行", "列", "表头", "台账字段", "姓名或户", "程度", "问题")


def write_problems(session: Session, planned: ImportPlan, path: Path) -> int:
    """Write every problem of a plan with its file, row and column; returns how many. Raises DeskError."""
    rows = [
        [p.file, p.sheet, p.row or None, p.column, p.header, p.label, p.who, _LEVELS.get(p.level, p.level), p.message]
        for p in planned.problems
    ]
    columns = [OutColumn(heading) for heading in _HEADINGS]
    files = "、".join(dict.fromkeys(source.file for source in planned.sources))
    notes = [
        ("文件", files), ("村", village_of(session).name), ("制表人", session.user),
        ("制表时间", f"{session.now:%Y-%m-%d %H:%M}"), ("导入结果", planned.summary),
        ("怎么改", "在原来的表里按行和列改好，再导入一次：改好的内容会补上，没有改的不会重复。"),
    ]  # fmt: skip
    write_workbook(path, [OutSheet("问题", columns, rows, title="导入问题清单")], notes)
    return len(rows)
