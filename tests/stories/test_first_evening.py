"""The first evening with the program, through its real windows: from an empty disk to printed forms and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from fupin_desk.actions import households, records, visits
from fupin_desk.ledgers.attachment import ATTACHMENT
from fupin_desk.ledgers.household import HOUSEHOLD
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.team import VISIT
from tests.stories.county import CODE, FAMILIES, YEAR, write_files
from tests.stories.driver import Driver

PASSWORD = "qiaotoulaozhangshu2018"
NOTE = "住院费报完还剩4200元，孩子上学有补助。"
FORMS = ("household_survey", "visit_record", "pairing_roster")


def test_the_first_evening(desk: Driver, tmp_path: Path) -> None:
    make_a_ledger(desk)
    import_the_countys_files(desk, tmp_path)
    open_wang_xiulan(desk)
    correct_her_wages(desk)
    log_a_visit(desk, tmp_path)
    give_liu_xiaoman_a_helper(desk)
    print_three_forms(desk, tmp_path)
    take_back_a_change(desk)
    lock_and_come_back(desk)


def make_a_ledger(desk: Driver) -> None:
    desk.start()
    desk.fill("行政村代码", CODE)
    desk.fill("行政村名称", "石桥村")
    desk.fill("县", "青山县")
    desk.fill("乡镇", "柳河乡")
    desk.fill("你的姓名", "周明远")
    desk.press("下一步")
    desk.fill("口令", PASSWORD)
    desk.fill("再打一遍", PASSWORD)
    desk.press("下一步")
    desk.press("没有打印机：我已经手抄下来，并核对过一遍")
    desk.type_back(desk.recovery_code())
    desk.press("建好，进首页")
    desk.arrive()
    assert desk.title == "首页"


def import_the_countys_files(desk: Driver, tmp_path: Path) -> None:
    desk.press("导入县里的表格")
    assert desk.title == "导入表格"
    desk.will_open(*write_files(tmp_path))
    desk.press("Ctrl+O")
    assert records.list_records(desk.session, HOUSEHOLD) == []
    desk.press("导入")
    assert "可以整步撤销" in desk.page.context()
    desk.open("农户台账")
    assert {row["户主"] for row in desk.rows()} == {family.head for family in FAMILIES}
    assert desk.row("王秀兰")["人口"] == "3"
    assert desk.row("王秀兰")["帮扶责任人"] == "周明远"
    assert desk.row("刘小满")["帮扶责任人"] == "未指派"


def open_wang_xiulan(desk: Driver) -> None:
    assert desk.find("wxl") == ["吴晓玲", "王喜来", "王秀兰"]
    desk.pick("王秀兰")
    assert (desk.title, desk.page.context()) == ("王秀兰", "一户一档")


def correct_her_wages(desk: Driver) -> None:
    desk.press("Ctrl+3")
    before = desk.sums()
    assert (before["年收入"], before["年纯收入"], before["人均纯收入"]) == ("15,600", "13,000", "4,333.33")
    desk.edit(f"工资性收入，{YEAR}年", "17400")
    after = desk.sums()
    assert (after["年收入"], after["年纯收入"], after["人均纯收入"]) == ("18,600", "16,000", "5,333.33")
    desk.press("Ctrl+S")
    assert "已保存" in desk.says()
    assert wages(desk) == 17400_00
    desk.open("农户台账")
    assert desk.row("王秀兰")["人均纯收入"] == "5,333"


def log_a_visit(desk: Driver, tmp_path: Path) -> None:
    photo = tmp_path / "院坝.jpg"
    Image.new("RGB", (640, 480), (120, 140, 90)).save(photo)
    desk.open("登记走访")
    desk.type("wxl")
    desk.pick("王秀兰")
    assert desk.page.record.card.head == "王秀兰"
    desk.press("Enter", "Enter")  # day and time stand at now
    desk.type("1")
    desk.press("Enter", "Enter", "Space", "Enter")
    desk.type(NOTE)
    desk.will_open(photo)
    desk.press("Ctrl+I")
    assert len(desk.page.form.shots()) == 1
    desk.press("Ctrl+Enter")
    assert "走访已保存" in desk.says()
    logged = the(desk, VISIT)
    assert (logged.content, logged.visit_kind, logged.met) == (NOTE, "1", ("1",))
    assert visits.photo_bytes(desk.session, the(desk, ATTACHMENT).photo)


def give_liu_xiaoman_a_helper(desk: Driver) -> None:
    desk.open("结对帮扶")
    assert [row.head for row in desk.page.waiting.list.rows] == ["刘小满"]
    desk.edit("刘小满 指派给", "lwj")
    desk.press("Enter", "Ctrl+S")
    assert desk.page.waiting.list.rows == ()
    desk.open("农户台账")
    assert desk.row("刘小满")["帮扶责任人"] == "李文静"


def print_three_forms(desk: Driver, tmp_path: Path) -> None:
    desk.open("打印中心")
    desk.edit("加一户，打姓名、拼音首字母或户编号", "wxl")
    desk.pick("王秀兰")
    desk.edit("加一户，打姓名、拼音首字母或户编号", "lxm")
    desk.pick("刘小满")
    written = {form: saved_pdf(desk, form, tmp_path / f"{form}.pdf") for form in FORMS}
    assert all("王秀兰" in text and "刘小满" in text for text in written.values())
    assert "陈小雨" in written["household_survey"] and "17400" in written["household_survey"].replace(",", "")
    assert NOTE in written["visit_record"]
    assert all(family.head in written["pairing_roster"] for family in FAMILIES)
    assert "李文静" in written["pairing_roster"]


def saved_pdf(desk: Driver, form: str, file: Path) -> str:
    """Choose a form, press 存为 PDF, and read all text of the file without blanks."""
    desk.choose(form)
    desk.will_save(file)
    desk.press("存为 PDF")
    assert file.name in desk.says()
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split())


def take_back_a_change(desk: Driver) -> None:
    desk.find("wxl")
    desk.pick("王秀兰")
    desk.press("Ctrl+3")
    desk.edit(f"工资性收入，{YEAR}年", "99999")
    desk.press("Ctrl+S")
    assert wages(desk) == 99999_00
    desk.take_back()
    assert wages(desk) == 17400_00
    assert desk.sums()["工资性收入"] == "17,400"


def lock_and_come_back(desk: Driver) -> None:
    desk.lock()
    desk.unlock(PASSWORD)
    assert desk.title == "王秀兰"
    assert desk.sums()["工资性收入"] == "17,400"
    desk.open("农户台账")
    assert {row["户主"] for row in desk.rows()} == {family.head for family in FAMILIES}
    assert desk.row("刘小满")["帮扶责任人"] == "李文静"
    assert desk.row("王秀兰")["最近走访"]
    assert the(desk, VISIT).content == NOTE
    assert visits.photo_bytes(desk.session, the(desk, ATTACHMENT).photo)


def the(desk: Driver, ledger: Ledger) -> Any:
    """The only record of a ledger."""
    (found,) = records.list_records(desk.session, ledger)
    return found


def wages(desk: Driver) -> int | None:
    """王秀兰's wages as the ledger holds them, in 分."""
    home = households.household_by_number(desk.session, FAMILIES[0].full_number)
    return households.household_file(desk.session, home).years[-1].a_fen
