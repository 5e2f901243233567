"""Mailings: write to people of a workshop, look at it, try it out, send it now or at a time."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wirworkshops import i18n
from wirworkshops.documents.tables import Table
from wirworkshops.domain import mailings
from wirworkshops.errors import Conflict, Gone, NotFound, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters import mailings as letters
from wirworkshops.letters import rendering
from wirworkshops.letters.content import Reader
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import letter_frames, page, refusals, words
from wirworkshops.web.organise import (
    consequences,
    files,
    guard,
    heads,
    mailing_forms,
    mailing_lines,
)
from wirworkshops.web.organise.mailing_forms import MailingForm, TimeForm
from wirworkshops.web.organise.workshops import page_number

blueprint = guard.private("office_mailings", __name__, prefix="/organise")
METHODS = ["GET", "POST"]


@blueprint.get("/mailings")
@guard.office("see letters")
def index() -> str:
    """Show all that the office has written, at whatever workshop."""
    number = page_number()
    found, total = mailings.mailings(guard.reach(), page=number)
    pages = max(1, -(-total // mailings.PAGE_SIZE))
    if number > pages:
        raise NotFound("wrong-page")
    return render_template(
        "organise/mailings.html",
        lines=mailing_lines.lines(found),
        number=number,
        pages=pages,
        page_href=lambda other: url_for("office_mailings.index", page=other),
    )


@files.route(blueprint, "/mailings")
@guard.office("see letters")
def table() -> Response:
    """The same as a file: how far each has come, not to whom."""
    rows = mailing_lines.cells(mailings.everything(guard.reach()))
    sheet = Table(_("Nachrichten"), [str(text) for text in mailing_lines.HEADER], rows)
    return files.answer(sheet, _("Selbst geschriebene Nachrichten"))


@blueprint.route("/workshops/<int:workshop_id>/mailings/new", methods=METHODS)
@guard.office("write letters")
def new(workshop: Workshop) -> ResponseReturnValue:
    form = mailing_forms.form_for(workshop, mailings.people(workshop.id))
    if request.method == "POST" and form.validate():
        mailing = mailings.write(workshop, form.plan(), by=guard.actor())
        return _to(mailing.id)
    return _form(form, workshop, None)


@blueprint.route("/mailings/<int:mailing_id>/edit", methods=METHODS)
@guard.office("write letters")
def edit(mailing: Mailing) -> ResponseReturnValue:
    workshop = mailing.workshop
    if mailing.status == "sent":
        return _to(mailing.id)
    form = mailing_forms.form_for(workshop, mailings.people(workshop.id), mailing)
    if request.method == "POST" and form.validate() and _change(form, mailing):
        flash(_("Gespeichert."), "success")
        return _to(mailing.id)
    return _form(form, workshop, mailing)


def _change(form: MailingForm, mailing: Mailing) -> bool:
    """Save it; where somebody else was quicker, show what differs and keep what was typed."""
    try:
        mailings.change(mailing, form.plan(), by=guard.actor(), seen=form.value("seen"))
    except Conflict as refusal:
        form.form_errors.append(refusals.sentence(refusal))
        if refusal.code == "record-meanwhile":  # saving again is deliberate
            form.differences = mailing_forms.differences(form, mailing)
            form.seen.data = mailings.print_of(mailing)
        return False
    return True


@blueprint.get("/mailings/<int:mailing_id>")
@guard.office("see letters")
def show(mailing: Mailing) -> ResponseReturnValue:
    return _page(mailing, TimeForm())


@blueprint.get("/mailings/<int:mailing_id>/letter")
@guard.office("see letters")
def letter(mailing: Mailing) -> Response:
    """Show the letter in one language (?language=en), for the frame of its page."""
    language = mailings.language_for(mailing, request.args.get("language", ""))
    name, settings = guard.account().name, page.settings()
    with i18n.speaking(language):
        content = letters.sample(mailing, language, name, settings)
        _text, html = rendering.render(content, Reader(name, "", language), settings)
    return letter_frames.framed(html)


@blueprint.post("/mailings/<int:mailing_id>/test")
@guard.office("write letters")
def test(mailing: Mailing) -> ResponseReturnValue:
    said = _("Die Probe geht an %(address)s.", address=guard.account().email)
    return _try(mailing, lambda: mailings.try_out(mailing, guard.account()), said)


@blueprint.post("/mailings/<int:mailing_id>/send")
@guard.office("write letters")
def send(mailing: Mailing) -> ResponseReturnValue:
    said = _("Die Nachrichten gehen jetzt hinaus. Sie können diese Seite verlassen.")
    return _try(mailing, lambda: mailings.send(mailing, by=guard.actor()), said)


@blueprint.post("/mailings/<int:mailing_id>/schedule")
@guard.office("write letters")
def schedule(mailing: Mailing) -> ResponseReturnValue:
    form = TimeForm()
    if not form.validate():
        return _page(mailing, form)
    said = _("Geplant für %(moment)s.", moment=i18n.moment(form.at))
    return _try(mailing, lambda: mailings.schedule(mailing, form.at, by=guard.actor()), said)


@blueprint.post("/mailings/<int:mailing_id>/take-back")
@guard.office("write letters")
def take_back(mailing: Mailing) -> ResponseReturnValue:
    said = _("Zurückgenommen. Die Nachricht ist wieder ein Entwurf.")
    return _try(mailing, lambda: mailings.take_back(mailing, by=guard.actor()), said)


@blueprint.post("/mailings/<int:mailing_id>/retry")
@guard.office("write letters")
def retry(mailing: Mailing) -> ResponseReturnValue:
    said = _("Was nicht ankam, geht gleich noch einmal hinaus.")
    return _try(mailing, lambda: mailings.retry(mailing, by=guard.actor()), said)


@blueprint.post("/mailings/<int:mailing_id>/discard")
@guard.office("write letters")
def discard(mailing: Mailing) -> ResponseReturnValue:
    number, workshop_id = mailing.id, mailing.workshop_id
    try:
        mailings.discard(mailing, by=guard.actor())
    except Conflict as refusal:
        flash(refusals.sentence(refusal), "warning")
        return _to(number)
    except Gone:  # the button was pressed twice
        pass
    flash(_("Der Entwurf ist gelöscht."), "success")
    return redirect(url_for("office_letters.of_workshop", workshop_id=workshop_id), 303)


def _try(mailing: Mailing, act: Callable[[], Any], said: str) -> ResponseReturnValue:
    """Do it and say so on the mailing's page, or say there why not."""
    number = mailing.id  # once somebody else has deleted it, it cannot be asked any more
    try:
        act()
    except Refusal as refusal:
        flash(refusals.sentence(refusal), "warning")
    else:
        flash(said, "success")
    return _to(number)


def _to(mailing_id: int) -> ResponseReturnValue:
    return redirect(url_for("office_mailings.show", mailing_id=mailing_id), 303)


def _form(form: MailingForm, workshop: Workshop, mailing: Mailing | None) -> ResponseReturnValue:
    html = render_template(
        "organise/mailing_edit.html",
        form=form,
        head=heads.head(workshop),
        workshop=workshop,
        mailing=mailing,
    )
    return html, 422 if form.errors else 200


def _page(mailing: Mailing, form: TimeForm) -> ResponseReturnValue:
    number = mailing.told if mailing.status == "sent" else len(mailings.recipients(mailing))
    html = render_template(
        "organise/mailing.html",
        form=form,
        head=heads.head(mailing.workshop),
        mailing=mailing,
        line=mailing_lines.lines([mailing])[0],
        audience=mailing_forms.AUDIENCES[mailing.audience],
        people=ngettext("%(num)s Mensch", "%(num)s Menschen", number),
        number=number,
        unreached=[
            {"name": consequences.name_of(row), "contact": consequences.contact_of(row)}
            for row in mailings.unreached(mailing)
        ],
        languages=[(code, words.LANGUAGE_NAMES[code]) for code in mailing.text],
        failures=[mailing_lines.failure(row) for row in mailings.failures(mailing)],
    )
    return html, 422 if form.errors else 200
