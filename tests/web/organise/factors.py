"""What tests of the login do: an app with its codes, and the pages on the way in."""

import re

from flask.testing import FlaskClient
from passlib.totp import TOTP

from tests import cast
from tests.web.organise.conftest import PASSWORD

EMAIL = "ada@buero.example"


class App:
    """The app on somebody's phone, by the clock of the test."""

    def __init__(self, page: str, time: cast.Time) -> None:
        found = re.search(r'class="ww-key">([A-Z0-9-]+)<', page)
        assert found
        self.totp, self.time = TOTP(key=found[1].replace("-", "")), time

    def code(self) -> str:
        return str(self.totp.generate(self.time().timestamp()).token)


def begin_app(client: FlaskClient, time: cast.Time) -> tuple[App, str]:
    """Open the page with the QR code; return the app that has scanned it, and where codes go."""
    page = client.send("/account/app", {"setup": "authenticator"}).text
    found = re.search(r'action="(/account/app/[^"]+)"', page)
    assert found
    return App(page, time), found[1]


def set_up_app(client: FlaskClient, time: cast.Time) -> App:
    """Set up the app; half a minute later, so that its next code is a new one."""
    app, action = begin_app(client, time)
    answer = client.send("/account/app", {"code": app.code()}, to=action)
    assert (answer.status_code, answer.location) == (302, "/account/")
    time.move(seconds=30)
    return app


def recovery_codes(client: FlaskClient) -> list[str]:
    page = client.send("/account/recovery-codes", {}).text
    return re.findall(r"<code>([0-9a-z-]{19})</code>", page)


def to_second_step(client: FlaskClient, **more: str) -> str:
    """Give address and password; return where that leads."""
    answer = client.send("/login", {"email": EMAIL, "password": PASSWORD} | more)
    assert answer.status_code == 302
    return str(answer.location)
