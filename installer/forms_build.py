"""Builds the printed forms that ship with the program: resources/forms/<group>/<name>.xlsx, byte for byte the same.

    python installer/forms_build.py [FOLDER]

A form may then be read and changed in Excel or WPS like any other; the modules ``forms_*`` are where the shipped ones
come from, each with a table FORMS of path -> function.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import forms_first
import forms_folder
import forms_household
import forms_household_2
import forms_household_3
import forms_papers
import forms_papers_2
import forms_procedure
import forms_procedure_2
import forms_report
import forms_rosters
import forms_special
import forms_standards
import forms_statistics
import forms_statistics_2
import forms_team
import forms_works
import forms_works_2
from form_sheet import FormSheet

_ROOT = Path(__file__).resolve().parents[1] / "resources" / "forms"
FORMS: dict[str, Callable[[], FormSheet]] = {
    **forms_first.FORMS,
    **forms_household.FORMS,
    **forms_folder.FORMS,
    **forms_papers.FORMS,
    **forms_papers_2.FORMS,
    **forms_standards.FORMS,
    **forms_household_2.FORMS,
    **forms_household_3.FORMS,
    **forms_rosters.FORMS,
    **forms_special.FORMS,
    **forms_statistics.FORMS,
    **forms_statistics_2.FORMS,
    **forms_procedure.FORMS,
    **forms_procedure_2.FORMS,
    **forms_report.FORMS,
    **forms_team.FORMS,
    **forms_works.FORMS,
    **forms_works_2.FORMS,
}


def build(folder: Path = _ROOT) -> None:
    """Write every form below ``folder``."""
    for name, make in FORMS.items():
        make().save(folder / f"{name}.xlsx")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else _ROOT)
