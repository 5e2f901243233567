"""Offers: a seat for one until a deadline, or for the first of several to accept."""

from wirworkshops import i18n
from wirworkshops.domain import workshops
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters import groups, registrations
from wirworkshops.letters.content import Button, Case, Content, Fact, Note, paragraph
from wirworkshops.letters.places import tiles
from wirworkshops.models.workshops import Workshop


def offered(case: Case) -> Content:
    """Offer a free seat, or a group's seats: until when, and what happens else."""
    until = case.registration.held_until or case.workshop.starts_at
    return case.dressed(
        subject=ngettext(
            "Ein Platz ist frei für Sie: %(title)s",
            "Plätze sind frei für Sie: %(title)s",
            case.seats,
            title=case.title,
        ),
        headline=ngettext(
            "Ein Platz ist frei für Sie.", "Es sind Plätze frei für Sie.", case.seats
        ),
        lead=(
            groups.said_of_fewer(case, _what_for(case)),
            Fact(
                paragraph(
                    _("Bitte antworten Sie bis %(until)s.", until=i18n.moment(until)),
                    ngettext(
                        "Sobald Sie annehmen, ist der Platz fest.",
                        "Sobald Sie annehmen, sind die Plätze fest.",
                        case.seats,
                    ),
                )
            ),
            Fact(registrations.clash(case)),
        ),
        tiles=tiles(case.coming, case.half),
        button=_answer(case),
        notes=(
            Note(_("Sie möchten nicht mehr?"), _decline(case)),
            Note(_("Und wenn Sie nicht antworten?"), _no_answer(case)),
        ),
    )


def _answer(case: Case) -> Button:
    return Button(
        _("Annehmen oder ablehnen"),
        case.link,
        _(
            "Es öffnet sich eine Seite. Dort nehmen Sie mit einem Knopf an oder lehnen ab. "
            "Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."
        ),
    )


def _what_for(case: Case) -> str:
    number = case.facts.get("instead_of")
    off = workshops.by_id(int(number)) if number else None
    free = ngettext(
        "Für „%(title)s“ halten wir einen Platz für Sie frei.",
        "Für „%(title)s“ halten wir %(num)s Plätze für Sie frei.",
        case.seats,
        title=case.title,
    )
    if off is None:
        return free
    return paragraph(
        _("„%(title)s“ ist leider abgesagt.", title=_with_day(off.text(case.language).title, off)),
        free,
        _("Wer von der Absage betroffen ist, wird zuerst gefragt."),
    )


def _with_day(title: str, workshop: Workshop) -> str:
    """Return a title with its date: the same content often has the same title."""
    return f"{title}, {i18n.day(workshop.starts_at)}"


def _decline(case: Case) -> str:
    return paragraph(
        _("Bitte lehnen Sie auf Ihrer Seite ab."),
        ngettext(
            "Dann bekommt den Platz gleich die nächste Person.",
            "Dann bekommen die Plätze gleich die nächsten Personen.",
            case.seats,
        ),
    )


def _no_answer(case: Case) -> str:
    passes = ngettext(
        "Dann geht der Platz nach dieser Zeit an die nächste Person.",
        "Dann gehen die Plätze nach dieser Zeit an die nächsten Personen.",
        case.seats,
    )
    if case.facts.get("instead_of"):
        return passes
    return paragraph(passes, _("Auf der Warteliste stehen Sie dann nicht mehr."))


def called(case: Case) -> Content:
    """Tell one of several that the first to accept gets the seat; short, since it is urgent."""
    return case.dressed(
        subject=_("Wer zuerst zusagt, ist dabei: %(title)s", title=case.title),
        headline=_("Ein Platz ist frei. Wer zuerst zusagt, ist dabei."),
        lead=(
            paragraph(
                ngettext(
                    "Für „%(title)s“ ist kurz vor dem Beginn ein Platz frei geworden.",
                    "Für „%(title)s“ sind kurz vor dem Beginn %(num)s Plätze frei geworden.",
                    case.registration.pool.free,
                    title=case.title,
                ),
                _("Wir schreiben gerade mehreren Personen auf der Warteliste."),
            ),
            Fact(_("Möchten Sie kommen? Dann sagen Sie am besten gleich zu.")),
            Fact(registrations.clash(case)),
        ),
        tiles=tiles(case.coming, case.half),
        button=Button(
            _("Platz annehmen"),
            case.link,
            _(
                "Es öffnet sich eine Seite. Dort nehmen Sie mit einem Knopf an. "
                "Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."
            ),
        ),
        notes=(
            Note(
                _("War jemand schneller?"),
                _("Dann bleiben Sie auf der Warteliste. Ihre Seite zeigt, wie es steht."),
            ),
            Note(_("Sie möchten nicht mehr?"), _("Dann müssen Sie nichts tun.")),
        ),
    )


def offer_expired(case: Case) -> Content:
    return case.dressed(
        subject=_("Angebot abgelaufen: %(title)s", title=case.title),
        headline=_("Ihr Angebot ist abgelaufen."),
        lead=(
            paragraph(
                ngettext(
                    "Wir hatten einen Platz für „%(title)s“ für Sie frei gehalten.",
                    "Wir hatten %(num)s Plätze für „%(title)s“ für Sie frei gehalten.",
                    case.seats,
                    title=case.title,
                ),
                _("Bis zum Ende der Zeit haben wir nichts von Ihnen gehört."),
                ngettext(
                    "Deshalb bekommt den Platz jetzt jemand anderes.",
                    "Deshalb bekommen die Plätze jetzt andere.",
                    case.seats,
                ),
            ),
            _("Sie müssen nichts weiter tun."),
        ),
        button=Button(_("Zur Veranstaltung"), case.page),
        notes=(
            Note(
                _("Sie möchten doch dabei sein?"),
                _("Dann melden Sie sich bitte auf der Seite der Veranstaltung neu an."),
            ),
        ),
    )
