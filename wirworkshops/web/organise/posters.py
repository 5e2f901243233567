"""Poster and flyer of a workshop as PDF, in one of the languages of its texts."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from wirworkshops import clock, i18n, links
from wirworkshops.config import Settings
from wirworkshops.documents import posters
from wirworkshops.documents.posters import Graphic, Poster
from wirworkshops.domain import images, seats
from wirworkshops.errors import Conflict, NotFound
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.i18n import ngettext
from wirworkshops.models.funders import Funder
from wirworkshops.models.hosts import Host
from wirworkshops.models.images import Image
from wirworkshops.models.texts import text_in
from wirworkshops.models.workshops import Session, Workshop
from wirworkshops.web import items, page, words
from wirworkshops.web.organise import guard
from wirworkshops.web.public import mosaic

blueprint = guard.private("office_posters", __name__, prefix="/organise/workshops")
FORMATS = {
    "a3": _l("Plakat A3"),
    "a4": _l("Plakat A4"),
    "a5": _l("Handzettel A5"),
    "dl": _l("Handzettel DIN lang"),
}
MOST_DATES = 4
MOST_PLACES = 3
COLOURS = ("ground", "soft", "mid", "accent", "deep", "spark")
DRAWN = ("svg", "png", "jpg", "jpeg", "webp")


@blueprint.get("/<int:workshop_id>/poster.pdf")
@guard.office("see workshops")
def show(workshop: Workshop) -> ResponseReturnValue:
    paper, language = request.args.get("paper", "a4"), request.args.get("language", "de")
    if paper not in FORMATS or language not in {text.language for text in workshop.texts}:
        raise NotFound("not-found")
    if workshop.is_undated:
        raise Conflict("poster-undated")
    with i18n.speaking(language):
        body = posters.pdf(_poster(workshop, language, page.settings()), paper)
    answer = Response(body, mimetype="application/pdf")
    name = f"{workshop.slug}-{paper}-{language}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _poster(workshop: Workshop, language: str, settings: Settings) -> Poster:
    first = items.next_session(workshop, clock.now())
    tile, text = items.tile(first.starts_at), workshop.text(language)
    return Poster(
        language=language,
        colours=dict(zip(COLOURS, mosaic.PALETTES[workshop.palette], strict=True)),
        weekday=tile.weekday,
        day=str(tile.day),
        month=i18n.month(clock.local(first.starts_at)),
        kicker=items.kicker(workshop),
        title=text.title,
        summary=text.summary,
        facts=_facts(workshop, language),
        call=_call(workshop),
        url=links.short_url(settings.base_url, workshop.id),
        qr_alt=_("QR-Code: führt zur Seite der Veranstaltung"),
        contact=_contact(workshop, settings),
        centre=settings.centre,
        foot=_foot(workshop, language, settings),
        picture=_picture(workshop, language),
        logos=_logos(workshop, language, settings),
    )


def _facts(workshop: Workshop, language: str) -> list[tuple[str, list[str]]]:
    audiences = [text_in(row.name, language) for row in workshop.audiences]
    access = [str(words.FEATURES[feature]) for feature in items.features_of(workshop)]
    facts = [
        (_("Wann"), _dates(workshop)),
        (_("Wo"), _places(workshop)),
        (_("Sprache"), [i18n.listing(items.languages_of(workshop))]),
        (_("Für"), [i18n.listing(audiences)]),
        (_("Zugang"), [", ".join(access)]),
        (_("Kosten"), [_("kostenlos")]),
    ]
    return [(name, lines) for name, lines in facts if any(lines)]


def _held(workshop: Workshop) -> list[Session]:
    return [s for s in workshop.sessions if not s.is_cancelled] or workshop.sessions


def _dates(workshop: Workshop) -> list[str]:
    held = _held(workshop)
    shown = [i18n.when(s.starts_at, s.ends_at) for s in held[:MOST_DATES]]
    more = len(held) - len(shown)
    if more:
        shown.append(ngettext("und %(num)s weiterer Termin", "und %(num)s weitere Termine", more))
    return shown


def _places(workshop: Workshop) -> list[str]:
    """Return each place, with its address if it is the only one; no more than one can read."""
    held = _held(workshop)
    named = list(dict.fromkeys(items.place_of(session) for session in held))
    rooms = list(dict.fromkeys(session.room for session in held if session.room))
    if len(named) == len(rooms) == 1:
        return [*named, rooms[0].venue.address]
    more = len(named) - MOST_PLACES
    if more <= 0:
        return named
    text = ngettext("und %(num)s weiterer Ort", "und %(num)s weitere Orte", more)
    return [*named[:MOST_PLACES], text]


def _call(workshop: Workshop) -> str:
    """Say what to do; not how many seats there are, which paper does not know."""
    if workshop.status == "cancelled":
        return _("Abgesagt")
    if workshop.signup_mode == "none":
        return _("Kommen Sie einfach vorbei")
    until = i18n.date_in_year(seats.signup_ends_at(workshop))
    return _("Anmelden bis %(date)s", date=until.replace(" ", "\N{NO-BREAK SPACE}"))


def _contact(workshop: Workshop, settings: Settings) -> str:
    """Return how the host is reached, or else the centre; a phone before a mailbox."""
    host = workshop.host
    ways = (host.phone, host.email, settings.phone, settings.email)
    way = next((way for way in ways if way), "")
    return _("Fragen? %(phone)s", phone=way) if way else ""


def _foot(workshop: Workshop, language: str, settings: Settings) -> list[str]:
    partners = i18n.listing([host.name for host in workshop.partners])
    by = _("Veranstalter: %(host)s", host=workshop.host.name)
    with_them = _("in Zusammenarbeit mit %(partners)s", partners=partners)
    lines = [text_in(row.line, language) for row in workshop.funders] or [settings.funding]
    funded = [_("Gefördert %(funding)s", funding=line) for line in lines if line]
    return [f"{by}, {with_them}" if partners else by, *funded]


def _picture(workshop: Workshop, language: str) -> Graphic:
    if workshop.image:
        return _graphic(workshop.image, language)
    drawn = mosaic.mosaic(workshop.slug, workshop.palette)
    return Graphic("svg", drawn.encode())


def _graphic(image: Image, language: str) -> Graphic:
    kind = {"jpeg": "jpg"}.get(image.plain, image.plain)
    return Graphic(kind, images.largest(image), text_in(image.alt, language))


def _logos(workshop: Workshop, language: str, settings: Settings) -> list[Graphic]:
    """Return the logos of who is named; without a funder of its own, those of the settings."""
    named: list[Host | Funder] = [workshop.host, *workshop.partners, *workshop.funders]
    own = [_graphic(each.image, language) for each in named if each.image]
    return own if workshop.funders else [*own, *_of_settings(settings)]


def _of_settings(settings: Settings) -> list[Graphic]:
    files = [
        (settings.instance / "logos" / name, text)
        for name, text in page.centre_of(settings)["logos"]
    ]
    return [
        Graphic(path.suffix[1:].lower(), path.read_bytes(), text)
        for path, text in files
        if path.suffix[1:].lower() in DRAWN and path.is_file()
    ]
