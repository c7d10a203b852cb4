"""The pages: for people who read, in French, and never need to see a triple."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import groupby

from flask import Blueprint, render_template, send_from_directory, url_for
from werkzeug.wrappers import Response

from carto.catalogue import fichier, fichiers, textes
from carto.proximites.reglages import reglages
from carto.text import fold
from server.alignements import links_of
from server.engine import Value
from server.errors import NotFound, PreconditionFailed
from server.negotiation import GRAPHS
from server.site import example_query, require, require_single, site

blueprint = Blueprint("pages", __name__)

SECTIONS = ("EnonceActivite", "EnonceCompetence", "EnonceConnaissance")
LISTS = {"competences": "Competence", "connaissances": "Connaissance", "activites": "Activite"}


@dataclass(slots=True)
class Branche:
    """A row and the rows below it."""

    row: Mapping[str, Value]
    branches: list["Branche"] = field(default_factory=list)


def tree(rows: Iterable[Mapping[str, Value]], name: str, parent: str) -> list[Branche]:
    """Return *rows* as trees: *name* is the variable of a row's IRI, *parent* that of the row above."""
    branches = {row[name].text: Branche(row) for row in rows}
    roots: list[Branche] = []
    for branch in branches.values():
        above = branches.get(branch.row[parent].text) if parent in branch.row else None
        (above.branches if above else roots).append(branch)
    return roots


def french_order(text: str) -> tuple[str, str]:
    """Return the key under which *text* stands in a French list: É with E, whatever the case.

    An apostrophe ends a word, as a space does.
    """
    return fold(text).replace("'", " "), text


@blueprint.get("/")
def home() -> str:
    """Show the whole taxonomy."""
    counts = site().engine.query(example_query("comptes")).rows()
    return render_template(
        "accueil.html",
        said=_said(site().scheme),
        notes_on_text=_remarks(site().scheme),
        titre=site().manifest["titre"],
        domaines=tree(site().select("taxonomie"), "iri", "parent"),
        comptes={
            row["classe"].text.removeprefix(site().vocabulary): row["nombre"].text for row in counts
        },
        requete=example_query("comptes"),
    )


@blueprint.get("/page/<kind>/<local>")
def page(kind: str, local: str) -> str:
    """Show one thing, and all that the graph says of it."""
    iri = require(kind, local)
    views = {"enonce": _enonce, "tendance": _tendance, "metier": _metier}
    views |= dict.fromkeys(("competence", "connaissance", "activite"), _concept)
    views |= dict.fromkeys(("domaine", "famille", "sous-famille"), _rubrique)
    context = views.get(kind, _thing)(iri)
    return render_template(
        str(context["template"]),
        iri=iri,
        kind=kind,
        said=_said(iri),
        notes_on_text=_remarks(iri),
        alternates={
            media: url_for("data.describe", kind=kind, local=local, extension=extension)
            for media, extension in GRAPHS.items()
        },
        **context,
    )


@blueprint.get("/page/<name>")
def single(name: str) -> str:
    """Show a thing that is the only one of its kind, and all that the graph says of it."""
    iri = require_single(name)
    return render_template(
        "chose.html",
        iri=iri,
        said=_said(iri),
        notes_on_text=(),
        alternates={
            media: url_for("data.describe_single", name=name, extension=extension)
            for media, extension in GRAPHS.items()
        },
    )


@blueprint.get("/metiers")
def metiers() -> str:
    """List the métiers, in alphabetical order."""
    rows = site().select("taxonomie")
    titles = {row["iri"].text: row["titre"].text for row in rows}
    found = [row for row in rows if row["type"].text == f"{site().vocabulary}Metier"]
    found.sort(key=lambda row: french_order(row["titre"].text))
    return render_template("metiers.html", metiers=found, titles=titles)


@blueprint.get("/<any(competences, connaissances, activites):name>")
def concepts(name: str) -> str:
    """List the concepts of one class, the most widely shared first."""
    rows = site().select("concepts", classe=f"{site().vocabulary}{LISTS[name]}")
    rows.sort(key=lambda row: (-int(row["metiers"].text), french_order(row["titre"].text)))
    return render_template("concepts.html", name=name, rows=rows)


@blueprint.get("/source")
def source() -> str:
    """Show the document, every line with its number as anchor."""
    # Lines are counted as the reader counts them: only a line feed ends one.
    text = (site().folder / "source.txt").read_bytes().decode("utf-8-sig")
    things = {int(row["ligne"].text): row["chose"].text for row in site().select("lignes")}
    return render_template(
        "source.html", lines=text.split("\n"), things=things, titre=site().manifest["source"]
    )


@blueprint.get("/telechargements")
def downloads() -> str:
    """List the dumps, with size and hash."""
    folder = site().folder
    listed = (line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines())
    files = [(name, fichier(name), (folder / name).stat().st_size, digest) for digest, name in listed]
    graphs = {f"graphe-{name}.ttl": said["titre_fr"] for name, said in textes()["graphes"].items()}
    order = list(fichiers())
    files.sort(key=lambda file: (order.index(file[1]) if file[1] else len(order), file[0]))
    return render_template("telechargements.html", files=files, graphs=graphs)


@blueprint.get("/dumps/<name>")
def dump(name: str) -> Response:
    """Send one file of the build."""
    folder = site().folder.absolute()
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,100}", name) or not (folder / name).is_file():
        raise NotFound(
            f"Il n'y a pas de fichier « {name} ».", remedy="Voyez la page des téléchargements."
        )
    known = fichier(name)
    response = send_from_directory(folder, name, mimetype=known.type if known else "text/plain")
    if response.status_code == HTTPStatus.PRECONDITION_FAILED:
        raise PreconditionFailed(f"« {name} » n'est plus celui que vous avez.")
    return response


@blueprint.get("/healthz")
def health() -> dict[str, object]:
    """Say that the engine answers."""
    found = site().engine.query("ASK { ?s ?p ?o }").truth()
    return {"etat": "ok" if found else "vide", "triplets": site().manifest["triples"]}


def _local(iri: Value) -> str:
    return iri.text.rpartition("#")[2].rpartition("/")[2]


def _said(iri: str) -> dict[str, list[Mapping[str, Value]]]:
    """Return what the dataset says of a thing, by the local name of the property."""
    said: dict[str, list[Mapping[str, Value]]] = {}
    for row in site().select("chose", this=iri):
        said.setdefault(_local(row["propriete"]), []).append(row)
    return said


def _remarks(iri: str) -> list[Mapping[str, Value]]:
    """Return the remarks on a thing and on its bullets, by line."""
    return site().select("remarques", this=iri)


def _passages(iri: str) -> dict[str, list[Mapping[str, Value]]]:
    """Return the passages printed for a thing, by the name of their role."""
    found: dict[str, list[Mapping[str, Value]]] = {}
    for row in site().select("passages", this=iri):
        found.setdefault(_local(row["role"]), []).append(row)
    return found


def _thing(_: str) -> dict[str, object]:
    return {"template": "chose.html"}


def _rubrique(iri: str) -> dict[str, object]:
    return {
        "template": "rubrique.html",
        "below": _subtree(iri),
        "interactions": _interactions(iri),
        "tendances": tree(site().select("tendances", this=iri), "enonce", "parent"),
    }


def _subtree(iri: str) -> list[Branche]:
    def find(branches: list[Branche]) -> list[Branche] | None:
        for branch in branches:
            if branch.row["iri"].text == iri:
                return branch.branches
            if found := find(branch.branches):
                return found
        return None

    return find(tree(site().select("taxonomie"), "iri", "parent")) or []


def _metier(iri: str) -> dict[str, object]:
    rows = site().select("enonces", this=iri)
    sections = {
        name: _groups(
            tree([r for r in rows if r["type"].text == site().vocabulary + name], "enonce", "parent")
        )
        for name in SECTIONS
    }
    return {
        "template": "metier.html",
        "sections": sections,
        "passages": _passages(iri),
        "interactions": _interactions(iri),
        "alignes": links_of(iri),
        "proches": site().select("proches", this=iri),
        "accord": reglages().accord_suffisant,
        "tendances": tree(site().select("tendances", this=iri), "enonce", "parent"),
    }


def _interactions(iri: str) -> list[list[Mapping[str, Value]]]:
    """Return with whom a thing works: the rows that say so, by what is done and with whom."""
    found: dict[tuple[str, str], list[Mapping[str, Value]]] = {}
    for row in site().select("interactions", this=iri):
        found.setdefault((row["lien"].text, row["titre"].text), []).append(row)
    return [
        found[said] for said in sorted(found, key=lambda said: [french_order(part) for part in said])
    ]


def _groups(branches: list[Branche]) -> list[tuple[str, list[Branche]]]:
    """Return *branches* with the title of each printed group before its own; no group is ``""``."""
    groups = groupby(branches, key=lambda b: str(b.row.get("groupe", "")))
    return [(title, list(own)) for title, own in groups]


def _concept(iri: str) -> dict[str, object]:
    ties: dict[str, list[Mapping[str, Value]]] = {}
    for row in site().select("rapprochements", this=iri):
        ties.setdefault(_local(row["lien"]), []).append(row)
    return {
        "template": "concept.html",
        "occurrences": site().select("occurrences", this=iri),
        "fusions": site().select("fusions", this=iri),
        "parties": site().select("bloc", this=iri),
        "partages": {
            _local(row["niveau"]): row["metiers"].text for row in site().select("partages", this=iri)
        },
        "liens": ties,
        "alignes": links_of(iri),
    }


def _enonce(iri: str) -> dict[str, object]:
    return {"template": "enonce.html", "below": site().select("voisins", this=iri)}


def _tendance(iri: str) -> dict[str, object]:
    return {
        "template": "tendance.html",
        "below": site().select("voisins", this=iri),
        "owners": site().select("porteur", this=iri),
    }
