"""Whole sign-ups: open the form, send it, open the letter's link, confirm."""

import re
import sqlite3
import threading
import time
from urllib.parse import quote_plus

import psycopg
from sqlalchemy import make_url

from bench.load import Connection, Rate, rate
from wirworkshops import tokens

TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
COOKIE = re.compile(rb"(?im)^set-cookie: (ww=[^;]*)")
AT_ONCE = 8
LATEST = "SELECT r.id FROM registrations r JOIN participants p ON p.id = r.participant_id WHERE "


class Person:
    """One browser after the other, over one connection."""

    def __init__(self, port: int, database_url: str) -> None:
        self.connection = Connection(port)
        url = make_url(database_url)
        if url.get_backend_name() == "sqlite":
            self.database = sqlite3.connect(url.database or "", isolation_level=None)
            self.query = LATEST + "p.identity = ?"
        else:
            plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
            self.database = psycopg.connect(plain, autocommit=True)  # type: ignore[assignment]
            self.query = LATEST + "p.identity = %s"

    def sign_up(self, slug: str, number: int) -> None:
        path = f"/workshops/{slug}/signup"
        email = f"person{number}@ort.example"
        self._send(path, f"name=Person+{number}&email={quote_plus(email)}")
        row = self.database.execute(self.query, (f"{email} person {number}",)).fetchone()
        mine = "/registrations/" + tokens.issue("registration", row[0], 0)
        self._send(mine, "", to=f"{mine}/confirm")

    def _send(self, path: str, form: str, *, to: str = "") -> None:
        page = self.connection.ask(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        token, cookie = TOKEN.search(page), COOKIE.search(page)
        assert token, page[:300]
        assert cookie, page[:300]
        body = f"{form}&csrf_token={token[1].decode()}".encode()
        head = (
            f"POST {to or path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie[1].decode()}\r\n"
            f"Content-Length: {len(body)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        answer = self.connection.ask(head.encode() + body)
        assert answer.startswith(b"HTTP/1.1 303"), answer[:300]


def measure(port: int, database_url: str, slug: str, *, seconds: float, first: int) -> Rate:
    """Let eight people sign up one after the other for so long."""
    waits: list[float] = []
    started = time.perf_counter()

    def run(lane: int) -> None:
        person, number = Person(port, database_url), first + lane
        while time.perf_counter() - started < seconds:
            begun = time.perf_counter()
            person.sign_up(slug, number)
            waits.append(time.perf_counter() - begun)
            number += AT_ONCE

    lanes = [threading.Thread(target=run, args=(lane,)) for lane in range(AT_ONCE)]
    for lane in lanes:
        lane.start()
    for lane in lanes:
        lane.join()
    return rate(waits, time.perf_counter() - started)
