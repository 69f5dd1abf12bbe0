"""打印中心: pages and sheets of paper of what is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from fupin_desk.actions import paper_sheets
from fupin_desk.gui.pages.printing_words import title_of
from fupin_desk.gui.pages.printing_work import FormLine

if TYPE_CHECKING:
    from fupin_desk.actions.printing import Copy
    from fupin_desk.gui.pages.printing import PrintingPage

class Totals:
    """Writes the counts of a page into its foot."""

    def __init__(self, page: PrintingPage) -> None:
        self.page = page

    def show(self) -> None:
        """合计 6 页，3 张纸, or how far counting has come."""
        page, form = self.page, self.page.form
        if form is None:
            return
        (known, of), drawn = page.counter.progress(), page.preview.drawn
        pages, sheets = self._paper(form, page.counter.copies())
        total = f"{pages:,} 页，{sheets:,} 张纸" if of else "还没有选队员" if page.households.of_people() else "还没有选户"
        counting = "正在排全村的页数" if form.village else f"正在数页数　{known:,} / {of:,} {'人' if page.households.of_people() else '户'}"
        page.foot.show_total(total if known == of else "", "合计" if known == of else counting)
        page.binding.show()
        ready, one = of > 0 and page.options.machine is not None, title_of(form, page.households)
        page.foot.set_ready(can_print=ready, can_save=of > 0, one=one if drawn is not None else "")

    def _paper(self, form: FormLine, copies: Iterable[Copy]) -> tuple[int, int]:
        """Pages and sheets; of small cards several lie on one sheet."""
        options, counts = self.page.options, [copy.pages for copy in copies]
        if form.per_sheet > 1:
            times = options.copies.value() if self.page.households.blank() else len(counts)
            counts = [1] * -(-times // form.per_sheet)
            if self.page.households.blank():
                return paper_sheets.count(counts, 1, both_sides=False)
        return paper_sheets.count(counts, options.copies.value(), both_sides=options.both_sides())
