"""What people give as a value is found, or refused in a sentence that helps."""

import pyoxigraph as ox
import pytest

from carto.errors import InputError
from carto.iris import BASE
from carto.requetes import Parametre, read_value
from carto.requetes.model import types
from carto.requetes.valeurs import choices

ID, ONTOLOGY = f"{BASE}id/", f"{BASE}ontologie#"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def parameter(kind: str) -> Parametre:
    """Return a parameter of the type *kind*."""
    return Parametre("x", types()[kind], "x", "x", "")


GOOD = {
    "local name": ("metier", "architecte-pfs", f"{ID}metier/architecte-pfs"),
    "title": ("metier", "Architecte PFS", f"{ID}metier/architecte-pfs"),
    "title, other case": ("metier", " architecte pfs ", f"{ID}metier/architecte-pfs"),
    "prefixed": ("metier", "metier:architecte-pfs", f"{ID}metier/architecte-pfs"),
    "title, without accents": ("metier", "charge d’acquisition", f"{ID}metier/charge-d-acquisition"),
    "IRI": ("metier", f"<{ID}metier/architecte-pfs>", f"{ID}metier/architecte-pfs"),
    "family": ("famille", "Relation client", f"{ID}famille/relation-client"),
    "domain": ("taxon", "domaine/client", f"{ID}domaine/client"),
    "skill": ("concept", "Travailler en autonomie", f"{ID}competence/travailler-en-autonomie"),
    "level of knowledge": ("niveau-de-connaissance", "NiveauDePointe", f"{ONTOLOGY}NiveauDePointe"),
    "level, prefixed": ("niveau-de-connaissance", "carto:NiveauDePointe", f"{ONTOLOGY}NiveauDePointe"),
    "level of sharing": ("niveau-de-partage", "variantes", f"{BASE}graphe/partage-variantes"),
    "graph, prefixed": ("niveau-de-partage", "graphe:concepts", f"{BASE}graphe/concepts"),
    "graph": ("niveau-de-partage", "concepts", f"{BASE}graphe/concepts"),
    "kind of remark": ("genre-de-remarque", "incohérence", "incohérence"),
    "number": ("nombre", "12", "12"),
    "zero": ("nombre", "0", "0"),
    "share": ("part", "0.25", "0.25"),
    "share, as the French write": ("part", "0,25", "0.25"),
    "limit": ("limite", "10", "10"),
    "word": ("texte", "fibre optique", "fibre optique"),
}


@pytest.mark.parametrize(("kind", "said", "expected"), GOOD.values(), ids=GOOD)
def test_value(kind: str, said: str, expected: str, store: ox.Store) -> None:
    """A thing by its name, its title, its IRI; a number, a share, a word."""
    assert read_value(parameter(kind), said, store).value == expected


BAD = {
    "nothing": ("metier", "", "n'est pas un métier"),
    "nearly a title": ("metier", "Chef de produi", "peut-être « Chef de"),
    "a thing of another class": ("metier", "famille:marketing", "n'est pas un métier"),
    "an IRI that gets out": ("metier", f"{ID}metier/a> ?p ?o . <urn:x", "n'est pas un métier"),
    "part of a name": ("metier", "pfs", "n'est pas un métier"),
    "no level": ("niveau-de-partage", "large", "« texte », « concept », « variantes »"),
    "no kind of remark": ("genre-de-remarque", "terminologi", "« terminologie »"),
    "no number": ("nombre", "-1", "n'est pas un nombre entier"),
    "digits of another script": ("nombre", "٣", "n'est pas un nombre entier"),
    "too big a number": ("nombre", "9" * 30, "n'est pas un nombre entier"),
    "no limit": ("limite", "0", "n'est pas un nombre de lignes"),
    "a limit that gets out": ("limite", "1 OFFSET 2", "n'est pas un nombre de lignes"),
    "above one": ("part", "1.5", "n'est pas une part"),
    "no share": ("part", "NaN", "n'est pas une part"),
    "no word": ("texte", "  ", "n'est pas un texte"),
    "no text": ("texte", "a\udcff", "n'est pas un texte"),
    "two lines": ("texte", "a\nb", "n'est pas un texte"),
    "too long a word": ("texte", "a" * 201, "n'est pas un texte"),
}


@pytest.mark.parametrize(("kind", "said", "message"), BAD.values(), ids=BAD)
def test_what_is_no_value_is_refused(kind: str, said: str, message: str, store: ox.Store) -> None:
    """The sentence says what was expected, and what comes near."""
    with pytest.raises(InputError, match=message):
        read_value(parameter(kind), said, store)


def test_a_title_of_two_things_is_refused() -> None:
    """Of two things with one title, the IRIs are proposed; one of them is a value."""
    twice = ox.Store()
    for local in ("famille/vente", "sous-famille/vente"):
        turtle = f'<{ID}{local}> a <{ONTOLOGY}Famille> ; <{LABEL}> "Vente"@fr .'
        twice.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    with pytest.raises(InputError, match="famille/vente », « https"):
        read_value(parameter("famille"), "Vente", twice)
    assert read_value(parameter("famille"), "famille/vente", twice).value == f"{ID}famille/vente"


def test_choices_are_those_of_the_graph(store: ox.Store) -> None:
    """A form offers the 85 métiers, the 15 familles, in the order of their labels."""
    metiers = choices(store, parameter("metier"))
    assert len(metiers) == 85
    assert list(metiers.values()) == sorted(metiers.values())
    assert len(choices(store, parameter("famille"))) == 15
