"""Brakes on every step at which somebody could guess.

Whoever has logged in with a browser before is counted on her own there: nobody can shut the
office out by guessing wrong in its name, or from its own network.
"""

from typing import Any

from flask import Flask, session
from flask_security import current_user

from wirworkshops.web import limits
from wirworkshops.web.account import known

_wrong_passwords = limits.failed_attempts("failed logins by account", known.counted_by, most=20)
_from_network = limits.failed_from_network(
    "failed logins by network", most=300, unless=known.is_known
)
_failed = limits.failed_attempts(
    "second steps by account", lambda: str(session.get("tf_user_id", ""))
)
_typed_again = limits.failed_attempts(
    "passwords typed again by account", lambda: str(current_user.get_id() or "")
)
BRAKES: dict[str, tuple[Any, ...]] = {
    "login": (_from_network, _wrong_passwords),
    "forgot_password": (limits.by_forgetful,),
    "two_factor_token_validation": (_from_network, _failed),
    "mf_recovery": (_from_network, _failed),
    "verify": (_typed_again,),
    "change_password": (_typed_again,),
    "wan_signin": (limits.by_ceremony_network,),
    "wan_signin_response": (limits.by_ceremony_network,),
    "oauthstart": (limits.by_ceremony_network,),
}


def init(app: Flask) -> None:
    views: dict[str, Any] = app.view_functions
    for name, brakes in BRAKES.items():
        endpoint = f"security.{name}"
        for brake in brakes:
            if endpoint in views:
                views[endpoint] = brake(views[endpoint])
