"""/organise/letters/sender: what the DNS says of our address, and what to do."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from wirworkshops.letters.sender import NoAnswer
from wirworkshops.web.organise import sender

PAGE = "/organise/letters/sender"
GOOD = {
    "offenbach.example": ["v=spf1 mx -all"],
    "_dmarc.offenbach.example": ["v=DMARC1; p=reject"],
}


def use(app: Flask, texts: Callable[[str], list[str]]) -> None:
    app.config["TEXTS_OF"] = texts


def test_each_of_the_three_says_what_it_is_and_what_to_do(ben: FlaskClient, app: Flask) -> None:
    use(app, lambda name: GOOD.get(name, []))
    page = ben.get(PAGE).text
    assert "v=spf1 mx -all" in page
    assert "Gefälschte Nachrichten werden aussortiert." in page
    assert "(dkim_selector)" in page  # no key is named in the settings
    assert "Alles ist so, wie es sein soll." not in page


def test_nothing_in_the_dns_is_said_plainly(ben: FlaskClient, app: Flask) -> None:
    use(app, lambda _name: [])
    page = ben.get(PAGE).text
    assert page.count("bitte ändern") == 2
    assert page.count("Der Eintrag fehlt.") == 2


def test_without_a_network_the_page_says_so(ben: FlaskClient, app: Flask) -> None:
    def silent(_name: str) -> list[str]:
        raise NoAnswer("Timeout")

    use(app, silent)
    answer = ben.get(PAGE)
    assert (answer.status_code, answer.text.count("Das DNS hat nicht geantwortet.")) == (200, 3)


def test_the_letters_page_leads_there(ben: FlaskClient) -> None:
    assert f'href="{PAGE}"' in ben.get("/organise/letters").text


@pytest.mark.parametrize("role", ["trainer", "reader"])
def test_others_have_no_business_there(role: str, log_in: Callable[..., FlaskClient]) -> None:
    assert log_in("Rea Blum", role).get(PAGE).status_code == 403


def test_every_code_has_its_advice() -> None:
    common = {"missing", "several", "broken"}
    own = {
        "spf": common | {"lookups", "open", "neutral"},
        "dkim": common | {"unnamed", "revoked", "short", "testing"},
        "dmarc": common | {"watching", "testing"},
    }
    assert set(sender.ADVICE) == {(what, code) for what, codes in own.items() for code in codes}
