"""What the shipped forms have in common: the title, lines outside the table, the heading with the place, the 说明."""

from __future__ import annotations

from form_sheet import PLAIN, TITLE, FormSheet, Style

VERSION = "2025.1"
AREA = (
    "{{村.省|空白:省}} {{村.市|空白:市}} {{村.县|空白:县}} "
    "{{村.乡|空白:乡（镇）}} {{村.行政村|空白:村}} {{户.组|空白:组}}"
)


def title(form: FormSheet, text: str, width: int, size: float, height: float) -> None:
    """A title in 小标宋, its characters spaced over ``width`` columns in the middle."""
    side = (form.columns - width) // 2
    style = Style(face=TITLE, size=size, across="distributed", wrap=False, ruled=False)
    form.row(height, [(side, "", PLAIN), (width, text, style), (form.columns - width - side, "", PLAIN)])


def line(form: FormSheet, height: float, size: float, parts: list[tuple[int, str, str]], down: str = "center") -> None:
    """A line outside the table: (columns, text, alignment)."""
    form.row(
        height, [(w, text, Style(size=size, across=a, down=down, wrap=False, ruled=False)) for w, text, a in parts]
    )


def notes(form: FormSheet, name: str, group: str, subject: str, source: str, **more: str) -> None:
    """The 说明 of a form: 名称, 分组, 对象 (户, 村, 队员), 依据; ``more`` changes or adds lines (公开="是", 续页="接排")."""
    lines = {
        "名称": name, "分组": group, "对象": subject, "年度": "2014-", "依据": source, "公开": "否", "份数": "1", "装订": "左",
        "版本": VERSION,
    }  # fmt: skip
    form.notes(list({**lines, **more}.items()))
