"""Balance checks that run before a village statistic is printed (domain 5.5)."""

from __future__ import annotations

from collections.abc import Sequence

from fupin_desk.actions import own_forms
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.statistics import statistic_values
from fupin_desk.actions.print_order import usual_year
from fupin_desk.actions.session import Session
from fupin_desk.forms.catalog import Form, find_form, load_form
from fupin_desk.forms.names import names_of

_STATISTIC, _CHECK = "统计.", "校验"


def statistic_problems(
    session: Session, form_name: str, *, year: int | None = None, households: Sequence[str] | None = None
) -> list[str]:
    """What does not balance in a village statistic, one sentence each, in the order in which the form prints them; empty
    when all agrees and for every other form. The same sentences stand under the printed table. Raises DeskError for a
    form that does not exist."""
    info = find_form(form_name, own_forms.forms_of(session))
    form = load_form(info.path, names_of(info.subject))
    asked = checks_of(form)
    if not asked:
        return []
    values = statistic_values(VillageSource(session, year or usual_year(session), households=households))
    return [text for name in asked if (text := values[name].text)]


def checks_of(form: Form) -> list[str]:
    """The balance checks that a form prints, by their names in 统计."""
    names = [slot.name for row in form.rows for cell in row for slot in cell.slots if not slot.listed]
    checks = [name.removeprefix(_STATISTIC) for name in names if name.startswith(_STATISTIC) and name.endswith(_CHECK)]
    return list(dict.fromkeys(checks))
