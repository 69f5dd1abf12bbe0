"""打印中心: a county's own forms: add one from a file, take one away, carry them in packs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from fupin_desk.actions import records
from fupin_desk.actions.session import Session
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.guide import show_guide
from fupin_desk.gui.kit.toast import show_error, show_toast
from fupin_desk.gui.pages.printing_check import CheckDialog, Checked
from fupin_desk.gui.pages.printing_packs import PackDialog, PackedForm
from fupin_desk.gui.pages.printing_work import FormLine, image_of

if TYPE_CHECKING:
    from fupin_desk.actions.form_packs import PackLine

_SHEETS, _PACKS = "Excel 表格 (*.xlsx)", "表样包 (*.bypack)"
_FIRST_PAGE_SCALE = 1.3


class OwnForms(QObject):
    """Adds and removes for the page; ``added`` is called with the code name of a form that has come."""

    def __init__(self, desk: Desk, page: QWidget, added: Callable[[str], object]) -> None:
        super().__init__(page)
        self.desk, self.page, self._added = desk, page, added
        self.dialog: CheckDialog | PackDialog | None = None

    # Adding

    def add(self) -> None:
        """添加表样…: choose a file, see what was checked, add it."""
        name, _ = QFileDialog.getOpenFileName(self.page, "添加表样", "", _SHEETS)
        if name:
            self.check(Path(name))

    def check(self, path: Path) -> None:
        """Hold a file against what forms can be, and show what was found."""
        self.desk.run(self.page, lambda s, _t: _checked(s, path), done=self._show_checked, label="正在检查表样")

    def _show_checked(self, checked: Checked) -> None:
        if isinstance(self.dialog, CheckDialog) and self.dialog.isVisible():
            self.dialog.show_checked(checked)
            return
        dialog = self.dialog = CheckDialog(self.page, checked)
        dialog.again_asked.connect(lambda: self.check(dialog.checked.path))
        dialog.accepted.connect(lambda: self._take(dialog.checked))
        dialog.finished.connect(lambda _code: self._close(dialog))
        dialog.open()

    def _take(self, checked: Checked) -> None:
        def done(name_and_batch: tuple[str, str]) -> None:
            name, batch = name_and_batch
            self._added(name)
            show_toast(self.page, f"已添加表样“{checked.title}”。", "撤销", lambda: self._undo(batch))

        self.desk.run(self.page, lambda s, _t: _add(s, checked.path), done=done, label="正在添加表样")

    def _undo(self, *batches: str) -> None:
        """Take steps back, the newest first."""

        def undone(done: Any) -> None:
            self._added("")
            show_toast(self.page, f"{done.summary}。" if len(batches) == 1 else "添加的表样都去掉了。")

        self.desk.run(self.page, lambda s, _t: [records.undo(s, batch) for batch in batches][-1], done=undone)

    def _close(self, dialog: CheckDialog | PackDialog) -> None:
        dialog.deleteLater()
        if self.dialog is dialog:
            self.dialog = None

    # Removing

    def remove(self, form: FormLine | None) -> None:
        """Take an own form away; a shipped one with its name comes back. 撤销 puts it back."""
        if form is None or not form.own:
            show_error(self.page, "这张表是程序自带的，去不掉。列表没有变。只有标着“自带”的表样可以去掉。")
            return

        def done(changes: Any) -> None:
            self._added("")
            show_toast(self.page, f"已去掉表样“{form.title}”。", "撤销", lambda: self._undo(changes.batch))

        self.desk.run(self.page, lambda s, _t: _remove(s, form.name), done=done)

    # Packs

    def read_pack(self) -> None:
        """读入表样包…: see what is in it, then take it."""
        name, _ = QFileDialog.getOpenFileName(self.page, "读入表样包", "", _PACKS)
        if name:
            path = Path(name)
            self.desk.run(self.page, lambda s, _t: _looked_into(s, path), done=lambda forms: self._show_pack(path, forms), label="正在看表样包")

    def _show_pack(self, path: Path, forms: list[PackedForm]) -> None:
        dialog = self.dialog = PackDialog(self.page, path.name, forms)
        dialog.accepted.connect(lambda: self._take_pack(path))
        dialog.finished.connect(lambda _code: self._close(dialog))
        dialog.open()

    def _take_pack(self, path: Path) -> None:
        def done(taken: tuple[list[str], list[str]]) -> None:
            names, batches = taken
            self._added(names[0] if names else "")
            show_toast(self.page, f"已添加 {len(names)} 张表样。", "撤销", lambda: self._undo(*batches))

        self.desk.run(self.page, lambda s, _t: _taken(s, path), done=done, label="正在读入表样包")

    def write_pack(self) -> None:
        """导出表样包…: every own form in one file."""
        suggested = f"表样包{self.desk.session.today:%Y%m%d}.bypack"
        name, _ = QFileDialog.getSaveFileName(self.page, "导出表样包", suggested, _PACKS)
        if name:
            path = Path(name).with_suffix(".bypack")
            self.desk.run(
                self.page, lambda s, _t: _packed(s, path),
                done=lambda count: show_toast(self.page, f"已把 {count} 张表样写进“{path.name}”，里面没有个人信息。"), label="正在写表样包",
            )  # fmt: skip

    # Menu

    def offer(self, button: QWidget, form: FormLine | None, any_own: bool) -> QMenu:
        """What can be done with own forms, under a button."""
        menu = QMenu(self.page)
        own = form is not None and form.own
        for text, act, enabled in (
            ("添加表样…", self.add, True),
            (f"去掉“{form.title}”" if form is not None and own else "去掉这张自带表样", lambda: self.remove(form), own),
            ("", None, False),
            ("读入表样包…", self.read_pack, True),
            ("导出表样包…", self.write_pack, any_own),
            ("", None, False),
            ("怎样做自己的表样", lambda: show_guide(self.page), True),
        ):
            if act is None:
                menu.addSeparator()
                continue
            line = menu.addAction(text)
            line.setEnabled(enabled)
            line.triggered.connect(lambda _on=False, do=act: do())
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))
        return menu


def _checked(session: Session, path: Path) -> Checked:
    from fupin_desk.actions import own_forms  # noqa: PLC0415  # reportlab takes 0.3 s, on this thread and only here

    found = own_forms.check_own_form(session, path)
    info = found.info
    facts = [("分组", info.group), ("对象", _OBJECTS.get(info.subject, info.subject)), ("代号", info.name)]
    if not found.problems:
        facts.append(("页数", f"{found.pages} 页"))
    facts += [("公示用", "是，证件号一律遮中间" if info.public else "不是"), ("版本", info.version), ("依据", info.basis)]
    page = image_of(found.preview, 0, _FIRST_PAGE_SCALE) if found.preview else QImage()
    return Checked(path, info.title, tuple((n, t) for n, t in facts if t), found.problems, found.replaces, page)


_OBJECTS = {"户": "户，每户一份", "村": "村，全村一份", "队员": "队员，每人一份"}


def _add(session: Session, path: Path) -> tuple[str, str]:
    from fupin_desk.actions import own_forms  # noqa: PLC0415  # see above

    added = own_forms.add_own_form(session, path)
    return added.name, records.recent_steps(session, 1)[0].id


def _remove(session: Session, name: str) -> Any:
    from fupin_desk.actions import own_forms  # noqa: PLC0415  # see above

    return own_forms.remove_own_form(session, name)


def _looked_into(session: Session, path: Path) -> list[PackedForm]:
    from fupin_desk.actions import form_packs  # noqa: PLC0415  # see above

    return [_packed_form(line) for line in form_packs.look_into_pack(session, path)]


def _packed_form(line: PackLine) -> PackedForm:
    checked = line.checked
    return PackedForm(line.name, line.title, checked.info.group, line.known, checked.replaces, checked.pages, checked.problems)


def _taken(session: Session, path: Path) -> tuple[list[str], list[str]]:
    from fupin_desk.actions import form_packs  # noqa: PLC0415  # see above

    names = [form.name for form in form_packs.take_pack(session, path)]
    return names, [step.id for step in records.recent_steps(session, len(names))] if names else []


def _packed(session: Session, path: Path) -> int:
    from fupin_desk.actions import form_packs  # noqa: PLC0415  # see above

    return form_packs.write_pack(session, (), path)
