"""`wirworkshops check`: what is missing before people are let in, each as one sentence."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests import cast, servers
from tests.mailboxes import mailboxes
from tests.test_cli import run
from wirworkshops import config, readiness
from wirworkshops.app import create_app
from wirworkshops.backups import making
from wirworkshops.cli import DEMO_PASSWORD
from wirworkshops.config import Settings
from wirworkshops.database import db, transaction
from wirworkshops.domain import accounts, running
from wirworkshops.letters import delivery
from wirworkshops.letters.sender import Finding
from wirworkshops.readiness import Facts, missing
from wirworkshops.web.account.creation import make_account
from wirworkshops.web.organise import sender as advice

READY = Settings(
    secret_key="long enough that nobody guesses it",
    base_url="https://wirworkshops.stadt.de",
    trusted_proxies=1,
    email="vielfalt@stadt.de",
    mail_host="mail.stadt.de",
    second_factor="required",
    represented_by="Der Oberbürgermeister",
    data_protection_contact="Datenschutz, Rathaus, datenschutz@stadt.de",
)


def codes(settings: Settings = READY, **found: Any) -> list[str]:
    found = {"last_backup_at": cast.NOW - timedelta(days=6)} | found
    return [point.code for point in missing(Facts(settings, cast.NOW, **found))]


def test_nothing_is_said_where_nothing_is_missing() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"demo": True}, "demo"),
        ({"base_url": "https://localhost"}, "base-url"),
        ({"base_url": "https://wirworkshops.example.org"}, "base-url"),
        ({"base_url": "http://wirworkshops.stadt.de"}, "base-url"),
        ({"secure_cookies": False}, "cookies"),
        ({"trusted_proxies": 0}, "proxies"),
        ({"email": "vielfalt@offenbach.example"}, "email"),
        ({"mail_host": ""}, "mail-host"),
        ({"mail_security": "none"}, "mail-security"),
        ({"second_factor": "optional"}, "second-factor"),
        ({"secret_key": "vielfalt"}, "secret-key"),
        ({"represented_by": ""}, "represented-by"),
        ({"data_protection_contact": ""}, "data-protection-contact"),
    ],
)
def test_a_setting_that_is_missing_or_wrong_is_said(values: dict[str, Any], code: str) -> None:
    assert codes(replace(READY, **values)) == [code]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({"database": "away"}, "database"),
        ({"database": "behind"}, "migrations"),
        ({"mail": "535 no"}, "mail"),
        ({"open_files": (Path("/srv/secret-key"),)}, "open-file"),
        ({"missing_logos": ("wir.svg",)}, "logo"),
        ({"last_backup_at": None}, "backup"),
        ({"last_backup_at": cast.NOW - timedelta(days=8)}, "backup"),
        ({"has_invented_people": True}, "demo-data"),
        ({"administrators": 0}, "administrator"),
        ({"administrators_without_factor": 1}, "administrator-factor"),
        ({"demo_passwords": 1}, "demo-password"),
        ({"has_worker": False}, "worker"),
    ],
)
def test_a_fact_that_is_amiss_is_said(found: dict[str, Any], code: str) -> None:
    assert codes(**found) == [code]


def test_each_point_is_one_line_and_only_the_proxies_are_a_hint() -> None:
    bare = Facts(
        Settings(base_url="https://localhost", demo=True, secure_cookies=False),
        cast.NOW,
        open_files=(Path("/srv/secret-key"),),
        missing_logos=("wir.svg",),
        has_invented_people=True,
        administrators=0,
        administrators_without_factor=1,
        demo_passwords=2,
        has_worker=False,
    )
    points = missing(bare)
    assert len({point.code for point in points}) == len(points) == 18
    assert [point.code for point in points if point.is_hint] == ["proxies"]
    assert not [point for point in points if "\n" in point.sentence or ":" not in point.sentence]


# What is gathered


def look(app: Flask, **values: Any) -> Facts:
    settings = replace(app.config["SETTINGS"], **values)
    return readiness.look(settings, demo_password=DEMO_PASSWORD, offline=True)


def test_an_empty_office_has_neither_administrator_nor_worker(app: Flask) -> None:
    facts = look(app, logos="wir.svg=Logo WIR")
    assert (facts.database, facts.administrators, facts.has_worker) == ("", 0, False)
    assert (facts.has_invented_people, facts.demo_passwords) == (False, 0)
    assert facts.missing_logos == ("wir.svg",)


def test_accounts_passwords_and_the_worker_are_seen(app: Flask) -> None:
    for name, password in (("ada", DEMO_PASSWORD), ("eve", "quite another one")):
        make_account(
            email=f"{name}@stadt.de",
            name=name,
            role="administrator",
            password=password,
        )
    running.beat("worker")
    facts = look(app)
    assert (facts.administrators, facts.demo_passwords, facts.has_worker) == (2, 1, True)
    assert not facts.has_invented_people


def test_somebody_invented_is_seen(app: Flask) -> None:
    cast.sign_up(cast.make_workshop(), cast.CEM)
    assert look(app).has_invented_people


def test_a_database_that_is_away_is_said(tmp_path: Path) -> None:
    address = f"postgresql+psycopg://nobody@127.0.0.1:{servers.free_port()}/none"
    env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path), "WIRWORKSHOPS_DATABASE_URL": address}
    done = run("check", "--offline", env=env)
    assert (done.returncode, done.stderr) == (1, "")
    assert "The database cannot be reached" in done.stdout


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_a_file_is_open_where_its_mode_and_all_folders_let_everybody_in(open_folder: Path) -> None:
    path = open_folder / "inner" / "secret-key"
    path.parent.mkdir(mode=0o755)
    path.write_text("secret")
    path.chmod(0o644)
    assert readiness.is_open(path)
    assert list(readiness.secret_files(replace(READY, instance=path.parent))) == [path]
    path.chmod(0o640)
    assert not readiness.is_open(path)
    path.chmod(0o644)
    open_folder.chmod(0o700)
    assert not readiness.is_open(path)


def test_a_backup_is_remembered(tmp_path: Path) -> None:
    assert making.last_at(tmp_path) is None
    (tmp_path / making.LAST).write_text("nonsense")
    assert making.last_at(tmp_path) is None


def test_a_mail_server_is_asked_and_gets_no_letter() -> None:
    with mailboxes() as post:
        settings = replace(READY, mail_host="127.0.0.1", mail_port=post.port, mail_security="none")
        assert delivery.why_not_ready(settings) == ""
        wants_tls = delivery.why_not_ready(replace(settings, mail_security="starttls"))
        assert "STARTTLS" in wants_tls
        assert post.received == []
    away = replace(READY, mail_host="127.0.0.1", mail_port=servers.free_port())
    assert "refused" in delivery.why_not_ready(away)


# As a command


def test_a_new_installation_is_told_all_of_it_and_ends_with_one(tmp_path: Path) -> None:
    env = {"WIRWORKSHOPS_INSTANCE": str(tmp_path)}
    done = run("check", "--offline", env=env)
    assert (done.returncode, done.stderr) == (1, "")
    assert "base_url is http://127.0.0.1:5000" in done.stdout
    assert "run wirworkshops db upgrade" in done.stdout
    assert not list(tmp_path.glob("*.sqlite3"))


def give_second_factor(email: str, settings: Settings) -> None:
    with create_app(settings).app_context():
        with transaction():
            account = accounts.by_email(email)
            assert account
            account.tf_primary_method = "authenticator"
        db.engine.dispose()


def test_an_installation_that_is_ready_ends_with_zero(tmp_path: Path) -> None:
    with mailboxes() as post:
        env = post.env | {
            "WIRWORKSHOPS_INSTANCE": str(tmp_path),
            "WIRWORKSHOPS_BASE_URL": "https://wirworkshops.stadt.de",
            "WIRWORKSHOPS_EMAIL": "vielfalt@stadt.de",
            "WIRWORKSHOPS_SECOND_FACTOR": "required",
            "WIRWORKSHOPS_REPRESENTED_BY": "Der Oberbürgermeister",
            "WIRWORKSHOPS_DATA_PROTECTION_CONTACT": "datenschutz@stadt.de",
        }
        servers.tool("db", "upgrade", env=env)
        servers.tool("accounts", "add", "ada@stadt.de", "Ada", "--role", "administrator", env=env)
        give_second_factor("ada@stadt.de", config.load(env))
        servers.tool("worker", "--once", env=env)
        servers.tool("backup", env=env)
        said = servers.tool("check", "--offline", env=env).splitlines()  # no DNS in tests
        assert delivery.why_not_ready(config.load(env)) == ""
    assert [line.split(":")[0] for line in said] == ["Hint", "Nothing is missing."]


def test_what_the_dns_lacks_is_said_and_what_could_be_better_is_a_hint() -> None:
    found = (
        Finding("spf", "missing", "stadt.de"),
        Finding("dkim", "unnamed", "stadt.de"),
        Finding("dmarc", "watching", "_dmarc.stadt.de"),
    )
    points = missing(Facts(READY, cast.NOW, last_backup_at=cast.NOW, sender=found))
    assert [(point.code, point.is_hint) for point in points] == [
        ("spf", False), ("dkim", True), ("dmarc", True)
    ]  # fmt: skip
    assert points[0].sentence.startswith("SPF of stadt.de: there is no record")


def test_a_dns_that_does_not_answer_is_one_hint() -> None:
    found = tuple(Finding(what, "unknown", "stadt.de") for what in ("spf", "dkim", "dmarc"))
    assert codes(sender=found) == ["sender"]


def test_of_an_address_that_is_left_from_an_example_the_dns_says_nothing() -> None:
    settings = replace(READY, email="vielfalt@offenbach.example")
    assert codes(settings, sender=(Finding("spf", "missing", "offenbach.example"),)) == ["email"]


def test_every_finding_has_a_sentence() -> None:
    assert {code for _what, code in advice.ADVICE} | {"unknown"} == set(readiness.SENDERS)
