"""The Flask application."""

from pathlib import Path
from typing import Any

from flask import Flask, Response

from server import errors, linked_data, pages, sparql, vocabulary
from server.settings import Settings
from server.site import Site, example_query, open_site, site

# What http says in one English word, said in French; the rest keep their standard phrase.
_MESSAGES = {
    404: "Il n'y a rien à cette adresse.",
    405: "Cette méthode n'est pas permise à cette adresse.",
    413: "La requête est trop longue.",
    500: "Le service a rencontré une erreur ; elle est notée.",
}


def create_app(settings: Settings) -> Flask:
    """Return the application that serves the build of *settings*.

    Raises:
        FileNotFoundError: If there is no build.
    """
    app = Flask(__name__)
    app.config["SITE"] = open_site(Path(settings.build))
    app.config["MESSAGES"] = _MESSAGES
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for module in (pages, sparql, linked_data, vocabulary):
        app.register_blueprint(module.blueprint)
    errors.register(app)

    @app.context_processor
    def shared() -> dict[str, Any]:
        found: Site = site()
        return {
            "site_title": found.manifest["titre"],
            "lien": found.link,
            "abrege": found.shorten,
            "notice": found.manifest,
            "exemple": example_query,
        }

    @app.after_request
    def open_to_all(response: Response) -> Response:
        """Let a page of any site read the data; nothing here is secret, and no cookie is used."""
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return app
