"""The yardstick: a Flask route that returns 20 kB of ready bytes."""

from flask import Flask, Response

application = Flask(__name__)
BODY = b"x" * 20_000


@application.get("/")
def ready() -> Response:
    return Response(BODY, mimetype="text/html")
