"""Mail servers on loopback, with and without TLS."""

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.letters import post
from wirworkshops.config import Settings

Mailed = tuple[post.Office, Settings]


@pytest.fixture
def base() -> Settings:
    """Real use, not demo mode; the same key as the application's."""
    return Settings(
        base_url="https://wirworkshops.offenbach.example",
        mail_host="127.0.0.1",
        mail_security="none",
    )


@pytest.fixture
def demo(base: Settings) -> Settings:
    """Letters are kept and not sent."""
    return replace(base, demo=True)


@pytest.fixture
def start(base: Settings) -> Iterator[Callable[..., Mailed]]:
    """Start a mail server; get it and the settings that lead to it."""
    running = []

    def start_one(security: str = "none", **options: Any) -> Mailed:
        office, controller = post.start(**options)
        running.append(controller)
        return office, replace(base, mail_port=controller.port, mail_security=security)

    yield start_one
    for controller in running:
        controller.stop()


@pytest.fixture
def mailed(start: Callable[..., Mailed]) -> Mailed:
    return start()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, signed by itself, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.fail("The tests of TLS need openssl, to make a certificate; please install it.")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command += ["-keyout", str(path), "-out", str(path) + ".crt"]
    subprocess.run(command, check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process trust the certificate as if an authority had signed it."""
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
