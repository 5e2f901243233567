"""What the contact of a group is told: who is named, which names are missing, what changes."""

from wirworkshops import clock, i18n
from wirworkshops.domain import moves, registrations
from wirworkshops.domain.groups import unnamed
from wirworkshops.domain.moves import is_group
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters.content import Button, Case, Content, Fact, Note, paragraph
from wirworkshops.letters.places import tiles


def fewer(case: Case) -> str:
    """Say that a group gets fewer seats than it wanted."""
    if not case.facts.get("wanted"):
        return ""
    return _(
        "Sie wollten %(wanted)s Plätze. So viele sind nicht frei. "
        "Sie hatten gesagt: Es dürfen auch weniger sein.",
        wanted=case.facts["wanted"],
    )


def said_of_fewer(case: Case, text: str) -> str:
    """Return a text, and that a group gets fewer seats, which nobody must miss."""
    less = fewer(case)
    return Fact(paragraph(text, less)) if less else text


def dates_go_to_the_named() -> str:
    return _(
        "Sie selbst nehmen nicht teil. Alle, die Sie mit E-Mail-Adresse nennen, "
        "bekommen Zugang und Kalendereintrag direkt von uns."
    )


def names(case: Case) -> tuple[Note, ...]:
    """Say who is named and how many names are missing; nothing to somebody who comes alone."""
    if not is_group(case.registration):
        return ()
    people = [row.participant for row in moves.members(case.registration) if row.participant]
    unreached = [person.name for person in people if not person.email]
    text = paragraph(
        _("Genannt sind: %(names)s.", names=i18n.listing([person.name for person in people]))
        if people
        else "",
        _(
            "Ohne E-Mail-Adresse: %(names)s. Bitte sagen Sie dort Bescheid.",
            names=i18n.listing(unreached),
        )
        if unreached
        else "",
        missing(case),
    )
    return (Note(_("Wer kommt?"), text),) if text else ()


def missing(case: Case) -> str:
    """Say how many names are missing, until when, and what becomes of seats without one."""
    number, until = unnamed(case.registration), case.workshop.names_until
    if not number:
        return ""
    count = ngettext("Es fehlt noch ein Name.", "Es fehlen noch %(num)s Namen.", number)
    if until is None:
        return paragraph(count, _("Bitte nennen Sie uns alle auf Ihrer Seite."))
    if until <= clock.now():
        return count
    return paragraph(
        count,
        _("Bitte nennen Sie uns alle bis %(until)s auf Ihrer Seite.", until=i18n.moment(until)),
        _("Plätze ohne Namen gehen dann an andere."),
    )


# Letters of their own


def member_left(case: Case) -> Content:
    """Tell a contact that somebody she named does not come."""
    who = _member(case) or _("Eine Person aus Ihrer Gruppe")
    passed_on = bool(case.facts.get("passed_on"))
    return case.dressed(
        subject=_("Jemand aus Ihrer Gruppe kommt nicht: %(title)s", title=case.title),
        headline=_("Jemand aus Ihrer Gruppe kommt nicht."),
        lead=(
            Fact(_("%(who)s hat sich von „%(title)s“ abgemeldet.", who=who, title=case.title)),
            Fact(
                paragraph(
                    _("Für neue Namen ist es zu spät. Der Platz geht deshalb an andere."),
                    _now(case),
                )
                if passed_on
                else _("Der Platz gehört weiter Ihrer Gruppe. Sie können jemand anderen nennen.")
            ),
        ),
        button=_group_page(case),
        notes=() if passed_on else names(case),
    )


def _member(case: Case) -> str:
    number = case.facts.get("member")
    member = registrations.by_id(int(number)) if number else None
    return member.participant.name if member and member.participant else ""


def _now(case: Case) -> str:
    return ngettext(
        "Ihre Gruppe hat jetzt noch einen Platz.",
        "Ihre Gruppe hat jetzt noch %(num)s Plätze.",
        case.seats,
    )


def _group_page(case: Case) -> Button:
    note = _(
        "Dort ändern Sie Namen und Zahl der Plätze, oder Sie melden sich ab. "
        "Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."
    )
    return Button(_("Meine Gruppe ansehen"), case.link, note)


def resized(case: Case) -> Content:
    """Confirm that a group has another number of seats, or waits for another one."""
    waits = case.registration.status in ("waiting", "requested")
    text = (
        ngettext(
            "Sie möchten jetzt einen Platz für „%(title)s“.",
            "Sie möchten jetzt %(num)s Plätze für „%(title)s“.",
            case.seats,
            title=case.title,
        )
        if waits
        else ngettext(
            "Sie haben jetzt einen Platz für „%(title)s“.",
            "Sie haben jetzt %(num)s Plätze für „%(title)s“.",
            case.seats,
            title=case.title,
        )
    )
    return case.dressed(
        subject=_("Zahl der Plätze geändert: %(title)s", title=case.title),
        headline=_("Die Zahl Ihrer Plätze ist geändert."),
        lead=(Fact(text), _("Sonst bleibt alles, wie es war.")),
        button=_group_page(case),
        notes=names(case),
    )


def names_missing(case: Case) -> Content:
    """Ask for the names that are missing, before their seats go to others."""
    return case.dressed(
        subject=_("Bitte Namen nennen: %(title)s", title=case.title),
        headline=_("Wer kommt aus Ihrer Gruppe?"),
        lead=(
            Fact(
                paragraph(
                    ngettext(
                        "Sie haben einen Platz für „%(title)s“.",
                        "Sie haben %(num)s Plätze für „%(title)s“.",
                        case.seats,
                        title=case.title,
                    ),
                    missing(case),
                )
            ),
        ),
        tiles=tiles(case.coming, case.half),
        button=_group_page(case),
        notes=(
            Note(
                _("Sie brauchen weniger Plätze?"),
                _("Dann geben Sie bitte einige zurück. Andere warten vielleicht darauf."),
            ),
        ),
    )


def names_released(case: Case) -> Content:
    """Say that the seats without a name have gone to others."""
    number = int(case.facts.get("seats") or 1)
    return case.dressed(
        subject=_("Plätze ohne Namen sind frei: %(title)s", title=case.title),
        headline=_("Plätze ohne Namen gehen an andere."),
        lead=(
            paragraph(
                ngettext(
                    "Für einen Ihrer Plätze bei „%(title)s“ haben wir keinen Namen bekommen.",
                    "Für %(num)s Ihrer Plätze bei „%(title)s“ haben wir keine Namen bekommen.",
                    number,
                    title=case.title,
                ),
                _("Die Zeit dafür ist vorbei. Was ohne Namen war, geht jetzt an andere."),
            ),
            Fact(paragraph(_now(case), _("Das bleibt so."))),
        ),
        tiles=tiles(case.coming, case.half),
        button=_group_page(case),
        notes=names(case),
    )
