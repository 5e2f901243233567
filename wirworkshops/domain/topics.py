"""Topics: what workshops are about."""

from wirworkshops.database import db, verb
from wirworkshops.domain import masterdata
from wirworkshops.domain.history import WORKER, Actor
from wirworkshops.domain.masterdata import NamePlan
from wirworkshops.models.workshops import Topic, workshop_topics

_LINK = workshop_topics.c
NOUN = masterdata.Noun(
    Topic, masterdata.pairs(_LINK.topic_id, _LINK.workshop_id).subquery(), filter="topic"
)


@verb
def add(plan: NamePlan, *, by: Actor = WORKER) -> Topic:
    topic: Topic = masterdata.add(NOUN, plan, by=by)
    return topic


@verb
def change(topic: Topic, plan: NamePlan, *, seen: str = "", by: Actor = WORKER) -> None:
    masterdata.change(NOUN, topic, plan, seen, by=by)


@verb
def remove(topic: Topic, *, by: Actor = WORKER) -> None:
    masterdata.remove(NOUN, topic, by=by)


@verb
def merge(topic: Topic, into: Topic, *, by: Actor = WORKER) -> None:
    """Let all workshops of a topic have another one instead; the topic goes."""
    masterdata.begin_merge(NOUN, topic, into, by=by)
    masterdata.relink(_LINK.topic_id, topic.id, into.id)
    masterdata.leave(NOUN, topic, into)


def by_id(topic_id: int) -> Topic | None:
    return db.session.get(Topic, topic_id)
