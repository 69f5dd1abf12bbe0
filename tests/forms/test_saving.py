"""A printed file appears whole under its name or not at all, whatever the disk, the name or another print does."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fupin_desk.core.errors import DeskError
from fupin_desk.forms.catalog import Form
from fupin_desk.forms.paper.saving import partial_file
from fupin_desk.forms.pdf import print_pdf
from fupin_desk.forms.values import FormData
from fupin_desk.forms.xlsx import to_xlsx
from tests.forms.samples import STAMP
from tests.forms.sheets import data, form, sheet


@pytest.fixture
def made(tmp_path: Path) -> Form:
    return form(sheet({"A1": "户主：{{姓名}}", "A3": "{{成员.姓名}}", "A4": "{{成员.姓名}}"}), tmp_path)


def test_a_second_print_to_the_same_file_is_refused_and_spoils_nothing(tmp_path: Path) -> None:
    out = tmp_path / "采集表.pdf"
    with partial_file(out) as first:
        first.write(b"first")
        with pytest.raises(DeskError, match="另一次打印正在写"), partial_file(out):
            pass
        first.write(b" whole")
    assert out.read_bytes() == b"first whole"
    with partial_file(out) as again:
        again.write(b"again")
    assert out.read_bytes() == b"again"
    assert [p.name for p in tmp_path.iterdir()] == ["采集表.pdf"]


def test_prints_to_one_file_from_many_threads_leave_one_of_them_whole(tmp_path: Path) -> None:
    out, refused = tmp_path / "a.pdf", []

    def write(sign: bytes) -> None:
        try:
            with partial_file(out) as target:
                for _ in range(200):
                    target.write(sign * 1000)
        except DeskError as error:
            refused.append(error)

    threads = [threading.Thread(target=write, args=(sign,)) for sign in (b"a", b"b", b"c", b"d")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) < 4
    written = out.read_bytes()
    assert len(written) == 200_000
    assert len(set(written)) == 1


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_a_place_without_a_file_name_is_refused_with_a_sentence(made: Form, name: str) -> None:
    with pytest.raises(DeskError, match="文件名"):
        print_pdf(made, [data()], Path(name), STAMP)


def test_a_folder_is_refused_before_anything_is_drawn(made: Form, tmp_path: Path) -> None:
    folder = tmp_path / "打印"
    folder.mkdir()
    drawn: list[int] = []

    def copies() -> Iterator[FormData]:
        drawn.append(1)
        yield data()

    with pytest.raises(DeskError, match="“打印”是文件夹"):
        print_pdf(made, copies(), folder, STAMP)
    assert drawn == []
    assert list(tmp_path.glob("*.part")) == []


def test_what_a_killed_print_left_behind_is_no_hindrance(made: Form, tmp_path: Path) -> None:
    (tmp_path / "a.pdf.part").write_bytes(b"%PDF half")
    print_pdf(made, [data(姓名="王秀兰")], tmp_path / "a.pdf", STAMP)
    assert (tmp_path / "a.pdf").read_bytes().endswith(b"%%EOF\n")
    assert not (tmp_path / "a.pdf.part").exists()


def test_a_device_is_never_replaced_by_a_file(made: Form, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(DeskError, match="不是普通文件"):
        print_pdf(made, [data()], pipe, STAMP)
    assert pipe.is_fifo()


STRANGE = [
    "=1+1", "+HYPERLINK(\"x\")", "@SUM(1)", "-2", "'=4", "\t=3", "a\x00b\x1b\x7f", "右\u200f\u202e", "\ufffe\uffff王",
    "\U0001fffe\U0010ffff李",
]  # fmt: skip


def test_no_value_can_break_or_move_a_saved_workbook(made: Form, tmp_path: Path) -> None:
    # U+FFFE and U+FFFF may not stand in XML at all: a spreadsheet reads no further and loses every row below.
    copies = [data(name, name, 姓名=name) for name in STRANGE]
    titled = [FormData(name, c.scalars, c.lists) for c, name in zip(copies, STRANGE, strict=True)]
    to_xlsx(made, titled, tmp_path / "a.xlsx", STAMP)
    book = load_workbook(tmp_path / "a.xlsx")
    assert len(book.sheetnames) == len(STRANGE)
    for sheet_, name in zip(book.worksheets, STRANGE, strict=True):
        cells = [cell for row in sheet_.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}, name
        assert not any(mark in str(cell.value) for cell in cells for mark in "\ufffe\uffff")
    assert not any(mark in title for title in book.sheetnames for mark in "\ufffe\uffff")
