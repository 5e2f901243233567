"""Letters to those who do not wait but want to hear of the next date of the same content."""

from wirworkshops import clock, i18n, links
from wirworkshops.config import Settings
from wirworkshops.domain import interests, outbox, workshops
from wirworkshops.i18n import gettext as _
from wirworkshops.letters.content import Button, Content, Fact, Note, dressed
from wirworkshops.letters.places import tiles
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant
from wirworkshops.models.workshops import Workshop


def interest(letter: Letter, person: Participant, settings: Settings) -> Content:
    """Say that she will hear of the next date, and how she takes that back."""
    found = interests.by_id(int(letter.facts["interest"]))
    if found is None:
        raise ValueError("nobody wants to hear of this")
    title = found.workshop.text(person.language).title
    return dressed(
        found.workshop,
        person.language,
        subject=_("Wir sagen Bescheid: %(title)s", title=title),
        headline=_("Wir sagen Ihnen Bescheid."),
        lead=(
            _(
                "Gibt es einen neuen Termin für „%(title)s“, schreiben wir Ihnen einmal.",
                title=title,
            ),
            _("Sie müssen nichts weiter tun."),
        ),
        button=Button(
            _("Doch keine Nachricht"),
            links.interest_url(settings.base_url, found),
            _("Es öffnet sich eine Seite. Dort nehmen Sie Ihren Wunsch mit einem Knopf zurück."),
        ),
        notes=(
            Note(
                _("Das waren nicht Sie?"),
                _("Dann nehmen Sie den Wunsch bitte zurück. Wir löschen ihn sofort."),
            ),
        ),
    )


def next_date(letter: Letter, person: Participant, settings: Settings) -> Content:
    """Tell somebody of the new date she asked for."""
    workshop = _workshop(letter)
    title = workshop.text(person.language).title
    return dressed(
        workshop,
        person.language,
        subject=_("Neuer Termin: %(title)s", title=title),
        headline=_("Es gibt einen neuen Termin."),
        lead=(
            _("Sie wollten hören, wenn es „%(title)s“ wieder gibt.", title=title),
            Fact(_opens(workshop)),
        ),
        tiles=tiles(outbox.upcoming(workshop)),
        button=Button(
            _("Ansehen und anmelden"), links.workshop_url(settings.base_url, workshop.slug)
        ),
        notes=(
            Note(
                _("Gut zu wissen"),
                _("Diese Nachricht hält keinen Platz frei. Wir schreiben dazu nur dieses Mal."),
            ),
        ),
    )


def _workshop(letter: Letter) -> Workshop:
    workshop = workshops.by_id(int(letter.facts["workshop"]))
    if workshop is None:
        raise ValueError("a letter about no workshop")
    return workshop


def _opens(workshop: Workshop) -> str:
    if workshop.opens_at is None or workshop.opens_at <= clock.now():
        return _("Jetzt ist er da:")
    return _("Anmelden können Sie sich ab %(moment)s.", moment=i18n.moment(workshop.opens_at))
