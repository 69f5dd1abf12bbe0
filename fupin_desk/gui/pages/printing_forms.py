"""打印中心: the list of forms with their pictures, found by letters; below it what is done with the list itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from fupin_desk.core import pinyin
from fupin_desk.gui.kit.items import Item, ItemDelegate, ItemList
from fupin_desk.gui.kit.push import Push, push
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.pages.printing_work import FOLDER, PERSON, FormLine, Sample
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import set_role, theme

_SETTLE_MS, _SEEN_MS = 60, 40
_OWN, _COVER = "自带", "folder_cover"
_FOLDER_DETAIL = "封面、目录和各表"


class _Delegate(ItemDelegate):
    """An item with the form's first page at its left."""

    def __init__(self, view: ItemList) -> None:
        super().__init__(view, two_lines=True)
        self.samples: dict[str, Sample] = {}
        self.drawn_from: dict[str, str] = {}

    def _paint_item(self, painter: QPainter, item: Item, box: QRect, *, current: bool) -> None:
        px = theme().px
        room = QRectF(box.left(), box.top() + px(5), px(34), px(44))
        if item.key == FOLDER:
            self._paint_sample(painter, room.translated(px(3), -px(1)).adjusted(0, px(2), 0, -px(2)), None)
            room = room.adjusted(0, px(3), -px(3), -px(1))
        self._paint_sample(painter, room, self.samples.get(_COVER if item.key == FOLDER else item.key))
        super()._paint_item(painter, item, box.adjusted(px(44), 0, 0, 0), current=current)

    def drop_stale(self, forms: Sequence[FormLine]) -> None:
        """Forget pictures of forms that are gone or were changed since."""
        now = {form.name: form.drawn_from for form in forms}
        for name in [n for n, known in self.drawn_from.items() if now.get(n) != known]:
            self.samples.pop(name, None)
            del self.drawn_from[name]

    def _paint_sample(self, painter: QPainter, room: QRectF, sample: Sample | None) -> None:
        width, height = (sample.width, sample.height) if sample else (595.0, 842.0)
        share = min(room.width() / width, room.height() / height)
        paper = QRectF(0, 0, round(width * share), round(height * share))
        paper.moveCenter(room.center())
        paper.moveTo(round(paper.x()), round(paper.y()))
        painter.fillRect(paper, theme().color("white"))
        if sample is not None:
            ratio = painter.device().devicePixelRatioF()
            wanted = QSize(round(paper.width() * ratio), round(paper.height() * ratio))
            painter.drawImage(paper, _shrunk(sample.image, wanted))
        painter.setPen(QPen(theme().color("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(paper.adjusted(0.5, 0.5, -0.5, -0.5))


def _shrunk(image: QImage, size: QSize) -> QImage:
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)


class _Forms(ItemList):
    """The list itself: a title too long for its line is told under the mouse, Delete asks to take an own form away."""

    removal_asked = Signal()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            item = self.items()[index.row()] if index.isValid() else None
            QToolTip.showText(event.globalPos(), item.text if item is not None and not item.heading else "", self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)


class FormList(QFrame):
    """Forms by group; Up and Down choose, letters filter (``xxcj`` finds 信息采集表)."""

    chosen = Signal(str)
    """The form that the person has settled on."""
    seen = Signal()
    """Other rows are seen: their pictures may be missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.forms: tuple[FormLine, ...] = ()
        self.folder_size = 0
        self.search = SearchBox("找表名，如 djb", self)
        self.search.setAccessibleName("找表名，可以打拼音首字母")
        self.list = _Forms(self, two_lines=True)
        self.list.setAccessibleName("表")
        self._delegate = _Delegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self._told = ""
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._tell)
        self._look = QTimer(self, singleShot=True, interval=_SEEN_MS)
        self._look.timeout.connect(self.seen)
        self._build()
        self.search.query.connect(lambda _text: self._show())
        self.search.cleared.connect(self._show)
        self.search.stepped.connect(self.list.step)
        self.search.entered.connect(self.list.setFocus)
        self.list.moved.connect(lambda _item: self._settle.start())
        self.list.verticalScrollBar().valueChanged.connect(lambda _at: self._look.start())
        self.list.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._look.start())
        theme().changed.connect(self._fit)
        self._fit()

    def _build(self) -> None:
        self.add_button = push("添加表样…", "link", icon="plus")
        self.log_button, self.more_button = self._icon("history", "打印记录 Ctrl+H"), self._icon("archive", "表样包、自带表样 Alt+M")
        self.foot = QFrame(self)
        set_role(self.foot, "foot")
        self._verbs = QHBoxLayout(self.foot)
        self._verbs.addWidget(self.add_button)
        self._verbs.addStretch(1)
        self._verbs.addWidget(self.log_button)
        self._verbs.addWidget(self.more_button)
        self._top = QVBoxLayout()
        self._top.addWidget(self.search)
        down = QVBoxLayout(self)
        down.setContentsMargins(1, 1, 1, 1)
        down.setSpacing(0)
        down.addLayout(self._top)
        down.addWidget(self.list, 1)
        down.addWidget(self.foot)

    def _icon(self, icon: str, tip: str) -> Push:
        button = push("", "icon")
        icons.set_icon(button, icon, "ink2")
        button.setToolTip(tip)
        button.setAccessibleName(tip.rpartition(" ")[0])
        return button

    def _fit(self) -> None:
        px = theme().px
        self._top.setContentsMargins(px(12), px(12), px(12), px(12))
        self._verbs.setContentsMargins(px(8), px(7), px(10), px(7))
        self._verbs.setSpacing(px(6))

    def show_forms(self, forms: Sequence[FormLine], current: str = "", *, folder_size: int = 0) -> None:
        """Show these; the current one is made so without telling. A folder holds ``folder_size`` forms."""
        self.forms, self.folder_size = tuple(forms), folder_size
        self._delegate.drop_stale(forms)
        self._show()
        self.make_current(current or self.current())

    # Pictures

    def show_sample(self, form: FormLine, sample: Sample | None) -> None:
        """A form's picture has been drawn; None when it cannot be."""
        self._delegate.drawn_from[form.name] = form.drawn_from
        if sample is not None:
            self._delegate.samples[form.name] = sample
        self._show()

    def sample(self, name: str) -> Sample | None:
        """The picture of a form if it has been drawn."""
        return self._delegate.samples.get(name)

    def missing_sample(self) -> FormLine | None:
        """The first form that is seen now and has no picture yet; the current one before all others."""
        known = {form.name: form for form in self.forms if not form.folder and form.name not in self._delegate.drawn_from}
        items, top, height = self.list.items(), 0, self.list.viewport().height()
        rows = [self.list.currentIndex().row(), *range(len(items))]
        for row in rows:
            if not 0 <= row < len(items) or items[row].key not in known:
                continue
            box = self.list.visualRect(self.list.model().index(row, 0))
            if box.bottom() >= top and box.top() <= height:
                return known[items[row].key]
        return None

    # The current one

    def make_current(self, name: str) -> bool:
        """Make a form current without telling; False when it is not shown."""
        for row, item in enumerate(self.list.items()):
            if item.key == name and not item.heading:
                self._told = name
                self.list.setCurrentIndex(self.list.model().index(row, 0))
                return True
        return False

    def current(self) -> str:
        """The name of the current form."""
        item = self.list.current()
        return item.key if item is not None and not item.heading else ""

    def _tell(self) -> None:
        name = self.current()
        if name and name != self._told:
            self._told = name
            self.chosen.emit(name)

    def _show(self) -> None:
        query, scrolled = self.search.composed_text(), self.list.verticalScrollBar().value()
        found = [form for form in self.forms if pinyin.matches(query, form.title)]
        items: list[Item] = []
        for n, form in enumerate(found):
            if not n or found[n - 1].group != form.group:
                items.append(Item(None, form.group, heading=True))
            items.append(Item(form.name, form.title, self._detail(form), right=_OWN if form.own else "", tone="blue" if form.own else ""))
        if not found and self.forms:
            items = [Item(None, f"没有叫“{query}”的表", heading=True)]
        same = [item.key for item in items] == [item.key for item in self.list.items()]
        self.list.show_items(items, keep=True)
        if same:  # only words have changed: the place stays
            self.list.doItemsLayout()
            self.list.verticalScrollBar().setValue(scrolled)
        self._look.start()

    def _detail(self, form: FormLine) -> str:
        if form.folder:
            return f"{self.folder_size} 种表，加封面目录" if self.folder_size else _FOLDER_DETAIL
        sample = self._delegate.samples.get(form.name)
        per = "全村" if form.village else "每人" if form.subject == PERSON else "每户"
        number = f"{form.copies} 份" if sample is None or form.village else f"{sample.pages} 页"
        return f"{sample.paper()}，{per} {number}" if sample is not None else f"{per} {number}"
