"""From a row of the outbox to a finished letter, in its reader's language."""

from collections.abc import Callable
from email.message import EmailMessage

from wirworkshops import i18n
from wirworkshops.config import Settings
from wirworkshops.letters import mime, people, registrations, relevance, rendering, workshops
from wirworkshops.letters.content import Case, Content, case_of
from wirworkshops.models.outbox import Letter

KINDS: dict[str, Callable[[Case], Content]] = {
    "please_confirm": registrations.please_confirm,
    "waiting": registrations.waiting,
    "already": registrations.already,
    "confirmed": registrations.confirmed,
    "moved_up": registrations.moved_up,
    "invitation": registrations.invitation,
    "withdrawn": registrations.withdrawn,
    "changed": workshops.changed,
    "cancelled": workshops.cancelled,
    "session_cancelled": workshops.session_cancelled,
    "removal": workshops.removal,
}


def compose(letter: Letter, settings: Settings) -> EmailMessage | None:
    """Return the letter, or None where its news is no longer true and it is to be dropped."""
    reader = relevance.reader_of(letter)
    if reader is None or not relevance.is_true(letter):
        return None
    with i18n.speaking(reader.language):
        content = _content(letter, settings)
        text, html = rendering.render(content, reader, settings)
    return mime.build(
        subject=content.subject,
        text=text,
        html=html,
        calendar=content.calendar,
        message_id=mime.message_id(settings, letter.id, letter.created_at),
        reader=reader,
        settings=settings,
    )


def _content(letter: Letter, settings: Settings) -> Content:
    if letter.kind == "account":
        return people.account(letter)
    if letter.kind == "my_link" and letter.participant:
        return people.my_link(letter, letter.participant, settings)
    return KINDS[letter.kind](case_of(letter, settings))
