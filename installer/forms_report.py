"""月报, 季报 and 半年报 of the work team (domain 5.4 (38)): a table of figures, six blocks, three texts; two pages."""

from __future__ import annotations

from functools import partial

from form_parts import line, notes, title
from form_sheet import LABEL, SECTION, FormSheet, Look, Style, small
from forms_team import PORTRAIT, TEAM

_LOOK = Look(9.5, 10.5, 10)
_WRITING = Style(size=10.5, across="left", down="top", indent=1)
_Fact = tuple[str, str]
_STANDING: tuple[_Fact, ...] = (
    ("在册农户（户）", "户数"), ("在册人口（人）", "人口"), ("脱贫户（户）", "脱贫户数"), ("脱贫人口（人）", "脱贫人口"),
    ("监测对象（户）", "监测户数"), ("监测对象（人）", "监测人口"), ("已消除风险（户）", "已消除户数"), ("帮扶责任人（人）", "帮扶责任人数"),
    ("其中：脱贫不~稳定户（户）", "脱贫不稳定户数"), ("脱贫不稳定户~人口（人）", "脱贫不稳定户人口"),
    ("边缘易致贫~户（户）", "边缘易致贫户数"), ("边缘易致贫户~人口（人）", "边缘易致贫户人口"),
    ("突发严重困~难户（户）", "突发严重困难户数"), ("突发严重困难~户人口（人）", "突发严重困难户人口"),
    ("已结对（户）", "已结对户数"), ("未结对（户）", "未结对户数"),
)  # fmt: skip
_CALLS: tuple[_Fact, ...] = (
    ("驻村队员（人）", "队员人数"), ("驻村（人天）", "驻村天数"), ("出差（人天）", "出差天数"), ("请假（人天）", "请假天数"),
    ("走访农户（户）", "走访户数"), ("走访（户次）", "走访户次"), ("走访脱贫户（户）", "走访脱贫户数"), ("走访监测户（户）", "走访监测户数"),
    ("反映需求（件）", "反映需求件数"), ("解决需求（件）", "解决需求件数"), ("办结待办（件）", "办结待办件数"), ("工作日志（篇）", "工作日志篇数"),
)  # fmt: skip
_WATCH: tuple[_Fact, ...] = (
    ("新识别（户）", "新识别户数"), ("新识别（人）", "新识别人数"), ("风险消除（户）", "风险消除户数"), ("风险消除（人）", "风险消除人数"),
)  # fmt: skip
_WORK: tuple[_Fact, ...] = (
    ("劳动力（人）", "劳动力人数"), ("务工（人）", "务工人数"), ("公益岗（人）", "公益岗人数"), ("新增务工（人）", ""),
    ("乡镇内务工（人）", "乡镇内务工人数"), ("县内务工（人）", "县内务工人数"), ("省内务工（人）", "省内务工人数"),
    ("省外务工（人）", "省外务工人数"),
)  # fmt: skip


def _section(form: FormSheet, text: str) -> None:
    form.row(21, [(60, text, small(SECTION, 10.5))])


def _facts(form: FormSheet, prefix: str, facts: tuple[_Fact, ...], height: float = 34) -> None:
    """Four figures a row, each behind its label."""
    for at in range(0, len(facts), 4):
        cells = [f"9*{label} / 6 " + (f"{{{{{prefix}.{name}}}}}" if name else "") for label, name in facts[at : at + 4]]
        form.row(height, _LOOK.cells(" / ".join(cells)))


def _blank_table(form: FormSheet, columns: tuple[tuple[int, str], ...], rows: int, height: float = 26) -> None:
    form.row(24, _LOOK.cells(" / ".join(f"{width}*{name}" for width, name in columns)))
    for _ in range(rows):
        form.row(height, _LOOK.cells(" / ".join(str(width) for width, _ in columns)))


def report(name: str, prefix: str, blank: str, part: str) -> FormSheet:
    """One report: its title, the prefix of its figures, the line for a blank one, what the period is called."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, f"驻村帮扶工作{name}", 36, 22, 44)
    line(form, 20, 11, [(60, f"（{{{{{prefix}.期间|空白:{blank}}}}}）", "center")])
    line(form, 22, 10.5, [(40, "填报单位（章）：{{填报单位|空白}}", "left"), (20, "填报时间：{{填表日期|年月日}}", "right")])
    _section(form, "一、基本数据（期末数）")
    _facts(form, "现状", _STANDING)
    _section(form, f"二、驻村走访（{part}）")
    _facts(form, prefix, _CALLS)
    _section(form, f"三、监测和帮扶措施（{part}）")
    _facts(form, prefix, _WATCH)
    form.row(24, _LOOK.cells("12*措施类别 / 7*户数 / 7*人数 / 10*金额（元） / 24*主要内容"))
    for kind in ("产业帮扶", "就业帮扶", "金融帮扶", "教育、医疗、~住房、饮水", "兜底保障", "其他"):
        form.row(47, _LOOK.cells(f"12*{kind} / 7 / 7 / 10 / 24"))
    form.page_break()
    _second_page(form, part)
    signed = ("工作队队长：{{村.工作队长}}", "审核人：{{审核人}}", "填表人：{{填表人}}", "联系电话：{{填表人电话}}")
    line(form, 30, 10.5, [(15, text, "left") for text in signed], "bottom")
    notes(
        form, f"驻村帮扶工作{name}", TEAM, "村",
        "驻村工作例会、考勤、报告等六项制度和“一月一通报、一季一交流”；基本数据和六块内容的布局为通行做法自拟", 份数="3",
        填写要求="基本数据、驻村走访、监测和就业的数字按台账填好；措施、项目、资金和问题各栏手写。走访农户一户只计一次，户次每次都计；"
                 "反映需求按有诉求或需求的走访次数计；务工含没有填务工区域的；不含已销户。",
    )  # fmt: skip
    return form


def _second_page(form: FormSheet, part: str) -> None:
    _section(form, f"四、项目（{part}）")
    _blank_table(form, ((18, "项目名称"), (9, "总投资（万元）"), (12, "建设进度"), (13, "本期完成情况"), (8, "备注")), 3)
    _section(form, f"五、资金（{part}，单位：万元）")
    _blank_table(form, ((18, "资金来源（文件号）"), (9, "到账"), (9, "支出"), (9, "结余"), (15, "用途")), 3)
    _section(form, "六、就业")
    _facts(form, "现状", _WORK)
    _section(form, "七、问题和整改")
    columns = ((8, "问题来源"), (18, "问题"), (16, "整改措施"), (9, "责任人、时限"), (9, "完成情况"))
    _blank_table(form, columns, 3, 30)
    for label, height in (("主要工作", 100), ("存在困难\n和建议", 68), ("下期打算", 68)):
        form.row(height, [(9, label, small(LABEL, 10)), (51, "", _WRITING)])


FORMS = {
    f"{TEAM}/monthly_report": partial(report, "月报", "本月", "年　　月", "本月"),
    f"{TEAM}/quarterly_report": partial(report, "季报", "本季", "年第　　季度", "本季度"),
    f"{TEAM}/half_year_report": partial(report, "半年报", "本半年", "年　　半年", "本半年"),
}
