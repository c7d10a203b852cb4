"""The build, step by step: source → fiches → graph → SHACL → dumps."""

import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Dataset, Graph

from carto.concepts import Concept, group, occurrences
from carto.corrections import load_corrections
from carto.coverage import coverage, summary
from carto.edition import Notice, load_edition
from carto.errors import NotConforming
from carto.graph import build_dataset
from carto.iris import Iris, check_names
from carto.model import Cartographie, Nature, Niveau
from carto.publish import replacing, write_coverage, write_dumps, write_manifest
from carto.read import all_metiers, all_rubriques, place_bullets, read_draft
from carto.remarks import load_remarks
from carto.source import read_document
from carto.template import load_template
from carto.validate import Problem, load_shapes, union, validate

ONTOLOGY = Path(__file__).parent.parent / "ontology" / "carto.ttl"


@dataclass(slots=True)
class Report:
    """What a build read and wrote, for the closing table."""

    source: str = ""
    edition_connue: bool = True
    fiches: int = 0
    enonces: dict[str, int] = field(default_factory=dict)
    taxonomie: dict[str, int] = field(default_factory=dict)
    tendances: int = 0
    intitules: int = 0
    concepts: dict[str, int] = field(default_factory=dict)
    triples: dict[str, int] = field(default_factory=dict)
    reparations: dict[str, int] = field(default_factory=dict)
    remarques: int = 0
    couverture: dict[str, int] = field(default_factory=dict)
    avertissements: tuple[str, ...] = ()
    durees: dict[str, float] = field(default_factory=dict)


def build(source: Path | None, out: Path, base: str, announce: Callable[[str], None]) -> Report:
    """Build the graph of *source* (None: this edition's document) into the folder *out*.

    *announce* is told the name of each step as it starts.

    Raises:
        InputError: If the document, a table about it, or *out* cannot be used.
        NotConforming: If the graph breaks a shape.
    """
    report = Report()
    clock = _Clock(report.durees, announce)
    iris = Iris(base)
    edition = load_edition()
    source = source or edition.source

    clock.start("lecture")
    document = read_document(source)
    draft = read_draft(document, load_template())
    known = edition.is_printed_in(document)
    corrections = load_corrections(edition.corrections, document) if known else {}
    cartographie = place_bullets(draft, corrections)
    check_names(cartographie, iris)
    roles = coverage(document, cartographie)
    remarks = load_remarks(edition.remarques, document) if known else ()
    notice = edition.notice if known else Notice(_title(cartographie, source))

    clock.start("graphe")
    concepts = group(occurrences(cartographie))
    dataset = build_dataset(cartographie, concepts, remarks, iris, notice, Graph().parse(ONTOLOGY))
    merged = union(dataset)

    clock.start("validation")
    problems = validate(merged, load_shapes())
    _refuse_violations(problems)

    clock.start("écriture")
    report.source, report.edition_connue = source.name, known
    report.remarques = len(remarks)
    report.couverture = dict(sorted(summary(roles).items()))
    report.avertissements = tuple(str(p) for p in problems)
    _count(report, cartographie, concepts, dataset, iris)
    with replacing(out) as folder:
        write_dumps(folder, dataset, merged)
        write_coverage(folder, roles)
        shutil.copyfile(source, folder / "source.txt")
        shutil.copyfile(ONTOLOGY, folder / "ontologie.ttl")
        if known:
            shutil.copyfile(edition.remarques, folder / "remarques.tsv")
        write_manifest(folder, _manifest(report, base, notice, document.empreinte))
    clock.stop()
    return report


def _title(cartographie: Cartographie, source: Path) -> str:
    """Return the title of a document that no edition describes: its cover, or else its file's name."""
    return " – ".join(passage.texte for passage in cartographie.page_de_titre) or source.stem


class _Clock:
    """Times the steps of a build, one after another."""

    def __init__(self, durations: dict[str, float], announce: Callable[[str], None]) -> None:
        self._durations = durations
        self._announce = announce
        self._step: str | None = None
        self._since = 0.0

    def start(self, step: str) -> None:
        self.stop()
        self._announce(step)
        self._step, self._since = step, time.perf_counter()

    def stop(self) -> None:
        if self._step:
            self._durations[self._step] = time.perf_counter() - self._since
        self._step = None


def _refuse_violations(problems: tuple[Problem, ...]) -> None:
    violations = tuple(str(problem) for problem in problems if problem.violation)
    if violations:
        raise NotConforming(violations)


def _count(
    report: Report,
    cartographie: Cartographie,
    concepts: tuple[Concept, ...],
    dataset: Dataset,
    iris: Iris,
) -> None:
    metiers, rubriques = list(all_metiers(cartographie)), list(all_rubriques(cartographie))
    bullets = [e for m in metiers for enonces in m.enonces.values() for e in enonces]
    tendances = [t for r in rubriques for t in r.tendances] + [t for m in metiers for t in m.tendances]
    report.fiches = len(metiers)
    report.taxonomie = {n: sum(r.niveau == n for r in rubriques) for n in Niveau if n != Niveau.METIER}
    report.enonces = {n: sum(len(m.enonces[n]) for m in metiers) for n in Nature}
    report.tendances = len(tendances)
    report.intitules = sum(len(m.intitules) for m in metiers)
    report.concepts = {n: sum(c.nature == n for c in concepts) for n in Nature}
    repaired = (e.reparation.regle for e in (*bullets, *tendances) if e.reparation)
    report.reparations = dict(sorted(Counter(repaired).items()))
    prefix = iris.graph("")
    report.triples = {
        str(graph.identifier).removeprefix(prefix): len(graph)
        for graph in sorted(dataset.graphs(), key=lambda g: str(g.identifier))
        if len(graph)
    }


def _manifest(report: Report, base: str, notice: Notice, digest: str) -> dict[str, object]:
    """Return what the server needs to know of a build. No times: two builds give the same bytes."""
    return {
        "titre": notice.titre,
        "editeur": notice.editeur,
        "date": notice.date_en_clair,
        "base": base,
        "source": report.source,
        "empreinte_source": digest,
        "triples": report.triples,
        "couverture": report.couverture,
    }
