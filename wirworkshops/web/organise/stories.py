"""The whole story of one registration, newest first: acts, letters, calls, and attendance."""

from collections.abc import Iterator
from datetime import datetime

from flask import url_for

from wirworkshops import i18n
from wirworkshops.domain import attendance, calls, history, outbox
from wirworkshops.i18n import gettext as _
from wirworkshops.models.registrations import Registration
from wirworkshops.web.organise import labels
from wirworkshops.web.organise.labels import Line

Told = tuple[datetime, int, Line]


def of(registration: Registration) -> list[Line]:
    """Return everything in one line of time; of one instant, what was done before its letters."""
    told = [*_acts(registration), *_letters(registration), *_calls(registration),
            *_attendance(registration)]  # fmt: skip
    told.sort(key=lambda one: one[:2], reverse=True)
    return [line for _at, _rank, line in told]


def _acts(registration: Registration) -> Iterator[Told]:
    for event in history.of_registration(registration.id):
        line = labels.line(event)
        source = (event.facts or {}).get("source")
        href = url_for("office_registrations.index", workshop_id=source) if source else ""
        yield event.at, 0, Line(line.when, line.act, line.facts, line.actor, line.reason, href)


def _letters(registration: Registration) -> Iterator[Told]:
    for letter in outbox.of_registration(registration.id):
        state = str(labels.LETTER_STATES[letter.status][0])
        kind = str(labels.LETTERS.get(letter.kind, letter.kind))
        at = letter.sent_at or letter.created_at
        act = _("Nachricht: %(kind)s", kind=kind)
        error = letter.error if letter.status == "failed" else ""
        yield at, 1, Line(i18n.moment(at), act, state, _("von selbst"), error)


def _calls(registration: Registration) -> Iterator[Told]:
    for call in calls.of_registration(registration.id):
        kind = str(labels.LETTERS.get(call.kind, call.kind))
        act = _("Ohne E-Mail, selbst sagen: %(kind)s", kind=kind)
        if call.done_at and call.done_by:
            who = call.done_by.name or call.done_by.email
            yield call.done_at, 1, Line(i18n.moment(call.done_at), act, _("erledigt"), who)
        else:
            at = call.created_at
            yield at, 1, Line(i18n.moment(at), act, _("steht noch aus"), _("Büro"))


def _attendance(registration: Registration) -> Iterator[Told]:
    for mark, session, account in attendance.of_registration(registration.id):
        facts = _("Termin am %(day)s", day=i18n.date_in_year(session.starts_at))
        act = _("War da") if mark.present else _("War nicht da")
        who = (account.name or account.email) if account else _("Büro")
        yield mark.marked_at, 0, Line(i18n.moment(mark.marked_at), act, facts, who)
