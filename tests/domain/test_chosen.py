"""A workshop is stored in the very moment what it chose goes: a sentence, no fault."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from tests import cast
from wirworkshops.domain import funders, masterdata, series, topics, workshops
from wirworkshops.domain.funders import FunderPlan
from wirworkshops.domain.history import WORKER
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.errors import Conflict

GONE = 9_999


@pytest.mark.parametrize(
    "values",
    [
        {"series_id": GONE}, {"topic_ids": (GONE,)}, {"audience_ids": (GONE,)},
        {"partner_ids": (GONE,)}, {"funder_ids": (GONE,)}, {"original_id": GONE},
        {"sessions": tuple(replace(each, room_id=GONE) for each in cast.dates(14))},
    ],
    ids=lambda values: next(iter(values)),
)  # fmt: skip
def test_what_is_gone_is_refused(client: FlaskClient, values: dict[str, object]) -> None:
    workshop = cast.make_workshop()
    plan = cast.plan(**values)
    for act in (lambda: workshops.create(plan, by=WORKER),
                lambda: workshops.edit(workshop, plan, by=WORKER)):  # fmt: skip
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.code == "choice-gone"


def test_a_topic_deleted_meanwhile_is_told(client: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Recht"}))
    plan = cast.plan(topic_ids=(topic.id,))
    topics.remove(topic)
    with pytest.raises(Conflict):
        workshops.create(plan, by=WORKER)


def test_a_funder_in_use_stays_and_a_double_is_merged(client: FlaskClient) -> None:
    one = funders.add(FunderPlan("Land Hessen", {"de": "vom Land Hessen"}))
    two = funders.add(FunderPlan("Das Land Hessen", {"de": "vom Land"}))
    workshop = cast.make_workshop(funder_ids=(one.id,))
    with pytest.raises(Conflict):
        funders.remove(one)
    funders.merge(one, two)
    assert [row.id for row in cast.fresh(workshop).funders] == [two.id]
    assert masterdata.used(funders.NOUN, two.id) == 1
    assert series.by_id(workshop.series_id or 0) is not None
