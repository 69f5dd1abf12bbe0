"""打印中心: forms at the left, what will come out of the printer in the middle, for whom and how at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.actions import paper_sheets
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.toast import show_error
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages import printing_machine
from fupin_desk.gui.pages.printing_counter import Counter
from fupin_desk.gui.pages.printing_forms import FormList
from fupin_desk.gui.pages.printing_households import HouseholdsPanel
from fupin_desk.gui.pages.printing_jobs import Printing, PrintJobs
from fupin_desk.gui.pages.printing_machine import Machine, Way, over_short_edge
from fupin_desk.gui.pages.printing_options import BOTH, ONE, Foot, NotesBox, OptionsPanel
from fupin_desk.gui.pages.printing_paper import WHOLE, WIDTH
from fupin_desk.gui.pages.printing_preview import PreviewPane
from fupin_desk.gui.pages.printing_words import notes_of, subject_of, title_of
from fupin_desk.gui.pages.printing_work import (
    Around,
    Drawn,
    FormLine,
    Sample,
    Shelf,
    Wanted,
    draw_sample,
    read_around,
    read_shelf,
)
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, LOW_HEIGHT, NARROW_WIDTH

PRINT_NOW = "print now"
"""What Ctrl+P asks of this page while it is in front: the window always goes to 打印 with what is selected."""
_FORM, _PRINTER, _SIDES, _ZOOM = "printing.form", "printing.printer", "printing.sides", "printing.zoom"


class PrintingPage(Page):
    """Chooses a form and households, shows what will be printed, counts the paper, prints or saves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: FormLine | None = None
        self._asked_form = ""
        self._shelved = False
        self.forms, self.preview = FormList(self), PreviewPane(desk, self)
        self.households, self.options = HouseholdsPanel(desk), OptionsPanel()
        self.notes, self.foot = NotesBox(), Foot()
        self.counter, self.jobs = Counter(desk, self), PrintJobs(desk, self)
        self._recount = QTimer(self, singleShot=True, interval=30)
        self._build()
        self._connect()
        self._keys()
        self.preview.set_zoom(desk.memory.get(_ZOOM, WIDTH))
        self._fit()

    def _build(self) -> None:
        inner = QWidget()
        set_role(inner, "scrolled")
        rule = QFrame()
        set_role(rule, "rule")
        self._inner = QVBoxLayout(inner)
        self._inner.addWidget(self.households)
        self._inner.addWidget(rule)
        self._inner.addWidget(self.options)
        self._inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side = QFrame(self)
        set_role(self.side, "card")
        down = QVBoxLayout(self.side)
        down.setContentsMargins(1, 1, 1, 1)
        down.setSpacing(0)
        down.addWidget(scroll, 1)
        down.addWidget(self.notes)
        down.addWidget(self.foot)
        self._across = QHBoxLayout(self)
        self._across.addWidget(self.forms)
        self._across.addWidget(self.preview, 1)
        self._across.addWidget(self.side)

    def _connect(self) -> None:
        self.forms.chosen.connect(self.choose_form)
        self.households.changed.connect(self._on_households)
        self.households.moved.connect(self._show_copy)
        self.households.ledger_asked.connect(lambda: self.go.emit("ledger", None))
        self.options.changed.connect(self._show_copy)
        self.options.changed.connect(self._recount.start)
        self.options.counted.connect(self._on_paper)
        self.options.printer_chosen.connect(self._choose_printer)
        self.preview.household_step.connect(self.households.list.step_ticked)
        self.preview.shown.connect(self._shown)
        self.preview.zoomed.connect(lambda zoom: self.desk.memory.put(_ZOOM, zoom))
        self.notes.asked.connect(self._on_note)
        self.foot.print_asked.connect(self.print_now)
        self.foot.pdf_asked.connect(self.save_pdf)
        self.foot.xlsx_asked.connect(self.save_xlsx)
        self._recount.timeout.connect(self._count)
        self.counter.advanced.connect(self._show_totals)
        theme().changed.connect(self._fit)

    def _keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        view, step = self.preview.view, self.households.list.step_ticked
        for keys, act in (
            ("Ctrl+PgUp", lambda: step(-1)), ("Ctrl+PgDown", lambda: step(1)), ("PgUp", lambda: view.step(-1)),
            ("PgDown", lambda: view.step(1)), ("Alt+W", lambda: self.preview.set_zoom(WIDTH)),
            ("Alt+Z", lambda: self.preview.set_zoom(WHOLE)),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(act)

    # Words and places of the frame

    def title(self) -> str:
        return "打印中心"

    def context(self) -> str:
        return self.form.title if self.form is not None else ""

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("↑ ↓", "换一张表"), ("Ctrl+PgUp / Ctrl+PgDn", "上一户、下一户"), ("PgUp / PgDn", "上一页、下一页"), ("Ctrl+P", "打印"),
            ("Alt+W / Alt+Z", "适合宽度、整页"), ("空格", "打不打这一户"), ("Delete", "从名单拿掉这一户"),
        ]  # fmt: skip

    def panes(self) -> list[QWidget]:
        return [self.forms.list, self.preview.view, self.households.search, self.foot.print_button]

    def find_box(self) -> QWidget:
        return self.forms.search

    def selected(self) -> str:
        return PRINT_NOW

    def place(self) -> dict[str, Any]:
        current = self.households.list.current()
        return {"form": self.form.name if self.form else "", "current": current.household if current else ""}

    def show_target(self, target: Any) -> None:
        """A household's id, a list of them, {"form": name, "households": ids}, or the place left before."""
        if target == PRINT_NOW:
            self.print_now()
            return
        plain = {"households": [target] if isinstance(target, str) else target}
        wanted: dict[str, Any] = target if isinstance(target, dict) else plain
        if wanted.get("households"):
            self.households.set_households(wanted["households"])
        if wanted.get("form"):
            self._asked_form = wanted["form"]
            if self._shelved:
                self._take_form(wanted["form"])
        if wanted.get("current"):
            self.households.list.go_to(wanted["current"])

    # Reading

    def refresh(self) -> None:
        if self.desk.session is None:
            return
        self.counter.forget()
        self.households.refresh()
        self._show_machines()
        self.desk.read(self, read_around, self._show_around, slot="around")
        self.desk.read(self, read_shelf, self._show_shelf, slot="shelf")

    def _show_around(self, around: Around) -> None:
        self.households.show_around(around)
        self._recount.start()

    def _show_shelf(self, shelf: Shelf) -> None:
        names = [form.name for form in shelf.forms]
        held = self._asked_form or (self.form.name if self.form else "") or self.desk.memory.get(_FORM, "")
        first = held if held in names else names[0]
        self._shelved = True
        self.options.show_years(shelf.years, shelf.usual_year)
        self.forms.show_forms(shelf.forms, first)
        self._take_form(first)
        # The form in the preview first, then the pictures of all: this also makes them ready for being chosen.
        for name in [first, *(n for n in names if n != first)]:
            self._draw_sample(name)

    def _draw_sample(self, name: str) -> None:
        def put(sample: Sample) -> None:
            self.forms.show_sample(name, sample)

        if self.forms.sample(name) is None:
            self.desk.read(self, lambda session: draw_sample(session, name), put, slot=f"sample {name}")

    def _take_form(self, name: str) -> None:
        self.forms.make_current(name)
        self.choose_form(name)

    def choose_form(self, name: str) -> None:
        """Preview and count another form for the same households."""
        form = next((f for f in self.forms.forms if f.name == name), None)
        if form is None:
            return
        self.form, self._asked_form = form, ""
        self.desk.memory.put(_FORM, name)
        self.households.set_form(village=form.village)
        self._show_copy()
        self._recount.start()
        self.titled.emit()

    # Preview

    def _year(self) -> int | None:
        year = self.options.year.value()
        return int(year) if year else None

    def _show_copy(self) -> None:
        if self.form is None:
            return
        wanted = self.households.one(self.form.name, self._year(), masked=self.options.is_masked())
        self.preview.show_copy(wanted, self.forms.sample(self.form.name))
        self._show_place()

    def _shown(self, drawn: Drawn) -> None:
        self.counter.learn(drawn.wanted, drawn.copy)

    def _show_place(self) -> None:
        if self.form is None:
            return
        current, chosen = self.households.list.current(), self.households.chosen()
        single = not self.form.village and not self.households.blank()
        of = len(chosen) if single else 0
        at = chosen.index(current.household) if single and current and current.ticked else -1
        self.preview.show_place(title_of(self.form, self.households), at, of)

    # Counting

    def _on_households(self) -> None:
        if self.form is not None and self.form.village:
            self._show_copy()
        self._recount.start()

    def _whole(self) -> Wanted | None:
        if self.form is None:
            return None
        return self.households.whole(self.form.name, self._year(), masked=self.options.is_masked())

    def _count(self) -> None:
        whole = self._whole()
        if self.form is not None and whole is not None:
            self.options.show_subject(subject_of(self.form, self.households), public=self.form.public)
            self.counter.count(whole, per_household=not self.form.village)
            self._show_place()

    def _on_paper(self) -> None:
        self.desk.memory.put(_SIDES, BOTH if self.options.both_sides() else ONE)
        self._show_totals()

    def _show_totals(self) -> None:
        if self.form is None:
            return
        known, of = self.counter.progress()
        copies = self.counter.copies()
        pages, sheets = paper_sheets.count(
            (copy.pages for copy in copies), self.options.copies.value(), both_sides=self.options.both_sides()
        )
        total = f"{pages:,} 页，{sheets:,} 张纸" if of else "还没有选户"
        self.foot.show_total(total if known == of else "", "合计" if known == of else f"正在数页数　{known} / {of} 户")
        ready, one = of > 0 and self.options.machine is not None, title_of(self.form, self.households)
        self.foot.set_ready(can_print=ready, can_save=of > 0, one=one)
        self.notes.show_notes(notes_of(self.form, self._year(), self.options, self.households.doubtful(), copies))

    def _on_note(self, key: Any) -> None:
        verb, household = key
        if verb == "check":
            self.go.emit("household", household)
        else:
            self.households.list.go_to(household)

    # Printing and saving

    def print_now(self) -> None:
        """Ctrl+P: print everything that is chosen."""
        whole, machine = self._whole(), self.options.machine
        if self.form is None or whole is None:
            return
        if not self.counter.progress()[1]:
            show_error(self, "还没有选户，没有打印。请加一户，或从台账里勾选。")
        elif machine is None:
            show_error(self, "这台电脑没有装打印机，没有打印。名单还在。可以存为 PDF，拿到别处打印。")
        else:
            self.jobs.print_all(Printing(whole, self.options.copies.value(), machine, self._way(), self.form.title))

    def _way(self) -> Way:
        form = self.form
        assert form is not None
        sample = self.forms.sample(form.name)
        across = sample is not None and sample.width > sample.height
        short = over_short_edge(across=across, binding=form.binding)
        return Way(self.options.both_sides(), self.options.by_hand(), short)

    def save_pdf(self) -> None:
        """Everything that is chosen, in one PDF."""
        whole = self._whole()
        if self.form is not None and whole is not None and self.counter.progress()[1]:
            both = self.options.both_sides()
            self.jobs.save_pdf(whole, self.options.copies.value(), self.form.title, both_sides=both)

    def save_xlsx(self) -> None:
        """The copy in the preview, as a workbook."""
        if self.form is not None:
            one = self.households.one(self.form.name, self._year(), masked=self.options.is_masked())
            self.jobs.save_xlsx(one, self.form.title)

    # Printers

    def _show_machines(self) -> None:
        machines = printing_machine.list_machines()
        held = self.desk.memory.get(_PRINTER, "")
        current = next((m for m in machines if m.name == held), machines[0] if machines else None)
        self.options.show_machines(machines, printing_machine.look_closely(current) if current else None)
        self.options.sides.set_value(self.desk.memory.get(_SIDES, ONE))

    def _choose_printer(self, name: str) -> None:
        if name:
            self.desk.memory.put(_PRINTER, name)
            self.options.show_machine(printing_machine.look_closely(Machine(name, name)))
        self._show_totals()

    # Shape

    def _fit(self) -> None:
        px, scale = theme().px, theme().scale
        logical = self.window().width() / scale
        low = self.window().height() / scale < LOW_HEIGHT
        self.forms.setFixedWidth(px(258 if logical >= FULL_WIDTH else 216 if logical >= NARROW_WIDTH else 176))
        self.side.setFixedWidth(px(308))
        edge, top = px(16 if low else 20), px(12 if low else 16)
        self._across.setContentsMargins(edge, top, edge, top)
        self._across.setSpacing(px(10 if low else 12))
        self._inner.setContentsMargins(px(16), px(10), px(12), px(10))
        self._inner.setSpacing(px(10 if low else 12))
        self.households.fit()
        self.notes.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def make(desk: Desk) -> Page:
    """The page for the main window."""
    return PrintingPage(desk)
