"""Commands about a ledger as a whole: new, demo, info, backup, restore, verify, users, recover."""

from __future__ import annotations

from pathlib import Path

import click

from fupin_desk.actions import backups, demo
from fupin_desk.actions import session as sessions
from fupin_desk.cli.frame import LISTED, Way, answer, options, progress, say
from fupin_desk.ledgers.record import Field
from fupin_desk.ledgers.registry import LEDGERS
from fupin_desk.ledgers.village import Village


@click.command(help="新建一个村的台账，打印一次恢复码")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--village", required=True, help="行政村 12 位代码")
@click.option("--name", required=True, help="村名")
@click.option("--user", required=True, envvar="FUPIN_USER", help="第一个使用人")
@click.option("--duty", default="", help="职务")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON")
@click.pass_context
def new(context: click.Context, folder: Path, village: str, name: str, user: str, duty: str, as_json: bool) -> None:
    """Make a ledger; the recovery code is shown this once."""
    password = context.find_root().obj["password"] or click.prompt("口令", hide_input=True, confirmation_prompt="再输一遍", err=True)
    session, code = sessions.new_ledger(folder, Village(code=village, name=name), user=user, duty=duty, password=password)
    sessions.close(session)
    way = Way(folder, user, None, as_json)
    answer(way, {"folder": folder, "recovery_code": code}, f"已新建台账“{folder.name}”。\n恢复码（只显示这一次，请抄下来收好）：{code}")


@click.command(name="demo", help="编一个样本村，人物都是虚构的（口令 fupin-demo）")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--households", default=137, show_default=True, help="户数")
@click.option("--seed", default=1, show_default=True, help="换一个数就是另一个村")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON")
def demo_command(folder: Path, households: int, seed: int, as_json: bool) -> None:
    """Make the invented village."""
    session, code = demo.make_demo(folder, households=households, seed=seed, task=progress())
    sessions.close(session)
    words = f"样本村已编好：{folder.name}，{households} 户，口令 {demo.PASSWORD}。"
    answer(Way(folder, "", None, as_json), {"folder": folder, "households": households, "recovery_code": code}, words)


@click.command(help="台账的概况：版本、村、各台账条数、使用人、最近备份")
@options
def info(way: Way) -> None:
    """Version, village, counts, users, last backup, device."""
    with way.session(keep=False) as session:
        found = sessions.info(session)
    lines = [f"{found.village_name}（{found.village}） 程序 {found.version} 台账结构 {found.schema}"]
    lines += [f"{ledger.label} {found.counts[ledger.name]}" for ledger in LEDGERS]
    lines.append(f"使用人 {'、'.join(found.users)}")
    answer(way, found, "\n".join(lines))


@click.command(name="ledgers", help="所有台账和它们的字段")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON")
def ledgers_command(as_json: bool) -> None:
    """Every ledger with its fields; needs no ledger file."""
    found = [{"name": g.name, "label": g.label, "theme": g.theme, "fields": [_field(f) for f in g.fields]} for g in LEDGERS]
    lines = [f"{g.name}（{g.label}）：{'、'.join(f.label for f in g.fields)}" for g in LEDGERS]
    answer(Way(None, "", None, as_json), found, "\n".join(lines))


def _field(f: Field) -> dict[str, object]:
    return {
        "name": f.name, "label": f.label, "kind": type(f.kind).__name__, "list": getattr(f.kind, "list_name", None),
        "required": f.required, "sensitive": f.kind.sensitive or ("private" if getattr(f.kind, "private", False) else ""),
        "section": f.section, "national": f.national, "group": f.group,
    }  # fmt: skip


@click.command(help="立即备份，写完打开核对")
@click.option("-o", "out", type=click.Path(path_type=Path), help="备份到另一个文件夹，例如U盘")
@options
def backup(way: Way, out: Path | None) -> None:
    """Write and check a backup."""
    with way.session(keep=False) as session:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
        made = backups.back_up(session, out)
    answer(way, {"path": made.path, "when": made.when, "size": made.size}, f"已备份并核对：{made.path}")


@click.command(name="backups", help="列出备份")
@options
def backups_command(way: Way) -> None:
    """The backups beside the ledger."""
    with way.session(keep=False) as session:
        found = backups.backups(session)
    rows = [{"path": b.path, "when": b.when, "size": b.size} for b in found]
    answer(way, rows, "\n".join(f"{b.when:%Y-%m-%d %H:%M} {b.path.name}" for b in found) or "还没有备份。")


@click.command(help="把备份恢复到一个新文件夹，原台账不动")
@click.argument("backup_file", type=click.Path(exists=True, path_type=Path))
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), help="新文件夹")
@click.option("--json", "as_json", is_flag=True, help="结果写成 JSON")
def restore(backup_file: Path, folder: Path, as_json: bool) -> None:
    """Unpack a backup into a new folder; opening it needs the same password as before."""
    backups.restore_backup(backup_file, folder)
    answer(Way(folder, "", None, as_json), {"folder": folder}, f"已恢复到“{folder.name}”，口令不变。原来的台账没有动。")


@click.command(help="数据体检：文件有没有损坏，记录与日志对不对得上")
@options
def verify(way: Way) -> None:
    """Findings; exit code 3 when there are any."""
    with way.session(keep=False) as session:
        found = backups.verify(session, progress())
    answer(way, {"findings": found}, "\n".join(found) or "检查完了，没有发现问题。")
    if found:
        raise SystemExit(LISTED)


@click.group(help="使用人：谁可以打开台账")
def users() -> None:
    """Who may unlock the ledger."""


@users.command(name="list", help="列出使用人")
@options
def users_list(way: Way) -> None:
    """Names and duties."""
    with way.session(keep=False) as session:
        found = backups.users(session)
    answer(way, [{"name": u.name, "duty": u.duty} for u in found], "\n".join(f"{u.name} {u.duty}" for u in found))


@users.command(name="add", help="添加使用人")
@click.argument("name")
@click.option("--duty", default="", help="职务")
@click.option("--new-password", prompt="新使用人的口令", hide_input=True, confirmation_prompt="再输一遍",
              envvar="FUPIN_NEW_PASSWORD", help="新口令；不写就问")
@options
def users_add(way: Way, name: str, duty: str, new_password: str) -> None:
    """Let one more person in."""
    with way.session(keep=False) as session:
        backups.add_user(session, name, duty, new_password)
    answer(way, {"name": name}, f"已添加使用人 {name}。")


@users.command(name="disable", help="停用使用人")
@click.argument("name")
@options
def users_disable(way: Way, name: str) -> None:
    """Take one person's way in away."""
    with way.session(keep=False) as session:
        backups.disable_user(session, name)
    answer(way, {"name": name}, f"已停用 {name}。")


@users.command(name="passwd", help="换口令")
@click.option("--new-password", prompt="新口令", hide_input=True, confirmation_prompt="再输一遍",
              envvar="FUPIN_NEW_PASSWORD", help="新口令；不写就问")
@options
def users_passwd(way: Way, new_password: str) -> None:
    """Change one's own password."""
    old = way.password()
    with way.session(keep=False) as session:
        backups.change_password(session, session.user, old, new_password)
    answer(way, {"changed": True}, "口令已换。")


@click.command(help="忘了口令：用恢复码打开并设新口令")
@click.option("--code", required=True, help="纸上的恢复码")
@click.option("--new-password", prompt="新口令", hide_input=True, confirmation_prompt="再输一遍",
              envvar="FUPIN_NEW_PASSWORD", help="新口令；不写就问")
@options
def recover(way: Way, code: str, new_password: str) -> None:
    """Open with the recovery code and set a new password."""
    if way.folder is None:
        raise click.UsageError("请用 --ledger 指出台账文件夹。")
    session = sessions.open_with_code(way.folder, way.user, code, new_password)
    name = session.user
    sessions.close(session, with_backup=False)
    say("恢复码仍然有效，请继续收好。")
    answer(way, {"user": name}, f"{name} 的新口令已设好。")
