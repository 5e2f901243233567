"""The way of a letter out of the outbox: claim, finish and store, hand over, mark as sent.

Each step is a transaction of its own. A worker may die between any two: the letter is
claimed again when its lease is over, and what was stored is sent unchanged.
"""

from itertools import islice

import structlog

from wirworkshops import clock, failpoints
from wirworkshops.config import Settings
from wirworkshops.database import db
from wirworkshops.domain import outbox
from wirworkshops.letters import relevance
from wirworkshops.letters.compose import compose
from wirworkshops.letters.delivery import PermanentError, Post, TemporaryError
from wirworkshops.letters.mime import AddressError, mailbox
from wirworkshops.models.outbox import Letter

SPARE = 20  # looked at beyond those wanted, since other workers reach for the first as well
log = structlog.get_logger()


def claim_due(limit: int) -> list[Letter]:
    """Claim up to so many letters that are due now; those another worker takes are left out."""
    candidates = outbox.due(clock.now(), limit=limit + SPARE)
    claims = (outbox.claim(*seen) for seen in candidates)
    return list(islice(filter(None, claims), limit))


def send_due(settings: Settings, limit: int = 100) -> int:
    """Send what is due, one after another; return how many letters were dealt with.

    Claims one at a time, so that no lease runs out while others are being sent.
    """
    number = 0
    with Post(settings) as post:
        while number < limit and (claimed := claim_due(1)):
            _try(claimed[0], settings, post)
            number += 1
    return number


def _try(letter: Letter, settings: Settings, post: Post) -> None:
    number, kind = letter.id, letter.kind
    failpoints.reached("claimed")
    try:
        process(letter, settings, post)
    except Exception as error:  # one letter that cannot be made must not stop the others
        log.exception("letter", letter=number, kind=kind)
        db.session.rollback()
        outbox.put_off(letter, error=type(error).__name__)


def process(letter: Letter, settings: Settings, post: Post) -> None:
    """Take one claimed letter as far as it gets."""
    if not relevance.is_true(letter):
        outbox.drop(letter)
        return
    try:
        if letter.body is None and not _finish(letter, settings):
            return
        failpoints.reached("kept")
        if not settings.demo:
            post.send(letter.body or b"", recipient=mailbox(letter.recipient))
        failpoints.reached("handed")
    except (AddressError, PermanentError) as error:
        outbox.fail(letter, error=str(error) or type(error).__name__)
    except TemporaryError as error:
        outbox.put_off(letter, error=str(error))
    else:
        outbox.mark_sent(letter)


def _finish(letter: Letter, settings: Settings) -> bool:
    """Make the letter and store its bytes; False where it was dropped instead."""
    message, reader = compose(letter, settings), relevance.reader_of(letter)
    if message is None or reader is None:
        outbox.drop(letter)
        return False
    outbox.keep(
        letter,
        body=message.as_bytes(),
        message_id=str(message["Message-ID"]),
        recipient=reader.email,
        subject=str(message["Subject"]),
    )
    return True
