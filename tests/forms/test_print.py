"""The forms that ship: every value lands on paper, long families get a 续页, nothing is half printed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from openpyxl.styles import Alignment, Font
from PIL import Image

from fupin_desk.core.errors import Cancelled, DeskError
from fupin_desk.core.progress import Task
from fupin_desk.forms.catalog import Form, find_form, load_form
from fupin_desk.forms.fill import Slot
from fupin_desk.forms.names import names_of
from fupin_desk.forms.pdf import fit_check, page_count, page_png, page_text, print_pdf
from fupin_desk.forms.values import FormData, Value
from tests.forms import samples
from tests.forms.sheets import data, form, printed, sheet
from tests.paper_text import bare

FORMS = ("household_survey", "visit_record", "pairing_roster")


def shipped(name: str) -> Form:
    info = find_form(name)
    return load_form(info.path, names_of(info.subject))


def example(name: str) -> FormData:
    return samples.roster(30) if name == "pairing_roster" else samples.household(people=6, visited=5)


def expected(made: Form, copy: FormData) -> list[str]:
    """What the placeholders of a form have to show for this copy."""
    found = []
    for slot in {slot for row in made.rows for cell in row for slot in cell.slots}:
        found += [slot.show.text(value) for value in _values(slot, copy)]
    return [text for text in found if text.strip()]


def _values(slot: Slot, copy: FormData) -> list[Value]:
    if not slot.listed:
        return [copy.scalars[slot.name]] if slot.name in copy.scalars else []
    return [item[slot.name] for item in copy.lists.get(slot.listed, ()) if slot.name in item]


@pytest.mark.parametrize("name", FORMS)
def test_every_value_is_found_on_paper(name: str) -> None:
    made, copy = shipped(name), example(name)
    pdf, result = printed(made, copy)
    text = bare(page_text(pdf))
    wanted = expected(made, copy)
    assert len(wanted) > 25
    assert [value for value in wanted if bare(value) not in text] == []
    assert not result.overflows
    assert not result.missing_glyphs


@pytest.mark.parametrize("name", FORMS)
def test_a_form_with_almost_nothing_known_is_a_form_to_write_on(name: str) -> None:
    made = shipped(name)
    empty = samples.nearly_empty() if made.info.subject == "户" else FormData("石桥村", {})
    pdf, result = printed(made, empty)
    assert result.pages == (2 if name == "household_survey" else 1)
    assert not result.overflows
    text = page_text(pdf)
    assert "None" not in text
    assert "{{" not in text
    assert "填" in text or "注" in text


@pytest.mark.parametrize("name", FORMS)
def test_no_label_of_a_shipped_form_is_cut(name: str) -> None:
    assert fit_check(shipped(name), [FormData("空白", {})], samples.STAMP).overflows == ()


def test_the_title_follows_the_era() -> None:
    made = shipped("household_survey")
    assert "贫困户信息采集表" in page_text(printed(made, samples.household())[0], [0])
    assert "脱贫户信息采集表" in page_text(printed(made, samples.nearly_empty())[0], [0])


@pytest.mark.parametrize(("people", "pages"), [(1, 2), (6, 2), (7, 3), (9, 3), (18, 3), (19, 4)])
def test_more_than_six_people_go_to_a_continuation_page(people: int, pages: int) -> None:
    pdf, result = printed(shipped("household_survey"), samples.household(people=people))
    assert result.pages == pages
    if people > 6:
        third = page_text(pdf, [2])
        assert "家庭成员（续页1）" in third
        assert "证件号码" in third, "the heading is repeated"
        assert "王秀兰" in third, "and so is the line that says whose page it is"
        assert samples.id_number("20150506", 106) in third
    assert f"共 {pages} 页" in page_text(pdf, [0])


def test_rare_names_are_printed_in_a_family_and_can_be_found() -> None:
    pdf, result = printed(shipped("household_survey"), samples.household(people=4, name="𬭎大山", rare=samples.RARE))
    text = page_text(pdf)
    assert all(letter in text for letter in samples.RARE)
    assert not result.missing_glyphs


@pytest.mark.parametrize(
    "text", ["<b>粗</b>&amp;", "=1+1", "{{户.户编号}}", "%(x)s \\n (括号) [x]", "</stream> endobj"]
)
def test_what_people_write_is_drawn_as_they_wrote_it(tmp_path: Path, text: str) -> None:
    pdf, _ = printed(form(sheet({"A1": "{{姓名}}"}), tmp_path), data(姓名=text))
    assert bare(text) in bare(page_text(pdf))


def test_a_text_too_long_is_reported_with_form_household_and_cell() -> None:
    made = shipped("pairing_roster")
    base = samples.roster(3)
    items = [
        {**item, "单位": Value("青山县农业农村局农业技术推广中心驻石桥村帮扶工作队" * 4)} for item in base.lists["结对"]
    ]
    result = fit_check(made, [FormData(base.title, base.scalars, {"结对": items})], samples.STAMP)
    assert len(result.overflows) == 3
    first = result.overflows[0]
    assert (first.form, first.household, first.name) == ("结对帮扶花名册", "石桥村", "单位")
    assert re.fullmatch(r"[A-Z]+\d+", first.cell)
    assert "只放得下" in str(first)


def test_every_household_has_a_bookmark_and_every_page_its_foot() -> None:
    copies = [samples.household(name=name, people=n) for n, name in ((3, "王秀兰"), (8, "陈国富"), (2, "刘小满"))]
    out = io.BytesIO()
    result = print_pdf(shipped("household_survey"), copies, out, samples.STAMP)
    assert (result.pages, result.households) == (7, 3)
    with pypdfium2.PdfDocument(out.getvalue()) as document:
        outline = [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    assert outline == [("王秀兰 0137", 0), ("陈国富 0137", 2), ("刘小满 0137", 5)]
    for n in range(7):
        text = page_text(out.getvalue(), [n])
        assert "内部资料" in text
        assert "2025.1" in text
        assert "打印：周明远　2019-11-20 20:41" in text
    assert "第 3 页　共 3 页" in page_text(out.getvalue(), [4])


def test_a_public_form_is_not_marked_internal(tmp_path: Path) -> None:
    made = form(sheet({"A1": "{{姓名}}"}, notes={"公开": "是"}), tmp_path)
    assert "内部资料" not in page_text(printed(made, data(姓名="王秀兰"))[0])


def test_the_same_households_give_the_same_file() -> None:
    made = shipped("visit_record")
    assert printed(made, samples.household())[0] == printed(made, samples.household())[0]


def test_each_household_can_begin_on_a_fresh_sheet_of_paper() -> None:
    copies = [samples.household(people=n) for n in (7, 3)]
    out = io.BytesIO()
    result = print_pdf(shipped("household_survey"), copies, out, samples.STAMP, fresh_sheet=True)
    assert result.pages == 6
    assert page_text(out.getvalue(), [3]).strip() == ""
    assert "贫困户信息采集表" in page_text(out.getvalue(), [4])


def test_a_cancelled_print_leaves_no_file(tmp_path: Path) -> None:
    task = Task(lambda done, total, label: task.cancel() if done == 2 else None)
    with pytest.raises(Cancelled):
        print_pdf(shipped("visit_record"), [samples.household()] * 5, tmp_path / "走访.pdf", samples.STAMP, task)
    assert list(tmp_path.iterdir()) == []


def test_a_print_appears_whole_and_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "走访.pdf"
    target.write_bytes(b"old")
    steps: list[tuple[int, int]] = []
    task = Task(lambda done, total, label: steps.append((done, total)))
    print_pdf(shipped("visit_record"), [samples.household()] * 3, target, samples.STAMP, task)
    assert page_count(target.read_bytes()) == 3
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert [path.name for path in tmp_path.iterdir()] == ["走访.pdf"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="找不到"):
        print_pdf(shipped("visit_record"), [samples.household()], tmp_path / "无" / "a.pdf", samples.STAMP)


def test_the_preview_shows_a_page_of_the_very_file(tmp_path: Path) -> None:
    pdf, _ = printed(shipped("visit_record"), samples.household())
    png = page_png(pdf, 0, 1.0)
    assert png.startswith(b"\x89PNG")
    with pytest.raises(DeskError, match="没有这一页"):
        page_png(pdf, 7, 1.0)


def test_pictures_codes_and_squares_are_drawn(tmp_path: Path) -> None:
    photo = io.BytesIO()
    Image.new("RGB", (60, 40), (180, 20, 20)).save(photo, "PNG")
    made = sheet({"A1": "{{户.照片|照片}}", "B1": "{{姓名|二维码}}", "C1": "{{户.金额|方格:18}}"})
    made.row_dimensions[1].height = 80
    loaded = form(made, tmp_path)
    copy = data(照片=Value("照片", raw=photo.getvalue()), 姓名="FP-0137", 金额="511799")
    pdf, _ = printed(loaded, copy, copy)
    assert pdf.count(b"/Subtype/Image") == 1, "the same picture is written once"
    assert "511799" in bare(page_text(pdf))
    # A file that is no picture leaves its cell empty and the rest as it is.
    spoilt, _ = printed(loaded, data(照片=Value("照片", raw=b"no picture"), 金额="1"))
    assert page_count(spoilt) == 1


def test_upright_and_coloured_text_is_drawn(tmp_path: Path) -> None:
    made = sheet({"A1": "向上", "B1": "向下", "C1": "竖排", "D1": "红字"})
    for place, turn in (("A1", 90), ("B1", 180), ("C1", 255)):
        made[place].alignment = Alignment(textRotation=turn)
    made["D1"].font = Font("宋体", 12, color="FFC00000", underline="single", bold=True)
    made.row_dimensions[1].height = 90
    pdf, _ = printed(form(made, tmp_path), data())
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=2).to_pil()
    reds = sum(count for count, pixel in picture.getcolors(1_000_000) if pixel[0] > 150 and pixel[1] < 60)
    assert reds > 50
    assert all(letter in page_text(pdf) for letter in "向上下竖排红字")
