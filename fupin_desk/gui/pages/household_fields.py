"""Fields of one record at a time, bound to the page's edits: shown, marked, doubted, and put back by undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from fupin_desk.gui.kit.card import Card, label
from fupin_desk.gui.kit.cells import Option
from fupin_desk.gui.kit.field import FieldFrame
from fupin_desk.gui.kit.flow import WrapLabel
from fupin_desk.gui.kit.kinds import Surroundings, editor_for
from fupin_desk.gui.kit.tables import LedgerTable
from fupin_desk.gui.pages.household_book import Book
from fupin_desk.gui.pages.household_edits import Key, Spot, same
from fupin_desk.gui.pages.household_words import field_label
from fupin_desk.gui.theme.current import set_role, theme
from fupin_desk.ledgers import kinds
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import Doubt
from fupin_desk.ledgers.registry import BY_NAME

_DENSE = Surroundings(dense=True)
_DONE = object()
_CLOSEST = 0.9
"""So far a table squeezes its columns by itself."""
_LEVELS = {"E": "error", "W": "warning", "H": "hint"}


class BoundFields(QObject):
    """Editors of one ledger's fields, showing one record. What a person changes goes to ``book.edits`` at once."""

    left = Signal(str)
    """The person left this field; what it means for other fields may be worked out now."""

    def __init__(self, book: Book, ledger: str, parent: QObject) -> None:
        super().__init__(parent)
        self.book, self.ledger = book, BY_NAME[ledger]
        self.frames: dict[str, FieldFrame] = {}
        self.key: Key | None = None
        self._showing, self._typing = False, ""
        book.edited.connect(self._on_book_edited)
        book.doubted.connect(self.show_doubts)

    def add(self, name: str, *, editor: Any = None, frame_class: type[FieldFrame] = FieldFrame) -> FieldFrame:
        """Make the frame of a field, with its usual editor or a given one."""
        field = self.ledger.by_name[name]
        made = editor if editor is not None else editor_for(field.kind, _DENSE)
        frame = frame_class(field_label(self.ledger.name, name), made, required=field.required)
        if frame.label != field.label:
            frame.setToolTip(field.label)
        frame.edited.connect(_calling(self._on_edited, name))
        frame.left.connect(_calling(self._on_left, name))
        self.frames[name] = frame
        if self.key is not None:
            self._show_field(name, frame)
        return frame

    # Showing

    def show(self, key: Key | None) -> None:
        """Show a record (None: nothing to edit)."""
        self.key, self._typing = key, ""
        self._showing = True
        for name, frame in self.frames.items():
            self._show_field(name, frame)
        self._showing = False
        self.show_doubts()

    def _show_field(self, name: str, frame: FieldFrame) -> None:
        was, self._showing = self._showing, True
        edits, key = self.book.edits, self.key
        original, now = (edits.original(key), edits.record(key)) if key is not None else (None, None)
        before = _plain(getattr(original, name, None))
        value = _plain(getattr(now, name, None))
        self._offer(name, frame, before, value)
        frame.set_value(before)
        text = edits.unreadable().get(Spot(key, name)) if key is not None else None
        if text is not None and isinstance(frame.editor, QLineEdit):
            frame.editor.setText(text)
            frame.editor.textEdited.emit(text)
            frame.refresh()
        elif not same(value, before):
            frame.put(value)
        self._showing = was

    def _offer(self, name: str, frame: FieldFrame, *values: Any) -> None:
        """A code that forms of today offer no more still has its label."""
        kind = self.ledger.by_name[name].kind
        if not isinstance(kind, kinds.Choice | kinds.Choices):
            return
        held = [code for value in values for code in (value if isinstance(value, tuple) else (value,)) if code]
        offered = {option.code for option in frame.editor.options}
        missing = [code for code in dict.fromkeys(held) if code not in offered]
        if missing:
            words = code_list(kind.list_name)
            frame.editor.set_options([*frame.editor.options, *(Option(code, words.label(code)) for code in missing)])

    def _on_book_edited(self, spot: Spot | None) -> None:
        if self.key is None:
            return
        if spot is None:
            self.show(self.key)
        elif spot.key == self.key:
            self._catch_up()

    def _catch_up(self) -> None:
        """Show what was changed by something else than the field itself."""
        now = self.book.edits.record(self.key) if self.key is not None else None
        was, self._showing = self._showing, True
        for name, frame in self.frames.items():
            if now is not None and not frame.editor.problem() and not same(frame.value(), getattr(now, name)):
                frame.put(_plain(getattr(now, name)))
        self._showing = was

    def show_doubts(self) -> None:
        """Say at each field what is doubtful about it; not while it is being typed in."""
        if self.key is None:
            return
        for name, frame in self.frames.items():
            level, words = self._doubt(name, frame)
            if name == self._typing and words:
                continue
            if frame.property("doubt") != (words or None) or (words and frame.message()[1] != words):
                frame.setProperty("doubt", words or None)
                frame.say(level, words)

    def _doubt(self, name: str, frame: FieldFrame) -> tuple[str, str]:
        assert self.key is not None
        if name == "id_number" and (twin := self.book.twins.get(self.key.id)):
            return "error", twin
        found = self.book.doubts_at(Spot(self.key, name))
        if not found or frame.editor.doubt() or frame.editor.problem():
            return "", ""
        worst = min(found, key=lambda doubt: "EWH".index(doubt.level))
        return _LEVELS[worst.level], worst.message

    # Changing

    def _on_edited(self, name: str) -> None:
        if self._showing or self.key is None:
            return
        frame, spot = self.frames[name], Spot(self.key, name)
        self._typing = name if _has_focus(frame) else ""
        if frame.editor.problem():
            text = frame.editor.text() if isinstance(frame.editor, QLineEdit) else ""
            self.book.edits.spoil(spot, text)
        else:
            self.book.edits.put(spot, frame.value())

    def _on_left(self, name: str) -> None:
        if self.key is None:
            return
        self._typing = ""
        self.left.emit(name)
        self.book.edits.seal()
        self.show_doubts()

    def focus(self, name: str) -> bool:
        """Put the focus into a field; False when it is not here."""
        frame = self.frames.get(name)
        if frame is None:
            return False
        frame.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class WideLineFrame(FieldFrame):
    """A field whose line of words stands apart, where a whole sentence has room beside its neighbours."""

    def take_line(self) -> QWidget:
        """The line, to be put somewhere else."""
        self._grid.removeWidget(self._line)
        return self._line


def _plain(value: Any) -> Any:
    return None if value in ("", ()) else value


def _has_focus(frame: FieldFrame) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and frame.isAncestorOf(focused)


def _calling(act: Callable[[str], None], name: str) -> Callable[[], None]:
    return lambda: act(name)


Placed = QWidget | tuple[QWidget, int]
"""A widget in a grid, alone or with the number of columns it spans."""


def grid_of(frames: Iterable[Placed], columns: int) -> QGridLayout:
    """Frames row by row in columns of equal width."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme().px(12))
    grid.setVerticalSpacing(theme().px(8))
    lay_out(grid, frames, [1] * columns)
    return grid


def lay_out(grid: QGridLayout, frames: Iterable[Placed], shares: Sequence[int]) -> None:
    """Place the frames anew, in columns whose widths stand to each other like the shares."""
    while grid.takeAt(0) is not None:
        pass
    row = column = 0
    for item in frames:
        frame, span = item if isinstance(item, tuple) else (item, 1)
        if column + span > len(shares):
            row, column = row + 1, 0
        grid.addWidget(frame, row, column, 1, span)
        column += span
    for at in range(max(grid.columnCount(), len(shares))):
        grid.setColumnStretch(at, shares[at] if at < len(shares) else 0)


def small_head(text: str) -> QLabel:
    """The grey bold word over a group of fields."""
    head = label(text, "b")
    head.setContentsMargins(0, theme().px(4), 0, 0)
    return head


def fold_columns(table: LedgerTable, less_needed: Sequence[str]) -> None:
    """Hide these columns where the table has no room for all of them, and show them again where it has."""
    layout = table.layout_now()
    room, wanted = table.width() / theme().scale, sum(width for _key, width, _shown in layout)
    tight = room < wanted * _CLOSEST
    if any(shown == tight for key, _width, shown in layout if key in less_needed):
        table.set_layout([(key, width, not (tight and key in less_needed)) for key, width, _shown in layout])


class DoubtNotes(WrapLabel):
    """Sentences about a section as a whole; hidden when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
        self.hide()

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show these, as strong as the worst of them."""
        worst = min((doubt.level for doubt in doubts), key="EWH".index, default="H")
        set_role(self, {"E": "err", "W": "warn"}.get(worst, "hint"))
        self.setText("\n".join(dict.fromkeys(doubt.message for doubt in doubts)))
        self.setVisible(bool(doubts))


class SectionCard(Card):
    """One section of the page. Its widgets are made when it is first needed, so that a household opens at once."""

    def __init__(self, book: Book, key: str, title: str, parent: QWidget | None = None, *, padded: bool = True) -> None:
        super().__init__(title, parent=parent, padded=padded)
        self.book, self.key, self.section_title = book, key, title
        self.built = False
        self._maker: Iterator[None] | None = None
        self.setAccessibleName(title)
        book.opened.connect(self._on_opened)

    def ensure(self) -> None:
        """Make what is not made yet of the widgets now, and fill them."""
        while not self.built:
            self.build_some()

    def build_some(self) -> None:
        """Make the next part of the widgets; after the last one they are filled."""
        if self._maker is None:
            self._maker = self.build()
        if next(self._maker, _DONE) is _DONE and not self.built:
            self.built = True
            if self.book.data is not None:
                self.show_all()

    def _on_opened(self) -> None:
        if self._maker is not None:
            self.ensure()
            self.show_all()

    def build(self) -> Iterator[None]:
        """Make the widgets; a yield wherever the window may breathe, or a person who opens the page first would wait."""
        yield from ()

    def add_notes(self) -> DoubtNotes:
        """A place under what is there for doubts that belong to no field."""
        notes = DoubtNotes(self)
        self.body.addWidget(notes)
        return notes

    def show_all(self) -> None:
        """Show the household that lies open."""

    def go_to(self, _spot: Spot) -> bool:
        """Focus one field of the section, showing whatever hides it; False when it is not here."""
        return False

    def first_focus(self) -> QWidget | None:
        """Where the focus goes when a person jumps to the section."""
        return None

    def insert_row(self) -> bool:
        """What Insert does here; False when the section has no rows to add."""
        return False

    def remove_row(self) -> bool:
        """What Ctrl+Delete does here; False when there is nothing to take away."""
        return False


class GridGroup(QWidget):
    """A head and its fields in a grid."""

    def __init__(self, title: str, frames: Iterable[Placed], columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().px(6))
        if title:
            box.addWidget(small_head(title))
        box.addLayout(grid_of(frames, columns))
