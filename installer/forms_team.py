"""Papers of the work team (domain 5.4 (34) to (37), (39)): attendance, leave, diary, ledger, month, assessment."""

from __future__ import annotations

from form_parts import line, notes, title
from form_sheet import LABEL, FormSheet, Look, Style, small

TEAM = "队伍与台账"
_LOOK = Look(10, 10.5, 10)
_WRITING = Style(size=10.5, across="left", down="top", indent=1)
_SIGNED = Style(size=10, across="right", indent=1)
PORTRAIT = (0.6, 0.6, 0.65, 0.6)
VILLAGE = "{{村.县|空白:县}}{{村.乡|空白:乡（镇）}}{{村.行政村|空白:村}}"


def opinion(form: FormSheet, height: float, label: str, signed: str, *, wide: int = 9) -> None:
    """A row for an opinion, its signature (and stamp) in the lower right."""
    text = f"\n\n{signed}　　　　　年　　月　　日"
    form.row(height, [(wide, label, small(LABEL, 10)), (form.columns - wide, text, _SIGNED)])


def _written(form: FormSheet, height: float, label: str, text: str) -> None:
    """A row to write in: the label at the left, what is known from the top."""
    form.row(height, [(9, label, small(LABEL, 10)), (form.columns - 9, text, _WRITING)])


# --------------------------------------------------------------------------------------------- 考勤表
_DAY_COLUMNS = 62


def attendance_sheet() -> FormSheet:
    """驻村工作队考勤表 of a month: A4 landscape, a column for each day (domain 5.4 (34))."""
    form = FormSheet(104, 10, landscape=True, margins=(0.5, 0.4, 0.62, 0.4))
    title(form, "驻村工作队考勤表", 40, 20, 36)
    unit = f"驻村：{VILLAGE}　{{{{村.工作队名称}}}}"
    line(form, 22, 10.5, [(52, unit, "left"), (22, "{{月份}}", "center"), (30, "单位：天", "right")])
    _attendance_head(form)
    day = " / ".join(f"2 {{{{考勤.{number}日}}}}" for number in range(1, 32))
    for _ in range(10):
        form.row(36, Look(9, 9.5, 8.5).cells(
            f"2 {{{{考勤.序号}}}} / 6 {{{{考勤.姓名}}}} / 9<{{{{考勤.单位职务}}}} / {day} / 3 {{{{考勤.驻村天数}}}} / "
            "3 {{考勤.出差天数}} / 3 {{考勤.请假天数}} / 3 {{考勤.缺勤天数}} / 7<{{考勤.事由}} / 6"
        ))  # fmt: skip
    rule = "注：√在村，○出差（外出参会、培训、跑项目等，经报备），△请假，×缺勤；／当月没有的日子或不在任期。每日签到，当日由村党组织书记核对。"
    line(form, 17, 9, [(104, rule, "left")])
    signed = ("工作队队长：", "村党组织书记审核：", "乡镇审核（章）：", "填表日期：{{填表日期|年月日}}")
    line(form, 34, 10.5, [(26, text, "left") for text in signed], "bottom")
    form.titles(1, 4)
    notes(
        form, "驻村工作队考勤表", TEAM, "村",
        "驻村工作队“一日一考勤”、村党组织书记管理考勤簿的规定；31日一行的布局和符号为通行做法自拟", 续页="接排", 行高="可增高",
        填写要求="已登记的考勤由程序填好，没有登记的日子空着手写。驻村天数只数√，出差是否视同驻村按本县规定。",
    )  # fmt: skip
    return form


def _attendance_head(form: FormSheet) -> None:
    look = Look(9)
    first = form.next
    days = " / ".join(f"2*{number}" for number in range(1, 32))
    counts = " / ".join(f"3*{name}" for name in ("驻村~天数", "出差~天数", "请假~天数", "缺勤~天数"))
    form.row(17, look.cells(f"2* / 6* / 9* / {days} / 3* / 3* / 3* / 3* / 7* / 6*"))
    week = " / ".join(f"2*{{{{月历.{number}日}}}}" for number in range(1, 32))
    form.row(17, look.cells(f"2* / 6* / 9* / {week} / 3* / 3* / 3* / 3* / 7* / 6*"))
    column = 1
    parts = look.cells(f"2*序~号 / 6*姓名 / 9*派出单位~及职务 / {_DAY_COLUMNS}* / {counts} / 7*事由 / 6*本人~签字")
    for width, text, style in parts:
        if text:
            form.down(first, 2, column, width, text, style)
        column += width


# ----------------------------------------------------------------------------------------- 请销假审批单
def leave_slip() -> FormSheet:
    """请销假审批单 of a team member: A4 portrait (domain 5.4 (35))."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "驻村工作队员请销假审批单", 44, 20, 44)
    line(form, 22, 10.5, [(40, f"驻村：{VILLAGE}", "left"), (20, "填表日期：{{填表日期|年月日}}", "right")])
    cells = _LOOK.cells
    for row in (
        "9*姓名 / 13 {{队员.姓名}} / 7*性别 / 7 {{队员.性别}} / 9*队内职务 / 15 {{队员.队内职务}}",
        "9*派出单位 / 27 {{队员.派出单位}} / 9*联系电话 / 15 {{队员.联系电话}}",
        "9*本年已请假 / 13 　{{本年.请假天数}}　天 / 14*其中{{月份}} / 9 　{{本月.请假天数}}　天 / 15<以考勤表登记为准",
        "9*请假类别 / 51<　□事假　　□病假　　□年休假　　□婚丧产假　　□公差　　□其他＿＿＿＿＿＿",
        "9*请假时间 / 51<　自　　　　年　　月　　日　　时　至　　　　年　　月　　日　　时　止，共　　　天",
    ):
        form.row(29, cells(row))
    _written(form, 96, "请假事由", "")
    form.row(32, cells("9*去向及地点 / 27 / 9*在外联系~电话 / 15"))
    form.row(32, cells("9*代理工作~的队员 / 27 / 9*本人签字 / 15"))
    opinion(form, 80, "村党组织\n意见", "签字（章）：")
    opinion(form, 80, "乡镇党委\n意见", "签字（章）：")
    opinion(form, 80, "县委组织部\n意见", "签字（章）：")
    form.row(30, cells("9*销假时间 / 27<　　　　　年　　月　　日　　时 / 9*实际请假 / 15 　　　　　天"))
    form.row(30, cells("9*是否续假 / 27<　□否　　□是，续假至　　　年　　月　　日 / 9*批准续假人 / 15"))
    form.row(30, cells("9*销假人签字 / 27 / 9*接收销假人 / 15"))
    rule = "注：请假三天以内（有的县五天以内）由乡镇党委批准，超过的报县委组织部审批备案，按本县规定执行。"
    line(form, 18, 9, [(60, rule, "left")])
    line(form, 16, 9, [(60, "　　本单一式两份，本人和乡镇各存一份；回村当天销假，由村党组织记入考勤。", "left")])
    notes(form, "请销假审批单", TEAM, "队员", "县驻村工作队员管理办法关于请假权限的规定；布局为通行做法自拟", 份数="2")
    return form


# ------------------------------------------------------------------------------------------- 工作日志
def work_diary() -> FormSheet:
    """驻村工作日志（民情日记）: A4 portrait, a page for each log of the month (domain 5.4 (36))."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "驻村工作日志（民情日记）", 42, 20, 42)
    line(form, 22, 10.5, [(40, f"驻村：{VILLAGE}", "left"), (20, "{{月份}}", "right")])
    form.row(30, _LOOK.cells(
        "9*日期 / 17 {{日志.日期|年月日}}　{{日志.星期}} / 6*天气 / 9 {{日志.天气}} / 7*记录人 / 12 {{日志.记录人}}"
    ))  # fmt: skip
    form.row(30, _LOOK.cells("9*地点 / 32 {{日志.地点}} / 7*留影像 / 12 {{日志.是否留影像|勾选}}"))
    for label, name, height in (
        ("工作内容", "工作内容", 196), ("走访户", "走访户", 46), ("群众诉求", "群众诉求", 76), ("解决情况", "解决情况", 76),
        ("面临困难", "面临困难", 62), ("心得体会", "心得体会", 76), ("下步计划\n（周计划）", "下步计划", 76),
    ):  # fmt: skip
        form.row(height, [(9, label, small(LABEL, 10)), (51, f"{{{{日志.{name}}}}}", _WRITING)])
    form.titles(1, 2)
    notes(
        form, "驻村工作日志（民情日记）", TEAM, "村",
        "驻村工作队每日记《民情日记》的要求（工作进展、心得体会、面临困难、每周计划）；布局为通行做法自拟", 续页="接排",
        填写要求="一天一页。已登记的日志由程序填好，没有日志的月份印一页空白。",
    )  # fmt: skip
    return form


# --------------------------------------------------------------------------------------- 驻村工作台账
_LEDGER = (
    (3, "序~号", "序号", ""), (6, "日期", "日期", ""), (9, "工作队员", "记录人", ""), (24, "工作内容", "工作内容", "<"),
    (9, "走访户", "走访户", ""), (17, "群众诉求", "群众诉求", "<"), (17, "解决情况", "解决情况", "<"), (9, "备注", "", ""),
)  # fmt: skip


def work_ledger() -> FormSheet:
    """驻村工作台账 of a month: A4 landscape, logs and calls by day (domain 5.4 (37))."""
    form = FormSheet(94, 11, landscape=True, margins=(0.55, 0.45, 0.62, 0.45))
    title(form, "驻村工作台账", 34, 22, 40)
    parts = [(44, f"驻村：{VILLAGE}　{{{{村.工作队名称}}}}", "left"), (20, "{{月份}}", "center"), (30, "填表人：{{填表人}}", "right")]
    line(form, 22, 10.5, parts)
    form.row(30, Look(10).cells(" / ".join(f"{width}*{name}" for width, name, _, _ in _LEDGER)))
    look = Look(10, 9.5, 9.5)
    row = " / ".join(f"{w}{mark}" + (f" {{{{工作.{name}}}}}" if name else "") for w, _, name, mark in _LEDGER)
    for _ in range(12):
        form.row(31, look.cells(row))
    line(form, 16, 9, [(94, "注：由当月的工作日志和入户走访记录按日期汇总；没有登记的工作手写补上。", "left")])
    line(form, 24, 10.5, [(32, "工作队队长：", "left"), (31, "村党组织书记：", "left"), (31, "检查人：", "left")], "bottom")
    form.titles(1, 3)
    notes(
        form, "驻村工作台账", TEAM, "村", "县驻村工作队管理办法要求的《驻村工作台账》；栏目和布局为通行做法自拟",
        续页="接排", 行高="可增高",
    )  # fmt: skip
    return form


# ----------------------------------------------------------------------------------- 驻村工作纪实登记表
def member_month() -> FormSheet:
    """工作队员驻村工作纪实登记表 of a month: A4 portrait, the summary in front, the days on the back (domain 5.4 (37))."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "工作队员驻村工作纪实登记表", 46, 20, 42)
    line(form, 22, 10.5, [(40, f"驻村：{VILLAGE}", "left"), (20, "{{月份}}", "right")])
    for row in (
        "9*姓名 / 11 {{队员.姓名}} / 9*队内职务 / 11 {{队员.队内职务}} / 9*政治面貌 / 11 {{队员.政治面貌}}",
        "9*派出单位 / 31 {{队员.派出单位}} / 9*联系电话 / 11 {{队员.联系电话}}",
        "9*驻村天数 / 11 {{本月.驻村天数}} / 9*住村天数 / 11 {{本月.住村天数}} / 9*出差天数 / 11 {{本月.出差天数}}",
        "9*请假天数 / 11 {{本月.请假天数}} / 9*缺勤天数 / 11 {{本月.缺勤天数}} / 9*工作日志（篇） / 11 {{本月.日志篇数}}",
        "9*走访户数 / 11 {{本月.走访户数}} / 9*走访次数 / 11 {{本月.走访次数}} / 9*请假事由 / 11 {{本月.请假事由}}",
    ):
        form.row(27, _LOOK.cells(row))
    for label, name, height in (("为民办实事", "办实事", 144), ("困难和问题", "困难问题", 103), ("下月打算", "下月打算", 103)):
        _written(form, height, label, f"{{{{本月.{name}}}}}")
    form.row(32, [(9, "本人签字", small(LABEL, 10)), (51, "　　　　　年　　月　　日", _SIGNED)])
    opinion(form, 78, "村党组织\n意见", "签字（章）：")
    opinion(form, 78, "乡镇党委\n意见", "签字（章）：")
    form.page_break()
    _days_page(form)
    notes(
        form, "工作队员驻村工作纪实登记表", TEAM, "队员",
        "县驻村工作队管理办法要求的《驻村工作队员驻村工作纪实登记表》（表名）；栏目和布局为通行做法自拟",
        填写要求="每月一张，正面是小结，背面是逐日纪实。天数按考勤、户数按走访记录、其余按工作日志由程序填好，可手写补充。",
    )  # fmt: skip
    return form


def _days_page(form: FormSheet) -> None:
    line(form, 24, 11, [(30, "逐日工作纪实", "left"), (30, "{{队员.姓名|空白}}　{{月份}}", "right")])
    form.row(22, Look(10).cells("4*日期 / 3*星期 / 3*考勤 / 8*地点 / 27*工作内容 / 15*走访户"))
    look = Look(9.5, 9.5, 9)
    for _ in range(31):
        form.row(22, look.cells(
            "4 {{纪实.日期}} / 3 {{纪实.星期}} / 3 {{纪实.考勤}} / 8<{{纪实.地点}} / 27<{{纪实.工作内容}} / 15<{{纪实.走访户}}"
        ))  # fmt: skip
    line(form, 18, 9, [(60, "注：考勤 √在村　○出差　△请假　×缺勤；工作内容摘自工作日志，没有日志的按入户走访记录。", "left")])


# ----------------------------------------------------------------------------------- 考核评分、民主测评
_ITEMS = (
    ("德", 20, (
        ("政治立场坚定，贯彻农村政策", 10, ""), ("群众观念强，作风务实", 10, ""),
    )),
    ("能", 20, (
        ("熟悉政策，掌握村情户情", 10, ""), ("会做群众工作，能解决实际问题", 10, ""),
    )),
    ("勤", 20, (
        ("脱产驻村，驻村天数达到规定", 10, "驻村　{{本年.驻村天数}}　天，~请假　{{本年.请假天数}}　天，缺勤　{{本年.缺勤天数}}　天"),
        ("入户走访，坚持记工作日志", 10, "走访　{{本年.走访户数}}　户，　{{本年.走访次数}}　次，~工作日志　{{本年.日志篇数}}　篇"),
    )),
    ("绩", 30, (
        ("建强村党组织", 7, ""), ("推进强村富民", 8, ""), ("提升治理水平", 7, ""), ("为民办事服务", 8, ""),
    )),
    ("廉", 10, (("廉洁自律，遵守工作纪律", 10, ""),)),
)  # fmt: skip


def assessment_sheet() -> FormSheet:
    """工作队员年度考核评分表: A4 portrait, 德能勤绩廉 and the four duties (domain 5.4 (39))."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "驻村工作队员考核评分表", 42, 20, 42)
    line(form, 22, 10.5, [(40, f"驻村：{VILLAGE}", "left"), (20, "（{{年度}}年度）", "right")])
    form.row(27, _LOOK.cells("8*姓名 / 12 {{队员.姓名}} / 8*队内职务 / 12 {{队员.队内职务}} / 8*驻村时间 / 12 {{队员.起止时间}}"))
    form.row(27, _LOOK.cells("8*派出单位 / 32 {{队员.派出单位}} / 8*政治面貌 / 12 {{队员.政治面貌}}"))
    form.row(32, Look(10).cells("6*项目 / 17*考核内容 / 4*分值 / 18*考核依据 / 5*自评分 / 5*乡镇~评分 / 5*县考核~评分"))
    for name, points, items in _ITEMS:
        first = form.next
        for text, most, known in items:
            form.row(34, Look(10, 10.5, 9.5).cells(f"6* / 17<{text} / 4 {most} / 18<{known} / 5 / 5 / 5"))
        form.down(first, len(items), 1, 6, f"{name}\n（{points}分）", small(LABEL, 10))
    form.row(30, Look(10, 10.5).cells("23*合计 / 4 100 / 18 / 5 / 5 / 5"))
    form.row(30, _LOOK.cells("9*民主测评 / 51<　应到　　人，实到　　人；优秀　　票，合格　　票，基本合格　　票，不合格　　票"))
    form.row(30, _LOOK.cells("9*考核等次 / 51<　□优秀　　　□合格（称职）　　　□基本合格（基本称职）　　　□不合格（不称职）"))
    opinion(form, 58, "乡镇党委\n意见", "（章）")
    opinion(form, 58, "县考核组\n意见", "（章）")
    line(form, 18, 9, [(60, "注：驻村、走访、日志的数字按台账填写；分值和各方评分的权重按本县考核办法调整。", "left")])
    notes(
        form, "驻村工作队员考核评分表", TEAM, "队员",
        "德能勤绩廉考核和驻村第一书记、工作队四项职责（中办2021年选派意见）；各项分值和布局为通行做法自拟",
    )  # fmt: skip
    return form


_GRADES = ("优~秀", "合~格", "基~本~合~格", "不~合~格")
_MERITS = ("德", "能", "勤", "绩", "廉", "总体评价")


def democratic_assessment() -> FormSheet:
    """民主测评表: A4 landscape, a row for each member of the team, ticked without a name (domain 5.4 (39))."""
    form = FormSheet(94, 11, landscape=True, margins=(0.55, 0.45, 0.62, 0.45))
    title(form, "驻村工作队员民主测评表", 44, 22, 42)
    line(form, 22, 10.5, [(60, f"驻村：{VILLAGE}　{{{{村.工作队名称}}}}", "left"), (34, "（{{年度}}年度）", "right")])
    first, look = form.next, Look(10, 10.5, 9)
    heads = " / ".join(f"12*{merit}" for merit in _MERITS)
    form.row(22, look.cells(f"3* / 8* / 11* / {heads}"))
    form.row(62, Look(9).cells("3* / 8* / 11* / " + " / ".join(f"3*{grade}" for _ in _MERITS for grade in _GRADES)))
    for column, width, text in ((1, 3, "序\n号"), (4, 8, "姓名"), (12, 11, "单位及职务")):
        form.down(first, 2, column, width, text, small(LABEL, 10))
    for _ in range(8):
        ticks = " / ".join(["3"] * (len(_MERITS) * len(_GRADES)))
        form.row(39, look.cells(f"3 {{{{考勤.序号}}}} / 8 {{{{考勤.姓名}}}} / 11<{{{{考勤.单位职务}}}} / {ticks}"))
    rule = "说明：请在每一项的“优秀、合格、基本合格、不合格”中选一格画“√”，多选或不选的作弃权。本表不记名，填好后投入票箱。"
    line(form, 20, 10, [(94, rule, "left")])
    who = "测评人身份：□村“两委”成员　　□党员　　□村民代表　　□脱贫户、监测户代表　　□其他"
    line(form, 20, 10, [(94, who, "left")])
    form.titles(1, 4)
    notes(
        form, "驻村工作队员民主测评表", TEAM, "村", "德能勤绩廉民主测评、四等次（各地驻村工作队考核办法）；布局为通行做法自拟",
        续页="接排", 填写要求="按参会人数复印。队员为当月在任的。",
    )  # fmt: skip
    return form


FORMS = {
    f"{TEAM}/attendance_sheet": attendance_sheet,
    f"{TEAM}/leave_slip": leave_slip,
    f"{TEAM}/work_diary": work_diary,
    f"{TEAM}/work_ledger": work_ledger,
    f"{TEAM}/member_month": member_month,
    f"{TEAM}/assessment_sheet": assessment_sheet,
    f"{TEAM}/democratic_assessment": democratic_assessment,
}
