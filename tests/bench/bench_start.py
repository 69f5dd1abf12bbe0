"""How long a person waits at the start: ``python tests/bench/bench_start.py [--households N] [--rounds N]``.

Three figures, measured in turns in fresh processes without a screen, medians of all rounds:

- bare      a QtWidgets window with one label, from the start of the process to its first paint
- unlock    our program, from the start of the process to the painted unlock page
- key       our program, from Enter in the password to the key: one Argon2id derivation, which is meant to cost
- usable    our program, from the key to 首页 painted with its numbers

What is demanded: ``usable`` at most 1.5 times ``bare``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from fupin_desk.actions import demo
from fupin_desk.actions import session as sessions
from fupin_desk.store import keys

ROOT = Path(__file__).parents[2]
MOST = 1.5
BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.monotonic()); app.quit()
app = QApplication([]); window = Window(); window.setCentralWidget(QLabel("0")); window.resize(1366, 728)
window.show(); app.exec()
"""


def child(*arguments: str) -> tuple[float, str]:
    """Run a fresh process; the moment it was started and what it printed."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    start = time.monotonic()
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True,
                          check=True)  # fmt: skip
    return start, done.stdout


def bare() -> float:
    """Seconds to the first paint of a window with nothing in it."""
    start, told = child("-c", BARE)
    return float(told) - start


def ours(ledger: Path) -> dict[str, float]:
    """Seconds to the unlock page, and from Enter to the usable window."""
    start, told = child(str(Path(__file__)), "--inside", str(ledger))
    found: dict[str, float] = json.loads(told)
    return {"unlock": found["painted"] - start, "key": found["key"], "usable": found["usable"]}


def inside(ledger: Path) -> None:
    """The measured process: open the unlock page, let it load, give the password, wait for the usable window."""
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415  only the measured process may load Qt
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  see above

    from fupin_desk.app.house import House  # noqa: PLC0415  see above
    from fupin_desk.app.screen import start_screen  # noqa: PLC0415  see above
    from fupin_desk.gui.memory import Memory  # noqa: PLC0415  see above

    def wait(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    app = QApplication([])
    memory = Memory()
    memory.put("maximized", False)
    start_screen(app, memory)
    house = House(memory, ledger.parent / "none")
    house.start(ledger)
    app.processEvents()
    painted = time.monotonic()
    while any(thread.name == "preload" for thread in threading.enumerate()):
        wait(20)
    wait(1500)
    unlocked: list[float] = []
    derive = keys.unlock

    def timed(folder: Path, user: str, password: str) -> bytes:
        key = derive(folder, user, password)
        unlocked.append(time.monotonic())
        return key

    keys.unlock = timed
    loop = QEventLoop()
    house.usable.connect(loop.quit)
    house.door.unlock.password.setText(demo.PASSWORD)
    entered = time.monotonic()
    house.door.unlock.submit()
    loop.exec()
    house.ledger.window.repaint()
    usable = time.monotonic()
    house.stop()
    print(json.dumps({"painted": painted, "key": unlocked[0] - entered, "usable": usable - unlocked[0]}))


def main() -> int:
    """Measure and print; the exit code is 1 when the usable window takes too long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--households", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--inside", type=Path)
    given = parser.parse_args()
    if given.inside:
        inside(given.inside)
        return 0
    with tempfile.TemporaryDirectory() as place:
        ledger = Path(place) / "石桥村.fupin"
        session, _ = demo.make_demo(ledger, households=given.households)
        sessions.close(session)
        rounds = [{"bare": bare(), **ours(ledger)} for _ in range(given.rounds)]
    middle = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    for name, seconds in middle.items():
        print(f"{name:12}{seconds * 1000:8.0f} ms   {seconds / middle['bare']:5.2f} x bare")
    ratio = middle["usable"] / middle["bare"]
    print(f"usable / bare = {ratio:.2f} (at most {MOST})")
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(main())
