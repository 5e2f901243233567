"""Who may open what: a secret link stands for one row, and for nothing else."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template

from wirworkshops import clock, links, tokens
from wirworkshops.domain import participants, registrations
from wirworkshops.errors import Gone, NotFound, Refusal
from wirworkshops.models.participants import Participant
from wirworkshops.models.registrations import Registration
from wirworkshops.web import refusals

Read = Callable[[int], Registration | None]


def registration(token: str, read: Read = registrations.by_id) -> Registration:
    """Return the registration of a link; Gone where its person has been deleted."""
    claim = tokens.read(token)
    found = read(claim.row) if claim else None
    if claim is None or found is None or not claim.fits(links.REGISTRATION, found.link_number):
        raise NotFound("bad-link")
    if found.participant_id is None:
        raise Gone("deleted")
    return found


def person(token: str) -> Participant:
    """Return the person of a link to all her registrations; Gone where its day is over."""
    claim = tokens.read(token)
    found = participants.by_id(claim.row) if claim else None
    if claim is None or found is None or not claim.fits(links.MY, found.my_number):
        raise NotFound("bad-link")
    if claim.expires_at is None or claim.expires_at <= clock.now():
        raise Gone("link-expired")
    return found


def _on_bad_link(refusal: Refusal) -> tuple[str, int]:
    html = render_template(
        "my/bad_link.html",
        heading=refusals.HEADINGS[refusal.status],
        sentence=refusals.sentence(refusal),
        is_deleted=refusal.code == "deleted",
    )
    return html, refusal.status


def _hide(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def protect(blueprint: Blueprint) -> None:
    """Keep a blueprint's secret pages out of search engines; say what to do with a dead link."""
    blueprint.after_request(_hide)
    blueprint.register_error_handler(NotFound, _on_bad_link)
    blueprint.register_error_handler(Gone, _on_bad_link)
