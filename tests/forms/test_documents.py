"""Documents in prose: every value lands on paper, marks stand where they may, faults are named with their line."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from fupin_desk.core.errors import DeskError, Invalid
from fupin_desk.forms.documents.loading import find_document, list_documents, load_document
from fupin_desk.forms.documents.outline import Document
from fupin_desk.forms.documents.setting import balanced, set_lines
from fupin_desk.forms.documents.text import document_text
from fupin_desk.forms.fill import NUMBER
from fupin_desk.forms.fonts import FANG, TITLE, Font
from fupin_desk.forms.pdf import PdfPrinter, page_text
from fupin_desk.forms.values import FormData, Item, Value
from tests.forms.papers import document, letters, lines, printed, rich, values
from tests.forms.samples import RARE, STAMP, household
from tests.forms.sheets import form as sheet_form
from tests.forms.sheets import sheet
from tests.paper_text import bare

NAMES = [info.name for info in list_documents()]
BODY = Font(FANG, 16.0)
_NOT_FIRST, _NOT_LAST = "，。、；：？！）》”％", "（《“"


def shipped(name: str) -> Document:
    return load_document(find_document(name).path)


def expected(made: Document, copy: FormData) -> list[str]:
    """What the placeholders of a document have to show for this copy."""
    found = []
    for line in made.lines:
        for slot in (slot for cell in line.cells for slot in cell.slots):
            if slot.listed:
                items = copy.lists[slot.listed]
                found += [
                    slot.show.text(item[slot.name]) for item in items if slot.name != NUMBER and slot.name in item
                ]
            elif slot.name in copy.scalars:
                found.append(slot.show.text(copy.scalars[slot.name]))
    return [text for text in found if text.strip()]


@pytest.mark.parametrize("name", NAMES)
def test_every_value_of_a_shipped_document_is_on_paper_and_in_its_text(name: str) -> None:
    made = shipped(name)
    copy = rich(made.info.subject)
    pdf, result = printed(made, copy)
    wanted = expected(made, copy)
    assert wanted
    for text in (bare(page_text(pdf)), bare(document_text(made, copy))):
        assert [value for value in wanted if bare(value) not in text] == []
        assert "{{" not in text
    assert not result.missing_glyphs


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_document_about_nothing_is_a_paper_to_write_on(name: str) -> None:
    made = shipped(name)
    pdf, result = printed(made, FormData("空白", {}))
    assert 1 <= result.pages <= 4
    assert "None" not in page_text(pdf)
    assert "{{" not in page_text(pdf)
    assert len(made.plan.pages(FormData("空白", {}))) == result.pages


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_document_says_what_it_is(name: str) -> None:
    info = find_document(name)
    assert find_document(info.title) == info
    assert info.group == info.path.parent.name
    assert info.basis
    assert info.version


def test_no_two_documents_share_a_name_or_title() -> None:
    infos = list_documents()
    assert len({info.name for info in infos}) == len({info.title for info in infos}) == len(infos) >= 15


@pytest.mark.parametrize("name", [info.name for info in list_documents() if info.public])
def test_public_documents_are_not_marked_internal(name: str) -> None:
    assert "内部资料" not in page_text(printed(shipped(name))[0])


def test_other_documents_are_marked_internal_on_every_page() -> None:
    pdf, result = printed(shipped("work_report_year"))
    for page in range(result.pages):
        assert "内部资料" in page_text(pdf, [page])
        assert "打印：周明远　2019-11-20 20:41" in page_text(pdf, [page])


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    text = (
        "村“两委”和驻村工作队（以下简称“工作队”）走访了137户，收入、住房、饮水均已核实；对3户《收入登记表》作了更正。"
        * 8
    )
    for cut in range(20):
        for line in set_lines([(text[cut:], BODY)], 442.2, first=31.6, spacing=-0.2):
            assert line.text[0] not in _NOT_FIRST or text[cut:].startswith(line.text)
            assert line.text[-1] not in _NOT_LAST
            assert not re.search(r"\d$", line.text) or not re.match(
                r"\d", text[text.index(line.text) + len(line.text) :][:1]
            )


def test_a_mark_that_does_not_fit_is_pressed_into_the_line() -> None:
    (first, second) = set_lines([("一二三四五，七八九，甲乙丙", BODY)], 160.0)
    assert first.text == "一二三四五，七八九，"
    assert second.text == "甲乙丙"
    (first, second) = set_lines([("一，三，五六七八九十，甲乙丙", BODY)], 160.0)
    assert first.text == "一，三，五六七八九十，", "eleven in the room of ten: all marks give way"
    last = first.pieces[-1]
    assert last.text == "，"
    assert last.x + 8 <= 160.05, "the mark's ink stays within the text area"


def test_a_line_whose_mark_does_not_fit_gives_up_its_last_character_and_is_spread() -> None:
    (first, second) = set_lines([("一二三四五六七八九十，甲乙丙", BODY)], 160.0)
    assert first.text in ("一二三四五六七八九", "一二三四五六七八九十，")
    if first.text.endswith("九"):
        assert second.text.startswith("十，")
        end = first.pieces[-1]
        assert end.x + len(end.text) * (16 + end.spacing) - end.spacing == pytest.approx(160, abs=0.1)


def test_numbers_and_words_stay_whole() -> None:
    for line in set_lines([("投资1,234,567.89元用于建设ABC-2019型设施" * 6, BODY)], 200.0):
        assert not re.search(r"[\d,.]$", line.text) or line.text.endswith("9")
        assert "1,234,567.89" in line.text or "1,2" not in line.text


def test_a_word_longer_than_a_line_is_broken_rather_than_lost() -> None:
    found = set_lines([("A" * 200, BODY)], 160.0)
    assert "".join(line.text for line in found) == "A" * 200


def test_a_long_title_is_parted_in_lines_of_about_equal_length() -> None:
    title = "青山县柳河乡石桥村民委员会关于申请建设石桥村产业路硬化工程项目的请示"
    found = balanced(title, Font(TITLE, 22.0), 442.2)
    assert "".join(found) == title
    assert len(found) == 2
    assert abs(len(found[0]) - len(found[1])) <= 6
    assert found[1][0] not in "的，。）"


def test_rare_names_are_set_glyph_by_glyph(tmp_path: Path) -> None:
    made = document(tmp_path, "# 名单\n每户一行：{{户.户主姓名}}，{{户.组}}。")
    people: list[Item] = [values({"户主姓名": f"王{letter}", "组": "二组"}) for letter in RARE]
    pdf, result = printed(made, FormData("石桥村", {}, {"户": people}))
    assert all(letter in page_text(pdf) for letter in RARE)
    assert not result.missing_glyphs
    _, *rows, _ = lines(letters(pdf), 0)
    assert len(rows) == len(RARE), "the line is repeated for every household"


def test_what_no_face_has_is_reported(tmp_path: Path) -> None:
    made = document(tmp_path, "# 名单\n户主：{{村.名称}}。")
    _, result = printed(made, FormData("石桥村", values({"村.名称": "石\U000323af桥"})))
    assert [(found.cell, found.character) for found in result.missing_glyphs] == [("第 7 行", "\U000323af")]


def test_a_table_goes_on_below_its_head_on_the_next_page(tmp_path: Path) -> None:
    made = document(tmp_path, "# 名单\n| 序号 | 户主 |\n| {{户.序号}} | {{户.户主姓名}} |\n落款：石桥村")
    people: list[Item] = [values({"户主姓名": f"王{n:03d}"}) for n in range(60)]
    pdf, result = printed(made, FormData("石桥村", {}, {"户": people}))
    assert result.pages == 3
    for page in range(3):
        text = bare(page_text(pdf, [page]))
        assert text.count("序号户主") == 1
    whole = bare(page_text(pdf))
    assert all(f"{n + 1}王{n:03d}" in whole for n in range(60))


def test_a_signature_never_stands_alone_on_a_page(tmp_path: Path) -> None:
    for count in range(17, 24):
        body = "\n".join(["# 通知", *["走访。"] * count, "落款：石桥村村民委员会", "成文日期：2019年3月5日"])
        pdf, result = printed(document(tmp_path / str(count), body))
        last = bare(page_text(pdf, [result.pages - 1]))
        assert "2019年3月5日" in last
        assert "走访。" in last


def test_a_heading_stays_with_its_text(tmp_path: Path) -> None:
    for count in range(16, 21):
        body = "\n".join(["# 通知", *["走访。"] * count, "一、下一步打算", "（一）继续走访", "抓好落实。"])
        pdf, result = printed(document(tmp_path / str(count), body))
        pages = [bare(page_text(pdf, [page])) for page in range(result.pages)]
        for said in ("一、下一步打算", "(一)继续走访"):
            assert [bare(said) in page for page in pages] == ["抓好落实" in page for page in pages]


def test_a_chart_shows_its_names_and_figures(tmp_path: Path) -> None:
    made = document(tmp_path, "# 报告\n图表：务工去向（人）\n| 县内 | {{村.户数}} |\n| 省外 | 1,204 |\n以上。")
    text = page_text(printed(made, FormData("石桥村", values({"村.户数": "37"})))[0])
    assert all(word in text for word in ("务工去向", "县内", "37", "省外", "1,204", "以上"))


def test_a_document_goes_into_one_print_with_forms(tmp_path: Path) -> None:
    with (tmp_path / "一户.pdf").open("wb") as out:
        printer = PdfPrinter(out, STAMP)
        before = printer.add(sheet_form(sheet({"A1": "{{姓名}}"}), tmp_path), household())
        after = printer.add(shipped("pairing_pledge"), household())
        result = printer.finish()
    assert (result.pages, result.households) == (before + after, 2)
    with pypdfium2.PdfDocument(tmp_path / "一户.pdf") as opened:
        assert [mark.get_dest().get_index() for mark in opened.get_toc()] == [0, 1]
    assert "结对帮扶责任书" in bare(page_text((tmp_path / "一户.pdf").read_bytes(), [1]))


def test_text_to_paste_has_tabs_between_cells(tmp_path: Path) -> None:
    made = document(
        tmp_path,
        "# 通知\n各组：\n一、安排\n| 组 | 户数 |\n|---|-----|\n| 一组 | 12 |\n附件：1. 名单\n成文日期：2019年3月5日",
    )
    text = document_text(made, FormData("石桥村", {}))
    assert text.splitlines()[:4] == ["通知", "", "各组：", "　　一、安排"]
    assert "组\t户数\n一组\t12\n　　附件：1. 名单\n" in text
    assert text.endswith("2019年3月5日\n")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("# 通知\n\n{{户主姓明}}", r"第 8 行：没有叫“户主姓明”的内容。相近的有"),
        ("# 通知\n{{村.名称|大大写}}", r"第 7 行：没有叫“大大写”的写法"),
        ("# 通知\n{{户.户主姓名}}和{{成员.姓名}}", "第 7 行：一行里只能用一个清单"),
        ("# 通知\n{{村.名称|二维码}}", "第 7 行：文书里不能用“二维码”"),
        ("# 通知\n横线：很多", "第 7 行：“横线：”后面要写"),
        ("# 通知\n空行：9999", "第 7 行：“空行：”后面要写"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        document(tmp_path, body)


@pytest.mark.parametrize(
    "name", ["户.户主证件号码", "户.帮扶人电话", "户.家庭住址", "村.村负责人电话", "户.主要致贫原因"]
)
def test_public_documents_draw_from_the_allow_list_only(tmp_path: Path, name: str) -> None:
    with pytest.raises(Invalid, match="第 7 行"):
        document(tmp_path, f"# 公示\n{{{{{name}}}}}", 公开="是")


def test_a_file_that_is_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for data, said in (
        (b"\x00\x01\x02", "不是文书的文本文件"),
        (b"\xff\xff\xff\x80", "不是文书的文本文件"),
        ("只有正文".encode(), "开头没有说明"),
        ("名称：甲\n对象：村\n\n没有标题".encode(), "没有标题"),
        ("名称：甲\n对象：牛\n\n# 甲".encode(), "没有叫“牛”的对象"),
        (b"a" * 1_000_001, "不是文书的文本文件"),
    ):
        path.write_bytes(data)
        with pytest.raises(DeskError, match=said):
            load_document(path)
        path.unlink()
    with pytest.raises(DeskError, match="找不到"):
        load_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_any_editor_will_do(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("名称：通知\r\n对象：村\r\n\r\n# 通知\r\n特此通知。\r\n".encode(encoding))
    assert "特此通知。" in page_text(printed(load_document(path))[0])


@pytest.mark.parametrize(
    "text", ["<b>粗</b>&amp;", "=1+1", "{{户.户编号}}", "%(x)s \\n (括号) [x]", "</stream> endobj"]
)
def test_what_people_write_is_drawn_as_they_wrote_it(tmp_path: Path, text: str) -> None:
    made = document(tmp_path, "# 通知\n内容为{{村.名称}}。\n| {{村.名称}} |")
    assert bare(text) in bare(page_text(printed(made, FormData("石桥村", values({"村.名称": text})))[0]))


def test_a_cell_longer_than_a_page_is_parted(tmp_path: Path) -> None:
    made = document(tmp_path, "# 通知\n| 内容 | 备注 |\n| {{村.名称}} | 无 |")
    told = "".join(chr(0x4E00 + n) for n in range(3000))
    pdf, result = printed(made, FormData("石桥村", {"村.名称": Value(told)}))
    assert result.pages >= 3
    assert set(told) <= set(page_text(pdf))


def test_an_unknown_document_is_answered_with_the_known_ones() -> None:
    with pytest.raises(DeskError, match=r"没有叫“无此文书”的文书.*结对帮扶责任书"):
        find_document("无此文书")
