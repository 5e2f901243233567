"""Reminders, days and hours before a session. No calendar part: she has the date already."""

from wirworkshops import clock, i18n
from wirworkshops.domain import seats
from wirworkshops.i18n import gettext as _
from wirworkshops.letters.content import Case, Content, Fact, Note, own_page
from wirworkshops.letters.places import practical, tiles


def reminder(case: Case) -> Content:
    """Say when and where it is. No "tomorrow": the letter may be read or sent a day later."""
    session = case.session or case.coming[0]
    return case.dressed(
        subject=_("Erinnerung: %(title)s", title=case.title),
        headline=_("Bald ist es so weit."),
        lead=(
            Fact(
                _(
                    "Am %(weekday)s, %(day)s, um %(time)s beginnt „%(title)s“.",
                    weekday=i18n.weekday_name(session.starts_at),
                    day=i18n.date_in_year(session.starts_at),
                    time=i18n.time_of_day(session.starts_at),
                    title=case.title,
                )
            ),
        ),
        tiles=tiles([session], case.half),
        button=own_page(case),
        notes=(*practical(case, [session]), Note(_("Sie können doch nicht?"), _let_go(case))),
        closing=_("Wir freuen uns auf Sie!"),
    )


def _let_go(case: Case) -> str:
    if seats.begins_at(case.workshop) > clock.now():
        return _("Bitte melden Sie sich auf Ihrer Seite ab. Dann kann jemand anderes kommen.")
    return _("Bitte rufen Sie uns kurz an: %(phone)s.", phone=case.settings.phone)
