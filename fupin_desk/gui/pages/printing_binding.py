"""打印中心: from one form to whole folders and back, which forms are bound, and what paper that comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fupin_desk.actions import paper_sheets
from fupin_desk.gui.pages.printing_folder import FolderDialog
from fupin_desk.gui.pages.printing_work import FOLDER, HOUSEHOLD, FormLine

if TYPE_CHECKING:
    from fupin_desk.gui.pages.printing import PrintingPage

_BOUND = "printing.folder"
COUNTED = 10
"""Folders of so many households are counted before anybody asks for them: each takes some 0.1 s."""


class Binding:
    """The forms of a folder as chosen, and the box that turns the printing into folders."""

    def __init__(self, page: PrintingPage) -> None:
        self.page = page
        self._bound: tuple[str, ...] = tuple(page.desk.memory.get(_BOUND, ()))
        self._before = ""

    def names(self) -> list[str]:
        """The forms of a folder, in the order of binding."""
        bindable = self.page.shelf.folder
        chosen = [name for name, _, _ in bindable if name in self._bound]
        return chosen or [name for name, _, usual in bindable if usual]

    def wanted(self) -> tuple[str, ...]:
        """The forms to ask for: none for the usual ones, of which those that do not concern a household are left out."""
        known = {name for name, _, _ in self.page.shelf.folder}
        return tuple(name for name in self._bound if name in known)

    def leave(self, form: FormLine | None) -> None:
        """Another form is chosen: ``form`` is what unticking the box comes back to."""
        if form is not None and not form.folder and form.subject == HOUSEHOLD:
            self._before = form.name

    def turn(self, on: bool) -> None:
        """改打一户一档全套, or back to the form before."""
        self.page.take_form(FOLDER if on else self._before or self.names()[0])

    def pick(self) -> FolderDialog:
        """挑表: which forms a folder holds."""
        dialog = FolderDialog(self.page, self.page.shelf.folder, self._bound)
        dialog.chosen.connect(self._bind)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _bind(self, names: tuple[str, ...]) -> None:
        page = self.page
        self._bound = names
        page.desk.memory.put(_BOUND, list(names))
        page.forms.show_forms(page.shelf.forms, folder_size=len(self.names()))
        if page.form is not None and page.form.folder:
            page.show_copy()
        page.recount.start()

    def count(self) -> None:
        """Count the folders of a few households, so that one sees what ticking the box would come to."""
        page, form = self.page, self.page.form
        if form is not None and form.subject == HOUSEHOLD and not form.folder and not page.households.blank():
            whole = page.households.whole(page.base(FOLDER))
            if 0 < len(whole.households or ()) <= COUNTED:
                page.folders.count(whole, each=True)
        self.show()

    def show(self) -> None:
        """12 种表加封面目录，57 页 30 张纸."""
        page, form = self.page, self.page.form
        if form is None:
            return
        page.folder.setVisible(form.subject == HOUSEHOLD and not page.households.blank())
        counter = page.counter if form.folder else page.folders
        known, of = counter.progress()
        same = counter.wanted is not None and counter.wanted.households == page.households.chosen()
        paper = ""
        if of and known == of and same:
            counts, options = [copy.pages for copy in counter.copies()], page.options
            times = options.copies.value() if form.folder else 1  # the other form's copies are not the folder's
            pages, sheets = paper_sheets.count(counts, times, both_sides=options.both_sides())
            paper = f"{pages:,} 页 {sheets:,} 张纸"
        page.folder.show_folder(len(self.names()), paper, ticked=form.folder)
