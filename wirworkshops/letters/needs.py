"""Letters about needs. They say that there is news, and never what somebody needs."""

from wirworkshops.i18n import gettext as _
from wirworkshops.letters.content import Button, Case, Content, Note, paragraph
from wirworkshops.letters.places import tiles


def need_news(case: Case) -> Content:
    """Say that the office has answered; what, stands on her own page only."""
    return case.dressed(
        subject=_("Zu Ihrem Bedarf gibt es etwas Neues: %(title)s", title=case.title),
        headline=_("Zu Ihrem Bedarf gibt es etwas Neues."),
        lead=(
            paragraph(
                _(
                    "Bei Ihrer Anmeldung zu „%(title)s“ haben Sie uns gesagt, was Sie brauchen.",
                    title=case.title,
                ),
                _("Dazu gibt es eine Antwort."),
            ),
            _("Sie steht auf Ihrer Seite, nicht hier: So liest sie niemand sonst."),
        ),
        tiles=tiles(case.coming, case.half),
        button=Button(
            _("Antwort ansehen"),
            case.link,
            _("Der Link ist nur für Sie: Bitte geben Sie ihn nicht weiter."),
        ),
        notes=(
            Note(
                _("Sie haben Fragen dazu?"),
                _("Bitte rufen Sie uns an: %(phone)s.", phone=case.settings.phone),
            ),
        ),
    )
