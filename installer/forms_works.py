"""Ledgers of work for people: what households asked for, the store and registers of jobs, posts, schooling (domain 5.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from form_lists import ROOM, Column, Roster, roster
from form_sheet import FormSheet

TEAM = "队伍与台账"
OWN = "布局为通行做法自拟"
INNER = "内部资料，含个人信息，不得张贴。"
_N, _GROUP, _HEAD = (3, "序号", "序号"), (4, "组", "组"), (5, "户主姓名", "户主姓名")
_NAME, _SEX, _AGE = (5, "姓名", "姓名"), (2, "性~别", "性别"), (3, "年龄", "年龄")
_ID, _PHONE = (9, "证件号码", "证件号码"), (7, "联系电话", "电话")
_PERSON = (_N, _GROUP, _NAME, _SEX, _AGE)
_HEADINGS = 38.0 + 21.0 + 33.0 + 28.5 + 3.0
"""What a list has beside its rows: title, line of the unit, headings, signatures, and a reserve for rounding."""
_STORE = "就业“一库五册”的分类（劳动力资源库、贫困劳动力、就业培训、转移就业、自主创业、公益岗安置）和务工情况采集项"


def filling(row: float, taken: float, totals: int = 0) -> float:
    """The height in points, in whole pixels, at which the rows that fit on a page (``row`` or higher) fill it."""
    left = ROOM - taken
    rows = max(1, int(left / row - totals)) + totals
    return int(left / rows / 0.75) * 0.75


def ledger(
    name: str, listed: str, columns: Sequence[Column], source: str, how: str, *, note: str = "", units: str = "单位：人",
    row: float = 25.5, total: Sequence[tuple[int, str]] = (), sizes: tuple[float, float] = (9.5, 9.0),
) -> FormSheet:  # fmt: skip
    """A ledger on landscape A4: ``listed`` is the list that fills it, "" when every row is for the pen."""
    even = filling(row, _HEADINGS + 15.0 * bool(note), 1 if total else 0)
    told = Roster(
        name, listed, columns, f"{source}；{OWN}", how, note, units, even, total, max(18, min(40, 4 * len(name))), sizes=sizes,
        more={"分组": TEAM},
    )  # fmt: skip
    return roster(told)


def request_ledger() -> FormSheet:
    """信访诉求台账 of a year (40): the requests that were heard at calls, rows for the others."""
    columns = (
        _N, (5, "时间", "日期"), (5, "反映人", "反映人"), (4, "组", "组"), (5, "渠道", "渠道"), (18, "反映内容（诉求）", "<内容"),
        (6, "承办人", "承办人"), (6, "办理时限", "时限"), (13, "办结情况", "<办结情况"), (7, "回访满意~（签字）", ""),
    )  # fmt: skip
    how = (
        "列打印时所选年度入户走访中登记了反映需求的各次走访，按日期排列；来信、来访、来电和12317转办件接着手工登记。"
        "承办人、时限取自走访的下一步安排。回访满意填满意、基本满意、不满意。"
    )
    note = "渠道填：来信、来访、来电、12317转办、网上、入户走访。内部资料，不得张贴。"
    return ledger(
        "信访诉求台账", "诉求", columns, "信访、诉求登记办理的通行栏目", how, note=note, units="{{年度|空白}}年度　单位：件", row=31.5,
    )  # fmt: skip


_BOOKS: dict[str, tuple[str, str, tuple[Column, ...], str, str, str]] = {
    "labour_pool": ("劳动力资源库", "劳动力", (
        *_PERSON, _ID, (6, "文化程度", "文化程度"), (5, "劳动技能", "劳动技能"), (4, "务工~情况", "务工区域"), (7, "就业单位", "务工企业名称"),
        (4, "行业", "产业分类"), (4, "月收入~（元）", ""), (3, "务工~月数", "务工时间"), (4, "工作~意愿", ""), (4, "意愿~去向", ""),
        (5, "意愿~行业", ""),
    ), "列劳动技能为普通劳动力、技能劳动力、弱劳动力或半劳动力的全部在册人员。月收入和三项意愿手工填写。", "单位：人、元",
        "就业“一库五册”之库。工作意愿填愿意、不愿意；意愿去向填乡镇内、县内（乡镇外）、省内（县外）、省外，务工情况同。"),
    "labour_poor": ("贫困劳动力名册", "贫困劳动力", (
        *_PERSON, _ID, _HEAD, (6, "户类型", "户类型"), (6, "文化程度", "文化程度"), (5, "劳动技能", "劳动技能"), (6, "健康状况", "健康分行"),
        (6, "联系电话", "电话"), (6, "务工地点", "务工地点"), (3, "培训~意愿", "是否有意愿培训"), (3, "备注", ""),
    ), "列建档立卡户（脱贫户）和打印当月仍在监测的户里有劳动能力的人。", "单位：人", "就业“一库五册”之册一。2021年后即脱贫劳动力（含监测对象）名册。"),
    "labour_training": ("就业培训名册", "培训对象", (
        *_PERSON, _HEAD, (6, "文化程度", "文化程度"), (5, "劳动技能", "劳动技能"), _PHONE, (8, "培训工种~（项目）", ""), (8, "培训机构", ""),
        (7, "培训起止时间", ""), (5, "证书", ""), (4, "补贴~（元）", ""),
    ), "列登记为有培训意愿的人；培训后手工填写工种、机构、时间、证书和补贴，没有登记意愿而参加培训的接着手工登记。", "单位：人、元",
        "就业“一库五册”之册二。"),
    "labour_transferred": ("转移就业名册", "转移就业", (
        *_PERSON, _HEAD, (4, "务工~区域", "务工区域"), (8, "务工地点", "务工地点"), (9, "就业单位", "务工企业名称"), (5, "行业", "产业分类"),
        (7, "就业渠道", "就业渠道"), (3, "务工~月数", "务工时间"), (4, "月收入~（元）", ""), (3, "交通~补助", ""), _PHONE,
    ), "列登记了务工区域、地点、企业或月数的人，不含公益性岗位和自主创业的人。县内指乡（镇）外县内，省内指县外省内。月收入、交通补助手工填写。", "单位：人、元",
        "就业“一库五册”之册三。"),
    "labour_business": ("自主创业名册", "自主创业", (
        *_PERSON, _HEAD, (5, "劳动技能", "劳动技能"), (7, "创业行业~（项目）", "产业分类"), (7, "经营地点", "务工地点"), (5, "创办时间", ""),
        (5, "投资~（万元）", ""), (5, "贷款~（万元）", ""), (4, "带动~就业", ""), (5, "年收入~（万元）", ""), _PHONE,
    ), "列就业渠道为自主创业的人；没有登记的接着手工填写。创办时间、投资、贷款、带动就业人数、年收入手工填写。", "单位：人、万元",
        "就业“一库五册”之册四。"),
    "labour_posts": ("公益岗安置名册", "公益岗人员", (
        *_PERSON, _ID, _HEAD, (7, "户类型", "户类型"), (5, "劳动技能", "劳动技能"), (7, "岗位类型", "公益性岗位类型"), (8, "用人单位", ""),
        (3, "上岗~月数", "公益性岗位"), (5, "补贴标准~（元/月）", ""), (6, "安置时间", ""),
    ), "列登记了公益性岗位类型、月数或就业渠道为公益性岗位的人。用人单位、补贴标准、安置时间手工填写。", "单位：人、元",
        "就业“一库五册”之册五。聘用、解聘和逐月考勤见《公益岗台账》。"),
}  # fmt: skip


def _book(code: str) -> FormSheet:
    name, listed, columns, how, units, note = _BOOKS[code]
    return ledger(name, listed, columns, _STORE, how, note=f"{note}{INNER}", units=units, sizes=(9, 8.5))


def rain_dew() -> FormSheet:
    """雨露计划台账 (48): students of vocational schools from poor and watched households."""
    columns = (
        _N, _GROUP, _HEAD, (5, "学生姓名", "姓名"), _SEX, _ID, (9, "就读学校", "就读学校"), (6, "专业", ""), (7, "年级", "在校生状况"),
        (3, "学制~（年）", ""), (6, "学籍号", ""), (5, "补助金额~（元）", ""), (5, "发放学期", ""), (3, "备注", ""),
    )  # fmt: skip
    how = (
        "列建档立卡户（脱贫户）和仍在监测的户里在读中职、高职高专、技师学院的学生。专业、学制、学籍号手工填写。"
        "补助标准按当年本省规定（如每生每年3000元），按学期发放的一个学期一行。"
    )
    note = f"雨露计划只补助中、高等职业教育在读学生，普通高中和本科不列。{INNER}"
    return ledger(
        "雨露计划台账", "雨露学生", columns, "雨露计划职业教育补助的通行栏目", how, note=note, units="{{年度|空白}}年度　单位：人、元",
        row=28.5, sizes=(9, 8.5),
    )  # fmt: skip


def post_ledger() -> FormSheet:
    """公益岗台账 (49): the posts of a year, a narrow column for each month's attendance."""
    months = tuple((2, f"{number}~月", "") for number in range(1, 13))
    columns: tuple[Column, ...] = (
        (2, "序~号", "序号"), _GROUP, _NAME, _SEX, _AGE, _HEAD, (7, "岗位类型", "公益性岗位类型"), (6, "聘用时间", ""), (6, "解聘时间", ""),
        (5, "月工资~（元）", ""), *months, (3, "上岗~月数", "公益性岗位"),
    )
    how = (
        "列登记了公益性岗位类型、月数或就业渠道为公益性岗位的人。各月栏填出勤天数或打“√”。"
        "未满16周岁的不得聘用；上岗月数以打印时登记的为准。"
    )
    kinds = "护林员、护路员、护水员、护边员、护草员、护理员、护洁员、治安协管员、其他"
    return ledger(
        "公益岗台账", "公益岗人员", columns, "帮扶措施明白卡第4类（公益岗位9种、聘用和解聘时间）和考勤", how,
        note=f"岗位类型填：{kinds}。", units="{{年度|空白}}年度　单位：人、元", row=28.5, sizes=(9, 8.5),
    )  # fmt: skip


def helping_companies() -> FormSheet:
    """集体经济和企业帮扶（百企联百村）台账 (50)."""
    ways = tuple((3, f"{head}~帮扶", "") for head in ("产业", "就业", "捐赠", "消费"))
    columns: tuple[Column, ...] = (
        _N, (13, "企业（经营主体）名称", "单位名称"), (5, "负责人", "联系人"), (7, "联系电话", "联系电话"), (6, "对接村", "对接村"), *ways,
        (6, "投入~（元）", "当年投入|元"), (4, "带动~户数", "带动户数"), (6, "集体经济~收益（元）", ""), (6, "农户增收~（元）", ""), (4, "备注", ""),
    )
    how = (
        "列单位类型为国有企业、民营企业或帮扶方式为企业帮扶的帮扶单位；村集体经济组织、合作社接着手工登记。"
        "带动户数是该企业人员结对的户数。产业、就业、捐赠、消费四种帮扶方式打“√”，可打多个。"
    )
    return ledger(
        "集体经济和企业帮扶（百企联百村）台账", "帮扶企业", columns, "企业帮扶（百企联百村）登记的通行栏目", how,
        note="四种帮扶方式打“√”，可打多个。村集体经济组织、合作社也登记在本台账。", units="单位：户、元", row=31.5, sizes=(9, 9),
    )  # fmt: skip


FORMS: dict[str, Callable[[], FormSheet]] = {
    f"{TEAM}/request_ledger": request_ledger,
    **{f"{TEAM}/{code}": partial(_book, code) for code in _BOOKS},
    f"{TEAM}/rain_dew": rain_dew,
    f"{TEAM}/post_ledger": post_ledger,
    f"{TEAM}/helping_companies": helping_companies,
}
