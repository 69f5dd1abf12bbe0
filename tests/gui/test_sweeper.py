"""Widgets die in the window's thread, whatever thread Python happens to tidy up on."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from fupin_desk.core.progress import Task
from fupin_desk.gui.desk import Desk
from fupin_desk.gui.kit.push import push
from fupin_desk.gui.sweeper import Sweeper, sweeper


class Witness:
    """Lies in a cycle and tells which thread it was destroyed on."""

    threads: list[str]

    def __init__(self, threads: list[str]) -> None:
        self.threads, self.itself = threads, self

    def __del__(self) -> None:
        self.threads.append(threading.current_thread().name)


@pytest.fixture
def own_desk(desk: Desk) -> Iterator[Desk]:
    """A desk with both threads running."""
    yield desk
    desk.stop()
    assert gc.isenabled()


def litter(_session: Any, _task: Task) -> None:
    """What a worker leaves behind: enough to make Python collect many times."""
    for _ in range(20_000):
        cycle: list[object] = []
        cycle.append(cycle)


def test_garbage_is_collected_in_the_windows_thread_only(qtbot: QtBot, own_desk: Desk) -> None:
    button, threads = push("保存"), list[str]()
    qtbot.addWidget(button)
    own_desk.run(button, lambda _s, _task: None)
    assert own_desk.wait_idle()
    for _ in range(50):
        Witness(threads)
    own_desk.run(button, litter)
    assert own_desk.wait_idle()
    assert threads == []
    sweeper().sweep()
    assert threads == ["MainThread"] * 50


def test_where_no_thread_works_python_tidies_up_as_ever(own_desk: Desk) -> None:
    assert gc.isenabled()
    sweeper().hold()
    sweeper().hold()
    assert not gc.isenabled()
    sweeper().release()
    assert not gc.isenabled()
    sweeper().release()
    assert gc.isenabled()


@pytest.mark.usefixtures("qapp")
def test_while_work_goes_on_collecting_waits_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    own, working = Sweeper(), [True]
    clock = [1000.0]
    monkeypatch.setattr("fupin_desk.gui.sweeper.time.monotonic", lambda: clock[0])
    collected: list[int] = []
    monkeypatch.setattr("fupin_desk.gui.sweeper.gc.get_count", lambda: (10_000, 0, 0))
    monkeypatch.setattr("fupin_desk.gui.sweeper.gc.collect", lambda generation=2: collected.append(generation))
    busy = lambda: working[0]  # noqa: E731  # what a thread tells of itself
    own.hold(busy)
    try:
        own.sweep()  # the first looks through what the start has left
        own.sweep()
        assert collected == [0]
        clock[0] += 30
        own.sweep()
        assert collected == [0, 0]
        working[0] = False
        own.sweep()
        assert collected == [0, 0, 0]
    finally:
        own.release(busy)
