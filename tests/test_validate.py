"""The shapes: each of their constraints broken alone, and the lines that say so.

The list of constraints is read from the shapes themselves; ``tests/violations`` holds for each the
smallest change of the mini-cartography that breaks it, and nothing else.
"""

import subprocess
import sys
from pathlib import Path

import pyshacl
import pytest
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH, Graph, Literal, URIRef

from carto.build import ONTOLOGY, inputs
from carto.concepts import group, occurrences
from carto.constraints import Constraint, constraints
from carto.dates import MiseAJour
from carto.edition import Dossier, Notice
from carto.graph import build_dataset
from carto.iris import Iris
from carto.model import Lignes, Passage
from carto.provenance import provenance
from carto.read import place_bullets, read_draft
from carto.remarks import Remarque
from carto.source import read_document
from carto.template import load_template
from carto.validate import load_shapes, union, validate
from tests.conftest import DONNEES, ROOT

VIOLATIONS = sorted((Path(__file__).parent / "violations").glob("*.ru"))
FORME = "https://w3id.org/carto-telecoms/formes#"
# Their constraints are about the vocabulary, all others about the data: each is broken in its own.
VOCABULARY = {"nom-du-terme", "definition-du-terme", "exemple-du-terme"}
WARNINGS = {"innovation-entiere", "annonce-sans-suite", "enonce-repete"}


def breaks() -> list[tuple[str, str, str]]:
    """Return the changes: the local name of what each breaks, the component, the SPARQL update."""
    found = []
    for path in VIOLATIONS:
        head, *blocks = path.read_text(encoding="utf-8").split("\n### ")
        for block in blocks:
            title, _, update = block.partition("\n")
            name, component = title.split()
            found.append((name, component, f"{head}\n{update}"))
    return found


BREAKS = breaks()


def constraint(name: str, component: str) -> Constraint:
    """Return the constraint that the title of a change names."""
    return f"{FORME}{name}", f"{SH}{component}ConstraintComponent"


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """Return the shapes of the project."""
    return load_shapes()


@pytest.fixture(scope="module")
def mini() -> Graph:
    """Return the mini-cartography with what only an edition adds: a date, a remark."""
    document = read_document(DONNEES / "mini.txt")
    cartographie = place_bullets(read_draft(document, load_template()), {})
    dated = MiseAJour("Domaine exploitation", "2007-2008", Passage("en 2007-2008", Lignes(5, 5)))
    dossier = Dossier(
        Notice("Mini", "Éditeur", "2010-01"),
        remarques=(Remarque(40, "x", "accord", "Étrange."),),
        mises_a_jour=(dated,),
    )
    origin = provenance(document, inputs(dossier), ROOT, {})
    concepts = group(occurrences(cartographie))
    ontology = Graph().parse(ONTOLOGY)
    dataset = build_dataset(cartographie, concepts, dossier, origin, Iris(), ontology)
    dataset.remove_graph(dataset.graph(Iris().graph("ontologie")))
    return union(dataset, Iris())


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    """Return the ontology."""
    return Graph().parse(ONTOLOGY)


def test_before_any_change_all_is_well(mini: Graph, vocabulary: Graph, shapes: Graph) -> None:
    """The graphs that are broken are valid before."""
    assert () == validate(mini, shapes)
    assert () == validate(vocabulary, shapes)


@pytest.mark.parametrize(
    ("name", "component", "update"), BREAKS, ids=[f"{name}-{component}" for name, component, _ in BREAKS]
)
def test_constraint_sees_its_break(
    name: str, component: str, update: str, mini: Graph, vocabulary: Graph, shapes: Graph
) -> None:
    """A graph broken in one place violates what that place breaks, and nothing else."""
    before = vocabulary if name in VOCABULARY else mini
    broken = Graph()
    for triple in before:
        broken.add(triple)
    broken.update(update)
    assert set(before) != set(broken)
    problems = validate(broken, shapes)
    assert {constraint(name, component)} == {problem.contrainte for problem in problems}
    assert {name not in WARNINGS} == {problem.violation for problem in problems}


def test_every_constraint_is_broken(shapes: Graph) -> None:
    """The changes break every constraint that the shapes hold, each once."""
    broken = [constraint(name, component) for name, component, _ in BREAKS]
    assert sorted(constraints(shapes)) == sorted(broken)


def test_every_constraint_is_found() -> None:
    """A constraint of any kind that is added to the shapes is in the list."""
    added = Graph().parse(DONNEES / "formes.ttl")
    expected = {("a", "MinCount"), ("a", "UniqueLang"), ("b", "Closed"), ("c", "SPARQL"), ("b", "Or")}
    assert {constraint(*pair) for pair in expected} == constraints(added)


def test_every_constraint_has_a_message(shapes: Graph) -> None:
    """No constraint speaks SHACL's default English: each has a sentence in French and in English."""
    for name, _ in constraints(shapes):
        said = [m for m in shapes.objects(URIRef(name), SH.message) if isinstance(m, Literal)]
        assert ["en", "fr"] == sorted(m.language or "" for m in said), name


def test_shapes_are_valid_shapes(shapes: Graph) -> None:
    """The shapes conform to the shapes of SHACL itself (SHACL-SHACL)."""
    conforms, _, text = pyshacl.validate(
        Graph(), shacl_graph=shapes, meta_shacl=True, inference="none", advanced=False
    )
    assert conforms, text


def test_an_invalid_shape_is_seen() -> None:
    """SHACL-SHACL would see a shape that is none."""
    wrong = Graph().parse(
        data="""@prefix sh: <http://www.w3.org/ns/shacl#> .
        <urn:a> a sh:NodeShape ; sh:property [ sh:path <urn:p> ; sh:minCount "un" ] ."""
    )
    with pytest.raises(ReportableRuntimeError, match="does not validate against"):
        pyshacl.validate(Graph(), shacl_graph=wrong, meta_shacl=True)


def test_a_problem_names_the_thing_and_its_line(mini: Graph, shapes: Graph) -> None:
    """A problem reads in one line, in both languages: where, what, why."""
    broken = Graph()
    for triple in mini:
        broken.add(triple)
    metier = URIRef("https://w3id.org/carto-telecoms/id/metier/agent-de-reseau")
    broken.add((metier, URIRef("https://example.org/p"), Literal("v")))
    (problem,) = validate(broken, shapes)
    found = "(trouvé : https://example.org/p, v)"
    known = "Cette propriété n'est pas connue sur un métier."
    assert f"ligne 146 : « Agent de réseau » <{metier}> : {known} {found}" == str(problem)
    assert problem.sentence("fr") == f"« Agent de réseau » (ligne 146) : {known} {found}"
    assert problem.sentence("en").startswith(
        "« Agent de réseau » (line 146): This property is not known"
    )


def test_what_requires_nothing_is_near_nothing(mini: Graph, shapes: Graph) -> None:
    """A proximity to a sheet to complete is seen, whatever its figures."""
    broken = Graph()
    for triple in mini:
        broken.add(triple)
    broken.update("""
        PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
        PREFIX metier: <https://w3id.org/carto-telecoms/id/metier/>
        DELETE { ?proximite carto:entre ?one } INSERT { ?proximite carto:entre metier:agent-de-reseau }
        WHERE { ?proximite a carto:Proximite ; carto:entre ?one , metier:responsable-de-secteur-usagers
            FILTER (?one != metier:responsable-de-secteur-usagers) }
    """)
    found = {name.rpartition("#")[2] for name, _ in {p.contrainte for p in validate(broken, shapes)}}
    assert "compare-ou-non" in found


def run_validate(file: Path) -> subprocess.CompletedProcess[str]:
    """Run ``carto validate`` on *file*, as its user does."""
    return subprocess.run(
        [sys.executable, "-m", "carto", "validate", file],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_validate_command(mini_build: Path, tmp_path: Path) -> None:
    """An edited Turtle is checked by the same shapes: one line per problem, exit code 1."""
    text = (mini_build / "carto.ttl").read_text(encoding="utf-8")
    edited = tmp_path / "carto.ttl"
    start = text.index("\ncompetence:faire-preuve-de-leadership a ")
    concept = text[start:].replace("carto:nombreMetiers 2 ", "carto:nombreMetiers 3 ", 1)
    edited.write_text(text[:start] + concept, encoding="utf-8")
    done = run_validate(edited)
    assert done.returncode == 1
    (violation,) = [line for line in done.stdout.splitlines() if line.startswith("violation : ")]
    assert "violation : ligne 93 : « Faire preuve de leadership » <" in violation
    assert "n'est pas le nombre de métiers" in violation


@pytest.mark.lent
def test_validate_command_on_the_whole_dataset(build: Path) -> None:
    """N-Quads are checked as the build is: without the graphs that are kept apart."""
    assert run_validate(build / "carto.nq").returncode == 0


def test_validate_command_on_what_is_no_graph(tmp_path: Path) -> None:
    """What cannot be read is said in one line that names the file and its line, exit code 2."""
    for name, text, message in (
        ("a.ttl", "<urn:a> <urn:b>\n<urn:c> <urn:d> .\n", "ligne 2"),
        ("a.txt", "bonjour", "format"),
        ("vide.ttl", "", "rien de ce vocabulaire"),
        (
            "faux.ttl",
            '<urn:a> <urn:p> "quatre"^^<http://www.w3.org/2001/XMLSchema#integer> .',
            "« quatre » n'est pas un integer",
        ),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = run_validate(tmp_path / name)
        assert done.returncode == 2
        assert name in done.stderr
        assert message in done.stderr
        assert len(done.stderr.splitlines()) == 1
