"""Login by Flask-Security: its settings, forms, letters and brakes."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, request
from flask_security import MailUtil, Security, SQLAlchemyUserDatastore, current_user
from sqlalchemy import select

from wirworkshops import resources
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import outbox
from wirworkshops.models.accounts import Account, Role
from wirworkshops.web import limits
from wirworkshops.web.account import forms
from wirworkshops.web.account.messages import MESSAGES, SUBJECTS

# Argon2id with 19 MiB: what OWASP asks at least, and what a small machine can bear.
HASHING = {"argon2__memory_cost": 19 * 1024, "argon2__time_cost": 2, "argon2__parallelism": 1}
CONFIG: dict[str, Any] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},  # no pepper: a new secret key locks nobody out
    "SECURITY_PASSWORD_LENGTH_MIN": 12,
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": HASHING,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_RECOVERABLE": True,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_FRESHNESS": timedelta(seconds=-1),  # a new password asks for the old one instead
    "SECURITY_API_ENABLED_METHODS": ["session"],
    "SECURITY_LOGIN_URL": "/login",
    "SECURITY_LOGOUT_URL": "/logout",
    "SECURITY_CHANGE_URL": "/account/password",
    "SECURITY_RESET_URL": "/account/reset",
    "SECURITY_POST_LOGIN_VIEW": "/organise/",
    "SECURITY_POST_LOGOUT_VIEW": "/login",
    "SECURITY_POST_CHANGE_VIEW": "/account/",
    "SECURITY_POST_RESET_VIEW": "/login",
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(hours=4),
    "SECURITY_EMAIL_HTML": False,  # the letter's frame makes the HTML
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_CLI_USERS_NAME": False,
    "SECURITY_CLI_ROLES_NAME": False,
    "SECURITY_I18N_DOMAIN": "messages",
    "SECURITY_CACHE_CONTROL": {"no-store": True},
    # "strong" would log people out whose address changes, as phones' do
    "SESSION_PROTECTION": "basic",
    "REMEMBER_COOKIE_NAME": "ww-remember",
    "REMEMBER_COOKIE_DURATION": timedelta(days=14),
    "REMEMBER_COOKIE_HTTPONLY": True,
    "REMEMBER_COOKIE_SAMESITE": "Lax",
}
PRIVATE = ("/login", "/logout", "/account/", "/organise/")
WRITING = ("security.forgot_password", "security.reset_password", "security.change_password")


class Post(MailUtil):
    """Hands letters to the outbox; the worker sends them."""

    def send_mail(self, *about: Any, **_context: Any) -> None:
        _template, subject, recipient, _sender, body, _html = about
        account = db.session.scalars(select(Account).where(Account.email == recipient)).one()
        outbox.queue_for_account(account, subject=str(subject), text=str(body).strip())
        db.session.commit()  # asking for a link is committed by nobody else


def init(app: Flask, settings: Settings) -> None:
    """Set login up. CSRFProtect and the limits must be there already."""
    app.config.update(CONFIG)
    app.config.update({f"SECURITY_MSG_{key}": text for key, text in MESSAGES.items()})
    app.config.update({f"SECURITY_EMAIL_SUBJECT_{key}": text for key, text in SUBJECTS.items()})
    app.config["SECURITY_I18N_DIRNAME"] = [str(resources.translations_folder())]
    app.config["REMEMBER_COOKIE_SECURE"] = app.config["SESSION_COOKIE_SECURE"]
    app.config["SECURITY_EMAIL_SENDER"] = settings.mail_from
    security = Security(
        app,
        SQLAlchemyUserDatastore(db, Account, Role),
        mail_util_cls=Post,
        login_form=forms.LoginForm,
        forgot_password_form=forms.ForgotPasswordForm,
        reset_password_form=forms.ResetPasswordForm,
        change_password_form=forms.ChangePasswordForm,
    )
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)  # no tokens, sessions only
    security.context_processor(lambda: {"account": current_user})
    app.before_request(_take_write_lock)
    _brake(app)
    _keep_off_public_pages(app, security)


def _take_write_lock() -> None:
    """Begin writing at once: on SQLite a reader that turns writer may be refused."""
    if request.method == "POST" and request.endpoint in WRITING:
        db.session.connection(execution_options={"begin": "IMMEDIATE"})


def _brake(app: Flask) -> None:
    views: dict[str, Any] = app.view_functions
    views["security.login"] = limits.by_account(limits.by_login_network(views["security.login"]))
    views["security.forgot_password"] = limits.by_forgetful(views["security.forgot_password"])


def _keep_off_public_pages(app: Flask, security: Security) -> None:
    """Ask who is logged in on the office's pages only.

    Looking at the session marks an answer with Vary: Cookie, and public pages are the same
    for everybody. Flask-Login and Flask-Principal would look on each of them.
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
    refresh = security.login_manager._update_remember_cookie
    app.after_request_funcs[None].remove(refresh)

    @app.after_request
    def update_remember_cookie(response: Response) -> Response:
        return refresh(response) if request.path.startswith(PRIVATE) else response
