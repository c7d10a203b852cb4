"""Read a built graph as a model for larger ones: what to copy of it, and the concepts to draw from."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Stand in a text to copy: what makes an IRI, a label those of a copy; a line number follows the third.
SLUG, PLACE, LINE = "\x01", "\x02", "\x03"

# Kind of concept → its class, and what links a métier to it.
GENRES = {
    "activite": ("Activite", "exerceActivite"),
    "competence": ("Competence", "requiertCompetence"),
    "connaissance": ("Connaissance", "requiertConnaissance"),
}
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SKOS = "http://www.w3.org/2004/02/skos/core#"

_QUAD = re.compile(r"(<[^>]*>) (<[^>]*>) (.*) (<[^>]*>) \.\n")
_COPIED = re.compile(r"(/id/(?:domaine|famille|sous-famille|metier|enonce|passage|tendance)/[^>]*)>")
_CONCEPT = re.compile(rf"/id/({'|'.join(GENRES)})/")

Quad = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Vocabulaire:
    """The terms of a build, as N-Quads write them."""

    base: str
    carto: str

    def term(self, name: str) -> str:
        """Return a term of the project's own vocabulary."""
        return f"<{self.carto}{name}>"

    def graph(self, name: str) -> str:
        """Return the name of a graph."""
        return f"<{self.base}graphe/{name}>"


@dataclass(slots=True)
class Concepts:
    """The concepts of a kind.

    *exprimes*: which of them each énoncé so far expresses; *metiers*: how many métiers have each.
    """

    iris: list[str] = field(default_factory=list)
    libelles: list[str] = field(default_factory=list)
    exprimes: list[int] = field(default_factory=list)
    metiers: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class Patron:
    """A métier to copy: the text of its fiche, and its énoncés, each with the kind of its concept."""

    iri: str
    texte: list[str] = field(default_factory=list)
    enonces: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Modele:
    """What to write once (*tel_quel*), and what to write again in each copy (*socle*, *patrons*)."""

    mots: Vocabulaire
    manifeste: Mapping[str, Any]
    tel_quel: list[str]
    socle: list[str]
    patrons: dict[str, Patron]
    concepts: dict[str, Concepts]
    lignes: int


def read_model(build: Path) -> Modele:
    """Read the build of the folder *build*."""
    manifest = json.loads((build / "build.json").read_text(encoding="utf-8"))
    words = Vocabulaire(manifest["base"], manifest["prefixes"]["carto"])
    with (build / "carto.nq").open(encoding="utf-8") as lines:
        quads = [(m[1], m[2], m[3], m[4]) for m in map(_QUAD.fullmatch, lines) if m]
    counts = words.term("nombreMetiers")
    job = words.term("Metier")
    model = Modele(
        mots=words,
        manifeste=manifest,
        tel_quel=[_line(quad) for quad in quads if quad[1] != counts],
        socle=[],
        patrons={s: Patron(_marked(s)) for s, p, o, _ in quads if p == TYPE and o == job},
        concepts=_concepts(quads, words),
        lignes=1 + max(int(o.split('"')[1]) for _, p, o, _ in quads if p == words.term("ligneFin")),
    )
    _share_out(quads, model)
    return model


def _concepts(quads: Sequence[Quad], words: Vocabulaire) -> dict[str, Concepts]:
    found = {kind: Concepts() for kind in GENRES}
    ranks: dict[str, int] = {}
    for s, p, o, _ in quads:
        if p == f"<{SKOS}prefLabel>" and (match := _CONCEPT.search(s)):
            concepts = found[match[1]]
            ranks[s] = len(concepts.iris)
            concepts.iris.append(s)
            concepts.libelles.append(o.rpartition('"')[0][1:])
    links = {words.term(link): found[kind] for kind, (_, link) in GENRES.items()}
    for _, p, o, _ in quads:
        if p in links:
            links[p].metiers[ranks[o]] += 1
        elif p == words.term("exprime") and (match := _CONCEPT.search(o)):
            found[match[1]].exprimes.append(ranks[o])
    return found


def _share_out(quads: Iterable[Quad], model: Modele) -> None:
    """Give each quad that a copy has to the métier it is about, or to what métiers stand on."""
    words = model.mots
    upward = {words.term(name) for name in ("enonceDe", "passageDe", "elementDe")}
    drawn = {words.term(link) for _, link in GENRES.values()}
    said = {words.term("texte"), words.term("exprime"), LABEL}
    wholes = {s: o for s, p, o, _ in quads if p in upward}
    expressed = {
        s: m[1] for s, p, o, _ in quads if p == words.term("exprime") if (m := _CONCEPT.search(o))
    }
    for s, kind in expressed.items():
        model.patrons[wholes[s]].enonces.append((_marked(s), kind))
    for quad in quads:
        s, p, o, _ = quad
        if p in drawn or (s in expressed and p in said) or _CONCEPT.search(s):
            continue
        line = _copied(quad, words)
        if SLUG not in line:
            continue
        whole = o if o in model.patrons and p == f"<{SKOS}narrower>" else s
        while whole in wholes:
            whole = wholes[whole]
        (model.patrons[whole].texte if whole in model.patrons else model.socle).append(line)


def _copied(quad: Quad, words: Vocabulaire) -> str:
    """Return the line of a quad with the places of what differs between copies."""
    s, p, o, g = quad
    if g not in {words.graph("fiches"), words.graph("concepts")}:
        return ""
    if p in {f"<{SKOS}prefLabel>", words.term("mission")}:
        o = o.replace('"@', f'{PLACE}"@')
    elif p in {words.term(name) for name in ("ligneDebut", "ligneFin", "ligneSource")}:
        o = f'"{LINE}{o[1:]}'
    return _line((_marked(s), p, _marked(o), g))


def _marked(term: str) -> str:
    return _COPIED.sub(rf"\1{SLUG}>", term) if term.startswith("<") else term


def _line(quad: Quad) -> str:
    return "{} {} {} {} .\n".format(*quad)
