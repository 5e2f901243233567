"""All dates of a registration as one file, for those who do not want an invitation for each."""

from wirworkshops.i18n import gettext as _
from wirworkshops.letters import invitations
from wirworkshops.letters.content import Case, Content, Fact, own_page, paragraph
from wirworkshops.letters.places import tiles


def file(case: Case) -> Content:
    """Send all her dates, after she has chosen to have them so."""
    return case.dressed(
        subject=_("Ihre Termine als Datei: %(title)s", title=case.title),
        headline=_("Ihre Termine als Datei."),
        lead=(
            Fact(
                paragraph(
                    _("Ihr Platz für „%(title)s“ bleibt fest.", title=case.title),
                    invitations.in_calendar(case),
                )
            ),
            _("Ändert sich etwas, schicken wir Ihnen eine neue Datei."),
        ),
        tiles=tiles(case.coming, case.half),
        button=own_page(case),
        calendar=invitations.as_file(case),
    )
