"""The app that shows codes (TOTP, RFC 6238), and the recovery codes that stand in for it."""

from collections.abc import Callable
from typing import Any, cast

import segno
from flask import current_app, render_template, session, url_for
from flask_security import MfRecoveryCodesUtil, Totp, current_user
from flask_security.forms import _build_form
from flask_security.utils import check_and_get_token_status, get_message
from markupsafe import Markup
from passlib.exc import TokenError
from passlib.totp import TOTP, TotpMatch

from wirworkshops import clock
from wirworkshops.domain import factors


class Codes(Totp):
    """The app's codes: by our clock, each good once, the QR code drawn into the page."""

    def __init__(self, secrets: dict[str, str], issuer: str) -> None:
        seconds: Callable[[], float] = lambda: clock.now().timestamp()  # noqa: E731
        self._totp = TOTP.using(  # type: ignore[no-untyped-call]
            issuer=issuer, secrets=secrets, now=seconds
        )

    def generate_qrcode(self, username: str, totp: str) -> str:
        code = segno.make(self.get_totp_uri(username, totp), error="m", micro=False)
        drawn = code.svg_inline(
            border=4, light="#fff", dark="#000", svgclass=None, lineclass=None, omitsize=True
        )
        return Markup(drawn)  # by segno: squares only, nobody's text

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        return super().verify_totp("".join(token.split()), totp_secret, user, window)

    def get_last_counter(self, user: Any) -> int | None:
        return cast(int | None, user.tf_last_counter)

    def set_last_counter(self, user: Any, tmatch: TotpMatch) -> None:
        if not factors.use_counter(user, tmatch.counter):
            raise TokenError  # somebody else was quicker with the same code


class RecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes as hashes: they are shown once, and used up as they are checked."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        return factors.make_codes(user)

    def get_recovery_codes(self, user: Any) -> list[str]:  # noqa: ARG002
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        return factors.use_code(user, code)

    def delete_recovery_code(self, user: Any, code: str) -> bool:  # noqa: ARG002
        return True


def keeping_the_code(view: Callable[..., Any]) -> Callable[..., Any]:
    """Show the same QR code again after a wrong code: else she would have to scan a new one."""

    def validate(token: str) -> Any:
        answer = view(token)
        expired, invalid, state = check_and_get_token_status(
            token, "tf_setup", current_app.config["SECURITY_TWO_FACTOR_SETUP_WITHIN"]
        )
        failed = answer.location == url_for("security.two_factor_setup")
        if expired or invalid or not failed:
            return answer
        form = _build_form("two_factor_verify_code_form")  # type: ignore[no-untyped-call]
        form.code.errors = [get_message("TWO_FACTOR_INVALID_TOKEN")[0]]
        session.pop("_flashes", None)  # said at the field, not on top
        security = current_app.extensions["security"]
        shown = security.totp_factory.fetch_setup_values(state["totp_secret"], current_user)
        return render_template(
            "security/two_factor_setup.html",
            account=current_user,
            two_factor_verify_code_form=form,
            chosen_method=state["method"],
            state_token=token,
            authr_qrcode=shown["image"],
            authr_key=shown["key"],
        )

    return validate
