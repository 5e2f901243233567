"""The wording of standard letters: what it is now, own words instead, a look at it, and back."""

from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from wirworkshops import i18n
from wirworkshops.config import LANGUAGES
from wirworkshops.domain import wordings
from wirworkshops.domain.wordings import WordingPlan
from wirworkshops.errors import NotFound, Refusal
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.letters import rendering, samples
from wirworkshops.letters import wordings as letters
from wirworkshops.letters.compose import WORDED
from wirworkshops.letters.content import Content, Reader
from wirworkshops.models.wordings import Wording
from wirworkshops.web import fields, letter_frames, page, refusals, words
from wirworkshops.web.organise import difference, guard, labels
from wirworkshops.web.organise.difference import Difference

blueprint = guard.private("office_wordings", __name__, prefix="/organise/wordings")
MOST_LINE, MOST_INTRO = 150, 4000
MEANINGS = {
    "Name": _l("wie die Person heißt"),
    "Titel": _l("wie die Veranstaltung heißt"),
    "Termin": _l("wann sie ist"),
    "Ort": _l("wo sie ist"),
    "Link": _l("die eigene Seite der Anmeldung, nur für diese Person"),
}


class WordingForm(fields.Form):
    """Own words for one kind of letter in one language. Empty: as the standard."""

    subject = fields.line(_l("Betreff"), most=MOST_LINE)
    headline = fields.line(_l("Überschrift"), most=MOST_LINE)
    intro = fields.lines(_l("Text"), most=MOST_INTRO)
    closing = fields.line(_l("Gruß am Ende"), most=MOST_LINE)
    seen = HiddenField()
    differences: Sequence[Difference] = ()  # to what somebody else has saved meanwhile

    def plan(self) -> WordingPlan:
        names = ("subject", "headline", "intro", "closing")
        return WordingPlan(**{name: self.value(name) for name in names})


@blueprint.get("/")
@guard.office("edit wordings")
def index() -> str:
    own = wordings.changed()
    lines = [
        (str(labels.LETTERS[kind]), [(code, words.LANGUAGE_NAMES[code], (kind, code) in own,
          url_for("office_wordings.edit", kind=kind, language=code)) for code in LANGUAGES])
        for kind in WORDED
    ]  # fmt: skip
    return render_template("organise/wordings.html", lines=lines)


@blueprint.route("/edit", methods=["GET", "POST"])
@guard.office("edit wordings")
def edit() -> ResponseReturnValue:
    """Change the words of ?kind= in ?language=; one button lets the standard speak again."""
    kind, language = _asked()
    now = wordings.of(kind, language)
    form = WordingForm(data=_shown(now))
    if request.method == "POST" and request.form.get("act") == "standard":
        wordings.back_to_standard(kind, language, by=guard.actor())
        flash(_("Es gilt wieder der Standard."), "success")
        return redirect(url_for("office_wordings.index"), 303)
    if request.method == "POST" and form.validate() and _save(form, kind, language):
        flash(_("Gespeichert. So geht es ab jetzt hinaus."), "success")
        return redirect(url_for("office_wordings.edit", kind=kind, language=language), 303)
    return _page(form, kind, language, now)


@blueprint.get("/letter")
@guard.office("edit wordings")
def letter() -> Response:
    """Show the letter with invented people, in the words that are saved."""
    kind, language = _asked()
    settings = page.settings()
    with i18n.speaking(language):
        content = samples.content(kind, language, settings)
        if content is None:
            raise NotFound("not-found")
        values = samples.values(kind, language, settings)
        said = letters.in_own_words(content, kind, values)
        _text, html = rendering.render(said, Reader(values["Name"], "", language), settings)
    return letter_frames.framed(html)


def _asked() -> tuple[str, str]:
    kind, language = request.args.get("kind", ""), request.args.get("language", LANGUAGES[0])
    if kind not in WORDED or language not in LANGUAGES:
        raise NotFound("not-found")
    return kind, language


def _shown(wording: Wording | None) -> dict[str, Any]:
    seen = {"seen": wordings.print_of(wording)}
    if wording is None:
        return seen
    names = ("subject", "headline", "intro", "closing")
    return seen | {name: getattr(wording, name) for name in names}


def _save(form: WordingForm, kind: str, language: str) -> bool:
    try:
        wordings.save(
            kind, language, form.plan(), known=WORDED[kind], seen=form.value("seen"),
            by=guard.actor(),
        )  # fmt: skip
    except Refusal as refusal:
        form.form_errors.append(refusals.sentence(refusal))
        if refusal.code == "record-meanwhile":  # saving again is deliberate
            now = wordings.of(kind, language)
            form.differences = difference.of_record(form, _shown(now))
            form.seen.data = wordings.print_of(now)
        return False
    return True


def _standard(kind: str, language: str) -> tuple[Content | None, list[str], list[str]]:
    """Return the standard letter, and its paragraphs: what own words replace, and what stays."""
    with i18n.speaking(language):
        content = samples.content(kind, language, page.settings())
    if content is None:
        return None, [], []
    stays = list(letters.facts(content))
    return content, [text for text in content.lead if text and text not in stays], stays


def _page(form: WordingForm, kind: str, language: str, now: Wording | None) -> ResponseReturnValue:
    standard, prose, stays = _standard(kind, language)
    html = render_template(
        "organise/wording.html",
        form=form,
        kind=kind,
        name=labels.LETTERS[kind],
        language=language,
        language_name=words.LANGUAGE_NAMES[language],
        is_own=now is not None,
        standard=standard,
        prose=prose,
        stays=stays,
        blanks=[(blank, MEANINGS[blank]) for blank in WORDED[kind]],
    )
    return html, 422 if form.errors else 200
