"""Nothing is forgotten: every kind, ledger, code list, form and file is accounted for in every layer."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from fupin_desk.core.resources import resource
from fupin_desk.forms.catalog import list_forms, load_form
from fupin_desk.forms.names import names_of
from fupin_desk.gui.kit.kinds import editor_for
from fupin_desk.ledgers import codes, kinds
from fupin_desk.ledgers.checks import ALL_CHECKS
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.registry import BY_NAME, LEDGERS
from fupin_desk.sheets.layouts import layouts
from fupin_desk.store.schema import COLUMN_TYPES, TABLES, metadata

PACKAGE = Path(__file__).resolve().parents[1] / "fupin_desk"
SOURCES = sorted(p for p in PACKAGE.rglob("*.py") if "versions" not in p.parts)
GENERIC = (
    "store/work.py", "store/heads.py", "store/journal.py", "store/fold.py", "store/undo.py", "store/rows.py",
    "store/around.py", "ledgers/record.py", "actions/records.py", "sheets/write.py",
)  # fmt: skip
"""Code that serves every ledger alike: it may name none."""


def subclasses(kind: type[kinds.Kind]) -> set[type[kinds.Kind]]:
    return {kind, *(deeper for direct in kind.__subclasses__() for deeper in subclasses(direct))}


def test_all_kinds_are_listed_and_have_a_column_type() -> None:
    known = subclasses(kinds.Kind) - {kinds.Kind}
    assert known == set(kinds.ALL_KINDS) == set(COLUMN_TYPES)


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda g: g.name)
def test_every_field_of_a_ledger_can_be_kept_edited_and_shown(ledger: Ledger, qtbot: object) -> None:
    table = TABLES[ledger.name]
    for field in ledger.fields:
        assert field.name in table.c
        assert field.label
        assert editor_for(field.kind) is not None
        assert field.kind.show(None) == ""


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda g: g.name)
def test_labels_and_names_of_a_ledger_are_unambiguous(ledger: Ledger) -> None:
    labels = [f.label for f in ledger.fields]
    assert len(labels) == len(set(labels))
    nationals = [f.national for f in ledger.fields if f.national]
    assert len(nationals) == len(set(nationals))
    assert set(ledger.key) | set(ledger.titles) | set(ledger.searched) <= set(ledger.by_name)


def test_references_lead_to_ledgers_and_choices_to_lists() -> None:
    for ledger in LEDGERS:
        for field in ledger.fields:
            if isinstance(field.kind, kinds.Ref):
                assert field.kind.ledger in BY_NAME
            if isinstance(field.kind, kinds.Choice | kinds.Choices):
                assert codes.code_list(field.kind.list_name).codes


def test_every_key_and_index_of_a_ledger_holds_the_village_or_serves_one_record() -> None:
    for ledger in LEDGERS:
        table = TABLES[ledger.name]
        assert next(iter(table.primary_key.columns)).name == "village"
        for index in table.indexes:
            held = [str(part) for part in index.expressions]
            assert any("village" in part for part in held) or index.name in (f"ix_{ledger.name}_id", "ix_member_id18")


def test_every_form_can_be_loaded_and_every_layout_names_real_fields() -> None:
    assert {info.name for info in list_forms()} >= {"household_survey", "visit_record", "pairing_roster"}
    for info in list_forms():
        assert load_form(info.path, names_of(info.subject)).rows
    for layout in layouts():
        for heading in layout.export:
            assert layout.target_of(heading).name


def test_checks_have_numbers_levels_and_words() -> None:
    for rule, level, check in ALL_CHECKS:
        assert re.fullmatch(r"D\d{3}", rule)
        assert level in ("E", "W", "H")
        assert (check.__doc__ or "").startswith(rule) or (check.__doc__ or "").startswith("D")


def test_generic_code_names_no_ledger() -> None:
    names = "|".join(ledger.name for ledger in LEDGERS if ledger.name not in ("task", "visit", "village"))
    naming = re.compile(rf"[\"']({names})[\"']")
    for name in GENERIC:
        assert not naming.search((PACKAGE / name).read_text(encoding="utf-8")), name


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_fit_in_a_head(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    tree = ast.parse(text)
    assert ast.get_docstring(tree) or path.name == "__main__.py"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{path.name}: {node.name}"


def test_tables_and_resources_stand_where_they_are_looked_for() -> None:
    assert {"batch", "block", "touch", "head", "card", "doubt", "setting"} <= set(metadata.tables)
    for part in ("codes", "params", "layouts", "forms", "fonts", "icons", "pinyin"):
        assert any(resource(part).iterdir()), part
