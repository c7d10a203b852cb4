"""Compare SHACL engines with pySHACL: what they find, how fast, in how much memory."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rdflib import RDFS, Graph

from outils.graphe_abime import spoiled_copies
from outils.moteurs_shacl import ENGINES, NOT_INSTALLED
from outils.processus import Execution, run

REFERENCE = "pyshacl"
PROBES = Path(__file__).parent / "sondes-shacl.ttl"

_SCRIPT = Path(__file__).parent / "moteurs_shacl.py"
_PLACES = 60  # where a copy is spoiled

# Focus node, source shape, component, value, severity, and the messages that the shapes give.
Found = frozenset[tuple[str, str, str, str, str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Ecart:
    """What an engine finds of a spoiled graph, against the reference."""

    trouves: int
    manquants: int
    en_plus: int


@dataclass(slots=True)
class Moteur:
    """What is known of one engine; *arret* says why it could not be measured, if it could not."""

    nom: str
    version: str = ""
    arret: str = ""
    mesures: dict[str, Execution] = field(default_factory=dict)
    moyens: dict[str, bool] = field(default_factory=dict)
    ecarts: dict[str, Ecart] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Atelier:
    """Where the engines are (*python*), on what they work, and how long they may."""

    python: str
    formes: Path
    dossier: Path
    limite: float
    annonce: Callable[[str], None]

    def validate(self, name: str, data: Path, shapes: Path) -> Execution:
        """Run the engine *name* in a process of its own; pySHACL is the one of the build."""
        self.annonce(f"{name}, {data.name}")
        python = sys.executable if name == REFERENCE else self.python
        done = run([python, str(_SCRIPT), name, str(data), str(shapes)], self.limite)
        # What a small process has cost is hidden by what this one, which has started it, weighs.
        return done if done.code else replace(done, memoire=json.loads(done.sortie)["memoire"])


def compare(atelier: Atelier, graphs: Mapping[str, Path], seed: int) -> tuple[Moteur, ...]:
    """Measure every engine on *graphs* (size → N-Triples); the first of them is also spoiled."""
    engines = _probed(atelier)
    present = [engine for engine in engines if not engine.arret]
    for size, graph in graphs.items():
        for engine in present:
            engine.mesures[size] = atelier.validate(engine.nom, graph, atelier.formes)
    for way, graph in _spoiled(next(iter(graphs.values())), atelier.dossier, seed):
        _judge(present, way, graph, atelier)
    return engines


def _probed(atelier: Atelier) -> tuple[Moteur, ...]:
    """Return every engine with the means of SHACL that it has: it finds what the reference does."""
    labels = sorted(Graph().parse(PROBES).subject_objects(RDFS.label), key=lambda row: str(row[1]))
    spoken = PROBES.read_text(encoding="utf-8")
    engines: list[Moteur] = []
    reference: Found = frozenset()
    for name in ENGINES:
        done = atelier.validate(name, PROBES, PROBES)
        if done.code:
            engines.append(Moteur(name, arret=_reason(done)))
            continue
        found = _found(done, spoken)
        reference = found if name == REFERENCE else reference
        engine = Moteur(name, json.loads(done.sortie)["version"])
        for shape, label in labels:
            engine.moyens[str(label)] = _of_shape(found, str(shape)) == _of_shape(reference, str(shape))
        engines.append(engine)
    return tuple(engines)


def _reason(done: Execution) -> str:
    if done.code == NOT_INSTALLED:
        return "n'est pas installé"
    return f"s'est arrêté avec le code {done.code}"


def _of_shape(found: Found, shape: str) -> Found:
    return frozenset(result for result in found if result[1] == shape)


def _spoiled(graph: Path, folder: Path, seed: int) -> Iterator[tuple[str, Path]]:
    text = graph.read_text(encoding="utf-8")
    within = text.partition("/id/")[0].rpartition("<")[2] + "/id/"
    for way, spoiled in spoiled_copies(text, within, _PLACES, seed):
        path = folder / "abime.nt"
        path.write_text(spoiled, encoding="utf-8")
        yield way, path


def _judge(engines: list[Moteur], way: str, graph: Path, atelier: Atelier) -> None:
    spoken = atelier.formes.read_text(encoding="utf-8")
    reference: Found = frozenset()
    for engine in engines:
        done = atelier.validate(engine.nom, graph, atelier.formes)
        # Only a SPARQL constraint is known by its message: the others have a shape of their own.
        found = frozenset(
            (*r[:5], r[5] if r[2] == "SPARQLConstraintComponent" else ()) for r in _found(done, spoken)
        )
        if engine.nom == REFERENCE:
            reference = found
        engine.ecarts[way] = Ecart(len(found), len(reference - found), len(found - reference))


def _found(done: Execution, spoken: str) -> Found:
    """Return the results of *done*, without the messages that are not in the shapes (*spoken*)."""
    if done.code:
        return frozenset()
    results = json.loads(done.sortie)["resultats"]
    return frozenset((*r[:5], tuple(m for m in r[5] if f'"{m}"@' in spoken)) for r in results)
