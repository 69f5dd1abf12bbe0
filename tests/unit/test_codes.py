"""Code lists hold what forms offer, understand the wordings of county files, and never guess."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.core.resources import resource
from fupin_desk.ledgers import codes
from fupin_desk.ledgers.codes import CodeList, code_list

NAMES = codes.names()
KNOWN_KEYS = {"code", "label", "short", "national", "gb", "from", "to", "group", "aliases", "source"}


@pytest.fixture(autouse=True)
def shipped_lists_again() -> Iterator[None]:
    yield
    codes.override({})


def _in_common(first: codes.Code, second: codes.Code) -> bool:
    return first.first <= second.last and second.first <= first.last


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_list_is_sound(name: str) -> None:
    data = tomllib.loads(resource("codes", f"{name}.toml").read_text(encoding="utf-8"))
    assert set(data) <= {"title", "field", "standard", "source", "codes"}
    assert data["title"] and data["source"]
    assert all(set(entry) <= KNOWN_KEYS for entry in data["codes"])
    found = code_list(name)
    labels = [codes.plain(code.label) for code in found.codes]
    assert len(found) >= 2 and len(set(labels)) == len(labels)
    assert all(code.first <= code.last for code in found.codes)


@pytest.mark.parametrize("name", NAMES)
def test_no_wording_means_two_things_in_one_year(name: str) -> None:
    meanings: dict[str, list[codes.Code]] = {}
    for code in code_list(name).codes:
        for words in {codes.plain(word) for word in (code.label, code.short, *code.aliases) if word}:
            others = meanings.setdefault(words, [])
            clash = [other.label for other in others if _in_common(code, other)]
            assert not clash, f"{name}: {words} is {code.label} and {clash}"
            others.append(code)


@pytest.mark.parametrize("name", NAMES)
def test_code_label_and_every_wording_find_their_code(name: str) -> None:
    found = code_list(name)
    for code in found.codes:
        assert found.find(code.code) == found.find(code.label) == code
        assert found.label(code.code) == code.label and found.get(code.code) == code
        year = min(max(code.first, 2014), code.last)
        assert all(found.find(word, year) == code for word in (*code.aliases, code.short) if word)


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("nation", "汉", "汉族"), ("nation", "维族", "维吾尔族"), ("nation", "穿青人", "其他"),
        ("road", "沙石路", "砂石路"), ("road", "硬化路", "硬化路"), ("road", "柏油路", "沥青路"),
        ("health", "身体健康", "健康"), ("health", "慢性病", "长期慢性病"), ("health", "重大疾病", "患有大病"),
        ("education", "小学毕业", "小学"), ("education", "文盲/半文盲", "文盲或半文盲"), ("education", "中专", "高中"),
        ("relation", "本人或户主", "户主"), ("relation", "长子", "之子"), ("relation", "次女", "之女"),
        ("relation", "儿媳", "之儿媳"), ("relation", "之侄儿", "之侄儿"), ("relation", " 之 女 ", "之女"),
        ("labour", "弱劳动力", "弱劳动力或半劳动力"), ("labour", "无", "无劳动力"),
        ("work_area", "乡(镇)内", "乡（镇）内务工"), ("work_area", "县外省内", "县外省内务工"),
        ("school", "高中一年级", "普通高中一年级"), ("school", "初三", "九年级"),
        ("politics", "党员", "中共党员"), ("politics", "民革会员", "民革党员"),
        ("fuel", "液化气", "清洁能源"), ("danger_level", "Ｄ", "D级"), ("danger_level", "c级危房", "C级"),
        ("household_kind", "五保贫困户", "五保贫困户"), ("household_kind", "特困供养贫困户", "五保贫困户"),
        ("poverty_state", "预脱贫", "拟脱贫"), ("poverty_state", "脱贫", "已脱贫"),
        ("poverty_cause", "缺劳动力", "缺劳力"), ("poverty_cause", "自身发展力不足", "自身发展动力不足"),
        ("attendance_state", "√", "在村"), ("attendance_state", "×", "缺勤"), ("attendance_state", "〇", "出差"),
        ("rank", "正科级", "乡科级正职"), ("risk", "务工就业不稳", "因务工就业不稳"),
        ("risk", "因自然灾害(洪涝)", "因自然灾害（洪涝）"), ("monitor_kind", "边缘户", "边缘易致贫户"),
        ("id_kind", "身份证", "居民身份证"), ("member_change", "嫁出", "婚出"),
        ("pairing_role", "主要帮扶责任人", "主要"), ("sex", "男性", "男"),
    ],
)  # fmt: skip
def test_wordings_met_in_files_are_understood(name: str, text: str, label: str) -> None:
    found = code_list(name).find(text)
    assert found is not None and found.label == label


@pytest.mark.parametrize(
    ("name", "text"), [("poverty_cause", "因懒"), ("relation", "朋友"), ("sex", ""), ("road", "公路2")]
)
def test_unknown_wordings_are_not_guessed_at(name: str, text: str) -> None:
    assert code_list(name).find(text) is None


def test_numbers_that_lost_their_zero_are_understood() -> None:
    found = code_list("poverty_cause")
    assert found.find("1") == found.find("1.0") == found.find("01") and found.find("77") is None
    assert code_list("risk").find("201") == code_list("risk").get("0201")


def test_the_nations_are_those_of_the_standard() -> None:
    nations = code_list("nation")
    assert len([code for code in nations.codes if code.label.endswith("族")]) == 56
    assert [nations.label(number) for number in ("01", "08", "15", "56")] == ["汉族", "壮族", "土家族", "基诺族"]
    assert nations.short("15") == "土家" and nations.field == "AAB007" and "3304" in nations.standard


def test_choices_follow_the_year_of_the_form() -> None:
    education = code_list("education")
    assert [code.label for code in education.options(2016)][-2:] == ["大专及以上", "学龄前儿童"]
    assert [code.label for code in education.options(2020)][-2:] == ["大专", "本科及以上"]
    assert education.find("大学", 2016) != education.find("大学", 2020) == education.find("大学")
    kinds = code_list("household_kind")
    assert "一般脱贫户" not in [code.label for code in kinds.options(2019)]
    assert "一般贫困户" not in [code.label for code in kinds.options(2021)]
    assert [code.label for code in code_list("monitor_kind").options(2026)] == ["防止返贫致贫对象"]
    assert code_list("monitor_kind").options(2019) == ()


def test_records_of_another_era_keep_their_labels() -> None:
    assert code_list("education").label("05") == "大专及以上"
    assert code_list("household_kind").find("一般贫困户", 2021) == code_list("household_kind").get("01")


def test_codes_that_rules_rely_on() -> None:
    assert code_list("relation").label("01") == "户主"
    assert code_list("member_state").label("1") == "正常" and code_list("member_state").label("4") == "转入"
    assert code_list("pairing_role").label("1") == "主要"
    assert [code_list("need").label(str(n)) for n in (1, 9, 0)] == ["就医", "其他", "无"]
    assert [code.short for code in code_list("attendance_state").codes] == ["√", "○", "△", "×"]


def test_a_number_that_is_not_listed_is_shown_as_it_is() -> None:
    assert code_list("road").label("77") == "77" and code_list("road").short("77") == "77"
    with pytest.raises(KeyError):
        code_list("no_such_list")


def test_long_lists_can_be_had_in_pinyin_order() -> None:
    labels = [code.label for code in code_list("nation").sorted]
    assert labels.index("白族") < labels.index("汉族") < labels.index("壮族")


def test_a_county_adds_changes_and_hides() -> None:
    before = code_list("pairing_kind")
    codes.override(
        {
            "pairing_kind": {
                "codes": [
                    {"code": "1", "label": "干部包户", "aliases": ["包户"]},
                    {"code": "6", "hidden": True},
                    {"code": "21", "label": "两代表一委员帮扶"},
                ]
            },
            "village_feature": {"title": "特色", "codes": [{"code": "1", "label": "茶"}, {"code": "2", "label": "果"}]},
        }
    )
    now = code_list("pairing_kind")
    assert now.label("1") == "干部包户" and now.find("结对") == now.find("包户") == now.get("1")
    assert "强村带弱村" not in [code.label for code in now.options()] and now.label("6") == "强村带弱村"
    assert now.label("21") == "两代表一委员帮扶" and now.title == "帮扶方式"
    assert code_list("village_feature").title == "特色" and "village_feature" in codes.names()
    codes.override({})
    assert code_list("pairing_kind") == before
    with pytest.raises(KeyError):
        code_list("village_feature")


@pytest.mark.parametrize(
    "entry",
    [{"code": "21"}, {"label": "无号"}, {"code": "21", "label": 5}, {"code": "21", "label": "某", "from": "早"}],
)
def test_a_malformed_county_list_is_refused_whole(entry: dict[str, Any]) -> None:
    before = code_list("road")
    with pytest.raises(ValueError):
        codes.override({"fuel": {"codes": [{"code": "06", "label": "牛粪饼"}]}, "road": {"codes": [entry]}})
    assert code_list("road") == before and code_list("fuel").get("06") is None


def test_every_list_a_ledger_names_is_shipped() -> None:
    sources = (resource("codes").parents[1] / "fupin_desk" / "ledgers").glob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    named = {part.split('"')[0] for word in ('Choice("', 'Choices("') for part in text.split(word)[1:]}
    assert named <= set(NAMES), named - set(NAMES)


@given(st.sampled_from(NAMES), st.text(max_size=12))
def test_no_text_makes_looking_up_fail(name: str, text: str) -> None:
    found: CodeList = code_list(name)
    assert found.find(text) is None or found.find(text) in found.codes
