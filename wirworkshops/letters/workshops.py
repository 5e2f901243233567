"""What people are told when a workshop or one of its sessions changes or is called off."""

from datetime import datetime

from wirworkshops import clock, i18n, links
from wirworkshops.calendars import words
from wirworkshops.domain import applications, attending, catalogue, seats, states
from wirworkshops.i18n import gettext as _
from wirworkshops.letters import invitations
from wirworkshops.letters.content import Button, Case, Content, Fact, Note, own_page, paragraph
from wirworkshops.letters.invitations import out_of_calendar
from wirworkshops.letters.places import practical, tile, tiles
from wirworkshops.models.workshops import Session, Workshop

MOST_ALTERNATIVES = 3


def changed(case: Case) -> Content:
    """Say what a session was and what it is now; facts.was is its old start, in ISO.

    With facts.words nothing has moved, and all her dates are shown.
    """
    session = case.session or case.coming[0]
    calendar, words_only = invitations.request(case), bool(case.facts.get("words"))
    shown = case.coming if words_only else [session]
    return case.dressed(
        subject=_("Geändert: %(title)s", title=case.title),
        headline=_("Es gibt neue Angaben.") if words_only else _("Ein Termin hat sich geändert."),
        lead=(
            Fact(
                paragraph(
                    _("Für „%(title)s“ gibt es neue Angaben.", title=case.title),
                    invitations.change_in_calendar(case, calendar),
                )
            ),
            Fact(
                _("Zeit und Ort bleiben gleich. Bitte lesen Sie auf der Seite, was neu ist.")
                if words_only
                else _before(case, session.starts_at)
            ),
            Fact(_("Ihre Termine:") if words_only else _("Jetzt gilt:")),
        ),
        tiles=tiles(shown, case.half),
        button=own_page(case),
        notes=(*_your_seat(case), *practical(case, shown if case.registration.is_firm else [])),
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
        "requested": _("Ihre Anfrage bleibt bei uns."),
        "offered": _("Ihr Angebot gilt weiter. Bitte nehmen Sie es an, oder lehnen Sie es ab."),
    }
    text = said.get(case.registration.status)
    return (Note(_("Was heißt das für Sie?"), text),) if text else ()


def cancelled(case: Case) -> Content:
    """Say that the whole workshop is off, and why."""
    calendar = invitations.cancel(case)
    others = alternatives(case)
    return case.dressed(
        subject=_("Abgesagt: %(title)s", title=case.title),
        headline=_("Diese Veranstaltung ist abgesagt."),
        lead=(
            _("„%(title)s“ findet leider nicht statt.", title=case.title),
            Fact(case.workshop.cancelled_because),
            Fact(
                paragraph(
                    out_of_calendar(case, calendar, case.ahead), _("Sie müssen nichts weiter tun.")
                )
            ),
            Fact(_("Das entfällt:")),
        ),
        tiles=tiles(case.ahead, case.half),
        button=Button(
            _("Andere Veranstaltungen ansehen"), links.workshops_url(case.settings.base_url)
        ),
        notes=others,
        calendar=calendar,
    )


def alternatives(case: Case) -> tuple[Note, ...]:
    """Return the coming workshops with the same content that are open, each with its page."""
    found = (
        (other, _says(case, other)) for other in catalogue.others_like(case.workshop, clock.now())
    )
    known = [(other, text) for other, text in found if text]
    return tuple(
        Note(
            _("Gleicher Inhalt, anderer Termin"),
            paragraph(f"{_first_date(other)}.", text),
            links.workshop_url(case.settings.base_url, other.slug),
        )
        for other, text in known[:MOST_ALTERNATIVES]
    )


def _says(case: Case, other: Workshop) -> str:
    """Say how she could take part in another workshop; nothing where she cannot."""
    own = applications.registration_of(other, case.person)
    if own and own.status == "offered":
        return _("Dort halten wir etwas für Sie frei. Dazu schreiben wir Ihnen eigens.")
    if own and own.status in states.ACTIVE:
        return _("Dort sind Sie schon auf der Liste.")
    said = {
        "free": _("Es sind Plätze frei."),
        "few": _("Es sind noch wenige Plätze frei."),
        "waiting": _("Es gibt eine Warteliste."),
        "request": _("Sie können einen Platz anfragen."),
    }
    return said.get(seats.availability(other, clock.now()).label, "")


def _first_date(workshop: Workshop) -> str:
    dates = [s for s in workshop.sessions if not s.is_cancelled and s.ends_at > clock.now()]
    first = tile((dates or workshop.sessions)[0])
    return f"{first.when}, {first.place}"


def session_cancelled(case: Case) -> Content:
    """Say that one date is off and the rest goes on."""
    if case.session is None:
        raise ValueError("which session?")
    calendar = invitations.cancel(case)
    return case.dressed(
        subject=_("Termin abgesagt: %(title)s", title=case.title),
        headline=_("Ein Termin ist abgesagt."),
        lead=(
            Fact(_("Dieser Termin von „%(title)s“ findet nicht statt:", title=case.title)),
            Fact(tile(case.session).when),
            Fact(case.session.cancelled_because),
            Fact(out_of_calendar(case, calendar, [case.session])),
            Fact(
                _("Diese Termine bleiben:") if case.coming else _("Sie müssen nichts weiter tun.")
            ),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case),
        calendar=calendar,
    )


def date_open(case: Case) -> Content:
    """Say that one date is taken back, that a new one follows, and that her seat stays."""
    if case.session is None:
        raise ValueError("which session?")
    calendar = invitations.cancel(case)
    return case.dressed(
        subject=_("Verschoben: %(title)s", title=case.title),
        headline=_("Ein neuer Termin folgt."),
        lead=(
            _("Dieser Termin von „%(title)s“ ist verschoben:", title=case.title),
            tile(case.session).when,
            case.session.cancelled_because,
            paragraph(
                _("Sobald der neue Termin feststeht, schreiben wir Ihnen."),
                out_of_calendar(case, calendar, [case.session]),
            ),
            _("Diese Termine bleiben:") if case.coming else _("Sie müssen nichts weiter tun."),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case),
        notes=_your_seat(case),
        calendar=calendar,
    )


def removal(case: Case) -> Content:
    """Take one date out of her calendar; short: another letter said why, or she knows."""
    if case.session is None:
        raise ValueError("which session?")
    if case.registration.is_firm and case.session in attending.sessions_of(case.registration):
        return _comes_otherwise(case, case.session)
    if case.registration.is_firm:
        return _chosen_no_more(case, case.session)
    number, total = words.number_of(case.session)
    count = _("Termin %(number)s von %(total)s", number=number, total=total)
    return case.dressed(
        subject=_("%(count)s entfällt für Sie: %(title)s", count=count, title=case.title),
        headline=_("%(count)s entfällt für Sie.", count=count),
        lead=(
            Fact(
                paragraph(
                    _("„%(title)s“ ist abgesagt.", title=case.title)
                    if case.session.is_cancelled
                    else _("Sie sind von „%(title)s“ abgemeldet.", title=case.title),
                    _("Ihr Kalender nimmt auch diesen Termin heraus."),
                )
            ),
        ),
        tiles=(tile(case.session, case.half),),
        calendar=invitations.cancel(case),
    )


def _chosen_no_more(case: Case, session: Session) -> Content:
    """Take a date out of her calendar that she has chosen before and does not any more.

    facts.way is how it had come there: only what came by mail is taken back by mail.
    """
    came_by_mail = case.facts.get("way", "mail") == "mail"
    return case.dressed(
        subject=_("Nicht mehr gewählt: %(title)s", title=case.title),
        headline=_("Diesen Termin haben Sie abgewählt."),
        lead=(
            Fact(
                paragraph(
                    _("Ihr Platz für „%(title)s“ bleibt fest.", title=case.title),
                    _("Ihr Kalender nimmt nur diesen Termin heraus."),
                )
            ),
        ),
        tiles=(tile(session, case.half),),
        button=own_page(case),
        calendar=invitations.take_back(case) if came_by_mail else None,
    )


def _comes_otherwise(case: Case, session: Session) -> Content:
    """Take a date back that came by mail, since it comes another way from now on."""
    by_feed = case.person.calendar == "feed"
    return case.dressed(
        subject=_("Jetzt im Kalender-Abo: %(title)s", title=case.title)
        if by_feed
        else _("Jetzt als Datei: %(title)s", title=case.title),
        headline=_("Dieser Termin steht jetzt in Ihrem Kalender-Abo.")
        if by_feed
        else _("Diesen Termin bekommen Sie jetzt als Datei."),
        lead=(
            Fact(
                paragraph(
                    _("Ihr Platz für „%(title)s“ bleibt fest.", title=case.title),
                    _("Damit der Termin nicht doppelt erscheint, nehmen wir die Einladung zurück."),
                )
            ),
        ),
        tiles=(tile(session, case.half),),
        button=own_page(case),
        calendar=invitations.take_back(case),
    )
