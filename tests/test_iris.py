"""Names are readable, stable and the same for the same thing."""

from carto.concepts import Concept, Formulation, group, occurrences
from carto.concepts.model import Fusion, Methode, Relation, Verdict
from carto.iris import BASE, Iris
from carto.model import Cartographie, Nature
from carto.read import all_metiers, all_rubriques
from tests.conftest import DONNEES


def concept(cle: str) -> Concept:
    """Return a concept of that key."""
    wording = Formulation(Nature.COMPETENCE, cle, cle, ())
    verdict = Verdict(Relation.MEME, Methode.TEXTE, "texte", 1.0)
    return Concept(Nature.COMPETENCE, cle, cle, (), (Fusion(wording, verdict),))


def test_all_names_differ(cartographie: Cartographie) -> None:
    """No two things have one name."""
    iris = Iris()
    concepts = group(occurrences(cartographie))
    names = [iris.metier(m) for m in all_metiers(cartographie)]
    names += [iris.rubrique(r) for r in all_rubriques(cartographie)]
    names += iris.concepts(concepts).values()
    assert len(names) == len(set(names))
    assert len(names) == 85 + 35 + sum(len(c.formulations) for c in concepts)


def test_names_are_stable(cartographie: Cartographie) -> None:
    """The names of the taxonomy and of the métiers are those of the list: none is renamed or dropped."""
    iris = Iris()
    names = [iris.rubrique(r) for r in all_rubriques(cartographie)]
    names += [iris.metier(m) for m in all_metiers(cartographie)]
    listed = (DONNEES / "iris.txt").read_text(encoding="utf-8").split()
    assert listed == sorted(str(name).removeprefix(f"{BASE}id/") for name in names)


def test_names_are_readable(cartographie: Cartographie) -> None:
    """A title makes the name; the word that its type already says is left out."""
    names = {str(Iris().rubrique(r)).removeprefix(f"{BASE}id/") for r in all_rubriques(cartographie)}
    assert {"domaine/technique", "famille/marketing", "sous-famille/implementation-des-pfs"} <= names


def test_long_and_shared_names_carry_a_hash() -> None:
    """Two keys with one slug are told apart, whatever the order they come in."""
    one, other = concept("outils (et méthodes)"), concept("outils et méthodes")
    both = Iris().concepts([one, other])
    assert len(set(both.values())) == 2
    assert both == Iris().concepts([other, one])
    (long,) = Iris().concepts([concept("mot " * 40)]).values()
    assert len(long.rpartition("/")[2]) < 90


def test_a_name_does_not_depend_on_other_concepts() -> None:
    """A new concept does not rename the ones that are there."""
    alone = Iris().concepts([concept("négocier")])
    assert alone.items() <= Iris().concepts([concept("négocier"), concept("vendre")]).items()
