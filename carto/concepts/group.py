"""From the énoncés to the concepts that they express."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from carto.concepts.decisions import Decisions
from carto.concepts.merge import clusters, name, same_verdicts
from carto.concepts.model import Concept, Formulation, Fusion, Methode, Occurrence, Relation, Verdict
from carto.concepts.naming import Libelles, check_labels, clean_label, other_labels, preferred
from carto.concepts.rules import confidence
from carto.concepts.wordings import wordings

_SAME_TEXT = Verdict(Relation.MEME, Methode.TEXTE, "texte", confidence("texte"))


@dataclass(frozen=True, slots=True)
class Reading:
    """What readers decided of the wordings of a document: which are one concept, and their labels."""

    decisions: Decisions = field(default_factory=Decisions)
    libelles: Libelles = field(default_factory=dict)


def group(found: Iterable[Occurrence], reading: Reading | None = None) -> tuple[Concept, ...]:
    """Return the concepts that *found* express, in the order of their first énoncé.

    Raises:
        InputError: If a decision is about a wording that is not printed, or cannot be kept.
    """
    reading = reading or Reading()
    texts = wordings(found)
    reading.decisions.check_used(texts)
    check_labels(reading.libelles, texts)
    verdicts = same_verdicts(texts, reading.decisions)
    made = [_concept(c, verdicts, reading.libelles) for c in clusters(texts, reading.decisions)]
    return tuple(sorted(made, key=lambda c: min(_place(o) for o in c.occurrences)))


def _place(occurrence: Occurrence) -> tuple[int, int]:
    return occurrence.enonce.lignes.debut, occurrence.enonce.rang


def _concept(
    cluster: Sequence[Formulation],
    verdicts: Mapping[tuple[tuple[str, str], tuple[str, str]], Verdict],
    labels: Libelles,
) -> Concept:
    """Name the cluster after its most shared wording; each other one was joined to that."""
    head = preferred(cluster)
    libelle = clean_label(head, labels)
    others = (f for f in cluster if f is not head)
    fusions = (Fusion(head, _SAME_TEXT), *(Fusion(f, verdicts[name(head), name(f)]) for f in others))
    return Concept(head.nature, head.cle, libelle, other_labels(cluster, libelle), fusions)
