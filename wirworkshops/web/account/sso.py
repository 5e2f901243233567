"""Single sign-on by OpenID Connect: a provider says who somebody is, an account says what she may.

Nobody gets an account here by logging in there. Whether there is a second factor is the
provider's to ask.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, flash, redirect, render_template, request, url_for
from flask_security import (
    FsOAuthProvider,
    Security,
    core,
    current_user,
    oauth_glue,
    oauth_provider,
)
from flask_security.tf_plugin import TfPlugin

from wirworkshops.config import Settings
from wirworkshops.i18n import gettext as _

NAME = "sso"
TIMEOUT_SECONDS = 10
# of a provider that is away, or does not answer as OIDC asks, beside OSError and ValueError
FAULTS = (("authlib.common.errors", "AuthlibBaseError"), ("joserfc.errors", "JoseError"))
log = structlog.get_logger()


def load() -> None:
    """Hand authlib to Flask-Security; 14 MB with requests, only where it is configured."""
    client = import_module("authlib.integrations.flask_client")
    errors = import_module("authlib.integrations.base_client.errors")
    for module in (core, oauth_glue, oauth_provider):
        module.OAuth = client.OAuth  # type: ignore[attr-defined]
        module.OAuthError = errors.OAuthError  # type: ignore[attr-defined]


class Provider(FsOAuthProvider):
    """The one provider of the settings."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(NAME)
        self.settings = settings

    def authlib_config(self) -> dict[str, Any]:
        issuer = self.settings.oidc_issuer.rstrip("/")
        return {
            "client_id": self.settings.oidc_client_id,
            "client_secret": self.settings.oidc_client_secret,
            "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
            "client_kwargs": {
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_SECONDS,
            },
        }

    def fetch_identity_cb(self, oauth: Any, token: Any) -> tuple[str, str]:  # noqa: ARG002
        """Return the address; only one that the provider has verified is anybody's."""
        said = token.get("userinfo") or {}
        if said.get("iss", "").rstrip("/") != self.settings.oidc_issuer.rstrip("/"):
            raise _refused("issuer", "another issuer than the settings name")
        audience = said.get("aud") or []
        if self.settings.oidc_client_id not in (
            [audience] if isinstance(audience, str) else audience
        ):
            raise _refused("audience", "not said to us")
        if not said.get("email") or said.get("email_verified") is not True:
            raise _refused("unverified", "no verified address")
        return "email", said["email"]

    def oauth_response_failure(self, error_view: str, e: Any) -> Any:  # noqa: ARG002
        log.warning("single sign-on failed", error=e.error)
        flash(_sentence(e.error), "danger")
        return redirect(url_for("security.login"))


def _refused(error: str, description: str) -> Exception:
    """Return what Flask-Security takes for a login that failed."""
    kind = import_module("authlib.integrations.base_client.errors").OAuthError
    return kind(error, description)  # type: ignore[no-any-return]


def _sentence(error: str) -> str:
    if error == "unverified":
        return _(
            "Dort ist Ihre E-Mail-Adresse nicht bestätigt. Bitte bestätigen Sie sie dort, oder "
            "loggen Sie sich hier mit Ihrem Passwort ein."
        )
    if error == "access_denied":
        return _("Sie haben das Einloggen dort abgebrochen. Hier geht es auch mit Passwort.")
    return _("Das Einloggen dort hat nicht geklappt. Bitte versuchen Sie es noch einmal.")


class Steps(TfPlugin):
    """The second step of a login; after single sign-on there is none of ours."""

    def tf_enter(self, user: Any, remember_me: Any, primary_authn_via: str, next_loc: Any) -> Any:
        if primary_authn_via == "oauth":
            return None
        if next_loc and urlsplit(next_loc).path == request.path:
            next_loc = None  # nobody asked for a page: it names the login itself
        return super().tf_enter(user, remember_me, primary_authn_via, next_loc)


def init(app: Flask, security: Security, settings: Settings) -> None:
    steps = Steps()
    steps._tf_impls = security.two_factor_plugins._tf_impls
    security.two_factor_plugins = steps
    app.context_processor(lambda: {"sso_label": settings.oidc_label or _("Single Sign-on")})
    if security.oauthglue:
        security.oauthglue.register_provider_ext(Provider(settings))
        for name in ("security.oauthstart", "security.oauth_verify_start"):
            app.view_functions[name] = _by_a_page(app.view_functions[name])
        for name in ("security.oauthresponse", "security.oauth_verify_response"):
            app.view_functions[name] = _bearing(app.view_functions[name])
        name = "security.oauth_verify_response"
        app.view_functions[name] = _of_somebody(app.view_functions[name])


def _of_somebody(view: Callable[..., Any]) -> Callable[..., Any]:
    """Go to the login where that has ended while she was with the provider."""

    def run(name: str) -> Any:
        if not current_user.is_authenticated:
            return redirect(url_for("security.login"))
        return view(name)

    return run


def _by_a_page(view: Callable[..., Any]) -> Callable[..., Any]:
    """Leave by a page of ours.

    Browsers hold form-action of our policy against redirects too, and nobody knows through
    how many addresses a provider leads.
    """

    def leave(name: str) -> Any:
        answer = _bearing(view)(name)
        location = answer.location
        if location.startswith("/"):
            return answer
        return render_template("account/leaving.html", location=location)

    return leave


def _bearing(view: Callable[..., Any]) -> Callable[..., Any]:
    """Go back to the login with a sentence where the provider does not answer as it should."""

    def run(name: str) -> Any:
        wrong = tuple(getattr(import_module(module), error) for module, error in FAULTS)
        try:
            return view(name)
        except (OSError, ValueError, KeyError, *wrong) as error:
            log.warning("single sign-on failed", error=type(error).__name__)
            flash(_sentence(""), "danger")
            return redirect(url_for("security.login"))

    return run
