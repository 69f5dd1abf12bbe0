"""Identity numbers are checked by GB 11643, read, masked, and never guessed at."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.ledgers import idnumber
from fupin_desk.ledgers.idnumber import inspect, make, normalise

TODAY = date(2019, 11, 20)
AREA = "511799"
BIRTHS = st.dates(date(1900, 1, 1), TODAY)
SEQUENCES = st.integers(0, 999)
NUMBERS = st.builds(make, st.just(AREA), BIRTHS, SEQUENCES)


@given(BIRTHS, SEQUENCES)
def test_a_made_number_is_sound_and_tells_birth_sex_and_area(birth: date, sequence: int) -> None:
    facts = inspect(make(AREA, birth, sequence), TODAY)
    assert facts.sound and facts.kind == idnumber.CITIZEN
    assert (facts.birth, facts.area) == (birth, AREA)
    assert facts.sex == ("1" if sequence % 2 else "2")


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert inspect(wrong, TODAY).problems


@given(NUMBERS, st.integers(0, 15))
def test_two_neighbours_swapped_are_always_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or inspect(swapped, TODAY).problems


def test_the_sentence_names_the_digit() -> None:
    first17 = "51179920080312452"
    due = idnumber.check_digit(first17)
    other = "8" if due != "8" else "3"
    facts = inspect(first17 + other, TODAY)
    assert facts.problems == (f"第18位校验码不对：按前17位应是 {due}，现在是 {other}。",)
    assert (facts.birth, facts.sex) == (date(2008, 3, 12), "2")


@given(NUMBERS)
def test_every_wrapping_of_a_number_is_taken_off(number: str) -> None:
    full = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    spaced = f"{number[:6]} {number[6:14]} {number[14:]}"
    quoted = (f"'{number}", f"’{number}", f'="{number}"', f'="\'{number}"')
    for text in (number.lower(), full, spaced, f" {number}\u200b", *quoted):
        assert normalise(text) == number
    assert normalise(idnumber.group(number)) == number


@pytest.mark.parametrize("text", ["", " ", "无", "0", "/", "暂无", "-", "＇"])
def test_no_number_is_no_number(text: str) -> None:
    assert normalise(text) == ""
    assert inspect(text, TODAY).problems == () and not inspect(text, TODAY).sound


@pytest.mark.parametrize("text", ["5.11799E+17", "5.1E+17", "5.11799e+17", "5E17"])
def test_a_number_cut_by_a_spreadsheet_is_not_guessed_at(text: str) -> None:
    facts = inspect(text, TODAY)
    assert facts.kind == idnumber.DAMAGED and facts.birth is None and "重新填写" in facts.problems[0]


def test_rounded_digits_are_pointed_out() -> None:
    number = make(AREA, date(1975, 6, 18), 542)[:15] + "000"
    assert any("后3位都是0" in problem for problem in inspect(number, TODAY).problems)


@given(NUMBERS, st.sampled_from("1234567"), st.sampled_from("1234"), st.sampled_from(["", "B1", "B2"]))
def test_disability_numbers_tell_kind_and_grade(number: str, kind: str, grade: str, mark: str) -> None:
    facts = inspect(number + kind + grade + mark, TODAY)
    assert facts.sound and facts.kind == idnumber.DISABILITY
    assert (facts.disability_kind, facts.disability_grade, facts.citizen_number) == (kind, grade, number)


def test_a_wrong_disability_kind_or_grade_is_named() -> None:
    number = make(AREA, date(1975, 6, 18), 542)
    assert inspect(number + "83", TODAY).problems == ("第19位是残疾类别，应在1到7之间，现在是 8。",)
    assert inspect(number + "45", TODAY).problems == ("第20位是残疾等级，应在1到4之间，现在是 5。",)
    assert len(inspect(number + "43??", TODAY).problems) == 1


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), SEQUENCES)
def test_old_numbers_are_taken_as_a_doubt_and_can_be_widened(birth: date, sequence: int) -> None:
    old = f"{AREA}{birth:%y%m%d}{sequence:03d}"
    facts = inspect(old, TODAY)
    assert facts.kind == idnumber.OLD and facts.problems == ("这是15位旧号码，请换成18位。",)
    assert (facts.birth, facts.sex) == (birth, "1" if sequence % 2 else "2")
    assert idnumber.widen(old) == make(AREA, birth, sequence)


def test_lengths_letters_dates_and_areas() -> None:
    assert inspect("51179919400823177", TODAY).problems == ("身份证号应是18位，残疾人证号应是20位或22位，现在是17位。",)
    assert inspect("51179919A008231771", TODAY).problems == ("第9位应是数字，现在是 A。",)
    assert "第7至14位不是有效的出生日期。" in inspect("511799197502301231", TODAY).problems
    assert "第7至14位的出生日期在今天以后。" in inspect(make(AREA, date(2019, 11, 21), 1), TODAY).problems
    assert inspect(make(AREA, date(2019, 11, 20), 1), TODAY).sound
    assert "第7至14位的出生日期早于1900年。" in inspect(make(AREA, date(1899, 1, 1), 1), TODAY).problems
    assert inspect(make("991799", date(1975, 6, 18), 1), TODAY).problems == ("前2位不是省级地址码。",)
    assert inspect("999999197506180011", TODAY).kind == idnumber.PLACEHOLDER


@given(NUMBERS)
def test_masks_hide_the_birth_and_groups_keep_everything(number: str) -> None:
    assert idnumber.mask(number) == f"{number[:6]} ******** {number[14:]}"
    assert idnumber.group(number) == f"{number[:6]} {number[6:14]} {number[14:]}"
    assert idnumber.group(number + "43") == f"{number[:6]} {number[6:14]} {number[14:]} 43"


def test_masks_of_other_lengths_show_less() -> None:
    assert idnumber.mask("511799750618542") == "511799 ****** 542"
    assert idnumber.mask("51179919400823177") == "***************77"
    assert idnumber.mask("无") == "" and idnumber.group("") == ""


@given(st.text(max_size=25))
def test_no_text_makes_checking_fail_or_leak(text: str) -> None:
    facts = inspect(text, TODAY)
    idnumber.mask(text)
    assert len(facts.number) < 4 or facts.number not in repr(facts)


def test_what_cannot_be_made_is_refused() -> None:
    for area, sequence in (("5117", 1), (AREA, 1000), (AREA, -1)):
        with pytest.raises(ValueError):
            make(area, TODAY, sequence)
    for call in (idnumber.check_digit, idnumber.widen):
        with pytest.raises(ValueError):
            call("12")
