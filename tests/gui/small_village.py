"""A village of five invented households for tests of pages, and a window on it with stand-ins for other pages."""

from __future__ import annotations

import shutil
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desk.actions import households
from fupin_desk.actions import session as sessions
from fupin_desk.actions.session import Session
from fupin_desk.core.ids import new_id
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.frame import Factory, MainWindow, Shell
from fupin_desk.gui.kit.toast import Toast
from fupin_desk.gui.page import Page
from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.helping import MAIN, Helper, Pairing
from fupin_desk.ledgers.household import HEAD, Household, Member
from fupin_desk.ledgers.record import Record
from fupin_desk.ledgers.team import Attendance, TaskItem, TeamMember, Visit
from fupin_desk.ledgers.village import Village, VillageGroup
from fupin_desk.store.instance import InstanceLock
from fupin_desk.store.ledger_file import LedgerFile

TODAY = date.today()
"""Fields read 今天 and -1 by the real clock, so the sample lives today too."""
NOW = datetime.combine(TODAY, time(19, 10))
PASSWORD = "fupin-test"
USER = "周明远"
CODE = "511799105203"
HOMES = {
    "王秀兰": ("0137", 43), "吴晓玲": ("0007", 32), "韦小兵": ("0045", 19), "王喜来": ("0093", 12), "刘小满": ("0152", None),
}  # fmt: skip
"""Head -> short number and how many days ago somebody called last."""


class Template(NamedTuple):
    """A closed ledger folder and its key: opening copies with the key spares every test the slow unlocking."""

    folder: Path
    key: bytes


def make_village(folder: Path, *, people: bool = True) -> Template:
    """Write the sample into a new ledger folder and close it; without ``people`` as a new user has it, empty."""
    village = Village(code=CODE, name="石桥村", county="青山县", township="柳河乡")
    session, _code = sessions.new_ledger(
        folder, village, user=USER, duty="第一书记", password=PASSWORD, now=lambda: NOW, any_password=True
    )
    if people:
        with session.file.work("编样本", strict=False, kind="demo") as work:
            work.put_many(_records())
    key = session.file.data_key
    sessions.close(session, with_backup=False)
    return Template(folder, key)


def _records() -> list[Record]:
    group = VillageGroup(id=new_id(), name="二组", number=2)
    helper = Helper(id=new_id(), name=USER, phone="13900001000")
    team = [TeamMember(id=new_id(), name=name) for name in (USER, "李文静")]
    days = [Attendance(member=team[0].id, on=TODAY.replace(day=1), state="1")]
    found: list[Record] = [group, helper, *team, *days]
    for at, (head, (number, ago)) in enumerate(HOMES.items()):
        found += _home(head, number, ago, group, helper if head != "刘小满" else None, at)
    return found


def _home(head: str, number: str, ago: int | None, group: VillageGroup, helper: Helper | None, at: int) -> list[Record]:
    home = Household(id=new_id(), number=f"{CODE}{number}", group=group.id, state="0" if at % 2 else "1", cause="01")
    found: list[Record] = [home, _person(home, head, HEAD, 2 * at)]
    if head == "王秀兰":
        found.append(_person(home, "陈建国", "02", 2 * at + 1))
    if head == "韦小兵":
        found.append(_person(home, "吴雪莲", "02", 2 * at + 1))
    if helper is not None:
        found.append(Pairing(household=home.id, helper=helper.id, role=MAIN, since=TODAY - timedelta(days=600)))
    if ago is not None:
        day = TODAY - timedelta(days=ago)
        visit = Visit(
            id=new_id(), household=home.id, at=datetime.combine(day, time(15, 0)), visit_kind="1", visitors="周明远、何佳",
            met=("1",), content=f"{head}家一切照旧。",
        )  # fmt: skip
        found.append(visit)
        if head == "王秀兰":
            due = TODAY - timedelta(days=2)
            found.append(TaskItem(title="回复门诊卡办理进度", task_kind="2", household=home.id, visit=visit.id, due_on=due,
                                  owner=USER, state="1"))  # fmt: skip
    return found


def _person(home: Household, name: str, relation: str, at: int) -> Member:
    birth = date(1960 + at, 3, 5)
    return Member(
        household=home.id, name=name, relation=relation, sex="1", birth=birth, id_kind="01",
        id_number=idnumber.make("511799", birth, 101 + 2 * at), nation="01", education="03", health=("01",), labour="01",
        state="1",
    )  # fmt: skip


def open_copy(template: Template, folder: Path) -> Session:
    """A ledger of one's own, like the template."""
    shutil.copytree(template.folder, folder)
    lock = InstanceLock(folder)
    lock.acquire()
    return Session(LedgerFile(folder, template.key, USER, now=lambda: NOW), USER, "第一书记", lock)


class Elsewhere(Page):
    """Stands in for the other pages and remembers what they were asked for."""

    def __init__(self, desk: Desk, name: str, asked: list[tuple[str, Any]]) -> None:
        super().__init__(desk)
        self.name, self.asked = name, asked

    def show_target(self, target: Any) -> None:
        self.asked.append((self.name, target))


def open_window(qtbot: QtBot, desk: Desk, pages: dict[str, Factory], asked: list[tuple[str, Any]],
                size: tuple[int, int] = (1366, 728)) -> MainWindow:  # fmt: skip
    """A window on these pages; every other page there is stands in and notes in ``asked`` what it is to show."""

    def stand_in(name: str) -> Factory:
        return lambda on: Elsewhere(on, name, asked)

    others = ("home", "ledger", "visit", "pairing", "printing", "household", "import")
    shell = Shell("石桥村", "青山县 柳河乡", "2019", USER, "第一书记", {n: pages.get(n) or stand_in(n) for n in others})
    window = MainWindow(desk, shell)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


def settle(desk: Desk) -> None:
    """Let everything that was asked for be answered and shown."""
    for _ in range(3):
        assert desk.wait_idle()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


def here() -> QWidget:
    """What has the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys one after another where the focus is."""
    for key in keys:
        QTest.keyClick(here(), key, mods)


def type_in(text: str) -> None:
    """Letters as keys, everything else as an input method commits it."""
    for sign in text:
        if sign.isascii():
            QTest.keyClicks(here(), sign)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(sign)
            QCoreApplication.sendEvent(here(), event)


def home_of(session: Session, head: str) -> str:
    """The id of the household of this head."""
    known = households.cards(session, households.card_ids(session, CardFilter()))
    return next(card.household for card in known.values() if card.head == head)


def toast(window: QWidget) -> Toast:
    """The message that is shown."""
    found = [t for t in window.findChildren(Toast) if t.isVisible()]
    assert found
    return found[-1]


def take_back(window: QWidget, desk: Desk) -> None:
    """Press the verb of the message, 撤销."""
    button = toast(window).button
    assert button is not None
    button.click()
    settle(desk)
