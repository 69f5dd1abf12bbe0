"""People are found by initials, full pinyin and characters, with every reading of a character."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.pinyin_dict import pinyin_dict

import pinyin_table
from fupin_desk.core import pinyin
from fupin_desk.core.resources import resource

NAMES = st.text(st.sampled_from("王秀兰单仇解曾覃区查盖乐䶮𬭎㛃𫍯吕绿小军龙"), min_size=1, max_size=4)


def test_the_table_is_that_of_pypinyin_and_freshly_written() -> None:
    for point, spelled in pinyin_dict.items():
        if 0xE000 <= point <= 0xF8FF:
            continue
        expected = {pinyin_table.toneless(reading) for reading in spelled.split(",")}
        assert set(pinyin.readings(chr(point))) - {pinyin_table.SURNAMES.get(chr(point))} <= expected
        assert expected <= set(pinyin.readings(chr(point)))
    text = resource("pinyin", "readings.txt").read_text(encoding="utf-8")
    assert text == pinyin_table.written(pinyin_table.all_readings())


def test_all_readings_are_plain_letters() -> None:
    table = pinyin_table.all_readings()
    assert all(way.isascii() and way.isalpha() and way.islower() for ways in table.values() for way in ways)
    assert all(len(sign) == 1 and not sign.isascii() for sign in table)


@pytest.mark.parametrize(
    ("character", "first", "also"),
    [("单", "shan", "dan"), ("仇", "qiu", "chou"), ("解", "xie", "jie"), ("曾", "zeng", "ceng"), ("覃", "qin", "tan"),
     ("区", "ou", "qu"), ("查", "zha", "cha"), ("盖", "ge", "gai"), ("乐", "yue", "le")],
)  # fmt: skip
def test_a_surname_reading_comes_first_and_no_other_is_lost(character: str, first: str, also: str) -> None:
    assert pinyin.readings(character)[0] == first and also in pinyin.readings(character)
    name = character + "秀兰"
    assert all(pinyin.matches(way[0] + "xl", name) for way in (first, also))
    assert f" {first}xiulan " in pinyin.keys(name) and f" {also}xiulan " in pinyin.keys(name)


def test_rare_characters_of_names_are_known() -> None:
    assert [pinyin.readings(sign)[0] for sign in "䶮𬭎㛃𫍯"] == ["yan", "hong", "jie", "xian"]


def test_what_is_no_han_character_has_no_reading() -> None:
    assert [pinyin.readings(sign) for sign in ("a", "1", "。", " ")] == [()] * 4


def test_the_search_column_holds_text_initials_and_full_pinyin() -> None:
    assert pinyin.keys("李小龙").startswith(" 李小龙 lxl ") and " lixiaolong " in pinyin.keys("李小龙")
    assert pinyin.keys("") == "" and pinyin.keys("  ") == ""
    assert pinyin.keys("ABC１2") == " abc12 "
    assert pinyin.full("吕大山")[:1] == ["lvdashan"] and "ludashan" in pinyin.full("吕大山")
    assert pinyin.initials("单乐")[0] == "sl"


def test_a_text_with_many_readings_stays_short() -> None:
    for text in ("重" * 12, "单仇解曾覃区查盖乐重长"):
        assert len(pinyin.full(text)) <= pinyin.MOST and len(pinyin.initials(text)) <= pinyin.MOST
    assert len(pinyin.initials("送医保报销材料清单到县里并回复办理进度")) == 1
    assert pinyin.keys("解" * 200) == f" {'解' * 200} "


def test_long_texts_use_the_usual_reading_inside() -> None:
    assert pinyin.initials("帮助解决单位安排的长期问题")[0].startswith("bzjjdw")


@pytest.mark.parametrize(
    "query",
    ["wxl", "WXL", "ｗｘｌ", "w'x'l", "w x l", "wangxl", "wangxiulan", "wangxiul", "xiul", "王xl", "王秀", "兰", ""],
)
def test_a_person_is_found_by_any_of_these(query: str) -> None:
    assert pinyin.matches(query, "王秀兰")


@pytest.mark.parametrize("query", ["wxx", "xwl", "wangxiulann", "王兰", "z", "wl"])
def test_a_person_is_not_found_by_these(query: str) -> None:
    assert not pinyin.matches(query, "王秀兰")


def test_double_initials_and_marks_inside_names() -> None:
    assert pinyin.matches("zhxsh", "张小山") and pinyin.matches("abdrxt", "阿卜杜·热西提")
    assert pinyin.matches("lvxh", "吕小红") and pinyin.matches("luxh", "吕小红")


@given(NAMES)
def test_every_key_finds_its_text_and_sql_agrees(name: str) -> None:
    held = pinyin.keys(name)
    connection = sqlite3.connect(":memory:")
    for key in held.split():
        assert pinyin.matches(key, name)
        assert connection.execute("SELECT ? LIKE ?", (held, f"% {key}%")).fetchone() == (1,)
    connection.close()


@given(st.text(max_size=30), st.text(max_size=20))
def test_no_text_makes_it_fail(query: str, text: str) -> None:
    pinyin.matches(query, text)
    pinyin.sort_key(text)
    assert pinyin.keys(text) == "" or (pinyin.keys(text)[0], pinyin.keys(text)[-1]) == (" ", " ")


@given(st.text(max_size=20), st.integers(0, 19), st.integers(1, 5))
def test_any_part_of_a_text_finds_it(text: str, start: int, length: int) -> None:
    assert pinyin.matches(text[start : start + length], text)


def test_several_words_have_keys_each() -> None:
    assert " nyj " in pinyin.search_key("青山县 农业局")
    assert pinyin.search_key("") == ""


def test_order_is_that_of_pinyin() -> None:
    names = ["张三", "单小军", "王五", "李山", "欧阳修", "陈小雨", "西安", "香山"]
    assert sorted(names, key=pinyin.sort_key) == ["陈小雨", "李山", "欧阳修", "单小军", "王五", "西安", "香山", "张三"]
