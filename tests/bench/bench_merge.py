"""How fast changes fold, pack and unpack: ``python tests/bench/bench_merge.py [packages] [changes per package]``.

Figures are changes per CPU second, the median of the repeats. The data are invented village packages: a third of the
changes make rows of five groups, the rest edit one group, one in twenty of them without having seen the last edit.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
import uuid
import zlib
from collections.abc import Callable

from fupin_desk.core.change import PUT, Change, Dot, decode_block, encode_block, split_blocks
from fupin_desk.core.hlc import Stamp
from fupin_desk.core.merge import State, fold

NOTHING: tuple[Dot, ...] = ()
GROUPS: tuple[str, ...] = ("name", "account", "income", "house", "contact")


def group(rnd: random.Random) -> dict[str, object]:
    """Four fields as a household has them."""
    number = rnd.randrange(10**6)
    return {"name": f"王小{number}", "code": f"511799{number:012d}", "amount_fen": number, "on": "2026-03-01"}


def package(village: int, count: int, rnd: random.Random) -> list[Change]:
    """What one village sends: its rows, then edits of them."""
    replica = f"{village:032x}"
    heads: dict[tuple[str, str], tuple[Dot, ...]] = {}
    rows: list[str] = []
    out = []
    for seq in range(1, count + 1):
        if seq <= count // 3:
            row = str(uuid.UUID(int=rnd.getrandbits(128)))
            rows.append(row)
            written, base = GROUPS, NOTHING
        else:
            row, name = rnd.choice(rows), rnd.choice(GROUPS)
            written = (name,)
            base = heads.get((row, name), ()) if rnd.random() < 0.95 else ((replica, 1),)
        heads.update({(row, name): ((replica, seq),) for name in written})
        values = {name: group(rnd) for name in written}
        wall = "2026-03-01T10:00:00"
        stamp = Stamp(1_772_000_000_000 + seq // 50, seq % 50)
        out.append(Change(replica, seq, PUT, "household", row, values, base, "李明", "", wall, stamp, "批1", 1))
    return out


def measure(what: str, count: int, work: Callable[[], object], repeat: int = 5) -> None:
    """Print the median rate of ``work``, which handles ``count`` changes each time."""
    rates = []
    for _ in range(repeat):
        gc.collect()
        start = time.process_time()
        work()
        rates.append(count / (time.process_time() - start))
    print(f"{what:46}{statistics.median(rates):12,.0f} changes/CPU-s")


def take_in(blocks: list[bytes]) -> State:
    """A county takes in every block, one transaction each."""
    state = State()
    for block in blocks:
        state.receive(decode_block(block))
    return state


def apply_all(changes: list[Change]) -> State:
    """One by one, as they come."""
    state = State()
    for change in changes:
        state.apply(change)
    return state


def main() -> None:
    """Generate, measure, print."""
    packages, count = (int(text) for text in (*sys.argv[1:], "60", "1500")[:2])
    rnd = random.Random(1)
    changes = [change for village in range(packages) for change in package(village, count, rnd)]
    by_row: dict[str, list[Change]] = {}
    for change in changes:
        by_row.setdefault(change.row, []).append(change)
    shuffled = rnd.sample(changes, len(changes))
    blocks = [encode_block(part) for part in split_blocks(changes)]
    total = len(changes)
    size = sum(map(len, blocks)) / total
    print(f"{total:,} changes, {len(by_row):,} rows, {len(blocks)} blocks, {size:.0f} bytes a change")
    rows = [fold(part) for part in by_row.values()]
    measure("fold, row by row", total, lambda: [fold(part) for part in by_row.values()])
    measure("State.apply, in order", total, lambda: apply_all(changes))
    measure("State.apply, shuffled", total, lambda: apply_all(shuffled))
    measure("shown and conflicts of every row, per change", total, lambda: [(r.shown(), r.conflicts()) for r in rows])
    measure("encode_block", total, lambda: [encode_block(changes[at : at + count]) for at in range(0, total, count)])
    measure("split_blocks", total, lambda: list(split_blocks(changes)))
    texts = [zlib.decompress(block).decode().split("\n") for block in blocks]
    measure("bare json.loads of the same lines", total, lambda: [list(map(json.loads, lines)) for lines in texts])
    measure("decode_block", total, lambda: [decode_block(block) for block in blocks])
    measure("decode_block and State.receive", total, lambda: take_in(blocks))
    gc.disable()
    measure("the same, garbage collector off", total, lambda: take_in(blocks))


if __name__ == "__main__":
    main()
