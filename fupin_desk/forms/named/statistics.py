"""Names of village statistics (domain 5.5): figures of the village and of each of its groups, charts, balance checks."""

from __future__ import annotations

from fupin_desk.forms.named.group import Group, Words

EXIT_YEARS = tuple(range(2014, 2021))
"""The years that have a column of their own; later exits are counted together."""
_EXITS = (*(f"脱贫{year}" for year in EXIT_YEARS), "脱贫以后")
FIGURES = (
    "户数", "人口", "建档户数", "建档人口",
    "普通劳动力", "技能劳动力", "弱劳动力", "丧失劳动力", "无劳动力", "劳动力人数", "无劳力户数", "无劳力户人口", "外出户数", "外出户人口",
    "两类户数", "两类户人口", "务工人数", "乡镇内务工", "县内务工", "省内务工", "省外务工",
    "患病户数", "患病人数", "大病人数", "慢性病人数", "患病参保人数", "救助人数", "低保户数", "低保人数", "特困户数", "年低保金",
    "参保户数", "参保率", "医保户数", "医保率", "商保户数", "商保率", "医保人数", "商保人数", "参保人数", "未参保人数",
    "住房达标", "住房未达标", "房屋不稳固", "面积不足", "住房未登记", "住房率", "危房户数",
    "安全饮水", "自来水", "井泉水", "集雨水", "其他水源", "饮水未达标", "饮水未登记", "饮水率",
    "通电户数", "通电率", "电视户数", "电视率", "适龄儿童", "在校儿童", "失学儿童", "搬迁户数", "养老参保率",
    "乡村人口", "底数", *_EXITS, "脱贫合计", "新增", "返贫", "贫困人口", "发生率",
)  # fmt: skip
"""Figures of 统计 and of each line of 分组统计: households (户数), people (人数, 人口), rates in percent with two decimals.
建档 counts those ever registered as poor, 底数 people registered at the end of 2013, 贫困人口 those not out of poverty."""
CHECKS = ("校验", "劳动力校验", "低保校验", "医保校验", "住房校验", "饮水校验")
"""Balance checks: empty when the figures agree, else a sentence. 校验 is that of the rate of poverty."""
OF_STATISTICS = ("脱贫图", "劳动力图", "人均面积标准", "发生率标准", *CHECKS)
"""Charts, and the limits that this place's parameters set."""

WORDS: Words = {"村": {"统计": Group((), (*FIGURES, *OF_STATISTICS))}}
ROWS: Words = {"村": {"分组统计": Group((), ("组", *FIGURES))}}
PUBLIC: frozenset[str] = frozenset()
