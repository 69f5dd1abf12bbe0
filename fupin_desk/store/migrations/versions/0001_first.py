"""The tables of the first release, as declared then (written by installer/migration.py, hence its length)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _kept() -> list[sa.Column[object]]:
    """What every ledger's table ends with."""
    return [
        sa.Column("note", sa.Text()), sa.Column("extra", sa.Text()), sa.Column("search", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False), sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False), sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False), sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("born_replica", sa.Text(), nullable=False), sa.Column("born_seq", sa.BigInteger(), nullable=False),
    ]  # fmt: skip


def _attachment() -> None:
    op.create_table("attachment",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text()), sa.Column("of_ledger", sa.Text()), sa.Column("of_record", sa.Text()),
        sa.Column("photo", sa.Text()), sa.Column("photo_kind", sa.Text()), sa.Column("caption", sa.Text()),
        sa.Column("taken_at", sa.Text()), sa.Column("original_name", sa.Text()), sa.Column("width", sa.BigInteger()),
        sa.Column("height", sa.BigInteger()), *_kept(), sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_attachment_household", "attachment", ["household", "village"])
    op.create_index("ix_attachment_id", "attachment", ["id"])


def _attendance() -> None:
    op.create_table("attendance",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("member", sa.Text()), sa.Column("on", sa.Text()), sa.Column("state", sa.Text()),
        sa.Column("night", sa.Integer()), sa.Column("reason", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_attendance_id", "attendance", ["id"])
    op.create_index("ix_attendance_member", "attendance", ["member", "village"])
    op.create_index("ix_attendance_on", "attendance", ["on", "village"])


def _batch() -> None:
    op.create_table("batch",
        sa.Column("id", sa.Text(), nullable=False), sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False), sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wall", sa.Text(), nullable=False), sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False), sa.Column("undoes", sa.Text()),
        sa.Column("undone_by", sa.Text()), sa.Column("place", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("ix_batch_place", "batch", ["place"])


def _block() -> None:
    op.create_table("block",
        sa.Column("replica", sa.Text(), nullable=False), sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False), sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("wall", sa.Text(), nullable=False), sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False), sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("replica", "first_seq"),
    )  # fmt: skip
    op.create_index("ix_block_batch", "block", ["batch"])
    op.create_index("ix_block_stamp", "block", ["stamp", "replica", "first_seq"])


def _card() -> None:
    op.create_table("card",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("household", sa.Text(), nullable=False),
        sa.Column("number", sa.Text()), sa.Column("short_number", sa.Text()), sa.Column("head", sa.Text()),
        sa.Column("head_id_number", sa.Text()), sa.Column("head_sort", sa.Text()), sa.Column("group_id", sa.Text()),
        sa.Column("group_name", sa.Text()), sa.Column("group_number", sa.Integer()),
        sa.Column("household_kind", sa.Text()), sa.Column("state", sa.Text()),
        sa.Column("size", sa.Integer(), nullable=False), sa.Column("cause", sa.Text()),
        sa.Column("year", sa.Integer()), sa.Column("per_capita_fen", sa.BigInteger()),
        sa.Column("last_per_capita_fen", sa.BigInteger()), sa.Column("helper", sa.Text()),
        sa.Column("helper_id", sa.Text()), sa.Column("helper_duty", sa.Text()), sa.Column("last_visit", sa.Text()),
        sa.Column("visits", sa.Integer(), nullable=False), sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("hints", sa.Integer(), nullable=False), sa.Column("phone", sa.Text()),
        sa.Column("address", sa.Text()), sa.Column("identified_year", sa.Integer()),
        sa.Column("exit_year", sa.Integer()), sa.Column("planned_exit_year", sa.Integer()),
        sa.Column("monitor_kind", sa.Text()), sa.Column("standard", sa.Text()),
        sa.Column("low_income", sa.Integer(), nullable=False), sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("village", "household"),
    )  # fmt: skip
    op.create_index("ix_card_head_sort", "card", ["village", "head_sort"])
    op.create_index("ix_card_household", "card", ["household"])
    op.create_index("ix_card_last_visit", "card", ["village", "last_visit"])
    op.create_index("ix_card_number", "card", ["village", "number"])


def _conflict() -> None:
    op.create_table("conflict",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("row", sa.Text(), nullable=False),
        sa.Column("grp", sa.Text(), nullable=False), sa.Column("ledger", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("village", "row", "grp"), sqlite_with_rowid=False,
    )  # fmt: skip
    op.create_index("ix_conflict_row", "conflict", ["row"])


def _doubt() -> None:
    op.create_table("doubt",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("household", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False), sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False), sa.Column("ledger", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False), sa.Column("field", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("village", "household", "number"),
    )  # fmt: skip
    op.create_index("ix_doubt_rule", "doubt", ["village", "rule"])


def _head() -> None:
    op.create_table("head",
        sa.Column("row", sa.Text(), nullable=False), sa.Column("grp", sa.Text(), nullable=False),
        sa.Column("replica", sa.Text(), nullable=False), sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("row", "grp", "replica", "seq"), sqlite_with_rowid=False,
    )  # fmt: skip


def _helper() -> None:
    op.create_table("helper",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()), sa.Column("unit", sa.Text()), sa.Column("duty", sa.Text()),
        sa.Column("phone", sa.Text()), sa.Column("rank", sa.Text()), sa.Column("sex", sa.Text()),
        sa.Column("id_number", sa.Text()), sa.Column("politics", sa.Text()), sa.Column("degree", sa.Text()),
        sa.Column("skills", sa.Text()), sa.Column("in_team", sa.Integer()),
        sa.Column("first_secretary", sa.Integer()), sa.Column("team_leader", sa.Integer()),
        sa.Column("since", sa.Text()), sa.Column("until", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_helper_id", "helper", ["id"])
    op.create_index("ix_helper_name", "helper", ["name", "village"])
    op.create_index("ix_helper_unit", "helper", ["unit", "village"])


def _helping_unit() -> None:
    op.create_table("helping_unit",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()), sa.Column("unit_kind", sa.Text()), sa.Column("affiliation", sa.Text()),
        sa.Column("address", sa.Text()), sa.Column("contact", sa.Text()), sa.Column("phone", sa.Text()),
        sa.Column("pairing_kind", sa.Text()), sa.Column("since", sa.Text()), sa.Column("until", sa.Text()),
        sa.Column("invested_fen", sa.BigInteger()), *_kept(), sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_helping_unit_id", "helping_unit", ["id"])


def _household() -> None:
    op.create_table("household",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text()), sa.Column("local_number", sa.Text()), sa.Column("group", sa.Text()),
        sa.Column("address", sa.Text()), sa.Column("phone", sa.Text()), sa.Column("household_kind", sa.Text()),
        sa.Column("standard", sa.Text()), sa.Column("identified_year", sa.Integer()), sa.Column("state", sa.Text()),
        sa.Column("martyr_family", sa.Integer()), sa.Column("only_child", sa.Integer()),
        sa.Column("two_daughters", sa.Integer()), sa.Column("left_behind", sa.Integer()),
        sa.Column("cause", sa.Text()), sa.Column("other_causes", sa.Text()), sa.Column("relapse_cause", sa.Text()),
        sa.Column("planned_exit_year", sa.Integer()), sa.Column("exit_year", sa.Integer()),
        sa.Column("no_exit_reason", sa.Text()), sa.Column("changed_year", sa.Integer()), sa.Column("bank", sa.Text()),
        sa.Column("account_holder", sa.Text()), sa.Column("bank_card", sa.Text()), sa.Column("moved", sa.Integer()),
        sa.Column("move_way", sa.Text()), sa.Column("settle_way", sa.Text()), sa.Column("settle_place", sa.Text()),
        sa.Column("settle_address", sa.Text()), sa.Column("move_trouble", sa.Text()),
        sa.Column("moved_on", sa.Text()), sa.Column("reservoir_migrant", sa.Integer()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_household_group", "household", ["group", "village"])
    op.create_index("ix_household_id", "household", ["id"])
    op.create_index("ix_household_number", "household", ["number", "village"])


def _household_year() -> None:
    op.create_table("household_year",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text()), sa.Column("year", sa.Integer()), sa.Column("a_fen", sa.BigInteger()),
        sa.Column("a1_fen", sa.BigInteger()), sa.Column("a2_fen", sa.BigInteger()),
        sa.Column("a3_fen", sa.BigInteger()), sa.Column("a4_fen", sa.BigInteger()),
        sa.Column("a5_fen", sa.BigInteger()), sa.Column("b_fen", sa.BigInteger()),
        sa.Column("b1_fen", sa.BigInteger()), sa.Column("b2_fen", sa.BigInteger()),
        sa.Column("b3_fen", sa.BigInteger()), sa.Column("b4_fen", sa.BigInteger()),
        sa.Column("c_fen", sa.BigInteger()), sa.Column("c1_fen", sa.BigInteger()),
        sa.Column("c2_fen", sa.BigInteger()), sa.Column("c3_fen", sa.BigInteger()),
        sa.Column("c4_fen", sa.BigInteger()), sa.Column("c5_fen", sa.BigInteger()),
        sa.Column("d_fen", sa.BigInteger()), sa.Column("d1_fen", sa.BigInteger()),
        sa.Column("d2_fen", sa.BigInteger()), sa.Column("d3_fen", sa.BigInteger()),
        sa.Column("d4_fen", sa.BigInteger()), sa.Column("d5_fen", sa.BigInteger()),
        sa.Column("d5a_fen", sa.BigInteger()), sa.Column("d5b_fen", sa.BigInteger()),
        sa.Column("d5c_fen", sa.BigInteger()), sa.Column("d5d_fen", sa.BigInteger()),
        sa.Column("d5e_fen", sa.BigInteger()), sa.Column("d6_fen", sa.BigInteger()),
        sa.Column("d6a_fen", sa.BigInteger()), sa.Column("d6b_fen", sa.BigInteger()),
        sa.Column("d6c_fen", sa.BigInteger()), sa.Column("d6d_fen", sa.BigInteger()),
        sa.Column("d6e_fen", sa.BigInteger()), sa.Column("d6f_fen", sa.BigInteger()),
        sa.Column("d6g_fen", sa.BigInteger()), sa.Column("d6h_fen", sa.BigInteger()),
        sa.Column("d6i_fen", sa.BigInteger()), sa.Column("d6j_fen", sa.BigInteger()),
        sa.Column("d6k_fen", sa.BigInteger()), sa.Column("d6l_fen", sa.BigInteger()),
        sa.Column("d6m_fen", sa.BigInteger()), sa.Column("d6n_fen", sa.BigInteger()),
        sa.Column("d6o_fen", sa.BigInteger()), sa.Column("d6p_fen", sa.BigInteger()),
        sa.Column("e_fen", sa.BigInteger()), sa.Column("e1_fen", sa.BigInteger()),
        sa.Column("e2_fen", sa.BigInteger()), sa.Column("e3_fen", sa.BigInteger()),
        sa.Column("e4_fen", sa.BigInteger()), sa.Column("claims_fen", sa.BigInteger()),
        sa.Column("out_of_pocket_fen", sa.BigInteger()), sa.Column("basis", sa.Text()),
        sa.Column("reported_size", sa.BigInteger()), sa.Column("reported_gross_fen", sa.BigInteger()),
        sa.Column("reported_net_fen", sa.BigInteger()), sa.Column("reported_per_capita_fen", sa.BigInteger()),
        sa.Column("farmland", sa.BigInteger()), sa.Column("irrigated", sa.BigInteger()),
        sa.Column("forest", sa.BigInteger()), sa.Column("returned_forest", sa.BigInteger()),
        sa.Column("orchard", sa.BigInteger()), sa.Column("pasture", sa.BigInteger()),
        sa.Column("water_area", sa.BigInteger()), sa.Column("cooperative", sa.Integer()),
        sa.Column("leading_enterprise", sa.Integer()), sa.Column("rich_leader", sa.Integer()),
        sa.Column("industry_help", sa.Text()), sa.Column("production_power", sa.Integer()),
        sa.Column("power", sa.Integer()), sa.Column("broadcast", sa.Integer()), sa.Column("hard_water", sa.Integer()),
        sa.Column("safe_water", sa.Integer()), sa.Column("drinking_water", sa.Text()),
        sa.Column("road_distance", sa.BigInteger()), sa.Column("road", sa.Text()),
        sa.Column("house_area", sa.BigInteger()), sa.Column("house_structure", sa.Text()),
        sa.Column("built_year", sa.Integer()), sa.Column("danger_house", sa.Integer()),
        sa.Column("danger_level", sa.Text()), sa.Column("toilet", sa.Integer()), sa.Column("fuel", sa.Text()),
        sa.Column("enough_food", sa.Integer()), sa.Column("enough_clothing", sa.Integer()),
        sa.Column("school_guaranteed", sa.Integer()), sa.Column("medical_guaranteed", sa.Integer()),
        sa.Column("house_guaranteed", sa.Integer()), sa.Column("water_guaranteed", sa.Integer()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_household_year_household", "household_year", ["household", "village"])
    op.create_index("ix_household_year_id", "household_year", ["id"])


def _member() -> None:
    op.create_table("member",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text()), sa.Column("number", sa.Text()), sa.Column("name", sa.Text()),
        sa.Column("relation", sa.Text()), sa.Column("id_kind", sa.Text()), sa.Column("id_number", sa.Text()),
        sa.Column("sex", sa.Text()), sa.Column("birth", sa.Text()), sa.Column("nation", sa.Text()),
        sa.Column("politics", sa.Text()), sa.Column("marital", sa.Text()), sa.Column("phone", sa.Text()),
        sa.Column("soldier", sa.Integer()), sa.Column("mandarin", sa.Integer()), sa.Column("education", sa.Text()),
        sa.Column("school", sa.Text()), sa.Column("school_name", sa.Text()), sa.Column("dropout_reason", sa.Text()),
        sa.Column("health", sa.Text()), sa.Column("disease", sa.Text()), sa.Column("disability", sa.Text()),
        sa.Column("disability_grade", sa.Text()), sa.Column("disability_year", sa.Integer()),
        sa.Column("labour", sa.Text()), sa.Column("work_area", sa.Text()), sa.Column("work_province", sa.Text()),
        sa.Column("work_city", sa.Text()), sa.Column("work_county", sa.Text()), sa.Column("work_township", sa.Text()),
        sa.Column("work_place", sa.Text()), sa.Column("work_months", sa.BigInteger()),
        sa.Column("employer", sa.Text()), sa.Column("abroad", sa.Integer()), sa.Column("industry", sa.Text()),
        sa.Column("job_channel", sa.Text()), sa.Column("post_kind", sa.Text()),
        sa.Column("post_months", sa.BigInteger()), sa.Column("training_wish", sa.Integer()),
        sa.Column("graduate_reason", sa.Text()), sa.Column("resident_medical", sa.Integer()),
        sa.Column("worker_medical", sa.Integer()), sa.Column("serious_illness", sa.Integer()),
        sa.Column("commercial_medical", sa.Integer()), sa.Column("accident_insurance", sa.Integer()),
        sa.Column("medical_aid", sa.Integer()), sa.Column("health_help", sa.Integer()),
        sa.Column("resident_pension", sa.Integer()), sa.Column("worker_pension", sa.Integer()),
        sa.Column("low_income", sa.Integer()), sa.Column("extreme_poverty", sa.Integer()),
        sa.Column("state", sa.Text()), sa.Column("joined_on", sa.Text()), sa.Column("joined_reason", sa.Text()),
        sa.Column("left_on", sa.Text()), sa.Column("left_reason", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_member_household", "member", ["household", "village"])
    op.create_index("ix_member_id", "member", ["id"])
    op.create_index("ix_member_id_number", "member", ["id_number", "village"])
    op.create_index("ix_member_name", "member", ["name", "village"])
    op.create_index("ix_member_id18", "member", [sa.literal_column("substr(id_number, 1, 18)")])


def _monitoring() -> None:
    op.create_table("monitoring",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text()), sa.Column("monitor_kind", sa.Text()), sa.Column("was_poor", sa.Integer()),
        sa.Column("identified_month", sa.Text()), sa.Column("risks", sa.Text()), sa.Column("risk_note", sa.Text()),
        sa.Column("no_labour", sa.Integer()), sa.Column("in_settlement", sa.Integer()),
        sa.Column("per_capita_fen", sa.BigInteger()), sa.Column("claims_fen", sa.BigInteger()),
        sa.Column("out_of_pocket_fen", sa.BigInteger()), sa.Column("house_trouble", sa.Integer()),
        sa.Column("school_trouble", sa.Integer()), sa.Column("water_trouble", sa.Integer()),
        sa.Column("medical_trouble", sa.Integer()), sa.Column("development_help", sa.Text()),
        sa.Column("cleared", sa.Integer()), sa.Column("cleared_way", sa.Text()),
        sa.Column("cleared_month", sa.Text()), sa.Column("cleared_per_capita_fen", sa.BigInteger()),
        sa.Column("contact", sa.Text()), sa.Column("contact_phone", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_monitoring_household", "monitoring", ["household", "village"])
    op.create_index("ix_monitoring_id", "monitoring", ["id"])


def _own_form() -> None:
    op.create_table("own_form",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()), sa.Column("title", sa.Text()), sa.Column("group", sa.Text()),
        sa.Column("subject", sa.Text()), sa.Column("edition", sa.Text()), sa.Column("content", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_own_form_id", "own_form", ["id"])


def _own_key() -> None:
    op.create_table("own_key",
        sa.Column("replica", sa.Text(), nullable=False), sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("replica"),
    )  # fmt: skip


def _package() -> None:
    op.create_table("package",
        sa.Column("batch", sa.Text(), nullable=False), sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False), sa.Column("title", sa.Text(), nullable=False),
        sa.Column("wall", sa.Text(), nullable=False), sa.Column("blocks", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False), sa.Column("taken_back", sa.Text()),
        sa.PrimaryKeyConstraint("batch"),
    )  # fmt: skip
    op.create_index("ix_package_hash", "package", ["hash"])


def _pairing() -> None:
    op.create_table("pairing",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text()), sa.Column("helper", sa.Text()), sa.Column("role", sa.Text()),
        sa.Column("pairing_kind", sa.Text()), sa.Column("since", sa.Text()), sa.Column("until", sa.Text()),
        sa.Column("end_reason", sa.Text()), sa.Column("main_measures", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_pairing_helper", "pairing", ["helper", "village"])
    op.create_index("ix_pairing_household", "pairing", ["household", "village"])
    op.create_index("ix_pairing_id", "pairing", ["id"])


def _peer() -> None:
    op.create_table("peer",
        sa.Column("replica", sa.Text(), nullable=False), sa.Column("village", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False), sa.Column("label", sa.Text(), nullable=False),
        sa.Column("sign_key", sa.LargeBinary(), nullable=False),
        sa.Column("box_key", sa.LargeBinary(), nullable=False), sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revoked_from", sa.BigInteger()), sa.Column("certificate", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("replica"),
    )  # fmt: skip


def _print_log() -> None:
    op.create_table("print_log",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text()), sa.Column("person", sa.Text()), sa.Column("form", sa.Text()),
        sa.Column("way", sa.Text()), sa.Column("household", sa.Text()), sa.Column("households", sa.BigInteger()),
        sa.Column("pages", sa.BigInteger()), sa.Column("sheets", sa.BigInteger()), sa.Column("masked", sa.Integer()),
        *_kept(), sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_print_log_household", "print_log", ["household", "village"])
    op.create_index("ix_print_log_id", "print_log", ["id"])


def _replica_range() -> None:
    op.create_table("replica_range",
        sa.Column("replica", sa.Text(), nullable=False), sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("replica", "first_seq"),
    )  # fmt: skip


def _setting() -> None:
    op.create_table("setting",
        sa.Column("name", sa.Text(), nullable=False), sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )  # fmt: skip


def _task() -> None:
    op.create_table("task",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()), sa.Column("task_kind", sa.Text()), sa.Column("household", sa.Text()),
        sa.Column("visit", sa.Text()), sa.Column("due_on", sa.Text()), sa.Column("owner", sa.Text()),
        sa.Column("state", sa.Text()), sa.Column("done_on", sa.Text()), sa.Column("result", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_task_household", "task", ["household", "village"])
    op.create_index("ix_task_id", "task", ["id"])
    op.create_index("ix_task_visit", "task", ["visit", "village"])


def _team_member() -> None:
    op.create_table("team_member",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()), sa.Column("role", sa.Text()), sa.Column("first_secretary", sa.Integer()),
        sa.Column("leader", sa.Integer()), sa.Column("unit", sa.Text()), sa.Column("unit_level", sa.Text()),
        sa.Column("affiliation", sa.Text()), sa.Column("duty", sa.Text()), sa.Column("rank", sa.Text()),
        sa.Column("phone", sa.Text()), sa.Column("sex", sa.Text()), sa.Column("birth", sa.Text()),
        sa.Column("id_number", sa.Text()), sa.Column("politics", sa.Text()), sa.Column("degree", sa.Text()),
        sa.Column("full_time", sa.Integer()), sa.Column("since", sa.Text()), sa.Column("until", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_team_member_id", "team_member", ["id"])
    op.create_index("ix_team_member_unit", "team_member", ["unit", "village"])


def _touch() -> None:
    op.create_table("touch",
        sa.Column("row", sa.Text(), nullable=False), sa.Column("replica", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False), sa.Column("ledger", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("row", "replica", "seq"), sqlite_with_rowid=False,
    )  # fmt: skip


def _village() -> None:
    op.create_table("village",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text()), sa.Column("name", sa.Text()), sa.Column("province", sa.Text()),
        sa.Column("city", sa.Text()), sa.Column("county", sa.Text()), sa.Column("township", sa.Text()),
        sa.Column("year", sa.Integer()), sa.Column("team_name", sa.Text()), sa.Column("village_kind", sa.Text()),
        sa.Column("direction", sa.Text()), sa.Column("terrain", sa.Text()), sa.Column("leader", sa.Text()),
        sa.Column("leader_phone", sa.Text()), sa.Column("office_phone", sa.Text()), sa.Column("longitude", sa.Text()),
        sa.Column("latitude", sa.Text()), sa.Column("party_members", sa.BigInteger()),
        sa.Column("graduate_officials", sa.BigInteger()), sa.Column("hamlets", sa.BigInteger()),
        sa.Column("groups", sa.BigInteger()), sa.Column("households", sa.BigInteger()),
        sa.Column("people", sa.BigInteger()), sa.Column("rural_people", sa.BigInteger()),
        sa.Column("low_income_households", sa.BigInteger()), sa.Column("low_income_people", sa.BigInteger()),
        sa.Column("five_guarantee_households", sa.BigInteger()), sa.Column("five_guarantee_people", sa.BigInteger()),
        sa.Column("minority_people", sa.BigInteger()), sa.Column("women", sa.BigInteger()),
        sa.Column("disabled_people", sa.BigInteger()), sa.Column("workers", sa.BigInteger()),
        sa.Column("away_workers", sa.BigInteger()), sa.Column("farmland", sa.BigInteger()),
        sa.Column("irrigated", sa.BigInteger()), sa.Column("forest", sa.BigInteger()),
        sa.Column("returned_forest", sa.BigInteger()), sa.Column("orchard", sa.BigInteger()),
        sa.Column("pasture", sa.BigInteger()), sa.Column("water_area", sa.BigInteger()),
        sa.Column("per_capita_fen", sa.BigInteger()), sa.Column("collective_fen", sa.BigInteger()),
        sa.Column("cooperatives", sa.BigInteger()), sa.Column("tourism_households", sa.BigInteger()),
        sa.Column("farm_stays", sa.BigInteger()), sa.Column("tourism_workers", sa.BigInteger()),
        sa.Column("farm_stay_fen", sa.BigInteger()), sa.Column("paved_to_township", sa.Integer()),
        sa.Column("bus", sa.Integer()), sa.Column("powered_hamlets", sa.BigInteger()),
        sa.Column("unsafe_water_households", sa.BigInteger()), sa.Column("hard_water_households", sa.BigInteger()),
        sa.Column("danger_households", sa.BigInteger()), sa.Column("medical_insured", sa.BigInteger()),
        sa.Column("resident_pension", sa.BigInteger()), sa.Column("worker_pension", sa.BigInteger()),
        sa.Column("clinics", sa.BigInteger()), sa.Column("public_toilets", sa.BigInteger()),
        sa.Column("doctors", sa.BigInteger()), sa.Column("waste_points", sa.BigInteger()),
        sa.Column("culture_rooms", sa.BigInteger()), sa.Column("broadband_households", sa.BigInteger()),
        sa.Column("broadband_schools", sa.BigInteger()), sa.Column("mobile_households", sa.BigInteger()),
        sa.Column("information_officers", sa.BigInteger()), sa.Column("filled_by", sa.Text()),
        sa.Column("filled_by_phone", sa.Text()), sa.Column("checked_by", sa.Text()),
        sa.Column("filled_on", sa.Text()), sa.Column("changed_year", sa.Integer()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_village_id", "village", ["id"])


def _village_group() -> None:
    op.create_table("village_group",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()), sa.Column("number", sa.BigInteger()), sa.Column("hamlet", sa.Text()),
        sa.Column("leader", sa.Text()), sa.Column("leader_phone", sa.Text()),
        sa.Column("households", sa.BigInteger()), sa.Column("people", sa.BigInteger()),
        sa.Column("contact", sa.Text()), sa.Column("road", sa.Text()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_village_group_contact", "village_group", ["contact", "village"])
    op.create_index("ix_village_group_id", "village_group", ["id"])


def _visit() -> None:
    op.create_table("visit",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("household", sa.Text()), sa.Column("at", sa.Text()), sa.Column("visit_kind", sa.Text()),
        sa.Column("visitors", sa.Text()), sa.Column("met", sa.Text()), sa.Column("content", sa.Text()),
        sa.Column("needs", sa.Text()), sa.Column("request", sa.Text()), sa.Column("solved", sa.Text()),
        sa.Column("next_step", sa.Text()), sa.Column("next_by", sa.Text()), sa.Column("next_owner", sa.Text()),
        sa.Column("head_signed", sa.Integer()), sa.Column("helper_signed", sa.Integer()), *_kept(),
        sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_visit_at", "visit", ["at", "village"])
    op.create_index("ix_visit_household", "visit", ["household", "village"])
    op.create_index("ix_visit_id", "visit", ["id"])


def _work_log() -> None:
    op.create_table("work_log",
        sa.Column("village", sa.Text(), nullable=False), sa.Column("id", sa.Text(), nullable=False),
        sa.Column("on", sa.Text()), sa.Column("author", sa.Text()), sa.Column("weather", sa.Text()),
        sa.Column("place", sa.Text()), sa.Column("content", sa.Text()), sa.Column("households", sa.Text()),
        sa.Column("requests", sa.Text()), sa.Column("solved", sa.Text()), sa.Column("troubles", sa.Text()),
        sa.Column("thoughts", sa.Text()), sa.Column("week_plan", sa.Text()), sa.Column("pictures", sa.Integer()),
        *_kept(), sa.PrimaryKeyConstraint("village", "id"),
    )  # fmt: skip
    op.create_index("ix_work_log_author", "work_log", ["author", "village"])
    op.create_index("ix_work_log_id", "work_log", ["id"])


def upgrade() -> None:
    """Bring the tables to version 0001."""
    _attachment()
    _attendance()
    _batch()
    _block()
    _card()
    _conflict()
    _doubt()
    _head()
    _helper()
    _helping_unit()
    _household()
    _household_year()
    _member()
    _monitoring()
    _own_form()
    _own_key()
    _package()
    _pairing()
    _peer()
    _print_log()
    _replica_range()
    _setting()
    _task()
    _team_member()
    _touch()
    _village()
    _village_group()
    _visit()
    _work_log()
