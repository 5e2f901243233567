"""roles: accounts of several hosts, of a trainer; invitations

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_hosts",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_account_hosts_account_id")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["hosts.id"], name=op.f("fk_account_hosts_host_id")),
        sa.PrimaryKeyConstraint("account_id", "host_id", name=op.f("pk_account_hosts")),
    )
    op.create_index(op.f("ix_account_hosts_host_id"), "account_hosts", ["host_id"])
    op.execute(
        "INSERT INTO account_hosts (account_id, host_id) "
        "SELECT id, host_id FROM accounts WHERE host_id IS NOT NULL"
    )
    with op.batch_alter_table("accounts") as batch_op:
        batch_op.drop_index(batch_op.f("ix_accounts_host_id"))
        batch_op.drop_constraint(batch_op.f("fk_accounts_host_id"), type_="foreignkey")
        batch_op.drop_column("host_id")
        batch_op.add_column(sa.Column("trainer_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_accounts_trainer_id"), "trainers", ["trainer_id"], ["id"]
        )
        batch_op.create_index(batch_op.f("ix_accounts_trainer_id"), ["trainer_id"])
    op.create_table(
        "invitations",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("link_number", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_invitations_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_invitations")),
    )
