"""The briefing of those who lead a workshop's sessions: who has been told, a look at it, now."""

from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n
from wirworkshops.domain import briefings, outbox, permissions, trainers
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
from wirworkshops.web.organise import guard, heads, kinds

blueprint = guard.private("office_briefings", __name__, prefix="/organise")
NO_MAILBOX = Badge("warning", "warning", _l("keine Adresse"))


@dataclass(frozen=True)
class Line:
    """Who leads a session; edit is where her mailbox can be written down. Or that nobody does."""

    when: str
    name: str = ""
    edit: str = ""
    email: str = ""
    badge: Badge | None = None


@blueprint.get("/workshops/<int:workshop_id>/briefing")
@guard.office("see letters")
def show(workshop: Workshop) -> str:
    coming = outbox.upcoming(workshop)
    told = briefings.of_workshop(workshop)
    reached = trainers.mailboxes({one.id for session in coming for one in session.trainers})
    led = [session for session in coming if session.trainers]
    return render_template(
        "organise/briefing.html",
        head=heads.head(workshop),
        workshop=workshop,
        lines=[line for session in coming for line in _lines(session, told, reached)],
        lead=_lead(page.settings().briefing_days),
        can_send=bool(reached) and workshop.status == "published",
        is_draft=workshop.status == "draft",
        preview=url_for("office_briefings.letter", session_id=led[0].id) if led else "",
        may_write=permissions.may(guard.account(), "write letters", workshop),
    )


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


def _lines(
    session: Session, told: dict[briefings.Pair, Briefing], reached: dict[int, Mailbox]
) -> list[Line]:
    when = i18n.when(session.starts_at, session.ends_at)
    lines = [
        _line(when, one, told.get((session.id, one.id)), reached.get(one.id))
        for one in session.trainers
    ]
    return lines or [Line(when)]


def _line(when: str, trainer: Trainer, last: Briefing | None, mailbox: Mailbox | None) -> Line:
    email, edit = mailbox.email if mailbox else "", kinds.TRAINERS.href("edit", trainer)
    return Line(when, trainer.name, edit, email, _badge(last) if mailbox else NO_MAILBOX)


def _badge(last: Briefing | None) -> Badge:
    if last is None or last.is_off:
        return Badge("neutral", "clock", _("noch nicht"))
    at = clock.local(last.told_at)
    when = f"{at.day}. {i18n.month_short(at)}, {i18n.hour(at)}"
    return Badge("success", "success", _("geschickt: %(when)s", when=when))
