"""Commands about records: list, show, set, add, remove, history, undo, check."""

from __future__ import annotations

import csv
import io
from datetime import date

import click

from fupin_desk.actions import households, records
from fupin_desk.actions.session import Session
from fupin_desk.cli.frame import LISTED, Way, answer, jsonable, options, record_json
from fupin_desk.core.dates import parse_day
from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.family import HouseholdFile
from fupin_desk.ledgers.record import Ledger, Record
from fupin_desk.ledgers.registry import BY_NAME, find_ledger, ledger_of


def day_of(text: str | None) -> date | None:
    """A --as-of value. Raises DeskError when it is no day."""
    if text is None:
        return None
    day = parse_day(text, date.today())
    if day is None:
        raise DeskError(f"“{text}”不像日期，应写成 2019-12-31 这样。")
    return day


def pairs_of(texts: tuple[str, ...]) -> dict[str, str]:
    """FIELD=VALUE arguments. Raises DeskError for one without '='."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise DeskError(f"看不懂“{text}”，应写成 字段=值。没有改动任何内容。")
        found[name.strip()] = value
    return found


@click.command(name="list", help="列出一个台账的记录")
@click.argument("ledger_name")
@click.option("--where", multiple=True, help="字段=值，可以用 = != < > ~，可写多次")
@click.option("--find", default="", help="姓名、拼音首字母、编号、电话")
@click.option("--as-of", "as_of", help="按那一天结束时的样子")
@click.option("--fields", default="", help="只要这些字段，逗号分开")
@click.option("--limit", type=int, help="最多列几条")
@click.option("--removed", is_flag=True, help="回收站里的")
@click.option("--csv", "as_csv", is_flag=True, help="写成 CSV")
@options
def list_command(way: Way, ledger_name: str, where: tuple[str, ...], find: str, as_of: str | None, fields: str,
                 limit: int | None, removed: bool, as_csv: bool) -> None:  # fmt: skip
    """Records by condition, as JSON, CSV or words."""
    ledger = find_ledger(ledger_name)
    conditions = [records.parse_where(ledger, text) for text in where]
    names = tuple(_name(ledger, part) for part in fields.split(",") if part.strip())
    with way.session(keep=False) as session:
        found = records.list_records(
            session, ledger, conditions, find=find, limit=limit, as_of=day_of(as_of), removed=removed
        )
    if as_csv:
        click.echo(_csv(ledger, found, names), nl=False)
        return
    words = "\n".join(f"{r.id} {ledger.title(r)}" for r in found) or "没有符合条件的记录。"
    answer(way, [record_json(ledger, r, names) for r in found], words)


def _name(ledger: Ledger, text: str) -> str:
    found = ledger.find(text.strip())
    if found is None:
        raise DeskError(f"{ledger.label}没有“{text.strip()}”这一项。")
    return found.name


def _csv(ledger: Ledger, found: list[Record], names: tuple[str, ...]) -> str:
    """Labels as headings, shown values as cells; a value that a spreadsheet would run is quoted with an apostrophe."""
    chosen = [ledger.by_name[n] for n in names] or list(ledger.fields)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", *(f.label for f in chosen)])
    for record in found:
        shown = [f.kind.show(getattr(record, f.name)) for f in chosen]
        writer.writerow([record.id, *(f"'{text}" if text[:1] in tuple("=+-@\t\r") else text for text in shown)])
    return out.getvalue()


@click.group(help="看一户的全部内容")
def show() -> None:
    """Whole files."""


@show.command(name="household", help="一户一档：户、成员、历年、帮扶人、走访、疑点")
@click.argument("number")
@click.option("--as-of", "as_of", help="按那一天结束时的样子")
@options
def show_household(way: Way, number: str, as_of: str | None) -> None:
    """The whole household file."""
    with way.session(keep=False) as session:
        home = households.household_by_number(session, number)
        file = households.household_file(session, home, as_of=day_of(as_of))
        doubts = [] if as_of else households.doubts_of(session, home)
        value = {**_file_json(file, session), "doubts": jsonable(doubts)}
        words = _file_words(file, session)
    answer(way, value, words)


def _file_json(file: HouseholdFile, session: Session) -> dict[str, object]:
    def rows(found: tuple[Record, ...]) -> list[dict[str, object]]:
        return [record_json(ledger_of(r), r) for r in found]

    today = session.today
    years = [
        {**record_json(BY_NAME["household_year"], y), "per_capita_fen": file.per_capita_fen(y, today)} for y in file.years
    ]
    return {
        "household": record_json(BY_NAME["household"], file.household), "members": rows(file.members), "years": years,
        "size": len(file.people(today)), "head": file.head_name(today), "pairings": rows(file.pairings),
        "helpers": rows(tuple(file.helpers[p.helper] for p in file.pairings if p.helper in file.helpers)),
        "visits": rows(file.visits), "monitoring": rows(file.monitoring), "tasks": rows(file.tasks),
    }  # fmt: skip


def _file_words(file: HouseholdFile, session: Session) -> str:
    people = "、".join(m.name for m in file.people(session.today))
    lines = [f"{file.head_name(session.today)} {file.household.number or ''}", f"家庭成员：{people}"]
    lines += [f"走访 {v.at:%Y-%m-%d} {v.content or ''}" for v in file.visits[:5]]
    return "\n".join(lines)


@click.command(name="set", help="修改一条记录")
@click.argument("ledger_name")
@click.argument("record_id")
@click.argument("values", nargs=-1, required=True)
@click.option("--why", required=True, help="为什么改")
@options
def set_command(way: Way, ledger_name: str, record_id: str, values: tuple[str, ...], why: str) -> None:
    """One audited change."""
    ledger = find_ledger(ledger_name)
    with way.session() as session:
        done = records.set_record(session, ledger, record_id, pairs_of(values), why)
    answer(way, {"batch": done.batch, "changed": len(done.records), "warnings": done.warnings}, done.summary)


@click.command(name="add", help="新增一条记录")
@click.argument("ledger_name")
@click.argument("values", nargs=-1, required=True)
@click.option("--why", required=True, help="为什么加")
@options
def add_command(way: Way, ledger_name: str, values: tuple[str, ...], why: str) -> None:
    """Add a record."""
    ledger = find_ledger(ledger_name)
    with way.session() as session:
        done, record_id = records.add_record(session, ledger, pairs_of(values), why)
    answer(way, {"id": record_id, "batch": done.batch, "warnings": done.warnings}, f"{done.summary}\n{record_id}")


@click.command(name="remove", help="删除一条记录（留在回收站，可以恢复）")
@click.argument("ledger_name")
@click.argument("record_id")
@click.option("--why", required=True, help="为什么删")
@options
def remove_command(way: Way, ledger_name: str, record_id: str, why: str) -> None:
    """Remove with a reason."""
    with way.session() as session:
        done = records.remove_record(session, find_ledger(ledger_name), record_id, why)
    answer(way, {"batch": done.batch}, done.summary)


@click.command(help="一条记录的变更历史")
@click.argument("ledger_name")
@click.argument("record_id")
@options
def history(way: Way, ledger_name: str, record_id: str) -> None:
    """Who, when, field, before, after, why, from which device."""
    with way.session(keep=False) as session:
        found = records.history(session, find_ledger(ledger_name), record_id)
    lines = [f"{e.when:%Y-%m-%d %H:%M} {e.who} {e.label}：{e.before or '空'} → {e.after or '空'}（{e.why}）" for e in found]
    answer(way, found, "\n".join(lines) or "没有变更。")


@click.command(help="撤销最近一步，或指定的一步")
@click.option("--change", "batch", help="哪一步（history 里的 batch）")
@options
def undo(way: Way, batch: str | None) -> None:
    """Take back one step."""
    with way.session() as session:
        done = records.undo(session, batch)
    answer(way, {"batch": done.batch, "changed": len(done.records)}, done.summary)


@click.command(help="疑点核对")
@click.option("--ledger-name", help="只看一个台账")
@click.option("--rule", "rules", default="", help="只看这些规则，逗号分开，例如 D002,D006")
@options
def check(way: Way, ledger_name: str | None, rules: str) -> None:
    """Doubts; exit code 3 when there are any of level E or W."""
    name = find_ledger(ledger_name).name if ledger_name else None
    with way.session(keep=False) as session:
        found = households.all_doubts(session, [r.strip() for r in rules.split(",") if r.strip()], name)
        known = households.cards(session, list({home for home, _ in found}))
    rows = [{**jsonable(d), "household": home, "number": known[home].number, "head": known[home].head} for home, d in found]
    lines = [f"{r['rule']} {r['level']} {r['head']}（{r['number'] or ''}）：{r['message']}" for r in rows]
    answer(way, rows, "\n".join(lines) or "没有疑点。")
    if any(d.level != "H" for _, d in found):
        raise SystemExit(LISTED)
