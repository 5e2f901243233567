"""Filling the sign-up form in, and what came of it."""

import re
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from wirworkshops.database import db
from wirworkshops.models.outbox import Letter
from wirworkshops.models.registrations import Registration
from wirworkshops.models.workshops import Workshop

CEM = {"name": "Cem Aksoy", "email": "cem@kita.example"}


def path_of(workshop: Workshop) -> str:
    return f"/workshops/{workshop.slug}/signup"


def rows() -> list[Registration]:
    db.session.rollback()
    return list(db.session.scalars(select(Registration).order_by(Registration.id)))


def letters() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Letter.kind).order_by(Letter.id)))


def send(client: Any, workshop: Workshop, **values: Any) -> TestResponse:
    answer: TestResponse = client.send(path_of(workshop), CEM | values)
    return answer


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)
