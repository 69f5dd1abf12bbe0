"""Rosters of the village: households, people, monitored households, the team, its units, hand-outs, subsidies (domain 5.2)."""

from __future__ import annotations

from collections.abc import Callable

from form_lists import Roster, roster
from form_parts import line, notes, title
from form_sheet import FormSheet, Look

_OWN = "布局为通行做法自拟"


def poor_roster() -> FormSheet:
    """脱贫户（贫困户）花名册 (19)."""
    columns = (
        (3, "序号", "序号"), (4, "组", "组"), (8, "户编号", "户编号"), (5, "户主姓名", "户主姓名"), (2, "性~别", "户主性别"),
        (9, "证件号码", "户主证件号码"), (3, "家庭~人口", "家庭人口"), (6, "户类型", "户类型"), (4, "识别~年度", "识别年度"),
        (4, "脱贫~年度", "脱贫年度"), (7, "主要致贫原因", "主要致贫原因"), (5, "人均~纯收入", "人均纯收入|元"),
        (5, "帮扶~责任人", "帮扶人"), (7, "联系电话", "联系电话"),
    )  # fmt: skip
    how = "列建档立卡户（不列一般农户和已销户的户）。人均纯收入是打印时所选年度的数。证件号码只供内部使用，不得张贴。"
    source = f"村级脱贫户（贫困户）花名册通行栏目；指标同国家信息采集表；{_OWN}"
    note = "合计：{{建档.户数|空白}} 户 {{建档.人口|空白}} 人。内部资料，不得张贴。"
    return roster(Roster("脱贫户（贫困户）花名册", "建档户", columns, source, how, note, "单位：户、人、元", spread=34, sizes=(9, 8.5)))


def member_roster() -> FormSheet:
    """家庭成员花名册 (20), the columns in the order of the registration form of Inner Mongolia."""
    columns = (
        (3, "序号", "序号"), (5, "户主姓名", "户主姓名"), (5, "姓名", "姓名"), (2, "性~别", "性别"), (9, "证件号码", "证件号码"),
        (4, "与户主~关系", "与户主关系"), (3, "民族", "民族"), (6, "文化程度", "文化程度"), (7, "在校生~状况", "在校生状况"),
        (6, "健康状况", "健康分行"), (5, "劳动技能", "劳动技能"), (6, "务工地", "务工地点"), (2, "月~数", "务工时间"),
        (3, "居民~医保", "居民医保"), (3, "居民~养老", "居民养老"), (3, "备注", ""),
    )  # fmt: skip
    how = "按户排列，户主在前。文化程度与在校生状况只填一项。"
    source = f"内蒙古贫困户登记表家庭成员栏目顺序；{_OWN}"
    return roster(Roster("家庭成员花名册", "在册人", columns, source, how, sizes=(9, 8.5)))


def monitoring_roster() -> FormSheet:
    """监测对象花名册 (21)."""
    columns = (
        (2, "序~号", "序号"), (4, "户主~姓名", "户主姓名"), (3, "组", "组"), (2, "人~口", "家庭人口"), (7, "监测对象类别", "监测对象类别"),
        *((5, f"风险{n}", f"风险{n}") for n in range(1, 6)), (4, "识别~时间", "识别月"), (4, "监测~联系人", "信息采集人"),
        (6, "联系电话", "信息采集人联系电话"), (4, "已落实~措施", "实施开发式帮扶措施情况"), (3, "是否~消除", "已消除"),
        (4, "消除~时间", "消除月"), (4, "消除~方式", "风险消除方式"),
    )  # fmt: skip
    how = "一户多次纳入监测的，每次一行；未消除的排在前面。已落实措施填开发式帮扶情况，其他措施手工补写。风险类型能推知健康，不得张贴。"
    source = f"《防止返贫监测对象信息采集表》指标（中农组发〔2021〕7号）；{_OWN}"
    return roster(Roster("监测对象花名册", "监测对象", columns, source, how, row=30.0, sizes=(9, 8.5)))


def team_roster() -> FormSheet:
    """驻村工作队花名册 (23, village form B92)."""
    columns = (
        (3, "序号", "序号"), (5, "姓名", "姓名"), (2, "性~别", "性别"), (6, "政治面貌", "政治面貌"), (9, "证件号码", "证件号码"),
        (9, "单位", "单位"), (6, "职务", "原单位职务"), (6, "隶属关系", "隶属关系"), (7, "联系电话", "联系电话"),
        (5, "驻村时间", "驻村时间"), (3, "是否~队长", "是否队长"), (4, "是否第~一书记", "是否第一书记"), (7, "起止时间", "起止时间"),
    )  # fmt: skip
    how = "列打印当日在岗的队员，第一书记、队长在前。轮换后旧队员另存上一份。"
    source = f"广西《贫困村登记表》B92；{_OWN}"
    return roster(Roster("驻村工作队花名册", "驻村队员", columns, source, how, units="单位：人", row=36.0))


def team_units() -> FormSheet:
    """驻村单位表 (23, village form B91)."""
    columns = (
        (4, "序号", "序号"), (18, "单位名称", "单位名称"), (8, "隶属关系", "隶属关系"), (10, "单位类型", "单位类型"), (7, "联系人", "联系人"),
        (9, "联系电话", "联系电话"), (10, "帮扶时间", "帮扶时间"), (6, "派驻~队员", "派驻人数"),
    )  # fmt: skip
    how = "派出驻村队员的单位排在前面，其后是只结对帮扶、不派队员的单位。"
    source = f"广西《贫困村登记表》B91；{_OWN}"
    return roster(Roster("驻村单位表", "驻村单位", columns, source, how, units="单位：人", row=36.0, spread=22))


def subsidy_roster() -> FormSheet:
    """惠农补贴（危改补助）发放花名册 (25)."""
    columns = (
        (3, "序号", "序号"), (5, "户主姓名", "户主姓名"), (8, "户口本号~（户编号）", "户编号"), (10, "一折通账号", "银行卡号"),
        (7, "开户银行", "开户银行名称"), (9, "住址", "家庭住址"), (7, "补贴项目", ""), (4, "面积", ""), (4, "标准~（元）", ""),
        (5, "金额~（元）", ""), (6, "兑付时间", ""), (4, "备注", ""),
    )  # fmt: skip
    how = "账户由台账填好，项目、面积、标准、金额按批复手工填写。面积的单位：耕地类补贴填亩，危房改造填平方米。"
    source = f"广西平桂区惠农补贴、危房改造补助发放表栏目；{_OWN}"
    total = ((3, ""), (5, "合　计"), (8, ""), (10, ""), (7, ""), (9, ""), (7, ""), (4, ""), (4, ""), (5, ""), (6, ""), (4, ""))
    name = "惠农补贴（危改补助）发放花名册"
    return roster(Roster(name, "在册户", columns, source, how, units="单位：亩、平方米、元", total=total, spread=40, sizes=(9, 8.5)))


_GOODS = (
    (3, "序~号", "{{在册户.序号}}"), (7, "户主姓名", "{{在册户.户主姓名}}"), (6, "证件号~后四位", "{{在册户.证件号后四位}}"), (9, "品名", ""),
    (5, "数量", ""), (6, "折价~（元）", ""), (10, "领取人签字~（按手印）", ""), (7, "日期", ""), (7, "经办人", ""),
)  # fmt: skip


def goods_handed_out() -> FormSheet:
    """慰问品（物资）发放表 (24): A4 portrait, rows high enough for a thumbprint."""
    form = FormSheet(60, 11, landscape=False, margins=(0.6, 0.6, 0.65, 0.6))
    title(form, "慰问品（物资）发放表", 40, 20, 40)
    line(form, 22.5, 10.5, [(36, "发放单位（盖章）：{{填报单位|空白}}", "left"), (24, "发放日期：　　　年　　月　　日", "right")])
    line(form, 22.5, 10.5, [(36, "物资来源（捐赠单位）：", "left"), (24, "单位：件、袋、元", "right")])
    look = Look(10, 10)
    form.row(33, look.cells(" / ".join(f"{width}*{name}" for width, name, _ in _GOODS)))
    for _ in range(20):
        form.row(28.5, look.cells(" / ".join(f"{width} {text}" for width, _, text in _GOODS)))
    form.row(28.5, look.cells("3 / 7 合　计 / 6 / 9 / 5 / 6 / 10 / 7 / 7"))
    line(form, 30, 10.5, [(20, text, "left") for text in ("村负责人：", "经办人：", "监督人：")], "bottom")
    form.titles(1, 4)
    how = "户主和证件号后四位由台账填好，品名、数量、折价在发放时填写。本人领取的签字按手印；代领的写明代领人和关系。"
    notes(form, "慰问品（物资）发放表", "花名册", "村", f"各地慰问品、物资发放表通行栏目；{_OWN}", 续页="接排", 填写要求=how)
    return form


FORMS: dict[str, Callable[[], FormSheet]] = {
    "花名册/poor_roster": poor_roster,
    "花名册/member_roster": member_roster,
    "花名册/monitoring_roster": monitoring_roster,
    "花名册/team_roster": team_roster,
    "花名册/team_units": team_units,
    "花名册/goods_handed_out": goods_handed_out,
    "花名册/subsidy_roster": subsidy_roster,
}
