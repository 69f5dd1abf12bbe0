"""Commands that carry data in and out: import, forms, print, export."""

from __future__ import annotations

from pathlib import Path

import click

from fupin_desk.actions import households, importing, records
from fupin_desk.actions.session import Session
from fupin_desk.cli.frame import LISTED, Way, answer, jsonable, options, progress, say
from fupin_desk.core.dates import parse_month
from fupin_desk.core.errors import DeskError
from fupin_desk.ledgers.card import CardFilter
from fupin_desk.ledgers.household import HOUSEHOLD


@click.command(name="import", help="导入县里的表格：先看 --dry-run，导入是一步，可以整步撤销")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--layout", help="指定是哪种表，不让程序自己认")
@click.option("--year", type=int, help="文件里没写年度时用")
@click.option(
    "--mode", type=click.Choice(importing.MODES), default=importing.UPDATE, show_default=True,
    help="update 用文件更新；fill-blanks 只填空白；new-only 只新增",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="只看会怎样，不写")
@click.option("--problems", type=click.Path(path_type=Path), help="把问题写成表格")
@click.option("--undo", "undo_batch", help="撤销某次导入（写导入时给出的 batch）")
@options
def import_command(way: Way, files: tuple[Path, ...], layout: str | None, year: int | None, mode: str, dry_run: bool,
                   problems: Path | None, undo_batch: str | None) -> None:  # fmt: skip
    """Plan, and unless it is a dry run apply as one step. Exit code 3 when problems are listed."""
    with way.session() as session:
        if undo_batch:
            done = records.undo(session, undo_batch)
            answer(way, {"batch": done.batch, "changed": len(done.records)}, done.summary)
            return
        plan = importing.plan_import(session, files, layout=layout, year=year, mode=mode, task=progress())
        batch = "" if dry_run else importing.apply_import(session, plan, task=progress()).batch
        if problems is not None:
            from fupin_desk.actions import import_problems  # noqa: PLC0415  # openpyxl takes 0.3 s, only writing pays it

            import_problems.write_problems(session, plan, problems)
    value = {
        "dry_run": dry_run, "batch": batch, "counts": jsonable(plan.counts), "files": jsonable(plan.sources),
        "problems": [_problem_json(p) for p in plan.problems],
    }  # fmt: skip
    words = [("试算，没有写入：" if dry_run else "已导入：") + plan.summary, *(str(p) for p in plan.problems)]
    answer(way, value, "\n".join(words))
    if plan.problems:
        raise SystemExit(LISTED)


def _problem_json(problem: importing.RowProblem) -> object:
    return jsonable(problem)


@click.group(help="表样：有哪些、能填哪些字段")
def forms() -> None:
    """Forms."""


@forms.command(name="list", help="列出所有表样")
@click.option("--own", is_flag=True, help="连同这个台账里添加过的")
@options
def forms_list(way: Way, own: bool) -> None:
    """Every form shipped; with --own also those added to the ledger."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # reportlab takes 0.3 s, only printing pays it

    found = printing.forms()
    if own:
        with way.session(keep=False) as session:
            found = printing.forms(session)
    rows = [{"name": f.name, "title": f.title, "group": f.group, "object": f.subject, "public": f.public} for f in found]
    answer(way, rows, "\n".join(f"{f.name} {f.title}（{f.group}，{f.subject}）" for f in found))


@forms.command(name="fields", help="列出一个对象可以填的字段（户、村、队员）")
@click.argument("subject")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON")
def forms_fields(subject: str, as_json: bool) -> None:
    """Placeholders for an object."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # reportlab takes 0.3 s, only printing pays it

    found = list(printing.field_names(subject))
    answer(Way(None, "", None, as_json), found, "\n".join(found))


@forms.command(name="verify", help="检查表样：占位符是不是都认识")
@click.argument("form", required=False)
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON")
def forms_verify(form: str | None, as_json: bool) -> None:
    """Load every form (or one); a faulty one is refused with cell and nearest names."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # reportlab takes 0.3 s, only printing pays it

    names = [form] if form else [info.name for info in printing.forms()]
    for name in names:
        printing.check_form(name)
    answer(Way(None, "", None, as_json), {"good": names}, f"{len(names)} 张表样都没有问题。")


@click.command(name="print", help="打印成 PDF（或填好的 xlsx）")
@click.argument("form")
@click.option("--household", "numbers", multiple=True, help="户编号（末几位也行），可写多次")
@click.option("--all", "everyone", is_flag=True, help="全村")
@click.option("--where", multiple=True, help="农户台账的条件，字段=值")
@click.option("--blank", type=int, default=0, help="打印几份空白表")
@click.option("--year", type=int, help="哪一年的数据")
@click.option("--month", default="", help="哪一月的数据，如 2019-11")
@click.option("--person", "people", multiple=True, help="队员姓名（队员的表），可写多次")
@click.option("--masked", is_flag=True, help="证件号、电话、卡号遮盖")
@click.option("--watermark", default="", help="水印上的字")
@click.option("-o", "out", required=True, type=click.Path(path_type=Path), help="OUT.pdf 或 OUT.xlsx")
@click.option("--fit-check", is_flag=True, help="只检查放不放得下，不写文件")
@options
def print_command(way: Way, form: str, numbers: tuple[str, ...], everyone: bool, where: tuple[str, ...], blank: int, year: int | None,
                  month: str, people: tuple[str, ...], masked: bool, watermark: str, out: Path, fit_check: bool) -> None:  # fmt: skip
    """Print a form. Exit code 3 when something does not fit or has no glyph."""
    from fupin_desk.actions import printing  # noqa: PLC0415  # reportlab takes 0.3 s, only printing pays it

    with way.session(keep=False) as session:
        chosen = _chosen(session, numbers, everyone=everyone or bool(blank), where=where)
        about_household = printing.form_info(form, session).subject == printing.HOUSEHOLD
        if chosen is None and about_household and not (everyone or blank):
            raise click.UsageError("请用 --household、--where、--all 或 --blank 说明打印哪些户。")
        order = printing.Order(
            form, None if chosen is None else tuple(chosen), blank, year, masked=masked, month=_month(month),
            people=printing.team_members(session, people) if people else None, watermark=watermark,
        )  # fmt: skip
        if out.suffix.lower() == ".xlsx":
            printing.fill_xlsx(session, order, out)
            printing.note(session, order, printing.EXCEL, 1)
            answer(way, {"path": out}, f"已写成“{out.name}”。")
            return
        result = printing.fit_check(session, order) if fit_check else printing.print_pdf(session, order, out, task=progress())
        if not fit_check:
            printing.note(session, order, printing.PDF, result.pages)
    found = [str(o) for o in (*result.overflows, *result.missing_glyphs)]
    value = {"path": None if fit_check else out, "pages": result.pages, "households": result.households, "findings": found}
    answer(way, value, "\n".join([f"共 {result.pages} 页。", *found]))
    if found:
        raise SystemExit(LISTED)


@click.command(name="folder", help="打印一户一档：封面、目录和整套表，每户一份")
@click.option("--household", "numbers", multiple=True, help="户编号（末几位也行），可写多次")
@click.option("--all", "everyone", is_flag=True, help="全村")
@click.option("--where", multiple=True, help="农户台账的条件，字段=值")
@click.option("--form", "chosen_forms", multiple=True, help="装哪些表，按装订顺序写多次；不写就是常用的一套")
@click.option("--year", type=int, help="哪一年的数据")
@click.option("--masked", is_flag=True, help="证件号、电话、卡号遮盖")
@click.option("--fresh-sheet", is_flag=True, help="双面打印：每户从正面开始")
@click.option("--watermark", default="", help="水印上的字")
@click.option("-o", "out", required=True, type=click.Path(path_type=Path), help="OUT.pdf")
@options
def folder_command(way: Way, numbers: tuple[str, ...], everyone: bool, where: tuple[str, ...], chosen_forms: tuple[str, ...],
                   year: int | None, masked: bool, fresh_sheet: bool, watermark: str, out: Path) -> None:  # fmt: skip
    """Print whole folders. Exit code 3 when something does not fit or has no glyph."""
    from fupin_desk.actions import print_folder, print_log  # noqa: PLC0415  # reportlab takes 0.3 s, only printing pays it

    with way.session(keep=False) as session:
        chosen = _chosen(session, numbers, everyone=everyone, where=where)
        if chosen is None and not everyone:
            raise click.UsageError("请用 --household、--where 或 --all 说明打印哪些户。")
        order = print_folder.FolderOrder(
            None if chosen is None else tuple(chosen), chosen_forms, year, masked=masked, fresh_sheet=fresh_sheet, watermark=watermark,
        )  # fmt: skip
        result = print_folder.print_folder_pdf(session, order, out, progress())
        print_folder.note_folders(session, order, print_log.PDF, result.pages)
    found = [str(o) for o in (*result.overflows, *result.missing_glyphs)]
    value = {"path": out, "pages": result.pages, "households": result.households, "findings": found}
    answer(way, value, "\n".join([f"共 {result.households} 户 {result.pages} 页。", *found]))
    if found:
        raise SystemExit(LISTED)


def _month(text: str) -> str:
    """The month as it is stored. Raises UsageError."""
    found = parse_month(text) if text else ""
    if found is None:
        raise click.UsageError("月份请写成 2019-11 这样。")
    return found


def _chosen(session: Session, numbers: tuple[str, ...], *, everyone: bool, where: tuple[str, ...]) -> list[str] | None:
    """Household ids in list order; None when nothing was said about which."""
    if numbers:
        return [households.household_by_number(session, number) for number in numbers]
    if where:
        conditions = [records.parse_where(HOUSEHOLD, text) for text in where]
        found = [h.id for h in records.list_records(session, HOUSEHOLD, conditions)]
        if not found:
            raise DeskError("没有一户符合这些条件。没有打印。")
        return households.card_ids(session, CardFilter(households=tuple(found)))
    return None


@click.command(name="export", help="导出花名册或县里的表格；不写表名时列出有哪些")
@click.argument("layout", required=False)
@click.option("-o", "out", type=click.Path(path_type=Path), help="OUT.xlsx")
@click.option("--where", multiple=True, help="农户台账的条件，字段=值")
@click.option("--year", type=int, help="哪一年的数据")
@click.option("--masked", is_flag=True, help="证件号和电话遮盖")
@options
def export_command(way: Way, layout: str | None, out: Path | None, where: tuple[str, ...], year: int | None, masked: bool) -> None:
    """Write a workbook."""
    from fupin_desk.actions import exporting  # noqa: PLC0415  # openpyxl takes 0.3 s, only exporting pays it

    if layout is None:
        names = exporting.layout_names()
        answer(way, names, "\n".join(f"{name} {title}" for name, title in names.items()))
        return
    target = out or Path(f"{exporting.layout_names().get(layout, layout)}.xlsx")
    with way.session(keep=False) as session:
        chosen = _chosen(session, (), everyone=False, where=where)
        done = exporting.export(session, layout, target, households=chosen, year=year, masked=masked, task=progress())
    say("导出的表格里有个人信息，用完请删除。")
    answer(way, {"path": done.path, "rows": done.rows}, f"已导出 {done.rows} 行到“{done.path.name}”。")
