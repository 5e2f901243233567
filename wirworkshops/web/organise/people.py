"""One registration in the office: add somebody, confirm, withdraw, mark a question answered."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Field, SelectField
from wtforms.validators import ValidationError

from wirworkshops import i18n
from wirworkshops.config import LANGUAGES
from wirworkshops.domain import (
    desk,
    inquiries,
    memos,
    moves,
    needs,
    permissions,
    questions,
    registrations,
    states,
    swapping,
    transfers,
    waiting,
)
from wirworkshops.domain.applications import Application
from wirworkshops.errors import Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.registrations import FIELDS, Registration
from wirworkshops.models.workshops import Workshop
from wirworkshops.web import asking, fields, needing, page, refusals, words
from wirworkshops.web.organise import (
    consequences,
    exceptions,
    guard,
    heads,
    lists,
    reception,
    standing,
    stories,
)
from wirworkshops.web.organise.memo_forms import MemoForm

blueprint = guard.private("office_people", __name__, prefix="/organise")

CONFIRMABLE = (states.TAKING | states.ENDED) - {"confirmed", "cancelled"}


class PersonForm(asking.Asking, reception.ReceptionForm, needing.Needs):
    """Somebody who signs up by phone. She is reached by mail, or else some other way."""

    name = fields.line(_l("Name"), fields.Required(_l("Bitte geben Sie den Namen an.")))
    email = fields.email(_l("E-Mail-Adresse"), required=False)
    other_contact = fields.line(
        _l("Anderer Weg"), about=_l("Ohne E-Mail: Telefon oder Postanschrift.")
    )
    phone = fields.line(_l("Telefon für Änderungen am Tag"), most=40)
    organisation = fields.line(_l("Einrichtung oder Verein"))
    field = SelectField(
        _l("Arbeitsfeld"),
        [fields.OneOf(FIELDS)],
        choices=fields.choices({"": _l("Keine Angabe")} | words.FIELDS),
        validate_choice=False,
    )
    language = SelectField(
        _l("Sprache der Nachrichten"),
        [fields.OneOf(LANGUAGES)],
        choices=fields.choices({code: words.SPOKEN[code] for code in LANGUAGES}),
        validate_choice=False,
        default="de",
    )
    question = fields.lines(_l("Frage oder Bemerkung"))
    needs = needing.ticks(_l("Das braucht die Person"))
    need_language = needing.into(_l("Dolmetschen in diese Sprache"))
    need_diet = needing.diet(_l("Das ist ihr beim Essen wichtig"))
    need_text = fields.line(_l("Anderes, und zwar"), most=needing.MOST_NEED)
    consent = BooleanField(_l("Die Person ist einverstanden, dass wir ihren Bedarf aufschreiben."))
    shares_needs = BooleanField(
        _l("Sie ist auch einverstanden, dass Referent:innen und Catering wissen, wer es ist.")
    )
    no_consent = _l("Ohne Einverständnis dürfen wir keinen Bedarf aufschreiben.")

    def validate_other_contact(self, field: Field) -> None:
        if not (self.email.data or field.data or self.phone.data):
            sentence = _("Bitte geben Sie eine E-Mail-Adresse oder einen anderen Weg an.")
            raise ValidationError(sentence)


def _application(form: PersonForm) -> Application:
    given = form.data
    names = ("name", "email", "other_contact", "phone", "organisation", "question")
    return Application(
        field=given["field"] or "",
        language=given["language"] or "de",
        answers=form.answers,
        **{name: given[name] for name in names},
        **form.wanted,
        **form.reception,
    )


@blueprint.route("/workshops/<int:workshop_id>/registrations/new", methods=["GET", "POST"])
@guard.office("act on registrations")
def add(workshop: Workshop) -> ResponseReturnValue:
    form = PersonForm.about(questions.of_workshop(workshop.id))()
    form.offer(workshop)
    if request.method == "POST" and form.validate():
        try:
            source = form.source.data or "phone"
            added = desk.sign_up(workshop, _application(form), by=guard.actor(), source=source)
        except Refusal as refusal:
            _blame(form, refusal)
        else:
            flash(_done(added), "success")
            return redirect(url_for("office_people.show", registration_id=added.id), 303)
    html = render_template(
        "organise/person.html",
        form=form,
        asked=form.asked(page.settings().retention_days),
        head=heads.head(workshop),
        workshop=workshop,
    )
    return html, 422 if form.errors else 200


def _blame(form: PersonForm, refusal: Refusal) -> None:
    sentence, name = refusals.sentence(refusal), reception.FIELD_OF.get(refusal.code)
    if name:
        form[name].errors = [sentence]
    else:
        form.form_errors.append(sentence)


def _done(registration: Registration) -> str:
    if registration.status == "confirmed":
        return _("Angemeldet. Der Platz ist fest.")
    return _("Auf der Warteliste, auf Platz %(n)s.", n=waiting.position(registration))


@blueprint.get("/registrations/<int:registration_id>")
@guard.office("see registrations")
def show(registration: Registration) -> str:
    return shown(registration, MemoForm(formdata=None))


def shown(registration: Registration, form: MemoForm) -> str:
    """Return the page of a registration; form is the memo that was typed and refused."""
    status = registrations.status_now(registration)
    position = waiting.position(registration) if status == "waiting" else 0
    may_see_needs = permissions.may(guard.account(), "see needs", registration.workshop)
    return render_template(
        "organise/registration.html",
        head=heads.head(registration.workshop),
        registration=registration,
        person=registration.participant,
        badge=lists.status_badge(status, position),
        received=lists.received(registration),
        field=words.FIELDS.get(registration.field),
        source=words.SOURCES[registration.source],
        standing=standing.pairs(registration, status),
        contact=consequences.contact_of(registration),
        answers=lists.answers_of(registration),
        is_answered=inquiries.is_answered(registration),
        has_needs=may_see_needs and bool(registration.needs),
        may_note_needs=may_see_needs and needs.can_change(registration),
        withdrawing=consequences.of_withdrawing(registration),
        confirming=consequences.of_confirming(registration),
        can_confirm=status in CONFIRMABLE and registration.group_id is None,
        can_admit=status in exceptions.ADMISSIBLE and registration.group_id is None,
        can_swap=swapping.can_swap(registration) and transfers.is_open(registration.workshop),
        is_group=moves.is_group(registration),
        can_withdraw=status in states.ACTIVE,
        lines=stories.of(registration),
        memos=memos.of_registration(registration.id),
        form=form,
        moment=i18n.moment,
    )


@blueprint.post("/registrations/<int:registration_id>/confirm")
@guard.office("act on registrations")
def confirm(registration: Registration) -> ResponseReturnValue:
    return _act(registration, desk.confirm, _("Bestätigt. Der Platz ist fest."))


@blueprint.post("/registrations/<int:registration_id>/withdraw")
@guard.office("act on registrations")
def withdraw(registration: Registration) -> ResponseReturnValue:
    return _act(registration, registrations.withdraw, _("Abgemeldet."))


@blueprint.post("/registrations/<int:registration_id>/answered")
@guard.office("act on registrations")
def answered(registration: Registration) -> ResponseReturnValue:
    return _act(registration, inquiries.mark_answered, _("Gemerkt: Die Frage ist beantwortet."))


def _act(registration: Registration, verb: Callable[..., None], done: str) -> ResponseReturnValue:
    """Do it and go back to the registration; a refusal is told there."""
    try:
        verb(registration, by=guard.actor())
    except Refusal as refusal:
        flash(refusals.sentence(refusal), "warning")
    else:
        flash(done, "success")
    return redirect(url_for("office_people.show", registration_id=registration.id), 303)
