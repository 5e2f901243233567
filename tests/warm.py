"""A process that has everything loaded, and makes a server or a worker of itself in a moment.

Each line on its standard input is a failpoint ("" for none): it forks, the child arms the
failpoint and runs until it is killed. It says 0 when it is warm, then each child's number and
how the child ended.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from types import TracebackType

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import servers
from wirworkshops import failpoints
from wirworkshops.app import create_app
from wirworkshops.database import db
from wirworkshops.worker import Worker


class Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        pass


def serve(app: Flask, listening: socket.socket) -> None:
    host, port = listening.getsockname()
    handler, number = Quiet, listening.fileno()
    make_server(host, port, app, True, request_handler=handler, fd=number).serve_forever()


def warm_up(app: Flask, role: str) -> None:
    """Do each thing once, so that no child has to load and compile it; leave nothing open."""
    if role == "worker":
        Worker(app).round()
    else:
        client = app.test_client()
        slug = client.get("/workshops").text.split('href="/workshops/', 1)[1].split('"', 1)[0]
        client.get(f"/workshops/{slug}/signup")
        app.wsgi_app.reader.close()  # type: ignore[attr-defined]
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def main(role: str, number: str) -> None:
    say = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what the application prints is no answer of ours
    app = create_app()
    warm_up(app, role)
    say.write("0\n")
    listening = socket.socket(fileno=int(number)) if role == "server" else None
    while line := os.read(0, 100).decode():
        alive, held = os.pipe()
        child = os.fork()
        if not child:
            failpoints.arm(line.strip())
            os.close(alive)
            serve(app, listening) if listening else Worker(app).run()
            os._exit(0)
        os.close(held)
        say.write(f"{child}\n")
        if select.select([0, alive], [], [])[0] != [alive]:  # whoever asked for it has gone
            os.kill(child, signal.SIGKILL)
        say.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        os.close(alive)


class Warm:
    """The warm process as a test has it; the children share its listening socket."""

    def __init__(self, role: str, env: dict[str, str], listening: socket.socket | None) -> None:
        number = listening.fileno() if listening else 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm", role, str(number)],
            env=os.environ | env, cwd=servers.ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            pass_fds=[number] if listening else [],
        )  # fmt: skip
        self.child = self._answer()

    def __enter__(self) -> "Warm":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()  # its input ends, and it with its child
        self.process.wait(20)

    def start(self, failpoint: str = "") -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{failpoint}\n")
        self.process.stdin.flush()
        self.child = self._answer()

    def kill(self) -> None:
        os.kill(self.child, signal.SIGKILL)

    def ended(self, seconds: float) -> int:
        """Wait until the child has ended; return how (negative: by which signal).

        After so many seconds its input ends: the warm process kills it and starts no other.
        """
        assert self.process.stdin
        end = threading.Timer(seconds, self.process.stdin.close)
        end.start()
        try:
            return self._answer()
        finally:
            end.cancel()

    def _answer(self) -> int:
        assert self.process.stdout
        return int(self.process.stdout.readline())


if __name__ == "__main__":
    main(*sys.argv[1:])
