"""Papers handed to a household: 联系卡, 责任书, 政策告知书, 满意度测评表 (domain 5.1 (11), (12), (17))."""

from __future__ import annotations

import math
from dataclasses import replace

from form_parts import AREA, line, notes, title
from form_sheet import HEADING, PLAIN, FormSheet, Look, Style
from forms_folder import INVENTED, PLACE, upright

FANG = "仿宋_GB2312"
_A6 = 70
_LETTERS = 41
"""Characters of 12 points on a line across the page."""


def text(
    form: FormSheet, height: float, words: str, size: float = 12, face: str = FANG, across: str = "left", down: str = "top"
) -> None:
    """A paragraph across the page, outside any table."""
    form.row(height, [(form.columns, words, Style(face=face, size=size, across=across, down=down, ruled=False))])


def clause(form: FormSheet, words: str, height: float = 24) -> None:
    """The heading of a clause."""
    text(form, height, words, 12.5, HEADING)


# ------------------------------------------------------------------------------------------- 联系卡
def contact_card() -> FormSheet:
    """结对帮扶联系卡（连心卡）: A6, four on a sheet of A4; the household keeps it on its wall."""
    form = FormSheet(30, 11, landscape=False, margins=(0.4, 0.32, 0.5, 0.32))
    form.sheet.page_setup.paperSize = _A6
    title(form, "结对帮扶连心卡", 24, 18, 33)
    line(form, 21, 9, [(30, PLACE + "{{户.组|空白:组}}　户主：{{户.户主姓名|空白}}", "center")])
    look = Look(9, 10).cells
    for row in (
        "7*帮扶单位 / 23 {{户.帮扶单位}}",
        "7*帮扶责任人 / 9 {{户.帮扶人}} / 5*职务 / 9 {{户.帮扶人职务}}",
        "7*联系电话 / 23 {{户.帮扶人电话}}",
        "7*第一书记 / 9 {{村.第一书记}} / 5*电话 / 9 {{村.第一书记电话}}",
        "7*工作队长 / 9 {{村.工作队长}} / 5*电话 / 9 {{村.工作队长电话}}",
        "7*村党组织~书记 / 9 {{村.村负责人}} / 5*电话 / 9 {{村.村负责人电话}}",
        "7*监督举报 / 23 12317",
    ):
        numbers = row.startswith(("7*联系电话", "7*监督"))
        cells = look(row)
        form.row(35.25, [cells[0], (23, cells[1][1], replace(cells[1][2], face=HEADING, size=13))] if numbers else cells)
    form.end_table()
    text(form, 42, "有困难、问政策、反映问题，请打上面的电话。\n帮扶责任人换人的，换发新卡。", 9.5, "楷体_GB2312", "center", "center")
    notes(
        form, "结对帮扶联系卡（连心卡）", "户级", "户",
        f"结对帮扶联系卡通行栏目（帮扶单位、帮扶人、职务、电话；第一书记、工作队、村支书电话；监督电话12317）；{INVENTED}",
        拼版="4", 填写要求="四张拼一张A4纸，沿线剪开，贴在户里醒目处。电话不全的手填。村党组织书记取村情里的村负责人，不同的请改。",
    )  # fmt: skip
    return form


# ------------------------------------------------------------------------------------------- 责任书
_AIMS = (
    "　　帮助乙方理清发展思路，落实到户到人的帮扶措施，家庭人均纯收入稳定超过当年标准，不愁吃、不愁穿，义务教育、基本医疗、"
    "住房安全和饮水安全有保障；脱贫后不返贫，风险早发现、早帮扶。"
)
_HELPER = (
    "1．每月至少入户走访一次，掌握家庭人口、收入、就业、就学、就医、住房、饮水变化，如实填写走访记录。",
    "2．会同驻村工作队和村“两委”，与乙方一起制定年度帮扶计划，帮助落实产业、就业、教育、健康、住房、兜底等政策。",
    "3．宣传讲解政策，帮助办理该办的手续；乙方反映的困难和问题，能办的当场办，不能办的向村、乡（镇）报告并回复。",
    "4．按时核对收入和“两不愁三保障”情况，不弄虚作假，不替乙方签字，不加重负担。",
)
_FAMILY = (
    "1．如实提供家庭人口、收入、财产等情况，有变化及时告知甲方和村民委员会。",
    "2．树立自力更生、勤劳致富的思想，积极参加生产、务工和技能培训，主动实施帮扶项目，管好用好帮扶资金和物资。",
    "3．保证适龄子女按时入学、家庭成员按时参保，遵纪守法，孝老爱亲，讲究卫生。",
)


def helping_agreement() -> FormSheet:
    """结对帮扶责任书: A4 portrait, two pages: parties, term, aims and duties; the year's measures and signatures."""
    form = upright()
    title(form, "结对帮扶责任书", 38, 22, 48)
    line(form, 24, 10.5, [(42, AREA, "left"), (18, "（{{年度}}年度）", "right")])
    cells = Look(11, 11, 11).cells
    for row in (
        "10*甲　方~（帮扶责任人） / 14 {{主要结对.帮扶人}} / 8*单位 / 28 {{主要结对.单位}}",
        "10*职务 / 14 {{主要结对.职务}} / 8*联系电话 / 28 {{主要结对.联系电话}}",
        "10*乙　方~（户主） / 14 {{户.户主姓名}} / 8*证件号码 / 28 {{户.户主证件号码}}",
        "10*家庭人口 / 14 {{户.家庭人口}} / 8*联系电话 / 28 {{户.联系电话}}",
        "10*家庭住址 / 50<{{户.家庭住址}}",
    ):
        form.row(30, cells(row))
    form.end_table()
    form.row(9, [(60, "", PLAIN)])
    text(form, 36, "　　为落实结对帮扶工作，明确双方责任，甲乙双方在村民委员会见证下，签订本责任书。", 12)
    clause(form, "　　一、帮扶期限")
    text(form, 24, "　　自{{主要结对.开始时间|年月日}}起，至{{主要结对.结束时间|年月日}}止。")
    clause(form, "　　二、帮扶目标")
    text(form, 54, _AIMS)
    clause(form, "　　三、甲方责任")
    for words in _HELPER:
        _paragraph(form, words)
    clause(form, "　　四、乙方责任")
    for words in _FAMILY:
        _paragraph(form, words)
    form.page_break()
    _measures(form)
    notes(
        form, "结对帮扶责任书", "户级", "户", f"甲乙双方、期限、目标、双方职责、年度措施为通行栏目；条文和{INVENTED}", 份数="3",
        填写要求="一式三份，甲方、乙方、村民委员会各一份。年度措施由双方商定后手填；结对没有结束日期的，期限手填。",
    )  # fmt: skip
    return form


def _paragraph(form: FormSheet, words: str) -> None:
    """A paragraph of a clause in a row as high as its lines."""
    wide = 2 + sum(0.5 if c.isascii() else 1 for c in words)
    lines = math.ceil(wide / _LETTERS)
    text(form, 12 + 16.5 * lines, "　　" + words)


def _measures(form: FormSheet) -> None:
    clause(form, "　　五、年度帮扶措施", 30)
    look = Look(10.5, 10.5).cells
    form.row(34.5, look("14*已定的主要措施 / 46<{{主要结对.主要帮扶措施}}"))
    form.row(28.5, look("4*序号 / 10*措施类别 / 22*具体内容 / 8*完成时限 / 8*责任人 / 8*完成情况"))
    for n in range(1, 9):
        form.row(36, look(f"4 {n} / 10 / 22< / 8 / 8 / 8 "))
    form.end_table()
    form.row(9, [(60, "", PLAIN)])
    clause(form, "　　六、其他", 27)
    _paragraph(form, "1．甲方工作变动的，由所在单位另派帮扶责任人，重签责任书，本责任书终止。")
    _paragraph(form, "2．本责任书一式三份，甲方、乙方、村民委员会各执一份，自签字之日起生效。")
    form.row(12, [(60, "", PLAIN)])
    sign = Style(face=FANG, size=12, across="left", down="center", wrap=True, ruled=True)
    parts = ("甲方（签字）：", "乙方（签字、按手印）：", "村民委员会（章）：\n\n负责人（签字）：")
    form.row(132, [(20, words, replace(sign, down="top")) for words in parts])
    form.row(30, [(20, "　　　　年　　月　　日", replace(sign, across="center")) for _ in parts])


# ----------------------------------------------------------------------------------------- 政策告知书
_POLICIES = (
    ("义务教育", "义务教育阶段免学杂费、课本费，困难学生补助生活费；适龄儿童少年不得辍学。", "学校、教育局"),
    ("雨露计划", "子女就读中职、高职（含技师学院）的，每生每年补助3000元左右，按学期发放。", "扶贫（乡村振兴）部门"),
    ("基本医疗", "参加居民医保个人缴费有补贴；住院费用由基本医保、大病保险、医疗救助依次报销。", "医保局、卫生院"),
    ("住房安全", "唯一住房鉴定为C级、D级的，申请危房改造补助。", "住建局、乡（镇）"),
    ("饮水安全", "水量、水质、取水方便程度或保证率不达标的，申请新建、改造供水设施。", "水利局、村委会"),
    ("产业发展", "发展种植、养殖等产业，按规模申请到户产业奖补；可加入合作社、由龙头企业带动。", "农业农村局"),
    ("就业务工", "外出务工可申请交通补贴，免费参加技能培训；无法外出的可申请公益性岗位。", "人社局"),
    ("小额信贷", "5万元以下、3年以内，免担保免抵押，财政贴息；只用于发展生产。", "信用社、乡（镇）"),
    ("兜底保障", "符合条件的申请低保、特困供养、残疾人两项补贴、临时救助、孤儿补贴。", "民政局、残联"),
    ("养老保险", "参加城乡居民养老保险，困难人员由政府代缴部分保费。", "人社局"),
    ("生态补偿", "退耕还林、公益林、草原奖补直接发到一折（卡）通；可应聘生态护林员。", "林业局"),
    ("防止返贫", "因病、因灾、因残、就业不稳等收入骤减或支出骤增的，随时可向村里申请，或打12317。", "村委会、工作队"),
)  # fmt: skip


def policy_notice() -> FormSheet:
    """政策告知书: A4 portrait, what a household may ask for, with a slip that it signs."""
    form = upright()
    title(form, "帮扶政策告知书", 38, 22, 45)
    text(form, 24, "{{户.户主姓名|空白}}户：")
    text(form, 36, "　　现将主要帮扶政策告知你户。具体条件和标准以县里当年文件为准，该享受的请及时申请，办理不收任何费用。")
    look = Look(10, 10, 9.5).cells
    form.row(24, look("3*序号 / 7*政策 / 24*主要内容 / 11*办理部门 / 15*本户情况"))
    for n, (name, told, office) in enumerate(_POLICIES, 1):
        form.row(37.5, look(f"3 {n} / 7 {name} / 24<{told} / 11 {office} / 15 □享受　□申请　□不符"))
    form.end_table()
    form.row(9, [(60, "", PLAIN)])
    text(form, 27, "　　咨询：帮扶责任人 {{户.帮扶人|空白}} {{户.帮扶人电话}}；第一书记 {{村.第一书记|空白}} {{村.第一书记电话}}；"
         "监督举报电话 12317。", 11)  # fmt: skip
    line(form, 24, 11, [(20, "告知人（签字）：", "left"), (40, "{{村.行政村|空白:村}}村民委员会（章）　　　　年　　月　　日", "right")])
    line(form, 18, 9, [(60, "－ － － － － － － － － － － － － － － － 沿此线裁下，回执存户档案 － － － － － － － － － － － － － － － －",
                        "center")])  # fmt: skip
    text(form, 24, "帮扶政策告知书回执", 14, HEADING, "center")
    text(form, 27, "　　《帮扶政策告知书》已收到，工作人员已当面讲解。□听明白了　□还有不清楚的：", 12)
    line(form, 27, 12, [(38, "户主（签字、按手印）：", "left"), (22, "年　　月　　日", "right")])
    notes(
        form, "帮扶政策告知书", "户级", "户", f"政策条目取各项国家政策的通行说法；条文和{INVENTED}", 份数="2",
        填写要求="政策标准各县不同，发放前请按本县当年文件改表样里的“主要内容”和“办理部门”。“本户情况”当面勾，回执裁下入档。",
    )  # fmt: skip
    return form


# ------------------------------------------------------------------------------------------ 测评表
_QUESTIONS = (
    ("你知道你家的帮扶责任人是谁吗？", "□知道　□不知道"),
    ("帮扶责任人今年到你家来过几次？", "□没来过　□1—3次　□4—6次　□7次以上"),
    ("你知道第一书记和驻村工作队吗？他们常在村里吗？", "□知道，常在　□知道，不常在　□不知道"),
    ("帮扶责任人向你讲过帮扶政策吗？", "□讲清楚了　□讲过，没听懂　□没讲过"),
    ("你家今年享受了哪些帮扶措施？（可多选）", "□产业　□就业　□教育　□健康　□住房　□饮水　□低保等兜底　□小额信贷　□其他　□没有"),
    ("这些措施对你家有用吗？", "□很有用　□有些用　□没用"),
    ("你家今年的收入比去年怎么样？", "□增加较多　□有增加　□差不多　□减少"),
    ("你家现在还愁吃、愁穿吗？", "□不愁　□有时愁　□愁"),
    ("家里的孩子都在上学吗？", "□都在上　□有没上的　□没有学龄孩子"),
    ("家里人都参加了医保吗？看病报销方便吗？", "□都参加，方便　□都参加，不方便　□有人没参加"),
    ("你家的住房安全吗？", "□安全　□不放心　□危房"),
    ("你家喝水方便、干净吗？", "□方便干净　□不方便　□不干净"),
    ("村里评议、公示贫困户、脱贫户和监测对象的名单，你知道吗？", "□知道，公道　□知道，不公道　□不知道"),
    ("办事时有没有人向你收费、吃拿卡要？", "□没有　□有"),
)
_RATED = ("对帮扶责任人的工作", "对第一书记和驻村工作队的工作", "对村“两委”的工作", "对本村帮扶工作的总体评价")


def satisfaction_survey() -> FormSheet:
    """满意度测评表（群众问卷）: A4 portrait, anonymous; about the village, so that no household is behind it."""
    form = upright()
    title(form, "帮扶工作群众满意度测评表", 46, 20, 42)
    line(form, 21, 10.5, [(40, PLACE, "left"), (20, "测评时间：　　　　年　　月　　日", "right")])
    text(form, 33, "　　本表不记名，不写户名。请按自己的真实看法在方框里打勾；不识字的，由测评人员念给你听，照你说的打勾。", 10.5, "楷体_GB2312")
    look = Look(10.5, 10, 10).cells
    form.row(22.5, look("4*序号 / 26*问　题 / 30*回　答"))
    for n, (asked, answers) in enumerate(_QUESTIONS, 1):
        form.row(31.5, look(f"4 {n} / 26<{asked} / 30<{answers}"))
    form.row(22.5, look("30*满意度 / 30*评　价"))
    for n, rated in enumerate(_RATED, len(_QUESTIONS) + 1):
        form.row(22.5, look(f"4 {n} / 26<{rated} / 30<□很满意　□满意　□基本满意　□不满意"))
    cells = look("10*不满意的地方、~意见和建议 / 50<")
    form.row(51, cells)
    line(form, 21, 9.5, [(60, "测评人员不在表上签名，收回后当场投入票箱，由乡（镇）或第三方统计；满意率＝（很满意＋满意＋基本满意）÷收回有效份数。",
                          "left")])  # fmt: skip
    notes(
        form, "群众满意度测评表（问卷）", "户级", "村",
        f"入户问卷通行问题（是否知道帮扶人、帮扶次数、措施、收入变化、是否满意；参考入户20问）；{INVENTED}",
        填写要求="不记户名，表上没有编号和二维码，按份数打印空表带到户里。不要放进一户一档。",
    )  # fmt: skip
    return form


FORMS = {
    "户级/contact_card": contact_card, "户级/helping_agreement": helping_agreement, "户级/policy_notice": policy_notice,
    "户级/satisfaction_survey": satisfaction_survey,
}  # fmt: skip
