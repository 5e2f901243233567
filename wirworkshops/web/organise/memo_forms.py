"""The form of a note of the office, on the page of a person or of a registration."""

from wirworkshops.domain import memos
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.web import fields


class MemoForm(fields.Form):
    text = fields.lines(
        _l("Notiz"),
        fields.Required(_l("Bitte schreiben Sie etwas auf.")),
        most=memos.MOST_SIGNS,
        about=_l("Nur das Büro liest sie. Sie wird mit der Person gelöscht."),
    )
