"""Two hundred people want twenty seats at the same moment, from real processes."""

from sqlalchemy import select

from tests import cast, servers
from tests.conftest import Installation
from tests.visitors import Visitor, all_at_once
from wirworkshops.database import db
from wirworkshops.models.pools import Pool
from wirworkshops.models.registrations import Registration

PEOPLE, SEATS = 200, 20


def test_exactly_as_many_hold_a_seat_as_there_are_and_the_rest_wait_in_order(
    installation: Installation,
) -> None:
    with installation.app.app_context():
        slug = cast.make_workshop(capacity=SEATS).slug
    with servers.serving(installation.env) as address:
        answers = all_at_once(PEOPLE, lambda number: _sign_up(address, slug, number))
    assert answers == [303] * PEOPLE
    with installation.app.app_context():
        rows = db.session.scalars(
            select(Registration).order_by(Registration.received_at, Registration.id)
        ).all()
        assert [row.status for row in rows] == ["held"] * SEATS + ["waiting"] * (PEOPLE - SEATS)
        pool = db.session.scalars(select(Pool)).one()
        assert (pool.taken, pool.waiting) == (SEATS, PEOPLE - SEATS)


def _sign_up(address: str, slug: str, number: int) -> int:
    visitor = Visitor(address)
    form = {"name": f"Person {number}", "email": f"person{number}@ort.example"}
    status, _ = visitor.send(f"/workshops/{slug}/signup", form)
    visitor.close()
    return status
