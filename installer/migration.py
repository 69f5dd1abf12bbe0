"""Write one step of the ledger's migrations from what the declared tables have and the last step has not.

    python installer/migration.py 0002 crop_area "种植面积"

makes fupin_desk/store/migrations/versions/0002_crop_area.py, to be read and kept. The number of an unreleased step may
be given again: its file is then written anew. Afterwards add the number to STEPS in fupin_desk/store/version.py.
"""

from __future__ import annotations

import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops

from fupin_desk.store.engine import open_engine, reading
from fupin_desk.store.migrate import make_tables
from fupin_desk.store.schema import metadata

VERSIONS = Path(__file__).resolve().parents[1] / "fupin_desk" / "store" / "migrations" / "versions"
_WIDTH = 118

_TEMPLATE = '''"""{doc}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before!r}


def upgrade() -> None:
    """Make the tables of version {number}."""
{body}
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
            with reading(engine) as connection:
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                found = produce_migrations(context, metadata).upgrade_ops
        finally:
            engine.dispose()
    assert found is not None
    return list(_flat(found.ops))


def _flat(operations: list[Any]) -> Iterator[Any]:
    for operation in operations:
        if isinstance(operation, ops.ModifyTableOps):
            yield from operation.ops
        else:
            yield operation


def render(operation: Any) -> str:
    """One operation as source, its arguments packed to the width of the page."""
    container = ops.UpgradeOps(ops=[operation])
    source = render_python_code(container, sqlalchemy_module_prefix="sa.")
    lines = [line.strip() for line in source.splitlines() if line.strip() and not line.strip().startswith("#")]
    lines = [re.sub(r"op\.f\(('[^']*')\)", r"\1", line).replace("'", '"') for line in lines]
    lines = [line.replace(", nullable=True", "").replace(", unique=False", "") for line in lines]  # the defaults
    if len(lines) == 1:
        return f"    {lines[0]}"
    packed, row = [], " " * 7
    for part in (line.rstrip(",") + "," for line in lines[1:-1]):
        if len(row) + len(part) + 1 > _WIDTH:
            packed.append(row)
            row = " " * 7
        row += f" {part}"
    return "\n".join([f"    {lines[0]}", *packed, row, f"    {lines[-1]}  # fmt: skip"])


def main(arguments: list[str]) -> int:
    """Write the step and let the formatter have the last word."""
    if len(arguments) != 3 or not re.fullmatch(r"\d{4}", arguments[0]):
        print(__doc__)
        return 2
    number, name, doc = arguments
    earlier = sorted(p.name[:4] for p in VERSIONS.glob("[0-9]*.py") if p.name[:4] < number)
    before = earlier[-1] if earlier else None
    body = "\n".join(render(operation) for operation in differences(before))
    path = VERSIONS / f"{number}_{name}.py"
    path.write_text(_TEMPLATE.format(doc=doc, number=number, before=before, body=body), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)
    print(f"{path.name}: {len(body.splitlines())} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
