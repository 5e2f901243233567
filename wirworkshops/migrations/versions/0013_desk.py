"""the office's desk: digests of Today, lines put off, forms kept over a login

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _account(table: str) -> list[sa.Column[int] | sa.ForeignKeyConstraint]:
    """Return the column of an account whose rows go with it."""
    name = op.f(f"fk_{table}_account_id")
    return [
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=name, ondelete="CASCADE"),
    ]


def upgrade() -> None:
    op.create_table(
        "digest_choices",
        *_account("digest_choices"),
        sa.Column("rhythm", sa.String(length=8), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "rhythm IN ('daily', 'weekly', 'never')", name=op.f("ck_digest_choices_rhythm")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_digest_choices")),
    )
    op.create_table(
        "digest_days",
        *_account("digest_days"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "day", name=op.f("pk_digest_days")),
    )
    op.create_table(
        "put_offs",
        *_account("put_offs"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "kind", "number", name=op.f("pk_put_offs")),
    )
    op.create_table(
        "drafts",
        *_account("drafts"),
        sa.Column("browser", sa.String(length=32), nullable=False),
        sa.Column("path", sa.String(length=2000), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "browser", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_history_account_id"), "history", ["account_id"], unique=False)
