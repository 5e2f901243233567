"""letters: trainers are briefed, and online links go out when the office says

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    mailbox = sa.Column("email", sa.String(length=254), nullable=False, server_default="")
    op.add_column("trainers", mailbox)
    op.add_column("workshops", sa.Column("link_hours", sa.Integer(), nullable=True))
    given = sa.Column("link_given_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("sessions", given)
    _let_letters_go_to_trainers()
    _create_briefings()


def _let_letters_go_to_trainers() -> None:
    """Add the column with its key in one statement, so that SQLite need not copy the table."""
    name = op.f("fk_letters_trainer_id")
    key = f"INTEGER CONSTRAINT {name} REFERENCES trainers (id)"
    op.execute(f"ALTER TABLE letters ADD COLUMN trainer_id {key}")
    op.create_index(op.f("ix_letters_trainer_id"), "letters", ["trainer_id"], unique=False)


def _create_briefings() -> None:
    op.create_table(
        "briefings",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=False),
        sa.Column("told", sa.String(length=16), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_briefings_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["trainers.id"], name=op.f("fk_briefings_trainer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "trainer_id", name=op.f("pk_briefings")),
    )  # fmt: skip
    op.create_index(op.f("ix_briefings_trainer_id"), "briefings", ["trainer_id"], unique=False)
