"""The tables: one per ledger, derived from its fields, and the tables of the log and of what is worked out from it.

Every ledger table begins with village and id; every key and index that matters holds the village, so that a county's
store can be partitioned by it; indexes put it last, since a village's ledger has only one. Cards and doubts are
derived: they can be dropped and worked out again at any time.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
    literal_column,
)  # fmt: skip
from sqlalchemy.types import TypeEngine

from fupin_desk.ledgers import kinds
from fupin_desk.ledgers.record import Ledger
from fupin_desk.ledgers.registry import LEDGERS

COLUMN_TYPES: Final[dict[type[kinds.Kind], type[TypeEngine[Any]]]] = {
    kinds.Text: Text, kinds.Whole: BigInteger, kinds.Year: Integer, kinds.Money: BigInteger, kinds.Area: BigInteger,
    kinds.Day: Text, kinds.Moment: Text, kinds.Month: Text, kinds.YesNo: Integer, kinds.Choice: Text,
    kinds.Choices: Text, kinds.Ref: Text, kinds.IdNumber: Text, kinds.Phone: Text, kinds.BankCard: Text,
    kinds.VillageCode: Text, kinds.Photo: Text,
}  # fmt: skip

metadata = MetaData()


def _ledger_table(ledger: Ledger) -> Table:
    columns = [Column(f.name, COLUMN_TYPES[type(f.kind)]) for f in ledger.fields]
    indexes = [
        Index(f"ix_{ledger.name}_{f.name}", f.name, "village") for f in ledger.fields if isinstance(f.kind, kinds.Ref)
    ]
    if ledger.name in _KEYED:
        indexes += [Index(f"ix_{ledger.name}_{name}", name, "village") for name in _KEYED[ledger.name]]
    return Table(
        ledger.name,
        metadata,
        Column("village", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        *columns,
        Column("extra", Text),
        Column("search", Text, nullable=False, default=""),
        Column("version", Integer, nullable=False),
        Column("created_at", Text, nullable=False),
        Column("created_by", Text, nullable=False),
        Column("changed_at", Text, nullable=False),
        Column("changed_by", Text, nullable=False),
        Column("removed", Integer, nullable=False, default=0),
        Column("born_replica", Text, nullable=False),
        Column("born_seq", BigInteger, nullable=False),
        *indexes,
        Index(f"ix_{ledger.name}_id", "id"),
    )


def citizen_part(number: ColumnElement[str]) -> ColumnElement[str]:
    """The first 18 characters of a number, written exactly as in the index: bound values would not match it."""
    return func.substr(number, literal_column("1"), literal_column("18"))


def _twin_index(member: Table) -> None:
    """People are looked for by the first 18 characters of their number: a disability certificate has two more."""
    Index("ix_member_id18", citizen_part(member.c.id_number))


_KEYED: Final[dict[str, tuple[str, ...]]] = {
    "household": ("number",), "member": ("id_number", "name"), "visit": ("at",), "attendance": ("on",), "helper": ("name",),
}  # fmt: skip

TABLES: Final[dict[str, Table]] = {ledger.name: _ledger_table(ledger) for ledger in LEDGERS}
_twin_index(TABLES["member"])

replica_range = Table(
    "replica_range", metadata,
    Column("replica", Text, primary_key=True), Column("first_seq", BigInteger, primary_key=True),
    Column("last_seq", BigInteger, nullable=False),
)  # fmt: skip
"""Which changes of which installation this ledger holds; gaps are allowed and warned of."""

batch = Table(
    "batch", metadata,
    Column("id", Text, primary_key=True), Column("title", Text, nullable=False), Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False), Column("wall", Text, nullable=False), Column("kind", Text, nullable=False),
    Column("records", Integer, nullable=False), Column("undoes", Text), Column("undone_by", Text),
    Column("place", BigInteger, nullable=False), Index("ix_batch_place", "place"),
)  # fmt: skip
"""One Work: what a person did in one step, and whether it was taken back."""

block = Table(
    "block", metadata,
    Column("replica", Text, primary_key=True), Column("first_seq", BigInteger, primary_key=True),
    Column("last_seq", BigInteger, nullable=False), Column("batch", Text, nullable=False),
    Column("wall", Text, nullable=False), Column("stamp", Text, nullable=False),
    Column("data", LargeBinary, nullable=False), Column("signature", LargeBinary, nullable=False),
    Index("ix_block_batch", "batch"), Index("ix_block_stamp", "stamp", "replica", "first_seq"),
)  # fmt: skip
"""The log: change records in compressed blocks signed by who wrote them, as they travel in packages. ``batch`` is the
step in which the block was written or received here, ``stamp`` that of its first change."""

touch = Table(
    "touch", metadata,
    Column("row", Text, primary_key=True), Column("replica", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True), Column("ledger", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
"""Which changes touched a record: from a record to its places in the log."""

head = Table(
    "head", metadata,
    Column("row", Text, primary_key=True), Column("grp", Text, primary_key=True),
    Column("replica", Text, primary_key=True), Column("seq", BigInteger, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip
"""The latest changes of a field group edited since the record was made; more than one is a conflict."""

conflict = Table(
    "conflict", metadata,
    Column("village", Text, primary_key=True), Column("row", Text, primary_key=True), Column("grp", Text, primary_key=True),
    Column("ledger", Text, nullable=False), Index("ix_conflict_row", "row"), sqlite_with_rowid=False,
)  # fmt: skip
"""不一致: field groups with several different values, and records removed by one while another changed them."""

own_key = Table(
    "own_key", metadata, Column("replica", Text, primary_key=True), Column("secret", LargeBinary, nullable=False)
)
"""The secret keys of this installation, and of no other."""

peer = Table(
    "peer", metadata,
    Column("replica", Text, primary_key=True), Column("village", Text, nullable=False), Column("role", Text, nullable=False),
    Column("label", Text, nullable=False), Column("sign_key", LargeBinary, nullable=False),
    Column("box_key", LargeBinary, nullable=False), Column("state", Text, nullable=False),
    Column("revoked_from", BigInteger), Column("certificate", LargeBinary),
)  # fmt: skip
"""The installations whose public keys are known, this one among them."""

package = Table(
    "package", metadata,
    Column("batch", Text, primary_key=True), Column("hash", Text, nullable=False), Column("sender", Text, nullable=False),
    Column("title", Text, nullable=False), Column("wall", Text, nullable=False), Column("blocks", Integer, nullable=False),
    Column("changes", Integer, nullable=False), Column("taken_back", Text), Index("ix_package_hash", "hash"),
)  # fmt: skip
"""Every package that was taken in: by which step, when, from whom, and whether it was taken back."""

setting = Table(
    "setting", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False)
)

card = Table(
    "card", metadata,
    Column("village", Text, primary_key=True), Column("household", Text, primary_key=True),
    Column("number", Text), Column("short_number", Text), Column("head", Text), Column("head_id_number", Text),
    Column("head_sort", Text), Column("group_id", Text), Column("group_name", Text), Column("group_number", Integer),
    Column("household_kind", Text), Column("state", Text), Column("size", Integer, nullable=False), Column("cause", Text),
    Column("year", Integer), Column("per_capita_fen", BigInteger), Column("last_per_capita_fen", BigInteger),
    Column("helper", Text), Column("helper_id", Text), Column("helper_duty", Text),
    Column("last_visit", Text), Column("visits", Integer, nullable=False),
    Column("doubts", Integer, nullable=False), Column("hints", Integer, nullable=False),
    Column("phone", Text), Column("address", Text), Column("identified_year", Integer), Column("exit_year", Integer),
    Column("planned_exit_year", Integer), Column("monitor_kind", Text), Column("standard", Text),
    Column("low_income", Integer, nullable=False), Column("search", Text, nullable=False),
    Index("ix_card_number", "village", "number"), Index("ix_card_head_sort", "village", "head_sort"),
    Index("ix_card_last_visit", "village", "last_visit"), Index("ix_card_household", "household"),
)  # fmt: skip
"""One line a household for lists, filters and counts, kept by the transaction that changes anything in it."""

doubt = Table(
    "doubt", metadata,
    Column("village", Text, primary_key=True), Column("household", Text, primary_key=True),
    Column("number", Integer, primary_key=True), Column("rule", Text, nullable=False), Column("level", Text, nullable=False),
    Column("ledger", Text, nullable=False), Column("record", Text, nullable=False), Column("field", Text, nullable=False),
    Column("message", Text, nullable=False), Index("ix_doubt_rule", "village", "rule"),
)  # fmt: skip
"""What the checks question about each household today."""

LOG_TABLES: Final = (replica_range, batch, block, touch)
DERIVED_TABLES: Final = (card, doubt)
