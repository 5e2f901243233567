"""Wordings: the office's own words for a kind of letter; without any, the standard speaks."""

from dataclasses import astuple, dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from wirworkshops import clock
from wirworkshops.database import db, verb
from wirworkshops.domain import blanks, history
from wirworkshops.domain.history import Actor
from wirworkshops.errors import Conflict
from wirworkshops.models.wordings import Wording


@dataclass(frozen=True)
class WordingPlan:
    """What is to be said instead of the standard; what is empty stays the standard."""

    subject: str = ""
    headline: str = ""
    intro: str = ""
    closing: str = ""


@verb
def save(
    kind: str, language: str, plan: WordingPlan, *, known: tuple[str, ...], seen: str, by: Actor
) -> None:
    """Keep own words, once each of their blanks is known; all of them empty is the standard."""
    texts = astuple(plan)
    blanks.check(*texts, known=known)
    blanks.check_subject(plan.subject, known=known)
    wording = _locked(kind, language)
    if print_of(wording) != seen:
        raise Conflict("record-meanwhile")
    if not any(texts):
        _drop(wording, language, by)
        return
    wording = wording or Wording(kind=kind, language=language)
    for name, value in vars(plan).items():
        setattr(wording, name, value)
    wording.changed_at = clock.now()
    _store(wording)
    history.record("reworded", by=by, thing=("wording", None), kind=kind, language=language)


def _locked(kind: str, language: str) -> Wording | None:
    key = (kind, language)
    return db.session.get(Wording, key, populate_existing=True, with_for_update=True)


def _store(wording: Wording) -> None:
    """Store own words; refuse where somebody else has stored the first ones just now."""
    db.session.add(wording)
    try:
        db.session.flush()
    except IntegrityError:
        raise Conflict("record-meanwhile") from None


@verb
def back_to_standard(kind: str, language: str, *, by: Actor) -> None:
    """Let the standard speak again."""
    _drop(_locked(kind, language), language, by)


def _drop(wording: Wording | None, language: str, by: Actor) -> None:
    if wording is None:
        return
    db.session.delete(wording)
    thing = ("wording", None)
    history.record("standard-wording", by=by, thing=thing, kind=wording.kind, language=language)


def print_of(wording: Wording | None) -> str:
    """Return what tells the second of two editors that the first was quicker."""
    return wording.changed_at.isoformat() if wording else ""


# Queries


def of(kind: str, language: str) -> Wording | None:
    return db.session.get(Wording, (kind, language), populate_existing=True)


def changed() -> set[tuple[str, str]]:
    """Return kind and language of all letters that do not speak the standard."""
    return {(kind, language) for kind, language in _pairs()}


def _pairs() -> list[tuple[str, str]]:
    rows = db.session.execute(select(Wording.kind, Wording.language))
    return [(kind, language) for kind, language in rows]
