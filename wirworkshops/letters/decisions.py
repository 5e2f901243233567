"""Letters to the office about a workshop that has fewer people than it needs."""

from wirworkshops import i18n, links
from wirworkshops.config import Settings
from wirworkshops.domain import outbox, seats, workshops
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import ngettext
from wirworkshops.letters.content import Button, Content, Fact, Note, dressed, paragraph
from wirworkshops.letters.places import tiles
from wirworkshops.models.outbox import Letter
from wirworkshops.models.workshops import Workshop


def decision_soon(letter: Letter, settings: Settings) -> Content:
    """Tell an organiser some days before that it may come to a decision."""
    workshop, title = _about(letter)
    return _content(
        workshop,
        settings,
        subject=_("Noch zu wenige Anmeldungen: %(title)s", title=title),
        headline=_("Noch sind es zu wenige."),
        lead=(Fact(_count(workshop, title)), Fact(_when(workshop))),
        advice=_("Sie können noch werben, oder schon jetzt entscheiden."),
    )


def decision(letter: Letter, settings: Settings) -> Content:
    """Ask an organiser to decide: hold it all the same, postpone it, or call it off."""
    workshop, title = _about(letter)
    return _content(
        workshop,
        settings,
        subject=_("Bitte entscheiden: %(title)s", title=title),
        headline=_("Bitte entscheiden Sie."),
        lead=(
            Fact(_count(workshop, title)),
            _("Bis dahin läuft die Anmeldung weiter, und die Angemeldeten erfahren nichts davon."),
        ),
        advice=_("Durchführen, verschieben oder absagen: Das geht in einem Schritt."),
    )


def _about(letter: Letter) -> tuple[Workshop, str]:
    workshop = workshops.by_id(int(letter.facts["workshop"]))
    if workshop is None:
        raise ValueError("a letter about no workshop")
    return workshop, workshop.text(i18n.language()).title


def _content(
    workshop: Workshop,
    settings: Settings,
    *,
    subject: str,
    headline: str,
    lead: tuple[str, ...],
    advice: str,
) -> Content:
    return dressed(
        workshop,
        i18n.language(),
        subject=subject,
        headline=headline,
        lead=lead,
        tiles=tiles(outbox.upcoming(workshop)),
        button=Button(_("Entscheiden"), links.decision_url(settings.base_url, workshop.id), advice),
        notes=(
            Note(
                _("Was dann geschieht"),
                _(
                    "Alle Angemeldeten bekommen eine Nachricht, Kalender ändern sich von selbst. "
                    "Bei einer Absage werden andere Termine mit gleichem Inhalt zuerst den "
                    "Betroffenen angeboten."
                ),
            ),
        ),
    )


def _count(workshop: Workshop, title: str) -> str:
    taken, minimum = seats.taken(workshop), workshop.minimum or 0
    return paragraph(
        ngettext(
            "Für „%(title)s“ ist bisher ein Platz vergeben.",
            "Für „%(title)s“ sind bisher %(num)s Plätze vergeben.",
            taken,
            title=title,
        )
        if taken
        else _("Für „%(title)s“ ist bisher kein Platz vergeben.", title=title),
        _("Nötig sind mindestens %(minimum)s.", minimum=minimum),
    )


def _when(workshop: Workshop) -> str:
    if workshop.decide_at is None:
        return ""
    return _("Entschieden wird bis %(moment)s.", moment=i18n.moment(workshop.decide_at))
