"""Placeholders: what a form may ask for, and what it is told when it asks for something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from fupin_desk.core.errors import DeskError, Invalid
from fupin_desk.forms.catalog import load_form
from fupin_desk.forms.fill import blocks_of, spans_of
from fupin_desk.forms.names import OBJECTS, listed_names, names_of
from fupin_desk.forms.values import Value
from tests.forms.sheets import NAMES, data, form, save, sheet


def test_an_unknown_name_is_refused_with_cell_and_nearest_names(tmp_path: Path) -> None:
    path = save(sheet({"A1": "户主", "B7": "{{户.户主性名}}", "C2": "{{成员.姓字}}"}), tmp_path)
    with pytest.raises(Invalid) as caught:
        load_form(path, names_of("户"))
    problems = {problem.where: problem.message for problem in caught.value.problems}
    assert set(problems) == {"B7", "C2"}
    assert "没有叫“户.户主性名”的内容" in problems["B7"]
    assert "户.户主姓名" in problems["B7"]
    assert "成员.姓名" in problems["C2"]


def test_an_unknown_show_is_refused_with_all_there_are(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        form(sheet({"A1": "{{姓名|彩色}}"}), tmp_path)
    assert "年月日" in caught.value.problems[0].message
    assert "A1" in str(caught.value)


@pytest.mark.parametrize("shown", ["方格:一百", "方格:99999", "元:2", "空白:" + "省"])
def test_only_squares_and_lines_take_a_word_behind_the_colon(tmp_path: Path, shown: str) -> None:
    made = sheet({"A1": f"{{{{姓名|{shown}}}}}"})
    if shown == "空白:省":
        assert form(made, tmp_path).rows[0][0].slots[0].show.extra == "省"
    else:
        with pytest.raises(Invalid):
            form(made, tmp_path)


def test_a_public_form_may_not_ask_for_what_must_stay_private(tmp_path: Path) -> None:
    cells = {
        "A1": "{{户.户主姓名}}",
        "B1": "{{户.户主证件号码}}",
        "C1": "{{成员.健康状况}}",
        "D1": "{{户.主要致贫原因}}",
    }
    made = sheet(cells, notes={"公开": "是"})
    with pytest.raises(Invalid) as caught:
        load_form(save(made, tmp_path), names_of("户"))
    assert [problem.where for problem in caught.value.problems] == ["B1", "C1", "D1"]


def test_names_may_be_written_short_or_by_code_name() -> None:
    names = names_of("户")
    assert names.resolve("户主姓名") == "户.户主姓名"
    assert names.resolve("收入.a1") == "年度.务工收入"
    assert names.resolve("收入.工资性收入") == "年度.工资性收入"
    assert names.resolve("户.住房面积") == "年度.住房面积（㎡）"
    assert names.resolve("成员.id_number") == "成员.证件号码"
    assert names.resolve("村.name") == "村.行政村"
    assert names.resolve("成员.户编号") is None


@pytest.mark.parametrize("subject", OBJECTS)
def test_every_listed_name_resolves_to_itself(subject: str) -> None:
    names = names_of(subject)
    assert len(listed_names(subject)) > 100
    assert all(names.resolve(name) == name for name in listed_names(subject))


def test_an_object_without_names_is_refused() -> None:
    with pytest.raises(DeskError, match="没有叫“会议”的对象"):
        names_of("会议")


def test_rows_of_a_list_are_its_slots(tmp_path: Path) -> None:
    made = form(sheet({f"A{n}": "{{成员.姓名}}" for n in range(3, 9)}), tmp_path)
    (block,) = blocks_of(made.rows)
    assert (block.name, block.slots, block.first, block.last, block.per_group) == ("成员", 6, 2, 7, 1)


def test_people_beside_one_another_are_counted_in_reading_order(tmp_path: Path) -> None:
    cells = {f"{c}{r}": "{{成员.姓名}}" for r in (1, 2) for c in "AC"}
    cells |= {f"{c}{r}": "{{成员.说明}}" for r in (1, 2) for c in "BD"}
    made = form(sheet(cells), tmp_path)
    (block,) = blocks_of(made.rows)
    assert (block.slots, block.per_group) == (4, 2)
    numbers = [cell.slots[0].item for row in made.rows for cell in row]
    assert numbers == [0, 0, 1, 1, 2, 2, 3, 3]


def test_one_person_may_take_two_rows(tmp_path: Path) -> None:
    made = form(
        sheet({"A1": "{{成员.姓名}}", "A2": "{{成员.说明}}", "A3": "{{成员.姓名}}", "A4": "{{成员.说明}}"}), tmp_path
    )
    (block,) = blocks_of(made.rows)
    assert block.groups == ((0, 1), (2, 3))


def test_a_placeholder_parted_between_two_fonts_is_found(tmp_path: Path) -> None:
    made = sheet({})
    made["A1"] = CellRichText("户主：{{户.", TextBlock(InlineFont(b=True), "姓名}}"))
    (cell,) = form(made, tmp_path).rows[0]
    assert [slot.name for slot in cell.slots] == ["户.姓名"]


def test_words_around_a_placeholder_stay(tmp_path: Path) -> None:
    (cell,) = form(sheet({"A1": "（{{姓名}}）户，{{户.金额|元}}元"}), tmp_path).rows[0]
    spans = spans_of(cell, data(姓名="王秀兰", 金额=Value("6134", raw=613400)), 0, {})
    assert "".join(text for text, _ in spans) == "（王秀兰）户，6,134.00元"


def test_numbers_of_rows_come_by_themselves(tmp_path: Path) -> None:
    made = form(sheet({"A1": "{{成员.序号}}", "A2": "{{成员.序号}}"}), tmp_path)
    shown = ["".join(t for t, _ in spans_of(row[0], data("甲"), 0, {})) for row in made.rows]
    assert shown == ["1", ""]


def test_control_characters_never_reach_paper(tmp_path: Path) -> None:
    (cell,) = form(sheet({"A1": "{{姓名}}"}), tmp_path).rows[0]
    assert spans_of(cell, data(姓名="王\x00秀\x1b兰\r\n二行"), 0, {})[0][0] == "王 秀 兰\n二行"


def test_names_given_twice_load_the_form_once(tmp_path: Path) -> None:
    path = save(sheet({"A1": "{{姓名}}"}), tmp_path)
    assert load_form(path, NAMES) is load_form(path, NAMES)


def test_the_nearest_names_of_a_list_come_from_the_same_list(tmp_path: Path) -> None:
    path = save(sheet({"A1": "{{成员.联系电活}}"}), tmp_path)
    with pytest.raises(Invalid) as refused:
        load_form(path, names_of("户"))
    assert "相近的有：成员.成员联系电话" in refused.value.problems[0].message
