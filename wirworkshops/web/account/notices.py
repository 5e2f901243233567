"""What happens after a factor changes: its line of history, and a letter to whom it belongs to."""

from typing import Any

from flask import Flask, render_template
from flask_security import tf_disabled, tf_profile_changed, wan_deleted, wan_registered

from wirworkshops.domain import factors, outbox
from wirworkshops.i18n import gettext as _
from wirworkshops.models.accounts import Account
from wirworkshops.web.account import sessions


def init(app: Flask) -> None:
    tf_profile_changed.connect(_app_added, app)
    tf_disabled.connect(_app_removed, app)
    wan_registered.connect(_passkey_added, app)
    wan_deleted.connect(_passkey_removed, app)


def _app_added(_app: Flask, *, user: Any, **_about: Any) -> None:
    factors.added(_row(user), "factor-app", kept=sessions.token())
    _tell(user, _("Zum Einloggen gehört jetzt ein Code aus Ihrer App."))


def _app_removed(_app: Flask, *, user: Any, **_about: Any) -> None:
    factors.removed(_row(user), "factor-app-gone")
    _tell(user, _("Die App mit den Codes ist abgeschaltet."))


def _passkey_added(_app: Flask, *, user: Any, **_about: Any) -> None:
    factors.added(_row(user), "passkey-added", kept=sessions.token())
    _tell(user, _("Sie können sich jetzt mit einem neuen Passkey einloggen."))


def _passkey_removed(_app: Flask, *, user: Any, name: str, **_about: Any) -> None:
    factors.removed(_row(user), "passkey-gone", passkey=name)
    _tell(user, _("Ein Passkey ist gelöscht."))


def _row(user: Any) -> Account:
    """Return the account itself, not what stands for whoever is logged in."""
    return user._get_current_object() if hasattr(user, "_get_current_object") else user  # type: ignore[no-any-return]


def _tell(user: Any, sentence: str) -> None:
    text = render_template("security/email/factor_notice.txt", user=user, sentence=sentence)
    outbox.queue_for_account(
        _row(user), subject=_("Ihr Zugang zum Büro wurde geändert"), text=text.strip()
    )
