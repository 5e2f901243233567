"""Whom an answer of the provider of single sign-on is believed to be."""

from dataclasses import replace
from typing import Any

import pytest
from authlib.integrations.base_client.errors import OAuthError

from wirworkshops.config import Settings
from wirworkshops.web.account.sso import Provider

SAID = {
    "iss": "https://login.example.org/realms/city",
    "aud": "wirworkshops",
    "email": "ada@buero.example",
    "email_verified": True,
}


@pytest.fixture
def provider() -> Provider:
    settings = Settings(oidc_issuer=f"{SAID['iss']}/", oidc_client_id="wirworkshops")
    return Provider(replace(settings, oidc_client_secret="a secret of the tests"))


@pytest.mark.parametrize("said", [{}, {"aud": ["account", "wirworkshops"]}])
def test_who_is_verified_there_is_who_has_the_address(
    provider: Provider, said: dict[str, Any]
) -> None:
    token = {"userinfo": SAID | said}
    assert provider.fetch_identity_cb(None, token) == ("email", "ada@buero.example")


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"iss": "https://login.example.org/realms/other"}, "issuer"),
        ({"aud": "another-client"}, "audience"),
        ({"aud": None}, "audience"),
        ({"email_verified": False}, "unverified"),
        ({"email_verified": "true"}, "unverified"),
        ({"email": ""}, "unverified"),
    ],
)
def test_anything_else_is_refused(provider: Provider, said: dict[str, Any], error: str) -> None:
    with pytest.raises(OAuthError) as caught:
        provider.fetch_identity_cb(None, {"userinfo": SAID | said})
    assert caught.value.error == error


def test_an_answer_without_an_identity_is_refused(provider: Provider) -> None:
    with pytest.raises(OAuthError) as caught:
        provider.fetch_identity_cb(None, {})
    assert caught.value.error == "issuer"
