"""What is missing before people are let in: facts, gathered once, and pure rules over them."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from flask_security import verify_password
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from wirworkshops import clock, schema
from wirworkshops.backups import making
from wirworkshops.config import Settings
from wirworkshops.domain import accounts, factors, permissions, running
from wirworkshops.letters import delivery, sender
from wirworkshops.letters.sender import Finding, Texts, texts_of
from wirworkshops.web import page

BACKED_UP_WITHIN = timedelta(days=7)
LOCAL = ("localhost", "127.0.0.1", "::1")
# nobody can have these (RFC 2606): as settings they are left from an example
EXAMPLES = ("example", "test", "invalid", "localhost")
EXAMPLE_DOMAINS = ("example.com", "example.net", "example.org")
SHORTEST_KEY = 32
SECRET_FILES = ("config.toml", "secret-key")


class Point(NamedTuple):
    """Something to be done; a hint may be right as it is."""

    code: str
    sentence: str
    is_hint: bool = False


@dataclass(frozen=True)
class Facts:
    """What was found; database is "", "away" or "behind", mail why it would not be sent.

    sender is what the DNS says of the domain letters come from.
    """

    settings: Settings
    at: datetime
    database: str = ""
    mail: str = ""
    sender: tuple[Finding, ...] = ()
    open_files: tuple[Path, ...] = ()
    missing_logos: tuple[str, ...] = ()
    last_backup_at: datetime | None = None
    has_invented_people: bool = False
    administrators: int = 1
    administrators_without_factor: int = 0
    demo_passwords: int = 0
    has_worker: bool = True


def missing(facts: Facts) -> list[Point]:
    """Judge what was found; what only the database knows is left out where it is not ready."""
    found = [
        *_address(facts.settings),
        *_login(facts.settings),
        *_mail(facts),
        *_sender(facts),
        *_legal(facts),
        *_files(facts),
    ]
    if facts.database == "away":
        sentence = "The database cannot be reached: see that it runs, and set database_url."
        return [*found, Point("database", sentence)]
    if facts.database == "behind":
        sentence = "The database needs its migrations: run wirworkshops db upgrade."
        return [*found, Point("migrations", sentence)]
    return [*found, *_people(facts)]


def _address(settings: Settings) -> Iterator[Point]:
    url = urlsplit(settings.base_url)
    if settings.demo:
        yield Point("demo", "Demo mode is on and no letter leaves the machine: set demo = false.")
    if url.hostname in LOCAL or _is_example(url.hostname or ""):
        yield Point(
            "base-url",
            f"base_url is {settings.base_url}: set the address at which people reach the site.",
        )
    elif url.scheme != "https":
        yield Point(
            "base-url", "base_url is not https: put a proxy with TLS in front and set https://…"
        )
    if not settings.secure_cookies:
        yield Point(
            "cookies", "secure_cookies is off, so cookies go over plain HTTP too: take it out."
        )
    if url.scheme == "https" and not settings.trusted_proxies:
        sentence = (
            "trusted_proxies is 0 though base_url is https: behind a proxy set the number of "
            "proxies, or all visitors look like one."
        )
        yield Point("proxies", sentence, is_hint=True)


def _login(settings: Settings) -> Iterator[Point]:
    if settings.second_factor != "required":
        yield Point(
            "second-factor",
            "second_factor is optional, so a password alone opens the office: set "
            'second_factor = "required".',
        )
    if len(settings.secret_key) < SHORTEST_KEY:
        yield Point(
            "secret-key",
            f"secret_key has fewer than {SHORTEST_KEY} characters, so somebody may guess it and "
            "forge links and cookies: take it out, and a good one is made.",
        )


def _is_example(domain: str) -> bool:
    labels = domain.split(".")
    return labels[-1] in EXAMPLES or ".".join(labels[-2:]) in EXAMPLE_DOMAINS


def _mail(facts: Facts) -> Iterator[Point]:
    settings = facts.settings
    if _is_example(settings.email.rsplit("@", 1)[-1]):
        yield Point(
            "email", f"email is {settings.email}: set the address from which letters are sent."
        )
    if not settings.mail_host:
        yield Point("mail-host", "mail_host is empty: set the mail server that sends the letters.")
    elif facts.mail:
        sentence = f"The mail server {settings.mail_host} takes no letters: {facts.mail}"
        yield Point("mail", f"{sentence.rstrip('.')}. See the settings that begin with mail_.")
    if settings.mail_security == "none" and settings.mail_host not in (*LOCAL, ""):
        yield Point(
            "mail-security",
            "mail_security is none, so letters and the password go to the mail server for all to "
            "read: set starttls or tls.",
        )


def _sender(facts: Facts) -> Iterator[Point]:
    """Say what is wrong with the sender's domain; nothing of one that is left from an example."""
    if _is_example(facts.settings.email.rsplit("@", 1)[-1]):
        return
    if any(found.code == "unknown" for found in facts.sender):
        yield Point("sender", f"SPF, DKIM and DMARC were not checked: {SENDERS['unknown']}", True)
        return
    for found in facts.sender:
        if not found.is_good:
            sentence = f"{found.what.upper()} of {found.name}: {SENDERS[found.code]}"
            yield Point(found.what, sentence, found.is_hint)


SENDERS = {  # by the code of a finding
    "unknown": "the DNS did not answer. Try again later.",
    "missing": "there is no record, so letters may count as spam. Ask who runs the mail server.",
    "several": "there are several records, and so none counts. Leave one.",
    "broken": "the record cannot be used as it stands. Have it checked.",
    "lookups": "the record leads to more than 10 others, and so does not count. Shorten it.",
    "open": "the record lets everybody send in your name. End it with -all or ~all.",
    "neutral": "the record does not say what holds for others. End it with -all or ~all.",
    "unnamed": "not checked. Set dkim_selector to the name of the mail server's key.",
    "revoked": "the key has been revoked. Publish the one the mail server signs with.",
    "short": "the key has fewer than 2048 bits. Publish a longer one.",
    "testing": "the record is on trial (t=y). Take that out once all is well.",
    "watching": "the policy is none, it only watches. Set quarantine once letters arrive well.",
}


def _legal(facts: Facts) -> Iterator[Point]:
    for name, what in (
        ("represented_by", "the imprint must name who represents the body"),
        ("data_protection_contact", "the privacy page must name whom to ask"),
    ):
        if not getattr(facts.settings, name):
            yield Point(name.replace("_", "-"), f"{name} is empty: {what}.")
    for name in facts.missing_logos:
        yield Point("logo", f"The logo {name} is missing: put it into the folder logos.")


def _files(facts: Facts) -> Iterator[Point]:
    for path in facts.open_files:
        yield Point(
            "open-file", f"Everybody on this machine can read {path}: run chmod o-rwx {path}"
        )
    last = facts.last_backup_at
    if last is None or facts.at - last > BACKED_UP_WITHIN:
        sentence = "No backup in the last seven days: run wirworkshops backup, each night."
        yield Point("backup", sentence)


def _people(facts: Facts) -> Iterator[Point]:
    if facts.has_invented_people:
        yield Point(
            "demo-data",
            "There are people or accounts with addresses under .example, as in the demo: "
            "begin with an empty database.",
        )
    if not facts.administrators:
        yield Point(
            "administrator",
            "Nobody is administrator: run wirworkshops accounts add ADDRESS NAME "
            "--role administrator.",
        )
    if facts.administrators_without_factor:
        yield Point(
            "administrator-factor",
            f"Administrators without a second factor: {facts.administrators_without_factor}. "
            "They set one up at /account/.",
        )
    if facts.demo_passwords:
        yield Point(
            "demo-password",
            f"Accounts with the demo's password: {facts.demo_passwords}. It is public: change it "
            "at /account/password.",
        )
    if not facts.has_worker:
        yield Point("worker", "No worker has been seen for two minutes: start wirworkshops worker.")


# Gathering; needs the application's context


def look(
    settings: Settings, *, demo_password: str, offline: bool, texts: Texts = texts_of
) -> Facts:
    """Gather the facts; with offline, neither mail server nor DNS are asked."""
    facts: dict[str, object] = {
        "database": _state_of_database(settings),
        "open_files": tuple(filter(is_open, secret_files(settings))),
        "missing_logos": tuple(_missing_logos(settings)),
        "last_backup_at": making.last_at(settings.instance),
    }
    if settings.mail_host and not offline:
        facts["mail"] = delivery.why_not_ready(settings)
    if not offline:
        facts["sender"] = tuple(sender.look(settings.mail_from, settings.dkim_selector, texts))
    if not facts["database"]:
        facts |= _facts_of_database(demo_password)
    return Facts(settings, clock.now(), **facts)  # type: ignore[arg-type]


def _state_of_database(settings: Settings) -> str:
    file = _sqlite_file(settings)
    if file and not file.exists():
        return "behind"  # to look into it would make an empty one
    try:
        return "" if schema.fits() else "behind"
    except OperationalError:
        return "away"


def _facts_of_database(demo_password: str) -> dict[str, object]:
    active = [account for account in accounts.all_accounts() if account.active]
    return {
        "has_invented_people": running.has_invented_people(),
        "administrators": sum(
            any(role.name == permissions.ADMINISTRATOR for role in account.roles)
            for account in active
        ),
        "administrators_without_factor": factors.administrators_without(),
        "demo_passwords": sum(
            verify_password(demo_password, account.password)
            for account in active
            if account.password
        ),
        "has_worker": running.worker_seen_lately(),
    }


def _sqlite_file(settings: Settings) -> Path | None:
    url = make_url(settings.database)
    is_file = url.get_backend_name() == "sqlite" and url.database
    return Path(str(url.database)) if is_file else None


def secret_files(settings: Settings) -> Iterator[Path]:
    """Yield the files that nobody else may read, as far as they are there."""
    paths = [settings.instance.absolute() / name for name in SECRET_FILES]
    if file := _sqlite_file(settings):
        paths += [file, file.with_name(f"{file.name}-wal")]
    yield from (path for path in paths if path.exists())


def is_open(path: Path) -> bool:
    """Whether everybody may read a file: its own mode, and a way to it through the folders."""
    if not path.stat().st_mode & stat.S_IROTH:
        return False
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)


def _missing_logos(settings: Settings) -> Iterator[str]:
    for name, _text in page.centre_of(settings)["logos"]:
        if not (settings.instance / "logos" / name).is_file():
            yield name
