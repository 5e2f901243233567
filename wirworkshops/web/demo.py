"""Demo mode: there is no mail server, so the letters that were kept are read in the browser."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from flask import Blueprint, Response, make_response, render_template, request

from wirworkshops import i18n
from wirworkshops.domain import outbox
from wirworkshops.errors import NotFound
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.outbox import Letter
from wirworkshops.web import letter_frames

blueprint = Blueprint("demo", __name__, url_prefix="/demo")
STATES = {
    "queued": _l("wartet"),
    "sent": _l("fertig"),
    "failed": _l("ging nicht hinaus"),
    "dropped": _l("nicht mehr nötig"),
}


@blueprint.get("/letters")
def letters() -> str:
    found, total = outbox.letters(page=_page_number())
    return render_template(
        "demo/letters.html",
        letters=found,
        states=STATES,
        moment=i18n.moment,
        number=_page_number(),
        has_more=_page_number() * outbox.LETTERS_ON_A_PAGE < total,
    )


def _page_number() -> int:
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) < 10_000 else 1


@blueprint.get("/letters/<int:letter_id>")
def letter(letter_id: int) -> str:
    found = _find(letter_id)
    message = _message(found)
    return render_template(
        "demo/letter.html",
        letter=found,
        state=STATES[found.status],
        at=i18n.moment(found.sent_at or found.created_at),
        sender=str(message["From"] or "") if message else "",
        has_html=message is not None and message.get_body(("html",)) is not None,
        text=_text(message) if message else "",
        parts=[_name(part) for part in _parts(message)] if message else [],
    )


def _find(letter_id: int) -> Letter:
    found = outbox.letter_by_id(letter_id) if letter_id < 2**31 else None
    if found is None:
        raise NotFound("not-found")
    return found


def _message(letter: Letter) -> EmailMessage | None:
    """Return the finished letter; None before the worker has written it."""
    return message_from_bytes(letter.body, EmailMessage, policy=default) if letter.body else None


def _text(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    return str(part.get_content()) if part else ""


def _parts(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]


def _name(part: EmailMessage) -> str:
    return part.get_filename() or part.get_content_type()


@blueprint.get("/letters/<int:letter_id>/body")
def body(letter_id: int) -> Response:
    """Return the HTML part for the frame; its links open in the whole window."""
    message = _message(_find(letter_id))
    part = message.get_body(("html",)) if message else None
    if part is None:
        raise NotFound("not-found")
    return letter_frames.framed(str(part.get_content()))


@blueprint.get("/letters/<int:letter_id>/parts/<int:number>")
def part(letter_id: int, number: int) -> Response:
    """Return an attachment as a download."""
    message = _message(_find(letter_id))
    parts = _parts(message) if message else []
    if not 0 < number <= len(parts):
        raise NotFound("not-found")
    chosen = parts[number - 1]
    response = make_response(chosen.get_payload(decode=True))
    response.headers["Content-Type"] = chosen.get_content_type()
    response.headers.set("Content-Disposition", "attachment", filename=_name(chosen))
    return response
