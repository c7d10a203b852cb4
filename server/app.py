"""The Flask application: the pages, the dumps, the linked data."""

from typing import Any

from flask import Flask, request

from server import alignements, errors, linked_data, pages, search, sparql, vocabulary
from server.site import Site, example_names, example_query

# No page of this service is sent anything long.
_MAX_BODY = 64 * 1024


def create_app(site: Site) -> Flask:
    """Return the application that shows *site*."""
    app = Flask(__name__)
    app.config["SITE"] = site
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for module in (pages, alignements, search, sparql, linked_data, vocabulary):
        app.register_blueprint(module.blueprint)
    app.jinja_env.tests["contenant"] = lambda text, part: part in text
    errors.register(app)

    @app.before_request
    def already_refused() -> None:
        """Show the error that the endpoint met, as a page."""
        scope = request.environ.get("asgi.scope", {})
        if error := scope.get("carto.error"):
            raise error

    @app.context_processor
    def shared() -> dict[str, Any]:
        return {
            "site_title": site.manifest["titre"],
            "lien": site.link,
            "abrege": site.shorten,
            "notice": site.manifest,
            "exemple": example_query,
            "exemples": example_names,
        }

    return app
