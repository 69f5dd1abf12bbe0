"""附件: photos of the household and of its records, as thumbnails; adding them and looking at one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fupin_desk.actions import household_page, records, visits
from fupin_desk.core.dates import show_day
from fupin_desk.gui.kit.card import label
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.flow import FlowLayout
from fupin_desk.gui.kit.inputs.line import TextEdit
from fupin_desk.gui.kit.kinds import Surroundings, editor_for
from fupin_desk.gui.kit.photo import PATTERNS, thumbnail
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_fields import SectionCard
from fupin_desk.gui.pages.household_records import do_at_once
from fupin_desk.gui.theme import icons
from fupin_desk.gui.theme.current import theme
from fupin_desk.ledgers.attachment import ATTACHMENT, Attachment

_WIDTH, _HEIGHT, _WORDS = 148, 104, 42
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RECEIPT = "6"
"""The code of 单据 in the list of what a photo shows."""


def photo_words(item: Attachment) -> tuple[str, str]:
    """What a photo shows, and when it was taken."""
    kind = ATTACHMENT.by_name["photo_kind"].kind.show(item.photo_kind)
    where = {"visit": "走访", "household_year": "收入依据", "member": "家庭成员"}.get(item.of_ledger, "")
    return item.caption or kind or where or "照片", show_day(item.taken_at.date()) if item.taken_at else where


class Thumb(QAbstractButton):
    """One photo, small, with its words."""

    def __init__(self, item: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item, self._picture, self._missing = item, QPixmap(), False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("，".join(part for part in ("照片", *photo_words(item)) if part))

    def show_picture(self, data: bytes | None) -> None:
        """Show the picture; None when it has not arrived."""
        px = theme().px
        self._missing = data is None
        if data is not None:
            self._picture = thumbnail(data, QSize(px(_WIDTH), px(_HEIGHT)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDTH), theme().px(_HEIGHT + _WORDS))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, px, painter = theme(), theme().px, QPainter(self)
        box = QRect(0, 0, self.width(), px(_HEIGHT))
        painter.fillRect(box, now.color("sunken"))
        if not self._picture.isNull():
            x, y = (self._picture.width() - box.width()) // 2, (self._picture.height() - box.height()) // 2
            painter.drawPixmap(box, self._picture, QRect(max(0, x), max(0, y), box.width(), box.height()))
        else:
            size = px(24)
            spot = QRectF(box.center().x() - size / 2, box.center().y() - size / 2, size, size)
            icons.paint(painter, "image", "ink3", spot)
        title, day = photo_words(self.item)
        painter.setFont(now.font(13))
        painter.setPen(now.color("ink"))
        line = QRect(0, box.bottom() + px(3), self.width(), px(18))
        painter.drawText(
            line, _LEFT, painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, line.width())
        )
        painter.setPen(now.color("ink3"))
        painter.drawText(line.translated(0, px(18)), _LEFT, "照片未到" if self._missing else day)
        focused = self.hasFocus()
        painter.setPen(QPen(now.color("ring" if focused else "line"), 2 if focused else 1))
        painter.drawRect(QRectF(box).adjusted(1, 1, -1, -1) if focused else QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5))


class PhotosSection(SectionCard):
    """Thumbnails in the order they were added. Insert or 添加照片 adds, Enter looks at one."""

    def __init__(self, book: Book, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(book, key, title, parent)
        self.thumbs: list[Thumb] = []
        self.dialog: PhotoDialog | None = None

    def build(self) -> Iterator[None]:
        yield
        self.add_link = self.add_action("添加照片")
        self.add_link.clicked.connect(lambda: self.insert_row())
        self.none = label("还没有照片。", "mut")
        self.body.addWidget(self.none)
        self._box = QWidget(self)
        self._flow = FlowLayout(self._box, gap=12)
        self.body.addWidget(self._box)

    def show_all(self) -> None:
        self.add_link.setEnabled(not self.book.is_new)
        self.add_link.setToolTip("先保存这一户，再添加照片" if self.book.is_new else "")

    def show_photos(self, items: Sequence[Attachment]) -> None:
        """Show these photos; each picture is read in its turn."""
        self.ensure()
        held = {thumb.item.id: thumb for thumb in self.thumbs}
        if [thumb.item for thumb in self.thumbs] == list(items):
            return
        for thumb in self.thumbs:
            self._flow.removeWidget(thumb)
        self.thumbs = [self._thumb(item, held.pop(item.id, None)) for item in items]
        for thumb in held.values():
            thumb.hide()
            thumb.deleteLater()
        for thumb in self.thumbs:
            self._flow.addWidget(thumb)
        self.none.setVisible(not items)
        self._box.setVisible(bool(items))
        self._claim()
        self.set_title(self.section_title, f"{len(items)} 张照片" if items else "")

    def _thumb(self, item: Attachment, held: Thumb | None) -> Thumb:
        if held is not None and held.item.photo == item.photo:
            held.item = item
            held.update()
            return held
        thumb = Thumb(item, self._box)
        thumb.clicked.connect(lambda: self.look_at(thumb.item))
        digest = item.photo
        self.book.desk.read(thumb, lambda s: visits.photo_bytes(s, digest), thumb.show_picture, slot="picture")
        thumb.show()
        return thumb

    def _claim(self) -> None:
        """A scroll area asks for minimum sizes only: say how high the wrapped rows are."""
        self._box.setMinimumHeight(self._flow.heightForWidth(max(1, self._box.width())) if self.thumbs else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.built:
            self._claim()

    def insert_row(self) -> bool:
        self.ensure()
        if not self.book.is_new:
            self.ask_for_files()
        return not self.book.is_new

    def ask_for_files(self, ledger: str = "household", record: str = "", kind: str | None = None) -> None:
        """Ask for picture files and attach them."""
        names, _filter = QFileDialog.getOpenFileNames(self, "添加照片", "", PATTERNS)
        if names:
            self.add_files([Path(name) for name in names], ledger, record, kind)

    def add_files(
        self, paths: Sequence[Path], ledger: str = "household", record: str = "", kind: str | None = None
    ) -> None:
        """Read these pictures and attach them in one step; one that is no picture refuses all, with its name."""
        home = self.book.household().id

        def add(session: Any) -> Any:
            photos = [visits.read_photo(path) for path in paths]
            return household_page.add_photos(session, home, photos, ledger=ledger, record=record, photo_kind=kind)

        do_at_once(self, self.book, add)

    def look_at(self, item: Attachment) -> None:
        """Show one photo large."""
        self.dialog = PhotoDialog(self, [thumb.item for thumb in self.thumbs], item)
        self.dialog.open()

    def first_focus(self) -> QWidget | None:
        self.ensure()
        return self.thumbs[0] if self.thumbs else self.add_link


class PhotoDialog(QDialog):
    """One photo as large as the window allows; the arrows go to the next, words can be changed, it can be removed."""

    def __init__(self, section: PhotosSection, items: Sequence[Attachment], current: Attachment) -> None:
        super().__init__(section.window())
        self.section, self.items, self.at = section, list(items), list(items).index(current)
        self.setWindowTitle("照片")
        self._bytes: bytes | None = None
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMinimumSize(theme().px(480), theme().px(320))
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.place = label("", "mut")
        around = Surroundings(dense=True)
        self.kind = FieldFrame("照片内容", editor_for(ATTACHMENT.by_name["photo_kind"].kind, around), self)
        self.caption = FieldFrame("说明", TextEdit(most=200), self)
        self._build()
        size = section.window().size()
        self.resize(round(size.width() * 0.8), round(size.height() * 0.9))
        self._show()

    def _build(self) -> None:
        back, forth = push("上一张", icon="arrow-left"), push("下一张", icon="arrow-right")
        back.clicked.connect(lambda: self.step(-1))
        forth.clicked.connect(lambda: self.step(1))
        remove, close = push("删除这张", "danger-link"), push("关闭", key="Esc")
        self.keep = push("保存说明", "primary", key="Ctrl+S")
        self.keep.setShortcut("Ctrl+S")
        remove.clicked.connect(self.remove)
        close.clicked.connect(self.accept)
        self.keep.clicked.connect(self.save)
        words, foot, box = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        words.addWidget(self.kind, 1)
        words.addWidget(self.caption, 3)
        for part in (back, self.place, forth):
            foot.addWidget(part)
        foot.addStretch(1)
        for part in (remove, close, self.keep):
            foot.addWidget(part)
        box.addWidget(self.picture, 1)
        box.addLayout(words)
        box.addLayout(foot)

    def _show(self) -> None:
        item = self.items[self.at]
        title, day = photo_words(item)
        self.place.setText(f"{self.at + 1} / {len(self.items)}　{title}　{day}")
        self.kind.set_value(item.photo_kind)
        self.caption.set_value(item.caption)
        self.picture.setText("")
        self.section.book.desk.read(
            self, lambda s: visits.photo_bytes(s, item.photo), self._show_picture, slot="picture"
        )

    def _show_picture(self, data: bytes | None) -> None:
        self._bytes = data
        if data is None:
            self.picture.setText("照片未到：它在另一台电脑上，下次带照片导出就会到。")
            return
        picture = QPixmap()
        picture.loadFromData(data)
        self.picture.setPixmap(
            picture.scaled(
                self.picture.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )

    def step(self, by: int) -> None:
        """The next or the previous photo, round at the ends."""
        self.at = (self.at + by) % len(self.items)
        self._show()

    def save(self) -> None:
        """Keep the words of this photo."""
        item = dataclasses.replace(
            self.items[self.at], photo_kind=self.kind.value(), caption=self.caption.value()
        )  # fmt: skip
        if item != self.items[self.at]:
            do_at_once(self.section, self.section.book, lambda s: records.save(s, "改照片说明", [item]), "说明已保存")
        self.accept()

    def remove(self) -> None:
        """Take the photo out of the file; it can be brought back."""
        item = self.items[self.at]
        do_at_once(
            self.section,
            self.section.book,
            lambda s: records.remove_record(s, ATTACHMENT, item.id, "不需要了"),
            "照片已删除",
        )
        self.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._bytes is not None:
            self._show_picture(self._bytes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(-1 if event.key() == Qt.Key.Key_PageUp else 1)
            return
        super().keyPressEvent(event)
