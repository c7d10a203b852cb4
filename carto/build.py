"""The build, step by step: source → fiches → graph → SHACL → dumps."""

import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph

from carto.alignements.lire import check_tables
from carto.concepts import Concept, group, occurrences
from carto.constraints import constraints
from carto.coverage import coverage, summary
from carto.dates import check_domaines
from carto.edition import Dossier, Notice, load_dossier, load_edition
from carto.errors import NotConforming
from carto.graph import build_dataset
from carto.iris import Iris, check_names
from carto.model import Cartographie, Nature, Niveau
from carto.provenance import Provenance, provenance
from carto.publish import write_coverage, write_dumps, write_manifest, write_mappings, write_shapes
from carto.quads import Quads, iri_of, prefixes, reading_order
from carto.read import all_metiers, all_rubriques, place_bullets, read_draft
from carto.replace import replacing
from carto.report import write_report
from carto.source import read_document
from carto.stability import check_stable, joined_names, names
from carto.template import DATA, load_template
from carto.validate import SHAPES, Problem, load_shapes, union, validate

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology" / "carto.ttl"
# What the build reads besides the document and the tables of its edition.
_RULES = (
    "edition.toml", "gabarit.toml", "syntaxe.toml", "reparations.toml", "graphes.toml",
    "telechargements.toml", "concepts.toml", "regles-concepts.toml", "proximites.toml",
    "alignements.toml",
)  # fmt: skip


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
    contraintes: int = 0
    avertissements: tuple[str, ...] = ()
    empreintes: dict[str, str] = field(default_factory=dict)
    durees: dict[str, float] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[str, str]]:
        """Yield the rows of the closing table: a title, and what there is to say under it."""
        yield "fiches", str(self.fiches)
        for title, counts in (
            ("taxonomie", self.taxonomie),
            ("énoncés", self.enonces),
            ("concepts", self.concepts),
            ("triplets par graphe", self.triples),
            ("réparations", self.reparations),
            ("lignes du document", self.couverture),
        ):
            total = f"{sum(counts.values())}   " if counts else "0"
            yield title, total + ", ".join(f"{name} {n}" for name, n in counts.items())
        yield "tendances, intitulés", f"{self.tendances}, {self.intitules}"
        yield "remarques", str(self.remarques)
        yield "contraintes vérifiées", str(self.contraintes)
        yield "empreinte (RDFC-1.0)", self.empreintes["carto.nq"]
        seconds = ", ".join(f"{step} {t:.1f} s" for step, t in self.durees.items())
        yield "durée", f"{sum(self.durees.values()):.1f} s   {seconds}"


def build(source: Path | None, out: Path, base: str, announce: Callable[[str], None]) -> Report:
    """Build the graph of *source* (None: this edition's document) into the folder *out*.

    *announce* is told the name of each step as it starts.

    Raises:
        InputError: If the document, a table about it, or *out* cannot be used.
        NotConforming: If the graph breaks a shape.
        OSError: If *out* cannot be written.
    """
    report = Report()
    clock = _Clock(report.durees, announce)
    iris = Iris(base)
    edition = load_edition()
    source = source or edition.source

    clock.start("lecture")
    document = read_document(source)
    draft = read_draft(document, load_template())
    report.edition_connue = edition.is_printed_in(document)
    cover = " – ".join(passage.texte for passage in draft.page_de_titre) or source.stem
    tables = check_tables(edition.alignements) if report.edition_connue else {}
    dossier = load_dossier(edition, document) if report.edition_connue else Dossier(Notice(cover))
    cartographie = place_bullets(draft, dossier.corrections)
    check_names(cartographie, iris)
    check_domaines(dossier.mises_a_jour, (d.titre for d in cartographie.domaines))
    roles = coverage(document, cartographie)

    clock.start("graphe")
    concepts = group(occurrences(cartographie), dossier.lecture)
    origin = provenance(document, inputs(dossier), ROOT, os.environ)
    ontology = Graph().parse(ONTOLOGY)
    dataset = build_dataset(cartographie, concepts, dossier, origin, iris, ontology)
    quads = reading_order(dataset, iris)
    # Before the shapes: what is decided of a name that is lost would be missing to them.
    known = _stable_names(quads, concepts, dossier, iris)

    clock.start("validation")
    shapes = load_shapes()
    problems = validate(union(dataset, iris), shapes)
    _refuse_violations(problems)

    clock.start("écriture")
    report.source = source.name
    report.remarques = len(dossier.remarques)
    report.couverture = dict(sorted(summary(roles).items()))
    report.contraintes = len(constraints(shapes))
    report.avertissements = tuple(str(p) for p in problems)
    _count(report, cartographie, concepts, quads, iris)
    with replacing(out) as folder:
        title = _title(dossier.notice, origin)
        report.empreintes = dict(write_dumps(folder, quads, iris, title))
        write_report(folder, problems, report.contraintes, iris)
        write_coverage(folder, roles)
        (folder / "iris.txt").write_text("".join(f"{n}\n" for n in known), encoding="utf-8")
        shutil.copyfile(source, folder / "source.txt")
        write_shapes(folder, sorted(SHAPES.glob("*.ttl")))
        write_mappings(folder, tables, iris)
        if report.edition_connue:
            shutil.copyfile(edition.remarques, folder / "remarques.tsv")
        write_manifest(folder, _manifest(report, dossier.notice, origin, iris))
    clock.stop()
    return report


def _stable_names(
    quads: Quads, concepts: tuple[Concept, ...], dossier: Dossier, iris: Iris
) -> list[str]:
    """Return all names, those of joined wordings included, sorted.

    Raises:
        InputError: If one that was published is lost.
    """
    minted = names(quads, iris)
    joined = tuple(joined_names(concepts, iris.concepts(concepts), iris))
    check_stable(minted, dossier.iris, (*dossier.iris_retirees, *joined))
    return sorted({*minted, *(retired.nom for retired in joined)})


def _title(notice: Notice, origin: Provenance) -> str:
    """Return the comment that opens the files meant for reading."""
    return (
        f"{notice.titre}\n"
        f"Construit par carto-telecoms {origin.version} à partir de {origin.source.nom}.\n"
        "Les termes (carto:…) sont définis dans le graphe « ontologie », graphe-ontologie.ttl."
    )


def inputs(dossier: Dossier) -> Iterable[Path]:
    """Return the files that decide what the graph says, besides the document."""
    return (*dossier.tables, *(DATA / name for name in _RULES), ONTOLOGY, *SHAPES.glob("*.ttl"))


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
    quads: Quads,
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
    graphs = Counter(iri_of(quad.graph_name).removeprefix(prefix) for quad in quads)
    report.triples = dict(sorted(graphs.items()))


def _manifest(report: Report, notice: Notice, origin: Provenance, iris: Iris) -> dict[str, object]:
    """Return what the server and whoever checks a build need to know of it.

    It stands beside the graph ``metadonnees``, and holds what a dump cannot say of itself: the
    canonical hashes. No times: two builds give the same bytes.
    """
    return {
        "titre": notice.titre,
        "editeur": notice.editeur,
        "date": notice.date_en_clair,
        "base": iris.base,
        "prefixes": prefixes(iris),
        "source": report.source,
        "version": origin.version,
        "empreinte_source": origin.source.empreinte,
        "empreinte_jeu": f"rdfc-1.0 sha256:{report.empreintes['carto.nq']}",
        "empreinte_union": f"rdfc-1.0 sha256:{report.empreintes['carto.nt']}",
        "triples": report.triples,
        "couverture": report.couverture,
    }
