"""变更历史: who changed what, when, from what to what; one field can be put back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fupin_desk.actions import households
from fupin_desk.actions.household_page import HistoryLine
from fupin_desk.core.dates import show_moment
from fupin_desk.gui.kit.tables import Column, Row
from fupin_desk.gui.pages.household_records import TableSection, do_at_once
from fupin_desk.gui.pages.household_words import field_label
from fupin_desk.ledgers.changes import Changes
from fupin_desk.ledgers.registry import BY_NAME


class HistorySection(TableSection):
    """The latest first. Putting a field back is a change of its own, with its own line."""

    columns = (
        Column("when", "时间", 122, fixed=True, sortable=False),
        Column("who", "谁", 62, sortable=False),
        Column("what", "哪里", 104, sortable=False),
        Column("field", "项目", 112, sortable=False),
        Column("before", "原来", 110, kind="soft", sortable=False),
        Column("after", "改成", 130, sortable=False),
        Column("why", "事由", 100, kind="soft", sortable=False, stretch=True),
        Column("from", "来源", 50, sortable=False),
        Column("back", "", 92, kind="link", sortable=False),
    )
    less_needed = ("why", "from")
    nothing = "正在读变更历史"
    most = 12

    def build(self) -> Iterator[None]:
        yield from super().build()
        self.lines: tuple[HistoryLine, ...] = ()

    def show_lines(self, lines: tuple[HistoryLine, ...] | None) -> None:
        """Show these lines; None while they are being read."""
        self.ensure()
        self.none.setText("正在读变更历史" if lines is None else "还没有变更。")
        self.lines = lines or ()
        self.set_title(self.section_title, f"{len(self.lines)} 条" if self.lines else "")
        self.show_rows([self._row(at, line) for at, line in enumerate(self.lines)])

    def show_all(self) -> None:
        """What is shown stays until the new lines have been read."""

    def _row(self, at: int, line: HistoryLine) -> Row:
        entry = line.entry
        name = field_label(entry.ledger, entry.field) if entry is not None else line.label
        after = f"{line.after}，填了 {line.count} 项" if line.count > 1 else line.after
        cells = (
            show_moment(line.when, self.book.today), line.who, line.what, name or "整条", line.before,
            after or "（空）", line.why, "本机" if line.here else "来包", "恢复这一项" if self._can_go_back(line) else "",
        )  # fmt: skip
        return Row(at, cells)

    def _can_go_back(self, line: HistoryLine) -> bool:
        """Only what is not already so: the field still stands as this change left it or was changed again."""
        entry = line.entry
        if entry is None or self.book.data is None:
            return False
        file = self.book.data.file
        known = (
            file.household,
            *file.members,
            *file.years,
            *file.monitoring,
            *file.pairings,
            *file.visits,
            *file.tasks,
        )
        record: Any = next((r for r in known if r.id == entry.record), None)
        field = BY_NAME[entry.ledger].by_name.get(entry.field)
        return record is not None and field is not None and field.kind.show(getattr(record, field.name)) != entry.before

    def on_verb(self, row: Any, _column: str) -> None:
        entry = self.lines[row].entry
        if entry is None:
            return

        def put_back(session: Any) -> Changes:
            changes = households.put_back(session, entry)
            assert isinstance(changes, Changes)
            return changes

        do_at_once(self, self.book, put_back, f"“{entry.label}”已改回“{entry.before or '空'}”")
