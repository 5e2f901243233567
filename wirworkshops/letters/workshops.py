"""What people are told when a workshop or one of its sessions changes or is called off."""

from datetime import datetime

from wirworkshops import i18n, links
from wirworkshops.calendars import words
from wirworkshops.i18n import gettext as _
from wirworkshops.letters import invitations
from wirworkshops.letters.content import (
    Button,
    Case,
    Content,
    Note,
    out_of_calendar,
    own_page,
    paragraph,
    practical,
    tile,
    tiles,
)
from wirworkshops.models.workshops import Session


def changed(case: Case) -> Content:
    """Say what a session was and what it is now; facts.was is its old start, in ISO."""
    session = case.session or case.coming[0]
    calendar = invitations.request(case)
    return case.dressed(
        subject=_("Geändert: %(title)s", title=case.title),
        headline=_("Ein Termin hat sich geändert."),
        lead=(
            paragraph(
                _("Für „%(title)s“ gibt es neue Angaben.", title=case.title),
                _("Ihr Kalender übernimmt sie aus dieser Nachricht.") if calendar else "",
            ),
            _before(case, session.starts_at),
            _("Jetzt gilt:"),
        ),
        tiles=(tile(session),),
        button=own_page(case),
        notes=(*_your_seat(case), *practical(case, [session] if case.registration.is_firm else [])),
        calendar=calendar,
    )


def _before(case: Case, starts_at: datetime) -> str:
    was = datetime.fromisoformat(case.facts["was"]) if case.facts.get("was") else starts_at
    if was == starts_at:
        return _("Der Beginn bleibt gleich. Bitte lesen Sie, was neu ist.")
    return _("Bisher war der Beginn: %(was)s.", was=i18n.moment(was))


def _your_seat(case: Case) -> tuple[Note, ...]:
    """Say what the change means for her seat, by the state it is in."""
    said = {
        "confirmed": _(
            "Ihr Platz bleibt fest. Passt es nicht mehr? Dann melden Sie sich bitte ab."
        ),
        "held": _("Ihr Platz ist noch nicht fest. Bitte bestätigen Sie ihn."),
        "waiting": _("Sie stehen weiter auf der Warteliste."),
    }
    text = said.get(case.registration.status)
    return (Note(_("Was heißt das für Sie?"), text),) if text else ()


def cancelled(case: Case) -> Content:
    """Say that the whole workshop is off, and why."""
    calendar = invitations.cancel(case)
    return case.dressed(
        subject=_("Abgesagt: %(title)s", title=case.title),
        headline=_("Diese Veranstaltung ist abgesagt."),
        lead=(
            _("„%(title)s“ findet leider nicht statt.", title=case.title),
            case.workshop.cancelled_because,
            paragraph(out_of_calendar(calendar, case.ahead), _("Sie müssen nichts weiter tun.")),
            _("Das entfällt:"),
        ),
        tiles=tiles(case.ahead),
        button=Button(
            _("Andere Veranstaltungen ansehen"), links.workshops_url(case.settings.base_url)
        ),
        calendar=calendar,
    )


def session_cancelled(case: Case) -> Content:
    """Say that one date is off and the rest goes on."""
    if case.session is None:
        raise ValueError("which session?")
    calendar = invitations.cancel(case)
    return case.dressed(
        subject=_("Termin abgesagt: %(title)s", title=case.title),
        headline=_("Ein Termin ist abgesagt."),
        lead=(
            _("Dieser Termin von „%(title)s“ findet nicht statt:", title=case.title),
            tile(case.session).when,
            case.session.cancelled_because,
            out_of_calendar(calendar, [case.session]),
            _("Diese Termine bleiben:") if case.coming else _("Sie müssen nichts weiter tun."),
        ),
        tiles=tiles(case.coming),
        button=own_page(case),
        calendar=calendar,
    )


def removal(case: Case) -> Content:
    """Take one date out of her calendar; short: another letter said why, or she knows."""
    if case.session is None:
        raise ValueError("which session?")
    if case.registration.is_firm:
        return _to_her_feed(case, case.session)
    number, total = words.number_of(case.session)
    count = _("Termin %(number)s von %(total)s", number=number, total=total)
    return case.dressed(
        subject=_("%(count)s entfällt für Sie: %(title)s", count=count, title=case.title),
        headline=_("%(count)s entfällt für Sie.", count=count),
        lead=(
            paragraph(
                _("„%(title)s“ ist abgesagt.", title=case.title)
                if case.session.is_cancelled
                else _("Sie sind von „%(title)s“ abgemeldet.", title=case.title),
                _("Ihr Kalender nimmt auch diesen Termin heraus."),
            ),
        ),
        tiles=(tile(case.session),),
        calendar=invitations.cancel(case),
    )


def _to_her_feed(case: Case, session: Session) -> Content:
    """Take a date back that came by mail, since her own feed shows it from now on."""
    return case.dressed(
        subject=_("Jetzt im Kalender-Abo: %(title)s", title=case.title),
        headline=_("Dieser Termin steht jetzt in Ihrem Kalender-Abo."),
        lead=(
            paragraph(
                _("Ihr Platz für „%(title)s“ bleibt fest.", title=case.title),
                _("Damit der Termin nicht doppelt erscheint, nehmen wir die Einladung zurück."),
            ),
        ),
        tiles=(tile(session),),
        button=own_page(case),
        calendar=invitations.take_back(case),
    )
