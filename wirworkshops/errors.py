"""Why something was refused, in words the reader can act on.

Refusal                 the request was understood, and the rules say no
├── NotFound            no such thing, or not for you
├── Gone                was here, and has been renewed or deleted
├── Forbidden           you are known, but this is not yours to do
├── Invalid             something typed cannot be used
└── Conflict            the thing is in another state than the act needs

A refusal carries a stable code for programs and a translatable sentence for people.
Page, command line and API turn it into their own form, once each.
"""


class Refusal(Exception):
    """A rule said no. `code` is stable; `sentence` says why and what to do."""

    status = 409

    def __init__(self, code: str, sentence: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


class NotFound(Refusal):
    status = 404


class Gone(Refusal):
    status = 410


class Forbidden(Refusal):
    status = 403


class Invalid(Refusal):
    status = 422


class Conflict(Refusal):
    status = 409
