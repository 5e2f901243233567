"""Topics: what uses one, what merging moves, and what their list says."""

from flask.testing import FlaskClient

from tests import cast
from tests.web.organise.records import path
from wirworkshops.domain import masterdata, topics
from wirworkshops.domain.masterdata import NamePlan


def test_what_is_used_says_by_what(ada: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Reden"}))
    workshop = cast.make_workshop(topic_ids=(topic.id,))
    draft = cast.make_draft("Noch geheim", topic_ids=(topic.id,))
    page = ada.get(path("topics", topic, "delete")).text
    assert "Das wird noch benutzt" in page
    assert f"/organise/workshops/{workshop.id}" in page
    assert f"/organise/workshops/{draft.id}/edit" in page
    answer = ada.post(
        path("topics", topic, "delete"),
        data={"csrf_token": ada.token("/account/")},  # type: ignore[attr-defined]
    )
    assert answer.status_code == 409
    assert topics.by_id(topic.id) is not None


def test_anothers_draft_is_counted_but_not_named(mia: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Reden"}))
    cast.make_draft("Noch geheim", topic_ids=(topic.id,))
    public = cast.make_workshop("Offen", topic_ids=(topic.id,))
    page = mia.get(path("topics", topic, "delete")).text
    assert "2 Veranstaltungen" in page
    assert "Noch geheim" not in page
    assert "und 1 weitere" in page
    assert f'href="/workshops/{public.slug}"' in page


def test_merging_says_how_many_move_over(ada: FlaskClient) -> None:
    topic, other = topics.add(NamePlan({"de": "Reden"})), topics.add(NamePlan({"de": "Sprechen"}))
    for title in ("Eins", "Zwei"):
        cast.make_workshop(title, topic_ids=(topic.id,))
    page = path("topics", topic, "merge")
    assert "2 Veranstaltungen ziehen um." in ada.get(page).text
    ada.send(page, {"into": str(other.id)})  # type: ignore[attr-defined]
    assert masterdata.used(topics.NOUN, cast.fresh(other).id) == 2


def test_alone_there_is_nothing_to_merge(ada: FlaskClient) -> None:
    topic = topics.add(NamePlan({"de": "Reden"}))
    assert "Es gibt nichts, womit" in ada.get(path("topics", topic, "merge")).text


def test_an_empty_list_says_what_it_is_for(ada: FlaskClient) -> None:
    assert "Noch gibt es kein Thema." in ada.get(path("topics")).text
    topics.add(NamePlan({"de": "Reden"}))
    assert "Dazu haben wir hier nichts." in ada.get(f"{path('topics')}?q=nichts").text


def test_a_search_finds_without_accents(ada: FlaskClient) -> None:
    for name in ("Öffentlichkeit", "Reden"):
        topics.add(NamePlan({"de": name}))
    page = ada.get(f"{path('topics')}?q=OFFENT").text
    assert "Öffentlichkeit" in page
    assert "Reden" not in page
