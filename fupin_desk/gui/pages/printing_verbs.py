"""打印中心: 打印, 存为 PDF, 存为 Excel, 存为文本, and the printer it goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_desk.gui.kit.toast import show_error
from fupin_desk.gui.pages import printing_machine
from fupin_desk.gui.pages.printing_jobs import Printing
from fupin_desk.gui.pages.printing_machine import Machine, Way, over_short_edge
from fupin_desk.gui.pages.printing_options import BOTH, ONE

if TYPE_CHECKING:
    from fupin_desk.gui.pages.printing import PrintingPage

_PRINTER, _SIDES = "printing.printer", "printing.sides"


class Verbs:
    """What the foot's buttons do with what the page has chosen."""

    def __init__(self, page: PrintingPage) -> None:
        self.page = page

    def print_now(self) -> None:
        """Print everything that is chosen, or say why not."""
        page = self.page
        whole, machine = page.whole(), page.options.machine
        if page.form is None or whole is None:
            return
        if not page.counter.progress()[1]:
            people = page.households.of_people()
            who, how = ("队员", "勾选队员") if people else ("户", "加一户，或从台账里勾选")
            show_error(page, f"还没有选{who}，没有打印。请{how}。")
        elif machine is None:
            show_error(page, "这台电脑没有装打印机，没有打印。名单还在。可以存为 PDF，拿到别处打印。")
        else:
            page.jobs.print_all(Printing(whole, page.options.copies.value(), machine, self._way(), page.form.title))

    def _way(self) -> Way:
        form, drawn, options = self.page.form, self.page.preview.drawn, self.page.options
        assert form is not None
        across = drawn is not None and drawn.image.width() > drawn.image.height()
        short = over_short_edge(across=across, binding=form.binding)
        return Way(options.both_sides(), options.by_hand(), short)

    def save_pdf(self) -> None:
        """Everything that is chosen, in one PDF."""
        page = self.page
        whole = page.whole()
        if page.form is not None and whole is not None and page.counter.progress()[1]:
            both = page.options.both_sides()
            page.jobs.save_pdf(whole, page.options.copies.value(), page.form.title, both_sides=both)

    def save_one(self) -> None:
        """The copy in the preview as a workbook; a document, all of it, as text."""
        page = self.page
        whole = page.whole()
        if page.form is None or whole is None:
            return
        if page.form.document:
            page.jobs.save_text(whole, page.form.title)
        else:
            page.jobs.save_xlsx(page.households.one(page.base()), page.form.title)

    # Printers

    def show_machines(self) -> None:
        """Offer the printers of this computer; the one used last is chosen."""
        options, memory = self.page.options, self.page.desk.memory
        machines = printing_machine.list_machines()
        held = memory.get(_PRINTER, "")
        current = next((m for m in machines if m.name == held), machines[0] if machines else None)
        options.show_machines(machines, printing_machine.look_closely(current) if current else None)
        options.sides.set_value(memory.get(_SIDES, ONE))

    def choose_printer(self, name: str) -> None:
        """Another printer; it is kept for the next time."""
        if name:
            self.page.desk.memory.put(_PRINTER, name)
            self.page.options.show_machine(printing_machine.look_closely(Machine(name, name)))
        self.page.show_totals()

    def keep_sides(self) -> None:
        """Copies or sides are others: the paper is counted anew."""
        self.page.desk.memory.put(_SIDES, BOTH if self.page.options.both_sides() else ONE)
        self.page.show_totals()
