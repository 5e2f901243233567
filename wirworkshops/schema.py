"""The database's schema, kept by Alembic. Web processes do without it: it takes 9 MB."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from flask_migrate import upgrade as flask_upgrade

from wirworkshops import resources
from wirworkshops.database import db


def prepare(app: Flask) -> Flask:
    """Let the application's `db` commands work."""
    Migrate(app, db, directory=str(resources.migrations_folder()), render_as_batch=True)
    return app


def upgrade() -> None:
    """Bring the database to the newest migration."""
    flask_upgrade()


def fits() -> bool:
    """Return whether the database stands at the newest migration."""
    newest = _migrations().get_current_head()
    return MigrationContext.configure(db.session.connection()).get_current_revision() == newest


def knows(migration: str) -> bool:
    """Return whether this version has the migration, and so can go on from it."""
    return migration in {known.revision for known in _migrations().walk_revisions()}


def _migrations() -> ScriptDirectory:
    return ScriptDirectory(str(resources.migrations_folder()))
