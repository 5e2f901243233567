"""Login by Flask-Security: set up with our forms, letters, factors, sessions and brakes."""

from collections.abc import Callable
from typing import Any

from flask import Flask, redirect, request, url_for
from flask_security import MailUtil, Security, SQLAlchemyUserDatastore, current_user
from flask_security.utils import check_and_update_authn_fresh
from sqlalchemy import select

from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import factors, outbox
from wirworkshops.models.accounts import Account, Passkey, Role
from wirworkshops.web.account import (
    app_codes,
    brakes,
    configuration,
    forms,
    known,
    notices,
    passkeys,
    passwords,
    sessions,
    sso,
)
from wirworkshops.web.account.configuration import CONFIG

WRITES_BY_GET = ("security.oauthresponse",)


class Post(MailUtil):
    """Hands letters to the outbox; the worker sends them."""

    def send_mail(self, *about: Any, **_context: Any) -> None:
        _template, subject, recipient, _sender, body, _html = about
        account = db.session.scalars(select(Account).where(Account.email == recipient)).one()
        outbox.queue_for_account(account, subject=str(subject), text=str(body).strip())
        db.session.commit()  # asking for a link is committed by nobody else


class Store(SQLAlchemyUserDatastore):
    """Flask-Security's way to our rows."""

    def mf_get_recovery_codes(self, user: Any) -> list[str]:
        """Say how many there are; which, nobody knows."""
        return [""] * factors.codes_left(user)


class Login(Security):
    """Flask-Security, content with the QR codes we draw."""

    def _check_modules(self, module: str, config_name: str) -> Any:
        return module == "qrcode" or super()._check_modules(  # type: ignore[no-untyped-call]
            module, config_name
        )


def init(app: Flask, settings: Settings) -> None:
    """Set login up. CSRFProtect and the limits must be there already."""
    if settings.oidc_issuer:
        sso.load()
    app.config.update(configuration.of(settings))
    security = Login(
        app,
        Store(db, Account, Role, Passkey),
        mail_util_cls=Post,
        password_util_cls=passwords.Passwords,
        totp_cls=app_codes.Codes,
        mf_recovery_codes_util_cls=app_codes.RecoveryCodes,
        webauthn_util_cls=passkeys.Keys,
        **forms.FORMS,
    )
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)  # no tokens, sessions only
    security.context_processor(lambda: {"account": current_user})
    security.mf_recovery_codes_context_processor(
        lambda: {"codes_left": factors.codes_left(current_user)}
    )
    app.before_request(_take_write_lock)
    sessions.init(app, security)
    known.init(app)
    passkeys.init(app)
    notices.init(app)
    sso.init(app, security, settings)
    _mend_views(app)
    brakes.init(app)
    _keep_off_public_pages(app, security)


def _take_write_lock() -> None:
    """Begin writing at once: on SQLite a reader that turns writer may be refused."""
    endpoint = request.endpoint or ""
    writes = request.method == "POST" and endpoint.startswith("security.")
    if writes or endpoint in WRITES_BY_GET:
        db.session.connection(execution_options={"begin": "IMMEDIATE"})


def _mend_views(app: Flask) -> None:
    views: dict[str, Any] = app.view_functions
    name = "security.two_factor_setup_validate"
    views[name] = _fresh(app_codes.keeping_the_code(views[name]), "security.two_factor_setup")
    name = "security.wan_register_response"
    views[name] = _fresh(views[name], "security.wan_register")
    name = "security.two_factor_token_validation"
    views[name] = _between_steps(views[name])
    # for help there are recovery codes, and the administrator
    views["security.two_factor_rescue"] = lambda: redirect(url_for("security.mf_recovery"))


def _fresh(view: Callable[..., Any], beginning: str) -> Callable[..., Any]:
    """Lead back to the beginning in a login that has not shown lately whose it is.

    Flask-Security asks there only, though what was begun in one login can be ended in another.
    """

    def run(token: str) -> Any:
        within, grace = (CONFIG[f"SECURITY_FRESHNESS{each}"] for each in ("", "_GRACE_PERIOD"))
        if current_user.is_authenticated and not check_and_update_authn_fresh(within, grace):
            return redirect(url_for(beginning))
        return view(token)

    return run


def _between_steps(view: Callable[..., Any]) -> Callable[..., Any]:
    """Lead on who is in already, as by the button back: Flask-Security would log her out."""

    def run() -> Any:
        if current_user.is_authenticated:
            return redirect(CONFIG["SECURITY_POST_LOGIN_VIEW"])
        return view()

    return run


def _keep_off_public_pages(app: Flask, security: Security) -> None:
    """Ask who is logged in on the office's pages only.

    Looking at the session marks an answer with Vary: Cookie, and public pages are the same
    for everybody. Flask-Login and Flask-Principal would look on each of them; the cookie that
    remembers somebody is ours (sessions).
    """
    app.template_context_processors[None] = [
        processor
        for processor in app.template_context_processors[None]
        if processor.__name__ != "_user_context_processor"
    ]
    app.before_request_funcs[None] = [
        function
        for function in app.before_request_funcs[None]
        if function.__qualname__ != "Principal._on_before_request"
    ]
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)
