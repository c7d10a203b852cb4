"""Spoil a graph on purpose, in a known number of places: what validators must agree on."""

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

_TRIPLE = re.compile(r"(\S+) (\S+) (.+) \.")
_NUMBER = re.compile(r'"(\d+)"(\^\^\S+)')

Triple = tuple[str, str, str]
# What a way of spoiling makes of one triple; *other* is the object of another one of that predicate.
Spoiler = Callable[[Triple, str], Iterator[Triple]]


def _removed(_triple: Triple, _other: str) -> Iterator[Triple]:
    yield from ()


def _doubled(triple: Triple, other: str) -> Iterator[Triple]:
    yield triple
    yield (*triple[:2], other)


def _exchanged(triple: Triple, other: str) -> Iterator[Triple]:
    yield (*triple[:2], other)


def _unknown_property(triple: Triple, _other: str) -> Iterator[Triple]:
    yield triple
    yield triple[0], f"{triple[1][:-1]}Inconnue>", triple[2]


def _other_language(triple: Triple, _other: str) -> Iterator[Triple]:
    yield (*triple[:2], re.sub(r"@fr$", "@de", triple[2]))


def _no_language(triple: Triple, _other: str) -> Iterator[Triple]:
    yield (*triple[:2], re.sub(r"@fr$", "", triple[2]))


def _shifted(triple: Triple, _other: str) -> Iterator[Triple]:
    yield (*triple[:2], _NUMBER.sub(lambda m: f'"{int(m[1]) + 7}"{m[2]}', triple[2]))


def _no_number(triple: Triple, _other: str) -> Iterator[Triple]:
    yield (*triple[:2], _NUMBER.sub(r'"\1"', triple[2]))


# Each way with what the object must look like for it to change something.
_WAYS: dict[str, tuple[Spoiler, str]] = {
    "triplet ôté": (_removed, ""),
    "valeur en plus": (_doubled, ""),
    "valeur échangée": (_exchanged, ""),
    "propriété inconnue": (_unknown_property, ""),
    "autre langue": (_other_language, '"'),
    "langue ôtée": (_no_language, '"'),
    "nombre décalé": (_shifted, '"'),
    "nombre en texte": (_no_number, '"'),
}


def spoiled_copies(ntriples: str, within: str, places: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield (way, graph) for each way of spoiling *ntriples*, in as many *places*.

    Only triples whose subject begins with the IRI *within* are spoiled.
    """
    triples = [(m[1], m[2], m[3]) for m in map(_TRIPLE.fullmatch, ntriples.splitlines()) if m]
    ours = [i for i, triple in enumerate(triples) if triple[0].startswith(f"<{within}")]
    for way, (spoiler, opening) in _WAYS.items():
        draw = Random(f"{seed} {way}")  # noqa: S311  # nothing here is a secret
        fit = [i for i in ours if triples[i][2].startswith(opening) and _changes(triples[i], spoiler)]
        chosen = set(draw.sample(fit, min(places, len(fit))))
        yield way, _written(triples, chosen, spoiler, draw)


def _changes(triple: Triple, spoiler: Spoiler) -> bool:
    return list(spoiler(triple, "")) != [triple]


def _written(triples: Sequence[Triple], chosen: set[int], spoiler: Spoiler, draw: Random) -> str:
    objects: dict[str, list[str]] = {}
    for _, predicate, value in triples:
        objects.setdefault(predicate, []).append(value)
    kept = [triple for i, triple in enumerate(triples) if i not in chosen]
    for i in sorted(chosen):
        kept.extend(spoiler(triples[i], draw.choice(objects[triples[i][1]])))
    return "".join(f"{s} {p} {o} .\n" for s, p, o in kept)
