"""Write one step of the ledger's migrations from what the declared tables have and the last step has not.

    python installer/migration.py 0002 crop_area "The area of each crop."

makes fupin_desk/store/migrations/versions/0002_crop_area.py, to be read and kept. The number of an unreleased step may
be given again: its file is then written anew. Afterwards add the number to STEPS in fupin_desk/store/version.py.
"""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import Column

from fupin_desk.store.engine import open_engine, reading
from fupin_desk.store.migrate import make_tables
from fupin_desk.store.schema import metadata

VERSIONS = Path(__file__).resolve().parents[1] / "fupin_desk" / "store" / "migrations" / "versions"
_WIDTH = 118

_MOST_IN_ONE = 15  # operations; beyond that every table gets its own function
_HEAD = '''"""{doc}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before}
'''
_KEPT = '''

def _kept() -> list[sa.Column[object]]:
    """What every ledger's table ends with."""
    return [
{columns}
    ]  # fmt: skip
'''


def differences(before: str | None) -> list[Any]:
    """Alembic's operations from version ``before`` (None: an empty database) to the declared tables."""
    with tempfile.TemporaryDirectory() as folder:
        path, key = Path(folder) / "ledger.db", secrets.token_bytes(32)
        if before is None:
            open_engine(path, key, create=True).dispose()
        else:
            make_tables(path, key, to=before)
        engine = open_engine(path, key)
        try:
            with reading(engine) as connection, warnings.catch_warnings():
                warnings.simplefilter("ignore")  # computed indexes cannot be compared; they are told by name below
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                found = produce_migrations(context, metadata).upgrade_ops
                present = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        finally:
            engine.dispose()
    assert found is not None
    return [*_flat(found.ops), *(op for op in _computed_indexes() if op.index_name not in present)]


def _flat(operations: list[Any]) -> Iterator[Any]:
    for operation in operations:
        if isinstance(operation, ops.ModifyTableOps):
            yield from operation.ops
        else:
            yield operation


def _computed_indexes() -> Iterator[Any]:
    """Indexes over an expression, which Alembic cannot see in SQLite."""
    for table in metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if not all(isinstance(part, Column) for part in index.expressions):
                yield ops.CreateIndexOp.from_index(index)


def render(operation: Any, kept: Sequence[str] = ()) -> str:
    """One operation as source, its arguments packed to the width of the page."""
    first, *parts, last = _lines(operation) if isinstance(operation, ops.CreateTableOp) else [*_lines(operation), ""]
    if not parts:
        return f"    {first}"
    at = len(parts) - len(kept)
    for start in range(at + 1 if kept else 0):
        if parts[start : start + len(kept)] == list(kept):
            parts = [*parts[:start], "*_kept(),", *parts[start + len(kept) :]]
    return "\n".join([f"    {first}", *_packed(parts), f"    {last}  # fmt: skip"])


def _lines(operation: Any) -> list[str]:
    source = render_python_code(ops.UpgradeOps(ops=[operation]), sqlalchemy_module_prefix="sa.")
    lines = [line.strip() for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]
    lines = [re.sub(r"op\.f\(('[^']*')\)", r"\1", line).replace("'", '"') for line in lines]
    lines = [line.replace(", nullable=True", "").replace(", unique=False", "") for line in lines]  # the defaults
    return [lines[0], *(line.rstrip(",") + "," for line in lines[1:-1]), *lines[1:][-1:]]


def _packed(parts: Sequence[str]) -> list[str]:
    rows = [" " * 7]
    for part in parts:
        if len(rows[-1]) + len(part) + 1 > _WIDTH:
            rows.append(" " * 7)
        rows[-1] += f" {part}"
    return rows


def _shared_columns(operations: Sequence[Any]) -> tuple[str, ...]:
    """The longest run of columns with which more than half of the new tables end."""
    tables = [_lines(o)[1:-1] for o in operations if isinstance(o, ops.CreateTableOp)]
    columns = [[part for part in parts if part.startswith("sa.Column")] for parts in tables]
    endings = Counter(tuple(names[-length:]) for names in columns for length in range(2, len(names) + 1))
    common = [ending for ending, count in endings.items() if count > max(2, len(tables) // 2)]
    return max(common, key=len, default=())


def step(operations: Sequence[Any], number: str, before: str | None, doc: str) -> str:
    """The whole file of one step."""
    kept = _shared_columns(operations)
    text = _HEAD.format(doc=doc, number=number, before=f'"{before}"' if before else None)
    if kept:
        text += _KEPT.format(columns="\n".join(_packed(kept)))
    tables: dict[str, list[str]] = {}
    for operation in operations:
        tables.setdefault(operation.table_name, []).append(render(operation, kept))
    if len(operations) <= _MOST_IN_ONE:
        body = "\n".join(line for lines in tables.values() for line in lines)
    else:
        text += "".join(f"\n\ndef _{name}() -> None:\n" + "\n".join(lines) + "\n" for name, lines in tables.items())
        body = "\n".join(f"    _{name}()" for name in tables)
    return text + f'\n\ndef upgrade() -> None:\n    """Bring the tables to version {number}."""\n{body}\n'


def main(arguments: list[str]) -> int:
    """Write the step and let the formatter have the last word."""
    if len(arguments) != 3 or not re.fullmatch(r"\d{4}", arguments[0]):
        print(__doc__)
        return 2
    number, name, doc = arguments
    earlier = sorted(p.name[:4] for p in VERSIONS.glob("[0-9]*.py") if p.name[:4] < number)
    before = earlier[-1] if earlier else None
    found = differences(before)
    if not found:
        print("the declared tables are those of the last step")
        return 1
    path = VERSIONS / f"{number}_{name}.py"
    path.write_text(step(found, number, before, doc), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)
    print(f"{path.name}: {len(path.read_text('utf-8').splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
