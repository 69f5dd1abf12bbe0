"""Copies of any form without a ledger: one with every placeholder filled as full as its cell is meant to be, one blank."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date, datetime

from fupin_desk.forms.catalog import Form
from fupin_desk.forms.fill import NUMBER, PAGE_NAMES, FormCell, Slot
from fupin_desk.forms.values import FormData, Value
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.kinds import Area, Choice, Choices, Day, Moment, Money, Month, Whole, Year, YesNo
from fupin_desk.ledgers.record import Field
from fupin_desk.ledgers.registry import LEDGERS
from tests.forms.samples import id_number

_FIELDS: dict[str, Field] = {}
for _ledger in LEDGERS:
    for _field in _ledger.fields:
        _FIELDS.setdefault(_field.label, _field)
_YEAR = 2019
_NAMES = ("王秀兰", "陈国富", "刘小满", "李大山", "周明远", "欧阳建国")
_TOLD = (
    "入户查看住房和饮水，核对上半年务工收入，宣传医保参保和小额信贷政策；户主反映腰腿疼痛，准备到县医院检查，已联系乡卫生院办理"
    "慢性病门诊卡。经村民代表会议评议，公示七天无异议，同意上报。"
)
_HINTS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("证件号码", "身份证"), (id_number("19500618", 100), id_number("19970214", 102))),
    (("电话",), ("13900002087", "13821841000")),
    (("卡号", "账号"), ("6228480461234567890",)),
    (("编号", "编码"), ("5299211052030137", "5299211052030138")),
    (("日期", "时间", "年月日"), ("2019-11-20", "2016-03-01")),
    (("年度", "年份"), ("2019",)),
    (("率", "比例"), ("98.5%", "100%")),
    (("数", "人口", "月份", "季度", "次", "分"), ("4", "12", "136")),
    (("金额", "收入", "资金", "（元）", "支出"), ("12,345.00", "680.50")),
    (("姓名", "户主", "人", "书记", "干部", "队长", "医生", "签名"), _NAMES),
    (("单位", "机构", "医院", "学校", "企业", "银行"), ("县农业农村局", "柳河乡中心卫生院")),
    (("住址", "地址", "地点"), ("柳河乡石桥村二组17号",)),
    (("组",), ("二组", "三组")), (("性别",), ("男", "女")), (("村",), ("石桥村",)), (("乡",), ("柳河乡",)),
    (("县",), ("青山县",)), (("市",), ("达州市",)), (("省",), ("四川省",)),
)  # fmt: skip


def rich(form: Form) -> FormData:
    """Everything is known; lists run on beyond their slots."""
    scalars: dict[str, Value] = {}
    lists: dict[str, list[dict[str, Value]]] = {
        block.name: [{} for _ in range(block.slots + max(2, block.slots // 2))] for block in form.plan.blocks
    }
    for cell, slot in _slots(form):
        if slot.listed:
            if slot.name != NUMBER:
                for n, item in enumerate(lists[slot.listed]):
                    item.setdefault(slot.name, _value(form, cell, slot, n))
        elif slot.name not in PAGE_NAMES:
            scalars.setdefault(slot.name, _value(form, cell, slot, 0))
    return FormData("王秀兰 0137", scalars, lists)


def blank(form: Form) -> FormData:
    """Nothing is known; choices are offered."""
    scalars = {
        slot.name: Value("", _options(slot.name, slot.show.name == "勾选"))
        for _, slot in _slots(form)
        if not slot.listed
    }
    return FormData("空白", scalars, {})


def _slots(form: Form) -> Iterator[tuple[FormCell, Slot]]:
    for row in form.rows:
        for cell in row:
            for slot in cell.slots:
                yield cell, slot


def _field_of(name: str) -> Field | None:
    return _FIELDS.get(name.rpartition(".")[2])


def _options(name: str, ticked: bool) -> tuple[str, ...]:
    found = _field_of(name)
    if found is not None and isinstance(found.kind, Choice | Choices):
        return tuple(code.label for code in code_list(found.kind.list_name).options(_YEAR))
    return ("是", "否") if ticked or (found is not None and isinstance(found.kind, YesNo)) else ()


def _value(form: Form, cell: FormCell, slot: Slot, n: int) -> Value:
    """A value of the field's kind; for what is no field, one that its name and its show suggest."""
    seed = zlib.crc32(f"{slot.listed}{slot.name}".encode()) + n
    options = _options(slot.name, slot.show.name == "勾选")
    if options:
        return Value(options[seed % len(options)], options)
    found = _field_of(slot.name)
    kind = found.kind if found else None
    if isinstance(kind, Money) or slot.show.name in ("元", "万元", "大写"):
        fen = 123_456 + seed % 900_000
        return Value(f"{fen / 100:,.2f}", raw=fen)
    if isinstance(kind, Area) or slot.show.name == "亩":
        return Value("3.20", raw=320)
    if isinstance(kind, Day | Moment) or slot.show.name in ("年月日", "年月"):
        at = date(_YEAR, 1 + seed % 12, 1 + seed % 28)
        return Value(
            f"{at:%Y-%m-%d}", raw=datetime(at.year, at.month, at.day, 15, 30) if isinstance(kind, Moment) else at
        )
    if isinstance(kind, Year | Month | Whole):
        return Value(
            str(_YEAR) if isinstance(kind, Year) else "2019-11" if isinstance(kind, Month) else str(1 + seed % 12)
        )
    return Value(_text(form, cell, slot.name.rpartition(".")[2], seed))


def _text(form: Form, cell: FormCell, label: str, seed: int) -> str:
    for words, texts in _HINTS:
        if any(label.endswith(word) for word in words):
            return texts[seed % len(texts)]
    place, layout = cell.place, form.layout
    width = layout.edges[place.column + place.columns] - layout.edges[place.column]
    height = sum(row.height for row in layout.rows[place.row : place.row + place.rows])
    size = cell.pieces[0][1].size
    # A sentence that takes about half of a wide cell, a word in a narrow one.
    room = int(width / size) * max(1, int(height / size / 1.3)) // 2 if place.look.wrap else int(width / size * 0.7)
    return (_TOLD * 4)[: max(2, min(room, 260))]
