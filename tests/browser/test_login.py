"""Ways into the office in a real browser: passkeys, and a provider of single sign-on."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import servers
from tests.browser.conftest import DESKTOP, PHONE, pictures, violations, wide
from wirworkshops.cli import DEMO_ACCOUNTS, DEMO_PASSWORD
from wirworkshops.config import Settings

JONAS = DEMO_ACCOUNTS[1].split()[0]
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(browser: Browser, demo: tuple[str, Settings]) -> Iterator[Page]:
    """A browser at localhost: a passkey belongs to a name, not to a number."""
    address = demo[0].replace("127.0.0.1", "localhost")
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=address)
    yield context.new_page()
    context.close()


def look(page: Page, name: str) -> None:
    """Examine a page that nobody sees who is logged in, on a phone and on a desktop."""
    for size, kind in ((PHONE, "phone"), (DESKTOP, "desktop")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert wide(page) <= 0
        assert violations(page) == []
        if folder := pictures():
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"login-{name}-{kind}.png", full_page=True)


def give_password(page: Page) -> None:
    page.goto("/login")
    page.get_by_label("E-Mail").fill(JONAS)
    page.get_by_label("Passwort", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Einloggen").click()


def log_out(page: Page) -> None:
    page.goto("/account/")
    page.get_by_role("button", name="Ausloggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Einloggen")


def test_a_passkey_is_the_whole_login_or_its_second_step(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    give_password(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jonas")
    page.goto("/account/passkeys")
    page.get_by_label("Name für diesen Passkey").fill("Diensthandy")
    page.get_by_role("button", name="Passkey einrichten").click()
    expect(page.get_by_text("Der Passkey ist eingerichtet.")).to_be_visible()
    expect(page.get_by_text("Diensthandy")).to_be_visible()
    look(page, "account-with-passkey")
    page.goto("/account/passkeys")
    look(page, "passkeys")

    log_out(page)
    look(page, "login")
    page.get_by_role("link", name="Mit Passkey einloggen").click()
    look(page, "passkey")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jonas")

    log_out(page)
    give_password(page)
    expect(page.get_by_text("Jetzt fehlt noch Ihr Passkey.")).to_be_visible()
    look(page, "passkey-second")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jonas")

    page.goto("/account/passkeys")
    page.get_by_role("button", name="Löschen").click()
    expect(page.get_by_text("Der Passkey ist gelöscht.")).to_be_visible()


def test_a_device_that_says_no_leaves_a_plain_way(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}}
    )
    page.goto("/login/passkey")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_text("Das hat nicht geklappt")).to_be_visible()
    look(page, "passkey-failed")
    page.get_by_role("link", name="Mit Passwort einloggen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Einloggen")


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """A real provider of OpenID Connect on loopback; return its issuer."""
    people = (
        {"sub": "jonas", "email": JONAS, "email_verified": True},
        {"sub": "unverified", "email": JONAS, "email_verified": False},
        {"sub": "stranger", "email": "eve@fremd.example", "email_verified": True},
    )
    port = servers.free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for person in people:
        command += ["--user-claims", json.dumps(person)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        servers.await_page(f"{issuer}/.well-known/openid-configuration")
        yield issuer
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def signed_on(demo: tuple[str, Settings], provider: str) -> Iterator[str]:
    """The demo's office once more, with single sign-on; return its address."""
    env = {
        "WIRWORKSHOPS_INSTANCE": str(demo[1].instance),
        "WIRWORKSHOPS_DEMO": "true",
        "WIRWORKSHOPS_SECOND_FACTOR": "required",  # the provider answers for it
        "WIRWORKSHOPS_OIDC_ISSUER": provider,
        "WIRWORKSHOPS_OIDC_CLIENT_ID": "wirworkshops",
        "WIRWORKSHOPS_OIDC_CLIENT_SECRET": "a secret of the tests",
        "WIRWORKSHOPS_OIDC_LABEL": "Stadt Offenbach",
    }
    with servers.serving(env, worker=False) as address:
        yield address


@pytest.fixture
def visitor(browser: Browser, signed_on: str) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=signed_on)
    yield context.new_page()
    context.close()


def sign_on(page: Page, who: str) -> None:
    page.goto("/organise/workshops")
    page.get_by_role("button", name="Einloggen mit Stadt Offenbach").click()
    page.get_by_role("button", name=who, exact=True).click()


def test_who_has_an_account_signs_on_and_gets_where_she_wanted(visitor: Page) -> None:
    visitor.goto("/login")
    look(visitor, "login-sso")
    sign_on(visitor, "jonas")
    expect(visitor).to_have_url(visitor.url.split("/organise")[0] + "/organise/workshops")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Veranstaltungen")


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("unverified", "Dort ist Ihre E-Mail-Adresse nicht bestätigt."),
        ("stranger", "Zu Ihrer Adresse dort gibt es hier kein Konto."),
        ("Deny", "Sie haben das Einloggen dort abgebrochen."),
    ],
)
def test_nobody_else_gets_in(visitor: Page, who: str, sentence: str) -> None:
    sign_on(visitor, who)
    expect(visitor.get_by_text(sentence)).to_be_visible()
    visitor.goto("/organise/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Einloggen")


def test_whose_login_has_ended_meanwhile_begins_anew(visitor: Page) -> None:
    sign_on(visitor, "jonas")
    visitor.goto("/account/verify")
    visitor.get_by_role("button", name="Einloggen mit Stadt Offenbach").click()
    expect(visitor.get_by_role("button", name="jonas", exact=True)).to_be_visible()
    other = visitor.context.new_page()
    log_out(other)
    visitor.get_by_role("button", name="jonas", exact=True).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Einloggen")


def test_an_answer_that_nobody_asked_for_is_worth_nothing(visitor: Page) -> None:
    visitor.goto("/login/sso/back/sso?code=abc&state=def")
    expect(visitor.get_by_text("Das Einloggen dort hat nicht geklappt.")).to_be_visible()
