"""What in the tables needs a reader: undecided, contradictory, or stale in the loaded vocabulary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from carto.alignements.entrees import solutions, subjects
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

    What is stale is only seen for a vocabulary that is loaded in *store*.
    """
    return {
        "indécis": list(_undecided(found, store, iris)),
        "contradictoires": list(_contradictory(found)),
        "périmés": [line for name in Referentiel for line in _stale(found, name, store, iris)],
    }


def _undecided(found: Alignements, store: ox.Store, iris: Iris) -> Iterator[str]:
    decided = {(one.sujet, one.referentiel) for one in found.decisions if not one.refuse}
    for iri, entry in sorted(subjects(store, "metiers").items()):
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


def _stale(found: Alignements, name: Referentiel, store: ox.Store, iris: Iris) -> Iterator[str]:
    known = _known(store, name, iris)
    if not known:
        return
    for one in found.decisions:
        if one.cible is not None and one.referentiel == name:
            yield from _wrong(one, known.get(str(target(one.cible, iris))))


def _wrong(one: Alignement, now: Connu | None) -> Iterator[str]:
    assert one.cible is not None
    place = f"{one.table}, ligne {one.ligne} : {one.cible.code} « {one.cible.libelle} »"
    if now is None:
        yield f"{place} n'est plus dans la version chargée"
    elif now.perime:
        yield f"{place} n'y sert plus"
    elif now.libelle and one.cible.langue == "fr" and now.libelle != one.cible.libelle:
        yield f"{place} s'y appelle « {now.libelle} »"


def _known(store: ox.Store, name: Referentiel, iris: Iris) -> Mapping[str, Connu]:
    found = {}
    for row in solutions(store, "cibles-connues", graph=str(iris.graph(name))):
        label = row["libelle"]
        french = label.value if isinstance(label, ox.Literal) else ""
        found[row["concept"].value] = Connu(french, row["perime"] is not None)
    return found
