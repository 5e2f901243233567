"""Backups: taken while people sign up, restored elsewhere, and proved."""

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests import cast, servers
from tests.conftest import Elsewhere, Env, new_database
from tests.test_cli import run
from wirworkshops import clock, config, schema
from wirworkshops.app import create_app
from wirworkshops.backups import archive, databases, making, restoring
from wirworkshops.database import Base, db
from wirworkshops.errors import Refusal
from wirworkshops.models.registrations import Registration


@contextmanager
def opened(env: Env) -> Iterator[Flask]:
    """Open an installation's database in this process."""
    app = schema.prepare(create_app(config.load(env)))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def backed_up(env: Env, *arguments: str) -> Path:
    return Path(servers.tool("backup", *arguments, env=env).splitlines()[0])


def made(env: Env) -> Path:
    """Back up in this process, which is quicker than the command."""
    settings = config.load(env)
    return making.make(settings, settings.instance / "backups")


def manifest_of(file: Path) -> dict[str, Any]:
    with tarfile.open(file) as tar:
        said: dict[str, Any] = json.load(tar.extractfile("manifest.json") or io.BytesIO())
    return said


def refused(file: Path, env: Env) -> str:
    """Return the one sentence with which restoring is refused."""
    with pytest.raises(Refusal) as caught:
        restoring.restore(file, env)
    assert "\n" not in caught.value.sentence
    return caught.value.sentence


@pytest.fixture
def office(elsewhere: Elsewhere, prepared_url: str) -> Env:
    """An installation with a key, settings and logos of its own, and one firm registration."""
    env = elsewhere("office") | {"WIRWORKSHOPS_DATABASE_URL": prepared_url}
    instance = Path(env["WIRWORKSHOPS_INSTANCE"])
    instance.mkdir()
    (instance / "config.toml").write_text('centre = "Vielfaltszentrum Musterstadt"\n')
    (instance / "logos").mkdir()
    (instance / "logos" / "wir.svg").write_text("<svg/>")
    (instance / "logos" / ".hidden").write_text("")
    with opened(env):
        cast.confirmed(cast.make_workshop())
    return env


def files(folder: str) -> dict[str, bytes]:
    """Return what of the instance folder is not the database's."""
    root = Path(folder)
    paths = [path for path in root.rglob("*") if path.is_file() and "sqlite3" not in path.name]
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


def test_what_belongs_to_it_comes_along_and_nothing_else(
    office: Env, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    file = backed_up(office, str(tmp_path / "kept"))
    assert (file.parent, file.stat().st_mode & 0o777) == (tmp_path / "kept", 0o600)
    assert archive.NAME.fullmatch(file.name)
    assert list(file.parent.iterdir()) == [file]
    assert making.last_at(Path(office["WIRWORKSHOPS_INSTANCE"]))
    env = elsewhere("restored")
    servers.tool("restore", str(file), env=env)
    before, after = (files(one["WIRWORKSHOPS_INSTANCE"]) for one in (office, env))
    del before["logos/.hidden"], before[making.LAST]
    assert after == before
    assert after.keys() == {"config.toml", "secret-key", "logos/wir.svg"}


def test_the_manifest_says_what_is_in_it(office: Env) -> None:
    file = made(office)
    said = manifest_of(file)
    with tarfile.open(file) as tar:
        assert tar.getnames()[0] == "manifest.json"
        assert set(tar.getnames()[1:]) == set(said["parts"])
    assert said["rows"]["registrations"] == 1
    assert said["rows"].keys() == Base.metadata.tables.keys() | {"alembic_version"}
    assert said["database"] == databases.of(config.load(office).database).kind


def test_what_is_committed_while_somebody_reads_is_in_it(office: Env) -> None:
    with opened(office), db.engine.connect() as reader:
        reader.execute(select(Registration.id)).all()  # SQLite keeps what is newer beside the file
        cast.confirmed(cast.make_workshop("Noch eine"), cast.DUA)
        file = made(office)
    assert manifest_of(file)["rows"]["registrations"] == 2


def test_all_are_kept_or_the_newest_of_its_own_naming(office: Env, tmp_path: Path) -> None:
    old = [tmp_path / f"wirworkshops-2026010{day}-030000.tar.gz" for day in (1, 2, 3)]
    other = tmp_path / "wirworkshops-before-the-move.tar.gz"
    for path in (*old, other):
        path.touch()
    first = backed_up(office, str(tmp_path))
    assert all(path.exists() for path in old)
    (tmp_path / first.name).rename(other)
    newest = backed_up(office, str(tmp_path), "--keep", "2")
    assert sorted(tmp_path.glob("*.tar.gz")) == sorted([old[2], newest, other])


def test_a_place_in_use_is_refused_and_left_alone(office: Env, elsewhere: Elsewhere) -> None:
    file = made(office)
    before = files(office["WIRWORKSHOPS_INSTANCE"])
    here = run("restore", str(file), env=os.environ | office)
    assert (here.returncode, here.stdout) == (1, "")
    assert "secret-key is there already" in here.stderr
    assert files(office["WIRWORKSHOPS_INSTANCE"]) == before
    address = config.load(office).database
    env = elsewhere("other") | {"WIRWORKSHOPS_DATABASE_URL": address}
    assert refused(file, env) == "The database is not empty; restore into an empty one."
    assert files(env["WIRWORKSHOPS_INSTANCE"]) == {}


def test_settings_that_are_there_already_stay(office: Env, elsewhere: Elsewhere) -> None:
    env = elsewhere("rehearsal")
    settings = Path(env["WIRWORKSHOPS_INSTANCE"]) / "config.toml"
    settings.parent.mkdir()
    settings.write_text('centre = "Probe"\n')
    restoring.restore(made(office), env)
    assert settings.read_text() == 'centre = "Probe"\n'


def test_another_secret_key_is_noticed(office: Env, elsewhere: Elsewhere) -> None:
    env = elsewhere("other") | {"WIRWORKSHOPS_SECRET_KEY": "another one"}
    done = run("restore", str(made(office)), env=os.environ | env)
    assert done.returncode == 1
    assert "links in old letters do not open" in done.stdout


def test_what_does_not_add_up_is_said_after_restoring(office: Env, elsewhere: Elsewhere) -> None:
    with opened(office), db.engine.begin() as connection:
        connection.execute(text("UPDATE pools SET waiting = 5"))
    done = run("restore", str(made(office)), env=os.environ | elsewhere("restored"))
    assert done.returncode == 1
    assert "says waiting 5; its rows make 0." in done.stdout


def test_an_older_backup_is_migrated(elsewhere: Elsewhere) -> None:
    old, new = elsewhere("old"), elsewhere("new")
    servers.tool("db", "upgrade", "0001", env=old)
    servers.tool("restore", str(made(old)), env=new)
    with opened(new):
        assert schema.fits()


# Files that are not what they should be


def tampered(file: Path, change: Callable[[dict[str, bytes]], Any]) -> Path:
    """Write the backup anew, after a change to its members by name."""
    with tarfile.open(file) as tar:
        members = {m.name: (tar.extractfile(m) or io.BytesIO()).read() for m in tar}
    change(members)
    changed = file.with_name("changed.tar.gz")
    with tarfile.open(changed, "w:gz") as tar:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return changed


def manifest_with(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        said = json.loads(members["manifest.json"]) | values
        members["manifest.json"] = json.dumps(said).encode()

    return change


def escape(members: dict[str, bytes]) -> None:
    members["../../escaped"] = b"x"


def escape_by_manifest(members: dict[str, bytes]) -> None:
    escape(members)
    manifest_with(parts={"../../escaped": "0"})(members)


TAMPERED: dict[str, tuple[Callable[[dict[str, bytes]], Any], str]] = {
    "another key": (lambda m: m.update({"secret-key": b"x"}), "secret-key is not what was backed"),
    "a part too few": (lambda m: m.pop("config.toml"), "config.toml is missing"),
    "a path outside": (escape, "'../../escaped' does not belong to it"),
    "a path in the manifest": (escape_by_manifest, "names what does not belong to it"),
    "no manifest": (lambda m: m.pop("manifest.json"), "its manifest is missing"),
    "another format": (manifest_with(format=2), "its format is 2, not 1"),
    "a newer version": (manifest_with(migration="9999"), "install a newer one"),
    "other rows": (
        manifest_with(rows={"workshops": 7}),
        "Other numbers of rows than in the backup",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_changed_is_refused_with_a_sentence(
    office: Env, elsewhere: Elsewhere, name: str
) -> None:
    change, sentence = TAMPERED[name]
    env = elsewhere("restored")
    assert sentence in refused(tampered(made(office), change), env)
    assert files(env["WIRWORKSHOPS_INSTANCE"]) == {}


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b cut off"])
def test_what_is_no_backup_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "backup.tar.gz"
    file.write_bytes(content)
    env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path / "new")}
    assert "is damaged, or no backup of wirworkshops" in refused(file, env)


def test_a_backup_cut_off_is_refused(office: Env, elsewhere: Elsewhere) -> None:
    file = made(office)
    content = file.read_bytes()
    for length in (len(content) // 3, len(content) * 2 // 3):
        file.write_bytes(content[:length])
        assert "is damaged" in refused(file, elsewhere("restored"))


def test_nothing_to_back_up_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path / "new")}
    done = run("backup", env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be read" in done.stderr
    assert list((tmp_path / "new" / "backups").iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_said(office: Env, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("backup", str(tmp_path / "file" / "folder"), env=os.environ | office)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"wirworkshops: {tmp_path}/file/folder: Not a directory.\n"


def test_what_a_killed_backup_left_is_swept_away_after_a_day(office: Env, tmp_path: Path) -> None:
    old, young = (tmp_path / f"{making.STAGING}{name}" for name in ("old", "young"))
    for path, hours in ((old, 25), (young, 23)):
        path.mkdir()
        (path / "database.sqlite3").touch()
        at = clock.now().timestamp() - hours * 3600
        os.utime(path, (at, at))
    making.make(config.load(office), tmp_path)
    assert not old.exists()
    assert young.exists()


def test_one_kind_of_database_is_not_restored_into_the_other(
    office: Env, elsewhere: Elsewhere, postgresql_url: str
) -> None:
    is_sqlite = databases.of(config.load(office).database).kind == "sqlite"
    other = elsewhere("other")
    other["WIRWORKSHOPS_DATABASE_URL"] = new_database(postgresql_url) if is_sqlite else ""
    assert refused(made(office), other).startswith("The backup is of ")


def test_a_password_goes_by_the_environment_and_not_to_ps(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "15" / "bin" / "pg_restore"
    program.parent.mkdir(parents=True)
    program.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/argv; echo $PGPASSWORD > {tmp_path}/env\n'
    )
    program.chmod(0o755)
    monkeypatch.setattr(databases, "VERSIONS", tmp_path)
    databases.of("postgresql+psycopg://ada:open%20sesame@db/ww?sslmode=require").load(tmp_path)
    assert (tmp_path / "env").read_text() == "open sesame\n"
    said = (tmp_path / "argv").read_text()
    assert "sesame" not in said
    assert "sslmode=require" in said


def test_a_program_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(databases, "VERSIONS", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal) as caught:
        databases.client("pg_dump")
    assert caught.value.sentence.startswith("pg_dump is missing: install")
