"""The pages of the links with ROME and ESCO: what is linked to a code, and what the links are worth."""

import re
from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from server.engine import Value
from server.errors import NotFound, negotiate
from server.negotiation import GRAPHS, with_charset
from server.site import example_query, page_query, site

blueprint = Blueprint("alignements", __name__)

_CODE = re.compile(r"[A-Z][0-9]{4}|[0-9]{1,9}")
_ESCO = re.compile(r"http://data\.europa\.eu/esco/(occupation|skill)/[0-9a-f-]{36}")
Rows = Sequence[Mapping[str, Value]]


def links_of(iri: str) -> Mapping[str, Rows]:
    """Return what a thing is to ROME and ESCO: its links, its false friends, and where nothing fits."""
    found: dict[str, list[Mapping[str, Value]]] = {"liens": [], "refus": [], "rien": []}
    for row in site().select("alignements", this=iri):
        nothing = row["cible"].text.endswith("NoTermFound")
        found["rien" if nothing else "refus" if "refus" in row else "liens"].append(row)
    return found


@blueprint.get("/rome/<code>")
def rome(code: str) -> BaseResponse:
    """Show what is linked to a fiche, a skill or a knowledge item of ROME."""
    code = code.upper()
    if not _CODE.fullmatch(code):
        raise NotFound(
            f"« {code} » n'est pas un code du ROME.",
            remedy="Une fiche s'écrit M1804 ; une compétence ou un savoir, par son numéro OGR.",
        )
    return _target(f"{site().base}rome/{code}", code)


@blueprint.get("/esco")
def esco() -> BaseResponse:
    """Show what is linked to a concept of ESCO, by its IRI."""
    iri = request.args.get("iri", "").strip()
    if not _ESCO.fullmatch(iri):
        raise NotFound(
            f"« {iri} » n'est pas l'IRI d'une profession ou d'une compétence d'ESCO.",
            remedy="Elle s'écrit http://data.europa.eu/esco/occupation/…, à la suite de /esco?iri=",
        )
    return _target(iri, "")


@blueprint.get("/alignements")
def summary() -> str:
    """Show what the links are worth, and the triangles."""
    names = ("ce-que-valent-les-liens", "metiers-sans-lien")
    found = {name: list(site().engine.query(example_query(name)).rows()) for name in names}
    open_ones = example_query("triangles")
    states = {}
    for state in ("TriangleOuvert", "TriangleImpossible", "TriangleFerme"):
        text = open_ones.replace("carto:TriangleOuvert }", f"carto:{state} }}")
        states[state] = list(site().engine.query(text).rows())
    return render_template(
        "alignements.html",
        bandes=found["ce-que-valent-les-liens"],
        sans=found["metiers-sans-lien"],
        triangles=states,
        requetes={name: example_query(name) for name in (*names, "triangles")},
    )


def _target(iri: str, code: str) -> BaseResponse:
    linked = site().select("cible", this=iri)
    said: dict[str, list[Value]] = {}
    for row in site().select("cible-dite", this=iri):
        said.setdefault(row["sorte"].text, []).append(row["valeur"])
    if not linked and not said:
        raise NotFound(
            f"Rien n'est lié à « {code or iri} », et aucun référentiel chargé ici ne le connaît.",
            remedy="Cherchez un métier, ou chargez le référentiel (« carto import »).",
        )
    accept = request.headers.get("Accept", "")
    extension = GRAPHS.get(negotiate(accept, ("text/html", *GRAPHS)))
    if extension:
        query = page_query("description-cible")
        results = site().engine.query(query, bindings={"this": iri}, graph=extension)
        types = {ext: media for media, ext in GRAPHS.items()}
        response: BaseResponse = Response(results.data, content_type=with_charset(types[extension]))
    else:
        response = Response(
            render_template("cible.html", iri=iri, code=code, **_shown(iri, linked, said))
        )
    response.headers["Vary"] = "Accept"
    return response


def _shown(iri: str, linked: Rows, said: Mapping[str, Sequence[Value]]) -> dict[str, object]:
    """Return what the page of a target shows: its name, its texts, and what is linked to it."""
    names = [*said.get("titre", ()), *(row["nom"] for row in linked)]
    french = [name.text for name in names if name.language == "fr"]
    return {
        "titre": (french or [name.text for name in names] or [iri])[0],
        "definitions": sorted(said.get("definition", ()), key=lambda v: v.language != "fr"),
        "autres": [value.text for value in said.get("autre", ()) if value.language == "fr"],
        "liens": [row for row in linked if "refus" not in row],
        "refus": [row for row in linked if "refus" in row],
    }
