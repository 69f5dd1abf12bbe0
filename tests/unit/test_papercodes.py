"""Codes on papers: what is printed leads back to the very record, a slip of the pen leads nowhere."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desk.core.ids import new_id
from fupin_desk.core.papercodes import form_sign, read_code, scanned_code, short_code
from fupin_desk.forms.catalog import list_forms

DAY = date(2019, 11, 20)


@given(st.uuids())
def test_the_short_code_and_the_scanned_one_lead_to_the_record(record: object) -> None:
    code = short_code(str(record))
    found, scanned = read_code(code), read_code(scanned_code(code, "visit_record", DAY))
    assert found is not None
    assert scanned is not None
    assert str(record).replace("-", "").endswith(found.ending)
    assert (scanned.ending, scanned.form, scanned.day) == (found.ending, form_sign("visit_record"), DAY)


def test_what_people_type_for_a_sign_is_understood() -> None:
    code = short_code("019ab3c4-1111-7000-8000-01082180c001")
    typed = code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert read_code(typed) == read_code(code)


@given(st.uuids(), st.integers(0, 8), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_is_never_another_record(record: object, place: int, sign: str) -> None:
    signs = short_code(str(record)).replace("-", "")
    wrong = signs[:place] + sign + signs[place + 1 :]
    assert wrong == signs or read_code(wrong) is None


@pytest.mark.parametrize("text", ["", "王秀兰", "wxl", "0137", "13912345678", "511799195006181003", "FP", "7K3M-9QWX"])
def test_other_words_are_no_code(text: str) -> None:
    assert read_code(text) is None


def test_ids_made_together_have_codes_of_their_own() -> None:
    assert len({short_code(new_id()) for _ in range(5_000)}) == 5_000


def test_no_two_shipped_forms_share_a_sign() -> None:
    names = [info.name for info in list_forms()]
    assert len({form_sign(name) for name in names}) == len(names)


def test_the_code_in_the_picture_is_small_enough_to_be_read_from_a_worn_sheet() -> None:
    assert len(scanned_code(short_code(new_id()), "household_survey", DAY)) == 18
