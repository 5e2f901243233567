"""history: lines about things beside workshops, such as venues and accounts

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "history", sa.Column("thing", sa.String(length=20), nullable=False, server_default="")
    )
    op.add_column("history", sa.Column("thing_id", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_history_thing"), "history", ["thing", "thing_id"], unique=False)
