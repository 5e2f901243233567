"""people: search, memos, calls, merged participants

Revision ID: 0010
Revises: 0009
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    folded = {"nullable": False, "server_default": ""}
    op.add_column("participants", sa.Column("folded", sa.Text(), **folded))
    op.add_column("registrations", sa.Column("folded", sa.String(length=220), **folded))
    _fill("participants", "name", "email", "other_contact", most=1000)
    _fill("registrations", "organisation", most=220)
    op.create_table(
        "merged_participants",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["into_id"], ["participants.id"], name=op.f("fk_merged_participants_into_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_merged_participants_participant_id"),
        ),
        sa.PrimaryKeyConstraint("participant_id", name=op.f("pk_merged_participants")),
    )
    op.create_index(
        op.f("ix_merged_participants_into_id"), "merged_participants", ["into_id"], unique=False
    )
    _memos()
    _calls()


def _memos() -> None:
    op.create_table(
        "memos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "(participant_id IS NULL) <> (registration_id IS NULL)", name=op.f("ck_memos_about")
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_memos_text")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_memos_account_id")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_memos_participant_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_memos_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memos")),
    )
    for column in ("participant_id", "registration_id"):
        op.create_index(op.f(f"ix_memos_{column}"), "memos", [column], unique=False)


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["done_by_id"], ["accounts.id"], name=op.f("fk_calls_done_by_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registrations.id"], name=op.f("fk_calls_registration_id")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_calls_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    op.create_index("ix_calls_open", "calls", ["done_at", "created_at"], unique=False)
    for column in ("registration_id", "session_id"):
        op.create_index(op.f(f"ix_calls_{column}"), "calls", [column], unique=False)


def _fill(table: str, *columns: str, most: int) -> None:
    """Fold what is there already; databases fold ASCII only."""
    rows = sa.table(table, sa.column("id"), sa.column("folded"), *map(sa.column, columns))
    connection = op.get_bind()
    found = connection.execute(sa.select(rows.c.id, *(rows.c[name] for name in columns))).all()
    values = [
        {"key": number, "text": _fold(" ".join(text for text in texts if text))[:most]}
        for number, *texts in found
    ]
    if values:
        change = rows.update().where(rows.c.id == sa.bindparam("key"))
        connection.execute(change.values(folded=sa.bindparam("text")), values)


def _fold(text: str) -> str:
    """Fold as searches did at the time of this migration."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(bare.replace("ı", "i").replace("ł", "l").replace("ø", "o").split())
