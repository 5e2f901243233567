"""Making a backup, while the server runs; remembering when; letting go of old ones."""

import os
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from wirworkshops import __version__, clock, tokens
from wirworkshops.backups import archive, databases
from wirworkshops.backups.archive import Manifest
from wirworkshops.config import Settings
from wirworkshops.errors import Conflict

LAST = "last-backup"  # in the instance folder: when the last one was finished
SEAL = "backup"
STAGING = ".wirworkshops-"
GIVEN_UP_AFTER = timedelta(days=1)


def make(settings: Settings, folder: Path) -> Path:
    """Write a backup into a folder; return its file, which is whole or is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / archive.name_of(clock.now())
    if target.exists():
        raise Conflict("backup-exists", f"{target} was made this very second; try again.")
    _sweep(folder)
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=folder) as staging:
        parts = _parts(settings)
        manifest = _manifest(settings, parts, Path(staging))
        finished = Path(staging) / target.name
        archive.pack(finished, manifest, parts)
        finished.replace(target)
    archive.settle(folder)
    _remember(settings.instance)
    return target


def _sweep(folder: Path) -> None:
    """Delete what a backup that was killed left behind: it holds names, and fills the disk."""
    for path in folder.glob(f"{STAGING}*"):
        if clock.now().timestamp() - path.stat().st_mtime > GIVEN_UP_AFTER.total_seconds():
            shutil.rmtree(path)


def _parts(settings: Settings) -> dict[str, Path]:
    """Return what lies in the instance folder and belongs to the backup, by its name there."""
    found = {name: settings.instance / name for name in archive.PLAIN}
    for path in sorted((settings.instance / "logos").glob("*")):
        name = f"logos/{path.name}"
        if archive.LOGO.fullmatch(name):
            found[name] = path
    return {name: path for name, path in found.items() if path.is_file()}


def _manifest(settings: Settings, parts: dict[str, Path], staging: Path) -> Manifest:
    """Dump the database, add it to the parts, and describe them all."""
    database = databases.of(settings.database)
    made_at, name = clock.now(), archive.DATABASES[database.kind]
    contents = database.dump(staging / name)
    if not contents.migration:
        raise Conflict("backup-empty", "There is nothing to back up: the database is empty.")
    parts[name] = staging / name
    return Manifest(
        version=__version__,
        migration=contents.migration,
        at=made_at.isoformat(timespec="seconds"),
        database=database.kind,
        seal=seal(settings),
        rows=contents.rows,
        parts={part: archive.digest(path) for part, path in parts.items()},
    )


def seal(settings: Settings) -> str:
    """Return what shows that two secret keys are the same, and gives neither away."""
    tokens.use_key(settings.secret_key)
    return tokens.issue(SEAL, 0, 0)


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest backups of a folder; touches only names of our own."""
    names = sorted(path for path in folder.iterdir() if archive.NAME.fullmatch(path.name))
    old = names[:-keep]
    for path in old:
        path.unlink()
    return old


def _remember(instance: Path) -> None:
    temporary = instance / f".{LAST}-{os.getpid()}"
    temporary.write_text(clock.now().isoformat(timespec="seconds") + "\n", "utf-8")
    temporary.replace(instance / LAST)


def last_at(instance: Path) -> datetime | None:
    """Return when the last backup was finished, where one is known."""
    try:
        found = datetime.fromisoformat((instance / LAST).read_text("utf-8").strip())
    except (OSError, ValueError):
        return None
    return found if found.tzinfo else None
