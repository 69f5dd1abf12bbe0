"""Words of 一户一档: its sections, the short labels that fit a grid, and which field belongs to which section."""

from __future__ import annotations

from fupin_desk.gui.pages.household_edits import Key, Spot
from fupin_desk.ledgers.family import Doubt
from fupin_desk.ledgers.registry import BY_NAME

SECTIONS: tuple[tuple[str, str], ...] = (
    ("basic", "基本情况"), ("members", "家庭成员"), ("income", "收入"), ("living", "生产生活条件"),
    ("pairing", "结对帮扶"), ("visits", "走访记录"), ("tasks", "待办"), ("monitoring", "监测"),
    ("history", "变更历史"), ("photos", "附件"),
)  # fmt: skip
"""Key and title of every section in the order of the page; Ctrl+1 to Ctrl+9 follow it."""

STATE_TONES = {"0": "amber", "2": "blue", "1": "green", "3": "red", "4": "grey"}
"""Tones of 未脱贫, 拟脱贫, 已脱贫, 返贫, 已销户."""

_SHORT: dict[tuple[str, str], str] = {
    ("household", "martyr_family"): "军烈属",
    ("household", "only_child"): "独生子女户",
    ("household", "two_daughters"): "双女户",
    ("household", "left_behind"): "有三留人员",
    ("household", "moved"): "易地扶贫搬迁户",
    ("household", "reservoir_migrant"): "库区移民户",
    ("member", "relation"): "与户主关系",
    ("member", "id_number"): "身份证号",
    ("member", "school"): "在校情况",
    ("member", "phone"): "联系电话",
    ("member", "soldier"): "现役军人",
    ("member", "mandarin"): "会讲普通话",
    ("member", "dropout_reason"): "失学辍学原因",
    ("member", "disability_year"): "残疾证年度",
    ("member", "work_area"): "务工",
    ("member", "work_months"): "务工时间",
    ("member", "abroad"): "国外务工",
    ("member", "post_kind"): "公益岗类型",
    ("member", "post_months"): "公益岗月数",
    ("member", "training_wish"): "愿意培训",
    ("member", "graduate_reason"): "毕业生未就业原因",
    ("member", "resident_medical"): "医保",
    ("member", "worker_medical"): "职工医保",
    ("member", "serious_illness"): "大病保险",
    ("member", "commercial_medical"): "商业补充医保",
    ("member", "accident_insurance"): "意外险补贴",
    ("member", "medical_aid"): "大病医疗救助",
    ("member", "health_help"): "其他健康扶贫",
    ("member", "resident_pension"): "养老保险",
    ("member", "worker_pension"): "职工养老保险",
    ("member", "low_income"): "享受低保",
    ("member", "extreme_poverty"): "特困供养",
    ("household_year", "cooperative"): "加入合作组织",
    ("household_year", "leading_enterprise"): "龙头企业带动",
    ("household_year", "rich_leader"): "致富带头人带动",
    ("household_year", "production_power"): "通生产用电",
    ("household_year", "power"): "通生活用电",
    ("household_year", "broadcast"): "通广播电视",
    ("household_year", "hard_water"): "饮水困难",
    ("household_year", "safe_water"): "解决安全饮水",
    ("household_year", "danger_house"): "危房户",
    ("household_year", "toilet"): "有卫生厕所",
    ("household_year", "road_distance"): "距村主干路（公里）",
    ("household_year", "industry_help"): "到户产业帮扶",
    ("household_year", "irrigated"): "有效灌溉（亩）",
    ("household_year", "returned_forest"): "退耕还林（亩）",
    ("household_year", "farmland"): "耕地（亩）",
    ("household_year", "forest"): "林地（亩）",
    ("household_year", "orchard"): "林果（亩）",
    ("household_year", "pasture"): "牧草地（亩）",
    ("household_year", "water_area"): "水面（亩）",
    ("household_year", "school_guaranteed"): "义务教育",
    ("household_year", "medical_guaranteed"): "基本医疗",
    ("household_year", "house_guaranteed"): "住房安全",
    ("household_year", "water_guaranteed"): "饮水安全",
    ("monitoring", "was_poor"): "脱贫户",
    ("monitoring", "no_labour"): "整户无劳动能力兜底户",
    ("monitoring", "in_settlement"): "住集中安置区",
    ("monitoring", "house_trouble"): "住房有安全问题",
    ("monitoring", "school_trouble"): "有失学辍学",
    ("monitoring", "water_trouble"): "饮水有安全问题",
    ("monitoring", "medical_trouble"): "有人未参加医保",
    ("monitoring", "development_help"): "开发式帮扶",
    ("monitoring", "cleared"): "风险已消除",
    ("monitoring", "contact_phone"): "采集人电话",
    ("monitoring", "claims_fen"): "识别时理赔收入（元）",
    ("monitoring", "out_of_pocket_fen"): "识别时自付支出（元）",
}
"""What a field is called where its label on paper does not fit; the long one is its tool tip."""

_ELSEWHERE = {"D150": Key("pairing", ""), "D006": Key("member", ""), "D008": Key("member", "")}
"""Doubts that are kept at the household's number but speak of something else."""


def field_label(ledger: str, name: str) -> str:
    """What a field is called on this page."""
    return _SHORT.get((ledger, name)) or BY_NAME[ledger].by_name[name].label


def section_of(spot: Spot) -> str:
    """The key of the section where a field stands."""
    ledger, name = spot.key.ledger, spot.field
    if ledger == "household_year":
        money = not name or name.endswith("_fen") or name in ("basis", "reported_size", "note")
        return "income" if money else "living"
    return {
        "household": "basic", "member": "members", "pairing": "pairing", "visit": "visits", "task": "tasks",
        "monitoring": "monitoring", "attachment": "photos",
    }.get(ledger, "basic")  # fmt: skip


def spot_of(doubt: Doubt) -> Spot:
    """Where a doubt is shown."""
    if doubt.rule in _ELSEWHERE and doubt.ledger == "household":
        return Spot(_ELSEWHERE[doubt.rule])
    return Spot(Key(doubt.ledger, doubt.record), doubt.field)
