"""office: labels that were merged keep their addresses

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "old_labels",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("instead", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("kind", "slug", name=op.f("pk_old_labels")),
    )
