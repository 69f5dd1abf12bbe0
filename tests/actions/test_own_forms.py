"""自带表样: a clerk's sheet is checked with cell and nearest names, added, used, replaced, undone, carried in a pack."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from fupin_desk.actions import form_packs, own_forms, printing, records
from fupin_desk.actions.print_order import Order
from fupin_desk.actions.session import Session
from fupin_desk.core.errors import DeskError, Invalid
from fupin_desk.forms import pdf
from fupin_desk.forms.catalog import find_form


def drawn(folder: Path, name: str = "county_card", *, subject: str = "户", **cells: str) -> Path:
    """A small sheet as a clerk would draw it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for place, text in ({"A1": "柳河乡联系卡", "A2": "户主：{{户主姓名}}", "A3": "{{户.联系电话}}"} | cells).items():
        sheet[place] = text
    told = book.create_sheet("说明")
    for line in (("名称", "柳河乡联系卡"), ("对象", subject), ("版本", "2019.2")):
        told.append(line)
    path = folder / f"{name}.xlsx"
    book.save(path)
    return path


def test_an_added_form_is_listed_and_prints_from_the_ledger(session: Session, tmp_path: Path) -> None:
    own_forms.add_own_form(session, drawn(tmp_path))
    info = printing.form_info("柳河乡联系卡", session)
    assert (info.name, info.group, info.subject) == ("county_card", own_forms.OWN_GROUP, "户")
    text = pdf.page_text(printing.preview(session, Order("county_card")))
    assert "柳河乡联系卡" in text
    assert "户主：" in text


def test_checking_lists_every_unknown_placeholder_with_its_cell_and_the_nearest_names(session: Session, tmp_path: Path) -> None:
    path = drawn(tmp_path, B5="{{户主性名}}", C7="{{户.联系电活}}")
    found = own_forms.check_own_form(session, path).problems
    assert [p.where for p in found] == ["B5", "C7"]
    assert "户主姓名" in found[0].message
    assert "联系电话" in found[1].message
    with pytest.raises(Invalid):
        own_forms.add_own_form(session, path)
    assert own_forms.own_forms(session) == []


def test_a_good_form_shows_its_first_page_before_it_is_added(session: Session, tmp_path: Path) -> None:
    checked = own_forms.check_own_form(session, drawn(tmp_path))
    assert checked.problems == ()
    assert checked.pages == 1
    assert "柳河乡联系卡" in pdf.page_text(checked.preview)
    assert own_forms.own_forms(session) == []


@pytest.mark.parametrize("subject", ["", "狗"])
def test_a_form_that_does_not_say_what_it_is_about_is_refused_with_what_to_write(
    session: Session, tmp_path: Path, subject: str
) -> None:
    with pytest.raises(DeskError, match="对象"):
        own_forms.check_own_form(session, drawn(tmp_path, subject=subject))


def test_a_form_with_the_name_of_a_shipped_one_takes_its_place_until_it_is_taken_away(session: Session, tmp_path: Path) -> None:
    shipped = find_form("visit_record")
    checked = own_forms.check_own_form(session, drawn(tmp_path, "visit_record"))
    assert checked.replaces == shipped.title
    own_forms.add_own_form(session, checked.path)
    assert printing.form_info("visit_record", session).title == "柳河乡联系卡"
    own_forms.remove_own_form(session, "visit_record")
    assert printing.form_info("visit_record", session) == shipped


def test_adding_a_form_can_be_undone_and_stands_in_the_list_of_steps(session: Session, tmp_path: Path) -> None:
    own_forms.add_own_form(session, drawn(tmp_path))
    assert records.recent_steps(session)[0].title == "添加表样 柳河乡联系卡"
    records.undo(session)
    assert "county_card" not in {info.name for info in printing.forms(session)}


def test_a_sheet_lost_beside_the_ledger_is_written_anew_from_the_kept_one(session: Session, tmp_path: Path) -> None:
    own_forms.add_own_form(session, drawn(tmp_path))
    path = printing.form_info("county_card", session).path
    good = path.read_bytes()
    path.write_bytes(b"virus")
    assert printing.form_info("county_card", session).path.read_bytes() == good


def test_a_pack_carries_forms_to_another_ledger_once(session: Session, other: Session, tmp_path: Path) -> None:
    own_forms.add_own_form(session, drawn(tmp_path))
    own_forms.add_own_form(session, drawn(tmp_path, "county_list", subject="村", A2="{{村.名称}}", A3=""))
    pack = tmp_path / "青山县表样.bypack"
    assert form_packs.write_pack(session, (), pack) == 2
    seen = form_packs.look_into_pack(other, pack)
    assert [(line.name, line.known, line.checked.problems) for line in seen] == [
        ("county_card", False, ()), ("county_list", False, ())
    ]  # fmt: skip
    assert len(form_packs.take_pack(other, pack)) == 2
    assert form_packs.take_pack(other, pack) == []
    assert all(line.known for line in form_packs.look_into_pack(other, pack))
    assert "柳河乡联系卡" in pdf.page_text(printing.preview(other, Order("county_card")))


def test_a_faulty_form_in_a_pack_stops_the_whole_pack(session: Session, other: Session, tmp_path: Path) -> None:
    own_forms.add_own_form(session, drawn(tmp_path))
    pack, bad = tmp_path / "a.bypack", tmp_path / "b.bypack"
    form_packs.write_pack(session, (), pack)
    _altered(pack, bad)
    with pytest.raises(DeskError, match="没有添加任何表样"):
        form_packs.take_pack(other, bad)
    assert own_forms.own_forms(other) == []


def _altered(pack: Path, out: Path) -> None:
    """The same pack with one sheet changed on the stick."""
    with zipfile.ZipFile(pack) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b"x" if name.endswith("xlsx") else b""))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"hello"])
def test_what_is_no_pack_is_refused_with_a_sentence(session: Session, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.bypack"
    path.write_bytes(content)
    with pytest.raises(DeskError, match="不是表样包"):
        form_packs.look_into_pack(session, path)


def test_a_pack_cannot_write_outside_its_folder(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "x.bypack"
    with zipfile.ZipFile(path, "w") as pack:
        pack.writestr("表样包.json", '{"format": 1, "forms": [{"name": "../../evil", "title": "t", "sha256": ""}]}')
        pack.writestr("forms/../../evil.xlsx", b"x")
    with pytest.raises(DeskError, match="不是表样包"):
        form_packs.take_pack(session, path)


def test_the_clerks_own_sheet_is_kept_as_it_was_drawn(session: Session, tmp_path: Path) -> None:
    source = drawn(tmp_path)
    added = own_forms.add_own_form(session, source)
    assert session.file.photos.get(added.content) == source.read_bytes()
    assert load_workbook(printing.form_info("county_card", session).path)["说明"]["B1"].value == "柳河乡联系卡"


@pytest.mark.parametrize("name", [".", ". ", "a.", "a ", ".a", "CON", "con", "nul.x", "LPT1", "a:b", "a*b", "a\\b", "字" * 41])
def test_a_name_that_is_no_file_name_everywhere_is_refused(session: Session, tmp_path: Path, name: str) -> None:
    path = drawn(tmp_path).rename(tmp_path / f"{name}.xlsx")
    with pytest.raises(DeskError, match="文件名里有不能用的符号"):
        own_forms.add_own_form(session, path)


@pytest.mark.parametrize("name", ["a..b", "柳河乡 登记表（2019）", "county_card-2", "conduct", "（试用）表"])
def test_names_that_clerks_give_are_taken(session: Session, tmp_path: Path, name: str) -> None:
    path = drawn(tmp_path).rename(tmp_path / f"{name}.xlsx")
    assert own_forms.add_own_form(session, path).name == name


def test_an_own_form_takes_the_place_of_a_document_with_its_code_name(session: Session, tmp_path: Path) -> None:
    assert printing.form_info("pairing_pledge", session).path.suffix == ".txt"
    own_forms.add_own_form(session, drawn(tmp_path, "pairing_pledge"))
    assert printing.form_info("pairing_pledge", session).path.suffix == ".xlsx"
    assert [info.name for info in printing.forms(session)].count("pairing_pledge") == 1


def test_a_pack_altered_anywhere_is_refused_with_a_sentence(session: Session, tmp_path: Path) -> None:
    own_forms.add_own_form(session, drawn(tmp_path))
    pack = tmp_path / "a.bypack"
    form_packs.write_pack(session, (), pack)
    whole = pack.read_bytes()
    chance = random.Random(3)
    for _ in range(150):
        broken = bytearray(whole)
        at = chance.randrange(len(broken))
        broken[at : at + chance.randrange(1, 50)] = chance.randbytes(chance.randrange(50))
        pack.write_bytes(broken)
        try:
            form_packs.look_into_pack(session, pack)
        except DeskError:
            continue
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("表样包.json", "[" * 100_000)
    with pytest.raises(DeskError, match="不是表样包"):
        form_packs.look_into_pack(session, pack)
