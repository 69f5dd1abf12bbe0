"""Identity, telephone and bank card numbers: typed anyhow, kept plain, shown in groups."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fupin_desk.core.shown import group_phone
from fupin_desk.gui.kit.inputs.line import ValueEdit
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.kinds import BankCard, IdNumber, Kind, Phone, VillageCode, half_width

_LATIN = Qt.InputMethodHint.ImhPreferLatin
_LONGEST_ID = 22


class GroupedEdit(ValueEdit):
    """Digits regrouped while typing, with the caret kept behind the same digit."""

    def __init__(self, kind: Kind, group: Callable[[str], str], most: int, parent: QWidget | None = None) -> None:
        super().__init__(kind, parent)
        self._group, self._most = group, most
        self.setInputMethodHints(_LATIN)

    def clean(self, text: str) -> str:
        """Only what the number is made of."""
        return re.sub(r"[^0-9]", "", half_width(text))[: self._most]

    def show_value(self, value: str | None) -> str:
        return self._group(value) if value else ""

    def take_typed(self, text: str) -> None:
        before = len(self.clean(text[: self.cursorPosition()]))
        neat = self._group(self.clean(text))
        super().take_typed(neat)
        if neat == text:
            return
        self.setText(neat)
        at = 0
        while before and at < len(neat):
            before -= neat[at] != " "
            at += 1
        self.setCursorPosition(at)


class IdEdit(GroupedEdit):
    """公民身份号码 or 残疾人证号 in groups of 6-8-4; a wrong digit is named, and may be saved all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(IdNumber(), idnumber.group, _LONGEST_ID, parent)
        # Saved all the same, but shown as strongly as an error: most wrong digits are typing mistakes.
        self.setProperty("doubt_level", "error")

    def clean(self, text: str) -> str:
        """Digits and X; full-width and lower-case forms are turned."""
        return re.sub(r"[^0-9XAB]", "", half_width(text).upper())[: self._most]

    def facts(self, today: date | None = None) -> idnumber.IdFacts:
        """Birth date, sex and problems read from the number as it stands."""
        return idnumber.inspect(self.value() or "", today or date.today())

    def doubt(self) -> str:
        """The first problem of the number with what to do about it."""
        if not self.value():
            return ""
        problems = self.facts().problems
        return problems[0] + idnumber.ADVICE if problems else ""


class PhoneEdit(GroupedEdit):
    """A telephone number, a mobile one grouped 3-4-4 on leaving."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Phone(), group_phone, 20, parent)

    def clean(self, text: str) -> str:
        """Digits, with the hyphens and blanks people type."""
        return re.sub(r"[^0-9+\-() ]", "", half_width(text))

    def take_typed(self, text: str) -> None:
        neat = self.clean(text)
        ValueEdit.take_typed(self, neat)
        if neat != text:
            at = self.cursorPosition()
            self.setText(neat)
            self.setCursorPosition(min(at, len(neat)))


class CardEdit(GroupedEdit):
    """A bank account of 12 to 19 digits in groups of four."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(BankCard(), _by_four, 19, parent)


class VillageCodeEdit(GroupedEdit):
    """The 12-digit code of an administrative village in groups of 6-3-3."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(VillageCode(), _six_three_three, 12, parent)


def _by_four(number: str) -> str:
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def _six_three_three(code: str) -> str:
    return " ".join(part for part in (code[:6], code[6:9], code[9:]) if part)
