"""How fast pinyin loads and answers: ``python tests/bench/bench_pinyin.py``.

Loading has to stay under 15 ms, as it happens at the first search. Figures are CPU milliseconds, the best of fresh
processes for loading, of repeats for the rest. Names are invented.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time

from fupin_desk.core import pinyin

LOAD = (
    "import time; from fupin_desk.core import pinyin; start = time.process_time(); "
    "pinyin.readings('王'); print((time.process_time() - start) * 1000)"
)


def loading() -> float:
    """Milliseconds of the first look-up in a fresh process."""
    runs = [subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True) for _ in range(7)]
    return min(float(run.stdout) for run in runs)


def names(count: int) -> list[str]:
    """Invented names with many surnames of several readings."""
    rnd = random.Random(7)
    first, rest = "单仇解曾覃区查盖乐王李张刘陈", "秀国小春大明志玉兰富军生山乐重英"
    return [rnd.choice(first) + rnd.choice(rest) + rnd.choice(rest) for _ in range(count)]


def main() -> None:
    """Print the figures."""
    people = names(6300)
    print(f"load                    {loading():8.1f} ms")
    pinyin.readings("王")
    for title, work in (
        ("keys of 6,300 names", lambda: [pinyin.keys(name) for name in people]),
        ("wxl against 6,300 names", lambda: [pinyin.matches("wxl", name) for name in people]),
    ):
        start = time.process_time()
        work()
        print(f"{title:24}{(time.process_time() - start) * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
