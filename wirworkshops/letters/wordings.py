"""The office's own words in a letter: they replace the prose, never what is a fact.

Paragraphs that a letter marks as Fact (a deadline, a reason, how it comes into the calendar),
dates, buttons, notes and calendar parts stay as they are made.
"""

from collections.abc import Mapping
from dataclasses import replace

from wirworkshops import i18n
from wirworkshops.domain import blanks, wordings
from wirworkshops.letters.content import Content, Fact, paragraphs
from wirworkshops.models.wordings import Wording


def in_own_words(content: Content, kind: str, values: Mapping[str, str]) -> Content:
    """Return a letter in the office's words for its kind, in the language spoken now."""
    wording = wordings.of(kind, i18n.language())
    return reworded(content, wording, values) if wording else content


def reworded(content: Content, wording: Wording, values: Mapping[str, str]) -> Content:
    subject = blanks.fill_subject(wording.subject, values)
    headline, closing = (blanks.fill(text, values) for text in (wording.headline, wording.closing))
    intro = paragraphs(blanks.fill(wording.intro, values))
    return replace(
        content,
        subject=subject or content.subject,
        headline=headline or content.headline,
        lead=(*intro, *facts(content)) if intro else content.lead,
        closing=closing or content.closing,
    )


def facts(content: Content) -> tuple[str, ...]:
    """Return the paragraphs that stay whatever the office writes."""
    return tuple(part for part in content.lead if isinstance(part, Fact) and part)
