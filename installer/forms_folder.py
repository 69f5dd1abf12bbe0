"""户档案封面 and 卷内目录 (domain 5.1 (18)): what lies in front of a household's folder."""

from __future__ import annotations

from dataclasses import replace

from form_parts import line, notes, title
from form_sheet import HEADING, PLAIN, FormSheet, Look, Style

PORTRAIT = (0.6, 0.6, 0.65, 0.6)
"""Margins in inches of the upright papers: a table of 60 columns of 11 pixels fills the width."""
PLACE = "{{村.县|空白:县}}{{村.乡|空白:乡（镇）}}{{村.行政村|空白:村}}"
INVENTED = "版面布局未见国家统一样式，按通行做法自拟"
_LINES = 23


def upright() -> FormSheet:
    """An upright A4 sheet of 60 columns."""
    return FormSheet(60, 11, landscape=False, margins=PORTRAIT)


def folder_cover() -> FormSheet:
    """户档案封面: A4 portrait, the outside of the folder."""
    form = upright()
    plain = Style(size=12, across="left", wrap=False, ruled=False)
    form.row(30, [(w, text, replace(style, shade="")) for w, text, style in Look(12, 12).cells("8*全宗号 / 12 / 8*目录号 / 12 / 8*案卷号 / 12 ")])
    form.end_table()
    form.row(93, [(60, "", PLAIN)])
    form.row(30, [(60, PLACE, Style(size=18, ruled=False))])
    form.row(33, [(60, "", PLAIN)])
    title(form, "户档案", 30, 42, 72)
    form.row(30, [(60, "（一户一档）", Style(face=HEADING, size=16, ruled=False))])
    form.row(60, [(60, "", PLAIN)])
    look = Look(14, 15).cells
    for row in (
        "16*户主姓名 / 44 {{户.户主姓名}}",
        "16*户编号 / 44 {{户.户编号}}",
        "16*家庭住址 / 44 {{户.家庭住址}}",
        "16*户类型 / 14 {{户.户类型}} / 14*脱贫属性 / 16 {{户.脱贫属性}}",
        "16*年　　度 / 14 {{年度}} / 14*保管期限 / 16 ",
        "16*卷内件数 / 14 {{户档.件数}} / 14*卷内页数 / 16 {{户档.页数}}",
    ):
        form.row(36, [(w, text, replace(style, shade="")) for w, text, style in look(row)])
    form.end_table()
    form.row(45, [(60, "", PLAIN)])
    for text in ("立卷单位：{{填报单位|空白}}", "立  卷  人：{{填表人|空白}}", "立卷日期：{{填表日期|年月日}}"):
        form.row(28.5, [(12, "", PLAIN), (48, text, replace(plain, size=14))])
    notes(
        form, "户档案封面", "户级", "户", f"户档案通行做法（全宗、户编号、户主、年度）；{INVENTED}",
        填写要求="全宗号、目录号、案卷号、保管期限由村里或乡镇档案室定，手填。打印“一户一档”时件数、页数由程序填，后补材料的加在上面改正。",
    )  # fmt: skip
    return form


def folder_contents() -> FormSheet:
    """卷内目录: A4 portrait, a line for each paper of the folder."""
    form = upright()
    title(form, "卷内目录", 22, 22, 45)
    line(form, 24, 10.5, [
        (20, "户主姓名：{{户.户主姓名|空白}}", "left"), (24, "户编号：{{户.户编号|空白}}", "left"), (16, "{{年度}}年度", "right"),
    ])  # fmt: skip
    look = Look(11, 10.5, 10.5).cells
    form.row(30, look("5*序号 / 29*文件题名 / 9*日期 / 8*页号 / 9*备注"))
    for _ in range(_LINES):
        form.row(26.25, look("5 {{目录.序号}} / 29<{{目录.文件题名}} / 9 {{目录.日期}} / 8 {{目录.页号}} / 9 {{目录.备注}}"))
    line(form, 24, 9.5, [(60, "注：页号从目录后第一页编起，写每份文件的首页，最后一份写起止页；空白页不编号。后补的材料依次手填。", "left")])
    form.titles(1, 3)
    notes(
        form, "卷内目录", "户级", "户", f"户档案卷内目录通行栏目（序号、文件题名、日期、页号、备注）；{INVENTED}", 续页="接排",
        填写要求="打印“一户一档”时程序按装订顺序填写题名和页号；单独打印是空表，手填。日期写8位数字（20191120）。",
    )  # fmt: skip
    return form


FORMS = {"户级/folder_cover": folder_cover, "户级/folder_contents": folder_contents}
