"""Commands for a county's own forms: check, add, remove, carry in packs; and the log of what was printed."""

from __future__ import annotations

from pathlib import Path

import click

from fupin_desk.cli.exchange import forms
from fupin_desk.cli.frame import LISTED, Way, answer, options

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@forms.command(name="check", help="检查县里画的表样：看不懂的地方逐格列出")
@click.argument("file", type=_FILE)
@options
def forms_check(way: Way, file: Path) -> None:
    """Hold a sheet against what forms can be; nothing is added. Exit code 3 when problems are listed."""
    from fupin_desk.actions import own_forms  # noqa: PLC0415  # reportlab takes 0.3 s, only printing pays it

    with way.session(keep=False) as session:
        found = own_forms.check_own_form(session, file)
    value = {
        "name": found.info.name, "title": found.info.title, "object": found.info.subject, "pages": found.pages,
        "replaces": found.replaces, "problems": [{"cell": p.where, "message": p.message} for p in found.problems],
    }  # fmt: skip
    words = [f"{found.info.title}（{found.info.subject}）：{found.pages} 页"] if not found.problems else []
    answer(way, value, "\n".join([*words, *(f"{p.where}：{p.message}" for p in found.problems)]))
    if found.problems:
        raise SystemExit(LISTED)


@forms.command(name="add", help="添加县里画的表样；和自带的表同名时代替它")
@click.argument("file", type=_FILE)
@options
def forms_add(way: Way, file: Path) -> None:
    """Add a form to this ledger."""
    from fupin_desk.actions import own_forms  # noqa: PLC0415  # see above

    with way.session() as session:
        added = own_forms.add_own_form(session, file)
    answer(way, {"name": added.name, "title": added.title}, f"已添加表样“{added.title}”，打印时用 {added.name}。")


@forms.command(name="remove", help="去掉添加过的表样")
@click.argument("name")
@options
def forms_remove(way: Way, name: str) -> None:
    """Take a form of the county's away again."""
    from fupin_desk.actions import own_forms  # noqa: PLC0415  # see above

    with way.session() as session:
        done = own_forms.remove_own_form(session, name)
    answer(way, {"batch": done.batch}, done.summary)


@forms.command(name="pack", help="把添加过的表样打成一个包，用U盘带走")
@click.argument("names", nargs=-1)
@click.option("-o", "out", required=True, type=click.Path(path_type=Path), help="OUT.bypack")
@options
def forms_pack(way: Way, names: tuple[str, ...], out: Path) -> None:
    """Write own forms into a pack."""
    from fupin_desk.actions import form_packs  # noqa: PLC0415  # see above

    with way.session(keep=False) as session:
        count = form_packs.write_pack(session, names, out)
    answer(way, {"path": out, "forms": count}, f"已把 {count} 张表样写进“{out.name}”。")


@forms.command(name="take", help="读入表样包：先看 --dry-run")
@click.argument("pack", type=_FILE)
@click.option("--dry-run", is_flag=True, help="只看里面有什么，不添加")
@options
def forms_take(way: Way, pack: Path, dry_run: bool) -> None:
    """Take the forms of a pack: all that are not here already, or none when one is faulty."""
    from fupin_desk.actions import form_packs  # noqa: PLC0415  # see above

    with way.session(keep=not dry_run) as session:
        if dry_run:
            lines = form_packs.look_into_pack(session, pack)
            value = [{"name": n.name, "title": n.title, "known": n.known, "problems": len(n.checked.problems)} for n in lines]
            words = [f"{n.name} {n.title}：{_state(n.known, len(n.checked.problems))}" for n in lines]
            answer(way, value, "\n".join(words))
            return
        taken = form_packs.take_pack(session, pack)
    answer(way, [form.name for form in taken], f"已添加 {len(taken)} 张表样。" if taken else "包里的表样这里都有了。")


def _state(known: bool, problems: int) -> str:
    return f"有 {problems} 处看不懂" if problems else "已经有了" if known else "可以添加"


@forms.command(name="log", help="打印记录：谁、什么时候、打了什么")
@click.option("--limit", type=int, default=50, show_default=True, help="最多列几条")
@options
def forms_log(way: Way, limit: int) -> None:
    """The latest printings."""
    from fupin_desk.actions import print_log  # noqa: PLC0415  # only this command needs it

    with way.session(keep=False) as session:
        found = print_log.printings(session, limit)
    value = [{"at": n.at, "person": n.person, "form": n.form, "households": n.households, "pages": n.pages} for n in found]
    answer(way, value, "\n".join(f"{n.at:%Y-%m-%d %H:%M} {n.person} {n.form} {n.households or 0} 户 {n.pages or 0} 页" for n in found))
