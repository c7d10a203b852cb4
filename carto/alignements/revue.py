"""What in the tables needs a reader: undecided, contradictory, stale or renamed in the vocabulary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from carto.alignements.entrees import GENRES, solutions, subjects
from carto.alignements.model import Alignement, Alignements, Referentiel
from carto.alignements.triangles import triangles, without_reason
from carto.graph_alignements import target
from carto.iris import Iris


@dataclass(frozen=True, slots=True)
class Connu:
    """A concept of a loaded vocabulary: its French label, and whether it is no longer used."""

    libelle: str
    perime: bool


def review(found: Alignements, store: ox.Store, iris: Iris) -> Mapping[str, list[str]]:
    """Return what needs a reader, by kind, each in one line.

    What is stale or renamed is only seen for a vocabulary that is loaded in *store*.
    """
    gone: list[str] = []
    renamed: list[str] = []
    for name in Referentiel:
        known = _known(store, name, iris)
        for one in found.decisions if known else ():
            if one.cible is not None and one.referentiel == name:
                now = known.get(str(target(one.cible, iris)))
                gone.extend(_gone(one, now))
                renamed.extend(_renamed(one, now))
    return {
        "indécis": [line for genre in GENRES for line in _undecided(found, genre, store, iris)],
        "contradictoires": list(_contradictory(found)),
        "périmés": gone,
        "renommés": renamed,
    }


def missing(store: ox.Store, iris: Iris) -> list[Referentiel]:
    """Return the vocabularies that are not loaded in *store*."""
    graphs = {name: ox.NamedNode(str(iris.graph(name))) for name in Referentiel}
    return [
        name
        for name, graph in graphs.items()
        if next(iter(store.quads_for_pattern(None, None, None, graph)), None) is None
    ]


def _undecided(found: Alignements, genre: str, store: ox.Store, iris: Iris) -> Iterator[str]:
    """Yield what nothing is decided of; of a métier, a refusal alone decides nothing."""
    refusals_count = genre != "metiers"
    decided = {(d.sujet, d.referentiel) for d in found.decisions if refusals_count or not d.refuse}
    for iri, entry in sorted(subjects(store, genre).items()):
        name = iri.removeprefix(f"{iris.base}id/")
        for reference in Referentiel:
            if (name, reference) not in decided:
                yield f"{name} « {entry.libelle} » : ni lien ni absence de lien avec {reference}"


def _contradictory(found: Alignements) -> Iterator[str]:
    for one in without_reason(triangles(found)):
        assert one.rome.cible is not None
        assert one.esco.cible is not None
        yield (
            f"{one.metier} : la correspondance officielle ne joint pas {one.rome.cible.code} "
            f"« {one.rome.cible.libelle} » et « {one.esco.cible.libelle} »"
        )


def _gone(one: Alignement, now: Connu | None) -> Iterator[str]:
    if now is None:
        yield f"{_place(one)} n'est plus dans la version chargée"
    elif now.perime:
        yield f"{_place(one)} n'y sert plus"


def _renamed(one: Alignement, now: Connu | None) -> Iterator[str]:
    assert one.cible is not None
    if now is None or now.perime or one.cible.langue != "fr":
        return
    if now.libelle not in ("", one.cible.libelle):
        yield f"{_place(one)} s'y appelle « {now.libelle} »"


def _place(one: Alignement) -> str:
    assert one.cible is not None
    return f"{one.table}, ligne {one.ligne} : {one.cible.code} « {one.cible.libelle} »"


def _known(store: ox.Store, name: Referentiel, iris: Iris) -> Mapping[str, Connu]:
    found = {}
    for row in solutions(store, "cibles-connues", graph=str(iris.graph(name))):
        label = row["libelle"]
        french = label.value if isinstance(label, ox.Literal) else ""
        found[row["concept"].value] = Connu(french, row["perime"] is not None)
    return found
