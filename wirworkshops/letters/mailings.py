"""What the office has written itself, to people of a workshop: its words, their facts."""

from wirworkshops import i18n, links
from wirworkshops.config import Settings
from wirworkshops.domain import blanks, mailings
from wirworkshops.i18n import gettext as _
from wirworkshops.letters.content import Button, Case, Content, dressed, own_page, paragraphs
from wirworkshops.letters.places import tile
from wirworkshops.models.mailings import Mailing
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Session, Workshop


def mailing(case: Case) -> Content:
    """Return the office's text with this person's facts filled in."""
    written = of_letter(case.facts)
    values = values_of(case)
    return _content(written, case.language, values, own_page(case))


def mailing_test(letter: Letter, settings: Settings) -> Content:
    """The same for the author herself; the link leads to the public page."""
    written = of_letter(letter.facts)
    if letter.account is None:
        raise ValueError("a test to nobody")
    return sample(written, str(letter.facts["language"]), letter.account.name, settings)


def sample(written: Mailing, language: str, name: str, settings: Settings) -> Content:
    """Return the mailing as somebody would get it who has no registration."""
    workshop = written.workshop
    url = links.workshop_url(settings.base_url, workshop.slug)
    values = {"Name": name, "Link": url} | about(workshop, list(workshop.sessions), language)
    return _content(written, language, values, Button(_("Meine Anmeldung ansehen"), url))


def values_of(case: Case) -> dict[str, str]:
    """Return what blanks stand for in a letter about a registration."""
    own = [case.session] if case.session else case.coming or list(case.workshop.sessions)
    known = {"Name": case.person.name, "Link": case.link}
    return known | about(case.workshop, own, case.language, case.half)


def about(
    workshop: Workshop, sessions: list[Session], language: str, half: str = "all"
) -> dict[str, str]:
    """Return title, dates and places, each place once."""
    shown = [tile(session, half) for session in sessions]
    return {
        "Titel": workshop.text(language).title,
        "Termin": i18n.listing([one.when for one in shown]),
        "Ort": i18n.listing(list(dict.fromkeys(one.place for one in shown))),
    }


def of_letter(facts: dict[str, object]) -> Mailing:
    written = mailings.by_id(int(str(facts["mailing"])))
    if written is None:
        raise ValueError("a letter of no mailing")
    return written


def _content(written: Mailing, language: str, values: dict[str, str], button: Button) -> Content:
    own = mailings.language_for(written, language)
    subject = blanks.fill_subject(written.subject[own], values)
    return dressed(
        written.workshop,
        own,
        subject=subject,
        headline=subject,
        lead=paragraphs(blanks.fill(written.text[own], values)),
        button=button,
    )
