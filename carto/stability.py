"""No IRI that was published is lost: a rebuild that drops or renames one fails, and says which."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL

from carto.concepts import Concept
from carto.concepts.rules import sentences
from carto.corrections import read_table
from carto.errors import InputError
from carto.iris import Iris, Names
from carto.quads import Quads, iri_of

_NOTHING = "-"
# Records of how something is known, or of what was computed: each goes with what it is about.
_RECORDS = (
    "fusion/", "rapprochement/", "proximite/", "couverture/", "charniere/", "communaute/",
    "alignement/", "bande/", "triangle/",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Retiree:
    """A name that is no longer used, what replaces it (None: nothing does), and why."""

    nom: str
    remplacement: str | None
    raison: str


def names(quads: Quads, iris: Iris) -> tuple[str, ...]:
    """Return the names of the resources that *quads* describe, without their base, sorted.

    A retired one (``owl:deprecated``) is no longer one of them; nor is the record of a reading.
    """
    start = f"{iris.base}id/"
    retired = {quad.subject for quad in quads if quad.predicate.value == str(OWL.deprecated)}
    described = {iri_of(quad.subject) for quad in quads if quad.subject not in retired}
    found = (iri.removeprefix(start) for iri in described if iri.startswith(start))
    return tuple(sorted(name for name in found if not name.startswith(_RECORDS)))


def joined_names(concepts: Iterable[Concept], names: Names, iris: Iris) -> Iterator[Retiree]:
    """Yield the name of each wording that was joined to a concept, which replaces it.

    It was the name of a concept while only the same text made one, and still is at that level.
    """
    start = f"{iris.base}id/"
    for concept in concepts:
        head = names[concept.nature, concept.cle].removeprefix(start)
        for fusion in concept.fusions[1:]:
            wording, verdict = fusion.formulation, fusion.verdict
            reason = f"Réuni avec « {concept.libelle} » : {verdict.raison or sentences()[verdict.regle]}"
            yield Retiree(names[wording.nature, wording.cle].removeprefix(start), head, reason)


def load_names(path: Path) -> frozenset[str]:
    """Read the names already published, one a line.

    Raises:
        InputError: If the file cannot be read.
    """
    try:
        return frozenset(path.read_text(encoding="utf-8").split())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"liste des IRI illisible ({error})", file=str(path)) from error


def load_retired(path: Path) -> tuple[Retiree, ...]:
    """Read the names that were retired; « - » in the second column: nothing replaces it.

    Raises:
        InputError: If the table is not as expected, or retires a name twice.
    """
    found: dict[str, Retiree] = {}
    for row, cells in read_table(path, ("iri", "remplacee_par", "raison")):
        by = None if cells["remplacee_par"] == _NOTHING else cells["remplacee_par"]
        if cells["iri"] in found:
            raise InputError(f"« {cells['iri']} » est retirée deux fois", line=row, file=str(path))
        found[cells["iri"]] = Retiree(cells["iri"], by, cells["raison"])
    return tuple(found.values())


def check_stable(current: Sequence[str], published: frozenset[str], retired: Sequence[Retiree]) -> None:
    """Check that every name of *published* is in *current*, or retired.

    Raises:
        InputError: With every name that is lost, retired though it is in use, or replaced by
            one that does not exist.
    """
    used, gone = set(current), {r.nom for r in retired}
    wrong = [f"« {name} » disparaît" for name in sorted(published - used - gone)]
    wrong += [f"« {name} » est retirée, mais elle sert encore" for name in sorted(gone & used)]
    wrong += [
        f"« {r.nom} » est remplacée par « {r.remplacement} », qui n'existe pas"
        for r in retired
        if r.remplacement is not None and r.remplacement not in used
    ]
    if wrong:
        listing = "\n".join(f"  {sentence}" for sentence in wrong)
        raise InputError(
            f"{len(wrong)} IRI ne sont pas stables (dites ce qui les remplace dans "
            f"data/iris-retirees.tsv) :\n{listing}"
        )
