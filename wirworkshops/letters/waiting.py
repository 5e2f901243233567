"""What those are told who wait: their place, what happens next, that they have moved up."""

from wirworkshops.domain import moves, waiting
from wirworkshops.domain.moves import is_group
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters import groups, invitations, registrations
from wirworkshops.letters.content import Case, Content, Fact, Note, own_page, paragraph
from wirworkshops.letters.places import practical, tiles


def on_list(case: Case) -> Content:
    """Say the place on the waiting list, and what happens when a seat becomes free."""
    position = waiting.position(case.registration)
    # who is offered a seat shows with her answer that the mailbox is hers
    ask = case.workshop.moves_up == "direct" and case.registration.verified_at is None
    return case.dressed(
        subject=_("Warteliste: %(title)s", title=case.title),
        headline=_("Sie stehen auf der Warteliste."),
        lead=(
            Fact(
                paragraph(
                    _full(case),
                    _("Sie stehen auf Platz %(number)s der Warteliste.", number=position),
                )
            ),
            _what_next(case),
        ),
        tiles=tiles(case.coming, case.half),
        button=registrations.confirm_address(case) if ask else own_page(case),
        notes=(*_group(case), *((registrations.not_you(),) if ask else ())),
    )


def _full(case: Case) -> str:
    return ngettext(
        "„%(title)s“ ist im Moment voll.",
        "Für „%(title)s“ sind im Moment keine %(num)s Plätze frei.",
        case.seats,
        title=case.title,
    )


def _what_next(case: Case) -> str:
    if case.workshop.moves_up == "offer":
        return paragraph(
            _("Wird ein Platz frei, bieten wir ihn der Reihe nach an. Dann schreiben wir Ihnen."),
            ngettext(
                "Für Ihre Antwort haben Sie eine Stunde.",
                "Für Ihre Antwort haben Sie %(num)s Stunden.",
                moves.offer_hours(),
            ),
            _("Nachts, an Sonntagen und an Feiertagen zählt die Zeit nicht."),
            _("Kurz vor dem Beginn fragen wir mehrere zugleich: Wer zuerst zusagt, ist dabei."),
        )
    return paragraph(
        _("Wird ein Platz frei, geht er der Reihe nach weiter. Dann schreiben wir Ihnen."),
        _("Der Platz gehört Ihnen dann sofort.")
        if case.registration.verified_at
        else _("Bitte bestätigen Sie noch Ihre Adresse. Dann gehört Ihnen der Platz sofort."),
    )


def _group(case: Case) -> tuple[Note, ...]:
    """Say what becomes of a group when fewer seats are free than it needs."""
    if not is_group(case.registration) or case.seats == 1:
        return ()
    if case.registration.takes_fewer:
        text = _("Dann bekommen Sie diese. Sie hatten gesagt: Es dürfen auch weniger sein.")
    elif case.workshop.queue == "strict":
        text = _("Dann warten Sie weiter, bis genug frei sind. Niemand wird vorgezogen.")
    else:
        text = _(
            "Dann behalten Sie Ihre Stelle in der Reihe. "
            "Wer weniger Plätze braucht, kann aber vor Ihnen an der Reihe sein."
        )
    change = _("Auf Ihrer Seite können Sie das ändern.")
    return (Note(_("Es werden weniger Plätze frei?"), paragraph(text, change)),)


def moved_up(case: Case) -> Content:
    comes = case.registration.attends
    return case.dressed(
        subject=_("Nachgerückt, Sie sind dabei: %(title)s", title=case.title),
        headline=_("Sie rücken nach. Sie sind dabei."),
        lead=(
            groups.said_of_fewer(case, _freed(case)),
            Fact(invitations.in_calendar(case) if comes else groups.dates_go_to_the_named()),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case),
        notes=(
            Note(
                _("Sie können doch nicht?"),
                _("Bitte melden Sie sich ab. Dann rückt die nächste Person nach."),
            ),
            *groups.names(case),
            *practical(case, case.coming),
        ),
        closing=registrations.see_you(case),
        calendar=invitations.request(case),
    )


def _freed(case: Case) -> str:
    return paragraph(
        ngettext(
            "Ein Platz für „%(title)s“ ist frei geworden.",
            "%(num)s Plätze für „%(title)s“ sind frei geworden.",
            case.seats,
            title=case.title,
        ),
        ngettext(
            "Er gehört jetzt Ihnen und ist fest.",
            "Sie gehören jetzt Ihnen und sind fest.",
            case.seats,
        ),
    )
