"""The sender's domain in the DNS: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489, DMARCbis).

Pure rules over TXT records. Where they come from is handed in: tests and the demo bring their
own. Which machine sends our letters the DNS does not say; that stays the mail server's.
"""

import base64
import binascii
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

SECONDS = 3.0  # for each name, all servers together
MOST_LOOKUPS = 10  # RFC 7208 §4.6.4
MOST_LABELS = 8  # DMARCbis, the walk up the tree
SHORTEST, SHORT = 1024, 2048  # bits of an RSA key, RFC 8301 §3.2
RESERVED = ("example", "test", "invalid", "localhost")  # nobody has these (RFC 2606)
MECHANISMS = ("all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists")
ASKING = ("include", "a", "mx", "ptr", "exists", "redirect")  # each costs a look into the DNS

Texts = Callable[[str], list[str]]


class NoAnswer(Exception):
    """The DNS could not be asked."""


class Finding(NamedTuple):
    """What was found of one of the three; code is "good" or says what is wrong."""

    what: str  # spf dkim dmarc
    code: str
    name: str  # where in the DNS
    record: str = ""

    @property
    def is_good(self) -> bool:
        return self.code == "good"

    @property
    def is_hint(self) -> bool:
        """Whether letters go out all the same, and it could only be better."""
        return self.code in HINTS


HINTS = frozenset({"unknown", "unnamed", "neutral", "short", "testing", "watching"})


def texts_of(name: str) -> list[str]:
    """Return the TXT records of a name, none where there are none; raises NoAnswer."""
    if name.rsplit(".", 1)[-1] in RESERVED:
        return []
    import dns.exception  # only ever needed here, and in few processes
    import dns.resolver  # the same

    try:
        resolver = dns.resolver.Resolver()
        answer = resolver.resolve(name, "TXT", lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, UnicodeError) as error:
        raise NoAnswer(type(error).__name__) from None
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def look(address: str, selector: str, texts: Texts = texts_of) -> list[Finding]:
    """Return what the DNS says of the domain of an address: SPF, DKIM, DMARC.

    The first name without an answer ends it: nobody waits three times.
    """
    domain = address.rpartition("@")[2].strip().lower()
    try:
        return [spf(domain, texts), dkim(domain, selector, texts), dmarc(domain, texts)]
    except NoAnswer:
        return [Finding(what, "unknown", domain) for what in ("spf", "dkim", "dmarc")]


# SPF


def spf(domain: str, texts: Texts) -> Finding:
    found = _spf_records(domain, texts)
    record = found[0] if found else ""
    return Finding("spf", _spf_code(found, domain, texts), domain, record)


def _spf_records(domain: str, texts: Texts) -> list[str]:
    """Return the records of a domain (§4.5): the version stands alone, in any case."""
    return [text for text in texts(domain) if text.lower().split(" ")[0] == "v=spf1"]


def _spf_code(found: list[str], domain: str, texts: Texts) -> str:
    if not found:
        return "missing"
    if len(found) > 1:
        return "several"  # a permanent error, §4.5
    terms = _terms(found[0])
    if not all(_is_known(term) for term in terms):
        return "broken"  # §4.6
    if _lookups(domain, texts, set()) > MOST_LOOKUPS:
        return "lookups"
    return _spf_end(terms)


def _spf_end(terms: list[str]) -> str:
    """Say what becomes of machines that the record does not name (§4.7, §5.1)."""
    ends = [term for term in terms if term.lstrip("+-~?") == "all"]
    if not ends:
        return "good" if any(term.startswith("redirect=") for term in terms) else "neutral"
    return {"-": "good", "~": "good", "?": "neutral"}.get(ends[0][0], "open")


def _terms(record: str) -> list[str]:
    return record.lower().split()[1:]


def _name_of(term: str) -> str:
    """Return the name of a mechanism or a modifier."""
    bare = term.lstrip("+-~?")
    for sign in ":/=":
        bare = bare.split(sign)[0]
    return bare


def _is_known(term: str) -> bool:
    """Whether it is a mechanism, or any modifier: unknown ones are passed over (§6)."""
    has_value = "=" in term.split(":", maxsplit=1)[0]
    return _name_of(term) in MECHANISMS or (has_value and term[0].isalpha())


def _lookups(domain: str, texts: Texts, seen: set[str]) -> int:
    """Count the looks into the DNS that a record costs, those it includes too (§4.6.4)."""
    if domain in seen or len(seen) > MOST_LOOKUPS:
        return 0
    seen.add(domain)
    found = _spf_records(domain, texts)
    asking = [term for term in _terms(found[0]) if _name_of(term) in ASKING] if found else []
    number = len(asking)
    for term in asking:
        further = term.lstrip("+-~?").partition(":")[2] or term.partition("=")[2]
        if _name_of(term) in ("include", "redirect") and "%" not in further:
            number += _lookups(further, texts, seen)
    return number


# DKIM


def dkim(domain: str, selector: str, texts: Texts) -> Finding:
    if not selector:
        return Finding("dkim", "unnamed", domain)
    name = f"{selector}._domainkey.{domain}"
    found = [text for text in texts(name) if "p=" in text]
    return Finding("dkim", _dkim_code(found), name, found[0] if found else "")


def _dkim_code(found: list[str]) -> str:
    if not found:
        return "missing"
    if len(found) > 1:
        return "several"  # undefined, §3.6.2.2
    tags = _tags(found[0])
    if tags.get("v", "DKIM1") != "DKIM1" or not _is_for_mail(tags):
        return "broken"
    if not tags.get("p"):
        return "revoked"
    code = _key_code(tags.get("k", "rsa"), tags["p"])
    is_test = "y" in tags.get("t", "").split(":")
    return "testing" if code == "good" and is_test else code


def _is_for_mail(tags: dict[str, str]) -> bool:
    return bool({"*", "email"} & set(tags.get("s", "*").split(":")))


def _key_code(kind: str, text: str) -> str:
    """Judge a public key: RSA as RFC 8301 wants it, or Ed25519 (RFC 8463)."""
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
        if kind == "ed25519":
            return "good" if len(raw) == 32 else "broken"
        key = load_der_public_key(raw)
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return "broken"
    if kind != "rsa" or not isinstance(key, RSAPublicKey) or key.key_size < SHORTEST:
        return "broken"
    return "short" if key.key_size < SHORT else "good"


def _tags(record: str) -> dict[str, str]:
    """Return the tags of a record, name=value between semicolons (§3.2)."""
    pairs = (part.partition("=") for part in record.split(";") if "=" in part)
    return {name.strip(): "".join(value.split()) for name, _sign, value in pairs}


# DMARC


def dmarc(domain: str, texts: Texts) -> Finding:
    """Return the policy of a domain, or of the nearest one above that has one."""
    for above in _upwards(domain):
        name = f"_dmarc.{above}"
        found = [text for text in texts(name) if _tags(text).get("v") == "DMARC1"]
        if found:
            code = _dmarc_code(found, is_above=above != domain)
            return Finding("dmarc", code, name, found[0])
    return Finding("dmarc", "missing", f"_dmarc.{domain}")


def _upwards(domain: str) -> Iterator[str]:
    """Yield a domain and those above it; of very long ones, not each (DMARCbis)."""
    labels = domain.split(".")
    yield domain
    rest = labels[1:] if len(labels) <= MOST_LABELS else labels[-MOST_LABELS + 1 :]
    for begin in range(len(rest)):
        yield ".".join(rest[begin:])


def _dmarc_code(found: list[str], *, is_above: bool) -> str:
    if len(found) > 1:
        return "several"  # then none counts
    tags = _tags(found[0])
    policy = tags.get("sp" if is_above and "sp" in tags else "p", "").lower()
    if policy not in ("none", "quarantine", "reject"):
        return "broken"
    if policy == "none":
        return "watching"
    return "testing" if tags.get("t") == "y" else "good"
