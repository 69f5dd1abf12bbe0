"""村情: the village (贫困村登记表 / 行政村信息采集表, domain 1.7) and its groups (组)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fupin_desk.ledgers.kinds import Area, Choice, Day, Money, Phone, Ref, Text, VillageCode, Whole, Year, YesNo
from fupin_desk.ledgers.record import Ledger, Record, field

_PLACE, _PEOPLE, _LAND, _ECONOMY = "基本情况", "人口", "土地", "经济"
_ROADS, _WATER, _HEALTH, _CULTURE, _FILL = "道路与电力", "饮水与住房", "卫生与保障", "文化与信息", "填表"
_PERSONS, _HOUSEHOLDS = "人", "户"


@dataclass(frozen=True, kw_only=True)
class Village(Record):
    """行政村: the national village form with its AD codes; yearly figures are those of ``year``."""

    code: str = field("行政村代码", VillageCode(), required=True, section=_PLACE)
    name: str = field("行政村", Text(), required=True, section=_PLACE)
    province: str | None = field("省", Text(), section=_PLACE)
    city: str | None = field("市", Text(), section=_PLACE)
    county: str | None = field("县", Text(), section=_PLACE)
    township: str | None = field("乡", Text(), section=_PLACE)
    year: int | None = field("年度", Year(), section=_PLACE, national="AAR040")
    team_name: str | None = field("工作队名称", Text(), section=_PLACE)
    village_kind: str | None = field("村属性", Text(), section=_PLACE, national="AAD004")
    direction: str | None = field("发展方向", Text(), section=_PLACE, national="AAD035")
    terrain: str | None = field("地形地貌", Text(), section=_PLACE, national="AAD036")
    leader: str | None = field("村负责人", Text(), section=_PLACE, national="AAR011")
    leader_phone: str | None = field("村负责人电话", Phone(), section=_PLACE)
    office_phone: str | None = field("村办公电话", Phone(), section=_PLACE)
    longitude: str | None = field("经度", Text(), section=_PLACE, national="AAR101")
    latitude: str | None = field("纬度", Text(), section=_PLACE, national="AAR102")
    party_members: int | None = field("党员数", Whole(_PERSONS), section=_PEOPLE, national="AAD037")
    graduate_officials: int | None = field("大学生村官数", Whole(_PERSONS), section=_PEOPLE, national="AAD038")
    hamlets: int | None = field("自然村数", Whole("个"), section=_PEOPLE, national="AAD006")
    groups: int | None = field("村民小组数", Whole("个"), section=_PEOPLE)
    households: int | None = field("总户数", Whole(_HOUSEHOLDS), section=_PEOPLE, national="AAD005")
    people: int | None = field("总人口", Whole(_PERSONS), section=_PEOPLE, national="AAD010")
    rural_people: int | None = field("乡村人口", Whole(_PERSONS), section=_PEOPLE)
    low_income_households: int | None = field("低保户数", Whole(_HOUSEHOLDS), section=_PEOPLE, national="AAD008")
    low_income_people: int | None = field("低保人数", Whole(_PERSONS), section=_PEOPLE, national="AAD012")
    five_guarantee_households: int | None = field("五保户数", Whole(_HOUSEHOLDS), section=_PEOPLE, national="AAD009")
    five_guarantee_people: int | None = field("五保人数", Whole(_PERSONS), section=_PEOPLE, national="AAD013")
    minority_people: int | None = field("少数民族人数", Whole(_PERSONS), section=_PEOPLE, national="AAD014")
    women: int | None = field("妇女人数", Whole(_PERSONS), section=_PEOPLE, national="AAD015")
    disabled_people: int | None = field("残疾人数", Whole(_PERSONS), section=_PEOPLE, national="AAD016")
    workers: int | None = field("劳动力人数", Whole(_PERSONS), section=_PEOPLE, national="AAD017")
    away_workers: int | None = field("外出务工人数", Whole(_PERSONS), section=_PEOPLE, national="AAD018")
    farmland: int | None = field("耕地面积（亩）", Area(), section=_LAND, national="AAD019")
    irrigated: int | None = field("有效灌溉面积（亩）", Area(), section=_LAND, national="AAD027")
    forest: int | None = field("林地面积（亩）", Area(), section=_LAND, national="AAD021")
    returned_forest: int | None = field("退耕还林面积（亩）", Area(), section=_LAND, national="AAD022")
    orchard: int | None = field("林果面积（亩）", Area(), section=_LAND, national="AAD023")
    pasture: int | None = field("牧草地面积（亩）", Area(), section=_LAND, national="AAD024")
    water_area: int | None = field("水域面积（亩）", Area(), section=_LAND, national="AAD025")
    per_capita_fen: int | None = field("农民人均纯收入（元）", Money(), section=_ECONOMY, national="AAD301")
    collective_fen: int | None = field("村集体经济收入（元）", Money(), section=_ECONOMY, national="AAD302")
    cooperatives: int | None = field("农民专业合作社数", Whole("个"), section=_ECONOMY, national="AAD371")
    tourism_households: int | None = field("开展乡村旅游户数", Whole(_HOUSEHOLDS), section=_ECONOMY, national="AAD381")
    farm_stays: int | None = field("农家乐户数", Whole(_HOUSEHOLDS), section=_ECONOMY, national="AAD382")
    tourism_workers: int | None = field("旅游从业人数", Whole(_PERSONS), section=_ECONOMY, national="AAD383")
    farm_stay_fen: int | None = field("农家乐户均年收入（元）", Money(), section=_ECONOMY, national="AAD384")
    paved_to_township: bool | None = field("到乡镇是否通沥青（水泥）路", YesNo(), section=_ROADS, national="AAD328")
    bus: bool | None = field("是否通客运班车", YesNo(), section=_ROADS, national="AAD323")
    powered_hamlets: int | None = field("已通电自然村数", Whole("个"), section=_ROADS, national="AAD358")
    unsafe_water_households: int | None = field("未实现饮水安全户数", Whole(_HOUSEHOLDS), section=_WATER, national="AAD331")
    hard_water_households: int | None = field("饮水困难户数", Whole(_HOUSEHOLDS), section=_WATER, national="AAD332")
    danger_households: int | None = field("危房户数", Whole(_HOUSEHOLDS), section=_WATER, national="AAD361")
    medical_insured: int | None = field("参加新农合人数", Whole(_PERSONS), section=_HEALTH, national="AAD311")
    resident_pension: int | None = field("参加城乡居民养老保险人数", Whole(_PERSONS), section=_HEALTH, national="AAD313")
    worker_pension: int | None = field("参加职工养老保险人数", Whole(_PERSONS), section=_HEALTH, national="AAD314")
    clinics: int | None = field("卫生室数", Whole("个"), section=_HEALTH, national="AAD391")
    public_toilets: int | None = field("公共厕所数", Whole("个"), section=_HEALTH, national="AAD392")
    doctors: int | None = field("执业（助理）医师数", Whole(_PERSONS), section=_HEALTH, national="AAD393")
    waste_points: int | None = field("垃圾集中堆放点数", Whole("个"), section=_HEALTH, national="AAD394")
    culture_rooms: int | None = field("文化（图书）室数", Whole("个"), section=_CULTURE, national="AAD401")
    broadband_households: int | None = field("通宽带户数", Whole(_HOUSEHOLDS), section=_CULTURE, national="AAD411")
    broadband_schools: int | None = field("通宽带小学数", Whole("个"), section=_CULTURE, national="AAD412")
    mobile_households: int | None = field("能用手机上网户数", Whole(_HOUSEHOLDS), section=_CULTURE, national="AAD413")
    information_officers: int | None = field("信息员数", Whole(_PERSONS), section=_CULTURE, national="AAD414")
    filled_by: str | None = field("填表人", Text(), section=_FILL)
    filled_by_phone: str | None = field("填表人电话", Phone(), section=_FILL)
    checked_by: str | None = field("审核人", Text(), section=_FILL)
    filled_on: date | None = field("填表日期", Day(), section=_FILL)
    changed_year: int | None = field("变更年度", Year(), section=_FILL, national="AAC016")


@dataclass(frozen=True, kw_only=True)
class VillageGroup(Record):
    """村民小组 / 自然村: the level below the village; its code is the village's 12 digits and two of our own."""

    name: str = field("组名", Text(), required=True)
    number: int | None = field("组号", Whole(low=1, high=99))
    hamlet: str | None = field("自然村", Text())
    leader: str | None = field("组长", Text())
    leader_phone: str | None = field("组长电话", Phone())
    households: int | None = field("总户数", Whole(_HOUSEHOLDS))
    people: int | None = field("总人口", Whole(_PERSONS))
    contact: str | None = field("联系队员", Ref("team_member"))
    road: str | None = field("通组路类型", Choice("road"))


VILLAGE = Ledger("village", "行政村", Village, key=("code",), theme="村情", titles=("name",), searched=("name",))
VILLAGE_GROUP = Ledger(
    "village_group", "村民小组", VillageGroup, key=("name",), theme="村情", titles=("name",), searched=("name", "hamlet")
)
