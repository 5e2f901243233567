"""The application object for WSGI servers."""

from wirworkshops.app import create_app

application = create_app()
