"""A county's own forms on the command line: checked, added, printed, packed, taken elsewhere; printings are listed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.actions.test_own_forms import drawn

Run = Callable[..., Result]
Ask = Callable[..., Any]

pytestmark = pytest.mark.usefixtures("ledger")


def test_a_faulty_form_is_listed_cell_by_cell_with_code_3_and_not_added(ask: Ask, run: Run, tmp_path: Path) -> None:
    bad = drawn(tmp_path, B5="{{户主性名}}")
    found = ask("forms", "check", str(bad), code=3)
    assert [p["cell"] for p in found["problems"]] == ["B5"]
    assert "户主姓名" in found["problems"][0]["message"]
    assert "B5" in run("forms", "add", str(bad), code=1).stderr


def test_a_form_goes_from_one_ledger_to_a_pack_and_back_again(ask: Ask, run: Run, tmp_path: Path) -> None:
    assert ask("forms", "check", str(drawn(tmp_path)))["pages"] == 1
    assert ask("forms", "add", str(drawn(tmp_path)))["name"] == "county_card"
    assert "county_card" in {form["name"] for form in ask("forms", "list", "--own")}
    pack = tmp_path / "青山县.bypack"
    assert ask("forms", "pack", "-o", str(pack))["forms"] == 1
    ask("forms", "remove", "county_card")
    assert ask("forms", "take", str(pack), "--dry-run") == [
        {"name": "county_card", "title": "柳河乡联系卡", "known": False, "problems": 0}
    ]
    assert ask("forms", "take", str(pack)) == ["county_card"]
    out = tmp_path / "卡.pdf"
    assert ask("print", "county_card", "--all", "-o", str(out))["households"] == 8
    line = ask("forms", "log")[0]
    assert (line["form"], line["households"], line["pages"]) == ("柳河乡联系卡", 8, 8)
    assert "柳河乡联系卡" in run("forms", "log").stdout
