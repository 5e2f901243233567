"""Making an account with a hashed password, for the command line and demo content."""

import secrets
from collections.abc import Sequence

from flask import current_app
from flask_security import hash_password

from wirworkshops.domain import accounts, hosts
from wirworkshops.models.accounts import Account


def make_account(
    *,
    email: str,
    name: str,
    role: str,
    host_slugs: Sequence[str] = (),
    trainer: str = "",
    password: str | None = None,
) -> tuple[Account, str]:
    """Add an account; return it with its password, made up where none is given."""
    password = password or secrets.token_urlsafe(12)
    normal = current_app.extensions["security"].password_util.normalize(password)
    hosts.ensure_first(current_app.config["SETTINGS"].centre)
    account = accounts.add(
        email=email,
        name=name,
        role=role,
        host_slugs=host_slugs,
        trainer=trainer,
        password_hash=hash_password(normal),
    )
    return account, password
