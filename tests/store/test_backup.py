"""A backup counts only when opened and checked, the right ones are kept, and it restores whole beside the old."""

from __future__ import annotations

import json
import shutil
import tarfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from fupin_desk.core.errors import DeskError
from fupin_desk.store import backup, backup_file, keys
from fupin_desk.store.backup import backup_if_changed, list_backups, make_backup, restore, thin, verify
from fupin_desk.store.engine import writing
from fupin_desk.store.faults import Damaged
from fupin_desk.store.instance import needs_new_replica, settle
from fupin_desk.store.photos import PhotoStore
from tests.store.folders import MARKER, PASSWORD, USER, Folder, make_folder, open_folder


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Folder]:
    made = make_folder(tmp_path / "青山村.fupin")
    made.add_steps(3)
    yield made
    made.close()


def _back_up(ledger: Folder, to: Path | None = None, now: datetime | None = None) -> backup.Backup:
    return make_backup(ledger.folder, ledger.engine, ledger.data_key, "测试", to, now=now)


def _add_photos(ledger: Folder, *pictures: bytes) -> list[str]:
    store = ledger.photos()
    names = [store.put(picture) for picture in pictures]
    store.close()
    return names


def _photos_in(folder: Path, data_key: bytes) -> set[str]:
    store = PhotoStore(folder, data_key)
    names = store.names()
    for name in names:
        store.get(name)
    store.close()
    return names


def test_a_backup_says_what_is_in_it(ledger: Folder) -> None:
    made = _back_up(ledger, now=datetime(2020, 3, 28, 17, 5))
    assert made.path.name == "青山村-20200328-1705.fbk"
    assert (made.counts["batch"], made.why, made.schema, made.photos) == (3, "测试", "0001", 0)
    assert made.size == made.path.stat().st_size
    assert list_backups(ledger.folder) == [made]
    assert sorted(p.name for p in (ledger.folder / "backups").iterdir()) == ["backup.lock", made.path.name]


def test_nothing_in_a_backup_is_readable(ledger: Folder) -> None:
    content = _back_up(ledger).path.read_bytes()
    for secret in (MARKER.encode(), ledger.data_key, b"SQLite format 3", PASSWORD.encode()):
        assert secret not in content


def test_a_restored_ledger_opens_with_its_password_and_takes_a_new_replica(ledger: Folder, tmp_path: Path) -> None:
    settle(ledger.folder)
    made = _back_up(ledger)
    ledger.add_steps(2)
    found = restore(made.path, tmp_path / "新" / "青山村.fupin")
    assert found.photos_missing == 0 and "口令" in found.notes[0]
    again = open_folder(found.folder)
    assert (again.steps(), ledger.steps()) == (3, 5)
    assert needs_new_replica(found.folder) and not needs_new_replica(ledger.folder)
    assert verify(found.folder, again.engine) == ["还没有任何备份。台账没有问题。请现在备份一次，并另存一份到U盘。"]
    again.close()
    assert keys.unlock_with_code(found.folder, ledger.code) == ledger.data_key


def test_pictures_are_copied_once_and_come_back_with_every_backup(ledger: Folder, tmp_path: Path) -> None:
    first = _add_photos(ledger, b"one" * 1000, b"two" * 1000)
    old = _back_up(ledger)
    size = (ledger.folder / "backups" / "photos.db").stat().st_size
    second = _add_photos(ledger, *(bytes([i]) * 3000 for i in range(45)))
    new = _back_up(ledger)
    assert (old.photos, new.photos) == (2, 47) and new.size - old.size < 50_000
    assert (ledger.folder / "backups" / "photos.db").stat().st_size > size
    for made, least in ((old, set(first)), (new, {*first, *second})):
        found = restore(made.path, tmp_path / made.path.stem)
        assert least <= _photos_in(found.folder, ledger.data_key) and found.photos_missing == 0


def test_a_backup_on_a_stick_is_one_file_that_stands_alone(ledger: Folder, tmp_path: Path) -> None:
    names = _add_photos(ledger, b"one" * 1000)
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    stick.mkdir()
    made = _back_up(ledger, to=stick)
    assert [p.name for p in stick.iterdir()] == [made.path.name] and made.stands_alone
    assert list_backups(stick) == [made] and list_backups(ledger.folder) == []
    elsewhere.mkdir()
    shutil.move(made.path, elsewhere)
    found = restore(elsewhere / made.path.name, tmp_path / "new")
    assert _photos_in(found.folder, ledger.data_key) == set(names)


def test_a_backup_carried_away_without_its_pictures_says_so(ledger: Folder, tmp_path: Path) -> None:
    _add_photos(ledger, b"one" * 1000)
    carried = shutil.copy(_back_up(ledger).path, tmp_path)
    found = restore(Path(carried), tmp_path / "new")
    assert found.photos_missing == 1 and "1 张照片没有恢复" in found.notes[1]
    again = open_folder(found.folder)
    assert again.steps() == 3
    again.close()


def test_restoring_never_writes_over_anything(ledger: Folder, tmp_path: Path) -> None:
    made = _back_up(ledger)
    full = tmp_path / "full"
    full.mkdir()
    (full / "letter.txt").write_text("x")
    for target in (ledger.folder, full, full / "letter.txt"):
        with pytest.raises(DeskError, match="已经有内容"):
            restore(made.path, target)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert restore(made.path, empty).folder == empty
    assert ledger.steps() == 3 and (full / "letter.txt").read_text() == "x"


def test_every_damaged_backup_is_noticed_and_leaves_nothing(ledger: Folder, tmp_path: Path) -> None:
    good = _back_up(ledger).path.read_bytes()
    target = tmp_path / "new"
    with tarfile.open(ledger.folder / "backups" / _only(ledger).name) as tar:
        inside = {m.name: m.offset_data for m in tar}
    places = [inside["manifest.json"] + 30, inside["keys.json"] + 50, inside["ledger.db"] + 5000, len(good) // 2]
    damaged = [good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in places]
    damaged += [good[:cut] for cut in (0, 100, 600, 3000, len(good) // 2, inside["ledger.db"] + 9000)]
    for number, content in enumerate(damaged):
        path = tmp_path / f"{number}.fbk"
        path.write_bytes(content)
        with pytest.raises(DeskError):
            restore(path, target)
        assert not target.exists() and not target.with_name("new.part").exists()


def _only(ledger: Folder) -> Path:
    return list_backups(ledger.folder)[0].path


def test_a_file_that_is_no_backup_is_said_so(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("x" * 2000)
    with pytest.raises(Damaged, match="不是本程序的备份"):
        restore(letter, tmp_path / "new")
    with pytest.raises(DeskError, match="找不到"):
        restore(tmp_path / "gone.fbk", tmp_path / "new")


def test_an_evil_backup_writes_only_the_known_names(ledger: Folder, tmp_path: Path) -> None:
    made = _back_up(ledger)
    evil = tmp_path / "evil.fbk"
    with tarfile.open(made.path) as source, tarfile.open(evil, "w") as target:
        for member in source:
            content = source.extractfile(member)
            assert content is not None
            data = content.read()
            if member.name == "manifest.json":
                manifest = json.loads(data)
                for name in ("../../escaped", "/tmp/escaped", "CON"):
                    manifest["parts"][name] = manifest["parts"]["keys.json"]
                del manifest["sum"]
                manifest["sum"] = backup_file._sum(manifest)
                data = json.dumps(manifest).encode()
            _add(target, member.name, data)
        for name in ("../../escaped", "/tmp/escaped", "CON"):
            _add(target, name, b"x")
    with pytest.raises(Damaged):
        restore(evil, tmp_path / "deep" / "new")
    assert not list(tmp_path.rglob("escaped*")) and not Path("/tmp/escaped").exists()


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    path = Path(tar.name).with_suffix(".bin")  # type: ignore[arg-type]
    path.write_bytes(data)
    info = tarfile.TarInfo(name)
    info.size = len(data)
    with path.open("rb") as source:
        tar.addfile(info, source)
    path.unlink()


def test_a_newer_backup_is_refused(ledger: Folder, tmp_path: Path) -> None:
    made, newer = _back_up(ledger), tmp_path / "newer.fbk"
    with tarfile.open(made.path) as source, tarfile.open(newer, "w") as target:
        for member in source:
            content = source.extractfile(member)
            assert content is not None
            data = content.read()
            if member.name == "manifest.json":
                data = data.replace(b'"format": 1', b'"format": 2')
            _add(target, member.name, data)
    with pytest.raises(DeskError, match="升级"):
        restore(newer, tmp_path / "new")


def test_a_damaged_ledger_is_never_rotated_in(ledger: Folder) -> None:
    ledger.add_steps(60)
    good = _back_up(ledger)
    ledger.close()
    path = ledger.folder / "ledger.db"
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096):
        content[page * 4096 + 77] ^= 1
    path.write_bytes(content)
    with pytest.raises(DeskError, match=r"损坏|坏了"):
        _back_up(ledger)
    assert [b.path for b in list_backups(ledger.folder)] == [good.path]
    assert sorted(p.name for p in (ledger.folder / "backups").iterdir()) == ["backup.lock", good.path.name]


def test_a_full_disk_is_noticed_before_and_leaves_the_old_backups(
    ledger: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = _back_up(ledger)
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=1))
    with pytest.raises(DeskError, match="磁盘只剩"):
        _back_up(ledger)
    with pytest.raises(DeskError, match="磁盘只剩"):
        restore(good.path, tmp_path / "new")
    assert list_backups(ledger.folder) == [good] and not (tmp_path / "new").exists()


def test_a_stick_that_is_not_there_is_said_so(ledger: Folder, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="U盘是否插好"):
        _back_up(ledger, to=tmp_path / "gone")


def test_leftovers_of_an_interrupted_backup_are_cleared(ledger: Folder) -> None:
    own = ledger.folder / "backups"
    (own / "making").mkdir(parents=True)
    (own / "making" / "ledger.db").write_bytes(b"half")
    (own / "青山村-20200101-0000.fbk.part").write_bytes(b"half")
    made = _back_up(ledger)
    assert sorted(p.name for p in own.iterdir()) == ["backup.lock", made.path.name]


def test_it_is_made_only_when_something_changed(ledger: Folder) -> None:
    assert backup_if_changed(ledger, "关闭时") is not None
    assert backup_if_changed(ledger, "关闭时") is None
    with writing(ledger.engine) as connection:
        connection.execute(text("INSERT INTO setting VALUES ('column_width', '120')"))
    assert backup_if_changed(ledger, "关闭时") is None
    ledger.add_steps(1)
    second = backup_if_changed(ledger, "关闭时")
    assert second is not None and second.counts["batch"] == 4
    keys.change_password(ledger.folder, USER, PASSWORD, "yinshui8848", cost=keys.Cost(8, 1, 1))
    assert backup_if_changed(ledger, "关闭时") is not None
    assert len(list_backups(ledger.folder)) == 3


def _invent(folder: Path, moments: list[datetime]) -> None:
    """Backups of these moments, small but readable."""
    own = folder / "backups"
    own.mkdir(parents=True)
    part = folder / "keys.json"
    part.write_bytes(b"x")
    for moment in moments:
        about = {"when": moment.isoformat(), "why": "", "schema": "", "counts": {}, "photos": 0, "state": ""}
        target = own / f"a-{moment:%Y%m%d-%H%M}.fbk"
        backup_file.write_parts(target, {"keys.json": part}, {**about, "stands_alone": False})


def test_the_latest_and_one_a_day_a_week_a_month_are_kept(tmp_path: Path) -> None:
    newest = datetime(2020, 12, 31, 17, 0)
    moments = [newest - timedelta(hours=2 * n) for n in range(60)] + [
        newest - timedelta(days=n) for n in range(6, 500, 3)
    ]
    _invent(tmp_path, sorted(set(moments)))
    gone = thin(tmp_path)
    kept = [b.when for b in list_backups(tmp_path)]
    assert len(kept) + len(gone) == len(set(moments)) and gone
    assert kept[:10] == sorted(set(moments), reverse=True)[:10]
    for pattern, count in (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12)):
        newest_of: dict[str, datetime] = {}
        for moment in sorted(moments):
            newest_of[moment.strftime(pattern)] = moment
        assert set(sorted(newest_of.values())[-count:]) <= set(kept)
    assert 12 <= len(kept) <= 10 + 7 + 4 + 12
    assert thin(tmp_path) == []


def test_files_of_others_are_never_thinned(tmp_path: Path) -> None:
    _invent(tmp_path, [datetime(2020, 1, 1) + timedelta(hours=n) for n in range(30)])
    other = tmp_path / "backups" / "信.fbk"
    other.write_bytes(b"no backup of ours")
    thin(tmp_path)
    assert other.exists() and len(list_backups(tmp_path)) == 10


def test_the_checkup_finds_nothing_wrong_with_a_sound_ledger(ledger: Folder) -> None:
    made = _back_up(ledger)
    photos = ledger.photos()
    assert verify(ledger.folder, ledger.engine, photos) == []
    late = verify(ledger.folder, ledger.engine, photos, today=made.when.date() + timedelta(days=30))
    assert late == ["最近一次备份是 30 天前的。台账没有问题。请现在备份一次，并另存一份到U盘。"]
    photos.close()


def test_the_checkup_names_what_is_damaged(ledger: Folder) -> None:
    made = _back_up(ledger)
    _add_photos(ledger, b"kept")
    with writing(ledger.engine) as connection:
        for table in ("attachment",):
            names = [row[1] for row in connection.execute(text(f"PRAGMA table_info({table})"))]
            values = {name: "0" * 64 if name == "photo" else 0 if name == "removed" else "x" for name in names}
            holes = ", ".join(f":{name}" for name in names)
            connection.execute(text(f"INSERT INTO {table} VALUES ({holes})"), values)
    made.path.write_bytes(made.path.read_bytes()[:5000])
    (ledger.folder / "keys.json.bak").write_bytes(b"{")
    photos = ledger.photos()
    found = "\n".join(verify(ledger.folder, ledger.engine, photos))
    photos.close()
    for said in ("备用的钥匙文件", "1 张照片找不到", "最近的备份“青山村-"):
        assert said in found


def test_every_day_another_seventh_of_the_pictures_is_read(ledger: Folder) -> None:
    names = _add_photos(ledger, *(bytes([i]) * 500 for i in range(30)))
    engine = ledger.photos().engine()
    assert engine is not None
    with writing(engine) as connection:
        connection.execute(text("UPDATE photo SET bytes = x'00' WHERE sha256 = :n"), {"n": names[7]})
    engine.dispose()
    _back_up(ledger)
    photos = ledger.photos()
    findings = [verify(ledger.folder, ledger.engine, photos, today=date.today() + timedelta(days=d)) for d in range(7)]
    photos.close()
    assert sorted(len(found) for found in findings) == [0] * 6 + [1]
    assert any("1 张照片的内容坏了" in text for found in findings for text in found)


def test_one_flipped_bit_in_the_ledger_is_found(ledger: Folder) -> None:
    ledger.add_steps(30)
    _back_up(ledger)
    ledger.close()
    path = ledger.folder / "ledger.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    found = verify(ledger.folder, ledger.engine)
    assert len(found) >= 1 and ("不一样" in found[0] or "损坏" in found[0] or "坏了" in found[0])


def test_a_damaged_photo_collection_is_set_aside_and_made_anew(ledger: Folder) -> None:
    names = _add_photos(ledger, b"one" * 500)
    _back_up(ledger)
    kept = ledger.folder / "backups" / "photos.db"
    kept.write_bytes(b"\x01" * 8192)
    _back_up(ledger)
    assert _photos_in(ledger.folder / "backups", ledger.data_key) == set(names)
    assert (ledger.folder / "backups" / "photos.damaged.db").exists()
