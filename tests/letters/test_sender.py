"""The sender's domain in the DNS: each rule of SPF, DKIM and DMARC, with records of our own."""

import base64

import dns.exception
import dns.resolver
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wirworkshops.letters import sender
from wirworkshops.letters.sender import NoAnswer

DOMAIN = "stadt.example.de"
KEY = f"mail._domainkey.{DOMAIN}"


def spf(*records: str, **others: list[str]) -> str:
    known = {DOMAIN: list(records)} | others
    return sender.spf(DOMAIN, lambda name: known.get(name, [])).code


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("v=spf1 ip4:192.0.2.1 -all", "good"),
        ("V=SPF1 a mx/24 ~all", "good"),
        ("v=spf1 redirect=post.de", "good"),
        ("v=spf1 exp=warum.de ip6:2001:db8::/32 -ALL", "good"),
        ("v=spf1 ?all", "neutral"),
        ("v=spf1 mx", "neutral"),
        ("v=spf1 +all", "open"),
        ("v=spf1 all", "open"),
        ("v=spf1 ipv4:192.0.2.1 -all", "broken"),
        ("v=spf10 -all", "missing"),
        ("google-site-verification=x", "missing"),
    ],
)
def test_spf_is_read_as_rfc_7208_says(record: str, code: str) -> None:
    assert spf(record) == code


def test_two_records_of_spf_are_an_error() -> None:
    assert spf("v=spf1 -all", "v=spf1 mx -all") == "several"


def test_looks_of_included_records_count_too() -> None:
    chain = {f"p{n}.de": [f"v=spf1 include:p{n + 1}.de a -all"] for n in range(6)}
    assert spf("v=spf1 include:p4.de -all", **chain) == "good"
    assert spf("v=spf1 include:p0.de -all", **chain) == "lookups"


def test_records_that_include_each_other_come_to_an_end() -> None:
    assert spf("v=spf1 include:p.de -all", **{"p.de": [f"v=spf1 include:{DOMAIN} -all"]}) == "good"


def dkim(*records: str, selector: str = "mail") -> str:
    return sender.dkim(DOMAIN, selector, lambda name: list(records) if name == KEY else []).code


def rsa_key(bits: int) -> str:
    key = rsa.generate_private_key(65537, bits).public_key()
    raw = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(raw).decode()


def test_dkim_wants_a_key_of_2048_bits() -> None:
    long, short = rsa_key(2048), rsa_key(1024)
    assert dkim(f"v=DKIM1; k=rsa; p={long}") == "good"
    assert dkim(f"p={long[:70]} {long[70:]}") == "good"
    assert dkim(f"v=DKIM1; p={short}") == "short"
    assert dkim(f"v=DKIM1; t=y:s; p={long}") == "testing"
    assert dkim(f"v=DKIM1; s=other; p={long}") == "broken"
    assert dkim(f"v=DKIM2; p={long}") == "broken"
    assert dkim(f"p={long}", f"p={short}") == "several"


def test_dkim_knows_ed25519() -> None:
    key = ed25519.Ed25519PrivateKey.generate().public_key()
    text = base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    assert dkim(f"v=DKIM1; k=ed25519; p={text}") == "good"
    assert dkim(f"v=DKIM1; k=ed25519; p={text[:8]}") == "broken"


@pytest.mark.parametrize(
    ("records", "code"),
    [((), "missing"), (("v=DKIM1; p=",), "revoked"), (("v=DKIM1; p=kaputt!",), "broken")],
)
def test_dkim_without_a_key_that_can_be_used(records: tuple[str, ...], code: str) -> None:
    assert dkim(*records) == code


def test_without_a_selector_dkim_cannot_be_looked_for() -> None:
    assert dkim(selector="") == "unnamed"


def dmarc(*records: str, above: str = "") -> str:
    known = {f"_dmarc.{DOMAIN}": list(records), "_dmarc.example.de": [above] if above else []}
    return sender.dmarc(DOMAIN, lambda name: known.get(name, [])).code


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("v=DMARC1; p=reject; rua=mailto:x@stadt.de", "good"),
        ("v=DMARC1;p=Quarantine", "good"),
        ("v=DMARC1; p=none", "watching"),
        ("v=DMARC1; p=reject; t=y", "testing"),
        ("v=DMARC1; rua=mailto:x@stadt.de", "broken"),
        ("v=spf1 -all", "missing"),
    ],
)
def test_dmarc_is_read_as_its_standard_says(record: str, code: str) -> None:
    assert dmarc(record) == code


def test_dmarc_is_looked_for_upwards() -> None:
    assert dmarc(above="v=DMARC1; p=reject") == "good"
    assert dmarc(above="v=DMARC1; p=reject; sp=none") == "watching"
    assert dmarc("v=DMARC1; p=none", above="v=DMARC1; p=reject") == "watching"
    assert dmarc("v=DMARC1; p=none", "v=DMARC1; p=reject") == "several"


def test_of_a_very_long_name_not_each_level_is_asked() -> None:
    asked: list[str] = []

    def note(name: str) -> list[str]:
        asked.append(name)
        return []

    sender.dmarc("a.b.c.d.e.f.g.h.i.de", note)
    assert asked[:2] == ["_dmarc.a.b.c.d.e.f.g.h.i.de", "_dmarc.d.e.f.g.h.i.de"]
    assert (len(asked), asked[-1]) == (8, "_dmarc.de")


def test_a_dns_that_does_not_answer_is_asked_once() -> None:
    asked: list[str] = []

    def silent(name: str) -> list[str]:
        asked.append(name)
        raise NoAnswer("LifetimeTimeout")

    found = sender.look(f"vielfalt@{DOMAIN}", "mail", silent)
    assert [one.code for one in found] == ["unknown"] * 3
    assert asked == [DOMAIN]


@pytest.mark.parametrize(
    ("error", "texts"),
    [(dns.resolver.NXDOMAIN(), []), (dns.exception.Timeout(), None), (OSError("no route"), None)],
)
def test_the_network_may_be_away(
    error: Exception, texts: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(dns.resolver.Resolver, "resolve", fail)
    monkeypatch.setattr(dns.resolver.Resolver, "read_resolv_conf", lambda *_: None)
    if texts is None:
        with pytest.raises(NoAnswer):
            sender.texts_of(DOMAIN)
    else:
        assert sender.texts_of(DOMAIN) == texts


def test_names_that_nobody_has_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dns.resolver, "Resolver", None)
    assert sender.texts_of("offenbach.example") == []
