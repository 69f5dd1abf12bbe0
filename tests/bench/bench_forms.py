"""300 households on the two-page 信息采集表 into one PDF, warm: CPU seconds, file size, memory for 300 and 2,000.

    python tests/bench/bench_forms.py [--repeat 5] [--profile] [--peers]

``--peers`` draws the same filled pages with Qt, typst, reportlab Platypus (each if installed) and LibreOffice (10
households) in turns with our own, and prints CPU time and file size by the household as ratios to ours.

Goals (performance.md): <= 0.6 CPU s, <= 1.2 MB, memory flat in the number of households. Names, numbers, amounts and
codes differ from household to household; families have 1 to 7 people, so some go to a 续页.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import os
import pstats
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from fupin_desk.forms.catalog import Form, forms_folder, load_form
from fupin_desk.forms.names import names_of
from fupin_desk.forms.pdf import print_pdf
from fupin_desk.forms.values import FormData, Value
from tests.bench import form_peers
from tests.forms.samples import STAMP, household, id_number

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉梅建国华文辉志红春生德福贵财宝山林海云龙凤祥瑞雪琴美荣"


def households(count: int) -> Iterator[FormData]:
    """Invented households that differ in everything that people differ in."""
    rng = random.Random(7)
    kinds = [household(people=n) for n in range(1, 8)]
    for n in range(count):
        base = rng.choices(kinds, (6, 16, 26, 26, 16, 8, 2))[0]
        yield _varied(base, rng, n)


def _varied(base: FormData, rng: random.Random, n: int) -> FormData:
    surname = rng.choice(_SURNAMES)
    scalars = dict(base.scalars)
    for name, value in base.scalars.items():
        if name.startswith("年度.") and isinstance(value.raw, int) and value.raw > 50_000:
            fen = rng.randrange(3_000_000) if rng.random() < 0.4 else None
            scalars[name] = replace(value, text=f"{(fen or 0) / 100:,.0f}", raw=fen) if fen else Value()
    name = surname + rng.choice(_GIVEN) + rng.choice(_GIVEN)
    number = f"529921105203{n:04d}"
    changed = {
        "户主姓名": name, "户编号": number, "联系电话": f"139{rng.randrange(10**8):08d}", "银行卡号": f"62{rng.randrange(10**17):017d}",
        "户主证件号码": id_number(f"19{rng.randrange(40, 99)}0{rng.randrange(1, 9)}1{rng.randrange(0, 9)}", rng.randrange(999)),
        "家庭住址": f"柳河乡石桥村{rng.randrange(1, 9)}组{rng.randrange(1, 99)}号",
    }  # fmt: skip
    scalars.update({f"户.{label}": Value(text) for label, text in changed.items()})
    people = [
        {**person, "姓名": Value(surname + rng.choice(_GIVEN) + rng.choice(_GIVEN)),
         "证件号码": Value(id_number(f"19{rng.randrange(40, 99)}0{rng.randrange(1, 9)}1{rng.randrange(0, 9)}", rng.randrange(999)))}
        for person in base.lists["成员"]
    ]  # fmt: skip
    return FormData(f"{name} {n:04d}", scalars, {**base.lists, "成员": people}, code=f"FP-{n:04d}-20191120")


def resident_mb() -> float:
    """Peak resident memory of this process in MB (Linux)."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def spent() -> float:
    """CPU seconds of this process and of the programs it started."""
    return sum(os.times()[:4])


def ours(form: Form, copies: Sequence[FormData]) -> bytes:
    """The real engine, as the program calls it."""
    out = io.BytesIO()
    print_pdf(form, copies, out, STAMP)
    return out.getvalue()


def beside_peers(form: Form, copies: Sequence[FormData], repeat: int) -> None:
    """Every library in turns, so that what else the machine does falls on all of them alike."""
    form_peers.prepare()
    drawn = [form_peers.ready_pages(form, data) for data in copies]
    runs: dict[str, tuple[Callable[[], bytes], int]] = {"this program": (lambda: ours(form, copies), len(copies))}
    for name, (draw, count) in form_peers.DRAWERS.items():
        if not form_peers.missing(name):
            runs[name] = (lambda draw=draw, count=count: draw(form, drawn[:count]), count)  # type: ignore[misc]
    took: dict[str, list[float]] = {name: [] for name in runs}
    sizes: dict[str, int] = {}
    for turn in range(repeat + 1):
        for name, (run, count) in runs.items():
            start = spent()
            sizes[name] = len(run()) // count
            if turn:  # the first turn loads fonts and code
                took[name].append((spent() - start) / count)
    if not form_peers.missing("LibreOffice"):
        start = spent()
        sizes["LibreOffice"] = len(form_peers.libreoffice(form, copies[:10])) // 10
        took["LibreOffice"] = [(spent() - start) / 10]
    own, size = statistics.median(took["this program"]), sizes["this program"]
    print(f"{'CPU ms':>28}{'ratio':>9}{'bytes':>10}{'ratio':>8}   by the household")
    for name, found in took.items():
        each = statistics.median(found)
        print(f"{name:20}{each * 1000:8.2f}{each / own:9.1f}{sizes[name]:10,}{sizes[name] / size:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--peers", action="store_true")
    chosen = parser.parse_args()
    form = load_form(forms_folder() / "户级" / "household_survey.xlsx", names_of("户"))
    ready = list(households(300))
    if chosen.profile:
        print_pdf(form, ready, io.BytesIO(), STAMP)
        profile = cProfile.Profile()
        profile.runcall(print_pdf, form, ready, io.BytesIO(), STAMP)
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
        return
    if chosen.peers:
        beside_peers(form, ready, chosen.repeat)
        return
    cpu, size, pages = [], 0, 0
    for _ in range(chosen.repeat + 1):
        out, start = io.BytesIO(), time.process_time()
        pages = print_pdf(form, ready, out, STAMP).pages
        cpu.append(time.process_time() - start)
        size = len(out.getvalue())
    warm = statistics.median(cpu[1:])
    speed = f"first {cpu[0]:.2f}, warm {warm:.2f} CPU s ({pages / warm:.0f} pages/s)"
    print(f"300 households, {pages} pages: {speed}, {size / 1e6:.2f} MB")
    with Path(os.devnull).open("wb") as nowhere:
        print_pdf(form, households(300), nowhere, STAMP)
        before = resident_mb()
        print_pdf(form, households(2000), nowhere, STAMP)
    print(f"peak memory after 300: {before:.0f} MB, after 2,000: {resident_mb():.0f} MB")


if __name__ == "__main__":
    main()
