"""单项认定表: one sheet for each of the eight standards (domain 5.1 (14)); handed out and signed one by one."""

from __future__ import annotations

from dataclasses import dataclass

from form_parts import AREA, line, notes, title
from form_sheet import SECTION, FormSheet, Look, Style, small
from forms_folder import INVENTED, upright

_YES = "□是　□否"
_ROOM = 738.0
"""Points that the rows of a page fill, so that the box for evidence takes what is left."""
_HEAD = "10*指　标 / 20*认定标准 / 19*本户实际 / 11*是否达标"


@dataclass(frozen=True)
class Standard:
    """One of the eight: its rows (indicator, standard, what was found, whether it is met), what proves it, a list of
    people (title, heading, row, how many) where people are judged one by one."""

    name: str
    rows: tuple[tuple[str, str, str, str], ...]
    proofs: str
    people: tuple[str, str, str, int] | None = None


_EIGHT = (
    Standard("吃穿不愁", (
        ("不愁吃", "口粮有保障，平常能吃上肉、蛋、奶或豆制品等必要的营养食品", "人均耕地 {{认定.人均耕地面积|空白:亩}}", "{{年度.不愁吃|勾选}}"),
        ("不愁穿", "有应季的换洗衣服和鞋，有御寒的被褥", "", "{{年度.不愁穿|勾选}}"),
        ("稳定收入来源", "有种养、务工、经商、资产收益等一项以上稳定来源", "{{认定.主要收入来源|勾选}}~务工 {{认定.务工人数|空白:人}}", _YES),
        ("人均纯收入", "稳定超过当年标准（{{认定.收入标准|空白:元}}）", "{{认定.人均纯收入|空白:元}}", "{{认定.收入达标|勾选}}"),
    ), "□收入核算表　□存粮、衣被照片　□务工证明　□银行流水"),
    Standard("住房安全", (
        ("安全等级", "A级或B级；唯一住房为C级、D级的已改造或已搬离", "危房户：{{年度.是否危房户|勾选}}~级别：{{年度.危房级别|空白}}",
         "{{年度.住房安全有保障|勾选}}"),
        ("房屋状况", "主体结构稳固，门窗齐全，能遮风避雨", "{{年度.房屋结构|空白}}，{{年度.建房年份|空白}}年建", _YES),
        ("住房面积", "人均面积达到当地标准（{{认定.人均住房标准|空白:㎡}}）",
         "{{认定.住房面积|空白:㎡}}~人均 {{认定.人均住房面积|空白:㎡}}", _YES),
        ("厕所、厨房", "有厨房和卫生厕所（标准由当地定）", "卫生厕所：{{年度.是否有卫生厕所|勾选}}", _YES),
    ), "□房屋安全鉴定书　□改造验收表　□搬迁协议　□房屋照片（四面、屋内）"),
    Standard("基本医疗", (
        ("参加基本医保", "家庭成员全部参加城乡居民或职工基本医疗保险",
         "家庭 {{认定.家庭人口|空白:人}}，已参保 {{认定.参保人数|空白:人}}~未参保 {{认定.未参保人数|空白:人}}", "{{年度.基本医疗有保障|勾选}}"),
        ("大病保险、救助", "大病保险同步参保，符合条件的得到医疗救助", "大病保险 {{认定.大病保险人数|空白:人}}", _YES),
        ("患病救治", "患大病、长期慢性病的得到及时救治，家庭医生签约", "患大病、慢性病 {{认定.患病人数|空白:人}}", _YES),
    ), "□医保缴费凭证　□报销单据　□签约服务协议　□慢性病证",
        ("家庭成员参保情况", "9*姓名 / 8*与户主关系 / 11*健康状况 / 8*居民医保 / 8*职工医保 / 8*大病保险 / 8*参保凭证",
         "9 {{成员.姓名}} / 8 {{成员.与户主关系}} / 11 {{成员.健康状况}} / 8 {{成员.居民医保}} / 8 {{成员.职工医保}} / "
         "8 {{成员.大病保险}} / 8 □有　□无", 8)),
    Standard("义务教育", (
        ("适龄儿童在学", "6—15周岁适龄儿童少年全部在校，没有因贫失学辍学",
         "适龄 {{认定.适龄人数|空白:人}}，在学 {{认定.在学人数|空白:人}}~失学辍学 {{认定.失学辍学人数|空白:人}}",
         "{{年度.义务教育有保障|勾选}}"),
        ("劝返复学", "有失学辍学的，入户劝返不少于2次，记录有户主、学校、干部三方签字", "劝返　　次", _YES),
        ("教育资助", "符合条件的享受“两免一补”、营养改善等资助", "", _YES),
    ), "□学籍证明　□资助凭证　□劝返记录　□因病因残不能入学的诊断、送教记录",
        ("适龄儿童少年", "9*姓名 / 5*性别 / 5*年龄 / 16*就读学校 / 9*年级 / 8*失学辍学 / 8*原因",
         "9 {{适龄儿童.姓名}} / 5 {{适龄儿童.性别}} / 5 {{适龄儿童.年龄}} / 16 {{适龄儿童.就读学校}} / 9 {{适龄儿童.年级}} / "
         "8 {{适龄儿童.是否失学辍学}} / 8 {{适龄儿童.原因}}", 5)),
    Standard("饮水安全", (
        ("水量", "每人每天不少于35升", "每人每天　　　　升", _YES),
        ("水质", "符合农村饮水水质要求，无肉眼可见杂质、无异味",
         "水源：{{年度.饮水状况|空白}}~检测：□合格　□不合格", _YES),
        ("方便程度", "取水往返不超过20分钟（水平距离不超过800米或垂直距离不超过80米）", "往返　　　　分钟", _YES),
        ("供水保证率", "不低于90%，全年缺水不超过一个月", "全年缺水　　　　天", _YES),
        ("综合认定", "以上四项都达标", "饮水困难：{{年度.是否饮水困难|勾选}}~已解决安全饮水：{{年度.是否解决安全饮用水|勾选}}",
         "{{年度.饮水安全有保障|勾选}}"),
    ), "□水质检测报告　□供水工程验收单　□水源、龙头照片　□水费票据"),
    Standard("通　路", (
        ("村屯通路", "20户以上的屯（组）通砂石路以上等级的路，路面宽不小于3.5米", "路面宽　　　　米", _YES),
        ("入户路", "入户路雨天能通行", "{{年度.入户路类型|勾选}}", _YES),
        ("距主干路", "到村主干路通行方便", "{{认定.距主干路|空白:公里}}", _YES),
    ), "□道路验收资料　□道路照片　□村委会证明"),
    Standard("通　电", (
        ("生活用电", "接通生活用电，电压稳定，能满足照明和日常家电", "通生活用电：{{年度.是否通生活用电|勾选}}", _YES),
        ("生产用电", "生产有需要的接通动力电", "通生产用电：{{年度.是否通生产用电|勾选}}", _YES),
        ("用电负担", "没有因欠费长期停电；低保、特困户享受电费减免", "低保、特困 {{认定.低保特困人数|空白:人}}", _YES),
    ), "□电表照片　□电费单　□供电所证明"),
    Standard("广播电视", (
        ("信号覆盖", "通有线、卫星（户户通、村村通）或网络电视信号", "通广播电视：{{年度.是否通广播电视|勾选}}", _YES),
        ("收看设备", "有电视机、电脑或智能手机任一，能正常收看", "□电视机　□电脑　□智能手机", _YES),
    ), "□设备照片　□村村通安装单　□村委会证明"),
)  # fmt: skip


def single_standards() -> FormSheet:
    """单项认定表（八项）: A4 portrait, eight pages, one for each standard."""
    form = upright()
    for n, standard in enumerate(_EIGHT, 1):
        _sheet(form, n, standard)
        if n < len(_EIGHT):
            form.page_break()
    notes(
        form, "脱贫单项认定表（八项）", "户级", "户",
        f"广西贫困户脱贫“双认定”八个单项认定表（指标值、是否达标、佐证；户主按手印留电话，帮扶人员签字）；{INVENTED}", 年度="2016-2020",
        续页="另页",
        填写要求="一项一张，可只发其中几张。本户实际取当年户年度记录和成员信息，没有的手填；是否达标以现场认定为准。"
        "认定标准是广西口径和饮水国家四项指标，外省按本省标准改。",
    )  # fmt: skip
    return form


def _sheet(form: FormSheet, n: int, standard: Standard) -> None:
    first = form.next
    plain = standard.name.replace("　", "")
    title(form, f"脱贫单项认定表（{plain}）", 46, 20, 42)
    line(form, 21, 10.5, [(48, AREA, "left"), (12, f"八之{'一二三四五六七八'[n - 1]}", "right")])
    look = Look(10.5, 10.5, 10)
    for row in (
        "8*户主姓名 / 12 {{户.户主姓名}} / 8*户编号 / 16 {{户.户编号}} / 8*家庭人口 / 8 {{户.家庭人口}}",
        "8*家庭住址 / 28<{{户.家庭住址}} / 8*认定年度 / 16 {{年度}}",
    ):
        form.row(28.5, look.cells(row))
    form.row(25.5, look.cells(_HEAD))
    for name, told, found, reached in standard.rows:
        high = 63 if "收入来源" in found else 48
        form.row(high, look.cells(f"10 {name} / 20<{told} / 19<{found} / 11 {reached}"))
    if standard.people is not None:
        named, heads, row, count = standard.people
        # Across the table, so that a 续页 repeats whose people these are.
        form.row(21, [(60, f"{{{{户.户主姓名|空白}}}}户{named}{{{{续页}}}}", small(SECTION, 10))])
        form.row(24, look.cells(heads))
        for _ in range(count):
            form.row(22.5, look.cells(row))
    used = sum(form.sheet.row_dimensions[r].height for r in range(first, form.next))
    rest = _ROOM - used - 30 - 36 - 3 * 30
    form.row(30, look.cells(f"10*佐证材料 / 50<{standard.proofs}　□其他"))
    form.row(rest, [(10, "佐证粘贴处\n（照片、票据\n复印件）", Style(size=10.5)), (50, "", Style())])
    form.row(36, look.cells(f"10*认定意见 / 50<□{plain}达标　　□{plain}未达标，需解决的问题："))
    form.end_table()
    line(form, 30, 11, [(30, "户主（签字、按手印）：", "left"), (30, "联系电话：{{户.联系电话}}", "left")], "bottom")
    line(form, 30, 11, [(30, "帮扶人员（签字）：", "left"), (30, "联系电话：{{户.帮扶人电话}}", "left")], "bottom")
    line(form, 30, 11, [(30, "驻村工作队员（签字）：", "left"), (30, "认定时间：　　　　年　　月　　日", "left")], "bottom")


FORMS = {"户级/single_standards": single_standards}
