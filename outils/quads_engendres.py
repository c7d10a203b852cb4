"""Make a graph of the shape of the real one, as large as one likes, as N-Quads, without building it.

First the real quads; then copies of its fiches, « à Barville », « à Cormont »: the same domaines,
familles, métiers and énoncés under other IRIs. What an énoncé expresses is drawn as words are in a
language (Simon's process): three times in ten a new concept, else that of an énoncé drawn among all
those before. So a few concepts are those of many métiers, and many of few (Zipf's law).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

from outils.cartographie_generee import place
from outils.quads_modele import (
    GENRES,
    LABEL,
    LINE,
    PLACE,
    SKOS,
    SLUG,
    TYPE,
    Concepts,
    Modele,
    Patron,
    read_model,
)

NEW = 0.3  # how often an énoncé expresses what none before does

_SHIFTED = re.compile(LINE + r"(\d+)")
_GRAPH = re.compile(r"/graphe/([\w-]+)> \.$", re.MULTILINE)


def generate(build: Path, out: Path, triplets: int, seed: int) -> int:
    """Write in the folder *out* a build of about *triplets* quads; return how many it has.

    It has never fewer than the real one, of the folder *build*.
    """
    model = read_model(build)
    draw = Random(f"{seed} {triplets}")  # noqa: S311  # nothing here is a secret
    written = Counter[str]()
    with (out / "carto.nq").open("w", encoding="utf-8") as file:
        for block in _blocks(model, draw, triplets, written):
            file.write(block)
            written.update(_GRAPH.findall(block))
    manifest = {**model.manifeste, "triples": dict(sorted(written.items()))}
    # Nobody has computed them, and those of the real graph are not its own.
    manifest |= {"empreinte_jeu": "non calculée", "empreinte_union": "non calculée"}
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (out / "build.json").write_text(text + "\n", encoding="utf-8")
    return written.total()


def _blocks(model: Modele, draw: Random, triplets: int, written: Counter[str]) -> Iterator[str]:
    """Yield the graph piece by piece; *written* tells when it is large enough."""
    real = {kind: len(concepts.iris) for kind, concepts in model.concepts.items()}
    yield "".join(model.tel_quel)
    base, jobs = "".join(model.socle), {iri: "".join(p.texte) for iri, p in model.patrons.items()}
    for copy in count(1):
        if written.total() + _still_to_write(model) >= triplets:
            break
        yield _at(base, copy, model.lignes)
        for iri, patron in model.patrons.items():
            drawn = "".join(_drawn(patron, model, real, draw))
            yield _at(jobs[iri] + drawn, copy, model.lignes)
            if written.total() + _still_to_write(model) >= triplets:
                break
    yield "".join(_counts(model))


def _still_to_write(model: Modele) -> int:
    """Return how many quads :func:`_counts` has to write: each concept has its number of métiers."""
    return sum(len(concepts.metiers) for concepts in model.concepts.values())


def _at(text: str, copy: int, lines: int) -> str:
    """Return the text of a copy: its IRIs, its labels, its lines of the document."""
    where, shift = place(copy), copy * lines
    text = text.replace(SLUG, f"-a-{_slug(where)}").replace(PLACE, f" à {where}")
    return _SHIFTED.sub(lambda found: str(int(found[1]) + shift), text)


def _drawn(patron: Patron, model: Modele, real: dict[str, int], draw: Random) -> Iterator[str]:
    """Yield what the énoncés of a métier say, the concepts that are new, and the links to them."""
    words = model.mots
    fiches, graph = words.graph("fiches"), words.graph("concepts")
    links: dict[tuple[str, int], None] = {}
    for iri, kind in patron.enonces:
        concepts = model.concepts[kind]
        if draw.random() < NEW:
            rank = _invented(concepts, real[kind])
            yield _described(concepts, rank, kind, model)
        else:
            rank = draw.choice(concepts.exprimes)
        concepts.exprimes.append(rank)
        links[kind, rank] = None
        label = concepts.libelles[rank]
        yield f'{iri} {words.term("texte")} "{label}."@fr {fiches} .\n'
        yield f'{iri} {LABEL} "{label}"@fr {graph} .\n'
        yield f"{iri} {words.term('exprime')} {concepts.iris[rank]} {graph} .\n"
    for kind, rank in links:
        concepts = model.concepts[kind]
        concepts.metiers[rank] += 1
        yield f"{patron.iri} {words.term(GENRES[kind][1])} {concepts.iris[rank]} {graph} .\n"


def _invented(concepts: Concepts, real: int) -> int:
    """Add a concept, a real one somewhere else; return its rank."""
    copy, rank = divmod(len(concepts.iris), real)
    concepts.iris.append(f"{concepts.iris[rank][:-1]}-a-{_slug(place(copy))}>")
    concepts.libelles.append(f"{concepts.libelles[rank]} à {place(copy)}")
    return len(concepts.iris) - 1


def _described(concepts: Concepts, rank: int, kind: str, model: Modele) -> str:
    words, iri = model.mots, concepts.iris[rank]
    graph = words.graph("concepts")
    said = (
        f"{TYPE} <{SKOS}Concept>",
        f"{TYPE} {words.term(GENRES[kind][0])}",
        f"<{SKOS}inScheme> <{words.base}id/cartographie>",
        f'<{SKOS}prefLabel> "{concepts.libelles[rank]}"@fr',
    )
    return "".join(f"{iri} {pair} {graph} .\n" for pair in said)


def _counts(model: Modele) -> Iterator[str]:
    """Yield how many métiers have each concept."""
    words = model.mots
    number, graph = words.term("nombreMetiers"), words.graph("concepts")
    for concepts in model.concepts.values():
        for rank, iri in enumerate(concepts.iris):
            value = f'"{concepts.metiers[rank]}"^^<http://www.w3.org/2001/XMLSchema#integer>'
            yield f"{iri} {number} {value} {graph} .\n"


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
