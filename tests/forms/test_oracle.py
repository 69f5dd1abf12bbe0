"""The oracle is not ours: LibreOffice prints the same filled workbook, page for page and word for word in the same place.

Long: it needs LibreOffice (apt-get install libreoffice-calc-nogui), and fails where there is none.

Told to LibreOffice, since an .xlsx cannot say it: the bundled faces stand for 宋体, 黑体, 仿宋 and 楷体 and have the line
height of these; no line begins with a comma (``libreoffice``). Everything else is what it makes of the file.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from fupin_desk.forms.catalog import Form, FormInfo, list_forms, load_form
from fupin_desk.forms.names import names_of
from fupin_desk.forms.paper.frame import frame_of
from fupin_desk.forms.pdf import print_pdf
from fupin_desk.forms.values import FormData
from fupin_desk.forms.xlsx import to_xlsx
from tests.forms.libreoffice import Oracle
from tests.forms.oracle import Agreement, Box, Word, cell_at, compare, words_of
from tests.forms.oracle_copies import blank, rich
from tests.forms.samples import STAMP

pytestmark = pytest.mark.long
LEAST = 0.99
_FOOT_SIZE = 7.0
FORMS = list_forms()
NOT_COMPARED = (
    "页脚小字和二维码：我们印在页边里，每页都有；填好的表格把同样的话放在表格自己的页脚里",
    "方格、二维码、照片、图表：我们画在格子里，表格里是说同一件事的文字",
    "拼版：几张小卡片印在一张 A4 上是打印时的事，表格里每张卡片一页",
)
"""What is left out of the comparison, and why."""
DIFFERENT: Mapping[str, str] = {}
"""Forms that cannot agree, by file name, with the reason. Empty: there is none."""


@dataclass(frozen=True)
class Prints:
    """One filled form in both prints."""

    form: Form
    data: FormData
    ours: bytes
    theirs: Path


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Prints]:
    """Every bundled form, rich and blank, printed by the program and, in one run, by LibreOffice."""
    folder = tmp_path_factory.mktemp("oracle")
    filled: dict[tuple[str, str], tuple[Form, FormData, bytes]] = {}
    books: dict[tuple[str, str], Path] = {}
    for info in FORMS:
        form = replace(load_form(info.path, names_of(info.subject)), grid=None)
        for kind, copy in (("rich", rich(form)), ("blank", blank(form))):
            key = info.name, kind
            out = io.BytesIO()
            print_pdf(form, [copy], out, STAMP)
            books[key] = folder / f"{info.name}_{kind}.xlsx"
            to_xlsx(form, copy, books[key])
            filled[key] = form, copy, out.getvalue()
    theirs = Oracle(folder / "libreoffice").printed(list(books.values()))
    return {key: Prints(*found, theirs[books[key]]) for key, found in filled.items()}


@pytest.mark.parametrize("kind", ["rich", "blank"])
@pytest.mark.parametrize("info", FORMS, ids=lambda info: info.name)
def test_libreoffice_prints_the_same(info: FormInfo, kind: str, prints: dict[tuple[str, str], Prints]) -> None:
    found = agreement(prints[info.name, kind])
    sys.stdout.write(f"{info.group} {info.title}（{info.name}，{kind}）：{found}\n")
    if info.name not in DIFFERENT:
        assert found.pages[0] == found.pages[1], str(found)
        assert found.share >= LEAST, str(found)


def agreement(both: Prints) -> Agreement:
    """How the two prints of a form agree, without what is ``NOT_COMPARED``."""
    ours, mine = words_of(both.ours)
    theirs, other = words_of(both.theirs)
    cells = list(_cells(both.form, both.data, drawn=False))
    drawn = list(_cells(both.form, both.data, drawn=True))
    paper = both.form.layout.paper
    mine = [word for word in mine if word.size > _FOOT_SIZE or word.y < paper.height - paper.bottom]
    return compare(_outside(mine, drawn), _outside(other, drawn), (ours, theirs), cells)


def _outside(words: Sequence[Word], drawn: Sequence[Box]) -> list[Word]:
    return [word for word in words if not cell_at(word, drawn)] if drawn else list(words)


def _cells(form: Form, data: FormData, *, drawn: bool) -> Iterator[Box]:
    """The cells on paper, or only those that are drawn as a whole."""
    high = form.layout.paper.height
    for number, page in enumerate(form.plan.pages(data)):
        for placed in frame_of(form.layout, form.rows, page).cells:
            if (placed.cell.drawn is not None) >= drawn:
                x, y, box = placed.x, high - placed.y, placed.box
                yield number, placed.cell.place.name, x, y, x + box.width, y + box.height
