"""The briefing of those who lead a workshop's sessions: who has been told, a look at it, now."""

from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.domain import briefings, outbox, permissions, trainers
from wirworkshops.domain.briefings import ByHand
from wirworkshops.domain.trainers import Mailbox
from wirworkshops.errors import NotFound, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.letters import briefings as letters
from wirworkshops.letters import rendering, wordings
from wirworkshops.letters.content import Reader
from wirworkshops.models.briefings import Briefing
from wirworkshops.models.trainers import Trainer
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import letter_frames, page, refusals
from wirworkshops.web.items import Badge
from wirworkshops.web.organise import guard, heads, kinds, lists

blueprint = guard.private("office_briefings", __name__, prefix="/organise")
NO_MAILBOX = Badge("warning", "warning", _l("keine Adresse"))
TO_TELL = {  # what somebody without a mailbox has not been told yet
    "briefing": NO_MAILBOX,
    "briefing_changed": Badge("danger", "danger", _l("geändert, noch nicht gesagt")),
    "briefing_off": Badge("danger", "danger", _l("entfällt, noch nicht gesagt")),
}
Hand = dict[briefings.Pair, ByHand]


@dataclass(frozen=True)
class Line:
    """Who leads a session; edit is where her mailbox can be written down. Or that nobody does."""

    when: str
    name: str = ""
    edit: str = ""
    email: str = ""
    badge: Badge | None = None
    to_tell: ByHand | None = None  # whom the office tells itself


@blueprint.get("/workshops/<int:workshop_id>/briefing")
@guard.office("see letters")
def show(workshop: Workshop) -> str:
    coming = outbox.upcoming(workshop)
    told = briefings.of_workshop(workshop)
    reached = trainers.mailboxes({one.id for session in coming for one in session.trainers})
    led = [session for session in coming if session.trainers]
    hand = _by_hand(workshop)
    return render_template(
        "organise/briefing.html",
        head=heads.head(workshop),
        workshop=workshop,
        lines=[*_calls_off(hand, coming),
               *(line for session in coming for line in _lines(session, told, reached, hand))],
        lead=_lead(page.settings().briefing_days),
        can_send=bool(reached) and workshop.status == "published",
        is_draft=workshop.status == "draft",
        preview=url_for("office_briefings.letter", session_id=led[0].id) if led else "",
        may_write=permissions.may(guard.account(), "write letters", workshop),
    )  # fmt: skip


def _by_hand(workshop: Workshop) -> Hand:
    days = page.settings().briefing_days
    found = briefings.by_hand(guard.reach(), days=days, workshop_id=workshop.id)
    return {(one.session.id, one.trainer.id): one for one in found}


@blueprint.post("/workshops/<int:workshop_id>/briefing/send")
@guard.office("write letters")
def send(workshop: Workshop) -> ResponseReturnValue:
    try:
        told = briefings.send(workshop, by=guard.actor())
    except Refusal as refusal:
        flash(refusals.sentence(refusal), "warning")
    else:
        text = ngettext("%(num)s Briefing geht hinaus.", "%(num)s Briefings gehen hinaus.", told)
        flash(text, "success")
    return redirect(url_for("office_briefings.show", workshop_id=workshop.id), 303)


@blueprint.post("/sessions/<int:session_id>/briefing-told")
@guard.office("write letters")
def told(session: Session) -> ResponseReturnValue:
    """Note that the office has told one of those without a mailbox itself; twice is once."""
    days, hand = page.settings().briefing_days, _by_hand(session.workshop)
    for number in lists.numbers(request.form.getlist("trainer")):
        if one := hand.get((session.id, number)):
            briefings.note_told(session, one.trainer, days=days, by=guard.actor())
            flash(_("Gemerkt: Sie haben selbst Bescheid gesagt."), "success")
    return redirect(url_for("office_briefings.show", workshop_id=session.workshop_id), 303)


@blueprint.get("/sessions/<int:session_id>/briefing-letter")
@guard.office("see letters")
def letter(session: Session) -> Response:
    """Show the letter as the first who leads the session would get it now."""
    if not session.trainers:
        raise NotFound("not-found")
    trainer, settings = session.trainers[0], page.settings()
    lead = letters.Lead(trainer, session, {}, settings)
    language = lead.mailbox.language
    with i18n.speaking(language):
        said = letters.briefing(lead)
        said = wordings.in_own_words(said, "briefing", letters.values_of(lead))
        _text, html = rendering.render(said, Reader(trainer.name, "", language), settings)
    return letter_frames.framed(html)


def _lead(days: int) -> str:
    """Say when it goes out by itself."""
    when = ngettext(
        "Sie geht %(num)s Tag vor jedem Termin von selbst hinaus.",
        "Sie geht %(num)s Tage vor jedem Termin von selbst hinaus.",
        days,
    )
    return when if days else _("Sie geht nur hinaus, wenn Sie sie schicken.")


def _calls_off(hand: Hand, coming: list[Session]) -> list[Line]:
    """Return who is to be told of a date that takes place no more, or is no longer hers."""
    led = {(session.id, trainer.id) for session in coming for trainer in session.trainers}
    return [_to_tell(one) for pair, one in hand.items() if pair not in led]


def _to_tell(one: ByHand) -> Line:
    session, trainer = one.session, one.trainer
    when, edit = i18n.when(session.starts_at, session.ends_at), kinds.TRAINERS.href("edit", trainer)
    return Line(when, trainer.name, edit, "", TO_TELL[one.kind], one)


def _lines(
    session: Session,
    told: dict[briefings.Pair, Briefing],
    reached: dict[int, Mailbox],
    hand: Hand,
) -> list[Line]:
    when = i18n.when(session.starts_at, session.ends_at)
    pairs = [((session.id, one.id), one) for one in session.trainers]
    lines = [
        _to_tell(hand[pair])
        if pair in hand
        else _line(when, one, told.get(pair), reached.get(one.id))
        for pair, one in pairs
    ]
    return lines or [Line(when)]


def _line(when: str, trainer: Trainer, last: Briefing | None, mailbox: Mailbox | None) -> Line:
    email, edit = mailbox.email if mailbox else "", kinds.TRAINERS.href("edit", trainer)
    return Line(when, trainer.name, edit, email, _badge(last, mailbox))


def _badge(last: Briefing | None, mailbox: Mailbox | None) -> Badge:
    if last is None or last.is_off:
        return Badge("neutral", "clock", _("noch nicht")) if mailbox else NO_MAILBOX
    at = clock.local(last.told_at)
    when = f"{at.day}. {i18n.month_short(at)}, {i18n.hour(at)}"
    said = _("geschickt: %(when)s", when=when) if mailbox else _("gesagt: %(when)s", when=when)
    return Badge("success", "success", said)
