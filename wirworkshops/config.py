"""Settings: typed, read once at the start; a wrong one stops it with a sentence.

Each field can be set as WIRWORKSHOPS_<NAME> in the environment or as <name> in
instance/config.toml; the environment wins. The comment above a field documents it.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "WIRWORKSHOPS_"
LANGUAGES = ("de", "en")
MAIL_SECURITY = ("none", "starttls", "tls")
SECOND_FACTOR = ("optional", "required")
_NEED_DAYS = (
    "sign-language=21; live-captions=21; hearing-loop=7; interpreting=14; step-free=3; "
    "assistance=7; diet=5; childcare=14; other=7"
)


class SettingError(Exception):
    """A setting cannot be used; the message names it and says what would do."""


def _setting(default: Any, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Settings:
    instance: Path = _setting(Path("instance"), "folder of database, secret key and kept letters")
    demo: bool = _setting(False, "demo mode: letters are kept and read in the browser")
    base_url: str = _setting("http://127.0.0.1:5000", "public address, without a slash at its end")
    database_url: str = _setting("", "SQLAlchemy address; empty: SQLite in the instance folder")
    secret_key: str = _setting("", "signs links and cookies; empty: kept in instance/secret-key")
    trusted_proxies: int = _setting(0, "how many reverse proxies stand in front")
    secure_cookies: bool = _setting(True, "cookies over HTTPS only (off where base_url is http)")

    centre: str = _setting("Vielfaltszentrum Offenbach", "name of the centre")
    offered_by: str = _setting("Stadt Offenbach am Main", "the city or body behind the centre")
    street: str = _setting("Berliner Straße 100", "street and number of the centre")
    postal_code: str = _setting("63065", "postal code of the centre")
    city: str = _setting("Offenbach am Main", "city of the centre")
    represented_by: str = _setting("", "who represents the body, for the imprint")
    data_protection_contact: str = _setting("", "data protection officer: name, address, mail")
    phone: str = _setting("069 90009-120", "phone number for questions")
    phone_hours: str = _setting("Mo bis Do 9–15 Uhr, Fr 9–12 Uhr", "when somebody answers it")
    email: str = _setting("vielfalt@offenbach.example", "address for questions; sends the letters")
    signed_by: str = _setting("Das Team des Vielfaltszentrums", "last line of each letter")
    funding: str = _setting(
        "vom Land Hessen im Landesprogramm „WIR – Vielfalt und Teilhabe“", "the funder's line"
    )
    logos: str = _setting("", "files in instance/logos with their text: wir.svg=Logo WIR; …")
    easy_language_url: str = _setting("", "page in easy language (Leichte Sprache)")
    sign_language_url: str = _setting("", "page in German sign language")

    mail_host: str = _setting("", "SMTP server; needed outside demo mode")
    mail_port: int = _setting(587, "SMTP port")
    mail_security: str = _setting("starttls", "none, starttls or tls")
    mail_user: str = _setting("", "SMTP login")
    mail_password: str = _setting("", "SMTP password")
    dkim_selector: str = _setting(
        "", "name of the DKIM key the mail server signs with, to check it"
    )

    second_factor: str = _setting("optional", "second factor at login: optional or required")
    oidc_issuer: str = _setting("", "single sign-on (OIDC): the provider's issuer address")
    oidc_client_id: str = _setting("", "single sign-on: our name at the provider")
    oidc_client_secret: str = _setting("", "single sign-on: our secret at the provider")
    oidc_label: str = _setting("", "single sign-on: the provider's name on the button")

    hold_hours: int = _setting(24, "how long an unconfirmed seat is held")
    offer_hours: int = _setting(
        24, "how long an offered seat is kept; nights, Sundays and holidays do not count"
    )
    retention_days: int = _setting(90, "names and addresses go this long after the last session")
    needs_retention_days: int = _setting(14, "needs and phone numbers go this long after it")
    archive_months: int = _setting(
        6, "the office is asked to archive what is over for so many months"
    )
    digest_hour: int = _setting(7, "at which hour Today goes out by mail, for who chose none")
    briefing_days: int = _setting(
        3, "trainers are told who comes so many days before a session; 0: only by button"
    )
    need_days: str = _setting(_NEED_DAYS, "days before a session each need has to be arranged by")
    feed_past_days: int = _setting(60, "how long past sessions stay in calendar feeds")
    feed_cancelled_days: int = _setting(
        60, "how long after its date a cancelled session stays in a participant's own feed"
    )
    signups_per_mailbox: int = _setting(10, "sign-ups with one e-mail address in an hour")
    signups_per_network: int = _setting(1000, "sign-ups from one network address in an hour")

    @property
    def days_of_needs(self) -> dict[str, int]:
        """Return need_days by kind; raises ValueError where it cannot be read."""
        pairs = [entry.split("=") for entry in self.need_days.split(";") if entry.strip()]
        return {kind.strip(): int(days) for kind, days in pairs}

    @property
    def mail_from(self) -> str:
        return self.email

    @property
    def database(self) -> str:
        if self.database_url:
            return self.database_url
        return f"sqlite:///{(self.instance / 'wirworkshops.sqlite3').absolute()}"


def _boolean(text: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    return known[text.strip().lower()]


def _parse(name: str, kind: Any, value: Any) -> Any:
    try:
        if kind is bool:
            return value if isinstance(value, bool) else _boolean(str(value))
        return kind(value)
    except (KeyError, ValueError):
        wanted = {bool: "true or false", int: "a whole number"}.get(kind, "a text")
        raise SettingError(f"{PREFIX}{name.upper()} is {value!r}; it needs {wanted}.") from None


def _from_file(instance: Path) -> dict[str, Any]:
    path = instance / "config.toml"
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(f"{path} cannot be read: {error}.") from None


def _check(settings: Settings) -> None:
    url = urlsplit(settings.base_url)
    if url.scheme not in ("http", "https") or not url.netloc or url.path or url.query:
        raise SettingError(
            f"{PREFIX}BASE_URL is {settings.base_url!r}; it needs an address such as "
            "https://wirworkshops.example.org, without a path or a slash at its end."
        )
    if settings.mail_security not in MAIL_SECURITY:
        raise SettingError(
            f"{PREFIX}MAIL_SECURITY is {settings.mail_security!r}; "
            f"it needs one of {', '.join(MAIL_SECURITY)}."
        )
    _check_login(settings)
    if "@" not in settings.email:
        raise SettingError(f"{PREFIX}EMAIL is {settings.email!r}; it needs an e-mail address.")
    for name in (
        "hold_hours",
        "offer_hours",
        "retention_days",
        "needs_retention_days",
        "mail_port",
    ):
        if getattr(settings, name) < 1:
            raise SettingError(f"{PREFIX}{name.upper()} needs to be 1 or more.")
    if settings.briefing_days < 0:
        raise SettingError(f"{PREFIX}BRIEFING_DAYS needs to be 0 or more.")
    _check_need_days(settings)
    if settings.needs_retention_days > settings.retention_days:
        raise SettingError(
            f"{PREFIX}NEEDS_RETENTION_DAYS is longer than {PREFIX}RETENTION_DAYS; "
            "needs are deleted first."
        )


def _check_login(settings: Settings) -> None:
    if settings.second_factor not in SECOND_FACTOR:
        raise SettingError(
            f"{PREFIX}SECOND_FACTOR is {settings.second_factor!r}; "
            f"it needs one of {', '.join(SECOND_FACTOR)}."
        )
    if not settings.oidc_issuer:
        return
    url = urlsplit(settings.oidc_issuer)
    if url.scheme != "https" and url.hostname not in ("localhost", "127.0.0.1"):
        raise SettingError(
            f"{PREFIX}OIDC_ISSUER is {settings.oidc_issuer!r}; it needs an address with https."
        )
    for name in ("oidc_client_id", "oidc_client_secret"):
        if not getattr(settings, name):
            raise SettingError(f"{PREFIX}{name.upper()} is empty; {PREFIX}OIDC_ISSUER needs it.")


def _check_need_days(settings: Settings) -> None:
    try:
        wrong = [kind for kind, days in settings.days_of_needs.items() if days < 0]
        unknown = settings.days_of_needs.keys() - Settings(need_days=_NEED_DAYS).days_of_needs
    except ValueError:
        wrong, unknown = [settings.need_days], set()
    if wrong or unknown:
        raise SettingError(
            f"{PREFIX}NEED_DAYS is {settings.need_days!r}; it needs pairs such as {_NEED_DAYS!r}."
        )


def _kept_secret(instance: Path) -> str:
    """Return the installation's secret; made at the first start, readable by its owner only."""
    path = instance / "secret-key"
    instance.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text("utf-8").strip()


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; raise SettingError with a sentence where one cannot be used."""
    given = {
        key.removeprefix(PREFIX).lower(): value
        for key, value in environ.items()
        if key.startswith(PREFIX)
    }
    instance = Path(given.get("instance", "instance"))
    given = _from_file(instance) | given | {"instance": instance}
    kinds = {item.name: item.type for item in fields(Settings)}
    for name in given:
        if name not in kinds:
            raise SettingError(f"{PREFIX}{name.upper()} is not a setting; see README.md.")
    settings = Settings(**{name: _parse(name, kinds[name], value) for name, value in given.items()})
    _check(settings)
    secret = settings.secret_key or _kept_secret(instance)
    return Settings(**vars(settings) | {"secret_key": secret})
