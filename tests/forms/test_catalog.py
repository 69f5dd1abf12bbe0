"""The forms that are there: found by name or title, described by their 说明, rebuilt from their script."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from forms_build import build
from fupin_desk.core.errors import DeskError
from fupin_desk.forms.catalog import find_form, forms_folder, info_of, list_forms
from tests.forms.sheets import save, sheet


def test_the_shipped_forms_are_described() -> None:
    found = {info.name: info for info in list_forms()}
    assert set(found) >= {"household_survey", "visit_record", "pairing_roster"}
    survey = found["household_survey"]
    assert (survey.group, survey.subject, survey.copies, survey.binding, survey.public) == (
        "户级",
        "户",
        2,
        "左",
        False,
    )
    assert survey.version
    assert "国务院扶贫办" in survey.basis
    assert survey.serves(2019) and survey.serves(2024)


def test_a_form_is_found_by_file_name_or_title() -> None:
    assert find_form("结对帮扶花名册") == find_form("pairing_roster")
    with pytest.raises(DeskError, match=r"没有叫“登记卡”的表.*visit_record（入户走访记录表）"):
        find_form("登记卡")


def test_a_form_without_notes_is_known_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "本县").mkdir()
    save(sheet({"A1": "x"}), tmp_path / "本县", "local_card")
    save(sheet({"A1": "x"}), tmp_path / "本县", "~$local_card")
    (found,) = [info for info in list_forms([tmp_path]) if info.group == "本县"]
    assert (found.name, found.title, found.copies) == ("local_card", "local_card", 1)


@pytest.mark.parametrize(
    ("years", "inside", "outside"),
    [("2014-2020", 2020, 2021), ("2021-", 2030, 2020), ("-2020", 2000, 2021), ("2019", 2019, 2020), ("", 2050, None),
     ("2021—2025", 2025, 2026), ("历年", 2000, None)],
)  # fmt: skip
def test_years_say_when_a_form_was_in_use(years: str, inside: int, outside: int | None) -> None:
    info = info_of(Path("x.xlsx"), {"年度": years})
    assert info.serves(inside)
    assert outside is None or not info.serves(outside)


def test_the_shipped_forms_are_what_their_script_builds(tmp_path: Path) -> None:
    build(tmp_path)
    built = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.xlsx")}
    assert built
    for name in built:
        with zipfile.ZipFile(tmp_path / name) as new, zipfile.ZipFile(forms_folder() / name) as kept:
            assert new.namelist() == kept.namelist()
            assert [part for part in new.namelist() if new.read(part) != kept.read(part)] == []
