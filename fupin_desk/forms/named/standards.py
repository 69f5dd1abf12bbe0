"""Names of recognition and exit papers: the eight single standards, the main helper, the folder of a household."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words
from fupin_desk.forms.named.household import PAIRS

OF_STANDARDS = (
    "收入标准", "家庭纯收入", "人均纯收入", "收入达标", "主要收入来源", "务工人数", "人均耕地面积", "住房面积", "人均住房面积",
    "人均住房标准", "距主干路", "家庭人口", "参保人数", "未参保人数", "大病保险人数", "患病人数", "低保特困人数", "适龄人数", "在学人数",
    "失学辍学人数",
)  # fmt: skip
"""Computed values of the year's record and of the people on the day of printing: what a recognition paper sets beside
each standard, written with the unit, so that a form leaves room for the pen before it (空白:人). 收入标准 is the county's
line of the year; 人均住房标准 is empty where the county has none."""
OF_CHILD = ("姓名", "性别", "年龄", "就读学校", "年级", "是否失学辍学", "原因")
OF_FOLDER = ("件数", "页数")
OF_CONTENTS = ("文件题名", "日期", "页号", "备注")
"""Named values that only printing a whole folder fills in; on a single copy they stay free for the pen."""

WORDS: Words = {
    "户": {"认定": Group((), OF_STANDARDS), "主要结对": PAIRS, "户档": Group((), OF_FOLDER)},
}  # fmt: skip
ROWS: Words = {"户": {"适龄儿童": Group((), OF_CHILD), "目录": Group((), OF_CONTENTS)}}
PUBLIC: frozenset[str] = frozenset()
