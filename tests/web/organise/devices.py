"""A device with a passkey, in software: it answers as a browser's own would (WebAuthn level 2)."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from flask.testing import FlaskClient
from webauthn.helpers import bytes_to_base64url
from werkzeug.test import TestResponse

ORIGIN, HOST = "http://localhost", "localhost"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
JSON = re.compile(r'data-options="([^"]+)"')
ACTION = re.compile(r'action="([^"]+)" method="post" data-passkey')


@dataclass
class Key:
    """A key on somebody's device. It counts only where the device does, as synced ones do not."""

    knows_owner: bool = True
    origin: str = ORIGIN
    counter: int = 0
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    number: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def _head(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.knows_owner else 0)
        host = hashlib.sha256(HOST.encode()).digest()
        return host + bytes([flags]) + self.counter.to_bytes(4, "big")

    def _said(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _wrapped(self, **response: bytes) -> str:
        number = bytes_to_base64url(self.number)
        inner = {name: bytes_to_base64url(value) for name, value in response.items()}
        return json.dumps({"id": number, "rawId": number, "type": "public-key", "response": inner})

    def made(self, options: dict[str, Any]) -> str:
        """Return what the browser sends when a passkey has been made."""
        point = self.private.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (point.x, point.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        length = len(self.number).to_bytes(2, "big")
        head = self._head(ATTESTED) + bytes(16) + length + self.number + public
        return self._wrapped(
            clientDataJSON=self._said("webauthn.create", options),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": head}),
        )

    def signed(self, options: dict[str, Any]) -> str:
        """Return what the browser sends when the passkey has been used."""
        head, said = self._head(0), self._said("webauthn.get", options)
        text = head + hashlib.sha256(said).digest()
        return self._wrapped(
            clientDataJSON=said,
            authenticatorData=head,
            signature=self.private.sign(text, ec.ECDSA(hashes.SHA256())),
        )


@dataclass(frozen=True)
class Asked:
    """A page that asks for a passkey: its challenge, and where the answer goes."""

    options: dict[str, Any]
    action: str


def ask(client: FlaskClient, path: str, **typed: str) -> Asked:
    page = client.send(path, typed).text
    options, action = JSON.search(page), ACTION.search(page)
    assert options
    assert action
    return Asked(json.loads(options[1].replace("&#34;", '"')), action[1].replace("&amp;", "&"))


def answer(
    client: FlaskClient, asked: Asked, credential: str, *, at: str = "/login/passkey"
) -> TestResponse:
    return client.send(at, {"credential": credential}, to=asked.action)


def register(client: FlaskClient, key: Key, name: str = "Diensthandy") -> TestResponse:
    asked = ask(client, "/account/passkeys", name=name)
    return answer(client, asked, key.made(asked.options), at="/account/passkeys")
