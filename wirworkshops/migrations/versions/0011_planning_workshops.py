"""workshops: templates, publishing at a time, dates still open, archive, age of translations

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANTS = (
    ("workshops", "publish_at"),
    ("workshops", "archived_at"),
    ("sessions", "undated_since"),
    ("workshop_texts", "changed_at"),
)


def upgrade() -> None:
    for table, name in INSTANTS:  # empty ones, so that SQLite need not copy the tables
        op.add_column(table, sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_templates_name")),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name=op.f("fk_templates_host_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
    )
    op.create_index(op.f("ix_templates_host_id"), "templates", ["host_id"], unique=False)
