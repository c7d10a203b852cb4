"""The pages of the links with ROME and ESCO: what is linked to a code, and what the links are worth."""

from collections.abc import Mapping, Sequence
from functools import cache

from flask import Blueprint, Response, render_template, request, url_for
from pyoxigraph import NamedNode

from carto.alignements.reglages import reglages
from carto.requetes import bind, load_requetes
from server.engine import Value
from server.errors import Moved, NotFound, VisitorError, negotiate
from server.linked_data import description
from server.negotiation import GRAPHS
from server.site import ESCO, ROME, site

blueprint = Blueprint("alignements", __name__)

_STATES = ("TriangleOuvert", "TriangleImpossible", "TriangleFerme")
Rows = Sequence[Mapping[str, Value]]

# The queries that the pages ask: read once.
_requetes = cache(load_requetes)


def links_of(iri: str) -> Mapping[str, Rows]:
    """Return what a thing is to ROME and ESCO: its links, its false friends, and where nothing fits."""
    found: dict[str, list[Mapping[str, Value]]] = {"liens": [], "refus": [], "rien": []}
    rows: dict[Value, Mapping[str, Value]] = {}
    for row in site().select("alignements", this=iri):
        rows.setdefault(row["alignement"], row)  # a loaded vocabulary may say another code
    for row in rows.values():
        nothing = row["cible"].text.endswith("NoTermFound")
        found["rien" if nothing else "refus" if "refus" in row else "liens"].append(row)
    return found


@blueprint.get("/rome/<code>")
def rome(code: str) -> Response:
    """Show what is linked to a fiche, a skill or a knowledge item of ROME."""
    if not ROME.fullmatch(code.upper()):
        raise NotFound(
            f"« {code} » n'est pas un code du ROME.",
            remedy="Une fiche s'écrit M1804 ; une compétence ou un savoir, par son numéro OGR.",
        )
    if code != code.upper():
        raise Moved(
            f"Un code du ROME s'écrit en capitales : {code.upper()}.",
            Location=url_for("alignements.rome", code=code.upper()),
        )
    return _target(f"{site().base}rome/{code}", code)


@blueprint.get("/esco")
def esco() -> Response:
    """Show what is linked to a concept of ESCO, by its IRI."""
    iri = request.args.get("iri", "").strip()
    if not ESCO.fullmatch(iri):
        raise VisitorError(
            f"« {iri} » n'est pas l'IRI d'une profession ou d'une compétence d'ESCO.",
            remedy="Elle s'écrit http://data.europa.eu/esco/occupation/…, à la suite de /esco?iri=",
        )
    return _target(iri, "")


@blueprint.get("/alignements")
def summary() -> str:
    """Show what the links are worth, and the triangles."""
    return render_template(
        "alignements.html",
        seuils=reglages().bandes,
        bandes=_rows("ce-que-valent-les-liens"),
        sans=_rows("metiers-sans-lien"),
        triangles={state: _rows("triangles", etat=state) for state in _STATES},
    )


def _rows(name: str, **terms: str) -> Rows:
    """Return the solutions of a query of ``queries``, with *terms* of the vocabulary as parameters."""
    values = {parameter: NamedNode(f"{site().vocabulary}{term}") for parameter, term in terms.items()}
    return list(site().engine.query(bind(_requetes()[name], values, site().base)).rows())


def _target(iri: str, code: str) -> Response:
    linked = site().select("cible", this=iri)
    said: dict[str, list[Value]] = {}
    for row in site().select("cible-dite", this=iri):
        said.setdefault(row["sorte"].text, []).append(row["valeur"])
    if not linked and not said:
        raise NotFound(
            f"Rien n'est lié à « {code or iri} », et aucun référentiel chargé ici ne le connaît.",
            remedy="Cherchez un métier par son nom, ou par un autre code.",
        )
    accept = request.headers.get("Accept", "")
    if extension := GRAPHS.get(negotiate(accept, ("text/html", *GRAPHS))):
        response = description(iri, extension, "description-cible")
    else:
        page = render_template("cible.html", iri=iri, rome=bool(code), **_shown(iri, linked, said))
        response = Response(page)
    response.headers["Vary"] = "Accept"
    return response


def _shown(iri: str, linked: Rows, said: Mapping[str, Sequence[Value]]) -> dict[str, object]:
    """Return what the page of a target shows: its code, name and texts, and what is linked to it."""
    names = [*said.get("titre", ()), *(row["nom"] for row in linked)]
    french = [name.text for name in names if name.language == "fr"]
    return {
        "code": next((code.text for code in said.get("code", ())), ""),
        "titre": (french or [name.text for name in names] or [iri])[0],
        "definitions": sorted(said.get("definition", ()), key=lambda v: v.language != "fr"),
        "autres": [value.text for value in said.get("autre", ()) if value.language == "fr"],
        "liens": [row for row in linked if "refus" not in row],
        "refus": [row for row in linked if "refus" in row],
    }
