"""Backups taken while people sign up and the office puts files there; restored, and proved."""

import os
import threading
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from tests import cast, servers
from tests.conftest import Elsewhere, Env, Installation
from tests.documents.test_images import drawn, saved
from tests.documents.test_materials import PDF
from tests.test_backup import backed_up, opened
from tests.test_cli import run
from wirworkshops.database import db
from wirworkshops.documents import images as pictures
from wirworkshops.domain import catalogue, images, materials, recounts, registrations
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.materials import MaterialPlan, Sent
from wirworkshops.errors import Conflict
from wirworkshops.models.images import Image, ImageFile
from wirworkshops.models.materials import Material, MaterialFile
from wirworkshops.models.registrations import Registration

LANES = 3
BEFORE = 10
SECRET = "a secret of the tests"


def confirmed() -> set[int]:
    query = select(Registration.id).where(Registration.status == "confirmed")
    return set(db.session.scalars(query))


class Crowd:
    """People who sign up and confirm, in threads, until the block is left."""

    def __init__(self, app: Flask, slug: str) -> None:
        self.app, self.slug = app, slug
        self.over, self.moved = threading.Event(), threading.Condition()
        self.done = 0
        self.errors: list[BaseException] = []
        self.threads = [threading.Thread(target=self._run, args=(n,)) for n in range(LANES)]

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()
        assert self.errors == []

    def _run(self, lane: int) -> None:
        number = 1000 + lane
        try:
            while not self.over.is_set():
                self._sign_up(number)
                number += LANES
        except BaseException as error:
            self.errors.append(error)
        finally:
            with self.moved:
                self.moved.notify_all()

    def _sign_up(self, number: int) -> None:
        with self.app.app_context():
            workshop = catalogue.bare(self.slug)
            assert workshop
            outcome = registrations.sign_up(workshop, cast.somebody(number))
            assert outcome.registration
            if number % 2:
                registrations.confirm(outcome.registration)
            db.session.remove()
        with self.moved:
            self.done += 1
            self.moved.notify_all()

    def wait(self, number: int) -> int:
        """Wait until so many more have signed up; return how many have in all."""
        with self.moved:
            goal = self.done + number
            self.moved.wait_for(lambda: self.done >= goal or self.errors, 60)
            return self.done


class Uploads(Crowd):
    """Members of the office who put material and an image at a workshop, again and again."""

    def _sign_up(self, number: int) -> None:
        with self.app.app_context():
            put_material(self.slug, number)
            put_image(self.slug, number)
            db.session.remove()
        with self.moved:
            self.done += 1
            self.moved.notify_all()


def put_material(slug: str, number: int) -> None:
    workshop = catalogue.bare(slug)
    assert workshop
    sent = Sent(f"folien-{number}.pdf", "application/pdf", body_of(number))
    try:
        materials.add(workshop, MaterialPlan(str(number)), sent, by=WORKER)
    except Conflict:
        return  # there is as much as a workshop takes


def body_of(number: int) -> bytes:
    """Return a file of 50 kB that is another one for each number."""
    return PDF + f"%{number:09}".encode() * 5_000


def put_image(slug: str, number: int) -> None:
    workshop = catalogue.bare(slug)
    made = pictures.made(saved(drawn((480 + number % 7, 320))))
    assert workshop
    now = images.of(workshop)
    try:
        images.put(workshop, made, {"de": "Saal"}, seen=now.digest if now else "", by=WORKER)
    except Conflict:
        return  # another lane was quicker


def stored_files() -> dict[object, bytes]:
    """Return every file that the database holds."""
    found: dict[object, bytes] = {}
    for row in db.session.scalars(select(MaterialFile)):
        found["material", row.material_id] = row.body
    for file in db.session.scalars(select(ImageFile)):
        found["image", file.image_id, file.format, file.width] = file.body
    return found


def restored(file: Path, elsewhere: Elsewhere) -> Env:
    """Restore a backup elsewhere; let a worker work and doctor look. Returns where."""
    env = elsewhere("restored") | {"WIRWORKSHOPS_SECRET_KEY": SECRET}
    said = servers.tool("restore", str(file), env=env)
    assert said.endswith("Everything adds up. Start the server and the worker.\n")
    servers.tool("worker", "--once", env=env)
    done = run("doctor", env=os.environ | env)
    assert (done.returncode, done.stdout) == (0, "Everything adds up.\n")
    return env


def test_a_backup_taken_under_load_is_whole_and_loses_nobody(
    installation: Installation, elsewhere: Elsewhere
) -> None:
    with installation.app.app_context():
        workshop = cast.make_workshop(capacity=60)
        slug = workshop.slug
        firm = {cast.confirmed(workshop, cast.somebody(number)).id for number in range(BEFORE)}
    with Crowd(installation.app, slug) as crowd:
        begun = crowd.wait(LANES)
        file = backed_up(installation.env)
        ended = crowd.wait(LANES)
    assert ended - begun > LANES
    env = restored(file, elsewhere)
    with opened(env):
        assert recounts.findings() == []
        assert firm <= confirmed()
        assert BEFORE + begun <= db.session.query(Registration).count() <= BEFORE + ended


def test_files_put_there_before_come_back_byte_for_byte(
    installation: Installation, elsewhere: Elsewhere
) -> None:
    with installation.app.app_context():
        slug = cast.make_workshop().slug
        for number in range(3):
            put_material(slug, number)
        put_image(slug, 1)
        before = stored_files()
    assert len(before) == 3 + 3  # the image as WebP, and as it was sent
    with opened(restored(backed_up(installation.env), elsewhere)):
        assert stored_files() == before


def test_a_backup_taken_while_files_are_put_there_has_each_of_them_whole(
    installation: Installation, elsewhere: Elsewhere
) -> None:
    with installation.app.app_context():
        slugs = [cast.make_workshop(f"Nummer {n}", capacity=60).slug for n in range(2)]
    with Crowd(installation.app, slugs[0]) as crowd, Uploads(installation.app, slugs[1]) as office:
        begun = office.wait(LANES)
        crowd.wait(LANES)
        file = backed_up(installation.env)
    with opened(restored(file, elsewhere)):
        rows = db.session.scalars(select(Material)).all()
        assert len(rows) >= begun
        for row in rows:
            body = materials.body_of(row)
            assert (body, len(body)) == (body_of(int(row.title)), row.size)
        (image,) = db.session.scalars(select(Image))
        widths = select(ImageFile.width).where(ImageFile.image_id == image.id)
        assert set(db.session.scalars(widths)) == set(image.widths)
