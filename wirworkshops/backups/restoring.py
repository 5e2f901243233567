"""Restoring a backup into an empty place, and proving that it is what was backed up."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wirworkshops import config, schema
from wirworkshops.backups import archive, databases, making
from wirworkshops.backups.archive import Manifest
from wirworkshops.backups.databases import Database
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import recounts
from wirworkshops.errors import Conflict

# A restored database is as old as its backup: this is what a worker makes up for.
LATE = {"deadline-over", "due-stuck", "letter-stuck", "no-worker"}


def restore(file: Path, environ: Mapping[str, str]) -> Manifest:
    """Fill instance folder and database; nothing is touched where either holds something."""
    instance = Path(environ.get(f"{config.PREFIX}INSTANCE", "instance"))
    _refuse_used(instance)
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=instance) as staging:
        folder = Path(staging)
        manifest = archive.unpack(file, folder)
        settings = _settings(instance, folder, environ)
        database = databases.of(settings.database)
        _refuse_unfit(manifest, database)
        database.load(folder / archive.DATABASES[manifest.database])
        _compare(manifest, database)
        _place(manifest, folder, instance)
    return manifest


def _refuse_used(instance: Path) -> None:
    """A config.toml may be there: it stays, so that a rehearsal has settings of its own."""
    for name in ("secret-key", "logos"):
        if (instance / name).exists():
            sentence = f"{instance / name} is there already; restore into an empty folder."
            raise Conflict("restore-used", sentence)


def _settings(instance: Path, unpacked: Path, environ: Mapping[str, str]) -> Settings:
    """Return the settings that will hold: environment, the folder's file, else the backup's.

    A secret is given, since config.load() would else make a new one in the folder.
    """
    source = instance if (instance / "config.toml").exists() else unpacked
    stand_in = {f"{config.PREFIX}INSTANCE": str(source), f"{config.PREFIX}SECRET_KEY": "-"}
    return replace(config.load({**environ, **stand_in}), instance=instance)


def _refuse_unfit(manifest: Manifest, database: Database) -> None:
    if database.kind != manifest.database:
        sentence = (
            f"The backup is of {manifest.database}, the database set here is {database.kind}: "
            f"set {config.PREFIX}DATABASE_URL to an empty {manifest.database} database."
        )
        raise Conflict("restore-kind", sentence)
    if not schema.knows(manifest.migration):
        sentence = (
            f"The backup is of wirworkshops {manifest.version} with migration "
            f"{manifest.migration}, which this version does not know: install a newer one."
        )
        raise Conflict("restore-newer", sentence)
    if database.contents().rows:
        sentence = "The database is not empty; restore into an empty one."
        raise Conflict("restore-used", sentence)


def _compare(manifest: Manifest, database: Database) -> None:
    rows = database.contents().rows
    differ = sorted(
        name for name in rows | manifest.rows if rows.get(name) != manifest.rows.get(name)
    )
    if differ:
        names = ", ".join(differ)
        sentence = f"Other numbers of rows than in the backup: {names}. Empty the database again."
        raise Conflict("restore-differs", sentence)


def _place(manifest: Manifest, folder: Path, instance: Path) -> None:
    for name in manifest.parts:
        target = instance / name
        if name == archive.DATABASES[manifest.database] or target.exists():
            continue
        target.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.move(folder / name, target)
    archive.settle(instance)


def prove(manifest: Manifest, settings: Settings) -> list[str]:
    """Bring the database up to date and recount it; return what is wrong, in sentences.

    Needs the application's context.
    """
    is_old = not schema.fits()
    db.session.remove()  # a transaction left open would stand in the way of migrations
    if is_old:
        schema.upgrade()
    wrong = [found.sentence for found in recounts.findings() if found.code not in LATE]
    if making.seal(settings) != manifest.seal:
        wrong.append(
            "The secret key is not that of the backup, so links in old letters do not open: "
            "set the key that was set there."
        )
    return wrong
