"""No spelling leads a posted paper to what must not be posted, and no masked one shows a number, also out of a sentence."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from fupin_desk.actions.masking import masked_text, posted_file
from fupin_desk.core.errors import Invalid
from fupin_desk.forms import catalog
from fupin_desk.forms.names import OBJECTS, names_of
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import Household, Member
from tests.forms.sheets import save, sheet

ALLOWED = {
    "户主姓名", "户主性别", "性别", "组", "家庭人口", "人口", "户数", "户类型", "类别", "序号", "名称",
    "识别户数", "识别人数", "消除户数", "消除人数", "退出户数", "退出人数", "期间", "省", "市", "县", "乡", "行政村", "工作队名称",
    "第一书记", "工作队长", "表名", "年度", "月份", "季度", "半年", "打印日期", "打印人", "填表人", "填表日期", "填报单位", "审核人",
}  # fmt: skip
"""What may hang on a wall, by the last part of its name (domain 5.6 and names of places, offices and dates)."""


@pytest.mark.parametrize("subject", OBJECTS)
def test_every_spelling_that_a_posted_form_takes_stands_for_a_harmless_value(subject: str) -> None:
    names = names_of(subject)
    for spelling in [*names.all, *names.aliases]:
        name = names.resolve(spelling)
        if name in names.public:
            assert name is not None
            assert name.rpartition(".")[2] in ALLOWED, spelling


SPELLINGS = [
    "户.身份证", "身份证号码", "户主证件号码", "户.户主证件号码", "户.联系电话", "联系电话", "phone", "户.phone", "户.bank_card", "银行卡号",
    "户.银行卡号", "户.家庭住址", "address", "户.address", "主要致贫原因", "户.主要致贫原因", "户.cause", "成员.姓名", "成员.name", "成员.疾病名称",
    "适龄儿童.姓名", "适龄儿童.性别", "户.备注", "监测.备注", "成员.备注", "帮扶人电话", "户.联系电话|遮盖", "户.户主证件号码|二维码",
    " 户.联系电话 ", "填表人电话", "编号", "走访.走访内容", "当前监测.在册风险", "户.户编号",
]  # fmt: skip


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_posted_form_about_a_household_refuses_what_is_private_however_it_is_spelt(tmp_path: Path, name: str) -> None:
    made = save(sheet({"A1": f"{{{{{name}}}}}"}, notes={"名称": "公示", "对象": "户", "公开": "是"}), tmp_path)
    with pytest.raises(Invalid):
        catalog.load_form(made, names_of("户"))


@pytest.mark.parametrize("book", ["残疾人册", "医疗救助册", "医保册", "特困册", "教育资助册", "雨露学生", "成员", "在册人"])
def test_a_posted_form_cannot_list_who_stands_in_a_book_that_tells_of_illness_or_children(tmp_path: Path, book: str) -> None:
    made = save(sheet({"A1": f"{{{{{book}.户主姓名}}}}"}, notes={"名称": "公示", "对象": "村", "公开": "是"}), tmp_path)
    with pytest.raises(Invalid, match="没有看懂"):
        catalog.load_form(made, names_of("村"))


@pytest.mark.parametrize(
    ("written", "secret"),
    [
        ("身份证511799199001011234。", "19900101"),
        ("号码 511799 19900101 1234", "19900101"),
        ("511799-19900101-123X", "19900101"),
        ("残疾证51179919900101123444", "19900101"),
        ("旧号511799900101123", "900101"),
        ("５１１７９９１９９００１０１１２３４", "１９９００１０１"),
        ("打13912345678找他", "13912345678"),
        ("139 1234 5678", "1234"),
        ("+86-139-1234-5678", "1234"),
        ("家里 0871-66123456", "66123"),
        ("卡6217001234567890123", "621700123456789"),
        ("6217 0012 3456 7890 123", "0012 3456"),
    ],
)
def test_numbers_in_a_sentence_are_masked_however_they_are_written(written: str, secret: str) -> None:
    assert secret not in masked_text(written)


@pytest.mark.parametrize("text", ["2019年11月20日来了3次", "户编号5117991052030001", "收入123456.78元", "１２、３", "面积1200亩，20191120", "编码529921105203"])
def test_other_numbers_stay_as_they_are(text: str) -> None:
    assert masked_text(text) == text


def test_a_child_at_the_head_of_a_household_is_known_by_its_number_when_no_birth_is_written() -> None:
    child = Member(id="m", household="h", name="王小宝", relation="01", id_number="511799201503150012")
    grown = dataclasses.replace(child, id="n", name="王大山", id_number="511799197503150012")
    shown = posted_file(HouseholdFile(Household(id="h"), (child, grown)), date(2026, 11, 22))
    assert [m.name for m in shown.members] == ["王某某", "王大山"]
    assert not any("2015" in (m.id_number or "") for m in shown.members)
