"""needs: interpreting and diet, and each one a task with a state, an owner and a note

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = (
    "sign-language", "live-captions", "hearing-loop", "interpreting", "step-free", "assistance",
    "diet", "childcare", "other",
)  # fmt: skip
STATES = ("open", "requested", "arranged", "impossible", "unneeded")


def upgrade() -> None:
    # PostgreSQL would keep the old CHECK, SQLite's batch mode loses it: written anew on both
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE needs DROP CONSTRAINT IF EXISTS ck_needs_kind")
    with op.batch_alter_table("needs", recreate="auto") as batch_op:
        batch_op.add_column(_text("language", sa.String(length=12)))
        batch_op.add_column(sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(_text("state", sa.String(length=12), "open"))
        batch_op.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch_op.add_column(_text("note", sa.Text()))
        batch_op.create_foreign_key(op.f("fk_needs_owner_id"), "accounts", ["owner_id"], ["id"])
        batch_op.create_check_constraint(op.f("ck_needs_kind"), _one_of("kind", KINDS))
        batch_op.create_check_constraint(op.f("ck_needs_state"), _one_of("state", STATES))
    op.create_index(op.f("ix_needs_owner_id"), "needs", ["owner_id"], unique=False)
    _create_call_offs()


def _text(name: str, kind: sa.types.TypeEngine[str], default: str = "") -> sa.Column[str]:
    return sa.Column(name, kind, nullable=False, server_default=default)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def _create_call_offs() -> None:
    op.create_table(
        "call_offs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshops.id"], name=op.f("fk_call_offs_workshop_id")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_call_offs_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_offs")),
    )
    for column in ("workshop_id", "owner_id"):
        op.create_index(op.f(f"ix_call_offs_{column}"), "call_offs", [column], unique=False)
