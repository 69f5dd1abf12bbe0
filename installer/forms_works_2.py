"""Ledgers that are kept by hand: problems, projects, money, assets, posts on offer, training, loans, gifts (domain 5.4)."""

from __future__ import annotations

from collections.abc import Callable

from form_lists import COLUMNS, MARGINS, PIXELS, ROOM, SIGNED, UNIT, heading
from form_parts import line, notes, title
from form_sheet import FormSheet, Look
from forms_works import INNER, OWN, TEAM, filling, ledger

_HOW = "逐行手工登记，一页写满另起一页。"


def rectification_ledger() -> FormSheet:
    """问题整改台账 (40), the columns of domain 4.6."""
    columns = (
        (3, "序号", ""), (6, "问题来源", ""), (13, "问题描述", ""), (12, "整改措施", ""), (5, "牵头单位", ""), (5, "责任单位", ""),
        (5, "责任人", ""), (5, "整改时限", ""), (6, "完成情况", ""), (5, "佐证材料", ""), (3, "是否~销号", ""), (4, "验收人", ""),
    )  # fmt: skip
    note = "问题来源填：巡视（巡察）、督查、自查、考核、信访。建账、对账、销账：整改到位并经验收的方可销号。"
    return ledger(
        "问题整改台账", "", columns, "县级整改方案的问题整改台账栏目（问题、责任、整改清单）", _HOW, note=note, units="单位：个", row=40.5, sizes=(9.5, 9),
    )  # fmt: skip


_PROJECT_TOP = "2* / 8* / 4* / 9* / 5* / 17*投资 / 6*资金拨付 / 3* / 3* / 5* / 5* / 5*"
_PROJECT_HEAD = (
    "2*序~号 / 8*项目名称 / 4*类型 / 9*建设内容及规模 / 5*计划~起止时间 / 4*投资~合计 / 4*中省 / 3*市级 / 3*镇村~配套 / 3*群众~自筹 / "
    "3*已~批准 / 3*已~拨付 / 3*进度 / 3*状态 / 5*责任单位~责任人~电话 / 5*中标~单位 / 5*效益~（带动户）"
)
_PROJECT_TALL = (
    (1, 2, "序~号"), (3, 8, "项目名称"), (11, 4, "类型"), (15, 9, "建设内容及规模"), (24, 5, "计划~起止时间"), (52, 3, "进度"),
    (55, 3, "状态"), (58, 5, "责任单位~责任人~电话"), (63, 5, "中标~单位"), (68, 5, "效益~（带动户）"),
)  # fmt: skip
_TITLE, _LINE, _NOTE, _FOOT = 38.0, 21.0, 15.0, 28.5


def project_ledger() -> FormSheet:
    """项目台账 (41): total = 中省 + 市级 + 镇村配套, without what the villagers raise."""
    form = _paper("项目台账", "单位：万元", 22)
    look = Look(9, 9)
    heading(form, ((18, _PROJECT_TOP), (33, _PROJECT_HEAD)), _PROJECT_TALL, look)
    widths = (2, 8, 4, 9, 5, 4, 4, 3, 3, 3, 3, 3, 3, 3, 5, 5, 5)
    blank = " / ".join(str(width) for width in widths)
    texts = (
        "投资合计＝中省＋市级＋镇村配套，不含群众自筹。类型填：雨露计划、小额信贷、易地搬迁、产业发展、基础设施、公共服务和社会事业。",
        "进度填：审批中、已立项、已报备、已招标、已开工、已竣工、已验收。状态填：提前、正常、滞后。",
    )
    total = "2 / 8 合　计 / 4 / 9 / 5 / 4 / 4 / 3 / 3 / 3 / 3 / 3 / 3 / 3 / 5 / 5 / 5"
    _rows(form, look, blank, 40.5, 51, texts, total)
    form.titles(1, 4)
    _noted(form, "项目台账", "项目信息系统的项目台账字段（资金来源、进度、状态）", "金额以批复文件为准。")
    return form


def fund_ledger() -> FormSheet:
    """专项资金台账 (42)."""
    columns = (
        (3, "序号", ""), (6, "到账时间", ""), (11, "文件号", ""), (8, "资金来源", ""), (8, "资金类型", ""), (11, "下拨对象~（收款单位）", ""),
        (8, "金额~（万元）", ""), (12, "用途（项目名称）", ""), (5, "备注", ""),
    )  # fmt: skip
    total = ((3, ""), (6, "合　计"), (11, ""), (8, ""), (8, ""), (11, ""), (8, ""), (12, ""), (5, ""))
    note = "资金来源填：中央、省级、市级、县级、社会帮扶。支出逐笔记入《专项资金支出流水》。"
    return ledger(
        "专项资金台账", "", columns, "项目资金信息系统的专项资金字段（文件号、来源、类型、下拨对象、金额、到账时间）", _HOW, note=note,
        units="单位：万元", row=27.0, total=total, sizes=(10, 9),
    )  # fmt: skip


def spending_record() -> FormSheet:
    """专项资金支出流水 (42): payment after payment with what is left."""
    form = _paper("专项资金支出流水", "单位：元", 32)
    parts = [(46, "资金名称、文件号：＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿", "left"), (26, "本页起始结余：＿＿＿＿＿＿＿＿＿", "right")]
    line(form, _LINE, 10.5, parts)
    look = Look(10, 9)
    form.row(30, look.cells("3*序号 / 6*日期 / 7*凭证号 / 12*项目 / 12*用途 / 10*收款人 / 8*支出金额 / 8*结余 / 6*经手人"))
    blank, total = "3 / 6 / 7 / 12 / 12 / 10 / 8 / 8 / 6", "3 / 6 / 7 / 12 本页合计 / 12 / 10 / 8 / 8 / 6"
    text = "结余＝上一行结余－本行支出；新到资金另行写明，结余相应增加。每笔支出附合法票据，凭证号与记账凭证一致。"
    _rows(form, look, blank, 25.5, 30 + _LINE, (text,), total)
    form.titles(1, 4)
    _noted(form, "专项资金支出流水", "专项资金支出明细账的通行栏目", "一项资金一页，按付款日期逐笔登记。")
    return form


def asset_ledger() -> FormSheet:
    """帮扶项目资产台账 (43)."""
    columns = (
        (3, "序号", ""), (5, "资产类别", ""), (10, "资产名称", ""), (7, "规模", ""), (4, "形成~年度", ""), (6, "原值~（万元）", ""),
        (7, "资金来源", ""), (6, "所有权人", ""), (7, "经营主体", ""), (8, "收益分配", ""), (5, "管护人", ""), (4, "状态", ""),
    )  # fmt: skip
    note = "资产类别填：经营性、公益性、到户类。状态填：在用、闲置、出租、损毁、已处置。"
    total = ((3, ""), (5, "合　计"), (10, ""), (7, ""), (4, ""), (6, ""), (7, ""), (6, ""), (7, ""), (8, ""), (5, ""), (4, ""))
    return ledger(
        "帮扶项目资产台账", "", columns, "扶贫项目资产后续管理“确权、登记、管护、收益分配”的要求", _HOW, note=note, units="单位：万元", row=34.5,
        total=total,
    )  # fmt: skip


def vacancies() -> FormSheet:
    """招聘岗位信息表 (45): the posts on offer."""
    columns = (
        (3, "序号", ""), (13, "用工企业（单位）", ""), (8, "岗位（职位）", ""), (4, "人数", ""), (6, "月薪~（元）", ""), (6, "年龄要求", ""),
        (4, "学历", ""), (4, "工作~年限", ""), (5, "用工性质", ""), (8, "工作地点", ""), (7, "福利待遇", ""), (4, "备注", ""),
    )  # fmt: skip
    note = "人数填0为若干，年龄填0为不限。用工性质填：全职、兼职、季节工、计件。岗位与人的对接记入《人岗对接表》。"
    return ledger(
        "招聘岗位信息表", "", columns, "人岗对接信息系统的岗位字段（职位、人数、月薪、年龄、地点、学历、年限、性质、福利、企业）", _HOW, note=note,
        units="单位：人、元", row=30.0,
    )  # fmt: skip


_MATCH_TOP = "2* / 27*求职人员 / 28*对接岗位 / 15*对接结果（打“√”）"
_MATCH_HEAD = (
    "2*序~号 / 5*姓名 / 2*性~别 / 2*年~龄 / 7*联系电话 / 5*劳动技能 / 6*期望工作 / 10*企业（单位） / 7*职位 / 7*工作地点 / 4*月薪~（元） / "
    "3*推荐 / 3*面试 / 3*录用 / 3*到岗 / 3*离岗"
)
_MATCHED = (
    "2 {{求职人.序号}} / 5 {{求职人.姓名}} / 2 {{求职人.性别}} / 2 {{求职人.年龄}} / 7 {{求职人.电话}} / 5 {{求职人.劳动技能}} / 6 / "
    "10 / 7 / 7 / 4 / 3 / 3 / 3 / 3 / 3"
)


def job_matching() -> FormSheet:
    """人岗对接表 (45): those who look for work, the post that was found, what came of it."""
    form = _paper("人岗对接表", "单位：人、元", 24)
    look = Look(9.5, 9)
    heading(form, ((20, _MATCH_TOP), (30, _MATCH_HEAD)), ((1, 2, "序~号"),), look)
    text = f"求职人员由台账填好，岗位取自《招聘岗位信息表》。{INNER}"
    _rows(form, look, _MATCHED, 27.0, 50, (text,), "")
    form.titles(1, 4)
    how = "列16至59周岁、有劳动能力、不在校，又没有登记务工、公益性岗位和就业渠道的人。期望工作、对接岗位和结果手工填写。"
    _noted(form, "人岗对接表", "人岗对接信息系统的求职字段和县级人岗对接结果登记", how, 续页="接排", 行高="可增高")
    return form


def training_ledger() -> FormSheet:
    """培训台账 (46)."""
    columns = (
        (3, "序号", ""), (10, "培训名称", ""), (7, "培训类型", ""), (9, "培训单位", ""), (8, "起止时间", ""), (8, "培训地址", ""), (5, "负责人", ""),
        (7, "联系电话", ""), (3, "人数", ""), (4, "其中~脱贫户", ""), (4, "取得~证书", ""), (4, "补贴~（元）", ""),
    )  # fmt: skip
    note = "培训类型填：短期技能、农民实用技术、其他。每期另附《培训签到表》。"
    return ledger(
        "培训台账", "", columns, "培训信息系统的培训字段（标题、单位、起止、地址、负责人、类型、证书）", _HOW, note=note, units="单位：人、元", row=31.5,
    )  # fmt: skip


def training_sign_in() -> FormSheet:
    """培训签到表 (46): A4 portrait."""
    form = FormSheet(60, 11, landscape=False, margins=(0.6, 0.6, 0.65, 0.6))
    title(form, "培训签到表", 26, 22, 44)
    look = Look(10, 10.5, 10)
    line(form, 22, 10.5, [(40, UNIT, "left"), (20, "单位：元", "right")])
    for row in (
        "9*培训名称 / 51",
        "9*培训类型 / 51<　□短期技能　　□农民实用技术　　□其他＿＿＿＿＿＿",
        "9*培训时间 / 27<　　　年　　月　　日　　时至　　时 / 9*授课人 / 15",
        "9*培训地点 / 27 / 9*负责人电话 / 15",
    ):
        form.row(27, look.cells(row))
    form.row(26, look.cells("4*序号 / 9*姓名 / 9*户主 / 13*联系电话 / 13*签名 / 8*补贴（元） / 4*备注"))
    for number in range(1, 21):
        form.row(24.75, look.cells(f"4 {number} / 9 / 9 / 13 / 13 / 8 / 4"))
    form.row(24.75, look.cells("4 / 9 合　计 / 9 / 13 　　　　　　　　人 / 13 / 8 / 4"))
    line(form, 28, 10.5, [(20, text, "left") for text in SIGNED], "bottom")
    form.titles(1, 7)
    _noted(form, "培训签到表", "培训签到的通行栏目", "由本人签名；补贴当场发放的，签名即为领取。超过20人的另打一份接着写序号。")
    return form


def micro_loans() -> FormSheet:
    """小额信贷台账 (47): at most 50,000 yuan, at most three years."""
    columns = (
        (3, "序号", ""), (4, "组", ""), (5, "户主姓名", ""), (5, "借款人", ""), (8, "贷款银行", ""), (6, "贷款金额~（元）", ""), (4, "期限~（月）", ""),
        (6, "放款日期", ""), (6, "到期日期", ""), (9, "贷款用途", ""), (4, "贴息~比例％", ""), (6, "还清日期", ""), (6, "逾期情况", ""),
    )  # fmt: skip
    total = ((3, ""), (4, ""), (5, "合　计"), (5, ""), (8, ""), (6, ""), (4, ""), (6, ""), (6, ""), (9, ""), (4, ""), (6, ""), (6, ""))
    note = "脱贫人口小额信贷：每户不超过5万元（含）、期限不超过3年（含），免担保免抵押；贴息比例按当年本省规定。内部资料，不得张贴。"
    return ledger(
        "小额信贷台账", "", columns, "脱贫人口小额信贷政策（额度、期限、贴息）", _HOW, note=note, units="单位：户、元", row=27.0, total=total,
    )  # fmt: skip


def donations() -> FormSheet:
    """捐赠物资台账 (51)."""
    columns = (
        (3, "序号", ""), (6, "接收日期", ""), (13, "捐赠方", ""), (8, "联系人~及电话", ""), (11, "物资（资金）名称", ""), (5, "数量", ""),
        (7, "价值~（元）", ""), (5, "接收人", ""), (10, "去向~（发放表号）", ""), (4, "备注", ""),
    )  # fmt: skip
    total = ((3, ""), (6, "合　计"), (13, ""), (8, ""), (11, ""), (5, ""), (7, ""), (5, ""), (10, ""), (4, ""))
    note = "物资发放另填《慰问品（物资）发放表》，去向填发放表号；资金入账的填凭证号。数量写明件、袋、台等单位。"
    return ledger(
        "捐赠物资台账", "", columns, "捐赠款物接收、发放登记的通行栏目", _HOW, note=note, units="单位：元", row=27.0, total=total, sizes=(10, 9),
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------- parts
def _paper(name: str, units: str, spread: int) -> FormSheet:
    """Landscape A4 with the title and the line of the unit that reports."""
    form = FormSheet(COLUMNS, PIXELS, landscape=True, margins=MARGINS)
    title(form, name, spread, 20, _TITLE)
    line(form, _LINE, 10.5, [(34, UNIT, "left"), (20, "填报时间：{{填表日期|年月日}}", "left"), (18, units, "right")])
    return form


def _rows(
    form: FormSheet, look: Look, cells: str, height: float, above: float, texts: tuple[str, ...], total: str
) -> None:
    """As many rows as the page holds under ``above`` points of headings, then the total, the notes, the signatures."""
    taken = _TITLE + _LINE + above + _FOOT + _NOTE * len(texts) + 3
    height = filling(height, taken, 1 if total else 0)
    used = taken + (height if total else 0)
    for _ in range(int((ROOM - used) / height + 0.01)):
        form.row(height, look.cells(cells))
    if total:
        form.row(height, look.cells(total))
    for text in texts:
        line(form, _NOTE, 9, [(COLUMNS, text, "left")])
    line(form, _FOOT, 10.5, [(24, text, "left") for text in SIGNED], "bottom")


def _noted(form: FormSheet, name: str, source: str, how: str, **more: str) -> None:
    notes(form, name, TEAM, "村", f"{source}；{OWN}", 填写要求=how, **more)


FORMS: dict[str, Callable[[], FormSheet]] = {
    f"{TEAM}/rectification_ledger": rectification_ledger,
    f"{TEAM}/project_ledger": project_ledger,
    f"{TEAM}/fund_ledger": fund_ledger,
    f"{TEAM}/spending_record": spending_record,
    f"{TEAM}/asset_ledger": asset_ledger,
    f"{TEAM}/vacancies": vacancies,
    f"{TEAM}/job_matching": job_matching,
    f"{TEAM}/training_ledger": training_ledger,
    f"{TEAM}/training_sign_in": training_sign_in,
    f"{TEAM}/micro_loans": micro_loans,
    f"{TEAM}/donations": donations,
}
