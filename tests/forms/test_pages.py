"""Pages: breaks as drawn, 续页 for lists longer than their slots, signatures beside the last row, rows that grow."""

from __future__ import annotations

from pathlib import Path

from openpyxl.styles import Alignment
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from fupin_desk.forms.catalog import Form
from fupin_desk.forms.pdf import page_count, page_text
from fupin_desk.forms.values import FormData, Value
from tests.forms.sheets import MEDIUM, RULED, data, form, printed, sheet


def roster(slots: int, *, height: float = 30, notes: dict[str, str] | None = None) -> Worksheet:
    """A title, a heading row, ruled slots, a signature: rows 1, 2, then slots, then one."""
    cells: dict[str, object] = {"A1": "花名册{{续页}}", "A2": "姓名", "B2": "说明"}
    cells |= {f"A{n + 3}": "{{成员.姓名}}" for n in range(slots)} | {f"B{n + 3}": "{{成员.说明}}" for n in range(slots)}
    cells[f"A{slots + 3}"] = "审核人："
    made = sheet(cells, notes=notes)
    for row in range(2, slots + 3):
        made.row_dimensions[row].height = height
        for column in "AB":
            made[f"{column}{row}"].border = RULED
    made.print_title_rows = "1:2"
    return made


def people(count: int) -> list[str]:
    return [f"村民{n:03d}" for n in range(1, count + 1)]


def saying(text: str, *names: str) -> FormData:
    """People with a long text beside each."""
    copy = data(*names)
    return FormData(copy.title, copy.scalars, {"成员": [{**item, "说明": Value(text)} for item in copy.lists["成员"]]})


def pages_of(pdf: bytes) -> list[str]:
    return [page_text(pdf, [n]) for n in range(page_count(pdf))]


def test_fewer_people_leave_ruled_blank_rows(tmp_path: Path) -> None:
    made = form(roster(5), tmp_path)
    (page,) = made.plan.pages(data("甲", "乙"))
    assert page.rows == tuple(range(8))


def test_a_roster_goes_on_with_titles_and_ends_with_its_signature(tmp_path: Path) -> None:
    pdf, result = printed(form(roster(10), tmp_path), data(*people(60)))
    texts = pages_of(pdf)
    assert result.pages == len(texts) == 3
    assert all("花名册" in text and "姓名" in text for text in texts)
    assert [("审核人" in text) for text in texts] == [False, False, True]
    joined = "".join(texts)
    assert all(joined.count(name) == 1 for name in people(60))


def test_every_number_of_people_is_printed_once_with_the_signature_beside_the_last(tmp_path: Path) -> None:
    made = form(roster(10), tmp_path)
    room = made.layout.paper.room
    for count in range(1, 70):
        pages = made.plan.pages(data(*people(count)))
        shown = [n for page in pages for row, n in _items(made, page.rows, page.shifts) if n < count]
        assert shown == list(range(count)), count
        assert all(sum(page.heights) <= room + 0.5 for page in pages)
        assert [12 in page.rows for page in pages] == [False] * (len(pages) - 1) + [True]
        last = [n for _, n in _items(made, pages[-1].rows, pages[-1].shifts)]
        assert min(last) < count, "the signature never stands on a page without data"


def _items(made: Form, rows: tuple[int, ...], shifts: tuple[int, ...]) -> list[tuple[int, int]]:
    found = []
    for row, shift in zip(rows, shifts, strict=True):
        found += [
            (row, cell.slots[0].item + shift) for cell in made.rows[row][:1] if cell.slots and cell.slots[0].listed
        ]
    return found


def test_a_list_within_a_larger_form_gets_pages_of_its_own(tmp_path: Path) -> None:
    made = roster(3)
    made["A7"] = "五、其他"
    for column in "AB":
        made[f"{column}7"].border = RULED
    pdf, result = printed(form(made, tmp_path), data(*people(5)))
    first, second = pages_of(pdf)
    assert result.pages == 2
    assert "村民003" in first and "村民004" not in first
    assert "花名册（续页1）" in second and "村民004" in second and "村民005" in second
    assert "五、其他" in first and "五、其他" not in second


def test_the_maker_decides_how_a_list_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    apart = form(roster(3, notes={"续页": "另页"}), tmp_path / "a")
    running = form(roster(3), tmp_path)
    assert [page.continued for page in apart.plan.pages(data(*people(5)))] == [0, 1]
    assert len(running.plan.pages(data(*people(5)))) == 1


def test_breaks_are_where_the_maker_put_them(tmp_path: Path) -> None:
    made = sheet({"A1": "第一面", "A2": "第二面", "A3": "第二面尾"})
    made.row_breaks.append(Break(id=1))
    pdf, _ = printed(form(made, tmp_path), data())
    first, second = pages_of(pdf)
    assert "第一面" in first and "第二面" not in first
    assert "第二面尾" in second


def test_a_merge_is_never_cut_by_the_end_of_a_page(tmp_path: Path) -> None:
    made = sheet({f"A{n}": f"行{n}" for n in range(1, 11)})
    for row in range(1, 12):
        made.row_dimensions[row].height = 100
    made["B7"] = "合并"
    made.merge_cells("B7:B9")
    pages = form(made, tmp_path).plan.pages(data())
    holder = next(page for page in pages if 6 in page.rows)
    assert {6, 7, 8} <= set(holder.rows)


def test_rows_grow_where_the_sheet_allows_it(tmp_path: Path) -> None:
    told = "走访时查看住房和饮水情况，核对务工收入，宣传医保参保政策。" * 6
    for notes, grows in (({"行高": "可增高"}, True), ({}, False)):
        made = roster(4, notes=notes)
        for row in range(3, 7):
            made[f"B{row}"].alignment = Alignment("left", "center", wrap_text=True)
        folder = tmp_path / str(grows)
        folder.mkdir()
        pdf, result = printed(form(made, folder), saying(told, "甲", "乙"))
        assert bool(result.overflows) is not grows
        if grows:
            assert "".join(page_text(pdf).split()).count(told) == 2


def test_a_form_that_grew_beyond_its_page_goes_on_overleaf(tmp_path: Path) -> None:
    made = roster(12, notes={"行高": "可增高"})
    for row in range(3, 15):
        made[f"B{row}"].alignment = Alignment("left", "center", wrap_text=True)
    pages = form(made, tmp_path).plan.pages(saying("很长的话" * 60, *people(5)))
    assert len(pages) > 1
    assert all(sum(page.heights) <= form(made, tmp_path).layout.paper.room + 0.5 for page in pages)


def test_the_last_row_of_every_page_carries_the_heavy_rule(tmp_path: Path) -> None:
    made = roster(4)
    for column in "AB":
        made[f"{column}6"].border = type(RULED)(left=RULED.left, right=RULED.right, top=RULED.top, bottom=MEDIUM)
    pages = form(made, tmp_path).plan.pages(data(*people(60)))
    assert len(pages) > 1
    for page in pages:
        assert [row for row in page.rows if 2 <= row <= 5][-1] == 5
