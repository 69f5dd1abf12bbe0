"""打印中心: the preview of what will be printed, household by household and page by page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.busy import LoadingBars
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.chips import Segments
from fupin_desk.gui.kit.push import Push, push
from fupin_desk.gui.pages.printing_paper import FULL, WHOLE, WIDTH, PaperView
from fupin_desk.gui.pages.printing_work import (
    Drawn,
    FormLine,
    Wanted,
    draw,
    draw_cover,
    draw_whole,
    image_of,
)
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_ZOOMS = [(WIDTH, "适合宽度"), (WHOLE, "整页"), (FULL, "100%")]
_ZOOMS_SHORT = [(WIDTH, "适宽"), *_ZOOMS[1:]]
_ROOM_FOR_STEPPERS, _ROOM_FOR_PAGES, _ROOM_FOR_NAME = 600, 470, 360


class Stepper(QWidget):
    """Two arrows with a place between them: ‹ 2 / 3 户 ›."""

    stepped = Signal(int)

    def __init__(self, back: tuple[str, str], forth: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "sec")
        self.back, self.forth = self._arrow(*back, -1), self._arrow(*forth, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for part in (self.back, self.words, self.forth):
            row.addWidget(part)

    def _arrow(self, icon: str, name: str, step: int) -> Push:
        button = push("", "icon")
        icons.set_icon(button, icon, "ink2")
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.stepped.emit(step))
        return button

    def show_place(self, words: str, at: int, of: int) -> None:
        """The words, and which of the arrows lead anywhere (``at`` counts from 0)."""
        self.words.setText(words)
        self.back.setEnabled(at > 0)
        self.forth.setEnabled(at < of - 1)


class PreviewPane(QFrame):
    """A head with whose form it is, steppers and zoom; below it the pages."""

    household_step = Signal(int)
    zoomed = Signal(str)
    shown = Signal(object)
    """Drawn: the copy asked for is on the screen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._name = ""
        self.drawn: Drawn | None = None
        self._wanted: Wanted | None = None
        set_role(self, "card")
        self.view = PaperView(self)
        self.bars = LoadingBars(self.view)
        self.name: QLabel = label("", "b")
        self.part: QLabel = label("", "warn")
        self.part.hide()
        self.households = Stepper(("chevron-left", "上一户 Ctrl+PgUp"), ("chevron-right", "下一户 Ctrl+PgDn"), self)
        self.pages = Stepper(("chevron-up", "上一页 PgUp"), ("chevron-down", "下一页 PgDn"), self)
        self.zoom = Segments(_ZOOMS, self)
        self.zoom.setAccessibleName("预览大小")
        self.zoom.setToolTip("适合宽度 Alt+W，整页 Alt+Z")
        self._rule = QFrame(self)
        set_role(self._rule, "rule-v")
        self._build()
        self.households.stepped.connect(self.household_step)
        self.pages.stepped.connect(self.view.step)
        self.zoom.chosen_key.connect(self._on_zoom)
        self.view.needs.connect(self._draw_page)
        self.view.page_changed.connect(self._show_page)
        theme().changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        self._head = QFrame(self)
        set_role(self._head, "head")
        self._row = QHBoxLayout(self._head)
        self._row.addWidget(self.name)
        self._row.addWidget(self.households)
        self._row.addWidget(self._rule)
        self._row.addWidget(self.pages)
        self._row.addStretch(1)
        self._row.addWidget(self.zoom)
        down = QVBoxLayout(self)
        down.setContentsMargins(1, 1, 1, 1)
        down.setSpacing(0)
        down.addWidget(self._head)
        down.addWidget(self.part)
        down.addWidget(self.view, 1)

    def _fit(self) -> None:
        px = theme().px
        self._row.setContentsMargins(px(12), 0, px(12), 0)
        self._row.setSpacing(px(8))
        self._head.setFixedHeight(px(46))
        self.part.setContentsMargins(px(12), px(5), px(12), px(5))
        self._rule.setFixedHeight(px(20))
        narrow = self.width() < px(_ROOM_FOR_STEPPERS)
        # Wheel, PgUp and PgDn turn pages too; the words stay.
        self.pages.back.setVisible(not narrow)
        self.pages.forth.setVisible(not narrow)
        self.pages.setVisible(self.width() >= px(_ROOM_FOR_PAGES))
        self._show_rule()
        self.name.setVisible(self.width() >= px(_ROOM_FOR_NAME))  # it stands at the right as well
        self.zoom.set_texts(_ZOOMS_SHORT if narrow else _ZOOMS)
        self.zoom.setFixedWidth(self.zoom.sizeHint().width())
        self._fit_name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # What is shown

    def show_copy(self, wanted: Wanted, form: FormLine) -> None:
        """Fill this copy and show it; of quick requests only the last is answered. Of a large village's paper and of a
        folder the beginning is shown until all of it is ready."""
        same_form = self.drawn is not None and self.drawn.wanted.form == wanted.form
        page, scaling, village = (self.view.page() if same_form else 0), self.view.scaling(), form.village

        def put(drawn: Drawn) -> None:
            self._show(drawn)
            if drawn.part:
                self.desk.read(self, lambda session: draw_whole(session, wanted, page, scaling), self._show_whole, slot="whole", slow=True)

        def begin(session: Any) -> Drawn:
            if form.folder and not same_form and not wanted.blank:
                return draw_cover(session, wanted, scaling)
            return draw(session, wanted, page, scaling, village=village)

        self._wanted = wanted
        self.bars.start("正在排这张表")
        job = self.desk.read(self, begin, put, slot="copy")
        job.always = self.bars.stop  # also when the form cannot be read: a bar says why

    def _show_whole(self, drawn: Drawn) -> None:
        if drawn.wanted == self._wanted:  # else another one was asked for meanwhile
            self._show(drawn)

    def _show(self, drawn: Drawn) -> None:
        before = self.drawn
        self.drawn = drawn
        self.bars.stop()
        self.part.setText(drawn.part)
        self.part.setVisible(bool(drawn.part))
        self.view.show_document(drawn.copy.pages, drawn.page, drawn.image, drawn.scale)
        if before is None or before.wanted.form != drawn.wanted.form:
            self.view.go_to(0)
        self._show_page()
        self.shown.emit(drawn)

    def _draw_page(self, page: int, scale: float) -> None:
        if self.drawn is None:
            return
        drawn = self.drawn

        def put(image: QImage) -> None:
            if self.drawn is drawn:
                self.view.put_image(page, image)

        self.desk.read(self, lambda _session: image_of(drawn.pdf, page, scale), put, slot=f"page{page}")

    def _show_page(self) -> None:
        page, of = self.view.page(), self.view.pages
        last = "…" if self.drawn is not None and self.drawn.part else str(of)
        self.pages.show_place(f"第 {page + 1} / {last} 页" if of else "", page, of)
        self.view.setAccessibleDescription(f"{self._name}，第 {page + 1} 页，共 {of} 页")

    def show_place(self, name: str, at: int, of: int, unit: str = "户") -> None:
        """Whose form it is, and which of the households to print (``at`` from 0, -1 when it is none of them)."""
        self._name = name
        self.households.setVisible(of > 0)
        self._show_rule()
        self.households.show_place(f"{at + 1} / {of} {unit}" if at >= 0 else f"不打　共 {of} {unit}", at if at >= 0 else 1, of)
        self._fit_name()

    def _show_rule(self) -> None:
        self._rule.setVisible(not self.households.isHidden() and not self.pages.isHidden())

    def _fit_name(self) -> None:
        """A long name gives way to the arrows."""
        others = [part for part in (self.households, self._rule, self.pages, self.zoom) if not part.isHidden()]
        used = sum(part.sizeHint().width() + self._row.spacing() for part in others) + theme().px(32)
        room = max(theme().px(48), self.width() - used)
        metrics = QFontMetrics(theme().font(bold=True))
        self.name.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room))
        self.name.setToolTip(self._name if self.name.text() != self._name else "")

    # Zoom

    def set_zoom(self, zoom: str) -> None:
        """适合宽度, 整页 or 100%."""
        self.zoom.set_value(zoom)
        self._on_zoom(zoom)

    def _on_zoom(self, zoom: str) -> None:
        self.view.set_zoom(zoom)
        self._show_page()
        self.zoomed.emit(zoom)
