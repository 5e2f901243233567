"""The application, put together: the one module that sees every floor."""

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from wirworkshops import config, i18n, resources, tokens
from wirworkshops.config import Settings
from wirworkshops.database import db, engine_options
from wirworkshops.demo import senders
from wirworkshops.domain import digests, lead_times, moves
from wirworkshops.letters import sender
from wirworkshops.web import demo, feeds, frontdoor, health, limits, page, secret_feeds
from wirworkshops.web.account import security
from wirworkshops.web.my import changing, overview
from wirworkshops.web.my import interests as my_interests
from wirworkshops.web.my import materials as my_materials
from wirworkshops.web.my import needs as my_needs
from wirworkshops.web.my import registrations as my_registrations
from wirworkshops.web.organise import drafts, materials, navigation, programme
from wirworkshops.web.organise import images as office_images
from wirworkshops.web.organise.blueprints import blueprints as office
from wirworkshops.web.public import (
    images,
    interests,
    legal,
    pictures,
    signup,
    start,
    subscribe,
    workshops,
)

MAX_FORM_BYTES = 256 * 1024
KEPT_SECONDS = 365 * 24 * 3600  # assets carry their version in the address

PUBLIC = (start, workshops, signup, interests, subscribe, legal, pictures, images, feeds, health)
MY = (my_registrations, my_needs, my_materials, changing, overview, my_interests, secret_feeds)


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for these settings (by default, those of the environment)."""
    settings = settings or config.load()
    app = Flask(
        "wirworkshops",
        static_folder=str(resources.static_folder()),
        template_folder=str(resources.templates_folder()),
    )
    _configure(app, settings)
    db.init_app(app)
    Babel(
        app,
        default_locale="de",
        default_translation_directories=str(resources.translations_folder()),
        locale_selector=i18n.language,
    )
    navigation.init(app)
    page.init(app)  # before the guards, which may answer with a page
    for module in (programme, office_images, materials):
        app.before_request(module.let_files_in)  # before CSRFProtect, which reads the form
    drafts.init(app)
    CSRFProtect(app)
    limits.init(app, settings)
    security.init(app, settings)
    for module in (*PUBLIC, *MY, *office, *((demo,) if settings.demo else ())):
        app.register_blueprint(module.blueprint)
    app.wsgi_app = frontdoor.FrontDoor(app.wsgi_app, settings.database)  # type: ignore
    if settings.trusted_proxies:
        # each proxy adds to the visitor's address; scheme and host the nearest one says alone
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.trusted_proxies, 1, 1)  # type: ignore
    return app


def _configure(app: Flask, settings: Settings) -> None:
    tokens.use_key(settings.secret_key)
    moves.set_hold_hours(settings.hold_hours)
    moves.set_offer_hours(settings.offer_hours)
    digests.set_hour(settings.digest_hour)
    lead_times.set_days(settings.days_of_needs)
    secure = settings.secure_cookies and settings.base_url.startswith("https")
    app.config.update(
        SETTINGS=settings,
        TEXTS_OF=senders.texts_of if settings.demo else sender.texts_of,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database),
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=KEPT_SECONDS,
        # with the prefix no other site of the city's domain can set it
        SESSION_COOKIE_NAME="__Host-ww" if secure else "ww",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=True,
        TEMPLATES_AUTO_RELOAD=False,
    )
