"""The figures of monthly, quarterly and half-yearly reports: what the team did in them, how the village stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fupin_desk.actions.filling.people import works_away
from fupin_desk.actions.filling.periods import Held, Span, counted, is_watched, span_of
from fupin_desk.actions.filling.source import VillageSource
from fupin_desk.actions.filling.team_days import ABSENT, AWAY, HERE, LEAVE
from fupin_desk.actions.filling.words import Values, number_value
from fupin_desk.actions.filling.works import holds_post, request_of
from fupin_desk.core.dates import month_of
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.helping import is_current
from fupin_desk.ledgers.monitoring import Monitoring

_OUT_OF_POVERTY = "1"
_DONE, _DROPPED = "3", "4"
_WORKERS = frozenset({"01", "02", "05"})
_AREAS = {"01": "乡镇内务工人数", "02": "县内务工人数", "03": "省内务工人数", "04": "省外务工人数"}
_MONITORED = {"1": "脱贫不稳定户", "2": "边缘易致贫户", "3": "突发严重困难户"}


def period_values(source: VillageSource, months: int) -> Values:
    """What was done in the month (1), quarter (3) or half year (6) that is printed."""
    return _of_span(source, span_of(source.month, months))


def year_values(source: VillageSource) -> Values:
    """What was done in the year that is printed."""
    return _of_span(source, span_of(f"{source.year}-01", 12))


def _of_span(source: VillageSource, span: Span) -> Values:
    held = Held(source, span)
    days = Counter(row.state for row in held.attendance)
    states = {"驻村天数": HERE, "出差天数": AWAY, "请假天数": LEAVE, "缺勤天数": ABSENT}
    # Where no day was recorded the days are unknown, not none.
    counts: dict[str, int | None] = {
        "队员人数": len(held.team), **{name: days[state] if days else None for name, state in states.items()},
        "工作日志篇数": len(held.logs), **_visits(source, held), **_monitoring(source, held),
        "办结待办件数": sum(task.state == _DONE for task in held.done_tasks),
    }  # fmt: skip
    shown = {name: number_value(count) for name, count in counts.items()}
    return {"期间": Value(held.span.name), "起止": Value(held.span.shown), **shown}


def _visits(source: VillageSource, held: Held) -> dict[str, int]:
    """Calls, the households called on, and what they asked for: one request for each call that noted any."""
    homes = {file.household.id: file for file in counted(source)}
    visits = [visit for visit in held.visits if visit.household in homes]
    called = [homes[id_] for id_ in {visit.household for visit in visits}]
    asked = [visit for visit in visits if request_of(visit)]
    month = month_of(held.span.last)
    return {
        "走访户数": len(called), "走访户次": len(visits),
        "走访脱贫户数": sum(file.household.state == _OUT_OF_POVERTY for file in called),
        "走访监测户数": sum(_open_spell(file, month) is not None for file in called),
        "反映需求件数": len(asked), "解决需求件数": sum(bool(visit.solved) for visit in asked),
    }  # fmt: skip


def _monitoring(source: VillageSource, held: Held) -> dict[str, int]:
    """Households and people newly monitored, and those whose risk was cleared, in the span."""
    first, last = month_of(held.span.first), month_of(held.span.last)
    new = [f for f in counted(source) if any(first <= (m.identified_month or "") <= last for m in f.monitoring)]
    cleared = [f for f in counted(source) if any(first <= (m.cleared_month or "") <= last for m in f.monitoring)]
    return {
        "新识别户数": len(new), "新识别人数": _people(new, source), "风险消除户数": len(cleared),
        "风险消除人数": _people(cleared, source),
    }  # fmt: skip


def _open_spell(file: HouseholdFile, month: str) -> Monitoring | None:
    return next((record for record in file.monitoring if is_watched(record, month)), None)


def _people(files: Iterable[HouseholdFile], source: VillageSource) -> int:
    day = min(source.today, source.days[-1])
    return sum(len(file.people(day)) for file in files)


def standing_values(source: VillageSource) -> Values:
    """How the village stands at the end of the month that is printed, today when it is not over."""
    files = counted(source)
    counts = {"户数": len(files), "人口": _people(files, source)}
    counts.update(_of_state(source, files), **_of_monitoring(source, files), **_of_helping(source, files))
    counts.update(_of_work(source, files))
    return {name: number_value(count) for name, count in counts.items()}


def _of_state(source: VillageSource, files: list[HouseholdFile]) -> dict[str, int]:
    exited = [file for file in files if file.household.state == _OUT_OF_POVERTY]
    return {"脱贫户数": len(exited), "脱贫人口": _people(exited, source)}


def _of_monitoring(source: VillageSource, files: list[HouseholdFile]) -> dict[str, int]:
    spells = [(file, _open_spell(file, source.month)) for file in files]
    watched = [(file, spell) for file, spell in spells if spell is not None]
    counts = {"监测户数": len(watched), "监测人口": _people((file for file, _ in watched), source)}
    for code, label in _MONITORED.items():
        same = [file for file, spell in watched if spell.monitor_kind == code]
        counts[f"{label}数"], counts[f"{label}人口"] = len(same), _people(same, source)
    before = sum(bool(file.monitoring) and spell is None for file, spell in spells)
    return {**counts, "已消除户数": before}


def _of_helping(source: VillageSource, files: list[HouseholdFile]) -> dict[str, int]:
    day = min(source.today, source.days[-1])
    current = [[p for p in file.pairings if is_current(p, day)] for file in files]
    paired = sum(bool(found) for found in current)
    helpers = {pairing.helper for found in current for pairing in found}
    return {"已结对户数": paired, "未结对户数": len(files) - paired, "帮扶责任人数": len(helpers)}


def _of_work(source: VillageSource, files: list[HouseholdFile]) -> dict[str, int]:
    day = min(source.today, source.days[-1])
    people = [member for file in files for member in file.people(day)]
    areas = Counter(member.work_area for member in people)
    return {
        "劳动力人数": sum(member.labour in _WORKERS for member in people),
        "务工人数": sum(map(works_away, people)),
        **{label: areas[code] for code, label in _AREAS.items()},
        "公益岗人数": sum(map(holds_post, people)),
    }  # fmt: skip
