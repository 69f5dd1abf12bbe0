"""A value worked out late: once for each object, and no object waits for another."""

from __future__ import annotations

import threading

from fupin_desk.core.lazily import lazily


class Paper:
    made = 0

    def __init__(self, gate: threading.Event | None = None) -> None:
        self.gate = gate

    @lazily
    def lines(self) -> list[str]:
        """What stands on it."""
        Paper.made += 1
        if self.gate is not None:
            assert self.gate.wait(20)
        return ["甲"]


def test_it_is_worked_out_once_and_belongs_to_its_object() -> None:
    before, one, other = Paper.made, Paper(), Paper()
    assert one.lines is one.lines
    assert one.lines is not other.lines
    assert Paper.made == before + 2
    assert Paper.lines.__doc__ == "What stands on it."


def test_a_long_one_keeps_no_other_object_waiting() -> None:
    gate = threading.Event()
    slow = threading.Thread(target=lambda: Paper(gate).lines)
    slow.start()
    quick: list[list[str]] = []
    other = threading.Thread(target=lambda: quick.append(Paper().lines))
    other.start()
    other.join(20)
    assert quick == [["甲"]]
    assert slow.is_alive()
    gate.set()
    slow.join(20)
