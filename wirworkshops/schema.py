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
    newest = ScriptDirectory(str(resources.migrations_folder())).get_current_head()
    return MigrationContext.configure(db.session.connection()).get_current_revision() == newest
