"""logins: where somebody is logged in, second factors, passkeys and recovery codes

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _account(name: str = "account_id", table: str = "logins") -> list[sa.schema.SchemaItem]:
    return [
        sa.Column(name, sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            [name], ["accounts.id"], name=op.f(f"fk_{table}_{name}"), ondelete="CASCADE"
        ),
    ]


def upgrade() -> None:
    for name, kind in {
        "tf_primary_method": sa.String(length=20),
        "tf_totp_secret": sa.String(length=255),
        "tf_last_counter": sa.Integer(),
        "fs_webauthn_user_handle": sa.String(length=64),
    }.items():
        op.add_column("accounts", sa.Column(name, kind, nullable=True))
    op.create_index(
        op.f("ix_accounts_fs_webauthn_user_handle"),
        "accounts",
        ["fs_webauthn_user_handle"],
        unique=True,
    )
    op.create_table(
        "logins",
        sa.Column("id", sa.Integer(), nullable=False),
        *_account(),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("is_strong", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_logins_token_hash")),
    )
    op.create_index(op.f("ix_logins_account_id"), "logins", ["account_id"])
    op.create_index(op.f("ix_logins_created_at"), "logins", ["created_at"])
    op.create_table(
        "recovery_codes",
        *_account(table="recovery_codes"),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name=op.f("pk_recovery_codes")),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        *_account("user_id", "passkeys"),
        sa.Column("credential_id", sa.LargeBinary(length=1024), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("extensions", sa.String(length=255), nullable=True),
        sa.Column("backup_state", sa.Boolean(), nullable=False),
        sa.Column("device_type", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("usage", sa.String(length=12), nullable=False),
        sa.Column("lastuse_datetime", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
    )
    op.create_index(op.f("ix_passkeys_user_id"), "passkeys", ["user_id"])
