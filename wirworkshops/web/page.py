"""What every page needs: language, the centre's data, asset addresses, headers, errors."""

import hashlib
import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import structlog
from flask import Flask, Response, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from wirworkshops import clock, i18n, resources
from wirworkshops.config import LANGUAGES, Settings
from wirworkshops.domain import catalogue
from wirworkshops.errors import NotFound, Refusal
from wirworkshops.web import frontdoor, refusals, words

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_CODES = {404: "not-found", 405: "method", 413: "too-large", 429: "too-many", 500: "fault"}
log = structlog.get_logger()


def settings() -> Settings:
    return current_app.config["SETTINGS"]  # type: ignore[no-any-return]


def choose_language() -> None:
    """Speak the language of this request: ?lang=, or else what the browser prefers."""
    asked, accepted = request.args.get("lang", ""), request.headers.get("Accept-Language", "")
    i18n.speak(i18n.negotiate(asked, accepted))


def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Carry an explicit ?lang= along in every link of the page."""
    asked = request.args.get("lang") if request else None
    if asked in LANGUAGES and "lang" not in values and endpoint != "static":
        values["lang"] = asked


def other_languages() -> list[tuple[str, str, str]]:
    """Return code, name and address of this page in the other languages."""
    now = i18n.language()
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    path = request.path if request.method in ("GET", "HEAD") else "/"
    return [
        (code, words.LANGUAGE_NAMES[code], f"{path}?{urlencode([*kept, ('lang', code)])}")
        for code in LANGUAGES
        if code != now
    ]


@lru_cache
def _version(path: str) -> str:
    file = resources.static_folder() / path
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.exists() else "missing"


def asset(path: str) -> str:
    """Return the address of a static file; it changes with the file, so it can be kept long."""
    return f"/static/{path}?v={_version(path)}"


def dialled(phone: str) -> str:
    """Return a German phone number as tel: links have it."""
    digits = re.sub(r"\D", "", phone)
    return f"+{digits}" if phone.startswith("+") else "+49" + digits.removeprefix("0")


@lru_cache
def centre_of(settings: Settings) -> dict[str, Any]:
    """Return what pages show of the settings."""
    logos = [entry.strip().split("=", 1) for entry in settings.logos.split(";") if "=" in entry]
    return {
        "name": settings.centre,
        "place": settings.centre.rsplit(" ", 1)[-1],
        "phone_link": dialled(settings.phone),
        "logos": [(name.strip(), text.strip()) for name, text in logos],
    } | {
        name: getattr(settings, name)
        for name in (
            "offered_by", "street", "postal_code", "city", "represented_by", "email", "phone",
            "phone_hours", "funding", "data_protection_contact", "easy_language_url",
            "sign_language_url", "base_url", "demo", "hold_hours", "offer_hours", "retention_days",
            "needs_retention_days",
        )
    }  # fmt: skip


def _globals() -> dict[str, Any]:
    code = i18n.language()
    return {
        "language": code,
        "direction": i18n.direction(code),
        "centre": centre_of(settings()),
        "other_languages": other_languages(),
        "current": "",
    }


def error_page(status: int, sentence: str) -> tuple[str, int]:
    heading = refusals.HEADINGS.get(status, refusals.HEADINGS[400])
    in_office = request.path.startswith(("/organise", "/account"))
    html = render_template(
        "errors/error.html", heading=heading, sentence=sentence, in_office=in_office
    )
    return html, status


def _on_refusal(refusal: Refusal) -> tuple[str, int]:
    return error_page(refusal.status, refusals.sentence(refusal))


def _on_http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    code = "csrf" if isinstance(error, CSRFError) else _CODES.get(status, "not-found")
    return error_page(status, str(refusals.SENTENCES[code]))


def _on_fault(_: Exception) -> tuple[str, int]:
    log.exception("fault", path=request.path.split("/")[1][:20], method=request.method)
    return error_page(500, str(refusals.SENTENCES["fault"]))


def _dress(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if not response.headers.get("Cache-Control") and not request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response


def ready(response: Response | str) -> Response:
    """Mark an answer as the same for all strangers; the front door may keep it."""
    answer = current_app.make_response(response)
    answer.headers["Cache-Control"] = "no-cache"
    request.environ[frontdoor.UNTIL] = catalogue.next_change(clock.now())
    return answer


def _refuse_nul() -> None:
    """Find nothing at an address with a NUL in it, which PostgreSQL would not even look up."""
    if "\0" in request.path:
        raise NotFound("not-found")


def init(app: Flask) -> None:
    """Dress the application: globals, headers and error pages."""
    app.jinja_env.globals.update(asset=asset)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        i18n.gettext, i18n.ngettext, newstyle=True
    )
    app.before_request(choose_language)
    app.before_request(_refuse_nul)
    app.context_processor(_globals)
    app.url_defaults(keep_language)
    app.after_request(_dress)
    app.register_error_handler(Refusal, _on_refusal)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(Exception, _on_fault)
