"""打印中心: the list of forms with their pictures, found by letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fupin_desk.core import pinyin
from fupin_desk.gui.kit.items import Item, ItemDelegate, ItemList
from fupin_desk.gui.kit.search import SearchBox
from fupin_desk.gui.pages.printing_work import FormLine, Sample
from fupin_desk.gui.theme.current import set_role, theme

_SETTLE_MS = 60


class _Delegate(ItemDelegate):
    """An item with the form's first page at its left."""

    def __init__(self, view: ItemList) -> None:
        super().__init__(view, two_lines=True)
        self.samples: dict[str, Sample] = {}

    def _paint_item(self, painter: QPainter, item: Item, box: QRect, *, current: bool) -> None:
        px = theme().px
        room = QRectF(box.left(), box.top() + px(5), px(34), px(44))
        sample = self.samples.get(item.key)
        self._paint_sample(painter, room, sample)
        super()._paint_item(painter, item, box.adjusted(px(44), 0, 0, 0), current=current)

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


class FormList(QFrame):
    """Forms by group; Up and Down choose, letters filter (``xxcj`` finds 信息采集表)."""

    chosen = Signal(str)
    """The form that the person has settled on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self.forms: tuple[FormLine, ...] = ()
        self.search = SearchBox("找表名，如 djb", self)
        self.search.setAccessibleName("找表名，可以打拼音首字母")
        self.list = ItemList(self, two_lines=True)
        self.list.setAccessibleName("表")
        self._delegate = _Delegate(self.list)
        self.list.setItemDelegate(self._delegate)
        self._told = ""
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._tell)
        self._top = QVBoxLayout()
        self._top.addWidget(self.search)
        down = QVBoxLayout(self)
        down.setContentsMargins(1, 1, 1, 1)
        down.setSpacing(0)
        down.addLayout(self._top)
        down.addWidget(self.list, 1)
        self.search.query.connect(lambda _text: self._show())
        self.search.cleared.connect(self._show)
        self.search.stepped.connect(self.list.step)
        self.search.entered.connect(self.list.setFocus)
        self.list.moved.connect(lambda _item: self._settle.start())
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        edge = theme().px(12)
        self._top.setContentsMargins(edge, edge, edge, edge)

    def show_forms(self, forms: Sequence[FormLine], current: str = "") -> None:
        """Show these; the current one is made so without telling."""
        self.forms = tuple(forms)
        self._show()
        self.make_current(current or self.current())

    def show_sample(self, name: str, sample: Sample) -> None:
        """A form's picture has been drawn."""
        self._delegate.samples[name] = sample
        self._show()

    def sample(self, name: str) -> Sample | None:
        """The picture of a form if it has been drawn."""
        return self._delegate.samples.get(name)

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
        query = self.search.composed_text()
        found = [form for form in self.forms if pinyin.matches(query, form.title)]
        items: list[Item] = []
        for n, form in enumerate(found):
            if not n or found[n - 1].group != form.group:
                items.append(Item(None, form.group, heading=True))
            items.append(Item(form.name, form.title, self._detail(form)))
        if not found and self.forms:
            items = [Item(None, f"没有叫“{query}”的表", heading=True)]
        self.list.show_items(items, keep=True)

    def _detail(self, form: FormLine) -> str:
        sample = self._delegate.samples.get(form.name)
        if sample is None:
            return "全村 1 份" if form.village else "每户 1 份"
        pages = "全村 1 份" if form.village else f"每户 {sample.pages} 页"
        return f"{sample.paper()}，{pages}"
