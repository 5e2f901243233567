"""From a row of the outbox to a finished letter, in its reader's language."""

from collections.abc import Callable
from email.message import EmailMessage

from wirworkshops import i18n
from wirworkshops.config import Settings
from wirworkshops.domain import blanks
from wirworkshops.letters import (
    briefings,
    decisions,
    digests,
    files,
    groups,
    interests,
    mailings,
    materials,
    members,
    mime,
    needs,
    offers,
    online,
    people,
    registrations,
    relevance,
    reminders,
    rendering,
    requests,
    waiting,
    withdrawals,
    wordings,
    workshops,
)
from wirworkshops.letters.content import Case, Content, case_of
from wirworkshops.models.outbox import Letter
from wirworkshops.models.participants import Participant

KINDS: dict[str, Callable[[Case], Content]] = {
    "please_confirm": registrations.please_confirm,
    "requested": requests.requested,
    "declined": requests.declined,
    "waiting": waiting.on_list,
    "offered": offers.offered,
    "called": offers.called,
    "offer_expired": offers.offer_expired,
    "already": registrations.already,
    "confirmed": registrations.confirmed,
    "moved_up": waiting.moved_up,
    "named": members.named,
    "invitation": registrations.invitation,
    "reminder": reminders.reminder,
    "withdrawn": withdrawals.withdrawn,
    "changed": workshops.changed,
    "cancelled": workshops.cancelled,
    "session_cancelled": workshops.session_cancelled,
    "date_open": workshops.date_open,
    "removal": workshops.removal,
    "material": materials.material,
    "file": files.file,
    "member_left": groups.member_left,
    "resized": groups.resized,
    "names_missing": groups.names_missing,
    "names_released": groups.names_released,
    "need_news": needs.need_news,
    "link": online.link,
    "mailing": mailings.mailing,
}
TO_PEOPLE: dict[str, Callable[[Letter, Participant, Settings], Content]] = {
    "my_link": people.my_link,
    "too_many": people.too_many,
    "interest": interests.interest,
    "next_date": interests.next_date,
}
TO_OFFICE: dict[str, Callable[[Letter, Settings], Content]] = {
    "account": lambda letter, _: people.account(letter),
    "invited": people.invited,
    "decision_soon": decisions.decision_soon,
    "decision": decisions.decision,
    "digest": digests.digest,
    "mailing_test": mailings.mailing_test,
}
TO_TRAINERS: dict[str, Callable[[briefings.Lead], Content]] = {
    "briefing": briefings.briefing,
    "briefing_changed": briefings.briefing_changed,
    "briefing_off": briefings.briefing_off,
}
WORDED = {  # kinds whose wording the office may change, and the blanks that each can fill in
    **dict.fromkeys([kind for kind in KINDS if kind != "mailing"], blanks.NAMES),
    **dict.fromkeys(TO_PEOPLE, ("Name",)),
    **dict.fromkeys(TO_TRAINERS, ("Name", "Titel", "Termin", "Ort")),
}
BEFORE_FIRM = frozenset({"please_confirm", "requested", "waiting", "offered", "called"})


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
        reply_to=content.reply_to,
    )


def _content(letter: Letter, settings: Settings) -> Content:
    if letter.kind in TO_OFFICE:
        return TO_OFFICE[letter.kind](letter, settings)
    if letter.kind in TO_TRAINERS:
        lead = briefings.lead_of(letter, settings)
        said = TO_TRAINERS[letter.kind](lead)
        return wordings.in_own_words(said, letter.kind, briefings.values_of(lead))
    if letter.kind in TO_PEOPLE and letter.participant:
        person = letter.participant
        content = TO_PEOPLE[letter.kind](letter, person, settings)
        return wordings.in_own_words(content, letter.kind, {"Name": person.name})
    case = case_of(letter, settings)
    if case.registration.group_id and letter.kind in BEFORE_FIRM:
        return members.not_firm_yet(case)  # her contact confirms for the group
    return wordings.in_own_words(KINDS[letter.kind](case), letter.kind, mailings.values_of(case))
