"""The real document, read: its counts, and every doubtful bullet where two readers put it."""

import re
from collections import Counter

import pytest

from carto.corrections import load_corrections, read_table
from carto.coverage import coverage
from carto.edition import Edition
from carto.model import Cartographie, Enonce, Forme, Metier, Nature, Niveau
from carto.nesting import nest, witnesses
from carto.read import all_metiers, all_rubriques, read_draft
from carto.source import Document
from carto.template import load_template
from tests.conftest import DONNEES

COLUMNS = ("ligne", "rattachee_a", "certitude", "raison")
READING = [row for _, row in read_table(DONNEES / "coupures.tsv", COLUMNS)]


def metier(cartographie: Cartographie, title: str) -> Metier:
    """Return the métier of that title."""
    return next(m for m in all_metiers(cartographie) if m.titre == title)


@pytest.fixture(scope="session")
def attached(cartographie: Cartographie) -> dict[int, int]:
    """Return, by line of each bullet, the line of its parent or group's title; 0 at the top."""
    found: dict[int, int] = {}

    def add(enonces: tuple[Enonce, ...], groups: list[int]) -> None:
        by_rank = {e.rang: e for e in enonces}
        for e in enonces:
            above = by_rank[e.parent].lignes.debut if e.parent else 0
            if e.groupe and not e.parent:
                above = max(line for line in groups if line < e.lignes.debut)
            found[e.lignes.debut] = above

    for rubrique in all_rubriques(cartographie):
        add(rubrique.tendances, [])
    for m in all_metiers(cartographie):
        groups = [r.lignes.debut for r in m.reperes if r.role == "titre de groupe"]
        for enonces in (*m.enonces.values(), m.tendances):
            add(enonces, groups)
    return found


@pytest.mark.parametrize("row", READING, ids=lambda row: row["ligne"])
def test_bullet_is_where_a_reader_puts_it(row: dict[str, str], attached: dict[int, int]) -> None:
    """Each bullet around a page break hangs where two separate readings of the document put it."""
    assert int(row["rattachee_a"]) == attached[int(row["ligne"])]


def test_every_page_break_was_read(document: Document) -> None:
    """The reading covers the first bullet after each of the 60 breaks."""
    bullet = re.compile(r"\s*- ")
    lines = document.lignes
    after = [
        below.numero
        for above, blank, below in zip(lines, lines[1:], lines[2:], strict=False)
        if bullet.match(above.texte) and blank.blanche and bullet.match(below.texte)
    ]
    assert len(after) == 60
    assert set(after) <= {int(row["ligne"]) for row in READING}


def test_every_moved_bullet_was_read(cartographie: Cartographie) -> None:
    """No rule moves a bullet that the reading does not speak of."""
    repaired = {
        e.lignes.debut
        for m in all_metiers(cartographie)
        for enonces in m.enonces.values()
        for e in enonces
        if e.reparation and e.reparation.regle != "enonce-coupe"
    }
    assert repaired <= {int(row["ligne"]) for row in READING}


def test_counts(cartographie: Cartographie) -> None:
    """The document holds what its editors' own count says."""
    metiers = list(all_metiers(cartographie))
    rubriques = list(all_rubriques(cartographie))
    assert Counter(r.niveau for r in rubriques) == {
        Niveau.DOMAINE: 4,
        Niveau.FAMILLE: 15,
        Niveau.SOUS_FAMILLE: 16,
    }
    assert Counter(m.forme for m in metiers) == {
        Forme.STANDARD: 69,
        Forme.INNOVATION: 8,
        Forme.A_COMPLETER: 8,
    }
    assert {n: sum(len(m.enonces[n]) for m in metiers) for n in Nature} == {
        Nature.ACTIVITE: 839,
        Nature.COMPETENCE: 1003,
        Nature.CONNAISSANCE: 539,
    }
    assert sum(len(m.tendances) for m in metiers) == 32
    assert sum(len(m.intitules) for m in metiers) == 26
    assert sum(len(r.tendances) for r in rubriques) == 77


def test_coverage_is_total(document: Document, cartographie: Cartographie) -> None:
    """Every printed line has a role."""
    printed = {line.numero for line in document.lignes if not line.blanche}
    assert printed == set(coverage(document, cartographie))


def test_texts_are_as_printed(document: Document, cartographie: Cartographie) -> None:
    """An énoncé on one line is that line, without its dash and bold marks, and nothing else."""
    for m in all_metiers(cartographie):
        for e in (e for enonces in m.enonces.values() for e in enonces):
            if e.lignes.debut == e.lignes.fin:
                printed = document.lignes[e.lignes.debut - 1].texte
                assert printed.strip().removeprefix("- ").replace("**", "") == e.texte


def test_ranks_and_parents(cartographie: Cartographie) -> None:
    """Ranks run from 1 without gap, in printed order; a parent is one level up, and above."""
    for m in all_metiers(cartographie):
        for enonces in m.enonces.values():
            assert [e.rang for e in enonces] == list(range(1, len(enonces) + 1))
            by_rank = {e.rang: e for e in enonces}
            for e in enonces:
                depth = by_rank[e.parent].profondeur + 1 if e.parent else 0
                assert depth == e.profondeur
                assert e.parent is None or by_rank[e.parent].lignes.debut < e.lignes.debut


def test_bullet_cut_by_footnote(cartographie: Cartographie) -> None:
    """The bullet of lines 1694-1698 is one énoncé, and the footnote between belongs to the métier."""
    m = metier(cartographie, "Chargé de marketing opérationnel")
    cut = next(e for e in m.enonces[Nature.ACTIVITE] if e.lignes.debut == 1694)
    assert cut.lignes.fin == 1698
    assert "création de trafic, d'animation commerciale" in cut.texte
    assert cut.texte.count("(") == cut.texte.count(")")
    assert [note.lignes.debut for note in m.notes] == [1696]


def test_mission_over_two_lines(cartographie: Cartographie) -> None:
    """The bold mission of lines 4061-4062 is whole, and not bold any more."""
    mission = metier(cartographie, "Perception services et usages").mission
    assert (4061, 4062) == (mission.lignes.debut, mission.lignes.fin)
    assert mission.texte.startswith("Contribuer à fidéliser")
    assert mission.texte.endswith("usages potentiels")


def test_notes(cartographie: Cartographie) -> None:
    """Footnotes, « Note : » and the exclusion in italics hang on what they are about."""
    notes = {r.titre: [n.lignes.debut for n in r.notes] for r in all_rubriques(cartographie) if r.notes}
    assert {
        "Développement technique multimédia": [3318],
        "Valorisation des contenus": [3560],
        "Domaine Innovation et Prospective": [3722],
    } == notes


def test_sous_famille_gets_its_own_presentation(cartographie: Cartographie) -> None:
    """The paragraphs of a famille that present a sous-famille by name are that one's."""
    lines = {
        r.titre: [p.lignes.debut for p in r.presentation]
        for r in all_rubriques(cartographie)
        if r.niveau == Niveau.SOUS_FAMILLE and r.presentation
    }
    assert {
        "Développement technique multimédia": [3318],
        "Animation des contenus": [3322],
        "Exploitation des contenus": [3320],
    } == lines


def test_groups(cartographie: Cartographie) -> None:
    """« Connaissances associées » holds connaissances, bold or not; the other groups compétences."""
    m = metier(cartographie, "Perception services et usages")
    assert [None] * 4 == [e.groupe for e in m.enonces[Nature.COMPETENCE]]
    assert ["Connaissances associées"] == [e.groupe for e in m.enonces[Nature.CONNAISSANCE]]
    groups = {e.groupe for e in metier(cartographie, "Normalisation").enonces[Nature.COMPETENCE]}
    assert groups == {"Savoir-faire relationnels", "Savoir-faire méthodologiques"}


def test_corrections_are_needed(document: Document, edition: Edition) -> None:
    """Each correction says something else than the rules do."""
    draft = read_draft(document, load_template())
    corrections = load_corrections(edition.corrections, document)
    assert corrections
    for nature in Nature:
        lists = [puces for fiche, _ in draft.fiches for puces in fiche.lists(nature)]
        temoins = witnesses(lists)
        for puces in lists:
            for puce, place in zip(puces, nest(puces, temoins), strict=True):
                correction = corrections.get(puce.lignes.debut)
                if correction:
                    ruled = None if place.parent is None else puces[place.parent].lignes.debut
                    assert ruled != correction.parent, f"ligne {correction.ligne}"
