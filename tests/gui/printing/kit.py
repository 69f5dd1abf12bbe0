"""What the tests of 打印中心 do over and over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fupin_desk.actions import households
from fupin_desk.actions.session import Session
from fupin_desk.gui.frame import MainWindow
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.pages import printing_machine
from fupin_desk.gui.pages.printing import PrintingPage
from fupin_desk.gui.pages.printing_machine import Machine
from fupin_desk.ledgers.card import CardFilter
from tests.gui.small_village import settle

SURVEY, VISITS, ROSTER = "household_survey", "visit_record", "pairing_roster"


PLAIN = Machine("plain", "HP LaserJet P1108", usual=True)


TURNING = Machine("turning", "兄弟 HL-2260D", turns=True)


COARSE = 1.5


"""Dots a point on the paper of tests: drawing 300 dpi takes half a second a page. One test prints as finely as people do."""


FINE = printing_machine._SCALE


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def ids(session: Session, *heads: str) -> list[str]:
    """Households by the name of their head."""
    cards = households.cards(session, households.card_ids(session, CardFilter()))
    known = {card.head: key for key, card in cards.items()}
    return [known[head] for head in heads]


def opened(window: MainWindow, target: Any = None) -> PrintingPage:
    """打印中心 in front, everything read, drawn and counted."""
    window.go("printing", target)
    page = window.page()
    assert isinstance(page, PrintingPage)
    rest(page)
    return page


def rest(page: PrintingPage) -> None:
    """Let timers fire and every read be answered."""
    for _ in range(3):
        QTest.qWait(45)
        settle(page.desk)


def pages_of(paper: Path) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(paper) as document:
        return len(document)


def sizes_of(paper: Path) -> set[tuple[int, int]]:
    """Its paper in points, rounded."""
    with pypdfium2.PdfDocument(paper) as document:
        return {(round(w), round(h)) for w, h in (page.get_size() for page in document)}


def ink_of(paper: Path) -> list[bool]:
    """Which pages have anything on them."""
    with pypdfium2.PdfDocument(paper) as document:
        images = [page.render(scale=0.2).to_pil().convert("L") for page in document]
    return [image.getextrema()[0] < 200 for image in images]


def toasts(window: MainWindow) -> list[str]:
    """What is said at the bottom of the window."""
    return [toast.text for toast in window.findChildren(Toast) if toast.isVisible()]


def watch(act: Callable[[], object], page: PrintingPage) -> None:
    """Do something and let it come to its end."""
    act()
    rest(page)
