"""Visitors who speak HTTP to a real server, one connection each."""

import http.client
import re
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Visitor:
    """A browser without a window: keeps its cookies and its connection."""

    def __init__(self, address: str, *, seconds: float = 60) -> None:
        parts = urlsplit(address)
        host = parts.hostname or ""
        self.connection = http.client.HTTPConnection(host, parts.port, timeout=seconds)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: dict[str, Any] | None = None) -> tuple[int, str]:
        """Send one request; return the status and the page (or where it leads)."""
        body = urlencode(form) if form is not None else None
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        page = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            key, _, value = cookie.split(";", 1)[0].partition("=")
            self.cookies[key] = value
        return response.status, response.headers.get("Location") or page

    def send(self, path: str, form: dict[str, Any], *, to: str = "") -> tuple[int, str]:
        """Open a page and send its form."""
        _, page = self.ask("GET", path)
        found = TOKEN.search(page)
        assert found, f"{path} has no form"
        return self.ask("POST", to or path, form | {"csrf_token": found[1]})

    def close(self) -> None:
        self.connection.close()


def all_at_once(number: int, act: Callable[[int], Any]) -> list[Any]:
    """Let so many threads do something at the same moment; return what each returned."""
    results: list[Any] = [None] * number
    start = threading.Barrier(number)

    def run(index: int) -> None:
        start.wait()
        try:
            results[index] = act(index)
        except Exception as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
