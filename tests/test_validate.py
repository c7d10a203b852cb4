"""Every constraint of the shapes, broken alone."""

import pytest
from rdflib import SH, Graph, Literal

from carto.validate import load_shapes, validate
from tests.conftest import DONNEES

PREFIXES = """
PREFIX carto: <https://w3id.org/carto-telecoms/ontologie#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX : <https://example.org/>
"""
TITLE = "Un titre, et un seul par langue."
SCHEME = "Doit appartenir au schéma de la cartographie."
ORDER = "Un ordre, entier à partir de 1."
LINE = "Une ligne du document pour le titre."
LINES = "La première ligne ne peut suivre la dernière."
TOP = "Un domaine est au sommet du schéma."
ABOVE_DOMAINE = "Un domaine n'a rien au-dessus de lui."
FAMILLE = "Une famille est sous un domaine, et un seul, qui est aussi son carto:domaine."
EMPTY_FAMILLE = "Une famille a au moins un métier."
SOUS_FAMILLE = "Une sous-famille est sous une famille, et une seule, qui est aussi sa carto:famille."
EMPTY_SOUS_FAMILLE = "Une sous-famille a au moins un métier."
METIER_DOMAINE = "Un métier est dans un domaine, et un seul."
METIER_FAMILLE = "Un métier est dans une famille, et une seule."
METIER_SOUS_FAMILLE = "Un métier est dans une sous-famille au plus."
PARENT = "Un métier a un parent immédiat, et un seul."
MISSION = "Un métier a une mission, en français."
ETAT = "Une fiche est complète ou à compléter."
OTHER_FAMILLE = "La sous-famille n'est pas dans la famille du métier."
OTHER_DOMAINE = "La famille n'est pas dans le domaine du métier."
WRONG_PARENT = "Le parent immédiat doit être la sous-famille, ou à défaut la famille."
INCOMPLETE = "Une fiche complète a des activités, des compétences et des connaissances ; il en manque."
INNOVATION = (
    "Une fiche de forme Innovation a des tendances, des interactions et des exemples d'intitulés ; "
    "il en manque."
)
STUB = "Une fiche à compléter ne peut porter d'énoncé."

BREAKS = [
    ("DELETE WHERE { :m1 skos:prefLabel ?x }", {TITLE}),
    ('INSERT DATA { :m1 skos:prefLabel "Autre"@fr }', {TITLE}),
    ('DELETE DATA { :m1 skos:prefLabel "M1"@fr } ; INSERT DATA { :m1 skos:prefLabel "M1" }', {TITLE}),
    ("DELETE WHERE { :f1 skos:inScheme ?x }", {SCHEME}),
    ("DELETE WHERE { :s1 carto:ordre ?x }", {ORDER}),
    ("DELETE DATA { :s1 carto:ordre 1 } ; INSERT DATA { :s1 carto:ordre 0 }", {ORDER}),
    ("INSERT DATA { :s1 carto:ordre 7 }", {ORDER}),
    ("DELETE WHERE { :d1 carto:ligneSource ?x }", {LINE}),
    ("DELETE WHERE { :m1 carto:ligneDebut ?x }", {LINES}),
    ("DELETE DATA { :m1 carto:ligneFin 20 } ; INSERT DATA { :m1 carto:ligneFin 5 }", {LINES}),
    ("DELETE WHERE { :d1 skos:topConceptOf ?x }", {TOP}),
    ("INSERT DATA { :d1 skos:broader :d2 }", {ABOVE_DOMAINE}),
    ("DELETE WHERE { :f1 carto:domaine ?x }", {FAMILLE}),
    ("DELETE DATA { :f1 carto:domaine :d1 } ; INSERT DATA { :f1 carto:domaine :d2 }", {FAMILLE}),
    ("DELETE WHERE { ?m carto:famille :f1 . }", {METIER_FAMILLE, SOUS_FAMILLE, EMPTY_FAMILLE}),
    (
        """INSERT DATA {
            :f3 a carto:Famille ; skos:prefLabel "F3"@fr ; skos:inScheme :s ; skos:broader :d1 ;
                carto:domaine :d1 ; carto:ordre 3 ;
                carto:ligneSource 7 ; carto:ligneDebut 7 ; carto:ligneFin 7
        }""",
        {EMPTY_FAMILLE},
    ),
    ("DELETE WHERE { :s1 skos:broader ?x }", {SOUS_FAMILLE, OTHER_FAMILLE}),
    ("INSERT DATA { :s1 carto:famille :f2 }", {SOUS_FAMILLE}),
    (
        """INSERT DATA {
            :s3 a carto:SousFamille ; skos:prefLabel "S3"@fr ; skos:inScheme :s ; skos:broader :f1 ;
                carto:famille :f1 ; carto:ordre 3 ;
                carto:ligneSource 7 ; carto:ligneDebut 7 ; carto:ligneFin 7
        }""",
        {EMPTY_SOUS_FAMILLE},
    ),
    ("DELETE WHERE { :m1 carto:domaine ?x }", {METIER_DOMAINE}),
    ("INSERT DATA { :m1 carto:domaine :d2 }", {METIER_DOMAINE, OTHER_DOMAINE}),
    ("DELETE WHERE { :m1 carto:famille ?x }", {METIER_FAMILLE}),
    ("INSERT DATA { :m1 carto:sousFamille :s2 }", {METIER_SOUS_FAMILLE, OTHER_FAMILLE, WRONG_PARENT}),
    ("DELETE WHERE { :m1 skos:broader ?x }", {PARENT}),
    ("INSERT DATA { :m1 skos:broader :f1 }", {PARENT, WRONG_PARENT}),
    ("DELETE DATA { :m4 skos:broader :f2 } ; INSERT DATA { :m4 skos:broader :s2 }", {WRONG_PARENT}),
    ("DELETE WHERE { :m1 carto:mission ?x }", {MISSION}),
    ('INSERT DATA { :m1 carto:mission "Be complete"@en }', {MISSION}),
    ('DELETE WHERE { :m1 carto:mission ?x } ; INSERT DATA { :m1 carto:mission ""@fr }', {MISSION}),
    ("DELETE WHERE { :m1 carto:etatFiche ?x }", {ETAT}),
    ("DELETE WHERE { :m2 carto:etatFiche ?x } ; INSERT DATA { :m2 carto:etatFiche :perdue }", {ETAT}),
    (
        """DELETE DATA { :m2 carto:sousFamille :s1 ; skos:broader :s1 } ;
        INSERT DATA { :m2 carto:sousFamille :s2 ; skos:broader :s2 }""",
        {OTHER_FAMILLE},
    ),
    (
        "DELETE DATA { :m2 carto:domaine :d1 } ; INSERT DATA { :m2 carto:domaine :d2 }",
        {OTHER_DOMAINE},
    ),
    *((f"DELETE DATA {{ :e{n} carto:enonceDe :m1 }}", {INCOMPLETE}) for n in (1, 2, 3)),
    *((f"DELETE DATA {{ :e{n} carto:enonceDe :m5 }}", {INCOMPLETE}) for n in (5, 6)),
    *(
        (f"DELETE WHERE {{ :m5 carto:{p} ?x }}", {INNOVATION})
        for p in ("aPourTendance", "texteInteractions", "exempleIntitule")
    ),
    ("INSERT DATA { :e4 a carto:EnonceActivite ; carto:enonceDe :m2 }", {STUB}),
]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """Return the shapes of the project."""
    return load_shapes()


def broken(update: str) -> Graph:
    """Return the smallest valid graph after *update*, which must change it."""
    graph = Graph().parse(DONNEES / "valide.ttl")
    before = set(graph)
    graph.update(PREFIXES + update)
    assert before != set(graph)
    return graph


def test_smallest_graph_conforms(shapes: Graph) -> None:
    """The graph that the cases break is valid before."""
    assert validate(Graph().parse(DONNEES / "valide.ttl"), shapes) == ()


@pytest.mark.parametrize(("update", "expected"), BREAKS, ids=lambda x: x if isinstance(x, str) else "")
def test_constraint_sees_its_break(update: str, expected: set[str], shapes: Graph) -> None:
    """A graph broken in one place violates what that place breaks, and nothing else."""
    problems = validate(broken(update), shapes)
    assert all(problem.violation != (problem.message.startswith(INNOVATION)) for problem in problems)
    assert expected == {problem.message.partition(" (trouvé")[0] for problem in problems}


def test_every_constraint_is_broken(shapes: Graph) -> None:
    """The cases break every message of the shapes, and messages are in both languages."""
    messages = [m for m in shapes.objects(None, SH.message) if isinstance(m, Literal)]
    french = {str(m) for m in messages if m.language == "fr"}
    assert french == {message for _, expected in BREAKS for message in expected}
    assert len(french) == len({str(m) for m in messages if m.language == "en"})


def test_every_constraint_has_a_message(shapes: Graph) -> None:
    """No constraint speaks SHACL's default English."""
    constraints = [*shapes.objects(None, SH.property), *shapes.objects(None, SH.sparql)]
    assert constraints
    for constraint in constraints:
        languages = {
            m.language for m in shapes.objects(constraint, SH.message) if isinstance(m, Literal)
        }
        assert {"fr", "en"} == languages


def test_a_problem_names_the_thing_and_its_line(shapes: Graph) -> None:
    """A problem reads in one line: where, what, why."""
    (problem,) = validate(broken("DELETE WHERE { :m1 carto:mission ?x }"), shapes)
    assert f"ligne 6 : « M1 » <https://example.org/m1> : {MISSION}" == str(problem)
