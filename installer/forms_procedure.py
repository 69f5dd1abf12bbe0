"""Procedure papers (domain 5.3 (27) to (30)): villagers' review, minutes, sign-in, public notices and announcements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from form_parts import line, notes, title
from form_sheet import LABEL, SECTION, FormSheet, Look, Style, small

PROCEDURE = "程序文书与公示"
PORTRAIT = (0.6, 0.6, 0.65, 0.6)
VILLAGE = "{{村.县|空白:县}}{{村.乡|空白:乡（镇）}}{{村.行政村|空白:村}}"
WRITING = Style(size=10.5, across="left", down="top", indent=1)
PROSE = Style(face="仿宋", size=14, across="left", down="center", ruled=False)
LOOK = Look(10, 10.5, 10)


def written(form: FormSheet, height: float, label: str, text: str = "") -> None:
    """A row to write in, its label at the left."""
    form.row(height, [(9, label.replace("~", "\n"), small(LABEL, 10)), (form.columns - 9, text, WRITING)])


# ---------------------------------------------------------------------------------------- 民主评议会议记录
def democratic_review() -> FormSheet:
    """民主评议会议记录: A4 portrait, the households and votes in front, those present with hand prints behind (27)."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "民主评议会议记录", 36, 22, 42)
    line(form, 20, 10.5, [(60, f"村：{VILLAGE}", "left")])
    for row in (
        "9*会议时间 / 21<　　　　年　　月　　日　　时　　分 / 9*会议地点 / 21",
        "9*主持人 / 21 / 9*记录人 / 21",
        "9*应到代表 / 11 　　　　　人 / 9*实到 / 11 　　　　　人 / 9*实到占比 / 11 　　　　　％",
        "9*列席人员 / 51<乡镇：　　　　　　　　　　驻村工作队：　　　　　　　　　　其他：",
        "9*会议议题 / 51<评议下列农户　□纳入监测对象　□风险消除　□脱贫退出　□其他＿＿＿＿＿",
    ):
        form.row(27, LOOK.cells(row))
    form.row(21, [(60, "逐户评议和表决{{续页}}", small(SECTION, 10.5))])
    form.row(32, Look(9.5).cells(
        "3*序~号 / 7*户主姓名 / 6*组 / 4*人口 / 10*评议事项 / 14*评议意见 / 4*赞成~（票） / 4*反对~（票） / 4*弃权~（票） / 4*结果"
    ))  # fmt: skip
    for _ in range(10):
        form.row(34, Look(10, 10, 9.5).cells(
            "3 {{评议名单.序号}} / 7 {{评议名单.户主姓名}} / 6 {{评议名单.组}} / 4 {{评议名单.人口}} / "
            "10 {{评议名单.评议事项}} / 14< / 4 / 4 / 4 / 4"
        ))  # fmt: skip
    form.row(27, LOOK.cells("9*唱票人 / 11 / 9*监票人 / 11 / 9*计票人 / 11"))
    written(form, 88, "评议结果")
    form.row(27, LOOK.cells("9*主持人签字 / 21 / 9*记录人签字 / 21"))
    rule = "注：实到代表不少于应到的三分之二（有的县为户数的一半）方可开会，赞成票过实到半数为通过，按本县规定执行。"
    line(form, 18, 9, [(60, rule, "left")])
    form.page_break()
    _present(form)
    notes(
        form, "民主评议会议记录", PROCEDURE, "村",
        "村民代表会议民主评议、一事一议的程序要求（应到实到、赞成反对弃权、监票计票、签到摁手印）；布局为通行做法自拟", 续页="另页",
        填写要求="评议名单为当月识别、当月消除的监测对象和拟脱贫户；打印时选了农户的，只列所选农户。表决和意见会上手写，代表签字并按手印。",
    )  # fmt: skip
    return form


def _present(form: FormSheet) -> None:
    """The second page: two columns of those present."""
    line(form, 30, 12, [(60, "参会代表签到（签字、按手印）", "center")])
    head = "3*序~号 / 8*姓名 / 6*身份 / 7*签字 / 6*手印"
    form.row(30, Look(10).cells(f"{head} / {head}"))
    for number in range(1, 21):
        form.row(31.5, LOOK.cells(f"3 {number} / 8 / 6 / 7 / 6 / 3 {number + 20} / 8 / 6 / 7 / 6"))
    line(form, 20, 9, [(60, "注：身份填村民代表、党员、村“两委”成员、户代表等；不会写字的由他人代写姓名，本人按手印。", "left")])


# -------------------------------------------------------------------------------------- 签到表、会议记录
def meeting_sign_in() -> FormSheet:
    """会议签到表: A4 portrait (28)."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "会议签到表", 26, 22, 44)
    line(form, 22, 10.5, [(60, f"村：{VILLAGE}", "left")])
    form.row(28, LOOK.cells("9*会议名称 / 51"))
    form.row(28, LOOK.cells("9*会议时间 / 21<　　　　年　　月　　日　　时　　分 / 9*会议地点 / 21"))
    form.row(28, LOOK.cells("9*主持人 / 11 / 9*应到 / 11 　　　　　人 / 9*实到 / 11 　　　　　人"))
    form.row(26, Look(10).cells("4*序号 / 11*姓名 / 19*单位（身份） / 13*联系电话 / 13*签名"))
    for number in range(1, 22):
        form.row(26, LOOK.cells(f"4 {number} / 11 / 19 / 13 / 13"))
    form.titles(1, 6)
    notes(form, "会议签到表", PROCEDURE, "村", "村“两委”、党员、村民代表会议和工作例会签到；布局为通行做法自拟")
    return form


def meeting_minutes() -> FormSheet:
    """会议记录: A4 portrait, lines to write on (28)."""
    form = FormSheet(60, 11, landscape=False, margins=PORTRAIT)
    title(form, "会议记录", 24, 22, 42)
    line(form, 20, 10.5, [(60, f"村：{VILLAGE}", "left")])
    kinds = "□村“两委”会议　□支部党员大会　□村民代表会议　□工作例会　□其他＿＿＿"
    for row in (
        f"9*会议类别 / 51<{kinds}",
        "9*会议时间 / 21<　　　　年　　月　　日　　时　　分 / 9*会议地点 / 21",
        "9*主持人 / 11 / 9*记录人 / 11 / 9*应到实到 / 11 　　／　　人",
    ):
        form.row(26, LOOK.cells(row))
    written(form, 34, "参会人员")
    written(form, 30, "列席人员")
    written(form, 30, "缺席及原因")
    written(form, 40, "会议议题")
    form.row(22, [(60, "发言记录", small(SECTION, 10.5))])
    for _ in range(13):
        form.row(25, [(60, "", WRITING)])
    written(form, 78, "会议决议")
    form.row(28, LOOK.cells("9*主持人签字 / 21 / 9*记录人签字 / 21"))
    notes(
        form, "会议记录", PROCEDURE, "村", "议题、发言、决议的会议记录通行栏目；布局为通行做法自拟",
        填写要求="写不完的另附纸，每页由记录人签字。参会人员签到另用会议签到表。",
    )  # fmt: skip
    return form


# ---------------------------------------------------------------------------------------- 公示、公告
@dataclass(frozen=True)
class Posted:
    """A list posted in public: its name, what was decided of the households, the word over their kind, years, source."""

    listed: str
    counted: str
    about: str
    proposed: str
    decided: str
    kind: str
    years: str
    source: str


_RULE = "防止返贫监测和帮扶工作的规定"
_IDENTIFIED = Posted(
    "识别名单", "识别", "防止返贫监测对象识别名单", "拟将下列{0}户{1}人纳入防止返贫监测对象", "确定下列{0}户{1}人为防止返贫监测对象",
    "监测类别", "2020-", "防止返贫监测对象识别程序（申请或排查、评议公示、审核公告）",
)  # fmt: skip
_CLEARED = Posted(
    "消除名单", "消除", "监测对象风险消除名单", "拟标注下列{0}户{1}人风险消除", "确定下列{0}户{1}人风险消除", "消除方式", "2020-",
    "防止返贫监测对象风险消除程序（入户核实、评议公示、审定公告）",
)  # fmt: skip
_EXITED = Posted(
    "退出名单", "退出", "脱贫退出名单", "拟将下列{0}户{1}人退出贫困户", "批准下列{0}户{1}人退出贫困户", "户类型", "2014-2020",
    "中办国办《关于建立贫困退出机制的意见》（2016年）：民主评议、核实、公示公告",
)  # fmt: skip
_COLUMNS = ((5, "序号", "序号"), (12, "户主姓名", "户主姓名"), (6, "性别", "性别"), (10, "组", "组"), (7, "人口（人）", "人口"))


def posted(what: Posted, *, final: bool) -> FormSheet:
    """公示 before a decision or 公告 after it: A4 portrait, only what may be posted in public (29), (30)."""
    form = FormSheet(60, 11, landscape=False, margins=(0.75, 0.6, 0.65, 0.6))
    title(form, "公告" if final else "公示", 16, 28, 50)
    line(form, 26, 15, [(60, f"（{what.about}）", "center")])
    form.row(64 if final else 116, [(60, _prose(what, final), PROSE)])
    line(form, 8, 9, [(60, "", "left")])
    form.row(27, Look(11).cells(" / ".join(f"{w}*{name}" for w, name, _ in _COLUMNS) + f" / 12*{what.kind} / 8*备注"))
    row = " / ".join(f"{w} {{{{{what.listed}.{name}}}}}" for w, _, name in _COLUMNS)
    for _ in range(19 if final else 15):
        form.row(25, Look(11, 11).cells(f"{row} / 12 {{{{{what.listed}.类别}}}} / 8"))
    _foot(form, final)
    form.titles(5, 5)
    name = f"{what.about}{'公告' if final else '公示'}"
    notes(
        form, name, PROCEDURE, "村", f"{what.source}；公开栏目按个人信息保护要求取最少；布局为通行做法自拟", 公开="是", 年度=what.years,
        续页="接排", 填写要求="名单为打印月份识别、消除的监测对象或本年度退出的户；打印时选了农户的，只列所选农户。户主未成年的不写全名。"
                              "公示期按本县规定，监测对象不少于5天，脱贫退出一般不少于7天；公告不设公示期。"
                              "备注栏不得写证件号、电话、银行账号、健康状况和致贫（风险）原因。",
    )  # fmt: skip
    return form


def _prose(what: Posted, final: bool) -> str:
    households, people = f"{{{{公示.{what.counted}户数|空白}}}}", f"{{{{公示.{what.counted}人数|空白}}}}"
    if final:
        decided = what.decided.format(households, people)
        return f"　　根据{_basis(what)}，经村级评议公示、乡镇审核、县级审定，{decided}，现予公告。"
    proposed = what.proposed.format(households, people)
    return (
        f"　　根据{_basis(what)}，经入户核实、村民代表会议民主评议、村“两委”会议研究，{proposed}，现予公示。\n"
        "　　公示期共　　　天，自　　　年　　月　　日至　　　年　　月　　日。\n"
        "　　公示期内对名单有异议的，请向村民委员会、乡镇人民政府反映。"
    )


def _basis(what: Posted) -> str:
    return "贫困退出有关规定" if what is _EXITED else _RULE


def _foot(form: FormSheet, final: bool) -> None:
    line(form, 10, 9, [(60, "", "left")])
    if not final:
        line(form, 24, 12, [(34, "村民委员会电话：＿＿＿＿＿＿＿＿＿", "left"), (26, "受理人：＿＿＿＿＿＿＿", "left")])
        line(form, 24, 12, [(34, "乡镇人民政府电话：＿＿＿＿＿＿＿＿", "left"), (26, "监督电话：12317", "left")])
        line(form, 10, 9, [(60, "", "left")])
    line(form, 26, 14, [(56, "{{填报单位|空白}}（章）", "right"), (4, "", "left")])
    line(form, 26, 14, [(56, "　　　　年　　月　　日", "right"), (4, "", "left")])


FORMS: dict[str, Callable[[], FormSheet]] = {
    f"{PROCEDURE}/democratic_review": democratic_review,
    f"{PROCEDURE}/meeting_sign_in": meeting_sign_in,
    f"{PROCEDURE}/meeting_minutes": meeting_minutes,
    f"{PROCEDURE}/identified_notice": partial(posted, _IDENTIFIED, final=False),
    f"{PROCEDURE}/cleared_notice": partial(posted, _CLEARED, final=False),
    f"{PROCEDURE}/exit_notice": partial(posted, _EXITED, final=False),
    f"{PROCEDURE}/identified_announcement": partial(posted, _IDENTIFIED, final=True),
    f"{PROCEDURE}/cleared_announcement": partial(posted, _CLEARED, final=True),
    f"{PROCEDURE}/exit_announcement": partial(posted, _EXITED, final=True),
}
