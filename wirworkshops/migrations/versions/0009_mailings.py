"""mailings to people of a workshop, and own wordings of letters

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

AUDIENCES = (
    "'confirmed', 'waiting', 'requested', 'held', 'active', 'withdrawn', 'cancelled', 'chosen'"
)


def _refers(table: str, column: str, other: str, **more: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, **more)


def upgrade() -> None:
    op.create_table(
        "mailings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(length=12), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"audience IN ({AUDIENCES})", name=op.f("ck_mailings_audience")),
        sa.CheckConstraint(
            "status IN ('draft', 'planned', 'sent')", name=op.f("ck_mailings_status")
        ),
        sa.CheckConstraint(
            "status <> 'planned' OR due_at IS NOT NULL", name=op.f("ck_mailings_due_at")
        ),
        _refers("mailings", "workshop_id", "workshops"),
        _refers("mailings", "account_id", "accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
    )
    for column in ("workshop_id", "account_id"):
        op.create_index(op.f(f"ix_mailings_{column}"), "mailings", [column], unique=False)
    op.create_index("ix_mailings_due", "mailings", ["status", "due_at"], unique=False)
    op.create_table(
        "mailing_letters",
        sa.Column("mailing_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        _refers("mailing_letters", "mailing_id", "mailings"),
        _refers("mailing_letters", "letter_id", "letters", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mailing_id", "letter_id", name=op.f("pk_mailing_letters")),
    )
    op.create_index(
        op.f("ix_mailing_letters_letter_id"), "mailing_letters", ["letter_id"], unique=False
    )
    op.create_table(
        "wordings",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("headline", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("closing", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "language", name=op.f("pk_wordings")),
    )
