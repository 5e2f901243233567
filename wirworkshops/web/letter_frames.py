"""A letter's HTML as a page of its own, for a frame: it alone may bring its style in line."""

from flask import Response, make_response

# letters bring their style in line, as mail must; everything else stays out
BODY_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)


def framed(html: str) -> Response:
    """Return a letter for a frame; its links open in the whole window."""
    response = make_response(html.replace("<head>", '<head><base target="_top">', 1))
    response.headers["Content-Security-Policy"] = BODY_POLICY
    return response
