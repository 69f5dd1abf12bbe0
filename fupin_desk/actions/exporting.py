"""Workbooks out: the list as on screen, rosters of any ledger, and the county's own layouts.

Import this module when exporting begins: openpyxl takes 0.3 s that no start should pay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from fupin_desk.actions.filling.household import head_values
from fupin_desk.actions.filling.words import record_values
from fupin_desk.actions.session import Session, village_of
from fupin_desk.core.errors import DeskError
from fupin_desk.core.progress import QUIET, Task
from fupin_desk.forms.values import Value
from fupin_desk.ledgers.card import Card, CardFilter
from fupin_desk.ledgers.codes import code_list
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.household import HOUSEHOLD, MEMBER, Member
from fupin_desk.ledgers.kinds import Area, IdNumber, Money, Phone, Whole, Year
from fupin_desk.ledgers.record import Field
from fupin_desk.ledgers.village import Village
from fupin_desk.sheets import layouts
from fupin_desk.sheets.outgoing import layout_sheet
from fupin_desk.sheets.write import OutCell, OutColumn, OutSheet, write_workbook
from fupin_desk.store.queries import families, lists

_AT_ONCE = 200
_ROSTERS = {"household_roster": "农户花名册", "member_roster": "家庭成员花名册", "pairing_roster": "结对帮扶花名册"}
_LIST_COLUMNS: dict[str, tuple[str, Callable[[Card], OutCell]]] = {
    "number": ("户编号", lambda c: c.number), "full_number": ("户编号", lambda c: c.number), "head": ("户主", lambda c: c.head),
    "household_kind": ("户类型", lambda c: _label("household_kind", c.household_kind)), "size": ("人口", lambda c: c.size),
    "cause": ("主要致贫原因", lambda c: _label("poverty_cause", c.cause)),
    "per_capita_fen": ("人均纯收入（元）", lambda c: _yuan(c.per_capita_fen)),
    "last_per_capita_fen": ("上年人均（元）", lambda c: _yuan(c.last_per_capita_fen)), "helper": ("帮扶责任人", lambda c: c.helper),
    "last_visit": ("最近走访", lambda c: c.last_visit.date() if c.last_visit else None),
    "state": ("状态", lambda c: _label("poverty_state", c.state)), "doubts": ("疑点", lambda c: c.doubts),
    "hints": ("提示", lambda c: c.hints), "group_name": ("组", lambda c: c.group_name), "phone": ("联系电话", lambda c: c.phone),
    "address": ("家庭住址", lambda c: c.address), "head_id_number": ("户主证件号", lambda c: c.head_id_number),
    "identified_year": ("识别年度", lambda c: c.identified_year), "exit_year": ("脱贫年度", lambda c: c.exit_year),
    "planned_exit_year": ("计划脱贫年度", lambda c: c.planned_exit_year),
    "standard": ("识别标准", lambda c: _label("identify_standard", c.standard)),
    "monitor_kind": ("监测类别", lambda c: _label("monitor_kind", c.monitor_kind)), "visits": ("走访次数", lambda c: c.visits),
    "low_income": ("低保人数", lambda c: c.low_income),
}  # fmt: skip
_MASKED = {"phone": Phone().masked, "head_id_number": IdNumber().masked}


@dataclass(frozen=True)
class Exported:
    """What was written: the file and how many rows."""

    path: Path
    rows: int


def layout_names() -> dict[str, str]:
    """Everything that can be exported: rosters and the county's layouts, name -> title."""
    county = {layout.name: layout.title for layout in layouts.layouts() if layout.export}
    return {**_ROSTERS, **county}


def export_cards(session: Session, columns: Sequence[str], households: Sequence[str], out: Path, *, masked: bool = True) -> Exported:
    """The list as on screen: these columns, these households in this order. ``masked`` hides ID numbers and phones."""
    with session.file.read() as connection:
        known = lists.cards(connection, households)
    chosen = [name for name in columns if name in _LIST_COLUMNS]
    rows = [[_list_cell(name, known[i], masked) for name in chosen] for i in households if i in known]
    titles = [OutColumn(_LIST_COLUMNS[name][0], "#,##0.00" if name.endswith("_fen") else "General") for name in chosen]
    sheet = OutSheet("农户台账", titles, rows, title=f"{village_of(session).name}农户台账")
    write_workbook(out, [sheet], _notes(session, len(rows), masked))
    return Exported(out, len(rows))


def _list_cell(name: str, card: Card, masked: bool) -> OutCell:
    value = _LIST_COLUMNS[name][1](card)
    return _MASKED[name](str(value)) if masked and value and name in _MASKED else value


def export(session: Session, layout: str, out: Path, *, households: Sequence[str] | None = None, year: int | None = None,
           masked: bool = False, task: Task = QUIET) -> Exported:  # fmt: skip
    """A roster or one of the county's layouts. Raises DeskError that lists what there is."""
    if layout not in layout_names():
        names = "、".join(f"{name}（{title}）" for name, title in layout_names().items())
        raise DeskError(f"没有叫“{layout}”的表。没有写文件。可以导出：{names}。")
    files = _files(session, households, task)
    asked = _Asked(session, village_of(session), year or _latest_year(files, session), masked)
    sheet = asked.roster(layout, files) if layout in _ROSTERS else asked.county(layout, files)
    write_workbook(out, [sheet], _notes(session, len(sheet.rows), masked))
    return Exported(out, len(sheet.rows))


def _files(session: Session, households: Sequence[str] | None, task: Task) -> list[HouseholdFile]:
    with session.file.read() as connection:
        ids = households if households is not None else lists.card_ids(connection, session.village, CardFilter())
        found: list[HouseholdFile] = []
        for at in range(0, len(ids), _AT_ONCE):
            task.step(at, len(ids), "读台账")
            found += families.load_files(connection, ids[at : at + _AT_ONCE])
    return found


def _latest_year(files: Sequence[HouseholdFile], session: Session) -> int:
    return max((y.year for f in files for y in f.years), default=session.today.year)


def _notes(session: Session, rows: int, masked: bool) -> list[tuple[str, str]]:
    return [
        ("台账", village_of(session).name), ("导出时间", f"{session.now:%Y-%m-%d %H:%M}"), ("导出人", session.user),
        ("行数", str(rows)), ("证件号和电话", "遮盖" if masked else "全号"), ("提醒", "内部资料，含个人信息，用完请删除"),
    ]  # fmt: skip


def _label(name: str, code: str | None) -> str | None:
    return code_list(name).label(code) if code else None


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen) / 100


def _cell(f: Field | None, value: Value | None, masked: bool) -> OutCell:
    """A form's value as a cell: numbers as numbers, codes as labels, long numbers as text."""
    if value is None:
        return None
    if f is None or value.raw is None:
        return value.text or None
    if masked and f.kind.sensitive == "mask":
        return f.kind.masked(value.raw)
    if isinstance(f.kind, Money | Area) and isinstance(value.raw, int):
        return Decimal(value.raw) / 100
    if isinstance(f.kind, Whole | Year) and isinstance(value.raw, int):
        return value.raw
    return value.text or None


@dataclass(frozen=True)
class _Asked:
    session: Session
    village: Village
    year: int
    masked: bool

    def county(self, name: str, files: Sequence[HouseholdFile]) -> OutSheet:
        """The county's columns exactly, one row a household, a person or a pairing as the layout says."""
        layout = layouts.layout_named(name)
        assert layout is not None
        return layout_sheet(layout, self.village, files, year=self.year, today=self.session.today, masked=self.masked)

    def roster(self, name: str, files: Sequence[HouseholdFile]) -> OutSheet:
        """One of our own rosters (domain 5.2): 序号 first, the columns a team puts on paper."""
        today = self.session.today
        title = f"{self.village.name}{_ROSTERS[name]}"
        if name == "member_roster":
            rows = [[at, *self._person(file, m)] for at, (file, m) in enumerate(((f, m) for f in files for m in f.people(today)), 1)]
            return OutSheet(_ROSTERS[name], [OutColumn(c) for c in ("序号", "户编号", "户主", *_PERSON)], rows, title)
        if name == "pairing_roster":
            pairs = [(f, p) for f in files for p in f.pairings if p.until is None or p.until > today]
            rows = [[at, *self._pair(file, p.helper, p.since, p.until)] for at, (file, p) in enumerate(pairs, 1)]
            return OutSheet(_ROSTERS[name], [OutColumn(c) for c in _PAIR], rows, title)
        rows = [[at, *self._home(file)] for at, file in enumerate(files, 1)]
        sums: list[OutCell] = ["合计", None, f"{len(files)} 户", *[None] * 3, sum(len(f.people(today)) for f in files)]
        sums += [None] * (len(_HOME) - len(sums))
        return OutSheet(_ROSTERS[name], [OutColumn(c, "#,##0.00" if "收入" in c else "General") for c in _HOME], rows, title, sums)

    def _home(self, file: HouseholdFile) -> list[OutCell]:
        today = self.session.today
        home, head = record_values(HOUSEHOLD, file.household), head_values(file, today)
        year = file.year(self.year)
        income = file.per_capita_fen(year, today) if year else None
        return [
            file.household.number, head["户主姓名"].text, head["组"].text, head["户主性别"].text,
            self._number(head["户主证件号码"].text), len(file.people(today)), home["户类型"].text, file.household.identified_year,
            file.household.exit_year, home["主要致贫原因"].text, _yuan(income), head["帮扶人"].text,
            self._phone(file.household.phone),
        ]  # fmt: skip

    def _person(self, file: HouseholdFile, member: Member) -> list[OutCell]:
        values = record_values(MEMBER, member)
        own = [self._number(values[c].text) if c == "证件号码" else _cell(MEMBER.by_label[c], values[c], False) for c in _PERSON]
        return [file.household.number, file.head_name(self.session.today), *own]

    def _pair(self, file: HouseholdFile, helper_id: str, since: object, until: object) -> list[OutCell]:
        today = self.session.today
        helper = file.helpers.get(helper_id)
        unit = file.units.get(helper.unit or "") if helper else None
        head = head_values(file, today)
        return [
            file.household.number, head["户主姓名"].text, head["组"].text, len(file.people(today)), helper.name if helper else "",
            _label("sex", helper.sex) if helper else None, unit.name if unit else None, helper.duty if helper else None,
            _label("rank", helper.rank) if helper else None, _label("affiliation", unit.affiliation) if unit else None,
            self._phone(helper.phone if helper else None), str(since or ""), str(until or ""),
        ]  # fmt: skip

    def _number(self, text: str) -> str:
        return IdNumber().masked(text) if self.masked else text

    def _phone(self, text: str | None) -> str:
        return Phone().masked(text) if self.masked else (text or "")


_HOME = ("序号", "户编号", "户主", "组", "性别", "证件号码", "人口", "户类型", "识别年度", "脱贫年度", "主要致贫原因", "人均纯收入（元）",
         "帮扶责任人", "联系电话")  # fmt: skip
_PERSON = ("姓名", "性别", "证件号码", "与户主关系", "民族", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工所在地", "务工时间（月）",
           "是否参加新型农村合作医疗（城乡居民基本医疗保险）", "是否参加城乡居民基本养老保险", "备注")  # fmt: skip
_PAIR = ("序号", "户编号", "户主", "组", "人口", "帮扶责任人", "性别", "单位", "职务", "职务级别", "隶属关系", "联系电话", "开始时间", "结束时间")
