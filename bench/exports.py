"""What a list of 5,000 rows costs as a file: ``python -m bench.exports``.

Seconds of the processor, since whoever waits should not pay for who else runs on the machine.
"""

import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import Table, insert, select

from tests import cast
from wirworkshops import schema
from wirworkshops.app import create_app
from wirworkshops.config import Settings
from wirworkshops.database import Base, db, transaction
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.web.account.creation import make_account

ROWS = 5_000
TURNS = 3
WHO = {"email": "ada@buero.example", "password": "sehr lange Sätze"}


def fill() -> int:
    """Let so many people be registered in one workshop, each with a letter; return its number."""
    workshop = cast.make_workshop(capacity=ROWS)
    first = cast.confirmed(workshop)
    letter = db.session.scalars(select(Letter).limit(1)).one()
    known = [_values(row) for row in (first.participant, first, letter)]
    person, registration, mail = known
    with transaction() as session:
        for n in range(1, ROWS):
            name, email = f"Person {n}", f"person{n}@ort.example"
            same = {"name": name, "email": email, "identity": f"{email} {name}"}
            number = session.scalar(
                insert(Participant).values(person | same).returning(Participant.id)
            )
            about = session.scalar(
                insert(Registration)
                .values(registration | {"participant_id": number})
                .returning(Registration.id)
            )
            session.execute(
                insert(Letter).values(mail | {"registration_id": about, "recipient": email})
            )
    return workshop.id


def _values(row: Base | None) -> dict[str, object]:
    assert row is not None
    table = row.__table__
    assert isinstance(table, Table)
    return {c.name: getattr(row, c.name) for c in table.columns if c.name != "id"}


def measure(client: FlaskClient, path: str) -> float:
    """Return the fewest seconds that a file has taken."""
    seconds = []
    for _turn in range(TURNS):
        started = time.process_time()
        answer = client.get(path)
        seconds.append(time.process_time() - started)
        assert answer.status_code == 200, path
    return min(seconds)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = schema.prepare(create_app(Settings(
            instance=Path(folder), base_url="http://localhost", demo=True,
            database_url=f"sqlite:///{folder}/bench.sqlite3", secret_key="a secret",
        )))  # fmt: skip
        with app.app_context():
            schema.upgrade()
            number = fill()
            make_account(**WHO, name="Ada Wolf", role="administrator", host_slugs=[], trainer="")
        client = app.test_client()
        token = client.get("/login").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
        client.post("/login", data=WHO | {"csrf_token": token})
        for path in (f"workshops/{number}/registrations", "people", "letters"):
            for form in ("csv", "xlsx"):
                took = measure(client, f"/organise/{path}.{form}")
                print(f"  {ROWS:,} rows {path.rpartition('/')[2]}.{form:<8}{took:>10.2f} s")
        with app.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    main()
