"""打印中心: forms at the left, what will come out of the printer in the middle, for whom and how at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.page import Page
from fupin_desk.gui.pages.printing_binding import Binding
from fupin_desk.gui.pages.printing_counter import Counter
from fupin_desk.gui.pages.printing_folder import FolderBox
from fupin_desk.gui.pages.printing_foot import Foot, NotesBox
from fupin_desk.gui.pages.printing_forms import FormList
from fupin_desk.gui.pages.printing_households import HouseholdsPanel
from fupin_desk.gui.pages.printing_jobs import PrintJobs
from fupin_desk.gui.pages.printing_log import LogDialog
from fupin_desk.gui.pages.printing_options import OptionsPanel
from fupin_desk.gui.pages.printing_own import OwnForms
from fupin_desk.gui.pages.printing_paper import WHOLE, WIDTH
from fupin_desk.gui.pages.printing_preview import PreviewPane
from fupin_desk.gui.pages.printing_recent import keep_recent, recent_forms
from fupin_desk.gui.pages.printing_totals import Totals
from fupin_desk.gui.pages.printing_verbs import Verbs
from fupin_desk.gui.pages.printing_words import notes_of, subject_of, title_of
from fupin_desk.gui.pages.printing_work import (
    FOLDER,
    PERSON,
    Around,
    Drawn,
    FormLine,
    Sample,
    Shelf,
    Wanted,
    draw_sample,
    read_around,
    read_problems,
    read_shelf,
    read_team,
)
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.gui.theme.tokens import FULL_WIDTH, LOW_HEIGHT, NARROW_WIDTH

PRINT_NOW = "print now"
"""What Ctrl+P asks of this page while it is in front: the window always goes to 打印 with what is selected."""
_ZOOM = "printing.zoom"


class PrintingPage(Page):
    """Chooses a form and households, shows what will be printed, counts the paper, prints or saves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.form: FormLine | None = None
        self._asked_form = ""
        self._shelved, self._drawing, self._low = False, False, False
        self.shelf = Shelf((), (), 0)
        self._problems: tuple[str, ...] = ()
        self._team_month = ""
        self.forms, self.preview = FormList(self), PreviewPane(desk, self)
        self.households, self.options = HouseholdsPanel(desk), OptionsPanel()
        self.folder, self.notes, self.foot = FolderBox(), NotesBox(), Foot()
        self.counter, self.folders, self.jobs = Counter(desk, self), Counter(desk, self), PrintJobs(desk, self)
        self.totals, self.verbs, self.binding = Totals(self), Verbs(self), Binding(self)
        self.own = OwnForms(desk, self, self._on_added)
        self.recount = QTimer(self, singleShot=True, interval=30)
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
        for part in (self.folder, self.notes, self.foot):
            down.addWidget(part)
        self._across = QHBoxLayout(self)
        self._across.addWidget(self.forms)
        self._across.addWidget(self.preview, 1)
        self._across.addWidget(self.side)

    def _connect(self) -> None:
        forms, options = self.forms, self.options
        forms.chosen.connect(self.choose_form)
        forms.seen.connect(self._draw_samples)
        forms.add_button.clicked.connect(self.own.add)
        forms.log_button.clicked.connect(self.show_log)
        forms.more_button.clicked.connect(self.show_menu)
        forms.list.removal_asked.connect(lambda: self.own.remove(self.form))
        self.households.changed.connect(self._on_households)
        self.households.moved.connect(self.show_copy)
        self.households.ledger_asked.connect(lambda: self.go.emit("ledger", None))
        options.changed.connect(self.show_copy)
        options.changed.connect(self.recount.start)
        options.month_changed.connect(self._on_month)
        options.counted.connect(self.verbs.keep_sides)
        options.printer_chosen.connect(self.verbs.choose_printer)
        self.folder.toggled.connect(self.binding.turn)
        self.folder.pick_asked.connect(self.binding.pick)
        self.preview.household_step.connect(self.step)
        self.preview.shown.connect(self._shown)
        self.preview.zoomed.connect(lambda zoom: self.desk.memory.put(_ZOOM, zoom))
        self.notes.asked.connect(self._on_note)
        self.foot.print_asked.connect(self.verbs.print_now)
        self.foot.pdf_asked.connect(self.verbs.save_pdf)
        self.foot.xlsx_asked.connect(self.verbs.save_one)
        self.recount.timeout.connect(self._count)
        self.counter.advanced.connect(self.show_totals)
        self.folders.advanced.connect(self.binding.show)
        theme().changed.connect(self._fit)

    def _keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        view = self.preview.view
        for keys, act in (
            ("Ctrl+PgUp", lambda: self.step(-1)), ("Ctrl+PgDown", lambda: self.step(1)), ("PgUp", lambda: view.step(-1)),
            ("PgDown", lambda: view.step(1)), ("Alt+W", lambda: self.preview.set_zoom(WIDTH)),
            ("Alt+Z", lambda: self.preview.set_zoom(WHOLE)), ("Ctrl+H", self.show_log), ("Alt+M", self.show_menu),
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
            ("Alt+W / Alt+Z", "适合宽度、整页"), ("空格", "打不打这一户"), ("Delete", "从名单拿掉这一户；在表单里去掉自带表样"),
            ("Ctrl+H", "打印记录"), ("Alt+M", "添加、去掉、读入、导出表样"),
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
            self.verbs.print_now()
            return
        plain = {"households": [target] if isinstance(target, str) else target}
        wanted: dict[str, Any] = target if isinstance(target, dict) else plain
        if wanted.get("households"):
            self.households.set_households(wanted["households"])
        if wanted.get("form"):
            self._asked_form = wanted["form"]
            if self._shelved:
                self.take_form(wanted["form"])
        if wanted.get("current"):
            self.households.list.go_to(wanted["current"])

    # Reading

    def refresh(self) -> None:
        if self.desk.session is None:
            return
        self.counter.forget()
        self.folders.forget()
        self._team_month = ""
        self.households.refresh()
        self.verbs.show_machines()
        self.desk.read(self, read_around, self._show_around, slot="around")
        self.desk.read(self, read_shelf, self._show_shelf, slot="shelf")

    def _show_around(self, around: Around) -> None:
        self.households.show_around(around)
        self.recount.start()

    def _show_shelf(self, shelf: Shelf) -> None:
        names = [form.name for form in shelf.forms]
        held = (self._asked_form, self.form.name if self.form else "", *recent_forms(self.desk.memory))
        usual = next((n for n in names if n != FOLDER), names[0])
        first = next((n for n in held if n in names), usual)
        self._shelved, self.shelf = True, shelf
        self.options.show_years(shelf.years, shelf.usual_year)
        self.forms.show_forms(shelf.forms, first, folder_size=len(self.binding.names()))
        self.take_form(first)

    def _draw_samples(self) -> None:
        """Draw the picture of a form that is seen, one after another; scrolling on changes which comes next."""
        form = self.forms.missing_sample()
        if form is None or self._drawing or not self.isVisible() or self.desk.session is None:
            return

        def put(sample: Sample | None) -> None:
            self._drawing = False
            self.forms.show_sample(form, sample)
            if self.form is not None and self.form.name == form.name:
                self._show_period()
            self._draw_samples()

        self._drawing = True
        self.desk.read(self, lambda session: draw_sample(session, form.name), put, slot="sample", slow=True)

    def take_form(self, name: str) -> None:
        if not self.forms.make_current(name):
            self.forms.search.clear_all()
            self.forms.make_current(name)
        self.choose_form(name)

    def choose_form(self, name: str) -> None:
        """Preview and count another form for the same households."""
        form = next((f for f in self.shelf.forms if f.name == name), None)
        if form is None:
            return
        self.binding.leave(self.form)
        other = self.form is None or self.form.name != name
        self.form, self._asked_form, self._problems = form, "", ()
        keep_recent(self.desk.memory, name)
        if other:
            self.options.copies.setValue(form.copies)
        self.households.set_form(form)
        self.foot.show_kind(document=form.document, folder=form.folder)
        self._show_period()
        self.show_copy()
        self.recount.start()
        self.titled.emit()

    # Month and team

    def _show_period(self) -> None:
        """A paper of a month asks for the month, one about team members for who served in it."""
        form = self.form
        if form is None or self.desk.session is None:
            return
        sample = self.forms.sample(form.name)
        monthly = form.subject == PERSON or (sample is not None and sample.monthly)
        self.options.show_period(monthly=monthly, month=f"{self.desk.session.today:%Y-%m}")
        month = self.options.month_chosen()
        if form.subject == PERSON and month != self._team_month:
            self._team_month = month
            self.desk.read(self, lambda session: read_team(session, month), self.households.show_team, slot="team")

    def _on_month(self) -> None:
        self._show_period()
        self.show_copy()
        self.recount.start()

    # Preview

    def base(self, form: str = "") -> Wanted:
        """What is wanted of the present form (or of ``form``), before it is said for whom."""
        options, month = self.options, self.options.month_chosen()
        year = int(month[:4]) if month else int(options.year.value() or 0) or None
        name = form or (self.form.name if self.form is not None else "")
        bound = self.binding.wanted() if name == FOLDER else ()
        return Wanted(name, None, False, year, options.is_masked(), month, None, options.word(), bound)

    def step(self, steps: int) -> None:
        """The next household or team member that will be printed, or the one before."""
        (self.households.people if self.households.of_people() else self.households.list).step_ticked(steps)

    def show_copy(self) -> None:
        if self.form is not None:
            self.preview.show_copy(self.households.one(self.base()), self.form)
            self._show_place()

    def _shown(self, drawn: Drawn) -> None:
        if drawn.part or self.form is None:
            self.show_totals()
            return
        self.counter.learn(drawn.wanted, drawn.copy)
        if self.form.village and not self.form.document:
            wanted = drawn.wanted
            self.desk.read(self, lambda s: read_problems(s, wanted), self._show_problems, slot="problems", slow=True)

    def _show_problems(self, problems: tuple[str, ...]) -> None:
        self._problems = problems
        self.show_totals()

    def _show_place(self) -> None:
        if self.form is None:
            return
        panel = self.households
        current, chosen = panel.current(), panel.chosen()
        single = not self.form.village and not panel.blank()
        at = chosen.index(current.household) if single and current and current.ticked else -1
        unit = "人" if panel.of_people() else "户"
        self.preview.show_place(title_of(self.form, panel), at, len(chosen) if single else 0, unit)

    # Counting

    def _on_households(self) -> None:
        if self.form is not None and self.form.village:
            self.show_copy()
        self.recount.start()

    def whole(self) -> Wanted | None:
        """Everything to print."""
        return self.households.whole(self.base()) if self.form is not None else None

    def _count(self) -> None:
        whole = self.whole()
        if self.form is not None and whole is not None:
            self.options.show_subject(subject_of(self.form, self.households), public=self.form.public)
            self.counter.count(whole, each=not self.form.village)
            self.binding.count()
            self._show_place()

    def show_totals(self) -> None:
        if self.form is None:
            return
        self.totals.show()
        doubtful, copies = self.households.doubtful(), self.counter.copies()
        self.notes.show_notes(notes_of(self.form, self.base().year, self.options, doubtful, copies, self._problems, low=self._low))

    def _on_note(self, key: Any) -> None:
        verb, household = key
        if verb == "check":
            self.go.emit("household", household)
        elif verb == "ledger":
            self.go.emit("ledger", {"marks": ["doubts"]})
        else:
            self.households.list.go_to(household)

    # Own forms, log

    def _on_added(self, name: str) -> None:
        self._asked_form = name
        self.refresh()

    def show_log(self) -> LogDialog:
        """Ctrl+H: 打印记录."""
        dialog = LogDialog(self, self.desk)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def show_menu(self) -> QMenu:
        """Alt+M: what can be done with own forms."""
        return self.own.offer(self.forms.more_button, self.form, any(form.own for form in self.shelf.forms))

    # Shape

    def _fit(self) -> None:
        px, scale = theme().px, theme().scale
        logical = self.window().width() / scale
        low = self.window().height() / scale < LOW_HEIGHT
        self.forms.setFixedWidth(px(258 if logical >= FULL_WIDTH else 216 if logical >= NARROW_WIDTH else 176))
        self.side.setFixedWidth(px(308))
        self.options.set_low(low)
        if low != self._low:
            self._low = low
            self.show_totals()
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
