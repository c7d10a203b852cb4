"""The names of things: one base, readable ASCII local names, never a blank node."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from rdflib import Namespace, URIRef

from carto.concepts import Concept
from carto.errors import InputError
from carto.model import Cartographie, Metier, Nature, Niveau, Rubrique
from carto.read import all_metiers, all_rubriques
from carto.remarks import Remarque
from carto.text import slug

BASE = "https://w3id.org/carto-telecoms/"
# The vocabulary is the same for every dataset that uses it, wherever that one is published.
CARTO = Namespace(f"{BASE}ontologie#")

# The types of resources, as their IRIs say them, in the order in which dumps are read.
TYPES = (
    "domaine", "famille", "sous-famille", "metier", "passage", "enonce", "tendance", "activite",
    "competence", "connaissance", "fusion", "rapprochement", "interaction", "proximite", "couverture",
    "charniere", "communaute", "alignement", "bande", "triangle", "remarque", "entree",
)  # fmt: skip

_LONGEST = 80

# The name of each wording, by its nature and key; a concept has that of the wording it is named after.
Names = Mapping[tuple[Nature, str], URIRef]


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs below one base."""

    base: str = BASE

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", self.base) or not self.base.isascii():
            raise InputError(
                f"« {self.base} » ne peut servir de base : une IRI absolue en http(s), en ASCII, "
                "qui se termine par « / » ou « # »"
            )

    def graph(self, name: str) -> URIRef:
        """Return the IRI of a named graph."""
        return URIRef(f"{self.base}graphe/{name}")

    @property
    def scheme(self) -> URIRef:
        """The concept scheme of the taxonomy: the cartographie itself."""
        return self.single("cartographie")

    @property
    def document(self) -> URIRef:
        """The document that all printed texts are quoted from."""
        return self.single("document")

    def single(self, name: str) -> URIRef:
        """Return ``{base}id/{name}``, of a thing that is the only one of its kind."""
        return URIRef(f"{self.base}id/{name}")

    def resource(self, kind: str, local: str) -> URIRef:
        """Return ``{base}id/{kind}/{local}``."""
        return URIRef(f"{self.base}id/{kind}/{local}")

    def rubrique(self, rubrique: Rubrique) -> URIRef:
        """Return the IRI of a domaine, famille or sous-famille."""
        return self.titled(rubrique.niveau, rubrique.titre)

    def metier(self, metier: Metier) -> URIRef:
        """Return the IRI of a métier."""
        return self.titled(Niveau.METIER, metier.titre)

    def titled(self, niveau: Niveau, title: str) -> URIRef:
        """Return the IRI of what bears *title* at that level of the taxonomy."""
        local = slug(title) if niveau == Niveau.METIER else local_of_title(niveau, title)
        return self.resource(niveau, local)

    def enonce(self, title: str, nature: Nature, rang: int) -> URIRef:
        """Return the IRI of the énoncé of rank *rang* among those of *nature* in the fiche *title*."""
        return self.resource("enonce", f"{slug(title)}-{nature}-{rang}")

    def tendance(self, kind: str, title: str, rang: int) -> URIRef:
        """Return the IRI of an evolution bullet of the thing of this *kind* and *title*."""
        local = local_of_title(kind, title)
        return self.resource("tendance", f"{kind}-{local}-{rang}")

    def passage(self, owner: URIRef, role: str, rang: int) -> URIRef:
        """Return the IRI of the passage of rank *rang* that plays *role* for *owner*."""
        local = owner.removeprefix(f"{self.base}id/").replace("/", "-")
        return self.resource("passage", f"{local}-{role}-{rang}")

    def charniere(self, whose: URIRef, rang: int) -> URIRef:
        """Return the IRI of the hinge of rank *rang* of a métier or a famille."""
        local = whose.removeprefix(f"{self.base}id/").replace("/", "-")
        return self.resource("charniere", f"{local}-{rang}")

    def remarque(self, remark: Remarque) -> URIRef:
        """Return the IRI of a remark: its line and the words it quotes."""
        local = f"ligne-{remark.ligne}-{_cut(slug(remark.citation), 50)}".rstrip("-")
        return self.resource("remarque", local)

    def concepts(self, found: Iterable[Concept]) -> Names:
        """Return the IRI of each concept, and of each of its wordings.

        The local name is the slug of the key. One that is cut, or that two keys share, is told
        apart by a hash of its key, so that no name depends on the order of the concepts, nor on
        which wordings are one concept today.
        """
        keys = [(f.nature, f.cle) for concept in found for f in concept.formulations]
        shared = Counter((nature, _cut(slug(cle))) for nature, cle in keys)
        names: dict[tuple[Nature, str], URIRef] = {}
        for nature, cle in keys:
            whole, cut = slug(cle), _cut(slug(cle))
            if not cut or whole != cut or shared[nature, cut] > 1:
                cut = f"{cut}-{sha256(cle.encode()).hexdigest()[:6]}"
            names[nature, cle] = self.resource(nature, cut)
        return names


def check_names(cartographie: Cartographie, iris: Iris) -> None:
    """Check that no two titles make one name.

    Raises:
        InputError: With the lines of both.
    """
    seen: dict[URIRef, Rubrique | Metier] = {}
    named: list[tuple[URIRef, Rubrique | Metier]] = []
    named += [(iris.rubrique(r), r) for r in all_rubriques(cartographie)]
    named += [(iris.metier(m), m) for m in all_metiers(cartographie)]
    for iri, thing in named:
        before = seen.setdefault(iri, thing)
        if before is not thing:
            raise InputError(
                f"« {thing.titre} » porterait le même nom que la ligne {before.lignes.debut} : {iri}",
                line=thing.lignes.debut,
            )


def local_of_title(kind: str, title: str) -> str:
    """Return the slug of *title*, without the word that only repeats its *kind*."""
    return slug(title).removeprefix(f"{kind}-")


def _cut(name: str, longest: int = _LONGEST) -> str:
    """Return *name* cut at a word; a word that is longer by itself is left out."""
    if len(name) <= longest:
        return name
    return name[: longest + 1].rpartition("-")[0]
