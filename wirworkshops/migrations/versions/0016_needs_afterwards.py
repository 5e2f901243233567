"""needs: how she agreed, a deadline of its own; and what is to be booked for another date

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    consent = sa.Column("consent", sa.String(length=8), nullable=False, server_default="web")
    op.add_column("needs", consent)
    op.add_column("needs", sa.Column("due_on", sa.Date(), nullable=True))
    op.create_table(
        "rebookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("was_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        *_keys(workshop_id="workshops", session_id="sessions", owner_id="accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rebookings")),
        sa.UniqueConstraint(
            "session_id", "kind", "language", name=op.f("uq_rebookings_session_id_kind_language")
        ),
    )
    for column in ("workshop_id", "owner_id"):
        op.create_index(op.f(f"ix_rebookings_{column}"), "rebookings", [column], unique=False)


def _keys(**tables: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_rebookings_{column}"))
        for column, table in tables.items()
    ]
