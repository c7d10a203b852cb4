"""The documents behind the vocabulary, the metadata and the named graphs: a page, or RDF by Accept."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from server.engine import Value
from server.errors import NotFound, negotiate
from server.negotiation import GRAPHS, with_charset
from server.site import page_query, site

blueprint = Blueprint("vocabulary", __name__)

# The sections of the page, in this order.
KINDS = {
    "Class": ("Classes", "Classes"),
    "ObjectProperty": ("Propriétés entre choses", "Object properties"),
    "DatatypeProperty": ("Propriétés à valeur", "Datatype properties"),
    "NamedIndividual": ("Valeurs", "Individuals"),
}

Terms = dict[str, dict[str, dict[str, list[Value]]]]


@blueprint.get("/ontologie")
def ontology() -> Response:
    """Document the vocabulary, or give it as RDF: an IRI of a term, cut at its « # », leads here."""
    accept = request.headers.get("Accept", "")
    chosen = negotiate(accept, ("text/html", *GRAPHS))
    if chosen != "text/html":
        return _graph("ontologie", chosen)
    body = render_template(
        "ontologie.html",
        kinds=KINDS,
        terms=_terms(),
        about=_about(),
        alternates={media: url_for("vocabulary.file", extension=e) for media, e in GRAPHS.items()},
        iri=site().vocabulary.rstrip("#"),
    )
    return Response(body, content_type="text/html; charset=utf-8", headers={"Vary": "Accept"})


@blueprint.get("/ontologie.<extension>")
def file(extension: str) -> Response:
    """Give the vocabulary in the format of *extension*."""
    media = next((m for m, e in GRAPHS.items() if e == extension), None)
    if media is None:
        raise NotFound(
            f"Il n'y a pas de format « .{extension} ».",
            remedy="Formats offerts : " + ", ".join(f".{e}" for e in GRAPHS.values()),
        )
    return _graph("ontologie", media)


@blueprint.get("/ontologie/<version>")
def version(version: str) -> BaseResponse:
    """Lead from a version to the vocabulary, if it is the one that is served."""
    served = _about().get("versionInfo", [])
    if version not in {value.text for value in served}:
        raise NotFound(
            f"La version {version} de l'ontologie n'est pas servie ici.",
            remedy="Celle qui l'est : " + ", ".join(value.text for value in served),
        )
    return redirect(url_for("vocabulary.ontology"), code=303)


@blueprint.get("/.well-known/void")
def void() -> BaseResponse:
    """Describe the dataset and its graphs (VoID, section 7.2)."""
    return _graph_or_downloads("metadonnees")


@blueprint.get("/graphe/<name>")
def graph(name: str) -> BaseResponse:
    """Give a named graph, or lead to the files that hold it."""
    if name not in site().manifest["triples"]:
        raise NotFound(
            f"Aucun graphe ne s'appelle « {name} ».",
            remedy="Graphes : " + ", ".join(site().manifest["triples"]),
        )
    return _graph_or_downloads(name)


@blueprint.get("/formes")
def shapes() -> BaseResponse:
    """Lead to the shapes: the IRI of one, cut at its « # », leads here."""
    return redirect(url_for("pages.dump", name="formes.ttl"), code=303)


def _graph_or_downloads(name: str) -> BaseResponse:
    chosen = negotiate(request.headers.get("Accept", ""), (*GRAPHS, "text/html"))
    if chosen == "text/html":
        response = redirect(url_for("pages.downloads"), code=303)
        response.headers["Vary"] = "Accept"
        return response
    return _graph(name, chosen)


def _graph(name: str, media: str) -> Response:
    iri = f"{site().base}graphe/{name}"
    query = page_query("graphe")
    results = site().engine.query(query, default_graphs=[iri], graph=GRAPHS[media])
    return Response(results.data, content_type=with_charset(media), headers={"Vary": "Accept"})


def _terms() -> Terms:
    """Return the terms by kind and local name, each with its values by property."""
    found: Terms = {kind: {} for kind in KINDS}
    for row in site().select("vocabulaire"):
        local = row["terme"].text.removeprefix(site().vocabulary)
        said = found[_local(row["sorte"].text)].setdefault(local, {})
        said.setdefault(_local(row["propriete"].text), []).append(row["valeur"])
    return found


def _about() -> dict[str, list[Value]]:
    """Return what the ontology says of itself."""
    said: dict[str, list[Value]] = {}
    for row in site().select("chose", this=site().vocabulary.rstrip("#")):
        said.setdefault(_local(row["propriete"].text), []).append(row["valeur"])
    return said


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]
