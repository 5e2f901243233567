"""Signing up: the form, and what comes next. Nothing here tells a stranger who is on a list."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from wirworkshops import clock, i18n
from wirworkshops.domain import catalogue, corrections, moves, questions, registrations
from wirworkshops.domain.applications import Application, Outcome
from wirworkshops.errors import Conflict, Invalid, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import glance, items, limits, page, refusals, slots
from wirworkshops.web.public import acts, choosing, doors, joining, ready, typed
from wirworkshops.web.public.doors import Door
from wirworkshops.web.public.forms import Address, SignUp
from wirworkshops.web.public.typed import Typed

blueprint = Blueprint("signup", __name__)
HOLDS = ("free", "few")  # in these states a seat is held at once


@blueprint.route("/workshops/<slug>/signup", methods=["GET", "POST"])
@blueprint.route("/workshops/<slug>/signup/<code>", methods=["GET", "POST"])
@limits.by_network
@limits.by_mailbox
def form(slug: str, code: str = "") -> Any:
    if request.method == "GET":
        return (ready.page() if not code else None) or _fresh_page(slug, code)
    workshop, asked = questions.for_signup(slug)
    filled = SignUp.of(asked, workshop.most_seats if workshop else 1)()
    if not filled.validate():
        return _page(_with_everything(slug), filled, 422, code=code)
    workshop = workshop or _moved(slug)
    try:
        outcome = _sign_up(workshop, filled, code)
    except (Conflict, Invalid) as refusal:  # somebody else was quicker, or the time is over
        sentence = refusals.sentence(refusal)
        return _page(_with_everything(slug), filled, refusal.status, sentence, code=code)
    _keep(workshop, filled, outcome)
    return redirect(url_for("signup.next", slug=slug), 303)


def _keep(workshop: Workshop, filled: SignUp, outcome: Outcome) -> None:
    typed.keep(
        workshop,
        name=filled.value("name"),
        email=filled.value("email"),
        outcome=outcome,
        seats=filled.number,
        pool_id=filled.half,
    )


def _fresh_page(slug: str, code: str) -> tuple[str, int]:
    workshop = _with_everything(slug)
    html, status = _page(workshop, _form_of(workshop), 200, code=code)
    # a group's form says what happens when few seats are free: that changes with each sign-up
    if status == 200 and not code and workshop.most_seats < 2:
        ready.keep(html, lambda: _changes_at(workshop))
    return html, status


def _form_of(workshop: Workshop) -> SignUp:
    return SignUp.of(questions.of_workshop(workshop.id), workshop.most_seats)()


def _changes_at(workshop: Workshop) -> datetime:
    """Return when the form will say something else by itself."""
    now = clock.now()
    ends = (at for at in moves.hold_words_change_at(workshop) if at > now)
    return min([catalogue.next_change(now), *ends])


def _sign_up(workshop: Workshop, filled: SignUp, code: str) -> Outcome:
    if filled.homepage.data:  # only machines see that field: let them believe
        return Outcome(None, "held")
    own = doors.contingent_of(workshop, code)
    application = filled.application(i18n.language())
    outcome = registrations.sign_up(workshop, application, contingent=own)
    joining.join(workshop, outcome, filled.named(), attends=filled.comes_along)
    return outcome


def _bare(slug: str) -> Workshop:
    return catalogue.bare(slug) or _moved(slug)


def _with_everything(slug: str) -> Workshop:
    workshop = catalogue.for_form(slug) or _moved(slug)
    if workshop.status == "draft":
        raise NotFound("draft")
    return workshop


def _moved(slug: str) -> Workshop:
    """Send whoever has an old address of a workshop on, with all that was typed (308)."""
    present = catalogue.slug_now(slug)
    if present is None:
        raise NotFound("not-found")
    known = (request.view_args or {}) | {"slug": present}
    raise RequestRedirect(url_for(request.endpoint or "signup.form", **known))


def _page(
    workshop: Workshop, filled: SignUp, status: int, alert: str = "", *, code: str = ""
) -> tuple[str, int]:
    door = doors.of(workshop, doors.contingent_of(workshop, code))
    if door.shut:
        return _shut_page(workshop, door)
    if not door.state.can_sign_up:
        return _closed_page(workshop)
    now, label = clock.now(), door.state.label
    choosing.offer(filled, workshop, door)
    html = render_template(
        "public/signup.html",
        form=filled,
        asked=filled.asked(page.settings().retention_days),
        slots=slots.of(workshop, now, joining.chosen()) if label in HOLDS else [],
        kept=door.kept,
        fewer_asked=choosing.may_be_too_many(workshop, door),
        glance=glance.glance(workshop, now),
        seats=items.seat_badge(door.state),
        waiting=acts.act(workshop, now).sentences if label == "waiting" else [],
        asks=label == "request",
        hold=_hold_words(workshop),
        alert=alert,
    )
    return html, status


def _hold_words(workshop: Workshop) -> str:
    now, hours = clock.now(), moves.hold_hours()
    ends_at = moves.hold_ends_at(workshop)
    if ends_at >= now + timedelta(hours=hours):
        return i18n.ngettext("%(num)s Stunde", "%(num)s Stunden", hours)
    return _("bis %(moment)s", moment=i18n.moment(ends_at))


def _closed_page(workshop: Workshop) -> tuple[str, int]:
    now = clock.now()
    act = acts.act(workshop, now)
    html = render_template(
        "public/signup/closed.html",
        act=act,
        next_date=url_for("interests.ask", slug=workshop.slug) if act.offers_next_date else "",
        glance=glance.glance(workshop, now),
        others=[items.item(other, now) for other in catalogue.others_like(workshop, now)],
    )
    return html, 409


def _shut_page(workshop: Workshop, door: Door) -> tuple[str, int]:
    """Say that a partner's link is over, and lead to the form that is there for all."""
    shown = glance.glance(workshop, clock.now())
    return render_template("public/signup/shut.html", sentence=door.shut, glance=shown), 410


@blueprint.errorhandler(CSRFError)
@blueprint.errorhandler(TooManyRequests)
def keep_typed(error: HTTPException) -> tuple[str, int]:
    """Show the form again with all that was typed, where the request as such was refused."""
    code = "csrf" if isinstance(error, CSRFError) else "too-many"
    sentence, status = str(refusals.SENTENCES[code]), error.code or 400
    known = request.view_args or {}
    workshop = catalogue.for_form(known["slug"])
    if request.endpoint != "signup.form" or workshop is None or workshop.status == "draft":
        return page.error_page(status, sentence)
    return _page(workshop, _form_of(workshop), status, sentence, code=known.get("code", ""))


# What comes next


@blueprint.get("/workshops/<slug>/signup/next", endpoint="next")
def next_page(slug: str) -> Any:
    workshop = _with_everything(slug)
    was = typed.kept(workshop)
    if was is None:
        return _to_form(slug)
    return _next_page(workshop, was, Address(formdata=None, email=was.email))


def _to_form(slug: str) -> Response:
    return redirect(url_for("signup.form", slug=slug), 303)


def _next_page(workshop: Workshop, was: Typed, filled: Address) -> str:
    return render_template(
        "public/signup/next.html",
        slug=workshop.slug,
        typed=was,
        form=filled,
        glance=glance.glance(workshop, clock.now()),
        until=i18n.moment(was.held_until),
        moving_up=acts.moving_up(workshop),
    )


@blueprint.post("/workshops/<slug>/signup/again")
@limits.by_network
@limits.by_mailbox
def again(slug: str) -> Response:
    """Send the letter once more."""
    workshop = _bare(slug)
    was = typed.kept(workshop)
    if was is None:
        return _to_form(slug)
    registrations.remind_again(workshop, name=was.name, email=was.email)
    flash(_("Die Nachricht ist noch einmal unterwegs."), "info")
    return redirect(url_for("signup.next", slug=slug), 303)


@blueprint.post("/workshops/<slug>/signup/next")
@limits.by_network
@limits.by_mailbox
def address(slug: str) -> Any:
    """Send the letter to another address: the first one was mistyped."""
    workshop = _with_everything(slug)
    was, filled = typed.kept(workshop), Address()
    if was is None:
        return _to_form(slug)
    if not filled.validate():
        return _next_page(workshop, was, filled), 422
    outcome = _change_address(workshop, was, filled.value("email"))
    typed.keep(
        workshop,
        name=was.name,
        email=filled.value("email"),
        outcome=outcome,
        seats=was.seats,
        pool_id=was.pool_id,
    )
    flash(_("Die Nachricht ist jetzt an diese Adresse unterwegs."), "info")
    return redirect(url_for("signup.next", slug=slug), 303)


def _change_address(workshop: Workshop, was: Typed, email: str) -> Outcome:
    """Move this browser's own sign-up; for anybody else do what looks the same from outside."""
    own = registrations.of_person_in(workshop, name=was.name, email=was.email)
    if own and was.owns(own):
        try:
            return corrections.change_address(own, email=email)
        except Conflict:  # confirmed or over meanwhile
            pass
    application = Application(
        name=was.name,
        email=email,
        language=i18n.language(),
        seats=was.seats,
        pool_id=was.pool_id,
    )
    return registrations.sign_up(workshop, application)
