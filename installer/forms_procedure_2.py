"""Procedure papers (domain 5.3 (31) to (33)): certificate of no objection, posting record, projects, village accounts."""

from __future__ import annotations

from form_parts import line, notes, title
from form_sheet import LABEL, SECTION, FormSheet, Look, Style, small
from forms_procedure import LOOK, PORTRAIT, PROCEDURE, PROSE, VILLAGE, written

_SIGNED = Style(size=10, across="right", indent=1)
_PHOTO = Style(size=10.5, across="center")
_BOARD = Look(20, 20, 20)
_PUBLIC_NOTE = "监督电话：12317（防返贫监测和乡村振兴咨询服务平台）"
_POSTED = {"公开": "是"}


# ---------------------------------------------------------------------------------- 无异议证明、影像登记
def no_objection() -> FormSheet:
    """公示无异议证明: A4 portrait (31)."""
    form = FormSheet(60, 11, landscape=False, margins=(0.8, 0.6, 0.65, 0.6))
    title(form, "公示无异议证明", 30, 24, 56)
    text = (
        "　　我村于　　　　年　　月　　日至　　　　年　　月　　日，将下列事项在村内公示，共　　　天。公示期间"
        "□未收到异议　□收到异议　　　件，经调查核实，异议□不成立　□成立并已更正。特此证明。"
    )
    form.row(78, [(60, text, PROSE)])
    form.row(34, LOOK.cells("9*公示事项 / 51<　□监测对象识别　□风险消除　□脱贫退出　□项目　□资金　□其他＿＿＿＿＿＿"))
    form.row(34, LOOK.cells("9*公示名单 / 51<　共　　　　户　　　　人（名单附后）"))
    form.row(34, LOOK.cells("9*公示地点 / 51"))
    form.row(34, LOOK.cells("9*张贴人 / 21 / 9*拍照时间 / 21<　　　　年　　月　　日"))
    written(form, 96, "异议情况")
    written(form, 96, "调查核实~和处理结果")
    for label in ("村务监督\n委员会", "村民委员会", "驻村工作队"):
        form.row(76, [(9, label, small(LABEL, 10)), (51, "\n\n签字（章）：　　　　　年　　月　　日", _SIGNED)])
    line(form, 18, 9, [(60, "注：附公示原件和张贴时、期满时各一张照片，登记在公示影像登记表。", "left")])
    notes(form, "公示无异议证明", PROCEDURE, "村", "村级公示程序要求；栏目和布局为通行做法自拟", 份数="2")
    return form


def posting_record() -> FormSheet:
    """公示影像登记表: A4 portrait, places for two pictures (31)."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "公示影像登记表", 28, 22, 42)
    line(form, 22, 10.5, [(40, f"村：{VILLAGE}", "left"), (20, "编号：＿＿＿＿＿＿", "right")])
    for row in (
        "9*公示名称 / 51",
        "9*公示地点 / 21 / 9*张贴人 / 21",
        "9*张贴时间 / 21<　　　　年　　月　　日　　时 / 9*期满时间 / 21<　　　　年　　月　　日　　时",
        "9*拍照时间 / 21<　　　　年　　月　　日　　时 / 9*拍照人 / 21",
        "9*异议情况 / 51<　□无　　□有，　　　件（处理结果见公示无异议证明）",
    ):
        form.row(27, LOOK.cells(row))
    for label in ("张贴时照片（能看清公示内容和地点）", "期满时照片（能看清公示仍在原处）"):
        form.row(22, [(60, label, small(SECTION, 10.5))])
        form.row(218, [(60, "（照片粘贴处）", _PHOTO)])
    line(form, 30, 10.5, [(20, "登记人：", "left"), (20, "审核人：", "left"), (20, "登记时间：{{填表日期|年月日}}", "right")], "bottom")
    notes(form, "公示影像登记表", PROCEDURE, "村", "村级公示留存影像的要求；栏目和布局为通行做法自拟")
    return form


# ------------------------------------------------------------------------------------------- 项目公示
def project_board() -> FormSheet:
    """项目公示牌: A4 landscape in large type, to be copied on the board (32)."""
    form = FormSheet(90, 11, landscape=True, margins=(0.7, 0.7, 0.65, 0.7))
    title(form, "项目公示牌", 40, 36, 72)
    for label in ("项目名称", "项目总投资", "其中：衔接资金", "建设规模", "完成时间", "实施单位"):
        unit = "万元" if label in ("项目总投资", "其中：衔接资金") else ""
        form.row(58, _BOARD.cells(f"24*{label} / {66}" + (f"<　　　　　　　　　　　　{unit}" if unit else "")))
    line(form, 34, 14, [(45, "村民委员会电话：＿＿＿＿＿＿＿＿", "left"), (45, _PUBLIC_NOTE, "right")])
    line(form, 30, 14, [(45, "{{填报单位|空白}}（章）", "left"), (45, "公示时间：自　　　　年　　月　　日起", "right")])
    notes(
        form, "项目公示牌", PROCEDURE, "村", "扶贫（衔接）资金项目公示公告制度：公示牌列名称、总投资、扶贫资金、规模、完成时间，"
        "不少于7个工作日；布局为通行做法自拟", 填写要求="2020年及以前“衔接资金”写作“扶贫资金”。", **_POSTED,
    )  # fmt: skip
    return form


def _project(form: FormSheet, name: str, rows: list[tuple[str, float, str]]) -> None:
    title(form, name, 40, 22, 46)
    line(form, 22, 11, [(60, "{{填报单位|空白}}", "left")])
    for label, height, text in rows:
        form.row(height, [(13, label, small(LABEL, 11)), (47, text, Style(size=11, across="left", indent=1))])
    line(form, 24, 11, [(60, "公示期：自　　　　年　　月　　日至　　　　年　　月　　日，共　　　天", "left")])
    line(form, 24, 11, [(30, "村民委员会电话：＿＿＿＿＿＿＿＿", "left"), (30, "乡镇人民政府电话：＿＿＿＿＿＿＿＿", "left")])
    line(form, 24, 11, [(60, _PUBLIC_NOTE, "left")])
    line(form, 40, 12, [(56, "公示单位（章）：　　　　　　　　　　年　　月　　日", "right"), (4, "", "left")], "bottom")


_MONEY = "中央　　　　万元，省级　　　　万元，市县　　　　万元，\n村集体和群众自筹　　　　万元，其他　　　　万元"


def project_before() -> FormSheet:
    """项目实施前公示表: A4 portrait (32)."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    _project(form, "项目公示表（实施前）", [
        ("项目名称", 38, ""), ("实施地点", 38, ""), ("建设内容与规模", 116, ""), ("总投资", 34, "　　　　　　　万元"),
        ("资金来源", 48, _MONEY), ("实施单位", 34, "　　　　　　　　　　　　　责任人："),
        ("工期", 34, "自　　　　年　　月至　　　　年　　月"), ("绩效目标", 98, ""),
        ("带贫（联农\n带农）机制", 98, "受益　　　　户，其中脱贫户、监测户　　　　户\n\n"),
    ])  # fmt: skip
    notes(form, "项目公示表（实施前）", PROCEDURE, "村", "扶贫（衔接）资金项目公示公告制度，事前公示各项，公示不少于10天，县镇村分级公示；"
          "布局为通行做法自拟", **_POSTED)  # fmt: skip
    return form


def project_after() -> FormSheet:
    """项目完工后公示表: A4 portrait (32)."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    _project(form, "项目公示表（完工后）", [
        ("项目名称", 38, ""), ("实施地点", 34, ""), ("实施单位", 34, ""), ("完成情况", 124, ""),
        ("开工、完工时间", 34, "　　　　年　　月开工，　　　　年　　月完工"), ("资金来源", 48, _MONEY),
        ("决算（审计）金额", 34, "　　　　　　　万元，结余　　　　　　　万元"), ("验收结果", 70, "□合格　　□不合格　　验收时间：　　　　年　　月　　日"),
        ("受益情况", 64, "受益　　　　户，其中脱贫户、监测户　　　　户"), ("管护", 64, "管护单位：　　　　　　　　　　管护责任人："),
    ])  # fmt: skip
    notes(form, "项目公示表（完工后）", PROCEDURE, "村", "扶贫（衔接）资金项目公示公告制度，事后公示完成、决算、验收、管护，公示不少于10天；"
          "布局为通行做法自拟", **_POSTED)  # fmt: skip
    return form


# ------------------------------------------------------------------------------------ 村务、资金使用公示
def village_accounts() -> FormSheet:
    """村务（资金使用情况）季度公示表: A4 portrait (33)."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "村务（资金使用情况）公示表", 46, 20, 44)
    parts = [(26, "{{填报单位|空白}}", "left"), (20, "{{本季.期间|空白:年第　季度}}", "center"), (14, "单位：元", "right")]
    line(form, 22, 11, parts)
    form.row(28, Look(10.5).cells("4*序号 / 21*项目（收支内容） / 8*收入 / 8*支出 / 8*结余 / 6*经手人 / 5*备注"))
    form.row(27, Look(10.5, 10.5).cells("4 / 21*上期结余 / 8 / 8 / 8 / 6 / 5"))
    for number in range(1, 19):
        form.row(27, Look(10.5, 10.5).cells(f"4 {number} / 21< / 8 / 8 / 8 / 6 / 5"))
    form.row(27, Look(10.5, 10.5).cells("4 / 21*本期合计 / 8 / 8 / 8 / 6 / 5"))
    line(form, 24, 10.5, [(60, "公示期：自　　　　年　　月　　日至　　　　年　　月　　日。对公示内容有疑问的，可向村务监督委员会提出。", "left")])
    signed = ("村民委员会主任：", "村务监督委员会主任：", "会计（报账员）：")
    line(form, 30, 10.5, [(20, text, "left") for text in signed], "bottom")
    line(form, 26, 10.5, [(20, _PUBLIC_NOTE.partition("（")[0], "left"), (40, "公示单位（章）：　　　　　　　　年　　月　　日", "right")], "bottom")
    notes(
        form, "村务（资金使用情况）公示表", PROCEDURE, "村", "村务公开、扶贫（衔接）资金使用公示；栏目和布局为通行做法自拟",
        填写要求="每季度公示一次。不得写个人证件号、电话、银行账号；发给个人的补助只写户数和总额。", **_POSTED,
    )  # fmt: skip
    return form


FORMS = {
    f"{PROCEDURE}/no_objection": no_objection,
    f"{PROCEDURE}/posting_record": posting_record,
    f"{PROCEDURE}/project_board": project_board,
    f"{PROCEDURE}/project_before": project_before,
    f"{PROCEDURE}/project_after": project_after,
    f"{PROCEDURE}/village_accounts": village_accounts,
}
