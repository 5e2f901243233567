"""calendars: three ways for a person's dates, feeds for trainers and the office, imports

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CHECKS = {
    "name": "name <> ''",
    "calendar": "calendar IN ('mail', 'feed', 'file')",
    "feed_alarm": "feed_alarm >= 0",
}


def upgrade() -> None:
    for table in ("accounts", "trainers"):
        _add(table, sa.Column("feed_number", sa.Integer(), nullable=False, server_default="0"))
    _add("registrations", sa.Column("sequence_at", sa.DateTime(timezone=True)))
    _add("choices", sa.Column("left_at", sa.DateTime(timezone=True)))
    waiting = sa.Column("feed_waiting", sa.Boolean(), nullable=False, server_default=sa.false())
    _add("participants", waiting)
    _add("participants", sa.Column("feed_alarm", sa.Integer(), nullable=False, server_default="0"))
    _write_checks()
    for table, column in (
        ("accounts", "feed_number"), ("trainers", "feed_number"),
        ("participants", "feed_waiting"), ("participants", "feed_alarm"),
    ):  # fmt: skip
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(column, server_default=None)
    _create_imports()


def _add(table: str, column: sa.Column) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.add_column(column)


def _write_checks() -> None:
    """Write all CHECKs anew: SQLite's batch mode loses them, PostgreSQL keeps the old ones."""
    if op.get_bind().dialect.name == "postgresql":
        for name in CHECKS:
            op.execute(f"ALTER TABLE participants DROP CONSTRAINT IF EXISTS ck_participants_{name}")
    with op.batch_alter_table("participants", recreate="auto") as batch_op:
        for name, text in CHECKS.items():
            batch_op.create_check_constraint(op.f(f"ck_participants_{name}"), text)


def _create_imports() -> None:
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=4), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("format IN ('ics', 'csv')", name=op.f("ck_imports_format")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_imports_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    with op.batch_alter_table("imports") as batch_op:
        batch_op.create_index(op.f("ix_imports_account_id"), ["account_id"], unique=False)
