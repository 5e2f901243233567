"""Addresses for those who run it: is it alive, is it ready, and figures (loopback only)."""

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from wirworkshops.domain import catalogue, outbox, running

blueprint = Blueprint("health", __name__)
LOOPBACK = ("127.0.0.1", "::1")


@blueprint.get("/healthz")
def alive() -> Response:
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> Response:
    """Answer 503 with what is missing, where the database or the worker is not ready."""
    from wirworkshops import schema  # heavy, and asked for by those who run it only

    missing = []
    if not schema.fits():
        missing.append("migrations: run wirworkshops db upgrade")
    if not running.worker_seen_lately():
        missing.append("worker: not seen for two minutes")
    text = "\n".join(missing) or "ok"
    return Response(text + "\n", 503 if missing else 200, mimetype="text/plain")


@blueprint.get("/metrics")
def metrics() -> Response:
    if request.remote_addr not in LOOPBACK:
        abort(404)
    registry = CollectorRegistry()
    letters = Gauge("wirworkshops_letters", "Letters by state", ["state"], registry=registry)
    for state, number in outbox.counts().items():
        letters.labels(state).set(number)
    revision = Gauge("wirworkshops_catalogue_revision", "Catalogue revision", registry=registry)
    revision.set(catalogue.revision())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
