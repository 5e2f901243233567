"""Load on loopback: raw sockets, so that the client costs little beside the server."""

import selectors
import socket
import statistics
import time
from dataclasses import dataclass

CONNECTIONS = 8


@dataclass(frozen=True)
class Rate:
    """Requests in a second, and the 99th percentile of the waiting time in milliseconds."""

    per_second: float
    p99_ms: float


class Connection:
    """A kept-alive connection that reads whole answers of known or announced length."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> bytes:
        """Send one request and return the whole answer."""
        self.socket.sendall(request)
        answer = self._part()
        while b"\r\n\r\n" not in answer:
            answer += self._part()
        head, _, body = answer.partition(b"\r\n\r\n")
        missing = content_length(head) - len(body)
        parts = [answer]
        while missing > 0:
            part = self._part()
            missing -= len(part)
            parts.append(part)
        return b"".join(parts)

    def _part(self) -> bytes:
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server hung up")
        return part

    def close(self) -> None:
        self.socket.close()


def content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0


def request(path: str, **headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: localhost"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def etag_of(port: int, path: str) -> str:
    connection = Connection(port)
    head = connection.ask(request(path)).split(b"\r\n\r\n")[0].decode()
    connection.close()
    lines = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:])
    return lines["etag"]


def hammer(port: int, message: bytes, *, seconds: float) -> Rate:
    """Send the same request over eight connections for so long; all answers are alike."""
    first = Connection(port)
    size = len(first.ask(message))
    first.close()
    chooser = selectors.DefaultSelector()
    waits: list[float] = []
    for _ in range(CONNECTIONS):
        connection = Connection(port).socket
        connection.setblocking(False)
        connection.sendall(message)
        chooser.register(connection, selectors.EVENT_READ, [size, time.perf_counter()])
    started = time.perf_counter()
    while (now := time.perf_counter()) - started < seconds:
        for key, _ in chooser.select(1):
            connection, state = key.fileobj, key.data
            assert isinstance(connection, socket.socket)
            part = connection.recv(262144)
            if not part:
                raise ConnectionError("the server hung up")
            state[0] -= len(part)
            if state[0] <= 0:
                waits.append(time.perf_counter() - state[1])
                state[:] = [size, time.perf_counter()]
                connection.sendall(message)
    for key in list(chooser.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    return rate(waits, now - started)


def rate(waits: list[float], seconds: float) -> Rate:
    p99 = statistics.quantiles(waits, n=100)[98] if len(waits) > 1 else waits[0]
    return Rate(len(waits) / seconds, p99 * 1000)
