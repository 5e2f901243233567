"""Real servers for the tests: PostgreSQL in a folder of its own, and our own processes."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(address: str) -> Iterator[socket.socket]:
    """Open a socket that servers inherit: who calls while none lives waits for the next."""
    with socket.create_server(("127.0.0.1", int(address.rsplit(":", 1)[1]))) as ours:
        yield ours


def _postgres_program(name: str) -> str:
    found = shutil.which(name)
    if found:
        return str(Path(found).resolve())
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    assert versions, f"{name} is missing: install PostgreSQL"
    return str(versions[-1])


def _unprivileged() -> str | None:
    """Return who runs PostgreSQL where we are root, which it refuses."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server on loopback; yield the address of an empty database."""
    user, data, port = _unprivileged(), folder / "data", free_port()
    folder.mkdir(parents=True)
    if user:
        shutil.chown(folder, user)
    make = [_postgres_program("initdb"), "-D", str(data), "-U", "tests", "-A", "trust", "-N"]
    make += ["-E", "UTF8", "--locale=C"]
    subprocess.run(make, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
    run = [_postgres_program("postgres"), "-D", str(data), "-p", str(port), "-k", str(folder)]
    run += ["-h", "127.0.0.1", "-c", "max_connections=200"]
    run += ["-c", "fsync=off"]  # the machine itself does not die in any test
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(run, user=user, cwd=folder, stdout=log, stderr=log)
    try:
        await_port(port, server)
        _await_answer(port)
        yield f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # "fast": does not wait for clients to leave
        server.wait(60)


def _await_answer(port: int, seconds: float = 120) -> None:
    """Wait until PostgreSQL lets somebody in: it listens while it is still starting up."""
    program = str(Path(_postgres_program("initdb")).with_name("pg_isready"))
    ask = [program, "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + seconds
    while subprocess.run(ask, check=False).returncode:
        assert time.monotonic() < deadline, "PostgreSQL does not answer"
        time.sleep(0.02)


def await_port(port: int, server: "subprocess.Popen[bytes]", seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert server.poll() is None, f"the server ended with {server.returncode}"
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nothing listens on port {port}")


def tool(*args: str, env: dict[str, str]) -> str:
    """Run the command line tool and return what it prints."""
    command = [sys.executable, "-m", "wirworkshops", *args]
    done = subprocess.run(
        command, env=os.environ | env, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


@contextmanager
def serving(env: dict[str, str], *, worker: bool = True, port: int = 0) -> Iterator[str]:
    """Run the real server (and worker) as processes; yield its address."""
    port = port or free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "wirworkshops", "serve", "--port", str(port)]
    command += ["--with-worker"] * worker
    env = os.environ | {"WIRWORKSHOPS_BASE_URL": address} | env
    server = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        await_port(port, server)
        await_page(address + "/healthz")
        yield address
    finally:
        server.terminate()
        server.wait(60)


def await_page(address: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise AssertionError(f"{address} does not answer")
